"""What holds for the text of every official document: the grid, filled lines, line ends, words as typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import accumulate

from reportgen.text.compose.together import Bond, bonds
from tests.page.measure import CELL, HEIGHT, LEFT, PITCH, TOP, WIDTH, Line, ink_of, lines_of, opened
from tests.page.official import Document, faces

NO_START = set("，。、；：？！）》」』〉】〕”’％%…·,.;:?!)]}")
NO_END = set("（《「『〈【〔“‘([{")


class SetLines(HTMLParser):
    """Reads the lines of all composed text of a page, paragraph by paragraph."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.paragraphs: list[list[str]] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            if self._open:
                self.paragraphs[-1].append("")
        elif self._open:
            self._open.append(tag)
        elif {"set", "ink"} & set((dict(attrs).get("class") or "").split()):
            self.paragraphs.append([""])
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            first, *others = data.split("\n")
            self.paragraphs[-1][-1] += first
            self.paragraphs[-1] += others


@dataclass(frozen=True)
class Paragraph:
    """A paragraph that was cut into lines, as its lines stand on paper."""

    words: str
    full: tuple[Line, ...]
    """All but the last, those of body size."""
    marker: str = ""
    """What the style sheet prints before its words: the number of an item."""


@dataclass(frozen=True)
class Measured:
    """The text of a document as it stands on paper."""

    pages: tuple[tuple[Line, ...], ...]
    """Lines of body size inside the text area of upright pages, page by page."""
    paragraphs: tuple[Paragraph, ...]
    lost: tuple[str, ...]
    """Lines the composer cut that are not on paper as they were cut."""
    names: Mapping[str, Bond]

    @property
    def full(self) -> tuple[Line, ...]:
        """The lines a paragraph goes on from: they end at the right edge."""
        return tuple(line for one in self.paragraphs for line in one.full)


def measured(document: Document) -> Measured:
    """Read a document off its paper, line by line, against how its paragraphs were cut."""
    with opened(document.pdf) as pdf:
        sheets = [(lines_of(page, page.page_number), page.height > page.width) for page in pdf.pages]
    on_paper: dict[str, list[Line]] = {}
    for line in (line for lines, _ in sheets for line in lines):
        on_paper.setdefault(_letters(line.text), []).append(line)
    paragraphs: list[Paragraph] = []
    lost: list[str] = []
    for paragraph in SetLines(document.html).paragraphs:
        full: list[Line] = []
        marker = ""
        for number, words in enumerate(paragraph, 1):
            # The items of a list have their numbers and dashes from the style sheet.
            behind = re.compile(rf"(\d+\.|（\d+）|\([a-z]\)|——|•){re.escape(_letters(words))}")
            found = on_paper.get(_letters(words), [])
            if not found:
                marked = next((one for one in map(behind.fullmatch, on_paper) if one and on_paper[one[0]]), None)
                marker, found = (marked[1], on_paper[marked[0]]) if marked else (marker, [])
            if not found:
                lost.append(words)
                continue
            line = found.pop(0)
            if number < len(paragraph) and is_of_body(line):
                full.append(line)
        paragraphs.append(Paragraph("".join(paragraph), tuple(full), marker))
    return Measured(
        tuple(tuple(filter(is_of_body, lines)) for lines, is_upright in sheets if is_upright),
        tuple(paragraphs),
        tuple(lost),
        document.names,
    )


def is_of_body(line: Line) -> bool:
    """Whether a line is set in the size of the text, within its area."""
    return abs(line.size - CELL) < 0.05 and TOP - 1 < line.baseline < TOP + HEIGHT + 1


def _letters(text: str) -> str:
    # Pictures have no letters: what a PDF says of an emoji differs from font to font.
    return re.sub(r"[\s\ufe0f\U00010000-\U0010ffff]", "", text)


def baselines(lines: tuple[Line, ...]) -> list[float]:
    """The baselines of a page, each once: faces sit a little higher or lower than one another on the same one."""
    found: list[float] = []
    for one in sorted(line.baseline for line in lines):
        if not found or one - found[-1] > 1:
            found.append(one)
    return found


def off_the_grid(pages: tuple[tuple[Line, ...], ...]) -> list[Line]:
    """Lines that stand on none of the 22 baselines of a page of text."""
    first = pages[1][0].baseline
    return [
        line for page in pages for line in page if abs((line.baseline - first + PITCH / 2) % PITCH - PITCH / 2) > 0.4
    ]


