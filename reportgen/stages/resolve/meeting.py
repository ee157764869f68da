"""Meetings and speeches as their pages show them, each linked to what was before it and what came after."""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from reportgen.model.config import Roster, Series
from reportgen.model.content import Content, source_hash
from reportgen.model.directory import Directory, Party
from reportgen.model.ledger import NOT_CARRIED
from reportgen.model.meeting import Attendee, Minutes, Speech, Updates
from reportgen.model.register import ActionStatus, RegisterEntry
from reportgen.model.site import (
    Address,
    Later,
    Meeting,
    NumberedAction,
    Present,
    Reported,
    Since,
)
from reportgen.stages.resolve.numbers import Numbers, all_actions, all_decisions, all_left_over
from reportgen.text import markup
from reportgen.text.closing import CLOSED

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Meetings:
    """What resolving one meeting needs to know of all the others."""

    content: Content
    as_of: dt.date
    directory: Directory
    by_reference: Mapping[str, RegisterEntry]
    by_record: Mapping[str, tuple[RegisterEntry, ...]]
    carried: Mapping[str, tuple[RegisterEntry, ...]]
    """By meeting: the earlier actions of its series that were live when it began."""
    neighbours: Mapping[str, tuple[str | None, str | None]]
    """By meeting: the ids of the meetings of its series before and after it."""
    tellers: Mapping[str, Minutes | Updates]
    later_words: Mapping[str, tuple[tuple[Minutes, Later, str | None], ...]]
    """By record: the meetings that supersede, rescind or confirm something of it: meeting, what, decision."""

    @classmethod
    def of(cls, content: Content, as_of: dt.date, directory: Directory, register: Sequence[RegisterEntry]) -> Meetings:
        """Return the view of a whole site, seen from a day."""
        meetings = content.minutes()
        told: tuple[Minutes | Updates, ...] = (*meetings, *content.updates())
        in_series = _grouped((one for one in meetings if one.series), lambda one: one.series)
        return cls(
            content=content,
            as_of=as_of,
            directory=directory,
            by_reference={entry.reference: entry for entry in register},
            by_record=_grouped(register, lambda entry: entry.record),
            carried=_carried_over(register if content.has_register else (), in_series),
            neighbours=dict(pair for group in in_series.values() for pair in _neighbours([one.id for one in group])),
            tellers={one.id: one for one in told},
            later_words=_grouped(_words_of_later(meetings), lambda one: one[0], lambda one: one[1:]),
        )

    def meeting(self, record: Minutes) -> Meeting:
        """Return a meeting as its page shows it."""
        series = self.content.site.series_by_id(record.series)
        language = self.content.language_of(record.lang, record.series)
        previous, following = self.neighbours.get(record.id, (None, None))
        attendance = record.attendance
        numbers = Numbers(record, language, self.by_reference)
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
            previous=previous,
            next=following,
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
            decisions=(*all_decisions(items), *numbers.decisions(record.decisions, (), None)),
            actions=(*all_actions(items), *numbers.actions(record.actions, (), None)),
            left_over=(*all_left_over(items), *numbers.left_over(record.left_over, ())),
            reported=tuple(self._reported(record)),
            carried=() if record.status == "held" else tuple(self._carried(record)),
            outstanding=tuple(self._outstanding(record)) if record.status == "held" else (),
            since=tuple(self._since(record)),
            directory=self.directory,
        )

    def speech(self, record: Speech) -> Address:
        """Return a speech as its page shows it."""
        series = self.content.site.series_by_id(record.series)
        language = self.content.language_of(record.lang, record.series)
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
        for entry in self.carried.get(record.id, ()):
            yield self._earlier(entry, entry.known_on(eve))

    def _outstanding(self, record: Minutes) -> Iterator[NumberedAction]:
        """Yield what the series still had to do of earlier meetings when this one ended, as it tells it."""
        if not self.content.has_register:
            return
        told = (self.by_reference.get(one.action) for one in record.updates)
        reopened = [one for one in told if one and one.series == record.series and one.opened < record.date]
        known = self.carried.get(record.id, ())
        fresh = {one.reference: one for one in (*known, *reopened)} if record.series else {}
        for entry in sorted(fresh.values(), key=lambda one: (one.opened, one.record)):
            status = entry.known_to(record.id, record.date)
            if status.is_live:
                yield self._earlier(entry, status)

    def _earlier(self, entry: RegisterEntry, status: ActionStatus) -> NumberedAction:
        anchor = entry.reference.replace("/", "--")
        return NumberedAction(entry.reference, anchor, entry.reference, entry.action, status, entry.title)

    def _since(self, record: Minutes) -> Iterator[Since]:
        updates = self._later_updates(record) if self.content.has_register else ()
        found = [*updates, *self._later_words(record)]
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
    # Masked people have one name, and are as many as there are.
    names = [one.party for one in present]
    counted = (len({one for one in names if one.name != CLOSED}) + sum(one.name == CLOSED for one in names)) or None
    there = own.present if own and own.present is not None else counted
    met = own.met if own else None
    if met is None and required is not None and there is not None and record.status == "held":
        met = there >= required
    is_kept = own is not None or (required is not None and there is not None)
    return (required, there, met) if is_kept else (None, None, None)


def _grouped(
    things: Iterable[V], key: Callable[[V], K], part: Callable[[V], Any] = lambda thing: thing
) -> dict[K, tuple[Any, ...]]:
    groups: dict[K, list[Any]] = {}
    for thing in things:
        groups.setdefault(key(thing), []).append(part(thing))
    return {name: tuple(group) for name, group in groups.items()}


def _neighbours(meetings: Sequence[str]) -> Iterator[tuple[str, tuple[str | None, str | None]]]:
    """Yield each meeting of a series with the one before and the one after it."""
    for meeting, before, after in zip(meetings, [None, *meetings], [*meetings[1:], None], strict=False):
        yield meeting, (before, after)


def _carried_over(
    register: Iterable[RegisterEntry], in_series: Mapping[str | None, Sequence[Minutes]]
) -> dict[str, tuple[RegisterEntry, ...]]:
    """Return by meeting the earlier actions of its series that were live on its eve, in the order of opening.

    Each action is looked at once, and stands only with the meetings of the spans in which it was live: the cost
    grows with what the pages show, not with meetings times actions.
    """
    days = {series: [one.date for one in group] for series, group in in_series.items()}
    found: dict[str, list[RegisterEntry]] = {}
    for entry in register:
        for first, last in entry.live_spans() if entry.series in in_series else ():
            # The eve of a meeting lies in the span, so the meeting is a day later than the span.
            begin = bisect.bisect_right(days[entry.series], first)
            end = (
                len(days[entry.series])
                if last == dt.date.max
                else bisect.bisect_right(days[entry.series], last + dt.timedelta(days=1))
            )
            for meeting in in_series[entry.series][begin:end]:
                found.setdefault(meeting.id, []).append(entry)
    return {meeting: tuple(entries) for meeting, entries in found.items()}


def _words_of_later(meetings: Iterable[Minutes]) -> Iterator[tuple[str, Minutes, Later, str | None]]:
    """Yield what meetings say of earlier decisions and minutes: record, the later meeting, what, decision."""
    for later in meetings:
        for confirmed in later.previous_minutes:
            yield confirmed.meeting, later, confirmed.outcome, None
        for decision in (one for one in later.all_decisions() if one.outcome not in NOT_CARRIED):
            for reference in decision.supersedes:
                record, _, own = reference.partition("/")
                yield record, later, "superseded", own
            for reference in decision.rescinds:
                record, _, own = reference.partition("/")
                yield record, later, "rescinded", own
