"""Fonts of a PDF: which characters the codes of a page stand for."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reportgen.formats.unpacking.objects import Objects, from_hex
from reportgen.formats.unpacking.views import UnsearchableError

MOST_CODES = 1_000_000
"""Entries of all tables of one file; a range of four bytes would be four thousand million."""
MOST_OF_ONE_NAME = 32
"""Fonts that pages of one file may call by one name."""

_TO_UNICODE = re.compile(rb"/ToUnicode\s+(\d{1,10})\s+\d+\s+R")
_ENCODING = re.compile(rb"/Encoding\s*/([\w-]+)")
_COMPOSITE = re.compile(rb"/Subtype\s*/Type0\b")
_FONT = re.compile(rb"/Type\s*/Font\b(?!\w)|/Subtype\s*/(?:Type0|Type1|TrueType|Type3|MMType1)\b")
_LISTED = re.compile(rb"/Font\b\s*(?:(\d{1,10})\s+\d+\s+R|<<([^<>]*+))")
_CALLED = re.compile(rb"/([^\s/\[\]()<>{}%]+)\s+(\d{1,10})\s+\d+\s+R")
_TABLE = re.compile(rb"begin(bfchar|bfrange|codespacerange)\b(.*?)(?=\bend|\bbegin|\Z)", re.DOTALL)
_WORD = re.compile(rb"<([0-9A-Fa-f\s]*+)>|([\[\]])")

_COMMON = (
    (rb"Uni\w+-(?:UTF16|UCS2)-", "utf-16-be"),
    (rb"Uni\w+-UTF8-", "utf-8"),
    (rb"GB", "gb18030"),
    (rb"B5|ETen", "big5"),
    (rb"90ms", "cp932"),
    (rb"KSC", "cp949"),
)

Meaning = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Font:
    """What the codes of a font stand for."""

    meaning: Meaning = field(default_factory=dict)
    width: int = 1
    """Bytes of one code."""
    encoding: str = ""
    """Name for Python where codes are characters in a common encoding; empty: see `meaning`."""

    def decode(self, codes: bytes) -> str:
        """Return the characters that codes stand for."""
        if self.encoding:
            return codes.decode(self.encoding, "ignore")
        if self.width == 1:
            return "".join([self.meaning.get(code, "") for code in codes])
        count = len(codes) // 2
        return "".join([self.meaning.get(code, "") for code in struct.unpack(f">{count}H", codes[: 2 * count])])


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of a file."""

    by_name: Mapping[bytes, tuple[Font, ...]]
    """By the name pages call them; two pages may mean different fonts by one name."""
    characters: frozenset[str]
    """All that tables of characters name."""


def read_fonts(objects: Objects, tables: Mapping[int, list[bytes]]) -> Fonts:
    """Return the fonts of a file.

    Args:
        objects: all of them, and the dictionaries of streams.
        tables: what `tables_of` names, unpacked, by the number of the object.

    Raises:
        UnsearchableError: the tables are without bounds, or a font has none.

    """
    left = [MOST_CODES]
    meanings = {number: [_meaning(table, left) for table in found] for number, found in tables.items()}
    fonts: dict[int, list[Font]] = {}
    for number, body in objects:
        if _FONT.search(body):
            fonts.setdefault(number, []).extend(_fonts(body, meanings))
    names: dict[bytes, list[Font]] = {}
    for name, number in _calls(objects):
        known = names.setdefault(name, [])
        known += [font for font in fonts.get(number, []) if font not in known]
        if len(known) > MOST_OF_ONE_NAME:
            raise UnsearchableError("calls too many fonts by one name")
    shown = (text for found in meanings.values() for meaning, _ in found for text in meaning.values())
    return Fonts({name: tuple(known) for name, known in names.items() if known}, frozenset("".join(shown)))


def tables_of(objects: Objects) -> set[int]:
    """Return the numbers of the streams that say what codes stand for."""
    return {int(number) for _, body in objects for number in _TO_UNICODE.findall(body)}


def _fonts(body: bytes, meanings: Mapping[int, list[tuple[Meaning, int]]]) -> list[Font]:
    told = _TO_UNICODE.search(body)
    found = meanings.get(int(told[1]), []) if told else []
    if found:
        return [Font(meaning, width) for meaning, width in found]
    named = _ENCODING.search(body)
    if not _COMPOSITE.search(body):
        return [Font(encoding="mac-roman" if named and named[1] == b"MacRomanEncoding" else "cp1252")]
    encoding = _common(named[1] if named else b"")
    if encoding is None:
        raise UnsearchableError("has a font that does not say what its codes stand for")
    return [Font(encoding=encoding, width=2)]


def _common(name: bytes) -> str | None:
    """Return Python's name for an encoding of Chinese, Japanese or Korean that needs no table."""
    return next((encoding for begins, encoding in _COMMON if re.match(begins, name)), None)


def _calls(objects: Objects) -> Iterable[tuple[bytes, int]]:
    """Yield what pages call their fonts, with the numbers of the fonts; a list of names may be an object of its own."""
    lists = {int(number) for _, body in objects for number, _ in _LISTED.findall(body) if number}
    for number, body in objects:
        listed = [inline for _, inline in _LISTED.findall(body)] + ([body] if number in lists else [])
        for names in listed:
            yield from ((name, int(font)) for name, font in _CALLED.findall(names))


def _meaning(table: bytes, left: list[int]) -> tuple[Meaning, int]:
    """Return what codes stand for, and how many bytes a code has."""
    meaning: dict[int, str] = {}
    width = 0
    for kind, text in _TABLE.findall(table):
        words = [bracket or from_hex(digits) for digits, bracket in _WORD.findall(text)]
        left[0] -= len(words)
        if kind == b"codespacerange":
            width = max((width, *map(len, words)))
        elif kind == b"bfchar":
            meaning |= {_code(code): _characters(shown) for code, shown in zip(words[::2], words[1::2], strict=False)}
        else:
            _add_ranges(words, meaning, left)
        if left[0] < 0:
            raise UnsearchableError("has tables of characters without bounds")
    return meaning, 1 if width == 1 else 2


def _add_ranges(words: list[bytes], meaning: dict[int, str], left: list[int]) -> None:
    at = 0
    while at + 2 < len(words):
        first, last, shown = _code(words[at]), _code(words[at + 1]), words[at + 2]
        left[0] -= max(0, last - first)
        if left[0] < 0:
            return
        if shown == b"[":
            end = _closing(words, at)
            meaning |= {first + place: _characters(one) for place, one in enumerate(words[at + 3 : end])}
            at = end + 1
            continue
        start = _characters(shown)
        if start:
            meaning |= {
                first + place: start[:-1] + chr(min(ord(start[-1]) + place, 0x10FFFF))
                for place in range(last - first + 1)
            }
        at += 3


def _closing(words: list[bytes], at: int) -> int:
    try:
        return words.index(b"]", at)
    except ValueError:
        return len(words)


def _code(digits: bytes) -> int:
    return int.from_bytes(digits[:4], "big")


def _characters(utf16: bytes) -> str:
    return utf16.decode("utf-16-be", "ignore")
