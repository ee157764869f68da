"""What rules look at: the content with what several of them need, worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.model.content import Content
from reportgen.model.diagnostic import Diagnostic, DiagnosticKind
from reportgen.model.directory import Directory
from reportgen.model.meeting import Record
from reportgen.model.shape import walk
from reportgen.model.source import Field
from reportgen.text import spelling


@dataclass(frozen=True, slots=True)
class Look:
    """The content with what several rules need, worked out once."""

    content: Content
    directory: Directory
    actions: frozenset[str]
    """record/id, as the next two."""
    decisions: frozenset[str]
    questions: frozenset[str]

    @classmethod
    def at(cls, content: Content) -> Look:
        """Return the view of a whole site."""
        meetings = content.minutes()
        return cls(
            content,
            Directory(content.people),
            frozenset(f"{one.id}/{part.id}" for one in meetings for part in one.all_actions()),
            frozenset(f"{one.id}/{part.id}" for one in meetings for part in one.all_decisions()),
            frozenset(f"{one.id}/{part.id}" for one in meetings for part in one.all_left_over()),
        )

    def lost(self, kind: DiagnosticKind, record: str, way: Field, value: str, known: Iterable[str]) -> Diagnostic:
        """Return the finding for a reference that leads nowhere, with what may be meant."""
        # Sorted, because of two that are as near the first one wins, and sets have no order.
        near = spelling.nearest(value, sorted(known))
        return kind.at(self.content.span(record, *way), value=value, guess=f" ({near}?)" if near else "")

    def is_gone(self, record: str) -> bool:
        """Whether a record is there but could not be read."""
        return record in self.content.unreadable


def own_texts(record: Record) -> Iterator[tuple[Field, str]]:
    """Yield every text of a record but those under free keys, which mean what their author likes."""
    return ((way, text) for way, text in walk(record) if not any(str(part).startswith("x-") for part in way))


def group_of(way: Field) -> str | int:
    """Return the key of the list a value's owner stands in."""
    return way[-3] if len(way) >= 3 else ""
