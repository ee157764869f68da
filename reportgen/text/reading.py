"""Reading: how long words take to read, the shorter form of a long text, and the order of names in an index."""

from __future__ import annotations

import re
import unicodedata

CHARACTERS_A_MINUTE = 400
"""Chinese characters, marks of punctuation included."""
WORDS_A_MINUTE = 220
"""Words between spaces; numbers and Latin words in a Chinese text count as these too."""

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_READ_ALONE = re.compile(rf"[{_HAN}\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff60“”‘’…—]")
_ENDS = re.compile(r"[。！？；](?![”’」』）》])|[.!?;](?=\s)")


def reading_minutes(words: str) -> float:
    """Return how many minutes it takes to read plain words."""
    alone = len(_READ_ALONE.findall(words))
    together = len(_READ_ALONE.sub(" ", words).split())
    return alone / CHARACTERS_A_MINUTE + together / WORDS_A_MINUTE


def shortened(words: str, minutes: float) -> str:
    """Return plain words that take no longer than some minutes; what was cut ends with an ellipsis.

    It is cut behind the last sentence that fits, else behind the last word.
    """
    if reading_minutes(words) <= minutes:
        return words
    # The number of characters that fit is found by halving: reading time only grows with length.
    short, long = 0, len(words)
    while long - short > 1:
        middle = (short + long) // 2
        short, long = (middle, long) if reading_minutes(words[:middle]) <= minutes else (short, middle)
    fits = words[:short]
    sentences = list(_ENDS.finditer(fits))
    if sentences:
        fits = fits[: sentences[-1].end()]
    elif short < len(words) and _is_latin(words[short]) and fits and _is_latin(fits[-1]):
        fits = fits.rpartition(" ")[0] or fits
    return f"{fits.rstrip()}{'……' if _READ_ALONE.search(words) else ' …'}"


def _is_latin(character: str) -> bool:
    return character.isalnum() and not _READ_ALONE.match(character)


def index_order(name: str) -> tuple[bool, bytes]:
    """Return the key by which names stand in an index: Latin ones by letter, then Chinese ones by pinyin.

    The common characters of GB 18030 are in the order of their pinyin; rare ones follow by radical.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    plain = "".join(one for one in unicodedata.normalize("NFD", folded) if not unicodedata.combining(one))
    return not plain[:1].isascii(), plain.encode("gb18030", "replace")
