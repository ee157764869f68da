"""Naming: ids for imported records."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.formats.ingest.naming import record_id
from reportgen.model.values import ID, RESERVED

DAY = dt.date(2026, 3, 5)


def named(name: str, kind: str = "minutes", series: str | None = None, *taken: str, alone: bool = True) -> str:
    return record_id(kind, DAY, name=name, series=series, taken=taken, alone=alone)


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("minutes", "road-works-2026-03-05"),
        ("speech", "road-works-speech-2026-03-05"),
        ("updates", "road-works-updates-2026-03-05"),
    ],
)
@pytest.mark.parametrize("alone", [True, False])
def test_a_record_of_a_series_is_named_by_it_and_the_day(kind: str, wanted: str, alone: bool) -> None:
    assert named("archive/whatever.md", kind, "road-works", alone=alone) == wanted


@pytest.mark.parametrize(
    ("name", "kind", "wanted"),
    [
        ("archive/2026/Works Meeting (final).md", "minutes", "works-meeting-final"),
        ("École & bridge.txt", "speech", "ecole-bridge"),
        ("3-roads.md", "minutes", "3-roads"),
        ("ＲＯＡＤＳ.md", "minutes", "roads"),
        ("roads.march.txt", "minutes", "roads-march"),
        ("纪要.md", "minutes", "meeting-2026-03-05"),
        ("讲话.txt", "speech", "speech-2026-03-05"),
        ("2026-03-05.md", "minutes", "meeting-2026-03-05"),
        ("ab.md", "minutes", "meeting-2026-03-05"),
        ("register.csv", "updates", "updates-2026-03-05"),
        ("a" * 90 + ".md", "minutes", "a" * 64),
        ("road " * 20 + ".md", "minutes", "-".join(["road"] * 13)[:64].rstrip("-")),
        ("con.md", "minutes", "record-con"),
        ("LPT1.txt", "minutes", "record-lpt1"),
    ],
)
def test_a_record_alone_in_its_file_is_named_by_it_else_by_its_kind_and_day(name: str, kind: str, wanted: str) -> None:
    assert named(name, kind) == wanted


def test_several_records_of_a_file_are_told_apart_by_their_day() -> None:
    assert named("Notes of a year.md", alone=False) == "notes-of-a-year-2026-03-05"
    assert named("x" * 70 + ".md", alone=False) == "x" * 50 + "-2026-03-05"
    assert named("年度纪要.md", alone=False) == "meeting-2026-03-05"


def test_a_taken_id_gets_the_next_free_number_within_its_length() -> None:
    assert named("roads.md", "minutes", None, "roads") == "roads-2"
    assert named("roads.md", "minutes", None, "roads", "roads-2", "roads-4") == "roads-3"
    assert named("a" * 64 + ".md", "minutes", None, "a" * 64) == "a" * 62 + "-2"
    long = named("x.md", "minutes", "s" * 64)
    assert long == "s" * 40 + "-2026-03-05"
    assert named("x.md", "minutes", "s" * 64, long) == "s" * 40 + "-2026-03-05-2"


@given(
    st.text(max_size=90),
    st.sampled_from(["minutes", "speech", "updates"]),
    st.from_regex(r"[a-z0-9][a-z0-9-]{0,63}", fullmatch=True) | st.none(),
    st.booleans(),
)
def test_every_name_gives_an_id_that_is_sound_and_free_whatever_is_taken(
    name: str, kind: str, series: str | None, alone: bool
) -> None:
    taken: set[str] = set()
    for _ in range(12):
        given_id = record_id(kind, DAY, name=f"a/{name}.md", series=series, taken=taken, alone=alone)
        assert ID.fullmatch(given_id)
        assert not RESERVED.fullmatch(given_id)
        assert given_id not in taken
        taken.add(given_id)
