"""Measure: what a line of type is measured by: the advances of the faces, and the shape of a paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from reportgen.text.compose.characters import Kind, kind_of


class Advances(Protocol):
    """How wide text is in the faces a page is printed with."""

    def advance(self, text: str, role: str) -> float:
        """Return the advance of a text in ems of the body size, without kerning or ligatures.

        Args:
            text: One character with the marks on it. A space counts as it stands beside Latin words.
            role: fang (仿宋), kai (楷体), hei (黑体), strong (黑体, figures bold), song (宋体), mark (小标宋), latin,
                latin-bold or latin-italic.
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

    def room(self, *, first: bool) -> float:
        """Return how wide the text of a line may be; one em at least, whatever was asked for."""
        return max(1.0, self.cells - (self.first if first else self.rest))


class Ruler:
    """Advances, each looked up once; one ruler may serve any number of paragraphs."""

    def __init__(self, faces: Advances) -> None:
        self._faces = faces
        self._roles: dict[str, Widths] = {}

    @classmethod
    def over(cls, faces: Advances) -> Ruler:
        """Return a ruler for faces; where they are one already, the same."""
        return faces if isinstance(faces, Ruler) else cls(faces)

    def advance(self, text: str, role: str) -> float:
        """Return the advance of one character, in ems of its own size; never less than nothing."""
        return self.widths(role)[text]

    def widths(self, role: str) -> Widths:
        """Return the advances of characters in one role."""
        if role not in self._roles:
            self._roles[role] = Widths(self._faces, role)
        return self._roles[role]


class Widths(dict[str, float]):
    """The advances of characters in one role, by character."""

    def __init__(self, faces: Advances, role: str) -> None:
        super().__init__()
        self._faces, self._role = faces, role

    def __missing__(self, text: str) -> float:
        width = 0.0
        if kind_of(text) != Kind.HOLE:
            width = max(0.0, self._faces.advance(" " if text == "\u00a0" else text, self._role))
        # Of characters with marks there is no end.
        if len(text) == 1:
            self[text] = width
        return width
