"""Breaks: every place where a line may end, and what ending it there costs."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportgen.text.compose.characters import NO_END, NO_START, QUOTES, Kind
from reportgen.text.compose.runs import Cell, Run, scale_of
from reportgen.text.compose.together import Bond, bonds

Hyphenate = Callable[[str], Sequence[str]]
"""Takes a Latin word, returns its parts in order; between two of them a hyphen may be put."""

AFTER_HYPHEN = 0.5
IN_ADDRESS = 1.0
IN_WORD = 4.0
"""Inside a Latin word by the rules of its language, with a hyphen."""
IN_LONG_WORD = 60.0
"""Anywhere inside a Latin word longer than half a line."""
PARTED = {Bond.NONE: 0.0, Bond.NAME: 1e3, Bond.UNIT: 1e5}
"""What parting costs: no number of good lines makes up for a name, none of names for a number."""
NO_OTHER_WAY = 1e9
"""Anywhere in what is longer than a line."""
AGAINST_THE_RULES = 1e10
"""The same, where a mark then begins or ends a line that never should."""

_WORD = re.compile(r"[A-Za-z]{5,}")
_ADDRESS_PARTS = frozenset("/.-_?&=#@:,+~|\\")


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a line may end."""

    at: int
    """The character the next line begins with."""
    end: int
    """The first character of the white space before it, which is not seen; else the same."""
    cost: float
    hyphen: bool = False
    """Whether a hyphen is put at the end of the line."""


def find_breaks(
    run: Run, room: float, *, names: Collection[str] = (), hyphenate: Hyphenate | None = None
) -> list[Break]:
    """Return the places where lines of a run may end, the last its end; at least one in every `room` ems.

    Args:
        run: Characters between two forced line ends.
        room: Width of the narrowest line, in ems.
        names: What is parted only where a line is impossible without.
        hyphenate: Says where words of Latin letters part; None leaves them whole.
    """
    cells = run.cells
    held = _held(cells, names)
    costs = {at: PARTED[Bond(held[at])] for at in range(1, len(cells)) if _may_part(cells, at)}
    hyphens = set(_hyphens(cells, held, hyphenate)) if hyphenate else set()
    hyphens |= {at for at in range(1, len(cells)) if cells[at - 1].text == "\u00ad" and cells[at].kind == Kind.LATIN}
    costs |= {at: IN_WORD + PARTED[Bond(held[at])] for at in hyphens}
    for start, end in pairwise((0, *sorted(costs), len(cells))):
        if _width(cells, start, end) > room / 2:
            inside = _inside_word(cells, start, end, held)
            costs |= {at: cost for at, cost in inside if at not in costs}
    for start, end in pairwise((0, *sorted(costs), len(cells))):
        if _width(cells, start, end) > room:
            costs |= _anywhere(cells, start, end)
    found = [Break(at, _seen_end(cells, at), costs[at], at in hyphens) for at in sorted(costs)]
    # White at the very start is no line.
    return [*(one for one in found if one.end), Break(len(cells), _seen_end(cells, len(cells)), 0.0)]


def _held(cells: list[Cell], names: Collection[str]) -> bytearray:
    """Return how firmly every character holds to the one before."""
    in_text = bonds("".join(cell.text for cell in cells), names)
    held, at = bytearray(len(cells)), 0
    for index, cell in enumerate(cells):
        held[index] = in_text[at]
        at += len(cell.text)
        if index and _stay_on_one_line(cells[index - 1], cell):
            held[index] = Bond.UNIT
    return held


def _stay_on_one_line(before: Cell, after: Cell) -> bool:
    if not (before.path and after.path and before.path[-1].holds and after.path[-1].holds):
        return False
    shared = [one for one, other in zip(before.path, after.path, strict=False) if one is other]
    return bool(shared) and shared[-1].holds


def _may_part(cells: list[Cell], at: int) -> bool:
    """Whether a line may end before a character, by the marks and the scripts on either side."""
    before, after = cells[at - 1], cells[at]
    if (
        after.kind in (Kind.SPACE, Kind.HOLE)
        or Kind.GLUE in (before.kind, after.kind)
        or not _is_ruled_fine(before, after)
    ):
        return False
    if scale_of(after) < scale_of(before):
        # The mark of a note stays with its word.
        return False
    if before.kind in (Kind.SPACE, Kind.HOLE):
        return before.text != "\u00ad"
    if before.kind != Kind.LATIN or after.kind != Kind.LATIN:
        return True
    is_joint = before.text in "-‐/" and at > 1 and cells[at - 2].text.isalpha()
    return is_joint and after.text.isalpha()


def _is_ruled_fine(before: Cell, after: Cell) -> bool:
    """Whether neither character stands where a line never ends or begins with it."""
    if after.text[0] in NO_START and not (after.text in QUOTES and before.kind == Kind.SPACE):
        return False
    return before.text[0] not in NO_END


def _hyphens(cells: list[Cell], held: bytearray, hyphenate: Hyphenate) -> Iterator[int]:
    """Yield the characters before which a hyphen may be put; not in code, and not in a word held together."""
    # One letter a cell; what is more than one character stands for something that is no letter.
    text = "".join(cell.text if len(cell.text) == 1 else "\x00" for cell in cells)
    for found in _WORD.finditer(text):
        path = cells[found.start()].path
        is_code = bool(path) and path[-1].is_code
        if is_code or found[0].isupper() or text[found.end() : found.end() + 1] in {"@", "/", ":", "_"}:
            continue
        at = found.start()
        for part in hyphenate(found[0])[:-1]:
            at += len(part)
            if found.start() + 2 <= at <= found.end() - 2 and not held[at]:
                yield at


def _inside_word(cells: list[Cell], start: int, end: int, held: bytearray) -> Iterator[tuple[int, float]]:
    """Yield places inside a Latin word longer than half a line: better after a mark of an address."""
    for at in range(start + 1, end):
        before, after = cells[at - 1], cells[at]
        if before.kind == after.kind == Kind.LATIN and _is_ruled_fine(before, after):
            cost = IN_ADDRESS if before.text in _ADDRESS_PARTS else IN_LONG_WORD
            yield at, cost + PARTED[Bond(held[at])]


def _anywhere(cells: list[Cell], start: int, end: int) -> dict[int, float]:
    """Return all places in what is longer than a line; the rules for marks are the last to give way."""
    return {
        at: NO_OTHER_WAY if _is_ruled_fine(cells[at - 1], cells[at]) else AGAINST_THE_RULES
        for at in range(start + 1, end)
        if not _is_white(cells[at])
    }


def _width(cells: list[Cell], start: int, end: int) -> float:
    return sum(cell.width for cell in cells[start : _seen_end(cells, end)])


def _seen_end(cells: list[Cell], at: int) -> int:
    """Return where what is seen ends before a place: white space at the end of a line is not."""
    while at and _is_white(cells[at - 1]):
        at -= 1
    return at


def _is_white(cell: Cell) -> bool:
    return cell.kind in (Kind.SPACE, Kind.HOLE) or cell.text == "\u3000"
