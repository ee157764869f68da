"""How findings and progress are shown: results on stdout, talk on stderr, nothing a terminal would obey."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import click

from reportgen.cli.words import language_of_locale
from reportgen.model.diagnostic import Diagnostic, Severity

CONTENT_WRONG = 1

COUNTED = {
    "zh": {"error": "{n} 个错误", "warning": "{n} 个警告", "info": "{n} 条提示", "none": "没有发现问题"},
    "en": {"error": "{n} error{s}", "warning": "{n} warning{s}", "info": "{n} note{s}", "none": "nothing is wrong"},
}
HINT = {"zh": "提示：", "en": "hint: "}


@dataclass(frozen=True, slots=True)
class Talk:
    """What is said in one run."""

    language: str
    folder: Path
    """The content folder as typed; places are shown below it."""
    quiet: bool = False

    def findings(self, findings: Iterable[Diagnostic]) -> None:
        """Show findings with their hints; quiet shows errors only."""
        for one in self._worth_saying(findings):
            self.say(self._line(one))
            hint = one.hint(self.language)
            if hint:
                self.say(f"    {HINT[self.language]}{hint}")

    def summary(self, findings: Sequence[Diagnostic], *, again: bool) -> None:
        """Show how many there were, and each again in one line where other talk stood between."""
        if self.quiet:
            return
        self.say(count(findings, self.language))
        for one in findings if again else ():
            self.say(f"  {self._line(one)}")

    def say(self, text: str) -> None:
        """Show a line on stderr, with whatever a terminal or a CI log would obey made visible."""
        from reportgen.text.terminal import printable

        click.echo(printable(text), err=True)

    def _worth_saying(self, findings: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
        return (one for one in findings if not self.quiet or one.severity is Severity.ERROR)

    def _line(self, one: Diagnostic) -> str:
        place = self._place(one)
        return f"{place}{one.severity.value}[{one.code}]: {one.message(self.language)}"

    def _place(self, one: Diagnostic) -> str:
        if one.span is None:
            return ""
        parts = [str(PurePosixPath(self.folder.as_posix()) / one.span.path)]
        parts += [str(number) for number in (one.span.line, one.span.column) if number]
        return ":".join(parts) + ": "


def count(findings: Sequence[Diagnostic], language: str) -> str:
    """Return “2 errors, 1 warning” in a language."""
    words = COUNTED[language]
    parts = []
    for severity in ("error", "warning", "info"):
        number = sum(one.severity.value == severity for one in findings)
        if number:
            parts.append(words[severity].format(n=number, s="" if number == 1 else "s"))
    return ("，" if language == "zh" else ", ").join(parts) or words["none"]


def exit_code(findings: Iterable[Diagnostic], *, strict: bool) -> int:
    """Return 1 where the content is wrong; `strict` counts warnings too."""
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return CONTENT_WRONG if any(one.severity in bad for one in findings) else 0


def language_of(asked: str | None, folder: Path) -> str:
    """Return the language of messages: as asked, else of site.yaml, else of the system."""
    if asked:
        return asked
    from reportgen.stages.load import language_of_site

    return language_of_site(folder) or language_of_locale()


def is_terminal() -> bool:
    """Whether somebody watches: only then is there a progress bar."""
    return sys.stderr.isatty()
