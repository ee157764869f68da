"""`reportgen check`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.messages import Talk, exit_code, language_of
from reportgen.cli.options import content_argument, lang_option, quiet_option, strict_option


@click.command()
@content_argument
@strict_option
@quiet_option
@lang_option
@click.pass_context
def check(ctx: click.Context, content: Path, *, strict: bool, quiet: bool, lang: str | None) -> None:
    """Read CONTENT and report what is wrong, without building."""
    from reportgen.pipeline import inspect

    _, findings = inspect(content)
    talk = Talk(language_of(lang, content), content, quiet)
    talk.findings(findings)
    talk.summary(findings, again=False)
    ctx.exit(exit_code(findings, strict=strict))
