"""Who is meant: people and units by name, alias or id, as they are printed on one day."""

from __future__ import annotations

import datetime as dt

import pytest

from reportgen.model.directory import Directory, Party
from reportgen.model.party import People
from tests.small_site import PEOPLE, record_of

JANUARY, FEBRUARY = dt.date(2026, 1, 31), dt.date(2026, 2, 1)


@pytest.fixture
def directory() -> Directory:
    people = record_of(People, PEOPLE)
    assert isinstance(people, People)
    return Directory(people)


@pytest.mark.parametrize("words", ["顾怀远", "顾组长", "gu"])
def test_a_person_is_found_by_name_alias_or_id(directory: Directory, words: str) -> None:
    assert directory.party(words, FEBRUARY) == Party("顾怀远", "gu", "person", "工程办", "组长")


@pytest.mark.parametrize("words", ["工程办", "工程处", "works-office", "工程科"])
def test_a_unit_is_found_by_every_name_it_ever_had_and_printed_by_that_of_the_day(
    directory: Directory, words: str
) -> None:
    assert directory.party(words, JANUARY) == Party("工程科", "works-office", "unit")
    assert directory.party(words, FEBRUARY) == Party("工程办", "works-office", "unit")


def test_a_post_is_that_of_the_day_and_so_is_the_name_of_its_unit(directory: Directory) -> None:
    assert directory.party("沈青禾", JANUARY) == Party("沈青禾", "shen", "person", "工程科", "干事")
    assert directory.party("沈青禾", FEBRUARY) == Party("沈青禾", "shen", "person", "工程办", "科长")


def test_a_person_out_of_office_has_neither_unit_nor_role(directory: Directory) -> None:
    assert directory.party("顾怀远", dt.date(2024, 12, 31)) == Party("顾怀远", "gu", "person")
    assert directory.party("顾怀远", dt.date(2025, 1, 1)).role == "组长"


def test_a_post_may_belong_to_no_unit(directory: Directory) -> None:
    assert directory.party("Imogen Hale", JANUARY) == Party("Imogen Hale", "hale", "person", None, "Convenor")


def test_a_stranger_is_printed_as_the_notes_say(directory: Directory) -> None:
    assert directory.party("来客", JANUARY) == Party("来客")
    assert directory.find("来客") is None


def test_a_person_goes_before_a_unit_of_the_same_name() -> None:
    people = record_of(People, "people: [{id: a, name: 同心}]\nunits: [{id: b, name: 同心}]")
    assert isinstance(people, People)
    assert Directory(people).party("同心", JANUARY).kind == "person"
    assert sorted(Directory(people).words()) == ["a", "b", "同心", "同心"]


def test_a_name_of_today_goes_before_an_old_name_of_another_unit() -> None:
    people = record_of(
        People,
        "units: [{id: a, name: 道路科, names: [{name: 工程科, until: 2025-12-31}, {name: works}, {name: 路政}]},"
        " {id: works, name: 工程科, aliases: [路政]}]",
    )
    assert isinstance(people, People)
    found = {words: Directory(people).party(words, FEBRUARY).id for words in ("道路科", "工程科", "works", "路政")}
    assert found == {"道路科": "a", "工程科": "works", "works": "works", "路政": "works"}
