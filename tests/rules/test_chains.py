"""What leads to what: chains of actions have an end, and somebody acts on every decision that asks for a deed."""

from __future__ import annotations

import datetime as dt

import pytest

from reportgen.model.meeting import Minutes, Record
from reportgen.rules.chains import (
    chains_have_an_end,
    decisions_are_acted_on,
    mergers_lead_to_live_actions,
    what_goes_on_elsewhere_has_ended,
)
from reportgen.rules.look import Look
from tests.rules.judged import found
from tests.small_site import AS_OF, gathered, minutes, updates


def opened(identity: str, text: str, start: str = "2026-01-15") -> Minutes:
    return minutes(f"start: {start}\nactions: [{{id: a1, task: 清沟, {text}}}]\n", identity)


def test_two_actions_that_continue_each_other_are_told_once() -> None:
    circle = opened("m1", "continues: m2/a1"), opened("m2", "continues: m1/a1", "2026-02-12")
    assert found(chains_have_an_end, *circle) == [("continues-in-a-circle", "m1/a1 → m2/a1 → m1/a1")]


def test_a_merger_closes_a_circle_as_a_continuation_does_until_it_is_opened_again() -> None:
    records: list[Record] = [opened("m1", "due: 2026-12-31"), opened("m2", "continues: m1/a1", "2026-02-12")]
    back = updates("date: 2026-03-01\nupdates: [{action: m2/a1, merged-into: m1/a1}]\n", "u1")
    assert found(chains_have_an_end, *records, back) == [("continues-in-a-circle", "m1/a1 → m2/a1 → m1/a1")]
    again = updates("date: 2026-04-01\nupdates: [{action: m2/a1, state: open}]\n", "u2")
    assert found(chains_have_an_end, *records, back, again) == []


def test_one_that_is_continued_and_merged_into_the_same_goes_on_once() -> None:
    records = opened("m1", "due: 2026-12-31"), opened("m2", "continues: m1/a1", "2026-02-12")
    there = updates("date: 2026-03-01\nupdates: [{action: m1/a1, merged-into: m2/a1}]\n", "u1")
    assert found(chains_have_an_end, *records, there) == []


@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_an_action_is_merged_into_one_that_goes_on(state: str) -> None:
    both = opened("m1", "due: 2026-12-31"), opened("m2", "due: 2026-12-31")
    ended = updates(f"date: 2026-03-01\nupdates: [{{action: m2/a1, state: {state}}}]\n", "u1")
    merged = updates("date: 2026-04-01\nupdates: [{action: m1/a1, merged-into: m2/a1}]\n", "u2")
    assert found(mergers_lead_to_live_actions, *both, merged) == []
    assert found(mergers_lead_to_live_actions, *both, ended, merged) == [("merged-into-ended", "m1/a1", "m2/a1")]
    reopened = updates("date: 2026-05-01\nupdates: [{action: m1/a1, state: open}]\n", "u3")
    assert found(mergers_lead_to_live_actions, *both, ended, merged, reopened) == []
    # What it was merged into may well end later: that is how both are done.
    later = updates(f"date: 2026-05-01\nupdates: [{{action: m2/a1, state: {state}}}]\n", "u4")
    assert found(mergers_lead_to_live_actions, *both, merged, later) == []


def test_actions_that_are_split_and_joined_again_are_no_circle() -> None:
    split = opened("m2", "continues: m1/a1"), opened("m3", "continues: m1/a1")
    joined = opened("m4", "continues: [m2/a1, m3/a1]")
    assert found(chains_have_an_end, opened("m1", "due: 2026-12-31"), *split, joined) == []


def test_circles_that_share_an_action_are_told_each() -> None:
    hub = opened("m1", "continues: [m2/a1, m3/a1]")
    told = found(chains_have_an_end, hub, opened("m2", "continues: m1/a1"), opened("m3", "continues: m1/a1"))
    assert sorted(chain for _, chain in told) == ["m1/a1 → m2/a1 → m1/a1", "m1/a1 → m3/a1 → m1/a1"]


def test_a_circle_of_thousands_is_told_in_one_short_line() -> None:
    size = 3000
    told = found(chains_have_an_end, *(opened(f"m{n}", f"continues: m{(n + 1) % size}/a1") for n in range(size)))
    (((_, chain)),) = told
    assert chain.count("→") == 5
    assert "…" in chain


def test_an_action_that_goes_on_as_another_ends_by_an_update() -> None:
    records: list[Record] = [opened("m1", "due: 2026-12-31"), opened("m2", "continues: m1/a1", "2026-02-12")]
    told = [("continued-but-live", "m1/a1", "m2/a1", "m2/a1", "open", "待办")]
    assert found(what_goes_on_elsewhere_has_ended, *records) == told
    assert found(what_goes_on_elsewhere_has_ended, *records, day=dt.date(2026, 2, 11)) == []
    for end in ("merged-into: m2/a1", "state: cancelled", "state: closed"):
        ended = updates(f"date: 2026-03-01\nupdates: [{{action: m1/a1, {end}}}]\n", "u1")
        assert found(what_goes_on_elsewhere_has_ended, *records, ended) == []


