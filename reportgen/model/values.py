"""The values a person types, as types: words, ids, dates, times, yes and no.

Every scalar arrives as text (see `formats.yaml`), so `14:30`, `010` and `no` are what was typed; these types
say what the text must look like and turn it into a value, or raise `WrongValue` with the words to show.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import zoneinfo
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, WithJsonSchema

from reportgen.model.diagnostic import WrongValue, error

LONGEST_LINE = 2_000
"""Characters of a one-line text: a title, a name, a place."""
LONGEST_PROSE = 20_000
"""Characters of one Markdown field; Python-Markdown is quadratic beyond."""

NOT_TEXT = error(
    "not-text",
    en="a text is expected here, not {found}",
    zh="这里应当是文字，而不是{found_zh}",
    hint_en="write the words after the key; quote them if they hold `: ` or start with `[` or `{{`",
    hint_zh="把文字写在键的后面；含有“: ”或以 [、{{ 开头时请加引号",
)
TEXT_TOO_LONG = error(
    "text-too-long",
    en="this text has {length} characters, {limit} are allowed",
    zh="这段文字有 {length} 个字符，上限为 {limit}",
    hint_en="split it into several fields, or attach the document as a paper",
    hint_zh="请分成几段，或作为附件",
)
EMPTY_TEXT = error(
    "empty-text",
    en="there are no words here",
    zh="这里没有文字",
    hint_en="write them, or take the key out",
    hint_zh="请填写，或删去这个键",
)
BAD_ID = error(
    "bad-id",
    en="“{value}” is not an id",
    zh="“{value}”不能作编号",
    hint_en="use a–z, 0–9 and hyphens, at most 64 characters, such as `a1` or `culverts`",
    hint_zh="只用小写字母、数字和连字符，不超过 64 个，例如 `a1`、`culverts`",
)
RESERVED_ID = error(
    "reserved-id",
    en="Windows keeps the name “{value}” for a device",
    zh="“{value}”是 Windows 的保留名称",
    hint_en="choose another id, such as `a1` or `culverts`",
    hint_zh="请换一个编号，例如 `a1`、`culverts`",
)
BAD_REFERENCE = error(
    "bad-reference",
    en="“{value}” is not a reference",
    zh="“{value}”不是引用",
    hint_en="write record/id, such as `works-safety-2026-02/a3`",
    hint_zh="写成“记录/编号”，例如 `works-safety-2026-02/a3`",
)
BAD_DATE = error(
    "bad-date",
    en="“{value}” is not a date",
    zh="“{value}”不是日期",
    hint_en="write it as {example}",
    hint_zh="写成 {example}",
)
NO_SUCH_DATE = error(
    "no-such-date",
    en="there is no {value} in the calendar",
    zh="日历上没有 {value} 这一天",
    hint_en="check the day: that month has {days} days",
    hint_zh="请核对日期：这个月只有 {days} 天",
)
BAD_TIME = error(
    "bad-time",
    en="“{value}” is not a time of day",
    zh="“{value}”不是时刻",
    hint_en="write it as 14:30",
    hint_zh="写成 14:30",
)
BAD_MOMENT = error(
    "bad-moment",
    en="“{value}” is not a date and time",
    zh="“{value}”不是日期和时间",
    hint_en="write it as 2026-03-12 14:30, or the date alone",
    hint_zh="写成 2026-03-12 14:30，或只写日期",
)
BAD_NUMBER = error(
    "bad-number",
    en="“{value}” is not a whole number",
    zh="“{value}”不是整数",
    hint_en="write digits only, at most 9",
    hint_zh="只写数字，不超过 9 位",
)
BAD_ANSWER = error(
    "bad-answer",
    en="“{value}” is neither yes nor no",
    zh="“{value}”不是 yes 或 no",
    hint_en="write `yes` or `no`",
    hint_zh="写 `yes` 或 `no`",
)
BAD_LINK = error(
    "bad-link",
    en="“{value}” is not a link that can be printed",
    zh="“{value}”不是可用的链接",
    hint_en="links begin with https://, http:// or mailto:",
    hint_zh="链接以 https://、http:// 或 mailto: 开头",
)
BAD_ASSET = error(
    "bad-asset",
    en="“{value}” is not a file below assets/",
    zh="“{value}”不是 assets/ 下的文件",
    hint_en="put the file into the folder assets/ and write its path, such as `assets/plan.pdf`",
    hint_zh="把文件放进 assets/ 文件夹并写出路径，例如 `assets/plan.pdf`",
)
BAD_ZONE = error(
    "bad-zone",
    en="“{value}” is not a time zone",
    zh="“{value}”不是时区",
    hint_en="use a name of the IANA list, such as `Asia/Shanghai` or `Europe/London`",
    hint_zh="使用 IANA 时区名，例如 `Asia/Shanghai`",
)

_FOUND = {
    dict: ("a set of keys", "一组键值"),
    list: ("a list", "列表"),
    type(None): ("nothing", "空白"),
}


def _scalar(value: object) -> str:
    """Return the text of a scalar, or refuse a list or a mapping by name."""
    if isinstance(value, str):
        return value
    english, chinese = _FOUND.get(type(value), ("something else", "其他内容"))
    raise WrongValue(NOT_TEXT, found=english, found_zh=chinese)


def _line(value: object) -> str:
    text = _label(value)
    if not text:
        raise WrongValue(EMPTY_TEXT)
    return text


def _label(value: object) -> str:
    text = " ".join(_scalar(value).split())
    if len(text) > LONGEST_LINE:
        raise WrongValue(TEXT_TOO_LONG, length=len(text), limit=LONGEST_LINE)
    return text


def _prose(value: object) -> str:
    text = _scalar(value).rstrip()
    if not text:
        raise WrongValue(EMPTY_TEXT)
    if len(text) > LONGEST_PROSE:
        raise WrongValue(TEXT_TOO_LONG, length=len(text), limit=LONGEST_PROSE)
    return text


def _verbatim(value: object) -> str:
    if not (text := _scalar(value).strip("\n")).strip():
        raise WrongValue(EMPTY_TEXT)
    return text


ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def _id(value: object) -> str:
    text = _scalar(value)
    if not ID.fullmatch(text):
        raise WrongValue(BAD_ID, value=text)
    if RESERVED.fullmatch(text):
        # Ids become folders of the edition.
        raise WrongValue(RESERVED_ID, value=text)
    return text


def _reference(value: object) -> str:
    text = _scalar(value)
    record, slash, own = text.partition("/")
    if not (slash and ID.fullmatch(record) and ID.fullmatch(own)):
        raise WrongValue(BAD_REFERENCE, value=text)
    return text


_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_HAN_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_NEARLY_DATE = re.compile(r"(\d{4})[/.\-．／](\d{1,2})[/.\-．／](\d{1,2})")
_TIME = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")


def parse_date(value: object) -> dt.date:
    """Return the date typed as 2026-04-30 or 2026年4月30日."""
    if isinstance(value, dt.date):
        return value
    text = _scalar(value).strip()
    found = _DATE.fullmatch(text) or _HAN_DATE.fullmatch(text)
    if not found:
        nearly = _NEARLY_DATE.fullmatch(text)
        raise WrongValue(BAD_DATE, value=text, example=_as_date(nearly) if nearly else "2026-04-30")
    year, month, day = map(int, found.groups())
    if not 1 <= month <= 12 or year < 1000:
        raise WrongValue(BAD_DATE, value=text, example="2026-04-30")
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise WrongValue(NO_SUCH_DATE, value=text, days=calendar.monthrange(year, month)[1]) from None


def _as_date(nearly: re.Match[str]) -> str:
    """Return the date that was meant, as it should be typed; an example where there is no such day."""
    try:
        return dt.date(*map(int, nearly.groups())).isoformat()
    except ValueError:
        return "2026-04-30"


def parse_time(value: object) -> dt.time:
    """Return the time of day typed as 14:30; 14：30 with a full-width colon is read too."""
    if isinstance(value, dt.time):
        return value
    text = _scalar(value).strip()
    found = _TIME.fullmatch(text)
    if not found:
        raise WrongValue(BAD_TIME, value=text)
    return dt.time(int(found[1]), int(found[2]))


class Markdown(str):
    """Text in Markdown, so that it is never printed without being converted and cleaned."""

    __slots__ = ()


class Name(str):
    """Words that mean a person or a unit: a name, an alias or an id of people.yaml."""

    __slots__ = ()


class AssetName(str):
    """The path of a file below assets/, as a record names it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A date with or without a time of day, in the wall time of the meeting's zone."""

    date: dt.date
    time: dt.time | None = None
    """None: the notes name the day only."""

    def __str__(self) -> str:
        return f"{self.date} {self.time:%H:%M}" if self.time else str(self.date)


