"""`reportgen actions carry`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.actions.words import due_of, signal_of, state_of, task_of
from reportgen.cli.messages import Talk, language_of, verdict
from reportgen.cli.options import as_of_option, content_option, lang_option
from reportgen.cli.show import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model.ledger import RegisterLine
    from reportgen.pipeline.drafting import CarryOver

WORDS = {
    "zh": {
        "going": "带入下次会议（{n} 项）",
        "none": "没有未结事项",
        "none-read": "能读取的记录中没有未结事项",
        "ended": "上次会议（{since}）以后已结束（{n} 项），可在会上通报",
        "heading": ("编号", "缘由", "事项"),
        "reported": "已报完成，待复核",
        "due": "{state}，完成时限 {due}",
        "no-due": "{state}，未定完成时限",
        "ended-on": "{date} {state}",
        "merged": "{date} 并入 {other}，由其延续",
        "recorded": "{reason}（{day} 记录）",
        "joint": "；",
    },
    "en": {
        "going": "Goes to the next meeting ({n})",
        "none": "there are no open actions",
        "none-read": "there are no open actions in what could be read",
        "ended": "Ended since the last meeting on {since} ({n}), for the minutes to note",
        "heading": ("ACTION", "WHY", "TASK"),
        "reported": "reported done, to be verified",
        "due": "{state}, due {due}",
        "no-due": "{state}, no due date",
        "ended-on": "{state} on {date}",
        "merged": "merged on {date}, goes on as {other}",
        "recorded": "{reason}, recorded {day}",
        "joint": "; ",
    },
}


RULES = (
    "Every live action of the series goes on; one that was merged into another goes on as that one.",
    "What ended since the last held meeting is listed apart, for the minutes to note.",
    "Actions of other series stay there. Nothing is copied: the register keeps it.",
)


@click.command(epilog="\n\n".join(RULES))
@click.argument("series", metavar="SERIES")
@content_option
@as_of_option
@lang_option
@click.pass_context
def carry(ctx: click.Context, series: str, content: Path, *, as_of: dt.date) -> None:
    """Show what goes to the next meeting of SERIES, and why."""
    from reportgen.pipeline import carry as look

    talk = Talk(language_of(content), content)
    carried, findings = look(content, series, as_of)
    talk.findings(findings)
    if carried:
        for line in _page(carried, talk.language, is_whole=not findings):
            show(line)
    ctx.exit(verdict(findings, strict=False))


def _page(carried: CarryOver, language: str, *, is_whole: bool) -> Iterator[str]:
    from reportgen.cli.actions.table import table, terminal_width

    words = WORDS[language]
    if carried.going:
        yield str(words["going"]).format(n=len(carried.going))
        yield from table(words["heading"], [_going(one, language) for one in carried.going], terminal_width(), share=2)
    else:
        yield str(words["none" if is_whole else "none-read"])
    if carried.ended:
        yield ""
        yield str(words["ended"]).format(since=carried.since, n=len(carried.ended))
        rows = [_ended(one, carried.since, language) for one in carried.ended]
        yield from table(words["heading"], rows, terminal_width(), share=2)


def _going(line: RegisterLine, language: str) -> tuple[str, str, str]:
    words, status = WORDS[language], line.status
    state = state_of(status, language)
    if status.state == "reported":
        reason = str(words["reported"])
    elif due := due_of(status):
        reason = str(words["due"]).format(state=state, due=due)
    else:
        reason = str(words["no-due"]).format(state=state)
    signal = signal_of(line, language)
    return line.reference, f"{signal}{words['joint']}{reason}" if signal else reason, task_of(line)


def _ended(line: RegisterLine, since: dt.date | None, language: str) -> tuple[str, str, str]:
    words, status = WORDS[language], line.status
    form = str(words["merged" if status.merged_into else "ended-on"])
    reason = form.format(date=status.ended, state=state_of(status, language), other=status.merged_into)
    recorded = next((one.event.recorded for one in reversed(line.entry.history(line.day)) if one.before.is_live), None)
    if since and status.ended and status.ended <= since:
        # It ended before that meeting, which was not told: only the day of the record puts it here.
        reason = str(words["recorded"]).format(reason=reason, day=recorded)
    return line.reference, reason, task_of(line)
