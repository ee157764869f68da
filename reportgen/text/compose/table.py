"""Tables: which columns are so narrow that none of their cells needs a second line, and what the others never part.

A printer that may part words anywhere gives a wide column room at the expense of narrow ones, and parts their numbers.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reportgen.text.compose.characters import clusters
from reportgen.text.compose.measure import Advances, Ruler
from reportgen.text.compose.runs import TAG
from reportgen.text.compose.together import Bond
from reportgen.text.compose.whole import keep_whole

SHORT = 9.0
"""Ems of its type up to which a cell stays on one line."""
OTHERS = 5.0
"""Ems left at least for each of the other columns."""
NEIGHBOURS = 2.5
"""Ems of a column that are left for the marks and characters beside a piece, which stay on its line."""
_BESIDE = 0.6
"""Ems of white at both sides of a cell, and its border."""
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])\b([^<>]*)>(.*?)</\1>", re.DOTALL)
_CLASS = re.compile(r'\sclass="([^"]*)"')


def hold_cells(
    blocks: str,
    cells: float,
    faces: Advances,
    *,
    scale: float,
    role: str = "fang",
    keep: Mapping[str, Bond] | None = None,
) -> str:
    """Return blocks of HTML whose tables have the class `nowrap` around what stays on one line.

    That is every cell of a narrow column; in the other columns dates, numbers with what they count, and names, where
    every column has room for them. In a quotation or a list there is less room: only narrow columns are held.

    Args:
        blocks: HTML with any number of tables, none within another.
        cells: Width of the column of text, in ems.
        faces: Widths of characters.
        scale: Size of the type of tables in that of the text.
        role: Face they are set in.
        keep: Names the records give, each with how firmly it holds together; None: only narrow columns are held.
    """
    tables = _Tables(Ruler.over(faces), role, cells / scale, keep)
    return _TABLE.sub(lambda found: tables.held(found[0], _is_inset(blocks[: found.start()])), blocks)


def _is_inset(before: str) -> bool:
    return any(before.count(f"<{name}") > before.count(f"</{name}>") for name in ("blockquote", "ul", "ol"))


@dataclass(frozen=True, slots=True)
class _Tables:
    ruler: Ruler
    role: str
    room: float
    """Width of a table, in ems of its type."""
    keep: Mapping[str, Bond] | None

    def held(self, table: str, is_inset: bool) -> str:
        rows = [_CELL.findall(row) for row in _ROW.findall(table)]
        widest = [max(self._cell(cell[2]) for cell in column) for column in zip(*rows, strict=False)]
        narrow = _narrow(widest, self.room)
        left = 0 if is_inset else self.room - sum(widest[one] + _BESIDE for one in narrow)
        room = left / max(1, len(widest) - len(narrow)) - _BESIDE - NEIGHBOURS
        return _ROW.sub(lambda row: _hold(row[0], narrow, lambda words: self._with_pieces(words, room)), table)

    def _cell(self, words: str) -> float:
        """Return how wide a cell is on one line; what has lines of its own, a list or a picture, is not short."""
        text = html.unescape(TAG.sub("", words)).strip()
        is_long = "<br" in words or "<p" in words or "<img" in words or len(text) > 4 * SHORT
        return 2 * SHORT if is_long else self._width(text)

    def _width(self, text: str) -> float:
        return sum(self.ruler.advance(one, self.role) for one in clusters(text))

    def _with_pieces(self, words: str, room: float) -> str:
        """Return the inside of a cell with what no line may part, where there is room for it."""
        return words if self.keep is None else keep_whole(words, widest=room, names=self.keep)


def _narrow(widths: list[float], room: float) -> set[int]:
    """Return the columns to hold, the narrowest first, as long as the others have room."""
    found: set[int] = set()
    for column in sorted(range(len(widths)), key=widths.__getitem__):
        taken = sum(widths[one] + _BESIDE for one in (*found, column))
        if widths[column] > SHORT or taken + (OTHERS + _BESIDE) * (len(widths) - len(found) - 1) > room:
            break
        found.add(column)
    return found


def _hold(row: str, columns: set[int], inside: Callable[[str], str]) -> str:
    """Return a row with the class `nowrap` in the cells of some columns; of the others the inside is changed."""
    column = itertools.count()

    def cell(found: re.Match[str]) -> str:
        name, attributes, words = found.groups()
        if next(column) not in columns:
            return f"<{name}{attributes}>{inside(words)}</{name}>"
        classes = _CLASS.search(attributes)
        names = f"{classes[1]} nowrap" if classes else "nowrap"
        return f'<{name}{_CLASS.sub("", attributes)} class="{names}">{words}</{name}>'

    return _CELL.sub(cell, row)
