"""Tables: rows and columns read out of Markdown, of comma-separated and of tab-separated text."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportgen.formats.ingest.source import Source
from reportgen.text.limits import MOST_COLUMNS
from reportgen.text.lines import begins_table, fences

BETWEEN = " | "
"""Stands between the cells of a row that has more of them than there are headings."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the headings."""

    cells: tuple[str, ...]
    """As many as there are headings, outer white space taken off; "" where nothing stands."""
    line: int
    """Where it begins in the source, 1-based; the number of the row in a workbook."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a source."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    first: int
    """Line of the headings, 1-based."""
    last: int
    """Line on which the last row ends."""


def pipe_tables(lines: Sequence[str], first: int = 1) -> Iterator[Table]:
    r"""Yield the tables of a Markdown text: cells between bars, a rule of hyphens under the headings.

    A bar that is escaped (`\|`) or stands in code parts nothing; `<br>` is a line break. A table ends before a line
    without a bar, a heading or a quote; what stands in a code fence is none. One of more columns than a page takes is
    left to others.

    Args:
        lines: of the source, without line ends.
        first: number of the first of them.

    Source: GitHub Flavored Markdown 0.29, 4.10 (tables).
    """
    typed = list(lines)
    code = {place for start, end in fences(typed) for place in range(start, end + 1)}
    place = 0
    while place < len(typed) - 1:
        if place in code or place + 1 in code or not begins_table(typed, place) or _is_rule(typed[place]):
            place += 1
            continue
        head = tuple(_split(typed[place]))
        end = place + 2
        while end < len(typed) and end not in code and _is_row(typed[end]):
            end += 1
        if len(head) <= MOST_COLUMNS:
            rows = (Row(_cells(typed[row], len(head)), first + row) for row in range(place + 2, end))
            yield Table(head, tuple(rows), first + place, first + end - 1)
        place = end


_BLOCK = re.compile(r"\s*(?:#{1,6}\s|>)")
_RULE_CELL = re.compile(r":?-+:?")
_MARK = re.compile(r"\\.|`+|\|", re.DOTALL)
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)


def _is_rule(line: str) -> bool:
    return all(_RULE_CELL.fullmatch(cell) for cell in _split(line))


def _is_row(line: str) -> bool:
    return "|" in line and not _BLOCK.match(line) and any(True for _ in _bars(line, with_code=False))


def _cells(line: str, width: int) -> tuple[str, ...]:
    """Return the cells of a row, as many as there are headings."""
    cells = _split(line)
    if len(cells) != width and "`" in line:
        # GitHub parts code too; whoever types that way sees the right number of cells there.
        parted = _split(line, with_code=False)
        cells = parted if len(parted) == width else cells
    return fitted(cells, width)


def _split(line: str, *, with_code: bool = True) -> list[str]:
    body = line.strip().removeprefix("|")
    cells, start = [], 0
    for bar in _bars(body, with_code=with_code):
        cells.append(_words(body[start:bar]))
        start = bar + 1
    rest = _words(body[start:])
    return [*cells, rest] if rest or not cells else cells


def _words(cell: str) -> str:
    return _BREAK.sub("\n", cell).replace("\\|", "|").strip()


def _bars(body: str, *, with_code: bool) -> Iterator[int]:
    """Yield where bars part cells; with code, none inside a pair of backticks in rows of the same length."""
    marks = list(_MARK.finditer(body))
    ticks: defaultdict[int, deque[int]] = defaultdict(deque)
    for place, mark in enumerate(marks):
        if with_code and mark[0][0] == "`":
            ticks[len(mark[0])].append(place)
    inside_until = -1
    for place, mark in enumerate(marks):
        if place <= inside_until:
            continue
        if mark[0] == "|":
            yield mark.start()
        elif with_code and mark[0][0] == "`":
            same = ticks[len(mark[0])]
            while same and same[0] <= place:
                same.popleft()
            inside_until = same[0] if same else place


def fitted(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Return exactly so many cells: the last one holds all that is too much, and those that are missing are empty."""
    if len(cells) > width:
        cells = [*cells[: width - 1], BETWEEN.join(cell for cell in cells[width - 1 :] if cell)]
    return (*cells, *[""] * (width - len(cells)))


DELIMITERS = (",", ";", "\t", "，")
"""What may part the cells of a line; of two that fit alike the first is taken."""
_SAMPLE = 200
"""Lines by which it is told what parts cells."""
_QUOTED = re.compile(r'"[^"]*"')
_END = "\x1e"
"""No line of a source holds it; a record of its own unless a quote before it was never closed."""
_LOOKED_AT = 20
"""Rows among which the headings are looked for."""


