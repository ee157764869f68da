"""How a document may be handled: its marking at head and foot of every page, and which copy it is."""

from __future__ import annotations

import io
import re
from typing import Any

import pdfplumber
import pytest

from reportgen.formats.yaml import read_document, validate
from reportgen.model.build import PrintJob
from reportgen.model.config import LONGEST_MARKING, SiteConfig
from reportgen.model.meeting import Minutes
from reportgen.stages.print import print_page
from tests.templates import register_pages, test_briefing_volume
from tests.templates.briefing_pages import BARE, BARE_SPEECH, FULL, PICTURE, PIXEL, Outline, full, pages, record

LANGUAGES = ("zh", "en")
MARKED = {**BARE, "issue": {"marking": "OFFICIAL: SENSITIVE"}}
LONG = {**MARKED, "opening": "\n\n".join(f"Paragraph {number} of a long opening." for number in range(90))}


def bands(html: str, head: float = 14, foot: float = 13.5) -> list[tuple[str, str]]:
    """What stands above and below all else on each printed page, in the bands of so many millimetres."""
    printed = print_page(PrintJob(html=html, assets={PICTURE.uri: PIXEL}))
    assert [one.code for one in printed.problems if one.code != "borrowed-font"] == []
    with pdfplumber.open(io.BytesIO(printed.pdf or b"")) as document:
        return [
            (
                page.crop((0, 0, page.width, head * 72 / 25.4)).extract_text(),
                page.crop((0, page.height - foot * 72 / 25.4, page.width, page.height)).extract_text(),
            )
            for page in document.pages
        ]


