"""Builds, one after another in one thread, so that what a build leaves warm serves the next."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

from reportgen.model.diagnostic import ReportgenError
from reportgen.pipeline import BuildOrder, BuildReport, Tell, build
from reportgen.serving.watching import changes
from reportgen.workers import Printers


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one build."""

    report: BuildReport | None
    """None: it came to no end."""
    failure: Exception | None
    """Why it came to no end: a `ReportgenError`, else a mistake of ours."""
    changed: tuple[str, ...]
    """Full paths of what changed since the build before; (): nothing did, it is the first."""
    seconds: float


Begin = Callable[[tuple[str, ...]], None]
"""Hears that a build begins, and which paths changed."""
End = Callable[[Outcome], None]
"""Hears what came of it."""


def watched_folders(content: Path) -> tuple[Path, Path]:
    """Return the folders a build reads: the content, and the office's own templates beside it, there or not."""
    return content, content.resolve().parent / "templates"


def build_at_every_change(
    order: Callable[[], BuildOrder], printers: Printers, stop: Event, *, begin: Begin, tell: Tell, end: End
) -> None:
    """Build at once, and again whenever content or templates changed, until told to stop.

    Changes during a build make one more, whatever their number. No build that fails ends it: the next change may mend
    what was wrong.

    Args:
        order: gives what to build; asked before every build, for the day may have changed.
        printers: print what is built, one build after the other.
        stop: ends it, in the midst of a build after the document being printed.
        begin: hears of every build before it is made.
        tell: hears how far it is.
        end: hears what came of it.

    Raises:
        ReportgenError: the folders cannot be watched.
    """

    def tell_unless_stopped(what: str, done: int, whole: int) -> None:
        if stop.is_set():
            # The way out of a build that leaves no printer behind and no file half-written.
            raise KeyboardInterrupt
        tell(what, done, whole)

    for changed in changes(watched_folders(order().content), stop):
        begin(changed)
        outcome = _built(order, printers, tell_unless_stopped, changed)
        # Printers that were killed to end it make a build fail, which is nobody's mistake.
        if outcome.failure and stop.is_set():
            raise KeyboardInterrupt
        end(outcome)


def _built(order: Callable[[], BuildOrder], printers: Printers, tell: Tell, changed: tuple[str, ...]) -> Outcome:
    started = time.monotonic()
    report: BuildReport | None = None
    failure: Exception | None = None
    try:
        report = build(replace(order(), printers=printers), tell)
    except ReportgenError as broken:
        failure = broken
    # Somebody is at work on their notes: a mistake of ours is told, and must not end that.
    except Exception as mistake:
        failure = mistake
    return Outcome(report, failure, changed, time.monotonic() - started)
