"""Titles: where the heading of a part ends and its text begins, on one line (1. 抓排查。各镇要……) or on two."""

from __future__ import annotations

import re

from reportgen.text.columns import width
from reportgen.text.outline import sentence_starts

WIDEST_RUN_IN = 80
"""Columns of a heading with its text behind it on the line: 40 Han characters."""
WIDEST = 120
"""Columns of a heading on a line of its own."""
SECTIONS = frozenset({"壹、", "部分", "议题", "item", "一、", "I.", "（一）", "A.", ""})
"""Notations whose words are a heading where they could be one; "" is a heading of Markdown."""
RUN_IN = SECTIONS | {"1.", "（1）", "1）", "①", "(a)", "a)", "(i)"}
"""Notations whose first sentence is a heading where more follows on the line; after 一要 it is the text begun."""

_UNFINISHED = "，,、"
_SENTENCE_ENDS = "。；;."
_SHORTENED = re.compile(r"(?:\b(?:Nos?|Mr|Mrs|Ms|Dr|St|vs|etc|approx|Art|para|e\.g|i\.e)|\b[A-Z])\.$")


def cut_title(words: str, form: str, *, is_whole: bool, has_body: bool) -> tuple[str, str]:
    """Return the title of a part and its text; either may be empty.

    Args:
        words: what the label labels, its first paragraph.
        form: the notation of the label.
        is_whole: whether these are all words of the paragraph, with no points of their own behind them.
        has_body: whether what comes next belongs to the part.
    """
    first = words.partition("\n")[0]
    end = _first_end(first)
    if end and (rest := words[end:].strip()):
        return (words[:end].strip(), rest) if form in RUN_IN else ("", words)
    is_short = first == words and width(words) <= WIDEST
    if is_whole and is_short and words and _is_heading(words.rstrip("*"), form, has_body=has_body):
        return words, ""
    return "", words


def _first_end(line: str) -> int:
    """Return where the first sentence of a line ends, closing marks included; 0: it is too long for a heading."""
    for end, is_bold in sentence_starts(line[: WIDEST_RUN_IN + 1]):
        if not is_bold and not _SHORTENED.search(line[:end]) and not _is_clock(line, end):
            # Two letters take the room of one Han character and say far less: an English sentence is soon no heading.
            widest = WIDEST_RUN_IN if line[end - 1] != "." else WIDEST_RUN_IN // 2
            return end if width(line[:end]) <= widest else 0
    return 0


def _is_clock(line: str, end: int) -> bool:
    """Whether a colon stands in 8：30, not between a heading and its text."""
    return line[end - 1] in ":：" and line[max(0, end - 2) : end - 1].isdecimal() and line[end : end + 1].isdecimal()


def _is_heading(words: str, form: str, *, has_body: bool) -> bool:
    """Whether words alone on their line are a heading: no sentence, or the first words of a section with a body."""
    if words[-1:] in _UNFINISHED:
        return False
    if words[-1:] in _SENTENCE_ENDS:
        return form in SECTIONS and has_body and width(words) <= WIDEST_RUN_IN
    return form in SECTIONS or has_body
