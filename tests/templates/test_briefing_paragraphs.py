"""Numbered paragraphs: the same numbers on paper and on the web, for the house or for one series."""

from __future__ import annotations

import io
import re
from typing import Any

import pdfplumber
import pytest

from reportgen.model.build import PrintJob
from reportgen.stages.print import print_page
from reportgen.stages.render import render
from reportgen.text import markup
from reportgen.text.paragraphs import numbered
from reportgen.theme import Theme
from tests.templates import register_pages, test_briefing_volume
from tests.templates.briefing_pages import BARE, SITE, Outline, pages, record

LANGUAGES = ("zh", "en")
AGENDA = [
    {"title": "Roof", "discussion": "The first.\n\n- a point\n\n> a quotation\n\nThe second.",
     "items": [{"title": "Gutters", "discussion": "The third."},
               {"title": "Tiles", "label": "(b)", "discussion": "The fourth."}]},
    {"title": "Yard"},
    {"title": "Gate", "discussion": "It was painted."},
]  # fmt: skip
SAID = {**BARE, "agenda": AGENDA}
NUMBERS = ["1.1", "1.2", "1.3", "1.4", "3.1"]


def numbers(html: str) -> list[str]:
    return re.findall(r'<span class="paragraph-number">(.*?)</span>', html)


@pytest.mark.parametrize("language", LANGUAGES)
def test_paragraphs_are_numbered_through_an_item_and_what_is_below_it(language: str) -> None:
    house = {"house": {"numbered-paragraphs": "yes"}}
    html = pages(record(SAID, language), language=language, site=house)["bare"]
    assert numbers(html) == NUMBERS
    assert [one for one in Outline(html).ids if one.startswith("par_")] == [
        "par_1_1", "par_1_2", "par_1_3", "par_1_4", "par_3_1",
    ]  # fmt: skip
    # An item below another would bear the number of a paragraph; one with a label keeps it.
    assert '<h4> <span class="name">Gutters' in html
    assert '<h4><span class="number">(b)</span>' in html
    assert numbers(pages(record(SAID, language), language=language)["bare"]) == []


def test_the_web_page_numbers_the_same_paragraphs() -> None:
    read = register_pages.content({**register_pages.FIRST, "agenda": AGENDA}, house={"numbered-paragraphs": "yes"})
    found = [
        numbers(render(page, Theme()).html)
        for page in register_pages.planned(read)
        if page.record == register_pages.FIRST["id"]
    ]
    assert found == [NUMBERS, NUMBERS]


@pytest.mark.parametrize(
    ("house", "series", "expected"), [("no", "yes", 5), ("yes", "no", 0), ("yes", None, 5), ("no", None, 0)]
)
def test_a_series_may_differ_from_the_house(house: str, series: str | None, expected: int) -> None:
    own: dict[str, Any] = {**SITE["series"][0]} | ({"numbered-paragraphs": series} if series else {})  # type: ignore[index, dict-item]
    site = {"house": {"numbered-paragraphs": house}, "series": [own]}
    made = pages(record({**SAID, "series": "works-safety"}), site=site)
    assert len(numbers(made["bare"])) == expected


def test_numbers_hang_left_of_the_text_on_paper() -> None:
    long = {**BARE, "agenda": [{"title": "Roof", "discussion": "Words of the debate on the roof. " * 12}]}
    html = pages(record(long), site={"house": {"numbered-paragraphs": "yes"}})["bare"]
    with pdfplumber.open(io.BytesIO(print_page(PrintJob(html=html)).pdf or b"")) as document:
        words = document.pages[0].extract_words()
    (number,) = [word for word in words if word["text"] == "1.1"]
    first = [word for word in words if word["text"] in {"Words", "debate", "roof."}]
    left = min(word["x0"] for word in first)
    assert number["x1"] < left
    assert abs(number["bottom"] - first[0]["bottom"]) < 1
    # The title of the item begins where the lines of its text do.
    assert abs(next(word["x0"] for word in words if word["text"] == "Roof") - left) < 1


def test_in_a_volume_the_anchors_are_those_of_the_chapter() -> None:
    chapter = {**test_briefing_volume.SECOND, "agenda": AGENDA, "lang": "en"}
    html = test_briefing_volume.page(test_briefing_volume.briefing("en"), chapter)
    assert numbers(html) == []
    assert numbered(markup.to_html("One.\n\nTwo."), 4, 2, "works_").html == (
        '<p id="works_par_4_3"><span class="paragraph-number">4.3</span> One.</p>\n'
        '<p id="works_par_4_4"><span class="paragraph-number">4.4</span> Two.</p>'
    )


def test_only_paragraphs_that_stand_alone_are_counted() -> None:
    made = numbered(markup.to_html("- one\n\n- two\n\n> three\n\n| a | b |\n|---|---|\n| c | d |\n\nFour."), 1, 0)
    assert made.count == 1
    assert made.html.endswith('<p id="par_1_1"><span class="paragraph-number">1.1</span> Four.</p>')


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_stands_beside_the_first_line_of_its_paragraph_and_below_the_heading_of_its_item(
    language: str,
) -> None:
    words = "It was painted and hung again before the summer, at no cost to the Board or to its tenants. " * 3
    gates = [{"title": f"Gate {at}", "presenter": "Presenter Su", "discussion": words} for at in range(2, 16)]
    # So high that pages end right below who presents an item, where a number was left behind once.
    agenda = [{"title": "Roof", "discussion": "- done"}, *gates]
    house = {"house": {"numbered-paragraphs": "yes"}}
    html = pages(record({**BARE, "agenda": agenda}, language), language=language, site=house)["bare"]
    with pdfplumber.open(io.BytesIO(print_page(PrintJob(html=html)).pdf or b"")) as document:
        texts = [page.extract_text() for page in document.pages]
    assert len(texts) > 2
    together = r"Gate {0}\n[^\n]*Presenter Su[^\n]*\n{0}\.1 It was painted"
    assert [at for at in range(2, 16) if not any(re.search(together.format(at), one) for one in texts)] == []
