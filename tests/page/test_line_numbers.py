"""What is not approved yet has the number of every fifth line beside it, on paper only, and no line moves for it."""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass

import pypdfium2
import pytest

from reportgen.environment import look_around
from reportgen.model.build import PrintJob
from reportgen.stages.plan import plan
from reportgen.stages.print import print_page
from reportgen.stages.render import render
from reportgen.stages.resolve import resolve
from reportgen.theme import Theme
from tests.page.measure import MM, opened
from tests.templates.briefing_pages import BARE, BARE_SPEECH, DAY, EARLIER, FULL, PICTURE, full, pages, record
from tests.templates.register_pages import content

LANGUAGES, PAPERS = ("zh", "en"), ("A4", "letter")
PLACE = '<p class="line-numbers" data-line-numbers aria-hidden="true">0</p>\n'
SAID = {
    "zh": "会议听取了排水情况，要求各单位在汛期以前把沟渠逐条查清，能修的马上修，一时修不了的要说明原因并报告期限。"
    * 9,
    "en": "The ditches along the road were walked and every one of them was found to hold water, leaves and stones. "
    * 9,
}
"""A paragraph of many lines, without a figure."""
EDGE = 24.0
"""Where the text begins, in millimetres."""


@dataclass(frozen=True)
class Sheet:
    """A printed page in two layers, in millimetres from its top left corner."""

    text: tuple[tuple[float, float, str], ...]
    """Baseline, left edge and character of all that is content, from top to bottom."""
    numbers: dict[int, tuple[float, float, float]]
    """Baseline, left and right edge of what stands left of the text, by its number, in the order it is drawn."""

    @property
    def lines(self) -> list[list[float]]:
        """The baselines of words, those of one line together: a label sits a little higher or lower than the text."""
        found: list[list[float]] = []
        for baseline, _, character in self.text:
            if character.strip() and found and baseline - found[-1][0] < 1:
                found[-1].append(baseline)
            elif character.strip():
                found.append([baseline])
        return found


@functools.cache
def printed(html: str) -> bytes:
    done = print_page(PrintJob(html, {PICTURE.uri: PICTURE.content} if PICTURE.uri in html else {}))
    assert done.pdf is not None, done.problems
    return done.pdf


def sheets(html: str) -> list[Sheet]:
    found = []
    with opened(printed(html)) as pdf:
        for page in pdf.pages:
            # The last number of the matrix of a character is its baseline, counted from the foot of the page.
            chars = [(one, (float(page.height) - one["matrix"][5]) / MM) for one in page.chars]
            text = [(at, one["x0"] / MM, one["text"]) for one, at in chars if one["tag"] != "Artifact"]
            beside = [(one, at) for one, at in chars if one["tag"] == "Artifact" and one["x1"] / MM < EDGE - 1]
            heads = (one for one in beside if one[0]["upright"])
            numbers = {
                int("".join(one["text"] for one, _ in drawn)): (at, drawn[0][0]["x0"] / MM, drawn[-1][0]["x1"] / MM)
                for at, drawn in ((at, list(group)) for at, group in itertools.groupby(heads, key=lambda one: one[1]))
            }
            found.append(Sheet(tuple(sorted(text)), numbers))
    return found


def speech(language: str, paper: str = "A4", state: str | None = "draft") -> str:
    part = {
        "label": "一、",
        "title": "排水" if language == "zh" else "Drains",
        "text": f"{SAID[language]}\n\n- 三处\n- 四处",
    }
    values = {**BARE_SPEECH, "minutes": state, "opening": SAID[language], "parts": [part] * 4}
    house = {"house": {"paper": paper}}
    return pages(record(values, language), language=language, site=house)["few-words"]