@pytest.mark.parametrize("paper", ["A4", "letter"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_marking_stands_at_head_and_foot_of_every_page(language: str, paper: str) -> None:
    html = pages(record(LONG, language), language=language, site={"house": {"paper": paper}})["bare"]
    found = bands(html)
    assert len(found) > 2
    assert found == [("OFFICIAL: SENSITIVE",) * 2] * len(found)


@pytest.mark.parametrize(("language", "expected"), [("zh", "内部资料"), ("en", "OFFICIAL")])
def test_the_house_marks_what_has_no_marking_of_its_own(language: str, expected: str) -> None:
    house = {"house": {"marking": {"zh": "内部资料", "en": "OFFICIAL"}}}
    made = pages(record(BARE), record(BARE_SPEECH), record({**MARKED, "id": "own"}), language=language, site=house)
    assert bands(made["bare"]) == [(expected, expected)]
    assert bands(made["few-words"]) == [(expected, expected)]
    assert bands(made["own"]) == [("OFFICIAL: SENSITIVE",) * 2]


def test_without_a_marking_nothing_stands_there() -> None:
    assert bands(pages(record(BARE))["bare"]) == [("", "")]
    assert "stamp" not in Outline(pages(record(BARE))["bare"]).words


@pytest.mark.parametrize("status", ["planned", "held"])
def test_the_web_page_says_it_too(status: str) -> None:
    site = register_pages.content({**register_pages.FIRST, "status": status, "issue": {"marking": "TLP:GREEN"}})
    for page in register_pages.planned(site):
        if page.record:
            html = register_pages.render(page, register_pages.Theme()).html
            assert html.count('<p class="stamp"><b>TLP:GREEN</b></p>') == 1


@pytest.mark.parametrize(
    ("issue", "language", "expected"),
    [
        ({"copy-number": 3, "copies": 12}, "en", "Copy 3 of 12"),
        ({"copy-number": 3, "copies": 12}, "zh", "份号3，共12份"),
        ({"copy-number": 3}, "en", "Copy 3"),
        ({"copy-number": 3, "marking": "RED"}, "zh", "RED 份号3"),
    ],
)
def test_a_numbered_copy_is_known_by_the_foot_of_every_page(
    issue: dict[str, Any], language: str, expected: str
) -> None:
    html = pages(record({**LONG, "issue": issue}, language), language=language)["bare"]
    assert {foot.replace("　", " ") for _, foot in bands(html)} == {expected}
    assert f"<b>{expected.rsplit('RED ', maxsplit=1)[-1]}</b>" in html


# What is made of several records

OPEN = {**test_briefing_volume.SECOND, "issue": {"marking": "TLP:GREEN"}}
CLOSED = {**test_briefing_volume.THIRD, "issue": {"marking": "TLP:AMBER"}}


def test_a_volume_bears_every_marking_of_what_it_compiles_and_each_chapter_its_own() -> None:
    html = test_briefing_volume.page(test_briefing_volume.briefing("en"), OPEN, CLOSED)
    found = bands(html)
    assert all(head == foot for head, foot in found)
    marks = [head for head, _ in found]
    assert marks[0] == "TLP:GREEN · TLP:AMBER" == marks[-1]
    assert list(dict.fromkeys(marks)) == ["TLP:GREEN · TLP:AMBER", "TLP:GREEN", "TLP:AMBER"]


def test_where_meetings_share_a_page_it_bears_the_markings_of_all() -> None:
    html = test_briefing_volume.page(test_briefing_volume.briefing("en", detail="decisions"), OPEN, CLOSED)
    assert {mark for pair in bands(html) for mark in pair} == {"TLP:GREEN · TLP:AMBER"}


def test_the_marking_of_a_volume_is_that_of_its_own_parts_and_of_chapters_without_one() -> None:
    volume = test_briefing_volume.briefing("en", issue={"marking": "TLP:RED"})
    unmarked = {**test_briefing_volume.THIRD, "issue": {}}
    marks = [head for head, _ in bands(test_briefing_volume.page(volume, OPEN, unmarked))]
    assert list(dict.fromkeys(marks)) == ["TLP:RED", "TLP:GREEN"]
    assert marks[-1] == "TLP:RED"


def test_a_chapter_without_a_marking_bears_none_among_others_that_have_one() -> None:
    unmarked = {**test_briefing_volume.THIRD, "issue": {}}
    html = test_briefing_volume.page(test_briefing_volume.briefing("en"), OPEN, unmarked)
    marks = [head for head, _ in bands(html)]
    assert list(dict.fromkeys(marks)) == ["TLP:GREEN", ""]
    assert marks[-1] == "TLP:GREEN"


def test_a_volume_without_markings_says_nothing_of_them() -> None:
    unmarked = ({**one, "issue": {}} for one in (test_briefing_volume.SECOND, test_briefing_volume.THIRD))
    html = test_briefing_volume.page(test_briefing_volume.briefing("en"), *unmarked)
    assert 'class="stamp"' not in html
    assert '<section class="chapter' in html
    assert re.findall(r"<section[^>]* data-marking", html) == []


def test_the_register_and_the_sheets_bear_the_markings_of_what_they_are_made_of() -> None:
    marked = {**register_pages.FIRST, "issue": {"marking": "TLP:AMBER"}}
    made = register_pages.made(marked, register_pages.BOARD, language="en", house={"marking": "OFFICIAL"})
    # Sorted by day of opening; the library board is marked by the house.
    assert bands(made["register/register.pdf"], 9, 8.5) == [("TLP:AMBER · OFFICIAL",) * 2]
    notices = {path: bands(html)[0][0] for path, html in made.items() if re.match(r"(units|people)/.*\.pdf", path)}
    assert notices.pop("people/wren/wren.pdf") == "OFFICIAL"
    assert set(notices.values()) == {"TLP:AMBER"}
    assert {one.count('<p class="stamp">') for path, one in made.items() if path.startswith("register/")} == {1}


# What is wrong

TOO_LONG = "STRICTLY " * 22 + "NO"


def test_a_marking_that_has_no_room_is_refused_at_its_line() -> None:
    text = f"kind: minutes\ntitle: t\nstart: 2026-04-01\nissue:\n  marking: {TOO_LONG}\n"
    made, (finding,) = validate(read_document(text.encode(), "meetings/x.yaml"), Minutes, id="x")
    assert made is None
    assert (finding.code, finding.span.line if finding.span else 0) == ("marking-too-long", 5)
    assert finding.message("en").startswith("a marking of 200 characters has no room at the head of a page, 60 are")
    assert finding.message("zh") == "标识有 200 个字符，页首放不下，上限为 60"


@pytest.mark.parametrize("typed", [f"marking: {TOO_LONG}", f"marking: {{zh: 内部, en: {TOO_LONG}}}"])
def test_a_marking_of_the_house_that_has_no_room_is_refused_at_its_line(typed: str) -> None:
    made, (finding,) = validate(read_document(f"title: t\nhouse:\n  {typed}\n".encode(), "site.yaml"), SiteConfig)
    assert made is None
    assert (finding.code, finding.span.line if finding.span else 0) == ("marking-too-long", 3)


@pytest.mark.parametrize("mark", ["机" * LONGEST_MARKING, "W" * LONGEST_MARKING, "WAY IN " * 8 + "DOWN"])
def test_the_longest_marking_stands_clear_of_what_is_around_it(mark: str) -> None:
    html = pages(record({**LONG, "issue": {"marking": mark}}))["bare"]
    for head, foot in bands(html):
        assert (re.sub(r"\s", "", head), re.sub(r"\s", "", foot)) == (re.sub(r"\s", "", mark),) * 2


@pytest.mark.parametrize("mark", ["</style><b>x", '"); } body { display: none', "{{ 7*7 }} %s \\A"])
def test_a_marking_is_words_and_nothing_else(mark: str) -> None:
    assert bands(pages(record({**BARE, "issue": {"marking": mark}}))["bare"]) == [(mark, mark)]


def test_the_full_record_is_marked() -> None:
    assert f'<p class="stamp"><b>{FULL["issue"]["marking"]}</b></p>' in full("en")
