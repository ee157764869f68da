"""What a build is asked for, and what it tells. Loads in no time: a build in which nothing changed needs no more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.model.diagnostic import Diagnostic
from reportgen.pipeline.timing import UNTIMED, Timer

if TYPE_CHECKING:
    from reportgen.workers import Printers

Tell = Callable[[str, int, int], None]
"""Hears how far the build is: what was just made, how many are done, how many there are."""
Hear = Callable[[Iterable[Diagnostic]], None]
"""Hears findings as soon as they are known."""


@dataclass(frozen=True, slots=True)
class BuildOrder:
    """What is asked for."""

    content: Path
    output: Path
    as_of: dt.date
    outputs: frozenset[str] | None = None
    """Kinds of files to make; None: as site.yaml says."""
    only: str | None = None
    """The id of one record; None: everything."""
    jobs: int = 2
    """Processes that render, and processes that print, at the most."""
    furniture: str | None = None
    """Language of what the pages say around the words of the records; None: that of each record."""
    edition: str | None = None
    """One of site.yaml; None: the one that holds everything."""
    font_settings: tuple[str, ...] = ()
    """What the environment of the process says of where fonts are and how they are chosen: `NAME=value`."""
    timer: Timer = UNTIMED
    """Hears which stage begins, and which document is printed."""
    printers: Printers | None = field(default=None, compare=False)
    """Printers that stay warm from build to build; None: the build has its own."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What came of it."""

    findings: tuple[Diagnostic, ...]
    """All of them, in order of place."""
    printing: tuple[Diagnostic, ...] = ()
    """Those that only printing brought to light."""
    pages: int = 0
    documents: int = 0
    """PDFs, those that stand from an earlier build among them."""
    written: int = 0
    """Files that changed on disk."""
    kept: tuple[str, ...] = ()
    """Files of an earlier build that stay because nothing good could replace them."""
    folder: Path | None = None
    """The edition's; None: nothing was built."""
    unprinted: int = 0
    """PDFs that could not be made."""
    changed: tuple[str, ...] = ()
    """Files that the build before, if it was asked for the same, found otherwise; of an open edition nobody is told."""
    standing: int = 0
    """Files that were not made, since they would be the same again."""
    reasons: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Why each output was made anew: its path, and the names of what has changed; what stands is not among them."""
