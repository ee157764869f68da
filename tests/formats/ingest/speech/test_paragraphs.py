"""Paragraphs of a text as people type it."""

from __future__ import annotations

import pytest

from reportgen.formats.ingest.speech.paragraphs import Paragraph, paragraphs_of

LONG = "The crews who cleared the pass in the winter did so at night, and they"


def texts(*lines: str) -> list[str]:
    return [one.text for one in paragraphs_of(lines)]


def test_every_line_of_words_is_a_paragraph_without_the_space_around_it() -> None:
    assert paragraphs_of(["　　路要修。", "", "桥要看。 ", "\u3000"]) == (
        Paragraph((1,), "路要修。"),
        Paragraph((3,), "桥要看。"),
    )


@pytest.mark.parametrize(
    ("line", "text", "level"),
    [("# 路", "路", 1), ("### 桥 ##", "桥", 3), ("## C#", "C#", 2), ("# #", "#", 1), ("- 一是看", "一是看", 0)],
)
def test_marks_of_markdown_are_taken_off_headings_and_labels(line: str, text: str, level: int) -> None:
    assert paragraphs_of([line]) == (Paragraph((1,), text, level, is_exact=False),)


@pytest.mark.parametrize("line", ["#路", "####### 路", "- 路要修", "> 路", "***", "* 一把手", "---"])
def test_what_is_no_heading_and_no_label_stays_as_typed(line: str) -> None:
    assert paragraphs_of([line]) == (Paragraph((1,), line),)


def test_the_rows_of_a_table_and_the_lines_of_code_stay_together() -> None:
    lines = ["|路|长|", "|--|--|", "|甲|3|", "```", "一、a", "", "b", "```", "|只有一行|"]
    assert paragraphs_of(lines) == (
        Paragraph((1, 2, 3), "|路|长|\n|--|--|\n|甲|3|", is_block=True),
        Paragraph((4, 5, 6, 7, 8), "```\n一、a\n\nb\n```", is_block=True),
        Paragraph((9,), "|只有一行|"),
    )


def test_a_broken_line_goes_on_where_the_text_breaks_its_lines() -> None:
    assert texts("Title", "", LONG, "have our thanks.") == ["Title", f"{LONG}\nhave our thanks."]
    assert texts("", LONG, "have our thanks.", "1. Bridges", "", "Drains") == [
        f"{LONG}\nhave our thanks.",
        "1. Bridges",
        "Drains",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        (LONG, "have our thanks."),
        ("", f"{LONG}.", "They have our thanks."),
        ("", "Short lines end where they end,", "and the next is another."),
        ("", LONG, "路要修。"),
        ("", LONG, "", "have our thanks."),
        ("", LONG, "- have our thanks."),
    ],
)
def test_a_line_that_ends_where_it_ends_is_a_paragraph(lines: tuple[str, ...]) -> None:
    assert texts(*lines) == [line for line in lines if line]
