"""Moments as people write them: 2024年9月30日, 20240919, July 08, 2019, 民國114年3月11日; 下午3点, 8:00am–9:00am PT."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

ROC = 1911
"""The year before the first of 民國. Source: the calendar of the Republic of China, year 1 is 1912."""
EARLIEST = 1900
LATEST = 2199
"""Years of meetings; other numbers of four digits are numbers."""


@dataclass(frozen=True, slots=True, order=True)
class FoundDate:
    """A date in a text."""

    start: int
    """Where it begins, in characters from 0."""
    end: int
    """Where it ends, the character after it."""
    date: dt.date
    is_sure: bool = True
    """False: day and month could be the other way round (7/8/2019), or the calendar was guessed (114/3/11)."""


@dataclass(frozen=True, slots=True)
class FoundTimes:
    """From when to when, in one day."""

    start: int
    end: int
    begins: dt.time
    ends: dt.time | None = None
    zone: str | None = None
    """An IANA name; None: none is said, or none that is known."""


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_HAN = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0, "元": 1}
_N = "[〇○零一二三四五六七八九十元]"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? +)?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_EDGE = r"(?<![\d.])"
_DATES = (
    (re.compile(rf"{_EDGE}(\d{{4}}) ?年 ?(\d{{1,2}}) ?月 ?(\d{{1,2}}) ?[日号號]?"), "ymd"),
    (re.compile(rf"({_N}{{4}})年({_N}{{1,3}})月({_N}{{1,3}})[日号號]?"), "han"),
    (re.compile(r"(?:民國|民国) ?(\d{2,3}) ?[年./-] ?(\d{1,2}) ?[月./-] ?(\d{1,2}) ?日?"), "roc"),
    (re.compile(rf"{_EDGE}(1\d\d)[年/](\d{{1,2}})[月/](\d{{1,2}})日?(?![\d/])"), "roc?"),
    (re.compile(rf"{_EDGE}(\d{{4}}) ?([-/.])(\d{{1,2}})\2 ?(\d{{1,2}})(?![\d.]\d|\d)"), "y-m-d"),
    (re.compile(rf"{_EDGE}(\d{{4}})[ _](\d{{2}})[ _](\d{{2}})(?!\d)"), "ymd"),
    (re.compile(r"(?<![A-Za-z\d])(\d{4})(\d{2})(\d{2})(?![A-Za-z\d@])"), "ymd"),
    (re.compile(rf"\b{_WEEKDAY}({MONTH}) *(\d{{1,2}}){_ORDINAL},? +(\d{{4}})\b", re.IGNORECASE), "mdy"),
    (re.compile(rf"\b{_WEEKDAY}(\d{{1,2}}){_ORDINAL}(?: of)?[ -]({MONTH}),?[ -](\d{{4}})\b", re.IGNORECASE), "dmy"),
    (re.compile(rf"{_EDGE}(\d{{4}})[ -]({MONTH})[ -](\d{{1,2}})\b", re.IGNORECASE), "ymd"),
    (re.compile(rf"{_EDGE}(\d{{1,2}})/(\d{{1,2}})/(\d{{4}})(?!\d)"), "slashes"),
    (re.compile(rf"{_EDGE}(?<!-)(\d{{1,2}})\.(\d{{1,2}})\.(\d{{4}})(?![\d.]\d|\d)"), "dmy"),
    (re.compile(rf"{_EDGE}(?<![-/])(\d{{1,2}})-(\d{{1,2}})-(\d{{4}})(?![\d-])"), "slashes"),
)
_DAY = re.compile(r"(?<!\d)(\d{1,2}) ?月 ?(\d{1,2}) ?[日号號]")
_DAY_EN = re.compile(rf"\b({MONTH}) +(\d{{1,2}}){_ORDINAL}\b(?!,? +\d{{4}})", re.IGNORECASE)


def plain_width(text: str) -> str:
    """Return a text with full-width digits, colons and slashes as plain ones; every character stays one character."""
    return "".join(
        unicodedata.normalize("NFKC", one) if "\uff01" <= one <= "\uff5e" and one not in "，（）" else one
        for one in text
    )


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Return the dates that stand in a text with their year, in the order of the text."""
    plain = plain_width(text) if not text.isascii() else text
    found: list[FoundDate] = []
    for pattern, order in _DATES:
        found += [
            one
            for match in pattern.finditer(plain)
            if (one := _date(match, order))
            and not any(one.start < other.end and other.start < one.end for other in found)
        ]
    return tuple(sorted(found))


