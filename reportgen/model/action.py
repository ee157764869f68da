"""Decisions, actions and what is left over: the parts of a record that later meetings come back to."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from reportgen.model.shape import OneOrMore, Shape
from reportgen.model.values import AssetPath, Date, Id, Label, Line, Link, Number, Prose, Reference, Who

ActionState = Literal["open", "in-progress", "reported", "closed", "cancelled"]
"""办理中 states of the register (台账); `closed` is 销号."""

Ballot = Literal["for", "against", "abstain", "absent", "recused"]


class NamedLink(Shape):
    """A link with words: a recording, a chat, a document elsewhere."""

    shorthand: ClassVar[str | None] = "url"

    url: Link
    title: Line | None = None


class Counts(Shape):
    """How many voted which way; what the notes do not say is None."""

    for_: Number | None = None
    against: Number | None = None
    abstain: Number | None = None
    absent: Number | None = None
    recused: Number | None = None
    not_voting: Number | None = None


class CastingVote(Shape):
    """The vote of whoever presides that settles a tie (决定票)."""

    shorthand: ClassVar[str | None] = "who"

    who: Who
    ballot: Literal["for", "against"] | None = None


class Vote(Shape):
    """A vote (表决): its counts, and how members voted where that is on record."""

    shorthand: ClassVar[str | None] = "words"

    counts: Counts | None = None
    members: dict[Who, Ballot] = Field(default_factory=dict)
    """How each member voted, by name, alias or id."""
    casting: CastingVote | None = None
    """Not among the counts: it is cast when they are equal."""
    method: Literal["consensus", "unanimous", "show-of-hands", "roll-call", "secret-ballot", "electronic"] | None = None
    words: Line | None = None
    """The notes' own words (“carried on a show of hands”), printed as they are."""


class Dissent(Shape):
    """An opinion that was recorded against a decision (保留意见)."""

    shorthand: ClassVar[str | None] = "who"

    who: Who
    text: Prose | None = None


class Decision(Shape):
    """What the meeting decided (议定事项)."""

    id: Id
    text: Prose
    label: Label | None = None
    """The source's own number, verbatim."""
    moved: Who | None = None
    seconded: Who | None = None
    vote: Vote | None = None
    outcome: Literal["carried", "defeated", "deferred", "withdrawn", "noted"] | None = None
    """None: the notes state the decision and no more."""
    dissent: Annotated[tuple[Dissent, ...], OneOrMore] = ()
    supersedes: Annotated[tuple[Reference, ...], OneOrMore] = ()
    """Earlier decisions this one replaces."""
    rescinds: Annotated[tuple[Reference, ...], OneOrMore] = ()
    """Earlier decisions this one ends without a successor."""
    answers: Annotated[tuple[Reference, ...], OneOrMore] = ()
    """Left-over questions it settles."""
    tags: Annotated[tuple[Line, ...], OneOrMore] = ()
    access: Line | None = None
    """None: as what it stands in; it may only be more closed."""


class Milestone(Shape):
    """A stage of an action with its own date."""

    text: Line
    due: Date | None = None


class Action(Shape):
    """One promise made in a meeting; the register (台账) is the fold of these and their updates."""

    id: Id
    """Unique within its record; `record/id` is how everything else cites it."""
    label: Label | None = None
    """The source's own number, verbatim."""
    task: Prose
    lead: Who | None = None
    """Unit or person in charge (牵头/责任单位); None: the notes name nobody."""
    support: Annotated[tuple[Who, ...], OneOrMore] = ()
    """Units that help (配合单位)."""
    owner: Annotated[tuple[Who, ...], OneOrMore] = ()
    """People who carry it out (责任人)."""
    supervisor: Who | None = None
    """Who answers for it above the lead (分管领导)."""
    due: Date | None = None
    due_words: Line | None = None
    """The words of the meeting (汛期前), kept as said; never turned into a date."""
    milestones: tuple[Milestone, ...] = ()
    state: ActionState = "open"
    """The state the meeting itself recorded when it opened the action."""
    carries_out: Annotated[tuple[Id, ...], OneOrMore] = ()
    """Decisions of the same record it carries out."""
    continues: Annotated[tuple[Reference, ...], OneOrMore] = ()
    """Earlier actions this one takes further; several that continue one split it. It ends by an update of its own."""
    papers: Annotated[tuple[AssetPath, ...], OneOrMore] = ()
    links: Annotated[tuple[NamedLink, ...], OneOrMore] = ()
    note: Prose | None = None
    tags: Annotated[tuple[Line, ...], OneOrMore] = ()
    access: Line | None = None
    """None: as what it stands in; it may only be more closed."""


class LeftOver(Shape):
    """A question the meeting did not settle (遗留问题)."""

    id: Id
    label: Label | None = None
    text: Prose
    raised_by: Who | None = None
    owner: Annotated[tuple[Who, ...], OneOrMore] = ()
    """Who keeps track of it."""
    continues: Annotated[tuple[Reference, ...], OneOrMore] = ()
    """The same question at earlier meetings."""
    access: Line | None = None
    """None: as what it stands in; it may only be more closed."""


class Update(Shape):
    """What happened to an action on a day; events like this are all that changes it."""

    action: Reference
    date: Date | None = None
    """None: the day of the record it stands in."""
    state: ActionState | None = None
    """The state from that day on; None: as before."""
    note: Prose | None = None
    evidence: Annotated[tuple[AssetPath, ...], OneOrMore] = ()
    links: Annotated[tuple[NamedLink, ...], OneOrMore] = ()
    """Evidence that is kept elsewhere."""
    no_evidence: Line | None = None
    """Why it was closed without evidence."""
    verified_by: Who | None = None
    lead: Who | None = None
    support: Annotated[tuple[Who, ...] | None, OneOrMore] = None
    owner: Annotated[tuple[Who, ...] | None, OneOrMore] = None
    supervisor: Who | None = None
    due: Date | None = None
    """The new due date; the old one stays in the history."""
    due_words: Line | None = None
    reached: Annotated[tuple[Line, ...], OneOrMore] = ()
    """Milestones that are met, by their text."""
    merged_into: Reference | None = None
    """The action that goes on in its place (并案); this one ends as cancelled unless `state` says otherwise."""
    access: Line | None = None
    """None: as what it stands in; it may only be more closed."""
