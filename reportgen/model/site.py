"""The resolved site: meetings linked in their series, people found, actions folded, things numbered.

What the printed page shows of a meeting is fixed by the records up to that meeting; what came later stands in
`Meeting.since` alone, which only the web page shows, outside its article.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reportgen.model.action import Action, Decision, LeftOver, Update
from reportgen.model.config import OF_THE_REGISTER, Series, SiteConfig, Without
from reportgen.model.content import Asset
from reportgen.model.digest import NOT_COUNTED
from reportgen.model.directory import Directory, Party
from reportgen.model.ledger import DecisionLine, RegisterLine
from reportgen.model.meeting import AgendaItem, Attendee, Minutes, Speech
from reportgen.model.party import People
from reportgen.model.register import ActionStatus, RegisterEntry
from reportgen.model.seal import Takedown
from reportgen.model.volume import Volume


@dataclass(frozen=True, slots=True)
class Present:
    """One line of the attendance: the person found, with what the notes add."""

    party: Party
    unit: str | None
    """As the notes say, else from the roster of people; by the name it had that day."""
    role: str | None
    deputy: Party | None
    attendee: Attendee
    """remote, from_, until and note, as typed."""


@dataclass(frozen=True, slots=True)
class NumberedDecision:
    """A decision with the number the page prints (furniture: never cited)."""

    number: str
    """D3.1; the source's label where it had one."""
    anchor: str
    reference: str
    decision: Decision
    item: str | None
    """Title of the agenda item it stands under."""


@dataclass(frozen=True, slots=True)
class NumberedAction:
    """An action with its number on the page and its status as of the meeting that shows it."""

    number: str
    anchor: str
    reference: str
    action: Action
    status: ActionStatus
    item: str | None


@dataclass(frozen=True, slots=True)
class NumberedQuestion:
    """A left-over question with its number on the page."""

    number: str
    anchor: str
    reference: str
    question: LeftOver


@dataclass(frozen=True, slots=True)
class NumberedItem:
    """An agenda item with its heading number, and everything below it numbered."""

    number: str
    """一、 or 1 or 1.2; the source's label where it had one."""
    level: int
    """1 to 4."""
    anchor: str
    item: AgendaItem
    decisions: tuple[NumberedDecision, ...]
    actions: tuple[NumberedAction, ...]
    left_over: tuple[NumberedQuestion, ...]
    items: tuple[NumberedItem, ...]


@dataclass(frozen=True, slots=True)
class Reported:
    """An update this meeting recorded, with the action it is about (matters arising)."""

    entry: RegisterEntry
    update: Update
    date: dt.date
    status: ActionStatus
    """After the update."""


Later = Literal["update", "superseded", "rescinded", "approved", "approved-as-amended", "deferred"]
"""What a later record may have to say of an earlier one."""


