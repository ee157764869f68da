"""Tabled: the actions in a table among minutes (Action item | Deadline | Responsible)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence

from reportgen.formats.ingest.draft import Value, bare
from reportgen.formats.ingest.minutes import outcomes
from reportgen.formats.ingest.register.entries import Entry, Reading, is_nothing, read_entry
from reportgen.formats.ingest.register.headings import Column, register_columns
from reportgen.formats.ingest.register.tables import Table
from reportgen.formats.ingest.source import Source

EVER = dt.date(1, 1, 1)
"""Before every meeting: what a table of minutes says of an action is its state, whatever the day."""


def actions_in(
    table: Table,
    lines: Sequence[int],
    source: Source,
    *,
    language: str,
    next_id: Callable[[], str],
    under_actions: bool,
) -> list[Value]:
    """Return the actions of a table with columns of a register; none where it has no such columns.

    Args:
        table: its lines counted from 0.
        lines: the line of the source for each of them.
        source: where it stands.
        language: zh or en, of the text.
        next_id: gives the id of each action.
        under_actions: whether it stands in a section of actions; elsewhere its own headings must say that it is one.
    """
    columns = register_columns(table)
    if columns is None or not (under_actions or _is_of_actions(table, columns)):
        return []
    headings = {column: table.head[place] for column, place in columns.items()}
    shared = "lead" in columns and columns["lead"] == columns.get("owner")
    found: list[Value] = []
    for row in table.rows:
        told = {place: words for place, words in enumerate(row.cells) if not is_nothing(words)}
        cells = {column: told[place] for column, place in columns.items() if place in told}
        rest = tuple((table.head[place], words) for place, words in told.items() if place not in columns.values())
        line = lines[row.line - table.first]
        entry = Entry(cells, headings, rest, (line,), source, language, shared)
        if entry.task and not outcomes.is_nothing(entry.task):
            found.append(_as_action(read_entry(entry, next_id(), EVER)))
    return found


_OF_ACTIONS = re.compile(r"\b(?:action|task|to-?do)s?\b|待办|任务|行动|督办|整改", re.IGNORECASE)


def _is_of_actions(table: Table, columns: Mapping[Column, int]) -> bool:
    """Whether the headings name actions and who does them or by when: no table of topics or of prices."""
    is_owned = not columns.keys().isdisjoint(("owner", "lead", "due"))
    return is_owned and _OF_ACTIONS.search(table.head[columns["task"]]) is not None


def _as_action(reading: Reading) -> Value:
    """Return an action with the last state its row tells; days of it stand in the note."""
    for news in reading.news:
        if state := news.value.get("state"):
            reading.value["state"] = state
        if told := [str(bare(news.value[key])) for key in ("date", "note") if key in news.value]:
            before = str(bare(reading.value.get("note", "")))
            reading.value["note"] = "\n\n".join(filter(None, [before, " ".join(told)]))
    return reading.value
