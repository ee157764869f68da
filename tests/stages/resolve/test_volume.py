"""Which meetings a volume compiles, its registers as its own day knows them, its summary and its indexes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from reportgen.model.content import Content
from reportgen.model.meeting import Briefing, Record
from reportgen.model.party import People
from reportgen.model.volume import LeftOut, Volume
from reportgen.stages.resolve import resolve
from reportgen.stages.resolve.digest import FURNITURE_MINUTES
from reportgen.text.reading import reading_minutes
from tests.histories import FIRST_DAY, histories
from tests.small_site import AS_OF, PEOPLE, gathered, minutes, record_of, updates

JANUARY = """\
access: public
series: works
title: 工程例会第一次会议
start: 2026-01-15
tags: [排水, 经费]
chair: 顾怀远
attendance:
  present: [顾怀远, {who: 沈青禾, unit: 工程办}]
  apologies: [{who: 陆一鸣, deputy: 白露}]
papers: {file: assets/plan.pdf, title: 排水方案}
agenda:
  - id: drains
    title: 排水
    discussion: 会议学习了《排水设施养护办法》。
    decisions:
      - {id: d1, text: 先清后修, moved: 沈青禾, vote: {members: {顾怀远: for}}}
    actions:
      - {id: a1, task: 清理一号沟, lead: 工程办, owner: 沈青禾, due: 2026-02-10}
      - {id: a2, task: 编制台账, owner: 白露, due: 2026-12-31}
"""
FEBRUARY = """\
access: public
series: works
title: 工程例会第二次会议
start: 2026-02-12
tags: 排水
agenda:
  - title: 排水
    decisions: [{id: d1, text: 改为先修后清, supersedes: works-1/d1}]
    actions: [{id: a1, task: 修补二号沟, lead: 工程办, due: 2026-06-01}]
updates:
  - {action: works-1/a1, due: 2026-03-10, note: 完成过半}
"""
MARCH = """\
access: public
series: board
title: Garden Board, March
start: 2026-03-05
tags: hedges
agenda:
  - title: Hedges
    discussion: As 《排水设施养护办法》 asks.
    decisions: [{id: d1, text: Cut in May}]
    actions: [{id: a1, task: Order mulch, owner: Imogen Hale, due: 2026-05-01}]
