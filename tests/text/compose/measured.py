"""What the tests of the composer share: faces of round numbers, and lines read back from HTML."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from reportgen.text.compose import Advances, Measure, compose_blocks
from reportgen.text.compose.typeset import white_of

ASCII_NARROW, SPACE = 0.5, 0.25
_INK = re.compile(r'<span class="ink(?: (in|out)-(\d+))?">')
_SPACED = re.compile(r'<span style="letter-spacing:(-?[\d.]+)em">([^<]*)</span>')
_SOLID = re.compile(r'<span (?:class="solid"|style="display:inline-block[^"]*")>([^<]*)</span>')
_TAG = re.compile(r"(<[^>]*>)")


def compose(html: str, measure: Measure, faces: Advances, **more: Any) -> str:
    """One paragraph by its words, as blocks are composed; as it is where it cannot be measured."""
    return compose_blocks(html if html.startswith("<p") else f"<p>{html}</p>", measure, faces, **more)


class RoundFaces:
    """A Chinese character is one em, a space a quarter, any other character half; a mark on a letter nothing."""

    def advance(self, text: str, role: str) -> float:
        if text == " ":
            return SPACE
        wide = unicodedata.east_asian_width(text[0])
        return 1.0 if wide in "WF" or (wide == "A" and not text[0].isalpha()) else ASCII_NARROW


@dataclass(frozen=True)
class SetLine:
    words: str
    html: str
    white: float = 0.0
    """Ems after every character."""


def lines_of(composed: str) -> list[SetLine]:
    """The lines of one composed paragraph, as words and as HTML."""
    inner = re.fullmatch(r'(?:<p class="set">)?(<span class="ink.*</span>)(?:</p>)?', composed, re.DOTALL)
    assert inner, composed
    _, *spans = _INK.split(inner[1])
    found: list[SetLine] = []
    while spans:
        sign, step, words, *spans = spans
        white = white_of(int(step or 0) * (1 if sign == "out" else -1))
        # A newline that ends a span begins a line in the next; a title has forced line ends.
        words = words.removesuffix("</span>").removesuffix("\n" if spans else "").replace("<br>", "\n")
        found += [SetLine(words_of(line), line, white) for line in words.split("\n")]
    return found


def words_of(composed: str) -> str:
    """The words of HTML, without what a line end may add."""
    words, elements = [], [""]
    for piece in _TAG.split(composed):
        if piece.startswith("</"):
            elements.pop()
        elif piece.startswith("<") and not re.match("<(br|img|hr)", piece):
            elements.append(piece)
        elif not piece.startswith("<") and 'class="hyphen"' not in elements[-1]:
            is_set = any("ink" in one for one in elements)
            words.append(html.unescape(piece.replace("\n", "") if is_set else piece))
    return "".join(words)


def natural(words: str) -> float:
    """Width of words in round faces, white at the end not counted."""
    faces = RoundFaces()
    return sum(faces.advance(one, "fang") for one in words.rstrip(" \u3000\n") if not unicodedata.combining(one))


def filled(line: SetLine) -> float:
    """Width of a line with the white put after its characters, but the last one's."""
    whites = [line.white] * len(line.words)
    for pattern in (_SPACED, _SOLID):
        for found in pattern.finditer(line.html):
            start = len(words_of(line.html[: found.start()]))
            white = float(found[1]) if pattern is _SPACED else 0.0
            count = len(words_of(found[0]))
            whites[start : start + count] = [white] * count
    return natural(line.words) + sum(whites[: len(line.words.rstrip()) - 1])
