"""Columns: how wide words are where every letter has one width, as in a terminal or a plain letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_CLOSING = "，。、；：？！”’）》】」』〉…,.;:?!)]}"
"""Never first on a line."""
_PIECE = re.compile(r"[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+|\s+|.", re.DOTALL)
"""A word that is not cut, blanks, or one Chinese character: a line may end after each."""


def width(text: str) -> int:
    """Return the columns a text takes: two for a Chinese character, none for an accent set on the letter before."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def padded(text: str, columns: int) -> str:
    """Return a text with blanks behind it, at least so many columns wide."""
    return text + " " * (columns - width(text))


def cut(text: str, columns: int) -> str:
    """Return a text that takes at most so many columns, with an ellipsis where its end is missing."""
    if width(text) <= columns:
        return text
    room, kept = columns - 1, ""
    for character in text:
        room -= _width(character)
        if room < 0:
            break
        kept += character
    return f"{kept.rstrip()}…"


def wrapped(text: str, columns: int) -> Iterator[str]:
    """Yield the lines of a text that is one line; a word wider than a line stands on a line of its own."""
    line = ""
    for piece in _PIECE.findall(text):
        if width(line + piece) <= columns or (piece[0] in _CLOSING and line) or not line:
            line += piece if line or not piece.isspace() else ""
        else:
            yield line.rstrip()
            line = piece.lstrip()
    if line:
        yield line.rstrip()
