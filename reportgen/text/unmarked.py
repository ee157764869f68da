"""Unmarked: words in which nothing is a mark of the dialect, which most of what is minuted is.

The parser takes half a millisecond to find nothing; one look at which characters there are is enough to know.
"""

from __future__ import annotations

import re

from reportgen.model.values import LONGEST_PROSE

MOST_LINES, MOST_BRACKETS = 1_000, 200
"""Where there are more, the limits of a text have to be looked at."""

_INSIDE = r"""[^\W_]|[，。、；：？！（）《》〈〉“”‘’「」『』【】…—–·×±−°％£€¥,.;:?/%'"()+-]| (?=\S)"""
_LINE = rf"(?!\d+\.)(?:[^\W_]|[“‘《（「『【])(?:{_INSIDE})*+"
_UNMARKED = re.compile(rf"(?!.*(?:--|\+\+|\"\")){_LINE}(?:\n+{_LINE})*+\n*+", re.DOTALL)
_BLANK = re.compile(r"\n{2,}")


def unmarked(text: str) -> tuple[str, ...] | None:
    """Return the paragraphs of a text without any mark, as typed; None: it may hold one, or be longer than allowed."""
    if len(text) > LONGEST_PROSE or not _UNMARKED.fullmatch(text):
        return None
    if text.count("\n") > MOST_LINES or text.count("(") + text.count(")") > MOST_BRACKETS:
        return None
    return tuple(_BLANK.split(text.rstrip("\n")))
