"""Recording: one event of an action written into the file where it belongs, if nothing speaks against it.

The file is read, the event put in, the whole read again through the door and held against every rule; only then is
it for the command to write.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Literal

from reportgen import disk
from reportgen.formats.claims import claimed
from reportgen.formats.record import read_record
from reportgen.formats.updates import begin, splice
from reportgen.formats.yaml.guards import MOST_BYTES
from reportgen.model.action import Update
from reportgen.model.content import Content, canonical
from reportgen.model.diagnostic import Diagnostic, Severity, error, warning
from reportgen.model.meeting import FOLDERS, Minutes, Record, Updates
from reportgen.model.register import ENDED, ActionStatus, RegisterEntry, Step, register_of
from reportgen.model.source import Span
from reportgen.pipeline.acting import lost, no_action, nothing_read
from reportgen.pipeline.reading import listed, told_of
from reportgen.rules.closing import ENDED_THEN_LIVE
from reportgen.rules.references import UNKNOWN_MEETING
from reportgen.stages.check import check
from reportgen.stages.load import load, load_instead
from reportgen.text.states import state_values

EVENT_TO_COME = error(
    "event-to-come",
    en="{date} is after {day}, the day this is recorded",
    zh="{date} 晚于记录之日 {day}",
    hint_en="correct --date; what is still to come is a due date: --due",
    hint_zh="请改正 --date；尚未发生的事请写成完成时限：--due",
)
ENDED_ALREADY = error(
    "ended-already",
    en="{action} is {state} already, since {date}",
    zh="{action} 已于 {date} 结束（{state_zh}）",
    hint_en='to add proof run `reportgen actions update {action} --date … --no-evidence "…"`; if it goes on, reopen it',
    hint_zh='补佐证请运行 `reportgen actions update {action} --date … --no-evidence "…"`；要重新办理请用 reopen',
)
NOT_ENDED = error(
    "not-ended",
    en="{action} is {state}: only what has ended can be reopened",
    zh="{action} 为{state_zh}：已销号或已取消的事项才能重新办理",
    hint_en="record news of it with `reportgen actions update`",
    hint_zh="有新进展请用 `reportgen actions update` 记录",
)
OVERTAKEN = warning(
    "overtaken",
    en="{said} on {date}, but {record} of {later} records it as {now}{again}",
    zh="{date} {said_zh}；但 {later}（{record}）{again_zh}记为{now_zh}{still_zh}",
    hint_en="correct that update, or give the day on which it really ended or changed: --date",
    hint_zh="请改正那条进展，或以实际日期登记：--date",
)
CANNOT_ADD = error(
    "cannot-add-event",
    en="the event cannot be added here without changing something else",
    zh="无法在不改动其他内容的情况下把进展写入此文件",
    hint_en="write it under `updates:` by hand",
    hint_zh="请手工写在 `updates:` 之下",
)

Verb = Literal["update", "close", "reopen"]


@dataclass(frozen=True, slots=True)
class News:
    """What is to be recorded of an action."""

    verb: Verb
    action: str
    """record/id."""
    words: Mapping[str, str | tuple[str, ...]]
    """The keys of an update but for `action` and `date`, as people type them."""
    date: dt.date | None = None
    """The day it happened; None: the day of the meeting, else the day it is recorded."""
    meeting: str | None = None
    """The meeting that recorded it; None: it happened between meetings."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event that may be written."""

    path: str
    """From the content folder."""
    read: bytes | None
    """What the file holds; None: it is to be made."""
    content: bytes
    """What it is to hold."""
    span: Span | None
    """Where the event will stand."""
    before: ActionStatus
    after: ActionStatus


def record_event(folder: Path, news: News, as_of: dt.date) -> tuple[Recorded | None, tuple[Diagnostic, ...]]:
    """Return an event ready to be written, with what is doubtful about it; None: something is wrong, nothing changes.

    Args:
        folder: the content folder.
        news: what is to be recorded.
        as_of: the day on which it is recorded.

    Raises:
        ReportgenError: the file changed while it was read.
    """
    content, problems = load(folder)
    if content is None:
        return None, nothing_read(problems)
    entry = next((one for one in register_of(content) if one.reference == news.action), None)
    if entry is None:
        return None, no_action(news.action, content, problems)
    target = _target(content, entry, news, as_of)
    known = (*told_of(problems, content.site), *check(content, as_of))
    if refusals := (*_untimely(entry, news, as_of), *_unfit(folder, target, content, known)):
        return None, refusals
    read = _read(folder, target)
    return _Adding(folder, content, target, known, as_of).add(entry, news, read)


