"""Repeated: the lists at the end of minutes that say once more what was decided and promised above."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.formats.ingest.draft import Value, bare

_KEYS = {"actions": "task", "decisions": "text"}
_NO_LETTER = re.compile(r"[\W_]+")


def without_repeated(meeting: dict[str, Value], agenda: list[Value]) -> None:
    """Take out of the actions and decisions of a meeting, in place, those that stand in the same words before them."""
    for key, words in _KEYS.items():
        found = meeting.get(key)
        if not isinstance(found, list):
            continue
        seen = {_folded(one, words) for item in agenda for one in _below(item, key)}
        kept: list[Value] = []
        for one in found:
            folded = _folded(one, words)
            if folded not in seen:
                kept.append(one)
            seen.add(folded)
        meeting[key] = kept


def _below(item: Value, key: str) -> Iterator[Value]:
    """Yield what stands under a key of an item and of the items below it."""
    waiting = [item]
    while waiting:
        one = bare(waiting.pop())
        if isinstance(one, dict):
            here, inner = one.get(key), one.get("items")
            yield from here if isinstance(here, list) else []
            waiting.extend(inner if isinstance(inner, list) else [])


def _folded(entry: Value, key: str) -> str:
    told = bare(entry)
    words = bare(told.get(key, "")) if isinstance(told, dict) else ""
    return _NO_LETTER.sub("", str(words)).casefold()
