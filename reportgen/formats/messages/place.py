"""Where a finding stands, as far as it may be told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from reportgen.model.diagnostic import Diagnostic
from reportgen.text.terminal import printable


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a finding, harmless to a terminal."""

    file: str | None
    """From where the program was started; None: there is none to name, as in every open edition."""
    line: int | None
    """1-based; None: the whole file."""
    column: int | None
    """1-based, in Unicode code points; None: the whole line."""
    document: str | None
    """What it was found in where no file can be named: a record of an open edition, or a printed document."""
    field: str | None
    """The way to the value inside that record: `agenda[0].title`."""

    @property
    def named(self) -> str:
        """Record and field, or the printed document; empty where there is a file."""
        return " ".join(part for part in (self.document, self.field) if part)


def where(found: Diagnostic, folder: str) -> Where:
    """Return the place of a finding.

    Args:
        found: the finding.
        folder: the content folder, as files are to be named.
    """
    if found.span is None:
        document, _, field = (found.document or "").partition(" ")
        return Where(None, None, None, printable(document) or None, printable(field) or None)
    file = printable(str(PurePosixPath(folder) / found.span.path))
    return Where(file, found.span.line or None, found.span.column or None, None, None)
