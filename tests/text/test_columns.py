"""Widths where every letter has one width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportgen.text.columns import cut, padded, width, wrapped

TEXTS = st.text(alphabet="ab 7中文，。e\u0301—“”あ한", max_size=60)


def test_a_chinese_character_takes_two_columns_and_an_accent_none() -> None:
    assert [width(one) for one in ("", "abc", "台账", "（a）", "e\u0301", "한", "Ａ", "“a”")] == [
        0,
        3,
        4,
        5,
        1,
        2,
        2,
        3,
    ]


def test_columns_stand_under_one_another() -> None:
    assert [padded("台账", 6), padded("list", 6), padded("too wide", 6)] == ["台账  ", "list  ", "too wide"]


def test_what_is_cut_says_so_and_never_takes_half_a_character() -> None:
    assert [cut("台账清单", 8), cut("台账清单", 7), cut("台账清单", 6), cut("one two", 5)] == [
        "台账清单",
        "台账清…",
        "台账…",
        "one…",
    ]


def test_english_is_wrapped_at_blanks_and_chinese_anywhere_but_before_a_closing_mark() -> None:
    assert list(wrapped("one two three", 8)) == ["one two", "three"]
    assert list(wrapped("完成清淤，验收合格。", 8)) == ["完成清淤，", "验收合格。"]
    assert list(wrapped("K3+200 完成", 8)) == ["K3+200", "完成"]
    assert list(wrapped("immeasurable word", 4)) == ["immeasurable", "word"]


@given(TEXTS, st.integers(2, 30))
def test_wrapping_loses_no_word(text: str, columns: int) -> None:
    assert "".join("".join(wrapped(text, columns)).split()) == "".join(text.split())


@given(TEXTS, st.integers(1, 30))
def test_what_is_cut_fits(text: str, columns: int) -> None:
    assert width(cut(text, columns)) <= columns
