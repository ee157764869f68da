"""Promised: the entry of an action, and what lines below an outcome say of who answers for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.formats.ingest.draft import Told, Value
from reportgen.formats.ingest.minutes.decided import parted_rows
from reportgen.formats.ingest.minutes.items import Item
from reportgen.formats.ingest.minutes.resolved import pieces_of
from reportgen.formats.ingest.people.duties import Duties, split_duties
from reportgen.formats.ingest.people.owners import Promise
from reportgen.formats.ingest.row import Row

LONGEST_PARAGRAPH = 6_000
"""Characters of a paragraph that is looked through for decisions."""


def action_of(identity: str, task: str, promise: Promise, row: Row, *, label: str = "", note: str = "") -> Item:
    """Return the entry of an action, keys in the order people write them."""
    duties = promise.duties
    entry: dict[str, Value | None] = {
        "id": identity,
        "label": label or None,
        "task": Told(task, (row.line,)),
        "lead": duties.lead[0] if duties.lead else None,
        "support": [*duties.support] or None,
        "owner": [*promise.owner] or None,
        "supervisor": duties.supervisor or None,
        "due": str(promise.due) if promise.due else None,
        "due-words": promise.due_words or None,
        "state": "closed" if promise.is_done else None,
        "note": note or None,
    }
    return {key: value for key, value in entry.items() if value is not None}


def duties_among(rows: Sequence[Row]) -> tuple[list[Row], Duties | None, list[Row]]:
    """Return the rows that say nothing but who answers for what stands above, what they say, and the other rows."""
    told: list[Row] = []
    others: list[Row] = []
    found: Duties | None = None
    for row in rows:
        words, duties = split_duties(row.text) if row.is_words else (row.text, None)
        if duties is not None and not words:
            told.append(row)
            found = duties.over(found) if found else duties
        else:
            others.append(row)
    return told, found, others


def cut_rows(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield rows with a paragraph parted where it goes over to what the meeting decided."""
    for row in parted_rows(rows):
        pieces = pieces_of(row.text) if _may_resolve(row) else []
        if len(pieces) < 2 or not any(one.is_decision for one in pieces):
            yield row
            continue
        for number, piece in enumerate(pieces):
            marker = row.marker if number == 0 else ""
            words = piece.text.strip()
            if words:
                kind = row.kind if number == 0 else "words"
                yield replace(row, kind=kind, marker=marker, text=words, cut=f"{' ' * row.indent}{marker}{words}")


def _may_resolve(row: Row) -> bool:
    is_paragraph = row.is_words and not row.cut and row.ticked is None and len(row.text) <= LONGEST_PARAGRAPH
    return is_paragraph and "会" in row.text
