"""What rules look at: the content with what several of them need, worked out once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from reportgen.model.action import Action, Decision, LeftOver
from reportgen.model.content import Content
from reportgen.model.diagnostic import Diagnostic, DiagnosticKind, Severity
from reportgen.model.directory import Directory
from reportgen.model.meeting import AgendaItem, Minutes
from reportgen.model.register import ActionStatus, Event, RegisterEntry, Step, fold, register_of
from reportgen.model.shape import key_of, rewritten
from reportgen.model.source import Field, Span
from reportgen.rules.texts import Texts
from reportgen.text import spelling
from reportgen.text.closing import opened


@dataclass(frozen=True, slots=True)
class Case:
    """An action of a meeting that was held, as it is judged on a day."""

    entry: RegisterEntry
    way: Field
    """The way to it in its record."""
    steps: tuple[Step, ...]
    """What had happened by that day, as told by then."""
    status: ActionStatus
    """What that made of it."""

    @property
    def reference(self) -> str:
        """record/id."""
        return self.entry.reference

    @property
    def task(self) -> str:
        """The task in one line."""
        return " ".join(self.entry.action.task.split())

    @property
    def news(self) -> dt.date:
        """The last day on which something of it was told; the day it was opened where nothing was."""
        return max((step.event.known for step in self.steps), default=self.entry.opened)


@dataclass(slots=True)
class Guesses:
    """“Did you mean”, as often as somebody reads it: each guess looks at every name there is."""

    left: int = 100

    def of(self, value: str, known: Iterable[str]) -> str:
        """Return what may be meant, as hints end with it; empty: nothing is near, or enough was guessed."""
        if self.left == 0:
            return ""
        self.left -= 1
        # Sorted, because of two that are as near the first one wins, and sets have no order.
        near = spelling.nearest(value, sorted(_in_reach(value, known)))
        return f" ({near}?)" if near else ""


def _in_reach(value: str, known: Iterable[str]) -> Iterable[str]:
    """Return what a value is compared with: for record/id the parts of that record, or of the one that may be meant."""
    record, slash, _ = value.partition("/")
    parts = [one for one in known if "/" in one] if slash else []
    if not parts:
        return known
    records = sorted({one.partition("/")[0] for one in parts})
    home = record if record in records else spelling.nearest(record, records)
    return [one for one in parts if one.startswith(f"{home}/")]


@dataclass(frozen=True, slots=True)
class Look:
    """The content with what several rules need, worked out once."""

    content: Content
    """With its closed passages opened: words are judged whoever may read them."""
    typed: Content
    """As it was typed, with the marks of closed passages."""
    as_of: dt.date
    """The day to judge by what is overdue, and who is in office."""
    directory: Directory
    meetings: tuple[Minutes, ...]
    """Earliest first."""
    register: tuple[RegisterEntry, ...]
    cases: tuple[Case, ...]
    """The actions opened by then, in the order of the register."""
    actions: frozenset[str]
    """record/id, as the next two."""
    decisions: frozenset[str]
    questions: frozenset[str]
    guesses: Guesses
    texts: Mapping[str, Texts]
    """What rules ask for of the texts of each record, by its id; its passages opened."""
    braced: Mapping[str, tuple[tuple[Field, str], ...]]
    """The texts of each record in which a passage may be closed, by its id; as typed."""

    @classmethod
    def at(cls, content: Content, as_of: dt.date) -> Look:
        """Return the view of a whole site from a day."""
        typed, texts = content, {one.id: Texts.of(one) for one in content.records}
        braced = {name: one.braced for name, one in texts.items()}
        marked = {name for name, one in texts.items() if one.has_marks}
        records = tuple(rewritten(one, opened) if one.id in marked else one for one in content.records)
        content = replace(content, records=records)
        texts |= {one.id: Texts.of(one) for one in records if one.id in marked}
        meetings = content.minutes()
        register = register_of(content)
        return cls(
            content,
            typed,
            as_of,
            Directory(content.people),
            meetings,
            register,
            tuple(_cases(meetings, register, as_of)),
            frozenset(f"{one.id}/{part.id}" for one in meetings for part in one.all_actions()),
            frozenset(f"{one.id}/{part.id}" for one in meetings for part in one.all_decisions()),
            frozenset(f"{one.id}/{part.id}" for one in meetings for part in one.all_left_over()),
            Guesses(),
            texts,
            braced,
        )

    def lost(self, kind: DiagnosticKind, record: str, way: Field, value: str, known: Iterable[str]) -> Diagnostic:
        """Return the finding for a name or reference that leads nowhere, with what may be meant."""
        return kind.at(self.content.span(record, *way), value=value, guess=self.guesses.of(value, known))

    def tells(self, kind: DiagnosticKind) -> bool:
        """Whether anybody hears of such a finding; where one stands need not be found out if `site.yaml` ignores it."""
        return self.content.site.rules.get(kind.code) is not Severity.IGNORE

    def is_gone(self, record: str) -> bool:
        """Whether a record is there but could not be read, or was sealed and is not there any more."""
        return record in self.content.unreadable or record in self.content.missing

    @property
    def is_whole(self) -> bool:
        """Whether every record could be read; if not, the news that is missing may stand in the others."""
        return not self.content.unreadable

    def span_of(self, case: Case, *way: str | int) -> Span | None:
        """Return where an action stands in the minutes that opened it, or something of it."""
        return self.content.span(case.entry.record, *case.way, *way)

    def span_of_event(self, event: Event, *way: str | int) -> Span | None:
        """Return where an update stands in the record that tells of it, or something of it."""
        return self.content.span(event.record, "updates", event.position, *way)


def _cases(meetings: Iterable[Minutes], register: Iterable[RegisterEntry], day: dt.date) -> Iterator[Case]:
    ways: dict[str, Field] = {}
    # A meeting that was not held opens nothing; that it says so is told by a rule of its own.
    for record in (one for one in meetings if one.status == "held"):
        for way, action in actions_of(record):
            ways.setdefault(f"{record.id}/{action.id}", way)
    for entry in register:
        if entry.opened <= day and entry.reference in ways:
            steps = entry.history(day)
            status = steps[-1].after if steps else fold(entry.action, (), opened=entry.opened)
            yield Case(entry, ways[entry.reference], steps, status)


def items_of(record: Minutes) -> Iterator[tuple[Field, AgendaItem]]:
    """Yield every agenda item of a meeting, and every item below one, with the way to it, in reading order."""
    waiting: list[tuple[Field, AgendaItem]] = [(("agenda", place), item) for place, item in enumerate(record.agenda)]
    waiting.reverse()
    while waiting:
        way, item = waiting.pop()
        yield way, item
        below = [((*way, "items", place), one) for place, one in enumerate(item.items)]
        waiting.extend(reversed(below))


def actions_of(record: Minutes) -> Iterator[tuple[Field, Action]]:
    """Yield every action a meeting opened with the way to it."""
    return _parts_of(record, "actions")


def decisions_of(record: Minutes) -> Iterator[tuple[Field, Decision]]:
    """Yield every decision of a meeting with the way to it."""
    return _parts_of(record, "decisions")


def left_over_of(record: Minutes) -> Iterator[tuple[Field, LeftOver]]:
    """Yield every question a meeting left open with the way to it."""
    return _parts_of(record, "left_over")


def _parts_of(record: Minutes, name: str) -> Iterator[tuple[Field, Any]]:
    wholes: list[tuple[Field, AgendaItem | Minutes]] = [*items_of(record), ((), record)]
    for way, whole in wholes:
        yield from (((*way, key_of(name), place), one) for place, one in enumerate(getattr(whole, name)))
