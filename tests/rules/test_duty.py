"""Who answers: somebody is named, is in office, and the unit that leads has a head."""

from __future__ import annotations

import datetime as dt

from reportgen.model.meeting import Minutes
from reportgen.rules.duty import actions_name_somebody, people_named_are_in_office, units_that_lead_have_a_head
from tests.rules.judged import found
from tests.small_site import minutes, updates

PEOPLE = """\
people:
  - {id: gu, name: 顾怀远, posts: [{role: 组长, from: 2025-01-01, until: 2026-03-31}]}
  - {id: shen, name: 沈青禾, aliases: [沈科长], posts: [{role: 科长, from: 2026-02-01}]}
  - {id: bai, name: 白露}
units:
  - {id: roads, name: 道路科, heads: [{who: 顾怀远, until: 2026-03-31}], deputies: [{who: 沈青禾, from: 2026-05-01}]}
  - {id: lamps, name: 路灯所, heads: [{who: 顾怀远, from: 2026-02-01, until: 2026-04-30}]}
"""


def opened(text: str, start: str = "2026-01-15") -> Minutes:
    return minutes(f"start: {start}\nactions: [{{id: a1, task: 清沟, {text}}}]\n")


def test_an_update_may_name_somebody_later_and_may_take_everybody_away() -> None:
    nobody = opened("due: 2026-12-31")
    assert found(actions_name_somebody, nobody) == [("action-without-owner", "清沟", "m1/a1")]
    named = updates("date: 2026-02-01\nupdates: [{action: m1/a1, owner: 白露}]\n", "u1")
    assert found(actions_name_somebody, nobody, named) == []
    assert found(actions_name_somebody, nobody, named, day=dt.date(2026, 1, 31)) != []
    gone = updates("date: 2026-03-01\nupdates: [{action: m1/a1, owner: []}]\n", "u2")
    assert found(actions_name_somebody, nobody, named, gone) == [("action-without-owner", "清沟", "m1/a1")]


def test_whoever_helps_or_supervises_does_not_carry_out() -> None:
    assert found(actions_name_somebody, opened("support: 道路科, supervisor: 白露")) != []


def test_nobody_is_asked_for_where_nothing_is_owed() -> None:
    ended = updates("date: 2026-02-01\nupdates: [{action: m1/a1, state: cancelled}]\n", "u1")
    assert found(actions_name_somebody, opened("due: 2026-12-31"), ended) == []
    assert found(actions_name_somebody, minutes("status: planned\nactions: [{id: a1, task: 清沟}]\n")) == []
    assert found(actions_name_somebody, opened("due: 2026-12-31", "2026-07-01")) == []


def test_whoever_held_no_post_when_named_is_told_with_that_day() -> None:
    early = found(people_named_are_in_office, opened("owner: 沈科长"), people=PEOPLE)
    assert early == [("owner-out-of-office", "沈科长", "m1/a1", "2026-01-15")]
    assert found(people_named_are_in_office, opened("owner: 沈科长", "2026-02-01"), people=PEOPLE) == []


def test_whoever_left_office_since_and_still_owes_something_is_told_with_today() -> None:
    record = opened("lead: 顾怀远")
    assert found(people_named_are_in_office, record, people=PEOPLE, day=dt.date(2026, 3, 31)) == []
    assert found(people_named_are_in_office, record, people=PEOPLE) == [
        ("owner-out-of-office", "顾怀远", "m1/a1", "2026-06-30")
    ]


def test_only_who_answers_now_is_judged_from_the_day_of_the_update_that_names_them() -> None:
    handed_on = updates("date: 2026-02-10\nupdates: [{action: m1/a1, date: 2026-02-03, owner: 沈青禾}]\n", "u1")
    assert found(people_named_are_in_office, opened("owner: 顾怀远"), handed_on, people=PEOPLE) == []
    too_early = updates("date: 2026-02-10\nupdates: [{action: m1/a1, date: 2026-01-20, owner: 沈青禾}]\n", "u1")
    assert found(people_named_are_in_office, opened("owner: 顾怀远"), too_early, people=PEOPLE) == [
        ("owner-out-of-office", "沈青禾", "m1/a1", "2026-01-20")
    ]


def test_one_person_in_two_roles_is_told_once_and_whose_posts_nobody_knows_not_at_all() -> None:
    record = opened("lead: 沈青禾, owner: [白露, 沈科长, 来客], supervisor: shen")
    assert len(found(people_named_are_in_office, record, people=PEOPLE)) == 1
    assert found(people_named_are_in_office, opened("lead: 道路科, owner: [白露, 来客]"), people=PEOPLE) == []


def test_a_unit_is_told_once_with_the_number_of_its_live_actions() -> None:
    record = minutes("actions: [{id: a1, task: 清沟, lead: 路灯所}, {id: a2, task: 换灯, lead: lamps}]\n")
    assert found(units_that_lead_have_a_head, record, people=PEOPLE) == [
        ("unit-without-head", "路灯所", "2", "2026-06-30")
    ]
    assert found(units_that_lead_have_a_head, record, people=PEOPLE, day=dt.date(2026, 4, 30)) == []


def test_a_deputy_in_office_stands_in_for_the_head() -> None:
    record = opened("lead: 道路科")
    assert found(units_that_lead_have_a_head, record, people=PEOPLE) == []
    assert found(units_that_lead_have_a_head, record, people=PEOPLE, day=dt.date(2026, 4, 15)) != []


def test_a_unit_that_only_helps_or_whose_actions_have_ended_needs_no_head() -> None:
    ended = updates("date: 2026-02-01\nupdates: [{action: m1/a1, state: cancelled}]\n", "u1")
    assert found(units_that_lead_have_a_head, opened("lead: 路灯所"), ended, people=PEOPLE) == []
    assert found(units_that_lead_have_a_head, opened("owner: 白露, support: 路灯所"), people=PEOPLE) == []
