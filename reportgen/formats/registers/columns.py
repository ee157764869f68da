"""The columns of the registers of actions and of decisions, the same in every kind of table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from reportgen.formats.registers.cells import Cell, shown, word_for
from reportgen.model.action import Milestone
from reportgen.model.directory import Party
from reportgen.model.export import Export
from reportgen.model.ledger import DecisionLine, RegisterLine

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: where its value comes from and for whom it is."""

    key: str
    """Its heading in the exact file: English, the same for ever."""
    value: Callable[[Row, Export], Cell]
    width: int = 12
    """In characters of a spreadsheet."""
    coded: str | None = None
    """What the words of its codes begin with in theme.yaml; None: it holds no codes."""
    readers: str = "both"
    """`people`, `programs` or `both`."""

    def heading(self, words: Mapping[str, str]) -> str:
        """Return its heading in the language of some words."""
        return words.get(f"register_col_{self.key.replace('-', '_')}", self.key)

    def shown(self, row: Row, export: Export, words: Mapping[str, str]) -> Cell:
        """Return what people read in it: one line of text, a number, a date, or None."""
        cell = self.value(row, export)
        if self.coded and isinstance(cell, str):
            return word_for(self.coded, cell, words)
        return shown(cell, words)


def for_people(columns: Iterable[Column[Row]]) -> tuple[Column[Row], ...]:
    """Return the columns of a table that people open."""
    return tuple(one for one in columns if one.readers != "programs")


def for_programs(columns: Iterable[Column[Row]]) -> tuple[Column[Row], ...]:
    """Return the columns of the exact table."""
    return tuple(one for one in columns if one.readers != "people")


def table(
    columns: tuple[Column[Row], ...], rows: Iterable[Row], export: Export, words: Mapping[str, str]
) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of a table that people open."""
    return (tuple(one.shown(row, export, words) for one in columns) for row in rows)


def _name(party: Party | None) -> str | None:
    return party.name if party else None


def _identity(party: Party | None) -> str | None:
    return party.id if party else None


def _names(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(one.name for one in parties)


def _ids(parties: Iterable[Party]) -> tuple[str, ...]:
    """Return the ids in the order of the names, an empty one for a stranger; nothing where all are strangers."""
    ids = tuple(one.id or "" for one in parties)
    return ids if any(ids) else ()


def _milestone(milestone: Milestone) -> str:
    return f"{milestone.due} {milestone.text}" if milestone.due else milestone.text


ACTIONS: tuple[Column[RegisterLine], ...] = (
    Column("number", lambda line, _: line.number, 6, readers="people"),
    Column("reference", lambda line, _: line.reference, 24),
    Column("label", lambda line, _: line.entry.action.label, readers="programs"),
    Column("task", lambda line, _: line.entry.action.task, 48),
    Column("state", lambda line, _: line.status.state, 10, coded="state"),
    Column("signal", lambda line, _: line.signal, 10, coded="signal"),
    Column("lead", lambda line, _: _name(line.lead), 16),
    Column("lead-id", lambda line, _: _identity(line.lead), readers="programs"),
    Column("support", lambda line, _: _names(line.support), 20),
    Column("support-ids", lambda line, _: _ids(line.support), readers="programs"),
    Column("owner", lambda line, _: _names(line.owner), 16),
    Column("owner-ids", lambda line, _: _ids(line.owner), readers="programs"),
    Column("supervisor", lambda line, _: _name(line.supervisor), 14),
    Column("supervisor-id", lambda line, _: _identity(line.supervisor), readers="programs"),
    Column("units", lambda line, _: _names(line.units), 20),
    Column("unit-ids", lambda line, _: _ids(line.units), readers="programs"),
    Column("opened", lambda line, _: line.entry.opened),
    Column("due", lambda line, _: line.status.due),
    Column("due-words", lambda line, _: line.status.due_words, 16),
    Column("first-due", lambda line, _: line.entry.action.due),
    Column("slips", lambda line, _: line.status.slips, 8),
    Column("slipped-days", lambda line, _: line.status.slipped_days, 8),
    Column("days-overdue", lambda line, _: line.days_overdue, 8),
    Column("changed", lambda line, _: line.status.changed),
    Column("note", lambda line, _: line.status.note, 40),
    Column("ended", lambda line, _: line.status.ended),
    Column("verified-by", lambda line, _: line.status.verified_by, 14),
    Column("evidence", lambda line, _: line.status.evidence, 24),
    Column("evidence-links", lambda line, _: tuple(one.url for one in line.status.links), 24),
    Column("no-evidence", lambda line, _: line.status.no_evidence, 20),
    Column("reopened", lambda line, _: line.status.reopened, 8),
    Column("milestones", lambda line, _: tuple(map(_milestone, line.entry.action.milestones)), 28),
    Column("reached", lambda line, _: line.status.reached, 20),
    Column("record", lambda line, _: line.entry.record, readers="programs"),
    Column("record-title", lambda line, _: line.entry.title, 32),
    Column("item", lambda line, _: line.entry.item, 24),
    Column("series", lambda line, _: line.entry.series, 14),
    Column("language", lambda line, _: line.entry.language, readers="programs"),
    Column(
        "carries-out",
        lambda line, _: tuple(f"{line.entry.record}/{one}" for one in line.entry.action.carries_out),
        24,
    ),
    Column("continues", lambda line, _: line.entry.action.continues, 24),
    Column("continued-by", lambda line, _: line.continued_by, 24),
    Column("merged-into", lambda line, _: line.status.merged_into, 24),
    Column("opening-note", lambda line, _: line.entry.action.note, 40),
    Column("papers", lambda line, _: line.entry.action.papers, 24),
    Column("links", lambda line, _: tuple(one.url for one in line.entry.action.links), 24),
    Column("tags", lambda line, _: line.entry.action.tags, 16),
    Column("address", lambda line, export: export.address(line), 40),
)

DECISIONS: tuple[Column[DecisionLine], ...] = (
    Column("reference", lambda line, _: line.reference, 24),
    Column("date", lambda line, _: line.date),
    Column("decision", lambda line, _: line.decision.text, 60),
    Column("standing", lambda line, _: line.standing, coded="standing"),
    Column("outcome", lambda line, _: line.decision.outcome, coded="outcome"),
    Column("moved", lambda line, _: line.decision.moved, 14),
    Column("seconded", lambda line, _: line.decision.seconded, 14),
    Column("supersedes", lambda line, _: line.decision.supersedes, 24),
    Column("rescinds", lambda line, _: line.decision.rescinds, 24),
    Column("superseded-by", lambda line, _: line.superseded_by, 24),
    Column("rescinded-by", lambda line, _: line.rescinded_by, 24),
    Column("actions", lambda line, _: line.actions, 24),
    Column("record-title", lambda line, _: line.title, 32),
    Column("item", lambda line, _: line.item, 24),
    Column("series", lambda line, _: line.series, 14),
    Column("tags", lambda line, _: line.decision.tags, 16),
)
