"""Latin owners: who carries out an English action and by when — `Felix: invite both`, `by 15 May 2026`."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Collection

from reportgen.formats.ingest.moments import MONTH, find_dates

_NAME = r"@?[A-Za-z][\w.'’-]{0,30}(?: [A-Z][\w.'’-]{0,30}){0,3}"
_NAMES = rf"{_NAME}(?:(?:, and |, | and | & |/| \+ ){_NAME}){{0,5}}"
_FIRST = (
    re.compile(rf"\[(?P<who>{_NAMES})\]\s*[:–—-]?\s*(?P<task>\S.*)$", re.DOTALL),
    re.compile(rf"(?P<who>{_NAME}),\s+(?P<task>[a-z].*)$", re.DOTALL),
    re.compile(rf"(?P<who>{_NAMES})\s*(?::|\s[–—-]{{1,2}})\s+(?P<task>\S.*)$", re.DOTALL),
)
_BETWEEN = re.compile(r",? and |, | & |/| \+ ")
_BY = re.compile(
    r"\b(?:by|before|due(?: by| on| date)?|deadline|until|no later than)[: ]+(?:the )?(?:\w{3,9},? )?$", re.IGNORECASE
)
_DAY_ONLY = re.compile(
    rf"\b(?:by|before|due(?: by| on)?|no later than)[: ]+(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}"
    rf"|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?)(?!\d)"
    rf"|\b(?:by|before)[: ]+(?:the )?(?:end of )?(?:January|February|March|April|May|June|July|August|September"
    rf"|October|November|December)\b",
    re.IGNORECASE,
)
_MENTION = re.compile(r"(?:^|\s)@\w")


def owner_before(words: str, people: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """Return the task without the names before it, and the names; each must be somebody who is known.

    A word before a colon, or in brackets, may be a subject as well as a person: `Docs: update`, `[database] upgrade`.
    """
    plain = words.replace("**", "")
    for pattern in _FIRST:
        found = pattern.match(plain)
        names = [one.strip().lstrip("@") for one in _BETWEEN.split(found["who"])] if found else []
        if found and names and all(is_known(one, people) for one in names):
            return found["task"].strip(), tuple(names)
    first = next((one for one in people if len(one) > 1 and plain.startswith(f"{one} ")), "")
    return words, ((first,) if first and plain[len(first) + 1 : len(first) + 2].islower() else ())


def is_known(name: str, people: Collection[str]) -> bool:
    """Whether a name is that of somebody there: whole, by first or last name, or by initials."""
    folded = name.rstrip(".").casefold()
    return any(folded in _forms(one) for one in people)


@functools.lru_cache(maxsize=4096)
def _forms(name: str) -> set[str]:
    parts = [part.rstrip(".") for part in name.casefold().split()]
    initials = "".join(part[0] for part in parts if part)
    forms = {name.rstrip(".").casefold(), *(part for part in parts if len(part) > 1)}
    return forms | ({initials} if len(parts) > 1 else set())


def mentioned(words: str, people: Collection[str]) -> tuple[str, ...]:
    """Return the people a line mentions by their whole names: `@Ada Moss`."""
    return tuple(one for one in people if " " in one and f"@{one}" in words)


def due_in(words: str) -> tuple[dt.date | None, str]:
    """Return the day by which something is due, or the words for it where they name no year."""
    dates = find_dates(words)
    for one in dates:
        if _BY.search(words[: one.start]):
            return one.date, ""
    if dates and _MENTION.search(words) and not words[dates[-1].end :].strip(" .)"):
        # A wiki's task: who is mentioned, and a date at its end.
        return dates[-1].date, ""
    found = _DAY_ONLY.search(words)
    return None, found[0] if found else ""
