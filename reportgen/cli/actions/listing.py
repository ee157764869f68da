"""`reportgen actions list`."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.actions.state import State
from reportgen.cli.actions.words import names_of, signal_of, state_of, task_of
from reportgen.cli.messages import Talk, language_of, verdict
from reportgen.cli.options import Day, as_of_option, content_option, lang_option
from reportgen.cli.show import show
from reportgen.cli.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.model.directory import Party
    from reportgen.model.ledger import RegisterLine

HEADING = {
    "zh": ("编号", "状态", "完成时限", "责任", "事项"),
    "en": ("ACTION", "STATE", "DUE", "WHO", "TASK"),
}
NONE = {"zh": "没有这样的事项", "en": "there are no such actions"}
NONE_READ = {"zh": "能读取的记录中没有这样的事项", "en": "there are no such actions in what could be read"}


@click.command("list")
@content_option
@as_of_option
@click.option("--overdue", is_flag=True, help="Only those past their due date.")
@click.option("--unit", metavar="UNIT", help="Only those a unit leads or supports, by name, alias or id.")
@click.option("--owner", metavar="NAME", help="Only those a person carries out or leads.")
@click.option("--series", metavar="SERIES", help="Only those of one series.")
@click.option("--state", type=State(), help="Only those in one state.")
@click.option("--due-before", type=Day(), help="Only those due before a day.")
@click.option("--all", "ended", is_flag=True, help="Also what was closed or cancelled.")
@click.option("--form", type=click.Choice(["table", "json"]), default="table", help="A table to read, or JSON.")
@click.option("--fail-overdue", is_flag=True, help="Exit with 1 if one of those listed is overdue.")
@lang_option
@click.pass_context
def list_(
    ctx: click.Context, /, content: Path, *, as_of: dt.date, form: str, fail_overdue: bool, **wanted: Any
) -> None:
    """List the actions somebody still owes, by due date."""
    from reportgen.pipeline import Wanted, list_actions

    talk = Talk(language_of(content), content)
    answer, findings = list_actions(content, as_of, Wanted(**wanted))
    talk.findings((*findings, *(answer.misunderstood if answer else ())))
    if answer and answer.misunderstood:
        # What is looked up in the content is content, not a mistake of the command line.
        ctx.exit(Verdict.CONTENT)
    if answer:
        _show(answer.lines, form, talk, NONE_READ if findings else NONE)
        if fail_overdue and any(one.signal == "overdue" for one in answer.lines):
            ctx.exit(Verdict.CONTENT)
    ctx.exit(verdict(findings, strict=False))


def _show(lines: Sequence[RegisterLine], form: str, talk: Talk, none: dict[str, str]) -> None:
    if form == "json":
        for text in _json([_facts(one) for one in lines]):
            show(text)
    elif not lines:
        talk.say(none[talk.language])
    else:
        from reportgen.cli.actions.table import table, terminal_width

        for text in table(HEADING[talk.language], [_row(one, talk.language) for one in lines], terminal_width()):
            show(text)


def _row(line: RegisterLine, language: str) -> tuple[str, ...]:
    who = [line.lead, *line.owner] if line.lead or line.owner else [line.supervisor]
    return (
        line.reference,
        # A signal says that it is open or in progress, and leaves more room for the task.
        signal_of(line, language) or state_of(line.status, language),
        str(line.status.due or line.status.due_words or ""),
        names_of(who, language),
        task_of(line),
    )


def _facts(line: RegisterLine) -> dict[str, object]:
    """Return a row for another program: keys as in the records, dates as 2026-06-30, null for what nobody said."""
    status = line.status
    return {
        "action": line.reference,
        "record": line.entry.record,
        "series": line.entry.series,
        "task": task_of(line),
        "state": status.state,
        "signal": line.signal,
        "opened": str(line.entry.opened),
        "due": _day(status.due),
        "due-words": status.due_words,
        "days-overdue": line.days_overdue,
        "lead": _party(line.lead),
        "support": [_party(one) for one in line.support],
        "owner": [_party(one) for one in line.owner],
        "supervisor": _party(line.supervisor),
        "ended": _day(status.ended),
        "merged-into": status.merged_into,
        "slips": status.slips,
        "slipped-days": status.slipped_days,
        "reopened": status.reopened,
    }


def _day(day: dt.date | None) -> str | None:
    return str(day) if day else None


def _party(party: Party | None) -> dict[str, str | None] | None:
    return {"id": party.id, "name": party.name} if party else None


def _json(value: object) -> Iterator[str]:
    """Yield the lines of a JSON text, escaped as JSON escapes whatever `show` would escape in its own way."""
    from reportgen.text.terminal import printable

    for line in json.dumps(value, ensure_ascii=False, indent=2).splitlines():
        shown = "".join(one if printable(one) == one else json.dumps(one)[1:-1] for one in line)
        yield shown.replace("##", "#\\u0023")
