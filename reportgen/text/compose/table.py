"""Tables: which columns are so narrow that none of their cells needs a second line.

A printer that may part words anywhere gives a wide column room at the expense of narrow ones, and parts their numbers.
"""

from __future__ import annotations

import html
import itertools
import re

from reportgen.text.compose.characters import clusters
from reportgen.text.compose.measure import Advances, Ruler
from reportgen.text.compose.runs import TAG

SHORT = 9.0
"""Ems of its type up to which a cell stays on one line."""
OTHERS = 5.0
"""Ems left at least for each of the other columns."""
_BESIDE = 0.6
"""Ems of white at both sides of a cell, and its border."""
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])\b([^<>]*)>(.*?)</\1>", re.DOTALL)
_CLASS = re.compile(r'\sclass="([^"]*)"')


def hold_columns(blocks: str, cells: float, faces: Advances, *, scale: float, role: str = "fang") -> str:
    """Return blocks of HTML whose tables have the class `nowrap` in all cells of their narrow columns.

    Args:
        blocks: HTML with any number of tables, none within another.
        cells: Width of the column of text, in ems.
        faces: Widths of characters.
        scale: Size of the type of tables in that of the text.
        role: Face they are set in.
    """
    ruler = Ruler.over(faces)

    def held(found: re.Match[str]) -> str:
        rows = [_CELL.findall(row) for row in _ROW.findall(found[0])]
        columns = [[_width(cell[2], ruler, role) for cell in column] for column in zip(*rows, strict=False)]
        narrow = _narrow([max(column) for column in columns], cells / scale)
        return _ROW.sub(lambda row: _hold(row[0], narrow), found[0])

    return _TABLE.sub(held, blocks) if "<table" in blocks else blocks


def _width(words: str, ruler: Ruler, role: str) -> float:
    text = html.unescape(TAG.sub("", words)).strip()
    # What has lines of its own, a list or a picture, is not short.
    is_long = "<br" in words or "<p" in words or "<img" in words or len(text) > 4 * SHORT
    return 2 * SHORT if is_long else sum(ruler.advance(one, role) for one in clusters(text))


def _narrow(widths: list[float], room: float) -> set[int]:
    """Return the columns to hold, the narrowest first, as long as the others have room."""
    found: set[int] = set()
    for column in sorted(range(len(widths)), key=widths.__getitem__):
        taken = sum(widths[one] + _BESIDE for one in (*found, column))
        if widths[column] > SHORT or taken + (OTHERS + _BESIDE) * (len(widths) - len(found) - 1) > room:
            break
        found.add(column)
    return found


def _hold(row: str, columns: set[int]) -> str:
    column = itertools.count()

    def cell(found: re.Match[str]) -> str:
        if next(column) not in columns:
            return found[0]
        classes = _CLASS.search(found[2])
        names = f"{classes[1]} nowrap" if classes else "nowrap"
        return f'<{found[1]}{_CLASS.sub("", found[2])} class="{names}">{found[3]}</{found[1]}>'

    return _CELL.sub(cell, row)
