"""Whole: what stays on one line of words that a browser or WeasyPrint breaks, and not the composer.

Both end a line of Chinese between any two characters; WeasyPrint, where any place will do, inside a number too.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping
from itertools import pairwise

from reportgen.text.compose.characters import NO_START
from reportgen.text.compose.runs import TAG
from reportgen.text.compose.together import Bond, bonds

WIDEST = 8.0
"""Ems up to which a number with what it counts, or a date, is kept on one line: a narrow cell has no more."""
LONGEST_ASIDE = 8
"""Characters of a pair of brackets that stays whole at the end of a paragraph, the brackets counted."""
_TOKEN = re.compile("(?<![0-9A-Za-z+])[A-Za-z][A-Za-z+]*[0-9]|(?<![0-9])[0-9]{1,2}[:：][0-9]{2}")
"""The letters before a number (X207线), and a time."""
_OPENED = re.compile("[（《〈“‘「『【]+[0-9A-Za-z]{1,12}")
"""An opening mark with the word behind it: where any place will do WeasyPrint ends a line between them."""
_ENTITY = re.compile(r"&#?\w{1,31};")
_SPACED = re.compile("[\u0021-\u024f\u2010-\u203a]+(?: [\u0021-\u024f\u2010-\u203a]+)+")
"""Latin words, more than one."""


def keep_whole(safe: str, *, count: int = 0, widest: float = WIDEST, names: Mapping[str, Bond] | None = None) -> str:
    """Return safe HTML with numbers, dates and names in spans of class nowrap; what stands in code or a span is left.

    Args:
        safe: Of one cell, or of any number of paragraphs.
        count: Characters of the end of a paragraph of Chinese to keep together, beside the marks behind them; a short
            pair of brackets at the end stays whole besides. Texts shorter than five times that, and ends of tags,
            entities or other words, are left as they are.
        widest: Ems that what is kept may have, about.
        names: Names the records give, each with how firmly it holds together.
    """
    pieces: list[str] = []
    apart = start = begun = 0
    for tag in (*TAG.finditer(safe), None):
        end, opened = (tag.start(), tag[0]) if tag else (len(safe), "")
        words = safe[start:end]
        if not apart:
            is_end = count and opened in {"", "</p>"} and _is_long(safe[begun:end], 5 * count)
            words = _in_spans(words, _held(words, count if is_end else 0, names), widest)
        pieces += [words, opened]
        apart += opened.startswith(("<code", "<pre", "<span")) - (opened in {"</code>", "</pre>", "</span>"})
        start = tag.end() if tag else end
        begun = start if opened in {"<p>", "</p>"} else begun
    return "".join(pieces)


def _is_long(safe: str, least: int) -> bool:
    return len(html.unescape(TAG.sub("", safe)).strip()) >= least


def _held(words: str, count: int, names: Mapping[str, Bond] | None) -> bytearray:
    """Return for every place in words between two tags whether a line may not end there, as `bonds` does."""
    # What stands for one character is no number: &#x27;
    shown = _ENTITY.sub(lambda found: "&" * len(found[0]), words)
    held = bonds(shown, names)
    for found in _TOKEN.finditer(shown):
        held[found.start() + 1 : found.end()] = b"\1" * (len(found[0]) - 1)
    last = _last(shown, held, count) if count else None
    beginning = [found.span() for found in _OPENED.finditer(shown)] + ([] if last is None else [(last, len(words))])
    for start, end in beginning:
        if all(held[start + 1 : end]):
            continue
        held[start + 1 : end] = b"\1" * (end - start - 1)
        # Of two pieces that touch one is held: a line may begin with these.
        for at in range(start - 1, 0, -1):
            if not held[at]:
                break
            held[at] = 0
    return held


def _last(words: str, held: bytearray, count: int) -> int | None:
    """Return where the end begins that is kept together: a short aside, or so many characters with marks behind."""
    aside = words.rfind("（")
    is_aside = words.endswith("）") and aside >= 0 and len(words) - aside <= LONGEST_ASIDE
    for start in (aside if is_aside else None, _start_of_last(words, held, count)):
        if start is not None and words[start] > "\u2e7f" and "&" not in words[start:]:
            return start
    return None


def _start_of_last(words: str, held: bytearray, count: int) -> int | None:
    """Return where the last characters begin: no letter loses its marks, no number what it counts."""
    start = len(words)
    while start and words[start - 1] in NO_START:
        start -= 1
    while start and (count > 0 or _is_mark(words[start]) or held[start]):
        start -= 1
        count -= not _is_mark(words[start])
    return None if count > 0 else start


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def _in_spans(words: str, held: bytearray, widest: float) -> str:
    """Return words between two tags with every piece that no line may part in a span.

    Of two pieces that touch only the first is held, unless both have room: WeasyPrint ends no line between two spans.
    Latin words have spaces that do not break instead: before a span lines of hyphenated words would end anywhere.
    """
    found: list[str] = []
    before = ""
    for start, end in pairwise((0, *(at for at in range(1, len(words)) if not held[at]), len(words))):
        piece = words[start:end]
        if end - start < 2 or _ems(piece) > widest:
            before = ""
        elif _SPACED.fullmatch(piece):
            piece, before = piece.replace(" ", "\u00a0"), ""
        elif before and _ems(before + piece) <= widest:
            found.pop()
            piece = before = before + piece
        else:
            before = "" if before else piece
        found.append(f'<span class="nowrap">{piece}</span>' if before else piece)
    return "".join(found)


def _ems(words: str) -> float:
    """Return about how wide words are, where no face is known; 29 September 2026 has 8 ems."""
    return sum(1.0 if one > "\u2e7f" else 0.47 for one in words)
