"""What the columns of a register hold."""

from __future__ import annotations

import pytest

from reportgen.formats.ingest.register.headings import register_columns
from reportgen.formats.ingest.register.tables import Table


def columns(*headings: str) -> dict[str, int] | None:
    found = register_columns(Table(headings, (), 1, 1))
    return None if found is None else dict(found)


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (
            "序号|事项|责任单位|配合单位|责任人|分管领导|完成时限|状态|销号时间|会议时间|备注",
            "label task lead support owner supervisor due state closed meeting note",
        ),
        (
            "No.|Action Item|Lead|Support|Owner|Supervisor|Deadline|Status|Closed|Meeting|Remarks",
            "label task lead support owner supervisor due state closed meeting note",
        ),
        ("MeetingTime|Items|Owner|Status", "meeting task owner state"),
        ("编号|工作内容|牵头单位|截止时间|进展", "label task lead due state"),
        ("Task|Assignee|By when|State|Source", "task owner due state meeting"),
        ("Action|Who|Due", "task owner due"),
        ("任务|Responsible", "task lead"),
    ],
)
def test_the_headings_of_both_languages_are_known(headings: str, found: str) -> None:
    expected = {name: place for place, name in enumerate(found.split())}
    assert columns(*headings.split("|")) == expected


@pytest.mark.parametrize(
    "heading",
    [
        "责任人",
        " 责 任 人 ",
        "责任\n人",
        "**责任人**",
        "责任人：",
        "责任人 Owner",
        "责任人(Owner)",
        "OWNER",
        "Owner/Assignee",
    ],
)
def test_blanks_marks_and_a_second_language_change_no_heading(heading: str) -> None:
    assert columns("事项", heading) == {"task": 0, "owner": 1}


def test_an_aside_in_brackets_belongs_to_the_word_before_it() -> None:
    assert columns("事项", "完成时限（月底前）", "状态（周报）") == {"task": 0, "due": 1, "state": 2}


@pytest.mark.parametrize("heading", ["责任单位（责任人）", "责任单位及责任人", "责任单位/责任人", "Lead and owner"])
def test_units_and_people_may_share_a_column(heading: str) -> None:
    assert columns("事项", heading) == {"task": 0, "lead": 1, "owner": 1}


def test_people_with_a_column_of_their_own_do_not_share_one() -> None:
    assert columns("事项", "责任单位（责任人）", "责任人") == {"task": 0, "lead": 1, "owner": 2}


def test_of_two_columns_that_could_hold_the_same_the_surer_one_does() -> None:
    assert columns("Item", "Action", "Owner") == {"task": 1, "owner": 2}
    assert columns("事项", "进展情况", "状态", "会议名称", "会议时间") == {"task": 0, "state": 2, "meeting": 4}


def test_completion_is_a_deadline_unless_another_column_is() -> None:
    assert columns("事项", "完成时间") == {"task": 0, "due": 1}
    assert columns("事项", "完成时限", "完成时间") == {"task": 0, "due": 1, "closed": 2}


@pytest.mark.parametrize(
    "headings",
    [
        ("Name", "Status"),
        ("事项", "备注"),
        ("责任人", "完成时限"),
        ("Standing orders", "Owner"),
        ("Task", "Owner and deadline"),
        ("", ""),
        ("事项" * 40, "责任人"),
    ],
)
def test_a_table_without_tasks_or_without_anything_to_follow_up_is_no_register(headings: tuple[str, ...]) -> None:
    assert columns(*headings) is None
