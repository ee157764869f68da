"""The pages that list records: the index, a page for each series, the feed, the sitemap."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.model.build import PlannedPage
from reportgen.model.config import Series
from reportgen.model.meeting import Minutes
from reportgen.model.site import Address, Meeting, Site
from reportgen.stages.plan.frame import Frame
from reportgen.stages.plan.series import paths_of
from reportgen.text import markup

FEED_LENGTH = 50
"""Entries of the feed; the index has them all."""


@dataclass(frozen=True, slots=True)
class YearOfMeetings:
    """Meetings of one series in one year, latest first."""

    year: int
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class SeriesPage:
    """A series with its meetings by year, latest first."""

    series: Series | None
    """None: meetings that belong to no series."""
    path: str | None
    years: tuple[YearOfMeetings, ...]


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A record as the feed tells of it."""

    identity: str
    """An address, or a `urn:uuid:` where the site has none; the same for ever."""
    title: str
    path: str
    day: dt.date
    language: str
    summary: str


def lists(frame: Frame, sheets: tuple[str, ...]) -> Iterator[PlannedPage]:
    """Yield the pages that list records.

    Args:
        frame: what every page of the edition shares.
        sheets: paths of the register pages, for the sitemap.
    """
    site = frame.site
    series = tuple(_series_pages(site))
    yield frame.web("index.html", "index.html.j2", series=series)
    for one in series:
        if one.series and one.path:
            language = one.series.lang or site.config.language
            more = paths_of(frame, one.series)
            yield frame.web(one.path, "series.html.j2", language, series=series, page=one, more=more)
    root = site.config.address or ""
    yield frame.web("feed.xml", "feed.xml.j2", root=root, entries=tuple(_feed(site)), updated=_latest(site))
    yield frame.web("sitemap.xml", "sitemap.xml.j2", root=root, series=series, sheets=sheets)


def _series_pages(site: Site) -> Iterator[SeriesPage]:
    known: dict[str | None, Series | None] = {one.id: one for one in site.config.series}
    for identity, series in {**known, None: None}.items():
        own = [one for one in site.meetings if (one.series.id if one.series else None) == identity]
        if own:
            yield SeriesPage(series, f"series/{identity}/index.html" if identity else None, tuple(_years(own)))


def _years(meetings: Iterable[Meeting]) -> Iterator[YearOfMeetings]:
    years: dict[int, list[Meeting]] = {}
    for meeting in meetings:
        years.setdefault(meeting.record.date.year, []).insert(0, meeting)
    for year in sorted(years, reverse=True):
        yield YearOfMeetings(year, tuple(years[year]))


def _feed(site: Site) -> Iterator[FeedEntry]:
    views: list[tuple[Meeting | Address, str]] = [(one, f"meetings/{one.id}/index.html") for one in site.meetings]
    views += [(one, f"speeches/{one.id}/index.html") for one in site.speeches]
    # A feed has no entries from the future; a meeting to come stands on the index.
    past = [pair for pair in views if pair[0].record.date <= site.as_of]
    for view, path in sorted(past, key=_age, reverse=True)[:FEED_LENGTH]:
        record = view.record
        summary = record.summary if isinstance(record, Minutes) else record.opening
        yield FeedEntry(
            identity=f"{site.config.address}{path}" if site.config.address else _urn(path),
            title=record.title,
            path=path,
            day=record.date,
            language=view.language,
            summary=markup.to_plain(summary or ""),
        )


def _age(pair: tuple[Meeting | Address, str]) -> tuple[dt.date, str]:
    return pair[0].record.date, pair[0].id


def _urn(path: str) -> str:
    """Return a name for a page that has no address; of nothing that an office may change its mind about."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"reportgen/{path}").urn


def _latest(site: Site) -> dt.date:
    """Return the day of the newest record, so that the feed changes only when a record does."""
    days = [one.record.date for one in site.meetings] + [one.record.date for one in site.speeches]
    return max((day for day in days if day <= site.as_of), default=site.as_of)
