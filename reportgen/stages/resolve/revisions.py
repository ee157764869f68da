"""Revisions: the earlier pages of records that were sealed and then revised, and what was taken down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from reportgen.model.content import Content
from reportgen.model.meeting import Record
from reportgen.model.site import Meeting, Revised, Site, TakenDown, View


def revised_of(content: Content, site: Site, resolve: Callable[[Content], Site]) -> dict[str, Revised]:
    """Return the records that carry a revision, each with the pages of those before it, latest revision first."""
    found = {view.id: view for view in views_of(site)}
    days = sorted(((one.record.revision.date, one.id) for one in found.values() if one.record.revision), reverse=True)
    return {
        identity: Revised(
            found[identity],
            tuple(_as_sealed(old, content, resolve) for old in _before(found[identity].record, content)),
        )
        for _, identity in days
    }


def views_of(site: Site) -> tuple[View, ...]:
    """Return every record that has a page of its own, as that shows it."""
    return (*site.meetings, *site.speeches, *site.volumes)


def _before(record: Record, content: Content) -> tuple[Record, ...]:
    sealed = content.seals.get(record.id)
    return sealed.before(record) if sealed else ()


def _as_sealed(old: Record, content: Content, resolve: Callable[[Content], Site]) -> View:
    """Return the page of a sealed record, resolved among the other records as if it were still the present one."""
    records = tuple(old if one.id == old.id else one for one in content.records)
    site = resolve(replace(content, records=records, seals={}))
    view = next(one for one in views_of(site) if one.id == old.id)
    # What came after, and beside, is told on the page of the present revision.
    return replace(view, since=(), previous=None, next=None) if isinstance(view, Meeting) else view


def taken_down(content: Content) -> Iterator[TakenDown]:
    """Yield what was taken down: records, and of revised ones the earlier revisions."""
    records = {one.id: one for one in content.records}
    for sealed in content.seals.values():
        down = sealed.file.takedown
        if down is None:
            continue
        present = records[sealed.id].revision_number if sealed.id in records else down.revision
        if sealed.id not in records:
            yield TakenDown(sealed.id, sealed.file.kind, None, down)
        for one in sealed.file.seals:
            if one.record is None and one.revision < present:
                yield TakenDown(sealed.id, sealed.file.kind, one.revision, down)
