"""The record of a meeting, and the other three kinds of record: speech, updates, briefing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic.json_schema import SkipJsonSchema

from reportgen.model.action import Action, Decision, LeftOver, NamedLink, Update
from reportgen.model.config import Language
from reportgen.model.issue import Issue
from reportgen.model.origin import Origin, UnplacedLine
from reportgen.model.shape import OneOrMore, Shape
from reportgen.model.values import (
    Answer,
    AssetPath,
    Date,
    Id,
    Label,
    Line,
    Link,
    Number,
    Prose,
    Time,
    TimeOrMoment,
    When,
    Who,
    Zone,
)


class Paper(Shape):
    """A document laid before the meeting or attached to its minutes (附件)."""

    shorthand: ClassVar[str | None] = "file"

    file: AssetPath
    title: Line | None = None
    """None: the file's own name is printed."""
    access: Line | None = None
    """None: as what it stands in; it may only be more closed."""


class Annex(Shape):
    """An annex of the minutes (附录) on a page of its own: words, a picture, or a file it only names."""

    title: Line
    text: Prose | None = None
    file: AssetPath | None = None
    access: Line | None = None
    """None: as what it stands in; it may only be more closed."""


class Attendee(Shape):
    """Somebody at a meeting, or somebody who should have been."""

    shorthand: ClassVar[str | None] = "who"

    who: Who
    """A person by name, alias or id."""
    unit: Who | None = None
    role: Line | None = None
    remote: Answer = False
    from_: TimeOrMoment | None = None
    until: TimeOrMoment | None = None
    deputy: Who | None = None
    """Who came in their place (代)."""
    note: Line | None = None
    access: Line | None = None
    """None: as what it stands in; it may only be more closed."""


Attendees = Annotated[tuple[Attendee, ...], OneOrMore]


class Attendance(Shape):
    """Who was there (出席), who sent apologies (请假), who was missing (缺席), who sat in (列席)."""

    present: Attendees = ()
    apologies: Attendees = ()
    absent: Attendees = ()
    in_attendance: Attendees = ()


class Quorum(Shape):
    """Whether enough members were there to decide (法定人数)."""

    shorthand: ClassVar[str | None] = "words"

    required: Number | None = None
    present: Number | None = None
    """None: counted from the attendance."""
    met: Answer | None = None
    """None: worked out from the two figures."""
    words: Line | None = None


class Interest(Shape):
    """A declaration of interest (回避): who, in which item, and what they did."""

    shorthand: ClassVar[str | None] = "who"

    who: Who
    item: Id | None = None
    nature: Line | None = None
    action: Literal["declared", "left", "abstained", "stayed"] = "declared"


class Day(Shape):
    """One day of a meeting that runs over several."""

    date: Date
    start: Time | None = None
    end: Time | None = None
    place: Line | None = None


