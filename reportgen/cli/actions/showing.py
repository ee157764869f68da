"""`reportgen actions show`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.actions.words import due_of, names_of, signal_of, state_of
from reportgen.cli.messages import Talk, language_of, place_of, verdict
from reportgen.cli.options import as_of_option, content_option, lang_option
from reportgen.cli.show import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model.register import ActionStatus
    from reportgen.pipeline.acting import History, Told

WORDS = {
    "zh": {
        "opened": "提出",
        "state": "状态",
        "lead": "牵头",
        "support": "配合",
        "owner": "责任人",
        "supervisor": "分管领导",
        "due": "完成时限",
        "put-off": "顺延 {slips} 次，共 {days} 天",
        "forward": "提前 {days} 天",
        "reopened": "重新办理",
        "times": "{n} 次",
        "ended": "结束",
        "verified": "复核人",
        "evidence": "佐证",
        "merged": "并入",
        "continued": "后续事项",
        "history": "办理经过",
        "nothing": "尚无进展记录",
        "later": "另有 {n} 条进展记于 {day} 之后",
        "reopening": "重新办理",
        "first-due": "完成时限定为 {due}",
        "new-due": "完成时限由 {old} 改为 {due}（{days:+d} 天）",
        "new-lead": "牵头改为 {who}",
        "new-support": "配合改为 {who}",
        "new-owner": "责任人改为 {who}",
        "new-supervisor": "分管领导改为 {who}",
        "reached": "节点完成：{text}",
        "no-evidence": "无佐证",
        "by": "{who}记",
        "said": "{name}：{words}",
    },
    "en": {
        "opened": "opened",
        "state": "state",
        "lead": "lead",
        "support": "support",
        "owner": "owner",
        "supervisor": "supervisor",
        "due": "due",
        "put-off": "slipped {times}, {days} days",
        "forward": "brought forward by {days} days",
        "reopened": "reopened",
        "times": "{times}",
        "ended": "ended",
        "verified": "verified by",
        "evidence": "evidence",
        "merged": "merged into",
        "continued": "continued by",
        "history": "history",
        "nothing": "no update yet",
        "later": "updates after {day}: {n}",
        "reopening": "reopened",
        "first-due": "due set to {due}",
        "new-due": "due {old} → {due} ({days:+d} days)",
        "new-lead": "lead now {who}",
        "new-support": "support now {who}",
        "new-owner": "owner now {who}",
        "new-supervisor": "supervisor now {who}",
        "reached": "milestone met: {text}",
        "no-evidence": "no evidence",
        "by": "by {who}",
        "said": "{name}: {words}",
    },
}


@click.command("show")
@click.argument("reference", metavar="ID")
@content_option
@as_of_option
@lang_option
@click.pass_context
def show_(ctx: click.Context, reference: str, content: Path, *, as_of: dt.date) -> None:
    """Show the whole history of action ID, with file and line of everything that was said."""
    from reportgen.pipeline import show_action

    talk = Talk(language_of(content), content)
    history, findings = show_action(content, as_of, reference)
    talk.findings(findings)
    for line in _page(history, talk) if history else ():
        show(line)
    ctx.exit(verdict(findings, strict=False))


def _page(history: History, talk: Talk) -> Iterator[str]:
    from reportgen.text.columns import padded, width
    from reportgen.text.markup import to_plain

    words, line = WORDS[talk.language], history.line
    yield f"{line.reference}  {to_plain(line.entry.action.task)}"
    facts = [(words[name], fact) for name, fact in _facts(history, talk) if fact]
    widest = max(width(name) for name, _ in facts)
    yield from (f"  {padded(name, widest)}  {fact}" for name, fact in facts)
    yield ""
    yield words["history"]
    for told in history.events:
        yield from _event(told, talk)
    if not history.events:
        yield f"  {words['nothing']}"
    if history.still_unknown:
        yield f"  {words['later'].format(n=history.still_unknown, day=line.day)}"


def _facts(history: History, talk: Talk) -> Iterator[tuple[str, str]]:
    """Yield the name of each fact and what is known of it; empty: nothing."""
    line, language = history.line, talk.language
    status, words = line.status, WORDS[language]
    place = place_of(talk.folder, history.span, to_line=True) if history.span else ""
    source = " · ".join(one for one in (line.entry.title, line.entry.item) if one)
    yield "opened", "  ".join(one for one in (str(line.entry.opened), place, source) if one)
    yield "state", " · ".join(one for one in (state_of(status, language), signal_of(line, language)) if one)
    yield "lead", names_of([line.lead], language)
    yield "support", names_of(line.support, language)
    yield "owner", names_of(line.owner, language)
    yield "supervisor", names_of([line.supervisor], language)
    yield "due", " · ".join(one for one in (due_of(status), _slips(status, words)) if one)
    yield "reopened", _times(status.reopened, words) if status.reopened else ""
    yield "ended", str(status.ended or "")
    yield "verified", names_of([history.verifier], language)
    yield "evidence", " · ".join((*status.evidence, *(one.url for one in status.links)))
    yield "no-evidence", status.no_evidence or ""
    yield "merged", status.merged_into or ""
    yield "continued", " · ".join(line.continued_by)


def _slips(status: ActionStatus, words: dict[str, str]) -> str:
    if status.slips:
        times = _times(status.slips, words)
        return words["put-off"].format(slips=status.slips, times=times, days=status.slipped_days)
    return words["forward"].format(days=-status.slipped_days) if status.slipped_days else ""


def _times(number: int, words: dict[str, str]) -> str:
    return words["times"].format(n=number, times="once" if number == 1 else f"{number} times")


def _event(told: Told, talk: Talk) -> Iterator[str]:
    from reportgen.text.markup import to_plain

    words, event = WORDS[talk.language], told.step.event
    place = place_of(talk.folder, told.span, to_line=True) if told.span else ""
    by = words["by"].format(who=told.by.name) if told.by else ""
    source = " · ".join(one for one in (told.title, by) if one)
    state = words["reopening"] if told.step.is_reopening else state_of(told.step.after, talk.language)
    yield "  " + "  ".join(one for one in (str(event.date), state, place, source) if one)
    said = [to_plain(event.update.note)] if event.update.note else []
    yield from (f"      {one}" for one in (*said, *_changes(told, words)))


def _changes(told: Told, words: dict[str, str]) -> Iterator[str]:
    update, before = told.step.event.update, told.step.before
    if update.due and before.due and update.due != before.due:
        yield words["new-due"].format(old=before.due, due=update.due, days=(update.due - before.due).days)
    elif due_of(told.step.after) != due_of(before):
        yield words["first-due"].format(due=due_of(told.step.after))
    for name in ("lead", "support", "owner", "supervisor"):
        who = getattr(update, name)
        if who is not None:
            yield words[f"new-{name}"].format(who=who if isinstance(who, str) else ", ".join(who) or "–")
    yield from (words["reached"].format(text=one) for one in update.reached)
    said = [("evidence", one) for one in (*update.evidence, *(link.url for link in update.links))]
    said += [(name, getattr(update, name.replace("-", "_"))) for name in ("no-evidence", "verified-by", "merged-into")]
    names = {"verified-by": "verified", "merged-into": "merged"}
    yield from (words["said"].format(name=words[names.get(name, name)], words=one) for name, one in said if one)
