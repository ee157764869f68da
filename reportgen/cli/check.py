"""`reportgen check`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from reportgen.cli.messages import Talk, language_of, verdict
from reportgen.cli.options import as_of_option, content_argument, lang_option, quiet_option, strict_option


@click.command()
@content_argument
@as_of_option
@strict_option
@quiet_option
@lang_option
@click.pass_context
def check(ctx: click.Context, content: Path, *, as_of: dt.date, strict: bool, quiet: bool) -> None:
    """Read CONTENT and report what is wrong, without building."""
    from reportgen.pipeline import inspect

    talk = Talk(language_of(content), content, quiet, strict)
    _, findings = inspect(content, as_of)
    talk.findings(findings)
    talk.summary(findings, again=False)
    ctx.exit(verdict(findings, strict=strict))
