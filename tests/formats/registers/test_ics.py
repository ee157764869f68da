"""The register as a calendar, opened by two libraries."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import icalendar
import pytest
import vobject

from reportgen.formats.registers.ics import calendar
from tests.formats.registers.exported import HOSTILE, export_of, hostile_content, words_in
from tests.small_site import content_of, gathered, minutes, updates, write_site


def parts_of(content: bytes, name: str) -> dict[str, icalendar.Component]:
    return {str(one["uid"]): one for one in icalendar.Calendar.from_ical(content).walk(name)}


def event_of(text: str) -> icalendar.Component:
    (event,) = parts_of(calendar(export_of(gathered(minutes(text))), words_in("zh")), "VEVENT").values()
    return event


def test_an_action_is_a_todo_with_who_what_and_by_when(tmp_path) -> None:
    content = calendar(export_of(content_of(write_site(tmp_path)), as_of=dt.date(2026, 3, 12)), words_in("zh"))
    todo = parts_of(content, "VTODO")["works-1/a1@reportgen"]
    assert str(todo["summary"]) == "清理一号沟"
    assert todo["due"].dt == dt.date(2026, 3, 10)
    assert (str(todo["status"]), todo.get("completed")) == ("IN-PROCESS", None)
    assert [str(one) for one in todo["contact"]] == ["工程办", "沈青禾"]
    assert str(todo["url"]) == "https://minutes.example.org/actions/works-1/a1/"
    assert todo["dtstamp"].dt == dt.datetime(2026, 3, 12, tzinfo=dt.UTC)
    assert str(todo["description"]).splitlines() == [
        "编号：works-1/a1",
        "状态：办理中",
        "预警：逾期",
        "牵头单位：工程办",
        "责任人：沈青禾",
        "逾期天数：2",
        "最近进展：完成过半",
        "会议：工程例会第一次会议",
        "议题：排水",
    ]


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("open", "NEEDS-ACTION"),
        ("in-progress", "IN-PROCESS"),
        ("reported", "IN-PROCESS"),
        ("closed", "COMPLETED"),
        ("cancelled", "CANCELLED"),
    ],
)
def test_a_state_is_told_in_the_words_of_calendars(state: str, status: str) -> None:
    later = updates(f"date: 2026-02-01\nupdates: [{{action: m1/a1, state: {state}}}]", "u1")
    content = calendar(export_of(gathered(minutes("actions: [{id: a1, task: 清沟}]"), later)), words_in("zh"))
    (todo,) = parts_of(content, "VTODO").values()
    assert str(todo["status"]) == status
    completed = todo["completed"].dt if "completed" in todo else None
    assert completed == (dt.datetime(2026, 2, 1, 12, tzinfo=dt.UTC) if state == "closed" else None)


def test_a_meeting_is_an_event_in_its_own_time_zone(tmp_path) -> None:
    content = calendar(export_of(content_of(write_site(tmp_path)), language="en"), words_in("en"))
    events = parts_of(content, "VEVENT")
    works = events["works-1@reportgen"]
    assert works["dtstart"].dt == dt.datetime(2026, 1, 15, 9, tzinfo=zoneinfo.ZoneInfo("Asia/Shanghai"))
    assert works["dtend"].dt == dt.datetime(2026, 1, 15, 10, 30, tzinfo=zoneinfo.ZoneInfo("Asia/Shanghai"))
    assert events["garden-1@reportgen"]["dtstart"].dt.utcoffset() == dt.timedelta(0)
    assert str(works["url"]) == "https://minutes.example.org/meetings/works-1/"
    zones = [str(one["tzid"]) for one in icalendar.Calendar.from_ical(content).walk("VTIMEZONE")]
    assert zones == ["Asia/Shanghai", "Europe/London"]


def test_the_zones_stand_in_the_order_of_their_names() -> None:
    zones = ["Pacific/Auckland", "Europe/Paris", "Asia/Tokyo", "America/Lima", "Africa/Cairo"]
    told = [
        minutes(f"start: 2026-01-15 09:00\ntime-zone: {zone}", f"m{number}") for number, zone in enumerate(zones, 1)
    ]
    content = calendar(export_of(gathered(*told)), words_in("en"))
    assert [str(one["tzid"]) for one in icalendar.Calendar.from_ical(content).walk("VTIMEZONE")] == sorted(zones)


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("start: 2026-01-15", dt.date(2026, 1, 15), None),
        ("start: 2026-01-15\nend: 2026-01-16", dt.date(2026, 1, 15), dt.date(2026, 1, 17)),
        ("start: 2026-01-15 09:00\nend: 2026-01-16", dt.date(2026, 1, 15), dt.date(2026, 1, 17)),
        ("start: 2026-01-15 09:00\nend: 2026-01-15", dt.datetime(2026, 1, 15, 9, tzinfo=dt.UTC), None),
        ("start: 2026-01-15 09:00\nend: 2026-01-15 08:00", dt.datetime(2026, 1, 15, 9, tzinfo=dt.UTC), None),
    ],
)
def test_days_and_times_are_told_as_far_as_the_notes_know_them(said: str, start: dt.date, end: dt.date | None) -> None:
    event = event_of(f"time-zone: UTC\n{said}")
    assert (event["dtstart"].dt, event["dtend"].dt if "dtend" in event else None) == (start, end)


def test_a_cancelled_meeting_says_so_with_its_reason() -> None:
    event = event_of("start: 2026-01-15 09:00\nstatus: cancelled\nstatus-words: 台风停工\nplace: 二楼，东侧;会议室")
    assert (str(event["status"]), str(event["description"])) == ("CANCELLED", "台风停工")
    assert str(event["location"]) == "二楼，东侧;会议室"


def test_an_update_raises_the_sequence_so_that_calendars_take_it() -> None:
    later = updates("date: 2026-02-01\nupdates: [{action: m1/a1, note: 已报}]", "u1")
    opened = minutes("actions: [{id: a1, task: 清沟}]")
    (before,) = parts_of(calendar(export_of(gathered(opened)), words_in("zh")), "VTODO").values()
    (after,) = parts_of(calendar(export_of(gathered(opened, later)), words_in("zh")), "VTODO").values()
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after["last-modified"].dt == dt.datetime(2026, 2, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize("word", HOSTILE)
def test_no_word_begins_a_line_of_its_own(word: str) -> None:
    content = calendar(export_of(hostile_content(word), title=word), words_in("zh"))
    sound = calendar(export_of(hostile_content("x"), title="x"), words_in("zh"))
    assert _lines_begin(content) == _lines_begin(sound)
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert all(byte >= 0x20 or byte in b"\r\n" for byte in content)


def _lines_begin(content: bytes) -> list[str]:
    """The names of the properties, line by line, as a reader who knows only about folding finds them."""
    whole = content.decode().replace("\r\n ", "")
    return [line.partition(":")[0].partition(";")[0] for line in whole.splitlines()]


@pytest.mark.parametrize("word", ["汛期前完成", *HOSTILE])
def test_a_second_library_reads_the_same(word: str) -> None:
    export = export_of(hostile_content(word), title=word)
    content = calendar(export, words_in("zh"))
    read = vobject.readOne(content.decode())
    (todo,) = read.vtodo_list
    (event,) = read.vevent_list
    first = icalendar.Calendar.from_ical(content)
    assert todo.summary.value == str(first.walk("VTODO")[0]["summary"])
    assert todo.description.value == str(first.walk("VTODO")[0]["description"])
    assert event.summary.value == str(first.walk("VEVENT")[0]["summary"])
    assert todo.uid.value == "works-1/a1@reportgen"
    assert event.dtstart.value.isoformat() == "2026-01-15T09:00:00+08:00"
