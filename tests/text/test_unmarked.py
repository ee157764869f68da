"""Words without a mark: they become what the parser and the cleaner make of them, without either."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.model.values import LONGEST_PROSE
from reportgen.text import cleaning, markup
from reportgen.text.unmarked import unmarked

TYPED = "ab字々ª한é，。、：“”《（【…—–·×°£％１٣²①2 9.,;:?/%'\"()+- \n\n#!_*~|<>&=[]\\`{}\u3000\u00a0\ufdd0"


@given(st.text(st.sampled_from(TYPED), max_size=40))
@example("会议听取了汇报。\n会议认为，台账要管用。\n\nThe Board noted it (in part).\n")
@example("2. 另行通知")
@example("14:30 前，K3+200 涵洞清淤过半")
def test_words_without_a_mark_become_what_the_parser_makes_of_them(text: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        quick = cleaning.clean.__wrapped__(text)
        patched.setattr(cleaning, "unmarked", lambda _text: None)
        assert cleaning.clean.__wrapped__(text) == quick


@given(st.text(st.sampled_from(TYPED), max_size=40), st.sampled_from([1, 600]))
@example("……" * 300 + "——" * 300, 1)
def test_words_without_a_mark_have_no_problem_no_picture_and_no_link(text: str, times: int) -> None:
    words = text * times
    if unmarked(words) is None:
        return
    with pytest.MonkeyPatch.context() as patched:
        for room in (cleaning, markup):
            patched.setattr(room, "unmarked", lambda _text: None)
        cleaning.clean.cache_clear()
        assert (markup.find_problems(words), markup.images_in(words), markup.links_in(words)) == ((), (), ())


@pytest.mark.parametrize(
    "text",
    [
        "由***负责",
        "**重点**工作",
        "1. 清淤",
        "- 清淤",
        "甲  \n乙",
        "\u3000\u3000另起一段",
        "R&D",
        "a < b",
        "见[表](assets/a.pdf)",
        "{--restricted: 来信人--}",
        "| 路线 | 里程 |",
        "甲" * (LONGEST_PROSE + 1),
        "（" + "(" * 201,
    ],
)
def test_words_that_may_hold_a_mark_are_left_to_the_parser(text: str) -> None:
    assert unmarked(text) is None


def test_paragraphs_are_parted_by_blank_lines_and_keep_their_lines() -> None:
    assert unmarked("甲说，\n乙说。\n\n\n丙说。\n") == ("甲说，\n乙说。", "丙说。")
