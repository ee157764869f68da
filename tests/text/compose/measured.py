"""What the tests of the composer share: faces of round numbers, and lines read back from HTML."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

ASCII_NARROW, SPACE = 0.5, 0.25
_SPAN = re.compile(r'<span class="hyphen">-</span>')
_TAG = re.compile(r"<[^>]*>")
_SPACED = re.compile(r"letter-spacing:(-?[\d.]+)em")


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


def lines_of(composed: str) -> list[SetLine]:
    """The lines of one composed paragraph, as words and as HTML."""
    inner = re.fullmatch(r'(?:<p class="set">)?<span class="ink">(.*)</span>(?:</p>)?', composed, re.DOTALL)
    assert inner, composed
    return [SetLine(words_of(line), line) for line in inner[1].split("<br>")]


def words_of(composed: str) -> str:
    """The words of HTML, without what a line end may add."""
    return html.unescape(_TAG.sub("", _SPAN.sub("", composed)))


def natural(words: str) -> float:
    """Width of words in round faces, white at the end not counted."""
    faces = RoundFaces()
    return sum(faces.advance(one, "fang") for one in words.rstrip(" \u3000\n") if not unicodedata.combining(one))


def filled(line: SetLine) -> float:
    """Width of a line with the white put after its Chinese characters, but the last one's."""
    width = natural(line.words)
    pieces = re.findall(r'<span style="letter-spacing:(-?[\d.]+)em">([^<]*)</span>', line.html)
    for white, words in pieces:
        width += float(white) * len(html.unescape(words))
    if pieces and _TAG.sub("", line.html).rstrip().endswith(html.unescape(pieces[-1][1])):
        width -= float(pieces[-1][0])
    return width
