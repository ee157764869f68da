"""Workbooks as sheets of lines and tables."""

from __future__ import annotations

import datetime as dt
import io
import random
import sys
import zipfile
from collections.abc import Callable, Sequence

import openpyxl
import pytest
from openpyxl.comments import Comment

from reportgen.formats.ingest.register.spreadsheet import Sheet, read_workbook, text_of_cell
from reportgen.formats.ingest.register.tables import Row, Table
from reportgen.model.diagnostic import Diagnostic, ReportgenError

SHEET = "xl/worksheets/sheet1.xml"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = f'<worksheet xmlns="{SPREADSHEET}">'.encode()
SHARED = (
    b'<Override PartName="/xl/shared.xml"'
    b' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)


def book(*sheets: Sequence[Sequence[object]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = made.create_sheet(f"台账{number}")
        for row in rows:
            sheet.append(list(row))
    return saved(made)


def saved(made: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts.items():
            opened.writestr(name, content)
    return stream.getvalue()


def with_rows(xml: bytes, before: bytes = b"") -> bytes:
    """A workbook whose only sheet holds these rows of XML."""
    parts = parts_of(book([["a"]]))
    return packed(parts | {SHEET: HEAD + before + b"<sheetData>" + xml + b"</sheetData></worksheet>"})


def sheets_of(content: bytes) -> tuple[Sheet, ...]:
    read = read_workbook(content, "register.xlsx")
    assert isinstance(read, tuple), read
    return read


def refusal_of(content: bytes) -> tuple[str, str]:
    read = read_workbook(content, "register.xlsx")
    assert isinstance(read, Diagnostic)
    return read.code, read.message("zh")


REGISTER = book(
    [
        ["2026年防汛工作台账"],
        ["填报单位", "水利局"],
        [],
        ["序号", "事项", "责任单位", "完成时限", "状态"],
        [1, "清淤\n涵洞", "水利局", dt.datetime(2026, 4, 30), "进行中"],
        [2.0, "备沙袋", "应急局", "汛期前", True, "仓库两处"],
    ]
)


def test_a_sheet_is_lines_with_the_numbers_of_its_rows_and_a_table() -> None:
    (sheet,) = sheets_of(REGISTER)
    assert sheet.title == "台账1"
    assert sheet.source.lines == (
        "2026年防汛工作台账",
        "填报单位 | 水利局",
        "",
        "序号 | 事项 | 责任单位 | 完成时限 | 状态",
        "1 | 清淤 涵洞 | 水利局 | 2026-04-30 | 进行中",
        "2 | 备沙袋 | 应急局 | 汛期前 | yes | 仓库两处",
    )
    assert (sheet.source.encoding, sheet.source.findings) == ("UTF-8", ())
    assert sheet.table == Table(
        ("序号", "事项", "责任单位", "完成时限", "状态", ""),
        (
            Row(("1", "清淤\n涵洞", "水利局", "2026-04-30", "进行中", ""), 5),
            Row(("2", "备沙袋", "应急局", "汛期前", "yes", "仓库两处"), 6),
        ),
        4,
        6,
    )


def test_every_sheet_with_words_is_read() -> None:
    found = sheets_of(book([["事项", "责任人"], ["清淤", "李文"]], [], [["说明"]]))
    assert [(one.title, one.source.lines, one.table is None) for one in found] == [
        ("台账1", ("事项 | 责任人", "清淤 | 李文"), False),
        ("台账3", ("说明",), True),
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (3, "3"),
        (3.0, "3"),
        (-0.5, "-0.5"),
        (0.1 + 0.2, "0.3"),
        (1e20, "1e+20"),
        (True, "yes"),
        (False, "no"),
        (dt.datetime(2026, 3, 5), "2026-03-05"),
        (dt.datetime(2026, 3, 5, 14, 30), "2026-03-05 14:30"),
        (dt.datetime(2026, 3, 5, 14, 30, 7), "2026-03-05 14:30:07"),
        (dt.date(2026, 3, 5), "2026-03-05"),
        (dt.time(0, 0), "00:00"),
        (dt.time(9, 5), "09:05"),
        ("  a\r\nb\u2028c ", "a\nb\nc"),
        ("e\u0301\u202e", "é‹U+202E›"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_value_becomes_what_a_person_would_type(value: object, text: str) -> None:
    assert text_of_cell(value) == text


def test_a_formula_is_read_by_the_value_that_was_stored_and_never_worked_out() -> None:
    (sheet,) = sheets_of(
        with_rows(
            b'<row><c t="str"><f>CONCAT("a","b")</f><v>stored</v></c><c><v>1</v></c></row>'
            b"<row><c><f>1+1</f></c><c><f>2+2</f><v></v></c></row><row><c><f>1+2</f><v>3</v></c></row>"
        )
    )
    assert sheet.source.lines == ("stored | 1", "", "3")
    assert [(one.code, one.message("zh")) for one in sheet.source.findings] == [
        ("formula-without-value", "本工作簿有 2 个公式没有保存结果，其单元格按空白读取")
    ]


def test_what_is_not_read_is_named() -> None:
    made = openpyxl.Workbook()
    made.active.append(["事项", "责任人"])
    made.active["A1"].comment = Comment("以会议纪要为准", "李文")
    (sheet,) = sheets_of(saved(made))
    (found,) = sheet.source.findings
    assert found.message("en").startswith("comments, pictures or drawings of this workbook are not read: comment")


def test_without_the_library_the_words_name_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ReportgenError) as raised:
        read_workbook(REGISTER, "register.xlsx")
    assert raised.value.message == {"en": "workbooks cannot be read here", "zh": "这里无法读取工作簿"}
    assert raised.value.hint["zh"] == "运行 `pip install 'reportgen[xlsx]'`，或把工作表存为 CSV"


def test_a_workbook_without_words_is_refused() -> None:
    assert refusal_of(book([])) == ("import-empty", "本文件没有文字")


def test_a_size_that_lies_is_not_believed() -> None:
    content = with_rows(b"<row><c><v>1</v></c><c><v>2</v></c></row>", b'<dimension ref="A1:XFD1048576"/>')
    (sheet,) = sheets_of(content)
    assert sheet.source.lines == ("1 | 2",)


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="99999999999"><c><v>1</v></c></row>',
        b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (row, row) for row in range(1, 200)),
        b'<row><c t="inlineStr"><is><t>%s</t></is></c></row>' % (b"word " * 900_000),
    ],
    ids=["a row far below", "columns far to the right", "letters"],
)
def test_what_is_larger_than_its_directory_tells_is_refused(rows: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.formats.ingest.register.archive.MOST_TIMES", 10_000)
    assert refusal_of(with_rows(rows)) == ("workbook-too-big", "本工作簿的单元格数或字数超过 2,000,000")


def test_a_text_that_many_cells_share_counts_in_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.formats.ingest.register.archive.MOST_TIMES", 10_000)
    parts = parts_of(with_rows(b'<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>' * 300))
    kinds = parts["[Content_Types].xml"].replace(b"</Types>", SHARED + b"</Types>")
    text = f"<sst xmlns='{SPREADSHEET}'><si><t>{'清淤' * 5_000}</t></si></sst>".encode()
    content = packed(parts | {"[Content_Types].xml": kinds, "xl/shared.xml": text})
    assert len(content) < 20_000
    assert refusal_of(content) == ("workbook-too-big", "本工作簿的单元格数或字数超过 2,000,000")


def test_a_number_no_machine_counts_is_a_refusal() -> None:
    assert refusal_of(with_rows(b"<row><c><v>" + b"9" * 5_000 + b"</v></c></row>"))[0] == "not-a-workbook"


PARTS = ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", "docProps/core.xml"]


@pytest.mark.parametrize("part", PARTS)
def test_elements_nested_without_end_are_a_value_and_no_crash(part: str) -> None:
    deep = b"".join(b'<a b="%d">' % number for number in range(40_000)) + b"</a>" * 40_000
    assert refusal_of(packed(parts_of(REGISTER) | {part: deep})) == ("not-a-workbook", "这不是可以读取的工作簿")


def spoiled(content: bytes, chance: random.Random) -> bytes:
    """Bytes of the file changed anywhere, or its end cut off."""
    if chance.random() < 0.3:
        return content[: chance.randrange(len(content))]
    changed = bytearray(content)
    for _ in range(chance.choice((1, 2, 5))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def spoiled_inside(content: bytes, chance: random.Random) -> bytes:
    """The same done to one part, in an archive that is sound."""
    parts = parts_of(content)
    name = chance.choice(sorted(parts))
    return packed(parts | {name: spoiled(parts[name], chance)})


@pytest.mark.parametrize("spoil", [spoiled, spoiled_inside])
def test_a_damaged_workbook_is_read_or_refused_and_says_nothing_on_the_screen(
    spoil: Callable[[bytes, random.Random], bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(2026)
    codes = {"not-a-workbook", "import-empty", "workbook-too-big", "packed-too-tightly"}
    refused = 0
    for _ in range(300):
        read = read_workbook(spoil(REGISTER, chance), "register.xlsx")
        if isinstance(read, Diagnostic):
            assert read.code in codes
            refused += 1
        else:
            assert all(isinstance(one, Sheet) for one in read)
    assert 30 < refused <= 300
    assert capsys.readouterr() == ("", "")


def test_five_thousand_rows_are_read() -> None:
    rows = [
        ["序号", "事项", "责任单位", "完成时限"],
        *([n, f"清理第{n}号沟", "水利局", dt.date(2026, 4, 30)] for n in range(5_000)),
    ]
    (sheet,) = sheets_of(book(rows))
    assert sheet.table is not None
    assert len(sheet.table.rows) == 5_000
    assert sheet.table.rows[-1] == Row(("4999", "清理第4999号沟", "水利局", "2026-04-30"), 5_001)
