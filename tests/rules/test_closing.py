"""How an action ends: verified, proved, and for good unless it is opened again."""

from __future__ import annotations

import datetime as dt

import pytest

from reportgen.model.diagnostic import Severity
from reportgen.model.meeting import Record
from reportgen.rules.closing import (
    closed_actions_are_proved,
    ended_actions_stay_ended,
    reported_actions_are_verified,
)
from reportgen.stages.check import check
from tests.rules.judged import found
from tests.small_site import AS_OF, SITE, gathered, minutes, updates

OPENING = minutes("actions: [{id: a1, task: 清沟, owner: 白露, due: 2026-12-31}]\n")


def told(*events: str, date: str = "2026-05-20", identity: str = "u1") -> Record:
    lines = "".join(f"  - {{action: m1/a1, {event}}}\n" for event in events)
    return updates(f"date: {date}\nupdates:\n{lines}", identity)


def test_what_is_reported_done_waits_for_its_verification_so_many_days() -> None:
    report = told("date: 2026-05-10, state: reported", "date: 2026-05-18, note: 附照片")
    assert found(reported_actions_are_verified, OPENING, report, day=dt.date(2026, 6, 9)) == []
    assert found(reported_actions_are_verified, OPENING, report, day=dt.date(2026, 6, 10)) == [
        ("reported-not-verified", "m1/a1", "2026-05-10")
    ]
    verdict = told("state: closed", date="2026-06-01", identity="u2")
    assert found(reported_actions_are_verified, OPENING, report, verdict) == []


def test_what_the_meeting_itself_found_reported_waits_from_its_day() -> None:
    record = minutes("actions: [{id: a1, task: 清沟, state: reported}]\n")
    assert found(reported_actions_are_verified, record) == [("reported-not-verified", "m1/a1", "2026-01-15")]


@pytest.mark.parametrize("proof", ["no-evidence: 现场查看", "links: https://example.org/k1", "evidence: assets/k1.png"])
def test_evidence_is_a_file_a_link_or_a_reason(proof: str) -> None:
    closed = told(f"state: closed, verified-by: 顾怀远, {proof}")
    assert found(closed_actions_are_proved, OPENING, closed) == []


def test_proof_counts_from_the_last_opening_on_whoever_adds_it() -> None:
    before = told("no-evidence: 现场查看", date="2026-05-01", identity="u0")
    bare = told("state: closed")
    after = told("verified-by: 顾怀远", date="2026-06-01", identity="u2")
    assert [code for code, _ in found(closed_actions_are_proved, OPENING, bare)] == [
        "closed-without-verifier",
        "closed-without-evidence",
    ]
    assert [code for code, _ in found(closed_actions_are_proved, OPENING, before, bare)] == ["closed-without-verifier"]
    assert found(closed_actions_are_proved, OPENING, before, bare, after) == []
    again = told("state: open", "state: closed", date="2026-06-10", identity="u3")
    assert len(found(closed_actions_are_proved, OPENING, before, bare, after, again)) == 2


def test_a_closing_that_was_undone_is_not_judged_nor_one_that_the_opening_meeting_recorded() -> None:
    undone = told("date: 2026-05-10, state: closed", "date: 2026-05-12, state: in-progress")
    assert found(closed_actions_are_proved, OPENING, undone) == []
    assert found(closed_actions_are_proved, minutes("actions: [{id: a1, task: 清沟, state: closed}]\n")) == []
    assert found(closed_actions_are_proved, OPENING, told("state: cancelled")) == []


def severities(site: str) -> dict[str, Severity]:
    content = gathered(OPENING, told("state: closed"), site=site)
    return {one.code: one.severity for one in check(content, AS_OF) if one.code.startswith("closed-")}


def test_a_strict_office_takes_a_closing_without_proof_for_an_error_unless_it_says_otherwise() -> None:
    verifier, evidence = "closed-without-verifier", "closed-without-evidence"
    assert severities(SITE) == {verifier: Severity.WARNING, evidence: Severity.WARNING}
    strict = SITE + "register: {closing: strict}\n"
    assert severities(strict) == {verifier: Severity.ERROR, evidence: Severity.ERROR}
    mixed = strict + "rules: {closed-without-evidence: info, closed-without-verifier: ignore}\n"
    assert severities(mixed) == {evidence: Severity.INFO}


