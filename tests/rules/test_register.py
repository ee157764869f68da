"""What is told of an action happened after it was opened, before it was told, and in order."""

from __future__ import annotations

import pytest

from reportgen.model.diagnostic import Severity
from reportgen.model.meeting import Record
from reportgen.rules import register
from reportgen.rules.look import Look
from tests.small_site import AS_OF, gathered, minutes, updates

OPENING = minutes("start: 2026-03-05\nactions: [{id: a1, task: 清沟}, {id: a2, task: 编制台账}]\n", "m1")


def codes(*records: Record) -> list[tuple[str, str]]:
    """Every finding of the rules on the register, with the days and records it quotes."""
    look = Look.at(gathered(OPENING, *records), AS_OF)
    rules = (
        register.updates_follow_the_opening,
        register.updates_precede_their_record,
        register.updates_come_in_order,
    )
    return [
        (one.code, " ".join(value for name, value in one.values if name != "action"))
        for rule in rules
        for one in rule(look)
    ]


def told(date: str, *events: str, identity: str = "u1") -> Record:
    """A file of updates of m1/a1 (or of what follows a colon), one for each day; - for none of its own."""
    lines = [
        f"  - {{action: m1/{own or 'a1'}{'' if day == '-' else f', date: {day}'}}}\n"
        for day, _, own in (event.partition(":") for event in events)
    ]
    return updates(f"date: {date}\nupdates:\n{''.join(lines)}", identity)


def test_nothing_happens_to_an_action_before_it_is_opened() -> None:
    assert codes(told("2026-03-20", "2026-03-04")) == [("update-before-opening", "2026-03-04 2026-03-05")]
    assert codes(told("2026-03-20", "2026-03-05")) == []


def test_an_update_without_a_date_has_that_of_its_record() -> None:
    assert codes(told("2026-03-01", "-")) == [("update-before-opening", "2026-03-01 2026-03-05")]
    assert codes(told("2026-03-06", "-")) == []


def test_a_record_tells_of_nothing_that_is_still_to_come() -> None:
    assert codes(told("2026-03-20", "2026-03-21")) == [("update-after-record", "2026-03-21 2026-03-20")]
    assert codes(told("2026-03-20", "2026-03-20")) == []


@pytest.mark.parametrize("days", ["end: 2026-03-21\n", "days: [{date: 2026-03-20}, {date: 2026-03-21}]\n"])
def test_a_meeting_of_several_days_tells_of_all_of_them(days: str) -> None:
    text = f"start: 2026-03-20\n{days}updates: [{{action: m1/a1, date: %s}}]\n"
    assert codes(minutes(text % "2026-03-21", "m2")) == []
    assert codes(minutes(text % "2026-03-22", "m2")) == [("update-after-record", "2026-03-22 2026-03-21")]


def test_news_is_not_older_than_what_was_told_before() -> None:
    earlier = told("2026-03-20", "2026-03-18", "2026-03-10")
    assert codes(earlier, told("2026-04-01", "2026-03-17", identity="u2")) == [
        ("update-out-of-order", "2026-03-17 u1 2026-03-18")
    ]
    assert codes(earlier, told("2026-04-01", "2026-03-18", identity="u2")) == []


def test_the_order_inside_one_record_and_of_records_of_one_day_is_free() -> None:
    assert codes(told("2026-03-20", "2026-03-18", "2026-03-18", "2026-03-10")) == []
    assert codes(told("2026-03-20", "2026-03-18"), told("2026-03-20", "2026-03-10", identity="u2")) == []


def test_every_action_has_an_order_of_its_own() -> None:
    assert codes(told("2026-03-20", "2026-03-18"), told("2026-04-01", "2026-03-10:a2", identity="u2")) == []


def test_a_meeting_counts_as_a_teller_like_a_file_of_updates() -> None:
    meeting = minutes("start: 2026-03-12\nupdates: [{action: m1/a1}]\n", "m2")
    assert codes(meeting, told("2026-03-20", "2026-03-11")) == [("update-out-of-order", "2026-03-11 m2 2026-03-12")]


def test_one_mistake_is_told_once() -> None:
    assert [code for code, _ in codes(told("2026-03-20", "-"), told("2026-03-21", "2026-03-01", identity="u2"))] == [
        "update-before-opening"
    ]


def test_updates_of_an_action_nobody_opened_are_left_to_the_rule_that_says_so() -> None:
    assert codes(updates("date: 2026-03-20\nupdates: [{action: m9/a1, date: 2026-01-01}]\n", "u1")) == []


def test_only_the_order_of_news_is_a_matter_of_judgement() -> None:
    kinds = (register.BEFORE_OPENING, register.AFTER_RECORD, register.OUT_OF_ORDER)
    assert [kind.severity for kind in kinds] == [Severity.ERROR, Severity.ERROR, Severity.WARNING]
