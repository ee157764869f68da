"""What was read: validated records, the files they name, and where everything stands."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reportgen.model.config import OF_THE_REGISTER, SiteConfig, Without
from reportgen.model.meeting import Briefing, Minutes, Record, Speech, Updates
from reportgen.model.party import People
from reportgen.model.seal import Sealed
from reportgen.model.source import Field, FilePlaces, Span


@dataclass(frozen=True, slots=True)
class Asset:
    """A file below `assets/` that a record names, read once."""

    name: str
    """Its path from the content folder: assets/culverts.png."""
    media_type: str
    content: bytes = field(repr=False)
    """For an image: decoded and encoded again, so nothing travels with it; else as read."""
    width: int | None = None
    """Pixels; None: not an image."""
    height: int | None = None

    @property
    def is_image(self) -> bool:
        """Whether it can stand in the text."""
        return self.width is not None

    @property
    def digest(self) -> str:
        """Sha256 of the content, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def uri(self) -> str:
        """The name by which a printed page asks for it."""
        return f"asset:{self.digest}"


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a build knows, as read; stages after `project` see the projected one only."""

    site: SiteConfig
    people: People = field(default_factory=People)
    records: tuple[Record, ...] = ()
    """Ordered by id."""
    assets: Mapping[str, Asset] = field(default_factory=dict)
    """By name."""
    fonts: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Font files the office names, by name: printed with, never published."""
    unreadable: tuple[str, ...] = ()
    """Ids of records that could not be read; pages made of all records say so."""
    goes_without: frozenset[Without] = frozenset()
    """Parts that the edition goes without, which are not the same as parts of which there is nothing."""
    missing: frozenset[str] = frozenset()
    """Ids of records that some edition has sealed and that are not there any more; seals say whether they may be."""
    seals: Mapping[str, Sealed] = field(default_factory=dict)
    """What one edition has sealed, by record id; nothing until that edition is chosen."""
    places: Mapping[str, FilePlaces] = field(default_factory=dict, compare=False, repr=False)
    """By record id; `site.yaml` and `people.yaml` for the configuration."""

    @property
    def has_register(self) -> bool:
        """Whether the edition has a register (台账)."""
        return self.goes_without.isdisjoint(OF_THE_REGISTER)

    def minutes(self) -> tuple[Minutes, ...]:
        """Return the meetings, earliest first."""
        found = (record for record in self.records if isinstance(record, Minutes))
        return tuple(sorted(found, key=lambda one: (one.start.date, str(one.start), one.id)))

    def speeches(self) -> tuple[Speech, ...]:
        """Return the speeches, earliest first."""
        found = (record for record in self.records if isinstance(record, Speech))
        return tuple(sorted(found, key=lambda one: (one.date, one.id)))

    def updates(self) -> tuple[Updates, ...]:
        """Return the update files, earliest first."""
        found = (record for record in self.records if isinstance(record, Updates))
        return tuple(sorted(found, key=lambda one: (one.date, one.id)))

    def briefings(self) -> tuple[Briefing, ...]:
        """Return the briefings, earliest first."""
        found = (record for record in self.records if isinstance(record, Briefing))
        return tuple(sorted(found, key=lambda one: (one.date, one.id)))

    def language_of(self, own: str | None, series: str | None) -> str:
        """Return the language of a record: its own, else that of its series, else of the site."""
        found = self.site.series_by_id(series)
        return own or (found.lang if found else None) or self.site.language

    def span(self, record: str, *way: str | int) -> Span | None:
        """Return where a value of a record stands; None: its file is not known."""
        places = self.places.get(record)
        return places.of(tuple(way)) if places else None

    def span_of_key(self, record: str, way: Field) -> Span | None:
        """Return where the key of a value stands."""
        places = self.places.get(record)
        return places.of_key(way) if places else None


def values_of(record: Record) -> dict[str, Any]:
    """Return a record as JSON has it, in the order of its fields, nothing that was left out."""
    return record.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def spelled(values: object) -> bytes:
    """Return the one spelling of values: JSON, sorted keys, UTF-8."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def canonical(record: Record) -> bytes:
    """Return the one spelling of a record."""
    return spelled(values_of(record))


def source_hash(record: Record) -> str:
    """Return the sha256 of the canonical record, in hexadecimal; of the projected one, after `project`."""
    return hashlib.sha256(canonical(record)).hexdigest()
