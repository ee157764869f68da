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
from reportgen.model.seal import Sealed
from reportgen.model.source import FilePlaces
from reportgen.stages.project.cutting import Cutter, Fate, settled
from reportgen.stages.project.earlier import readable, relinked
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
    alone: Mapping[str, Record]
    """What it may hold of each record by itself, references to others kept: what a seal is of."""


def project(content: Content, edition: Edition) -> Projection:
    """Return what an edition may hold, and what it may not."""
    cutter = Cutter(content.site, content.people, edition)
    site = content.site
    typed = {one.id: one for one in content.records}
    # Parts keep their levels until references are gone: only then is it known what is left.
    leveled = {one.id: cut for one in content.records if (cut := cutter.record(one))}
    alone = {name: settled(one, typed[name], site, is_even=name in cutter.even) for name, one in leveled.items()}
    shown = [kept for one in alone.values() if (kept := _shown(one, content.seals))]
    down = {one.id for one in content.seals.values() if one.is_down(alone.get(one.id))}
    survivors = Survivors.of(content.records, shown, down | content.missing - set(content.unreadable))
    records = tuple(
        # Settled already, where nothing was taken out of it.
        one if kept is leveled[one.id] else settled(kept, typed[one.id], site)
        for one in shown
        # As sealed it has a level of its own.
        if (kept := survivors.relinked(leveled[one.id] if one is alone[one.id] else one))
    )
    records = tuple(kept for one in records if (kept := survivors.without_series(one, site, cutter.sees)))
    seals = {
        one.id: readable(relinked(one, survivors), cutter, alone.get(one.id))
        for one in content.seals.values()
        if one.id in {*alone, *down}
    }
    series = tuple(
        seated(one, edition, is_counted=cutter.is_counted)
        for one in site.series
        if site.rank_of_series(one.id) <= cutter.sees
    )
    earlier = (old for record in records if record.id in seals for old in seals[record.id].before(record))
    named = {site.house.logo}
    # Looking through all texts is for nothing where there are no files.
    named |= {name for record in (*records, *earlier) for name in files_in(record)} if content.assets else set()
    projected = replace(
        content,
        site=site.model_copy(update={"series": series}),
        records=records,
        goes_without=frozenset(edition.without),
        assets={name: one for name, one in content.assets.items() if name in named},
        places=_places(content, records, is_open=not cutter.is_whole),
        seals=seals,
        unreadable=tuple(one for one in content.unreadable if one not in down),
    )
    gone = (name for name in content.assets if name not in named)
    held = {one.id for one in records}
    fates = {name: fate if name in held or fate == "draft" else "closed" for name, fate in cutter.fates.items()}
    return Projection(projected, (*cutter.withheld, *gone), fates, alone)


def _shown(record: Record, seals: Mapping[str, Sealed]) -> Record | None:
    """Return what is shown of a record; None: it was taken down."""
    return seals[record.id].shown(record) if record.id in seals else record


def _places(content: Content, records: tuple[Record, ...], *, is_open: bool) -> Mapping[str, FilePlaces]:
    """Return where things stand; an open edition tells records and fields, and none of what is closed."""
    if not is_open:
        return content.places
    return {one.id: FilePlaces(one.id, is_open=True) for one in records}
