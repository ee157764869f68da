"""The official page, measured on paper: the sample's speech, minutes and notice of meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from reportgen.formats.record import read_record
from reportgen.model.meeting import Minutes, Speech
from reportgen.text import markup
from tests.page.grid import (
    Measured,
    baselines,
    ink_outside,
    is_on_paper,
    measured,
    off_the_grid,
    parted,
    short_of_the_edge,
    squeezed,
    words_on_paper,
    wrong_ends,
)
from tests.page.measure import CELL, HEIGHT, LEFT, LINES, MM, TOP, WIDTH, lines_of, opened, red_ink_of, rules_of
from tests.page.official import SAMPLE, Document, of_the_sample

NUMBER = 14 / MM
"""Size of a page number: 4号 (14 pt)."""
DASH = NUMBER * 0.36
"""How far above its baseline the dash beside it stands, by its ink."""
SPEECH, MINUTES, NOTICE = "road-safety-speech-2026", "road-2026-03", "road-2026-07"
FILES = {
    SPEECH: "speeches/road-safety-speech-2026.yaml",
    MINUTES: "meetings/road-maintenance/road-2026-03.yaml",
    NOTICE: "meetings/road-maintenance/road-2026-07.yaml",
}


@pytest.fixture(scope="module", params=[SPEECH, MINUTES, NOTICE])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def document(name: str) -> Document:
    return of_the_sample(SPEECH, MINUTES, NOTICE)[name]


@pytest.fixture(scope="module")
def found(document: Document) -> Measured:
    return measured(document)


def test_nothing_is_wrong_with_it(document: Document) -> None:
    assert document.problems == ()


def test_every_line_stands_on_paper_as_it_was_cut(found: Measured) -> None:
    assert found.lost == ()
    assert len(found.full) > 20


def test_full_lines_end_at_the_right_edge(found: Measured) -> None:
    assert short_of_the_edge(found) == []


def test_full_lines_hold_28_characters_give_or_take_one(found: Measured) -> None:
    assert squeezed(found.full) == []


def test_no_line_end_parts_a_number_or_a_date(document: Document) -> None:
    assert parted(document) == []


def test_no_line_begins_or_ends_with_a_mark_that_must_not(document: Document) -> None:
    assert wrong_ends(document) == []


def test_no_page_has_more_than_22_lines(found: Measured) -> None:
    assert max(len(baselines(page)) for page in found.pages) <= LINES


def test_ink_stays_within_a_millimetre_of_the_text_area(document: Document) -> None:
    with opened(document.pdf) as pdf:
        # The rule of a table stands on the edge of its line, not of its words: a page that begins with one is higher.
        pages = [page.page_number for page in pdf.pages if page.height > page.width and begins_with_words(page)]
    assert len(pages) > 1
    assert {page: over for page in pages if (over := ink_outside(document, page))} == {}


def begins_with_words(page: Any) -> bool:
    return not any(one["top"] / MM < TOP for one in [*page.rects, *page.images, *page.lines])


def test_text_copied_out_of_it_has_the_words_of_the_record(name: str, document: Document) -> None:
    words = words_on_paper(document)
    path = SAMPLE / FILES[name]
    record = read_record(path.read_bytes(), f"{FILES[name].split('/')[0]}/{path.name}").record
    assert isinstance(record, Minutes | Speech)
    assert [one for one in paragraphs(record) if not is_on_paper(one, words)] == []


def paragraphs(record: Minutes | Speech) -> Iterator[str]:
    """The paragraphs of plain text a person typed: those with tables, pictures, links or marks are left out."""
    for text in texts(record):
        for paragraph in text.split("\n\n"):
            if not re.search(r"^[|!>#-]|\]\(|[`\\]", paragraph, re.MULTILINE):
                yield markup.to_plain(paragraph.strip())


def texts(record: Minutes | Speech) -> Iterator[str]:
    yield record.opening or ""
    yield record.closing or ""
    if isinstance(record, Speech):
        parts = list(record.parts)
        while parts:
            part = parts.pop()
            yield part.text or ""
            parts.extend(part.parts)
    else:
        yield from (item.discussion or "" for item in record.items() if item.discussion)
        yield from (one.text for item in record.items() for one in item.decisions)


def test_every_page_of_a_speech_between_the_first_and_the_last_has_22_lines() -> None:
    pages = measured(of_the_sample(SPEECH, MINUTES, NOTICE)[SPEECH]).pages
    # A heading goes with the text below it: where one would end a page it begins the next.
    begins = [not page[0].font.endswith("FandolFang") and "latin" not in page[0].font for page in pages]
    counts = [len(baselines(page)) for page in pages[1:-1]]
    assert [one for one, heading in zip(counts, begins[2:], strict=True) if not heading] != []
    assert [one for one, heading in zip(counts, begins[2:], strict=True) if one != LINES and not heading] == []
    assert min(counts) >= LINES - 2
    assert off_the_grid(pages) == []


def test_page_numbers_stand_7_mm_below_the_text_right_on_odd_pages_and_left_on_even_ones(document: Document) -> None:
    with opened(document.pdf) as pdf:
        for page in pdf.pages:
            if page.height < page.width:
                continue
            lines = lines_of(page, page.page_number)
            found = [one for one in lines if re.fullmatch(r"— \d+ —", one.text)]
            if not lines:
                # A blank page; the foot alone behind it has no number either.
                assert page.page_number == len(pdf.pages) - 1
                break
            (number,) = found
            odd = page.page_number % 2
            edge = LEFT + WIDTH - number.right if odd else number.left - LEFT
            assert edge == pytest.approx(NUMBER, abs=0.3)
            assert number.baseline - DASH - (TOP + HEIGHT) == pytest.approx(7, abs=0.5)
            assert number.size == pytest.approx(NUMBER, abs=0.01)


def test_a_number_on_a_sheet_across_stands_where_it_does_on_the_others() -> None:
    document = of_the_sample(SPEECH, MINUTES, NOTICE)[MINUTES]
    with opened(document.pdf) as pdf:
        across = [page for page in pdf.pages if page.height < page.width]
        assert len(across) > 1
        for page in across:
            number = [one for one in page.chars if not one["upright"]]
            assert sorted(one["text"] for one in number if one["text"] not in "— ") == sorted(str(page.page_number))
            # Bound with the others its left edge is the foot of the page: up there is right here.
            (baseline,) = {round(one["matrix"][4] / MM, 2) for one in number}
            assert (297 - TOP - HEIGHT) - (baseline + DASH) == pytest.approx(7, abs=0.5)
            before = min(one["top"] for one in number) / MM - LEFT
            behind = LEFT + WIDTH - max(one["bottom"] for one in number) / MM
            assert (behind if page.page_number % 2 else before) == pytest.approx(NUMBER, abs=0.3)


def test_the_red_mark_stands_35_mm_below_the_top_of_the_text_and_fits_it() -> None:
    left, top, right, _ = red_ink_of(of_the_sample(SPEECH, MINUTES, NOTICE)[MINUTES].pdf, 1)
    assert top - TOP == pytest.approx(35, abs=1)
    # The rule below it is as wide as the text.
    assert (left, right) == pytest.approx((LEFT, LEFT + WIDTH), abs=0.2)


def test_the_rules_of_the_foot_are_thick_outside_and_thin_between() -> None:
    document = of_the_sample(SPEECH, MINUTES, NOTICE)[MINUTES]
    with opened(document.pdf) as pdf:
        last = len(pdf.pages)
    rules = rules_of(document.pdf, last)
    assert [one.thickness for one in rules] == pytest.approx([0.35, 0.25, 0.35], abs=0.05)
    assert rules[-1].middle == pytest.approx(TOP + HEIGHT, abs=1)
    gaps = [below.middle - above.middle for above, below in pairwise(rules)]
    assert gaps == pytest.approx([24.3, 8.3], abs=0.2)


def test_a_cell_is_28th_of_the_width() -> None:
    lines = [one for page in measured(of_the_sample(SPEECH, MINUTES, NOTICE)[SPEECH]).pages for one in page]
    assert {round(one.size, 2) for one in lines} == {round(CELL, 2)}
