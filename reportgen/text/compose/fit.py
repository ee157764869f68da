"""Fit: which breaks to take, so that all lines of a paragraph together are nearest to their natural width.

Total fit by dynamic programming: the best way to end a line at a place is the best way to end the line before, plus
the cost of the line between. A line a little too long is pushed in before one a little too short is let out.

Source: D. E. Knuth and M. F. Plass, Breaking Paragraphs into Lines, 1981; the order of the means: GB/T 9704-2012
asks for 28 characters a line, JIS X 4051 for pushing in before letting out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from reportgen.text.compose.breaks import Break
from reportgen.text.compose.characters import Kind, is_counted
from reportgen.text.compose.runs import Cell

MOST = 1.0
"""Ems by which Chinese lines are pushed in or let out: one character more or less than the grid has."""
LOOSEST = 3.0
"""Ems by which they are let out where a name, a date or a number would be parted otherwise."""
HAN_IN, HAN_OUT = 0.09, 0.12
"""Ems that may be taken after one Chinese character, and put there."""
SPACE_IN, SPACE_OUT, SPACE_LOOSEST = 0.06, 0.25, 0.5
"""The same for a space between words, and what is put there at most."""
EXACT = 1e-6
"""Ems below which a line is as wide as its room."""
FEWEST = 2
"""Characters a last line should have in any paragraph."""
FEW_HAN = 8
"""With fewer Chinese characters than these in a line its spaces bear the difference."""
LOOSE = 100.0
"""Cost of a line let out further than a good one: parting a name costs more."""
RAGGED = 1e7
"""Cost of a line that ends where it ends, because no fit was found."""
SHORT_TAIL = 500.0
"""Cost of a last line of fewer characters than asked for: more than a loose line, less than a name parted."""
SHORT_TAIL_OF_HEADING = 3 * RAGGED
"""The same for a heading, which rather ends a line early."""
OVER_FULL = 1e13
"""Cost of a character that is wider than its line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the characters it holds and the white it takes to fill it."""

    start: int
    stop: int
    """The first character of the next line."""
    end: int
    """The first character of the white space at its end."""
    hyphen: bool
    per_han: float
    """Ems to put after every Chinese character that takes white, but the last of the line; less than 0 to take away."""
    per_space: float
    """Ems to add to every space between words."""
    is_filled: bool
    """Whether it is as wide as its room; the last one and one that found no fit are as wide as their words."""


class Widths:
    """Sums along a run, so that the width of any line of it is one subtraction."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.advance = [0.0, *accumulate(cell.width for cell in cells)]
        self.stretchable = [cell.takes_white for cell in cells]
        self.han = [0, *accumulate(self.stretchable)]
        self.spaces = [0, *accumulate(is_elastic(cell) for cell in cells)]
        self.counted = [0, *accumulate(is_counted(cell.text) for cell in cells)]

    def slots(self, start: int, end: int) -> int:
        """Return after how many Chinese characters of a line white can be put; the last has none after it."""
        return self.han[end] - self.han[start] - (end > start and self.stretchable[end - 1])


def is_elastic(cell: Cell) -> bool:
    """Whether a character is a space that may grow and shrink."""
    return cell.kind == Kind.SPACE and cell.width > 0 and not (cell.path and cell.path[-1].is_code)


def fit(
    cells: Sequence[Cell],
    breaks: Sequence[Break],
    rooms: tuple[float, float],
    *,
    hyphen: float,
    keep_last: int,
) -> list[Line]:
    """Return the lines of a run, the last as wide as its words.

    Args:
        cells: Characters of the run.
        breaks: Where lines may end, in order, the last at the end of the run.
        rooms: Width of the first line and of the others, in ems.
        hyphen: Width of a hyphen, in ems.
        keep_last: Characters the last line should have.
    """
    fitter = _Fitter(cells, breaks, rooms, hyphen, keep_last)
    return fitter.lines()


