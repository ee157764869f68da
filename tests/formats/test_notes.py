"""The record of a meeting to come: what is known is filled in, and it reads back as what it says."""

from __future__ import annotations

import datetime as dt
import re
from unicodedata import normalize

from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.formats.notes import draft_meeting, next_moment
from reportgen.formats.record import read_record
from reportgen.formats.yaml import read_document
from reportgen.formats.yaml.scalars import scalar
from reportgen.model.config import Roster, Seat, Series
from reportgen.model.meeting import Minutes
from reportgen.model.values import Moment
from reportgen.stages.resolve import register_of
from reportgen.text.closing import closing_mark_in
from tests.small_site import gathered, minutes, record_of, updates

WHEN = Moment(dt.date(2026, 7, 9), dt.time(14, 30))
WORKS = "id: works\ntitle: {zh: 工程例会, en: Works meeting}\nplace: '厅: 2'\n"


def series(text: str = WORKS) -> Series:
    found = record_of(Series, text)
    assert isinstance(found, Series)
    return found


def filled_in(text: str) -> Minutes:
    """The record, as the draft stands or as somebody changed it."""
    read = read_record(text.encode(), "meetings/works-2026-07-09.yaml")
    assert read.problems == ()
    assert isinstance(read.record, Minutes)
    return read.record


def uncommented(text: str, key: str) -> str:
    """The text with the comment under a key taken off, as a secretary does after the meeting."""
    found = re.search(rf"^# {key}:.*\n(#  .*\n)*", text, re.MULTILINE)
    assert found
    return text[: found.start()] + re.sub("^# ", "", found[0], flags=re.MULTILINE) + text[found.end() :]


def test_the_first_meeting_of_a_series_is_number_one() -> None:
    draft = draft_meeting(series(), [], WHEN, [], language="zh")
    record = filled_in(draft.text)
    assert draft.path == "meetings/works-2026-07-09.yaml"
    assert (record.number, record.title, record.start, record.place) == (1, "工程例会第一次会议", WHEN, "厅: 2")
    assert (record.status, record.series) == ("planned", "works")
    assert "# 没有未结事项。" in draft.text


def test_the_number_and_the_level_follow_the_meetings_before() -> None:
    held = [minutes("number: 4\naccess: public", "w1"), minutes("access: restricted", "w2")]
    record = filled_in(uncommented(draft_meeting(series(), held, WHEN, [], language="en").text, "previous-minutes"))
    assert (record.number, record.title, record.access) == (5, "Works meeting, meeting 5", "restricted")
    assert [one.meeting for one in record.previous_minutes] == ["w2"]
    assert filled_in(draft_meeting(series(), [minutes("")] * 2, WHEN, [], language="en").text).number == 3


def test_minutes_of_a_meeting_that_did_not_take_place_are_not_approved() -> None:
    held = [minutes("", "w1"), minutes("status: cancelled", "w2")]
    record = filled_in(uncommented(draft_meeting(series(), held, WHEN, [], language="zh").text, "previous-minutes"))
    assert [one.meeting for one in record.previous_minutes] == ["w1"]


def test_the_roster_stands_ready_as_a_comment() -> None:
    roster = (
        "roster:\n  chair: 顾怀远\n  recorder: 白露\n"
        '  members: [{who: 沈青禾, unit: 工程办, role: "科长, 兼\\"代\\""}, 陆一鸣, {who: "- 甲"}]\n'
        "  in-attendance: {who: 白露, role: 记录员}\n"
    )
    text = draft_meeting(series(WORKS + roster), [], WHEN, [], language="zh").text
    assert filled_in(text).attendance.present == ()
    record = filled_in(uncommented(text, "attendance"))
    assert (record.chair, record.recorder) == ("顾怀远", "白露")
    assert [(one.who, one.unit, one.role) for one in record.attendance.present] == [
        ("沈青禾", "工程办", '科长, 兼"代"'),
        ("陆一鸣", None, None),
        ("- 甲", None, None),
    ]
    assert [one.role for one in record.attendance.in_attendance] == ["记录员"]


