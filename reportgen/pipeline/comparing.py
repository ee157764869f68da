"""Comparing: what each edition holds, told by the projection that makes it and by nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportgen.model.config import Edition
from reportgen.model.content import Content
from reportgen.model.diagnostic import Diagnostic, Severity
from reportgen.model.meeting import Minutes, Speech
from reportgen.pipeline.reading import inspect, spoiled, without
from reportgen.stages.project import project
from reportgen.stages.project.cutting import Fate


@dataclass(frozen=True, slots=True)
class Compared:
    """One record as the editions hold it."""

    id: str
    day: dt.date
    title: str
    fates: tuple[Fate, ...]
    """In the order of the editions."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All editions side by side."""

    editions: tuple[Edition, ...]
    levels: tuple[str, ...]
    """Of access, from the most open to the most closed."""
    records: tuple[Compared, ...]
    """Meetings and speeches by day."""


def compare_editions(folder: Path, as_of: dt.date) -> tuple[Comparison | None, tuple[Diagnostic, ...]]:
    """Return what every edition holds, and the errors that keep records out of all of them; None: nothing was read."""
    content, findings = inspect(folder, as_of)
    errors = tuple(one for one in findings if one.severity is Severity.ERROR)
    if content is None:
        return None, errors
    sound = without(content, spoiled(errors))
    editions = sound.site.editions or (sound.site.whole,)
    return Comparison(editions, sound.site.access_levels, tuple(_records(sound, editions))), errors


def _records(content: Content, editions: tuple[Edition, ...]) -> Iterator[Compared]:
    fates = [project(content, one).fates for one in editions]
    records: list[Minutes | Speech] = [*content.minutes(), *content.speeches()]
    for record in sorted(records, key=lambda one: (one.date, one.id)):
        yield Compared(record.id, record.date, record.title, tuple(one[record.id] for one in fates))
