"""Rules on how an action ends: somebody verified it, with evidence, and what has ended stays ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportgen.model.action import Update
from reportgen.model.diagnostic import Diagnostic, Severity, warning
from reportgen.model.register import ENDED, Event, Step
from reportgen.rules.look import Case, Look
from reportgen.text.states import state_values

NOT_VERIFIED = warning(
    "reported-not-verified",
    en="{action} was reported done on {date}, and nobody has verified it",
    zh="{action} 于 {date} 报告完成，至今无人复核",
    hint_en="record an update: `state: closed` with `verified-by:`, or `state: open` with what is missing",
    hint_zh="请记录进展：`state: closed` 并写 `verified-by:`，或 `state: open` 并写明缺什么",
)
WITHOUT_VERIFIER = warning(
    "closed-without-verifier",
    en="{action} is closed, and nobody is named who verified it",
    zh="{action} 已销号，但没有写明复核人",
    hint_en="add `verified-by:`, here or in a later update",
    hint_zh="请补写 `verified-by:`，也可写在后来的进展中",
)
WITHOUT_EVIDENCE = warning(
    "closed-without-evidence",
    en="{action} is closed without evidence, and without a reason why there is none",
    zh="{action} 已销号，但没有佐证材料，也没有说明原因",
    hint_en="add `evidence:` with files, `links:`, or `no-evidence:` with the reason, here or in a later update",
    hint_zh="请补写 `evidence:`（文件）、`links:`（链接）或 `no-evidence:`（原因），也可写在后来的进展中",
)
AFTER_END = warning(
    "update-after-end",
    en="{action} has been {state} since {date}, as {record} tells; this update changes it and does not open it again",
    zh="{action} 自 {date} 起{state_zh}（见 {record}）；这条进展没有重新办理，却改动了它",
    hint_en="write `state: open` if it goes on; if it stays ended leave `note:` and evidence only",
    hint_zh="重新办理的请写 `state: open`；不再办理的，只留 `note:` 和佐证材料",
)
ENDED_THEN_LIVE = warning(
    "ended-then-live",
    en="{action} was {state} on {date}, as {record} tells, and this update of {later} records it as {now} again",
    zh="{action} 已于 {date} 记为{state_zh}（见 {record}），这条 {later} 的进展又记为{now_zh}",
    hint_en="write `state: open` if it was opened again; if it stays ended take `state:` out",
    hint_zh="确属重新办理的请写 `state: open`；不再办理的请删去 `state:`",
)


def reported_actions_are_verified(look: Look) -> Iterator[Diagnostic]:
    """What is reported done is verified within `register: {stale-days:}`."""
    for case in look.cases if look.is_whole else ():
        if case.status.state != "reported":
            continue
        event = _turning(case, "reported")
        day = event.date if event else case.entry.opened
        if (look.as_of - day).days > look.content.site.register_.stale_days:
            span = look.span_of_event(event) if event else look.span_of(case)
            yield NOT_VERIFIED.at(span, action=case.reference, date=day)


def closed_actions_are_proved(look: Look) -> Iterator[Diagnostic]:
    """Whatever is closed (销号) says who verified it, and what shows that it is done.

    Proof counts from the day it was last opened, also where a later record adds it: approved minutes stay as they are.
    What the meeting that opened it found done already needs none.
    """
    strict = look.content.site.register_.closing == "strict"
    override = Severity.ERROR if strict else None
    for case in look.cases:
        status = case.status
        event = _turning(case, "closed") if status.state == "closed" else None
        if event is None:
            continue
        lacking = [
            kind
            for kind, given in (
                (WITHOUT_VERIFIER, status.verified_by),
                (WITHOUT_EVIDENCE, status.evidence or status.links or status.no_evidence),
            )
            if not given and look.tells(kind)
        ]
        for kind in lacking:
            yield replace(kind.at(look.span_of_event(event), action=case.reference), severity_override=override)


def _turning(case: Case, state: str) -> Event | None:
    """Return the last event that brought an action into a state; None: it was opened in it."""
    turns = (one.event for one in reversed(case.steps) if one.after.state == state != one.before.state)
    return next(turns, None)


def ended_actions_stay_ended(look: Look) -> Iterator[Diagnostic]:
    """What is closed or cancelled is opened again before anything else happens to it; a note may be added.

    Only `state: open` opens it again: whoever writes `in-progress` may not know that it has ended.
    """
    for case in look.cases:
        ending: Event | None = None
        for step in case.steps:
            if step.before.state in ENDED and not _may_follow(step, ending):
                yield _after_end(look, case, step, ending)
            elif step.before.state not in ENDED:
                ending = step.event


def _after_end(look: Look, case: Case, step: Step, ending: Event | None) -> Diagnostic:
    span, state = look.span_of_event(step.event), step.before.state
    values: dict[str, object] = {"action": case.reference, **state_values("state", state)}
    values["date"] = ending.date if ending else case.entry.opened
    values["record"] = ending.record if ending else case.entry.record
    if step.is_reopening:
        return ENDED_THEN_LIVE.at(span, **values, later=step.event.date, **state_values("now", step.after.state))
    return AFTER_END.at(span, **values)


def _may_follow(step: Step, ending: Event | None) -> bool:
    # An ending told later but dated earlier is out of order, and has been told so.
    is_told_first = ending is not None and step.event.recorded < ending.recorded
    if step.is_reopening:
        return step.after.state == "open"
    return is_told_first or _only_adds(step.event.update)


_ADDED = {"action", "date", "note", "evidence", "links", "no_evidence", "verified_by", "reached", "x"}


def _only_adds(update: Update) -> bool:
    """Whether an update says more of what happened and changes nothing."""
    fields = Update.model_fields.items()
    return all(name in _ADDED or getattr(update, name) == field.default for name, field in fields)
