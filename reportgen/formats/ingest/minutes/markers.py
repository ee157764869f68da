"""Markers: the numbers before entries of lists — which notation they are, and which number."""

from __future__ import annotations

import functools
import re

_HAN_DIGITS = "一二三四五六七八九十百零〇"


@functools.lru_cache(maxsize=4096)
def style_of(marker: str) -> str:
    """Return a marker with its number taken out: `1、` and `12、` are one style."""
    return re.sub(rf"\d+|[{_HAN_DIGITS}]+|(?<![a-zA-Z])[a-zA-Z](?=[.)])", "1", marker.strip().split("[")[0].strip())


_DIGITS = re.compile(r"\d+")
_COUNTED = "一二三四五六七八九十"


def number_of(marker: str) -> int | None:
    """Return the number in a marker; None: it has none."""
    if found := _DIGITS.search(marker):
        return int(found[0])
    digits = [one for one in marker if one in _COUNTED]
    if not digits:
        return None
    word = "".join(digits)
    if "十" not in word:
        return _COUNTED.index(word[-1]) + 1
    tens, _, ones = word.partition("十")
    return (_COUNTED.index(tens) + 1 if tens else 1) * 10 + (_COUNTED.index(ones) + 1 if ones else 0)
