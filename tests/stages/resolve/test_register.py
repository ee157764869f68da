"""The registers of actions and decisions, as one day sees them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.model.content import Content
from reportgen.model.ledger import DecisionLine, RegisterLine
from reportgen.model.meeting import Minutes, Record
from reportgen.model.site import Site
from reportgen.stages.resolve import resolve
from tests.histories import day, histories
from tests.small_site import AS_OF, content_of, gathered, minutes, site_of, updates, write_site


def line_of(site: Site, reference: str) -> RegisterLine:
    return next(one for one in site.lines if one.reference == reference)


def test_a_row_names_everybody_by_what_they_are_called_that_day(tmp_path: Path) -> None:
    line = line_of(site_of(write_site(tmp_path), dt.date(2026, 3, 1)), "works-1/a1")
    assert line.lead is not None
    assert (line.number, line.lead.name, [one.name for one in line.owner]) == (1, "工程办", ["沈青禾"])
    assert [one.name for one in line.units] == ["工程办"]
    assert (line.status.state, line.status.slips, line.status.slipped_days) == ("in-progress", 1, 28)
    assert (line.entry.title, line.entry.item) == ("工程例会第一次会议", "排水")
    early = line_of(site_of(write_site(tmp_path), dt.date(2026, 1, 20)), "works-1/a1")
    assert early.lead is not None
    assert (early.lead.name, early.status.state) == ("工程科", "open")


def test_an_action_is_on_the_register_from_the_day_it_was_opened(tmp_path: Path) -> None:
    folder = write_site(tmp_path)
    assert site_of(folder, dt.date(2026, 1, 14)).lines == ()
    assert [one.reference for one in site_of(folder, dt.date(2026, 1, 15)).lines] == ["works-1/a1", "works-1/a2"]


def test_the_unit_of_an_owner_is_a_unit_of_the_action_while_he_serves_there(tmp_path: Path) -> None:
    third = (
        "kind: minutes\nseries: works\ntitle: 三\nstart: 2026-04-01\nactions: [{id: a1, task: 复测, owner: 沈青禾}]\n"
    )
    site = site_of(write_site(tmp_path, {"meetings/works/works-4.yaml": third}))
    line = line_of(site, "works-4/a1")
    assert (line.lead, [one.name for one in line.units]) == (None, ["工程办"])


def test_an_action_knows_which_others_take_it_further() -> None:
    records = [
        minutes("actions: [{id: a1, task: 查涵洞}]", "m1"),
        minutes("start: 2026-02-01\nactions: [{id: a1, task: 查东段, continues: m1/a1}]", "m2"),
        minutes("start: 2026-03-01\nactions: [{id: a1, task: 查西段, continues: m1/a1}]", "m3"),
    ]
    assert line_of(resolve(gathered(*records), AS_OF), "m1/a1").continued_by == ("m2/a1", "m3/a1")
    assert line_of(resolve(gathered(*records), dt.date(2026, 2, 1)), "m1/a1").continued_by == ("m2/a1",)


def known_by(content: Content, on: dt.date) -> Content:
    """The content as it was on a day: records of later days were not written yet."""
    recorded = [one for one in content.records if (one.date if not isinstance(one, Minutes) else one.start.date) <= on]
    return replace(content, records=tuple(recorded))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories(most=7), st.integers(-1, 25))
def test_the_register_of_an_earlier_day_is_what_it_was_on_that_day(history: list[Record], number: int) -> None:
    content = gathered(*history)
    now, then = resolve(content, day(number)), resolve(known_by(content, day(number)), day(number))
    assert now.lines == then.lines
    assert now.decisions == then.decisions


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories(most=7), st.integers(-1, 25))
def test_every_action_opened_by_a_day_has_one_row_and_one_state(history: list[Record], number: int) -> None:
    lines = resolve(gathered(*history), day(number)).lines
    opened = [
        f"{one.id}/{action.id}"
        for one in history
        if isinstance(one, Minutes) and one.date <= day(number)
        for action in one.all_actions()
    ]
    assert sorted(one.reference for one in lines) == sorted(opened)
    assert [one.number for one in lines] == list(range(1, len(lines) + 1))
    for one in lines:
        assert one.status == one.entry.known_on(day(number))
        assert one.status.is_live is (one.status.ended is None)


def decisions(*texts: str, as_of: dt.date = AS_OF) -> dict[str, DecisionLine]:
    made = [minutes(f"start: 2026-0{place}-01\n{text}", f"m{place}") for place, text in enumerate(texts, 1)]
    return {one.reference: one for one in resolve(gathered(*made), as_of).decisions}


def test_a_decision_stands_until_a_later_one_replaces_or_ends_it() -> None:
    texts = (
        "decisions: [{id: d1, text: 每周巡查}, {id: d2, text: 停用旧表}, {id: d3, text: 设点, outcome: defeated}]",
        "decisions: [{id: d1, text: 每日巡查, supersedes: m1/d1}]",
        "decisions: [{id: d1, text: 恢复旧表, rescinds: m1/d2}]",
    )
    found = decisions(*texts)
    assert {reference: one.standing for reference, one in found.items()} == {
        "m1/d1": "superseded",
        "m1/d2": "rescinded",
        "m1/d3": "not-carried",
        "m2/d1": "in-force",
        "m3/d1": "in-force",
    }
    assert (found["m1/d1"].superseded_by, found["m1/d2"].rescinded_by) == (("m2/d1",), ("m3/d1",))
    earlier = decisions(*texts, as_of=dt.date(2026, 2, 15))
    assert {reference: one.standing for reference, one in earlier.items()} == {
        "m1/d1": "superseded",
        "m1/d2": "in-force",
        "m1/d3": "not-carried",
        "m2/d1": "in-force",
    }


@pytest.mark.parametrize("outcome", ["defeated", "deferred", "withdrawn"])
def test_a_motion_that_was_not_carried_leaves_the_earlier_decision_in_force(outcome: str) -> None:
    found = decisions(
        "decisions: [{id: d1, text: 每周巡查}, {id: d2, text: 停用旧表}]",
        f"decisions: [{{id: d1, text: 恢复旧表, supersedes: m1/d1, rescinds: m1/d2, outcome: {outcome}}}]",
    )
    assert {reference: one.standing for reference, one in found.items()} == {
        "m1/d1": "in-force",
        "m1/d2": "in-force",
        "m2/d1": "not-carried",
    }
    assert (found["m1/d1"].superseded_by, found["m1/d2"].rescinded_by) == ((), ())


def test_a_decision_names_the_actions_that_carry_it_out(tmp_path: Path) -> None:
    found = decisions(
        "decisions: [{id: d1, text: 修}]\nactions: [{id: a1, task: 招标, carries-out: d1}, {id: a2, task: 存档}]"
    )
    assert found["m1/d1"].actions == ("m1/a1",)
    first = content_of(write_site(tmp_path)).minutes()[0]
    line = next(one for one in resolve(gathered(first), AS_OF).decisions)
    assert (line.number, line.item, line.title, line.series) == ("D1.1", "排水", "工程例会第一次会议", "works")


def test_a_meeting_that_was_not_held_decides_nothing() -> None:
    assert decisions("status: planned\ndecisions: [{id: d1, text: 修}]") == {}


def test_minutes_list_what_the_series_still_owed_when_the_meeting_ended() -> None:
    first = minutes("series: works\nactions: [{id: a1, task: 清沟}, {id: a2, task: 立牌}, {id: a3, task: 建账}]", "m1")
    between = updates("date: 2026-02-01\nupdates: [{action: m1/a3, state: closed}]", "u1")
    second = minutes(
        "series: works\nstart: 2026-02-12\nactions: [{id: a1, task: 新事}]\n"
        "updates: [{action: m1/a1, state: closed}, {action: m1/a2, due: 2026-03-31}, {action: m1/a3, state: open}]",
        "m2",
    )
    later = updates("date: 2026-02-20\nupdates: [{action: m1/a2, state: closed}]", "u2")
    meeting = resolve(gathered(first, between, second, later), AS_OF).meeting("m2")
    assert meeting is not None
    assert [(one.reference, one.status.state, one.status.due) for one in meeting.outstanding] == [
        ("m1/a2", "open", dt.date(2026, 3, 31)),
        ("m1/a3", "open", None),
    ]
    assert meeting.carried == ()
