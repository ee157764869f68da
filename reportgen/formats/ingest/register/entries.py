"""Entries: one row of an action register as an action, and as the news of it that came later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportgen.formats.ingest.draft import INFERRED, STATED, Told, Value
from reportgen.formats.ingest.moments import FoundDate
from reportgen.formats.ingest.prose import clean_line
from reportgen.formats.ingest.register.cells import dates_of, is_nothing, names_in, says_more, units_and_people
from reportgen.formats.ingest.register.headings import Column
from reportgen.formats.ingest.register.progress import LIVE, Event, read_progress, state_of
from reportgen.formats.ingest.register.tables import Row, Table
from reportgen.formats.ingest.source import Source
from reportgen.model.diagnostic import Diagnostic, DiagnosticKind, warning
from reportgen.model.values import LONGEST_LINE

__all__ = ["DAY_UNSURE", "Entry", "News", "Reading", "entry_of", "is_nothing", "read_entry"]

SEVERAL_LEADS = warning(
    "import-several-leads",
    en="“{text}” names several in charge; the first is taken as the lead, the others as its support",
    zh="“{text}”写了多个责任单位，以第一个为牵头，其余为配合",
    hint_en="put the right one under `lead:` and the others under `support:`",
    hint_zh="请把牵头单位写在 `lead:`，其余写在 `support:`",
)
STATE_UNKNOWN = warning(
    "import-state-unknown",
    en="“{text}” is no state that is known; it is kept as a note",
    zh="“{text}”不是已知的办理状态，已存为备注",
    hint_en="write `state:` with open, in-progress, reported, closed or cancelled",
    hint_zh="请在 `state:` 写 open、in-progress、reported、closed 或 cancelled",
)
NO_CLOSING_DATE = warning(
    "import-no-closing-date",
    en="no date of closing in the register",
    zh="台账没有写明销号日期",
    hint_en="write `date:` with the day on which it was closed",
    hint_zh="请在 `date:` 写上销号的日期",
)
BEFORE_MEETING = warning(
    "import-news-before-meeting",
    en="“{text}” lies before the meeting of {opened}; it is kept as a note",
    zh="“{text}”早于 {opened} 的会议，已存为备注",
    hint_en="correct the date of the meeting or of the news",
    hint_zh="请核对会议日期或进展日期",
)
CLOSING_DIFFERS = warning(
    "import-closing-differs",
    en="the register gives a date of closing, “{text}”, and says that the action is not closed",
    zh="台账写了销号日期“{text}”，状态却是未销号",
    hint_en="add an update that closes it, or delete the date from the note",
    hint_zh="请补写销号的进展，或从备注中删去这个日期",
)
DAY_UNSURE = warning(
    "import-date-unsure",
    en="“{text}” can be read in two ways",
    zh="“{text}”可以有两种读法",
    hint_en="write the right day",
    hint_zh="请写上正确的日期",
)

_ANSWERS = {"是": "已完成", "√": "已完成", "✓": "已完成", "否": "未完成", "×": "未完成"}
"""What stands below 是否销号 (whether it is closed), as states."""
_LONG: frozenset[Column] = frozenset({"task", "note", "state"})
"""Columns whose words may be longer than a line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row of a register holds."""

    cells: Mapping[Column, str]
    """By what they hold; those that say nothing are left out."""
    headings: Mapping[Column, str]
    """The words above them."""
    rest: tuple[tuple[str, str], ...]
    """Headings and words of columns that no field is for."""
    lines: tuple[int, ...]
    """Where it stands in the source."""
    source: Source
    language: str
    """zh or en, of its words."""
    has_shared_column: bool = False
    """Whether one column holds units with their people: 水利局（李文）."""

    def with_note(self, heading: str, words: str) -> Entry:
        """Return it with more words that no field is for."""
        return replace(self, rest=((heading, words), *self.rest))

    @property
    def task(self) -> str:
        """The words of the action, as Markdown the dialect prints; "" where the row is none."""
        return clean_line(self.cells.get("task", ""))


def entry_of(
    row: Row, table: Table, columns: Mapping[Column, int], lines: tuple[int, ...], source: Source, *, language: str
) -> Entry:
    """Return what a row holds.

    Args:
        row: of the table.
        table: a register.
        columns: what its columns hold.
        lines: of the row, in the source.
        source: where the table stands.
        language: zh or en, of its words.
    """
    headings = [heading.strip("*_` ") for heading in table.head]
    cells: dict[Column, str] = {}
    rest: list[tuple[str, str]] = []
    for column, place in columns.items():
        words = row.cells[place]
        if len(words) > LONGEST_LINE and column not in _LONG:
            rest.append((headings[place], words))
        elif not is_nothing(words):
            is_question = column == "state" and headings[place].startswith("是否")
            cells[column] = _ANSWERS.get(words.strip(), words) if is_question else words
    taken = set(columns.values())
    rest += [
        (headings[place], words)
        for place, words in enumerate(row.cells)
        if place not in taken and not is_nothing(words)
    ]
    if cells.get("state") == _ANSWERS["否"]:
        # How it goes says more than that it is not closed.
        for place, (_, words) in enumerate(rest):
            if state_of(words) in LIVE:
                cells["state"], rest = words, [*rest[:place], *rest[place + 1 :]]
                break
    shared = "lead" in columns and columns["lead"] == columns.get("owner")
    named = {column: headings[place] for column, place in columns.items()}
    return Entry(cells, named, tuple(rest), lines, source, language, shared)


@dataclass(frozen=True, slots=True)
class News:
    """Something later than the meeting."""

    date: dt.date | None
    """None: the register does not say when."""
    value: dict[str, Value]
    """The update without `action:`."""


@dataclass(slots=True)
class Reading:
    """An entry that is being read."""

    entry: Entry
    opened: dt.date | None
    """Day of the meeting; None: nothing tells it, then no news can be held against it."""
    value: dict[str, Value] = field(default_factory=dict)
    news: list[News] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    doubt: Diagnostic | None = None
    """Of the notes; the first one."""

    def told(self, value: str | list[Value], doubt: Diagnostic | None = None) -> Told:
        """Return a value with the lines of its row."""
        return Told(value, self.entry.lines, INFERRED if doubt else STATED, doubt)

    def doubtful(self, kind: DiagnosticKind, text: str, **more: object) -> Diagnostic:
        """Return a doubt about words of this row."""
        return kind.at(self.entry.source.span(self.entry.lines[0]), text=" ".join(text.split()), **more)

    def note(self, heading: str, words: str, doubt: Diagnostic | None = None) -> None:
        """Keep words that no field is for."""
        colon = "：" if self.entry.language == "zh" else ": "
        self.notes.append(f"{' '.join(heading.split())}{colon}{words}" if heading else words)
        self.doubt = self.doubt or doubt


def read_entry(entry: Entry, own_id: str, opened: dt.date | None) -> Reading:
    """Return the action a row opens and the news of it; no word of the row is in neither.

    Args:
        entry: the row; it has a task.
        own_id: of the action, in its record.
        opened: the day of the meeting.
    """
    reading = Reading(entry, opened, {"id": own_id})
    if label := entry.cells.get("label"):
        reading.value["label"] = reading.told(label)
    reading.value["task"] = reading.told(entry.task)
    if words := entry.cells.get("note"):
        reading.note("", words)
    _read_names(reading)
    _read_due(reading)
    _read_progress(reading)
    for heading, words in entry.rest:
        reading.note(heading, words)
    if note := "\n\n".join(clean_line(one) for one in reading.notes):
        reading.value["note"] = reading.told(note, reading.doubt)
    return reading


def _read_names(reading: Reading) -> None:
    """Set who leads, helps, carries it out and answers for it."""
    entry = reading.entry
    units = list(names_in(entry.cells.get("lead", "")))
    people = list(names_in(entry.cells.get("owner", "")))
    if entry.has_shared_column:
        units, people = units_and_people(units)
    if units:
        doubt = reading.doubtful(SEVERAL_LEADS, entry.cells["lead"]) if len(units) > 1 else None
        reading.value["lead"] = reading.told(units[0], doubt)
    support: list[Value] = [*units[1:], *names_in(entry.cells.get("support", ""))]
    if support:
        reading.value["support"] = reading.told(support)
    if people:
        reading.value["owner"] = reading.told([*people])
    if supervisor := entry.cells.get("supervisor"):
        reading.value["supervisor"] = reading.told(supervisor)


def _read_due(reading: Reading) -> None:
    """Set the day it is due, and the words where they say more than the day."""
    cell = reading.entry.cells.get("due", "")
    dates = dates_of(cell)
    if len(dates) == 1:
        doubt = None if dates[0].is_sure else reading.doubtful(DAY_UNSURE, cell)
        reading.value["due"] = reading.told(dates[0].date.isoformat(), doubt)
    if cell and (len(dates) != 1 or says_more(cell, dates[0].start, dates[0].end)):
        reading.value["due-words"] = reading.told(cell)


def _read_progress(reading: Reading) -> None:
    """Set the state it was opened with, and tell what came later."""
    opened = reading.opened
    if opened is None:
        _stand_as_told(reading)
        return
    closing = _closing(reading)
    events = read_progress(reading.entry.cells.get("state", ""))
    for event in events:
        ends_then = event.date is None and _is_end(event)
        _happen(reading, event.on(closing) if closing and ends_then else event, opened)
    if closing and not any(one.date is None and _is_end(one) for one in events):
        _close(reading, closing, events, opened)


def _stand_as_told(reading: Reading) -> None:
    """Set the state a row names, if it names one and no day; no history can be told where no day is known."""
    cells, headings = reading.entry.cells, reading.entry.headings
    events = read_progress(cells.get("state", ""))
    if len(events) == 1 and events[0].state and events[0].date is None:
        reading.value["state"] = reading.told(events[0].state)
        if events[0].note:
            reading.note(headings["state"], events[0].note)
    elif events:
        known = any(one.state for one in events)
        words = cells["state"]
        reading.note(headings["state"], words, None if known else reading.doubtful(STATE_UNKNOWN, words))
    if closed := cells.get("closed"):
        reading.note(headings["closed"], closed)


def _is_end(event: Event) -> bool:
    return event.state is not None and event.state not in LIVE


def _closing(reading: Reading) -> FoundDate | None:
    """Return the day in the column of closing days; other words there are kept as a note."""
    cell = reading.entry.cells.get("closed", "")
    dates = dates_of(cell)
    if cell and (not dates or says_more(cell, dates[0].start, dates[0].end)):
        reading.note(reading.entry.headings["closed"], cell)
    return dates[0] if dates else None


def _close(reading: Reading, closing: FoundDate, events: Sequence[Event], opened: dt.date) -> None:
    """Close it on the day of the column for that, unless the column of states tells another end, or that it lives."""
    day = closing.date
    ends = [one.date for one in events if _is_end(one)]
    if day in ends:
        return
    if ends or any(one.state in LIVE and (one.date is None or one.date > day) for one in events):
        words = day.isoformat()
        reading.note(reading.entry.headings["closed"], words, reading.doubtful(CLOSING_DIFFERS, words))
    else:
        _happen(reading, Event(None, "closed", "").on(closing), opened)


def _happen(reading: Reading, event: Event, opened: dt.date) -> None:
    """Take one event of the column of states: into the action, among the news, or, if it cannot be read, as a note."""
    day = event.date.isoformat() if event.date else ""
    words = f"{day} {event.note or event.state}".strip() if event.note != day else day
    heading = reading.entry.headings.get("state") or reading.entry.headings["closed"]
    is_later = event.date is not None and event.date > opened
    if event.state is None and not is_later:
        reading.note(heading, words, reading.doubtful(STATE_UNKNOWN, words))
    elif event.state in LIVE and not is_later:
        reading.value["state"] = reading.told(event.state)
        if event.note:
            reading.note(heading, event.note)
    elif event.date is not None and event.date < opened:
        reading.note(heading, words, reading.doubtful(BEFORE_MEETING, words, opened=opened))
    else:
        reading.news.append(_news(reading, event))


def _news(reading: Reading, event: Event) -> News:
    value: dict[str, Value] = {}
    if event.date:
        day = event.date.isoformat()
        value["date"] = reading.told(day, None if event.is_sure else reading.doubtful(DAY_UNSURE, day))
    if event.state:
        value["state"] = reading.told(event.state, None if event.date else reading.doubtful(NO_CLOSING_DATE, ""))
    if event.note:
        doubt = None if event.state else reading.doubtful(STATE_UNKNOWN, event.note)
        value["note"] = reading.told(clean_line(event.note), doubt)
    return News(event.date, value)
