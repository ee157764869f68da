"""Who was there, whether they were enough, who declared an interest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from reportgen.formats.pages.layout import entry, heading, listed
from reportgen.formats.pages.setting import Piece, Setting
from reportgen.model.meeting import Interest
from reportgen.model.site import Meeting, Present
from reportgen.model.values import Moment
from reportgen.text.commonmark import Block
from reportgen.text.escapes import escaped, guarded
from reportgen.text.language import short_date, time_of_day


def attendance(meeting: Meeting, setting: Setting) -> Iterator[str]:
    """Yield who was present, who sent apologies, who was missing, who sat in, each group under its heading."""
    groups = {
        "present": meeting.present,
        "apologies": meeting.apologies,
        "absent": meeting.absent,
        "in_attendance": meeting.in_attendance,
    }
    if any(groups.values()):
        yield heading(2, setting.word("attendance"))
    for key, people in groups.items():
        if people:
            yield heading(3, setting.word(key))
            yield from listed(_person(one, meeting, setting) for one in people)


def _person(one: Present, meeting: Meeting, setting: Setting) -> str:
    told = setting.joined([_post(one, meeting, setting), _notes(one, setting)], "semicolon")
    return entry([(Block(guarded(escaped(one.party.name + (setting.bracketed(told) if told else "")))),)])


def _post(one: Present, meeting: Meeting, setting: Setting) -> str:
    """Return the unit and role somebody is there for: unit first in Chinese, role first in English."""
    series = meeting.series.title.in_(setting.language) if meeting.series else None
    # The unit of a member is left out where it is the body that meets.
    unit = one.unit if one.unit not in {meeting.organisation, series} else None
    return setting.joined([unit, one.role] if setting.language == "zh" else [one.role, unit], "comma")


def _notes(one: Present, setting: Setting) -> str:
    attendee = one.attendee
    return setting.joined(
        [
            setting.word("remote") if attendee.remote else None,
            setting.word("from_time", time=_clock(attendee.from_)) if attendee.from_ is not None else None,
            setting.word("until_time", time=_clock(attendee.until)) if attendee.until is not None else None,
            attendee.note,
            setting.word("deputy", name=one.deputy.name) if one.deputy else None,
        ],
        "comma",
    )


def _clock(time: dt.time | Moment) -> str:
    if isinstance(time, dt.time):
        return time_of_day(time)
    return f"{short_date(time.date)} {time_of_day(time.time)}" if time.time else short_date(time.date)


def quorum(meeting: Meeting, setting: Setting) -> Iterator[str]:
    """Yield whether enough members were there to decide, with the figures and the words of the notes."""
    figures = setting.joined(
        [
            setting.word(f"quorum_{key}", number=number) if number is not None else None
            for key, number in (("required", meeting.quorum_required), ("present", meeting.quorum_present))
        ]
        + [setting.word("quorum_met" if meeting.quorum_met else "quorum_not_met")] * (meeting.quorum_met is not None),
        "semicolon",
    )
    words = meeting.record.quorum.words if meeting.record.quorum else None
    told = figures + setting.bracketed(words) if figures and words else figures or words
    if told:
        yield heading(2, setting.word("quorum"))
        yield guarded(escaped(told))


def interests(meeting: Meeting, setting: Setting) -> Iterator[str]:
    """Yield who declared an interest in which item, and what they did."""
    if meeting.record.interests:
        yield heading(2, setting.word("interests"))
        yield from listed(entry([_interest(one, meeting, setting)]) for one in meeting.record.interests)


def _interest(one: Interest, meeting: Meeting, setting: Setting) -> Piece:
    item = next((item.title for item in meeting.record.items() if one.item and item.id == one.item), None)
    told = setting.joined([item, one.nature, setting.told("interest", one.action)], "semicolon")
    return (Block(guarded(escaped(setting.joined([setting.name(one.who), told], "colon")))),)
