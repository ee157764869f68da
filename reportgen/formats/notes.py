"""The record of a meeting to come, as a person would write it: what is known filled in, the rest to be typed.

What only the meeting can say stands in comments that become sound YAML when their `# ` is taken away; nothing is
stated that nobody has said yet.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportgen.formats.yaml.scalars import flow_scalar, scalar
from reportgen.model.config import Roster, Seat, Series
from reportgen.model.meeting import Minutes
from reportgen.model.register import RegisterEntry
from reportgen.model.values import Moment
from reportgen.text.markup import to_plain
from reportgen.text.numbering import han_numeral
from reportgen.text.states import state_in

WORDS = {
    "zh": {
        "title": "{series}第{ordinal}次会议",
        "planned": "会后改为 held，并加一行 minutes: draft",
        "roster": "会后去掉各行行首的“# ”；没有到会的移到 apologies（请假）或 absent（缺席）之下。",
        "previous": "会上确认了上次纪要的，去掉“# ”；outcome 可写 approved、approved-as-amended、deferred。",
        "previous-item": "确认上次会议纪要",
        "open-item": "未结事项办理情况",
        "items": "议题照此填写，没有的行删去：",
        "open": "未结事项（{n} 项）。会上报告了的，去掉“# ”并写明 state 和 note；其余不必动，台账自会延续。",
        "ended": "上次会议以后已结束的事项（{n} 项），台账已有记录，可在会上通报：",
        "none": "没有未结事项。",
        "next": "定下下次会议后，去掉“# ”并改写时间：",
        "due": "完成时限 {due}",
        "ended-on": "{date} {state}",
        "lead": "牵头 {lead}",
    },
    "en": {
        "title": "{series}, meeting {number}",
        "planned": "after the meeting: held, and a line `minutes: draft`",
        "roster": "After the meeting take the “# ” away; whoever did not come goes under apologies or absent.",
        "previous": "If it put the minutes to the vote, take the “# ” away: approved, approved-as-amended or deferred.",
        "previous-item": "Minutes of the previous meeting",
        "open-item": "Open actions",
        "items": "Items look like this; delete the lines you do not need:",
        "open": "Open actions ({n}). For what the meeting reports on, take the “# ” away and write state and note;\n"
        "# leave the rest: the register keeps them.",
        "ended": "Ended since the last meeting ({n}), on the register already; for the meeting to note:",
        "none": "There are no open actions.",
        "next": "Once the next meeting is set, take the “# ” away and correct the time:",
        "due": "due {due}",
        "ended-on": "{state} {date}",
        "lead": "lead {lead}",
    },
}
LONGEST_TASK = 60
"""Characters of a task in a comment: enough to know it again."""
FOUR_WEEKS = dt.timedelta(weeks=4)
"""Until the meeting after next, where nobody said: it keeps the weekday, so it is no Sunday."""


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


def next_id(series: Series, held: Sequence[Minutes], day: dt.date, taken: Collection[str] = ()) -> str:
    """Return an id in the manner of the series: road-2026-03 is followed by road-2026-07; else series and day."""
    last = held[-1] if held else None
    for form in ("%Y-%m", "%Y-%m-%d"):
        if last and last.id.endswith(f"-{last.date:{form}}"):
            mine = last.id.removesuffix(f"{last.date:{form}}") + f"{day:{form}}"
            if mine not in taken:
                return mine
    # An id has at most 64 characters.
    return f"{series.id[:53].rstrip('-')}-{day}"


def draft_meeting(
    series: Series,
    held: Sequence[Minutes],
    when: Moment,
    live: Sequence[RegisterEntry],
    ended: Sequence[RegisterEntry] = (),
    *,
    language: str,
    access: str | None = None,
    path: str | None = None,
) -> Draft:
    """Return the record of the next meeting of a series.

    Args:
        series: the series, with its roster.
        held: its meetings so far, earliest first.
        when: when the next one is.
        live: what it still has to do.
        ended: what ended since the last one was held.
        language: zh or en, of title and comments.
        access: the level to write where the last meeting has none; None: none is written.
        path: where the file goes, from the content folder; None: below meetings/.
    """
    words = WORDS[language]
    later = Moment(min(when.date, dt.date.max - FOUR_WEEKS) + FOUR_WEEKS, when.time)
    blocks = [
        _head(series, held, when, access, language),
        _roster(series.roster, words),
        _agenda(held, live, later.date, words),
        _previous(held, words),
        _ended(ended, when.date, language),
        _open(live, when.date, words),
        [f"# {words['next']}", f"# next-meeting: {later}"],
    ]
    text = "\n\n".join("\n".join(block) for block in map(list, blocks) if block)
    return Draft(path or f"meetings/{next_id(series, held, when.date)}.yaml", f"{text}\n")


def _flow(**values: str | None) -> str:
    """Return a mapping on one line, without what is not known."""
    return "{" + ", ".join(f"{key}: {flow_scalar(value)}" for key, value in values.items() if value) + "}"


def _head(series: Series, held: Sequence[Minutes], when: Moment, access: str | None, language: str) -> Iterator[str]:
    words = WORDS[language]
    last = held[-1] if held else None
    announced = last.next_meeting if last else None
    numbers = [one.number for one in held if one.number is not None]
    number = max(numbers) + 1 if numbers else len(held) + 1
    ordinal = han_numeral(number) if number < 10_000 else str(number)
    place = (announced.place if announced else None) or series.place
    level = (last.access if last else None) or access
    chair = (announced.chair if announced else None) or (series.roster.chair if series.roster else None)
    recorder = series.roster.recorder if series.roster else None
    yield "kind: minutes"
    yield f"series: {series.id}"
    yield f"number: {number}"
    yield f"title: {scalar(words['title'].format(series=series.title.in_(language), ordinal=ordinal, number=number))}"
    yield f"start: {when}"
    if place:
        yield f"place: {scalar(place)}"
    yield f"status: planned  # {words['planned']}"
    known = {"access": level, "chair": chair, "recorder": recorder}
    yield from (f"{key}: {scalar(value)}" for key, value in known.items() if value)


def _commented(lines: Iterable[str]) -> Iterator[str]:
    return (f"# {line}" for line in lines)


def _roster(roster: Roster | None, words: dict[str, str]) -> Iterator[str]:
    if roster is None or not (roster.members or roster.in_attendance):
        return
    # A comment, not a statement: attendance that nobody looked at is worse than none.
    yield f"# {words['roster']}"
    yield "# attendance:"
    for key, seats in (("present", roster.members), ("in-attendance", roster.in_attendance)):
        if seats:
            yield f"#   {key}:"
            yield from (f"#     - {_seat(one)}" for one in seats)
    yield "#   apologies: []"
    yield "#   absent: []"


def _seat(seat: Seat) -> str:
    if not (seat.unit or seat.role):
        return scalar(seat.who)
    return _flow(who=seat.who, unit=seat.unit, role=seat.role)


def _agenda(
    held: Sequence[Minutes], live: Sequence[RegisterEntry], due: dt.date, words: dict[str, str]
) -> Iterator[str]:
    items = {"previous-minutes": _last_held(held), "open-actions": live}
    known = [name for name, reason in items.items() if reason]
    yield "agenda:" if known else "# agenda:"
    for name in known:
        yield f"  - id: {name}"
        yield f"    title: {words[name.split('-')[0] + '-item']}"
    yield f"# {words['items']}"
    yield from _commented(
        [
            "  - id: item-1",
            "    title: …",
            "    presenter: …",
            "    discussion: |",
            "      …",
            "    decisions:",
            '      - {id: d1, text: "…"}',
            "    actions:",
            f'      - {{id: a1, task: "…", lead: …, owner: …, due: {due}}}',
        ]
    )


def _last_held(held: Sequence[Minutes]) -> Minutes | None:
    return next((one for one in reversed(held) if one.status == "held"), None)


def _previous(held: Sequence[Minutes], words: dict[str, str]) -> Iterator[str]:
    last = _last_held(held)
    if last:
        yield f"# {words['previous']}"
        yield f"# previous-minutes: {{meeting: {last.id}, outcome: approved}}"


def _ended(ended: Sequence[RegisterEntry], day: dt.date, language: str) -> Iterator[str]:
    words = WORDS[language]
    if ended:
        yield f"# {words['ended'].format(n=len(ended))}"
    for entry in ended:
        status = entry.known_on(day)
        task = _shortened(" ".join(to_plain(entry.action.task).split()))
        onward = f" → {status.merged_into}" if status.merged_into else ""
        how = words["ended-on"].format(date=status.ended, state=state_in(status.state, language))
        yield f"#   # {entry.reference}: {task} · {how}{onward}"


def _open(live: Sequence[RegisterEntry], day: dt.date, words: dict[str, str]) -> Iterator[str]:
    if not live:
        yield f"# {words['none']}"
        return
    yield f"# {words['open'].format(n=len(live))}"
    yield "# updates:"
    for entry in live:
        status = entry.known_on(day)
        due = status.due or status.due_words
        said = [_shortened(" ".join(to_plain(entry.action.task).split()))]
        said += [words["lead"].format(lead=status.lead)] if status.lead else []
        said += [words["due"].format(due=due)] if due else []
        yield f"#   # {' · '.join(said)}"
        yield f'#   - {{action: {entry.reference}, state: {status.state}, note: "…"}}'


def _shortened(task: str) -> str:
    if len(task) <= LONGEST_TASK:
        return task
    # An English word is not cut in two; Chinese has no spaces to cut at.
    cut = re.sub(r"[\w,;-]{0,20}\Z", "", task[:LONGEST_TASK], flags=re.ASCII)
    return f"{cut.rstrip()}…"
