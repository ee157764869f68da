"""The action register: an action is what its events, in order, make of it."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings

from reportgen.model.meeting import Minutes, Record
from reportgen.model.register import ActionStatus, RegisterEntry, register_of
from tests.histories import day, histories
from tests.small_site import gathered, minutes, updates

OPENED = """\
actions:
  - {id: a1, task: 清沟, lead: 工程办, owner: 沈青禾, due: 2026-02-10, due-words: 开工前}
  - {id: a2, task: 台账}
"""


def entry_of(*told: str) -> RegisterEntry:
    """The first action with one update file for each of the texts, a day apart from 2026-02-01 on."""
    files = [
        updates(f"date: 2026-02-{place:02d}\nupdates: [{text}]", f"u{place}") for place, text in enumerate(told, 1)
    ]
    return register_of(gathered(minutes(OPENED), *files))[0]


def status_of(*told: str) -> ActionStatus:
    return entry_of(*told).known_on(dt.date(2026, 12, 31))


def test_an_action_nobody_spoke_of_again_is_as_the_meeting_left_it() -> None:
    status = status_of()
    assert (status.state, status.lead, status.owner) == ("open", "工程办", ("沈青禾",))
    assert (status.due, status.due_words) == (dt.date(2026, 2, 10), "开工前")
    assert status.changed is status.note is status.verified_by is None


def test_an_action_keeps_what_an_update_does_not_mention() -> None:
    status = status_of("{action: m1/a1, state: in-progress, note: 过半}")
    assert (status.state, status.lead, status.owner, status.due_words) == (
        "in-progress",
        "工程办",
        ("沈青禾",),
        "开工前",
    )
    assert (status.changed, status.note) == (dt.date(2026, 2, 1), "过半")


def test_a_due_date_that_slips_leaves_the_old_one_in_the_history() -> None:
    entry = entry_of("{action: m1/a1, due: 2026-03-10}", "{action: m1/a1, due: 2026-04-10}")
    assert [entry.known_on(dt.date(2026, 2, 1 + number)).due for number in (0, 1)] == [
        dt.date(2026, 3, 10),
        dt.date(2026, 4, 10),
    ]
    assert entry.known_on(dt.date(2026, 1, 31)).due == entry.action.due == dt.date(2026, 2, 10)


def test_a_new_date_ends_the_old_words_and_new_words_leave_the_date() -> None:
    assert status_of("{action: m1/a1, due: 2026-03-10}").due_words is None
    both = status_of("{action: m1/a1, due: 2026-03-10, due-words: 雨季前}")
    assert (both.due, both.due_words) == (dt.date(2026, 3, 10), "雨季前")
    words = status_of("{action: m1/a1, due-words: 雨季前}")
    assert (words.due, words.due_words) == (dt.date(2026, 2, 10), "雨季前")


def test_an_action_passes_into_other_hands_and_may_be_left_in_none() -> None:
    assert status_of("{action: m1/a1, owner: [陆一鸣, 白露], lead: 工地办}").owner == ("陆一鸣", "白露")
    assert status_of("{action: m1/a1, lead: 工地办}").lead == "工地办"
    assert status_of("{action: m1/a1, owner: []}").owner == ()


def test_an_action_merged_into_another_is_cancelled_unless_the_update_says_otherwise() -> None:
    assert status_of("{action: m1/a1, merged-into: m1/a2}").state == "cancelled"
    assert status_of("{action: m1/a1, merged-into: m1/a2, state: closed}").state == "closed"


def test_an_action_is_closed_with_who_verified_it_and_opened_again() -> None:
    closed = "{action: m1/a1, state: closed, verified-by: 顾怀远, evidence: assets/k1.png}"
    status = status_of(closed)
    assert (status.state, status.verified_by, status.evidence) == ("closed", "顾怀远", ("assets/k1.png",))
    assert not status.is_live
    again = status_of(closed, "{action: m1/a1, state: open}")
    assert again.is_live
    assert (again.verified_by, again.evidence, again.ended, again.reopened) == (None, (), None, 1)


def test_proof_is_gathered_from_all_events_since_an_action_was_opened() -> None:
    status = status_of(
        "{action: m1/a1, state: reported, evidence: assets/k1.png, note: 已清完}",
        "{action: m1/a1, state: closed, verified-by: 顾怀远}",
        "{action: m1/a1, evidence: [assets/k1.png, assets/k2.png]}",
    )
    assert (status.verified_by, status.evidence, status.note) == (
        "顾怀远",
        ("assets/k1.png", "assets/k2.png"),
        "已清完",
    )
    assert (status.ended, status.changed) == (dt.date(2026, 2, 2), dt.date(2026, 2, 3))


def test_of_two_meetings_that_close_an_action_the_first_counts() -> None:
    twice = ("{action: m1/a1, state: closed}", "{action: m1/a1, state: closed}")
    assert status_of(*twice).ended == dt.date(2026, 2, 1)
    assert status_of(*twice, "{action: m1/a1, state: cancelled}").ended == dt.date(2026, 2, 3)


def test_a_due_date_that_is_put_off_is_counted_with_its_days() -> None:
    first, second = "{action: m1/a1, due: 2026-02-20}", "{action: m1/a1, due: 2026-03-03}"
    put_off = status_of(first, second)
    assert (put_off.slips, put_off.slipped_days) == (2, 21)
    forward = status_of(first, second, "{action: m1/a1, due: 2026-02-13}")
    assert (forward.slips, forward.slipped_days) == (2, 3)
    same = status_of("{action: m1/a1, due: 2026-02-10}")
    assert (same.slips, same.slipped_days) == (0, 0)
    first_date = register_of(
        gathered(minutes(OPENED), updates(f"date: 2026-02-01\nupdates: [{first.replace('a1', 'a2')}]", "u1"))
    )
    assert first_date[1].known_on(dt.date(2026, 3, 1)).slips == 0


def test_the_history_says_what_each_event_changed() -> None:
    entry = entry_of(
        "{action: m1/a1, state: in-progress, due: 2026-02-20}",
        "{action: m1/a1, state: closed, verified-by: 顾怀远}",
        "{action: m1/a1, state: open, note: 又淤}",
    )
    steps = entry.history(dt.date(2026, 12, 31))
    assert [(one.before.state, one.after.state, one.slipped, one.is_reopening) for one in steps] == [
        ("open", "in-progress", 10, False),
        ("in-progress", "closed", None, False),
        ("closed", "open", None, True),
    ]
    assert [one.event.record for one in entry.history(dt.date(2026, 2, 2))] == ["u1", "u2"]
    assert steps[-1].after == entry.known_on(dt.date(2026, 12, 31))


SIGNALS = """\
actions:
  - id: a1
    task: 建台账
    due: 2026-03-31
    milestones: [{text: 定字段, due: 2026-02-10}, {text: 录涵洞}, {text: 录边坡, due: 2026-03-10}]
