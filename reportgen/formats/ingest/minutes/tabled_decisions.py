"""Tabled decisions: a table of decisions (决议内容 | 负责人 | 截止日期), with the actions that carry them out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from reportgen.formats.ingest.draft import Told, Value
from reportgen.formats.ingest.minutes.tabled import actions_in
from reportgen.formats.ingest.minutes.tabled_topics import decision_column, tables_among
from reportgen.formats.ingest.prose import clean_line
from reportgen.formats.ingest.row import Row
from reportgen.formats.ingest.source import Source


@dataclass(slots=True)
class Tabled:
    """What the tables hold."""

    decisions: list[Value] = field(default_factory=list)
    actions: list[Value] = field(default_factory=list)
    places: set[int] = field(default_factory=set)
    """Places of the rows that were read."""


def decisions_in_tables(rows: Sequence[Row], source: Source, *, language: str, next_id: Callable[[str], str]) -> Tabled:
    """Return a decision for every row of the tables with a column of them, and its action where somebody is named.

    Args:
        rows: of a section of decisions.
        source: where they stand.
        language: zh or en, of the text.
        next_id: gives ids by their letter.
    """
    found = Tabled()
    for places, table in tables_among(rows):
        column = decision_column(table)
        if column is None:
            continue
        found.places.update(places)
        lines = [rows[place].line for place in places]
        head = tuple("事项" if at == column else words for at, words in enumerate(table.head))
        for one in (row for row in table.rows if row.cells[column].strip()):
            number = next_id("d")
            found.decisions.append({"id": number, "text": Told(clean_line(one.cells[column]), (lines[one.line],))})
            single = replace(table, head=head, rows=(one,))
            told = actions_in(
                single, lines, source, language=language, next_id=lambda: next_id("a"), under_actions=True
            )
            found.actions += [
                action | {"carries-out": [number]}
                for action in told
                if isinstance(action, dict) and action.keys() & {"lead", "owner"}
            ]
    return found
