"""Attendance: who was there, in every notation minutes use: lists, one line, tables, ticked boxes, @names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from reportgen.formats.ingest.draft import GUESSED, Told, Value
from reportgen.formats.ingest.minutes.sections import Section
from reportgen.formats.ingest.people.latin_names import counts_people, labelled_parts
from reportgen.formats.ingest.people.names import Named, is_nobody, read_people
from reportgen.formats.ingest.register.tables import Table, pipe_tables
from reportgen.formats.ingest.row import Row
from reportgen.formats.ingest.source import Source
from reportgen.formats.ingest.vocabulary import Role, role_of_label
from reportgen.model.diagnostic import warning

PRESENT_AND_EXCUSED = warning(
    "import-present-and-excused",
    en="the text names {who} as present and as excused",
    zh="原文把 {who} 既列为出席，又列为请假",
    hint_en="keep them in the right list",
    hint_zh="请只保留在正确的名单里",
)

Where = Literal["present", "apologies", "absent", "in-attendance"]

_WHERE: dict[str, Where] = {
    "present": "present",
    "members": "present",
    "others": "present",
    "apologies": "apologies",
    "absent": "absent",
    "in-attendance": "in-attendance",
}
PEOPLE = frozenset(_WHERE)
"""Roles of sections that list people."""
_EXCUSED_ASIDE = re.compile(
    r"[（(]([^（）()]{2,60}?)\s*(请假|請假|缺席|未到|列席|excused|apologies|absent)\s*[）)]", re.IGNORECASE
)
_EXCUSED_ITEM = re.compile(
    r"^(?:请假(?:人员?)?|請假|apologies|regrets|缺席|absent|列席)\s*[:：]\s*(?P<rest>.+)$", re.IGNORECASE
)
_STAYED_AWAY: dict[str, Where] = {
    "请假": "apologies", "請假": "apologies", "缺席": "absent", "未到": "absent", "缺勤": "absent",
    "列席": "in-attendance",
}  # fmt: skip
"""What stands in brackets behind a name in a list of those who came."""
_STATED = re.compile(
    r"(?P<who>[A-Z].*?)\s+[-–—:]+\s*(?P<state>present|absent|excused|apologies|regrets)\.?$", re.IGNORECASE
)
"""Somebody with the answer to the roll call behind the name: `Ada Moss – present`."""
_TAG = re.compile(r"<[^<>]*>")
_NAME_HEAD = re.compile(r"name|attendee|member|participant|who|姓名|名字|人员|委员|参会人|成员", re.IGNORECASE)
_STATUS_HEAD = re.compile(r"status|present|attend|here|出席|状态|签到|到会|情况|考勤", re.IGNORECASE)
_UNIT_HEAD = re.compile(r"company|org|affiliation|unit|employer|单位|公司|部门|机构|组织", re.IGNORECASE)
_ROLE_HEAD = re.compile(r"role|title|position|职务|职位|角色|岗位", re.IGNORECASE)
_STATUS: tuple[tuple[str, Where], ...] = (
    (r"(?:present|yes|y|x|✓|✔|√|1|attended|here|in person|remote|online|出席|到会|是|已到|到|线上)$", "present"),
    (r"(?:apolog\w*|regrets?|excused|leave|请假|請假)", "apologies"),
    (r"(?:absent|no|n|n/?a|-|0|not present|缺席|未到|否|未出席)?$", "absent"),
)


@dataclass(slots=True)
class Attendance:
    """The people of a meeting so far, each once in a list and in the order they were named."""

    people: dict[Where, dict[str, Value]] = field(default_factory=dict)
    read: set[int] = field(default_factory=set)
    """Lines that were understood."""

    def add(self, where: Where, names: Sequence[Named]) -> None:
        """Add people who are not in that list yet."""
        for one in names:
            self.people.setdefault(where, {}).setdefault(one.who, one.as_value())

    def names(self) -> set[str]:
        """Return the names of all of them."""
        return {who for people in self.people.values() for who in people}

    def as_value(self, source: Source) -> dict[str, Value]:
        """Return the `attendance:` of a record, without empty lists.

        Whoever sent apologies was not just absent; whoever is listed as present too is left in both lists, and told.
        """
        order: tuple[Where, ...] = ("present", "apologies", "absent", "in-attendance")
        excused = set(self.people.get("apologies", ()))
        for who in excused & set(self.people.get("absent", ())):
            del self.people["absent"][who]
        found: dict[str, Value] = {
            where: list(self.people[where].values()) for where in order if self.people.get(where)
        }
        twice = [who for who in self.people.get("present", {}) if who in excused]
        if twice:
            excused_list: list[Value] = list(self.people["apologies"].values())
            found["apologies"] = Told(
                excused_list,
                confidence=GUESSED,
                doubt=PRESENT_AND_EXCUSED.at(source.span(0, 0), who=", ".join(twice)),
            )
        return found


def read_attendance(section: Section, into: Attendance) -> None:
    """Read a section that lists people, and every one below it."""
    where = _WHERE.get(section.role, "present")
    if section.head is not None:
        into.read.add(section.head.line)
    if section.rest:
        _read_words(section.rest, where, into)
    tables = {table.first: table for table in tables_in(section.rows)}
    inside: set[int] = set()
    is_paired = _are_paired(section.rows)
    for row in section.rows:
        if row.line in tables:
            read_table(tables[row.line], into)
            inside.update(range(tables[row.line].first, tables[row.line].last + 1))
        elif row.line not in inside:
            where = _read_row(_with_unit(row) if is_paired else row, where, into)


def _are_paired(rows: Sequence[Row]) -> bool:
    """Whether every item of a list is a name with a unit behind one comma: `Ada Moss, Acme Rail`."""
    items = [row.text for row in rows if row.kind == "item" and row.text]
    return len(items) > 1 and all(len(one) < 200 and _PAIR.match(one) for one in items)


_PAIR = re.compile(r"[A-Z][^,;:(@]*\s[^,;:(@]+, [^,;]+$")


def _with_unit(row: Row) -> Row:
    """Return an item with the unit behind its comma in brackets."""
    who, comma, unit = row.text.partition(", ")
    return replace(row, text=f"{who} ({unit.strip()})") if comma and row.kind == "item" else row


def lists_people(section: Section) -> bool:
    """Whether a section without a heading of attendance is a table of names and of who was present."""
    return any(tells_status(table) for table in tables_in(section.rows))


def tells_status(table: Table) -> bool:
    """Whether a table holds names and whether each was there."""
    names, told = (
        next((at for at, head in enumerate(table.head) if one.search(head)), None) for one in (_NAME_HEAD, _STATUS_HEAD)
    )
    if names is None or told is None or names == told:
        return False
    cells = [re.sub(r"[*_`]", "", row.cells[told]).strip() for row in table.rows]
    known = sum(any(re.match(pattern, cell, re.IGNORECASE) for pattern, _ in _STATUS) for cell in cells if cell)
    return known > 0 and known * 3 >= len(cells) * 2


def tables_in(rows: Sequence[Row]) -> list[Table]:
    """Return the tables among rows."""
    found = [row for row in rows if row.kind == "table"]
    return [
        table
        for block in _runs(found)
        for table in pipe_tables([one.marker + one.text for one in block], first=block[0].line)
    ]


def _runs(rows: Sequence[Row]) -> list[list[Row]]:
    runs: list[list[Row]] = []
    for row in rows:
        if runs and runs[-1][-1].line + 1 == row.line:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _read_row(row: Row, where: Where, into: Attendance) -> Where:
    """Read a line of a list of people; return where the next line's people go."""
    if row.kind == "markup":
        return _read_markup(row, where, into)
    if not row.is_words:
        if row.kind in {"rule", "comment"}:
            into.read.add(row.line)
        return where
    if (found := _STATED.match(row.text)) and (names := read_people(found["who"], is_item=True)):
        into.add(_WHERE.get(role_of_label(found["state"]), "present"), names)
        into.read.add(row.line)
        return where
    if found := _EXCUSED_ITEM.match(row.text):
        place = _WHERE.get(role_of_label(row.text.split("：")[0].split(":")[0]), "apologies")
        if _read_words(found["rest"], place, into):
            into.read.add(row.line)
        return where
    label: Role = role_of_label(row.text) if not row.ticked else ""
    if label in _WHERE and len(row.text) < 30:
        into.read.add(row.line)
        return _WHERE[label]
    place = "absent" if row.ticked is False and where == "present" else where
    if _read_words(row.text, place, into, is_item=bool(row.marker)):
        into.read.add(row.line)
    return where


