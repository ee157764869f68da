"""When: a date somebody can be held to, set before it has passed, and asked about once it has."""

from __future__ import annotations

import datetime as dt

import pytest

from reportgen.model.meeting import Minutes
from reportgen.rules.due import actions_have_a_date, dates_are_still_to_come, is_vague, overdue_actions_have_news
from tests.rules.judged import found
from tests.small_site import SITE, minutes, updates

VAGUE = (
    "尽快 抓紧办理 长期坚持 持续推进 待定 另行通知 近期 今后长期坚持 常态化推进 及时 抓紧彻底整改"
    "|as soon as possible|ASAP|ongoing|TBD|t.b.d.|to be confirmed|soon|in due course|when possible"
    "|at the earliest opportunity|continuous|immediately|urgent"
)
BOUND = (
    "春节前 三日内 下次会议前 即日起至9月底 每月定期 汛期过后 尽快，最迟汛期前 灌渠停水期内"
    "|before the schools go back|asap, by Easter"
    "|ongoing until May|as soon as the permit is granted|no later than Friday|immediately after the storm|next meeting"
    "|in good time for next year’s budget"
)


def split(words: str) -> list[str]:
    chinese, *english = words.split("|")
    return [*chinese.split(), *english]


@pytest.mark.parametrize("words", split(VAGUE))
def test_words_that_name_nothing_to_wait_for_are_vague(words: str) -> None:
    assert is_vague(words)


@pytest.mark.parametrize("words", split(BOUND))
def test_words_that_set_a_bound_are_not(words: str) -> None:
    assert not is_vague(words)


def opened(text: str) -> Minutes:
    return minutes(f"start: 2026-03-05\nactions: [{{id: a1, task: 清沟, owner: 白露, {text}}}]\n")


def test_a_date_or_words_may_come_by_an_update() -> None:
    record = opened("state: open")
    assert found(actions_have_a_date, record) == [("action-without-due", "清沟")]
    words = updates("date: 2026-04-01\nupdates: [{action: m1/a1, due-words: 尽快}]\n", "u1")
    assert found(actions_have_a_date, record, words) == [("vague-due", "尽快")]
    date = updates("date: 2026-05-01\nupdates: [{action: m1/a1, due: 2026-09-01}]\n", "u2")
    assert found(actions_have_a_date, record, words, date) == []


@pytest.mark.parametrize("state", ["reported", "closed", "cancelled"])
def test_what_is_done_or_dropped_needs_no_date_any_more(state: str) -> None:
    assert found(actions_have_a_date, opened(f"state: {state}")) == []
    assert found(actions_have_a_date, opened(f"state: {state}, due-words: 尽快")) == []


def test_words_beside_a_date_may_be_as_vague_as_they_like() -> None:
    assert found(actions_have_a_date, opened("due-words: 尽快, due: 2026-09-01")) == []


def test_a_date_is_held_against_the_day_on_which_it_was_set() -> None:
    assert found(dates_are_still_to_come, opened("due: 2026-03-04")) == [
        ("due-before-opening", "m1/a1", "2026-03-04", "2026-03-05")
    ]
    assert found(dates_are_still_to_come, opened("due: 2026-03-05")) == []
    told = "date: 2026-04-20\nupdates: [{action: m1/a1, date: 2026-04-10, due: %s}]\n"
    assert found(dates_are_still_to_come, opened("due: 2026-03-31"), updates(told % "2026-04-09", "u1")) == [
        ("due-before-opening", "m1/a1", "2026-04-09", "2026-04-10")
    ]
    assert found(dates_are_still_to_come, opened("due: 2026-03-31"), updates(told % "2026-04-10", "u1")) == []


def test_what_is_overdue_is_asked_about_once_nothing_was_told_for_the_days_of_site_yaml() -> None:
    record = opened("due: 2026-03-10")
    told = [("overdue-without-update", "m1/a1", "2026-03-10", "2026-03-05")]
    assert found(overdue_actions_have_news, record, day=dt.date(2026, 4, 4)) == []
    assert found(overdue_actions_have_news, record, day=dt.date(2026, 4, 5)) == told
    strict = SITE + "register: {stale-days: 7}\n"
    assert found(overdue_actions_have_news, record, site=strict, day=dt.date(2026, 3, 12)) == []
    assert found(overdue_actions_have_news, record, site=strict, day=dt.date(2026, 3, 13)) == told


def test_news_counts_from_the_day_it_was_told() -> None:
    news = updates("date: 2026-06-10\nupdates: [{action: m1/a1, date: 2026-05-01, note: 雨后再办}]\n", "u1")
    assert found(overdue_actions_have_news, opened("due: 2026-03-10"), news) == []
    assert found(overdue_actions_have_news, opened("due: 2026-03-10"), news, day=dt.date(2026, 7, 11)) == [
        ("overdue-without-update", "m1/a1", "2026-03-10", "2026-06-10")
    ]


def test_what_is_not_due_yet_or_was_reported_done_is_not_asked_about() -> None:
    assert found(overdue_actions_have_news, opened("due: 2026-06-30")) == []
    assert found(overdue_actions_have_news, opened("due: 2026-03-10, state: reported")) == []
