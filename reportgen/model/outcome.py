"""What one run of `check` or `build` came to, as another program is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from reportgen.model.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made."""

    folder: str
    """The edition's, as typed."""
    pages: int
    documents: int
    """PDFs printed."""
    written: int
    """Files that changed on disk."""
    kept: tuple[str, ...]
    """Files of an earlier build that stay because nothing good could replace them."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a run came to no end: it is not the content, but the machine or the program."""

    message: str
    hint: str
    """What to do about it; empty: nobody knows."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One run over one edition."""

    command: Literal["check", "build"]
    edition: str | None
    """None: none was named, so that everything is meant."""
    as_of: dt.date
    language: Literal["zh", "en"]
    """Of every message."""
    folder: str
    """The content folder: relative to where the program was started if it lies below that, else absolute."""
    base: str | None
    """The address (`file:///…/`) of a content folder that lies elsewhere; None: it lies below."""
    exit_code: int = 0
    findings: tuple[Diagnostic, ...] = ()
    """In the order they were told."""
    built: Built | None = None
    """None: nothing was built."""
    trouble: Trouble | None = None
    """None: it came to its end, well or badly."""
