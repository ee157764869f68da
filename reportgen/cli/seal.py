"""`reportgen seal`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from reportgen.cli.messages import Talk, language_of, verdict
from reportgen.cli.options import Folder, as_of_option, content_option, lang_option
from reportgen.cli.show import show
from reportgen.cli.words import spoken

NOTHING = {"zh": "没有需要封存的记录，未写入任何文件", "en": "there is nothing to seal; no file was written"}


@click.command(epilog="Without ID: every approved record that has no seal of its present revision.")
@click.argument("records", metavar="[ID]...", nargs=-1)
@content_option
@click.option("--edition", metavar="NAME", help="The edition of site.yaml (default: the one that holds everything).")
@click.option("--by", metavar="WHO", help="Who seals, or takes down.")
@click.option("--takedown", metavar="GROUND", help="Take the records down, on this ground, instead of sealing them.")
@click.option("-o", "--output", type=Folder(), default="build", help="Folder it was built into (default: build).")
@as_of_option
@lang_option
@click.pass_context
def seal(
    ctx: click.Context,
    records: tuple[str, ...],
    content: Path,
    *,
    edition: str | None,
    by: str | None,
    takedown: str | None,
    output: Path,
    as_of: dt.date,
) -> None:
    """Seal records of an edition as built, so that changes are found."""
    from reportgen.pipeline import SealOrder, take_down
    from reportgen.pipeline import seal as write_seals

    talk = Talk(language_of(content), content)
    if takedown is not None and not records:
        raise click.UsageError(spoken("Say which records go: --takedown needs their ids."))
    order = SealOrder(content, output, as_of, edition, records, by)
    written, findings = write_seals(order) if takedown is None else take_down(order, takedown)
    talk.findings(findings)
    for name in written:
        show(content / name)
    found = verdict(findings, strict=False)
    if not written and not found:
        talk.say(NOTHING[talk.language])
    ctx.exit(found)
