"""The resolved site: linked, numbered, folded, and never changed backwards."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.model.directory import Party
from reportgen.model.meeting import Minutes, Record
from reportgen.model.site import Meeting
from reportgen.stages.resolve import resolve
from tests.histories import day, histories, records
from tests.small_site import AS_OF, SITE, gathered, meeting_of, minutes, site_of, updates, write_site

LATE = dt.date(2027, 1, 1)


def resolved(*texts: str | Record, site: str = SITE, as_of: dt.date = AS_OF) -> tuple[Meeting, ...]:
    """Meetings m1, m2 … from their texts."""
    made = [minutes(one, f"m{place}") if isinstance(one, str) else one for place, one in enumerate(texts, 1)]
    return resolve(gathered(*made, site=site), as_of).meetings


def test_attendance_shows_who_they_were_on_that_day(tmp_path: Path) -> None:
    folder = write_site(tmp_path)
    january, february = meeting_of(folder, "works-1"), meeting_of(folder, "works-2")
    assert [(one.party.name, one.unit, one.role) for one in january.present] == [
        ("顾怀远", "工程科", "组长"),
        ("沈青禾", "工程科", "干事"),
    ]
    assert [(one.party.name, one.unit, one.role) for one in february.present] == [
        ("顾怀远", "工程办", "组长"),
        ("沈青禾", "工程办", "科长"),
    ]
    assert january.present[1].attendee.from_ == dt.time(9, 20)
    assert january.chair == january.present[0].party
    assert february.chair == february.present[0].party


def test_what_the_notes_say_of_unit_and_role_goes_before_the_roster(tmp_path: Path) -> None:
    text = (
        "kind: minutes\ntitle: t\nstart: 2026-01-15\n"
        "attendance: {present: [{who: 顾怀远, unit: site-office, role: 代组长}, 工程处, {who: 来客, unit: 邻县}]}\n"
    )
    meeting = meeting_of(write_site(tmp_path, {"meetings/x.yaml": text}), "x")
    assert [(one.party.name, one.unit, one.role) for one in meeting.present] == [
        ("顾怀远", "工地办", "代组长"),
        ("工程科", None, None),
        ("来客", "邻县", None),
    ]


def test_a_deputy_is_found_like_anybody(tmp_path: Path) -> None:
    (apology,) = meeting_of(write_site(tmp_path), "works-1").apologies
    assert (apology.party.name, apology.deputy) == ("陆一鸣", Party("白露", "bai", "person"))


def test_a_planned_meeting_expects_everybody_with_a_seat_once(tmp_path: Path) -> None:
    folder = write_site(tmp_path)
    assert [(one.party.name, one.unit, one.role) for one in meeting_of(folder, "works-3").expected] == [
        ("顾怀远", "工程办", "组长"),
        ("沈青禾", "工程办", "科长"),
        ("陆一鸣", "工地办", None),
        ("白露", None, "记录员"),
    ]
    assert meeting_of(folder, "works-2").expected == ()


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("series: works\nattendance: {present: [甲, 乙]}", (2, 2, True)),
        ("series: works\nattendance: {present: [甲]}", (2, 1, False)),
        ("series: works\nquorum: {required: 1}\nattendance: {present: [甲]}", (1, 1, True)),
        ("series: works\nquorum: {present: 9}", (2, 9, True)),
        ("series: works\nquorum: {met: no}\nattendance: {present: [甲, 乙]}", (2, 2, False)),
        ("series: works\nstatus: planned", (None, None, None)),
        ("series: works", (None, None, None)),
        ("series: works\nattendance: {present: [甲, 甲]}", (2, 1, False)),
        ("series: board\nattendance: {present: [甲]}", (None, None, None)),
        ("series: board\nquorum: quorate\nattendance: {present: [甲]}", (None, 1, None)),
    ],
)
def test_a_quorum_is_what_the_notes_say_else_what_the_figures_give(text: str, figures: tuple[object, ...]) -> None:
    (meeting,) = resolved(text)
    assert (meeting.quorum_required, meeting.quorum_present, meeting.quorum_met) == figures


NESTED = """\
series: {series}
agenda:
  - title: 甲
    items:
      - {{title: 乙, items: [{{title: 丙, items: [{{title: 丁, items: [戊]}}]}}]}}
  - {{title: 己, label: 议题三：}}
  - {{title: 庚, label: ""}}
  - {{id: own, title: 辛}}
