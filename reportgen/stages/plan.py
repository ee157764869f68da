"""plan: `Site` → `BuildPlan`: every output with its path, its template and its frozen context."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from reportgen.model.build import BuildPlan, Links, PlannedPage
from reportgen.model.config import Series
from reportgen.model.meeting import Minutes
from reportgen.model.shape import walk
from reportgen.model.site import Address, Meeting, Site
from reportgen.text import markup

FEED_LENGTH = 50
"""Entries of the feed; the index has them all."""
WEB = "site"
"""The theme of everything around an article on the web."""


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


def plan(
    site: Site,
    *,
    edition: str,
    outputs: Collection[str],
    only: str | None = None,
    without_pdf: Collection[str] = (),
) -> BuildPlan:
    """Return every output of an edition.

    Args:
        site: the resolved site.
        edition: its name.
        outputs: html, pdf or both.
        only: the id of one record; then nothing made of all records is planned but the style sheet.
        without_pdf: ids of records that have no PDF; their web pages do not link to one.
    """
    chosen = _Plan(site, outputs, frozenset(without_pdf))
    pages = [page for page in chosen.records() if only in {None, page.record}]
    if only is None:
        pages += chosen.compiled()
    pages += chosen.style()
    copies: tuple[tuple[str, str], ...] = ()
    if "html" in outputs:
        copies = tuple((name, name) for name in sorted(site.assets) if only is None or name in _assets_of(site, only))
    return BuildPlan(edition, tuple(pages), copies)


def document_of(meeting: Meeting) -> str | None:
    """Return which document a meeting is printed as; None: a cancelled one has only its web page."""
    return {"planned": "agenda", "held": "minutes", "cancelled": None}[meeting.record.status]


@dataclass(frozen=True, slots=True)
class _Plan:
    site: Site
    outputs: Collection[str]
    without_pdf: frozenset[str]

    def records(self) -> Iterator[PlannedPage]:
        for meeting in self.site.meetings:
            yield from self._document(meeting, "meeting", document_of(meeting), f"meetings/{meeting.id}")
        for speech in self.site.speeches:
            yield from self._document(speech, "speech", "speech", f"speeches/{speech.id}")

    def _document(self, view: Meeting | Address, name: str, document: str | None, folder: str) -> Iterator[PlannedPage]:
        theme = (view.series.theme if view.series else None) or self.site.config.theme
        pdf = f"{folder}/{view.id}.pdf" if document else None
        shared = {"site": self.site, name: view, "house": self.site.config.house}
        if "html" in self.outputs:
            yield PlannedPage(
                path=f"{folder}/index.html",
                template=f"{WEB}/{name}.html.j2",
                language=view.language,
                context={
                    **shared,
                    "links": self._web_links("../../"),
                    "article": f"{theme}/article/{document or 'cancelled'}.html.j2",
                    "pdf": None if view.id in self.without_pdf else pdf,
                    "path": f"{folder}/index.html",
                },
                themes=(theme, WEB),
                record=view.id,
                source_hash=view.source_hash,
            )
        if pdf and "pdf" in self.outputs:
            yield PlannedPage(
                path=pdf,
                template=f"{theme}/{document}.html.j2",
                language=view.language,
                context={**shared, "links": self._print_links(), "article": f"{theme}/article/{document}.html.j2"},
                themes=(theme,),
                record=view.id,
                for_print=True,
                source_hash=view.source_hash,
            )

    def compiled(self) -> Iterator[PlannedPage]:
        """Yield the pages made of all records."""
        if "html" not in self.outputs:
            return
        series = tuple(_series_pages(self.site))
        yield self._compiled("index.html", "index.html.j2", "", series=series)
        for one in series:
            if one.series and one.path:
                language = one.series.lang or self.site.config.language
                yield self._compiled(one.path, "series.html.j2", "../../", language, series=series, page=one)
        entries = tuple(_feed(self.site))
        root = _base(self.site) or ""
        yield self._compiled("feed.xml", "feed.xml.j2", root, entries=entries, updated=_latest(self.site))
        yield self._compiled("sitemap.xml", "sitemap.xml.j2", root, series=series)

    def style(self) -> Iterator[PlannedPage]:
        """Yield the style sheet, without which no page is fit to be seen."""
        if "html" in self.outputs:
            yield self._compiled("site.css", "site.css.j2", "")

    def _compiled(
        self, path: str, template: str, root: str, language: str | None = None, **more: object
    ) -> PlannedPage:
        shared = {"site": self.site, "house": self.site.config.house, "path": path, "documents": self._documents()}
        return PlannedPage(
            path=path,
            template=f"{WEB}/{template}",
            language=language or self.site.config.language,
            context={**shared, "links": self._web_links(root), **more},
            themes=(self.site.config.theme, WEB),
        )

    def _documents(self) -> dict[str, str]:
        """Return the path of every PDF there is, by the id of its record."""
        paths = {one.id: f"meetings/{one.id}/{one.id}.pdf" for one in self.site.meetings if document_of(one)}
        paths |= {one.id: f"speeches/{one.id}/{one.id}.pdf" for one in self.site.speeches}
        return {record: path for record, path in paths.items() if record not in self.without_pdf}

    def _web_links(self, root: str) -> Links:
        return Links(root, {name: root + quote(name) for name in self.site.assets})

    def _print_links(self) -> Links:
        """A printed page shows pictures from memory; other files have an address only if the site has one."""
        base = _base(self.site)
        addresses = {
            name: asset.uri if asset.is_image else (base or "") + quote(name)
            for name, asset in self.site.assets.items()
            if asset.is_image or base
        }
        return Links(base, addresses)


def _base(site: Site) -> str | None:
    base = site.config.base_url
    return base.rstrip("/") + "/" if base else None


def _assets_of(site: Site, record: str) -> set[str]:
    views: Iterable[Meeting | Address] = (*site.meetings, *site.speeches)
    texts = [str(text) for one in views if one.id == record for _, text in walk(one.record)]
    return {name for name in site.assets if name == site.config.house.logo or any(name in text for text in texts)}


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
            identity=(_base(site) or "") + path if _base(site) else _urn(path),
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
