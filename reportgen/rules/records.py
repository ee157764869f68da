"""Rules on one record by itself: its ids, its times, its votes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from reportgen.model.diagnostic import Diagnostic, error, warning
from reportgen.model.meeting import AgendaItem, Minutes
from reportgen.model.source import Field
from reportgen.rules.look import Look, decisions_of, items_of

SAME_PART_ID = error(
    "same-part-id",
    en="two parts of this record have the id “{value}”",
    zh="本记录中有两处编号都是“{value}”",
    hint_en="items, decisions, actions and left-over questions share one set of ids; choose another",
    hint_zh="议题、决定、事项和遗留问题的编号不得重复，请另取一个",
)
ENDS_BEFORE_START = error(
    "ends-before-start",
    en="the end, {end}, is before the start, {start}",
    zh="结束时间 {end} 早于开始时间 {start}",
    hint_en="correct `start:` or `end:`",
    hint_zh="请改正 `start:` 或 `end:`",
)
VOTE_DOES_NOT_ADD_UP = warning(
    "vote-does-not-add-up",
    en="{counted} votes “{ballot}” are counted, {named} members are named",
    zh="“{ballot}”计 {counted} 票，列名 {named} 人",
    hint_en="correct `counts:` or `members:`",
    hint_zh="请核对 `counts:` 与 `members:`",
)
RESULTS_WITHOUT_MEETING = error(
    "results-without-meeting",
    en="this meeting is {status}, yet decisions, actions or updates are recorded: none of them is printed",
    zh="会议状态为 {status}，却记录了决定、事项或进展，这些都不会印出",
    hint_en="write `status: held` once it has taken place, or move them to the record of the meeting that did",
    hint_zh="会后请写 `status: held`；未召开的，请移到实际召开的会议的记录中",
)
UNPLACED = warning(
    "unplaced-lines",
    en="{count} lines of the imported file have no place yet, the first is line {line}: “{text}”",
    zh="导入的原文有 {count} 行尚未归位，首行为第 {line} 行：“{text}”",
    hint_en="move the words to where they belong, then delete their line here",
    hint_zh="请把文字移到应在的位置，再删去这里的一行",
)


def parts_have_own_ids(look: Look) -> Iterator[Diagnostic]:
    """Items, decisions, actions and left-over questions of a record share one set of ids: they are anchors."""
    for record in look.meetings:
        seen: set[str] = set()
        for way, identity in _ids(record):
            if identity in seen:
                yield SAME_PART_ID.at(look.content.span(record.id, *way, "id"), value=identity)
            seen.add(identity)


def _ids(record: Minutes) -> Iterator[tuple[Field, str]]:
    """Yield every id of a record with the way to its owner, in reading order."""
    wholes: list[tuple[Field, AgendaItem | Minutes]] = [*items_of(record), ((), record)]
    for way, whole in wholes:
        if isinstance(whole, AgendaItem) and whole.id:
            yield way, whole.id
        groups = {
            "decisions": [one.id for one in whole.decisions],
            "actions": [one.id for one in whole.actions],
            "left-over": [one.id for one in whole.left_over],
        }
        for key, ids in groups.items():
            yield from (((*way, key, place), one) for place, one in enumerate(ids))


def meetings_end_after_they_start(look: Look) -> Iterator[Diagnostic]:
    """A meeting does not end before it starts."""
    for record in look.meetings:
        start, end = record.start, record.end
        if end and (end.date, end.time or dt.time.max) < (start.date, start.time or dt.time.min):
            yield ENDS_BEFORE_START.at(look.content.span(record.id, "end"), start=start, end=end)


def only_held_meetings_have_results(look: Look) -> Iterator[Diagnostic]:
    """What was decided, or told of an action, was so at a meeting that took place."""
    for record in look.meetings:
        has_results = any(record.all_decisions()) or any(record.all_actions()) or bool(record.updates)
        if record.status != "held" and has_results:
            yield RESULTS_WITHOUT_MEETING.at(look.content.span(record.id, "status"), status=record.status)


def votes_add_up(look: Look) -> Iterator[Diagnostic]:
    """No more members are named than votes were counted; fewer may be: minutes often name the dissenters only."""
    for record in look.meetings:
        for way, decision in decisions_of(record):
            vote = decision.vote
            if not (vote and vote.counts and vote.members):
                continue
            named = Counter(vote.members.values())
            for ballot in ("for", "against", "abstain"):
                counted = getattr(vote.counts, "for_" if ballot == "for" else ballot)
                if counted is not None and counted < named[ballot]:
                    span = look.content.span(record.id, *way, "vote")
                    yield VOTE_DOES_NOT_ADD_UP.at(span, ballot=ballot, counted=counted, named=named[ballot])


def imported_lines_have_a_place(look: Look) -> Iterator[Diagnostic]:
    """Of an imported text nothing waits for a place."""
    for record in look.content.records:
        if record.unplaced:
            first = record.unplaced[0]
            span = look.content.span(record.id, "unplaced")
            yield UNPLACED.at(span, count=len(record.unplaced), line=first.line, text=" ".join(first.text.split()))
