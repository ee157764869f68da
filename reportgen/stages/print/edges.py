"""What stands past the edge of the text: words that no line could hold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from reportgen.model.diagnostic import Diagnostic
from reportgen.stages.print.engine import words_in_flow
from reportgen.stages.print.findings import MOST_OF_A_KIND, PAST_THE_EDGE, WORDS_AROUND

SLACK = 2 * 96 / 25.4
"""Pixels a word may stand past the edge without a word said: 2 mm."""


def past_the_edge(document: Any) -> Iterator[Diagnostic]:
    """Yield the words that run out of the text area to the right, the first of each page."""
    found = (one for page in enumerate(document.pages, 1) if (one := _first_past(*page)))
    yield from islice(found, MOST_OF_A_KIND)


def _first_past(number: int, page: Any) -> Diagnostic | None:
    sheet = page._page_box
    edge = sheet.content_box_x() + sheet.width + SLACK
    for box in words_in_flow(page):
        # White at the end of a line hangs over it unseen.
        if box.position_x + _seen(box) > edge:
            return PAST_THE_EDGE.at(None, words=box.text.strip()[: 2 * WORDS_AROUND], page=number)
    return None


def _seen(box: Any) -> float:
    """Return how wide the words of a box are, without white at their end."""
    text = box.text
    return float(box.width) * len(text.rstrip()) / len(text)
