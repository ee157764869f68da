"""Prose: rows of a foreign text as Markdown printed as it was meant, and the lines that stand in it whole."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.formats.ingest.draft import Told
from reportgen.formats.ingest.prose import Prose, clean_line, clean_texts, first_field, to_prose
from reportgen.formats.ingest.rows import rows_of
from reportgen.formats.ingest.source import Source, source_of
from reportgen.text.limits import exceeded
from reportgen.text.markup import find_problems, to_plain


def prose(text: str, *, markdown: bool = True) -> Prose:
    source = source_of(text, "minutes.md", sha256="0" * 64, encoding="UTF-8")
    assert isinstance(source, Source)
    return to_prose(rows_of(source.lines, markdown=markdown), source, is_markdown=markdown)


def letters(text: str) -> Counter[str]:
    return Counter(one for one in text if not one.isspace())


def is_sound(found: Prose) -> bool:
    """Whether every chunk keeps the limits of a field and none has an error."""
    return not any(
        exceeded(chunk) or any(kind.severity == "error" for kind, _, _ in find_problems(chunk))
        for chunk in found.chunks
    )


@pytest.mark.parametrize("markdown", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "call 138****1234 or ****",
        "*** of the road",
        "a * b and 2 * 3",
        "**“重点”**工作和**（一）**要抓紧",
        "`***code***` and ``<b>``",
        "```\n***a***\n<b>\n```",
        "[web](https://example.org/a) and <https://example.org>",
        "the file_name_of it and snake_case",
        "- one\n- two\n  - three",
        "# Roads\n\nThe culvert",
        "a &amp; b &lt;c&gt;",
        "it costs < 5 and > 3",
        "\ue0000\ue001 of a font",
    ],
)
def test_what_the_dialect_prints_as_meant_stays_letter_for_letter(text: str, markdown: bool) -> None:
    assert prose(text, markdown=markdown) == Prose((text,), frozenset(range(1, text.count("\n") + 2)) - blank(text))


def blank(text: str) -> set[int]:
    return {number for number, line in enumerate(text.split("\n"), start=1) if not line.strip()}


@pytest.mark.parametrize("markdown", [True, False])
@pytest.mark.parametrize(
    ("text", "chunk"),
    [
        ("a ***bold italic*** b", "a **bold italic** b"),
        ("_**both**_ and **_both_**", "**both** and **both**"),
        ("see [plan](plan.pdf) now", "see \\[plan](plan.pdf) now"),
        ('see [plan](plan.pdf "of 2026")', 'see \\[plan](plan.pdf "of 2026")'),
        ("![map](map.png)", "!\\[map](map.png)"),
        ("![map](https://example.org/a.png)", "[map](https://example.org/a.png)"),
        ("[x](javascript:alert(1))", "\\[x](javascript:alert(1))"),
        ("see <https://example.org> [https://example.org]()", "see <https://example.org> <https://example.org>"),
        ("a <b>b</b> <i>c</i> <del>d</del>", "a **b** *c* ~~d~~"),
        ("a <span style='x'>b</span> <u>c</u><sup>2</sup>", "a b c2"),
        ("one<br>two<br/>three", "one  \ntwo  \nthree"),
        ('at <a href="https://example.org/?a=1&amp;b=2">the <b>site</b></a>', "at [the site](https://example.org/?a=1&b=2)"),
        ('at <img src="a.png">', "at !\\[picture](a.png)"),
        ("a&nbsp;&ldquo;b&rdquo; &#20250;&mdash;", "a “b” 会—"),
        ("a <!-- hidden --> b", "a  b"),
    ],
)  # fmt: skip
def test_what_it_would_not_print_so_is_rewritten_and_its_line_is_not_exact(
    text: str, chunk: str, markdown: bool
) -> None:
    found = prose(text, markdown=markdown)
    assert found.chunks == (chunk,)
    whole = "".join(text.split()) in "".join(chunk.split())
    assert found.exact == (frozenset({1}) if whole else frozenset())


def test_comments_rules_and_front_matter_are_left_out_and_blocks_of_html_become_markdown() -> None:
    text = "---\ntitle: Works\n---\n<!-- a -->\nroad\n\n***\n\n<div>\n<p>a <b>b</b></p>\n<ul><li>open</ul>\n</div>\n"
    assert prose(text) == Prose(("road\n\na **b**\n\n- open",), frozenset({5}))
    assert prose("<script>x()</script>\n<style>p {}</style>") == Prose((), frozenset())
    assert prose("<!-- a -->\n\n---\n") == Prose((), frozenset())


def test_chinese_lines_are_paragraphs_and_english_ones_go_on() -> None:
    assert prose("道路已通\n桥梁未通", markdown=False).chunks == ("道路已通\n\n桥梁未通",)
    assert prose("道路已通\n桥梁未通").chunks == ("道路已通\n\n桥梁未通",)
    assert prose("the road\nis open", markdown=False).chunks == ("the road\nis open",)
    assert prose("The road is open.\nThe bridge is not.", markdown=False).chunks == (
        "The road is open.\n\nThe bridge is not.",
    )
    assert prose("The road is open.\nThe bridge is not.").chunks == ("The road is open.\nThe bridge is not.",)


def test_what_stands_deep_is_set_out_and_headings_of_plain_text_get_their_mark() -> None:
    assert prose("        deep\n          deeper\n\n\n\n        end").chunks == ("deep\n  deeper\n\nend",)
    assert prose("== Roads ==\nThe culvert", markdown=False).chunks == ("## Roads\n\nThe culvert",)


def test_marks_that_would_close_a_passage_are_parted_and_print_as_typed() -> None:
    found = prose("draft {--not for print--} words")
    assert found == Prose(("draft {\\--not for print-\\-} words",), frozenset())
    assert to_plain(found.chunks[0]) == "draft {--not for print--} words"
    assert prose("code `{--x--}` here") == Prose(("code `{ --x-- }` here",), frozenset({1}))
    assert clean_line("{--x--}") == "{\\--x-\\-}"


@pytest.mark.parametrize("markdown", [True, False])
@pytest.mark.parametrize(
    ("text", "fewest"),
    [
        ("\n\n".join(["The culvert at Mill Lane was cleared and the road opened again."] * 4_300), 14),
        ("\n".join(["会议研究了道路养护工作，要求五月底前完成清淤，并明确了分工。"] * 4_000), 6),
        ("a word, another one. " * 1_000, 1),
        ("路" * 20_000, 1),
        ("x" * 120_000, 2),
        ("| a | b | c |\n|---|---|---|\n" + "\n".join(["| 1 | 2 | 3 |"] * 1_000), 1),
        ("[" * 300 + " words", 1),
        ("![" * 300 + " words", 1),
        (">" * 300 + " words", 1),
        ("*a **b " * 3_000, 1),
        ("\n".join("  " * depth + "- item" for depth in range(100)), 1),
        ("```\n" + "code line\n" * 9_000 + "```", 2),
        ("`" * 20_000, 1),
        ("<b>" * 5_000, 0),
        ("![a](b.png)" * 3_000, 1),
        ("[a](https://example.org)" * 2_000, 1),
    ],
    ids=["277 KB", "Chinese", "20 KB line", "no space", "one word", "cells", "brackets", "pictures", "quotes", "stars",
         "lists", "code", "ticks", "tags", "assets", "links"],
)  # fmt: skip
def test_a_text_beyond_the_limits_comes_in_pieces_within_them_and_at_once(
    text: str, fewest: int, markdown: bool
) -> None:
    before = time.process_time()
    found = prose(text, markdown=markdown)
    assert time.process_time() - before < 6
    assert is_sound(found)
    assert len(found.chunks) >= fewest
    assert not letters("".join(one for one in text if one.isalnum())) - letters("".join(found.chunks)) or "<b>" in text


FRAGMENTS = st.sampled_from(
    [
        "***",
        "**",
        "*",
        "_",
        "`",
        "```",
        "~~",
        "[",
        "](",
        ")",
        "![",
        "<b>",
        "</b>",
        "<a href='x'>",
        "</a>",
        "<!--",
        "-->",
        "<div>",
        "</div>",
        "<script>",
        "<br>",
        "&amp;",
        "&nbsp;",
        "&#",
        "|",
        "|---|",
        "\n",
        "\n\n",
        "  ",
        "    ",
        "- ",
        "1. ",
        "# ",
        "> ",
        "---",
        "https://example.org",
        "img.png",
        "会议",
        "（一）",
        "。",
        "road",
        "”",
        "\\",
        "\ue000",
        "\ue0000\ue001",
        "{{",
        "}}",
        "{%",
        "::",
        ":::",
        "$",
        "^",
        "=",
        "\t",
        "\u3000",
    ]
)
TEXTS = st.lists(FRAGMENTS | st.text(max_size=6), min_size=1, max_size=40).map("".join)


@given(TEXTS, st.booleans())
@example("> # Works", True)
@example("```\na\n~~~\n```b", True)
@example("[" * 65, False)
def test_every_piece_of_any_text_is_sound_and_holds_every_letter_of_the_exact_lines(text: str, markdown: bool) -> None:
    source = source_of(text, "minutes.md", sha256="0" * 64, encoding="UTF-8")
    if not isinstance(source, Source):
        return
    found = to_prose(rows_of(source.lines, markdown=markdown), source, is_markdown=markdown)
    assert is_sound(found)
    whole = letters("".join(found.chunks))
    assert not letters("".join(source.line(line) for line in found.exact)) - whole


def test_texts_under_named_keys_are_cleaned_and_others_stay() -> None:
    value = {
        "title": "***a***",
        "text": "***a***",
        "told": Told({"text": Told("<b>x</b>", (3,))}, (2,)),
        "items": [{"text": "![p](p.png)", "note": "<i>y</i>"}],
    }
    assert clean_texts(value, {"text"}) == {
        "title": "***a***",
        "text": "**a**",
        "told": Told({"text": Told("**x**", (3,))}, (2,)),
        "items": [{"text": "!\\[p](p.png)", "note": "<i>y</i>"}],
    }


@pytest.mark.parametrize(
    ("words", "clean"), [("  ***a*** <b>b</b> ", "**a** **b**"), ("", ""), ("plain words", "plain words")]
)
def test_words_of_one_line_are_cleaned(words: str, clean: str) -> None:
    assert clean_line(words) == clean


def test_the_first_field_is_as_much_as_one_field_holds() -> None:
    text = "The road is open. " * 4_000
    first = first_field(text)
    assert text.startswith(first.strip())
    assert 5_000 < len(first) < len(text)
    assert not exceeded(first)
    assert (first_field("short"), first_field(" \n ")) == ("short", "")
