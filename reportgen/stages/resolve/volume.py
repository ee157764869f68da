"""Briefing volumes: which meetings a briefing compiles, and their registers as the day of the briefing knows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportgen.model.config import Series
from reportgen.model.content import Content, source_hash
from reportgen.model.directory import Directory
from reportgen.model.ledger import RegisterLine, changes_between, records_of, statistics_of
from reportgen.model.meeting import Briefing
from reportgen.model.register import RegisterEntry
from reportgen.model.site import Meeting
from reportgen.model.volume import ActionRow, Chapter, DecisionRow, LeftOut, Volume
from reportgen.stages.resolve.digest import digest_of
from reportgen.stages.resolve.indexes import citations_of, index_of
from reportgen.stages.resolve.numbers import all_items
from reportgen.stages.resolve.register import decisions_of, lines_of

DAY = dt.timedelta(days=1)


def volumes_of(
    content: Content, meetings: Sequence[Meeting], register: Sequence[RegisterEntry], directory: Directory
) -> tuple[Volume, ...]:
    """Return the volume of every briefing, earliest first; a record dated after a briefing does not change it."""
    shelf = _Shelf(content, meetings, register, directory)
    return tuple(shelf.volume(one) for one in content.briefings())


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What compiling one volume needs to know of the whole site."""

    content: Content
    meetings: Sequence[Meeting]
    register: Sequence[RegisterEntry]
    directory: Directory

    def volume(self, record: Briefing) -> Volume:
        chosen = [one for one in self.meetings if record.select.takes(one.record)]
        held = tuple(one for one in chosen if one.record.status == "held" and one.record.date <= record.date)
        chapters = tuple(Chapter(n, one.id, _anchors(one, record)) for n, one in enumerate(held, 1))
        series = self._series(held)
        days = [one.record.date for one in held] or [record.date]
        first = record.select.from_ or days[0]
        since = next((one for one in self.content.briefings() if one.id == record.since), None)
        counted_from = since.date if since else first - DAY
        entries = tuple(self._entries(record, held, first, counted_from))
        lines = lines_of(entries, self.directory, record.date, self.content.site.register_)
        decisions = tuple(self._decisions(record, chapters))
        sole = series[0] if len(series) == 1 else None
        language = self.content.language_of(record.lang, sole.id if sole else None)
        issuer = (sole.organisation if sole else None) or self.content.site.organisation
        return Volume(
            record=record,
            language=language,
            organisation=issuer.in_(language) if issuer else None,
            access=self._access(record, held, lines),
            markings=self._markings(record, held, lines),
            source_hash=source_hash(record),
            series=series,
            first=first,
            last=record.select.until or days[-1],
            since=since,
            chapters=chapters,
            left_out=tuple(_left_out(record, chosen)),
            decisions=decisions,
            actions=tuple(_rows(lines, chapters)),
            changes=changes_between(lines, counted_from, record.date),
            statistics=statistics_of(lines, record.date),
            digest=digest_of(decisions, lines, record.summary_minutes),
            index=index_of(held, decisions, lines, self.directory, record.date),
            citations=citations_of(held, chapters, record.detail),
        )

    def _series(self, held: Sequence[Meeting]) -> tuple[Series, ...]:
        named = {one.record.series for one in held}
        return tuple(one for one in self.content.site.series if one.id in named)

    def _access(self, record: Briefing, held: Sequence[Meeting], lines: Iterable[RegisterLine]) -> str:
        """Return the most closed level of all it shows: also of what earlier meetings and update files tell."""
        told = {one.id: one.access for one in (*self.content.minutes(), *self.content.updates())}
        levels = (one.access for one in (record, *(one.record for one in held)))
        return self.content.site.most_closed((*levels, *(told.get(one) for one in records_of(lines))))

    def _markings(
        self, record: Briefing, held: Sequence[Meeting], lines: Iterable[RegisterLine]
    ) -> tuple[str | None, ...]:
        if record.issue.marking:
            return (record.issue.marking,)
        told = {*(one.id for one in held), *records_of(lines)}
        marked = (one.record.issue.marking for one in self.meetings if one.id in told)
        return tuple(dict.fromkeys(marked)) or (None,)

    def _entries(
        self, record: Briefing, held: Sequence[Meeting], first: dt.date, counted_from: dt.date
    ) -> Iterator[RegisterEntry]:
        """Yield what the meetings opened, and what their series had to do when the period began, or ended since."""
        own = {one.id for one in held}
        series = {one.record.series for one in held if one.record.series}
        for entry in self.register:
            is_earlier = entry.series in series and entry.opened < first
            if entry.record in own or (is_earlier and _is_at_work(entry, first - DAY, counted_from, record.date)):
                yield entry

    def _decisions(self, record: Briefing, chapters: Sequence[Chapter]) -> Iterator[DecisionRow]:
        own = {one.meeting: one for one in chapters}
        lines = (one for one in decisions_of(self.meetings, record.date) if one.record in own)
        for number, line in enumerate(lines, 1):
            chapter = own[line.record]
            yield DecisionRow(number, line, chapter.number, chapter.at + line.decision.id)


def _is_at_work(entry: RegisterEntry, eve: dt.date, counted_from: dt.date, until: dt.date) -> bool:
    """Whether an action was live on the eve of the period, or something of it became known since."""
    return entry.known_on(eve).is_live or any(counted_from < one.known <= until for one in entry.events)


def _anchors(meeting: Meeting, record: Briefing) -> frozenset[str]:
    """Return the anchors of what the volume shows of a meeting."""
    shown = [one.anchor for one in meeting.decisions]
    if record.detail != "decisions":
        shown += [one.anchor for one in meeting.actions]
    if record.detail == "full":
        shown += [one.anchor for one in meeting.left_over]
        shown += [one.anchor for one in all_items(meeting.items)]
    return frozenset(shown)


def _rows(lines: Iterable[RegisterLine], chapters: Iterable[Chapter]) -> Iterator[ActionRow]:
    own = {one.meeting: one for one in chapters}
    for line in lines:
        chapter, anchor = own.get(line.entry.record), line.entry.action.id
        yield ActionRow(line, chapter.at + anchor if chapter and anchor in chapter.anchors else None)


def _left_out(record: Briefing, chosen: Sequence[Meeting]) -> Iterator[LeftOut]:
    """Yield the meetings the briefing names that were not held by its day; those it does not name nobody misses."""
    for one in chosen:
        if one.id not in record.select.meetings:
            continue
        if one.record.date > record.date:
            yield LeftOut(one.id, "later")
        elif one.record.status != "held":
            yield LeftOut(one.id, one.record.status)
