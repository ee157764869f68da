"""Fit: which breaks to take, so that all lines of a paragraph together are nearest to their natural width.

Total fit by dynamic programming: the best way to end a line at a place is the best way to end the line before, plus
the cost of the line between. A line a little too long is pushed in before one a little too short is let out.

Source: D. E. Knuth and M. F. Plass, Breaking Paragraphs into Lines, 1981; the order of the means: GB/T 9704-2012
asks for 28 characters a line, JIS X 4051 for pushing in before letting out.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from reportgen.text.compose.breaks import Breaks
from reportgen.text.compose.characters import is_counted
from reportgen.text.compose.runs import Run

MOST = 1.0
"""Ems by which Chinese lines are pushed in or let out: one character more or less than the grid has."""
LOOSEST = 4.0
"""Ems by which they are let out where a name, a date or a number would be parted otherwise."""
HAN_IN, HAN_OUT, HAN_LOOSEST = 0.09, 0.12, 0.16
"""Ems that may be taken after one Chinese character, and put there; at most: from 0.17 on PDFium copies spaces."""
SPACE_IN, SPACE_OUT, SPACE_LOOSEST = 0.06, 0.25, 0.5
"""The same for a space between words, and what is put there at most."""
SPACE_AMONG_HAN = 1.0
"""What is put at most at a space of a Chinese line, where it does not stand out as in one of words."""
_ENOUGH_IN, _ENOUGH_OUT = math.ceil(MOST / HAN_IN), math.ceil(MOST / HAN_OUT)
"""Chinese characters of a line that can be pushed in and let out all the way."""
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
    gap: float
    """Ems it is short of its room; less than 0: too long."""
    per_han: float
    """Ems to put after every Chinese character that takes white, but the last of the line; less than 0 to take away."""
    per_space: float
    """Ems to add to every space between words."""
    is_filled: bool
    """Whether it is as wide as its room; the last one and one that found no fit are as wide as their words."""


def fit(run: Run, breaks: Breaks, rooms: tuple[float, float], *, hyphen: float, keep_last: int) -> list[Line]:
    """Return the lines of a run, the last as wide as its words.

    Args:
        run: Characters between two forced line ends.
        breaks: Where lines may end, in order, the last at the end of the run.
        rooms: Width of the first line and of the others, in ems.
        hyphen: Width of a hyphen, in ems.
        keep_last: Characters the last line should have.
    """
    fitter = _Fitter(run, breaks, rooms, hyphen, keep_last)
    return fitter.lines()


class _Fitter:
    """Knows of every break what stands before it; breaks count from 1, 0 is the start of the run."""

    def __init__(self, run: Run, breaks: Breaks, rooms: tuple[float, float], hyphen: float, keep_last: int) -> None:
        self.run, self.ends, self.starts = run, breaks, [0, *breaks.at]
        self.rooms, self.hyphen, self.keep_last = rooms, hyphen, keep_last
        advance = [0.0, *accumulate(run.widths)]
        takes = [*map("H".__eq__, run.letters), False]
        han = [0, *accumulate(takes)]
        # What stands before a line that begins at a break, and before the end of one that ends there: width, Chinese
        # characters that take white (the last of a line has none after it), spaces that may grow.
        self.advance, self.seen = [advance[at] for at in self.starts], [0.0, *map(advance.__getitem__, breaks.end)]
        self.han = [han[at] for at in self.starts]
        self.seen_han = [0, *[han[end] - takes[end - 1] for end in breaks.end]]
        self.spaces = self.seen_spaces = [0] * len(self.starts)
        self.has_spaces = "S" in run.letters
        if self.has_spaces:
            spaces = [0, *accumulate(letter == "S" for letter in run.letters)]
            self.spaces, self.seen_spaces = (
                [spaces[at] for at in self.starts],
                [0, *(spaces[end] for end in breaks.end)],
            )
        self.hyphens = [hyphen * (at in breaks.hyphens) for at in self.starts] if breaks.hyphens else None
        self.tail = _tail(run.texts[: breaks.end[-1]], keep_last)

    def lines(self) -> list[Line]:
        """Return the lines of the cheapest way to the end."""
        last = len(self.ends.at)
        if self.seen[last] <= self.rooms[0]:
            return [self._line(0, last)]
        origins = self._by_lines_below(LOOSE) or self._by_lines_below(RAGGED) or self._by_any_lines()
        taken, index = [], last
        while index > 0:
            taken.append((origins[index], index))
            index = origins[index]
        return [self._line(start, index) for start, index in reversed(taken)]

    def _by_lines_below(self, most: float) -> list[int] | None:
        """Return where the line that ends at each break begins, on the cheapest way; None: all cost more than `most`.

        Only lines that cost less are looked at, from breaks such lines lead to: first those that give way little, then
        those let out further too.
        """
        last, costs = len(self.ends.at), self.ends.cost
        best, origins = [0.0] + [most] * last, [-1] * (last + 1)
        for start in range(last):
            if best[start] < most:
                for index, cost in self._lines_below(most, start):
                    total = best[start] + cost + costs[index - 1]
                    if total < best[index]:
                        best[index], origins[index] = total, start
        return origins if best[last] < most else None

    def _lines_below(self, most: float, start: int) -> Iterator[tuple[int, float]]:
        """Yield where a line that begins at a break may end and costs no more than `most`, and what it costs."""
        last, seen, seen_han, hyphens = len(self.ends.at), self.seen, self.seen_han, self.hyphens
        is_loose, spaces = most > LOOSE, 0
        reach, han = self.advance[start] + self.rooms[start > 0], self.han[start]
        furthest, nearest = reach + MOST, reach - (LOOSEST if is_loose else MOST) - self.hyphen
        if self.has_spaces:
            nearest -= (SPACE_AMONG_HAN if is_loose else SPACE_OUT) * self._spaces_within(start, reach)
        beyond = bisect_right(seen, furthest, start + 1, last)
        for index in range(bisect_left(seen, nearest, start + 1, beyond), beyond):
            gap = reach - seen[index] - (hyphens[index] if hyphens else 0.0)
            if self.has_spaces:
                spaces = self.seen_spaces[index] - self.spaces[start]
            cost = _cost(gap, seen_han[index] - han, spaces, is_loose)
            if cost < most:
                yield index, cost
        if seen[last] <= furthest:
            yield last, self._cost_of_last(start, last)

    def _spaces_within(self, start: int, reach: float) -> int:
        """Return how many spaces may grow in a line that begins at a break and goes no further than `reach`."""
        return self.seen_spaces[bisect_right(self.seen, reach, start) - 1] - self.spaces[start]

    def _by_any_lines(self) -> list[int]:
        """Return the same whatever lines cost."""
        best, origins = [0.0], [-1]
        for index in range(1, len(self.starts)):
            cost, origin = self._reach(index, best)
            best.append(cost + self.ends.cost[index - 1])
            origins.append(origin)
        return origins

    def _reach(self, index: int, best: list[float]) -> tuple[float, int]:
        """Return the least cost of a line that ends at a break, all before it counted, and the break it begins at."""
        is_last, seen = index == len(self.ends.at), self.seen[index]
        lowest = min(bisect_left(self.advance, seen - max(self.rooms) - 2 * MOST), index - 1)
        elastic = SPACE_AMONG_HAN * (self.seen_spaces[index] - self.spaces[lowest])
        filled = max(bisect_right(self.advance, seen - min(self.rooms) + LOOSEST + elastic), lowest + 1)
        cost_of = self._cost_of_last if is_last else self._cost
        cheapest = (math.inf, lowest)
        for start in range(lowest, index if is_last else min(filled, index)):
            if best[start] < cheapest[0] and (cost := best[start] + cost_of(start, index)) < cheapest[0]:
                cheapest = (cost, start)
        # What falls short is looked at only where it could still be cheaper.
        if not is_last and filled < index and cheapest[0] > RAGGED + min(best[filled:index]):
            ragged = ((best[start] + _ragged_cost(self._gap(start, index)), start) for start in range(filled, index))
            return min(cheapest, *ragged)
        return cheapest

    def _gap(self, start: int, index: int) -> float:
        """Return how many ems a line is short of its room."""
        natural = self.seen[index] - self.advance[start]
        return self.rooms[start > 0] - natural - (self.hyphens[index] if self.hyphens else 0.0)

    def _cost(self, start: int, index: int) -> float:
        gap = self._gap(start, index)
        cost = _cost(gap, *self._slots(start, index), is_loose=True)
        if cost < math.inf:
            return cost
        if gap < 0:
            # A line that cannot be pushed in is taken only where there is nothing to part.
            return OVER_FULL if start == index - 1 else math.inf
        return _ragged_cost(gap)

    def _cost_of_last(self, start: int, index: int) -> float:
        cost = self._cost(start, index) if self._gap(start, index) < 0 else 0.0
        is_short = start > 0 and self.starts[start] > self.tail
        return cost + is_short * (SHORT_TAIL if self.keep_last <= FEWEST else SHORT_TAIL_OF_HEADING)

    def _slots(self, start: int, index: int) -> tuple[int, int]:
        """Return after how many Chinese characters and at how many spaces a line may take white."""
        return max(0, self.seen_han[index] - self.han[start]), max(0, self.seen_spaces[index] - self.spaces[start])

    def _line(self, start: int, index: int) -> Line:
        at, end, gap = self.ends.at[index - 1], self.ends.end[index - 1], self._gap(start, index)
        shares = None if index == len(self.ends.at) and gap >= 0 else _shares(gap, *self._slots(start, index))
        per_han, per_space = shares or (0.0, 0.0)
        has_hyphen = at in self.ends.hyphens and index < len(self.ends.at)
        return Line(self.starts[start], at, end, has_hyphen, gap, per_han, per_space, shares is not None)


def _tail(texts: Sequence[str], count: int) -> int:
    """Return the last place behind which a text still has a number of characters; -1: it has not that many."""
    for at in range(len(texts) - 1, -1, -1):
        count -= is_counted(texts[at])
        if count <= 0:
            return at
    return -1


def _cost(gap: float, slots: int, spaces: int, is_loose: bool) -> float:
    """Return the cost of a line that is filled; infinite where it cannot be, or only if it may be loose."""
    if abs(gap) < EXACT:
        return 0.0
    if gap < 0:
        most = MOST if slots >= _ENOUGH_IN else min(MOST, HAN_IN * slots + SPACE_IN * spaces)
        return (gap / most) ** 2 if -gap <= most else math.inf
    # Spaces are no reason to hold fewer characters, where there are Chinese ones to bear the difference.
    good = MOST if slots >= _ENOUGH_OUT else HAN_OUT * slots + SPACE_OUT * spaces
    if gap <= good:
        return 0.1 + 1.5 * (gap / good) ** 2
    loose = min(LOOSEST, HAN_LOOSEST * slots) + _loosest_space(slots) * spaces
    return LOOSE * (1 + gap * gap / 4) if is_loose and gap <= loose else math.inf


def _loosest_space(slots: int) -> float:
    return SPACE_AMONG_HAN if slots >= FEW_HAN else SPACE_LOOSEST


def _ragged_cost(gap: float) -> float:
    return RAGGED * (1 + gap * gap / 100)


def _shares(gap: float, slots: int, spaces: int) -> tuple[float, float] | None:
    """Return the white after every Chinese character and at every space that fills a line; None where it cannot be.

    Among Chinese the characters give first, then the spaces, each as far as makes a good line before any goes further.
    """
    sign, left = (1, gap) if gap > 0 else (-1, -gap)
    good_space = SPACE_OUT if gap > 0 else SPACE_IN
    most_han = min(LOOSEST, HAN_LOOSEST * slots) if gap > 0 else min(MOST, HAN_IN * slots)
    most_space = (_loosest_space(slots) if gap > 0 else SPACE_IN) * spaces
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