@dataclass(frozen=True, slots=True)
class Since:
    """Something that happened to a meeting's decisions, actions or minutes after it."""

    date: dt.date
    what: Later
    by: str
    """Id of the later record."""
    by_title: str | None
    by_is_meeting: bool
    subject: str | None
    """Anchor of the action or decision on this meeting's page; None: the minutes themselves."""
    words: str | None
    """The task or decision it is about, as plain text."""
    status: ActionStatus | None = None
    """Right after the update; None: nothing about an action."""
    update: Update | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as its page shows it."""

    record: Minutes
    series: Series | None
    language: str
    time_zone: str
    organisation: str | None
    source_hash: str
    previous: str | None
    """Id of the meeting before it in its series."""
    next: str | None
    chair: Party | None
    recorder: Party | None
    present: tuple[Present, ...]
    apologies: tuple[Present, ...]
    absent: tuple[Present, ...]
    in_attendance: tuple[Present, ...]
    expected: tuple[Present, ...]
    """For a planned meeting: who has a seat in the series; the rows of the sign-in sheet (签到表)."""
    quorum_required: int | None
    quorum_present: int | None
    quorum_met: bool | None
    """None: no quorum is kept, or the notes do not say."""
    items: tuple[NumberedItem, ...]
    decisions: tuple[NumberedDecision, ...]
    """All of them, in reading order; those that belong to no item have `item` None."""
    actions: tuple[NumberedAction, ...]
    left_over: tuple[NumberedQuestion, ...]
    reported: tuple[Reported, ...]
    carried: tuple[NumberedAction, ...]
    """Actions of the series that were live when it began, as then known; empty once it was held."""
    outstanding: tuple[NumberedAction, ...]
    """Earlier actions of the series that were still live when it ended, as it tells it; empty until it was held."""
    since: tuple[Since, ...]
    directory: Directory = field(compare=False, repr=False, metadata=NOT_COUNTED)

    @property
    def id(self) -> str:
        """The id of its record."""
        return self.record.id

    def party(self, words: str) -> Party:
        """Return who is meant by a name, alias or id, as printed on the day of the meeting."""
        return self.directory.party(words, self.record.date)


@dataclass(frozen=True, slots=True)
class Address:
    """A speech as its page shows it."""

    record: Speech
    series: Series | None
    language: str
    organisation: str | None
    source_hash: str
    speaker: Party

    @property
    def id(self) -> str:
        """The id of its record."""
        return self.record.id


View = Meeting | Address | Volume
"""A record as its page shows it."""


@dataclass(frozen=True, slots=True)
class Revised:
    """A record that is not as first issued: the page of each revision, as far as the edition has sealed them."""

    view: View
    earlier: tuple[View, ...]
    """As sealed, oldest first; those taken down, and those never sealed, left out."""

    @property
    def id(self) -> str:
        """The id of its record."""
        return self.view.id


@dataclass(frozen=True, slots=True)
class TakenDown:
    """A record, or an earlier revision of one, that must not be shown any more."""

    id: str
    kind: str
    revision: int | None
    """None: the record itself."""
    takedown: Takedown


@dataclass(frozen=True, slots=True)
class Site:
    """Everything the pages are made of."""

    config: SiteConfig
    as_of: dt.date
    """The day the site is seen from; nothing below the command line reads a clock."""
    meetings: tuple[Meeting, ...]
    """Earliest first."""
    speeches: tuple[Address, ...]
    volumes: tuple[Volume, ...]
    """What each briefing compiles, earliest first."""
    register: tuple[RegisterEntry, ...]
    """By day of opening, then record, then in the order of its page; also those opened after `as_of`."""
    lines: tuple[RegisterLine, ...]
    """The rows of the register on `as_of`: every action opened by then."""
    decisions: tuple[DecisionLine, ...]
    """Those made by `as_of`, earliest first."""
    revised: Mapping[str, Revised]
    """By record id, latest revision first."""
    taken_down: tuple[TakenDown, ...]
    levels: Mapping[str, str | None]
    """Level of access of every meeting and update file as typed, by its id."""
    assets: Mapping[str, Asset]
    fonts: Mapping[str, bytes] = field(repr=False)
    """Font files the office names, by name: printed with, never published."""
    unreadable: tuple[str, ...]
    directory: Directory = field(compare=False, repr=False, metadata=NOT_COUNTED)
    by_id: Mapping[str, Meeting] = field(compare=False, repr=False, metadata=NOT_COUNTED)
    goes_without: frozenset[Without] = frozenset()
    """Parts that the edition goes without: its pages do not say that there is nothing of them."""

    @property
    def has_register(self) -> bool:
        """Whether the edition has a register (台账)."""
        return self.goes_without.isdisjoint(OF_THE_REGISTER)

    @property
    def people(self) -> People:
        """Everybody there is: what `party` depends on, besides the words and the day."""
        return self.directory.people

    @property
    def has_speeches(self) -> bool:
        """Whether there are speeches."""
        return bool(self.speeches)

    @property
    def has_given_speeches(self) -> bool:
        """Whether there are any that were given by `as_of`."""
        return any(one.record.date <= self.as_of for one in self.speeches)

    @property
    def has_decisions(self) -> bool:
        """Whether the edition has decisions, and so a list of them."""
        return "decisions" not in self.goes_without

    def meeting(self, record: str | None) -> Meeting | None:
        """Return the meeting of that id, or None."""
        return self.by_id.get(record) if record else None

    def party(self, words: str, day: dt.date) -> Party:
        """Return who is meant by a name, alias or id, as printed on a day."""
        return self.directory.party(words, day)
