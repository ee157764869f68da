"""The register as one day sees it: sheets, changes and figures count every row, and each once."""

from __future__ import annotations

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.model.ledger import (
    RegisterLine,
    Sheet,
    by_urgency,
    changes_between,
    party_key,
    sheets_of,
    statistics_of,
    tally,
)
from reportgen.model.meeting import Record
from reportgen.stages.resolve import resolve
from tests.histories import day, histories
from tests.small_site import gathered, minutes, record_of, updates

ROSTER = """\
people:
  - {id: wang, name: 王芳, posts: [{unit: road-centre, role: 主任}]}
  - {id: he, name: 何平, posts: [{unit: transport, role: 局长}]}
units:
  - {id: transport, name: 交通局}
  - {id: road-centre, name: 养护中心}
  - {id: water, name: 水利局}
"""
OPENED = """\
actions:
  - {id: a1, task: 清淤, lead: 交通局, support: 水利局, owner: 王芳, supervisor: 何平, due: 2026-02-10}
  - {id: a2, task: 立牌, lead: 王芳, due: 2026-01-31}
  - {id: a3, task: 建账, owner: 施工队}
  - {id: a4, task: 会商}
  - {id: a5, task: 除雪, lead: 养护中心, due: 2026-03-20}
"""
TOLD = """\
date: 2026-02-20
updates:
  - {action: m1/a1, date: 2026-02-09, state: closed}
  - {action: m1/a2, due: 2026-02-14}
  - {action: m1/a4, state: cancelled}
"""
DAY = dt.date(2026, 3, 1)


def lines(*records: Record, on: dt.date = DAY) -> tuple[RegisterLine, ...]:
    from dataclasses import replace

    from reportgen.model.party import People

    people = record_of(People, ROSTER)
    assert isinstance(people, People)
    return resolve(replace(gathered(*records), people=people), on).lines


def register(on: dt.date = DAY) -> tuple[RegisterLine, ...]:
    return lines(minutes(OPENED, "m1"), updates(TOLD, "u1"), on=on)


def sheet(name: str) -> Sheet:
    return next(one for one in sheets_of(register(), "zh") if one.party.name == name)


def ids(rows: tuple[RegisterLine, ...]) -> list[str]:
    return [one.entry.action.id for one in rows]


def test_units_come_before_people_and_people_before_names_nobody_knows() -> None:
    found = [(one.party.kind, one.party.name) for one in sheets_of(register(), "zh")]
    assert found == [
        ("unit", "交通局"),
        ("unit", "养护中心"),
        ("unit", "水利局"),
        ("person", "何平"),
        ("person", "王芳"),
        ("name", "施工队"),
    ]


def test_a_unit_leads_helps_and_owes_what_its_people_owe() -> None:
    centre = sheet("养护中心")
    assert (ids(centre.led), ids(centre.owed), ids(centre.supported)) == (["a5"], ["a2", "a1"], [])
    assert ids(sheet("水利局").supported) == ["a1"]
    assert (ids(sheet("交通局").led), sheet("交通局").live) == (["a1"], 0)


def test_a_person_leads_owes_and_supervises() -> None:
    wang = sheet("王芳")
    assert (ids(wang.led), ids(wang.owed), wang.live) == (["a2"], ["a1"], 1)
    assert ids(sheet("何平").supervised) == ["a1"]
    assert ids(sheet("施工队").owed) == ["a3"]


def test_a_sheet_puts_the_live_first_by_due_date_then_what_ended_last() -> None:
    told = (
        "date: 2026-02-20\nupdates: [{action: m1/a2, date: 2026-02-01, state: closed}, {action: m1/a4, state: closed}]"
    )
    texts = "actions:\n" + "".join(
        f"  - {{id: a{number}, task: 清沟, lead: 水利局{due}}}\n"
        for number, due in enumerate(("", ", due: 2026-06-01", ", due: 2026-05-01", ""), 1)
    )
    (only,) = sheets_of(lines(minutes(texts, "m1"), updates(told, "u1")), "zh")
    assert ids(only.led) == ["a3", "a1", "a4", "a2"]


