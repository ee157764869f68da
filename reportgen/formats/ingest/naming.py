"""Naming: ids for imported records, from the series and the day, else from the name of the file; never from a title."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePosixPath

from reportgen.model.values import ID, RESERVED

LONGEST = 64
_WORDS = {"minutes": "meeting", "speech": "speech", "updates": "updates"}


def record_id(
    kind: str, day: dt.date, *, name: str, series: str | None, taken: Collection[str], alone: bool = True
) -> str:
    """Return an id that is not taken.

    Args:
        kind: minutes, speech or updates.
        day: of the record.
        name: path of the file it was read from.
        series: the series it belongs to, or None.
        taken: ids of other records.
        alone: whether the file holds one record, so that its name can be the id; else the day tells them apart.
    """
    stem = _slug(PurePosixPath(name).stem)
    if series:
        tail = {"minutes": "", "speech": "speech-", "updates": "updates-"}[kind]
        wanted = f"{series[:40].rstrip('-')}-{tail}{day}"
    elif kind == "updates" or not re.search(r"[a-z]{3}", stem):
        wanted = f"{_WORDS[kind]}-{day}"
    elif alone:
        wanted = stem
    else:
        wanted = f"{stem[:50].rstrip('-')}-{day}"
    return _free(wanted, taken)


def _slug(stem: str) -> str:
    """Return the letters and digits of a name with hyphens between, in ASCII; "" where it has none."""
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].rstrip("-")


def _free(wanted: str, taken: Collection[str]) -> str:
    if not ID.fullmatch(wanted) or RESERVED.fullmatch(wanted):
        wanted = f"record-{wanted}"[:LONGEST].rstrip("-")
    number, name = 2, wanted
    while name in taken:
        tail = f"-{number}"
        name = wanted[: LONGEST - len(tail)] + tail
        number += 1
    return name
