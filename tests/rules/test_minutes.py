"""Minutes on their way from draft to approval, and papers that are late."""

from __future__ import annotations

import datetime as dt

import pytest

from reportgen.rules import minutes as rules
from reportgen.rules.minutes import agendas_are_out_in_time, approved_minutes_say_so, minutes_are_written_in_time
from tests.rules.judged import found
from tests.small_site import SITE, minutes

PROMISED = SITE + "deadlines: {minutes-days: 14, agenda-days: 5}\n"
DAY = dt.date(2026, 3, 20)


def confirming(text: str, day: str = "2026-02-12", more: str = "") -> list[tuple[str, ...]]:
    """What is found of the minutes m1 of 15 January, which are a draft, once m2 did something with them."""
    first = minutes("minutes: draft\n")
    return found(
        approved_minutes_say_so, first, minutes(f"start: {day}\nprevious-minutes: {text}\n{more}", "m2"), day=DAY
    )


@pytest.mark.parametrize("text", ["m1", "{meeting: m1, outcome: approved-as-amended}"])
def test_minutes_that_a_later_meeting_approved_say_so_themselves(text: str) -> None:
    assert confirming(text) == [("approved-elsewhere", "m2", "2026-02-12", "draft")]


@pytest.mark.parametrize(
    ("text", "day", "more"),
    [
        ("{meeting: m1, outcome: deferred}", "2026-02-12", ""),
        ("m1", "2026-02-12", "status: planned\n"),
        ("m1", "2026-04-12", ""),
        ("m1", "2026-01-12", ""),
        ("m2", "2026-02-12", ""),
    ],
)
def test_only_a_meeting_that_was_held_after_it_approves(text: str, day: str, more: str) -> None:
    assert confirming(text, day, more) == []


def test_an_approval_is_told_once_by_the_first_meeting_that_gave_it() -> None:
    review = minutes("minutes: review\n")
    later = [minutes(f"start: 2026-0{month}-12\nprevious-minutes: m1\n", f"m{month}") for month in (3, 2)]
    assert found(approved_minutes_say_so, review, *later, day=DAY) == [
        ("approved-elsewhere", "m2", "2026-02-12", "review")
    ]


@pytest.mark.parametrize("text", ["minutes: approved\n", ""])
def test_minutes_that_say_approved_or_nothing_are_left_alone(text: str) -> None:
    assert (
        found(approved_minutes_say_so, minutes(text), minutes("start: 2026-02-12\nprevious-minutes: m1\n", "m2")) == []
    )


def late(text: str, day: dt.date = DAY, site: str = PROMISED) -> list[tuple[str, ...]]:
    return found(minutes_are_written_in_time, minutes(text), day=day, site=site)


def test_a_draft_is_late_from_the_day_after_the_last_one_allowed() -> None:
    draft = "start: 2026-03-05\nminutes: draft\nsummary: 略\n"
    assert late(draft, dt.date(2026, 3, 19)) == []
    assert late(draft, dt.date(2026, 3, 20)) == [("minutes-late", "15", "14")]
    assert late("start: 2026-03-05\nend: 2026-03-06\nminutes: draft\nsummary: 略\n") == []


@pytest.mark.parametrize("text", ["status: planned\nagenda: [排水]\n", "status: held\n", "minutes: draft\n"])
def test_a_meeting_of_which_nothing_is_told_lacks_its_minutes(text: str) -> None:
    assert late(text) == [("minutes-late", "64", "14")]
    assert late(text, dt.date(2026, 1, 20)) == []


@pytest.mark.parametrize(
    "text",
    ["status: cancelled\n", "minutes: review\nsummary: 略\n", "minutes: approved\nsummary: 略\n", "summary: 略\n"],
)
def test_minutes_that_are_out_are_not_late_and_a_cancelled_meeting_has_none(text: str) -> None:
    assert late(text) == []


def hasty(text: str, day: str) -> list[tuple[str, ...]]:
    return found(agendas_are_out_in_time, minutes(f"start: {day}\n{text}"), day=DAY, site=PROMISED)


def test_a_planned_meeting_without_agenda_is_told_from_the_day_it_should_be_out() -> None:
    assert hasty("status: planned\n", "2026-03-25") == []
    assert hasty("status: planned\n", "2026-03-24") == [("agenda-late", "4", "5")]
    assert hasty("status: planned\n", "2026-03-20") == [("agenda-late", "0", "5")]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("status: planned\nagenda: [排水]\n", "2026-03-22"),
        ("status: cancelled\n", "2026-03-22"),
        ("status: planned\n", "2026-03-19"),
    ],
)
def test_an_agenda_that_is_there_or_no_longer_needed_is_not_late(text: str, day: str) -> None:
    assert hasty(text, day) == []


def test_without_a_promise_nothing_is_late() -> None:
    assert late("minutes: draft\n", site=SITE) == []
    assert found(agendas_are_out_in_time, minutes("start: 2026-03-21\nstatus: planned\n"), day=DAY) == []


def test_every_finding_says_in_both_languages_what_to_type() -> None:
    kinds = [rules.APPROVED_ELSEWHERE, rules.DRAFT_LATE, rules.MINUTES_MISSING, rules.AGENDA_LATE]
    for kind in kinds:
        assert all("`" in kind.hint[language] and kind.message[language] for language in ("zh", "en"))
