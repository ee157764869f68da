"""The register as CSV: exact for programs, harmless for spreadsheets."""

from __future__ import annotations

import csv
import io
import unicodedata

import pytest

from reportgen.formats.registers.csv import exact_csv, excel_csv
from tests.formats.registers.exported import FORMULA_MARKS, HOSTILE, export_of, hostile_content, words_in
from tests.small_site import content_of, gathered, minutes, updates, write_site

WHOLE = minutes(
    """\
series: works
start: 2026-01-15
agenda:
  - title: 排水
    decisions: [{id: d1, text: 先清后修}]
    actions:
      - id: a1
        label: 一、
        task: 清理**一号沟**
        lead: 工程办
        support: [工地办, 沿线各组]
        owner: 沈青禾
        supervisor: 顾怀远
        due: 2026-02-10
        milestones: [{text: 清淤过半, due: 2026-02-01}, {text: 验收}]
        carries-out: d1
        tags: 汛期
""",
    "works-1",
)
LATER = updates(
    """\
date: 2026-03-01
updates:
  - action: works-1/a1
    state: in-progress
    due: 2026-03-10
    due-words: 汛期前
    note: "过半，\\n雨停再干"
    reached: 清淤过半
  - {action: works-1/a1, date: 2026-03-12, evidence: assets/k1.jpg, links: https://example.org/k1}
""",
    "march",
)
SITE = """\
format: 1
title: 台账
languages: [zh, en]
base-url: https://minutes.example.org
series: [{id: works, title: 工程例会}]
"""


def exact_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def cells(content: bytes, encoding: str = "utf-8") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(encoding), newline="")))


def test_the_exact_table_holds_every_field_under_english_keys() -> None:
    (row,) = exact_rows(exact_csv(export_of(gathered(WHOLE, LATER, site=SITE)), {}))
    assert {key: value for key, value in row.items() if value} == {
        "reference": "works-1/a1",
        "label": "一、",
        "task": "清理**一号沟**",
        "state": "in-progress",
        "signal": "overdue",
        "lead": "工程办",
        "support": "工地办; 沿线各组",
        "owner": "沈青禾",
        "supervisor": "顾怀远",
        "opened": "2026-01-15",
        "due": "2026-03-10",
        "due-words": "汛期前",
        "first-due": "2026-02-10",
        "slips": "1",
        "slipped-days": "28",
        "days-overdue": "112",
        "changed": "2026-03-12",
        "note": "过半，\n雨停再干",
        "evidence": "assets/k1.jpg",
        "evidence-links": "https://example.org/k1",
        "reopened": "0",
        "milestones": "2026-02-01 清淤过半; 验收",
        "reached": "清淤过半",
        "record": "works-1",
        "record-title": "会议",
        "item": "排水",
        "series": "works",
        "language": "zh",
        "carries-out": "works-1/d1",
        "tags": "汛期",
        "address": "https://minutes.example.org/actions/works-1/a1/",
    }


def test_the_exact_table_has_no_byte_order_mark_and_ends_its_lines_as_the_standard_says() -> None:
    content = exact_csv(export_of(gathered(WHOLE, site=SITE)), {})
    assert content.startswith(b"reference,label,task,")
    assert content.endswith(b"\r\n")
    assert content.replace(b"\r\n", b"").count(b"\n") == 0


def test_people_and_units_stand_with_their_ids(tmp_path) -> None:
    rows = exact_rows(exact_csv(export_of(content_of(write_site(tmp_path))), {}))
    assert [(row["lead"], row["lead-id"], row["owner"], row["owner-ids"], row["unit-ids"]) for row in rows] == [
        ("工程办", "works-office", "沈青禾", "shen", "works-office"),
        ("", "", "陆一鸣", "lu", ""),
    ]


@pytest.mark.parametrize("word", HOSTILE)
def test_the_exact_table_gives_every_word_back_as_it_was_typed(word: str) -> None:
    export = export_of(hostile_content(word))
    (row,) = exact_rows(exact_csv(export, {}))
    line = export.lines[0]
    assert (row["task"], row["lead"], row["note"]) == (line.entry.action.task, line.status.lead, line.status.note)


@pytest.mark.parametrize("word", HOSTILE)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_cell_is_obeyed_by_a_spreadsheet(word: str, language: str) -> None:
    content = excel_csv(export_of(hostile_content(word), language=language), words_in(language))
    head, row = cells(content, "utf-8-sig")
    assert len(head) == len(row)
    # Where the list separator of a machine is `;`, a cell is cut there.
    for cell in (part.strip() for one in row for part in one.split(";")):
        assert not cell.startswith(tuple(FORMULA_MARKS))
        assert not [one for one in cell if unicodedata.category(one) in {"Cc", "Cs", "Zl", "Zp"}]


@pytest.mark.parametrize(
    ("task", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("－会议", "'－会议"),
        ("清沟;=1", "清沟;'=1"),
        ("清沟 -> 验收", "清沟 -> 验收"),
        ("第一段\n\n第二段", "第一段 第二段"),
        ("***负责，**今年**完成", "***负责，今年完成"),
    ],
)
def test_a_text_stays_as_it_is_but_for_what_would_be_obeyed(task: str, shown: str) -> None:
    record = minutes("actions: [{id: a1, task: x}]")
    action = record.actions[0].model_validate({"id": "a1", "task": task})
    content = excel_csv(export_of(gathered(record.model_copy(update={"actions": (action,)}))), words_in("zh"))
    head, row = cells(content, "utf-8-sig")
    assert row[head.index("事项")] == shown


def test_a_due_date_brought_forward_is_a_negative_number() -> None:
    earlier = updates("date: 2026-01-20\nupdates: [{action: works-1/a1, due: 2026-02-01}]", "early")
    content = excel_csv(export_of(gathered(WHOLE, earlier, site=SITE)), words_in("en"))
    head, row = cells(content, "utf-8-sig")
    assert row[head.index("Days put off")] == "-9"


@pytest.mark.parametrize(("language", "state", "signal"), [("zh", "办理中", "逾期"), ("en", "in progress", "overdue")])
def test_excel_finds_chinese_and_the_words_of_the_office(language: str, state: str, signal: str) -> None:
    content = excel_csv(export_of(gathered(WHOLE, LATER, site=SITE), language=language), words_in(language))
    assert content.startswith(b"\xef\xbb\xbf")
    _, row = cells(content, "utf-8-sig")
    assert row[2:5] == ["清理一号沟", state, signal]
