"""The register as one day sees it: its rows, the sheets of who owes what, what changed, how much is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from reportgen.model.action import Decision
from reportgen.model.directory import KINDS, Party
from reportgen.model.register import ActionStatus, RegisterEntry, Signal

MONTHS = 12
"""Months that the columns of closed actions go back."""
AGES = (30, 90, 180)
"""Days that part the live actions by age; what is older stands in the last group."""


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A row of the register: an action as it stands on a day, with everybody who answers for it."""

    number: int
    """序号, from 1 in the order of opening: furniture, never cited."""
    entry: RegisterEntry
    day: dt.date
    """The day it is seen on."""
    status: ActionStatus
    signal: Signal | None
    lead: Party | None
    support: tuple[Party, ...]
    owner: tuple[Party, ...]
    supervisor: Party | None
    units: tuple[Party, ...]
    """The units that lead it or help, and those its owners serve in on that day; each once."""
    continued_by: tuple[str, ...] = ()
    """References of the actions that take it further."""

    @property
    def reference(self) -> str:
        """record/id."""
        return self.entry.reference

    @property
    def year(self) -> int | None:
        """The year in which it ended; None: it is live."""
        return self.status.ended.year if self.status.ended else None

    @property
    def days_overdue(self) -> int | None:
        """Days since its due date; None: it is not overdue."""
        return (self.day - self.status.due).days if self.signal == "overdue" and self.status.due else None

    @property
    def everybody(self) -> tuple[Party, ...]:
        """Whoever answers for it in any way; some may stand twice."""
        named = (self.lead, *self.owner, *self.support, self.supervisor, *self.units)
        return tuple(one for one in named if one)

    @property
    def is_unassigned(self) -> bool:
        """Whether the notes name nobody who does it."""
        return self.lead is None and not self.owner


def party_key(party: Party) -> tuple[str, str]:
    """Return what tells a person or unit from all others: the id where there is one, else the name."""
    return ("", party.name) if party.id is None else (party.kind, party.id)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one unit or person answers for: the live rows first by due date, then those that ended."""

    party: Party
    language: str
    """The one most of its rows speak."""
    led: tuple[RegisterLine, ...]
    """It leads them (牵头)."""
    owed: tuple[RegisterLine, ...]
    """A person: carries them out (责任人). A unit: its people do, and it neither leads nor helps."""
    supported: tuple[RegisterLine, ...]
    """It helps (配合)."""
    supervised: tuple[RegisterLine, ...]
    """A person: answers for them above the lead (分管)."""

    def lines(self) -> tuple[RegisterLine, ...]:
        """Return every row once, in the order of the parts."""
        rows = {one.reference: one for one in (*self.led, *self.owed, *self.supported, *self.supervised)}
        return tuple(rows.values())

    @property
    def live(self) -> int:
        """How many rows are live."""
        return sum(one.status.is_live for one in self.lines())

    @property
    def duties(self) -> tuple[RegisterLine, ...]:
        """The live rows it is to carry out or to help with; what it only supervises is none of them."""
        return tuple(one for one in (*self.led, *self.owed, *self.supported) if one.status.is_live)


@dataclass(frozen=True, slots=True)
class Changed:
    """One row in a list of changes."""

    line: RegisterLine
    before: ActionStatus | None
    """None: it was not open yet."""
    days: int | None = None
    """By how many days it slipped or is overdue."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened to a register between two days: after the first one, up to the last."""

    since: dt.date
    until: dt.date
    new: tuple[Changed, ...]
    closed: tuple[Changed, ...]
    cancelled: tuple[Changed, ...]
    reopened: tuple[Changed, ...]
    slipped: tuple[Changed, ...]
    """Whose due date was put off, also if they have ended since; a new one counts from its first due date."""
    overdue: tuple[Changed, ...]
    """All that are overdue on the last day, longest first."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many actions stand where."""

    party: Party | None
    """None: all of them."""
    open: int
    in_progress: int
    reported: int
    closed: int
    cancelled: int
    overdue: int
    """Of those open and in progress."""
    closed_in_time: int
    """Of those closed with a due date, how many were done by that date: reported done, or closed without a report."""
    closed_with_due: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.open + self.in_progress + self.reported + self.closed + self.cancelled

    @property
    def live(self) -> int:
        """Those that somebody still owes."""
        return self.open + self.in_progress + self.reported