class _Fitter:
    def __init__(
        self,
        cells: Sequence[Cell],
        breaks: Sequence[Break],
        rooms: tuple[float, float],
        hyphen: float,
        keep_last: int,
    ) -> None:
        self.widths = Widths(cells)
        self.ends = breaks
        self.starts = [0, *(one.at for one in breaks)]
        self.advance = [self.widths.advance[start] for start in self.starts]
        self.rooms = rooms
        self.hyphen = hyphen
        self.keep_last = keep_last
        self.best = [0.0]
        self.came_from = [-1]

    def lines(self) -> list[Line]:
        """Return the lines of the cheapest way to the end."""
        for index in range(1, len(self.starts)):
            self._reach(index)
        taken, index = [], len(self.ends)
        while index > 0:
            taken.append((self.came_from[index], index))
            index = self.came_from[index]
        return [self._line(start, index) for start, index in reversed(taken)]

    def _reach(self, index: int) -> None:
        """Find the cheapest way to end a line at a place."""
        is_last = index == len(self.ends)
        line_end = self.ends[index - 1]
        end, seen = line_end.end, self.widths.advance[line_end.end]
        lowest = min(bisect_left(self.advance, seen - max(self.rooms) - 2 * MOST), index - 1)
        elastic = SPACE_LOOSEST * (self.widths.spaces[end] - self.widths.spaces[self.starts[lowest]])
        filled = max(bisect_right(self.advance, seen - min(self.rooms) + LOOSEST + elastic), lowest + 1)
        best, origin = self._cheapest(range(lowest, index if is_last else min(filled, index)), index)
        # What falls short is looked at only where it could still be cheaper.
        if not is_last and filled < index and best > RAGGED + min(self.best[filled:index]):
            best, origin = min((best, origin), self._cheapest_ragged(range(filled, index), index))
        self.best.append(best + line_end.cost)
        self.came_from.append(origin)

    def _cheapest(self, starts: range, index: int) -> tuple[float, int]:
        """Return the least cost of a line that begins at one of some places, all before it counted, and that place."""
        cost_of = self._cost_of_last if index == len(self.ends) else self._cost
        return min((self.best[start] + cost_of(start, index), start) for start in starts)

    def _cheapest_ragged(self, starts: range, index: int) -> tuple[float, int]:
        """Return the same for places so near that no white fills the line; there may be many, so nothing is asked."""
        line_end, rooms, advance = self.ends[index - 1], self.rooms, self.advance
        seen = self.widths.advance[line_end.end] + (self.hyphen if line_end.hyphen else 0.0)
        return min(
            (self.best[start] + _ragged_cost(rooms[start > 0] - seen + advance[start]), start) for start in starts
        )

    def _gap(self, start: int, index: int) -> float:
        """Return how many ems a line is short of its room."""
        line_end = self.ends[index - 1]
        natural = self.widths.advance[line_end.end] - self.advance[start]
        return self.rooms[start > 0] - natural - (self.hyphen if line_end.hyphen else 0.0)

    def _cost(self, start: int, index: int) -> float:
        gap = self._gap(start, index)
        if abs(gap) < EXACT:
            return 0.0
        slots, spaces = self._slots(start, index)
        if gap < 0:
            most = min(MOST, HAN_IN * slots) + SPACE_IN * spaces
            return (gap / most) ** 2 if -gap <= most else self._over_full(start, index)
        good = min(MOST, HAN_OUT * slots) + SPACE_OUT * spaces
        loose = min(LOOSEST, HAN_OUT * slots) + SPACE_LOOSEST * spaces
        if gap <= good:
            return 0.1 + 1.5 * (gap / good) ** 2
        return LOOSE * (1 + gap * gap / 4) if gap <= loose else _ragged_cost(gap)

    def _cost_of_last(self, start: int, index: int) -> float:
        cost = self._cost(start, index) if self._gap(start, index) < 0 else 0.0
        counted = self.widths.counted
        is_short = start > 0 and counted[self.ends[index - 1].end] - counted[self.starts[start]] < self.keep_last
        return cost + is_short * (SHORT_TAIL if self.keep_last <= FEWEST else SHORT_TAIL_OF_HEADING)

    def _over_full(self, start: int, index: int) -> float:
        """Return the cost of a line that cannot be pushed in: it is taken only where there is nothing to part."""
        return OVER_FULL if start == index - 1 else float("inf")

    def _slots(self, start: int, index: int) -> tuple[int, int]:
        """Return after how many Chinese characters and at how many spaces a line may take white."""
        first, end = self.starts[start], self.ends[index - 1].end
        return self.widths.slots(first, end), self.widths.spaces[end] - self.widths.spaces[first]

    def _line(self, start: int, index: int) -> Line:
        line_end = self.ends[index - 1]
        gap = self._gap(start, index)
        slots, spaces = self._slots(start, index)
        shares = None if index == len(self.ends) and gap >= 0 else _shares(gap, slots, spaces)
        per_han, per_space = shares or (0.0, 0.0)
        return Line(
            self.starts[start], line_end.at, line_end.end, line_end.hyphen, per_han, per_space, shares is not None
        )


def _ragged_cost(gap: float) -> float:
    return RAGGED * (1 + gap * gap / 100)


def _shares(gap: float, slots: int, spaces: int) -> tuple[float, float] | None:
    """Return the white after every Chinese character and at every space that fills a line; None where it cannot be.

    Among Chinese the characters give first, then the spaces, each as far as makes a good line before any goes further.
    """
    sign, left = (1, gap) if gap > 0 else (-1, -gap)
    good_han, good_space = (HAN_OUT, SPACE_OUT) if gap > 0 else (HAN_IN, SPACE_IN)
    most_han = min(LOOSEST if gap > 0 else MOST, good_han * slots)
    most_space = (SPACE_LOOSEST if gap > 0 else SPACE_IN) * spaces
    if left > most_han + most_space + EXACT:
        return None
    if slots >= FEW_HAN:
        by_han = min(left, MOST, most_han)
        by_space = min(left - by_han, good_space * spaces)
    else:
        by_han, by_space = 0.0, min(left, most_space)
    by_han += min(left - by_han - by_space, most_han - by_han)
    by_space = left - by_han
    return (sign * by_han / slots if slots else 0.0), (sign * by_space / spaces if spaces else 0.0)
