"""What an issued document carries besides its text: its number, who signed it, whom it goes to."""

from __future__ import annotations

from typing import Annotated, Literal

from reportgen.model.config import Marking
from reportgen.model.shape import OneOrMore, Shape
from reportgen.model.values import Date, Line, Number, Who


class Issue(Shape):
    """What the issued document carries in head and foot (版头, 版记)."""

    form: Literal["letter"] | None = None
    """A letter (信函) has a head of its own; None: the form of its kind."""
    number: Number | None = None
    year: Number | None = None
    title: Line | None = None
    """The title in the lines it is printed in, parted by `|`; None: broken where it reads best."""
    copies: Number | None = None
    copy_number: Number | None = None
    classification: Line | None = None
    """密级, printed as typed; with its term: 秘密★1年."""
    marking: Marking | None = None
    """How it may be handled (OFFICIAL, TLP:AMBER), at head and foot of every page; None: as the house says."""
    urgency: Line | None = None
    signer: Annotated[tuple[Who, ...], OneOrMore] = ()
    """Who signed it off (签发人); of a joint document one for each body."""
    joint: Annotated[tuple[Line, ...], OneOrMore] = ()
    """Bodies that issue it together with the one whose meeting it is (联合发文), in the order of the head."""
    to: Annotated[tuple[Line, ...], OneOrMore] = ()
    """Main recipients (主送)."""
    report: Annotated[tuple[Line, ...], OneOrMore] = ()
    """Whom it is reported to (报), on the foot of a briefing."""
    copy_: Annotated[tuple[Line, ...], OneOrMore] = ()
    """Copies (抄送)."""
    note: Line | None = None
    """A note in brackets below the date (附注): whom to ask, how far it may be passed on."""
    date: Date | None = None
    """The date of the document (成文日期); None: that of its approval, else of what it records."""
    printed_by: Line | None = None
    printed_on: Date | None = None

    @property
    def title_lines(self) -> tuple[str, ...]:
        """The lines of the title as somebody broke them; () where nobody did."""
        return tuple(part.strip() for part in (self.title or "").split("|") if part.strip())
