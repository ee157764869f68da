"""Language: dates, times, lists and names as Chinese and English documents print them.

zh is simplified Chinese of the mainland, en is British English. Babel is imported where a date is written out, not
before: it takes 30 ms, and help needs none of it.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Sequence

from reportgen.model.values import Moment

LOCALES = {"zh": "zh_Hans_CN", "en": "en_GB"}

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TWO_HAN = re.compile(rf"([{_HAN}])\s*([{_HAN}])")


@functools.lru_cache(maxsize=4096)
def _format(language: str, pattern: str, date: dt.date) -> str:
    from babel.dates import format_date

    return format_date(date, pattern, locale=LOCALES[language])


def long_date(date: dt.date, language: str) -> str:
    """Return a date in full: 2026年3月12日, 12 March 2026."""
    return _format(language, "y年M月d日" if language == "zh" else "d MMMM y", date)


def short_date(date: dt.date) -> str:
    """Return a date for tables, the same in every language: 2026-03-12."""
    return date.isoformat()


def time_of_day(time: dt.time) -> str:
    """Return a time as 14:30, in every language."""
    return f"{time:%H:%M}"


def moment(when: Moment, language: str) -> str:
    """Return a date with its time, where it has one: 2026年3月12日 14:30, 12 March 2026, 14:30."""
    date = long_date(when.date, language)
    if when.time is None:
        return date
    return f"{date}{' ' if language == 'zh' else ', '}{time_of_day(when.time)}"


def time_span(start: Moment, end: Moment | None, language: str) -> str:
    """Return from when to when, saying nothing twice: 2026年3月12日 14:30至16:10; several days are named.

    Chinese has no dash of half a character (GB/T 15834-2011, 4.13), so 至 stands between.
    """
    if end is None or end == start or (end.date == start.date and end.time is None):
        return moment(start, language)
    if end.date == start.date:
        ends = time_of_day(end.time) if end.time else ""
        dash = "至" if language == "zh" else "–" if start.time else " –"
        return f"{moment(start, language)}{dash}{ends}"
    if start.time or end.time:
        return f"{moment(start, language)}{'至' if language == 'zh' else ' – '}{moment(end, language)}"
    return _days(start.date, end.date, language)


def _days(first: dt.date, last: dt.date, language: str) -> str:
    same_year, same_month = first.year == last.year, (first.year, first.month) == (last.year, last.month)
    if language == "zh":
        pattern = "d日" if same_month else "M月d日" if same_year else "y年M月d日"
        return f"{long_date(first, 'zh')}至{_format('zh', pattern, last)}"
    pattern = "d" if same_month else "d MMMM" if same_year else "d MMMM y"
    return f"{_format('en', pattern, first)}{'–' if same_month else ' – '}{long_date(last, 'en')}"


def join_list(names: Sequence[str], language: str) -> str:
    """Return names as one list: 周明、李娜、何平; A, B and C."""
    if language == "zh":
        return "、".join(names)
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def aligned_name(name: str) -> str:
    """Return a Chinese name of two characters as wide as one of three (王　芳), any other as it is."""
    found = _TWO_HAN.fullmatch(name)
    return f"{found[1]}\u3000{found[2]}" if found else name