def _read(folder: Path, target: _Target) -> bytes | None:
    """Return the bytes of the file, which the loaded record was made of; None: it is to be made."""
    if target.record is None or target.path is None:
        return None
    read = disk.read_file(folder / target.path, MOST_BYTES)
    if read_record(read, target.path).record != target.record:
        raise disk.changed_meanwhile(folder / target.path)
    return read


def write_event(folder: Path, recorded: Recorded) -> None:
    """Write an event.

    Raises:
        ReportgenError: the file has changed since it was read, or cannot be written; it stays as it is.
    """
    disk.replace_file(folder / recorded.path, recorded.content, read=recorded.read)


@dataclass(frozen=True, slots=True)
class _Target:
    """The record an event goes into."""

    id: str
    path: str | None
    """None: there is no meeting of that id."""
    record: Minutes | Updates | None
    """None: it is to be made, or cannot be read."""
    date: dt.date | None
    """Of the event, where it is another day than that of the record."""
    head: Mapping[str, str]
    """Of a file to be made."""


def _target(content: Content, entry: RegisterEntry, news: News, as_of: dt.date) -> _Target:
    if news.meeting:
        record = next((one for one in content.minutes() if one.id == news.meeting), None)
        places = content.places.get(news.meeting)
        date = None if record and news.date == record.date else news.date
        return _Target(news.meeting, places.path if places else None, record, date, {})
    day = news.date or as_of
    identity = _file_of_updates(content, entry.series, day)
    found = next((one for one in content.updates() if one.id == identity), None)
    path = content.places[identity].path if identity in content.places else f"updates/{identity}.yaml"
    series = {"series": entry.series} if entry.series else {}
    # No more closed than what it tells of, or the register would be marked with the most closed level of all.
    opening = next((one.access for one in content.minutes() if one.id == entry.record), None)
    access = {"access": opening} if opening else {}
    return _Target(identity, path, found, None, {"kind": "updates", **series, "date": str(day), **access})


def _name(series: str | None, day: str) -> str:
    # An id has at most 64 characters.
    return f"{(series or 'actions')[:40].rstrip('-')}-{day}"


def _file_of_updates(content: Content, series: str | None, day: dt.date) -> str:
    """Return the id of the series' update file of a day, or the one it is to get."""
    base = _name(series, str(day))
    of_day = [one.id for one in content.updates() if one.series == series and one.date == day]
    if of_day and series:
        return base if base in of_day else of_day[0]
    # A meeting may have the series and the day for its name.
    names = (base, f"{base}-updates", *(f"{base}-updates-{number}" for number in range(2, 1000)))
    taken = {one.id for one in content.records} - set(of_day)
    return next(name for name in names if name not in taken)