"""


def flat(meeting: Meeting) -> list[tuple[str, int, str]]:
    waiting, found = list(meeting.items), []
    while waiting:
        item = waiting.pop(0)
        found.append((item.number, item.level, item.anchor))
        waiting[:0] = item.items
    return found


def test_items_are_numbered_the_chinese_way_and_labels_stay() -> None:
    (meeting,) = resolved(NESTED.format(series="works"))
    assert flat(meeting) == [
        ("一、", 1, "item_1"),
        ("（一）", 2, "item_1-1"),
        ("1.", 3, "item_1-1-1"),
        ("（1）", 4, "item_1-1-1-1"),
        ("1.1.1.1.1", 4, "item_1-1-1-1-1"),
        ("议题三：", 1, "item_2"),
        ("", 1, "item_3"),
        ("四、", 1, "own"),
    ]


def test_items_are_numbered_the_english_way_and_labels_stay() -> None:
    (meeting,) = resolved(NESTED.format(series="board"))
    assert [number for number, _, _ in flat(meeting)] == [
        "1",
        "1.1",
        "1.1.1",
        "1.1.1.1",
        "1.1.1.1.1",
        "议题三：",
        "",
        "4",
    ]


def test_decisions_and_actions_carry_numbers_for_reading_and_ids_for_citing() -> None:
    (meeting,) = resolved(
        "agenda:\n"
        "  - title: 甲\n    decisions: [{id: d1, text: x}, {id: d2, text: y, label: 决定二}]\n"
        "    items: [{title: 乙, actions: [{id: a1, task: t}], left-over: [{id: q1, text: q}]}]\n"
        "decisions: [{id: d3, text: z}]\nactions: [{id: a2, task: u}]\nleft-over: [{id: q2, text: r, label: 其一}]\n"
    )
    assert [(one.number, one.reference, one.anchor, one.item) for one in meeting.decisions] == [
        ("D1.1", "m1/d1", "d1", "甲"),
        ("决定二", "m1/d2", "d2", "甲"),
        ("D1", "m1/d3", "d3", None),
    ]
    assert [(one.number, one.reference, one.item) for one in meeting.actions] == [
        ("A1.1.1", "m1/a1", "乙"),
        ("A1", "m1/a2", None),
    ]
    assert [(one.number, one.reference) for one in meeting.left_over] == [("Q1.1.1", "m1/q1"), ("其一", "m1/q2")]


def test_a_meeting_speaks_the_language_and_keeps_the_time_of_its_series(tmp_path: Path) -> None:
    folder = write_site(tmp_path)
    works, garden = meeting_of(folder, "works-1"), meeting_of(folder, "garden-1")
    assert (works.language, works.time_zone, works.organisation) == ("zh", "Asia/Shanghai", "综合办公室")
    assert (garden.language, garden.time_zone, garden.organisation) == ("en", "Europe/London", "General Office")
    (own,) = resolved("series: works\nlang: en\ntime-zone: Europe/Paris")
    assert (own.language, own.time_zone) == ("en", "Europe/Paris")
    (none,) = resolved("series:\n")
    assert (none.series, none.language, none.previous, none.next) == (None, "en", None, None)


def test_meetings_of_a_series_are_neighbours(tmp_path: Path) -> None:
    site = site_of(write_site(tmp_path))
    assert [(one.id, one.previous, one.next) for one in site.meetings] == [
        ("works-1", None, "works-2"),
        ("works-2", "works-1", "works-3"),
        ("garden-1", None, None),
        ("works-3", "works-2", None),
    ]


def test_a_meeting_carries_what_its_series_still_owed_on_the_eve(tmp_path: Path) -> None:
    folder = write_site(tmp_path)
    second, third = meeting_of(folder, "works-2"), meeting_of(folder, "works-3")
    assert [(one.reference, one.anchor, one.status.state, one.item) for one in third.carried] == [
        ("works-1/a2", "works-1--a2", "open", "工程例会第一次会议"),
    ]
    assert [(one.reference, one.status.state) for one in second.outstanding] == [
        ("works-1/a1", "in-progress"),
        ("works-1/a2", "open"),
    ]
    # What was held lists what is still open after it; what is to come, what there is to go through.
    assert second.carried == third.outstanding == ()
    assert meeting_of(folder, "garden-1").outstanding == meeting_of(folder, "works-1").outstanding == ()


def test_a_meeting_reports_on_actions_as_it_tells_of_them(tmp_path: Path) -> None:
    (reported,) = meeting_of(write_site(tmp_path), "works-2").reported
    assert (reported.entry.reference, reported.date) == ("works-1/a1", dt.date(2026, 2, 12))
    assert (reported.status.state, reported.status.due) == ("in-progress", dt.date(2026, 3, 10))


def test_an_action_stands_on_its_meeting_as_that_meeting_opened_it(tmp_path: Path) -> None:
    (drains, ledger) = meeting_of(write_site(tmp_path), "works-1").actions
    assert (drains.status.state, drains.status.due, drains.status.changed) == ("open", dt.date(2026, 2, 10), None)
    assert ledger.item is None


def test_what_came_after_a_meeting_stands_in_since(tmp_path: Path) -> None:
    meeting = meeting_of(write_site(tmp_path), "works-1")
    told = [
        (str(one.date), one.what, one.by, one.subject, one.words, one.status.state if one.status else None)
        for one in meeting.since
    ]
    assert told == [
        ("2026-02-12", "approved", "works-2", None, None, None),
        ("2026-02-12", "update", "works-2", "a1", "清理一号沟", "in-progress"),
        ("2026-02-12", "superseded", "works-2", "d1", "先清后修", None),
        ("2026-03-18", "update", "march", "a1", "清理一号沟", "closed"),
    ]
    assert [one.by_is_meeting for one in meeting.since] == [True, True, True, False]
    assert meeting.since[3].update is not None
    assert meeting.since[3].update.note == "已清理"


@pytest.mark.parametrize(
    ("as_of", "told"), [("2026-02-11", 0), ("2026-02-12", 3), ("2026-03-19", 3), ("2026-03-20", 4)]
)
def test_what_came_after_is_told_up_to_the_day_the_site_is_seen_from(tmp_path: Path, as_of: str, told: int) -> None:
    assert len(meeting_of(write_site(tmp_path), "works-1", dt.date.fromisoformat(as_of)).since) == told


def test_a_decision_may_be_rescinded_and_minutes_deferred() -> None:
    first, _ = resolved(
        "decisions: [{id: d1, text: 同意}]",
        "start: 2026-02-01\nprevious-minutes: {meeting: m1, outcome: deferred}\n"
        "decisions: [{id: d9, text: x, rescinds: m1/d1}]",
    )
    assert [(one.what, one.subject) for one in first.since] == [("deferred", None), ("rescinded", "d1")]


def test_a_motion_to_rescind_that_was_defeated_is_not_told_of_the_earlier_decision() -> None:
    first, _ = resolved(
        "decisions: [{id: d1, text: 同意}, {id: d2, text: 设点}]",
        "start: 2026-02-01\ndecisions:\n"
        "  - {id: d8, text: x, rescinds: m1/d1, outcome: defeated}\n"
        "  - {id: d9, text: x, supersedes: m1/d2, outcome: carried}\n",
    )
    assert [(one.what, one.subject) for one in first.since] == [("superseded", "d2")]


def test_words_about_a_decision_that_is_not_there_are_nobody_s() -> None:
    first, second = resolved(
        "", "start: 2026-02-01\ndecisions: [{id: d9, text: x, supersedes: m1/d7}]\nupdates: [{action: m1/a7}]"
    )
    assert first.since == second.reported == ()


def test_a_speech_knows_who_spoke(tmp_path: Path) -> None:
    (speech,) = site_of(write_site(tmp_path)).speeches
    assert speech.speaker == Party("顾怀远", "gu", "person", "工程办", "组长")
    assert (speech.language, speech.organisation) == ("zh", "综合办公室")


def test_later_updates_of_one_day_are_told_in_the_order_of_their_records() -> None:
    one = updates("date: 2026-02-01\nupdates: [{action: m1/a1, state: reported}]", "u1")
    two = updates("date: 2026-02-01\nupdates: [{action: m1/a1, state: closed}]", "u2")
    for told in ((one, two), (two, one)):
        first = resolved("actions: [{id: a1, task: t}]", *told)[0]
        assert [since.by for since in first.since] == ["u1", "u2"]


def views(history: list[Record], as_of: dt.date = LATE) -> dict[str, dict[str, object]]:
    """Every meeting as its page shows it, field by field, without what came after it."""
    shown = {one.name for one in fields(Meeting)} - {"since", "next", "directory"}
    site = resolve(gathered(*history), as_of)
    return {one.id: {name: getattr(one, name) for name in shown} for one in site.meetings}


def without_events(view: dict[str, object]) -> dict[str, object]:
    """A view without the events of register entries, of which the page shows the status only."""
    reported = [(one.entry.reference, one.update, one.date, one.status) for one in view["reported"]]  # type: ignore[attr-defined]
    return view | {"reported": reported}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_later_record_never_changes_an_earlier_meeting(data: st.DataObject) -> None:
    history = data.draw(histories())
    last = max(one.start.date if isinstance(one, Minutes) else one.date for one in history)  # type: ignore[union-attr]
    date = last + dt.timedelta(days=data.draw(st.integers(1, 5)))
    later = data.draw(records("zz", date, history))
    before, after = views(history), views([*history, later])
    assert set(after) - set(before) <= {"zz"}
    for identity, view in before.items():
        assert without_events(after[identity]) == without_events(view)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories(), st.integers(-1, 25))
def test_the_day_a_site_is_seen_from_changes_only_what_came_after(history: list[Record], number: int) -> None:
    assert {one: without_events(view) for one, view in views(history, day(number)).items()} == {
        one: without_events(view) for one, view in views(history).items()
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories(), st.integers(-1, 25))
def test_nothing_is_told_that_was_recorded_after_the_day_or_before_the_meeting(
    history: list[Record], number: int
) -> None:
    recorded = {one.id: one.start.date if isinstance(one, Minutes) else one.date for one in history}  # type: ignore[union-attr]
    for meeting in resolve(gathered(*history), day(number)).meetings:
        for one in meeting.since:
            assert meeting.record.date <= recorded[one.by] <= day(number)
            assert one.by != meeting.id
