"""What stands in one cell: exactly for a program, or in the words of the office for people."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping

from reportgen.model.export import Export
from reportgen.model.values import Markdown
from reportgen.text import markup, tokens

Cell = str | int | dt.date | tuple[str, ...] | None
"""A value of a row; None: the notes do not say."""

FALLBACK = {
    "incomplete_one": "Incomplete: 1 file unreadable",
    "incomplete_many": "Incomplete: {count} files unreadable",
    "semicolon": "; ",
}
"""For an office whose theme has no such words."""


def exact(cell: Cell) -> str:
    """Return a value as a program reads it: ISO dates, texts as typed, several joined by `; `."""
    if cell is None:
        return ""
    return "; ".join(cell) if isinstance(cell, tuple) else str(cell)


def shown(cell: Cell, words: Mapping[str, str]) -> str | int | dt.date | None:
    """Return a value as people read it: every text in one line, without the marks of Markdown."""
    if isinstance(cell, str):
        return one_line(cell)
    if isinstance(cell, tuple):
        return (words.get("semicolon") or FALLBACK["semicolon"]).join(map(one_line, cell)) or None
    return cell


def one_line(text: str) -> str:
    """Return a text in one line, with nothing in it that cannot be printed."""
    plain = _plain(text) if isinstance(text, Markdown) else tokens.sound(text)
    # A byte order mark would hide from a reader what a cell begins with.
    return " ".join(plain.replace("\ufeff", " ").split())


@functools.lru_cache(maxsize=1 << 15)
def _plain(text: str) -> str:
    """Return the words of a Markdown text; kept, since the same task stands in several files."""
    return markup.to_plain(text)


def word_for(name: str, code: str, words: Mapping[str, str]) -> str:
    """Return the word of the office for a code, such as `in-progress`; the code itself where there is none."""
    return words.get(f"{name}_{code.replace('-', '_')}", code)


def banner(export: Export, words: Mapping[str, str]) -> str | None:
    """Return what an incomplete file says of itself; None: it is whole."""
    if not export.unreadable:
        return None
    name = "incomplete_one" if export.unreadable == 1 else "incomplete_many"
    return (words.get(name) or FALLBACK[name]).replace("{count}", str(export.unreadable))
