"""A finding says what is wrong in two languages, and never more than fits in a line."""

from __future__ import annotations

import string

import pytest

import reportgen.formats.asset
import reportgen.formats.record
import reportgen.model.config
import reportgen.model.shape
import reportgen.model.values
import reportgen.pipeline
import reportgen.rules.briefings
import reportgen.rules.chains
import reportgen.rules.closing
import reportgen.rules.due
import reportgen.rules.duty
import reportgen.rules.people
import reportgen.rules.records
import reportgen.rules.references
import reportgen.rules.register
import reportgen.rules.site
import reportgen.stages.load.findings
from reportgen.model.diagnostic import DiagnosticKind, ReportgenError, Severity, WrongValue, error, info, warning
from reportgen.model.source import Span

KIND = error("too-wide", en="“{value}” is too wide", zh="“{value}”太宽", hint_en="try {other}", hint_zh="试试 {other}")
ROOMS = (
    reportgen.formats.asset, reportgen.formats.record, reportgen.model.config, reportgen.model.shape,
    reportgen.model.values, reportgen.pipeline, reportgen.rules.briefings, reportgen.rules.chains,
    reportgen.rules.closing, reportgen.rules.due, reportgen.rules.duty, reportgen.rules.people,
    reportgen.rules.records, reportgen.rules.references, reportgen.rules.register, reportgen.rules.site,
    reportgen.stages.load.findings,
)  # fmt: skip
KINDS = {
    f"{room.__name__}.{name}": kind
    for room in ROOMS
    for name, kind in vars(room).items()
    if isinstance(kind, DiagnosticKind)
}


def test_a_finding_quotes_its_values_in_both_languages() -> None:
    finding = KIND.at(Span("a.yaml", 3, 4), value="{x}", other=7)
    assert (finding.code, finding.severity) == ("too-wide", Severity.ERROR)
    assert (finding.message("en"), finding.hint("en")) == ("“{x}” is too wide", "try 7")
    assert (finding.message("zh"), finding.hint("zh")) == ("“{x}”太宽", "试试 7")
    assert finding.message("fr") == finding.message("en")


def test_a_long_value_is_cut_with_an_ellipsis() -> None:
    words = KIND.at(None, value="字" * 81, other="").message("zh")
    assert words == f"“{'字' * 79}…”太宽"
    assert KIND.at(None, value="字" * 80, other="").message("zh") == f"“{'字' * 80}”太宽"


def test_a_warning_is_no_error() -> None:
    assert warning("a", en="", zh="", hint_en="", hint_zh="").severity is Severity.WARNING


def test_what_is_only_mentioned_is_neither_warning_nor_error() -> None:
    assert info("a", en="", zh="", hint_en="", hint_zh="").severity is Severity.INFO


def test_what_is_raised_carries_the_words_along() -> None:
    assert (WrongValue(KIND, value="x").kind, WrongValue(KIND, value="x").values) == (KIND, {"value": "x"})
    assert str(ReportgenError({"en": "the disk is full", "zh": "磁盘已满"})) == "the disk is full"


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_kind_keeps_to_the_house_style(name: str) -> None:
    kind = KINDS[name]
    assert kind.code == kind.code.lower().strip("-").replace("_", "-")
    for language in ("zh", "en"):
        message, hint = kind.message[language], kind.hint[language]
        assert message
        assert hint
        assert not message.endswith((".", "。"))
    assert not kind.message["en"][0].isupper() or kind.message["en"].startswith("Windows")
    # What is said otherwise in Chinese comes as a value of its own: {found} and {found_zh}.
    in_chinese = {name.removesuffix("_zh") for name in fields(kind.message["zh"]) | fields(kind.hint["zh"])}
    assert in_chinese <= fields(kind.message["en"]) | fields(kind.hint["en"])


def fields(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_a_code_means_one_thing() -> None:
    distinct = {id(kind): kind for kind in KINDS.values()}.values()
    codes = [kind.code for kind in distinct]
    assert sorted(codes) == sorted(set(codes))