"""
RECORDS: tuple[Record, ...] = (
    minutes(JANUARY, "works-1"),
    minutes(FEBRUARY, "works-2"),
    minutes(MARCH, "garden-1"),
    minutes("series: works\nstart: 2026-04-09\nstatus: cancelled\nstatus-words: 停电\n", "works-3"),
    minutes("series: works\nstart: 2026-05-14\nstatus: planned\n", "works-4"),
    minutes("series: works\nstart: 2026-07-09\n", "works-5"),
)


def briefing(text: str = "", identity: str = "b1", date: str = "2026-06-30") -> Briefing:
    record = record_of(Briefing, f"kind: briefing\ntitle: 简报\ndate: {date}\n" + (text or "select: {}\n"), id=identity)
    assert isinstance(record, Briefing)
    return record


def content_with(*more: Record) -> Content:
    people = record_of(People, PEOPLE)
    assert isinstance(people, People)
    return replace(gathered(*RECORDS, *more), people=people)


def volume(text: str = "", *more: Record, date: str = "2026-06-30") -> Volume:
    return resolve(content_with(briefing(text, date=date), *more), AS_OF).volumes[-1]


def meetings(found: Volume) -> list[str]:
    return [one.meeting for one in found.chapters]


@pytest.mark.parametrize(
    ("select", "chosen"),
    [
        ("{}", ["works-1", "works-2", "garden-1"]),
        ("{series: works}", ["works-1", "works-2"]),
        ("{series: [works, board]}", ["works-1", "works-2", "garden-1"]),
        ("{from: 2026-02-12}", ["works-2", "garden-1"]),
        ("{until: 2026-02-12}", ["works-1", "works-2"]),
        ("{from: 2026-02-01, until: 2026-02-28}", ["works-2"]),
        ("{tags: 排水}", ["works-1", "works-2"]),
        ("{tags: [经费, hedges]}", ["works-1", "garden-1"]),
        ("{meetings: [works-2, garden-1]}", ["works-2", "garden-1"]),
        ("{meetings: [works-2, garden-1], series: board}", ["garden-1"]),
        ("{tags: 没有}", []),
    ],
)
def test_a_selection_limits_by_what_it_says_and_by_nothing_else(select: str, chosen: list[str]) -> None:
    assert meetings(volume(f"select: {select}\n")) == chosen


def test_a_volume_holds_no_meeting_dated_after_it_and_none_that_was_not_held() -> None:
    assert meetings(volume(date="2026-02-28")) == ["works-1", "works-2"]
    assert volume(date="2026-02-28").left_out == ()


def test_a_meeting_that_is_named_but_was_not_held_is_told_of() -> None:
    found = volume("select: {meetings: [works-1, works-3, works-4, works-5]}\n")
    assert meetings(found) == ["works-1"]
    assert found.left_out == (
        LeftOut("works-3", "cancelled"),
        LeftOut("works-4", "planned"),
        LeftOut("works-5", "later"),
    )


def test_the_register_of_a_volume_is_what_its_day_knew() -> None:
    update = updates(
        "date: 2026-06-20\nupdates: [{action: works-1/a1, date: 2026-06-01, state: closed, verified-by: 顾怀远}]", "u1"
    )
    before = volume("select: {series: works}\n", update, date="2026-06-19")
    after = volume("select: {series: works}\n", update, date="2026-06-20")
    assert [(one.line.reference, one.line.status.state) for one in before.actions] == [
        ("works-1/a1", "open"),
        ("works-1/a2", "open"),
        ("works-2/a1", "open"),
    ]
    assert [one.line.status.state for one in after.actions] == ["closed", "open", "open"]
    assert [one.line.days_overdue for one in before.actions] == [101, None, 18]


def test_the_register_holds_what_the_series_still_had_to_do_when_the_period_began_and_no_more() -> None:
    ended = updates("date: 2026-01-20\nupdates: [{action: works-1/a2, state: closed, verified-by: 顾怀远}]", "u1")
    text = "select: {series: works, from: 2026-02-01}\n"
    assert [one.line.reference for one in volume(text).actions] == ["works-1/a1", "works-1/a2", "works-2/a1"]
    assert [one.line.reference for one in volume(text, ended).actions] == ["works-1/a1", "works-2/a1"]


def test_what_ended_between_the_last_briefing_and_the_period_is_among_the_changes() -> None:
    ended = updates("date: 2026-01-28\nupdates: [{action: works-1/a2, state: closed, verified-by: 顾怀远}]", "u1")
    earlier = briefing(identity="b0", date="2026-01-20")
    found = volume("select: {series: works, from: 2026-02-01}\nsince: b0\n", ended, earlier)
    assert [one.line.reference for one in found.changes.closed] == ["works-1/a2"]
    assert found.changes.since == dt.date(2026, 1, 20)


def test_without_a_briefing_before_it_changes_are_counted_from_the_first_day_of_the_period() -> None:
    found = volume("select: {series: works, from: 2026-02-12}\n")
    assert [one.line.reference for one in found.changes.new] == ["works-2/a1"]
    assert [(one.line.reference, one.days) for one in found.changes.slipped] == [("works-1/a1", 28)]
    assert found.since is None


def test_a_decision_stands_in_the_register_as_the_day_of_the_volume_knew_it() -> None:
    assert [one.line.standing for one in volume(date="2026-02-01").decisions] == ["in-force"]
    assert [
        (one.number, one.anchor, one.line.standing) for one in volume("select: {until: 2026-01-31}\n").decisions
    ] == [(1, "works-1_d1", "superseded")]


def test_a_volume_is_as_closed_as_the_most_closed_of_what_it_holds() -> None:
    secret = minutes("series: board\nstart: 2026-03-06\naccess: restricted\n", "garden-2")
    public = minutes("series: board\nstart: 2026-03-06\naccess: public\n", "garden-2")
    select = "access: public\nselect: {meetings: garden-2}\n"
    assert volume(select, secret).access == "restricted"
    assert volume(select, public).access == "public"


@pytest.mark.parametrize("told", ["access: restricted", "access: public"])
def test_a_volume_is_as_closed_as_what_tells_of_its_actions(told: str) -> None:
    opening = minutes(
        "series: board\nstart: 2026-02-01\naccess: public\nactions: [{id: a1, task: Cut the hedge}]\n", "garden-0"
    )
    meeting = minutes("series: board\nstart: 2026-03-06\naccess: public\n", "garden-2")
    news = updates(f"date: 2026-03-20\n{told}\nupdates: [{{action: garden-0/a1, note: Half of it is cut}}]\n", "u9")
    level = volume("access: public\nselect: {meetings: garden-2}\n", opening, meeting, news).access
    assert level == told.removeprefix("access: ")


def test_a_volume_of_one_series_speaks_its_language_and_bears_its_issuer() -> None:
    assert [volume(f"select: {{series: {one}}}\n").language for one in ("works", "board")] == ["zh", "en"]
    assert volume().language == "en"
    assert volume("lang: zh\nselect: {}\n").organisation == "综合办公室"


def test_the_index_tells_where_everybody_was_decided_and_answers() -> None:
    told = {one.party.name: (one.attended, one.decided, one.answers_for) for one in volume().index}
    assert told == {
        "工程办": ((1,), (), (1, 3)),
        "Imogen Hale": ((), (), (4,)),
        "白露": ((1,), (), (2,)),
        "顾怀远": ((1,), (1,), ()),
        "沈青禾": ((1,), (1,), (1,)),
    }
    assert [one.party.name for one in volume().index] == list(told)


@pytest.mark.parametrize(
    ("detail", "cited"),
    [
        ("full", {"排水设施养护办法": ["works-1_drains", "garden-1_item_1"], "排水方案": ["works-1_"]}),
        ("summary", {"排水方案": ["works-1_"]}),
        ("decisions", {"排水方案": ["works-1_"]}),
    ],
)
def test_a_document_is_listed_with_the_places_that_the_volume_prints(detail: str, cited: dict[str, Any]) -> None:
    found = volume(f"select: {{}}\ndetail: {detail}\n").citations
    assert {one.title: [place.anchor for place in one.places] for one in found} == cited
    assert {one.title for one in found if one.is_titled} == {one for one in cited if one.endswith("办法")}


def many(count: int) -> Record:
    decided = [f"{{id: d{n}, text: 同意第{n}条排水沟按先清后修的次序整治并于汛前验收}}" for n in range(1, count + 1)]
    owed = [
        f"{{id: a{n}, task: 整治第{n}条排水沟, lead: 工程办, due: 2026-{n % 12 + 1:02}-20}}"
        for n in range(1, count + 1)
    ]
    return minutes(
        f"series: works\nstart: 2026-01-02\ndecisions: [{', '.join(decided)}]\nactions: [{', '.join(owed)}]\n",
        "works-0",
    )


@pytest.mark.parametrize("limit", [0, 1, 2, 5])
def test_the_summary_takes_no_longer_than_it_may_and_counts_what_it_leaves_out(limit: int) -> None:
    found = volume(f"select: {{meetings: works-0}}\nsummary-minutes: {limit}\n", many(60)).digest
    lists = (found.decided, found.promised, found.overdue)
    words = "".join(told.words for one in lists for told in one.told)
    assert reading_minutes(words) <= max(0, limit - FURNITURE_MINUTES)
    assert [one.total for one in lists] == [60, 30, 30]
    assert bool(words) is (limit > 0)


def test_the_summary_puts_the_most_important_first() -> None:
    found = volume("select: {}\nsummary-minutes: 10\n").digest
    # In force before superseded, what changes something before what does not.
    assert [one.words for one in found.decided.told] == ["改为先修后清", "Cut in May", "先清后修"]
    assert [one.words for one in found.promised.told] == ["编制台账"]
    assert [one.words for one in found.overdue.told] == ["清理一号沟", "Order mulch", "修补二号沟"]
    assert found.decided.left_out == found.promised.left_out == found.overdue.left_out == 0


def test_where_a_line_does_not_fit_its_list_ends_and_nothing_less_important_is_told_instead() -> None:
    found = volume("select: {meetings: works-0}\nsummary-minutes: 1\n", many(60)).digest
    assert [one.number for one in found.decided.told] == list(range(1, len(found.decided.told) + 1))


@given(histories())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_later_record_never_changes_an_earlier_volume(records: list[Record]) -> None:
    for day in {FIRST_DAY + dt.timedelta(days=number) for number in (3, 10, 17)}:
        record = briefing(date=str(day))
        known = [one for one in records if one.date <= day]
        assert resolve(gathered(record, *records), AS_OF).volumes == resolve(gathered(record, *known), day).volumes
