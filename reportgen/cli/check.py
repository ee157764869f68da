"""`reportgen check`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from reportgen.cli.editions import in_own_processes
from reportgen.cli.messages import Talk, language_of, verdict
from reportgen.cli.options import as_of_option, content_argument, lang_option, quiet_option, strict_option
from reportgen.cli.report import messages_option, report_in


@click.command()
@content_argument
@click.option(
    "--edition",
    metavar="NAME",
    multiple=True,
    help="An edition of site.yaml to judge as its readers' copy; may be given several times.",
)
@as_of_option
@strict_option
@messages_option
@quiet_option
@lang_option
@click.pass_context
def check(
    ctx: click.Context,
    content: Path,
    *,
    edition: tuple[str, ...],
    as_of: dt.date,
    strict: bool,
    messages: str,
    quiet: bool,
) -> None:
    """Read CONTENT and report what is wrong, without building."""
    from reportgen.pipeline import inspect_edition

    named = edition[0] if edition else None
    talk = Talk(language_of(content), content, quiet, strict)
    report = report_in(messages, talk, "check", named, as_of)
    if len(edition) > 1:
        ctx.exit(in_own_processes(edition, report))
    with report.to_its_end():
        findings = inspect_edition(content, named, as_of)
        report.findings(findings)
    talk.summary(findings, again=False)
    told = verdict(findings, strict=strict)
    report.together([report.run(told)])
    ctx.exit(told)
