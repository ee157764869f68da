"""The shape of findings as JSON: what is written, and what the published schema says."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from reportgen.formats.registers.shape import Row
from reportgen.model.config import Language

VerdictWord = Literal["fine", "content", "usage", "environment", "bug", "interrupted"]


class FindingRow(Row):
    """One thing that is wrong."""

    code: str
    """Never changes."""
    severity: Literal["error", "warning", "info"]
    """After site.yaml had its say."""
    file: str | None
    """From the folder the program was started in; absolute where the content lies elsewhere; null: none to name."""
    line: int | None
    """From 1; null: the whole file."""
    column: int | None
    """From 1, in Unicode code points; null: the whole line."""
    document: str | None
    """Where no file can be named: the printed document, or the record of an open edition."""
    field: str | None
    """The way to the value in a record of an open edition, which tells no lines: `agenda[0].title`."""
    message: str | None
    """null: an open edition says no more than the code and the place."""
    hint: str | None
    """What to type instead; null: nothing to add."""


class CountsRow(Row):
    """How many findings there are."""

    error: int
    warning: int
    info: int


class BuiltRow(Row):
    """What a build made."""

    folder: str
    """Of the edition."""
    pages: int
    documents: int
    """PDFs printed."""
    written: int
    """Files that changed on disk."""
    kept: tuple[str, ...]
    """Files of an earlier build that stay because nothing good could replace them."""


class TroubleRow(Row):
    """Why a run came to no end: it is not the content, but the machine or the program."""

    message: str
    hint: str | None


class RunRow(Row):
    """One run over one edition."""

    command: Literal["check", "build"]
    edition: str | None
    """null: none was named, so that everything is meant."""
    content: str
    """The content folder."""
    as_of: dt.date
    language: Language
    """Of every message."""
    exit_code: int
    verdict: VerdictWord
    counts: CountsRow
    findings: tuple[FindingRow, ...]
    """In the order they were told."""
    built: BuiltRow | None
    """null: nothing was built."""
    trouble: TroubleRow | None
    """null: the run came to its end."""


class ToolRow(Row):
    """What wrote the file."""

    name: Literal["reportgen"]
    version: str


class MessagesFile(Row):
    """Everything that `check` or `build` has to say."""

    format: Literal[1]
    """Grows when a key changes its meaning or goes."""
    tool: ToolRow
    exit_code: int
    """Of the whole: the worst of its runs."""
    verdict: VerdictWord
    runs: tuple[RunRow, ...]
    """One for each edition that was asked for."""
