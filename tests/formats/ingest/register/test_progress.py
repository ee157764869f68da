"""Histories in one cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.formats.ingest.register.progress import read_progress, state_of
from reportgen.model.values import LONGEST_LINE


def told(cell: str) -> list[tuple[str, str, str]]:
    """Day, state and note of each event; "" where there is none."""
    return [(str(one.date or ""), one.state or "", one.note) for one in read_progress(cell)]


@pytest.mark.parametrize(
    ("cell", "events"),
    [
        ("20220706:open 20220720:close", [("2022-07-06", "open", ""), ("2022-07-20", "closed", "")]),
        ("20221026:close", [("2022-10-26", "closed", "")]),
        ("close", [("", "closed", "")]),
        ("已完成（2026-03-05）", [("2026-03-05", "closed", "")]),
        ("2026年3月5日已办结", [("2026-03-05", "closed", "")]),
        ("Closed - 2026-03-05.", [("2026-03-05", "closed", "")]),
        ("open 2022-07-06, closed 2022-07-20", [("2022-07-06", "open", ""), ("2022-07-20", "closed", "")]),
        ("open; 2022-07-20 closed", [("", "open", ""), ("2022-07-20", "closed", "")]),
        ("open 2022-07-20:close", [("", "open", ""), ("2022-07-20", "closed", "")]),
        ("已上报\n2026-04-01销号", [("", "reported", ""), ("2026-04-01", "closed", "")]),
        ("**In Progress**", [("", "in-progress", "")]),
        ("", []),
        ("，。", []),
    ],
)
def test_each_day_goes_with_its_state(cell: str, events: list[tuple[str, str, str]]) -> None:
    assert told(cell) == events


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("open", "open|未完成|待办|Not started"),
        ("in-progress", "办理中|进行中|推进中|In progress|in-progress|WIP"),
        ("reported", "已上报|待核实|reported|已报完成"),
        ("closed", "已完成|已办结|销号|已销号|close|Closed|done|DONE|完成|✅ 完成"),
        ("cancelled", "取消|作废|cancelled|canceled"),
    ],
)
def test_a_state_has_many_words(state: str, words: str) -> None:
    assert {state_of(word) for word in words.split("|")} == {state}


@pytest.mark.parametrize(
    "cell", ["已完成80%", "close to done", "almost done", "✅", "pending", "-5", "（未全部完成）。"]
)
def test_a_state_nobody_named_is_never_guessed(cell: str) -> None:
    assert told(cell) == [("", "", cell)]


def test_a_day_without_its_year_stays_words() -> None:
    assert told("已销号 3月5日") == [("", "closed", "已销号 3月5日")]
    assert told("done 5/3") == [("", "closed", "done 5/3")]


def test_words_beside_days_and_states_are_kept() -> None:
    assert told("2022-07-20 等待评审") == [("2022-07-20", "", "等待评审")]
    assert told("2026-03-05") == [("2026-03-05", "", "2026-03-05")]
    assert told("已完成（2026-03-05），资料（两册）已归档") == [
        ("2026-03-05", "closed", ""),
        ("", "", "资料（两册）已归档"),
    ]


def test_a_day_that_can_be_read_in_two_ways_is_not_sure() -> None:
    assert [(str(one.date), one.is_sure) for one in read_progress("7/8/2019 done; 2019-07-09 open")] == [
        ("2019-07-08", False),
        ("2019-07-09", True),
    ]


def test_a_story_is_a_note() -> None:
    story = "20220706:open " * 200
    assert len(story) > LONGEST_LINE
    assert told(story) == [("", "", story)]


PIECES = ["2026-03-05", "20260306", "done", "办理中", "测量", ":", "（", "）", "; ", " ", "，"]


@given(st.lists(st.sampled_from(PIECES), max_size=9))
def test_words_that_name_no_state_are_all_kept_and_no_event_is_empty(parts: list[str]) -> None:
    events = read_progress("".join(parts))
    assert sum(one.note.count("测量") for one in events) == parts.count("测量")
    assert all(one.date or one.state or one.note for one in events)
