"""Rules on what leads to what: decisions to actions, and actions to those that go on in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.model.action import Decision
from reportgen.model.diagnostic import Diagnostic, error, info, warning
from reportgen.model.ledger import NOT_CARRIED
from reportgen.model.meeting import Minutes
from reportgen.model.source import Field, Span
from reportgen.rules.look import Look, actions_of, decisions_of
from reportgen.text.states import state_values

CIRCLE = error(
    "continues-in-a-circle",
    en="these actions go on as one another in a circle: {chain}",
    zh="这些事项互为接续，成了一个圈：{chain}",
    hint_en="take out the `continues:` or `merged-into:` that is wrong",
    hint_zh="请删去写错的 `continues:` 或 `merged-into:`",
)
STILL_LIVE = warning(
    "continued-but-live",
    en="{earlier} goes on as {action}, and is still {state} itself",
    zh="{earlier} 已由 {action} 接续，自身却仍为{state_zh}",
    hint_en="end it with an update: `merged-into: {action}`, `state: closed` or `state: cancelled`",
    hint_zh="请用一条进展了结它：`merged-into: {action}`、`state: closed` 或 `state: cancelled`",
)
SPLIT_BUT_LIVE = warning(
    "split-but-live",
    en="{earlier} was split into {action}, and is still {state} itself",
    zh="{earlier} 已拆为 {action_zh}，但原事项仍未结（{state_zh}）",
    hint_en="end it with an update: `state: cancelled`, with a note that it was split",
    hint_zh="请登记 `state: cancelled` 并注明拆分",
)
MERGED_INTO_ENDED = warning(
    "merged-into-ended",
    en="{action} was merged into {target}, which had ended by then: nobody owes it any more",
    zh="{action} 并入 {target}，而后者当时已经结束，此事再无人办理",
    hint_en="name the action that goes on, or open {target} again: `state: open`",
    hint_zh="请写接续办理的事项，或将 {target} 重新办理：`state: open`",
)
NOT_ACTED_ON = info(
    "decision-without-action",
    en="nobody is asked to act on the decision “{text}”",
    zh="决定“{text}”没有落实事项",
    hint_en="add an action under the same item, or one with `carries-out: {id}`",
    hint_zh="请在同一议题下补写事项，或在事项中写 `carries-out: {id}`",
)

LONGEST_CHAIN = 5
"""Actions of a circle that its message names."""


@dataclass(frozen=True, slots=True)
class _Link:
    """That an action goes on as another, with the place that says so."""

    target: str
    span: Span | None


def chains_have_an_end(look: Look) -> Iterator[Diagnostic]:
    """No action goes on as itself, be it by way of others; each circle is told once."""
    links = {source: tuple(targets.values()) for source, targets in _links(look).items()}
    for chain, span in _circles(links):
        shown = chain if len(chain) <= LONGEST_CHAIN else [*chain[: LONGEST_CHAIN - 1], "…"]
        yield CIRCLE.at(span, chain=" → ".join([*shown, chain[0]]))


def _links(look: Look) -> dict[str, dict[str, _Link]]:
    """Return by action those that go on in its place: they continue it, or it was merged into them."""
    links: dict[str, dict[str, _Link]] = {case.reference: {} for case in look.cases}
    for case in look.cases:
        for place, earlier in enumerate(case.entry.action.continues):
            span = look.span_of(case, "continues", place)
            links.setdefault(earlier, {}).setdefault(case.reference, _Link(case.reference, span))
        for event in (step.event for step in case.steps if step.event.update.merged_into == case.status.merged_into):
            if target := event.update.merged_into:
                span = look.span_of_event(event, "merged-into")
                links[case.reference].setdefault(target, _Link(target, span))
    return links


def _circles(links: Mapping[str, tuple[_Link, ...]]) -> Iterator[tuple[list[str], Span | None]]:
    """Yield the circles, each with the place that closes it; every link is followed once, without recursion."""
    done: set[str] = set()
    for start in links:
        path: dict[str, Iterator[_Link]] = {} if start in done else {start: iter(links[start])}
        while path:
            here = next(reversed(path))
            link = next(path[here], None)
            if link is None:
                done.add(here)
                del path[here]
            elif link.target in path:
                whole = list(path)
                yield whole[whole.index(link.target) :], link.span
            elif link.target not in done:
                path[link.target] = iter(links.get(link.target, ()))


def what_goes_on_elsewhere_has_ended(look: Look) -> Iterator[Diagnostic]:
    """An action that a later one continues has ended itself, by an update that says how."""
    live = {case.reference: case for case in look.cases if case.status.is_live}
    parts: dict[str, list[tuple[str, Span | None]]] = {}
    for case in look.cases if look.is_whole else ():
        for place, reference in enumerate(case.entry.action.continues):
            earlier = live.get(reference)
            if earlier and earlier is not case and earlier.entry.opened <= case.entry.opened:
                part = case.reference, look.span_of(case, "continues", place)
                parts.setdefault(reference, []).append(part)
    for reference, found in parts.items():
        # Told once, however many continue it: where the first one does.
        names = list(dict.fromkeys(name for name, _ in found))
        shown = names if len(names) <= LONGEST_CHAIN else [*names[: LONGEST_CHAIN - 1], "…"]
        kind = STILL_LIVE if len(names) == 1 else SPLIT_BUT_LIVE
        state = live[reference].status.state
        values = {"earlier": reference, "action": ", ".join(shown), "action_zh": "、".join(shown)}
        yield kind.at(found[0][1], **values, **state_values("state", state))


def mergers_lead_to_live_actions(look: Look) -> Iterator[Diagnostic]:
    """An action is merged into one that goes on: else it would be lost with nobody's word that it is done."""
    cases = {case.reference: case for case in look.cases}
    for case in look.cases:
        for event in (step.event for step in case.steps):
            into = cases.get(event.update.merged_into or "")
            is_last_word = case.status.merged_into == event.update.merged_into
            if into and into is not case and is_last_word and not into.entry.known_on(event.known).is_live:
                span = look.span_of_event(event, "merged-into")
                yield MERGED_INTO_ENDED.at(span, action=case.reference, target=into.reference)