_MOMENT = re.compile(r"(.+?)(?:[T\s]+|(?<=日))(\d{1,2}[:：]\d{2})")


def parse_moment(value: object) -> Moment:
    """Return the moment typed as 2026-03-12 14:30, or as a date alone."""
    if isinstance(value, Moment):
        return value
    text = _scalar(value).strip()
    found = _MOMENT.fullmatch(text)
    if found:
        return Moment(parse_date(found[1]), parse_time(found[2]))
    if ":" in text or "：" in text:
        raise WrongValue(BAD_MOMENT, value=text)
    return Moment(parse_date(text))


def _number(value: object) -> int:
    if isinstance(value, int):
        return value
    text = _scalar(value).strip()
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise WrongValue(BAD_NUMBER, value=text)
    return int(text)


_ANSWERS = {"yes": True, "true": True, "是": True, "no": False, "false": False, "否": False}


def _answer(value: object) -> bool:
    if isinstance(value, bool):
        return value
    text = _scalar(value).strip()
    try:
        return _ANSWERS[text.lower()]
    except KeyError:
        raise WrongValue(BAD_ANSWER, value=text) from None


def _link(value: object) -> str:
    text = _scalar(value).strip()
    if not re.fullmatch(r"(https?://|mailto:)[^\s<>\"\\]+", text):
        raise WrongValue(BAD_LINK, value=text)
    return text


