"""Measure: what a line of type is measured by: the advances of the faces, and the shape of a paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Advances(Protocol):
    """How wide text is in the faces a page is printed with."""

    def advance(self, text: str, role: str) -> float:
        """Return the advance of a text in ems of the body size, without kerning or ligatures.

        Args:
            text: One character with the marks on it. A space counts as it stands beside Latin words.
            role: fang (仿宋), kai (楷体), hei (黑体), song (宋体), mark (小标宋).
        """
        ...


@dataclass(frozen=True, slots=True)
class Measure:
    """The shape of a paragraph, in ems: one em is one Chinese character."""

    cells: float = 28
    """Width of the column.

    Source: GB/T 9704-2012, 版心 (28 characters a line).
    """
    first: float = 2
    """Indent of the first line."""
    rest: float = 0
    """Indent of the other lines; more than the first where the paragraph hangs."""
    tail: float = 0
    """Room kept at the right end of every line."""

    def room(self, *, first: bool) -> float:
        """Return how wide the text of a line may be; one em at least, whatever was asked for."""
        return max(1.0, self.cells - self.tail - (self.first if first else self.rest))


class Ruler:
    """Advances, each looked up once."""

    def __init__(self, faces: Advances) -> None:
        self._faces = faces
        self._known: dict[tuple[str, str], float] = {}

    def __call__(self, text: str, role: str) -> float:
        """Return the advance of one character, in ems of its own size; never less than nothing."""
        known = self._known.get((text, role))
        if known is None:
            known = self._known[text, role] = max(0.0, self._faces.advance(text, role))
        return known
