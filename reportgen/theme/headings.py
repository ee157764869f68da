"""Headings: the contents list of an article, read off its headings, so that the two always agree."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from jinja2.filters import do_striptags

from reportgen.text.markup import Html

Listed = tuple[str, Html, str]
"""The level of a heading, 2 or 3, its anchor and its words."""


def headings(article: object) -> tuple[Listed, ...]:
    """Return the headings of the second and third level that can be linked to.

    A heading can be linked to that has an id, or stands at the head of a section that has one.

    Args:
        article: safe HTML.
    """
    return tuple(_listed(str(article)))


def _listed(article: str) -> Iterator[Listed]:
    for before, piece in pairwise(article.split("<h")):
        if piece[:2] not in {"2 ", "2>", "3 ", "3>"}:
            continue
        opening = piece.partition(">")[0]
        above = before.rstrip().rpartition("<")[2]
        anchored = opening if ' id="' in opening else above if above.startswith("section ") else ""
        if ' id="' in anchored:
            anchor = anchored.split(' id="')[1].partition('"')[0]
            yield piece[0], Html(anchor), do_striptags(Html(piece.partition(">")[2].partition("</h")[0]))
