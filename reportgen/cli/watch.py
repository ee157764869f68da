"""`reportgen watch`, and what it shares with `reportgen serve`."""

from __future__ import annotations

import datetime as dt
import os
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from reportgen.cli.messages import Talk, complain, count, language_of
from reportgen.cli.options import (
    as_of_option,
    content_argument,
    font_settings,
    jobs_option,
    lang_option,
    output_option,
    outputs_option,
    today,
)
from reportgen.cli.show import show
from reportgen.cli.words import spoken
from reportgen.model.diagnostic import Diagnostic, ReportgenError, Severity

if TYPE_CHECKING:
    from reportgen.pipeline import BuildOrder
    from reportgen.serving.builder import Outcome

BUILT = {
    "zh": "{clock} {what}：更新 {written} 个文件，{pages} 个网页、{documents} 份 PDF，{seconds:.2f} 秒；{count}",
    "en": "{clock} {what}: files changed {written} · pages {pages} · PDFs {documents} · {seconds:.2f} s · {count}",
}
NOT_BUILT = {
    "zh": "{clock} {what}：没有生成，{seconds:.2f} 秒；{count}",
    "en": "{clock} {what}: nothing was built · {seconds:.2f} s · {count}",
}
SOMETHING = {"zh": "有改动", "en": "changed"}
"""Said of an open edition: who may not read a file may not know its name either."""
FIRST = {"zh": "首次生成", "en": "first build"}
CHANGED = {"zh": "{first} 等 {n} 处改动", "en": "{first} and {more} more"}
WATCHING = {"zh": "正在监视 {folder}，按 Ctrl-C 停止", "en": "watching {folder}; Ctrl-C stops"}

edition_option = click.option(
    "--edition", metavar="NAME", help="The edition of site.yaml (default: the one that holds everything)."
)


def building(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say what is built; `orders` reads them."""
    for option in (jobs_option, as_of_option, outputs_option, edition_option, output_option, content_argument):
        command = option(command)
    return command


@click.command()
@building
@lang_option
@click.pass_context
def watch(ctx: click.Context, /, content: Path, edition: str | None, **_built: object) -> None:
    """Build CONTENT, and build it again at every change."""
    from reportgen import serving

    serving.require()
    from reportgen.serving.builder import build_at_every_change
    from reportgen.workers import Printers

    talk = Talk(language_of(content), content)
    talk.say(WATCHING[talk.language].format(folder=content))
    order = orders(ctx)
    with Printers(order().jobs) as printers:
        build_at_every_change(
            order,
            printers,
            threading.Event(),
            begin=lambda _changed: None,
            tell=lambda _what, _done, _whole: None,
            end=Account(talk, edition).of,
        )


def orders(ctx: click.Context) -> Callable[[], BuildOrder]:
    """Return what gives the order for the next build: of the day it is made, unless a day was asked for."""
    from reportgen.pipeline import BuildOrder

    asked, is_of_any_day = ctx.params, ctx.get_parameter_source("as_of") is ParameterSource.DEFAULT

    def order() -> BuildOrder:
        return BuildOrder(
            asked["content"],
            asked["output"],
            today() if is_of_any_day else asked["as_of"],
            asked["outputs"],
            jobs=asked["jobs"] or os.cpu_count() or 1,
            edition=asked["edition"],
            font_settings=font_settings(),
        )

    return order


@dataclass(slots=True)
class Account:
    """What is said of build after build: errors each time, the rest when it is new, and a line on what was made."""

    talk: Talk
    edition: str | None
    """None: the one that holds everything."""
    _said: frozenset[tuple[object, ...]] = field(default_factory=frozenset)

    def of(self, outcome: Outcome) -> None:
        """Say what came of a build."""
        if isinstance(outcome.failure, ReportgenError):
            complain(outcome.failure, self.talk.language)
        elif outcome.failure:
            for line in "".join(traceback.format_exception(outcome.failure)).splitlines():
                show(line, err=True)
            show(spoken("This is a mistake in reportgen. Please report it with the lines above."), err=True)
        findings = outcome.report.findings if outcome.report else ()
        self.talk.findings(one for one in findings if one.severity is Severity.ERROR or _key(one) not in self._said)
        self._said = frozenset(map(_key, findings))
        self.talk.say(self._line(outcome))

    def _line(self, outcome: Outcome) -> str:
        report = outcome.report
        made = {"pages": report.pages, "documents": report.documents, "written": report.written} if report else {}
        words = BUILT if report and report.folder else NOT_BUILT
        return words[self.talk.language].format(
            clock=f"{dt.datetime.now(tz=dt.UTC).astimezone():%H:%M:%S}",
            what=self._changed(outcome.changed),
            seconds=outcome.seconds,
            count=count(report.findings if report else (), self.talk.language),
            **made,
        )

    def _changed(self, paths: tuple[str, ...]) -> str:
        from reportgen.pipeline import is_open_edition

        if not paths:
            return FIRST[self.talk.language]
        if is_open_edition(self.talk.folder, self.edition):
            return SOMETHING[self.talk.language]
        root = self.talk.folder.resolve().parent
        first = Path(paths[0])
        name = first.relative_to(root).as_posix() if first.is_relative_to(root) else first.as_posix()
        if len(paths) == 1:
            return name
        return CHANGED[self.talk.language].format(first=name, n=len(paths), more=len(paths) - 1)


def _key(one: Diagnostic) -> tuple[object, ...]:
    """Return what tells a finding from every other."""
    return one.code, one.span, one.document, one.values
