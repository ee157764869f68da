"""Cards: tables at the head of minutes that hold labels with their words (Date | 5 May), or the people who came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.formats.ingest.minutes.attendance import (
    PEOPLE,
    Attendance,
    read_row_of_table,
    read_table,
    read_words,
    tables_in,
    tells_status,
)
from reportgen.formats.ingest.minutes.facts import Facts
from reportgen.formats.ingest.minutes.sections import SINGLE
from reportgen.formats.ingest.register.tables import Table
from reportgen.formats.ingest.row import Row
from reportgen.formats.ingest.vocabulary import Role, role_of_label

_PEOPLE_HEAD = re.compile(
    r"(?:full )?names?|affiliations?|organi[sz]ations?|company|employer|institutions?|user ?names?|github|handle"
    r"|e-?mail"
    r"|abbreviation|initials|roles?|title|position|unit|department|team|time ?zone|#|no\.?|present",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[*_`]")


def read_cards(rows: Sequence[Row], facts: Facts, attendance: Attendance) -> tuple[list[Row], set[int]]:
    """Read the tables of the head among rows; return the other rows, and the lines that were understood."""
    read: set[int] = set()
    inside: set[int] = set()
    for table in tables_in(rows):
        if tells_status(table):
            read_table(table, attendance)
            read.update(range(table.first, table.last + 1))
        elif where := _people_role(table):
            _read_people(table, where, attendance)
            read.update(range(table.first, table.last + 1))
        elif pairs := list(_pairs(table)):
            understood = {line for role, words, line in pairs if _set(role, words, line, facts, attendance)}
            rest = {row.line for row in table.rows} | ({table.first} if any(table.head) else set())
            # The rule below the headings says nothing; a row that no label names is left to be placed.
            read |= (
                understood
                | ({table.first} if _says_nothing(table) else set())
                | (set(range(table.first, table.last + 1)) - rest)
            )
        else:
            continue
        inside.update(range(table.first, table.last + 1))
    return [row for row in rows if row.line not in inside], read


_GENERIC = re.compile(
    r"项目|名称|栏目|信息|内容|说明|详情|事项|字段|值|会议信息|基本信息|items?|fields?|details?|values?|information|key",
    re.IGNORECASE,
)


def _says_nothing(table: Table) -> bool:
    """Whether the headings of a card only say that labels and words stand below: 项目 | 内容."""
    return all(_GENERIC.fullmatch(_MARKS.sub("", one).strip()) for one in table.head if one.strip())


def holds_card(rows: Sequence[Row]) -> bool:
    """Whether there is a table of labels with their words among rows."""
    return any(True for table in tables_in(rows) for _ in _pairs(table))


def _people_role(table: Table) -> Role:
    """Return where the people of a table belong; "" for a table of something else."""
    heads = [_MARKS.sub("", one).strip() for one in table.head]
    first = role_of_label(heads[0]) if heads and heads[0] else ""
    if first in PEOPLE and len(heads) <= 3 and all(not one or _PEOPLE_HEAD.fullmatch(one) for one in heads[1:]):
        return first if len(heads) > 1 or table.rows else ""
    named = [one for one in heads if one]
    is_list = len(named) > 1 and all(_PEOPLE_HEAD.fullmatch(one) for one in named)
    return "present" if is_list and any(re.match(r"(?:full )?names?", one, re.IGNORECASE) for one in named) else ""


def _read_people(table: Table, where: Role, attendance: Attendance) -> None:
    heads = [_MARKS.sub("", one).strip() for one in table.head]
    names = next((at for at, one in enumerate(heads) if re.fullmatch(r"(?:full )?names?", one, re.IGNORECASE)), 0)
    for row in table.rows:
        read_row_of_table(row.cells, heads, names, where, attendance)


def _pairs(table: Table) -> Iterator[tuple[Role, str, int]]:
    """Yield labels and their words where most of the first cells are labels of minutes."""
    lines = [(table.head, table.first), *((row.cells, row.line) for row in table.rows)]
    found = [
        (role_of_label(_MARKS.sub("", cells[at])), cells[at + 1], line)
        for cells, line in lines
        for at in range(0, len(cells) - 1, 2)
        if cells[at].strip()
    ]
    known = [one for one in found if one[0] in PEOPLE or one[0] in SINGLE]
    if len(known) > 1 and len(known) * 2 > len(found) and len(table.head) in {2, 4}:
        yield from known


def _set(role: Role, words: str, line: int, facts: Facts, attendance: Attendance) -> bool:
    if role in PEOPLE:
        return read_words(words.replace("\n", "; "), role, attendance)
    return facts.set(role, " ".join(words.split()), line)
