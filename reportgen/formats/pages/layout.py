"""Layout: headings, lists and their entries, as lines of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.formats.pages.setting import Piece
from reportgen.text.commonmark import DEEPEST_HEADING, hung
from reportgen.text.escapes import escaped, guarded_heading

BREAK = "  \n"
"""Between lines that stay lines: everywhere else a line end is a space."""


def heading(level: int, words: str) -> str:
    """Return a heading of plain words; none is deeper than six levels."""
    return f"{'#' * min(level, DEEPEST_HEADING)} {guarded_heading(escaped(words))}"


def numbered(number: str, title: str) -> str:
    """Return a title behind its number, which stands apart unless it ends in a full-width mark."""
    gap = " " if number and number[-1] not in "、）》】〕．。：，" else ""
    return f"{number}{gap}{title}"


def stacked(pieces: Iterable[Piece]) -> str:
    """Return pieces below each other: those of one line on lines of one paragraph, others as blocks of their own."""
    blocks: list[str] = []
    was_line = False
    for piece in pieces:
        is_line = len(piece) == 1 and piece[0].is_words
        if is_line and was_line:
            blocks[-1] += BREAK + piece[0].text
        else:
            blocks += [one.text for one in piece]
        was_line = is_line
    return "\n\n".join(blocks)


def entry(pieces: Iterable[Piece], box: str = "") -> str:
    """Return an entry of a list; `box` stands before its words: `[ ] ` or `[x] `."""
    return hung("- ", box + stacked(pieces))


def listed(entries: Iterable[str]) -> Iterator[str]:
    """Yield a list of entries as one block; nothing where there is none."""
    if text := "\n".join(entries):
        yield text
