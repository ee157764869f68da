"""The page of a meeting: minutes of one that was held, the agenda of one to come, the notice of one called off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.formats.pages.foot import annexes, circulation, files, web_links
from reportgen.formats.pages.head import minutes_head
from reportgen.formats.pages.layout import entry, heading, listed, numbered
from reportgen.formats.pages.people import attendance, interests, quorum
from reportgen.formats.pages.results import action, decision, question, reported
from reportgen.formats.pages.setting import Piece, Setting
from reportgen.model.meeting import AgendaItem, NextMeeting, PreviousMinutes
from reportgen.model.site import Meeting, NumberedItem
from reportgen.text.commonmark import Block
from reportgen.text.escapes import escaped, guarded
from reportgen.text.language import long_date, time_of_day, time_span


def minutes_page(meeting: Meeting, setting: Setting) -> Iterator[str]:
    """Yield the blocks of the page of a meeting."""
    yield from minutes_head(meeting, setting)
    yield from _prose(meeting.record.opening, 1, setting)
    made = {"planned": _planned, "held": _held, "cancelled": _cancelled}[meeting.record.status]
    yield from made(meeting, setting)


def _held(meeting: Meeting, setting: Setting) -> Iterator[str]:
    record = meeting.record
    yield from _section("in_brief", _prose(record.summary, 2, setting), setting)
    yield from attendance(meeting, setting)
    yield from quorum(meeting, setting)
    yield from interests(meeting, setting)
    previous = (entry(_previous(one, setting)) for one in record.previous_minutes)
    yield from _section("previous_minutes", listed(previous), setting)
    heard = (reported(one, setting) for one in meeting.reported)
    yield from _section("text_earlier", listed(heard), setting)
    yield from _agenda(meeting, setting)
    yield from _loose(meeting, setting)
    yield from _section("closing", _prose(record.closing, 2, setting), setting)
    yield from _next(record.next_meeting, setting)
    yield from files("papers", record.papers, setting)
    yield from files("attachments", record.attachments, setting)
    yield from web_links("recording", record.recording, setting)
    yield from web_links("links", record.links, setting)
    yield from _approval(meeting, setting)
    yield from circulation(record.issue, setting)
    yield from annexes(record.annexes, setting)


def _planned(meeting: Meeting, setting: Setting) -> Iterator[str]:
    record = meeting.record
    yield from _agenda(meeting, setting)
    yield from _next(record.next_meeting, setting)
    yield from files("papers", record.papers, setting)
    yield from files("attachments", record.attachments, setting)
    yield from web_links("links", record.links, setting)
    yield from circulation(record.issue, setting)
    yield from annexes(record.annexes, setting)


def _cancelled(meeting: Meeting, setting: Setting) -> Iterator[str]:
    titles = (heading(level, title) for level, title in _titles(meeting.items, 3))
    yield from _section("was_planned", titles, setting)
    yield from _next(meeting.record.next_meeting, setting)


def _section(key: str, blocks: Iterable[str], setting: Setting, level: int = 2) -> Iterator[str]:
    """Yield blocks under a heading, where there are any."""
    for place, block in enumerate(blocks):
        if place == 0:
            yield heading(level, setting.word(key))
        yield block


def _prose(text: str | None, under: int, setting: Setting) -> Iterator[str]:
    return (block.text for block in setting.prose(text, under))


def _previous(one: PreviousMinutes, setting: Setting) -> Iterator[Piece]:
    outcome = setting.told("minutes", one.outcome)
    yield (Block(f"{setting.meeting(one.meeting)}{escaped(setting.word('colon') + outcome)}"),)
    if one.amendments:
        yield setting.prose_row("amendments", one.amendments)


# The agenda


def _agenda(meeting: Meeting, setting: Setting) -> Iterator[str]:
    is_held = meeting.record.status == "held"
    blocks = (block for item in meeting.items for block in _item(item, 3, setting, is_held=is_held))
    yield from _section("agenda", blocks, setting)


def _titles(items: Iterable[NumberedItem], level: int) -> Iterator[tuple[int, str]]:
    for item in items:
        yield level, _title(item)
        yield from _titles(item.items, level + 1)


def _item(item: NumberedItem, level: int, setting: Setting, *, is_held: bool) -> Iterator[str]:
    """Yield an item: its title, who presented it, what was said and what came of it; then the items below it."""
    own = item.item
    yield heading(level, _title(item))
    about = [entry([row]) for row in _about(own, setting, is_held=is_held)]
    results = list(_results(item, setting)) if is_held else []
    if own.discussion:
        yield from listed(about)
        yield from _prose(own.discussion, level, setting)
        yield from listed(results)
    else:
        yield from listed(about + results)
    for below in item.items:
        yield from _item(below, level + 1, setting, is_held=is_held)


def _title(item: NumberedItem) -> str:
    """Return the title of an item behind its number; a bare figure that the page made gets a full stop: `1.`."""
    is_bare = item.item.label is None and item.number.isdecimal()
    return numbered(f"{item.number}." if is_bare else item.number, item.item.title)


def _about(own: AgendaItem, setting: Setting, *, is_held: bool) -> Iterator[Piece]:
    if not is_held:
        # Without a label: “time:” would be read as that of the meeting.
        length = setting.word("minutes_long", number=own.minutes) if own.minutes else None
        if told := setting.joined([time_of_day(own.start) if own.start else None, length], "comma"):
            yield (Block(guarded(escaped(told))),)
    yield from setting.rows(
        {
            "presenter": setting.names(own.presenter),
            "purpose": setting.told("purpose", own.purpose) if own.purpose else None,
        }
    )
    if own.papers:
        yield setting.marked_row("papers", setting.files(own.papers))
    if own.links:
        yield setting.marked_row("links", setting.web_links(own.links))


def _results(item: NumberedItem, setting: Setting) -> Iterator[str]:
    yield from (decision(one, setting) for one in item.decisions)
    yield from (action(one, setting) for one in item.actions)
    yield from (question(one, setting) for one in item.left_over)


def _loose(meeting: Meeting, setting: Setting) -> Iterator[str]:
    """Yield what belongs to no item."""
    decisions = (decision(one, setting) for one in meeting.decisions if one.item is None)
    yield from _section("text_decisions", listed(decisions), setting)
    actions = (action(one, setting) for one in meeting.actions if one.item is None)
    yield from _section("text_actions", listed(actions), setting)
    loose = meeting.record.left_over
    questions = (question(one, setting) for one in meeting.left_over if one.question in loose)
    yield from _section("text_left_over", listed(questions), setting)


# The end


def _next(following: NextMeeting | None, setting: Setting) -> Iterator[str]:
    if following is None:
        return
    start = time_span(following.start, None, setting.language) if following.start else None
    told = setting.joined([start, following.place, following.words], "comma")
    rows = [
        *setting.rows({"chair": setting.name(following.chair) if following.chair else None}),
        *([setting.marked_row("join", f"<{following.link}>")] if following.link else []),
    ]
    blocks = [*([guarded(escaped(told))] if told else []), *listed(entry([row]) for row in rows)]
    yield from _section("next_meeting", blocks, setting)


def _approval(meeting: Meeting, setting: Setting) -> Iterator[str]:
    signed = (
        setting.joined(
            [
                setting.name(one.who) + (setting.bracketed(one.role) if one.role else ""),
                long_date(one.date, setting.language) if one.date else None,
            ],
            "comma",
        )
        for one in meeting.record.approval
    )
    yield from _section("approval", listed(entry([(Block(guarded(escaped(one))),)]) for one in signed), setting)