def test_an_action_that_was_split_is_told_once_with_its_parts() -> None:
    parts = opened("m2", "continues: m1/a1", "2026-02-12"), opened("m3", "continues: m1/a1", "2026-03-12")
    assert found(what_goes_on_elsewhere_has_ended, opened("m1", "due: 2026-12-31"), *parts) == [
        ("split-but-live", "m1/a1", "m2/a1, m3/a1", "m2/a1、m3/a1", "open", "待办")
    ]


def test_an_action_that_was_split_is_to_be_cancelled_with_a_note_not_merged() -> None:
    parts = opened("m2", "continues: m1/a1", "2026-02-12"), opened("m3", "continues: m1/a1", "2026-03-12")
    look = Look.at(gathered(opened("m1", "due: 2026-12-31"), *parts), AS_OF)
    (told,) = what_goes_on_elsewhere_has_ended(look)
    assert told.message("zh") == "m1/a1 已拆为 m2/a1、m3/a1，但原事项仍未结（待办）"
    assert told.hint("zh") == "请登记 `state: cancelled` 并注明拆分"
    assert told.message("en") == "m1/a1 was split into m2/a1, m3/a1, and is still open itself"
    assert told.hint("en") == "end it with an update: `state: cancelled`, with a note that it was split"


def decided(decision: str, rest: str = "") -> list[tuple[str, ...]]:
    text = f"agenda:\n  - title: 绿化\n    decisions: [{{id: d1, {decision}}}]\n{rest}"
    return found(decisions_are_acted_on, minutes(text))


TOLD = [("decision-without-action", "补种行道树", "d1")]
ACTION = "actions: [{id: a1, task: 补种}]\n"


@pytest.mark.parametrize("outcome", ["", ", outcome: carried"])
def test_a_decision_that_was_carried_or_says_no_more_is_acted_on(outcome: str) -> None:
    assert decided(f"text: 补种行道树{outcome}") == TOLD


@pytest.mark.parametrize("outcome", ["defeated", "deferred", "withdrawn", "noted"])
def test_a_decision_that_was_not_carried_asks_for_nothing(outcome: str) -> None:
    assert decided(f"text: 补种行道树, outcome: {outcome}") == []


@pytest.mark.parametrize(
    "text",
    [
        "确认上次会议纪要", "同意批准年度预算", "原则同意交通管制预案", "推选顾怀远为组长", "原办法不再执行",
        "That the minutes be confirmed", "That the reserves policy be adopted", "The report was noted",
        "That Ms Hale be appointed Convenor",
        "That the offer be declined", "The accounts are approved",
    ],
)  # fmt: skip
def test_words_that_ask_for_no_deed_need_no_action(text: str) -> None:
    assert decided(f"text: {text}") == []


@pytest.mark.parametrize(
    "text", ["同意对该段实施集中修复", "That the ramp be relaid", "Builds move to our own machines"]
)
def test_words_that_ask_for_a_deed_do(text: str) -> None:
    assert decided(f"text: {text}") == [("decision-without-action", text, "d1")]


@pytest.mark.parametrize(
    "rest",
    [
        f"    {ACTION}",
        f"    items: [{{title: 树种, {ACTION.strip()}}}]\n",
        f"  - title: 其他\n    {ACTION.replace('补种', '补种, carries-out: d1')}",
        ACTION,
    ],
)
def test_an_action_below_the_item_one_that_carries_it_out_or_one_of_the_whole_meeting_answers_for_it(rest: str) -> None:
    assert decided("text: 补种行道树", rest) == []


def test_an_action_under_another_item_does_not() -> None:
    assert decided("text: 补种行道树", f"  - title: 其他\n    {ACTION}") == TOLD


def test_a_decision_of_the_whole_meeting_is_answered_by_any_action() -> None:
    record = "decisions: [{id: d1, text: 补种行道树}]\n"
    assert found(decisions_are_acted_on, minutes(record)) == TOLD
    assert found(decisions_are_acted_on, minutes(f"{record}agenda: [{{title: 绿化, {ACTION.strip()}}}]\n")) == []


def test_a_decision_that_changes_another_or_is_no_longer_in_force_asks_for_nothing() -> None:
    first = minutes("decisions: [{id: d1, text: 补种行道树}]\n")
    second = minutes("start: 2026-02-12\ndecisions: [{id: d1, text: 改种灌木, supersedes: m1/d1}]\n", "m2")
    assert found(decisions_are_acted_on, first, second) == []
    assert found(decisions_are_acted_on, first, second, day=dt.date(2026, 2, 11)) == TOLD
    assert found(decisions_are_acted_on, minutes("status: planned\ndecisions: [{id: d1, text: 补种}]\n")) == []


def test_a_decision_that_a_defeated_motion_was_to_end_still_asks_for_a_deed() -> None:
    first = minutes("decisions: [{id: d1, text: 补种行道树}]\n")
    second = minutes("start: 2026-02-12\ndecisions: [{id: d1, text: 不种, rescinds: m1/d1, outcome: defeated}]\n", "m2")
    assert found(decisions_are_acted_on, first, second) == TOLD
