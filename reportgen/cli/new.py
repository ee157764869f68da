"""`reportgen new`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from reportgen.cli.messages import Talk, exit_code, language_of
from reportgen.cli.options import Day, default_content, lang_option


@click.command()
@click.argument("series")
@click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=default_content,
    help="Content folder (default: content, else the current folder).",
)
@click.option("--date", type=Day(), help="Day of the meeting (default: what the last one announced).")
@click.option("--dry-run", is_flag=True, help="Print the draft instead of writing it.")
@lang_option
@click.pass_context
def new(
    ctx: click.Context, series: str, content: Path, *, date: dt.date | None, dry_run: bool, lang: str | None
) -> None:
    """Write the record of the next meeting of SERIES: number, roster, open actions to go through."""
    from reportgen import disk
    from reportgen.pipeline import draft_next

    draft, findings = draft_next(content, series, date)
    Talk(language_of(lang, content), content).findings(findings)
    if draft is None:
        ctx.exit(exit_code(findings, strict=False))
    if dry_run:
        click.echo(draft.text, nl=False)
        return
    disk.copy_tree({draft.path: draft.text.encode()}, content)
    click.echo(content / draft.path)
