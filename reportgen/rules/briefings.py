"""Rules on briefings (简报): what one selects is there, and what it counts its changes from came before it."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.model.diagnostic import Diagnostic, error, warning
from reportgen.rules.look import Look

UNKNOWN_TAG = warning(
    "unknown-tag",
    en="no meeting has the tag “{value}”",
    zh="没有会议带有标签“{value}”",
    hint_en="write a tag as it stands under `tags:` of a meeting{guess}",
    hint_zh="请照会议的 `tags:` 原样填写{guess}",
)
SELECTS_NOTHING = error(
    "briefing-selects-nothing",
    en="no meeting held by {date} is selected by this briefing",
    zh="截至 {date}，没有一次已召开的会议符合本期简报的选择条件",
    hint_en="widen `from:` and `until:`, take a series or tag out, or correct `date:`",
    hint_zh="请放宽 `from:`、`until:`，减少系列或标签，或改正 `date:`",
)
UNKNOWN_BRIEFING = error(
    "unknown-briefing",
    en="there is no briefing “{value}”",
    zh="没有简报“{value}”",
    hint_en="write the file name of its record without .yaml{guess}",
    hint_zh="写简报记录的文件名，不带 .yaml{guess}",
)
SINCE_NOT_EARLIER = error(
    "since-not-earlier",
    en="the briefing “{value}” is of {since}, which is not before {date}, the day of this one",
    zh="简报“{value}”的日期是 {since}，不早于本期的 {date}",
    hint_en="name the briefing before this one, or correct `date:`",
    hint_zh="请写上一期简报，或改正 `date:`",
)


def tags_exist(look: Look) -> Iterator[Diagnostic]:
    """A tag that a briefing asks for is that of a meeting."""
    known = {tag for meeting in look.meetings for tag in meeting.tags}
    for briefing in look.content.briefings():
        for place, tag in enumerate(briefing.select.tags):
            # The meeting that has it may be in a file that could not be read.
            if tag not in known and look.is_whole:
                yield look.lost(UNKNOWN_TAG, briefing.id, ("select", "tags", place), tag, known)


def briefings_select_something(look: Look) -> Iterator[Diagnostic]:
    """A briefing selects at least one meeting that was held; a name nobody knows has been told so."""
    series = {one.id for one in look.content.site.series}
    names = {one.id for one in look.meetings}
    held = [one for one in look.meetings if one.status == "held"]
    for briefing in look.content.briefings():
        chosen = briefing.select
        is_mistyped = not (series.issuperset(chosen.series) and names.issuperset(chosen.meetings))
        if is_mistyped or not look.is_whole:
            continue
        if not any(one.date <= briefing.date and chosen.takes(one) for one in held):
            yield SELECTS_NOTHING.at(look.content.span(briefing.id, "select"), date=briefing.date)


def briefings_before_are_earlier(look: Look) -> Iterator[Diagnostic]:
    """The briefing from which changes are counted is on record, and of an earlier day."""
    known = {one.id: one for one in look.content.briefings()}
    for briefing in look.content.briefings():
        since = briefing.since
        if since is None or look.is_gone(since):
            continue
        before = known.get(since)
        if before is None:
            yield look.lost(UNKNOWN_BRIEFING, briefing.id, ("since",), since, known.keys() - {briefing.id})
        elif before.date >= briefing.date:
            span = look.content.span(briefing.id, "since")
            yield SINCE_NOT_EARLIER.at(span, value=since, since=before.date, date=briefing.date)
