"""A briefing volume (简报): what one briefing compiles of meetings, registers and names, as its own day sees it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from reportgen.model.config import Series
from reportgen.model.directory import Party
from reportgen.model.ledger import Changes, DecisionLine, RegisterLine, Statistics
from reportgen.model.meeting import Briefing

SUMMARY_MINUTES = 2
"""Minutes to read the summary page, where the briefing does not say."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One meeting of a volume."""

    number: int
    """From 1, earliest first: how the indexes of the volume name it; furniture, never cited."""
    meeting: str
    """Id of its record."""
    anchors: frozenset[str]
    """Anchors of what the volume shows of it: items, decisions, actions, questions."""

    @property
    def at(self) -> str:
        """What stands before every anchor of the chapter, and is its own; no id that people write ends like it."""
        return f"{self.meeting}_"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A meeting that the briefing names and that the volume has no minutes of."""

    meeting: str
    why: Literal["planned", "cancelled", "later"]
    """`later`: it is dated after the volume."""


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A row of the decision register of a volume."""

    number: int
    """From 1."""
    line: DecisionLine
    chapter: int
    """Number of the meeting that decided."""
    anchor: str
    """Where it stands in the volume."""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """A row of the action register of a volume."""

    line: RegisterLine
    anchor: str | None
    """Where it stands in the volume; None: an earlier meeting opened it, or its chapter does not show it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the summary page."""

    number: int
    """Of the row in the register of decisions or of actions."""
    words: str
    """Plain; a long text is cut behind a sentence and ends with an ellipsis."""
    language: str
    line: RegisterLine | None = None
    """The action; None: a decision."""
    mark: str | None = None
    """Key of the printed word that a decision needs before it: its standing or outcome; None: it carried and holds."""


@dataclass(frozen=True, slots=True)
class Gist:
    """One list of the summary page: as much as there is time to read, most important first."""

    told: tuple[Told, ...]
    left_out: int
    """How many more there are in the register."""

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.told) + self.left_out


@dataclass(frozen=True, slots=True)
class Digest:
    """The summary page."""

    decided: Gist
    promised: Gist
    """Live and in time: who does what by when."""
    overdue: Gist


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A person or unit, with the rows and chapters of the volume it stands in."""

    party: Party
    attended: tuple[int, ...]
    """Numbers of meetings it was at; a unit: that somebody attended for."""
    decided: tuple[int, ...]
    """Numbers of decisions it moved, seconded, voted on or dissented from."""
    answers_for: tuple[int, ...]
    """Numbers of actions it leads, carries out, helps with or supervises."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document is cited."""

    chapter: int
    anchor: str
    """In the volume."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that meetings of the volume cite or had before them."""

    title: str
    is_titled: bool
    """Whether it stands between 《》 in the text; else it is a paper, by its title or the name of its file."""
    language: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Volume:
    """A briefing as its page shows it; records dated after it do not change it."""

    record: Briefing
    language: str
    organisation: str | None
    access: str
    """The most closed level of the briefing and of the meetings in it."""
    markings: tuple[str | None, ...]
    """Its own marking, else those of all it shows, each once; None among them: as the house marks."""
    source_hash: str
    series: tuple[Series, ...]
    """Those of its meetings, in the order of site.yaml."""
    first: dt.date
    """First day of the period: as selected, else that of the earliest meeting."""
    last: dt.date
    """Last day of the period: as selected, else that of the latest meeting."""
    since: Briefing | None
    """The briefing it follows; None: changes are counted from the first day on."""
    chapters: tuple[Chapter, ...]
    left_out: tuple[LeftOut, ...]
    decisions: tuple[DecisionRow, ...]
    actions: tuple[ActionRow, ...]
    changes: Changes
    statistics: Statistics
    digest: Digest
    index: tuple[IndexEntry, ...]
    """Units, then people, then names nobody knows, in the order of an index."""
    citations: tuple[Citation, ...]

    @property
    def sole_series(self) -> Series | None:
        """The one series all its meetings are of, or None."""
        return self.series[0] if len(self.series) == 1 else None

    @property
    def id(self) -> str:
        """The id of its record."""
        return self.record.id
