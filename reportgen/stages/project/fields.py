"""Fields: what an edition goes without, whatever its level: discussions, votes by member, evidence."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from reportgen.model.action import Action, Decision, Update
from reportgen.model.config import Without
from reportgen.model.meeting import AgendaItem, Attendance, Minutes, Record, Speech
from reportgen.model.shape import Shape


def without_fields(record: Record, left_out: Collection[Without]) -> Record:
    """Return a record without the fields an edition leaves out; the register is left out by the plan."""
    for name, change in _CHANGES.items():
        if name in left_out:
            record = _changed(record, change)
    return record


def _changed(value: Any, change: Callable[[Shape], dict[str, Any]]) -> Any:
    """Return a part and all below it after a change; `change` gives the fields to replace."""
    if isinstance(value, tuple):
        return tuple(_changed(one, change) for one in value)
    if not isinstance(value, Shape):
        return value
    changes = change(value)
    parts = {name: getattr(value, name) for name in type(value).model_fields if name not in changes}
    below = {name: after for name, part in parts.items() if (after := _changed(part, change)) != part}
    return value.model_copy(update=changes | below) if changes or below else value


def _agenda(part: Shape) -> dict[str, Any]:
    if not isinstance(part, Minutes):
        return {}
    # What came of the items is no part of the agenda.
    return {
        "agenda": (),
        "decisions": tuple(part.all_decisions()),
        "actions": tuple(part.all_actions()),
        "left_over": tuple(part.all_left_over()),
        "interests": tuple(one for one in part.interests if one.item is None),
    }


def _discussion(part: Shape) -> dict[str, Any]:
    if isinstance(part, AgendaItem):
        return {"discussion": None}
    return {"opening": None, "closing": None} if isinstance(part, Minutes) else {}


def _decisions(part: Shape) -> dict[str, Any]:
    if isinstance(part, AgendaItem | Minutes):
        return {"decisions": ()}
    return {"carries_out": ()} if isinstance(part, Action) else {}


def _attendance(part: Shape) -> dict[str, Any]:
    return {"attendance": Attendance(), "quorum": None, "interests": ()} if isinstance(part, Minutes) else {}


def _votes(part: Shape) -> dict[str, Any]:
    if not isinstance(part, Decision):
        return {}
    vote = part.vote.model_copy(update={"members": {}, "casting": None}) if part.vote else None
    return {"vote": vote, "dissent": (), "moved": None, "seconded": None}


def _actions(part: Shape) -> dict[str, Any]:
    if isinstance(part, AgendaItem):
        return {"actions": ()}
    return {"actions": (), "updates": ()} if isinstance(part, Minutes) else {}


def _attachments(part: Shape) -> dict[str, Any]:
    if isinstance(part, Minutes):
        return {"papers": (), "attachments": (), "annexes": ()}
    if isinstance(part, Speech):
        return {"attachments": ()}
    return {"papers": ()} if isinstance(part, AgendaItem | Action) else {}


def _evidence(part: Shape) -> dict[str, Any]:
    return {"evidence": (), "links": (), "no_evidence": None} if isinstance(part, Update) else {}


_CHANGES: dict[Without, Callable[[Shape], dict[str, Any]]] = {
    "agenda": _agenda,
    "discussion": _discussion,
    "decisions": _decisions,
    "attendance": _attendance,
    "votes": _votes,
    "actions": _actions,
    "attachments": _attachments,
    "evidence": _evidence,
}
