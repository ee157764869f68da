"""Texts: of the many texts of a record the few that several rules ask for, found in one walk."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.model.meeting import Record
from reportgen.model.shape import walk
from reportgen.model.source import Field
from reportgen.model.values import Name
from reportgen.text.closing import closing_mark_in


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts of a record with the ways to them, in the order of its fields."""

    levels: tuple[tuple[Field, str], ...]
    """Levels of access, of the record and of its parts."""
    names: tuple[tuple[Field, str], ...]
    """Whoever is named, each name where it stands first."""
    braced: tuple[tuple[Field, str], ...]
    """What holds a mark of a closed passage, or a brace that may be meant for one."""

    @classmethod
    def of(cls, record: Record) -> Texts:
        """Return the texts of a record that rules ask for."""
        levels: list[tuple[Field, str]] = []
        braced: list[tuple[Field, str]] = []
        names: dict[str, Field] = {}
        for way, text in walk(record):
            if isinstance(text, Name):
                names.setdefault(text, way)
            if way[-1] == "access":
                levels.append((way, text))
            if "{" in text or "｛" in text or "}" in text or "｝" in text:
                braced.append((way, text))
        return cls(tuple(levels), tuple((way, name) for name, way in names.items()), tuple(braced))

    @property
    def has_marks(self) -> bool:
        """Whether something in the record may be closed by a passage."""
        return any(closing_mark_in(text) for _, text in self.braced)