def read_words(text: str, where: str, into: Attendance) -> bool:
    """Read people from words beside a label; return whether the words were understood."""
    return _read_words(text, _WHERE.get(where, "present"), into)


def read_row_of_table(cells: Sequence[str], heads: Sequence[str], names: int, where: str, into: Attendance) -> None:
    """Read the people of one row of a table: names in one column; unit, role and account in those of such headings."""
    told = {at: cell.strip() for at, cell in enumerate(cells) if cell.strip() and at != names}
    unit = next((cell for at, cell in told.items() if _UNIT_HEAD.search(heads[at])), "")
    role = next((cell for at, cell in told.items() if _ROLE_HEAD.search(heads[at]) or not heads[at]), "")
    notes = [cell for cell in told.values() if cell not in {unit, role}]
    for one in read_people(cells[names].replace("\n", "; "), is_item=True):
        whole = replace(
            one,
            unit=one.unit or unit,
            role=one.role or role,
            note="; ".join(filter(None, [one.note, *(" ".join(cell.split()) for cell in notes)])),
        )
        into.add(_WHERE.get(where, "present"), [whole])


def _read_words(text: str, where: Where, into: Attendance, *, is_item: bool = False) -> bool:
    """Read people from words; return whether the words were understood."""
    if parts := labelled_parts(text):
        understood = [_read_words(words, _WHERE.get(role, where), into) for role, words in parts]
        return all(understood)
    for found in _EXCUSED_ASIDE.finditer(text):
        into.add(_WHERE.get(role_of_label(found[2]), "apologies"), read_people(found[1]))
    rest = _EXCUSED_ASIDE.sub("", text)
    if _INVITES.search(rest):
        return False
    groups = [one for one in re.split(r"[；;]", rest) if one.strip()]
    of_units = [_of_unit(one) for one in groups] if len(groups) > 1 else []
    of_unit = tuple(name for each in of_units for name in each) if all(of_units) else ()
    names = of_unit or _of_unit(rest) or read_people(rest, is_item=is_item)
    for one in names:
        into.add(_STAYED_AWAY.get(one.note, where) if where == "present" else where, [one])
    return bool(names) or is_nobody(rest) or counts_people(rest.strip()) or rest != text


