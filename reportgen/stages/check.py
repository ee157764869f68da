"""check: `Content` → diagnostics. Rules are a list of plain functions, each with the words it says.

A reference into a record that could not be read is not reported again: the unreadable file has been.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reportgen.model.content import Content
from reportgen.model.diagnostic import Diagnostic, DiagnosticKind, Severity, error, warning
from reportgen.model.directory import Directory
from reportgen.model.meeting import Minutes, Record, Speech
from reportgen.model.party import Person, Unit
from reportgen.model.shape import walk
from reportgen.model.source import Field
from reportgen.model.values import ID, Name
from reportgen.text import spelling

UNKNOWN_SERIES = error(
    "unknown-series",
    en="there is no series “{value}”",
    zh="没有系列“{value}”",
    hint_en="add it to `series:` in site.yaml{guess}",
    hint_zh="请在 site.yaml 的 `series:` 中添加{guess}",
)
UNKNOWN_ACTION = error(
    "unknown-action",
    en="there is no action “{value}”",
    zh="没有事项“{value}”",
    hint_en="write record/id of an action{guess}",
    hint_zh="写成“记录/编号”{guess}",
)
UNKNOWN_DECISION = error(
    "unknown-decision",
    en="there is no decision “{value}”",
    zh="没有决定“{value}”",
    hint_en="write record/id of a decision{guess}",
    hint_zh="写成“记录/编号”{guess}",
)
UNKNOWN_QUESTION = error(
    "unknown-question",
    en="there is no left-over question “{value}”",
    zh="没有遗留问题“{value}”",
    hint_en="write record/id of a left-over question{guess}",
    hint_zh="写成“记录/编号”{guess}",
)
UNKNOWN_MEETING = error(
    "unknown-meeting",
    en="there is no meeting “{value}”",
    zh="没有会议“{value}”",
    hint_en="write the file name of its record without .yaml{guess}",
    hint_zh="写会议记录的文件名，不带 .yaml{guess}",
)
UNKNOWN_ITEM = error(
    "unknown-item",
    en="there is no agenda item “{value}” in this record",
    zh="本记录中没有议题“{value}”",
    hint_en="write the `id:` of an item of the agenda{guess}",
    hint_zh="写议题的 `id:`{guess}",
)
UNKNOWN_ID = error(
    "unknown-person",
    en="nobody in people.yaml has the id “{value}”",
    zh="people.yaml 中没有编号“{value}”",
    hint_en="add the person or unit there, or write the name in full{guess}",
    hint_zh="请在其中添加，或写出姓名全称{guess}",
)
UNKNOWN_NAME = warning(
    "unknown-name",
    en="“{value}” is not in people.yaml; the name is printed as typed",
    zh="people.yaml 中没有“{value}”，按原文印出",
    hint_en="add it there, also as an alias{guess}",
    hint_zh="请在其中添加，别名亦可{guess}",
)
AMBIGUOUS_NAME = warning(
    "ambiguous-name",
    en="“{value}” means more than one person or unit",
    zh="“{value}”指不止一人或单位",
    hint_en="give one of them another alias, and use ids where it matters",
    hint_zh="请给其中之一另取别名，必要处使用编号",
)
SAME_PART_ID = error(
    "same-part-id",
    en="two parts of this record have the id “{value}”",
    zh="本记录中有两处编号都是“{value}”",
    hint_en="items, decisions, actions and left-over questions share one set of ids; choose another",
    hint_zh="议题、决定、事项和遗留问题的编号不得重复，请另取一个",
)
UNKNOWN_LEVEL = warning(
    "unknown-access",
    en="“{value}” is not a level of access; the record counts as most closed",
    zh="没有“{value}”这一公开范围，按最严处理",
    hint_en="write one of: {levels}",
    hint_zh="可以写：{levels}",
)
ENDS_BEFORE_START = error(
    "ends-before-start",
    en="the end, {end}, is before the start, {start}",
    zh="结束时间 {end} 早于开始时间 {start}",
    hint_en="correct `start:` or `end:`",
    hint_zh="请改正 `start:` 或 `end:`",
)
NOT_PRINTED_YET = warning(
    "briefing-not-printed",
    en="briefing volumes are read and checked, but this version does not print them",
    zh="本版本读取并检查简报汇编，但尚不排印",
    hint_en="its meetings are printed each on their own",
    hint_zh="其中各次会议仍单独排印",
)
VOTE_DOES_NOT_ADD_UP = warning(
    "vote-does-not-add-up",
    en="{counted} votes “{ballot}” are counted, {named} members are named",
    zh="“{ballot}”计 {counted} 票，列名 {named} 人",
    hint_en="correct `counts:` or `members:`",
    hint_zh="请核对 `counts:` 与 `members:`",
)
PLANNED_WITH_RESULTS = warning(
    "planned-with-decisions",
    en="this meeting is planned, yet decisions or actions are recorded",
    zh="会议尚未召开，却已记录决定或事项",
    hint_en="write `status: held` once it has taken place",
    hint_zh="会后请写 `status: held`",
)


def check(content: Content) -> tuple[Diagnostic, ...]:
    """Return everything the rules find, with the severities `site.yaml` gives them."""
    look = _Look.at(content)
    found = [finding for rule in RULES for finding in rule(look)]
    return with_severities(found, content.site.rules)


def with_severities(problems: Iterable[Diagnostic], rules: Mapping[str, Severity]) -> tuple[Diagnostic, ...]:
    """Return the findings with the severities of `site.yaml`; what it ignores is left out."""
    changed = (replace(one, severity_override=rules.get(one.code)) for one in problems)
    return tuple(one for one in changed if one.severity is not Severity.IGNORE)


@dataclass(frozen=True, slots=True)
class _Look:
    """The content with what several rules need, worked out once."""

    content: Content
    directory: Directory
    actions: frozenset[str]
    decisions: frozenset[str]
    questions: frozenset[str]

    @classmethod
    def at(cls, content: Content) -> _Look:
        meetings = content.minutes()
        return cls(
            content,
            Directory(content.people),
            frozenset(f"{one.id}/{part.id}" for one in meetings for part in one.all_actions()),
            frozenset(f"{one.id}/{part.id}" for one in meetings for part in one.all_decisions()),
            frozenset(f"{one.id}/{part.id}" for one in meetings for part in one.all_left_over()),
        )

    def lost(self, kind: DiagnosticKind, record: str, way: Field, value: str, known: Iterable[str]) -> Diagnostic:
        """Return the finding for a reference that leads nowhere, with what may be meant."""
        # Sorted, because of two that are as near the first one wins, and sets have no order.
        near = spelling.nearest(value, sorted(known))
        return kind.at(self.content.span(record, *way), value=value, guess=f" ({near}?)" if near else "")

    def is_gone(self, record: str) -> bool:
        """Whether a record is there but could not be read."""
        return record in self.content.unreadable


def _series_exist(look: _Look) -> Iterator[Diagnostic]:
    """A record belongs to a series of site.yaml."""
    known = [one.id for one in look.content.site.series]
    for record in look.content.records:
        series = getattr(record, "series", None)
        if series is not None and series not in known:
            yield look.lost(UNKNOWN_SERIES, record.id, ("series",), series, known)


def _actions_exist(look: _Look) -> Iterator[Diagnostic]:
    """An update, a continuation or a merger names an action that was opened."""
    for record in look.content.records:
        for way, reference in _references(record):
            missing = reference not in look.actions
            if missing and not look.is_gone(reference.partition("/")[0]):
                yield look.lost(UNKNOWN_ACTION, record.id, way, reference, look.actions)


def _own_texts(record: Record) -> Iterator[tuple[Field, str]]:
    """Yield every text of a record but those under free keys, which mean what their author likes."""
    return ((way, text) for way, text in walk(record) if not any(str(part).startswith("x-") for part in way))


def _references(record: Record) -> Iterator[tuple[Field, str]]:
    for way, text in _own_texts(record):
        names = [part for part in way if isinstance(part, str)]
        in_update = names[:1] == ["updates"] and names[-1] in {"action", "merged-into"}
        if in_update or names[-2:] == ["actions", "continues"]:
            yield way, text


def _decisions_exist(look: _Look) -> Iterator[Diagnostic]:
    """A decision that supersedes or rescinds another names one that was taken."""
    for record in look.content.minutes():
        own = {one.id for one in record.all_decisions()}
        for way, text in _own_texts(record):
            names = [part for part in way if isinstance(part, str)]
            if names and names[-1] in {"supersedes", "rescinds"}:
                if text not in look.decisions and not look.is_gone(text.partition("/")[0]):
                    yield look.lost(UNKNOWN_DECISION, record.id, way, text, look.decisions)
            elif names and names[-1] == "carries-out" and text not in own:
                yield look.lost(UNKNOWN_DECISION, record.id, way, text, own)


def _questions_exist(look: _Look) -> Iterator[Diagnostic]:
    """A question that is answered or asked again was left over by a meeting."""
    for record in look.content.minutes():
        for way, text in _own_texts(record):
            names = [part for part in way if isinstance(part, str)]
            asked = names[-1:] == ["answers"] or names[-2:] == ["left-over", "continues"]
            if asked and text not in look.questions and not look.is_gone(text.partition("/")[0]):
                yield look.lost(UNKNOWN_QUESTION, record.id, way, text, look.questions)


def _meetings_exist(look: _Look) -> Iterator[Diagnostic]:
    """Minutes that are approved, and the meeting of a speech, are on record."""
    known = [one.id for one in look.content.minutes()]
    named: list[tuple[str, Field, str]] = []
    for record in look.content.records:
        if isinstance(record, Minutes):
            named += [
                (record.id, ("previous-minutes", place, "meeting"), one.meeting)
                for place, one in enumerate(record.previous_minutes)
            ]
        elif isinstance(record, Speech) and record.meeting:
            named.append((record.id, ("meeting",), record.meeting))
    for identity, way, meeting in named:
        if meeting not in known and not look.is_gone(meeting):
            yield look.lost(UNKNOWN_MEETING, identity, way, meeting, known)


def _items_exist(look: _Look) -> Iterator[Diagnostic]:
    """A declaration of interest names an item of the agenda."""
    for record in look.content.minutes():
        known = [one.id for one in record.items() if one.id]
        for place, interest in enumerate(record.interests):
            if interest.item and interest.item not in known:
                yield look.lost(UNKNOWN_ITEM, record.id, ("interests", place, "item"), interest.item, known)


def _people_exist(look: _Look) -> Iterator[Diagnostic]:
    """Whoever is named is in people.yaml: an id must be, a name should be."""
    listed = bool(look.content.people.people or look.content.people.units)
    # Once for the whole site: the same stranger sits in every meeting of a series.
    said: set[str] = set()
    for record in look.content.records:
        for way, text in walk(record):
            if not isinstance(text, Name) or text in said or look.directory.find(text):
                continue
            said.add(text)
            if ID.fullmatch(text):
                yield look.lost(UNKNOWN_ID, record.id, way, text, look.directory.words())
            elif listed and way[-1] != "unit":
                # Where a guest comes from is printed as typed; nobody looks it up.
                yield look.lost(UNKNOWN_NAME, record.id, way, text, look.directory.words())


def _names_mean_one(look: _Look) -> Iterator[Diagnostic]:
    """A name or alias means one person or one unit."""
    people = look.content.people
    owners: dict[str, set[str]] = {}
    parties: list[tuple[str, int, Person | Unit]] = [
        *(("people", position, one) for position, one in enumerate(people.people)),
        *(("units", position, one) for position, one in enumerate(people.units)),
    ]
    for kind, position, party in parties:
        for words in sorted({party.id, party.name, *party.aliases}):
            owners.setdefault(words, set()).add(f"{kind} {position}")
            if len(owners[words]) == 2:
                yield AMBIGUOUS_NAME.at(look.content.span("people.yaml", kind, position), value=words)


def _parts_have_own_ids(look: _Look) -> Iterator[Diagnostic]:
    """Items, decisions, actions and left-over questions of a record share one set of ids: they are anchors."""
    for record in look.content.minutes():
        seen: set[str] = set()
        for way, identity in _own_texts(record):
            if way[-1:] != ("id",) or _group(way) not in _PARTS:
                continue
            if identity in seen:
                yield SAME_PART_ID.at(look.content.span(record.id, *way), value=identity)
            seen.add(identity)


_PARTS = {"agenda", "items", "decisions", "actions", "left-over"}


def _group(way: Field) -> str | int:
    """Return the key of the list a value's owner stands in."""
    return way[-3] if len(way) >= 3 else ""


