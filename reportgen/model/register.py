"""The action register (台账): an action is opened by one record and changed only by later updates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from reportgen.model.action import Action, ActionState, Update


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
    """What the last event said."""
    verified_by: str | None = None
    evidence: tuple[str, ...] = ()

    @property
    def is_live(self) -> bool:
        """Whether somebody still owes something."""
        return self.state not in {"closed", "cancelled"}

    def is_overdue(self, day: dt.date) -> bool:
        """Whether it is live and its due date has passed on that day."""
        return self.is_live and self.due is not None and self.due < day


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

    def known_on(self, day: dt.date) -> ActionStatus:
        """Return the status on a day: what had happened by then, as told by then."""
        return fold(self.action, (one for one in self.events if one.date <= day and one.recorded <= day))

    def known_to(self, record: str, day: dt.date) -> ActionStatus:
        """Return the status as a record of that day prints it: what earlier records tell, and what it tells itself."""
        return fold(self.action, (one for one in self.events if one.recorded < day or one.record == record))

    def known_after(self, event: Event) -> ActionStatus:
        """Return the status right after an event, as its record knows it."""
        known = [one for one in self.events if one.recorded < event.recorded or one.record == event.record]
        return fold(self.action, known[: known.index(event) + 1])


def fold(action: Action, events: Iterable[Event]) -> ActionStatus:
    """Return what the events, in order, make of an action."""
    status = ActionStatus(
        state=action.state,
        due=action.due,
        due_words=action.due_words,
        lead=action.lead,
        support=action.support,
        owner=action.owner,
        supervisor=action.supervisor,
    )
    for event in events:
        status = _after(status, event)
    return status


def _after(status: ActionStatus, event: Event) -> ActionStatus:
    update = event.update
    state = "cancelled" if update.merged_into and not update.state else update.state
    return replace(
        status,
        state=state or status.state,
        due=update.due or status.due,
        due_words=update.due_words or (None if update.due else status.due_words),
        lead=update.lead or status.lead,
        support=status.support if update.support is None else update.support,
        owner=status.owner if update.owner is None else update.owner,
        supervisor=update.supervisor or status.supervisor,
        changed=event.date,
        note=update.note,
        verified_by=update.verified_by,
        evidence=update.evidence,
    )
