"""The head of a page: its title, and in one line each what is to be known of it."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.formats.pages.layout import entry, heading, listed
from reportgen.formats.pages.setting import Piece, Setting, page_of
from reportgen.model.meeting import Day, Minutes, Speech
from reportgen.model.site import Address, Meeting
from reportgen.text.commonmark import Block
from reportgen.text.escapes import escaped, guarded
from reportgen.text.language import long_date, time_of_day, time_span
from reportgen.text.numbering import document_number


def minutes_head(meeting: Meeting, setting: Setting) -> Iterator[str]:
    """Yield the title of a meeting, and where it stands, when and where it met, who led it and took notes."""
    yield heading(1, meeting.record.title)
    yield from listed(
        [
            *map(_entry, _state(meeting, setting)),
            *map(_entry, _revision(meeting.record, setting)),
            *_when(meeting, setting),
            *map(_entry, _where_and_who(meeting, setting)),
            *map(_entry, _issued(meeting, setting)),
        ]
    )


def speech_head(speech: Address, setting: Setting) -> Iterator[str]:
    """Yield the title of a speech, and who gave it, when, on which occasion and where."""
    record = speech.record
    role = record.role or speech.speaker.role
    speaker = escaped(speech.speaker.name) + (escaped(setting.bracketed(role)) if role else "")
    yield heading(1, record.title)
    yield from listed(
        [
            *map(_entry, _unapproved(record.minutes, setting)),
            *map(_entry, _revision(record, setting)),
            _entry(setting.marked_row("speaker", speaker)),
            _entry(setting.row("speech_date", long_date(record.date, setting.language))),
            *map(_entry, _occasion(speech, setting)),
            *map(_entry, setting.rows({"place": record.place})),
            *map(_entry, _issued(speech, setting)),
        ]
    )


def _entry(row: Piece) -> str:
    return entry([row])


def _state(meeting: Meeting, setting: Setting) -> Iterator[Piece]:
    record = meeting.record
    if record.status == "held":
        yield from _unapproved(record.minutes, setting)
    else:
        why = setting.bracketed(record.status_words) if record.status_words else ""
        yield setting.row("state", setting.word(record.status) + why)


def _unapproved(state: str | None, setting: Setting) -> Iterator[Piece]:
    if state in {"draft", "review"}:
        yield setting.row("state", setting.word(state))


def _revision(record: Minutes | Speech, setting: Setting) -> Iterator[Piece]:
    if one := record.revision:
        date = long_date(one.date, setting.language)
        yield setting.row("revision", f"{one.number}{setting.bracketed(date)}{setting.word('colon')}{one.reason}")


def _when(meeting: Meeting, setting: Setting) -> Iterator[str]:
    record = meeting.record
    days = [(Block(guarded(escaped(_day(day, setting)))),) for day in record.days]
    yield entry([setting.row("when", time_span(record.start, record.end, setting.language)), *days])
    if record.start.time and meeting.time_zone != setting.site.config.time_zone:
        yield _entry(setting.row("time_zone", meeting.time_zone))


def _day(day: Day, setting: Setting) -> str:
    """Return a day of a longer meeting: its date, its times, its place."""
    times = setting.joined([time_of_day(time) for time in (day.start, day.end) if time], "to_time")
    date = long_date(day.date, setting.language)
    return setting.joined([setting.joined([date, times], "before_time"), day.place], "comma")


def _where_and_who(meeting: Meeting, setting: Setting) -> Iterator[Piece]:
    record = meeting.record
    yield from setting.rows({"place": record.place})
    if record.link:
        yield setting.marked_row("join", f"<{record.link}>")
    for key, party in (("chair", meeting.chair), ("recorder", meeting.recorder)):
        if party:
            yield setting.row(key, party.name)


def _occasion(speech: Address, setting: Setting) -> Iterator[Piece]:
    occasion, meeting = speech.record.occasion, speech.record.meeting
    if occasion and meeting and setting.site.meeting(meeting):
        yield setting.marked_row("speech_occasion", setting.linked(page_of(meeting), occasion))
    elif occasion:
        yield setting.row("speech_occasion", occasion)


def _issued(view: Meeting | Address, setting: Setting) -> Iterator[Piece]:
    """Yield whose document it is, its number, and who may read it."""
    config, house, issue = setting.site.config, setting.site.config.house, view.record.issue
    series = view.series.title.in_(setting.language) if view.series else None
    level = view.record.access or config.access_levels[-1]
    yield from setting.rows(
        {
            "register_col_series": series if series != view.organisation else None,
            "organisation": setting.joined([view.organisation, *issue.joint], "pause"),
            "issue": _number(view, setting),
            "marking": issue.marking or (house.marking.in_(setting.language) if house.marking else None),
            "classification": issue.classification,
            "urgency": issue.urgency,
        }
    )
    if issue.copy_number is not None:
        key = "copy_number" if issue.copies is None else "copy_number_of"
        yield (Block(escaped(setting.word(key, number=issue.copy_number, all=issue.copies))),)
    if level != config.access_levels[0]:
        yield setting.row("access", setting.words.get(f"access_{level.replace('-', '_')}", level))


def _number(view: Meeting | Address, setting: Setting) -> str | None:
    issue = view.record.issue
    if issue.number is None:
        return None
    own = view.series.number if view.series else None
    if own:
        return document_number(own.in_(setting.language), issue.number, issue.year)
    key = "issue_number" if issue.year is None else "issue_number_year"
    return setting.word(key, number=issue.number, year=issue.year)