def test_a_sheet_speaks_the_language_most_of_its_rows_do() -> None:
    english = [minutes("lang: en\nactions: [{id: a1, task: Survey, lead: 水利局}]", f"e{number}") for number in (1, 2)]
    chinese = minutes("lang: zh\nactions: [{id: a1, task: 勘测, lead: 水利局}]", "c1")
    assert sheets_of(lines(*english, chinese), "zh")[0].language == "en"
    assert sheets_of(lines(english[0], chinese), "zh")[0].language == "zh"
    assert sheets_of(lines(english[0], chinese), "en")[0].language == "en"


def test_changes_say_what_was_opened_ended_put_off_and_is_late() -> None:
    changes = changes_between(register(), dt.date(2026, 1, 31), DAY)
    assert (ids_of(changes.new), ids_of(changes.closed), ids_of(changes.cancelled)) == ([], ["a1"], ["a4"])
    assert [(one.line.entry.action.id, one.days) for one in changes.slipped] == [("a2", 14)]
    assert [(one.line.entry.action.id, one.days) for one in changes.overdue] == [("a2", 15)]
    assert ids_of(changes_between(register(), dt.date(2026, 1, 14), DAY).new) == ["a1", "a2", "a3", "a4", "a5"]


def test_what_was_opened_and_put_off_in_one_period_is_put_off_even_if_it_has_ended() -> None:
    ended = updates("date: 2026-02-27\nupdates: [{action: m1/a2, state: closed}]", "u2")
    changes = changes_between(lines(minutes(OPENED, "m1"), updates(TOLD, "u1"), ended), dt.date(2026, 1, 14), DAY)
    assert [(one.line.entry.action.id, one.days) for one in changes.slipped] == [("a2", 14)]
    assert (ids_of(changes.closed), ids_of(changes.overdue)) == (["a1", "a2"], [])


def ids_of(rows: tuple[object, ...]) -> list[str]:
    return [one.line.entry.action.id for one in rows]  # type: ignore[attr-defined]


def test_an_action_that_was_closed_and_is_open_again_is_a_change() -> None:
    again = updates("date: 2026-02-25\nupdates: [{action: m1/a1, state: open}]", "u2")
    rows = lines(minutes(OPENED, "m1"), updates(TOLD, "u1"), again)
    changes = changes_between(rows, dt.date(2026, 2, 20), DAY)
    assert (ids_of(changes.reopened), ids_of(changes.closed)) == (["a1"], [])
    assert [(one.line.entry.action.id, one.days) for one in changes.overdue] == [("a1", 19), ("a2", 15)]


def test_figures_count_by_state_month_and_age() -> None:
    figures = statistics_of(register(), DAY)
    whole = figures.whole
    assert (whole.total, whole.live, whole.open, whole.closed, whole.cancelled, whole.overdue) == (5, 3, 3, 1, 1, 1)
    assert (whole.closed_in_time, whole.closed_with_due) == (1, 1)
    assert [(one.party.name if one.party else None, one.total) for one in figures.units] == [
        ("养护中心", 1),
        ("施工队", 1),
        ("王芳", 1),
        ("交通局", 1),
        (None, 1),
    ]
    assert figures.months[0] == (dt.date(2025, 4, 1), 0)
    assert figures.months[-2:] == ((dt.date(2026, 2, 1), 1), (dt.date(2026, 3, 1), 0))
    assert figures.ages == (0, 3, 0, 0)
    assert statistics_of(register(dt.date(2026, 1, 15)), dt.date(2026, 1, 15)).ages == (5, 0, 0, 0)


def test_what_was_reported_done_in_time_is_in_time_however_long_its_verification_took() -> None:
    opened = "actions:\n" + "".join(
        f"  - {{id: a{number}, task: 清沟, lead: 水利局, due: 2026-02-10}}\n" for number in range(1, 6)
    )
    told = "\n".join((
        "date: 2026-02-25", "updates:",
        "  - {action: m1/a1, date: 2026-02-10, state: reported}",
        "  - {action: m1/a2, date: 2026-02-11, state: reported}",
        # A report that was sent back counts for nothing.
        "  - {action: m1/a3, date: 2026-02-01, state: reported}",
        "  - {action: m1/a3, date: 2026-02-03, state: in-progress}",
        "  - {action: m1/a3, date: 2026-02-20, state: reported}",
        # Nor does one from before it was opened again.
        "  - {action: m1/a4, date: 2026-02-01, state: reported}",
        "  - {action: m1/a4, date: 2026-02-02, state: closed}",
        "  - {action: m1/a4, date: 2026-02-09, state: open}",
        "  - {action: m1/a5, date: 2026-02-10, state: closed}",
        *(f"  - {{action: m1/a{number}, date: 2026-02-25, state: closed}}" for number in range(1, 5)),
    ))  # fmt: skip
    rows = lines(minutes(opened, "m1"), updates(told, "u1"))
    in_time = {one.entry.action.id: tally([one], None).closed_in_time for one in rows}
    assert in_time == {"a1": 1, "a2": 0, "a3": 0, "a4": 0, "a5": 1}
    assert tally(rows, None).closed_with_due == 5


