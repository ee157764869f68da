"""The head of minutes: title, day and times, place, chair, recorder; from labels, headings and the file name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from reportgen.formats.ingest.days import (
    DATE_FROM_NAME,
    DATE_FROM_NAME_DAY,
    DATE_GIVEN,
    DATE_UNSURE,
    DATES_DIFFER,
    YEAR_FROM_NAME,
    name_date,
    year_in_name,
)
from reportgen.formats.ingest.draft import GUESSED, INFERRED, STATED, Told, Value
from reportgen.formats.ingest.moments import (
    FoundDate,
    FoundTimes,
    find_dates,
    find_day,
    find_times,
    zone_in,
)
from reportgen.formats.ingest.people.han_names import is_post
from reportgen.formats.ingest.people.names import read_people
from reportgen.formats.ingest.source import Source
from reportgen.model.diagnostic import Diagnostic, warning

TITLE_FROM_NAME = warning(
    "import-title-from-name",
    en="title from the file name, the text has none",
    zh="标题取自文件名，原文没有标题",
    hint_en="write a title",
    hint_zh="请写上标题",
)
ZONE_GUESSED = warning(
    "import-zone-guessed",
    en="time zone read from “{text}”",
    zh="时区据“{text}”推断",
    hint_en="correct `time-zone:` if another place is meant",
    hint_zh="如指其他地区，请改正 `time-zone:`",
)

LONGEST_QUOTE = 80
"""Characters of a line that a finding quotes."""
_RANK = {"label": 0, "opening": 1, "title": 2, "front": 3, "text": 4, "glance": 5}


@dataclass(frozen=True, slots=True)
class SeenDate:
    """A date that may be the day of the meeting."""

    rank: int
    """How good its place is; 0 is best."""
    line: int
    found: FoundDate
    words: str


@dataclass(frozen=True, slots=True)
class SeenTimes:
    """From when to when, as one line says it."""

    rank: int
    line: int
    found: FoundTimes
    words: str
    zone: str | None = None


@dataclass(slots=True)
class Head:
    """What the head says so far; the first word on a thing counts."""

    source: Source
    fields: dict[str, Value] = field(default_factory=dict)
    dates: list[SeenDate] = field(default_factory=list)
    days: list[tuple[int, str, tuple[int, int]]] = field(default_factory=list)
    """Days named without a year: line, words, month and day."""
    times: list[SeenTimes] = field(default_factory=list)
    title: Told | None = None

    def see_moment(self, words: str, line: int, place: str) -> bool:
        """Take dates and times from words; return whether there are any."""
        found = find_dates(words)
        self.dates += [SeenDate(_RANK[place], line, one, words[one.start : one.end]) for one in found[:1]]
        # The digits of a date are no clock.
        rest = words
        for one in reversed(found):
            rest = rest[: one.start] + " " * (one.end - one.start) + rest[one.end :]
        day = None if found else find_day(words)
        if day:
            self.days.append((line, words, day))
        times = find_times(rest)
        if times:
            self.times.append(SeenTimes(_RANK[place], line, times, rest.strip(), times.zone or zone_in(rest)))
        return bool(found or day or times)

    def add_times(self, found: FoundTimes, line: int, place: str) -> None:
        """Take times that were found already."""
        words = " ".join(self.source.line(line).split())[:LONGEST_QUOTE]
        self.times.append(SeenTimes(_RANK[place], line, found, words, found.zone))

    def best_times(self) -> SeenTimes | None:
        """Return the times that stand in the best place; None: none are said."""
        return min(self.times, key=lambda one: (one.rank, one.line), default=None)

    def put(self, key: str, value: Value) -> None:
        """Set a field that has not been said yet."""
        self.fields.setdefault(key, value)

    def put_person(self, key: str, words: str, line: int) -> bool:
        """Set a field that holds one person; several names stand as typed."""
        names = read_people(words)
        if not names and not is_post(words):
            return False
        if not names:
            # 主席：校長 names a post and nobody; it stands as typed.
            self.put(key, Told(" ".join(words.split()), (line,)))
            return True
        who = names[0].who if len(names) == 1 else " ".join(words.split()).strip("@ ")
        self.put(key, Told(who, (line,)))
        return True


def start_of(head: Head, given: dt.date | None) -> tuple[Told | None, Told | None]:
    """Return start and end of the meeting, with what is doubtful about them; None: nothing says when it was.

    Args:
        head: what the text says.
        given: the day given on the command line, used where neither text nor file name tells it.
    """
    told = _day(head, given)
    if told is None:
        return None, None
    day, line, confidence, doubt = told.date, told.line, told.confidence, told.doubt
    seen = head.best_times()
    if seen is None:
        return Told(str(day), (line,) if line else (), confidence, doubt), None
    times = seen.found
    lines = tuple(sorted({one for one in (line, seen.line) if one}))
    start = Told(f"{day} {times.begins:%H:%M}", lines, confidence, doubt)
    if times.ends is None or times.ends == times.begins:
        return start, None
    last = day if times.ends > times.begins else day + dt.timedelta(days=1)
    return start, Told(f"{last} {times.ends:%H:%M}", (seen.line,), confidence)


@dataclass(frozen=True, slots=True)
class _Day:
    """The day of the meeting, with where it was read and what is doubtful."""

    date: dt.date
    line: int
    """0: it stands in no line of the text."""
    confidence: float
    doubt: Diagnostic | None = None


def _day(head: Head, given: dt.date | None) -> _Day | None:
    named = name_date(head.source.name)
    if head.dates:
        best = min(head.dates, key=lambda one: (one.rank, one.line))
        sure = STATED if best.found.is_sure else GUESSED
        return _Day(best.found.date, best.line, sure, _doubt_of_text(head, best, named))
    if named:
        return _day_of_name(head, named)
    if head.days and (day := _withyear_in_name(head, year_in_name(head.source.name))):
        return day
    return _Day(given, 0, GUESSED, DATE_GIVEN.at(head.source.span(0, 0))) if given else None


def _day_of_name(head: Head, named: dt.date) -> _Day:
    """Return the day in the file name, and how it goes with a day without a year in the text."""
    if not head.days:
        return _Day(named, 0, INFERRED, DATE_FROM_NAME.at(head.source.span(0, 0)))
    line, words, day = next((one for one in head.days if one[2] != (named.month, named.day)), head.days[0])
    if day == (named.month, named.day):
        return _Day(named, line, STATED)
    return _Day(named, line, INFERRED, DATE_FROM_NAME_DAY.at(head.source.span(line), text=words))


def _withyear_in_name(head: Head, year: int | None) -> _Day | None:
    """Return the first day of the text in a year; None: there is no such year or no such day in it."""
    line, words, (month, day) = head.days[0]
    try:
        date = dt.date(year or 0, month, day)
    except ValueError:
        return None
    return _Day(date, line, INFERRED, YEAR_FROM_NAME.at(head.source.span(line), text=words))


def _doubt_of_text(head: Head, best: SeenDate, named: dt.date | None) -> Diagnostic | None:
    if named and named != best.found.date:
        return DATES_DIFFER.at(head.source.span(best.line), text=best.words, name=named)
    if not best.found.is_sure:
        return DATE_UNSURE.at(head.source.span(best.line), text=best.words)
    return None


def zone_of(head: Head) -> Told | None:
    """Return the time zone the text names beside the time, or None."""
    seen = head.best_times()
    if seen is None or seen.zone is None:
        return None
    doubt = ZONE_GUESSED.at(head.source.span(seen.line), text=seen.words)
    return Told(seen.zone, (seen.line,), INFERRED, doubt)
