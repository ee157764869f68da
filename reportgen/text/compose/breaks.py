"""Breaks: every place where a line may end, and what ending it there costs."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import sub

from reportgen.text.compose.characters import PARTED_AFTER, PARTED_BEFORE, QUOTES, SENTENCE_ENDS, Edge, Kind
from reportgen.text.compose.runs import Path, Run, one_letter_each, scale_of
from reportgen.text.compose.together import Bond, bonds

Hyphenate = Callable[[str], Sequence[str]]
"""Takes a Latin word, returns its parts in order; between two of them a hyphen may be put."""

AFTER_HYPHEN = 0.5
IN_ADDRESS = 1.0
IN_DASHES = 20.0
"""Before a dash after the end of a sentence, which begins a line as it would a line of its own; also where more than
one dash stand together.

Source: GB/T 15834-2011, 5.1.7 (the two halves of one dash stay on one line).
"""
IN_WORD = 4.0
"""Inside a Latin word by the rules of its language, with a hyphen."""
IN_LONG_WORD = 60.0
"""Anywhere inside a Latin word longer than half a line."""
INSIDE_ADDRESS = 400.0
"""Anywhere inside an address among Chinese words, or after the stroke of CONFIG_CMA: rather a line is let out by three
characters. In English rather a line ends early."""
PARTED = {Bond.NONE: 0.0, Bond.BODY: 20.0, Bond.NAME: 5e7, Bond.UNIT: 1e8}
"""What parting costs: a body's name is parted before a line is let out far, for all others rather a line ends early."""
NO_OTHER_WAY = 1e9
"""Anywhere in what is longer than a line."""
AGAINST_THE_RULES = 1e10
"""The same, where a mark then begins or ends a line that never should."""

_COSTS = tuple(PARTED[bond] for bond in Bond)
_LATIN, _WHITE = int(Edge.LATIN), int(Edge.WHITE)
_JOINTS = "-‐/"
_WORD = re.compile(r"[A-Za-z]{5,}")
_ADDRESS_PARTS = frozenset("/.-_?&=#@:,+~|\\")


@dataclass(frozen=True, slots=True)
class Breaks:
    """Places where lines may end, in order, in lists of the same length."""

    at: list[int]
    """The character the next line begins with."""
    end: list[int]
    """The first character of the white space before it, which is not seen; else the same."""
    cost: list[float]
    hyphens: set[int]
    """Those places (`at`) where a hyphen is put at the end of the line."""


def find_breaks(
    run: Run, room: float, *, names: Mapping[str, Bond] | None = None, hyphenate: Hyphenate | None = None
) -> Breaks:
    """Return the places where lines of a run may end, the last its end; at least one in every `room` ems.

    Of what fits one line of that width there is only the end.

    Args:
        run: Characters between two forced line ends.
        room: Width of the narrowest line, in ems.
        names: Names, each with how firmly it holds together.
        hyphenate: Says where words of Latin letters part; None leaves them whole.
    """
    total = len(run.texts)
    if sum(run.widths) <= room:
        return Breaks([total], [_seen_end(run, total)], [0.0], set())
    held = _held(run, names or {})
    places = _places(run)
    costs = dict(zip(places, map(_COSTS.__getitem__, bytes(map(held.__getitem__, places))), strict=True))
    hyphens = set(_hyphens(run, held, hyphenate)) if hyphenate else set()
    hyphens |= {at for at in _each("\u00ad", run.texts) if at < total and run.kinds[at] == Kind.LATIN}
    costs |= {at: IN_WORD + PARTED[Bond(held[at])] for at in hyphens}
    for at, cost in _inside_addresses(run):
        costs.setdefault(at, cost)
    costs |= dict.fromkeys(_before_dashes(run), IN_DASHES)
    advance = [0.0, *accumulate(run.widths)]
    long_words = _wider(run, advance, costs, room / 2)
    for start, end in long_words:
        costs |= {at: cost for at, cost in _inside_word(run, start, end, held) if at not in costs}
    for start, end in _wider(run, advance, costs, room) if long_words else ():
        costs |= _anywhere(run, start, end)
    # White at the very start is no line.
    first = next((at for at in range(total) if not run.edges[at] & Edge.WHITE), total)
    found = [at for at in sorted(costs) if at > first]
    ends = [at if not run.edges[at - 1] & _WHITE else _seen_end(run, at) for at in found]
    return Breaks([*found, total], [*ends, _seen_end(run, total)], [*map(costs.__getitem__, found), 0.0], hyphens)


def _each(text: str, texts: list[str]) -> Iterator[int]:
    """Yield the places after each of some characters."""
    at = 0
    for _ in range(texts.count(text)):
        at = texts.index(text, at) + 1
        yield at


def _wider(run: Run, advance: list[float], costs: Collection[int], room: float) -> list[tuple[int, int]]:
    """Return the start and end of what no line may part though it is wider than some room."""
    places = [0, *sorted(costs), len(run.texts)]
    widths = [advance[at] for at in places]
    if max(map(sub, widths[1:], widths)) <= room:
        return []
    return [(start, end) for start, end in pairwise(places) if advance[_seen_end(run, end)] - advance[start] > room]