def delimited_table(source: Source) -> Table | None:
    """Return the table that a text with commas, semicolons or tabs is, or None: it is no table.

    Quoted cells may hold delimiters and line breaks; a quote that is never closed is a letter. Rows above the
    headings (a title, who filled it in) are no part of the table.
    """
    delimiter = _delimiter(source.lines)
    if delimiter is None:
        return None
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        try:
            *records, end = _records(source.lines, delimiter, quoting)
        except csv.Error:
            continue
        if end.cells == (_END,):
            return _table_of_records(records, end)
    return None


def _table_of_records(records: Sequence[Row], end: Row) -> Table | None:
    filled = [place for place, one in enumerate(records) if any(one.cells)]
    if not filled:
        return None
    after = [*records, end][filled[-1] + 1]
    return table_of([records[place] for place in filled], after.line - 1)


def _delimiter(lines: Sequence[str]) -> str | None:
    """Return what stands equally often on most lines, quoted cells left out; None: nothing does."""
    sample = _QUOTED.sub("", "\n".join(lines[:_SAMPLE])).split("\n")
    found: list[tuple[int, int, str]] = []
    for delimiter in DELIMITERS:
        counts = Counter(count for line in sample if (count := line.count(delimiter)))
        found += [(agreeing, count, delimiter) for count, agreeing in counts.items()]
    return max(found, key=lambda one: one[:2])[2] if found else None


def _records(lines: Sequence[str], delimiter: str, quoting: int) -> Iterator[Row]:
    """Yield every record with the line it begins on, last the mark of the end."""
    typed = (f"{line}\n" for line in (*lines, _END))
    reader = csv.reader(typed, delimiter=delimiter, quoting=quoting, skipinitialspace=True)  # type: ignore[arg-type]
    line = 1
    for cells in reader:
        yield Row(tuple(cell if cell == _END else cell.strip() for cell in cells), line)
        line = reader.line_num + 1


def table_of(records: Sequence[Row], last: int, *, widen: bool = False) -> Table | None:
    """Return the table that records are, or None where no row has headings or none stands below them.

    Args:
        records: rows that are not empty, with as many cells as they have.
        last: line on which the last one ends.
        widen: whether cells beyond the headings get columns without a heading, instead of sharing the last one.
    """
    place = _place_of_head(records)
    if place is None or place + 1 == len(records):
        return None
    head = _without_end(records[place].cells)
    start = place + 1
    if start + 1 < len(records) and (both := _in_two_rows(records[place].cells, records[start].cells)):
        head, start = both, start + 1
    below = [(_without_end(one.cells), one.line) for one in records[start:]]
    width = max(len(head), *(len(cells) for cells, _ in below)) if widen else len(head)
    if len(head) > MOST_COLUMNS:
        return None
    width = min(width, MOST_COLUMNS)
    rows = tuple(Row(fitted(cells, width), line) for cells, line in below)
    return Table(fitted(head, width), rows, records[place].line, last)


_LONGEST_HEADING = 16
"""Characters of a heading below another one."""


def _in_two_rows(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...] | None:
    """Return headings that stand in two rows as one; None: the second row holds no headings.

    Above a group of columns stands one heading and nothing beside it (责任分工 over 牵头单位 and 配合单位); the columns
    without a group have their heading in the first row alone. The lower ones count where there are any.
    """
    width = max(len(first), len(second))
    above, below = fitted(first, width), fitted(second, width)
    named = [at for at, cell in enumerate(below) if cell]
    are_headings = all(len(below[at]) <= _LONGEST_HEADING and not any(map(str.isdigit, below[at])) for at in named)
    fills = any(not above[at] for at in named)
    in_groups = all(not above[at] or (at + 1 < width and not above[at + 1]) for at in named)
    if not named or not above[0] or below[0] or not (are_headings and fills and in_groups):
        return None
    return tuple(low or high for high, low in zip(above, below, strict=True))


def _place_of_head(records: Sequence[Row]) -> int | None:
    """Return the first row with two texts at least, and half as many as the fullest row near the top."""
    texts = [sum(1 for cell in one.cells if cell) for one in records[:_LOOKED_AT]]
    enough = max(2, *((count + 1) // 2 for count in texts)) if texts else 2
    return next((place for place, count in enumerate(texts) if count >= enough), None)


def _without_end(cells: Iterable[str]) -> tuple[str, ...]:
    """Return cells without the empty ones behind the last text."""
    kept = list(cells)
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)
