"""JSON: the whole register, what opened each action and every event, so that a program can fold it again."""

from __future__ import annotations

import json
from collections.abc import Mapping

from reportgen.formats.registers.cells import banner
from reportgen.model.export import Export
from reportgen.model.ledger import DecisionLine, RegisterLine
from reportgen.model.register import Event, RegisterEntry


def register_json(export: Export, words: Mapping[str, str]) -> bytes:
    """Return the register in the shape of `reportgen schema register`, in the order of its rows."""
    from reportgen.formats.registers.shape import RegisterFile

    note = banner(export, words)
    whole = RegisterFile.model_validate(
        {
            "format": 1,
            "title": export.title,
            "language": export.language,
            "as-of": export.as_of,
            "incomplete": {"unreadable": export.unreadable, "note": note} if note else None,
            "actions": [_action(one, export) for one in export.lines],
            "decisions": [_decision(one) for one in export.decisions],
        }
    )
    # What content leaves out stays out; what the register works out is always there, null where it has nothing.
    values = whole.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(values, ensure_ascii=False, indent=1).encode() + b"\n"


def _action(line: RegisterLine, export: Export) -> dict[str, object]:
    entry = line.entry
    return {
        "reference": line.reference,
        "record": entry.record,
        "record-title": entry.title,
        "item": entry.item,
        "series": entry.series,
        "language": entry.language,
        "opened": entry.opened,
        "opening": entry.action,
        "events": entry.events,
        "status": line.status,
        "signal": line.signal,
        "days-overdue": line.days_overdue,
        "lead": line.lead,
        "support": line.support,
        "owner": line.owner,
        "supervisor": line.supervisor,
        "units": line.units,
        "continued-by": line.continued_by,
        "address": export.address(line),
    }


def _decision(line: DecisionLine) -> dict[str, object]:
    return {
        "reference": line.reference,
        "record": line.record,
        "record-title": line.title,
        "item": line.item,
        "series": line.series,
        "language": line.language,
        "date": line.date,
        "number": line.number,
        "decision": line.decision,
        "standing": line.standing,
        "superseded-by": line.superseded_by,
        "rescinded-by": line.rescinded_by,
        "actions": line.actions,
    }


def read_register(content: bytes) -> tuple[RegisterEntry, ...]:
    """Return the actions of a register that was written as JSON, each with its events.

    Raises:
        ValueError: it is no JSON, or not a register of this format.

    """
    from reportgen.formats.registers.shape import RegisterFile

    try:
        values = json.loads(content)
    except RecursionError:
        raise ValueError("lists or mappings too deep in one another") from None
    return tuple(
        RegisterEntry(
            reference=one.reference,
            record=one.record,
            series=one.series,
            language=one.language,
            opened=one.opened,
            action=one.opening,
            events=tuple(Event(e.date, e.record, e.recorded, e.position, e.update) for e in one.events),
            title=one.record_title,
            item=one.item,
        )
        for one in RegisterFile.model_validate(values).actions
    )
