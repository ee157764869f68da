"""What may be meant is guessed near by, and no more often than somebody reads it."""

from __future__ import annotations

import pytest

from reportgen.rules.chains import what_goes_on_elsewhere_has_ended
from reportgen.rules.closing import reported_actions_are_verified
from reportgen.rules.due import overdue_actions_have_news
from reportgen.rules.look import Guesses, Look, actions_of, decisions_of, left_over_of
from tests.rules.judged import Rule, found
from tests.small_site import AS_OF, gathered, minutes, updates

KNOWN = ("works-1/a1", "works-1/a2", "board-1/a1", "board-1/b7")


def test_a_part_is_sought_in_its_own_record() -> None:
    assert Guesses().of("works-1/a3", KNOWN) == " (works-1/a1?)"
    assert Guesses().of("board-1/b8", KNOWN) == " (board-1/b7?)"


def test_a_record_that_is_mistyped_is_sought_first() -> None:
    assert Guesses().of("wroks-1/a2", KNOWN) == " (works-1/a2?)"
    assert Guesses().of("boards-1/b7", KNOWN) == " (board-1/b7?)"
    assert Guesses().of("garden/a1", KNOWN) == ""


def test_a_name_with_a_stroke_is_sought_among_names() -> None:
    assert Guesses().of("运维/热线", ("运维热线", "维修")) == " (运维热线?)"


def test_after_enough_guesses_none_is_made() -> None:
    guesses = Guesses(left=2)
    assert [guesses.of("works-1/a3", KNOWN) for _ in range(3)] == [" (works-1/a1?)", " (works-1/a1?)", ""]


NESTED = minutes("""\
agenda:
  - title: 排水
    actions: [{id: a1, task: 清沟}]
    items:
      - {title: 涵洞, decisions: [{id: d1, text: 先清后修}], left-over: [{id: q1, text: 经费}]}
  - {title: 其他, actions: [{id: a2, task: 编台账}]}
actions: [{id: a3, task: 通报}]
""")


def test_the_way_to_a_part_is_that_of_its_file() -> None:
    assert [(way, one.id) for way, one in actions_of(NESTED)] == [
        (("agenda", 0, "actions", 0), "a1"),
        (("agenda", 1, "actions", 0), "a2"),
        (("actions", 0), "a3"),
    ]
    assert [way for way, _ in decisions_of(NESTED)] == [("agenda", 0, "items", 0, "decisions", 0)]
    assert [way for way, _ in left_over_of(NESTED)] == [("agenda", 0, "items", 0, "left-over", 0)]


def test_an_action_is_judged_by_what_was_known_on_the_day() -> None:
    report = updates("date: 2026-03-01\nupdates: [{action: m1/a1, date: 2026-02-20, state: reported}]\n", "u1")
    verdict = updates("date: 2026-07-01\nupdates: [{action: m1/a1, state: closed}]\n", "u2")
    future = minutes("start: 2026-07-09\nactions: [{id: a1, task: 清沟}]\n", "m9")
    cases = {one.reference: one for one in Look.at(gathered(NESTED, report, verdict, future), AS_OF).cases}
    assert sorted(cases) == ["m1/a1", "m1/a2", "m1/a3"]
    case = cases["m1/a1"]
    assert (case.status.state, [step.event.record for step in case.steps]) == ("reported", ["u1"])
    assert (case.news.isoformat(), cases["m1/a2"].news) == ("2026-03-01", NESTED.date)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (overdue_actions_have_news, "due: 2026-03-10"),
        (reported_actions_are_verified, "state: reported"),
        (what_goes_on_elsewhere_has_ended, "due: 2026-12-31"),
    ],
)
def test_silence_says_nothing_while_a_record_cannot_be_read(rule: Rule, text: str) -> None:
    records = (
        minutes(f"actions: [{{id: a1, task: 清沟, {text}}}]\n"),
        minutes("start: 2026-02-12\nactions: [{id: a1, task: 清沟, continues: m1/a1}]\n", "m2"),
    )
    assert found(rule, *records) != []
    assert found(rule, *records, unreadable=("june",)) == []