def test_open_actions_stand_ready_to_be_reported_on() -> None:
    first = minutes(
        "series: works\nactions:\n"
        "  - {id: a1, task: 清沟, lead: 工程办, due: 2026-03-01}\n  - {id: a2, task: '# 账', due-words: 汛期前}",
        "w1",
    )
    live = register_of(gathered(first))
    text = draft_meeting(series(), [first], WHEN, live, language="zh").text
    assert "#   # 清沟 · 牵头 工程办 · 完成时限 2026-03-01\n" in text
    assert "# 未结事项（2 项）" in text
    assert filled_in(text).updates == ()
    typed = uncommented(text, "updates").replace('note: "…"}', 'note: "已办，共 1,200 米"}')
    assert [(one.action, one.state, one.note) for one in filled_in(typed).updates] == [
        ("w1/a1", "open", "已办，共 1,200 米"),
        ("w1/a2", "open", "已办，共 1,200 米"),
    ]


def test_the_next_meeting_is_on_the_day_given_else_as_announced_else_unknown() -> None:
    announced = minutes("start: 2026-01-15 09:00\nnext-meeting: 2026-02-12 14:00", "w1")
    silent = minutes("start: 2026-01-15 09:00", "w1")
    day = dt.date(2026, 2, 13)
    assert next_moment([announced], None) == Moment(dt.date(2026, 2, 12), dt.time(14))
    assert next_moment([announced], day) == Moment(day, dt.time(14))
    assert next_moment([silent], day) == Moment(day, dt.time(9))
    assert next_moment([silent], None) is next_moment([], None) is None
    assert next_moment([], day) == Moment(day)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co", "Cf")), min_size=1)


@settings(deadline=None, max_examples=100)
@given(WORDS.map(lambda words: " ".join(words.split())).filter(bool))
def test_any_line_of_words_reads_back_as_it_was(words: str) -> None:
    document = read_document(f"a: {scalar(words)}\n".encode(), "a.yaml")
    assert document.problems == ()
    assert document.value == {"a": normalize("NFC", words)}


@settings(deadline=None, max_examples=60)
@given(WORDS.map(lambda words: " ".join(words.split())).filter(bool))
def test_any_role_stands_in_the_roster_as_it_was(words: str) -> None:
    seat = Seat.model_validate({"who": "沈青禾", "role": words})
    works = series().model_copy(update={"roster": Roster(members=(seat,))})
    text = uncommented(draft_meeting(works, [], WHEN, [], language="en").text, "attendance")
    record = read_record(text.encode(), "meetings/w1.yaml").record
    closed = closing_mark_in(words) is not None
    assert (record is None) is closed
    assert closed or [one.role for one in record.attendance.present] == [normalize("NFC", words)]  # type: ignore[union-attr]


def test_what_ended_since_the_last_meeting_stands_in_a_remark_of_its_own() -> None:
    held = minutes("actions: [{id: a1, task: 清理**一号沟**}, {id: a2, task: 编制台账}]", "w1")
    news = "date: 2026-02-01\nupdates: [{action: w1/a1, state: closed}, {action: w1/a2, merged-into: w0/a7}]\n"
    ended = register_of(gathered(held, updates(news, "u1")))
    draft = draft_meeting(series(), [held], WHEN, [], ended, language="zh")
    assert (
        "# 上次会议以后已结束的事项（2 项），台账已有记录，可在会上通报：\n"
        "#   # w1/a1: 清理一号沟 · 2026-02-01 已销号\n"
        "#   # w1/a2: 编制台账 · 2026-02-01 已取消 → w0/a7\n"
    ) in draft.text
    assert filled_in(draft.text).updates == ()


def test_an_english_draft_says_in_english_how_an_action_ended() -> None:
    held = minutes("actions: [{id: a1, task: Clear the drain}]", "w1")
    ended = register_of(gathered(held, updates("date: 2026-02-01\nupdates: [{action: w1/a1, state: closed}]\n", "u1")))
    assert "#   # w1/a1: Clear the drain · closed 2026-02-01\n" in (
        draft_meeting(series(), [held], WHEN, [], ended, language="en").text
    )


def test_the_meeting_proposed_after_that_is_on_the_same_weekday() -> None:
    thursday = draft_meeting(series(), [], WHEN, [], language="en").text
    assert "# next-meeting: 2026-08-06 14:30\n" in thursday
    assert ", due: 2026-08-06}" in thursday
    assert "# next-meeting: 9999-12-31\n" in draft_meeting(series(), [], Moment(dt.date.max), [], language="en").text
