"""Letters to everybody who owes something."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from reportgen.pipeline import remind
from reportgen.pipeline.reminding import Reminders
from tests.formats.test_reminders import read
from tests.small_site import PEOPLE, write_site

DAY = dt.date(2026, 6, 30)
PRESSING = {"overdue", "behind", "due-soon"}
MEETING = """\
kind: minutes
series: board
title: Garden Board, April
start: 2026-04-02 18:00
access: public
actions:
  - {id: a1, task: Order mulch, owner: [Imogen Hale, 沈青禾], lead: 工程办, due: 2026-06-01}
  - {id: a2, task: Repair the gate, lead: Friends of the Garden, supervisor: 顾怀远, due: 2026-07-02}
  - {id: a3, task: Prune the hedge, supervisor: 顾怀远, milestones: [{text: Prices, due: 2026-05-01}]}
  - {id: a4, task: Paint the shed, due: 2026-06-20}
  - {id: a5, task: Plan for autumn, owner: Imogen Hale}
"""


def letters(tmp_path: Path, groups: set[str] = PRESSING, people: str = PEOPLE) -> Reminders:
    folder = write_site(tmp_path, {"meetings/garden-2.yaml": MEETING, "people.yaml": people})
    reminders, findings = remind(folder, DAY, groups)
    assert findings == ()
    assert reminders
    return reminders


def test_owners_are_reminded_else_whoever_leads_else_who_answers_for_it(tmp_path: Path) -> None:
    reminders = letters(tmp_path)
    assert list(reminders.files) == ["unlisted_1.eml", "hale.eml", "shen.eml", "gu.eml"]
    assert "garden-2/a2" in read(reminders.files["unlisted_1.eml"])[1]
    assert "garden-2/a3" in read(reminders.files["gu.eml"])[1]
    assert "garden-2/a2" not in read(reminders.files["gu.eml"])[1]
    assert [one.reference for one in reminders.nobody] == ["garden-2/a4"]


def test_only_what_is_asked_for_stands_in_the_letters(tmp_path: Path) -> None:
    assert list(letters(tmp_path / "a", {"overdue"}).files) == ["hale.eml", "shen.eml"]
    assert list(letters(tmp_path / "b", {"due-soon"}).files) == ["unlisted_1.eml"]
    everything = letters(tmp_path / "c", PRESSING | {"other"})
    assert "Plan for autumn" in read(everything.files["hale.eml"])[1]
    assert "lu.eml" in everything.files


def test_a_letter_speaks_the_language_of_most_of_its_actions(tmp_path: Path) -> None:
    reminders = letters(tmp_path, PRESSING | {"other"})
    assert read(reminders.files["hale.eml"])[0]["Subject"] == "Actions as of 2026-06-30: 1 overdue, 1 other open"
    assert read(reminders.files["lu.eml"])[0]["Subject"] == "督办提醒：其他未结 1 项（截至 2026-06-30）"


def test_the_same_day_gives_the_same_bytes(tmp_path: Path) -> None:
    assert letters(tmp_path / "a").files == letters(tmp_path / "b").files


def test_an_address_of_people_yaml_goes_into_the_letter_and_one_that_is_none_does_not(tmp_path: Path) -> None:
    known = PEOPLE.replace("name: Imogen Hale,", "name: Imogen Hale, x-mail: hale@garden.example,")
    reminders = letters(tmp_path / "a", people=known)
    assert (reminders.addressed, read(reminders.files["hale.eml"])[0]["To"]) == (1, "Imogen Hale <hale@garden.example>")
    wrong = PEOPLE.replace(
        "name: Imogen Hale,", 'name: Imogen Hale, x-mail: "hale@garden.example, all@garden.example",'
    )
    reminders = letters(tmp_path / "b", people=wrong)
    assert (reminders.addressed, read(reminders.files["hale.eml"])[0]["To"]) == (0, None)