CLOSED = told("state: closed, verified-by: 顾怀远", date="2026-05-01", identity="u0")


@pytest.mark.parametrize(
    "event", ["state: closed", "state: cancelled", "due: 2026-09-01", "owner: []", "lead: 白露", "merged-into: m1/a1"]
)
def test_what_has_ended_is_not_changed_unless_it_is_opened_again(event: str) -> None:
    late = told(event, date="2026-06-01")
    assert found(ended_actions_stay_ended, OPENING, CLOSED, late) == [
        ("update-after-end", "m1/a1", "closed", "已销号", "2026-05-01", "u0")
    ]


def test_what_is_opened_again_may_be_changed_and_ended_once_more() -> None:
    again = told("state: open, due: 2026-09-01", "owner: 顾怀远", "state: closed", date="2026-06-01")
    assert found(ended_actions_stay_ended, OPENING, CLOSED, again) == []
    late = told("due: 2026-10-01", date="2026-06-20", identity="u2")
    assert found(ended_actions_stay_ended, OPENING, CLOSED, again, late) == [
        ("update-after-end", "m1/a1", "closed", "已销号", "2026-06-01", "u1")
    ]


@pytest.mark.parametrize(
    ("state", "words"), [("in-progress", ("in progress", "办理中")), ("reported", ("reported", "已报完成"))]
)
def test_only_open_opens_again_what_has_ended(state: str, words: tuple[str, str]) -> None:
    ended = ("ended-then-live", "m1/a1", "closed", "已销号", "2026-05-01", "u0", "2026-06-01")
    late = told(f"state: {state}", date="2026-06-01")
    assert found(ended_actions_stay_ended, OPENING, CLOSED, late) == [(*ended, *words)]
    onward = told("due: 2026-10-01", f"state: {state}", date="2026-06-20", identity="u2")
    assert found(ended_actions_stay_ended, OPENING, CLOSED, late, onward) == [(*ended, *words)]


def test_a_closing_told_late_of_a_day_before_other_news_leaves_the_action_live_and_that_is_said() -> None:
    news = told("state: in-progress", date="2026-05-26")
    ending = told("date: 2026-05-20, state: closed", date="2026-06-01", identity="u2")
    assert found(ended_actions_stay_ended, OPENING, news, ending) == [
        ("ended-then-live", "m1/a1", "closed", "已销号", "2026-05-20", "u2", "2026-05-26", "in progress", "办理中")
    ]


@pytest.mark.parametrize(
    "event", ["note: 已拍照", "no-evidence: 现场查看", "verified-by: 白露", "links: https://example.org/k1"]
)
def test_a_note_and_proof_may_be_added_to_what_has_ended(event: str) -> None:
    assert found(ended_actions_stay_ended, OPENING, CLOSED, told(event, date="2026-06-01")) == []


def test_two_meetings_that_close_one_action_are_told_which_was_first() -> None:
    first = minutes("start: 2026-03-05\nupdates: [{action: m1/a1, state: closed}]\n", "m2")
    second = minutes("start: 2026-04-02\nupdates: [{action: m1/a1, date: 2026-04-01, state: closed}]\n", "m3")
    assert found(ended_actions_stay_ended, OPENING, first, second) == [
        ("update-after-end", "m1/a1", "closed", "已销号", "2026-03-05", "m2")
    ]


def test_a_meeting_that_opens_an_action_as_ended_is_the_one_that_ended_it() -> None:
    record = minutes("actions: [{id: a1, task: 清沟, state: cancelled}]\n")
    assert found(ended_actions_stay_ended, record, told("due: 2026-09-01")) == [
        ("update-after-end", "m1/a1", "cancelled", "已取消", "2026-01-15", "m1")
    ]


def test_what_was_told_before_an_ending_of_an_earlier_day_is_left_to_the_rule_of_order() -> None:
    news = told("date: 2026-05-10, due: 2026-09-01")
    ending = told("date: 2026-05-08, state: closed", date="2026-06-01", identity="u2")
    assert found(ended_actions_stay_ended, OPENING, news, ending) == []
