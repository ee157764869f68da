"""Cells: what the words in one cell of a register say: nothing, names, units with their people, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.formats.ingest.moments import FoundDate, find_dates
from reportgen.model.values import LONGEST_LINE

_NOTHING = frozenset({"-", "--", "–", "—", "——", "/", "\\", "无", "n/a", "na", "none", "nil"})
_OPENING, _CLOSING = "（(【[", "）)】]"
_PARTED = "、，,/;；\n"
_UNIT_AND_PEOPLE = re.compile(r"([^（()）]+)[（(]([^（()）]+)[）)]")
_MENTION = re.compile(r"(?<![A-Za-z0-9._%+-])@")


def names_in(cell: str) -> Iterator[str]:
    """Yield the names in a cell, parted by marks that stand outside brackets and by @."""
    depth = start = 0
    places = {found.start() for found in _MENTION.finditer(cell)}
    parts = []
    for place, one in enumerate(cell):
        depth = max(0, depth + (one in _OPENING) - (one in _CLOSING))
        if depth == 0 and (one in _PARTED or place in places):
            parts.append(cell[start:place])
            start = place + 1
    for part in (*parts, cell[start:]):
        if not is_nothing(part):
            yield part.strip()


def is_nothing(words: str) -> bool:
    """Whether a cell says that nothing stands in it: empty, 无, N/A, a dash."""
    return not words.strip() or words.strip().casefold() in _NOTHING


def units_and_people(parts: list[str]) -> tuple[list[str], list[str]]:
    """Return the units before brackets and the people in them."""
    units: list[str] = []
    people: list[str] = []
    for part in parts:
        found = _UNIT_AND_PEOPLE.fullmatch(part)
        units.append(found[1].strip() if found else part)
        people += names_in(found[2]) if found else ()
    return units, people


def dates_of(words: str) -> tuple[FoundDate, ...]:
    """Return the dates of a cell; a text that is longer than a line is a story, and has none of its own."""
    return find_dates(words) if len(words) <= LONGEST_LINE and not words.isalpha() else ()


def says_more(cell: str, start: int, end: int) -> bool:
    """Whether letters or digits stand beside a date."""
    return any(one.isalnum() for one in cell[:start] + cell[end:])
