"""The manifest of an edition: what each of its files is, and of what content they were made.

A manifest on disk may have been damaged or tampered with: what it says is believed only where it could be true.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

MANIFEST = "manifest.json"
MANIFEST_FORMAT = 1
Entry = dict[str, Any]
"""What the manifest says of one file: sha256, bytes, the record it shows and the hash of that record; the day it was
made for where that is not the day of the whole."""

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Sum:
    """What a file is known by."""

    sha256: str
    """In hexadecimal."""
    size: int
    """In bytes."""


def sums_of(manifest: bytes) -> dict[str, Sum]:
    """Return what every file of an edition is known by, by path, in order.

    Raises:
        ValueError: this is no whole manifest of the format that this program writes.

    """
    try:
        told = json.loads(manifest)
        files = told["files"].items() if told["format"] == MANIFEST_FORMAT else ()
        sums = {path: Sum(entry["sha256"], entry["bytes"]) for path, entry in sorted(files)}
        is_sound = told["format"] == MANIFEST_FORMAT and all(map(_is_sum, sums.values()))
    except (AttributeError, KeyError, TypeError, RecursionError) as damage:
        raise ValueError("no manifest") from damage
    if not is_sound:
        raise ValueError("no manifest of this format")
    return sums


def _is_sum(one: Sum) -> bool:
    return isinstance(one.size, int) and isinstance(one.sha256, str) and bool(_SHA256.fullmatch(one.sha256))


def files_of(manifest: bytes | None) -> dict[str, Entry]:
    """Return the files an earlier manifest lists, by path; a damaged one lists none, and everything is made anew."""
    try:
        found = json.loads(manifest or b"{}")
        day = {"as-of": found["as-of"]} if "as-of" in found else {}
        files = {path: day | entry for path, entry in found.get("files", {}).items()}
        return {path: entry for path, entry in files.items() if is_inside(path) and _is_entry(entry)}
    except (ValueError, AttributeError, TypeError, RecursionError):
        return {}


def is_inside(path: str) -> bool:
    """Whether a path from a manifest stays below the edition."""
    parts = path.split("/")
    is_sound = not re.search(r"[\x00-\x1f\x7f\\\ud800-\udfff]", path)
    return is_sound and all(part not in {"", ".", ".."} and len(part.encode()) <= 255 for part in parts)


def _is_entry(entry: object) -> bool:
    """Whether a manifest says of a file what this program would say."""
    if not isinstance(entry, dict):
        return False
    return all(isinstance(value, str | int) and str(value).isascii() for pair in entry.items() for value in pair)
