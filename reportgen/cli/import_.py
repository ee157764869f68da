"""`reportgen import`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.messages import Talk, language_of, verdict
from reportgen.cli.options import Day, as_of_option, content_option, lang_option, quiet_option
from reportgen.cli.show import show
from reportgen.model.diagnostic import Diagnostic

if TYPE_CHECKING:
    from reportgen.pipeline.importing import Importing

NEXT = {
    "zh": "接着：核对“# import:”注释，归位 unplaced 各行，再运行 reportgen check",
    "en": "next: look at the “# import:” comments, place the lines under unplaced, then run reportgen check",
}
NOTHING = {"zh": "没有写入任何文件", "en": "no file was written"}
PROPOSED = {
    "zh": "讲话中疑似交办 {n} 项，列在报告中，未写入记录（--report 文件）",
    "en": "{n} actions seem to be demanded; they are set aside in the report, not in the records (--report FILE)",
}
COUNTED = {"zh": "{files} 个文件，{records} 份记录", "en": "{files} file{s}, {records} record{r}"}

_files = click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
_output = click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the records (default: meetings, speeches or updates of the content folder).",
)  # fmt: skip
_series = click.option("--series", metavar="ID", help="The series the meetings belong to.")
_kind = click.option(
    "--kind", type=click.Choice(["minutes", "speech", "register"]), help="What the files are (default: told from each)."
)
_date = click.option("--date", type=Day(), help="The day, where neither the text nor the file name tells it.")
_actions = click.option("--actions", is_flag=True, help="Propose, in the report, what a speech seems to demand.")
_dry_run = click.option("--dry-run", is_flag=True, help="Print the records instead of writing them.")
_report = click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what was understood, and how surely; JSON or Markdown.",
)


@click.command(name="import")
@_files
@_output
@_series
@_kind
@_date
@_actions
@_dry_run
@_report
@content_option
@as_of_option
@quiet_option
@lang_option
@click.pass_context
def import_(
    ctx: click.Context,
    files: tuple[Path, ...],
    output: Path | None,
    content: Path,
    *,
    as_of: dt.date,
    quiet: bool,
    dry_run: bool,
    report: Path | None,
    series: str | None,
    kind: str | None,
    date: dt.date | None,
    actions: bool,
) -> None:
    """Read speeches, old minutes and registers from FILE into records."""
    from reportgen import disk
    from reportgen.formats.ingest.reading import Asked, findings_of
    from reportgen.pipeline.importing import check_imported, import_files, target_of

    talk = Talk(language_of(content), Path(), quiet)
    target = target_of(output, content)
    made = import_files(files, target, Asked(kind, date, series, with_demands=actions))  # type: ignore[arg-type]
    findings = [*made.findings, *(one for each in made.reports for one in findings_of(each))]
    talk.findings(findings)
    if report:
        disk.copy_tree({report.name: _told(made, report, talk.language)}, report.parent)
    if dry_run:
        for text in made.files.values():
            for line in text.decode().splitlines():
                show(line)
    elif made.files:
        disk.copy_tree(made.files, target.root)
        findings += _checked(talk, target.root, [*made.files], check_imported(target, made.files, as_of))
    _close(talk, made, written=bool(made.files) and not dry_run)
    ctx.exit(verdict(findings, strict=False))


def _told(made: Importing, report: Path, language: str) -> bytes:
    from reportgen.formats.ingest.report import report_json, report_text

    text = report_json(made.reports) if report.suffix == ".json" else report_text(made.reports, language)
    return text.encode()


def _checked(talk: Talk, root: Path, names: list[str], findings: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Show what was written and what a check says of it."""
    for name in names:
        show(root / name)
    Talk(talk.language, root, talk.quiet).findings(findings)
    return findings


def _close(talk: Talk, made: Importing, *, written: bool) -> None:
    proposals = sum(len(draft.proposals) for each in made.reports for draft in each.drafts)
    if proposals:
        talk.say(PROPOSED[talk.language].format(n=proposals))
    files, records = len(made.reports), len(made.files)
    plural = {"s": "" if files == 1 else "s", "r": "" if records == 1 else "s"}
    talk.say(COUNTED[talk.language].format(files=files, records=records, **plural))
    talk.say(NEXT[talk.language] if written else NOTHING[talk.language])
