"""project: `Content`, edition → `Content` holding only what that edition may hold.

Every stage after this one receives its result and nothing else: printed numbers, counts, registers and indexes are
made of what is left. The words a record was imported from are working notes of the office: no edition holds them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reportgen.formats.record import files_in
from reportgen.model.config import Edition
from reportgen.model.content import Content
from reportgen.model.meeting import Record
from reportgen.model.source import FilePlaces
from reportgen.stages.project.cutting import Cutter, Fate
from reportgen.stages.project.references import Survivors
from reportgen.stages.project.roles import seated


@dataclass(frozen=True, slots=True)
class Projection:
    """What an edition holds, and what is kept from its readers."""

    content: Content
    withheld: tuple[str, ...]
    """Words of what is closed, for the gate to look for: passages, texts of parts and records, names of files."""
    fates: Mapping[str, Fate]
    """What became of each record, by its id."""


def project(content: Content, edition: Edition) -> Projection:
    """Return what an edition may hold, and what it may not."""
    cutter = Cutter(content.site, content.people, edition)
    cut = [cutter.record(one) for one in content.records]
    survivors = Survivors.of(content.records, [one for one in cut if one])
    records = tuple(kept for one in cut if one and (kept := survivors.relinked(one)))
    site = content.site
    series = tuple(
        seated(one, edition)
        for one in site.series
        if site.rank_of_record(None, one.id) <= cutter.sees or one.access is None
    )
    named = {name for record in records for name in files_in(record)} | {site.house.logo}
    projected = replace(
        content,
        site=site.model_copy(update={"series": series}),
        records=records,
        goes_without=frozenset(edition.without),
        assets={name: one for name, one in content.assets.items() if name in named},
        places=_places(content, records, is_open=not cutter.is_whole),
    )
    gone = (name for name in content.assets if name not in named)
    held = {one.id for one in records}
    fates = {name: fate if name in held or fate == "draft" else "closed" for name, fate in cutter.fates.items()}
    return Projection(projected, (*cutter.withheld, *gone), fates)


def _places(content: Content, records: tuple[Record, ...], *, is_open: bool) -> dict[str, FilePlaces]:
    """Return where things stand; an open edition tells records and fields, and none of what is closed."""
    if not is_open:
        return dict(content.places)
    return {one.id: FilePlaces(one.id, is_open=True) for one in records}
