"""Row: one line of a foreign text, and what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "item", "words", "long", "table", "code", "markup", "comment", "rule", "front", "blank"]
"""`markup` is a block of HTML; `front` is front matter; `long` is words in which nothing is looked for."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the source."""

    line: int
    """1-based."""
    kind: Kind
    text: str
    """The words after the marker, outer white space taken off."""
    indent: int = 0
    """Columns before the marker or the words; a tab goes to the next multiple of four, an ideographic space is two."""
    marker: str = ""
    """What stands before the words: `- `, `1. `, `（一）`, `议题1：`, `## `; verbatim."""
    level: int = 0
    """Of a heading, 1 to 6."""
    ticked: bool | None = None
    """Of a task item: whether its box is ticked; None: it has no box."""
    cut: str = ""
    """Its words up to a decision that stands behind them on the line; "": all of them are meant."""
    is_hint: bool = False
    """Whether it stands in a box beside the text (`<div class="callout">`), where forms explain themselves."""

    @property
    def is_words(self) -> bool:
        """Whether people are meant to read it: an item or words."""
        return self.kind in {"item", "words"}
