"""Agenda tables: minutes kept in a table, a row for each item (Item | Discussion | Action | Owner | Due)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from reportgen.formats.ingest.draft import Value
from reportgen.formats.ingest.minutes.items import Item, list_in, new_item, shortened
from reportgen.formats.ingest.minutes.motions import sentences_in
from reportgen.formats.ingest.minutes.outcomes import is_nothing
from reportgen.formats.ingest.minutes.telling import Teller
from reportgen.formats.ingest.moments import find_dates
from reportgen.formats.ingest.people.owners import names_of
from reportgen.formats.ingest.register.tables import Row as TableRow
from reportgen.formats.ingest.register.tables import Table
from reportgen.formats.ingest.row import Row

Column = Literal["item", "label", "notes", "decision", "action", "owner", "due", "presenter"]

_WORDS: dict[Column, str] = {
    "item": r"(?:agenda )?items?(?: title)?|topics?|agenda topic|subject|agenda|issue|heading",
    "label": r"#|no\.?|item no\.?|number|ref\.?|item #",
    "notes": r"notes?|discussions?|minutes?|comments?|summary|details?|discussion points?|key points"
    r"|discussion and decisions?"
    r"|notes? ?/ ?discussion|discussion ?/ ?notes?|discussion items?",
    "decision": r"decisions?|outcomes?|resolutions?|agreed",
    "action": r"actions?(?: items?| points?| required)?|follow-?up|next steps?",
    "owner": r"owners?|who|by whom|responsible|assigned to|action by|responsibility|lead|person responsible",
    "due": r"due(?: date| by)?|when|by when|deadline|target date|timescale|date",
    "presenter": r"presenters?|presented by|speaker|led by|owner|who|lead",
}
_FOLDED = re.compile(r"[*_`:]")
_IS_LABEL = re.compile(r"[A-Z]?\d{1,3}(?:[./-]\d{1,4})*[a-z]?[.)]?$")


def agenda_columns(table: Table) -> Mapping[Column, int] | None:
    """Return which column holds what; None: the table holds no items with what was said on them."""
    found: dict[Column, int] = {}
    heads = [_FOLDED.sub("", one).strip().casefold() for one in table.head]
    for column, words in _WORDS.items():
        place = next(
            (at for at, head in enumerate(heads) if at not in found.values() and re.fullmatch(words, head)), None
        )
        if place is not None:
            found[column] = place
    if "owner" in found and "action" not in found:
        # Without a column of actions whoever is named speaks to the item.
        found["presenter"] = found.pop("owner")
    has_notes = "notes" in found and ("item" in found or "label" in found)
    return found if has_notes and table.rows else None


def add_items(table: Table, columns: Mapping[Column, int], teller: Teller, items: list[Value]) -> None:
    """Add an agenda item for every row of a table; a row without an item goes on with the one above it."""
    for row in table.rows:
        cells = {column: row.cells[at].strip() for column, at in columns.items()}
        if not any(cells.values()):
            continue
        entry = _item(cells)
        if entry is None and items and isinstance(items[-1], dict):
            entry = items[-1]
        elif entry is None:
            entry = new_item("…")
            items.append(entry)
        else:
            items.append(entry)
        _fill(entry, cells, row, teller)
        teller.draft.became.add(row.line)


def _item(cells: Mapping[Column, str]) -> Item | None:
    title, label = " ".join(cells.get("item", "").split()), cells.get("label", "")
    if _IS_LABEL.match(title):
        title, label = "", title
    if not title and not label:
        return None
    if not title:
        notes = " ".join(cells["notes"].split())
        starts = sentences_in(notes)
        title = notes[: starts[1]].strip().rstrip(".") if len(starts) > 1 else notes
    title = shortened(title)[0]
    entry = new_item(title or label, label if title else "")
    if (who := names_of(cells.get("presenter", ""))) and "presenter" not in entry:
        entry["presenter"] = [*who]
    return entry


def _fill(entry: Item, cells: Mapping[Column, str], row: TableRow, teller: Teller) -> None:
    notes = [text for text in cells["notes"].split("\n") if text.strip()]
    if notes:
        teller.tell([_row(row.line, text) for text in notes], entry)
    for text in _lines(cells.get("decision", "")):
        teller.decision(text, _row(row.line, text), (), entry)
    owners, dues = _lines(cells.get("owner", "")), _lines(cells.get("due", ""))
    actions = _lines(cells.get("action", ""))
    for place, text in enumerate(actions):
        who = owners[place] if len(owners) == len(actions) else ", ".join(owners)
        due = dues[place] if len(dues) == len(actions) else ", ".join(dues)
        before = len(list_in(entry, "actions"))
        teller.entry("action", text, _row(row.line, text), (), entry, owner=names_of(who))
        added = list_in(entry, "actions")[before:]
        for one in added:
            _set_due(one, due)


def _set_due(action: Value, due: str) -> None:
    if not isinstance(action, dict) or not due or "due" in action:
        return
    dates = find_dates(due)
    whole = bool(dates) and len(due) <= dates[0].end - dates[0].start + 3
    if whole:
        action["due"] = str(dates[0].date)
    else:
        action["due-words"] = due


def _lines(cell: str) -> Sequence[str]:
    return [text.strip(" -•*") for text in cell.split("\n") if text.strip() and not is_nothing(text)]


def _row(line: int, text: str) -> Row:
    marker = re.match(r"[-*•] +", text)
    words = text[marker.end() :] if marker else text
    return Row(line, "item" if marker else "words", words, marker=marker[0] if marker else "", cut=text)
