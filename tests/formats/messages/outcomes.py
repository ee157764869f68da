"""Runs to write down: every kind of place, words that somebody would obey, endings of every kind."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from reportgen.model.diagnostic import Diagnostic, DiagnosticKind, Severity, error, warning
from reportgen.model.outcome import Built, Outcome, Trouble
from reportgen.model.source import Span

AS_OF = dt.date(2026, 6, 30)
NO_DATE = error(
    "no-such-date",
    en="there is no {value} in the calendar",
    zh="日历上没有 {value} 这一天",
    hint_en="check the day: that month has {days} days",
    hint_zh="请核对日期：这个月只有 {days} 天",
)
LATE = warning("late", en="late, 100%: {value}", zh="迟了：{value}", hint_en="", hint_zh="")
DISCREET = DiagnosticKind("late", Severity.WARNING, {"en": ""}, {"en": ""})
"""As an open edition tells it."""
HOSTILE = [
    "\x1b[31mred", "::error::x", "##vso[task]", "a\r\nb", "100%0A,:", "\u202eevil", '"quoted" \\', "会议\u2028纪要",
    "😀", "",
]  # fmt: skip

_words = st.sampled_from(HOSTILE) | st.text(max_size=20)
_names = st.text(st.characters(exclude_characters="\0/"), min_size=1, max_size=12).filter(lambda one: set(one) != {"."})
_numbers = st.integers(0, 500)
_spans = st.builds(Span, _names.map(lambda one: f"meetings/{one}.yaml"), _numbers, _numbers)


def _finding(kind: DiagnosticKind, span: Span | None, words: str, severity: Severity | None) -> Diagnostic:
    found = kind.at(span, value=words, days="28")
    return Diagnostic(kind, span, found.values, severity, None if span else "register/register.pdf")


_open = st.builds(
    lambda field: Diagnostic(DISCREET, None, document=f"works-1 {field}".strip()),
    st.sampled_from(["", "agenda[0].title"]),
)
_severities = st.sampled_from([None, Severity.ERROR, Severity.WARNING, Severity.INFO])
FINDINGS = _open | st.builds(_finding, st.sampled_from([NO_DATE, LATE]), _spans | st.none(), _words, _severities)
_built = st.builds(Built, _words, _numbers, _numbers, _numbers, st.lists(_words, max_size=2).map(tuple))
OUTCOMES = st.builds(
    Outcome,
    command=st.sampled_from(["check", "build"]),
    edition=st.none() | _words,
    as_of=st.just(AS_OF),
    language=st.sampled_from(["zh", "en"]),
    folder=_names,
    base=st.none() | st.just("file:///srv/notes/"),
    exit_code=st.sampled_from([0, 1, 3, 4]),
    findings=st.lists(FINDINGS, max_size=4).map(tuple),
    built=st.none() | _built,
    trouble=st.none() | st.builds(Trouble, _words, _words),
)
"""Any run, sensible or not: a document must hold."""


def outcome(*findings: Diagnostic, language: str = "en", **more: object) -> Outcome:
    """A check of the folder `notes` that found something."""
    given = {"command": "check", "edition": None, "as_of": AS_OF, "folder": "notes", "base": None, "exit_code": 1}
    return Outcome(language=language, findings=findings, **{**given, **more})  # type: ignore[arg-type]


MISTAKE = NO_DATE.at(Span("meetings/extra.yaml", 3, 8), value="2026-02-31", days="28")
IN_OPEN_EDITION = Diagnostic(DISCREET, None, document="works-1 agenda[0].title")
IN_DOCUMENT = Diagnostic(LATE, None, (("value", "x"),), document="register/register.pdf")
