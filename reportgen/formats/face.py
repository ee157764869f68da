"""Font files: which characters a face holds and how wide each is set, so that lines can be composed before printing.

Widths are in ems, of characters one by one: no kerning, no ligatures. Han text has neither.
"""

from __future__ import annotations

import functools
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

from fontTools.ttLib import TTFont

FontFile = tuple[Path | bytes, int]
"""A file, or what it holds, and the number of the face in it from 0 (only a collection holds more than one)."""


class NotAFontError(ValueError):
    """The bytes are no font, or one that is damaged."""


class Face:
    """The characters of one face of a font."""

    __slots__ = ("_advances",)

    def __init__(self, advances: Mapping[int, float]) -> None:
        self._advances = advances

    def has(self, character: str) -> bool:
        """Whether the face can draw a character."""
        return ord(character) in self._advances

    def advance(self, character: str) -> float | None:
        """Return how wide a character is set, in ems; None: the face does not hold it."""
        return self._advances.get(ord(character))

    def characters(self) -> frozenset[str]:
        """Return all characters it holds."""
        return frozenset(map(chr, self._advances))


def open_face(source: Path | bytes, index: int = 0) -> Face:
    """Return a face; a second call for the same file does not read it again, unless it was changed meanwhile.

    Raises:
        NotAFontError: the file is no font, or has no face of that number.
        OSError: it cannot be read.
    """
    if isinstance(source, bytes):
        return _read(source, index, None)
    there = source.stat()
    return _read(source, index, (there.st_size, there.st_mtime_ns))


@functools.lru_cache(maxsize=32)
def _read(source: Path | bytes, index: int, _mark: tuple[int, int] | None) -> Face:
    file = io.BytesIO(source) if isinstance(source, bytes) else source
    try:
        with TTFont(file, fontNumber=index, lazy=True) as font:
            return Face(_advances(font))
    except OSError:
        raise
    # fontTools reports damage by whatever broke first: struct.error, KeyError, AssertionError, its own errors…
    except Exception as failure:
        raise NotAFontError(f"no font: {type(failure).__name__}") from failure


def _advances(font: TTFont) -> dict[int, float]:
    # Glyphs go by their numbers: the names of a face of 65,000 glyphs take longer to read than all the rest.
    font.setGlyphOrder(range(font["maxp"].numGlyphs))
    glyphs, widths, units = font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm
    return {code: widths[glyph][0] / units for code, glyph in glyphs.items()}


OWN_LATIN = frozenset({"mark", "latin-bold", "latin-italic"})
"""Roles whose figures and Latin letters are of their own face: those of the text would look thin in a bold title."""
STRONG = "strong"
"""The role of strong words: 黑体, with figures and Latin letters in bold."""


class RoleAdvances:
    """How wide text is set in each role of a page: ASCII by a Latin face, all else by the role's own; titles wholly.

    A character the first face of a role lacks is taken from the next that has it, at last from a Latin one or the one
    of pictographs, as the printer does. One that is in none counts as a whole em where it is East Asian, else as half.
    """

    def __init__(self, faces: Mapping[str, Sequence[FontFile]], *, latin: str = "latin") -> None:
        """Take the font files of each role, best first; they are opened when they are first needed."""
        last = (*faces.get(latin, ()), *faces.get("symbols", ()))
        self._roles = {role: _RoleWidths((*files, *last)) for role, files in faces.items() if role != latin}
        self._unknown = _RoleWidths(last)
        self._latin = self._roles[latin] = _RoleWidths(last, is_han=False)
        for role in {"latin-bold", "latin-italic"} & set(faces):
            self._roles[role] = _RoleWidths((*faces[role], *last), is_han=False)
        self._roles[STRONG] = self._roles.get("hei", self._unknown)
        self._bold = self._roles.get("latin-bold", self._latin)

    def advance(self, text: str, role: str) -> float:
        """Return how wide a text is, in ems."""
        own = self._roles.get(role, self._unknown)
        latin = own if role in OWN_LATIN else self._bold if role == STRONG else self._latin
        width = sum(latin[one] if "!" <= one <= "~" else own[one] for one in text if one != " ")
        for spaces in re.finditer(" +", text) if " " in text else ():
            before, after = text[spaces.start() - 1 : spaces.start()], text[spaces.end() : spaces.end() + 1]
            width += len(spaces.group()) * (own if _is_own_space(before, after) else latin)[" "]
        return width


def _is_own_space(before: str, after: str) -> bool:
    """Whether a space is of the face of the role: after Han, unless a figure or a sign of the Latin face follows.

    So Pango does it: where a script ends the space stays with it, within a script it goes to the face named first.
    """
    return bool(before) and not before.isascii() and (not after.isascii() or not after or after.isalpha())


def _width(source: Path | bytes, index: int, character: str) -> float | None:
    try:
        return open_face(source, index).advance(character)
    # The printer knows older kinds of fonts too; a line measured by the next face is better than no line.
    except (NotAFontError, OSError):
        return None


class _RoleWidths(dict[str, float]):
    """The width of each character in a role, kept once it was looked up."""

    def __init__(self, files: Sequence[FontFile], *, is_han: bool = True) -> None:
        super().__init__()
        self._files = files
        self._wide = "WFA" if is_han else "WF"
        self._is_han = is_han

    def __missing__(self, character: str) -> float:
        self[character] = width = self._find(character)
        return width

    def _find(self, character: str) -> float:
        # By its table Noto's dash is narrower; between Han characters it draws another, which fills its cell.
        if character == "—" and self._is_han:
            return 1.0
        for source, index in self._files:
            if (width := _width(source, index, character)) is not None:
                return width
        # What chooses the form of the character before it is not seen.
        if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
            return 0.0
        return 1.0 if unicodedata.east_asian_width(character) in self._wide else 0.5
