"""The indexes of a volume: who was there, decided and answers for what; which documents are cited where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from reportgen.model.directory import KINDS, Directory, Party
from reportgen.model.ledger import RegisterLine, party_key
from reportgen.model.meeting import Paper
from reportgen.model.shape import walk
from reportgen.model.site import Meeting
from reportgen.model.source import Field as Way
from reportgen.model.volume import Chapter, Citation, DecisionRow, IndexEntry, Place
from reportgen.stages.resolve.numbers import all_items
from reportgen.text import markup
from reportgen.text.citations import cited_titles
from reportgen.text.reading import index_order

Found = tuple[str, bool, str]
"""A document: its title, whether it stands between 《》, the anchor of the part of the meeting that cites it."""


@dataclass(slots=True)
class _Rows:
    """Where one person or unit stands, while the index is made."""

    party: Party
    attended: dict[int, None] = field(default_factory=dict)
    decided: dict[int, None] = field(default_factory=dict)
    answers_for: dict[int, None] = field(default_factory=dict)


class _Index:
    def __init__(self, directory: Directory, day: dt.date) -> None:
        self._directory, self._day = directory, day
        self._rows: dict[tuple[str, str], _Rows] = {}

    def of(self, who: Iterable[str | Party | None]) -> Iterator[_Rows]:
        """Yield the rows of everybody named, by the names of the day of the volume."""
        for one in who:
            if one:
                words = one if isinstance(one, str) else one.id or one.name
                party = self._directory.party(words, self._day)
                yield self._rows.setdefault(party_key(party), _Rows(party))

    def entries(self) -> tuple[IndexEntry, ...]:
        found = sorted(self._rows.values(), key=lambda one: (KINDS.index(one.party.kind), index_order(one.party.name)))
        return tuple(
            IndexEntry(one.party, tuple(one.attended), tuple(one.decided), tuple(one.answers_for)) for one in found
        )


def index_of(
    held: Sequence[Meeting],
    decisions: Iterable[DecisionRow],
    lines: Iterable[RegisterLine],
    directory: Directory,
    day: dt.date,
) -> tuple[IndexEntry, ...]:
    """Return everybody who stands in a volume: units, people, names nobody knows, each in the order of an index.

    Args:
        held: its meetings, in order.
        decisions: the rows of its decision register.
        lines: the rows of its action register.
        directory: who is who.
        day: of the volume; people and units are named as on that day.
    """
    index = _Index(directory, day)
    for number, meeting in enumerate(held, 1):
        for rows in index.of(_there(meeting, directory)):
            rows.attended[number] = None
    for row in decisions:
        decision = row.line.decision
        voters = decision.vote.members if decision.vote else ()
        dissenting = [one.who for one in decision.dissent]
        for rows in index.of((decision.moved, decision.seconded, *voters, *dissenting)):
            rows.decided[row.number] = None
    for line in lines:
        for rows in index.of(line.everybody):
            rows.answers_for[line.number] = None
    return index.entries()


def _there(meeting: Meeting, directory: Directory) -> Iterator[str | Party | None]:
    """Yield who was at a meeting, deputies too, and the units they came for."""
    attendance, day = meeting.record.attendance, meeting.record.date
    yield meeting.record.chair
    for one in (*attendance.present, *attendance.in_attendance):
        yield one.who
        yield one.unit or directory.serves_in(one.who, day)
    for one in (*attendance.apologies, *attendance.absent):
        if one.deputy:
            yield one.deputy
            yield one.unit or directory.serves_in(one.who, day)


def citations_of(
    held: Sequence[Meeting], chapters: Sequence[Chapter], detail: Literal["full", "summary", "decisions"]
) -> tuple[Citation, ...]:
    """Return the documents that the meetings cite between 《》 or had before them, in the order of an index."""
    found: dict[str, list[tuple[Found, str, Place]]] = {}
    for meeting, chapter in zip(held, chapters, strict=True):
        for document in (*_titled(meeting, detail), *_papers(meeting)):
            anchor = document[2] if document[2] in chapter.anchors else ""
            place = Place(chapter.number, chapter.at + anchor)
            found.setdefault(document[0], []).append((document, meeting.language, place))
    citations = (
        Citation(
            title=title,
            is_titled=any(document[1] for document, _, _ in cited),
            language=cited[0][1],
            places=tuple(dict.fromkeys(place for _, _, place in cited)),
        )
        for title, cited in found.items()
    )
    return tuple(sorted(citations, key=lambda one: index_order(one.title)))


def _titled(meeting: Meeting, detail: str) -> Iterator[Found]:
    """Yield what stands between 《》 in the words that the volume prints."""
    for way, text in walk(meeting.record):
        if "《" in text and _is_printed(way, detail):
            for title in cited_titles(markup.to_plain(text)):
                yield title, True, _anchor(meeting, way)


def _is_printed(way: Way, detail: str) -> bool:
    if any(str(step).startswith("x-") for step in way):
        return False
    if detail == "full" or way == ("title",):
        return True
    shown = {"decisions"} if detail == "decisions" else {"decisions", "actions"}
    return not shown.isdisjoint(way) or (detail == "summary" and way[0] == "summary")


def _papers(meeting: Meeting) -> Iterator[Found]:
    """Yield the papers of a meeting by title, else by file name; one with 《》 in its title is found by that."""
    record = meeting.record
    for paper in (*record.papers, *record.attachments):
        yield from _paper(paper, "")
    for item in all_items(meeting.items):
        for paper in item.item.papers:
            yield from _paper(paper, item.anchor)
    for action in record.all_actions():
        for path in action.papers:
            yield from _paper(Paper(file=path), action.id)


def _paper(paper: Paper, anchor: str) -> Iterator[Found]:
    title = paper.title or paper.file.rpartition("/")[2]
    if "《" not in title:
        yield title, False, anchor


def _anchor(meeting: Meeting, way: Way) -> str:
    """Return the anchor of the agenda item, decision or action that a text of a meeting belongs to."""
    if way[0] != "agenda":
        record = meeting.record
        own = {"decisions": [one.id for one in record.decisions], "actions": [one.id for one in record.actions]}
        return own[str(way[0])][int(way[1])] if way[0] in own else ""
    item, rest = meeting.items[int(way[1])], way[2:]
    while rest and rest[0] == "items":
        item, rest = item.items[int(rest[1])], rest[2:]
    return item.anchor
