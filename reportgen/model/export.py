"""The register as a file for another program: a spreadsheet, a calendar, a script."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from reportgen.model.ledger import DecisionLine, RegisterLine
from reportgen.model.site import Meeting

Form = Literal["csv", "csv-for-excel", "json", "xlsx", "ics"]


@dataclass(frozen=True, slots=True)
class Export:
    """What a file for another program holds; only what was known on its day."""

    title: str
    language: str
    """zh or en, of headings and of words such as the state."""
    as_of: dt.date
    base: str | None
    """The address of the edition with a slash at its end; None: rows have no address."""
    unreadable: int
    """Records that could not be read; the file says that it is incomplete."""
    lines: tuple[RegisterLine, ...] = ()
    decisions: tuple[DecisionLine, ...] = ()
    meetings: tuple[Meeting, ...] = ()

    def address(self, line: RegisterLine) -> str | None:
        """Return the address of an action's own page, or None."""
        return None if self.base is None else f"{self.base}actions/{line.reference}/"
