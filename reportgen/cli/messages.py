"""How findings and progress are shown: results on stdout, talk on stderr, nothing a terminal would obey."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import click

from reportgen.cli.show import show
from reportgen.cli.translation import ASKED
from reportgen.cli.verdict import Verdict
from reportgen.cli.words import language_of_locale, speak
from reportgen.model.diagnostic import Diagnostic, ReportgenError, Severity
from reportgen.model.source import Span

COUNTED = {
    "zh": {"error": "{n} 个错误", "warning": "{n} 个警告", "info": "{n} 条提示", "none": "没有发现问题"},
    "en": {"error": "{n} error{s}", "warning": "{n} warning{s}", "info": "{n} info", "none": "nothing is wrong"},
}
HINT = {"zh": "提示：", "en": "hint: "}


@dataclass(frozen=True, slots=True)
class Talk:
    """What is said in one run."""

    language: str
    folder: Path
    """The content folder as typed; places are shown below it."""
    quiet: bool = False
    strict: bool = False
    """Whether warnings fail, and so are said even when quiet."""
    explain: bool = False
    """Whether it is said of every file why it was made anew."""

    def findings(self, findings: Iterable[Diagnostic]) -> None:
        """Show findings with their hints; quiet shows only what makes the run fail."""
        for one in findings:
            if self.quiet and not fails(one, strict=self.strict):
                continue
            show(self._line(one), err=True)
            hint = one.hint(self.language)
            if hint:
                show(f"    {HINT[self.language]}{hint}", err=True)

    def summary(self, findings: Sequence[Diagnostic], *, again: bool) -> None:
        """Show how many there were, and each again in one line where other talk stood between."""
        self.say(count(findings, self.language))
        for one in findings if again else ():
            self.say(f"  {self._line(one)}")

    def say(self, text: str) -> None:
        """Show a line, unless quiet."""
        if not self.quiet:
            show(text, err=True)

    def _line(self, one: Diagnostic) -> str:
        # The severity is the same word in every language: problem matchers of editors and CI look for it.
        said = f"{self._place(one)}{one.severity.value}[{one.code}]"
        # An open edition says no more.
        message = one.message(self.language)
        return f"{said}: {message}" if message else said

    def _place(self, one: Diagnostic) -> str:
        if one.span is None:
            return f"{one.document}: " if one.document else ""
        return f"{place_of(self.folder, one.span)}: "


def place_of(folder: Path, span: Span, *, to_line: bool = False) -> str:
    """Return a place as editors take it: file below the content folder as typed, line, column.

    Args:
        folder: the content folder.
        span: the place.
        to_line: whether the line is enough.
    """
    numbers = (span.line,) if to_line else (span.line, span.column)
    return ":".join([str(PurePosixPath(folder.as_posix()) / span.path), *(str(one) for one in numbers if one)])


def complain(broken: ReportgenError, language: str) -> None:
    """Show what this machine cannot do, and what to do about it."""
    show(f"reportgen: {broken.message.get(language, broken.message['en'])}", err=True)
    if broken.hint:
        show(f"    {HINT[language]}{broken.hint.get(language, broken.hint['en'])}", err=True)


def count(findings: Sequence[Diagnostic], language: str) -> str:
    """Return “2 errors, 1 warning” in a language."""
    words = COUNTED[language]
    parts = []
    for severity in ("error", "warning", "info"):
        number = sum(one.severity.value == severity for one in findings)
        if number:
            parts.append(words[severity].format(n=number, s="" if number == 1 else "s"))
    return ("，" if language == "zh" else ", ").join(parts) or words["none"]


def fails(one: Diagnostic, *, strict: bool) -> bool:
    """Whether a finding makes the run fail."""
    return one.severity is Severity.ERROR or (strict and one.severity is Severity.WARNING)


def verdict(findings: Iterable[Diagnostic], *, strict: bool) -> Verdict:
    """Return what the exit code says of findings."""
    return Verdict.CONTENT if any(fails(one, strict=strict) for one in findings) else Verdict.FINE


def language_of(folder: Path | None) -> str:
    """Return the language of this run, and speak it: as asked, else of site.yaml, else of the system."""
    return spoken_language(_language_of_site(folder))


def spoken_language(of_site: str | None) -> str:
    """Return the same where the language of site.yaml is known; None: it does not say."""
    language: str = click.get_current_context().meta.get(ASKED) or of_site or language_of_locale()
    speak(language)
    return language


def _language_of_site(folder: Path | None) -> str | None:
    if folder is None:
        return None
    from reportgen.stages.load import language_of_site

    return language_of_site(folder)


def is_terminal() -> bool:
    """Whether somebody watches: only then is there a progress bar."""
    return sys.stderr is not None and sys.stderr.isatty()
