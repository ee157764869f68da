"""Register: a table of actions (台账) as the minutes that opened them, and one record of what happened since."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from reportgen.formats.ingest.days import DATE_FROM_NAME, DATE_GIVEN
from reportgen.formats.ingest.draft import GUESSED, INFERRED, STATED, Draft, Told, Value
from reportgen.formats.ingest.register.cells import dates_of, says_more
from reportgen.formats.ingest.register.entries import DAY_UNSURE, Entry, News, entry_of, read_entry
from reportgen.formats.ingest.register.headings import register_columns
from reportgen.formats.ingest.register.tables import Row, Table
from reportgen.formats.ingest.source import Source
from reportgen.model.diagnostic import Diagnostic, warning
from reportgen.model.values import LONGEST_PROSE

__all__ = ["read_register", "register_columns"]

TITLE_MADE_UP = warning(
    "import-title-made-up",
    en="a register has no titles of meetings; this one was made up",
    zh="台账没有会议标题，此标题是自动拟的",
    hint_en="write the title of the meeting",
    hint_zh="请写上会议的标题",
)
MEETING_FROM_ABOVE = warning(
    "import-meeting-from-above",
    en="rows without a meeting: {count}, the first on line {line}; that of the row above was taken",
    zh="有 {count} 行没有写会议，首行为第 {line} 行，按上一行的会议处理",
    hint_en="move the actions that belong to another meeting",
    hint_zh="属于其他会议的事项请移走",
)

Naming = Callable[[dt.date], str]
"""Gives the id of a record by its day."""
_TITLES = {
    "zh": ("台账事项（{date} 会议）", "台账事项"),
    "en": ("Actions of the register, meeting of {date}", "Actions of the register"),
}
_DITTO = frozenset({"", "同上", "〃", "″", '"', "''", "ditto", "ibid"})
"""Words for the meeting of the row above; cells of a workbook that were one are empty but for the first."""

_AS_ABOVE = frozenset({"同上", "上同", "〃", "″", "ditto", "ibid"})
"""Words in any cell for those of the row above."""


@dataclass(frozen=True, slots=True)
class _Day:
    """When a meeting was, and how that is known."""

    date: dt.date | None
    lines: tuple[int, ...] = ()
    confidence: float = STATED
    doubt: Diagnostic | None = None


@dataclass(slots=True)
class _Meeting:
    """The rows of one meeting."""

    day: _Day
    entries: list[Entry] = field(default_factory=list)
    own: set[int] = field(default_factory=set)
    """Lines that are its own."""
    became: set[int] = field(default_factory=set)
    from_above: list[int] = field(default_factory=list)
    """Lines of rows that took the meeting of the row above."""


def read_register(
    table: Table,
    source: Source,
    *,
    language: str,
    given_date: dt.date | None,
    name_date: dt.date | None,
    series: str | None,
    name: Naming,
    name_updates: Naming,
    around: Collection[int] | None = None,
) -> list[Draft]:
    """Return a draft of minutes for every meeting of a register, in its order, and one of updates for what came later.

    Each owns the lines of its rows, the first one with a day those around the table too; the updates own none. Of a
    meeting whose day nothing tells the draft has no `start` and no id; it cannot be a record.

    Args:
        table: of the source.
        source: where it stands.
        language: zh or en, of its words.
        given_date: day of the meeting for rows that name none.
        name_date: the day in the name of the file, where none is given.
        series: of the records; None: none is said.
        name: gives the id of the minutes of a day.
        name_updates: gives the id of the updates of a day.
        around: lines outside the table that are the register's; None: all that stand outside it.

    Returns:
        The drafts; none where the table is no register.
    """
    if around is None:
        around = set(range(1, len(source.lines) + 1)) - set(range(table.first, table.last + 1))
    reader = _Reader(table, source, language, _fallback(source, given_date, name_date))
    meetings = reader.meetings(around)
    title = _title_above(table, source, around)
    if title and meetings:
        first = next((one for one in meetings if one.day.date), meetings[0])
        first.became.update(title.lines)
    drafts = [_minutes(one, source, language, series, name, above=title) for one in meetings]
    told = [news for _, found in drafts for news in found]
    if told:
        drafts.append((_updates(told, table, language, series, name_updates), []))
    return [draft for draft, _ in drafts]


_OF_REGISTER = re.compile(r"台账|清单|登记|汇总|一览|督办|跟踪|事项|表$|register|\\blog\\b|tracker", re.IGNORECASE)
_LONGEST_TITLE = 60


def _title_above(table: Table, source: Source, around: Collection[int]) -> Told | None:
    """Return the line above the table that is its title; None: there is none."""
    for number in sorted(one for one in around if one < table.first):
        words = " ".join(source.line(number).strip(" \t#*,，;；|").split())
        if words and not words.startswith("---"):
            is_title = len(words) <= _LONGEST_TITLE and _OF_REGISTER.search(words) and not re.search(r"[:：。|]", words)
            return Told(words, (number,)) if is_title else None
    return None


def _fallback(source: Source, given: dt.date | None, named: dt.date | None) -> _Day:
    whole = source.span(0, 0)
    if given:
        return _Day(given, (), INFERRED, DATE_GIVEN.at(whole))
    return _Day(named, (), INFERRED, DATE_FROM_NAME.at(whole)) if named else _Day(None)


class _Reader:
    """Goes down the rows and puts each with its meeting."""

    def __init__(self, table: Table, source: Source, language: str, fallback: _Day) -> None:
        self.table, self.source, self.language, self.fallback = table, source, language, fallback
        self.columns = register_columns(table) or {}
        self.found: dict[dt.date | None, _Meeting] = {}

    def meetings(self, around: Collection[int]) -> list[_Meeting]:
        """Return the meetings with their rows, in the order in which the register names them first."""
        before = _Meeting(self.fallback)
        here = before
        for row, lines in self._rows():
            entry = entry_of(row, self.table, self.columns, lines, self.source, language=self.language)
            if not any(row.cells) or row.cells == self.table.head:
                here.became.update(lines)
            elif entry.task and sum(map(len, row.cells)) <= LONGEST_PROSE:
                here = self._with_meeting(entry, row, None if here is before else here)
            # Any other row is no action; its lines wait for a place.
            here.own.update(lines)
        if self.found:
            self._own_the_rest(before, around)
        return list(self.found.values())

    def _own_the_rest(self, before: _Meeting, around: Collection[int]) -> None:
        """Give what stands above the first row and around the table to the first meeting that can be a record."""
        meetings = list(self.found.values())
        first = next((one for one in meetings if one.day.date), meetings[0])
        head = set(range(self.table.first, self.table.rows[0].line))
        first.own |= head | before.own | set(around)
        first.became |= head | before.became

    def _rows(self) -> Iterator[tuple[Row, tuple[int, ...]]]:
        """Yield every row with its lines: up to the next row."""
        rows = self.table.rows if self.columns else ()
        ends = [*(row.line for row in rows), self.table.last + 1][1:]
        above: tuple[str, ...] = ()
        meeting = self.columns.get("meeting")
        for row, end in zip(rows, ends, strict=True):
            cells = tuple(
                above[place] if above and place != meeting and cell.casefold() in _AS_ABOVE else cell
                for place, cell in enumerate(row.cells)
            )
            above = cells if any(cells) else above
            yield replace(row, cells=cells), tuple(range(row.line, max(end, row.line + 1)))

    def _with_meeting(self, entry: Entry, row: Row, above: _Meeting | None) -> _Meeting:
        """Put an entry with its meeting and return that; words beside the day become part of its notes."""
        cell = entry.cells.get("meeting", "")
        typed = row.cells[self.columns["meeting"]] if "meeting" in self.columns else None
        dates = dates_of(cell)
        day = self.fallback
        if dates:
            doubt = None if dates[0].is_sure else DAY_UNSURE.at(self.source.span(row.line), text=cell)
            day = _Day(dates[0].date, entry.lines, INFERRED if doubt else STATED, doubt)
        elif above and typed is not None and typed.casefold() in _DITTO:
            day = above.day
        meeting = self.found.setdefault(day.date, _Meeting(day))
        if above and typed == "":
            meeting.from_above.append(row.line)
        if cell.casefold() not in _DITTO and (not dates or says_more(cell, dates[0].start, dates[0].end)):
            entry = entry.with_note(entry.headings["meeting"], cell)
        meeting.entries.append(entry)
        meeting.became.update(entry.lines)
        return meeting


def _minutes(
    meeting: _Meeting, source: Source, language: str, series: str | None, name: Naming, *, above: Told | None
) -> tuple[Draft, list[tuple[dt.date, str, News]]]:
    """Return the draft of a meeting, and the news of its actions with their day of opening and their names."""
    day = meeting.day
    record = name(day.date) if day.date else ""
    actions: list[Value] = []
    told: list[tuple[dt.date, str, News]] = []
    for number, entry in enumerate(meeting.entries, start=1):
        reading = read_entry(entry, f"a{number}", day.date)
        actions.append(reading.value)
        told += [(day.date, f"{record}/a{number}", one) for one in reading.news if day.date]
    value: dict[str, Value] = {"series": series} if series else {}
    dated, undated = _TITLES["zh" if language == "zh" else "en"]
    title = dated.format(date=day.date) if day.date else undated
    if above:
        words = str(above.value)
        several = f"{words}（{day.date}）" if language == "zh" else f"{words} ({day.date})"
        value["title"] = Told(several if day.date else words, above.lines, INFERRED)
    else:
        value["title"] = Told(title, (), GUESSED, TITLE_MADE_UP.at(source.span(meeting.entries[0].lines[0])))
    if day.date:
        value["start"] = Told(day.date.isoformat(), day.lines, day.confidence, day.doubt)
    value["actions"] = actions
    own = meeting.own
    draft = Draft("minutes", value, language, first=min(own), last=max(own), own=own, id=record)
    draft.became = meeting.became
    if untold := meeting.from_above:
        draft.findings.append(MEETING_FROM_ABOVE.at(source.span(untold[0]), count=len(untold), line=untold[0]))
    return draft, told


def _updates(
    told: Iterable[tuple[dt.date, str, News]], table: Table, language: str, series: str | None, name: Naming
) -> Draft:
    """Return the draft of what came after the meetings: by day, and last what the register gives no day for.

    It is of the day of the newest event, and not older than a meeting that opened an action closed on no day.
    """
    ordered = sorted(told, key=lambda one: (one[2].date is None, one[2].date or dt.date.min))
    date, lines = max((news.date or opened, _lines_of(news)) for opened, _, news in ordered)
    value: dict[str, Value] = {"series": series} if series else {}
    value["date"] = Told(date.isoformat(), lines, INFERRED)
    value["updates"] = [{"action": action, **news.value} for _, action, news in ordered]
    # All its words stand in rows, and the rows are the meetings'.
    return Draft("updates", value, language, first=table.last + 1, last=table.last, own=set(), id=name(date))


def _lines_of(news: News) -> tuple[int, ...]:
    told = next(iter(news.value.values()), None)
    return told.lines if isinstance(told, Told) else ()
