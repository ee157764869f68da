"""The receipt of the gate: what was searched for closed passages, and what was found."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A closed passage that stands in a file of an edition, or a file that could not be searched."""

    path: str
    """From the root of the edition."""
    words: str
    """The sentence of the passage; a single character where the glyphs of a font tell it; empty: nothing was found,
    but something in the file cannot be searched, and `form` says why."""
    form: str
    """How it stands there: as typed, as read, hex, reversed, glyph repertoire, …"""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the gate did for one edition; it names closed passages, so it never goes into the edition itself."""

    files: int
    searched: int
    """Bytes, with all that was unpacked."""
    passages: int
    """Sentences and lines that were sought."""
    too_short: tuple[str, ...]
    """Those that cannot be sought: fewer than four letters and digits, or a date alone, which pages work out too."""
    open_hits: tuple[Hit, ...]
    """Found, but the same words stand in text that is open by its own right; for a person to look at."""
    leaks: tuple[Hit, ...]
    """All that forbids to publish."""

    @property
    def is_clean(self) -> bool:
        """Whether the edition may be published."""
        return not self.leaks

    def to_json(self, key: str) -> bytes:
        """Return the receipt as a file: the same findings always give the same bytes.

        Args:
            key: digest of all it depends on, by which the next build knows that it need not search again.
        """
        told = asdict(self) | {"key": key}
        return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
