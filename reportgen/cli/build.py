"""`reportgen build`."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.editions import editions_asked_for, in_own_processes
from reportgen.cli.explain import explained
from reportgen.cli.messages import Talk, is_terminal, language_of, spoken_language, verdict
from reportgen.cli.options import (
    as_of_option,
    content_argument,
    edition_option,
    font_settings,
    jobs_option,
    lang_option,
    output_option,
    outputs_option,
    quiet_option,
    strict_option,
)
from reportgen.cli.report import Report, messages_option, report_in
from reportgen.cli.show import show
from reportgen.cli.stopwatch import Stopwatch
from reportgen.cli.verdict import Verdict
from reportgen.model.outcome import Built

if TYPE_CHECKING:
    from reportgen.pipeline import BuildOrder, BuildReport, Tell

BUILT = {
    "zh": "已生成 {pages} 个网页、{documents} 份 PDF，更新 {written} 个文件：{folder}",
    "en": "built {folder}: pages {pages} · PDFs {documents} · files changed {written}",
}
KEPT = {
    "zh": "保留上次生成的 {n} 个文件，因为这次无法生成更好的",
    "en": "files kept from an earlier build, as nothing good could replace them: {n}",
}
PRINTING = {"zh": "排印", "en": "printing"}


@click.command()
@content_argument
@output_option
@edition_option
@click.option("--only", metavar="ID", help="Build one record only.")
@outputs_option
@click.option(
    "--furniture",
    type=click.Choice(["zh", "en"]),
    help="Language of labels, dates and numbers on every page (default: that of each record).",
)
@as_of_option
@jobs_option
@strict_option
@messages_option
@click.option("--explain", is_flag=True, help="Say of every file why it was made anew.")
@click.option("--timings", is_flag=True, help="Say how long each stage took, and which documents took longest.")
@quiet_option
@lang_option
@click.pass_context
def build(  # noqa: PLR0917 - one argument for each option
    ctx: click.Context,
    content: Path,
    output: Path,
    edition: tuple[str, ...],
    only: str | None,
    outputs: frozenset[str] | None,
    furniture: str | None,
    as_of: dt.date,
    jobs: int | None,
    strict: bool,
    messages: str,
    explain: bool,
    timings: bool,
    quiet: bool,
) -> None:
    """Build CONTENT into HTML pages and PDF documents."""
    from reportgen.pipeline import BuildOrder

    timer = Stopwatch(time.perf_counter)
    timer.stage("look")
    most = jobs or os.cpu_count() or 1
    order = BuildOrder(
        content, output, as_of, outputs, only, most, furniture, font_settings=font_settings(), timer=timer
    )
    standing = _standing(order, edition)
    talk = Talk(standing[0] if standing else language_of(content), content, quiet, strict, explain)
    report = report_in(messages, talk, "build", None, as_of)
    told = _tell_again(report, standing[1]) if standing else _make(report, order, edition)
    # Also when quiet: they were asked for.
    for line in timer.lines(talk.language) if timings else ():
        show(line, err=True)
    ctx.exit(told)


def _make(report: Report, order: BuildOrder, named: tuple[str, ...]) -> Verdict:
    """Build the editions that were asked for, and return the verdict."""
    from reportgen.pipeline import build as make

    chosen = editions_asked_for(order.content, named)
    if len(chosen) > 1:
        return in_own_processes(chosen, report)
    report = report.of(chosen[0])
    with report.to_its_end(), _progress(report.talk) as tell:
        made = make(replace(order, edition=chosen[0]), tell, report.findings)
    verdict_on, run = _tell_made(report, made)
    report.together([run])
    return verdict_on


def _standing(order: BuildOrder, named: tuple[str, ...]) -> tuple[str, dict[str | None, BuildReport]] | None:
    """Return the language to speak and what to tell of every edition, where none would change; None: one may."""
    from reportgen.pipeline.unchanged import known_of, unchanged

    known = known_of(order)
    if known is None:
        return None
    editions: tuple[str | None, ...] = tuple(dict.fromkeys(named)) or known.editions or (None,)
    reports = {one: report for one in editions if (report := unchanged(replace(order, edition=one)))}
    return (spoken_language(known.language), reports) if len(reports) == len(editions) else None


def _tell_again(report: Report, standing: dict[str | None, BuildReport]) -> Verdict:
    """Tell what came of an earlier build, as if it had been done now, and return the verdict on it."""
    ends = []
    for edition, made in standing.items():
        one = report.of(edition)
        one.findings(found for found in made.findings if found not in made.printing)
        ends.append(_tell_made(one, made))
    report.together([run for _, run in ends])
    return max(verdict_on for verdict_on, _ in ends)


def _tell_made(report: Report, made: BuildReport) -> tuple[Verdict, dict[str, Any]]:
    """Tell what came of a build once it is at its end; return the verdict on it and its run in a document."""
    report.findings(made.printing)
    _tell_outcome(report, made)
    folder = made.folder
    built = Built(str(folder), made.pages, made.documents, made.written, made.kept) if folder else None
    verdict_on = verdict(made.findings, strict=report.talk.strict)
    return verdict_on, report.run(verdict_on, built)


@contextlib.contextmanager
def _progress(talk: Talk) -> Iterator[Tell]:
    """Show a bar where somebody watches, plain lines in CI, nothing when quiet."""
    word = PRINTING[talk.language]
    if talk.quiet:
        yield lambda _what, _done, _all: None
    elif is_terminal():
        with contextlib.ExitStack() as stack:
            yield _bar(stack, word)
    else:
        yield lambda what, done, whole: talk.say(f"{word} {done}/{whole} {what}")


def _bar(stack: contextlib.ExitStack, word: str) -> Callable[[str, int, int], None]:
    bars: list[Any] = []

    def tell(_what: str, _done: int, whole: int) -> None:
        if not bars:
            # The length is known only when the first document comes back.
            import sys

            bars.append(stack.enter_context(click.progressbar(length=whole, label=word, file=sys.stderr)))
        bars[0].update(1)

    return tell


def _tell_outcome(report: Report, made: BuildReport) -> None:
    talk = report.talk
    talk.summary(made.findings, again=report.form == "text" and bool(made.documents))
    if made.folder is None:
        return
    talk.say(
        BUILT[talk.language].format(
            pages=made.pages, documents=made.documents, written=made.written, folder=made.folder
        )
    )
    if made.kept:
        talk.say(KEPT[talk.language].format(n=len(made.kept)))
    # Also when quiet: it was asked for.
    for line in explained(made, talk.language) if talk.explain else ():
        show(line, err=True)
