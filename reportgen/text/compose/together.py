"""Together: what a line never parts: numbers and what they count, dates, numbers of documents, masks, names."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from enum import IntEnum
from itertools import chain

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_DIGITS = "[0-9０-９]"
# Bounded, and never begun inside digits: a page of digits is read once.
_THOUSANDS = rf"(?<![A-Za-z.]){_DIGITS}{{1,3}}+(?:，{_DIGITS}{{3}}+(?!{_DIGITS})){{1,5}}"
"""1，630; other commas part the numbers of a list."""
_FIGURE = rf"(?<!{_DIGITS})(?:{_THOUSANDS}|{_DIGITS}{{1,18}}+(?:[.,:：/．]{_DIGITS}{{1,18}}+){{0,6}}+)"
_NUMBER = rf"{_FIGURE}(?:[-—–～~至]{{1,2}}{_FIGURE})?"
_COUNTED = (
    "个工作日|工作日|个小时|小时|分钟|秒钟|个月|周年|年度|季度|月份|世纪|"
    "平方公里|平方千米|平方米|立方米|平方厘米|公里|千米|厘米|毫米|公顷|公斤|千克|毫克|毫升|千瓦时|千瓦|兆瓦|"
    "美元|欧元|人次|车次|班次|户次|百分点|个百分点|摄氏度|余[个名户家人件处项次]?|多[个名户家人件处项次]?"
)
_LATIN_UNIT = (
    "(?!(?:a|an|and|as|at|by|for|in|is|it|of|on|or|the|to|was|were)(?![A-Za-z]))[A-Za-zµμ°Ω]{1,4}[²³]?(?![A-Za-z])"
)
"""What a number may count by in Latin letters; 1 in 12 counts by no in."""
_ROUND = "[十百千万亿兆]{0,2}"
_UNIT = f"(?![前后内外至到及和与或而的是为由])[{_HAN}]"
"""Any Chinese character a number may count by; 14:30前 is no number of 前."""
_NUMERAL = "[0-9０-９〇一二三四五六七八九十百千]"
_PART_OF_DAY = "(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚)"
_WHOLE = re.compile(
    # Looked for at few places: what begins with any Chinese character is found by `_MASKED`.
    "(?=[凌清早上中下傍晚0-9０-９〇零一二三四五六七八九十第〔\\[（(【±+\\-−约近超逾￥¥$€£A-Z])(?:"
    + "|".join(
        (
            rf"[〔\[（(【]{_DIGITS}{{4}}[〕\]）)】] ?(?:第 ?)?{_DIGITS}+ ?[号期]",
            rf"(?:{_DIGITS}{{4}} ?年 ?)?{_DIGITS}{{1,2}} ?月 ?(?:{_DIGITS}{{1,2}} ?[日号]|[初底末]|[上中下]旬)?",
            r"[〇零一二三四五六七八九]{4}年|[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日",
            rf"第 ?{_NUMERAL}{{1,6}} ?[{_HAN}]?",
            rf"(?:{_PART_OF_DAY} ?)?{_DIGITS}{{1,2}} ?[时点] ?(?:{_DIGITS}{{1,2}} ?分|半|整)?",
            rf"{_PART_OF_DAY} ?{_DIGITS}{{1,2}}[:：]{_DIGITS}{{2}}(?!{_DIGITS})",
            rf"[±+\-−约近超逾]?{_NUMBER} ?(?:[%％‰℃]|{_ROUND}(?:{_COUNTED}|{_UNIT})|{_LATIN_UNIT})",
            # Of a vote: 4 for, 1 against.
            rf"{_DIGITS}{{1,4}} for(?![A-Za-z ])",
            rf"[￥¥$€£] ?{_NUMBER}{_ROUND}元?",
            rf"[A-Z]{{1,3}}{_DIGITS}{{1,9}}+\+{_DIGITS}{{1,9}}+(?:\.{_DIGITS}{{1,9}}+)?",
        )
    )
    + ")"
)
_ENGLISH_DATE = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9]{1,2}(?:st|nd|rd|th)? )?"
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)(?![A-Za-z])(?: [0-9]{1,2},)?(?: [0-9]{4}(?![0-9]))?"
)
_MASKS = re.compile("[×＊○*某\u3000]")
_MASKED = re.compile(
    # Of a masked name two marks are what is given, three the whole: 周××, but 联系人 ×××.
    rf"(?:[×＊○]{{3,}}|[{_HAN}]?[×＊○]{{2}}(?![×＊○])|[*]{{2,}}|[{_HAN}]某{{1,2}})[号]?"
    rf"|(?<![{_HAN}])[{_HAN}]\u3000[{_HAN}](?![{_HAN}])"
)


class Bond(IntEnum):
    """How firmly two characters hold together; the firmer is parted later."""

    NONE = 0
    BODY = 1
    """The short name of a body, 县财政局."""
    NAME = 2
    """The name of a person, 周明."""
    UNIT = 3
    """A number with what it counts, a date, a mask; also what a page marks with the class nowrap."""


def bonds(text: str, names: Mapping[str, Bond] | None = None) -> bytearray:
    """Return for every place in a text, 0 before the first character, how firmly it holds together there.

    Args:
        text: One paragraph.
        names: Names the records give, each with how firmly it holds together.
    """
    held = bytearray(len(text) + 1)
    for start, end, bond in _names_in(text, names or {}):
        held[start + 1 : end] = bytes([bond]) * (end - start - 1)
    for found in chain(
        _WHOLE.finditer(text), _ENGLISH_DATE.finditer(text), _MASKED.finditer(text) if _MASKS.search(text) else ()
    ):
        held[found.start() + 1 : found.end()] = bytes([Bond.UNIT]) * (len(found[0]) - 1)
    return held


def _names_in(text: str, names: Mapping[str, Bond]) -> Iterator[tuple[int, int, Bond]]:
    """Yield where names stand, first and after last; in a text of any number of them each place is looked at once."""
    first, by_start = _by_start(tuple(names))
    for found in first.finditer(text):
        for name in by_start[found[0]]:
            if text.startswith(name, found.start()):
                yield found.start(), found.start() + len(name), names[name]
                break


@functools.lru_cache(maxsize=16)
def _by_start(names: tuple[str, ...]) -> tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]:
    """Return what finds the first characters of names, and the names by them, the longest first."""
    by_start: dict[str, list[str]] = {}
    for name in sorted({name for name in names if len(name) > 1}, key=lambda name: (-len(name), name)):
        by_start.setdefault(name[0], []).append(name)
    # Of no names there is no first character.
    pattern = f"[{re.escape(''.join(by_start))}]" if by_start else "(?!)"
    return re.compile(pattern), {first: tuple(found) for first, found in by_start.items()}
