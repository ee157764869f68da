"""`reportgen new`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from reportgen.cli.messages import Talk, language_of, verdict
from reportgen.cli.options import Day, content_option, lang_option
from reportgen.cli.show import show

NEXT = {
    "zh": "接着：补写议题，会后补写内容，再运行 reportgen check",
    "en": "next: write the agenda, after the meeting the rest, then run reportgen check",
}


@click.command()
@click.argument("series", metavar="SERIES")
@content_option
@click.option("--date", type=Day(), help="Day of the meeting (default: what the last one announced).")
@click.option("--dry-run", is_flag=True, help="Print the draft instead of writing it.")
@lang_option
@click.pass_context
def new(ctx: click.Context, series: str, content: Path, *, date: dt.date | None, dry_run: bool) -> None:
    """Draft the next meeting of SERIES: number, roster, open actions."""
    from reportgen import disk
    from reportgen.pipeline import draft_next

    talk = Talk(language_of(content), content)
    draft, findings = draft_next(content, series, date)
    talk.findings(findings)
    if draft and dry_run:
        for line in draft.text.splitlines():
            show(line)
    elif draft:
        disk.copy_tree({draft.path: draft.text.encode()}, content)
        show(content / draft.path)
        talk.say(NEXT[talk.language])
    ctx.exit(verdict(findings, strict=False))