def test_the_register_puts_the_overdue_first_then_what_is_behind_then_by_due_date_then_what_ended() -> None:
    opened = """\
actions:
  - {id: a1, task: 清沟}
  - {id: a2, task: 清沟, due: 2026-05-01}
  - {id: a3, task: 清沟, due: 2026-02-20}
  - {id: a4, task: 清沟, due: 2026-06-01, milestones: [{text: 过半, due: 2026-02-01}]}
  - {id: a5, task: 清沟, due: 2026-02-10}
  - {id: a6, task: 清沟, due: 2026-02-01}
  - {id: a7, task: 清沟}
  - {id: a8, task: 清沟}
"""
    told = (
        "date: 2026-02-20\nupdates: [{action: m1/a6, state: reported},"
        " {action: m1/a7, date: 2026-02-03, state: closed}, {action: m1/a8, date: 2026-02-04, state: cancelled}]"
    )
    rows = lines(minutes(opened, "m1"), updates(told, "u1"))
    # What was reported done is late no more: it stands among the others, by its date.
    assert ids(tuple(sorted(rows, key=by_urgency))) == ["a5", "a3", "a4", "a6", "a2", "a1", "a8", "a7"]


def test_who_only_supervises_has_no_duties() -> None:
    opened = minutes("actions: [{id: a1, task: 清淤, lead: 交通局, owner: 王芳, supervisor: 何平}]", "m1")
    sheets = {one.party.name: one for one in sheets_of(lines(opened), "zh")}
    assert {name: ids(one.duties) for name, one in sheets.items()} == {
        "交通局": ["a1"], "养护中心": ["a1"], "王芳": ["a1"], "何平": [],
    }  # fmt: skip
    assert (sheets["何平"].live, sheets["养护中心"].live) == (1, 1)
    assert sheet("交通局").duties == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories(most=7), st.integers(0, 25))
def test_no_figure_and_no_sheet_loses_a_row_or_counts_it_twice(history: list[Record], number: int) -> None:
    rows = resolve(gathered(*history), day(number)).lines
    figures = statistics_of(rows, day(number))
    assert figures.whole.total == len(rows) == sum(one.total for one in figures.units)
    assert sum(figures.ages) == figures.whole.live == sum(one.live for one in figures.units)
    for one in sheets_of(rows, "zh"):
        key = party_key(one.party)
        own = [line for line in rows if key in {party_key(named) for named in line.everybody}]
        assert sorted(line.reference for line in one.lines()) == sorted(line.reference for line in own)
        parts = [*one.led, *one.owed, *one.supported, *one.supervised]
        assert len(parts) == len({line.reference for line in parts})
    assert len({party_key(one.party) for one in sheets_of(rows, "zh")}) == len(sheets_of(rows, "zh"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories(most=7), st.integers(-1, 24), st.integers(0, 10))
def test_what_changed_adds_up_to_where_the_register_stands(history: list[Record], number: int, length: int) -> None:
    since, until = day(number), day(number + length)
    site = resolve(gathered(*history), until)
    changes = changes_between(site.lines, since, until)
    before = {one.reference for one in resolve(gathered(*history), since).lines if one.status.is_live}
    new = {one.line.reference for one in changes.new}
    gone = {
        one.line.reference for one in (*changes.closed, *changes.cancelled) if one.before is None or one.before.is_live
    }
    again = {
        one.reference
        for one in site.lines
        if one.status.is_live and one.reference not in before and one.reference not in new
    }
    assert {one.reference for one in site.lines if one.status.is_live} == ((before | new) - gone) | again
    assert again <= {one.line.reference for one in changes.reopened}
