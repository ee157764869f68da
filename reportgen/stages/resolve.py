"""resolve: `Content`, as_of → `Site`: meetings linked, people found, actions folded, things numbered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from reportgen.model.action import Action, Decision, LeftOver
from reportgen.model.config import Roster, Series
from reportgen.model.content import Content, source_hash
from reportgen.model.directory import Directory, Party
from reportgen.model.meeting import AgendaItem, Attendee, Minutes, Speech, Updates
from reportgen.model.register import ActionStatus, Event, RegisterEntry
from reportgen.model.site import (
    Address,
    Later,
    Meeting,
    NumberedAction,
    NumberedDecision,
    NumberedItem,
    NumberedQuestion,
    Present,
    Reported,
    Since,
    Site,
)
from reportgen.text import markup
from reportgen.text.numbering import heading_number


def resolve(content: Content, as_of: dt.date) -> Site:
    """Return the site as it stands on a day."""
    meetings = content.minutes()
    register = register_of(content)
    whole = _Whole(
        content=content,
        as_of=as_of,
        directory=Directory(content.people),
        meetings=meetings,
        register=register,
        by_reference={entry.reference: entry for entry in register},
        by_series=_grouped(register, lambda entry: entry.series),
        by_record=_grouped(register, lambda entry: entry.record),
        siblings={
            series: tuple(one.id for one in group)
            for series, group in _grouped(meetings, lambda one: one.series).items()
        },
        tellers=_tellers(content),
        later_words=_grouped(_words_of_later(meetings), lambda one: one[0], lambda one: one[1:]),
    )
    return Site(
        config=content.site,
        as_of=as_of,
        meetings=tuple(whole.meeting(one) for one in meetings),
        speeches=tuple(whole.speech(one) for one in content.speeches()),
        register=whole.register,
        assets=content.assets,
        unreadable=content.unreadable,
    )


def _tellers(content: Content) -> dict[str, Minutes | Updates]:
    """Return every record that may tell of actions, by id."""
    told: tuple[Minutes | Updates, ...] = (*content.minutes(), *content.updates())
    return {one.id: one for one in told}


def register_of(content: Content) -> tuple[RegisterEntry, ...]:
    """Return every action with its events, by day of opening."""
    events: dict[str, list[Event]] = {}
    for told in _tellers(content).values():
        for position, update in enumerate(told.updates):
            event = Event(update.date or told.date, told.id, told.date, position, update)
            events.setdefault(update.action, []).append(event)
    entries = [
        RegisterEntry(
            reference=f"{record.id}/{action.id}",
            record=record.id,
            series=record.series,
            language=_language(content, record.lang, record.series),
            opened=record.date,
            action=action,
            events=tuple(sorted(events.get(f"{record.id}/{action.id}", ()), key=_order_of_event)),
        )
        for record in content.minutes()
        for action in record.all_actions()
    ]
    # Within a record in the order it opened them, which is that of its page: a10 stands after a9.
    return tuple(sorted(entries, key=lambda entry: (entry.opened, entry.record)))


K = TypeVar("K")
V = TypeVar("V")


def _grouped(
    things: Iterable[V], key: Callable[[V], K], part: Callable[[V], Any] = lambda thing: thing
) -> dict[K, tuple[Any, ...]]:
    groups: dict[K, list[Any]] = {}
    for thing in things:
        groups.setdefault(key(thing), []).append(part(thing))
    return {name: tuple(group) for name, group in groups.items()}


def _words_of_later(meetings: Iterable[Minutes]) -> Iterator[tuple[str, Minutes, Later, str | None]]:
    """Yield what meetings say of earlier decisions and minutes: record, the later meeting, what, decision."""
    for later in meetings:
        for confirmed in later.previous_minutes:
            yield confirmed.meeting, later, confirmed.outcome, None
        for decision in later.all_decisions():
            for reference in decision.supersedes:
                record, _, own = reference.partition("/")
                yield record, later, "superseded", own
            for reference in decision.rescinds:
                record, _, own = reference.partition("/")
                yield record, later, "rescinded", own


def _order_of_event(event: Event) -> tuple[dt.date, dt.date, str, int]:
    return event.date, event.recorded, event.record, event.position


def _language(content: Content, own: str | None, series: str | None) -> str:
    found = content.site.series_by_id(series)
    return own or (found.lang if found else None) or content.site.language


@dataclass(frozen=True, slots=True)
class _Whole:
    """What resolving one meeting needs to know of all the others."""

    content: Content
    as_of: dt.date
    directory: Directory
    meetings: tuple[Minutes, ...]
    register: tuple[RegisterEntry, ...]
    by_reference: Mapping[str, RegisterEntry]
    by_series: Mapping[str | None, tuple[RegisterEntry, ...]]
    by_record: Mapping[str, tuple[RegisterEntry, ...]]
    siblings: Mapping[str | None, tuple[str, ...]]
    """Ids of the meetings of each series, earliest first."""
    tellers: Mapping[str, Minutes | Updates]
    later_words: Mapping[str, tuple[tuple[Minutes, Later, str | None], ...]]
    """By record: the meetings that supersede, rescind or confirm something of it: meeting, what, decision."""

    def meeting(self, record: Minutes) -> Meeting:
        series = self.content.site.series_by_id(record.series)
        language = _language(self.content, record.lang, record.series)
        siblings = self.siblings[record.series] if record.series else ()
        place = siblings.index(record.id) if siblings else None
        attendance = record.attendance
        numbers = _Numbers(record, language, self.by_reference)
        items = tuple(numbers.items())
        present = self._people(attendance.present, record)
        required, there, met = _quorum(record, series, present)
        return Meeting(
            record=record,
            series=series,
            language=language,
            time_zone=record.time_zone or (series.time_zone if series else None) or self.content.site.time_zone,
            organisation=self._organisation(series, language),
            source_hash=source_hash(record),
            previous=siblings[place - 1] if place else None,
            next=siblings[place + 1] if place is not None and place + 1 < len(siblings) else None,
            chair=self._party(record.chair, record.date),
            recorder=self._party(record.recorder, record.date),
            present=present,
            apologies=self._people(attendance.apologies, record),
            absent=self._people(attendance.absent, record),
            in_attendance=self._people(attendance.in_attendance, record),
            expected=self._expected(record, series),
            quorum_required=required,
            quorum_present=there,
            quorum_met=met,
            items=items,
            decisions=(*_gather_decisions(items), *numbers.decisions(record.decisions, (), None)),
            actions=(*_gather_actions(items), *numbers.actions(record.actions, (), None)),
            left_over=(*_gather_left_over(items), *numbers.left_over(record.left_over, ())),
            reported=tuple(self._reported(record)),
            carried=tuple(self._carried(record)),
            since=tuple(self._since(record)),
            directory=self.directory,
        )

    def speech(self, record: Speech) -> Address:
        series = self.content.site.series_by_id(record.series)
        language = _language(self.content, record.lang, record.series)
        speaker = self.directory.party(record.speaker, record.date)
        return Address(record, series, language, self._organisation(series, language), source_hash(record), speaker)

    def _organisation(self, series: Series | None, language: str) -> str | None:
        names = (series.organisation if series else None) or self.content.site.organisation
        return names.in_(language) if names else None

    def _party(self, words: str | None, day: dt.date) -> Party | None:
        return self.directory.party(words, day) if words else None

    def _people(self, attendees: Iterable[Attendee], record: Minutes) -> tuple[Present, ...]:
        return tuple(self._present(one, record) for one in attendees)

    def _present(self, attendee: Attendee, record: Minutes) -> Present:
        party = self.directory.party(attendee.who, record.date)
        unit = self.directory.party(attendee.unit, record.date).name if attendee.unit else party.unit
        return Present(
            party=party,
            unit=unit if party.kind != "unit" else None,
            role=attendee.role or party.role,
            deputy=self._party(attendee.deputy, record.date),
            attendee=attendee,
        )

    def _expected(self, record: Minutes, series: Series | None) -> tuple[Present, ...]:
        roster = series.roster if series else None
        if record.status != "planned" or not roster:
            return ()
        seats = [Attendee(who=seat.who, unit=seat.unit, role=seat.role) for seat in _seats(roster)]
        return self._people(seats, record)

    def _reported(self, record: Minutes) -> Iterator[Reported]:
        for update in record.updates:
            entry = self.by_reference.get(update.action)
            if entry:
                event = next(one for one in entry.events if one.record == record.id and one.update is update)
                yield Reported(entry, update, event.date, entry.known_after(event))

    def _carried(self, record: Minutes) -> Iterator[NumberedAction]:
        """Yield what the series still had to do when the meeting began, as told by then."""
        eve = record.date - dt.timedelta(days=1)
        for entry in self.by_series.get(record.series, ()) if record.series else ():
            status = entry.known_on(eve)
            if entry.opened < record.date and status.is_live:
                anchor = entry.reference.replace("/", "--")
                title = self.tellers[entry.record].title
                yield NumberedAction(entry.reference, anchor, entry.reference, entry.action, status, title)

    def _since(self, record: Minutes) -> Iterator[Since]:
        found = [*self._later_updates(record), *self._later_words(record)]
        return iter(sorted(found, key=lambda one: (one.date, one.by, one.subject or "")))

    def _is_later(self, record: Minutes, other: Minutes | Updates) -> bool:
        return record.date <= other.date <= self.as_of and other.id != record.id

    def _later_updates(self, record: Minutes) -> Iterator[Since]:
        for entry in self.by_record.get(record.id, ()):
            for event in entry.events:
                teller = self.tellers[event.record]
                if self._is_later(record, teller):
                    yield Since(
                        date=event.date,
                        what="update",
                        by=teller.id,
                        by_title=teller.title,
                        by_is_meeting=isinstance(teller, Minutes),
                        subject=entry.action.id,
                        words=markup.to_plain(entry.action.task),
                        status=entry.known_after(event),
                        update=event.update,
                    )

    def _later_words(self, record: Minutes) -> Iterator[Since]:
        own = {one.id: one for one in record.all_decisions()}
        for later, what, subject in self.later_words.get(record.id, ()):
            if self._is_later(record, later) and (subject is None or subject in own):
                words = markup.to_plain(own[subject].text) if subject else None
                yield Since(later.date, what, later.id, later.title, True, subject, words)


def _seats(roster: Roster) -> Iterator[Attendee]:
    named = [seat.who for seat in (*roster.members, *roster.in_attendance)]
    for who in (roster.chair, roster.recorder):
        if who and who not in named:
            yield Attendee(who=who)
    for seat in (*roster.members, *roster.in_attendance):
        yield Attendee(who=seat.who, unit=seat.unit, role=seat.role)


def _quorum(
    record: Minutes, series: Series | None, present: Iterable[Present]
) -> tuple[int | None, int | None, bool | None]:
    """Return how many were required and there, and whether that was enough; None where the notes do not say."""
    own = record.quorum
    roster = series.roster if series else None
    required = (own.required if own else None) or (roster.quorum if roster else None)
    counted = len({one.party for one in present}) or None
    there = own.present if own and own.present is not None else counted
    met = own.met if own else None
    if met is None and required is not None and there is not None and record.status == "held":
        met = there >= required
    is_kept = own is not None or (required is not None and there is not None)
    return (required, there, met) if is_kept else (None, None, None)


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Numbers the parts of one meeting: furniture, so that a reader can say “D3.1”; ids are what is cited."""

    record: Minutes
    language: str
    register: Mapping[str, RegisterEntry]

    def items(self) -> Iterator[NumberedItem]:
        for position, item in enumerate(self.record.agenda, 1):
            yield self._item(item, (position,))

    def _item(self, item: AgendaItem, path: tuple[int, ...]) -> NumberedItem:
        deep = min(len(path), 4)
        return NumberedItem(
            number=self._heading(path) if item.label is None else item.label,
            level=deep,
            # An underscore, because no id that people write can hold one.
            anchor=item.id or "item_" + "-".join(map(str, path)),
            item=item,
            decisions=tuple(self.decisions(item.decisions, path, item.title)),
            actions=tuple(self.actions(item.actions, path, item.title)),
            left_over=tuple(self.left_over(item.left_over, path)),
            items=tuple(self._item(below, (*path, place)) for place, below in enumerate(item.items, 1)),
        )

    def decisions(
        self, decisions: Iterable[Decision], path: tuple[int, ...], item: str | None
    ) -> Iterator[NumberedDecision]:
        for position, one in enumerate(decisions, 1):
            number = one.label or "D" + ".".join(map(str, (*path, position)))
            yield NumberedDecision(number, one.id, f"{self.record.id}/{one.id}", one, item)

    def actions(self, actions: Iterable[Action], path: tuple[int, ...], item: str | None) -> Iterator[NumberedAction]:
        for position, one in enumerate(actions, 1):
            reference = f"{self.record.id}/{one.id}"
            status = self._status(reference)
            number = one.label or "A" + ".".join(map(str, (*path, position)))
            yield NumberedAction(number, one.id, reference, one, status, item)

    def _status(self, reference: str) -> ActionStatus:
        """Return the status as this meeting tells it; later records do not change its page."""
        return self.register[reference].known_to(self.record.id, self.record.date)

    def _heading(self, path: tuple[int, ...]) -> str:
        """Return the number of an item; the official ones end at four levels and at 99."""
        if len(path) > 4 or max(path) > 99:
            return ".".join(map(str, path))
        return heading_number(path, language=self.language)

    def left_over(self, questions: Iterable[LeftOver], path: tuple[int, ...]) -> Iterator[NumberedQuestion]:
        for position, one in enumerate(questions, 1):
            yield NumberedQuestion(
                one.label or "Q" + ".".join(map(str, (*path, position))), one.id, f"{self.record.id}/{one.id}", one
            )


def _gather_decisions(items: Iterable[NumberedItem]) -> Iterator[NumberedDecision]:
    for item in items:
        yield from item.decisions
        yield from _gather_decisions(item.items)


def _gather_actions(items: Iterable[NumberedItem]) -> Iterator[NumberedAction]:
    for item in items:
        yield from item.actions
        yield from _gather_actions(item.items)


def _gather_left_over(items: Iterable[NumberedItem]) -> Iterator[NumberedQuestion]:
    for item in items:
        yield from item.left_over
        yield from _gather_left_over(item.items)