class AgendaItem(Shape):
    """An agenda item (议题) with what was said and what came of it."""

    shorthand: ClassVar[str | None] = "title"

    id: Id | None = None
    """None: it can be cited by its position only."""
    label: Label | None = None
    """The source's own number (一、, 3a), verbatim; None: numbered by the page."""
    title: Line
    purpose: Literal["decision", "discussion", "information"] | None = None
    start: Time | None = None
    minutes: Number | None = None
    """Planned length."""
    presenter: Annotated[tuple[Who, ...], OneOrMore] = ()
    papers: Annotated[tuple[Paper, ...], OneOrMore] = ()
    links: Annotated[tuple[NamedLink, ...], OneOrMore] = ()
    discussion: Prose | None = None
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Action, ...] = ()
    left_over: tuple[LeftOver, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    """Items below this one."""
    access: Line | None = None
    """None: as what it stands in; it may only be more closed."""


class PreviousMinutes(Shape):
    """What this meeting did with the minutes of an earlier one."""

    shorthand: ClassVar[str | None] = "meeting"

    meeting: Id
    outcome: Literal["approved", "approved-as-amended", "deferred"] = "approved"
    amendments: Prose | None = None


class NextMeeting(Shape):
    """When and where it goes on."""

    shorthand: ClassVar[str | None] = "start"

    start: When | None = None
    place: Line | None = None
    link: Link | None = None
    chair: Who | None = None
    words: Line | None = None


class Approval(Shape):
    """Who signed these minutes and when (签发); printed in the approval block."""

    shorthand: ClassVar[str | None] = "who"

    who: Who
    role: Line | None = None
    date: Date | None = None


class Revision(Shape):
    """That a record is not what it was when it was first sealed (修订): which revision it is, of when, and why."""

    number: Number
    """From 2; what was sealed first is revision 1."""
    date: Date
    reason: Line


class RecordHead(Shape):
    """What every record may carry."""

    id: Annotated[Id, SkipJsonSchema()]
    """The stem of its file; not a key people type."""
    format: Number = 1
    title: Line
    lang: Language | None = None
    """None: the language of the series, else of the site."""
    access: Line | None = None
    """None: as its series or the site says, else the most closed level; it may only be more closed than those."""
    tags: Annotated[tuple[Line, ...], OneOrMore] = ()
    revision: Revision | None = None
    """None: as first issued."""
    source: Origin | None = None
    unplaced: tuple[UnplacedLine, ...] = ()
    """Never printed; `check` reminds of them."""

    @property
    def revision_number(self) -> int:
        """Which revision it is, from 1."""
        return self.revision.number if self.revision else 1


class Minutes(RecordHead):
    """A meeting (纪要): planned, held or cancelled."""

    kind: Literal["minutes"]
    series: Id | None = None
    number: Number | None = None
    """Which meeting of its series."""
    start: When
    end: When | None = None
    days: tuple[Day, ...] = ()
    """For a meeting over several days: each with its own times and place."""
    time_zone: Zone | None = None
    place: Line | None = None
    link: Link | None = None
    """Where to join from afar."""
    status: Literal["planned", "held", "cancelled"] = "held"
    status_words: Line | None = None
    """Why it was cancelled, or moved."""
    minutes: Literal["draft", "review", "approved"] | None = None
    """None: the notes do not say; printed without a word, and without a watermark."""
    approval: Annotated[tuple[Approval, ...], OneOrMore] = ()
    issue: Issue = Issue()
    chair: Who | None = None
    recorder: Who | None = None
    attendance: Attendance = Attendance()
    quorum: Quorum | None = None
    interests: Annotated[tuple[Interest, ...], OneOrMore] = ()
    previous_minutes: Annotated[tuple[PreviousMinutes, ...], OneOrMore] = ()
    summary: Prose | None = None
    opening: Prose | None = None
    agenda: tuple[AgendaItem, ...] = ()
    decisions: tuple[Decision, ...] = ()
    """Decisions that belong to no single item."""
    actions: tuple[Action, ...] = ()
    left_over: tuple[LeftOver, ...] = ()
    updates: tuple[Update, ...] = ()
    """What this meeting recorded about earlier actions."""
    closing: Prose | None = None
    next_meeting: NextMeeting | None = None
    papers: Annotated[tuple[Paper, ...], OneOrMore] = ()
    attachments: Annotated[tuple[Paper, ...], OneOrMore] = ()
    annexes: tuple[Annex, ...] = ()
    recording: Annotated[tuple[NamedLink, ...], OneOrMore] = ()
    links: Annotated[tuple[NamedLink, ...], OneOrMore] = ()

    @property
    def date(self) -> dt.date:
        """The first day."""
        return self.start.date

    def items(self) -> Iterator[AgendaItem]:
        """Yield every agenda item and every item below one, in reading order."""
        waiting = list(reversed(self.agenda))
        while waiting:
            item = waiting.pop()
            yield item
            waiting.extend(reversed(item.items))

    def all_decisions(self) -> Iterator[Decision]:
        """Yield every decision, those of the items first."""
        for item in self.items():
            yield from item.decisions
        yield from self.decisions

    def all_actions(self) -> Iterator[Action]:
        """Yield every action this meeting opened, those of the items first."""
        for item in self.items():
            yield from item.actions
        yield from self.actions

    def all_left_over(self) -> Iterator[LeftOver]:
        """Yield every question it left open."""
        for item in self.items():
            yield from item.left_over
        yield from self.left_over

    def ids(self) -> Iterator[str]:
        """Yield every id of its items, decisions, actions and questions; they share one set."""
        yield from (one.id for one in self.items() if one.id)
        yield from (one.id for one in self.all_decisions())
        yield from (one.id for one in self.all_actions())
        yield from (one.id for one in self.all_left_over())


class Part(Shape):
    """A part of a speech: a section, an item or a point, with parts of its own."""

    label: Label | None = None
    """一、 or 一要 or 一是, verbatim; never renumbered."""
    title: Line | None = None
    text: Prose | None = None
    parts: tuple[Part, ...] = ()
    access: Line | None = None
    """None: as what it stands in; it may only be more closed."""


class Speech(RecordHead):
    """A leader's speech (讲话)."""

    kind: Literal["speech"]
    speaker: Who
    role: Line | None = None
    date: Date
    place: Line | None = None
    occasion: Line | None = None
    meeting: Id | None = None
    """The meeting it was made at."""
    series: Id | None = None
    minutes: Literal["draft", "review", "approved"] | None = None
    """State of the text; None: not stated."""
    issue: Issue = Issue()
    opening: Prose | None = None
    parts: tuple[Part, ...] = ()
    closing: Prose | None = None
    attachments: Annotated[tuple[Paper, ...], OneOrMore] = ()


class Updates(RecordHead):
    """What happened to actions between meetings; where commands write by default."""

    kind: Literal["updates"]
    title: Line | None = None  # type: ignore[assignment]  # the date and the hand name it well enough
    series: Id | None = None
    date: Date
    by: Who | None = None
    updates: tuple[Update, ...] = ()


class Selection(Shape):
    """Which meetings a briefing compiles; what is not said does not limit."""

    series: Annotated[tuple[Id, ...], OneOrMore] = ()
    from_: Date | None = None
    until: Date | None = None
    tags: Annotated[tuple[Line, ...], OneOrMore] = ()
    meetings: Annotated[tuple[Id, ...], OneOrMore] = ()

    def takes(self, record: Minutes) -> bool:
        """Whether it chooses a meeting, held or not; a tag is enough where several are named."""
        return (
            (not self.series or record.series in self.series)
            and (self.from_ is None or self.from_ <= record.date)
            and (self.until is None or record.date <= self.until)
            and (not self.tags or not set(self.tags).isdisjoint(record.tags))
            and (not self.meetings or record.id in self.meetings)
        )


class Briefing(RecordHead):
    """One volume compiled from several meetings (简报)."""

    kind: Literal["briefing"]
    date: Date
    select: Selection
    detail: Literal["full", "summary", "decisions"] = "full"
    since: Id | None = None
    """The briefing before this one; “what changed” is counted from it."""
    summary_minutes: Number | None = None
    """Reading time of the summary page."""
    foreword: Prose | None = None
    issue: Issue = Issue()


Record = Minutes | Speech | Updates | Briefing
RECORDS: dict[str, type[Minutes | Speech | Updates | Briefing]] = {
    "minutes": Minutes,
    "speech": Speech,
    "updates": Updates,
    "briefing": Briefing,
}
"""The kinds of record by the word after `kind:`."""
FOLDERS = {"minutes": "meetings", "speech": "speeches", "updates": "updates", "briefing": "briefings"}
"""Where each kind lives below the content folder."""
