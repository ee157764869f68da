"""The action register (台账): an action is opened by one record and changed only by later updates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from reportgen.model.action import Action, ActionState, Milestone, NamedLink, Update
from reportgen.model.content import Content
from reportgen.model.digest import NOT_COUNTED
from reportgen.model.meeting import Minutes, Updates

Signal = Literal["overdue", "behind", "due-soon"]
"""Red, yellow, blue: past its due date, past a milestone that was not met, due within a few days."""
ENDED: frozenset[ActionState] = frozenset({"closed", "cancelled"})
"""States in which nobody owes anything any more."""
MOST_REMEMBERED = 64
"""Events of an action up to which what was made of them is remembered: of more there are too many ways to choose."""


@dataclass(frozen=True, slots=True)
class Event:
    """One update of an action, with the record that tells of it."""

    date: dt.date
    """The day it happened."""
    record: str
    """Id of the record that tells of it."""
    recorded: dt.date
    """The day of that record; a page of an earlier day does not know the event."""
    position: int
    """Its place among the updates of that record, from 0."""
    update: Update

    @property
    def known(self) -> dt.date:
        """The first day on which the register can know it."""
        return max(self.date, self.recorded)


@dataclass(frozen=True, slots=True)
class ActionStatus:
    """An action on one day: the fold of its events up to that day."""

    state: ActionState
    due: dt.date | None
    due_words: str | None
    lead: str | None
    support: tuple[str, ...]
    owner: tuple[str, ...]
    supervisor: str | None
    changed: dt.date | None = None
    """The day of the last event; None: nothing happened since it was opened."""
    note: str | None = None
    """What the last event that said anything said."""
    ended: dt.date | None = None
    """The day it was closed (销号) or cancelled; None: it is live."""
    verified_by: str | None = None
    """Who verified it; this and the next three since it was last opened."""
    evidence: tuple[str, ...] = ()
    links: tuple[NamedLink, ...] = ()
    no_evidence: str | None = None
    merged_into: str | None = None
    """The action that goes on in its place."""
    reached: tuple[str, ...] = ()
    """Milestones that are met, by their text."""
    slips: int = 0
    """How often its due date was put off."""
    slipped_days: int = 0
    """Days between its first due date and its present one; negative: brought forward."""
    reopened: int = 0
    """How often it was opened again after it had ended."""

    @property
    def is_live(self) -> bool:
        """Whether somebody still owes something."""
        return self.state not in ENDED

    def is_overdue(self, day: dt.date) -> bool:
        """Whether its due date has passed and nobody has reported it done."""
        return self.state in {"open", "in-progress"} and self.due is not None and self.due < day


@dataclass(frozen=True, slots=True)
class Step:
    """One event in the history of an action, with what it changed."""

    event: Event
    before: ActionStatus
    after: ActionStatus

    @property
    def slipped(self) -> int | None:
        """Days by which it put the due date off, negative if forward; None: the date stayed, or is the first."""
        days = self.after.slipped_days - self.before.slipped_days
        return days or None

    @property
    def is_reopening(self) -> bool:
        """Whether it opened the action again."""
        return self.after.reopened > self.before.reopened


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """An action with everything that happened to it."""

    reference: str
    """record/id."""
    record: str
    series: str | None
    language: str
    opened: dt.date
    action: Action
    events: tuple[Event, ...] = ()
    """In order of the day they happened, then of the record that tells of them."""
    title: str = field(default="", compare=False)
    """Title of the record that opened it."""
    item: str | None = field(default=None, compare=False)
    """Title of the agenda item it stands under; None: it stands on the meeting itself."""
    _folds: dict[tuple[int, ...], ActionStatus] = field(
        default_factory=dict, init=False, compare=False, repr=False, metadata=NOT_COUNTED
    )
    """What was made of some of its events, by their ids: every page that tells of the action asks for one."""

    def known_on(self, day: dt.date) -> ActionStatus:
        """Return the status on a day: what had happened by then, as told by then."""
        return self._fold([one for one in self.events if one.known <= day])

    def known_to(self, record: str, day: dt.date) -> ActionStatus:
        """Return the status as a record of that day prints it: what earlier records tell, and what it tells itself."""
        return self._fold([one for one in self.events if one.recorded < day or one.record == record])

    def known_after(self, event: Event) -> ActionStatus:
        """Return the status right after an event, as its record knows it."""
        known = [one for one in self.events if one.recorded < event.recorded or one.record == event.record]
        return self._fold(known[: known.index(event) + 1])

    def history(self, day: dt.date) -> tuple[Step, ...]:
        """Return what happened, as known on a day, in order."""
        steps: list[Step] = []
        status = self._fold(())
        for event in self.events:
            if event.known <= day:
                after = _after(status, event)
                steps.append(Step(event, status, after))
                status = after
        return tuple(steps)

    def live_spans(self) -> tuple[tuple[dt.date, dt.date], ...]:
        """Return the spans of days, first and last, on which `known_on` is live; without an end: `date.max`."""
        days = sorted({self.opened, *(one.known for one in self.events if one.known > self.opened)})
        spans: list[tuple[dt.date, dt.date]] = []
        for day, following in zip(days, [*days[1:], None], strict=True):
            last = following - dt.timedelta(days=1) if following else dt.date.max
            if not self.known_on(day).is_live:
                continue
            if spans and spans[-1][1] + dt.timedelta(days=1) == day:
                spans[-1] = (spans[-1][0], last)
            else:
                spans.append((day, last))
        return tuple(spans)

    def signal(self, status: ActionStatus, day: dt.date, soon_days: int) -> Signal | None:
        """Return what a status asks for on a day; None: nothing, or it was reported done and waits to be verified.

        Args:
            status: the action's, as known on that day.
            day: the day to judge by.
            soon_days: days before the due date from which it is due soon.
        """
        if status.state not in {"open", "in-progress"}:
            return None
        if status.is_overdue(day):
            return "overdue"
        if self.missed(status, day):
            return "behind"
        is_soon = status.due is not None and (status.due - day).days <= soon_days
        return "due-soon" if is_soon else None

    def missed(self, status: ActionStatus, day: dt.date) -> tuple[Milestone, ...]:
        """Return the milestones that should have been met by a day and were not."""
        milestones = self.action.milestones
        return tuple(one for one in milestones if one.due and one.due < day and one.text not in status.reached)

    def _fold(self, events: Sequence[Event]) -> ActionStatus:
        """Return what some of its own events, in order, make of it."""
        if len(events) > MOST_REMEMBERED:
            return fold(self.action, events, opened=self.opened)
        key = tuple(map(id, events))
        if key not in self._folds:
            self._folds[key] = fold(self.action, events, opened=self.opened)
        return self._folds[key]


def fold(action: Action, events: Iterable[Event], *, opened: dt.date) -> ActionStatus:
    """Return what the events, in order, make of an action opened on a day."""
    status = ActionStatus(
        state=action.state,
        due=action.due,
        due_words=action.due_words,
        lead=action.lead,
        support=action.support,
        owner=action.owner,
        supervisor=action.supervisor,
        ended=opened if action.state in ENDED else None,
    )
    for event in events:
        status = _after(status, event)
    return status


def _after(status: ActionStatus, event: Event) -> ActionStatus:
    update = event.update
    state = update.state or ("cancelled" if update.merged_into else status.state)
    is_reopening = status.state in ENDED and state not in ENDED
    # What proved the work done proves nothing once it is open again.
    proof = replace(status, verified_by=None, evidence=(), links=(), no_evidence=None) if is_reopening else status
    moved = (update.due - status.due).days if update.due and status.due else 0
    return replace(
        proof,
        state=state,
        due=update.due or status.due,
        due_words=update.due_words or (None if update.due else status.due_words),
        lead=update.lead or status.lead,
        support=status.support if update.support is None else update.support,
        owner=status.owner if update.owner is None else update.owner,
        supervisor=update.supervisor or status.supervisor,
        changed=event.date,
        note=update.note or status.note,
        ended=_end(status, state, event.date),
        verified_by=update.verified_by or proof.verified_by,
        evidence=_more(proof.evidence, update.evidence),
        links=_more(proof.links, update.links),
        no_evidence=update.no_evidence or proof.no_evidence,
        merged_into=None if is_reopening else update.merged_into or status.merged_into,
        reached=_more(status.reached, update.reached),
        slips=status.slips + (moved > 0),
        slipped_days=status.slipped_days + moved,
        reopened=status.reopened + is_reopening,
    )


def _end(status: ActionStatus, state: ActionState, day: dt.date) -> dt.date | None:
    """Return the day it ended: of two reports that it was closed the first one counts."""
    if state not in ENDED:
        return None
    return status.ended if status.state == state else day


T = TypeVar("T")


def _more(before: tuple[T, ...], new: tuple[T, ...]) -> tuple[T, ...]:
    return (*before, *(one for one in new if one not in before))


def register_of(content: Content) -> tuple[RegisterEntry, ...]:
    """Return every action with its events, by day of opening."""
    events: dict[str, list[Event]] = {}
    told: list[Minutes | Updates] = [*content.minutes(), *content.updates()]
    for one in told:
        for position, update in enumerate(one.updates):
            event = Event(update.date or one.date, one.id, one.date, position, update)
            events.setdefault(update.action, []).append(event)
    entries = [
        RegisterEntry(
            reference=f"{record.id}/{action.id}",
            record=record.id,
            series=record.series,
            language=content.language_of(record.lang, record.series),
            opened=record.date,
            action=action,
            events=tuple(sorted(events.get(f"{record.id}/{action.id}", ()), key=_order_of_event)),
            title=record.title,
            item=item,
        )
        for record in content.minutes()
        for action, item in _actions(record)
    ]
    # Within a record in the order it opened them, which is that of its page: a10 stands after a9.
    return tuple(sorted(entries, key=lambda entry: (entry.opened, entry.record)))


def _actions(record: Minutes) -> Iterator[tuple[Action, str | None]]:
    """Yield every action of a meeting with the title of its agenda item, in the order of its page."""
    for item in record.items():
        yield from ((action, item.title) for action in item.actions)
    yield from ((action, None) for action in record.actions)


def _order_of_event(event: Event) -> tuple[dt.date, dt.date, str, int]:
    return event.date, event.recorded, event.record, event.position