@dataclass(frozen=True, slots=True)
class Statistics:
    """The register in figures (统计)."""

    whole: Tally
    units: tuple[Tally, ...]
    """One for each unit or person that leads something, most live first; last, without a party, what nobody leads."""
    months: tuple[tuple[dt.date, int], ...]
    """First day of each of the last twelve months, and how many were closed in it."""
    ages: tuple[int, ...]
    """Live actions by days since they were opened: up to 30, 90, 180, and more."""


Standing = Literal["in-force", "superseded", "rescinded", "not-carried"]
"""Where a decision stands; `not-carried`: it was defeated, deferred or withdrawn."""
NOT_CARRIED = frozenset({"defeated", "deferred", "withdrawn"})
"""Outcomes by which a decision has no effect: what it was to replace or end stays in force."""


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A row of the decision register, as one day sees it."""

    reference: str
    """record/id."""
    record: str
    title: str
    """Of the meeting that decided."""
    series: str | None
    language: str
    date: dt.date
    number: str
    """As its minutes print it."""
    decision: Decision
    item: str | None
    standing: Standing
    superseded_by: tuple[str, ...]
    """References of the decisions that replace it."""
    rescinded_by: tuple[str, ...]
    actions: tuple[str, ...]
    """References of the actions that carry it out."""


def changes_between(lines: Iterable[RegisterLine], since: dt.date, until: dt.date) -> Changes:
    """Return what happened after one day, up to another on which the lines were seen."""
    rows = [Changed(one, one.entry.known_on(since) if one.entry.opened <= since else None) for one in lines]
    slipped = [
        Changed(one.line, one.before, days)
        for one in rows
        if (days := one.line.status.slipped_days - (one.before.slipped_days if one.before else 0)) > 0
    ]
    overdue = [Changed(one.line, one.before, one.line.days_overdue) for one in rows if one.line.days_overdue]
    return Changes(
        since=since,
        until=until,
        new=tuple(one for one in rows if one.before is None),
        closed=tuple(_ended_as("closed", rows)),
        cancelled=tuple(_ended_as("cancelled", rows)),
        reopened=tuple(one for one in rows if one.before and one.line.status.reopened > one.before.reopened),
        slipped=tuple(slipped),
        overdue=tuple(sorted(overdue, key=lambda one: -(one.days or 0))),
    )


def _ended_as(state: str, rows: Iterable[Changed]) -> Iterator[Changed]:
    for one in rows:
        if one.line.status.state == state and (one.before is None or one.before.state != state):
            yield one


def statistics_of(lines: Iterable[RegisterLine], day: dt.date) -> Statistics:
    """Return a register in figures, as a day sees it."""
    rows = tuple(lines)
    groups: dict[tuple[str, str] | None, list[RegisterLine]] = {}
    parties: dict[tuple[str, str] | None, Party | None] = {None: None}
    for one in rows:
        leading = one.lead or (one.owner[0] if one.owner else None)
        key = party_key(leading) if leading else None
        parties.setdefault(key, leading)
        groups.setdefault(key, []).append(one)
    tallies = [tally(group, parties[key]) for key, group in groups.items()]
    in_order = sorted(tallies, key=lambda one: (one.party is None, -one.live, one.party.name if one.party else ""))
    firsts = tuple(_first_of_month(day, back) for back in range(MONTHS - 1, -1, -1))
    closed = [one.status.ended.replace(day=1) for one in rows if one.status.state == "closed" and one.status.ended]
    ages = [(day - one.entry.opened).days for one in rows if one.status.is_live]
    groups_of_age = (sum(first < age <= last for age in ages) for first, last in zip((-1, *AGES), AGES, strict=False))
    return Statistics(
        whole=tally(rows, None),
        units=tuple(in_order),
        months=tuple((first, closed.count(first)) for first in firsts),
        ages=(*groups_of_age, sum(age > AGES[-1] for age in ages)),
    )


def tally(lines: Iterable[RegisterLine], party: Party | None) -> Tally:
    """Return how many of some rows stand where."""
    rows = tuple(lines)
    states = [one.status.state for one in rows]
    due = [one for one in rows if one.status.state == "closed" and one.status.due]
    return Tally(
        party=party,
        open=states.count("open"),
        in_progress=states.count("in-progress"),
        reported=states.count("reported"),
        closed=states.count("closed"),
        cancelled=states.count("cancelled"),
        overdue=sum(one.signal == "overdue" for one in rows),
        closed_in_time=sum(_was_in_time(one) for one in due),
        closed_with_due=len(due),
    )


def _was_in_time(line: RegisterLine) -> bool:
    """Whether a closed action was done by its due date; waiting to be verified (复核) makes nobody late."""
    due, ended = line.status.due, line.status.ended
    if due is None:
        return False
    # What happened before need not be gone through where it ended in time.
    return bool(ended and ended <= due) or bool((reported := _reported(line)) and reported <= due)


def _reported(line: RegisterLine) -> dt.date | None:
    """Return the day it was first reported done since it was last to be done; None: nobody reported it."""
    reported = line.entry.opened if line.entry.action.state == "reported" else None
    for step in line.entry.history(line.day):
        if step.after.state == "reported":
            reported = reported or step.event.date
        elif step.after.is_live:
            reported = None
    return reported


def _first_of_month(day: dt.date, back: int) -> dt.date:
    months = day.year * 12 + day.month - 1 - back
    return dt.date(max(months // 12, 1), months % 12 + 1, 1)


def sheets_of(lines: Iterable[RegisterLine], language: str) -> tuple[Sheet, ...]:
    """Return a sheet for everybody who answers for something: units, then people, then names nobody knows, by name.

    Args:
        lines: the rows of the register.
        language: of a sheet whose rows speak two languages equally often.
    """
    found: dict[tuple[str, str], Party] = {}
    rows: dict[tuple[str, str], list[RegisterLine]] = {}
    for line in lines:
        for key, party in {party_key(one): one for one in line.everybody}.items():
            found.setdefault(key, party)
            rows.setdefault(key, []).append(line)
    sheets = [_sheet(party, rows[key], language) for key, party in found.items()]
    return tuple(sorted(sheets, key=lambda one: (KINDS.index(one.party.kind), one.party.name, one.party.id or "")))


def _sheet(party: Party, rows: list[RegisterLine], language: str) -> Sheet:
    key = party_key(party)
    parts: dict[str, list[RegisterLine]] = {}
    for one in sorted(rows, key=by_due_date):
        parts.setdefault(_part(one, key), []).append(one)
    led, owed, supported, supervised = (
        tuple(parts.get(name, ())) for name in ("led", "owed", "supported", "supervised")
    )
    return Sheet(party, main_language(rows, language), led, owed, supported, supervised)


def main_language(lines: Iterable[RegisterLine], default: str) -> str:
    """Return the language most of some rows speak; `default` where two are spoken equally often."""
    spoken = [one.entry.language for one in lines]
    return max(sorted(set(spoken)), key=lambda one: (spoken.count(one), one == default))


def _part(line: RegisterLine, key: tuple[str, str]) -> str:
    """Return the part of a sheet a row stands in: the first that fits, so that it stands in one only."""
    if line.lead and party_key(line.lead) == key:
        return "led"
    if key in map(party_key, line.owner):
        return "owed"
    if key in map(party_key, line.support):
        return "supported"
    return "owed" if key in map(party_key, line.units) else "supervised"


def by_due_date(line: RegisterLine) -> tuple[bool, int, int]:
    """Return what sorts rows: live ones by due date, those without one after them; then what ended, latest first."""
    status = line.status
    if status.ended:
        return True, -status.ended.toordinal(), line.number
    return False, (status.due or dt.date.max).toordinal(), line.number


def by_urgency(line: RegisterLine) -> tuple[int, bool, int, int]:
    """Return what sorts rows: what is overdue, longest first; what is behind; all others by due date."""
    return {"overdue": 0, "behind": 1}.get(line.signal or "", 2), *by_due_date(line)


def records_of(lines: Iterable[RegisterLine]) -> Iterator[str]:
    """Yield the ids of the records that opened some actions or tell what happened to them."""
    for line in lines:
        yield line.entry.record
        yield from (one.record for one in line.entry.events)
