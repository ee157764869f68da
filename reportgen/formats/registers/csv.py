"""CSV: one file that a program can trust to the character, one that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping

from reportgen.formats.registers.cells import Cell, banner, exact
from reportgen.formats.registers.columns import ACTIONS, for_people, for_programs, table
from reportgen.model.export import Export

_OBEYED = re.compile(r"(^|;)(\s*)(?=[=+\-@＝＋－＠])")
"""What a spreadsheet takes for a formula: at the start of a cell, full-width too; where `;` parts cells, after one."""


def exact_csv(export: Export, _words: Mapping[str, str]) -> bytes:
    """Return the actions as CSV for programs: UTF-8, every text as typed, headings that never change.

    It cannot say that it is incomplete, and a cell may hold what a spreadsheet would take for a formula.

    Source: RFC 4180, 2005: CRLF ends a line, quotes are doubled.
    """
    columns = for_programs(ACTIONS)
    rows = ([exact(one.value(line, export)) for one in columns] for line in export.lines)
    return _written([[one.key for one in columns], *rows]).encode()


def excel_csv(export: Export, words: Mapping[str, str]) -> bytes:
    """Return the actions as CSV that Excel opens by a double click, in Chinese too, and obeys nothing of."""
    columns = for_people(ACTIONS)
    note = banner(export, words)
    rows = table(columns, export.lines, export, words)
    return _written(
        [
            *([[_harmless(note)]] if note else []),
            [_harmless(one.heading(words)) for one in columns],
            *([_harmless(cell) for cell in row] for row in rows),
        ]
    ).encode("utf-8-sig")


def _written(rows: Iterable[Iterable[str]]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return stream.getvalue()


def _harmless(cell: Cell) -> str:
    """Return a cell with an apostrophe before whatever a spreadsheet would obey; a negative number stays one."""
    return _OBEYED.sub(r"\1\2'", cell) if isinstance(cell, str) else exact(cell)
