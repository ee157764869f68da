"""Minutes: the rows of one meeting → the draft of its record."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from reportgen.formats.ingest.draft import GUESSED, INFERRED, Draft, Told, Value
from reportgen.formats.ingest.minutes import head as heads
from reportgen.formats.ingest.minutes.attendance import PEOPLE, Attendance, Where, read_attendance
from reportgen.formats.ingest.minutes.beside import beside_agenda, put_beside
from reportgen.formats.ingest.minutes.course import Course, read_course, take_course
from reportgen.formats.ingest.minutes.facts import Facts
from reportgen.formats.ingest.minutes.head import Head
from reportgen.formats.ingest.minutes.issued import quorum_in, take_issue
from reportgen.formats.ingest.minutes.items import Item, ordered, plain_words
from reportgen.formats.ingest.minutes.lists import marks_decisions, split_items, uses_boxes_for_tasks
from reportgen.formats.ingest.minutes.opening import Opening, read_opening
from reportgen.formats.ingest.minutes.placing import Placing
from reportgen.formats.ingest.minutes.repeated import without_repeated
from reportgen.formats.ingest.minutes.sections import BOLD, LABEL, Section, sections_of
from reportgen.formats.ingest.minutes.telling import Teller
from reportgen.formats.ingest.minutes.topics import are_topics
from reportgen.formats.ingest.moments import find_dates, find_times
from reportgen.formats.ingest.people.names import read_people
from reportgen.formats.ingest.row import Row
from reportgen.formats.ingest.source import Source
from reportgen.formats.yaml.characters import coded

_CANCELLED = re.compile(
    r"\bcancell?ed\b|\bno meeting\b|(?:会议|例会)?(?:取消|停开)(?:$|[）)。，\s])|本(?:次|周)(?:会议|例会)取消",
    re.IGNORECASE,
)
_KEY = re.compile(r"(?P<key>[\w .\-]{1,60}):\s*(?P<value>.*)$")
_FRONT = {"title": "title", "date": "date", "time": "date", "start": "date", "location": "place", "place": "place"}
_FRONT |= {"venue": "place"}
_NO_TITLE = re.compile(r"https?://|^meeting (?:was )?(?:started|opened|began)\b", re.IGNORECASE)
_LINKED = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_SUBJECT = re.compile(r"关于\S{2,60}(?:会议)?(?:纪要|记录)")
"""The title that says what was discussed."""
_MINUTES = re.compile(r"\S{4,60}(?:纪要|记录)")
_UNFINISHED = ("。", "；", ".", ":", "：", ",", "，")
"""What no title ends with."""
LONGEST_HEAD = 100
"""Characters of a line that may be the title, or may tell the day."""
LONGEST_HELD = 300
"""Characters of a line that says of what meeting these are the minutes."""
_HELD = re.compile(
    r"\W*(?:(?:draft|approved|unconfirmed|confirmed) )?(?:minutes|notes|record|meeting"
    r"|held)\b",
    re.IGNORECASE,
)
_BEFORE_HELD = re.compile(r".{10,150}?(?=,? (?:held|which took place|that took place|on (?:\d|[A-Z]))\b)")
MOST_KNOWN = 500
"""People of a meeting whose names are looked for before tasks."""
HEAD_LINES = 12
"""Lines of words at the top in which title and day are looked for."""
_ORDER = (
    "series", "number", "title", "lang", "start", "end", "time-zone", "place", "link", "status", "chair", "recorder",
    "issue", "attendance", "quorum", "summary", "opening", "agenda", "decisions", "actions", "left-over", "updates",
    "closing", "next-meeting", "recording", "links",
)  # fmt: skip


_ISSUE = ("number", "year", "signer", "to", "copy", "printed-by", "printed-on")


def read_minutes(
    source: Source,
    rows: Sequence[Row],
    *,
    language: str,
    is_markdown: bool,
    given_date: dt.date | None = None,
) -> Draft:
    """Return the draft of one meeting.

    Args:
        source: the text.
        rows: those of this meeting.
        language: zh or en, of the text.
        is_markdown: whether its lines are joined to paragraphs as Markdown joins them.
        given_date: the day, where neither the text nor the name of the file tells it. A meeting whose day nothing
            tells has no `start`; it cannot be a record.
    """
    draft = Draft("minutes", {}, language)
    draft.first, draft.last = rows[0].line, rows[-1].line
    reader = _Reader(source, draft, is_markdown=is_markdown)
    reader.read(rows)
    reader.finish(given_date)
    return draft


class _Reader:
    """Goes down the rows of one meeting and fills its draft."""

    def __init__(self, source: Source, draft: Draft, *, is_markdown: bool) -> None:
        self.source, self.draft = source, draft
        self.head = Head(source)
        self.teller = Teller(source, draft, is_markdown)
        self.facts = Facts(self.head)
        self.issue: Item = {}
        self.opening: list[tuple[int, Opening]] = []
        self.course: list[Course] = []
        self.held_title: Told | None = None
        """What stands before “held on …” in the sentence that says whose minutes these are."""
        self.placing = Placing(self.teller, self.facts, Attendance(), self.head_rows)

    def read(self, rows: Sequence[Row]) -> None:
        """Read all rows of the meeting."""
        self._front([row for row in rows if row.kind == "front"])
        self.teller.has_tasks = uses_boxes_for_tasks(rows)
        self.teller.has_marks = marks_decisions(rows)
        # What a form says of itself is no word of the meeting.
        self.teller.became(*(row for row in rows if row.is_hint))
        body = self._without_issue([row for row in rows if row.kind != "front" and not row.is_hint])
        root = sections_of(body)
        self._know_people(root)
        title = self._title_section(root)
        self._glance([row for row in rows if row.is_words or row.kind == "heading"][:HEAD_LINES])
        self._preamble(root, title)
        self._see_quorum(rows)
        self._see_opening([row for row in rows if row.is_words][:HEAD_LINES])
        self.course = [*read_course(rows)] if self.draft.language == "en" else []
        for section in root.sections:
            self._place_all(section.sections if section is title else [section])

    def _place_all(self, sections: list[Section]) -> None:
        beside = beside_agenda(sections)
        for place, section in enumerate(sections):
            if kind := beside.get(place):
                put_beside(section, kind, self.teller, self.placing.meeting, self.head.fields)
            else:
                self.placing.place(section, self.placing.meeting)

    def finish(self, given_date: dt.date | None) -> None:
        """Set the fields that are known only when all is read, in the order they are written."""
        self._take_openings()
        take_course(self.course, self.head, self.placing.attendance)
        attendance, start_and_end = self.placing.attendance, heads.start_of(self.head, given_date)
        self.draft.became.update(attendance.read)
        if not self.teller.is_markdown:
            # Programs that log a meeting list at the end what was said before.
            without_repeated(self.placing.meeting, self.placing.agenda)
        found: dict[str, Value | None] = {
            "title": self._title(),
            **self.head.fields,
            "start": start_and_end[0],
            "end": start_and_end[1],
            "time-zone": heads.zone_of(self.head) if start_and_end[0] else None,
            "issue": {key: self.issue[key] for key in _ISSUE if key in self.issue},
            "attendance": attendance.as_value(self.source),
            **self.placing.meeting,
            **self.facts.links,
            "agenda": [ordered(one) if isinstance(one, dict) else one for one in self.placing.agenda],
            "next-meeting": self.facts.next,
        }
        if self._is_cancelled(found):
            found["status"] = "cancelled"
        self.draft.value = {key: value for key in _ORDER if (value := found.get(key))}

    def _is_cancelled(self, found: dict[str, Value | None]) -> bool:
        has_results = any(found.get(key) for key in ("decisions", "actions", "attendance", "agenda"))
        title = found["title"]
        words = f"{title.value if isinstance(title, Told) else title} {PurePosixPath(self.source.name).stem}"
        return not has_results and _CANCELLED.search(f"{words} {found.get('opening') or ''}") is not None

    def _title(self) -> Value:
        if self.head.title is not None:
            return self.head.title
        if self.held_title is not None:
            return self.held_title
        stem = plain_words(PurePosixPath(self.source.name).stem.strip())
        return Told(coded(stem) or "…", (), GUESSED, heads.TITLE_FROM_NAME.at(self.source.span(0, 0)))

    def _front(self, rows: Sequence[Row]) -> None:
        """Read title, day and place from front matter; what else it holds was for another program."""
        for row in rows:
            found = _KEY.match(row.text)
            key = _FRONT.get(found["key"].strip().lower()) if found else None
            value = found["value"].strip().strip("\"'") if found else ""
            if key == "title" and value and self.head.title is None:
                self.head.title = Told(plain_words(value), (row.line,))
            if key in {"title", "date"} and value:
                self.head.see_moment(value, row.line, "front")
            elif key == "place" and value:
                self.head.put("place", Told(value, (row.line,)))
        self.teller.became(*rows)

    def _glance(self, rows: Sequence[Row]) -> None:
        """Look at the first lines, wherever they stand, for a day with its times; their words stay where they are."""
        for row in rows:
            words = plain_words(row.text)
            dates = find_dates(words) if len(words) <= LONGEST_HELD else ()
            is_short = len(words) <= LONGEST_HEAD and bool(dates) and dates[0].start < 30
            is_held = bool(dates) and _HELD.match(words) is not None
            if is_short or is_held:
                self.head.see_moment(words, row.line, "glance")
            if is_held and self.held_title is None and (name := _BEFORE_HELD.match(words)):
                self.held_title = Told(name[0].strip(" ,-–"), (row.line,), INFERRED)

    def _know_people(self, root: Section) -> None:
        """Look who was there before anything else is read: names before tasks say who does them."""
        known = Attendance()
        for section in root.walk():
            if section.role in PEOPLE:
                read_attendance(section, known)
        names = list(known.names())[:MOST_KNOWN]
        self.teller.people = lambda: names

    def _see_opening(self, rows: Sequence[Row]) -> None:
        """Look for the sentence that tells when, where and by whom the meeting was held; its words stay."""
        for row in rows:
            found = read_opening(plain_words(_LINKED.sub(r"\1", row.text)))
            if found is None:
                continue
            self.opening.append((row.line, found))
            if found.when:
                self.head.see_moment(found.when, row.line, "opening")

    def _see_quorum(self, rows: Sequence[Row]) -> None:
        """Look for how many came of how many who should; the words stay where they are."""
        for row in rows:
            if row.is_words and "quorum" not in self.head.fields and (found := quorum_in(row.text)):
                self.head.put("quorum", found)

    def _take_openings(self) -> None:
        """Set what the opening sentence tells and no label did."""
        attendance = self.placing.attendance
        for line, found in self.opening:
            if found.chair:
                self.head.put("chair", Told(found.chair, (line,), INFERRED))
            if found.place:
                self.head.put("place", Told(found.place, (line,), INFERRED))
            told: tuple[tuple[Where, tuple[str, ...]], ...] = (
                ("present", found.present),
                ("in-attendance", found.in_attendance),
            )
            for where, people in told:
                if people and not attendance.people.get(where):
                    attendance.add(where, [one for name in people for one in read_people(name)])

    def _title_section(self, root: Section) -> Section | None:
        """Return the section whose heading is the title of the whole: the first one, alone at its level."""
        # A line numbered 一、 heads a part, never the whole.
        marked = [one for one in root.sections if one.level < BOLD and one.head and one.head.kind == "heading"]
        if not marked or marked[0].head is None or not _is_title(marked):
            return None
        if not self.teller.is_markdown and any(row.is_words for row in root.rows):
            # Without marks a title is the first line; what stands below others heads a part.
            return None
        first, row = marked[0], marked[0].head
        self.head.see_moment(first.title, row.line, "title")
        if words := plain_words(first.title):
            self.head.title = Told(words, (row.line,))
        self.teller.became(row)
        return first

    def _preamble(self, root: Section, title: Section | None) -> None:
        """Read what stands before the first section: title, day, opening words; a list of topics is the agenda."""
        rows = self.placing.without_cards(self.head_rows(root.rows))
        if title is not None:
            rows = [*rows, *self.placing.without_cards(self.head_rows(title.rows))]
        before, topics = split_items(rows)
        if are_topics(topics):
            self.placing.open_with(before)
            self.placing.add_items(topics, self.placing.agenda)
        else:
            self.placing.open_with(rows)

    def _without_issue(self, rows: Sequence[Row]) -> list[Row]:
        """Return the rows without those of head and foot of an official document, which are taken."""
        kept: list[Row] = []
        for row in rows:
            if take_issue(row, self.issue):
                self.teller.became(row)
            else:
                kept.append(row)
        return kept

    def head_rows(self, rows: Sequence[Row]) -> list[Row]:
        """Return the rows without those that are the title or tell the day."""
        seen = 0
        kept: list[Row] = []
        for row in rows:
            if row.kind in {"rule", "comment"}:
                self.teller.became(row)
                continue
            may_be = seen < HEAD_LINES and row.kind == "words" and len(row.text) <= LONGEST_HEAD
            seen += row.kind != "blank"
            if may_be and self._is_head(row, seen - 1):
                self.teller.became(row)
            else:
                kept.append(row)
        return kept

    def _is_second_title(self, words: str, above: str) -> bool:
        """Whether a line below the name of the paper (…会议纪要) is the title of the meeting itself."""
        if _SUBJECT.fullmatch(words):
            return not _SUBJECT.fullmatch(above)
        return bool(self.issue.get("number")) and _MINUTES.fullmatch(words) is not None and words != above

    def _is_head(self, row: Row, seen: int) -> bool:
        """Take title and day from a line at the top; return whether the line says nothing else."""
        words = plain_words(row.text)
        told = not _is_sentence(words) and self.head.see_moment(words, row.line, "text")
        if told and _says_only_when(words):
            return True
        if self.head.title is not None and self._is_second_title(words, str(self.head.title.value)):
            # Above it stands the name of the paper (…会议纪要), as on every issue of it.
            self.head.title = Told(words, (row.line,))
            return True
        could_be = seen <= 1 and words and not words.endswith(_UNFINISHED) and not _NO_TITLE.search(words)
        if self.head.title is None and could_be:
            self.head.title = Told(words, (row.line,), INFERRED)
            return True
        return self.head.title is not None and words == self.head.title.value


def _is_title(marked: Sequence[Section]) -> bool:
    """Whether the first of the headings is the title of the whole."""
    first = marked[0]
    alone = sum(one.level <= first.level and (one is first or not one.role) for one in marked) == 1
    dated = bool(find_dates(first.title))
    if not first.role:
        return alone or (dated and first.level < marked[1].level)
    # “Meeting notes” over the whole document.
    stands_over = first.role == "notes" and any(one.level < LABEL for one in first.sections)
    return alone and not dated and stands_over


def _is_sentence(words: str) -> bool:
    """Whether a line tells something that happened: its hour is that of the event."""
    return words.endswith(".") and len(words) > _SHORTEST_SENTENCE and not find_dates(words)


_SHORTEST_SENTENCE = 40


def _says_only_when(words: str) -> bool:
    """Whether a line holds nothing but a day, a weekday, times and a zone."""
    rest = words
    for one in reversed(find_dates(words)):
        rest = rest[: one.start] + " " + rest[one.end :]
    if times := find_times(rest):
        rest = rest[: times.start] + " " + rest[times.end :]
    return not _OF_TIME.sub("", rest)


_OF_TIME = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|[+-]?\d{1,4}"
    r"|\b(?:at|from|to|on|US|UTC|GMT|[PEMC][SD]?T|Eastern|Pacific|Central|am|pm)\b"
    r"|星期[一二三四五六日天]|周[一二三四五六日]|上午|下午|北京时间|会议时间|时间|日期|\W",
    re.IGNORECASE,
)
