"""The register as its keepers ask for it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from reportgen.model.diagnostic import Diagnostic
from reportgen.model.source import Span
from reportgen.pipeline import Wanted, carry, list_actions, show_action
from tests.small_site import AS_OF, FIRST, UPDATE, write_site

MORE = """\
kind: minutes
series: board
title: Garden Board, April
start: 2026-04-02 18:00
access: public
agenda:
  - title: Beds
    items:
      - title: Mulch
        actions:
          - {id: a1, task: Order mulch, owner: Imogen Hale, due: 2026-06-01}
          - {id: a2, task: Repair the gate, lead: Friends of the Garden, due: 2026-07-02}
"""
LATER = """\
kind: updates
series: works
date: 2026-06-10
updates:
  - {action: works-1/a2, merged-into: works-2/a9}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small site with a second body that has actions too."""
    return write_site(tmp_path, {"meetings/garden-2.yaml": MORE})


def asked(folder: Path, as_of: dt.date = AS_OF, **wanted: object) -> list[str]:
    answer, findings = list_actions(folder, as_of, Wanted(**wanted))  # type: ignore[arg-type]
    assert findings == ()
    assert answer
    assert answer.misunderstood == ()
    return [one.reference for one in answer.lines]


def misunderstood(folder: Path, **wanted: object) -> list[Diagnostic]:
    answer, _ = list_actions(folder, AS_OF, Wanted(**wanted))  # type: ignore[arg-type]
    assert answer
    assert answer.lines == ()
    return list(answer.misunderstood)


def test_live_actions_come_by_due_date_and_those_that_ended_after_them(folder: Path) -> None:
    assert asked(folder) == ["garden-2/a1", "garden-2/a2", "works-1/a2"]
    assert asked(folder, ended=True) == ["garden-2/a1", "garden-2/a2", "works-1/a2", "works-1/a1"]
    assert asked(folder, as_of=dt.date(2026, 3, 1)) == ["works-1/a1", "works-1/a2"]
    assert asked(folder, as_of=dt.date(2026, 1, 1)) == []


def test_the_list_is_limited_by_what_is_asked_for(folder: Path) -> None:
    assert asked(folder, overdue=True) == ["garden-2/a1"]
    assert asked(folder, series="works") == ["works-1/a2"]
    assert asked(folder, state="closed") == ["works-1/a1"]
    assert asked(folder, due_before=dt.date(2026, 7, 2)) == ["garden-2/a1"]
    assert asked(folder, series="works", overdue=True) == []


@pytest.mark.parametrize("words", ["works-office", "工程办", "工程处", "工程科"])
def test_a_unit_is_found_by_id_name_alias_and_former_name(folder: Path, words: str) -> None:
    assert asked(folder, unit=words, ended=True) == ["works-1/a1"]


def test_who_only_the_notes_know_is_found_by_that_name(folder: Path) -> None:
    assert asked(folder, unit="Friends of the Garden") == ["garden-2/a2"]
    assert asked(folder, owner="Friends of the Garden") == ["garden-2/a2"]
    assert asked(folder, owner="lu") == asked(folder, owner="陆一鸣") == ["works-1/a2"]


def test_somebody_nobody_knows_is_told_with_who_may_be_meant(folder: Path) -> None:
    found = [
        *misunderstood(folder, unit="工程班"),
        *misunderstood(folder, owner="Imogen Hall"),
        *misunderstood(folder, series="bord"),
    ]
    assert [(one.code, one.hint("en").rpartition(" ")[2]) for one in found] == [
        ("unknown-unit", "(工程办?)"),
        ("unknown-owner", "Hale?)"),
        ("unknown-series", "(board?)"),
    ]
    assert [one.code for one in misunderstood(folder, unit="沈青禾", owner="x")] == ["unknown-unit", "unknown-owner"]


def test_what_cannot_be_read_is_told_beside_the_list(tmp_path: Path) -> None:
    folder = write_site(tmp_path, {"meetings/more.yaml": "kind: minutes\n", "notes.txt": "x"})
    answer, findings = list_actions(folder, AS_OF, Wanted())
    assert answer
    assert [one.reference for one in answer.lines] == ["works-1/a2"]
    assert {one.span.path for one in findings if one.span} == {"meetings/more.yaml"}


def test_a_history_names_the_place_of_everything_and_who_said_it(folder: Path) -> None:
    history, _ = show_action(folder, AS_OF, "works-1/a1")
    assert history
    assert history.span == Span("meetings/works/works-1.yaml", 22, 9)
    told = [(one.span and (one.span.path, one.span.line), one.by and one.by.name) for one in history.events]
    assert told == [(("meetings/works/works-2.yaml", 17), "顾怀远"), (("updates/march.yaml", 5), "白露")]
    assert [one.step.slipped for one in history.events] == [28, None]
    assert history.verifier
    assert history.verifier.name == "顾怀远"


def test_a_history_of_an_earlier_day_knows_no_more_than_that_day(folder: Path) -> None:
    history, _ = show_action(folder, dt.date(2026, 3, 1), "works-1/a1")
    assert history
    assert (len(history.events), history.still_unknown) == (1, 1)
    assert history.line.status.state == "in-progress"


def test_an_action_deep_in_the_agenda_or_on_the_meeting_has_its_place_too(folder: Path) -> None:
    deep, _ = show_action(folder, AS_OF, "garden-2/a2")
    own, _ = show_action(folder, AS_OF, "works-1/a2")
    assert deep
    assert own
    assert deep.span == Span("meetings/garden-2.yaml", 12, 13)
    assert own.span == Span("meetings/works/works-1.yaml", FIRST[: FIRST.index("{id: a2")].count("\n") + 1, 5)


def test_an_action_that_is_not_there_is_told_with_the_one_that_may_be_meant(folder: Path) -> None:
    history, findings = show_action(folder, AS_OF, "garden-2/a3")
    assert history is None
    assert [one.code for one in findings] == ["unknown-action"]
    assert "(garden-2/a1?)" in findings[0].hint("en")


def test_every_live_action_of_a_series_goes_on_and_what_ended_since_its_last_meeting_stands_apart(
    tmp_path: Path,
) -> None:
    last = "kind: minutes\nseries: works\ntitle: 工程例会\nstart: 2026-05-07\naccess: public\n"
    last += "actions: [{id: a9, task: 合并的台账}]\n"
    folder = write_site(
        tmp_path, {"meetings/works/works-5.yaml": last, "updates/june.yaml": LATER.replace("2/a9", "5/a9")}
    )
    before, _ = carry(folder, "works", dt.date(2026, 6, 1))
    after, findings = carry(folder, "works", dt.date(2026, 6, 15))
    assert findings == ()
    assert before
    assert after
    assert [one.reference for one in before.going] == ["works-1/a2", "works-5/a9"]
    assert before.ended == ()
    assert [one.reference for one in after.going] == ["works-5/a9"]
    assert [(one.reference, one.status.merged_into) for one in after.ended] == [("works-1/a2", "works-5/a9")]
    assert after.since == dt.date(2026, 5, 7)


def test_what_the_last_meeting_closed_itself_is_not_told_to_the_next_one(tmp_path: Path) -> None:
    closing = UPDATE.replace(
        "kind: updates\ndate: 2026-03-20\nby: 白露",
        "kind: minutes\ntitle: 例会\nstart: 2026-03-20\naccess: public\nseries: works",
    )
    folder = write_site(
        tmp_path, {"updates/march.yaml": LATER.replace("works-2/a9", "works-1/a1"), "meetings/works/w.yaml": closing}
    )
    carried, _ = carry(folder, "works", dt.date(2026, 6, 15))
    assert carried
    assert [one.reference for one in carried.ended] == ["works-1/a2"]
    assert carried.going == ()


def test_a_series_that_never_met_carries_nothing(folder: Path) -> None:
    none, _ = carry(folder, "works", dt.date(2026, 1, 1))
    assert none
    assert (none.going, none.ended, none.since) == ((), (), None)
    assert carry(folder, "wroks", AS_OF)[1][0].hint("en").endswith("(works?)")
