"""load: files → `Content` and diagnostics. The one door; hostile input stops here.

Everything wrong is said, file by file; a record with an error is left out, named as unreadable, and the rest of
the site still loads.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

from reportgen import disk
from reportgen.formats.asset import Refusal
from reportgen.formats.record import assets_named
from reportgen.formats.seals import read_seals
from reportgen.formats.yaml import read_document
from reportgen.formats.yaml.guards import MOST_BYTES
from reportgen.model.config import SiteConfig
from reportgen.model.content import Asset, Content
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.party import People
from reportgen.model.seal import Sealed
from reportgen.model.source import FilePlaces
from reportgen.stages.load.assets import asset_named, folded, fonts_of, has_logo, read_assets
from reportgen.stages.load.findings import CANNOT_READ, NO_SITE
from reportgen.stages.load.kept import NOTHING_KEPT, Kept
from reportgen.stages.load.reading import Reading
from reportgen.stages.load.records import id_claimed, is_seal, read_content, read_one

__all__ = [
    "CANNOT_READ",
    "NOTHING_KEPT",
    "NO_SITE",
    "Kept",
    "language_of_site",
    "load",
    "load_instead",
    "load_seals",
    "load_site",
]


def load(folder: Path, kept: Kept = NOTHING_KEPT) -> tuple[Content | None, tuple[Diagnostic, ...]]:
    """Return everything below a content folder and all that is wrong with it.

    None instead of content: `site.yaml` is missing, it or `people.yaml` is wrong, or a folder of records cannot be
    opened, so that nobody knows what it holds. Pages made without them would be worse than the ones there are.

    Args:
        folder: the content folder.
        kept: what was read before; what is read now is kept there too. It changes how long this takes, and no result.
    """
    reading = Reading(folder, disk.list_entries(folder), kept)
    site = reading.configuration("site.yaml", SiteConfig)
    people = reading.configuration("people.yaml", People)
    for entry in reading.entries:
        stem = id_claimed(entry, reading)
        if stem is not None:
            read_one(entry, stem, reading)
    for record in list(reading.records.values()):
        read_assets(record, reading)
    fonts = fonts_of(site, reading) if site else None
    is_dressed = site is None or has_logo(site, reading)
    if (
        site is None
        or fonts is None
        or not is_dressed
        or (people is None and "people.yaml" in reading.places)
        or reading.has_blind_spot
    ):
        return None, tuple(reading.problems)
    sealed = {PurePosixPath(entry.name).stem for entry in reading.entries if is_seal(entry)}
    content = Content(
        site=site,
        people=people or People(),
        records=tuple(reading.records[one] for one in sorted(reading.records)),
        assets=reading.loaded(),
        fonts=fonts,
        unreadable=tuple(sorted(reading.unreadable - reading.records.keys())),
        missing=frozenset(sealed - reading.records.keys() - reading.unreadable),
        places=reading.places,
    )
    return content, tuple(reading.problems)


def load_instead(
    folder: Path, content: Content, name: str, changed: bytes
) -> tuple[Content | None, tuple[Diagnostic, ...]]:
    """Return content as it would be with one record changed or added, and what is wrong with that record.

    Args:
        folder: the content folder.
        content: what it holds, as loaded.
        name: the file of the record, from the content folder.
        changed: what the file would hold.

    Returns:
        None instead of content: the record would have an error.
    """
    stem = PurePosixPath(name).stem
    reading = Reading(folder, disk.list_entries(folder))
    read_content(changed, name, stem, reading)
    for record in list(reading.records.values()):
        read_assets(record, reading)
    if not reading.records:
        return None, tuple(reading.problems)
    others = [one for one in content.records if one.id != stem]
    return replace(
        content,
        records=tuple(sorted([*others, reading.records[stem]], key=lambda one: one.id)),
        assets={**content.assets, **reading.loaded()},
        places={**content.places, **reading.places},
    ), tuple(reading.problems)


def load_seals(
    folder: Path, content: Content, edition: str, kept: Kept = NOTHING_KEPT
) -> tuple[Content, tuple[Diagnostic, ...]]:
    """Return content with what one edition has sealed, and the files its seals name; seals of others stay unread."""
    entries = disk.list_entries(folder)
    assets = dict[str, Asset | Refusal | None](content.assets)
    reading = Reading(folder, entries, kept, assets=assets, folded={folded(name): name for name in assets})
    seals: dict[str, Sealed] = {}
    for entry in entries:
        read = reading.bytes_of(entry.name, MOST_BYTES) if is_seal(entry, edition) else None
        sealed, problems = read_seals(read, entry.name) if read is not None else (None, ())
        reading.problems += problems
        if sealed:
            seals[sealed.id] = sealed
            named = (one for record in sealed.records.values() for one in assets_named(record, FilePlaces(entry.name)))
            for one in named:
                asset_named(one, reading)
    return replace(content, seals=seals, assets=reading.loaded()), tuple(reading.problems)


def language_of_site(folder: Path) -> str | None:
    """Return the first language of `site.yaml`, even of one that is wrong elsewhere; None: it does not say."""
    try:
        document = read_document(disk.read_file(folder / "site.yaml", MOST_BYTES), "site.yaml")
    except OSError:
        return None
    languages = (document.value or {}).get("languages")
    first = languages[0] if isinstance(languages, list) and languages else languages
    return first if isinstance(first, str) and first in {"zh", "en"} else None


def load_site(folder: Path) -> SiteConfig | None:
    """Return what `site.yaml` decides; None: it is missing or wrong, which `load` says."""
    return Reading(folder, (disk.Entry("site.yaml", "file"),)).configuration("site.yaml", SiteConfig)
