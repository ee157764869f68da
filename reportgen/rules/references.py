"""Rules on references: a series, action, decision, question, meeting or item that is named is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from reportgen.model.diagnostic import Diagnostic, error
from reportgen.model.meeting import Briefing, Minutes, Record, Speech, Updates
from reportgen.model.source import Field
from reportgen.rules.look import Look, actions_of, decisions_of, left_over_of

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
UNKNOWN_MILESTONE = error(
    "unknown-milestone",
    en="{action} has no milestone “{value}”",
    zh="{action} 没有节点“{value}”",
    hint_en="write the words of one of its milestones{guess}, or tell of it in `note:`",
    hint_zh="请照抄它的节点{guess}，或写在 `note:` 中",
)


def series_exist(look: Look) -> Iterator[Diagnostic]:
    """A record belongs to a series of site.yaml."""
    known = [one.id for one in look.content.site.series]
    for record in look.content.records:
        for way, series in _series_named(record):
            if series not in known:
                yield look.lost(UNKNOWN_SERIES, record.id, way, series, known)


def _series_named(record: Record) -> Iterator[tuple[Field, str]]:
    if isinstance(record, Briefing):
        for place, series in enumerate(record.select.series):
            yield ("select", "series", place), series
    elif record.series is not None:
        yield ("series",), record.series


def actions_exist(look: Look) -> Iterator[Diagnostic]:
    """An update, a continuation or a merger names an action that was opened."""
    for record in look.content.records:
        for way, reference in _references(record):
            if reference not in look.actions and not _is_gone(look, reference):
                yield look.lost(UNKNOWN_ACTION, record.id, way, reference, look.actions)


def _references(record: Record) -> Iterator[tuple[Field, str]]:
    if isinstance(record, Minutes):
        for way, action in actions_of(record):
            yield from _each(way, "continues", action.continues)
    for place, update in enumerate(record.updates if isinstance(record, Minutes | Updates) else ()):
        yield ("updates", place, "action"), update.action
        if update.merged_into:
            yield ("updates", place, "merged-into"), update.merged_into


def _each(way: Field, key: str, references: Iterable[str]) -> Iterator[tuple[Field, str]]:
    return (((*way, key, place), one) for place, one in enumerate(references))


def _is_gone(look: Look, reference: str) -> bool:
    return look.is_gone(reference.partition("/")[0])


def milestones_exist(look: Look) -> Iterator[Diagnostic]:
    """A milestone that is reached is one of the action, by its words."""
    for entry in look.register:
        known = {one.text for one in entry.action.milestones}
        for event in entry.events:
            for place, text in enumerate(event.update.reached):
                if text not in known:
                    span = look.span_of_event(event, "reached", place)
                    guess = look.guesses.of(text, known)
                    yield UNKNOWN_MILESTONE.at(span, value=text, action=entry.reference, guess=guess)


def decisions_exist(look: Look) -> Iterator[Diagnostic]:
    """A decision that is superseded, rescinded or carried out is one that was taken."""
    for record in look.meetings:
        for way, decision in decisions_of(record):
            named = (*_each(way, "supersedes", decision.supersedes), *_each(way, "rescinds", decision.rescinds))
            for place, reference in named:
                if reference not in look.decisions and not _is_gone(look, reference):
                    yield look.lost(UNKNOWN_DECISION, record.id, place, reference, look.decisions)
        own = {one.id for one in record.all_decisions()}
        for way, action in actions_of(record):
            for place, identity in _each(way, "carries-out", action.carries_out):
                if identity not in own:
                    yield look.lost(UNKNOWN_DECISION, record.id, place, identity, own)


def questions_exist(look: Look) -> Iterator[Diagnostic]:
    """A question that is answered or asked again was left over by a meeting."""
    for record in look.meetings:
        answers = (_each(way, "answers", one.answers) for way, one in decisions_of(record))
        again = (_each(way, "continues", one.continues) for way, one in left_over_of(record))
        for way, reference in chain.from_iterable((*answers, *again)):
            if reference not in look.questions and not _is_gone(look, reference):
                yield look.lost(UNKNOWN_QUESTION, record.id, way, reference, look.questions)


def meetings_exist(look: Look) -> Iterator[Diagnostic]:
    """Minutes that are approved, the meeting of a speech and those a briefing asks for are on record."""
    known = {one.id for one in look.meetings}
    named: list[tuple[str, Field, str]] = []
    for record in look.content.records:
        if isinstance(record, Minutes):
            named += [
                (record.id, ("previous-minutes", place, "meeting"), one.meeting)
                for place, one in enumerate(record.previous_minutes)
            ]
        elif isinstance(record, Speech) and record.meeting:
            named.append((record.id, ("meeting",), record.meeting))
        elif isinstance(record, Briefing):
            named += [
                (record.id, ("select", "meetings", place), one) for place, one in enumerate(record.select.meetings)
            ]
    for identity, way, meeting in named:
        if meeting not in known and not look.is_gone(meeting):
            yield look.lost(UNKNOWN_MEETING, identity, way, meeting, known)


def items_exist(look: Look) -> Iterator[Diagnostic]:
    """A declaration of interest names an item of the agenda."""
    for record in look.meetings:
        known = [one.id for one in record.items() if one.id]
        for place, interest in enumerate(record.interests):
            if interest.item and interest.item not in known:
                yield look.lost(UNKNOWN_ITEM, record.id, ("interests", place, "item"), interest.item, known)
