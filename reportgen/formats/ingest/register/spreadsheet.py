"""Spreadsheet: the sheets of an XLSX workbook as lines and as tables; no formula is worked out, nothing is run."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from reportgen.formats.ingest.register.archive import BROKEN, NOT_A_WORKBOOK, refusal, too_big
from reportgen.formats.ingest.register.tables import BETWEEN, Row, Table, table_of
from reportgen.formats.ingest.source import NOTHING_TO_IMPORT, Source, source_of
from reportgen.formats.yaml.characters import FORBIDDEN, code_of
from reportgen.model.diagnostic import Diagnostic, ReportgenError, warning
from reportgen.model.source import Span

FORMULA_WITHOUT_VALUE = warning(
    "formula-without-value",
    en="{count} formulas of this workbook hold no value; their cells are read as empty",
    zh="本工作簿有 {count} 个公式没有保存结果，其单元格按空白读取",
    hint_en="open it in a spreadsheet program, save it there and import it again",
    hint_zh="请用电子表格软件打开并保存一次，再重新导入",
)
WORKBOOK_PARTS_LEFT = warning(
    "workbook-parts-left",
    en="comments, pictures or drawings of this workbook are not read: {parts}",
    zh="本工作簿的批注、图片或图形未读取：{parts}",
    hint_en="look at them in the workbook and write what matters into the record",
    hint_zh="请在工作簿中查看，把要紧的内容写进记录",
)

MOST_CELLS = 2_000_000
"""Cells of all sheets, with the empty ones between and before others."""
MOST_LETTERS = 4_000_000
"""Characters of all sheets; a text that many cells share counts in each of them."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook."""

    title: str
    source: Source
    """Each row is a line, with its own number; the texts of its cells with bars between."""
    table: Table | None
    """None: no row of it has headings."""


class _TooBig(Exception):  # noqa: N818 - not an error of ours; becomes a finding
    """Raised where a workbook turns out larger than its directory told."""


@dataclass(slots=True)
class _Budget:
    """What may still be read."""

    cells: int = MOST_CELLS
    letters: int = MOST_LETTERS

    def spend(self, cells: int, letters: int) -> None:
        self.cells -= cells
        self.letters -= letters
        if self.cells < 0 or self.letters < 0:
            raise _TooBig


def read_workbook(content: bytes, name: str) -> tuple[Sheet, ...] | Diagnostic:
    """Return the sheets that hold words, or why the file is refused; what is hidden in it is read too.

    Args:
        content: the file, as read; at most one byte more than `MOST_PACKED`.
        name: its path, for findings.

    Raises:
        ReportgenError: the extra that reads workbooks is not installed; its words name the command.
    """
    load = _loader()
    if refused := refusal(content, name):
        return refused
    try:
        # What the library has to say, in warnings and on the screen, is of no use to people.
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            grids = _grids(load, content)
    except _TooBig:
        return too_big(name, MOST_CELLS, "cells, or too many letters", "单元格数或字数")
    except BROKEN:
        return NOT_A_WORKBOOK.at(Span(name, 0, 0))
    sha256 = hashlib.sha256(content).hexdigest()
    sheets = [_sheet(title, rows, name, sha256) for title, rows in grids if any(map(any, rows))]
    for one in sheets:
        if isinstance(one, Diagnostic):
            return one
    return _with_findings([one for one in sheets if isinstance(one, Sheet)], content, name)


def _loader() -> Callable[..., Any]:
    try:
        from openpyxl import load_workbook  # type: ignore[import-untyped]
    except ImportError:
        command = "pip install 'reportgen[xlsx]'"
        raise ReportgenError(
            {"en": "workbooks cannot be read here", "zh": "这里无法读取工作簿"},
            {"en": f"run `{command}`, or save the sheet as CSV", "zh": f"运行 `{command}`，或把工作表存为 CSV"},
        ) from None
    return load_workbook  # type: ignore[no-any-return]


def _grids(load: Callable[..., Any], content: bytes) -> list[tuple[str, list[tuple[str, ...]]]]:
    """Return the title of every sheet with the texts of its rows, the first row first."""
    budget = _Budget()
    book = load(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        return [(str(sheet.title), list(_texts(sheet, budget))) for sheet in book.worksheets]
    finally:
        book.close()


def _texts(sheet: Any, budget: _Budget) -> Iterator[tuple[str, ...]]:
    # The size a sheet declares may be a lie; without it rows come as long as they are.
    sheet.reset_dimensions()
    for values in sheet.iter_rows(values_only=True):
        budget.spend(1 + len(values), 0)
        texts = tuple(map(text_of_cell, values))
        budget.spend(0, sum(map(len, texts)))
        yield texts


def text_of_cell(value: object) -> str:
    """Return a value as people type it: 2026-03-05, 14:30, 3, yes; a text with the breaks of its lines."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime | dt.time):
        # Midnight is a day without a time, and full minutes have no seconds.
        return str(value).removesuffix(" 00:00:00").removesuffix(":00")
    if isinstance(value, float):
        # Fifteen digits, as a spreadsheet shows them: 0.1 + 0.2 is 0.3.
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    return _clean(str(value))


def _clean(text: str) -> str:
    """Return a text as a source has it: composed, with the code in place of what no record may hold."""
    lines = unicodedata.normalize("NFC", "\n".join(text.splitlines())).strip()
    return FORBIDDEN.sub(lambda found: "".join(f"‹{code_of(one)}›" for one in found[0]), lines)


def _sheet(title: str, rows: list[tuple[str, ...]], name: str, sha256: str) -> Sheet | Diagnostic:
    while rows and not any(rows[-1]):
        rows.pop()
    lines = (BETWEEN.join(" ".join(cell.split("\n")) for cell in row if cell) for row in rows)
    source = source_of("\n".join(lines), name, sha256=sha256, encoding="UTF-8")
    if isinstance(source, Diagnostic):
        return source
    records = [Row(row, number) for number, row in enumerate(rows, start=1) if any(row)]
    return Sheet(title, source, table_of(records, len(rows), widen=True))


_VALUELESS = re.compile(rb"(?:</f>|<f(?: [^<>]*)?/>)(?:<v ?/>|<v></v>)?</c>")
_LEFT = re.compile(r"(?:^|/)(?:comments\d*\.xml|(?:drawings|media|threadedComments)/[^/]+\.\w+)$", re.IGNORECASE)


def _with_findings(sheets: list[Sheet], content: bytes, name: str) -> tuple[Sheet, ...] | Diagnostic:
    """Return the sheets, the first of them with what a person should know of the workbook."""
    if not sheets:
        return NOTHING_TO_IMPORT.at(Span(name, 0, 0))
    whole = Span(name, 0, 0)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        valueless = sum(len(_VALUELESS.findall(archive.read(one))) for one in names if "worksheets/" in one)
    findings = [FORMULA_WITHOUT_VALUE.at(whole, count=valueless)] if valueless else []
    if left := [one for one in names if _LEFT.search(one)]:
        findings.append(WORKBOOK_PARTS_LEFT.at(whole, parts=", ".join(one.rpartition("/")[2] for one in left)))
    first = replace(sheets[0].source, findings=(*sheets[0].source.findings, *findings))
    return (replace(sheets[0], source=first), *sheets[1:])
