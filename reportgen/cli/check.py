"""`reportgen check`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from reportgen.cli.editions import in_own_processes
from reportgen.cli.messages import Talk, language_of, verdict
from reportgen.cli.options import as_of_option, content_argument, lang_option, quiet_option, strict_option


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
@quiet_option
@lang_option
@click.pass_context
def check(
    ctx: click.Context, content: Path, *, edition: tuple[str, ...], as_of: dt.date, strict: bool, quiet: bool
) -> None:
    """Read CONTENT and report what is wrong, without building."""
    from reportgen.pipeline import inspect_edition

    if len(edition) > 1:
        ctx.exit(in_own_processes(edition))
    talk = Talk(language_of(content), content, quiet, strict)
    findings = inspect_edition(content, edition[0] if edition else None, as_of)
    talk.findings(findings)
    talk.summary(findings, again=False)
    ctx.exit(verdict(findings, strict=strict))