_ASSET_PART = re.compile(r"(?![.\s~-])[^\x00-\x1f\\/:*?\"<>|$`%;&'\x7f]{1,120}(?<![.\s])")
RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices: no archive that holds one could be unpacked there."""


def parse_asset(value: object) -> str:
    """Return the path of a file below assets/, or refuse it."""
    folder, *parts = (text := _scalar(value)).split("/")
    sound = folder == "assets" and parts and len(text) <= 255
    if not sound or any(not _ASSET_PART.fullmatch(part) or RESERVED.fullmatch(part) for part in parts):
        raise WrongValue(BAD_ASSET, value=text)
    return text


def _zone(value: object) -> str:
    text = _scalar(value).strip()
    try:
        zoneinfo.ZoneInfo(text)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise WrongValue(BAD_ZONE, value=text) from None
    return text


def _json(kind: str | list[str], **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": kind, **more})


Line = Annotated[str, BeforeValidator(_line), _json(["string", "number", "boolean"])]
"""One line of words, printed as typed; white space folded, at most 2,000 characters."""
Label = Annotated[str, BeforeValidator(_label), _json(["string", "number", "boolean"])]
"""The source's own number, verbatim (一、, 3a, 一要); `""` says that it had none."""
Who = Annotated[str, BeforeValidator(_line), AfterValidator(Name), _json(["string", "number", "boolean"])]
"""A person or unit, by name, alias or id."""
Prose = Annotated[
    str,
    BeforeValidator(_prose),
    AfterValidator(Markdown),
    _json("string", contentMediaType="text/markdown"),
]
"""Markdown, at most 20,000 characters; *** and ××× are masks."""
Verbatim = Annotated[str, BeforeValidator(_verbatim), _json("string")]
"""Lines of another text as they stand there; kept, never printed, no Markdown; as long as a file may be."""
Id = Annotated[str, BeforeValidator(_id), _json("string", pattern=f"^{ID.pattern}$")]
"""An id: a–z, 0–9, hyphens, at most 64."""
Reference = Annotated[str, BeforeValidator(_reference), _json("string", pattern=f"^{ID.pattern}/{ID.pattern}$")]
"""`record/id`: a decision, action or left-over question of a record."""
Date = Annotated[
    dt.date,
    BeforeValidator(parse_date),
    _json("string", pattern=r"^\d{4}(-\d{2}-\d{2}|\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)$"),
]
"""2026-04-30 or 2026年4月30日."""
Time = Annotated[
    dt.time,
    BeforeValidator(parse_time),
    PlainSerializer(lambda time: f"{time:%H:%M}"),
    _json("string", pattern=r"^\d{1,2}[:：]\d{2}$"),
]
"""14:30, wall time of the meeting's zone."""
When = Annotated[Moment, BeforeValidator(parse_moment), PlainSerializer(str), _json("string")]
"""2026-03-12 14:30, or the date alone."""
Number = Annotated[int, BeforeValidator(_number), _json(["integer", "string"])]
"""A whole number from 0, at most 9 digits."""
Answer = Annotated[bool, BeforeValidator(_answer), _json(["boolean", "string"])]
"""yes or no."""
Link = Annotated[str, BeforeValidator(_link), _json("string", format="uri")]
"""An https, http or mailto address."""
AssetPath = Annotated[str, BeforeValidator(parse_asset), AfterValidator(AssetName), _json("string", pattern="^assets/")]
"""A file below assets/, by its path from the content folder."""
Zone = Annotated[str, BeforeValidator(_zone), _json("string")]
"""An IANA time zone."""


def _time_or_moment(value: object) -> dt.time | Moment:
    if isinstance(value, dt.time | Moment):
        return value
    text = _scalar(value).strip()
    return parse_time(text) if len(text) < 8 else parse_moment(text)


TimeOrMoment = Annotated[
    dt.time | Moment,
    BeforeValidator(_time_or_moment),
    PlainSerializer(lambda value: f"{value:%H:%M}" if isinstance(value, dt.time) else str(value)),
    _json("string"),
]
"""14:50, or 2026-03-13 09:20 in a meeting over several days."""
