"""Placing: each section of minutes to where it belongs — attendance, facts, outcomes, or an agenda item of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from reportgen.formats.ingest.draft import GUESSED, Told, Value
from reportgen.formats.ingest.minutes.agenda_tables import add_items as add_tabled_items
from reportgen.formats.ingest.minutes.agenda_tables import agenda_columns
from reportgen.formats.ingest.minutes.attendance import PEOPLE, Attendance, lists_people, read_attendance, tables_in
from reportgen.formats.ingest.minutes.cards import holds_card, read_cards
from reportgen.formats.ingest.minutes.facts import Facts
from reportgen.formats.ingest.minutes.items import Item, list_in, new_item, plain_words, shortened
from reportgen.formats.ingest.minutes.lists import continued, decides, mark_of, split_items
from reportgen.formats.ingest.minutes.outcomes import Outcome
from reportgen.formats.ingest.minutes.sections import BOLD, LABEL, SINGLE, Section
from reportgen.formats.ingest.minutes.tabled_topics import topic_tables
from reportgen.formats.ingest.minutes.telling import Teller
from reportgen.formats.ingest.minutes.topics import are_topics, first_sentence, is_bullet, run_in
from reportgen.formats.ingest.moments import find_dates
from reportgen.formats.ingest.people.names import read_people
from reportgen.formats.ingest.prose import clean_line
from reportgen.formats.ingest.row import Row

_OUTCOMES: dict[str, Outcome] = {"actions": "action", "decisions": "decision", "left-over": "left-over"}
_NUMBERED = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3})+\s+|\d{1,3}/\d{2,4}\s+|[IVX]{1,5}\.\s+)(?=\S)"
    r"|(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[壹贰貳叁參肆伍陆陸柒捌玖拾]{1,2}、|\d{1,3}(?:\.\d{1,3})*[.、)）]"
    r"|(?:议题|議題|议程)\s*[\d一二三四五六七八九十]{1,3}\s*[：:、.]?)\s*(?=\S)"
)
TABLED = 9
"""Level of a section that held nothing but a table of items."""
_SENTENCE = re.compile(r"[a-z] [a-z]+ [\w ]*[a-z%\d][.?]$")
_GROUP = re.compile(
    r"\b(?:board|members|directors|trustees|commissioners|governors|council\w*|senators|officers)\b", re.IGNORECASE
)
_SAYS = re.compile(r"\b(?:was|were|is|are|has|have|had|been|reached|established|confirmed)\b")
MOST_LETTERHEAD = 8
"""Lines under the name of a body at the top of minutes."""
_MOST_BESIDE_DAY = 12
"""Letters beside the day in a heading: a weekday, or the word for a meeting."""
_HELD = re.compile(
    r"(?:(?:draft|approved|unconfirmed|confirmed) )?(?:minutes|notes|record) (?:of|from|for)\b", re.IGNORECASE
)
_LONGEST_DAY = 100
"""Characters of a line that tells the day."""


class Placing:
    """Puts sections into the meeting."""

    def __init__(
        self, teller: Teller, facts: Facts, attendance: Attendance, head_rows: Callable[[Sequence[Row]], list[Row]]
    ) -> None:
        self.teller, self.facts, self.attendance, self.head_rows = teller, facts, attendance, head_rows
        self.meeting: Item = {}
        """Opening, decisions, actions and questions that belong to no item."""
        self.agenda: list[Value] = []
        self.has_members = False
        """Whether a label named those present as members, directors, …: others sit in."""

    def place(self, section: Section, into: Item) -> None:
        """Put a section where it belongs."""
        if self._is_on_attendance(section):
            section.role = ""
        role = section.role
        if section.head is not None and role:
            self.teller.became(section.head)
        if role in {"agenda", "notes"}:
            section.rows = self._without_agenda(section, into)
            if not section.rows and not section.sections:
                return
        if role in PEOPLE:
            self._people(section, into)
        elif role in SINGLE:
            self._single(section, into)
        elif role in _OUTCOMES:
            self._outcomes(section, into)
        elif role in {"agenda", "notes", "head"}:
            self._wrapper(section, into)
        elif role in {"recording", "links"}:
            self._links(section, into)
        else:
            self._own(section, into)

    def _is_on_attendance(self, section: Section) -> bool:
        """Whether a heading such as “4. Attendance” is an item, told in sentences, of people who were named above."""
        is_late = section.role == "present" and section.level < BOLD and bool(self.attendance.people.get("present"))
        return is_late and any(_SENTENCE.search(row.text) for row in section.rows if row.is_words)

    def _without_agenda(self, section: Section, into: Item) -> list[Row]:
        """Read the tables that hold a row for each item, and return the other rows."""
        inside: set[int] = set()
        for table in tables_in(section.rows):
            if columns := agenda_columns(table):
                items = self._items_of(into) if section.role or into is self.meeting else list_in(into, "items")
                add_tabled_items(table, columns, self.teller, items)
                inside.update(range(table.first, table.last + 1))
                section.level = section.level if section.role else TABLED
        self.teller.draft.became.update(inside)
        return [row for row in section.rows if row.line not in inside]

    def below(self, section: Section, into: Item) -> None:
        """Place the sections below one."""
        for inner in section.sections:
            self.place(inner, into)

    def _own(self, section: Section, into: Item) -> None:
        """Put a section whose heading says nothing of its use."""
        if self._is_day(section, into):
            self._under_day(section)
        elif self._is_letterhead(section):
            rows = [row for row in (section.head, *section.rows) if row is not None]
            self.open_with(self.without_cards(self.head_rows(rows)))
            self.below(section, into)
        elif lists_people(section):
            self._people(section, into)
        else:
            section.rows = self._without_agenda(section, into)
            if section.rows or section.sections or section.level != TABLED:
                self._item(section, into)
            elif section.head is not None:
                self.teller.became(section.head)

    def _is_day(self, section: Section, into: Item) -> bool:
        """Whether a heading below the title is the day of the meeting, with all of it below."""
        dates = find_dates(section.title)
        if not dates or self.agenda or into is not self.meeting or section.level >= BOLD:
            return False
        if _HELD.match(section.title):
            return True
        beside = section.title[: dates[0].start] + section.title[dates[0].end :]
        rest = re.sub(r"[(\[（].*?[)\]）]|https?://\S+", "", beside)
        return sum(one.isalpha() for one in rest) <= _MOST_BESIDE_DAY

    def _under_day(self, section: Section) -> None:
        """Place what stands below a heading that is a day."""
        if section.head is not None:
            self.teller.became(section.head)
            self.facts.set("time", section.title, section.head.line)
        rows = self.without_cards(self.head_rows(section.rows))
        before, topics = split_items(rows)
        if are_topics(topics):
            self.open_with(before)
            self.add_items(topics, self.agenda)
        else:
            self.open_with(rows)
        self.below(section, self.meeting)

    def _is_letterhead(self, section: Section) -> bool:
        """Whether a line in bold is the name of the body, with the day of the meeting below it."""
        if section.level != BOLD or self.agenda or section.head is None:
            return False
        if holds_card(section.rows):
            return True
        lines = [row.text for row in section.rows if row.is_words]
        return len(lines) < MOST_LETTERHEAD and any(find_dates(line) and len(line) < _LONGEST_DAY for line in lines)

    def without_cards(self, rows: Sequence[Row]) -> list[Row]:
        """Read the tables of the head among rows, and return the other rows."""
        rest, read = read_cards(rows, self.facts, self.attendance)
        self.teller.draft.became.update(read)
        return self._without_agenda(Section("agenda", "", 0, rows=rest), self.meeting)

    def open_with(self, rows: Sequence[Row]) -> None:
        """Put rows into the opening of the meeting; what is marked as an outcome goes to the meeting itself."""
        told: Item = {"title": "…"}
        self.teller.tell(rows, told)
        if "discussion" in told:
            self.meeting.setdefault("opening", told["discussion"])
        self.agenda.extend(list_in(told, "items"))
        self._merge(told)

    def _merge(self, told: Item) -> None:
        for key in ("decisions", "actions", "left-over"):
            if told.get(key):
                list_in(self.meeting, key).extend(list_in(told, key))

    def _people(self, section: Section, into: Item) -> None:
        if section.role == "present" and _GROUP.search(section.title):
            self.has_members = True
        if section.role == "others" and self.has_members:
            section.role = "in-attendance"
        inner, section.sections = section.sections, []
        read_attendance(section, self.attendance)
        self._remark([row for row in section.rows if row.line not in self.attendance.read and _SAYS.search(row.text)])
        has_members = any(one.role == "members" for one in inner)
        for one in inner:
            # Beside a list of members, the others sit in.
            one.role = "in-attendance" if one.role == "others" and has_members else one.role
            self.place(one, into)

    def open_beside(self, rows: Sequence[Row]) -> None:
        """Keep words that stand beside a table of the meeting with its opening, outcomes by their marks."""
        told: Item = {"title": "…"}
        self._remark(self.teller.without_marks(rows, told))
        self._merge(told)

    def _remark(self, rows: Sequence[Row]) -> None:
        """Keep sentences that stand in a list of people with the opening words of the meeting."""
        chunks = self.teller.prose([row for row in rows if row.kind == "words"])
        before = self.meeting.get("opening")
        if chunks:
            self.meeting["opening"] = f"{before}\n\n{chunks[0]}" if isinstance(before, str) else chunks[0]

    def _single(self, section: Section, into: Item) -> None:
        """Take one value from the words beside a label, or from the first lines below it."""
        first = next((row for row in section.rows if row.is_words), None)
        words = section.rest or (first.text if first else "")
        line = section.head.line if section.head else 0
        is_heading = section.level < LABEL
        if is_heading and (
            any(row.ticked is not None for row in section.rows) or not self.facts.set(section.role, words, line)
        ):
            self._item(section, into)
            return
        used = [first] if first is not None and not section.rest else []
        if not is_heading and not self.facts.set(section.role, words, line) and section.head is not None:
            self.teller.draft.became.discard(section.head.line)
            used = []
        self.teller.became(*used)
        self._loose([row for row in section.rows if row not in used], into)
        self.below(section, into)

    def _outcomes(self, section: Section, into: Item) -> None:
        """Read a section of decisions, actions or open questions, and those below it."""
        outcome = _OUTCOMES[section.role]
        if outcome == "action" and any(decides(row) for one in section.sections for row in one.all_rows()):
            # What a board is to act on, with its motions: items, no tasks.
            self._item(section, into)
            return
        told: Item = {"title": "…"} if into is self.meeting else into
        if section.rest and section.head is not None:
            self.teller.draft.became.discard(section.head.line)
        if outcome == "action" and any(row.kind == "table" for row in section.rows):
            # Beside a table of actions, words are none.
            self.open_beside([row for row in section.rows if row.kind == "words"])
            section.rows = [row for row in section.rows if row.kind != "words"]
        words = any(row.is_words or row.kind in {"code", "table"} for row in section.rows)
        section.rows = (
            self.teller.without_decision_tables(section.rows, told) if outcome == "decision" else section.rows
        )
        if outcome == "decision" and not any(row.kind == "item" for row in section.rows):
            if words and section.head is not None:
                self.teller.decision("", section.head, section.rows, told)
        else:
            self.teller.entries(outcome, section.rows, told)
        if told is not into:
            self._merge(told)
            self.agenda.extend(list_in(told, "items"))
        for inner in section.sections:
            if outcome == "decision" or inner.role:
                self.place(inner, into)
            else:
                self._named_entry(outcome, inner, into)

    def _named_entry(self, outcome: Outcome, section: Section, into: Item) -> None:
        """Read a heading below “Action items” as one action, with what stands under it as its note."""
        told: Item = {"title": "…"} if into is self.meeting else into
        if section.head is not None:
            self.teller.entry(outcome, section.title, section.head, list(section.all_rows()), told)
        if told is not into:
            self._merge(told)
            self.agenda.extend(list_in(told, "items"))

    def _wrapper(self, section: Section, into: Item) -> None:
        """Read a section that only says “agenda”, “notes” or “details”: its entries and what is below it are items."""
        section.rows = self._without_tables(section.rows, self._items_of(into))
        before, topics = split_items(section.rows)
        if section.role == "head":
            # What no label names stays unplaced: it is about the meeting, not of it.
            self.teller.became(*(row for row in self.head_rows(section.rows) if self.facts.set_lone_link(row)))
        elif topics and (section.role == "agenda" or are_topics(topics)):
            self._loose(before, into)
            self.add_items(topics, self._items_of(into))
        elif any(row.is_words for row in section.rows):
            entry = new_item(section.title)
            self.teller.tell(section.rows, entry)
            self._items_of(into).append(entry)
        else:
            self._loose(section.rows, into)
        self.below(section, into)

    def _loose(self, rows: Sequence[Row], into: Item) -> None:
        """Keep words that stand before the first item: on the meeting as its opening, else in the item's discussion."""
        self.teller.became(*(row for row in rows if row.kind in {"rule", "comment"}))
        words = [row for row in rows if row.kind not in {"rule", "comment"}]
        first = next((row for row in words if row.is_words), None)
        if all(row.kind == "blank" for row in words):
            return
        if into is not self.meeting:
            self.teller.tell(words, into)
        elif "opening" not in self.meeting:
            self.open_with(words)
        else:
            title = shortened(plain_words(first.text))[0] if first else ""
            entry: Item = {"title": Told(title or "…", (first.line,) if first else (), GUESSED)}
            self.teller.tell(words, entry)
            if len(entry) > 1:
                self.agenda.append(entry)

    def _items_of(self, into: Item) -> list[Value]:
        return self.agenda if into is self.meeting else list_in(into, "items")

    def _without_tables(self, rows: Sequence[Row], items: list[Value]) -> list[Row]:
        """Add an item for every row of the tables that are minutes; return the other rows."""
        taken: set[int] = set()
        for places, topics in topic_tables(rows):
            taken.update(places)
            self.teller.became(*(rows[place] for place in places))
            for topic in topics:
                entry = new_item(topic.title, topic.label)
                if topic.presenter and "presenter" not in entry:
                    entry["presenter"] = [one.who for one in read_people(topic.presenter)] or [topic.presenter]
                self.teller.tell(topic.told, entry)
                items.append(entry)
        return [row for place, row in enumerate(rows) if place not in taken]

    def add_items(self, topics: Sequence[tuple[Row, list[Row]]], items: list[Value]) -> None:
        """Add an item for every entry of a list."""
        for row, block in topics:
            found = mark_of(row, has_tasks=self.teller.has_tasks)
            if found and found.label:
                # `Action: …` in a list of topics is no topic.
                self._tell_beside([row, *block], items)
                continue
            words, used = continued(row.text, [row, *block], 0) if self.teller.is_markdown else (row.text, 0)
            title, rest = (first_sentence(words) if not used else ("", "")) if found is None else run_in(words)
            rest = rest or (words if found is not None and not used else "")
            told = replace(row, marker="", kind="words", text=rest, cut=rest) if rest else row
            title = title or (shortened(words)[0] if rest else "")
            if not rest:
                title, rest = shortened(words)
            is_plain = is_bullet(row.marker) or row.ticked is not None
            entry = new_item(title, "" if is_plain else row.marker.strip())
            self.teller.became(row, *block[:used])
            # A sentence is no title: the whole of it stays in the discussion.
            self.teller.tell([told, *block] if rest else block[used:], entry)
            items.append(entry)

    def _tell_beside(self, rows: Sequence[Row], items: Sequence[Value]) -> None:
        """Put an outcome that stands between items to the item before it, or to the meeting."""
        last = items[-1] if items else None
        told: Item = last if isinstance(last, dict) else {"title": "…"}
        self.teller.tell(rows, told)
        if told is not last:
            self._merge(told)

    def _item(self, section: Section, into: Item) -> None:
        """Add a section of its own as an agenda item; sections below it are items below."""
        if section.head is None:
            return
        title, label = section.title, ""
        if found := _NUMBERED.match(title):
            label, title = found[0].strip(), title[found.end() :]
        title, rest = shortened(title)
        entry = new_item(title, label)
        self.teller.became(section.head)
        if rest:
            entry["discussion"] = clean_line(rest)
        told: list[Value] = []
        section.rows = self._without_tables(section.rows, told)
        if told:
            entry["items"] = told
        self.teller.tell(section.rows, entry)
        self.below(section, entry)
        self._items_of(into).append(entry)

    def _links(self, section: Section, into: Item) -> None:
        """Read links; a section that holds other words is an item."""
        if self.facts.set_links(section):
            self.teller.became(*(row for row in section.rows if row.is_words))
        elif section.rest and section.head is not None:
            self.teller.draft.became.discard(section.head.line)
            self._loose([section.head, *section.rows], into)
        else:
            self._item(section, into)
