"""Title: a title broken where it reads best, its lines in the shape of a trapezium or a diamond.

Source: GB/T 9704-2012, 7.3.1 (a title of several lines keeps words whole, is well balanced, and stands as a trapezium
or a diamond).
"""

from __future__ import annotations

import html
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from reportgen.text.compose.breaks import Breaks, find_breaks
from reportgen.text.compose.measure import Advances, Ruler
from reportgen.text.compose.runs import Run, read
from reportgen.text.compose.sense import sense_costs
from reportgen.text.compose.together import Bond

FEWEST = 4
"""Characters a line of a title has at least."""
MOST_SHAPED = 4
"""Lines up to which all shapes are compared; longer titles are only made even."""

EVEN = 60.0
"""Cost of a line that differs from the mean by as much as a whole line, squared on the way there."""
SHORT = 1000.0
"""Cost of a line of fewer characters than allowed."""
HOURGLASS = 30.0
"""Cost of a shape that is narrow in the middle."""
RECTANGLE = 1.5
"""Cost of two lines as long as one another."""
ANOTHER_LINE = 25.0
"""Cost of one line more than the title needs."""


def compose_title(
    words: str,
    cells: float,
    faces: Advances,
    role: str = "mark",
    lines: Sequence[str] = (),
    *,
    keep: Mapping[str, Bond] | None = None,
) -> str:
    """Return a title in lines, in one span of class ink.

    Args:
        words: The title, plain words.
        cells: Width of the longest line, in ems of the title's own size.
        faces: Widths of characters.
        role: Face the title is set in.
        lines: The title in lines as somebody typed it; they win, and only one that is too long is broken again.
        keep: Names, each with how firmly it holds together.
    """
    ruler = Ruler.over(faces)
    typed = [line for line in lines if line.strip()] or [words]
    cut = [line for one in typed for line in _cut(one.strip(), cells, ruler, role, keep)]
    # What reads the title without its lines, an outline or a voice, needs white between words of lines as typed.
    parted = [_apart(before, after) for before, after in pairwise([*cut, ""])]
    return f'<span class="ink">{"<br>".join(html.escape(line, quote=False) for line in parted)}</span>'


def _apart(line: str, after: str) -> str:
    """Return a line with white at its end where two words of Latin letters would run into one another."""
    return f"{line} " if after and (line[-1:] + after[0]).isascii() and line[-1:] not in " -/" else line


@dataclass(frozen=True, slots=True)
class _Title:
    """A title as lines can part it: places, each with its cost, and how wide and long what stands before it is."""

    starts: tuple[int, ...]
    """First characters of a line that begins at each place; the first 0, the last the end."""
    widths: tuple[float, ...]
    """Width of all before each place."""
    seen: tuple[float, ...]
    """The same without the white at the end."""
    costs: tuple[float, ...]
    cells: float

    def width(self, start: int, end: int) -> float:
        """Return the width of a line between two places."""
        return self.seen[end] - self.widths[start]

    def line_cost(self, start: int, end: int, mean: float) -> float:
        """Return what a line costs by itself: where it ends, how far it is from the mean, whether it is too short."""
        off = (self.width(start, end) - mean) / self.cells
        short = SHORT * (self.starts[end] - self.starts[start] < FEWEST)
        return self.costs[end] + EVEN * off * off + short


def _cut(words: str, cells: float, ruler: Ruler, role: str, keep: Mapping[str, Bond] | None) -> list[str]:
    """Return a title in lines."""
    runs = read(html.escape(words), role, ruler)
    if not runs:
        return [words]
    run = runs[0]
    whole = ["".join(run.texts)]
    if len(run.texts) < 2:
        return whole
    title = _title(run, find_breaks(run, cells, names=keep), cells)
    needed = math.ceil(title.seen[-1] / cells - 1e-9)
    if needed <= 1:
        return whole
    places = _best(title, needed)
    return ["".join(run.texts[title.starts[a] : title.starts[b]]) for a, b in pairwise(places)]


def _title(run: Run, breaks: Breaks, room: float) -> _Title:
    advance = [0.0, *accumulate(run.widths)]
    sense = sense_costs(run.texts)
    return _Title(
        starts=(0, *breaks.at),
        widths=(0.0, *(advance[at] for at in breaks.at)),
        seen=(0.0, *(advance[end] for end in breaks.end)),
        costs=(0.0, *(cost + sense[at] for at, cost in zip(breaks.at[:-1], breaks.cost, strict=False)), 0.0),
        cells=room,
    )


def _best(title: _Title, needed: int) -> tuple[int, ...]:
    """Return the places of the best way to part a title, its start and its end among them."""
    if needed > MOST_SHAPED:
        return _even(title, title.seen[-1] / needed)
    found: list[tuple[float, tuple[int, ...]]] = []
    for count in (needed, needed + 1) if needed < MOST_SHAPED else (needed,):
        mean = title.seen[-1] / count
        extra = ANOTHER_LINE * (count - needed)
        found += [
            (_cost(title, places, mean) + extra, places)
            for places in _ways(title, (0,), count, mean)
            if len(places) > 1
        ]
    return min(found)[1] if found else _even(title, title.seen[-1] / needed)


def _ways(title: _Title, taken: tuple[int, ...], count: int, mean: float) -> Iterator[tuple[int, ...]]:
    """Yield the ways to part what is left into a number of lines none of which is too long or far too short."""
    end, start = len(title.starts) - 1, taken[-1]
    if count == 1:
        if title.width(start, end) <= title.cells:
            yield (*taken, end)
        return
    for place in range(start + 1, end):
        width = title.width(start, place)
        if width > title.cells:
            return
        if width >= mean / 2 and title.width(place, end) <= (count - 1) * title.cells:
            yield from _ways(title, (*taken, place), count - 1, mean)


def _cost(title: _Title, places: tuple[int, ...], mean: float) -> float:
    lines = list(pairwise(places))
    return sum(title.line_cost(*line, mean) for line in lines) + _shape_cost([title.width(*line) for line in lines])


def _shape_cost(widths: Sequence[float]) -> float:
    """Return what the outline of lines costs: nothing for a trapezium or a diamond."""
    steps = [0 if abs(after - before) < 0.5 else math.copysign(1, after - before) for before, after in pairwise(widths)]
    turns = [step for step in steps if step]
    is_hourglass = any(before < 0 < after for before, after in pairwise(turns))
    return RECTANGLE * steps.count(0) + HOURGLASS * is_hourglass


def _even(title: _Title, mean: float) -> tuple[int, ...]:
    """Return the places that make lines even, whatever their outline; a place in every line at least is given."""
    best, came_from = [0.0], [-1]
    for end in range(1, len(title.starts)):
        starts = [end - 1]
        while starts[-1] and title.width(starts[-1] - 1, end) <= title.cells:
            starts.append(starts[-1] - 1)
        cost, origin = min((best[start] + title.line_cost(start, end, mean), start) for start in starts)
        best.append(cost)
        came_from.append(origin)
    places = [len(title.starts) - 1]
    while places[-1]:
        places.append(came_from[places[-1]])
    return tuple(reversed(places))
