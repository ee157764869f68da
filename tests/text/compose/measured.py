"""What the tests of the composer share: faces of round numbers, and lines read back from HTML."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from reportgen.text.compose import Advances, Measure, compose_blocks

ASCII_NARROW, SPACE = 0.5, 0.25
_SPACED = re.compile(r'<span style="letter-spacing:(-?[\d.]+)em">([^<]*)</span>')
_SOLID = re.compile(r'<span (?:class="solid"|style="display:inline-block[^"]*")>([^<]*)</span>')
_SET = re.compile(r'class="(?:[^"]* )?(?:set|ink)"')
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


def lines_of(composed: str) -> list[SetLine]:
    """The lines of one composed paragraph or title, as words and as HTML."""
    inner = re.fullmatch(r'<p class="set">(.*)</p>|<span class="ink">(.*)</span>', composed, re.DOTALL)
    assert inner, composed
    # A title has forced line ends.
    lines = (inner[1] or inner[2]).replace("<br>", "\n").split("\n")
    return [SetLine(words_of(line), line) for line in lines]


def words_of(composed: str) -> str:
    """The words of HTML, without what a line end may add."""
    words, elements = [], [""]
    for piece in _TAG.split(composed):
        if piece.startswith("</"):
            # A line may end elements that began in one before.
            elements = elements[:-1] or [""]
        elif piece.startswith("<") and not re.match("<(br|img|hr)", piece):
            elements.append(piece)
        elif not piece.startswith("<") and 'class="hyphen"' not in elements[-1]:
            is_set = any(_SET.search(one) for one in elements)
            words.append(html.unescape(piece.replace("\n", "") if is_set else piece))
    return "".join(words)


def natural(words: str) -> float:
    """Width of words in round faces, white at the end not counted."""
    faces = RoundFaces()
    return sum(faces.advance(one, "fang") for one in words.rstrip(" \u3000\n") if not unicodedata.combining(one))


def white_in(line: SetLine, room: float) -> float:
    """Ems the printer has to put after every character that takes white, but the last, so that a line fills a room."""
    apart, put = 0, 0.0
    for pattern in (_SPACED, _SOLID):
        for found in pattern.finditer(line.html):
            # White after the last character hangs over the edge.
            apart += len(words_of(found[0]))
            is_last = not words_of(line.html[found.end() :]).strip()
            put += float(found[1]) * (len(words_of(found[0])) - is_last) if pattern is _SPACED else 0.0
    left = room - natural(line.words) - put
    return left / max(1, len(line.words.rstrip()) - apart - 1) if abs(left) > 0.01 else 0.0
