"""Rules on site.yaml: what it declares is declared once, and what it judges can be found."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.model.diagnostic import Diagnostic, error, warning
from reportgen.model.source import Field
from reportgen.rules.codes import CODES
from reportgen.rules.look import Look
from reportgen.text import spelling

LEAST_CONTRAST = 4.5
"""Of words against their ground. Source: WCAG 2.2, success criterion 1.4.3 Contrast (Minimum), 2023."""

SAME_SERIES_ID = error(
    "same-series-id",
    en="two series have the id “{value}”",
    zh="有两个系列的编号都是“{value}”",
    hint_en="choose another id for one of them, or make them one series",
    hint_zh="请给其中一个另取编号，或合并为一个系列",
)
UNKNOWN_RULE = warning(
    "unknown-rule",
    en="no finding has the code “{value}”",
    zh="没有代码为“{value}”的提示",
    hint_en="write the code that stands in brackets behind error or warning{guess}",
    hint_zh="请写提示中方括号里的代码{guess}",
)
PALE_ACCENT = warning(
    "pale-accent",
    en="the accent {value} has a contrast of {ratio} to 1 on white paper; numbers and links in it are hard to read",
    zh="强调色 {value} 与白纸的对比度为 {ratio}:1，用它印的编号和链接不易辨认",
    hint_en="choose a darker colour, with 4.5 to 1 or more",
    hint_zh="请换较深的颜色，对比度至少 4.5:1",
)
UNLISTED_LANGUAGE = warning(
    "unlisted-language",
    en="“{value}” is not among the languages of this site",
    zh="“{value}”不在本站的语言之列",
    hint_en="add it to `languages:` in site.yaml, or take `lang:` out",
    hint_zh="请加入 site.yaml 的 `languages:`，或删去 `lang:`",
)


def series_have_own_ids(look: Look) -> Iterator[Diagnostic]:
    """The id of a series names one of them: records say it, and it is a folder of the edition."""
    seen: set[str] = set()
    for position, series in enumerate(look.content.site.series):
        if series.id in seen:
            yield SAME_SERIES_ID.at(look.content.span("site.yaml", "series", position, "id"), value=series.id)
        seen.add(series.id)


def languages_are_listed(look: Look) -> Iterator[Diagnostic]:
    """A series and a record speak a language that site.yaml lists."""
    site = look.content.site
    named = [("site.yaml", ("series", place, "lang"), one.lang) for place, one in enumerate(site.series)]
    spoken: list[tuple[str, Field, str | None]] = [
        *named,
        *((one.id, ("lang",), one.lang) for one in look.content.records),
    ]
    for record, way, language in spoken:
        if language is not None and language not in site.languages:
            yield UNLISTED_LANGUAGE.at(look.content.span(record, *way), value=language)


def accents_can_be_read(look: Look) -> Iterator[Diagnostic]:
    """The accent of the house is dark enough for words on white paper; web pages darken it by themselves."""
    accent = look.content.site.house.accent
    ratio = contrast_to_white(accent)
    if ratio < LEAST_CONTRAST:
        yield PALE_ACCENT.at(look.content.span("site.yaml", "house", "accent"), value=accent, ratio=f"{ratio:.1f}")


def contrast_to_white(colour: str) -> float:
    """Return the contrast of a colour, #rrggbb, to white, from 1 to 21.

    Source: WCAG 2.2, definitions of contrast ratio and of relative luminance, 2023.
    """
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    luminance = sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 1.05 / (luminance + 0.05)


def severities_are_of_findings(look: Look) -> Iterator[Diagnostic]:
    """A severity under `rules:` is given to a finding there is; a slip of the pen would change nothing, silently."""
    for code in look.content.site.rules:
        if code not in CODES:
            near = spelling.nearest(code, sorted(CODES))
            span = look.content.span_of_key("site.yaml", ("rules", code))
            yield UNKNOWN_RULE.at(span, value=code, guess=f" ({near}?)" if near else "")
