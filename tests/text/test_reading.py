"""How long words take to read, shorter forms of long texts, the order of an index."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.text.reading import index_order, reading_minutes, shortened


@pytest.mark.parametrize(
    ("words", "minutes"),
    [("议" * 400, 1), ("议定，" * 100, 0.75), ("word " * 220, 1), ("", 0), ("议" * 200 + " 42 K3+200", 0.5 + 2 / 220)],
)
def test_chinese_is_read_by_the_character_and_english_by_the_word(words: str, minutes: float) -> None:
    assert reading_minutes(words) == pytest.approx(minutes)


@pytest.mark.parametrize(
    ("words", "minutes", "short"),
    [
        ("同意按三类处置。", 1, "同意按三类处置。"),
        ("同意按三类处置。先清后修，四月底前完成。", 10 / 400, "同意按三类处置。……"),
        ("同意按三类处置，先清后修", 5 / 400, "同意按三类……"),
        ("The plan is agreed. It starts in May, when the road is dry.", 8 / 220, "The plan is agreed. …"),
        ("The planned extension", 2 / 220, "The planned …"),
        ("他说“第一。”然后散会", 8 / 400, "他说“第一。”然……"),
    ],
)
def test_a_long_text_is_cut_behind_a_sentence_or_a_word_and_says_so(words: str, minutes: float, short: str) -> None:
    assert shortened(words, minutes) == short


@given(st.text(alphabet="议定。，word .K3", max_size=60), st.floats(0.005, 0.2))
def test_the_shorter_form_takes_no_longer_than_it_may(words: str, minutes: float) -> None:
    short = shortened(words, minutes)
    kept = short.removesuffix("……").removesuffix(" …")
    assert short == words or reading_minutes(kept) <= minutes
    assert words.startswith(kept.rstrip())


def test_an_index_has_latin_names_by_letter_and_then_chinese_ones_by_pinyin() -> None:
    names = ["周明", "陈波", "王芳", "Tom Brannigan", "安宁", "Élodie Marchand", "Edwin Castle", "anders Holm", "李娜"]
    assert sorted(names, key=index_order) == [
        "anders Holm", "Edwin Castle", "Élodie Marchand", "Tom Brannigan", "安宁", "陈波", "李娜", "王芳", "周明",
    ]  # fmt: skip