def _errors_in(path: str, problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    found = (one for one in problems if one.span and one.span.path == path and one.severity is Severity.ERROR)
    return listed(found)


def _untimely(entry: RegisterEntry, news: News, as_of: dt.date) -> tuple[Diagnostic, ...]:
    """Return what speaks against the event as such."""
    status = entry.known_on(as_of)
    values = {"action": entry.reference, "date": status.ended, **state_values("state", status.state)}
    if news.date and news.date > as_of:
        return (EVENT_TO_COME.at(None, date=news.date, day=as_of),)
    if news.words.get("state") in ENDED and not status.is_live:
        return (ENDED_ALREADY.at(None, **values),)
    if news.verb == "reopen" and status.is_live:
        return (NOT_ENDED.at(None, **values),)
    return ()


def _unfit(folder: Path, target: _Target, content: Content, known: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the file already, or with another that may be the one of that series and day."""
    if target.path is None or not (target.record or target.head or target.id in content.unreadable):
        return (lost(UNKNOWN_MEETING, target.id, sorted(one.id for one in content.minutes())),)
    return _errors_in(target.path, known) or tuple(
        one for path in _twins(folder, target, content, known) for one in _errors_in(path, known)
    )


def _twins(folder: Path, target: _Target, content: Content, known: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield the files of updates with an error that have the name, or the day and the series, of a file to be made."""
    if target.record or not target.head:
        return
    series, day = target.head.get("series"), target.head["date"]
    others = {one.id for one in content.site.series} - {series}
    wrong = {one.span.path for one in known if one.span and one.severity is Severity.ERROR}
    for path in sorted(one for one in wrong if one.startswith(f"{FOLDERS['updates']}/")):
        try:
            read = disk.read_file(folder / path, MOST_BYTES)
        except OSError:
            continue
        # A series that is misspelt may be this one.
        is_of_day = claimed(read, "date") == day and claimed(read, "series") not in others
        if is_of_day or PurePosixPath(path).stem == _name(series, day):
            yield path


@dataclass(frozen=True, slots=True)
class _Adding:
    """An event on its way into a file."""

    folder: Path
    content: Content
    target: _Target
    known: tuple[Diagnostic, ...]
    """What was wrong before."""
    as_of: dt.date

    def add(
        self, entry: RegisterEntry, news: News, read: bytes | None
    ) -> tuple[Recorded | None, tuple[Diagnostic, ...]]:
        """Return the file with the event, if the door and every rule let it through."""
        path = self.target.path or ""
        event = _typed(news, self.target)
        changed = begin(self.target.head, event) if read is None else splice(read, event)
        would_be, problems = load_instead(self.folder, self.content, path, changed)
        if would_be is None:
            return None, self._new(problems)
        if not _adds_only(self.target, would_be, event):
            return None, (CANNOT_ADD.at(Span(path)),)
        findings = self._new((*told_of(problems, self.content.site), *check(would_be, self.as_of)))
        if any(one.severity is Severity.ERROR for one in findings):
            return None, findings
        last = len(_record(would_be, self.target.id).updates) - 1
        after = next(one for one in register_of(would_be) if one.reference == entry.reference)
        span = would_be.span(self.target.id, "updates", last)
        recorded = Recorded(path, read, changed, span, entry.known_on(self.as_of), after.known_on(self.as_of))
        return recorded, self._with_what_overtakes(findings, would_be, after, last)

    def _with_what_overtakes(
        self, findings: tuple[Diagnostic, ...], would_be: Content, entry: RegisterEntry, position: int
    ) -> tuple[Diagnostic, ...]:
        """Return the findings, and which later update keeps the event from being the last word."""
        steps = entry.history(self.as_of)
        places = [(one.event.record, one.event.position) for one in steps]
        mine = self.target.id, position
        place = places.index(mine) if mine in places else len(places)
        turns = [one for one in steps[place + 1 :] if one.before.state != one.after.state]
        is_said = place < len(steps) and (steps[place].event.update.state or steps[place].event.update.merged_into)
        if not turns or not is_said or steps[-1].after.state == steps[place].after.state:
            return findings
        told = _overtaken(steps[place], turns[-1], would_be)
        # The rule says the same of the same update.
        rest = (one for one in findings if one.kind is not ENDED_THEN_LIVE or one.span != told.span)
        return (*rest, told)

    def _new(self, findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Return the findings that were not there before, without places in a file that is not written yet."""
        known = Counter(map(self._sameness, self.known))
        new: list[Diagnostic] = []
        for one in findings:
            known[self._sameness(one)] -= 1
            if known[self._sameness(one)] < 0:
                is_of_event = one.span is not None and one.span.path == self.target.path
                new.append(replace(one, span=None) if is_of_event else one)
        return tuple(new)

    def _sameness(self, one: Diagnostic) -> tuple[object, ...]:
        """Return what tells a finding from others, before and after."""
        if one.span and one.span.path == self.target.path:
            # Not by place: what stands below the event has another line now.
            return one.code, one.values
        # Not by values: they may tell of the event, such as the day of the last news of what is overdue.
        return one.code, one.span, None if one.span else one.values


def _overtaken(step: Step, turn: Step, content: Content) -> Diagnostic:
    event = turn.event
    is_again = step.after.state in ENDED and turn.after.is_live
    words = {
        **state_values("said", step.after.state),
        **state_values("now", turn.after.state),
        "again": " again; it is live today" if is_again else "",
        "again_zh": "又" if is_again else "",
        "still_zh": "，今仍未结" if is_again else "",
    }
    span = content.span(event.record, "updates", event.position)
    return OVERTAKEN.at(span, date=step.event.date, record=event.record, later=event.date, **words)


def _typed(news: News, target: _Target) -> dict[str, str | tuple[str, ...]]:
    """Return the event as it is to be written: in NFC, without blanks around it."""
    date = {"date": str(target.date)} if target.date else {}
    event = {"action": news.action, **date, **news.words}
    return {key: _clean(value) if isinstance(value, str) else tuple(map(_clean, value)) for key, value in event.items()}


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()


def _record(content: Content, identity: str) -> Minutes | Updates:
    return next(one for one in content.records if one.id == identity and isinstance(one, Minutes | Updates))


def _adds_only(target: _Target, would_be: Content, event: Mapping[str, str | tuple[str, ...]]) -> bool:
    """Whether the file would say what it said before, and the event."""
    after = _record(would_be, target.id)
    *earlier, last = after.updates
    if last != Update.model_validate({key: one if isinstance(one, str) else [*one] for key, one in event.items()}):
        return False
    rest: Record = after.model_copy(update={"updates": tuple(earlier)})
    return target.record is None or canonical(rest) == canonical(target.record)