_INVITES = re.compile(r"^\W*(?:watch|see|click|join|please|add|sign|link|recording|meeting)\b|[:：]$", re.IGNORECASE)
_UNIT_LABEL = re.compile(r"(?P<unit>[\w&/ .-]{1,40}?)\s*[:：]\s*(?P<names>\S.*)$")


def _of_unit(text: str) -> tuple[Named, ...]:
    """Return the people of “Libs: Ada Moss, Tom Reed”, each with the unit before the colon."""
    found = _UNIT_LABEL.match(re.sub(r"[*_`]", "", text))
    if not found or "://" in text:
        return ()
    names = read_people(found["names"])
    return tuple(replace(one, unit=one.unit or found["unit"].strip()) for one in names)


def _read_markup(row: Row, where: Where, into: Attendance) -> Where:
    """Read @names in a line of HTML; other words there are no people."""
    words = _TAG.sub(" ", row.text).strip()
    if not words or ("@" in words and _read_words(words, where, into)):
        into.read.add(row.line)
    return where


def read_table(table: Table, into: Attendance) -> None:
    """Read a table of people: names, with unit, role and whether they came where there are such columns."""
    who, status, unit, role = (
        next((place for place, head in enumerate(table.head) if pattern.search(head)), None)
        for pattern in (_NAME_HEAD, _STATUS_HEAD, _UNIT_HEAD, _ROLE_HEAD)
    )
    if who is None:
        _read_cells(table, into)
        return
    into.read.update(range(table.first, table.last + 1))
    for row in table.rows:
        where, note = _status(row.cells, status if status != who else None)
        its_unit, its_role = (
            row.cells[at].strip() if at not in {None, who} else "" for at in (unit or who, role or who)
        )
        into.add(
            where,
            [
                replace(
                    one,
                    unit=its_unit or one.unit,
                    role=its_role or one.role,
                    note="; ".join(filter(None, (one.note, note))),
                )
                for one in read_people(row.cells[who], is_item=True)
            ],
        )


def _status(cells: Sequence[str], column: int | None) -> tuple[Where, str]:
    if column is None:
        return "present", ""
    words = re.sub(r"[*_`]", "", cells[column]).strip()
    for pattern, where in _STATUS:
        if re.match(pattern, words, re.IGNORECASE):
            is_told = words.lower() in {
                "present",
                "yes",
                "y",
                "x",
                "absent",
                "no",
                "n",
                "",
                "-",
                "出席",
                "缺席",
                "请假",
                "是",
                "否",
            }
            return where, "" if is_told else words
    return "present", words


def _read_cells(table: Table, into: Attendance) -> None:
    """Read a table without headings of people: every cell that is names."""
    for row in [*([table.head] if any(table.head) else []), *(one.cells for one in table.rows)]:
        for cell in row:
            if "@" in cell:
                _read_words(cell, "present", into)
    into.read.update(range(table.first, table.last + 1))
