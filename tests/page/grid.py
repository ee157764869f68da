"""What holds for the text of every official document: the grid, filled lines, line ends, words as typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise

from tests.page.measure import CELL, HEIGHT, LEFT, LINES, PITCH, TOP, WIDTH, Line, ink_of, lines_of, opened
from tests.page.official import Document, faces

NO_START = set("，。、；：？！）》」』〉】〕”’％%…·,.;:?!)]}")
NO_END = set("（《「『〈【〔“‘([{")
FIRST_BASELINE = TOP + CELL * 0.855
"""Of the line that fills the top edge: the ink of a character ends a little below its baseline."""


@dataclass(frozen=True)
class SetLine:
    """A line as the composer cut it."""

    words: str
    is_last: bool
    """Of its paragraph."""
    first: bool


class SetLines(HTMLParser):
    """Reads the lines of all composed paragraphs of a page, in order; those of the head and of tables have none."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.paragraphs: list[list[str]] = []
        self._ink = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "span" and (dict(attrs).get("class") or "") == "ink":
            self._ink = 1
            self.paragraphs.append([""])
        elif self._ink and tag == "br":
            self.paragraphs[-1].append("")
        elif self._ink and tag == "span":
            self._ink += 1

    def handle_endtag(self, tag: str) -> None:
        if self._ink and tag == "span":
            self._ink -= 1

    def handle_data(self, data: str) -> None:
        if self._ink:
            self.paragraphs[-1][-1] += data


@dataclass(frozen=True)
class Measured:
    """The text of a document as it stands on paper."""

    pages: tuple[tuple[Line, ...], ...]
    """Lines of body size inside the text area of upright pages, page by page."""
    full: tuple[Line, ...]
    """Those that a paragraph goes on from: they end at the right edge."""
    unfound: tuple[str, ...]
    """Lines the composer cut that are not on paper as they were cut."""


def measured(document: Document) -> Measured:
    """Read a document off its paper, line by line, against how its paragraphs were cut."""
    with opened(document.pdf) as pdf:
        pages = tuple(tuple(_of_text(lines_of(page, page.page_number))) for page in pdf.pages if page.height > page.width)
    on_paper: dict[str, list[Line]] = {}
    for line in (line for page in pages for line in page):
        on_paper.setdefault(_letters(line.text), []).append(line)
    full: list[Line] = []
    unfound: list[str] = []
    for paragraph in SetLines(document.html).paragraphs:
        for words in paragraph:
            found = on_paper.get(_letters(words))
            if not found:
                unfound.append(words)
            elif words is not paragraph[-1]:
                full.append(found[0])
            if found:
                del found[0]
    return Measured(pages, tuple(full), tuple(unfound))


def _of_text(lines: list[Line]) -> list[Line]:
    return [one for one in lines if abs(one.size - CELL) < 0.05 and TOP - 1 < one.baseline < TOP + HEIGHT + 1]


def _letters(text: str) -> str:
    return re.sub(r"\s", "", text)


def off_the_grid(found: Measured) -> list[Line]:
    """Lines whose baseline is not one of the 22 of the page."""
    return [
        line
        for page in found.pages
        for line in page
        if abs((line.baseline - FIRST_BASELINE) / PITCH - round((line.baseline - FIRST_BASELINE) / PITCH)) * PITCH > 0.25
    ]


def short_of_the_edge(found: Measured) -> list[Line]:
    """Full lines whose advance box does not end at the right edge."""
    return [line for line in found.full if abs(line.right - (LEFT + WIDTH)) > 0.3]


def natural_cells(line: Line) -> float:
    """How many characters wide a line would be unsqueezed, with its indent."""
    return faces().advance(line.text.replace("\u3000", "　"), "fang") + (line.left - LEFT) / CELL


def wrong_ends(found: Measured) -> list[str]:
    """Lines that begin or end with a mark that must not stand there."""
    lines = [line.text.strip() for page in found.pages for line in page if line.text.strip()]
    bad = [text for text in lines if text[0] in NO_START]
    ends = [line.text.strip() for line in found.full]
    return bad + [text for text in ends if text[-1] in NO_END]


def overfull_pages(found: Measured) -> list[int]:
    """How many lines stand on pages that have more than the standard's."""
    return [len({one.baseline for one in page}) for page in found.pages if len({one.baseline for one in page}) > LINES]


def full_pages(found: Measured) -> list[int]:
    """How many lines stand on each page of text between the first and the last."""
    return [len({one.baseline for one in page}) for page in found.pages[1:-1]]


def ink_outside(document: Document, page: int) -> list[float]:
    """How far ink of the text stands outside its area, by more than 1 mm; the page number is outside by right."""
    left, top, right, _ = ink_of(document.pdf, page)
    over = (LEFT - left, TOP - top, right - (LEFT + WIDTH))
    return [round(one, 2) for one in over if one > 1]


def steps(found: Measured) -> list[float]:
    """The distances between baselines that follow one another on a page, in lines."""
    return [
        (after.baseline - before.baseline) / PITCH
        for page in found.pages
        for before, after in pairwise(page)
        if after.baseline != before.baseline
    ]