def _date(match: re.Match[str], order: str) -> FoundDate | None:
    parts = [part for part in match.groups() if part not in {"-", "/", "."}]
    sure = order != "roc?"
    if order == "slashes":
        first, second = int(parts[0]), int(parts[1])
        # The day comes first where it cannot be a month; else as most of the web writes it, and a person looks.
        sure = first > 12 or second > 12 or first == second
        order = "dmy" if first > 12 else "mdy"
    year, month, day = _in_order([_number(part) for part in parts], order)
    if order.startswith("roc"):
        year += ROC
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return FoundDate(match.start(), match.end(), dt.date(year, month, day), sure)
    except ValueError:
        return None


def _in_order(numbers: list[int], order: str) -> tuple[int, int, int]:
    if order == "mdy":
        return numbers[2], numbers[0], numbers[1]
    return (numbers[2], numbers[1], numbers[0]) if order == "dmy" else (numbers[0], numbers[1], numbers[2])


def _number(word: str) -> int:
    """Return a number written in digits, as the name of a month, or in Chinese numerals (二〇二四, 三十一)."""
    if word.isdecimal():
        return int(word)
    if name := _MONTHS.get(word.lower().rstrip(".")):
        return name
    if "十" not in word:
        return int("".join(str(_HAN[one]) for one in word))
    tens, _, ones = word.partition("十")
    return (_HAN.get(tens, 1) if tens else 1) * 10 + (_HAN.get(ones, 0) if ones else 0)


def find_day(text: str) -> tuple[int, int] | None:
    """Return month and day where a text names them without a year: 3月5日, March 5."""
    plain = plain_width(text)
    if found := _DAY.search(plain):
        return _month_and_day(int(found[1]), int(found[2]))
    if found := _DAY_EN.search(plain):
        return _month_and_day(_number(found[1]), int(found[2]))
    return None


def _month_and_day(month: int, day: int) -> tuple[int, int] | None:
    try:
        # A leap year, so that 29 February can be read.
        dt.date(2000, month, day)
    except ValueError:
        return None
    return month, day


_HALF = r"上午|下午|晚上|早上|中午|凌晨|傍晚|晚间|晚"
_CLOCK = (
    rf"(?:(?P<half{{0}}>{_HALF}) *)?(?<!\d)(?P<hour{{0}}>\d{{{{1,2}}}})"
    r"(?:[:.](?P<minute{0}>\d{{2}})(?!\d)|[点时點時](?:(?P<han{0}>\d{{1,2}})分?|(?P<thirty{0}>半))?|(?=\s*[ap]\.?m\b))"
    r"(?:\s*(?P<ap{0}>[ap])\.?m\b\.?)?"
)
_ONE_TIME = re.compile(_CLOCK.format("1"), re.IGNORECASE)
_SPAN = re.compile(
    _CLOCK.format("1") + r"\s*(?P<zone1>[A-Z]{2,4})?\s*(?:-+|–|—+|~|～|to|至|到|until)\s*" + _CLOCK.format("2"),
    re.IGNORECASE,
)
_HOUR_BEFORE = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})\s*(?:-|–|—|to)\s*(?=\d{1,2}(?::\d{2})?\s*[ap]\.?m\b)", re.IGNORECASE
)
_MILITARY = re.compile(r"\bUTC\s*(\d{2})(\d{2})\b|\b(\d{2})(\d{2})\s*UTC\b")
_ZONES = (
    (
        re.compile(r"北京时间|北京時間|\bBeijing\b|\b(?:GMT|UTC) ?\+ ?0?8\b|\bCST\b(?=.*[\u4e00-\u9fff])"),
        "Asia/Shanghai",
    ),
    (re.compile(r"台北時間|臺北時間|台北时间"), "Asia/Taipei"),
    (re.compile(r"\b(?:US[ /]?)?Eastern\b|\bE[SD]?T\b"), "America/New_York"),
    (re.compile(r"\b(?:US[ /]?)?Pacific\b|\bP[SD]?T\b"), "America/Los_Angeles"),
    (re.compile(r"\b(?:US[ /]?)?Central\b|\bC[DS]T\b"), "America/Chicago"),
    (re.compile(r"\bMountain\b|\bM[SD]T\b"), "America/Denver"),
    (re.compile(r"\bCES?T\b"), "Europe/Berlin"),
    (re.compile(r"\bBST\b|\bLondon\b"), "Europe/London"),
    (re.compile(r"\b(?:GMT|UTC)\b(?! ?[+-]\d)"), "Etc/UTC"),
)
_ZONE_NAME = re.compile(r"\b(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Z][A-Za-z_]+\b")