_NEEDS_NO_ACTION = re.compile(
    r"纪要|原则同意|审议通过|表决通过|予以通过|批准|(予以|同意)确认|听取|知悉|备案|当选|推选|选举|任命|聘任|免去|接受辞|不予|不同意"
    r"|不再|废止|撤销|终止|\bminutes\b"
    r"|\b(be|been|is|are|was|were) (approved|adopted|confirmed|accepted|noted|received|endorsed|ratified|(re-?)?elected"
    r"|(re-?)?appointed|thanked|declined|rejected)\b"
    r"|^\W*(approve|adopt|confirm|accept|note|receive|endorse|ratif(y|ie)|elect|appoint|thank|decline|reject)(e?d|s)?\b",
    re.IGNORECASE,
)


def decisions_are_acted_on(look: Look) -> Iterator[Diagnostic]:
    """Somebody acts on a decision: an action carries it out, or one was opened under the same item.

    Nothing is asked of a decision that did not carry or is no longer in force, of one that only changes or ends
    another, or of one whose words ask for no deed: the minutes are confirmed, a report is noted, a policy adopted.
    Actions that stand on the meeting itself answer for all of it.
    """
    held = [one for one in look.meetings if one.status == "held" and one.date <= look.as_of]
    ended = {
        reference
        for one in held
        for decision in one.all_decisions()
        if decision.outcome not in NOT_CARRIED
        for reference in (*decision.supersedes, *decision.rescinds)
    }
    for record in held:
        acted_on = _parts_acted_on(record)
        for way, decision in decisions_of(record):
            is_ended = f"{record.id}/{decision.id}" in ended
            if not (is_ended or acted_on & {decision.id, way[:2]} or _asks_for_nothing(decision)):
                text = " ".join(decision.text.split())
                yield NOT_ACTED_ON.at(look.content.span(record.id, *way), text=text, id=decision.id)


def _parts_acted_on(record: Minutes) -> set[str | Field]:
    """Return the decisions that are carried out, and the ways to the whole items under which actions were opened."""
    actions = list(actions_of(record))
    parts: set[str | Field] = {decision for _, action in actions for decision in action.carries_out}
    parts |= {way[:2] for way, _ in actions}
    if actions:
        parts |= {("decisions", place) for place, _ in enumerate(record.decisions)}
    if record.actions:
        parts |= {("agenda", place) for place, _ in enumerate(record.agenda)}
    return parts


def _asks_for_nothing(decision: Decision) -> bool:
    is_carried = decision.outcome in {None, "carried"}
    return not is_carried or bool(decision.supersedes or decision.rescinds or _NEEDS_NO_ACTION.search(decision.text))
