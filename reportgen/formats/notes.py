"""The record of a meeting to come, as a person would write it: what is known filled in, the rest to be typed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.model.config import Roster, Seat, Series
from reportgen.model.meeting import Minutes
from reportgen.model.register import RegisterEntry
from reportgen.model.values import Moment
from reportgen.text.markup import to_plain
from reportgen.text.numbering import han_numeral

WORDS = {
    "zh": {
        "title": "{series}第{ordinal}次会议",
        "roster": "# 会后按实际情况改写；没有到会的移到 apologies 或 absent 之下",
        "open": "# 未结事项（{n} 项）。会上报告的，取消注释并写明 state 和 note；其余不必抄写，台账自会延续。",
        "none": "# 没有未结事项。",
        "due": "时限",
        "lead": "牵头",
        "previous": "# 确认上次纪要；不作确认请删去",
    },
    "en": {
        "title": "{series}, meeting {number}",
        "roster": "# rewrite this after the meeting: who did not come goes under apologies or absent",
        "open": "# Open actions ({n}). Uncomment what the meeting reports on; leave the rest: the register keeps them.",
        "none": "# There are no open actions.",
        "due": "due",
        "lead": "lead",
        "previous": "# approval of the previous minutes; delete it if they are not put to the meeting",
    },
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A file to write."""

    path: str
    """From the content folder."""
    text: str


def next_moment(held: Sequence[Minutes], day: dt.date | None) -> Moment | None:
    """Return when the next meeting is: on the day given, else as the last one announced; None: nobody said.

    Args:
        held: the meetings of the series, earliest first.
        day: the day given, or None.
    """
    last = held[-1] if held else None
    announced = last.next_meeting.start if last and last.next_meeting else None
    if day is None:
        return announced
    time = announced.time if announced else (last.start.time if last else None)
    return Moment(day, time)


def draft_meeting(
    series: Series, held: Sequence[Minutes], when: Moment, live: Sequence[RegisterEntry], *, language: str
) -> Draft:
    """Return the record of the next meeting of a series.

    Args:
        series: the series, with its roster.
        held: its meetings so far, earliest first.
        when: when the next one is.
        live: what it still has to do.
        language: zh or en, of title and comments.
    """
    words = WORDS[language]
    number = max((one.number or 0 for one in held), default=0) + 1 or len(held) + 1
    title = words["title"].format(series=series.title.in_(language), ordinal=han_numeral(number), number=number)
    folder = series.id
    lines = [
        "kind: minutes",
        f"series: {series.id}",
        f"number: {number}",
        f"title: {scalar(title)}",
        f"start: {when}",
        *([f"place: {scalar(series.place)}"] if series.place else []),
        "status: planned            # held, once it has taken place",
        "minutes: draft",
        f"access: {held[-1].access if held and held[-1].access else 'internal'}",
        *_roster_lines(series.roster, words["roster"]),
        *_previous_lines(held, words["previous"]),
        "agenda:",
        "  - id: item-1",
        "    title: ",
        "    # discussion: |",
        "    # decisions:",
        "    #   - {id: d1, text: }",
        "    # actions:",
        "    #   - {id: a1, task: , lead: , owner: , due: }",
        *_open_lines(live, when.date, words),
    ]
    return Draft(f"meetings/{folder}/{series.id}-{when.date}.yaml", "\n".join(lines) + "\n")


def scalar(text: str) -> str:
    """Return a text as a YAML scalar, quoted where it would be read as something else."""
    plain = re.fullmatch(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^\n]*", text)
    if plain and ": " not in text and " #" not in text and not text.endswith(":") and text == text.strip():
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _roster_lines(roster: Roster | None, comment: str) -> Iterator[str]:
    if roster is None:
        return
    if roster.chair:
        yield f"chair: {scalar(roster.chair)}"
    if roster.recorder:
        yield f"recorder: {scalar(roster.recorder)}"
    if roster.members:
        # A comment, not a copy: attendance that nobody looked at is worse than none.
        yield comment
        yield "# attendance:"
        yield "#   present:"
        yield from (f"#     - {_seat(one)}" for one in roster.members)
    if roster.members and roster.in_attendance:
        yield "#   in-attendance:"
        yield from (f"#     - {_seat(one)}" for one in roster.in_attendance)


def _seat(seat: Seat) -> str:
    known = {"who": seat.who, "unit": seat.unit, "role": seat.role}
    if not (seat.unit or seat.role):
        return scalar(seat.who)
    return "{" + ", ".join(f"{key}: {_in_flow(value)}" for key, value in known.items() if value) + "}"


def _in_flow(text: str) -> str:
    return _quoted(text) if re.search(r"[,\[\]{}]", text) else scalar(text)


def _previous_lines(held: Sequence[Minutes], comment: str) -> Iterator[str]:
    last = next((one for one in reversed(held) if one.status == "held"), None)
    if last:
        yield comment
        yield "previous-minutes:"
        yield f"  - {{meeting: {last.id}, outcome: approved}}"


def _open_lines(live: Sequence[RegisterEntry], day: dt.date, words: dict[str, str]) -> Iterator[str]:
    if not live:
        yield words["none"]
        return
    yield words["open"].format(n=len(live))
    yield "# updates:"
    for entry in live:
        status = entry.known_on(day)
        due = status.due or status.due_words
        said = [to_plain(entry.action.task)]
        said += [f"{words['lead']} {status.lead}"] if status.lead else []
        said += [f"{words['due']} {due}"] if due else []
        yield f"#   # {' · '.join(said)}"
        yield f"#   - {{action: {entry.reference}, state: {status.state}, note: }}"