def _levels_exist(look: _Look) -> Iterator[Diagnostic]:
    """A level of access is one of site.yaml."""
    levels = look.content.site.access_levels
    for record in look.content.records:
        if record.access is not None and record.access not in levels:
            span = look.content.span(record.id, "access")
            yield UNKNOWN_LEVEL.at(span, value=record.access, levels=", ".join(levels))


def _meetings_end_after_they_start(look: _Look) -> Iterator[Diagnostic]:
    """A meeting does not end before it starts."""
    for record in look.content.minutes():
        start, end = record.start, record.end
        if end and (end.date, end.time or dt.time.max) < (start.date, start.time or dt.time.min):
            yield ENDS_BEFORE_START.at(look.content.span(record.id, "end"), start=start, end=end)


def _planned_meetings_have_no_results(look: _Look) -> Iterator[Diagnostic]:
    """What was decided was decided at a meeting that took place."""
    for record in look.content.minutes():
        if record.status == "planned" and (any(record.all_decisions()) or any(record.all_actions())):
            yield PLANNED_WITH_RESULTS.at(look.content.span(record.id, "status"))


def _votes_add_up(look: _Look) -> Iterator[Diagnostic]:
    """No more members are named than votes were counted; fewer may be: minutes often name the dissenters only."""
    for record in look.content.minutes():
        for decision in record.all_decisions():
            vote = decision.vote
            if not (vote and vote.counts and vote.members):
                continue
            named = Counter(vote.members.values())
            for ballot in ("for", "against", "abstain"):
                counted = getattr(vote.counts, "for_" if ballot == "for" else ballot)
                if counted is not None and counted < named[ballot]:
                    way = _way_to_decision(record, decision.id)
                    span = look.content.span(record.id, *way, "vote")
                    yield VOTE_DOES_NOT_ADD_UP.at(span, ballot=ballot, counted=counted, named=named[ballot])


def _way_to_decision(record: Minutes, identity: str) -> Field:
    ways = (
        way for way, text in _own_texts(record) if way[-1] == "id" and text == identity and _group(way) == "decisions"
    )
    return next(ways)[:-1]


def _briefings_wait(look: _Look) -> Iterator[Diagnostic]:
    """A briefing is not passed over in silence."""
    for record in look.content.briefings():
        yield NOT_PRINTED_YET.at(look.content.span(record.id, "kind"))


RULES: tuple[Callable[[_Look], Iterator[Diagnostic]], ...] = (
    _series_exist,
    _actions_exist,
    _decisions_exist,
    _questions_exist,
    _meetings_exist,
    _items_exist,
    _people_exist,
    _names_mean_one,
    _parts_have_own_ids,
    _levels_exist,
    _meetings_end_after_they_start,
    _planned_meetings_have_no_results,
    _votes_add_up,
    _briefings_wait,
)
"""In this order; the order of findings on screen is by place."""
