"""Which keys may be typed at a spot, and which one was probably meant."""

from __future__ import annotations

import json
import re
from typing import Annotated

import pytest

from reportgen.formats.yaml import keys
from reportgen.formats.yaml.keys import (
    allowed_words,
    as_listed,
    in_the_format,
    keys_of,
    listing,
    means_one_of,
    nearest_key,
    nearest_word,
    shape_at,
)
from reportgen.model.action import Action, Counts, Decision, Vote
from reportgen.model.config import SiteConfig
from reportgen.model.meeting import RECORDS, AgendaItem, Attendee, Minutes
from reportgen.model.party import People
from reportgen.model.shape import OneOrMore, Shape

EVERY_SCHEMA = json.dumps([one.model_json_schema() for one in (*RECORDS.values(), SiteConfig, People)])


def test_a_way_leads_through_lists_and_mappings_to_the_keys_valid_there():
    assert shape_at(Minutes, ()) is Minutes
    assert shape_at(Minutes, ("attendance", "present", 3)) is Attendee
    assert shape_at(Minutes, ("agenda", 0, "items", 1, "actions", 2)) is Action
    assert shape_at(Minutes, ("agenda", 0, "items", 1)) is AgendaItem
    assert shape_at(Minutes, ("decisions", 0)) is Decision
    assert shape_at(Minutes, ("decisions", 0, "vote")) is Vote
    assert shape_at(Minutes, ("decisions", 0, "vote", "counts")) is Counts


@pytest.mark.parametrize(
    "way",
    [
        ("title",),
        ("nowhere",),
        ("agenda",),
        ("agenda", "id"),
        ("title", 0),
        ("decisions", 0, "vote", "members", "李娜"),
    ],
)
def test_a_way_to_a_text_or_to_nothing_leads_to_no_keys(way):
    assert shape_at(Minutes, way) is None


def test_a_way_leads_through_annotations_and_free_mappings():
    class Seat(Shape):
        who: str

    class Hall(Shape):
        rows: dict[str, Annotated[tuple[Annotated[Seat, "in the hall"], ...], OneOrMore]]

    assert shape_at(Hall, ("rows", "first", 0)) is Seat
    assert shape_at(Hall, ("rows", "first")) is None
    assert shape_at(Hall, ("rows", 0)) is None


def test_a_way_through_one_entry_typed_without_its_list_is_completed():
    assert as_listed(Minutes, ("interests", "who")) == ("interests", 0, "who")
    assert as_listed(Minutes, ("interests", 2, "who")) == ("interests", 2, "who")
    assert as_listed(Minutes, ("attendance", "present", "x-own", "deep")) == (
        "attendance",
        "present",
        0,
        "x-own",
        "deep",
    )
    assert as_listed(Minutes, ("x-own", "deep")) == ("x-own", "deep")


def test_keys_are_listed_as_they_are_typed_without_what_is_never_typed():
    assert keys_of(Counts)[:3] == ("for", "against", "abstain")
    assert "id" in keys_of(Action)
    assert "id" not in keys_of(Minutes, given=("id",))
    assert "x-" not in keys_of(Minutes)


@pytest.mark.parametrize("typed", keys._MEANINGS)
def test_every_everyday_word_stands_for_keys_that_exist(typed):
    assert re.fullmatch("[a-z-]+|[一-龥]+", typed)
    for key in keys._MEANINGS[typed]:
        assert f'"{key}": {{' in EVERY_SCHEMA
        assert nearest_key(typed, [key]) == key


@pytest.mark.parametrize("typed", keys._WORDS)
def test_every_everyday_word_stands_for_words_that_exist(typed):
    assert re.fullmatch("[a-z]+|[一-龥]+", typed)
    for word in keys._WORDS[typed]:
        assert f'"{word}"' in EVERY_SCHEMA
        assert nearest_word(typed, [word]) == word


def test_the_first_meaning_that_is_valid_is_offered():
    assert nearest_key("时间", ["date", "start"]) == "start"
    assert nearest_key("时间", ["date", "end"]) == "date"
    assert nearest_key("时间", ["end"]) is None
    assert in_the_format("时间") == "start"
    assert in_the_format("budget") == "budget"


def test_a_key_is_offered_when_it_is_alike_enough():
    assert nearest_key("titel", ["title", "label"]) == "title"
    assert nearest_key("items", ["minutes"]) is None
    assert nearest_key("abcdefgxyz", ["abcdefghij"]) == "abcdefghij"
    assert nearest_key("abcdefwxyz", ["abcdefghij"]) is None


def test_a_key_in_another_spelling_is_the_key():
    assert nearest_key(" Due_Words ", ["due", "due-words"]) == "due-words"
    assert nearest_key("a_b", ["a-b"]) == "a-b"
    assert nearest_key("a b", ["a-b"]) == "a-b"
    assert nearest_key("ＤＵＥ", ["due", "due-words"]) == "due"
    assert nearest_key("d\u200bue", ["due", "due-words"]) == "due"
    assert nearest_key("\u200bt\u200bo\u2060", ["to", "copy"]) == "to"
    assert keys._plain(" Next_Meeting ") == "next-meeting"
    assert keys._plain("Left over") == "left-over"


def test_an_everyday_word_means_a_key_only_where_that_key_may_stand():
    assert means_one_of("姓名", ("who", "unit"))
    assert means_one_of("who", ("who", "unit"))
    assert not means_one_of("姓名", ("title",))


def test_words_are_listed_as_far_as_they_fit():
    assert listing(["a", "b"]) == "a, b"
    assert listing([]) == ""
    assert listing(["abc", "def"], width=8) == "abc, def"
    assert listing(["abc", "def", "g"], width=8) == "abc, def, …"
    assert listing(["abc", "defg"], width=8) == "abc, …"


def test_a_list_of_words_is_at_most_eighty_characters_before_its_ellipsis():
    assert listing(["word"] * 100) == "word, " * 13 + "…"
    assert listing(["w" * 39, "w" * 39]) == f"{'w' * 39}, {'w' * 39}"
    assert listing(["w" * 39, "w" * 40]) == f"{'w' * 39}, …"


def test_the_words_pydantic_lists_are_read_from_its_sentence():
    assert allowed_words("'planned', 'held' or 'cancelled'") == ("planned", "held", "cancelled")
    assert allowed_words("") == ()
