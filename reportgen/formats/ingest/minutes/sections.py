"""Sections: the rows of a text under their headings and labels, each with what it is for."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportgen.formats.ingest.minutes.markers import number_of, style_of
from reportgen.formats.ingest.minutes.outcomes import marked
from reportgen.formats.ingest.moments import find_times
from reportgen.formats.ingest.people.latin_names import counts_people
from reportgen.formats.ingest.people.names import read_people
from reportgen.formats.ingest.row import Row
from reportgen.formats.ingest.vocabulary import Role, role_of_heading, role_of_label

BOLD = 7
"""Level of a line in bold that stands as a heading: below every heading that is marked as one."""
LABEL = 8
"""Level of a label on a line of its own (`Attendees:`)."""
_BOLD_LINE = re.compile(r"(?:\*\*|__)(?P<words>[^*_\n]{1,80}?)[:：]?\s*(?:\*\*|__)[:：]?\s*$")
_LABEL_LINE = re.compile(
    r"(?P<bold>\*\*|__|[*_](?=\w))?(?P<words>[^\s:：*_][^:：\n]{0,40}?)\s*+(?P=bold)?\s*+[:：]\s*(?:\*\*|__|[*_]"
    r"(?=\s))?\s*(?P<rest>.*)$"
)
_BRACKETED_LABEL = re.compile(r"(?:\*\*)?【(?P<words>[^【】\n]{2,12})】(?:\*\*)?\s*[:：]?\s*(?P<rest>.*)$")
_HAN_LABEL = re.compile(r"(?:\*\*|__)?(?P<words>[\u4e00-\u9fff ]{2,10})(?:\*\*|__)?\s*$")
_PEOPLE = {"present", "members", "others", "apologies", "absent", "in-attendance"}
_LISTS = {"agenda", "actions", "decisions", "left-over", "recording", "links", "notes", "next", "head"}
SINGLE: frozenset[str] = frozenset(
    {"chair", "recorder", "time", "start", "end", "place", "link", "title", "number", "next-chair", "next"}
)
"""Roles of labels with their words beside them, one value each."""


@dataclass(slots=True)
class Section:
    """A heading or label with what stands under it."""

    role: Role
    title: str
    """Its words without marks; "" for what stands before the first heading."""
    level: int
    head: Row | None = None
    """The row of the heading or label."""
    rest: str = ""
    """Words beside the label on its line."""
    rows: list[Row] = field(default_factory=list)
    """What stands under it, before the first section below it."""
    sections: list[Section] = field(default_factory=list)
    first_item: Row | None = None
    """The first item among its rows."""
    has_words: bool = False
    """Whether words or items are among its rows."""

    def add(self, row: Row) -> None:
        """Add a row under it."""
        self.rows.append(row)
        self.has_words = self.has_words or row.is_words
        if self.first_item is None and row.kind == "item":
            self.first_item = row

    def walk(self) -> Iterator[Section]:
        """Yield this section and all below it, in reading order."""
        waiting = [self]
        while waiting:
            section = waiting.pop()
            yield section
            waiting.extend(reversed(section.sections))

    def all_rows(self) -> Iterator[Row]:
        """Yield every row below it, headings included, in reading order."""
        for section in self.walk():
            if section.head is not None and section is not self:
                yield section.head
            yield from section.rows


def sections_of(rows: Sequence[Row]) -> Section:
    """Return the rows as a tree of sections; the root holds what stands before the first heading."""
    root = Section("", "", 0)
    stack = [root]
    numbered = _numbered_headings(rows)
    for place, row in enumerate(rows):
        here = stack[-1]
        section = _opened(row, rows, place, here)
        if section is None and place in numbered:
            words = (row.marker + row.text).rstrip("：: ")
            section = Section(role_of_heading(words), words, numbered[place], row)
        if section is None:
            if here.level >= LABEL and _ends(here, row):
                stack.pop()
            stack[-1].add(row)
            continue
        while stack[-1].level >= section.level and len(stack) > 1:
            stack.pop()
        stack[-1].sections.append(section)
        stack.append(section)
        if second := _second_label(section):
            stack[-2].sections.append(second)
            stack[-1] = second
    return root


_NUMERAL = re.compile(r"(?:(?P<large>[壹贰貳叁參肆伍陆陸柒捌玖拾]{1,2})|[一二三四五六七八九十]{1,3})、\s*$")
_LONGEST_NUMBERED = 40
"""Characters of a numbered line that heads a part; what is longer is a sentence."""


def _numbered_headings(rows: Sequence[Row]) -> dict[int, int]:
    """Return the level of every line numbered 一、 or 壹、 that heads a part.

    Such lines are headings where one of them says by its words what stands below it (三、会议决议); else they are
    items.
    """
    found: dict[int, int] = {}
    telling: set[int] = set()
    for place, row in enumerate(rows):
        number = _NUMERAL.match(row.marker) if row.kind == "item" and row.ticked is None else None
        if number is None or len(row.text) > _LONGEST_NUMBERED or row.text.endswith(("。", "；", ";")):
            continue
        found[place] = 5 if number["large"] else 6
        if role_of_heading(row.text) not in {"", "links", "head"}:
            telling.add(found[place])
    return {place: level for place, level in found.items() if level in telling}


_LONGEST_BESIDE = 300
"""Characters beside a label in which another label is looked for."""
_SECOND = re.compile(
    r"(?:[ \t\u3000]{2,}|[\u3000\t])(?P<words>[\u4e00-\u9fff][\u4e00-\u9fff \u3000]{0,8}"
    r"|[A-Z][A-Za-z ]{2,24})[：:]\s*(?P<rest>\S.*)$"
)


def _second_label(section: Section) -> Section | None:
    """Cut a second label off the words beside the first one: 主席：陳柏宇　　紀錄：張雅婷."""
    is_short = len(section.rest) <= _LONGEST_BESIDE
    found = _SECOND.search(section.rest) if is_short and section.role in _PEOPLE | SINGLE else None
    role = role_of_label(found["words"]) if found else ""
    if found is None or role not in _PEOPLE | SINGLE:
        return None
    section.rest = section.rest[: found.start()].strip()
    return Section(role, found["words"], LABEL, section.head, found["rest"].strip())


def _opened(row: Row, rows: Sequence[Row], place: int, here: Section) -> Section | None:
    """Return the section a row opens, or None."""
    if row.kind == "heading":
        title = _unmarked(row.text)
        return Section(role_of_heading(title), title, row.level, row)
    if not row.is_words or row.ticked is not None:
        return None
    if not row.marker and (found := _BOLD_LINE.match(row.text)) and _stands_alone(rows, place):
        title = found["words"].strip()
        return Section(role_of_heading(title), title, BOLD, row)
    if role := _bare_role(rows, place, here):
        return Section(role, row.text, LABEL, row)
    return _labelled(row, here, rows, place)


_BARE = re.compile(r"[A-Z][A-Za-z/’' -]{2,40}$")


def _bare_role(rows: Sequence[Row], place: int, here: Section) -> Role:
    """Return what a label without a colon says of the names below it: `Present`, `Regrets`, `Scribe` on their lines."""
    row = rows[place]
    after = next((one for one in rows[place + 1 : place + 3] if one.kind != "blank"), None)
    if row.marker or not _BARE.match(row.text) or after is None or not (after.is_words or after.kind == "table"):
        return ""
    role = role_of_label(row.text)
    is_near = after.line == row.line + 1
    is_below = after.indent > row.indent
    if role in {"present", "apologies", "absent", "in-attendance"}:
        names = after.kind == "table" or bool(read_people(after.text, is_item=bool(after.marker)))
        return role if names and (is_near or is_below or bool(after.marker)) else ""
    beside = here.level == LABEL and here.role in _PEOPLE | {"chair", "recorder"}
    return role if role in {"chair", "recorder"} and is_near and (is_below or beside) else ""


def _stands_alone(rows: Sequence[Row], place: int) -> bool:
    before = rows[place - 1].kind if place else "blank"
    return before not in {"words", "item"} or rows[place - 1].text.endswith(("：", ":"))


def _labelled(row: Row, here: Section, rows: Sequence[Row], place: int) -> Section | None:
    """Return the section of a label: with its words beside it, or alone with a list below it."""
    text = _QUOTED.sub("", row.text) if here.level < LABEL or here.role in _PEOPLE | SINGLE else row.text
    found = _BRACKETED_LABEL.match(text) or _LABEL_LINE.match(text) or _dashed(text) or _apart(row)
    if found is None:
        bare = _HAN_LABEL.match(row.text) if not row.marker else None
        role = role_of_label(bare["words"]) if bare else ""
        if role in {"decisions", "actions"} and not _heads_list(rows, place):
            return None
        is_head = role in _PEOPLE | {"agenda", "left-over"} and row.indent == 0
        return Section(role, row.text, LABEL, row) if is_head or role in {"decisions", "actions", "notes"} else None
    role = role_of_label(found["words"])
    rest = found["rest"].strip()
    # “Adjournment: Orr moved to adjourn” is an item, no time.
    is_no_time = role in {"start", "end"} and not find_times(rest)
    is_inside = _is_inside_item(row, here, role, rest) and not _restarts(here, role, rest, rows, place)
    if not role or is_no_time or is_inside:
        return None
    return _of_role(role, found["words"], rest, row)


def _of_role(role: Role, words: str, rest: str, row: Row) -> Section | None:
    """Return the section of a label whose role is known, or None where such a label begins none."""
    if role in SINGLE and not rest:
        return None if row.marker else Section(role, words, LABEL, row)
    if role in _PEOPLE or role in SINGLE:
        return Section(role, words, LABEL, row, rest)
    if role in _LISTS and not rest.strip("*_ ") and not row.marker:
        return Section(role, words, LABEL, row)
    is_note = role in {"agenda", "left-over"} and not row.marker and row.indent == 0 and rest[:1] in "（("
    return Section(role, words, LABEL, row, rest) if is_note else None


_DASHED = re.compile(r"(?P<words>[A-Z][A-Za-z ]{2,30})\s+[–—-]\s+(?P<rest>[A-Z].*)$")


def _dashed(text: str) -> re.Match[str] | None:
    """Return a label of people with a dash behind it: `Present – Ada Moss, Tom Orr`."""
    found = _DASHED.match(text)
    return found if found and role_of_label(found["words"]) in _PEOPLE - {"members", "others"} else None


_QUOTED = re.compile(r"^>[ \t]*")
_APART = re.compile(
    r"(?P<words>[\u4e00-\u9fff]{4,6}|[\u4e00-\u9fff](?:[ \u3000]+[\u4e00-\u9fff]){1,3}|主持人|记录人)"
    r"[ \u3000\t]+(?P<rest>\S.*)$"
)


def _apart(row: Row) -> re.Match[str] | None:
    """Return a label of the head that a space sets apart from its words: 会议时间　2026年4月30日."""
    found = _APART.match(row.text) if not row.marker and row.kind == "words" and len(row.text) < 80 else None
    role = role_of_label(found["words"]) if found else ""
    return found if role in _PEOPLE | {"time", "place", "chair", "recorder", "title"} else None


def _heads_list(rows: Sequence[Row], place: int) -> bool:
    """Whether a numbered list begins right below a line."""
    after = next((one for one in rows[place + 1 : place + 3] if one.kind != "blank"), None)
    return after is not None and after.kind == "item" and after.marker[:1].isalnum()


_LOOK_AHEAD = 80
"""Rows in which a list of items would go on."""
_LOOK_BACK = 400
"""Rows in which a list of items would have begun."""


def _restarts(here: Section, role: Role, rest: str, rows: Sequence[Row], place: int) -> bool:
    """Whether a label among items heads a list of the whole meeting: 会议决议：, with no further item below it."""
    if role not in {"decisions", "actions", "left-over"} or rest or rows[place].marker:
        return False
    recent = here.rows[-_LOOK_BACK:]
    numbered = [one for one in recent if one.kind == "item" and number_of(one.marker) is not None]
    if not numbered:
        return False
    top = min(one.indent for one in numbered)
    items = [one for one in numbered if one.indent <= top and style_of(one.marker) == style_of(numbered[0].marker)]
    # 结论： stands below an item, 会议结论： below them all.
    words = rows[place].text.strip("：: *")
    near = rows[max(0, place - _LOOK_AHEAD) : place + _LOOK_AHEAD]
    of_item = (role == "decisions" and len(words) < 4) or sum(one.text.strip("：: *") == words for one in near) > 1
    if of_item or rows[place].indent > top or not _heads_list(rows, place):
        return False
    last = number_of(items[-1].marker) or 0
    later = [
        number_of(one.marker) or 0
        for one in rows[place + 1 : place + _LOOK_AHEAD]
        if one.kind == "item" and style_of(one.marker) == style_of(items[0].marker) and one.indent <= top
    ]
    if not later:
        return True
    rises = later == sorted(later) and len(items) > 1
    return later[0] == 1 and (rises or last + 1 not in later)


def _is_inside_item(row: Row, here: Section, role: Role, rest: str) -> bool:
    """Whether a label belongs to what is being told of an item: `讨论：` or `时间：` in a discussion heads nothing."""
    if here.role in {"head", *_PEOPLE} or here.level == 0 or _NUMERAL.match(row.marker):
        return False
    first = here.first_item
    if here.role in {"agenda", "notes"} and first is not None:
        outside = row.indent <= first.indent and not row.marker
        if role in {"decisions", "actions", "left-over"}:
            # A list of its own after an empty line; else the mark of an outcome, read with the item.
            return not (outside and not rest and role == "actions" and here.rows[-1].kind == "blank")
        return not (outside and (role in _PEOPLE or role in {"next", "next-chair", "end", "recorder"}))
    own = here.head.indent if here.head is not None and here.level >= LABEL else 0
    if row.indent >= own + 4 and (row.marker or role not in _PEOPLE):
        return True
    is_told = here.level < LABEL and here.has_words and not _lists_facts(here)
    return is_told and role not in _PEOPLE and role != "next-chair" and bool(row.marker)


_FACT = re.compile(r"[^\s:：][^:：\n]{0,24}?\s*[:：]\s*\S")
_MOST_FACTS = 12


def _lists_facts(here: Section) -> bool:
    """Whether all that stands under a heading so far is a short list of labels with their words."""
    words = list(itertools.islice((row for row in here.rows if row.is_words), _MOST_FACTS + 1))
    if len(words) > _MOST_FACTS:
        return False
    return all(_FACT.match(row.text) if row.marker else row.indent > 1 for row in words)


def _ends(here: Section, row: Row) -> bool:
    """Whether a row can no longer belong to the label above it."""
    if row.kind == "blank" or here.head is None:
        return False
    if row.kind in {"rule", "front"}:
        return True
    if here.role in SINGLE:
        return bool(here.rest) or here.has_words
    if here.role in _PEOPLE:
        return _ends_people(here, here.head, row)
    return here.role in {"actions", "decisions", "left-over"} and _is_another_list(here, row)


def _ends_people(here: Section, head: Row, row: Row) -> bool:
    """Whether a row names nobody of the list above it any more."""
    if row.is_words and (_is_other_label(row) or marked(row.text)):
        return True
    if row.is_words and _QUORUM.search(row.text):
        return True
    if here.rest:
        return row.indent <= head.indent or bool(row.marker)
    apart = bool(here.rows) and here.rows[-1].kind == "blank" and here.has_words
    if apart and row.kind == "item" and row.marker[:1].isalnum() and row.indent <= head.indent:
        # A number after an empty line, where the names had none, is the next item.
        return not any(one.kind == "item" and one.marker[:1].isalnum() for one in here.rows)
    if apart and row.kind == "words" and _goes_on_naming(here, row):
        return False
    return not row.marker and (apart or row.kind not in {"item", "words", "table", "markup"})


_QUORUM = re.compile(r"\bquorum\b|\bquorate\b", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:Cllrs?|Councill?ors?|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Rev)\b\.? "
    r"(?!.*[.:;]$)"
)


def _goes_on_naming(here: Section, row: Row) -> bool:
    """Whether a line after an empty one is the next name of a list that has an empty line between all of them."""
    names = [one for one in here.rows[-_LOOK_AHEAD:] if one.is_words]
    is_like = all(_TITLE.match(one.text) or counts_people(one.text) for one in (*names, row))
    return is_like and len(row.text) <= _LONGEST_NUMBERED * 2 and (not here.rest)


def _is_another_list(here: Section, row: Row) -> bool:
    """Whether a new list begins after an empty line: numbers of another kind, or from one again."""
    first = here.first_item
    if first is None or here.rows[-1].kind != "blank" or row.indent > first.indent:
        return False
    if row.kind == "words":
        return True
    return row.kind == "item" and (style_of(row.marker), bool(row.marker[:1].isalnum())) != (
        style_of(first.marker),
        bool(first.marker[:1].isalnum()),
    )


def _is_other_label(row: Row) -> bool:
    found = _LABEL_LINE.match(row.text)
    role = role_of_label(found["words"]) if found else ""
    return bool(role) and role not in _PEOPLE


def _unmarked(words: str) -> str:
    return re.sub(r"\*\*|__|(?<!\w)[*_]|[*_](?!\w)", "", words).strip()
