"""Rules on the register: what is told of an action happened in an order that can be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from reportgen.model.diagnostic import Diagnostic, error, warning
from reportgen.model.meeting import Minutes, Updates
from reportgen.model.source import Span
from reportgen.rules.look import Look

BEFORE_OPENING = error(
    "update-before-opening",
    en="this update of {action} is of {date}, before the action was opened on {opened}",
    zh="{action} 的这条进展日期为 {date}，早于事项确定之日 {opened}",
    hint_en="correct `date:`, or name the action that is meant",
    hint_zh="请改正 `date:`，或写对事项编号",
)
AFTER_RECORD = error(
    "update-after-record",
    en="this update of {action} is of {date}, after the day of the record that tells of it, {recorded}",
    zh="{action} 的这条进展日期为 {date}，晚于本记录的日期 {recorded}",
    hint_en="correct `date:`; what is still to come is a due date or a milestone",
    hint_zh="请改正 `date:`；尚未发生的事请写成完成时限或节点",
)
OUT_OF_ORDER = warning(
    "update-out-of-order",
    en="this update of {action} is of {date}, before what {record} told earlier, of {later}",
    zh="{action} 的这条进展日期为 {date}，早于 {record} 先已记录的进展（{later}）",
    hint_en="correct `date:`; in the order of days the earlier news now stands last",
    hint_zh="请核对 `date:`；按日期排列，先前记录的进展反在其后",
)


@dataclass(frozen=True, slots=True)
class _Told:
    """One update, with the record that tells of it."""

    record: Minutes | Updates
    position: int
    action: str
    date: dt.date
    """The day it happened."""

    def span(self, look: Look) -> Span | None:
        """Return where its date stands, else the update."""
        return look.content.span(self.record.id, "updates", self.position, "date")


def updates_follow_the_opening(look: Look) -> Iterator[Diagnostic]:
    """Nothing happens to an action before the meeting that opened it."""
    opened = _days_of_opening(look)
    for told in _all_told(look):
        first = opened.get(told.action)
        if first and told.date < first:
            yield BEFORE_OPENING.at(told.span(look), action=told.action, date=told.date, opened=first)


def updates_precede_their_record(look: Look) -> Iterator[Diagnostic]:
    """A record tells of what has happened, not of what will."""
    for told in _all_told(look):
        recorded = _last_day(told.record)
        if told.date > recorded:
            yield AFTER_RECORD.at(told.span(look), action=told.action, date=told.date, recorded=recorded)


def updates_come_in_order(look: Look) -> Iterator[Diagnostic]:
    """News of an action is later than the news that earlier records told of it."""
    opened = _days_of_opening(look)
    latest: dict[str, _Told] = {}
    for _, group in groupby(_all_told(look), lambda one: one.record.date):
        # Records of one day may tell in any order, so the news of a day is held against that of the days before.
        told_now = list(group)
        for told in told_now:
            before = latest.get(told.action, told)
            # One that comes before the opening has been told so.
            if opened.get(told.action, told.date) <= told.date < before.date:
                values = {"action": told.action, "date": told.date, "record": before.record.id, "later": before.date}
                yield OUT_OF_ORDER.at(told.span(look), **values)
        for told in told_now:
            latest[told.action] = max(latest.get(told.action, told), told, key=lambda one: one.date)


def _all_told(look: Look) -> Iterator[_Told]:
    """Yield every update, those of earlier records first."""
    records: list[Minutes | Updates] = [*look.meetings, *look.content.updates()]
    for record in sorted(records, key=lambda one: one.date):
        for position, update in enumerate(record.updates):
            yield _Told(record, position, update.action, update.date or record.date)


def _days_of_opening(look: Look) -> dict[str, dt.date]:
    meetings = look.meetings
    return {f"{one.id}/{action.id}": one.date for one in meetings for action in one.all_actions()}


def _last_day(record: Minutes | Updates) -> dt.date:
    """Return the last day of a record; a meeting may run over several."""
    if isinstance(record, Updates):
        return record.date
    return max(record.date, *(one.date for one in record.days), record.end.date if record.end else record.date)
