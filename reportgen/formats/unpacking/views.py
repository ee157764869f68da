"""What there is to search in a file, and how much of it may come out of a small one."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

MOST_UNPACKED = 256 * 1024 * 1024
"""Bytes that may come out of one file; a bomb stops here."""


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes as they are."""

    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Words:
    """Text somebody or some program can read."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters a font can show; it holds those alone that the document uses somewhere."""

    characters: frozenset[str]


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that cannot be searched, so that nobody may call the file clean."""

    reason: str


View = Raw | Words | Glyphs | Refused
Part = bytes | View
"""Bytes are a file of their own, to be opened in its turn."""


class UnsearchableError(Exception):
    """A file, or a part of one, hides what it holds; it never leaves this package."""


class Allowance:
    """How many bytes may still come out of a file and everything within it."""

    def __init__(self, left: int = MOST_UNPACKED) -> None:
        self.left = left

    def spend(self, size: int) -> None:
        """Take bytes off.

        Raises:
            UnsearchableError: nothing is left.

        """
        self.left -= size
        if self.left < 0:
            raise UnsearchableError("unpacks to more than can be searched")

    def inflate(self, packed: bytes, bits: int = zlib.MAX_WBITS) -> tuple[bytes, bytes]:
        """Return what deflated bytes hold, and the bytes behind them; of damaged ones, as much as can be had.

        Raises:
            UnsearchableError: it is more than is left.

        """
        engine = zlib.decompressobj(bits)
        try:
            content, rest = engine.decompress(packed, self.left + 1), engine.unused_data
        except zlib.error:
            content, rest = self._as_much_as_can_be_had(packed, bits), b""
        self.spend(len(content))
        return content, rest

    def _as_much_as_can_be_had(self, packed: bytes, bits: int) -> bytes:
        engine = zlib.decompressobj(bits)
        had = bytearray()
        try:
            for start in range(0, len(packed), 64):
                had += engine.decompress(packed[start : start + 64])
                if len(had) > self.left:
                    break
        except zlib.error:
            pass
        return bytes(had)


def as_text(content: bytes) -> str | None:
    """Return a text file's text, or None for bytes that are no text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "ignore")
    if b"\x00" in content:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def loose(content: bytes) -> Iterator[View]:
    """Yield a note among binary data, a comment or a name, both as bytes and as the text it holds."""
    yield Raw(content)
    text = as_text(content)
    yield Words(content.decode("utf-8", "ignore") if text is None else text)