"""


@pytest.mark.parametrize(
    ("told", "day", "expected"),
    [
        ("{action: m1/a1}", "2026-02-10", None),
        ("{action: m1/a1}", "2026-02-11", "behind"),
        ("{action: m1/a1, reached: 定字段}", "2026-02-11", None),
        ("{action: m1/a1, reached: 定字段}", "2026-03-11", "behind"),
        ("{action: m1/a1, reached: [定字段, 录边坡]}", "2026-03-27", None),
        ("{action: m1/a1, reached: [定字段, 录边坡]}", "2026-03-28", "due-soon"),
        ("{action: m1/a1, reached: [定字段, 录边坡]}", "2026-03-31", "due-soon"),
        ("{action: m1/a1, reached: [定字段, 录边坡]}", "2026-04-01", "overdue"),
        ("{action: m1/a1, state: reported}", "2026-04-01", None),
        ("{action: m1/a1, state: closed}", "2026-04-01", None),
        ("{action: m1/a1, due: 2026-04-30, reached: [定字段, 录边坡]}", "2026-04-01", None),
    ],
)
def test_a_signal_says_what_an_action_asks_for(told: str, day: str, expected: str | None) -> None:
    entry = register_of(gathered(minutes(SIGNALS), updates(f"date: 2026-02-01\nupdates: [{told}]", "u1")))[0]
    on = dt.date.fromisoformat(day)
    assert entry.signal(entry.known_on(on), on, soon_days=3) == expected


@pytest.mark.parametrize(
    ("state", "is_live", "is_late"),
    [
        ("open", True, True),
        ("in-progress", True, True),
        ("reported", True, False),
        ("closed", False, False),
        ("cancelled", False, False),
    ],
)
def test_an_action_is_overdue_from_the_day_after_until_it_is_reported_done(
    state: str, *, is_live: bool, is_late: bool
) -> None:
    status = status_of(f"{{action: m1/a1, state: {state}}}")
    assert status.is_live is is_live
    assert not status.is_overdue(dt.date(2026, 2, 10))
    assert status.is_overdue(dt.date(2026, 2, 11)) is is_late
    assert not register_of(gathered(minutes(OPENED)))[1].known_on(dt.date(2026, 12, 31)).is_overdue(dt.date(2030, 1, 1))


def test_what_happened_earlier_but_was_told_later_comes_in_the_order_it_happened() -> None:
    first = updates("date: 2026-03-01\nupdates: [{action: m1/a1, date: 2026-02-20, state: closed}]", "late")
    second = updates("date: 2026-02-25\nupdates: [{action: m1/a1, state: in-progress}]", "early")
    entry = register_of(gathered(minutes(OPENED), first, second))[0]
    assert [one.record for one in entry.events] == ["late", "early"]
    assert entry.known_on(dt.date(2026, 2, 22)).state == "open"
    assert entry.known_on(dt.date(2026, 2, 26)).state == "in-progress"
    assert entry.known_on(dt.date(2026, 3, 2)).state == "in-progress"


def told_in_order(records: list[Record]) -> list[tuple[tuple[dt.date, dt.date, str, int], Record, object]]:
    events = []
    for record in records:
        for place, update in enumerate(getattr(record, "updates", ())):
            date = record.date  # type: ignore[union-attr]
            events.append(((update.date or date, date, record.id, place), record, update))
    return sorted(events, key=lambda one: one[0])


def recomputed(records: list[Record], reference: str, on: dt.date) -> dict[str, object]:
    """The same by the simplest way there is: for every field, the last word somebody said of it."""
    meeting, own = reference.split("/")
    action = next(
        a for r in records if isinstance(r, Minutes) and r.id == meeting for a in r.all_actions() if a.id == own
    )
    said: dict[str, object] = {
        name: getattr(action, name) for name in ("state", "due", "due_words", "lead", "support", "owner", "supervisor")
    } | {"changed": None, "note": None, "verified_by": None, "evidence": ()}
    ended = {"closed", "cancelled"}
    for (happened, recorded, _, _), _, update in told_in_order(records):
        if update.action != reference or happened > on or recorded > on:  # type: ignore[attr-defined]
            continue
        was = said["state"]
        for name in ("due", "due_words", "lead", "support", "owner", "supervisor", "state", "note"):
            value = getattr(update, name)
            if value is not None:
                said[name] = value
        if update.due and not update.due_words:  # type: ignore[attr-defined]
            said["due_words"] = None
        if update.merged_into and not update.state:  # type: ignore[attr-defined]
            said["state"] = "cancelled"
        if was in ended and said["state"] not in ended:
            said |= {"verified_by": None, "evidence": ()}
        said["changed"] = happened
        said["verified_by"] = update.verified_by or said["verified_by"]  # type: ignore[attr-defined]
        said["evidence"] = (*said["evidence"], *update.evidence)  # type: ignore[attr-defined, misc]
    return said


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories(most=7))
def test_the_register_of_any_history_is_its_last_words(history: list[Record]) -> None:
    register = register_of(gathered(*history))
    opened = [f"{one.id}/{action.id}" for one in history if isinstance(one, Minutes) for action in one.all_actions()]
    assert sorted(entry.reference for entry in register) == sorted(opened)
    assert [entry.opened for entry in register] == sorted(entry.opened for entry in register)
    for entry in register:
        for number in (0, 3, 10, 21):
            status = entry.known_on(day(number))
            expected = recomputed(history, entry.reference, day(number))
            assert {name: getattr(status, name) for name in expected} == expected


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories(most=7))
def test_the_spans_in_which_an_action_is_live_are_the_days_on_which_it_is(history: list[Record]) -> None:
    for entry in register_of(gathered(*history)):
        spans = entry.live_spans()
        for number in range(-1, 25):
            on = day(number)
            is_in = any(first <= on <= last for first, last in spans)
            assert is_in is (on >= entry.opened and entry.known_on(on).is_live)
        assert all(one[1] < other[0] for one, other in pairwise(spans))
