"""`reportgen build`."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.editions import editions_asked_for, in_own_processes
from reportgen.cli.messages import Talk, is_terminal, language_of, spoken_language, verdict
from reportgen.cli.options import (
    Folder,
    as_of_option,
    content_argument,
    edition_option,
    lang_option,
    quiet_option,
    strict_option,
)
from reportgen.cli.verdict import Verdict
from reportgen.cli.words import spoken

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
OUTPUTS = frozenset({"html", "pdf", "md", "csv", "json", "xlsx", "ics"})
PRINTING = {"zh": "排印", "en": "printing"}


class Outputs(click.ParamType[frozenset[str]]):
    """Kinds of files with commas between them: `html,pdf`."""

    name = "html,pdf,…"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        """Return the set of outputs, or refuse it as a usage error."""
        asked = frozenset(part.strip() for part in str(value).split(","))
        if not asked <= OUTPUTS:
            self.fail(
                spoken("{value!r}: write html, pdf, md, csv, json, xlsx, ics, or several with commas.").format(
                    value=value
                ),
                param,
                ctx,
            )
        return asked


@click.command()
@content_argument
@click.option("-o", "--output", type=Folder(), default="build", help="Folder to build into (default: build).")
@edition_option
@click.option("--only", metavar="ID", help="Build one record only.")
@click.option(
    "--outputs", type=Outputs(), help="What to make: html, pdf, md, csv, json, xlsx, ics (default: site.yaml)."
)
@click.option(
    "--furniture",
    type=click.Choice(["zh", "en"]),
    help="Language of labels, dates and numbers on every page (default: that of each record).",
)
@as_of_option
@click.option("--jobs", metavar="N", type=click.IntRange(1), help="Printer processes (default: one per core).")
@strict_option
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
    quiet: bool,
) -> None:
    """Build CONTENT into HTML pages and PDF documents."""
    from reportgen.pipeline import BuildOrder

    order = BuildOrder(content, output, as_of, outputs, only, jobs or os.cpu_count() or 1, furniture)
    if standing := _standing(order, edition):
        language, reports = standing
        ctx.exit(max(_tell_again(Talk(language, content, quiet, strict), report) for report in reports))
    from reportgen.pipeline import build as make

    chosen = editions_asked_for(content, edition)
    if len(chosen) > 1:
        ctx.exit(in_own_processes(chosen))
    talk = Talk(language_of(content), content, quiet, strict)
    with _progress(talk) as tell:
        report = make(replace(order, edition=chosen[0]), tell, talk.findings)
    _tell_outcome(talk, report)
    ctx.exit(verdict(report.findings, strict=strict))


def _standing(order: BuildOrder, named: tuple[str, ...]) -> tuple[str, list[BuildReport]] | None:
    """Return the language to speak and what to tell of every edition, where none would change; None: one may."""
    from reportgen.pipeline.unchanged import known_of, unchanged

    known = known_of(order)
    if known is None:
        return None
    editions: tuple[str | None, ...] = tuple(dict.fromkeys(named)) or known.editions or (None,)
    reports = [report for one in editions if (report := unchanged(replace(order, edition=one)))]
    return (spoken_language(known.language), reports) if len(reports) == len(editions) else None


def _tell_again(talk: Talk, report: BuildReport) -> Verdict:
    """Tell what came of an earlier build, as if it had been done now, and return the verdict on it."""
    talk.findings(one for one in report.findings if one not in report.printing)
    _tell_outcome(talk, report)
    return verdict(report.findings, strict=talk.strict)


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


def _tell_outcome(talk: Talk, report: BuildReport) -> None:
    talk.findings(report.printing)
    talk.summary(report.findings, again=bool(report.documents))
    if report.folder is None:
        return
    talk.say(
        BUILT[talk.language].format(
            pages=report.pages, documents=report.documents, written=report.written, folder=report.folder
        )
    )
    if report.kept:
        talk.say(KEPT[talk.language].format(n=len(report.kept)))
