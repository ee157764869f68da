"""ICS: every action a to-do and every meeting an event, for the calendar of whoever subscribes to it.

A calendar has no place for a person without a mail address: who answers for an action stands in CONTACT, which is
made for names, and in the description.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reportgen.formats.registers.cells import banner, one_line
from reportgen.formats.registers.columns import ACTIONS
from reportgen.model.export import Export
from reportgen.model.ledger import RegisterLine
from reportgen.model.meeting import Minutes
from reportgen.model.site import Meeting
from reportgen.model.values import Moment

if TYPE_CHECKING:
    from icalendar import Calendar, Component, Event, Todo

STATUS: Mapping[str, str] = {
    "open": "NEEDS-ACTION",
    "in-progress": "IN-PROCESS",
    "reported": "IN-PROCESS",
    "closed": "COMPLETED",
    "cancelled": "CANCELLED",
}
"""State of an action by the words of a calendar; one reported done still waits to be verified."""
TOLD = (
    "state", "signal", "lead", "support", "owner", "supervisor", "due-words", "days-overdue",
    "note", "verified-by", "merged-into", "record-title", "item", "reference",
)  # fmt: skip
"""What the description of an action says, by its column."""


def calendar(export: Export, words: Mapping[str, str]) -> bytes:
    """Return the calendar; the same action has the same UID in every one.

    Source: RFC 5545, 2009; NAME and DESCRIPTION of a calendar: RFC 7986, 2016.
    """
    from icalendar import Calendar

    made = Calendar()
    note = banner(export, words)
    name = one_line(export.title) + (f" ({note})" if note else "")
    made.add("prodid", f"-//reportgen//register//{export.language.upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    for key in ("name", "x-wr-calname"):
        made.add(key, name)
    if note:
        for key in ("description", "x-wr-caldesc"):
            made.add(key, note)
    for line in export.lines:
        made.add_component(_todo(line, export, words))
    for meeting in export.meetings:
        made.add_component(_event(meeting, export))
    _add_zones(made, export)
    content: bytes = made.to_ical()
    return content


def _todo(line: RegisterLine, export: Export, words: Mapping[str, str]) -> Todo:
    from icalendar import Todo

    status, entry = line.status, line.entry
    todo = Todo()
    _head(todo, line.reference, export)
    todo.add("summary", one_line(entry.action.task))
    todo.add("status", STATUS[status.state])
    if status.due:
        todo.add("due", status.due)
    if status.state == "closed" and status.ended:
        # A calendar wants a moment in UTC; at noon it is that day nearly everywhere.
        todo.add("completed", _at(status.ended, 12))
        todo.add("percent-complete", 100)
    todo.add("created", _at(entry.opened, 0))
    todo.add("last-modified", _at(status.changed or entry.opened, 0))
    todo.add("sequence", len(entry.events))
    for party in dict.fromkeys(one.name for one in (line.lead, *line.owner, line.supervisor) if one):
        todo.add("contact", one_line(party))
    tags = [one_line(one) for one in (entry.series, *entry.action.tags) if one]
    if tags:
        todo.add("categories", tags)
    todo.add("description", "\n".join(_told(line, export, words)))
    address = export.address(line)
    if address:
        todo.add("url", address)
    return todo


def _told(line: RegisterLine, export: Export, words: Mapping[str, str]) -> Iterator[str]:
    colon = words.get("colon", ": ")
    for column in ACTIONS:
        said = column.shown(line, export, words) if column.key in TOLD else None
        if said is not None and said != "":
            yield f"{column.heading(words)}{colon}{said}"


def _event(meeting: Meeting, export: Export) -> Event:
    from icalendar import Event

    record = meeting.record
    event = Event()
    _head(event, meeting.id, export)
    event.add("summary", one_line(record.title))
    event.add("status", "CANCELLED" if record.status == "cancelled" else "CONFIRMED")
    start, end = _span(record, zoneinfo.ZoneInfo(meeting.time_zone))
    event.add("dtstart", start)
    if end:
        event.add("dtend", end)
    if record.place:
        event.add("location", one_line(record.place))
    if meeting.series:
        event.add("categories", [meeting.series.id])
    told = [one for one in (record.status_words, record.link) if one]
    if told:
        event.add("description", "\n".join(map(one_line, told)))
    if export.base is not None:
        event.add("url", f"{export.base}meetings/{meeting.id}/")
    return event


def _head(part: Component, name: str, export: Export) -> None:
    part.add("uid", f"{name}@reportgen")
    part.add("dtstamp", _at(export.as_of, 0))


def _at(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, hour, tzinfo=dt.UTC)


def _span(record: Minutes, zone: zoneinfo.ZoneInfo) -> tuple[dt.date, dt.date | None]:
    """Return the start of a meeting and its end, both days or both moments; None: the calendar's own guess."""
    start, end = record.start, record.end
    if start.time is None or (end is not None and end.time is None and end.date > start.date):
        # The end of an event of whole days is the day after it.
        last = end.date if end and end.date > start.date else None
        return start.date, last + dt.timedelta(days=1) if last and last < dt.date.max else None
    is_said = end is not None and end.time is not None and end > start
    return _moment(start, zone), _moment(end, zone) if end and is_said else None


def _moment(moment: Moment, zone: zoneinfo.ZoneInfo) -> dt.datetime:
    return dt.datetime.combine(moment.date, moment.time or dt.time(), zone)


def _add_zones(made: Calendar, export: Export) -> None:
    """Put in the rules of every time zone that is used, for the years of the meetings."""
    from icalendar import Timezone

    years = [one.record.date.year for one in export.meetings]
    if not years:
        return
    first, last = dt.date(min(years), 1, 1), dt.date(min(max(years) + 2, dt.MAXYEAR), 1, 1)
    made.subcomponents[:0] = [
        Timezone.from_tzid(one, first_date=first, last_date=last) for one in sorted(made.get_missing_tzids())
    ]
