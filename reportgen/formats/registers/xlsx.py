"""XLSX: a workbook with the actions on one sheet and the decisions on the other."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportgen.formats.registers.cells import Cell, banner, one_line
from reportgen.formats.registers.columns import ACTIONS, DECISIONS, Column, Row, for_people, table
from reportgen.model.export import Export

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_767
"""Characters that Excel keeps of one cell."""
FIRST_YEAR = 1901
"""The first year all of whose days every spreadsheet counts alike; an earlier date is written as text."""


def workbook(export: Export, words: Mapping[str, str]) -> bytes:
    """Return the workbook; its bytes depend on nothing but the export and the words."""
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    note = banner(export, words)
    with Workbook(stream, {"in_memory": True}) as book:
        book.set_properties(
            {
                "title": one_line(export.title),
                "comments": note or "",
                "created": dt.datetime.combine(export.as_of, dt.time()),
            }
        )
        looks = _looks(book)
        names = _sheet_names(words)
        _Sheet(book.add_worksheet(names[0]), looks, export, words, note).fill(for_people(ACTIONS), export.lines)
        _Sheet(book.add_worksheet(names[1]), looks, export, words, note).fill(for_people(DECISIONS), export.decisions)
    return stream.getvalue()


def _looks(book: Workbook) -> dict[str, Any]:
    """Return how cells look, by what they hold."""
    cell = {"valign": "top", "text_wrap": True}
    return {
        "head": book.add_format({"bold": True, "bottom": 1} | cell),
        "banner": book.add_format({"bold": True}),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"} | cell),
        "cell": book.add_format(cell),
    }


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet that is being filled."""

    sheet: Worksheet
    looks: Mapping[str, Any]
    export: Export
    words: Mapping[str, str]
    note: str | None
    """That it is incomplete, to stand above the head; None: it is whole."""

    def fill(self, columns: tuple[Column[Row], ...], rows: Iterable[Row]) -> None:
        """Write a table, its head frozen, ready to be sorted and filtered."""
        head = 0
        if self.note:
            self.sheet.write_string(0, 0, self.note, self.looks["banner"])
            head = 1
        for place, column in enumerate(columns):
            self.sheet.set_column(place, place, column.width)
            self.sheet.write_string(head, place, column.heading(self.words), self.looks["head"])
        last = head
        for last, row in enumerate(table(columns, rows, self.export, self.words), head + 1):
            for place, cell in enumerate(row):
                self._write(last, place, cell)
        self.sheet.autofilter(head, 0, last, len(columns) - 1)
        # The first two columns say which row it is, however far to the right one reads.
        self.sheet.freeze_panes(head + 1, 2)
        self.sheet.repeat_rows(head)
        self.sheet.repeat_columns(0, 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4

    def _write(self, row: int, place: int, cell: Cell) -> None:
        """Write a cell by its type; a text is never a formula, a link or a number."""
        if isinstance(cell, dt.date) and cell.year >= FIRST_YEAR:
            self.sheet.write_datetime(row, place, dt.datetime.combine(cell, dt.time()), self.looks["date"])
        elif isinstance(cell, int):
            self.sheet.write_number(row, place, cell, self.looks["cell"])
        elif cell is not None:
            text = str(cell)
            short = text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
            self.sheet.write_string(row, place, short, self.looks["cell"])


def _sheet_names(words: Mapping[str, str]) -> tuple[str, str]:
    """Return the names of the two sheets, as far as a spreadsheet takes them."""
    wished = (words.get("register_sheet_actions", "Actions"), words.get("register_sheet_decisions", "Decisions"))
    names = [re.sub(r"[\[\]:*?/\\']", "", one_line(one))[:31] for one in wished]
    can_stand = all(names) and names[0].lower() != names[1].lower()
    return (names[0], names[1]) if can_stand else ("Actions", "Decisions")
