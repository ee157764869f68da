"""What `check` and `build` find, told in the form that was asked for.

Text goes to stderr, as all talk does. What another program reads goes to stdout: GitHub's commands as soon as
something is found, JSON and SARIF as one document at the end. The verdict is the same in every form.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import click

from reportgen.cli.messages import Talk, fails
from reportgen.cli.show import hand_over, show
from reportgen.cli.verdict import Verdict
from reportgen.model.diagnostic import Diagnostic, ReportgenError
from reportgen.model.outcome import Built, Outcome, Trouble

FORMS = ("text", "json", "github", "sarif")
messages_option = click.option(
    "--messages",
    type=click.Choice(FORMS),
    default="text",
    help="Form of what is found: text on stderr; json, github or sarif on stdout (default: text).",
)
MISTAKE = {
    "zh": Trouble("reportgen 自身出错", "请连同 stderr 上的内容一并反馈"),
    "en": Trouble("this is a mistake in reportgen", "please report it with the lines on stderr"),
}
NO_ANSWER = {
    "zh": Trouble("版本“{edition}”的进程没有说完就结束了（{how}）", "其他版本不受影响"),
    "en": Trouble("the process of the edition “{edition}” ended before it had its say ({how})", "others are unharmed"),
}


@dataclass(slots=True)
class Report:
    """What is found in one run, and how it is told."""

    talk: Talk
    form: str
    begun: Outcome
    """The run before anything is found."""
    _heard: list[Diagnostic] = field(default_factory=list)

    @property
    def is_document(self) -> bool:
        """Whether all is told at the end."""
        return self.form in {"json", "sarif"}

    def findings(self, findings: Iterable[Diagnostic]) -> None:
        """Tell findings at once, or keep them for the document.

        A document holds them all, also when quiet: only somebody who reads wants to read less.
        """
        found = tuple(findings)
        self._heard += found
        if self.form == "text":
            self.talk.findings(found)
        elif self.form == "github":
            from reportgen.formats.messages.github import annotation

            for one in found:
                if not self.talk.quiet or fails(one, strict=self.talk.strict):
                    hand_over(annotation(one, self.begun) + "\n")

    def of(self, edition: str | None) -> Report:
        """Return the report of one edition; nothing is found in it yet."""
        return Report(self.talk, self.form, replace(self.begun, edition=edition))

    def run(self, verdict: Verdict, built: Built | None = None, trouble: Trouble | None = None) -> dict[str, Any]:
        """Return the run as it stands in the document; {}: the form is none."""
        found = tuple(self._heard)
        return self._run_of(replace(self.begun, exit_code=verdict, built=built, trouble=trouble, findings=found))

    @contextlib.contextmanager
    def to_its_end(self) -> Iterator[None]:
        """Tell also what kept a run from coming to its end, before that goes on its way.

        Raises:
            ReportgenError: whatever was raised inside.

        """
        try:
            yield
        except ReportgenError as broken:
            language = self.talk.language
            hint = broken.hint.get(language, broken.hint.get("en", ""))
            self._give_up(Verdict.ENVIRONMENT, Trouble(broken.message.get(language, broken.message["en"]), hint))
            raise
        except Exception:
            self._give_up(Verdict.BUG, MISTAKE[self.talk.language])
            raise

    def without_answer(self, edition: str | None, verdict: Verdict, how: str) -> dict[str, Any]:
        """Say that the process of an edition ended too early; return its run as it stands in the document."""
        words = NO_ANSWER[self.talk.language]
        trouble = Trouble(words.message.format(edition=edition, how=how), words.hint)
        show(f"reportgen: {trouble.message}", err=True)
        return self.of(edition).run(verdict, trouble=trouble)

    def together(self, runs: Iterable[dict[str, Any]]) -> None:
        """Tell runs in one document, each as whoever made it told it; any other form has told them already."""
        if self.form == "sarif":
            from reportgen.formats.messages import sarif

            hand_over(sarif.document_of(runs))
        elif self.form == "json":
            from reportgen.formats.messages import json

            hand_over(json.document_of(runs))

    def _give_up(self, verdict: Verdict, trouble: Trouble) -> None:
        if self.form == "github":
            from reportgen.formats.messages.github import trouble_annotation

            hand_over(trouble_annotation(trouble) + "\n")
        self.together([self.run(verdict, trouble=trouble)])

    def _run_of(self, outcome: Outcome) -> dict[str, Any]:
        if self.form == "sarif":
            from reportgen.formats.messages import sarif

            return sarif.run_of(outcome)
        if self.form == "json":
            from reportgen.formats.messages import json

            return json.run_of(outcome)
        return {}


def report_in(form: str, talk: Talk, command: Literal["check", "build"], edition: str | None, as_of: dt.date) -> Report:
    """Return the report of a run that begins.

    Args:
        form: one of `FORMS`.
        talk: how people are spoken to.
        command: what runs.
        edition: the one it runs over; None: none was named.
        as_of: the day it is seen from.
    """
    folder, base = _seen_from_here(talk.folder)
    language: Literal["zh", "en"] = "zh" if talk.language == "zh" else "en"
    return Report(talk, form, Outcome(command, edition, as_of, language, folder, base))


def _seen_from_here(folder: Path) -> tuple[str, str | None]:
    """Return a folder from where the program was started if it lies below that, else whole and with its address."""
    # Links are left as they are: a service that shows the files knows them by the names in the checkout.
    whole = Path(os.path.abspath(folder))  # noqa: PTH100 - `resolve` follows links
    with contextlib.suppress(ValueError, OSError):
        return whole.relative_to(Path.cwd()).as_posix(), None
    return whole.as_posix(), f"{whole.as_uri()}/"
