"""Rows: what each line of a foreign text is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.formats.ingest.rows import LONGEST_ROW, Row, row_of, rows_of

Seen = list[tuple[str, str]]


def rows(text: str, *, markdown: bool = True) -> tuple[Row, ...]:
    return rows_of(text.split("\n"), markdown=markdown)


def seen(text: str, *, markdown: bool = True) -> Seen:
    """The kind and the words of each line."""
    return [(row.kind, row.text) for row in rows(text, markdown=markdown)]


def test_two_stacked_front_matters_are_both_taken() -> None:
    text = "---\ntitle: Works\ntags:\n  - roads\n---\n\n---\ndate: 2026-03-05\n---\n# Works"
    kinds = [row.kind for row in rows(text)]
    assert kinds == [*["front"] * 5, "blank", *["front"] * 3, "heading"]
    assert kinds == [*[row.kind for row in rows(text, markdown=False)][:9], "heading"]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Works\nwords without a key\n---\nThe road",
        "---\ntitle: Works\n\nThe road is open.",
        "---\n---\nThe road",
        "\n---\ntitle: Works\n---\nThe road",
        "----\ntitle: Works\n----\nThe road",
        "---\n" + "title: Works\n" * 201 + "---\nThe road",
    ],
)
def test_front_matter_that_is_broken_is_words(text: str) -> None:
    found = rows(text, markdown=False)
    assert "front" not in {row.kind for row in found}
    assert (found[-1].kind, found[-1].text) == ("words", text.rsplit("\n", 1)[-1])


def test_front_matter_may_end_with_dots_and_a_rule_after_it_is_a_rule() -> None:
    assert seen("---\ntitle: Works\n...\n---\nwords here\n---\nmore") == [
        ("front", "---"),
        ("front", "title: Works"),
        ("front", "..."),
        ("rule", "---"),
        ("heading", "words here"),
        ("rule", "---"),
        ("words", "more"),
    ]


TABLE = "| Task | Who |\n|---|---|\n| Clear it | Moss |"


def test_a_table_is_one_outside_a_fence_and_code_inside() -> None:
    assert seen(f"```\n{TABLE}\n```\n{TABLE}\n\nwords") == [
        ("code", "```"),
        *[("code", line) for line in TABLE.split("\n")],
        ("code", "```"),
        *[("table", line) for line in TABLE.split("\n")],
        ("blank", ""),
        ("words", "words"),
    ]


def test_a_fence_that_never_closes_is_code_to_the_end_in_markdown_and_words_in_plain_text() -> None:
    text = "````\n# one\n- two"
    assert seen(text) == [("code", "````"), ("code", "# one"), ("code", "- two")]
    assert seen(text, markdown=False) == [("words", "````"), ("words", "# one"), ("item", "two")]


def test_a_fence_of_plain_text_closes_with_its_own_mark() -> None:
    assert seen("```\n~~~\n  - kept\n\n```\n- item", markdown=False) == [
        ("code", "```"),
        ("code", "~~~"),
        ("code", "  - kept"),
        ("code", ""),
        ("code", "```"),
        ("item", "item"),
    ]
    far = "```\n" + "words\n" * 401 + "```"
    assert {row.kind for row in rows(far, markdown=False)} == {"words"}


def test_indents_count_columns_and_a_list_on_one_line_stands_as_deep_as_its_last_mark() -> None:
    text = "- one\n    - two\n\t\t- three\n　　（一）four\n1. five\n   * six\n- - twice\n\u00a0\u00a0words"
    assert [(row.indent, row.marker, row.text) for row in rows(text, markdown=False)] == [
        (0, "- ", "one"),
        (4, "- ", "two"),
        (8, "- ", "three"),
        (4, "（一）", "four"),
        (0, "1. ", "five"),
        (3, "* ", "six"),
        (2, "- - ", "twice"),
        (2, "", "words"),
    ]


def test_an_indented_block_below_an_empty_line_is_words_and_items_never_code() -> None:
    assert seen("Agenda\n\n    the road\n\n    - the bridge") == [
        ("words", "Agenda"),
        ("blank", ""),
        ("words", "the road"),
        ("blank", ""),
        ("item", "the bridge"),
    ]


def test_words_underlined_are_headings_and_a_rule_below_an_item_or_many_lines_is_a_rule() -> None:
    assert [
        (row.kind, row.level, row.text) for row in rows("Works\n=====\nThe road\n---\n- item\n---\na\nb\nc\n---")
    ] == [
        ("heading", 1, "Works"),
        ("rule", 0, "====="),
        ("heading", 2, "The road"),
        ("rule", 0, "---"),
        ("item", 0, "item"),
        ("rule", 0, "---"),
        ("words", 0, "a"),
        ("words", 0, "b"),
        ("words", 0, "c"),
        ("rule", 0, "---"),
    ]


@pytest.mark.parametrize(
    ("line", "words", "level"),
    [
        ("# Works", "Works", 1),
        ("## Works ##", "Works", 2),
        ("   ### Works", "Works", 3),
        ("###### 道路", "道路", 6),
        ("# About C#", "About C#", 1),
    ],
)
def test_a_heading_keeps_its_words_without_the_marks_around(line: str, words: str, level: int) -> None:
    assert [(row.kind, row.text, row.level) for row in rows(line)] == [("heading", words, level)]


@pytest.mark.parametrize("line", ["#", "##", "### ", "# #"])
def test_a_heading_without_words_heads_nothing(line: str) -> None:
    assert seen(f"{line}\nwords") == [("rule", line.strip()), ("words", "words")]


@pytest.mark.parametrize("line", ["#Works", "####### Works", "\\# Works", "> # Works", "> ## 道路"])
def test_what_is_no_heading_is_words(line: str) -> None:
    assert seen(line) == [("words", line)]


@pytest.mark.parametrize(
    ("line", "marker", "ticked"),
    [
        ("- [ ] clear it", "- [ ] ", False),
        ("- [x] clear it", "- [x] ", True),
        ("- [] clear it", "- [] ", False),
        ("1. [X] clear it", "1. [X] ", True),
        ("* [√] clear it", "* [√] ", True),
        ("[ ] clear it", "[ ] ", False),
        ("☐ clear it", "☐ ", False),
        ("☑clear it", "☑", True),
        ("☒ clear it", "☒ ", True),
        ("- ☐ clear it", "- ☐ ", False),
        ("- clear it", "- ", None),
        ("•clear it", "•", None),
        ("-- clear it", "-- ", None),
        ("– clear it", "– ", None),
        ("■ clear it", "■ ", None),
        ("1. clear it", "1. ", None),
        ("12) clear it", "12) ", None),
        ("a. clear it", "a. ", None),
        ("iv) clear it", "iv) ", None),
        ("Item 3: clear it", "Item 3: ", None),
        ("一、clear it", "一、", None),
        ("十二、clear it", "十二、", None),
        ("贰、clear it", "贰、", None),
        ("（三）clear it", "（三）", None),
        ("(3) clear it", "(3) ", None),
        ("3、clear it", "3、", None),
        ("３．clear it", "３．", None),
        ("议题1：clear it", "议题1：", None),
        ("【议题二】clear it", "【议题二】", None),
        ("討論案一、clear it", "討論案一、", None),
        ("案由 3：clear it", "案由 3：", None),
    ],
)
def test_the_mark_of_an_item_stands_apart_from_its_words(line: str, marker: str, ticked: bool | None) -> None:
    assert row_of(7, line) == Row(7, "item", "clear it", 0, marker, ticked=ticked)


@pytest.mark.parametrize("line", ["议题3：", "一、：", "事项2、"])
def test_a_number_alone_on_its_line_is_an_item_without_words(line: str) -> None:
    assert row_of(1, line) == Row(1, "item", "", 0, line)


@pytest.mark.parametrize(
    "line",
    [
        "1.5 metres",
        "-5 degrees",
        "2026. a year",
        "一二三四五",
        "[link] words",
        "*bold* words",
        "a.m. is early",
        "10.0.0.1",
    ],
)
def test_words_that_begin_like_a_mark_are_words(line: str) -> None:
    assert row_of(1, line) == Row(1, "words", line)


def test_a_month_right_after_its_number_is_not_its_decimal() -> None:
    assert row_of(1, "1.3月底前完成") == Row(1, "item", "3月底前完成", 0, "1.")


@pytest.mark.parametrize("line", ["---", "***", "* * *", "=====", "~~~~", "___", "-_-_-", "- - -", "####"])
def test_a_line_of_marks_is_a_rule_by_itself(line: str) -> None:
    assert row_of(1, line) == Row(1, "rule", line)


def test_html_is_markup_and_what_browsers_hide_is_a_comment() -> None:
    text = (
        "<div>\nroad <b>one</b>\n</div>\n\n<!-- of two\nlines -->\n\nwords\n[//]: # (x)\n<!-- a -->\n<p>a</p><!-- b -->"
    )
    assert seen(text) == [
        ("markup", "<div>"),
        ("markup", "road <b>one</b>"),
        ("markup", "</div>"),
        ("blank", ""),
        ("comment", "<!-- of two"),
        ("comment", "lines -->"),
        ("blank", ""),
        ("words", "words"),
        ("comment", "[//]: # (x)"),
        ("comment", "<!-- a -->"),
        ("markup", "<p>a</p><!-- b -->"),
    ]
    assert seen("<!-- one -->\nwords", markdown=False) == [("comment", "<!-- one -->"), ("words", "words")]


BOX = '# {0}\n<div class="{1}">\nwrite {0} here\n</div>\n\n'


def test_three_boxes_right_below_headings_are_the_hints_of_a_form() -> None:
    form = "".join(BOX.format(name, kind) for name, kind in (("A", "callout"), ("B", "my-note note"), ("C", "Tip")))
    assert [row.text for row in rows(form + "words") if row.is_hint] == [
        line
        for name, kind in (("A", "callout"), ("B", "my-note note"), ("C", "Tip"))
        for line in (f'<div class="{kind}">', f"write {name} here", "</div>")
    ]


@pytest.mark.parametrize(
    "text",
    [
        BOX.format("A", "callout") + BOX.format("B", "note"),
        "".join(BOX.format(name, "panel") for name in "ABC"),
        "".join(BOX.format(name, "note").replace("<div", "words\n\n<div") for name in "ABC"),
        "".join(BOX.format(name, "note").replace("</div>", "") for name in "ABC"),
    ],
    ids=["two", "another class", "words before", "never closed"],
)
def test_other_boxes_are_no_hints(text: str) -> None:
    assert [row.line for row in rows(text) if row.is_hint] == []


def test_a_line_too_long_to_read_is_long_whatever_it_begins_with() -> None:
    for lead in ("", "- ", "# ", "| ", "一、"):
        line = lead + "x" * LONGEST_ROW
        assert row_of(1, line).kind == ("long" if lead else "words")
        assert [row.kind for row in rows(line + "y")] == ["long"]


PLAIN = """\
AGENDA
======
The board met.