def short_of_the_edge(found: Measured) -> list[str]:
    """Full lines whose advance box does not end at the right edge."""
    return [line.text for line in found.full if abs(line.right - (LEFT + WIDTH)) > 0.3]


def squeezed(lines: Iterable[Line]) -> list[str]:
    """Full lines that hold less than 27 or more than 29 characters, with their indent."""
    # A space of a filled line is that of the Latin face, as it is where it stands alone.
    held = ((line, width(line.text.rstrip()) + _indent(line)) for line in lines)
    return [f"{cells:.2f} {line.text}" for line, cells in held if not 26.95 <= cells <= 29.05]


def avoidable(found: Measured) -> list[str]:
    """Those of them whose paragraph has a way to hold 27 to 29 everywhere, nothing parted that stays whole."""
    return [
        line
        for one in found.paragraphs
        if (lines := squeezed(one.full)) and can_hold_28(one, found.names)
        for line in lines
    ]


def can_hold_28(paragraph: Paragraph, names: Mapping[str, Bond]) -> bool:
    """Whether there is a way, looked for through all of them; what is near a limit does not count."""
    words, held = paragraph.words, bonds(paragraph.words, names)
    places = [at for at in range(1, len(words)) if _may_part(words[at - 1 : at + 1]) and held[at] < Bond.NAME]
    reached = {0}
    for at in places:
        if any(_is_filled(words[start:at], paragraph, start) for start in reached if start < at <= start + 60):
            reached.add(at)
    lasts = (words[start:].rstrip() for start in reached if start)
    return any(width(last) < 28 and sum(map(str.isalnum, last)) >= 4 for last in lasts)


def _may_part(pair: str) -> bool:
    before, after = pair
    # Nor does a dash begin a line, or dots: stricter than the standard.
    if after in " —…" or after in NO_START or before in NO_END:
        return False
    return before == " " or _is_han(before) or _is_han(after)


def _is_filled(words: str, paragraph: Paragraph, start: int) -> bool:
    """Whether some words fill a line with a character more or less than 28."""
    indent = _indent(paragraph.full[0 if not start else min(1, len(paragraph.full) - 1)])
    if not start:
        indent += width(paragraph.marker)
    han = sum(map(_is_han, words))
    return abs(width(words.rstrip()) + indent - 28) < min(0.95, 0.08 * (han - 4))


def _is_han(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF" and character not in "—…"


def _indent(line: Line) -> float:
    return (line.left - LEFT) / CELL


def width(words: str) -> float:
    """Width of words in characters, as the face of the text has them."""
    return sum(faces().advance(one, "fang") for one in words)


def wrong_ends(document: Document) -> list[str]:
    """Lines of a paragraph that begin or end with a mark that must not stand there; its first and last are as typed."""
    cut = SetLines(document.html).paragraphs
    starts = (line.strip() for paragraph in cut for line in paragraph[1:] if line.strip())
    ends = (line.strip() for paragraph in cut for line in paragraph[:-1] if line.strip())
    return [one for one in starts if one[0] in NO_START] + [one for one in ends if one[-1] in NO_END]


def parted(document: Document) -> list[str]:
    """Numbers, dates and masks that a line end parts."""
    found = []
    for paragraph in SetLines(document.html).paragraphs:
        held = bonds("".join(paragraph))
        for at in list(accumulate(map(len, paragraph)))[:-1]:
            if held[at] == Bond.UNIT:
                found.append("".join(paragraph)[max(0, at - 8) : at + 8])
    return found


def ink_outside(document: Document, page: int) -> list[float]:
    """How far ink stands outside the text area, where it is more than 1 mm; below it is the page number."""
    left, top, right, _ = ink_of(document.pdf, page)
    return [round(over, 2) for over in (LEFT - left, TOP - top, right - (LEFT + WIDTH)) if over > 1]


def words_on_paper(document: Document) -> str:
    """The text as it is copied out of the PDF: an end of a line stands where a line ends, page numbers left out."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(document.pdf)
    pages = (pdf[number].get_textpage().get_text_range() for number in range(len(pdf)))
    return re.sub(r"(?m)^— \d+ —$", "", "\n".join(pages).replace("\r", ""))


def is_on_paper(paragraph: str, words: str) -> bool:
    """Whether a paragraph is copied out as it was typed: nothing between its characters but ends of lines."""
    pattern = r"\n*".join(r"[ \n]" if one == " " else re.escape(one) for one in paragraph)
    return re.search(pattern, words) is not None