_HAN_NUMBER = r"[一二三四五六七八九十两]{1,3}"
_HAN_CLOCK = re.compile(
    rf"(?:(?P<half>{_HALF}) *(?P<hour>{_HAN_NUMBER})[点时點時]"
    rf"|(?P<alone>{_HAN_NUMBER})[点點](?=[半整，,。；;]|{_HAN_NUMBER}分|$))"
    rf"(?:(?P<thirty>半)|(?P<minute>{_HAN_NUMBER})分)?"
)


def _han_clock(plain: str) -> FoundTimes | None:
    """Return the time that Chinese numerals tell: 晚上七点半, 上午九时三十分."""
    found = _HAN_CLOCK.search(plain)
    if found is None:
        return None
    hour = _number((found["hour"] or found["alone"]).replace("两", "二"))
    minute = 30 if found["thirty"] else _number(found["minute"].replace("两", "二")) if found["minute"] else 0
    afternoon = found["half"] in _AFTERNOON or (found["half"] == "中午" and hour < 11)
    begins = _clock(hour + 12 if afternoon and hour < 12 else hour, minute)
    return FoundTimes(found.start(), found.end(), begins, None, zone_in(plain, found.end())) if begins else None


_AFTERNOON = frozenset({"下午", "晚上", "傍晚", "晚间", "晚"})


def find_times(text: str) -> FoundTimes | None:
    """Return the first time of day in a text, with the end and the zone where they are said beside it.

    Of several clocks (“12PM US Eastern, UTC 1600”) the first is taken, with its own zone.
    """
    plain = plain_width(text)
    one, span = _ONE_TIME.search(plain), _SPAN.search(plain)
    if one is None:
        return _military(plain) or _han_clock(plain)
    if span and one.start() >= span.start():
        return _span(span, plain)
    begins = _time(one, "1", None)
    if begins is None:
        return None
    if before := _hour_before(one, plain):
        return _from_bare_hour(before, begins, one, plain)
    return FoundTimes(one.start(), one.end(), begins, None, zone_in(plain, one.end()))


def _military(plain: str) -> FoundTimes | None:
    found = _MILITARY.search(plain)
    if found is None:
        return None
    hour, minute = (int(part) for part in found.groups() if part)
    begins = _clock(hour, minute)
    return FoundTimes(found.start(), found.end(), begins, None, "Etc/UTC") if begins else None


def _hour_before(one: re.Match[str], plain: str) -> re.Match[str] | None:
    """Return “9-” before “10am”: the first hour of a span that only its second one spells out."""
    found = _HOUR_BEFORE.search(plain, max(0, one.start() - 12), len(plain))
    return found if found and found.end() == one.start() else None


def _from_bare_hour(before: re.Match[str], ends: dt.time, one: re.Match[str], plain: str) -> FoundTimes | None:
    hour = int(before["hour"]) % 12
    # 11-1pm begins in the morning, 2-4pm after noon.
    begins = _clock(hour + 12 if hour + 12 <= ends.hour else hour, 0)
    return FoundTimes(before.start(), one.end(), begins, ends, zone_in(plain, one.end())) if begins else None


def _span(span: re.Match[str], plain: str) -> FoundTimes | None:
    begins = _time(span, "1", span["ap2"])
    ends = _time(span, "2", None, half=span["half1"])
    if begins is None:
        return None
    return FoundTimes(span.start(), span.end(), begins, ends, zone_in(plain, span.end()))


def _time(found: re.Match[str], group: str, later: str | None, *, half: str | None = None) -> dt.time | None:
    hour = int(found[f"hour{group}"])
    minute = int(found[f"minute{group}"] or found[f"han{group}"] or 0) if not found[f"thirty{group}"] else 30
    own = found[f"half{group}"] or half
    mark = (found[f"ap{group}"] or later or "").lower()
    afternoon = mark == "p" or own in {"下午", "晚上", "傍晚", "晚间", "晚"} or (own == "中午" and hour < 11)
    if afternoon and hour < 12:
        hour += 12
    elif mark == "a" and hour == 12:
        hour = 0
    return _clock(hour, minute)


def _clock(hour: int, minute: int) -> dt.time | None:
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


def zone_in(text: str, after: int = 0) -> str | None:
    """Return the time zone a text names at or soon after a place, by its IANA name; None: none that is known."""
    near = text[max(0, after - 4) : after + 24]
    if found := _ZONE_NAME.search(near):
        return found[0]
    named = [(found.start(), zone) for pattern, zone in _ZONES if (found := pattern.search(near))]
    # Of two readings of one word the first in the table counts: CST beside Chinese is that of China.
    return min(named, key=lambda one: one[0])[1] if named else None


def dates_in_name(name: str) -> Iterator[dt.date]:
    """Yield the dates in the name of a file: 20240919_minutes.md, 2019-07-08.md."""
    for found in find_dates(name.rsplit("/", 1)[-1]):
        yield found.date
