"""Plain words as Markdown: every reader shows them as they were typed."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reportgen.text.closing import closing_mark_in
from reportgen.text.escapes import escaped, guarded, guarded_heading
from reportgen.text.markup import to_plain

WORLD = MarkdownIt("commonmark").enable(["table", "strikethrough"])
"""What a forge reads: CommonMark with tables and strikethrough."""
PIECES = st.sampled_from(
    [
        *"\\`*_{}[]()<>#+-.!|&~=:;/?\"'^$%@,", *"aZ1 一”“。（", "***", "×××", "---", "===", "```", "1.", "12)", "[x]",
        "[ ]", "](", "&amp;", "&#60;", "<b>", "</p>", "<!--", "-->", "<https://e.example>", "https://e.example/a_b_c",
        "a@e.example", "![", "|-|", ":-:", "~~", "__",
    ]
)  # fmt: skip
LINES = st.lists(PIECES, max_size=12).map(lambda parts: " ".join("".join(parts).split())).filter(bool)
"""One line of words as the record holds it: white space folded, none at its ends."""


def shown(page: str) -> str:
    """The words that CommonMark makes of a page."""
    return html.unescape(re.sub(r"<[^>]*>", "", WORLD.render(page))).strip()


def in_world(page: str) -> str:
    """The same, and no tag but that of the block."""
    rendered = WORLD.render(page).strip()
    assert re.fullmatch(r"<(p|h\d|li|ul)>[^<]*</\1>", rendered), rendered
    return shown(page)


@settings(max_examples=1500, deadline=None)
@example("***")
@example("a*b*c")
@example("- [ ] x")
@example("[x]: y")
@example("x](y)")
@example("10~20，30~40")
@example("C\\")
@example("a\\*b")
@given(words=LINES)
def test_a_line_of_words_is_shown_as_typed_wherever_it_stands(words: str) -> None:
    assert in_world(guarded(escaped(words))) == words
    assert in_world(f"标签：{escaped(words)}。") == f"标签：{words}。"
    assert in_world(f"a{escaped(words)}b") == f"a{words}b"
    assert in_world(f"## {guarded_heading(escaped(words))}") == words
    assert shown(f"- {guarded(escaped(words))}\n- b") == f"{words}\nb"
    assert shown(f"- [ ] 待办：{escaped(words)}  \n  牵头：{escaped(words)}") == f"[ ] 待办：{words}\n牵头：{words}"
    assert shown(f"[{escaped(words, in_brackets=True)}](https://e.example)") == words


@settings(max_examples=1500, deadline=None)
@example("<+a@e.example-->")
@example("（<·.a@e.example>）")
@given(words=LINES.filter(lambda words: not closing_mark_in(words)))
def test_the_dialect_reads_a_line_of_words_back_as_typed(words: str) -> None:
    assert to_plain(guarded(escaped(words))) == words
    assert to_plain(f"标签：{escaped(words)}") == f"标签：{words}"


@settings(max_examples=300, deadline=None)
@given(first=LINES, second=LINES)
def test_two_lines_of_words_do_not_make_a_mark_together(first: str, second: str) -> None:
    assert (
        in_world(f"{escaped(first)}；{escaped(second)}（{escaped(first)}）".join("甲乙"))
        == f"甲{first}；{second}（{first}）乙"
    )


@pytest.mark.parametrize(
    "words",
    [
        "周明（县府办，主任）",
        "SOURCE_DATE_EPOCH",
        "3 * 4",
        "a < b & c",
        "#1 culvert",
        "R&D",
        "2026-03-12",
        "- 5 °C"[2:],
        "[pending]",
        "C#",
        "x|y",
    ],
)
def test_words_that_mean_nothing_stay_as_they_are(words: str) -> None:
    assert guarded(escaped(words)) == words
