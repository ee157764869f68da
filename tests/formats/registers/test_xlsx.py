"""The register as a workbook, read back with another library."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.formats.registers.xlsx import LONGEST_CELL, workbook
from tests.formats.registers.exported import HOSTILE, export_of, hostile_content, words_in
from tests.small_site import content_of, gathered, minutes, updates, write_site


def sheets_of(content: bytes) -> list[Worksheet]:
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets


def rows_of(sheet: Worksheet) -> list[dict[str, object]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_actions_and_decisions_stand_on_two_sheets_with_dates_as_dates(tmp_path) -> None:
    actions, decisions = sheets_of(workbook(export_of(content_of(write_site(tmp_path))), words_in("zh")))
    assert (actions.title, decisions.title) == ("责任事项", "议定事项")
    first, second = rows_of(actions)
    assert first["编号"] == "works-1/a1"
    assert (first["完成时限"], first["了结日期"]) == (dt.datetime(2026, 3, 10), dt.datetime(2026, 3, 18))
    assert (first["顺延天数"], first["状态"], first["复核人"]) == (28, "已销号", "顾怀远")
    assert second["了结日期"] is None
    assert [(one["编号"], one["日期"], one["效力"]) for one in rows_of(decisions)] == [
        ("works-1/d1", dt.datetime(2026, 1, 15), "已被取代"),
        ("works-2/d1", dt.datetime(2026, 2, 12), "有效"),
        ("garden-1/d1", dt.datetime(2026, 3, 5), "有效"),
    ]


def test_the_head_stays_in_sight_and_filters(tmp_path) -> None:
    actions, _ = sheets_of(workbook(export_of(content_of(write_site(tmp_path)), language="en"), words_in("en")))
    assert (actions.freeze_panes, actions.print_title_rows) == ("C2", "$1:$1")
    assert actions.auto_filter.ref == f"A1:{actions.cell(3, actions.max_column).coordinate}"
    assert actions["C1"].value == "Action"
    assert actions["C1"].font.bold


def test_an_incomplete_workbook_says_so_above_the_head_of_both_sheets() -> None:
    export = export_of(gathered(minutes("actions: [{id: a1, task: 清沟}]")), language="en", unreadable=2)
    for sheet in sheets_of(workbook(export, words_in("en"))):
        assert sheet["A1"].value == "Incomplete: 2 files unreadable"
        assert sheet["B2"].value in {"Reference", "Date"}
        assert sheet.freeze_panes == "C3"
        assert sheet.auto_filter.ref.startswith("A2:")


@pytest.mark.parametrize("word", HOSTILE)
def test_no_text_is_a_formula_a_link_or_a_number(word: str) -> None:
    export = export_of(hostile_content(word), title=word)
    content = workbook(export, words_in("zh"))
    actions, decisions = sheets_of(content)
    assert [cell.data_type for sheet in (actions, decisions) for row in sheet for cell in row].count("f") == 0
    (row,) = rows_of(actions)
    assert {type(row[name]) for name in ("事项", "最近进展", "牵头单位", "责任人", "完成时限原话", "标签")} == {str}
    assert not re.search(rb"<f>|<hyperlink", zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml"))


def test_a_cell_longer_than_excel_keeps_is_cut_in_sight() -> None:
    record = minutes(
        f"actions: [{{id: a1, task: 清沟, owner: [{', '.join(f'养护{n:04}班' * 200 for n in range(30))}]}}]"
    )
    (row,) = rows_of(sheets_of(workbook(export_of(gathered(record)), words_in("zh")))[0])
    owners = str(row["责任人"])
    assert len(owners) == LONGEST_CELL
    assert owners.endswith("…")


def test_a_date_before_spreadsheets_can_count_is_written_out() -> None:
    old = updates("date: 2026-02-01\nupdates: [{action: m1/a1, due: 1899-12-31}]", "u1")
    (row,) = rows_of(sheets_of(workbook(export_of(gathered(minutes("actions: [{id: a1, task: 清沟}]"), old)), {}))[0])
    assert row["due"] == "1899-12-31"


@pytest.mark.parametrize("name", ["", "责任/事项*?[1]:'", "长" * 40, "Decisions"])
def test_any_words_for_a_sheet_give_a_workbook_that_opens(name: str) -> None:
    words = dict(words_in("en")) | {"register_sheet_actions": name}
    actions, decisions = sheets_of(workbook(export_of(gathered(minutes("actions: [{id: a1, task: 清沟}]"))), words))
    assert len(actions.title) <= 31
    assert actions.title != decisions.title
    assert len(rows_of(actions)) == 1


def test_nothing_in_it_tells_when_or_where_it_was_made() -> None:
    content = workbook(export_of(gathered(minutes("actions: [{id: a1, task: 清沟}]"))), words_in("zh"))
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = archive.read("docProps/core.xml").decode()
    assert re.findall(r"W3CDTF\">([^<]*)<", core) == ["2026-06-30T00:00:00Z"] * 2
    assert "<dc:title>工程台账</dc:title>" in core
