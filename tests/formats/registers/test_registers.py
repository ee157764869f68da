"""Whatever kind of file it is: every action is in it, and what it needs is there or asked for by name."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import subprocess
import sys
from collections.abc import Callable, Mapping

import icalendar
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from reportgen.formats.registers import WRITERS, require, tells_gaps, write
from reportgen.formats.registers.columns import ACTIONS, DECISIONS, for_people
from reportgen.model.diagnostic import ReportgenError
from reportgen.model.export import Form
from reportgen.model.meeting import Record
from tests.formats.registers.exported import BASE, export_of, hostile_content, words_in
from tests.histories import histories
from tests.small_site import gathered, minutes

Count = Callable[[bytes], list[str]]


def rows_of(content: bytes, encoding: str = "utf-8") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(encoding), newline="")))


def references_in_workbook(content: bytes) -> list[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [str(row[1]) for row in sheet.iter_rows(min_row=2, values_only=True)]


def references_in_calendar(content: bytes) -> list[str]:
    parts = icalendar.Calendar.from_ical(content).walk("VTODO")
    return [str(one["uid"]).removesuffix("@reportgen") for one in parts]


REFERENCES: Mapping[Form, Count] = {
    "csv": lambda content: [one["reference"] for one in rows_of(content)],
    "csv-for-excel": lambda content: [one["编号"] for one in rows_of(content, "utf-8-sig")],
    "json": lambda content: [one["reference"] for one in json.loads(content)["actions"]],
    "xlsx": references_in_workbook,
    "ics": references_in_calendar,
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=histories())
def test_every_action_is_in_every_kind_of_file_once_and_in_order(history: list[Record]) -> None:
    export = export_of(gathered(*history))
    opened = [f"{one.id}/{action.id}" for one in history if one.kind == "minutes" for action in one.all_actions()]
    assert sorted(one.reference for one in export.lines) == sorted(opened)
    for form, references in REFERENCES.items():
        assert references(write(form, export, words_in("zh"))) == [one.reference for one in export.lines]


def test_the_kinds_that_are_counted_are_all_there_are() -> None:
    assert REFERENCES.keys() == WRITERS.keys()


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_export_gives_the_same_bytes(form: Form) -> None:
    content = hostile_content("汛期前完成")
    assert write(form, export_of(content), words_in("zh")) == write(form, export_of(content), words_in("zh"))


@pytest.mark.parametrize("form", [form for form in WRITERS if tells_gaps(form)])
def test_an_incomplete_file_says_so_and_a_whole_one_does_not(form: Form) -> None:
    content = gathered(minutes("actions: [{id: a1, task: 清沟}]"))
    whole, one, many = (
        _text_of(form, write(form, export_of(content, unreadable=number), words_in("zh"))) for number in (0, 1, 3)
    )
    assert "内容不完整" not in whole
    assert "内容不完整：有 1 个文件无法读取" in one
    assert "内容不完整：有 3 个文件无法读取" in many


def _text_of(form: Form, content: bytes) -> str:
    if form == "xlsx":
        return str(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["A1"].value)
    if form == "ics":
        return str(icalendar.Calendar.from_ical(content)["x-wr-calname"])
    return content.decode()


def test_only_the_exact_table_cannot_say_that_it_is_incomplete() -> None:
    assert [form for form in WRITERS if not tells_gaps(form)] == ["csv"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_heading_and_code_has_its_words(language: str) -> None:
    words = words_in(language)
    codes = {
        "state": ("open", "in_progress", "reported", "closed", "cancelled"),
        "signal": ("overdue", "behind", "due_soon"),
        "standing": ("in_force", "superseded", "rescinded", "not_carried"),
        "outcome": ("carried", "defeated", "deferred", "withdrawn", "noted"),
    }
    columns = [*for_people(ACTIONS), *for_people(DECISIONS)]
    wanted = {f"register_col_{one.key.replace('-', '_')}" for one in columns}
    wanted |= {f"{one.coded}_{code}" for one in columns if one.coded for code in codes[one.coded]}
    assert wanted - words.keys() == set()


@pytest.mark.parametrize("form", WRITERS)
def test_a_theme_without_words_for_it_leaves_codes_and_keys(form: Form) -> None:
    content = write(form, export_of(gathered(minutes("actions: [{id: a1, task: 清沟}]")), unreadable=2), {})
    text = _text_of(form, content)
    assert "Incomplete: 2 files unreadable" in text or form == "csv"


def test_rows_have_no_address_where_the_site_has_none() -> None:
    content = gathered(minutes("actions: [{id: a1, task: 清沟}]"))
    for form in ("csv", "csv-for-excel", "json", "ics"):
        assert BASE in write(form, export_of(content), words_in("en")).decode()
        assert "https://" not in write(form, export_of(content, base=None), words_in("en")).decode()


@pytest.mark.parametrize(
    ("outputs", "zh", "command"),
    [
        ({"html", "xlsx"}, "XLSX", "pip install 'reportgen[xlsx]'"),
        ({"ics", "csv"}, "ICS", "pip install 'reportgen[ics]'"),
        ({"ics", "xlsx"}, "XLSX, ICS", "pip install 'reportgen[xlsx,ics]'"),
    ],
)
def test_what_is_not_installed_is_asked_for_with_its_command(
    monkeypatch: pytest.MonkeyPatch, outputs: set[str], zh: str, command: str
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(ReportgenError) as told:
        require(outputs)
    assert told.value.message == {"en": f"{zh} files cannot be written here", "zh": f"这里无法生成 {zh} 文件"}
    assert all(command in told.value.hint[language] for language in ("zh", "en"))


def test_nothing_is_asked_for_that_is_not_needed_or_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: asked.append(name) or "there")
    require({"html", "pdf", "csv", "json"})
    assert asked == []
    require({"xlsx", "ics"})
    assert asked == ["xlsxwriter", "icalendar"]


def test_what_writes_workbooks_and_calendars_is_not_imported_before_it_is_used() -> None:
    code = "import sys, reportgen.formats.registers; print({'xlsxwriter', 'icalendar'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
