"""The printed pages of a piece of a volume, as they travel to where they are bound."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a piece; numbers are of objects of the piece."""

    page: int
    content: int
    links: tuple[int, ...]
    parents: tuple[int, ...]
    """The part that each piece of content is of, by its number; 0: it is none."""
    strings: Mapping[str, Sequence[str]]
    """What the head and foot of the page may quote: the first and the last word for each name."""
    anchors: Mapping[str, Sequence[float]]
    bookmarks: Sequence[Sequence[Any]]
    """Level, words, place and state."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font of a piece, and what is used of it."""

    key: str
    """Its name in content; the same in every piece."""
    family: str
    style: int
    """Upright or slanted, as Pango counts them."""
    weight: int
    size: float
    file: tuple[int, int, int]
    """What tells its file from others: length, place of the face in it, characters."""
    widths: Mapping[str, float]
    characters: Mapping[str, str]
    """Words by the number of a glyph."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """The pages of a piece, and the objects they are made of."""

    sheets: tuple[Sheet, ...]
    shared: Mapping[str, int]
    """Objects of the piece that a bound volume has one of."""
    resources: int
    states: tuple[str, ...]
    """Names in content for how see-through something is."""
    parts: tuple[int, ...]
    """The parts of the structure, page by page."""
    linking: tuple[int, ...]
    """The part that each link is of."""
    named: tuple[tuple[int, int, str], ...]
    """Parts that are called by name: the number of the table they are of stands before the rest of the name."""
    faces: tuple[Face, ...]
    spoken: tuple[tuple[tuple[str, ...], str], ...]
    """Families and language of all words."""
    asked: Mapping[str, int]
    """Numbers of pages of other pieces that the piece prints."""
    first: int | None
    """Number of its first page; None: nothing in it depends on that."""
    is_whole: bool
    """False: something in it cannot be bound with other pieces."""
    objects: Mapping[int, tuple[bytes, bytes | None]] = field(repr=False, default_factory=dict)
    """By number: what is spelled with references, and the stream behind it."""

    def packed(self) -> bytes:
        """Return all of it as bytes."""
        about = asdict(replace(self, objects={}))
        lengths = [(number, len(words), None if body is None else len(body)) for number, (words, body) in self._all()]
        head = json.dumps([about, lengths], separators=(",", ":")).encode()
        return b"".join([len(head).to_bytes(8), head, *(words + (body or b"") for _, (words, body) in self._all())])

    def _all(self) -> list[tuple[int, tuple[bytes, bytes | None]]]:
        return list(self.objects.items())


def unpacked(packed: bytes) -> Sheets:
    """Return the pages that were packed.

    Raises:
        ValueError, LookupError, TypeError: these bytes were not packed here.

    """
    start = 8 + int.from_bytes(packed[:8])
    about, lengths = json.loads(packed[8:start])
    objects: dict[int, tuple[bytes, bytes | None]] = {}
    for number, words, body in lengths:
        middle = start + words
        end = middle + (body or 0)
        objects[number] = packed[start:middle], None if body is None else packed[middle:end]
        start = end
    about |= {
        "objects": objects,
        "sheets": tuple(Sheet(**one) for one in about["sheets"]),
        "faces": tuple(Face(**one | {"file": tuple(one["file"])}) for one in about["faces"]),
        "spoken": tuple((tuple(families), language) for families, language in about["spoken"]),
    }
    return Sheets(**about)
