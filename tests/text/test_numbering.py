"""Numerals and heading numbers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.text.numbering import han_numeral, heading_number

VALUES = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"十": 10, "百": 100, "千": 1000}


@pytest.mark.parametrize(
    ("number", "numeral"),
    [
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (19, "十九"),
        (20, "二十"),
        (21, "二十一"),
        (99, "九十九"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (115, "一百一十五"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1100, "一千一百"),
        (1101, "一千一百零一"),
        (2026, "二千零二十六"),
        (9999, "九千九百九十九"),
    ],
)
def test_numbers_are_counted_in_chinese(number: int, numeral: str) -> None:
    assert han_numeral(number) == numeral


@given(st.integers(1, 9999))
def test_a_numeral_reads_back_as_its_number(number: int) -> None:
    total, digit = 0, 0
    for character in han_numeral(number):
        value = VALUES[character]
        if value >= 10:
            total, digit = total + max(digit, 1) * value, 0
        else:
            digit = value
    assert total + digit == number


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_numbers_without_a_numeral_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match=f"^no Chinese numeral for {number}$"):
        han_numeral(number)


@pytest.mark.parametrize(
    ("path", "zh", "en"),
    [
        ((1,), "一、", "1"),
        ((2, 3), "（三）", "2.3"),
        ((2, 3, 10), "10.", "2.3.10"),
        ((2, 3, 10, 4), "（4）", "2.3.10.4"),
        ((12,), "十二、", "12"),
        ((99, 99), "（九十九）", "99.99"),
    ],
)
def test_headings_carry_the_number_of_their_level(path: tuple[int, ...], zh: str, en: str) -> None:
    assert heading_number(path, language="zh") == zh
    assert heading_number(path, language="en") == en


@pytest.mark.parametrize("path", [(), (0,), (100,), (1, 0), (1, 1, 1, 1, 1), (-1, 1)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_positions_out_of_range_are_refused(path: tuple[int, ...], language: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"no heading number for {path}") + "$"):
        heading_number(path, language=language)
