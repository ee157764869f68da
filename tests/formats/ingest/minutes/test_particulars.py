"""Particulars: lines below an outcome that each say one thing of it."""

from __future__ import annotations

import time
from typing import Any

import pytest

from reportgen.formats.ingest.minutes.particulars import (
    Particular,
    action_particulars,
    decision_particulars,
    particular_in,
    question_particulars,
    split_particulars,
)
from reportgen.formats.ingest.rows import Row, row_of, rows_of


def rows(*lines: str) -> tuple[Row, ...]:
    return rows_of(lines, markdown=False)


@pytest.mark.parametrize(
    ("line", "key", "words"),
    [
        ("Lead: Roads office", "lead", "Roads office"),
        ("  - Lead unit: Roads office", "lead", "Roads office"),
        ("**Lead**: Roads office", "lead", "Roads office"),
        ("- **Due:** 30 May 2026", "due", "30 May 2026"),
        ("- **责任人：** 李娜", "owner", "李娜"),
        ("__Status__: done", "state", "done"),
        ("Due: **30 May**", "due", "**30 May**"),
        ("**Due**: **30 May**", "due", "**30 May**"),
        ("**Lead: Roads office**", "lead", "Roads office"),
        ("__责任人：李娜__", "owner", "李娜"),
        ("Supported by: the library", "support", "the library"),
        ("ASSIGNED TO: Ada Moss", "owner", "Ada Moss"),
        ("Supervised by: Tom Orr", "supervisor", "Tom Orr"),
        ("By when: soon", "due", "soon"),
        ("Remarks: in two parts", "note", "in two parts"),
        ("Moved by: Ada Moss", "moved", "Ada Moss"),
        ("Seconder: Tom Orr", "seconded", "Tom Orr"),
        ("Vote: 5 for", "vote", "5 for"),
        ("Result: carried", "outcome", "carried"),
        ("Raised by: Lee Park", "raised", "Lee Park"),
        ("Dissent: Tom Orr: too dear", "dissent", "Tom Orr: too dear"),
        ("No.: 3", "reference", "3"),
        ("Milestones: plans in March", "more", "plans in March"),
        ("责任单位：镇建设办", "lead", "镇建设办"),
        ("配合单位: 镇文化站", "support", "镇文化站"),
        ("分管领导：李娜", "supervisor", "李娜"),
        ("完成时限：5月底前", "due", "5月底前"),
        ("办理状态：进行中", "state", "进行中"),
        ("备注：分两期", "note", "分两期"),
        ("附议人：王蕾", "seconded", "王蕾"),
        ("表决结果：全体通过", "vote", "全体通过"),
        ("保留意见：王蕾：费用过高", "dissent", "王蕾：费用过高"),
        ("编号：A-3", "reference", "A-3"),
        ("佐证：照片", "more", "照片"),
    ],
)
def test_a_line_says_one_thing_of_the_outcome_above(line: str, key: Particular, words: str) -> None:
    assert particular_in(row_of(1, line)) == (key, words)


@pytest.mark.parametrize(
    "line",
    [
        "Lead:",
        "Lead Roads office",
        "Culvert: cleared",
        "会议指出：要抓清淤",
        "Lead office of roads and bridges: x",
        "",
        "---",
        "Lead : ",
    ],
)
def test_other_lines_say_nothing_of_it(line: str) -> None:
    assert particular_in(row_of(1, line)) is None


def test_a_line_in_code_or_in_a_table_says_nothing_of_it() -> None:
    found = rows_of(["```", "Lead: Roads office", "```"], markdown=True)
    assert [particular_in(row) for row in found] == [None, None, None]


def test_the_first_word_on_a_thing_counts_and_the_others_stay() -> None:
    given = rows(
        "- Lead: Roads office",
        "- Lead: the library",
        "- words",
        "- Papers: the plan",
        "- Papers: the map",
        "- Due: soon",
    )
    told, taken, rest = split_particulars(given)
    assert told == {"lead": "Roads office", "due": "soon"}
    assert ([row.line for row in taken], [row.line for row in rest]) == ([1, 6], [2, 3, 4, 5])
    told, taken, rest = split_particulars(given, of_decision=True)
    assert told == {"lead": "Roads office", "due": "soon"}
    assert ([row.line for row in taken], [row.line for row in rest]) == ([1, 6], [2, 3])
    assert split_particulars(()) == ({}, [], [])


