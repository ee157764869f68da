"""Drafting: the record of the next meeting of a series, from what its notes say so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from reportgen import disk
from reportgen.formats.claims import claimed
from reportgen.formats.notes import Draft, draft_meeting, next_id, next_moment
from reportgen.formats.yaml.guards import MOST_BYTES
from reportgen.model.content import Content
from reportgen.model.diagnostic import Diagnostic, Severity, error
from reportgen.model.ledger import RegisterLine
from reportgen.model.meeting import FOLDERS
from reportgen.pipeline.acting import Findings, lost, nothing_read, rows, unread
from reportgen.pipeline.reading import in_order, told_of
from reportgen.rules.references import UNKNOWN_SERIES
from reportgen.stages.load import load

NO_DATE = error(
    "no-date",
    en="nothing says when the next meeting of “{value}” is",
    zh="没有记录说明系列“{value}”下次会议的时间",
    hint_en="give it: --date 2026-07-16",
    hint_zh="请指定：--date 2026-07-16",
)
ALREADY_ON_RECORD = error(
    "already-on-record",
    en="the meeting of “{value}” on {day} is on record already: {record}",
    zh="系列“{value}”{day} 的会议已有记录：{record}",
    hint_en="write in that file, or give another day: --date 2026-07-16",
    hint_zh="请在该文件中填写，或另选日期：--date 2026-07-16",
)
MEND_FIRST = error(
    "mend-first",
    en="{record} cannot be read; mend it first",
    zh="记录 {record} 有错误，请先改正再起草",
    hint_en="the number, the day and the open actions of the next meeting depend on it",
    hint_zh="下次会议的届次、日期和未结事项都以它为据",
)


def draft_next(folder: Path, series: str, day: dt.date | None) -> tuple[Draft | None, tuple[Diagnostic, ...]]:
    """Return the record of the next meeting of a series, ready to be filled in; None: something is wrong."""
    content, problems = load(folder)
    if content is None:
        return None, nothing_read(problems)
    found = content.site.series_by_id(series)
    if found is None:
        return None, (lost(UNKNOWN_SERIES, series, [one.id for one in content.site.series]),)
    held = [one for one in content.minutes() if one.series == series]
    if missing := [MEND_FIRST.at(None, record=one) for one in _missing(folder, content, problems, series)]:
        return None, (*in_order(told_of(problems, content.site)), *missing)
    when = next_moment(held, day)
    if when is None:
        return None, (NO_DATE.at(None, value=series),)
    taken = {*(one.id for one in content.records), *content.unreadable}
    name = next_id(found, held, when.date, taken)
    there = next((one.id for one in held if one.date == when.date), name if name in taken else None)
    if there:
        return None, (ALREADY_ON_RECORD.at(None, value=series, day=when.date, record=there),)
    carried = carry_over(content, series, when.date)
    # With a draft too: what could not be read may hold open actions that are missing from it.
    beside = PurePosixPath(content.places[held[-1].id].path if held else "meetings/first").parent
    draft = draft_meeting(
        found,
        held,
        when,
        [one.entry for one in carried.going],
        [one.entry for one in carried.ended],
        language=found.lang or content.site.language,
        access=content.site.access_levels[-1],
        path=f"{beside}/{name}.yaml",
    )
    return draft, in_order(told_of(problems, content.site))


def _missing(folder: Path, content: Content, problems: Iterable[Diagnostic], series: str) -> list[str]:
    """Return the ids of unreadable records that are of a series, or may be: they stand where its meetings stand."""
    known = {one.id for one in content.site.series}
    held = (one.id for one in content.minutes() if one.series == series)
    homes = {str(PurePosixPath(content.places[one].path).parent) for one in held}
    errors = (one.span.path for one in problems if one.span and one.severity is Severity.ERROR)
    missing: list[str] = []
    for path in sorted({one for one in errors if PurePosixPath(one).stem in content.unreadable}):
        if path.startswith((f"{FOLDERS['speech']}/", f"{FOLDERS['briefing']}/")):
            # They tell nothing of the register.
            continue
        said = _series_claimed(folder / path)
        at_home = str(PurePosixPath(path).parent) in homes if homes else path.startswith(f"{FOLDERS['minutes']}/")
        if said == series or (said not in known and at_home):
            missing.append(PurePosixPath(path).stem)
    return missing


def _series_claimed(path: Path) -> str | None:
    try:
        return claimed(disk.read_file(path, MOST_BYTES), "series")
    except OSError:
        return None


@dataclass(frozen=True, slots=True)
class CarryOver:
    """What a series takes to its next meeting; nothing is copied, the register keeps it."""

    since: dt.date | None
    """Day of its last held meeting; None: there was none."""
    going: tuple[RegisterLine, ...]
    """Every live action of the series, in the order of opening; actions of other series stay there."""
    ended: tuple[RegisterLine, ...]
    """What ended since the last held meeting, as that meeting knew it; one merged into another goes on as that one."""


def carry_over(content: Content, series: str, day: dt.date) -> CarryOver:
    """Return what a series takes to its next meeting, as known on a day."""
    own = [one for one in rows(content, day) if one.entry.series == series]
    held = [one for one in content.minutes() if one.series == series and one.status == "held" and one.date <= day]
    ended: list[RegisterLine] = []
    if held:
        last = held[-1]
        before = [one for one in own if one.entry.opened <= last.date and not one.status.is_live]
        ended = [one for one in before if one.entry.known_to(last.id, last.date).is_live]
    return CarryOver(held[-1].date if held else None, tuple(one for one in own if one.status.is_live), tuple(ended))


def carry(folder: Path, series: str, as_of: dt.date) -> tuple[CarryOver | None, Findings]:
    """Return what a series takes to its next meeting, and what could not be read; None: there is no such series."""
    content, problems = load(folder)
    if content is None:
        return None, nothing_read(problems)
    known = [one.id for one in content.site.series]
    if series not in known:
        return None, (lost(UNKNOWN_SERIES, series, known),)
    return carry_over(content, series, as_of), unread(problems, content)
