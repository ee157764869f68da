"""What was read: the order of records, and the hash that a page carries of its source."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.formats.record import read_record
from reportgen.model.content import Asset, canonical, source_hash
from reportgen.model.source import FilePlaces, Place, Span
from tests.small_site import FIRST, gathered, minutes, updates

TEXT = """\
kind: minutes
title: 排水会
start: 2026-01-15 09:00
chair: 顾怀远
agenda:
  - {id: drains, title: Drains, discussion: Water stands}
actions:
  - {id: a1, task: 清沟, owner: [沈青禾, 陆一鸣], due: 2026-02-10, x-cost: "300"}
"""
SAME = """\
# seen by the clerk
title: "排水会"
kind: 'minutes'

chair: 顾怀远   # as ever
actions:
- id: a1
  x-cost: 300
  due: 2026年2月10日
  owner:
    - 沈青禾
    - 陆一鸣
  task: >-
    清沟
start: 2026-01-15T9:00
agenda:
- {title: Drains, id: drains, discussion: "Water stands"}
status: held
"""


def hash_of(text: str) -> str:
    record = read_record(text.encode(), "meetings/m1.yaml").record
    assert record is not None
    return source_hash(record)


def test_comments_order_and_quotes_do_not_change_the_hash() -> None:
    assert hash_of(SAME) == hash_of(TEXT)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("排水会", "排水会。"),
        ("09:00", "09:01"),
        ("Water stands", "Water stands."),
        ("[沈青禾, 陆一鸣]", "[陆一鸣, 沈青禾]"),
        ("2026-02-10", "2026-02-11"),
        ("300", "301"),
        ("id: a1", "id: a2"),
        ("chair", "recorder"),
        ("x-cost", "x-sum"),
    ],
)
def test_any_other_word_changes_the_hash(before: str, after: str) -> None:
    assert hash_of(TEXT.replace(before, after)) != hash_of(TEXT)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(FIRST) - 1), st.sampled_from("甲乙x1"))
def test_one_character_more_is_another_hash_or_another_record_or_none(place: int, character: str) -> None:
    changed = read_record((FIRST[:place] + character + FIRST[place:]).encode(), "meetings/works-1.yaml").record
    whole = read_record(FIRST.encode(), "meetings/works-1.yaml").record
    assert whole is not None
    assert changed is None or (changed == whole) == (source_hash(changed) == source_hash(whole))


def test_the_canonical_record_is_sorted_json_of_what_was_typed() -> None:
    record = minutes("title: 会\nstart: 2026-01-15 09:00\ndays: [{date: 2026-01-15, start: 9:00}]\nx-no: 010")
    assert canonical(record).decode() == (
        '{"days":[{"date":"2026-01-15","start":"09:00"}],"id":"m1","kind":"minutes",'
        '"start":"2026-01-15 09:00","title":"会","x-no":"010"}'
    )
    assert source_hash(record) == hashlib.sha256(canonical(record)).hexdigest()


def test_records_come_earliest_first_whatever_they_are_called() -> None:
    content = gathered(
        minutes("start: 2026-02-01", "a"),
        minutes("start: 2026-01-31 14:00", "b"),
        minutes("start: 2026-01-31 09:00", "c"),
        minutes("start: 2026-01-31", "d"),
        updates("date: 2026-03-01", "u1"),
        updates("date: 2026-01-01", "u2"),
    )
    assert [one.id for one in content.minutes()] == ["d", "c", "b", "a"]
    assert [one.id for one in content.updates()] == ["u2", "u1"]
    assert content.speeches() == content.briefings() == ()


def test_a_value_without_a_place_is_told_by_what_stands_around_it() -> None:
    places = FilePlaces("meetings/m1.yaml", {("agenda",): Place(7, 3)}, {("agenda",): Place(6, 1)})
    assert places.of(("agenda", 0, "title")) == Span("meetings/m1.yaml", 7, 3)
    assert places.of_key(("agenda",)) == Span("meetings/m1.yaml", 6, 1)
    assert places.of_key(("title",)) == Span("meetings/m1.yaml", 1, 1)


def test_places_are_no_part_of_what_was_read() -> None:
    one, other = gathered(minutes("")), gathered(minutes(""))
    other.places.update({"m1": FilePlaces("meetings/m1.yaml")})  # type: ignore[attr-defined]
    assert one == other
    assert one.span("m1", "title") is None
    assert other.span("m1", "title") == Span("meetings/m1.yaml", 1, 1)


def test_an_asset_is_asked_for_by_its_hash() -> None:
    asset = Asset("assets/plan.pdf", "application/pdf", b"plan")
    assert asset.uri == f"asset:{hashlib.sha256(b'plan').hexdigest()}"
    assert not asset.is_image
    assert gathered().minutes() == ()
    assert dt.date(2026, 1, 15) == minutes("").date
