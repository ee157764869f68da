"""What a briefing selects is there, and what it counts its changes from came before it."""

from __future__ import annotations

import pytest

from reportgen.rules.briefings import briefings_before_are_earlier, briefings_select_something, tags_exist
from tests.rules.judged import briefing, found
from tests.small_site import minutes

HELD = minutes("series: works\nstart: 2026-01-15\ntags: [排水]\n", "works-1")
PLANNED = minutes("series: works\nstart: 2026-02-12\nstatus: planned\n", "works-2")


@pytest.mark.parametrize(
    "select",
    [
        "{}", "{series: works}", "{series: [works, board]}", "{tags: 排水}", "{tags: [排水, 绿化]}",
        "{meetings: works-1}", "{from: 2026-01-15, until: 2026-01-15}",
    ],
)  # fmt: skip
def test_a_briefing_that_takes_one_meeting_is_fine(select: str) -> None:
    record = briefing(f"date: 2026-01-15\nselect: {select}\n")
    assert found(briefings_select_something, HELD, PLANNED, record) == []


@pytest.mark.parametrize(
    "text",
    [
        "date: 2026-01-14\nselect: {series: works}\n",
        "date: 2026-04-01\nselect: {series: board}\n",
        "date: 2026-04-01\nselect: {from: 2026-01-16}\n",
        "date: 2026-04-01\nselect: {until: 2026-01-14}\n",
        "date: 2026-04-01\nselect: {tags: 绿化}\n",
        "date: 2026-04-01\nselect: {meetings: works-2}\n",
        "date: 2026-04-01\nselect: {series: board, meetings: works-1}\n",
    ],
)
def test_a_briefing_that_takes_none_is_an_error(text: str) -> None:
    day = text.splitlines()[0].removeprefix("date: ")
    assert found(briefings_select_something, HELD, PLANNED, briefing(text)) == [("briefing-selects-nothing", day)]


@pytest.mark.parametrize("select", ["{series: work}", "{meetings: works-9}"])
def test_a_mistyped_name_is_told_by_the_rule_on_names_alone(select: str) -> None:
    assert found(briefings_select_something, HELD, briefing(f"date: 2026-04-01\nselect: {select}\n")) == []


def test_where_a_meeting_could_not_be_read_nobody_says_that_none_is_there() -> None:
    record = briefing("date: 2026-04-01\nselect: {series: works, tags: 排水}\n")
    for rule in (briefings_select_something, tags_exist):
        assert found(rule, record) != []
        assert found(rule, record, unreadable=("works-1",)) == []


def test_a_tag_is_one_of_a_meeting_letter_for_letter() -> None:
    record = briefing("date: 2026-04-01\nselect: {tags: [排水, 排涝, 绿化]}\n")
    assert found(tags_exist, HELD, record) == [("unknown-tag", "排涝", " (排水?)"), ("unknown-tag", "绿化", "")]


def test_changes_are_counted_from_an_earlier_briefing() -> None:
    first = briefing("date: 2026-03-31\nselect: {}\n", "spring")
    later = "date: 2026-06-30\nselect: {}\nsince: %s\n"
    assert found(briefings_before_are_earlier, first, briefing(later % "spring")) == []
    assert found(briefings_before_are_earlier, first, briefing(later % "sprint")) == [
        ("unknown-briefing", "sprint", " (spring?)")
    ]
    assert found(briefings_before_are_earlier, briefing(later % "b1")) == [
        ("since-not-earlier", "b1", "2026-06-30", "2026-06-30")
    ]
    assert found(briefings_before_are_earlier, first, briefing(later % "works-1"), HELD) == [
        ("unknown-briefing", "works-1", "")
    ]


def test_a_briefing_that_could_not_be_read_is_not_told_again() -> None:
    record = briefing("date: 2026-06-30\nselect: {}\nsince: spring\n")
    assert found(briefings_before_are_earlier, record, unreadable=("spring",)) == []
