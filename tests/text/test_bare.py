"""Bare words: what is not parsed has nothing in it that parsing would find."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.text.bare import MOST_SIGNS, is_bare
from reportgen.text.limits import LONGEST_RUN, MOST_LINES
from reportgen.text.markup import find_problems, images_in, links_in

PIECES = (
    "王芳",
    "word",
    " ",
    "  ",
    "    ",
    "\n",
    "\n\n",
    "\t",
    "\r",
    "> ",
    ">",
    "- ",
    "+ ",
    "* ",
    "1. ",
    "12. ",
    "# ",
    "###### ",
    "*",
    "**",
    "***",
    "_",
    "__",
    "~~",
    "~~~",
    "`",
    "```",
    "[",
    "]",
    "(",
    ")",
    "](",
    "![",
    "<",
    "<b>",
    "</b>",
    "<!--",
    "|",
    "|-",
    "\\",
    "https://e.example/a",
    "mailto:a@e.example",
    "assets/plan.pdf",
    "(assets/plan.pdf)",
    "[a](javascript:x)",
    "&amp;",
    "=",
    "-" * 9,
    "{--",
    "--}",
    "\u3000\u3000",
    "。",
    "3.5 kg",
    "K3+200",
    "×××",
)
TEXTS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from([1, 1, 1, 1, 2, 25])), max_size=40).map(
    lambda drawn: "".join(piece * times for piece, times in drawn)
)


@given(TEXTS)
@example("- " * 30 + "a")
@example("  " * 30 + "- a")
@example("\n".join(f"{'  ' * depth}- a" for depth in range(30)))
@example("\n".join(f"{'>' * depth} a" for depth in range(30)))
@example("(" * 300)
@example("\n> a" * 150)
def test_bare_words_have_no_problem_no_picture_and_no_link(text: str) -> None:
    if is_bare(text):
        assert (find_problems(text), images_in(text), links_in(text)) == ((), (), ())


@pytest.mark.parametrize(
    "text",
    [
        "会议听取了汇报，共120处（其中30处须处理）。\n\n责成水利局于2026年4月30日前完成。",
        "**Two** caterers sent prices; *** asked that his offer not be named.\n\n- one\n- two\n  - 3.5 kg\n\n1. last",
        "> 引文\n\n# 标题\n\n甲" * 9,
        "字" * 20_000,
        "",
    ],
)
def test_words_of_everyday_are_bare(text: str) -> None:
    assert is_bare(text)


@pytest.mark.parametrize(
    "text",
    [
        "见[图](assets/plan.pdf)",
        "a <b>",
        "a | b",
        "`code`",
        "    indented",
        "- - - - a",
        "字" * 20_001,
        "a\n" * (MOST_LINES + 1),
        "甲" + "-" * (LONGEST_RUN + 1),
        "_" * (LONGEST_RUN + 1),
        "*甲* " * MOST_SIGNS,
    ],
)
def test_what_may_hold_more_has_to_be_parsed(text: str) -> None:
    assert not is_bare(text)