def _held(run: Run, names: Mapping[str, Bond]) -> bytearray:
    """Return how firmly every character holds to the one before."""
    in_text = bonds("".join(run.texts), names)
    if len(in_text) == len(run.texts) + 1:
        held = in_text
    else:
        held = bytearray(in_text[at] for at in accumulate(map(len, run.texts), initial=0))
    for start, stop in run.stretches():
        if start and _stay_on_one_line(run.paths[start - 1], run.paths[start]):
            held[start] = Bond.UNIT
        if start < stop and _stay_on_one_line(run.paths[start], run.paths[start]):
            held[start + 1 : stop] = bytes([Bond.UNIT]) * (stop - start - 1)
    return held


def _stay_on_one_line(before: Path, after: Path) -> bool:
    if not (before and after and before[-1].holds and after[-1].holds):
        return False
    shared = [one for one, other in zip(before, after, strict=False) if one is other]
    return bool(shared) and shared[-1].holds


def _places(run: Run) -> list[int]:
    """Return the characters before which a line may end, by the marks and the scripts on either side."""
    texts, edges = run.texts, run.edges
    places = [
        at
        for at, (before, after) in enumerate(pairwise(edges), 1)
        if not (after & PARTED_BEFORE or before & PARTED_AFTER or before & after & _LATIN)
    ]
    odd = [at for mark in QUOTES for at in _opening_quotes(run, mark)]
    odd += [at for mark in _JOINTS for at in _each(mark, texts) if _is_after_joint(run, at)]
    # The mark of a note stays with its word.
    small = {at for at, _ in run.stretches() if at and scale_of(run.paths[at]) < scale_of(run.paths[at - 1])}
    return sorted({*places, *odd} - small) if odd or small else places


def _opening_quotes(run: Run, mark: str) -> Iterator[int]:
    for at in _each(mark, run.texts):
        if at > 1 and run.kinds[at - 2] == Kind.SPACE:
            yield at - 1


def _is_after_joint(run: Run, at: int) -> bool:
    """Whether a place stands after the hyphen or the stroke between two words."""
    if not 1 < at < len(run.texts) or not run.edges[at - 1] & run.edges[at] & _LATIN:
        return False
    return run.texts[at - 2].isalpha() and run.texts[at].isalpha() and not run.edges[at] & PARTED_BEFORE


def _is_ruled_fine(run: Run, at: int) -> bool:
    """Whether neither character stands where a line never ends or begins with it."""
    before, after = run.texts[at - 1], run.texts[at]
    if run.edges[at] & Edge.BEGINS_NONE and not (after in QUOTES and before == " "):
        return False
    return not run.edges[at - 1] & Edge.ENDS_NONE


def _inside_addresses(run: Run) -> Iterator[tuple[int, float]]:
    """Yield the places before letters and figures of addresses, and after the strokes of names such as CONFIG_CMA."""
    texts = run.texts
    for at in (at for address in run.addresses for at in address[1:] if texts[at].isalnum()):
        if texts[at - 1] in _ADDRESS_PARTS:
            yield at, IN_ADDRESS
        elif texts[at - 1].isalnum() and run.letters[at] == "H":
            yield at, INSIDE_ADDRESS
    for at in _each("_", texts):
        if 1 < at < len(texts) and texts[at - 2].isalnum() and texts[at].isalnum() and run.edges[at] & _LATIN:
            yield at, INSIDE_ADDRESS


def _before_dashes(run: Run) -> Iterator[int]:
    """Yield the places before the dash of who said a sentence, and between the dashes of a longer row."""
    for row in run.dashes:
        if run.texts[row.start - 1] in SENTENCE_ENDS:
            yield row.start
        yield from row[2:-1:2]


def _hyphens(run: Run, held: bytearray, hyphenate: Hyphenate) -> Iterator[int]:
    """Yield the characters before which a hyphen may be put; not in code, addresses and names, nor in what is held."""
    text = one_letter_each(run)
    for found in _WORD.finditer(text):
        path = run.paths[found.start()]
        is_code = bool(path) and path[-1].is_code
        # A name begins with a capital; so do sentences, which have other words to part.
        if is_code or found[0][0].isupper() or text[found.end() : found.end() + 1] in {"@", "/", ":", "_"}:
            continue
        if any(found.start() in one for one in run.addresses):
            continue
        at = found.start()
        for part in hyphenate(found[0])[:-1]:
            at += len(part)
            if found.start() + 2 <= at <= found.end() - 2 and not held[at]:
                yield at


def _inside_word(run: Run, start: int, end: int, held: bytearray) -> Iterator[tuple[int, float]]:
    """Yield places inside a Latin word longer than half a line: better after a mark of an address."""
    for at in range(start + 1, end):
        if run.kinds[at - 1] == run.kinds[at] == Kind.LATIN and _is_ruled_fine(run, at):
            cost = IN_ADDRESS if run.texts[at - 1] in _ADDRESS_PARTS else IN_LONG_WORD
            yield at, cost + PARTED[Bond(held[at])]


def _anywhere(run: Run, start: int, end: int) -> dict[int, float]:
    """Return all places in what is longer than a line; the rules for marks are the last to give way."""
    return {
        at: NO_OTHER_WAY if _is_ruled_fine(run, at) else AGAINST_THE_RULES
        for at in range(start + 1, end)
        if not run.edges[at] & _WHITE
    }


def _seen_end(run: Run, at: int) -> int:
    """Return where what is seen ends before a place: white space at the end of a line is not."""
    while at and run.edges[at - 1] & _WHITE:
        at -= 1
    return at
