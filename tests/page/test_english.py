"""The official page in English, and English on a Chinese one: bold and italic, marks of its own, words left whole."""

from __future__ import annotations

import functools
import re

import pytest

from reportgen.model.meeting import Minutes
from tests.page.measure import LEFT, WIDTH, lines_of, opened
from tests.page.official import Document, printed
from tests.page.test_heads import _printed
from tests.templates import register_pages

SAID = (
    "The Director introduced the draft, of eleven pages, and the Board’s officers agreed **that each aim be given one "
    "measure** that a reader could check for herself; *nothing else* was asked of the draft for 2026–2029."
)
TABLE = "\n\n| Measure | Visits |\n|---|---|\n" + "".join(f"| Branch {one} | {one}00 |\n" for one in range(1, 5))


@functools.cache
def document(language: str, said: str = SAID) -> Document:
    actions = [{"id": "a1", "task": "Publish the draft", "lead": "Premises", "owner": "Claire Donovan",
                "supervisor": "Priya Raman", "due": "2025-11-28"}]  # fmt: skip
    item = {"id": "i1", "title": "First draft of the plan", "presenter": "Claire Donovan", "discussion": said,
            "decisions": [{"id": "d1", "text": "That the draft be published."}], "actions": actions}  # fmt: skip
    record = Minutes.model_validate(
        {"id": "plan", "kind": "minutes", "title": "Plan", "start": "2026-03-12 14:30", "series": "board",
         "access": "public", "minutes": "approved", "lang": language, "agenda": [item]}
    )  # fmt: skip
    series = {"id": "board", "title": "Library Board", "organisation": "Library", "lang": language}
    return printed(record, site={"languages": ["en", "zh"], "series": [series]})["plan"]


def faces_of(pdf: bytes, words: str) -> set[str]:
    """The faces the first of some words on paper are drawn with."""
    with opened(pdf) as found:
        chars = [one for page in found.pages for one in page.chars]
    text = "".join(one["text"] for one in chars)
    at = text.index(words)
    return {re.sub(r"^.{6}\+|,.*", "", one["fontname"]) for one in chars[at : at + len(words)] if one["text"].strip()}


@pytest.mark.parametrize(
    ("words", "face"),
    [
        ("First draft of the plan", "gongwen-western-bold"),
        ("Decided:", "gongwen-western-bold"),
        ("that each aim be given one", "gongwen-western-bold"),
        ("nothing else", "gongwen-western-italic"),
        ("The Director introduced", "gongwen-western"),
        ("Board’s", "gongwen-western"),
        ("Support", "gongwen-western-bold"),
    ],
)
def test_english_has_bold_headings_and_labels_and_italic_emphasis(words: str, face: str) -> None:
    assert faces_of(document("en").pdf, words) == {face}


def test_a_chinese_page_has_latin_marks_between_latin_letters_and_chinese_ones_elsewhere() -> None:
    said = "会议听取了Board’s的报告，同意“先急后缓”，确定**reportgen**于2026–2029年完成。"
    pdf = document("zh", said).pdf
    assert faces_of(pdf, "’") == faces_of(pdf, "–") == {"gongwen-western"}
    assert len(faces_of(pdf, "“先急后缓”")) == 1
    assert faces_of(pdf, "“") == faces_of(pdf, "会") != {"gongwen-western"}
    assert faces_of(pdf, "reportgen") == {"gongwen-latin-bold"}


def test_a_title_in_english_has_marks_of_its_own() -> None:
    record = Minutes.model_validate(
        {"id": "plan", "kind": "minutes", "title": "The Mayor’s “Sister Cities” review", "start": "2026-03-12",
         "series": "board", "access": "public", "minutes": "approved", "lang": "en"}
    )  # fmt: skip
    series = {"id": "board", "title": "Library Board", "organisation": "St. Alban’s", "lang": "en"}
    pdf = printed(record, site={"languages": ["en"], "series": [series]})["plan"].pdf
    assert faces_of(pdf, "“") == faces_of(pdf, "”") == {"gongwen-western-marks-Bold"}
    assert faces_of(pdf, "’") <= {"gongwen-western-marks-Bold", "gongwen-western"}


def test_no_hyphen_is_put_into_what_somebody_may_type() -> None:
    sheets = register_pages.made(*register_pages.EVERYTHING, theme="gongwen", language="en")
    for sheet in (one for path, one in sheets.items() if path.endswith(".pdf") and path.startswith(("reg", "unit"))):
        with opened(_printed(sheet)) as found:
            words = "".join(page.extract_text() for page in found.pages).replace("\n", "")
        references = set(re.findall(r'class="(?:from )?reference">([^<]+)<', sheet))
        assert references
        assert [one for one in references if one not in words.replace(" ", "")] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_lines_with_strong_words_end_at_the_right_edge(language: str) -> None:
    said = (
        SAID
        if language == "en"
        else f"会议确定**reportgen 4.2**于**2026年4月30日**前完成{'，并于每月25日前报送照片' * 5}。"
    )
    with opened(document(language, said).pdf) as found:
        lines = lines_of(found.pages[0], 1)
    first = next(at for at, one in enumerate(lines) if one.text.startswith(("The Director", "会议确定")))
    assert [round(one.right, 1) for one in lines[first : first + 2]] == pytest.approx([LEFT + WIDTH] * 2, abs=0.3)


def test_words_and_dates_of_a_table_stay_whole_within_their_columns() -> None:
    with opened(document("en").pdf) as found:
        (sheet,) = [page for page in found.pages if page.width > page.height]
        words = {one["text"]: one for one in sheet.extract_words()}
        edges = sorted({round(line["x0"]) for line in [*sheet.rects, *sheet.lines] if line["height"] > 5})
    assert {"Supervisor", "November"} <= set(words)
    # A column ends before the next begins.
    assert words["2025"]["x1"] <= edges[-1]


@pytest.mark.parametrize("before", range(2, 7))
def test_a_table_of_four_rows_stays_on_one_page(before: int) -> None:
    said = "\n\n".join(["The Board noted it."] * before) + TABLE
    with opened(document("en", said).pdf) as found:
        texts = [page.extract_text() for page in found.pages]
    held = [sum(f"Branch {one} {one}00" in text for one in range(1, 5)) for text in texts]
    assert sorted(held)[-2:] == [0, 4]


def test_a_number_of_the_register_is_not_parted_and_supervisor_stands_on_one_line() -> None:
    sheet = register_pages.made(*register_pages.EVERYTHING, theme="gongwen", language="en")["register/register.pdf"]
    with opened(_printed(sheet)) as found:
        text = "\n".join(page.extract_text() for page in found.pages)
    assert "Supervisor" in text
    assert re.search(r"▲ overdue\b", text)
    assert re.search(r"\b\d{2,} days", text)
