"""The shape of the register as JSON: what is written, what is read again, and what the published schema says."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict

from reportgen.model.action import Action, ActionState, Decision, NamedLink, Update
from reportgen.model.config import Language
from reportgen.model.ledger import Standing
from reportgen.model.register import Signal
from reportgen.model.shape import key_of
from reportgen.model.values import Reference


class Row(BaseModel):
    """A part of the file: every key is always there, and no other."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=key_of,
        # So that the values of the model are read as they are.
        validate_by_name=True,
        validate_by_alias=True,
        from_attributes=True,
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
    )


class PartyRow(Row):
    """A person or unit as printed on the day of the file."""

    name: str
    id: str | None
    """As in people.yaml; null: nobody of people.yaml."""
    kind: Literal["person", "unit", "name"]
    unit: str | None
    """The unit a person served on that day."""
    role: str | None


class EventRow(Row):
    """One update of the action."""

    date: dt.date
    """The day it happened."""
    record: str
    """Id of the record that tells of it."""
    recorded: dt.date
    """The day of that record."""
    position: int
    """Its place among the updates of that record, from 0."""
    update: Update
    """As typed."""


class StatusRow(Row):
    """What the events make of the action; people and units in the words of the notes."""

    state: ActionState
    due: dt.date | None
    due_words: str | None
    lead: str | None
    support: tuple[str, ...]
    owner: tuple[str, ...]
    supervisor: str | None
    changed: dt.date | None
    """The day of the last event; null: nothing happened since it was opened."""
    note: str | None
    """Markdown: what the last event that said anything said."""
    ended: dt.date | None
    """The day it was closed or cancelled; null: it is live."""
    verified_by: str | None
    evidence: tuple[str, ...]
    """Files below assets/."""
    links: tuple[NamedLink, ...]
    """Evidence kept elsewhere."""
    no_evidence: str | None
    """Why there is none."""
    merged_into: str | None
    reached: tuple[str, ...]
    """Milestones that are met, by their text."""
    slips: int
    """How often its due date was put off."""
    slipped_days: int
    """Days between its first due date and its present one; negative: brought forward."""
    reopened: int
    """How often it was opened again after it had ended."""


class ActionRow(Row):
    """One action: who opened it and with which words, what happened since, and how it stands."""

    reference: Reference
    """record/id: how it is cited for ever."""
    record: str
    """Id of the record that opened it."""
    record_title: str
    item: str | None
    """Title of the agenda item it stands under."""
    series: str | None
    language: Language
    opened: dt.date
    opening: Action
    """As the record that opened it has it."""
    events: tuple[EventRow, ...]
    """In the order in which they count; nothing that was not known on the day of the file."""
    status: StatusRow
    signal: Signal | None
    """What it asks for on the day of the file."""
    days_overdue: int | None
    lead: PartyRow | None
    support: tuple[PartyRow, ...]
    owner: tuple[PartyRow, ...]
    supervisor: PartyRow | None
    units: tuple[PartyRow, ...]
    """The units that lead it or help, and those its owners serve in."""
    continued_by: tuple[Reference, ...]
    address: str | None
    """Of its own page; null: the site has no address."""


class DecisionRow(Row):
    """One decision and where it stands on the day of the file."""

    reference: Reference
    record: str
    record_title: str
    item: str | None
    series: str | None
    language: Language
    date: dt.date
    number: str
    """As its minutes print it."""
    decision: Decision
    """As typed."""
    standing: Standing
    superseded_by: tuple[Reference, ...]
    rescinded_by: tuple[Reference, ...]
    actions: tuple[Reference, ...]
    """Those that carry it out."""


class Incomplete(Row):
    """That some records could not be read, so that something may be missing."""

    unreadable: int
    """How many."""
    note: str
    """The same in words."""


class RegisterFile(Row):
    """The register of actions and of decisions as known on one day."""

    format: Literal[1]
    """Grows when a key changes its meaning or goes."""
    title: str
    language: Language
    as_of: dt.date
    incomplete: Incomplete | None
    """null: every record could be read."""
    actions: tuple[ActionRow, ...]
    """In the order of opening."""
    decisions: tuple[DecisionRow, ...]
    """Earliest first."""
