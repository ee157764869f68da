"""`reportgen verify`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.messages import Talk, language_of, verdict
from reportgen.cli.options import lang_option, quiet_option

VERIFIED = {"zh": "已核对 {n} 个文件：{folder}", "en": "verified {n} files: {folder}"}


@click.command()
@click.argument(
    "output", metavar="[OUT]", type=click.Path(path_type=Path, file_okay=False, exists=True), default="build"
)
@quiet_option
@lang_option
@click.pass_context
def verify(ctx: click.Context, output: Path, *, quiet: bool) -> None:
    """Hold the files of OUT against their manifests, without the content."""
    from reportgen.pipeline import verify as hold_against

    talk = Talk(language_of(None), output, quiet)
    verified = hold_against(output)
    talk.findings(verified.findings)
    talk.summary(verified.findings, again=False)
    talk.say(VERIFIED[talk.language].format(n=verified.files, folder=output))
    ctx.exit(verdict(verified.findings, strict=False))