@pytest.mark.parametrize(
    ("told", "fields"),
    [
        ({}, {}),
        ({"lead": "Roads office", "supervisor": "Lee Park"}, {"lead": "Roads office", "supervisor": "Lee Park"}),
        ({"owner": "Ada Moss, Tom Orr"}, {"owner": ["Ada Moss", "Tom Orr"]}),
        ({"owner": "李娜", "support": "李娜、王蕾"}, {"support": ["李娜", "王蕾"], "owner": ["李娜"]}),
        ({"due": "2026-05-30"}, {"due": "2026-05-30"}),
        ({"due": "30 May 2026 (before the rain)"}, {"due": "2026-05-30", "due-words": "before the rain"}),
        ({"due": "2026年5月30日前"}, {"due": "2026-05-30", "due-words": "前"}),
        ({"due": "汛期前"}, {"due-words": "汛期前"}),
        ({"state": "done"}, {"state": "closed"}),
        ({"state": "进行中"}, {"state": "in-progress"}),
        ({"state": "as ever"}, {}),
        ({"note": "in <b>two</b> parts"}, {"note": "in **two** parts"}),
        ({"moved": "Ada Moss", "reference": "3"}, {}),
    ],
)
def test_an_action_has_the_fields_its_particulars_tell(told: dict[Particular, str], fields: dict[str, Any]) -> None:
    assert action_particulars(told) == fields


@pytest.mark.parametrize(
    ("told", "fields"),
    [
        ({}, {}),
        ({"moved": "Ada Moss", "seconded": "Tom Orr"}, {"moved": "Ada Moss", "seconded": "Tom Orr"}),
        ({"vote": "5 for, 1 against"}, {"vote": {"counts": {"for": "5", "against": "1"}, "words": "5 for, 1 against"}}),
        ({"vote": "全体一致"}, {"vote": {"words": "全体一致"}}),
        ({"dissent": "Tom Orr: too dear"}, {"dissent": [{"who": "Tom Orr", "text": "too dear"}]}),
        ({"dissent": "王蕾：费用过高"}, {"dissent": [{"who": "王蕾", "text": "费用过高"}]}),
        ({"dissent": "王蕾"}, {"dissent": ["王蕾"]}),
        ({"outcome": "Carried."}, {"outcome": "carried"}),
        ({"outcome": "LOST"}, {"outcome": "defeated"}),
        ({"outcome": "缓议"}, {"outcome": "deferred"}),
        ({"outcome": "已阅"}, {"outcome": "noted"}),
        ({"outcome": "撤回。"}, {"outcome": "withdrawn"}),
        ({"outcome": "unclear"}, {}),
        ({"lead": "Roads office"}, {}),
    ],
)
def test_a_decision_has_the_fields_its_particulars_tell(told: dict[Particular, str], fields: dict[str, Any]) -> None:
    assert decision_particulars(told) == fields


@pytest.mark.parametrize(
    ("told", "fields"),
    [
        ({}, {}),
        ({"raised": "Lee Park"}, {"raised-by": "Lee Park"}),
        ({"raised": "王蕾", "owner": "李娜"}, {"raised-by": "王蕾", "owner": ["李娜"]}),
        ({"due": "soon"}, {}),
    ],
)
def test_a_question_has_the_fields_its_particulars_tell(told: dict[Particular, str], fields: dict[str, Any]) -> None:
    assert question_particulars(told) == fields


@pytest.mark.parametrize("words", ["**", "a ", "Lead ", "_", "责任", "Lead:", "：", " "])
def test_a_long_line_of_almost_labels_is_gone_through_at_once(words: str) -> None:
    before = time.process_time()
    found = [particular_in(Row(1, "words", words * 2_000)) for _ in range(20)]
    assert found == ([("lead", ("Lead:" * 1_999))] * 20 if words == "Lead:" else [None] * 20)
    assert time.process_time() - before < 2
