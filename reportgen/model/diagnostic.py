"""What is wrong with content, as values: a stable code, a severity, a place, words in zh and en."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.model.source import Span


class Severity(enum.StrEnum):
    """How bad a finding is; `site.yaml` may change it per code."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class DiagnosticKind:
    """One thing that can be wrong, with its words; stands beside the check that finds it."""

    code: str
    """Stable for ever: people write it in `site.yaml` and search for it."""
    severity: Severity
    message: Mapping[str, str]
    """zh and en; `{name}` marks are filled from the values of the finding."""
    hint: Mapping[str, str]
    """What to type instead, in zh and en."""

    def at(self, span: Span | None, /, **values: object) -> Diagnostic:
        """Return this finding at a place, with the values its words quote."""
        return Diagnostic(self, span, tuple((name, str(value)) for name, value in values.items()))


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: what is wrong, where, and with which values."""

    kind: DiagnosticKind
    span: Span | None
    """None: no file to point at (a whole site, a machine)."""
    values: tuple[tuple[str, str], ...] = ()
    severity_override: Severity | None = None
    """What `site.yaml` makes of this code; None: as the kind says."""
    document: str | None = None
    """Path of the printed document it was found in, where that is made of all records; else None."""

    @property
    def code(self) -> str:
        """The stable code."""
        return self.kind.code

    @property
    def severity(self) -> Severity:
        """The severity after `site.yaml` had its say."""
        return self.severity_override or self.kind.severity

    def message(self, language: str) -> str:
        """Return what is wrong, in one line without a full stop."""
        return fill(self.kind.message, language, self.values)

    def hint(self, language: str) -> str:
        """Return what to type instead; empty where there is nothing to add."""
        return fill(self.kind.hint, language, self.values)


QUOTE_LIMIT = 80
"""Characters of a quoted value; what is longer is cut with an ellipsis."""


def fill(words: Mapping[str, str], language: str, values: tuple[tuple[str, str], ...]) -> str:
    """Return the words of a language with the values set in, long values cut."""
    text = words.get(language) or words["en"]
    short = {name: value if len(value) <= QUOTE_LIMIT else value[: QUOTE_LIMIT - 1] + "…" for name, value in values}
    return text.format_map(short)


class WrongValue(ValueError):  # noqa: N818 - a value that is wrong, caught by the door, never seen by a caller
    """Raised inside a schema conversion; the door turns it into a `Diagnostic` with its place."""

    def __init__(self, kind: DiagnosticKind, **values: object) -> None:
        super().__init__(kind.code)
        self.kind = kind
        self.values = values


class ReportgenError(Exception):
    """The world is broken, not the content: no Pango, disk full, a lock held. Caught once, in `cli`."""

    def __init__(self, message: Mapping[str, str], hint: Mapping[str, str] | None = None) -> None:
        super().__init__(message["en"])
        self.message = message
        self.hint = hint or {}


def error(code: str, *, en: str, zh: str, hint_en: str, hint_zh: str) -> DiagnosticKind:
    """Return a kind of finding that makes the build fail."""
    return DiagnosticKind(code, Severity.ERROR, {"en": en, "zh": zh}, {"en": hint_en, "zh": hint_zh})


def warning(code: str, *, en: str, zh: str, hint_en: str, hint_zh: str) -> DiagnosticKind:
    """Return a kind of finding that is reported, and fails the build only with `--strict`."""
    return DiagnosticKind(code, Severity.WARNING, {"en": en, "zh": zh}, {"en": hint_en, "zh": hint_zh})


def info(code: str, *, en: str, zh: str, hint_en: str, hint_zh: str) -> DiagnosticKind:
    """Return a kind of finding that is only mentioned, and never fails a build."""
    return DiagnosticKind(code, Severity.INFO, {"en": en, "zh": zh}, {"en": hint_en, "zh": hint_zh})
