"""Course: what English sentences tell of a meeting — when it opened and closed, who chaired, who sent apologies."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.formats.ingest.draft import INFERRED, Told
from reportgen.formats.ingest.minutes.attendance import Attendance
from reportgen.formats.ingest.minutes.head import Head
from reportgen.formats.ingest.minutes.motions import WHO
from reportgen.formats.ingest.moments import FoundTimes, find_dates, find_times
from reportgen.formats.ingest.people.names import Named, read_people
from reportgen.formats.ingest.row import Row

LONGEST = 1_500
"""Characters of a line in which such a sentence is looked for."""
_NEAR = 70
"""Characters behind the words in which the time stands."""
_MEETING = r"(?:meeting|session|call|AGM|Board|Council|Committee|Senate|Commission|Assembly|Panel)"
_OPENED = re.compile(
    rf"\bto order\b|\b{_MEETING} (?:was |is )?(?:officially |formally |duly )?(?:opened|started|began|commenced"
    rf"|convened|called to order)\b"
    r"|\bopened the meeting\b|\b(?:began|commencing|commenced|convened) at\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    rf"\badjourn(?:ed)?\b(?! (?:to|until)\b)|\b{_MEETING} (?:was |is |then )?(?:declared |officially |formally )?"
    r"(?:closed|ended|concluded|finished|adjourned)\b|\bclosed the meeting\b|\bdeclared the meeting closed\b"
    r"|\bmeeting closed\b",
    re.IGNORECASE,
)
_NOT_NOW = re.compile(r"\b(?:hearing|will be|to be|next meeting|last meeting|previous meeting)\b", re.IGNORECASE)
_CHAIRED = (
    re.compile(rf"\bto order\b[^.;]{{0,60}}?\bby (?:the )?(?P<who>{WHO})"),
    re.compile(
        rf"(?P<who>{WHO})(?:, [^,.]{{3,40}},)? (?:called (?:the|this|an?) [\w ]{{3,60}} to order|took the chair"
        rf"|was in the chair|presided"
        r"|chaired the meeting)\b"
    ),
    re.compile(rf"\b(?:chaired|presided over) by (?:the )?(?P<who>{WHO})"),
)
_APOLOGIES = re.compile(
    r"^\W*(?i:(?:an? )?(?:apolog(?:y|ies)|regrets)(?: for (?:his |her |their )?absence)?(?: (?:was|were|had been"
    r"|have been|has been))?"
    r"(?: (?:received|given|noted|accepted|sent|tendered|recorded))?(?: and (?:accepted|noted|approved))? (?:from"
    r"|by|for)[: ]+)"
    r"(?P<who>[A-Z].*)$",
    re.DOTALL,
)
_ALSO = re.compile(
    r"^\W*(?:also )?(?:present|in attendance|attending) (?:were|was)[: ]+(?P<who>[A-Z].*)$", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[a-z)]{2})\.(?:\s+(?=[A-Z])|$)|(?<=[A-Z]{2})\.(?:\s+(?=[A-Z][a-z])|$)")
_WRITTEN = re.compile(
    r"^\W*(?:(?:respectfully |minutes )?submitted(?: by)?|minutes (?:were )?(?:taken|recorded|prepared|written"
    r"|submitted) by)\b[,: ]*"
    r"(?P<who>.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Course:
    """What one line tells of the meeting; None and () where it does not."""

    line: int
    opened: FoundTimes | None = None
    closed: FoundTimes | None = None
    chair: str = ""
    recorder: str = ""
    apologies: tuple[Named, ...] = ()
    in_attendance: tuple[Named, ...] = ()


def read_course(rows: Sequence[Row]) -> Iterator[Course]:
    """Yield what the lines of a meeting tell of its course; their words stay where they are."""
    words = [row for row in rows if (row.is_words or row.kind == "heading") and len(row.text) <= LONGEST]
    for place, row in enumerate(words):
        text = row.text.replace("**", "")
        behind = f"{words[place + 1].marker}{words[place + 1].text}" if place + 1 < len(words) else ""
        found = Course(
            row.line,
            _time_after(_OPENED, text),
            _time_after(_CLOSED, text),
            _chair(text),
            _recorder(text, behind),
            _named(_APOLOGIES, text),
            _named(_ALSO, text),
        )
        if found != Course(row.line):
            yield found


def _time_after(words: re.Pattern[str], text: str) -> FoundTimes | None:
    """Return the time that stands right behind some words, or before them in a short line."""
    for found in words.finditer(text):
        near = re.split(r"(?<=[a-z]{3})\.\s|;", text[found.end() : found.end() + _NEAR])[0]
        for one in reversed(find_dates(near)):
            near = near[: one.start] + " " * (one.end - one.start) + near[one.end :]
        before = text[max(0, found.start() - 40) : found.start()]
        if not _NOT_NOW.search(before + near) and (times := find_times(near)):
            return _by_day(times, near)
    return None


def _by_day(times: FoundTimes, text: str) -> FoundTimes:
    """Return times of a clock of twelve hours as those of a day: nobody meets at half past three in the night."""
    said = text[times.start : times.end].strip()
    if not (said[:1] != "0" and 0 < times.begins.hour < _FIRST_HOUR) or re.search(
        r"[ap]\.?m", text[times.start :], re.IGNORECASE
    ):
        return times
    return replace(times, begins=times.begins.replace(hour=times.begins.hour + _NOON))


_FIRST_HOUR, _NOON = 7, 12


def _chair(text: str) -> str:
    found = next((hit for one in _CHAIRED if (hit := one.search(text))), None)
    return found["who"].removeprefix("the ").removeprefix("The ") if found else ""


def _recorder(text: str, behind: str) -> str:
    found = _WRITTEN.match(text)
    if found is None or len(text) > _LONGEST_SIGNED:
        return ""
    names = read_people(found["who"].strip() or behind)
    return names[0].who if len(names) == 1 and " " in names[0].who else ""


_LONGEST_SIGNED = 100
"""Characters of the line with which somebody signs."""


def _named(words: re.Pattern[str], text: str) -> tuple[Named, ...]:
    found = words.match(text)
    if found is None:
        return ()
    return read_people(_SENTENCE.split(found["who"])[0])


def take_course(told: Sequence[Course], head: Head, attendance: Attendance) -> None:
    """Set what the lines tell and no label did: the first opening, the last closing."""
    for one in told:
        if one.opened:
            head.add_times(replace(one.opened, ends=None), one.line, "front")
        if one.chair:
            head.put("chair", Told(one.chair, (one.line,), INFERRED))
        if one.recorder:
            head.put("recorder", Told(one.recorder, (one.line,), INFERRED))
        attendance.add("apologies", _new(one.apologies, attendance))
        attendance.add("in-attendance", _new(one.in_attendance, attendance))
    _take_offices(head, attendance)
    closed = next((one for one in reversed(told) if one.closed), None)
    best = head.best_times()
    if closed and closed.closed and best and best.found.ends is None:
        ends = _by_the_same_clock(closed.closed.begins, best.found.begins)
        head.times.append(replace(best, rank=-1, found=replace(best.found, ends=ends)))


_OFFICES = (
    (
        "chair",
        re.compile(
            r"(?:meeting )?(?:chair|chairman|chairwoman|chairperson|facilitator|moderator|presiding)", re.IGNORECASE
        ),
    ),
    (
        "recorder",
        re.compile(
            r"(?:taking )?(?:minutes|minute[- ]taker|note[- ]?taker|notes|scribe|recorder|recording secretary"
            r"|minutes secretary"
            r"|minute secretary)|.*\((?:minutes|minute taker|notes)\)|.*[,;/] ?minutes",
            re.IGNORECASE,
        ),
    ),
)


def _take_offices(head: Head, attendance: Attendance) -> None:
    """Set the chair and the recorder where the list of people says of one alone that they were: `Ada Moss (chair)`."""
    people = [one for where in ("present", "in-attendance") for one in attendance.people.get(where, {}).values()]
    for key, words in _OFFICES:
        found = [
            str(one["who"])
            for one in people
            if isinstance(one, dict)
            and any(words.fullmatch(str(one.get(part, ""))) for part in ("role", "note", "unit"))
        ]
        if len(found) == 1:
            head.put(key, Told(found[0], (), INFERRED))


def _by_the_same_clock(ends: dt.time, begins: dt.time) -> dt.time:
    """Return when a meeting closed: 8.55 after 7.30 pm is in the evening too."""
    is_half = ends < begins and ends.hour < _NOON <= begins.hour and ends.hour + _NOON >= begins.hour
    return ends.replace(hour=ends.hour + _NOON) if is_half else ends


def _new(names: Sequence[Named], attendance: Attendance) -> list[Named]:
    """Return those whom no list of people names yet."""
    known = {who for people in attendance.people.values() for who in people}
    return [one for one in names if one.who not in known]
