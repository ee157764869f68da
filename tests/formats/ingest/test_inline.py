"""Marks, links and HTML of a foreign line as Markdown of the dialect, and what of them stays."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.formats.ingest.inline import fenced, outside_code

REWRITTEN = {
    "***Note:*** bring the key": "**Note:** bring the key",
    "a ***b c*** d": "a **b c** d",
    "_**a**_ and **_b_**": "**a** and **b**",
    "<b>a</b> <i>b</i> <del>c</del>": "**a** *b* ~~c~~",
    "<span style='color: red'>a</span>": "a",
    "a<br>b": "a  \nb",
    "a <!-- not this --> b": "a  b",
    '<a href="https://example.org/x?a=1&amp;b=2">the <i>plan</i></a>': "[the plan](https://example.org/x?a=1&b=2)",
    "[plan](plan.pdf)": "\\[plan](plan.pdf)",
    "[plan](assets/plan.pdf)": "\\[plan](assets/plan.pdf)",
    "![map](https://example.org/map.png)": "[map](https://example.org/map.png)",
    "[https://example.org]()": "<https://example.org>",
    "&nbsp;a&eacute;": " aé",
}
AS_TYPED = (
    "由***负责，***配合", "由***负责", "***和***参加", "（***、***）", "请***务必***完成", "*a* **b** ~~c~~",
    "[site](https://example.org)", "a &lt; b &amp; c", "1 < 2 > 0", "<unknown>x</unknown>", "`***a*** <b>`",
    "``a ` <b>b</b>``", "```\n***a***\n<b>\n```", "~~~ yaml\n[x](y)\n~~~", "<a href=x>never closed",
    "<a name=x>here</a>",
    "<!-- never closed", "<b never closed", "\ue0000\ue001 and `\ue000`", "[a](b c)", "![a", "[a](",
)  # fmt: skip


@pytest.mark.parametrize(("words", "printed"), REWRITTEN.items())
def test_what_the_dialect_would_print_otherwise_is_rewritten(words: str, printed: str) -> None:
    assert outside_code(words) == printed


@pytest.mark.parametrize("words", AS_TYPED)
def test_masks_code_and_what_is_sound_stay_as_they_were_typed(words: str) -> None:
    assert outside_code(words) == words


@pytest.mark.parametrize("around", ["`{}`", "`` {} ``", "```\n{}\n```"])
@pytest.mark.parametrize("words", REWRITTEN)
def test_nothing_is_rewritten_in_code(words: str, around: str) -> None:
    code = around.format(words.replace("\n", " "))
    assert outside_code(code) == code


@given(st.text("ab*_`<>[]()!&;~\n \ue000\ue0010-/='\"", max_size=60))
def test_no_letter_outside_of_tags_comments_and_addresses_is_lost(text: str) -> None:
    """Of a text without tags, only marks are left out."""
    plain = text.replace("<", "").replace("&", "")
    kept = outside_code(plain)
    assert [one for one in kept if one in "ab0-="] == [one for one in plain if one in "ab0-="]


def test_blocks_between_fences_are_found_with_their_fences() -> None:
    text = "a\n```\nb\n```\nc\n~~~\nd"
    assert [text[begin:end] for begin, end in fenced(text)] == ["```\nb\n```"]


@pytest.mark.parametrize(
    "piece",
    [
        "<a href=x>", "<a href=x", "<!--", "[a](", "[[a] ", "<b '\"", "</a ", "[a]((x", "<a '", "&#", "**_a", "***a",
        "_**a", "`", "<img src=", "<a x=y>", "href=x ", "![", "`a``b",
    ],
)  # fmt: skip
def test_half_a_megabyte_of_anything_is_gone_over_once(piece: str) -> None:
    started = time.process_time()
    outside_code(piece * (500_000 // len(piece)))
    outside_code("[a](" + " " * 200_000 + piece)
    assert time.process_time() - started < 3
