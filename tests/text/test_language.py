"""Dates, times, lists and names in both languages."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from reportgen.model.values import Moment, parse_moment
from reportgen.text.language import (
    aligned_name,
    join_list,
    long_date,
    moment,
    short_date,
    time_of_day,
    time_span,
)

DAY = dt.date(2026, 3, 12)


def test_dates_are_written_as_each_language_writes_them() -> None:
    assert long_date(DAY, "zh") == "2026年3月12日"
    assert long_date(DAY, "en") == "12 March 2026"
    assert short_date(DAY) == "2026-03-12"


def test_times_of_day_have_two_digits() -> None:
    assert time_of_day(dt.time(9, 5)) == "09:05"


@pytest.mark.parametrize(
    ("start", "end", "zh", "en"),
    [
        ("2026-03-12", None, "2026年3月12日", "12 March 2026"),
        ("2026-03-12 14:30", None, "2026年3月12日 14:30", "12 March 2026, 14:30"),
        ("2026-03-12 14:30", "2026-03-12 16:10", "2026年3月12日 14:30至16:10", "12 March 2026, 14:30–16:10"),
        ("2026-03-12 14:30", "2026-03-12 14:30", "2026年3月12日 14:30", "12 March 2026, 14:30"),
        ("2026-03-12 14:30", "2026-03-12", "2026年3月12日 14:30", "12 March 2026, 14:30"),
        ("2026-03-12", "2026-03-12 16:10", "2026年3月12日至16:10", "12 March 2026 –16:10"),
        ("2026-03-12", "2026-03-13", "2026年3月12日至13日", "12–13 March 2026"),
        ("2026-03-30", "2026-04-02", "2026年3月30日至4月2日", "30 March – 2 April 2026"),
        ("2026-12-31", "2027-01-01", "2026年12月31日至2027年1月1日", "31 December 2026 – 1 January 2027"),
        (
            "2026-03-12 14:30",
            "2026-03-13 11:00",
            "2026年3月12日 14:30至2026年3月13日 11:00",
            "12 March 2026, 14:30 – 13 March 2026, 11:00",
        ),
        (
            "2026-03-12",
            "2026-03-13 11:00",
            "2026年3月12日至2026年3月13日 11:00",
            "12 March 2026 – 13 March 2026, 11:00",
        ),
    ],
)
def test_a_span_says_nothing_twice(start: str, end: str | None, zh: str, en: str) -> None:
    first, last = parse_moment(start), parse_moment(end) if end else None
    assert time_span(first, last, "zh") == zh
    assert time_span(first, last, "en") == en


def test_a_moment_is_a_date_with_its_time_where_it_has_one() -> None:
    when = Moment(DAY, dt.time(14, 30))
    assert moment(when, "zh") == "2026年3月12日 14:30"
    assert moment(when, "en") == "12 March 2026, 14:30"
    assert moment(Moment(DAY), "en") == "12 March 2026"


@pytest.mark.parametrize(
    ("names", "zh", "en"),
    [
        ([], "", ""),
        (["周明"], "周明", "周明"),
        (["A", "B"], "A、B", "A and B"),
        (["A", "B", "C"], "A、B、C", "A, B and C"),
    ],
)
def test_names_are_joined_as_each_language_joins_them(names: list[str], zh: str, en: str) -> None:
    assert join_list(names, "zh") == zh
    assert join_list(names, "en") == en


def test_names_of_two_characters_are_as_wide_as_names_of_three() -> None:
    assert aligned_name("王芳") == "王　芳"
    assert aligned_name("王 芳") == "王　芳"
    assert [aligned_name(name) for name in ("欧阳文静", "周小明", "Jo", "周", "王A")] == [
        "欧阳文静",
        "周小明",
        "Jo",
        "周",
        "王A",
    ]


def test_babel_is_imported_only_when_a_date_is_written_out() -> None:
    code = "import sys, reportgen.text.language; print('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