== Roads ==
h2. Mill Lane
#topic Budget
#info the bids are in
:Present: Ada Moss"""


def test_plain_text_has_the_headings_its_marks_make() -> None:
    assert [(row.kind, row.text, row.marker, row.level) for row in rows(PLAIN, markdown=False)] == [
        ("heading", "AGENDA", "", 1),
        ("rule", "======", "", 0),
        ("words", "The board met.", "", 0),
        ("blank", "", "", 0),
        ("heading", "Roads", "", 2),
        ("heading", "Mill Lane", "", 2),
        ("heading", "Budget", "", 2),
        ("words", "the bids are in", "#info ", 0),
        ("words", "Present: Ada Moss", ":", 0),
    ]


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        (
            "Minutes.\n\n1. Call to order\nThe chair opened.\n\n2. Finance\nIt was paid.",
            ["1. Call to order", "2. Finance"],
        ),
        ("Minutes.\n\n1. Apples\n2. Pears\n3. Plums", []),
        (
            "Held: today\n\nOLD BUSINESS\nThe culvert.\n\nNew Business\nThe board will meet again soon.",
            ["OLD BUSINESS", "New Business"],
        ),
        ("Held: today\n\nMOTION CARRIED\nThe culvert.", []),
        ("会议纪要\n\nOLD BUSINESS\n道路养护", []),
    ],
)
def test_plain_text_without_marks_has_headings_by_numbers_and_capitals(text: str, headings: list[str]) -> None:
    assert [row.text for row in rows(text, markdown=False) if row.kind == "heading"] == headings


LINES = st.sampled_from(
    [
        "---",
        "title: x",
        "```",
        "~~~",
        "# A",
        "- [ ] a",
        "    b",
        "<div class='note'>",
        "</div>",
        "<!--",
        "-->",
        "| a | b |",
        "|---|---|",
        "",
        "=====",
        "一、甲",
        "words",
        "\t1. x",
        ">",
        "> q",
        "== a ==",
        "OLD BUSINESS",
    ]
)


@given(st.lists(LINES | st.text(st.characters(exclude_characters="\n\r"), max_size=20), max_size=25), st.booleans())
def test_every_line_is_one_row_that_holds_its_letters(lines: list[str], markdown: bool) -> None:
    found = rows_of(lines, markdown=markdown)
    assert [row.line for row in found] == list(range(1, len(lines) + 1))
    for row, line in zip(found, lines, strict=True):
        stays = row.kind not in {"heading", "rule"} and not row.marker.startswith(("#", ":", "!", "*"))
        whole = "".join((row.marker + row.text).split())
        assert not stays or whole == "".join(line.split()).strip("\ufeff\u200b") or line.startswith(":")


@pytest.mark.parametrize(
    "line", ["- ", "1. ", "#", "<div class='note'>", "```", "<!--", "---", "> ", "| a |", "a: b", "=", "(一)", "[ ] "]
)
@pytest.mark.parametrize("markdown", [True, False])
def test_ten_thousand_lines_alike_are_told_apart_at_once(line: str, markdown: bool) -> None:
    before = time.process_time()
    assert len(rows_of(["---", *[line] * 10_000], markdown=markdown)) == 10_001
    assert len(rows_of([line * 700], markdown=markdown)) == 1
    assert time.process_time() - before < 10
