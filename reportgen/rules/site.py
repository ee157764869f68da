"""Rules on site.yaml: what it declares is declared once, and what it judges can be found."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.model.diagnostic import Diagnostic, error, warning
from reportgen.model.source import Field
from reportgen.rules.codes import CODES
from reportgen.rules.look import Look
from reportgen.text import spelling

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


def severities_are_of_findings(look: Look) -> Iterator[Diagnostic]:
    """A severity under `rules:` is given to a finding there is; a slip of the pen would change nothing, silently."""
    for code in look.content.site.rules:
        if code not in CODES:
            near = spelling.nearest(code, sorted(CODES))
            span = look.content.span_of_key("site.yaml", ("rules", code))
            yield UNKNOWN_RULE.at(span, value=code, guess=f" ({near}?)" if near else "")
