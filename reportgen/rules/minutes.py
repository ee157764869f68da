"""Rules on the way of minutes from draft to approval, and on papers that are late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from reportgen.model.diagnostic import Diagnostic, warning
from reportgen.model.meeting import Minutes
from reportgen.rules.look import Look

APPROVED_ELSEWHERE = warning(
    "approved-elsewhere",
    en="{meeting} approved these minutes on {date}, yet they still say {state}",
    zh="{meeting} 已于 {date} 通过本纪要，这里仍写 {state}",
    hint_en="write `minutes: approved`, with `approval:` and its date",
    hint_zh="请写 `minutes: approved`，并写 `approval:` 和日期",
)
DRAFT_LATE = warning(
    "minutes-late",
    en="these minutes are still a draft; days since the meeting: {days}, allowed: {limit}",
    zh="会后 {days} 天，纪要仍是草稿，时限为 {limit} 天",
    hint_en="write `minutes: review` once the draft goes out, or `minutes: approved`",
    hint_zh="送审后请写 `minutes: review`，签发后写 `minutes: approved`",
)
MINUTES_MISSING = warning(
    "minutes-late",
    en="there are no minutes of this meeting; days since: {days}, allowed: {limit}",
    zh="会后 {days} 天仍没有纪要，时限为 {limit} 天",
    hint_en="write `status: held` and what was settled, or `status: cancelled`",
    hint_zh="请写 `status: held` 并补写内容；没有开成的写 `status: cancelled`",
)
AGENDA_LATE = warning(
    "agenda-late",
    en="this meeting has no agenda; days left: {days}, wanted: {limit}",
    zh="距开会还有 {days} 天，尚无议程，应提前 {limit} 天备好",
    hint_en="add `agenda:`",
    hint_zh="请补写 `agenda:`",
)
APPROVING = {"approved", "approved-as-amended"}


def approved_minutes_say_so(look: Look) -> Iterator[Diagnostic]:
    """Minutes that a later meeting approved say so themselves; told once, by the first that did."""
    waiting = {one.id: one for one in look.meetings if one.minutes in {"draft", "review"}}
    for later in look.meetings:
        if later.status != "held" or later.date > look.as_of:
            continue
        for confirmed in later.previous_minutes:
            record = waiting.get(confirmed.meeting) if confirmed.outcome in APPROVING else None
            if record and record.date < later.date:
                del waiting[record.id]
                span = look.content.span(record.id, "minutes")
                yield APPROVED_ELSEWHERE.at(span, meeting=later.id, date=str(later.date), state=str(record.minutes))


def minutes_are_written_in_time(look: Look) -> Iterator[Diagnostic]:
    """Minutes are out for review so many days after the meeting, if the office has set a number."""
    limit = look.content.site.deadlines.minutes_days
    for record in look.meetings if limit is not None else ():
        days = (look.as_of - _last_day(record)).days
        if record.status == "cancelled" or limit is None or days <= limit:
            continue
        if record.status == "planned" or _tells_nothing(record):
            yield MINUTES_MISSING.at(look.content.span(record.id, "status"), days=days, limit=limit)
        elif record.minutes == "draft":
            yield DRAFT_LATE.at(look.content.span(record.id, "minutes"), days=days, limit=limit)


def agendas_are_out_in_time(look: Look) -> Iterator[Diagnostic]:
    """A planned meeting has an agenda so many days before, if the office has set a number."""
    limit = look.content.site.deadlines.agenda_days
    for record in look.meetings if limit is not None else ():
        days = (record.date - look.as_of).days
        if record.status == "planned" and not record.agenda and limit is not None and 0 <= days < limit:
            yield AGENDA_LATE.at(look.content.span(record.id, "start"), days=days, limit=limit)


def _last_day(record: Minutes) -> dt.date:
    return record.end.date if record.end else record.date


def _tells_nothing(record: Minutes) -> bool:
    return not any((record.summary, record.opening, record.agenda, record.decisions, record.actions, record.updates))
