"""Acting: the register as its keepers ask for it: a list, or the history of one action."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from reportgen.model.content import Content
from reportgen.model.diagnostic import Diagnostic, DiagnosticKind, Severity, error
from reportgen.model.directory import Directory, Party
from reportgen.model.ledger import RegisterLine, by_due_date, party_key
from reportgen.model.meeting import AgendaItem, Minutes, Updates
from reportgen.model.party import Person, Unit
from reportgen.model.register import Step, register_of
from reportgen.model.source import Field, Span
from reportgen.pipeline.reading import listed
from reportgen.rules.references import UNKNOWN_ACTION, UNKNOWN_SERIES
from reportgen.stages.load import NO_SITE, load
from reportgen.stages.project import project
from reportgen.stages.resolve.register import lines_of
from reportgen.text import spelling

UNKNOWN_UNIT = error(
    "unknown-unit",
    en="the register knows no unit “{value}”",
    zh="台账中没有单位“{value}”",
    hint_en="write a name, an alias or an id of people.yaml{guess}",
    hint_zh="写 people.yaml 中的名称、别名或编号{guess}",
)
UNKNOWN_OWNER = error(
    "unknown-owner",
    en="the register knows nobody called “{value}”",
    zh="台账中没有责任人“{value}”",
    hint_en="write a name, an alias or an id of people.yaml{guess}",
    hint_zh="写 people.yaml 中的姓名、别名或编号{guess}",
)
INCOMPLETE = error(
    "incomplete-register",
    en="the register is incomplete: {records} cannot be read",
    zh="台账不完整，无法读取：{records_zh}",
    hint_en="mend the errors above; until then the actions and the news of these records are missing",
    hint_zh="请改正上述错误；在此之前，这些记录中的事项和进展都不在内",
)
RECORD_UNREADABLE = error(
    "record-unreadable",
    en="nothing can be said of {action}: {record} cannot be read until its error is mended",
    zh="无法查到 {action}：{record} 有错误，改正后才能读取",
    hint_en="mend the error above first",
    hint_zh="请先改正上述错误",
)
MOST_NAMES = 5
"""Records that a message names."""

Findings = tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which actions are asked for; what is not said does not limit."""

    ended: bool = False
    """Those that were closed or cancelled too; a state asked for says that by itself."""
    overdue: bool = False
    unit: str | None = None
    owner: str | None = None
    series: str | None = None
    state: str | None = None
    due_before: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows that were asked for."""

    lines: tuple[RegisterLine, ...]
    """By due date, those without one after them; then what ended, latest first."""
    misunderstood: Findings = ()
    """What was asked for that nobody knows; then there are no rows."""


def list_actions(folder: Path, as_of: dt.date, wanted: Wanted) -> tuple[Answer | None, Findings]:
    """Return the actions asked for as they stand on a day, and what could not be read; None: nothing could."""
    content, problems = load(folder)
    if content is None:
        return None, nothing_read(problems)
    register = rows(content, as_of)
    party_of = Directory(content.people).party
    misunderstood: list[Diagnostic] = []
    tests = [_is_wanted(wanted)]
    known = [one.id for one in content.site.series]
    if wanted.series and wanted.series not in known:
        misunderstood.append(lost(UNKNOWN_SERIES, wanted.series, known))
    for words, kind, named in ((wanted.unit, UNKNOWN_UNIT, _units), (wanted.owner, UNKNOWN_OWNER, _owners)):
        if words is None:
            continue
        names = _names(content, register, named)
        if words in names:
            tests.append(_names_party(named, party_of(words, as_of)))
        else:
            misunderstood.append(lost(kind, words, sorted(names)))
    if misunderstood:
        return Answer((), tuple(misunderstood)), ()
    found = [line for line in register if all(test(line) for test in tests)]
    return Answer(tuple(sorted(found, key=by_due_date))), unread(problems, content)


def rows(content: Content, day: dt.date) -> tuple[RegisterLine, ...]:
    """Return the rows of the register on a day, of the edition that holds everything."""
    whole = project(content, content.site.whole).content
    return lines_of(register_of(whole), Directory(whole.people), day, whole.site.register_)


def nothing_read(problems: Iterable[Diagnostic]) -> Findings:
    """Return why nothing could be read; without a site.yaml only that, since then nothing here is content."""
    told = tuple(problems)
    return tuple(one for one in told if one.kind is NO_SITE) or listed(told)


def unread(problems: Iterable[Diagnostic], content: Content) -> Findings:
    """Return the errors, and which records are missing from the register because of them."""
    errors = listed(one for one in problems if one.severity is Severity.ERROR)
    if not content.unreadable:
        return errors
    names = content.unreadable
    shown = names if len(names) <= MOST_NAMES else (*names[: MOST_NAMES - 1], "…")
    return (*errors, INCOMPLETE.at(None, records=", ".join(shown), records_zh="、".join(shown)))


def _is_wanted(wanted: Wanted) -> Callable[[RegisterLine], bool]:
    def is_wanted(line: RegisterLine) -> bool:
        status = line.status
        return (
            (status.is_live or wanted.ended or wanted.state is not None)
            and (not wanted.overdue or line.signal == "overdue")
            and (wanted.series is None or line.entry.series == wanted.series)
            and (wanted.state is None or status.state == wanted.state)
            and (wanted.due_before is None or (status.due is not None and status.due < wanted.due_before))
        )

    return is_wanted


def _units(line: RegisterLine) -> tuple[Party, ...]:
    """Return the units that answer for an action, and what people.yaml does not know but may be one."""
    named = (line.lead, *line.support, *line.units)
    return tuple(one for one in named if one and one.kind != "person")


def _owners(line: RegisterLine) -> tuple[Party, ...]:
    """Return who carries an action out: its owners and whoever leads it."""
    return tuple(one for one in (*line.owner, line.lead) if one)


def _names_party(named: Callable[[RegisterLine], tuple[Party, ...]], party: Party) -> Callable[[RegisterLine], bool]:
    return lambda line: party_key(party) in map(party_key, named(line))


def _names(
    content: Content, register: Iterable[RegisterLine], named: Callable[[RegisterLine], tuple[Party, ...]]
) -> set[str]:
    """Return all words by which somebody may be asked for: those of people.yaml, and names only the notes know."""
    people, units = content.people.people, content.people.units
    parties: tuple[Person | Unit, ...] = units if named is _units else (*people, *units)
    known = {words for one in parties for words in (one.id, one.name, *one.aliases)}
    known |= {old.name for one in units for old in one.names}
    return known | {party.name for line in register for party in named(line) if party.id is None}


def lost(kind: DiagnosticKind, value: str, known: Iterable[str]) -> Diagnostic:
    """Return the finding for a word of the command line that leads nowhere, with what may be meant."""
    near = spelling.nearest(value, known)
    return kind.at(None, value=value, guess=f" ({near}?)" if near else "")


@dataclass(frozen=True, slots=True)
class Told:
    """One event in the history of an action, with who said it and where."""

    step: Step
    span: Span | None
    title: str | None
    """Of the record that tells of it."""
    by: Party | None
    """Who wrote the update file, or recorded the meeting."""


@dataclass(frozen=True, slots=True)
class History:
    """Everything that happened to an action, as known on a day."""

    line: RegisterLine
    span: Span | None
    """Where it was opened."""
    events: tuple[Told, ...]
    still_unknown: int
    """Events that records tell of, but only after that day."""
    verifier: Party | None


def show_action(folder: Path, as_of: dt.date, reference: str) -> tuple[History | None, Findings]:
    """Return the history of an action, and what could not be read; None: there is no such action."""
    content, problems = load(folder)
    if content is None:
        return None, nothing_read(problems)
    entries = {one.reference: one for one in register_of(content)}
    entry = entries.get(reference)
    if entry is None:
        return None, no_action(reference, content, problems)
    # One that is opened later is shown as it stands on its first day.
    day = max(as_of, entry.opened)
    line = next(one for one in rows(content, day) if one.reference == reference)
    directory = Directory(content.people)
    verifier = line.status.verified_by
    history = History(
        line=line,
        span=_opening(content, entry.record, entry.action.id),
        events=tuple(_told(content, directory, step) for step in entry.history(day)),
        still_unknown=len(entry.events) - len(line.entry.events),
        verifier=directory.party(verifier, line.status.ended or day) if verifier else None,
    )
    return history, unread(problems, content)


def no_action(reference: str, content: Content, problems: Iterable[Diagnostic]) -> Findings:
    """Return why there is no such action: its record cannot be read, or nobody opened it."""
    record = reference.partition("/")[0]
    errors = [one for one in problems if one.severity is Severity.ERROR]
    if record in content.unreadable:
        own = listed(one for one in errors if one.span and PurePosixPath(one.span.path).stem == record)
        return (*own, RECORD_UNREADABLE.at(None, action=reference, record=record))
    known = sorted(one.reference for one in register_of(content))
    return (*unread(errors, content), lost(UNKNOWN_ACTION, reference, known))


def _told(content: Content, directory: Directory, step: Step) -> Told:
    event = step.event
    record = next(one for one in content.records if one.id == event.record and isinstance(one, Minutes | Updates))
    by = record.by if isinstance(record, Updates) else record.recorder or record.chair
    return Told(
        step,
        content.span(record.id, "updates", event.position),
        record.title,
        directory.party(by, event.recorded) if by else None,
    )


def _opening(content: Content, record: str, action: str) -> Span | None:
    """Return where an action stands in the record that opened it."""
    minutes = next(one for one in content.minutes() if one.id == record)
    waiting: list[tuple[Field, AgendaItem]] = [(("agenda", place), item) for place, item in enumerate(minutes.agenda)]
    found: list[Field] = [("actions", place) for place, one in enumerate(minutes.actions) if one.id == action]
    while waiting and not found:
        way, item = waiting.pop()
        found += [(*way, "actions", place) for place, one in enumerate(item.actions) if one.id == action]
        waiting += [((*way, "items", place), one) for place, one in enumerate(item.items)]
    return content.span(record, *found[0]) if found else None
