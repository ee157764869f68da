"""Dates, times, lists and sizes in both languages."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from reportgen.model.values import Moment, parse_moment
from reportgen.text.language import (
    aligned_name,
    file_size,
    han_date,
    join_list,
    long_date,
    moment,
    quote,
    reading_length,
    reading_minutes,
    short_date,
    time_of_day,
    time_span,
)

DAY = dt.date(2026, 3, 12)


def test_dates_are_written_as_each_language_writes_them() -> None:
    assert long_date(DAY, "zh") == "2026年3月12日"
    assert long_date(DAY, "zh", weekday=True) == "2026年3月12日 星期四"
    assert long_date(DAY, "en") == "12 March 2026"
    assert long_date(DAY, "en", weekday=True) == "Thursday 12 March 2026"
    assert short_date(DAY) == "2026-03-12"
    assert han_date(DAY) == "二〇二六年三月十二日"
    assert han_date(dt.date(2030, 10, 20)) == "二〇三〇年十月二十日"


def test_times_of_day_have_two_digits() -> None:
    assert time_of_day(dt.time(9, 5)) == "09:05"


@pytest.mark.parametrize(
    ("start", "end", "zh", "en"),
    [
        ("2026-03-12", None, "2026年3月12日", "12 March 2026"),
        ("2026-03-12 14:30", None, "2026年3月12日 14:30", "12 March 2026, 14:30"),
        ("2026-03-12 14:30", "2026-03-12 16:10", "2026年3月12日 14:30–16:10", "12 March 2026, 14:30–16:10"),
        ("2026-03-12 14:30", "2026-03-12 14:30", "2026年3月12日 14:30", "12 March 2026, 14:30"),
        ("2026-03-12 14:30", "2026-03-12", "2026年3月12日 14:30", "12 March 2026, 14:30"),
        ("2026-03-12", "2026-03-12 16:10", "2026年3月12日 –16:10", "12 March 2026 –16:10"),
        ("2026-03-12", "2026-03-13", "2026年3月12日–13日", "12–13 March 2026"),
        ("2026-03-30", "2026-04-02", "2026年3月30日–4月2日", "30 March – 2 April 2026"),
        ("2026-12-31", "2027-01-01", "2026年12月31日–2027年1月1日", "31 December 2026 – 1 January 2027"),
        (
            "2026-03-12 14:30",
            "2026-03-13 11:00",
            "2026年3月12日 14:30 – 2026年3月13日 11:00",
            "12 March 2026, 14:30 – 13 March 2026, 11:00",
        ),
        (
            "2026-03-12",
            "2026-03-13 11:00",
            "2026年3月12日 – 2026年3月13日 11:00",
            "12 March 2026 – 13 March 2026, 11:00",
        ),
    ],
)
def test_a_span_says_nothing_twice(start: str, end: str | None, zh: str, en: str) -> None:
    first, last = parse_moment(start), parse_moment(end) if end else None
    assert time_span(first, last, "zh") == zh
    assert time_span(first, last, "en") == en


def test_a_moment_can_name_its_weekday() -> None:
    when = Moment(DAY, dt.time(14, 30))
    assert moment(when, "zh", weekday=True) == "2026年3月12日 星期四 14:30"
    assert moment(when, "en", weekday=True) == "Thursday 12 March 2026, 14:30"


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


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 bytes"),
        (812, "812 bytes"),
        (999, "999 bytes"),
        (1_000, "1.0 KB"),
        (9_940, "9.9 KB"),
        (9_960, "10 KB"),
        (312_400, "312 KB"),
        (999_499, "999 KB"),
        (999_600, "1.0 MB"),
        (1_230_000, "1.2 MB"),
        (5_000_000_000_000, "5000 GB"),
    ],
)
def test_sizes_are_rounded_as_people_say_them(count: int, words: str) -> None:
    assert file_size(count) == words


def test_reading_counts_characters_and_words() -> None:
    assert reading_length("同意K3+200涵洞清淤，共3项。") == 11
    assert reading_length("The board agreed, 7–2, that it’s up-to-date.") == 8
    assert reading_length("……，。") == 0
    assert reading_minutes("", "zh") == 1
    assert reading_minutes("会" * 1_200, "zh") == 3


@pytest.mark.parametrize("language", ["zh", "en"])
def test_quoted_words_stand_in_curly_marks(language: str) -> None:
    assert quote("汛期前", language) == "“汛期前”"


def test_babel_is_imported_only_when_a_date_is_written_out() -> None:
    code = "import sys, reportgen.text.language; print('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
