"""House style by site.yaml alone: paper, words parted in English, figures in columns, the words of a logo."""

from __future__ import annotations

import io
import re

import pdfplumber
import pytest

from reportgen.formats.yaml import read_document, validate
from reportgen.model.build import PrintJob
from reportgen.model.config import SiteConfig
from reportgen.stages.print import print_page
from tests.templates.briefing_pages import BARE, PICTURE, PIXEL, SPEECH, full, pages, record

LONG_WORDS = "Notwithstanding characteristically straightforward administrative responsibilities, " * 12


def paper(html: str) -> pdfplumber.PDF:
    printed = print_page(PrintJob(html=html, assets={PICTURE.uri: PIXEL}))
    return pdfplumber.open(io.BytesIO(printed.pdf or b""))


@pytest.mark.parametrize(
    ("typed", "points"), [("A4", (595, 842)), ("a4", (595, 842)), ("letter", (612, 792)), ("Letter", (612, 792))]
)
def test_pages_have_the_size_of_the_house(typed: str, points: tuple[int, int]) -> None:
    with paper(pages(record(BARE), site={"house": {"paper": typed}})["bare"]) as document:
        assert {(round(page.width), round(page.height)) for page in document.pages} == {points}


@pytest.mark.parametrize("size", ["A4", "letter"])
def test_nothing_stands_outside_the_margins_of_either_paper(size: str) -> None:
    # A draft has the numbers of its lines there.
    with paper(full("en", minutes="approved").replace("size: A4", f"size: {size}")) as document:
        for page in document.pages:
            words = page.crop((0, 60, page.width, page.height - 60)).extract_words()
            assert min(word["x0"] for word in words) >= 24 * 72 / 25.4 - 1
            assert max(word["x1"] for word in words) <= page.width - 24 * 72 / 25.4 + 1


def test_a_paper_nobody_has_is_refused_at_its_line() -> None:
    made, (finding,) = validate(read_document(b"title: t\nhouse:\n  paper: foolscap\n", "site.yaml"), SiteConfig)
    assert made is None
    assert (finding.code, finding.span.line if finding.span else 0) == ("unknown-word", 3)


def parted(html: str) -> list[str]:
    with paper(html) as document:
        lines = [line for page in document.pages for line in page.extract_text().splitlines()]
    return [line for line in lines if line.endswith(("-", "\u2010"))]


def test_long_words_of_english_text_are_parted_and_those_of_titles_and_decisions_are_not() -> None:
    own = {**BARE, "agenda": [{"title": "Any business", "discussion": LONG_WORDS}]}
    ends = parted(pages(record(own, "en"))["bare"])
    assert len(ends) > 2
    # At least three letters stand on either side.
    assert all(re.search(r"[A-Za-z]{3,}[-\u2010]$", line) for line in ends)
    ruled = {**BARE, "decisions": [{"id": "d1", "text": LONG_WORDS}], "actions": [{"id": "a1", "task": LONG_WORDS}]}
    assert parted(pages(record(ruled, "en"))["bare"]) == []
    titled = {**BARE, "title": LONG_WORDS.strip(), "agenda": [{"title": LONG_WORDS.strip()}]}
    assert parted(pages(record(titled, "en"))["bare"]) == []


def test_an_english_speech_is_parted_too_and_a_chinese_page_is_not() -> None:
    talk = {**SPEECH, "lang": "en", "opening": LONG_WORDS, "parts": []}
    assert parted(pages(record(talk, "en"), language="en")["talk"]) != []
    own = {**BARE, "agenda": [{"title": "其他", "discussion": LONG_WORDS}]}
    assert parted(pages(record(own, "zh"), language="zh")["bare"]) == []


@pytest.mark.parametrize(
    ("words", "expected"), [(None, "County Office"), ({"en": "Arms & crest", "zh": "徽标"}, "Arms &amp; crest")]
)
def test_the_logo_is_read_aloud_by_its_words(words: dict[str, str] | None, expected: str) -> None:
    house = {"logo": PICTURE.name} | ({"logo-words": words} if words else {})
    assert f'src="{PICTURE.uri}" alt="{expected}">' in pages(record(BARE), site={"house": house})["bare"]


@pytest.mark.parametrize("typed", ["red", "#12345", "rgb(1,2,3)"])
def test_an_accent_that_is_no_colour_is_refused_at_its_line(typed: str) -> None:
    text = f'title: t\nhouse:\n  accent: "{typed}"\n'
    made, (finding,) = validate(read_document(text.encode(), "site.yaml"), SiteConfig)
    assert made is None
    assert (finding.code, finding.span.line if finding.span else 0) == ("bad-colour", 3)
