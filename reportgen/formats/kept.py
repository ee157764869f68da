"""What was read once, as bytes to be kept and read again: a sound record with its warnings, a clean picture.

A record is read again through its own schema, so what comes back could stand in a file, whoever wrote the bytes.
What does not fit counts as not there.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field, replace
from typing import Literal

from pydantic import PositiveInt, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from reportgen.formats.record import NamedAsset, ReadRecord
from reportgen.formats.yaml import read_document
from reportgen.formats.yaml.guards import text_of
from reportgen.formats.yaml.trail import At, Step, Trail, places_of, trail_of
from reportgen.model.content import Asset
from reportgen.model.diagnostic import Diagnostic, Severity
from reportgen.model.meeting import FOLDERS, RECORDS, Record
from reportgen.model.source import FilePlaces


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """A sound record as it was read once; where its values stand has to be asked of the file."""

    record: Record
    problems: tuple[Diagnostic, ...]
    assets: tuple[NamedAsset, ...]
    trail: bytes = field(repr=False)
    """What `places_again` makes the side table of; most are never asked for."""


@dataclass(frozen=True, slots=True)
class _RecordHead:
    """The first line of a kept record; the second is the record, the third where its values stand."""

    kind: Literal["minutes", "speech", "updates", "briefing"]
    problems: tuple[Diagnostic, ...]
    assets: tuple[NamedAsset, ...]


@dataclass(frozen=True, slots=True)
class _Trail:
    """The third line of a kept record."""

    steps: list[Step]
    blocks: list[At]


@dataclass(frozen=True, slots=True)
class _ImageHead:
    """The first line of a kept picture; the rest is the picture."""

    media_type: Literal["image/png", "image/jpeg"]
    width: PositiveInt
    height: PositiveInt


def record_kept(read: ReadRecord) -> bytes | None:
    """Return a record as bytes to be kept; None: it is not sound, or cannot be told in bytes."""
    trail = trail_of(read.places)
    if read.record is None or trail is None or any(one.severity is Severity.ERROR for one in read.problems):
        return None
    try:
        head = _record_head().dump_json(_RecordHead(read.record.kind, read.problems, read.assets))
        # Not what was left out: most fields of a record are.
        record = read.record.model_dump_json(by_alias=True, exclude_defaults=True).encode()
    except (PydanticSerializationError, UnicodeEncodeError):
        return None
    return b"\n".join((head, record, _trail().dump_json(_Trail(trail.steps, trail.blocks))))


def record_again(kept: bytes, name: str) -> KeptRecord | None:
    """Return a record from the bytes that were kept; None: they are not those of the record of that name.

    Args:
        kept: what `record_kept` returned once.
        name: the path of the file from the content folder.

    """
    try:
        first, second, trail = kept.split(b"\n")
        head = _record_head().validate_json(first)
        record = RECORDS[head.kind].model_validate_json(second)
    except ValueError:
        return None
    is_own = name.startswith(f"{FOLDERS[head.kind]}/") and name.endswith(f"/{record.id}.yaml")
    return KeptRecord(record, head.problems, head.assets, trail) if is_own else None


def places_again(trail: bytes, content: bytes, name: str) -> FilePlaces:
    """Return where the values of a file stand, from the trail that was kept; where that is of no use, from the file."""
    text, _ = text_of(content, name)
    try:
        kept = _trail().validate_json(trail)
    except ValidationError:
        return read_document(content, name).places
    is_trail = all(around < number for number, (around, *_) in enumerate(kept.steps) if number)
    if text is None or not is_trail:
        return read_document(content, name).places
    return replace(places_of(Trail(kept.steps, kept.blocks), name), text=text)


def image_kept(image: Asset) -> bytes:
    """Return a clean picture as bytes to be kept."""
    head = {"media_type": image.media_type, "width": image.width, "height": image.height}
    return _image_head().dump_json(_image_head().validate_python(head)) + b"\n" + image.content


def image_again(kept: bytes, name: str) -> Asset | None:
    """Return a clean picture from the bytes that were kept, under a name; None: they are not those of one."""
    first, _, content = kept.partition(b"\n")
    try:
        head = _image_head().validate_json(first)
    except ValidationError:
        return None
    return Asset(name, head.media_type, content, head.width, head.height)


@functools.cache
def _record_head() -> TypeAdapter[_RecordHead]:
    return TypeAdapter(_RecordHead)


@functools.cache
def _trail() -> TypeAdapter[_Trail]:
    return TypeAdapter(_Trail)


@functools.cache
def _image_head() -> TypeAdapter[_ImageHead]:
    return TypeAdapter(_ImageHead)
