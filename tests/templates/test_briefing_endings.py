"""How minutes end: the casting vote of a tie, the words the chair signs, annexes on pages of their own."""

from __future__ import annotations

import io
import re
from typing import Any

import pdfplumber
import pytest

from reportgen.model.build import PrintJob
from reportgen.stages.print import print_page
from reportgen.stages.render import render
from reportgen.theme import Theme
from tests.templates import register_pages
from tests.templates.briefing_pages import BARE, PICTURE, PIXEL, pages, record

LANGUAGES = ("zh", "en")
ANNEXES = [
    {"title": "Terms of the loan", "text": "Repaid in ten years.\n\nNo interest is asked."},
    {"title": "Plan of the yard", "file": PICTURE.name},
    {"title": "The survey", "file": "assets/proof.pdf"},
]
ANNEXED = {**BARE, "annexes": ANNEXES}


def texts(html: str) -> list[str]:
    printed = print_page(PrintJob(html=html, assets={PICTURE.uri: PIXEL}))
    assert [one.code for one in printed.problems if one.code != "borrowed-font"] == []
    with pdfplumber.open(io.BytesIO(printed.pdf or b"")) as document:
        return [page.extract_text() for page in document.pages]


@pytest.mark.parametrize("status", ["held", "planned"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_annex_begins_a_page_that_the_list_names(language: str, status: str) -> None:
    found = texts(pages(record({**ANNEXED, "status": status}, language), language=language)["bare"])
    listed = [line for line in found[0].splitlines() if re.search(r"\.{5}", line)]
    word = {"zh": "附录", "en": "Annex "}[language]
    assert len(listed) == 3
    for number, (line, annex) in enumerate(zip(listed, ANNEXES, strict=True), 1):
        page = found[int(re.findall(r"\d+", line)[-1]) - 1]
        body = page.splitlines()[1]
        assert (f"{word}{number}" in line, annex["title"] in line) == (True, True)
        assert body == f"{word}{number} {annex['title']}"
    assert "Repaid in ten years." in found[1]
    assert "proof.pdf" in found[3]


def test_an_annex_that_is_a_picture_shows_it() -> None:
    assert f'<img src="{PICTURE.uri}" alt="Plan of the yard">' in pages(record(ANNEXED))["bare"]


def test_the_web_page_has_the_annexes_after_the_record() -> None:
    read = register_pages.content({**register_pages.FIRST, "annexes": ANNEXES[:1]})
    for page in register_pages.planned(read, outputs=("html",)):
        if page.record == register_pages.FIRST["id"]:
            words = re.sub(r"<[^<>]*>", " ", register_pages.article(render(page, Theme()).html))
            assert words.index("Terms of the loan") < words.index("sha256") < words.index("Repaid in ten years.")
            return
    raise AssertionError("the meeting has no page")


@pytest.mark.parametrize(
    ("casting", "language", "expected"),
    [
        ({"who": "林小川", "ballot": "for"}, "en", "5 for, 5 against; casting vote of 林小川: for"),
        ({"who": "林小川", "ballot": "against"}, "zh", "赞成5票，反对5票；林小川行使决定票：反对"),
        ("林小川", "en", "5 for, 5 against; casting vote of 林小川"),
    ],
)
def test_a_casting_vote_stands_after_the_counts(casting: Any, language: str, expected: str) -> None:
    vote = {"counts": {"for": 5, "against": 5}, "casting": casting}
    made = {**BARE, "decisions": [{"id": "d1", "text": "Pave the yard", "vote": vote}]}
    (line,) = re.findall(r'<p class="note vote">(.*?)</p>', pages(record(made, language), language=language)["bare"])
    assert " ".join(re.sub(r"<[^<>]*>", "", line).split()).endswith(expected)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "Signed as a correct record of the meeting."), ("zh", "本纪要经核对无误，签字确认。")],
)
def test_the_chair_signs_a_correct_record_where_the_house_asks_for_it(language: str, expected: str) -> None:
    signed = {**BARE, "chair": "林小川"}
    asked = pages(record(signed, language), language=language, site={"house": {"signature": "yes"}})["bare"]
    assert expected in texts(asked)[-1]
    assert expected not in pages(record(signed, language), language=language)["bare"]


def test_pages_of_records_without_annexes_are_as_before() -> None:
    html = pages(record(BARE))["bare"]
    assert 'class="annex"' not in html
    assert html == pages(record({**BARE, "annexes": []}))["bare"]