def is_one_of(baseline: float, own: list[float], within: float = 0.2) -> bool:
    return min(abs(baseline - one) for one in own) < within


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_counts_once_through_all_pages_and_every_fifth_has_its_number(language: str, paper: str) -> None:
    found = sheets(speech(language, paper))
    assert len(found) > 1
    counted = 0
    for sheet in found:
        lines = {counted + at: line for at, line in enumerate(sheet.lines, 1)}
        assert list(sheet.numbers) == [number for number in lines if number % 5 == 0]
        assert all(is_one_of(at, lines[number]) for number, (at, _, _) in sheet.numbers.items())
        counted += len(lines)
    assert counted > 60


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_stand_beside_a_line_of_full_minutes_clear_of_all_else(language: str, paper: str) -> None:
    house = {"paper": paper, "numbered-paragraphs": "yes"}
    discussed = {"title": "Roof", "discussion": "\n\n".join([SAID[language]] * 3)}
    values = {**FULL, "agenda": [*FULL["agenda"], discussed]}
    html = pages(record(EARLIER), record(values, language), language=language, site={"house": house})["works-2026-03"]
    found = sheets(html)
    assert len(re.findall("paragraph-number", html)) > 3
    printed = [number for sheet in found for number in sheet.numbers]
    assert printed == list(range(5, 5 * len(printed) + 5, 5))
    for sheet in found:
        # A label alone on its line (签发, and white for the hand) is set a little higher than its line.
        baselines = [line for line, _, _ in sheet.text]
        assert all(is_one_of(at, baselines, within=0.5) for at, _, _ in sheet.numbers.values())
        assert min(left for _, left, _ in sheet.text) > EDGE - 0.1
        # Clear of the holes of a folder, which reach to 15 mm, and of the text; all end at one edge.
        assert all(left > 15.5 and abs(right - 20) < 0.1 for _, left, right in sheet.numbers.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_moves_for_its_number(language: str) -> None:
    html = full(language, minutes="draft")
    assert PLACE in html
    without = sheets(html.replace(PLACE, ""))
    assert [sheet.text for sheet in sheets(html)] == [sheet.text for sheet in without]
    assert not any(sheet.numbers for sheet in without)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paragraph_is_copied_without_the_numbers_beside_it(language: str) -> None:
    copied = pypdfium2.PdfDocument(printed(speech(language)))[0].get_textpage().get_text_range()
    words, numbers = (re.sub(r"[\s\ufffe]", "", one) for one in re.split(r"(?=^5\s+10\s)", copied, flags=re.MULTILINE))
    # They come one after another, when all else of the text is read.
    assert re.sub(r"\s", "", SAID[language]) in words
    assert re.match("5101520", numbers)


@pytest.mark.parametrize(("state", "expected"), [("draft", True), ("review", True), ("approved", False), (None, False)])
def test_only_what_is_not_approved_has_numbers(state: str | None, expected: bool) -> None:
    assert (PLACE in full("en", minutes=state)) is expected
    html = speech("en", state=state)
    assert (PLACE in html) is expected
    assert any(sheet.numbers for sheet in sheets(html)) is expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_agenda_an_official_document_and_a_web_page_have_none(language: str) -> None:
    assert "data-line-numbers" not in full(language, minutes="draft", status="planned")
    official = pages(record({**BARE, "minutes": "draft"}, language), language=language, site={"theme": "gongwen"})
    assert "data-line-numbers" not in official["bare"]
    told = content({**BARE, "minutes": "draft", "lang": language}, languages=[language])
    web = plan(resolve(told, DAY), edition="full", outputs={"html"}).pages
    (page,) = [render(one, Theme()).html for one in web if one.path == "meetings/bare/index.html"]
    assert "data-line-numbers" not in page


def test_content_cannot_ask_for_numbers() -> None:
    html = pages(record({**BARE, "agenda": [{"title": "Roof", "discussion": PLACE * 2 + "\n\nLine.\n" * 9}]}))["bare"]
    assert "&lt;p class=" in html
    assert not any(sheet.numbers for sheet in sheets(html))


def beside(body: str) -> dict[int, float]:
    """The numbers of a page of 10 mm lines, by how many millimetres below the edge of the text they stand."""
    latin = look_around().faces["latin"].family
    style = (
        "<style>@page { size: 120mm 200mm; margin: 20mm 20mm 20mm 24mm } body, p, td { margin: 0; padding: 0 }"
        f'html {{ font: 10pt/10mm "{latin}" }}'
        ".n { position: fixed; left: -10mm; width: 6mm; text-align: right }</style>"
    )
    html = f'<html lang="en"><title>T</title>{style}<body><p class="n" data-line-numbers aria-hidden="true">0</p>{body}'
    ((sheet,),) = [sheets(html)]
    return {number: at for number, (at, _, _) in sheet.numbers.items()}


LINES = "<p>one<p>two<p>three<p>four<p>five<p>six<p>seven<p>eight<p>nine<p>ten"


@pytest.mark.parametrize(
    "aside",
    [
        "<p style='float: left; width: 15mm; font-size: 8pt'>Label",
        "<p style='float: right; width: 15mm; line-height: 4mm'>Note in some short lines",
        "<p style='position: absolute; right: 0; top: 13mm'>Note",
        "<p style='position: fixed; top: 3mm; font-size: 30pt; width: 100%'>Draft",
        "<p style='position: absolute; top: -12mm; width: 100%'>In the head",
    ],
)
def test_what_stands_beside_a_line_or_outside_the_text_is_no_line(aside: str) -> None:
    assert beside(aside + LINES) == pytest.approx(beside(LINES), abs=0.05)
    assert list(beside(LINES)) == [5, 10]


def test_of_lines_side_by_side_the_widest_column_counts() -> None:
    cell = '<td style="line-height: {}mm; width: {}mm; vertical-align: top">' + "x<br>" * 5 + "x"
    row = "<table style='border-spacing: 0; width: 76mm'><tr>" + cell.format(10, 50) + cell.format(6, 20) + "</table>"
    assert beside(row + LINES) == pytest.approx(beside("<p>x" * 6 + LINES), abs=0.05)


def test_where_the_widest_column_has_ended_the_lines_of_another_count() -> None:
    cells = '<td style="width: 50mm; vertical-align: top">wide<td style="line-height: 6mm">' + "narrow<br>" * 5
    row = f"<table style='border-spacing: 0; width: 76mm'><tr>{cells}</table>"
    # The first two of the narrow lines stand beside the wide one; the other three count.
    assert beside(row + LINES) == pytest.approx(beside("<p style='line-height: 7.5mm'>x" * 4 + LINES), abs=0.05)


def test_a_line_with_something_tall_or_small_in_it_is_one_line_and_one_without_words_is_none() -> None:
    tall = "<span style='display: inline-block; height: 18mm; width: 5mm'>in</span>"
    assert list(beside(f"<p>one<p>two {tall}<p>three<p>four <sup>a</sup> <sub>b</sub>")) == []
    assert list(beside("<p>one<p><br><p>&nbsp;<p style='height: 10mm'></p>" + "<p>more" * 3)) == []
    assert list(beside("<p>more" * 5)) == [5]
