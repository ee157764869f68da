"""The files of records: which they are, and what came of each."""

from __future__ import annotations

import functools
from pathlib import PurePosixPath

from reportgen import disk
from reportgen.formats.kept import KeptRecord, places_again
from reportgen.formats.record import ReadRecord, read_record
from reportgen.formats.yaml.guards import MOST_BYTES
from reportgen.model.meeting import FOLDERS
from reportgen.model.seal import SEALS
from reportgen.model.source import FilePlaces, Span
from reportgen.model.values import ID, RESERVED
from reportgen.stages.load.findings import (
    BAD_NAME,
    CLOSED_FOLDER,
    NOT_A_FILE,
    RESERVED_NAME,
    SAME_ID,
    STRAY_FILE,
    STRAY_RECORD,
)
from reportgen.stages.load.reading import Reading

KNOWN_FOLDERS = {*FOLDERS.values(), SEALS}
"""What nobody can see into, nobody can build from."""


def id_claimed(entry: disk.Entry, reading: Reading) -> str | None:
    """Return the id a file claims, or None where it is no record; strays are said, never passed over."""
    path = PurePosixPath(entry.name)
    below = path.parts[0] if path.parts else None
    if entry.name in {"site.yaml", "people.yaml"}:
        return None
    if entry.kind == "unreadable":
        reading.problems.append(CLOSED_FOLDER.at(Span(entry.name or "."), name=entry.name or "."))
        reading.has_blind_spot |= below is None or below in KNOWN_FOLDERS
        return None
    if entry.kind == "other":
        reading.problems.append(NOT_A_FILE.at(Span(entry.name)))
        # A link may stand for a folder of records, whose pages must not be taken for gone.
        reading.has_blind_spot |= below in KNOWN_FOLDERS and path.suffix != ".yaml"
    is_record = below in FOLDERS.values() and len(path.parts) > 1 and path.suffix == ".yaml"
    if entry.kind == "file" and below != "assets" and not is_record and not is_seal(entry):
        # A record that is passed over takes its actions with it; a note to oneself takes nothing.
        is_lost = path.suffix.lower() in {".yaml", ".yml"}
        reading.problems.append((STRAY_RECORD if is_lost else STRAY_FILE).at(Span(entry.name), name=entry.name))
        reading.unreadable |= {path.stem} if is_lost else set()
    return path.stem if is_record else None


def read_one(entry: disk.Entry, stem: str, reading: Reading) -> None:
    """Read the file of a record, unless its name says already that nothing can come of it."""
    name = entry.name
    if not ID.fullmatch(stem) or RESERVED.fullmatch(stem):
        kind = BAD_NAME if not ID.fullmatch(stem) else RESERVED_NAME
        reading.problems.append(kind.at(Span(name), name=PurePosixPath(name).name))
        reading.unreadable.add(stem)
        return
    if stem in reading.paths:
        # Of two files with one id neither can be trusted to be the record.
        other = reading.paths[stem]
        reading.problems.append(SAME_ID.at(Span(name), id=stem, other=other))
        reading.records.pop(stem, None)
        reading.unreadable.add(stem)
        return
    reading.paths[stem] = name
    content = reading.bytes_of(name, MOST_BYTES) if entry.kind != "other" else None
    if content is None:
        reading.places.ready[stem] = FilePlaces(name)
        reading.unreadable.add(stem)
    else:
        read_content(content, name, stem, reading)


def read_content(content: bytes, name: str, stem: str, reading: Reading) -> None:
    """Read a record, or take it as it was read before; where its values stand waits until somebody asks."""
    read: ReadRecord | KeptRecord | None = reading.kept.record(content, name)
    if isinstance(read, KeptRecord):
        reading.places.waiting[stem] = functools.partial(places_again, read.trail, content, name)
    else:
        read = read_record(content, name)
        reading.kept.keep_record(content, name, read)
        reading.places.ready[stem] = read.places
    reading.problems += read.problems
    if read.record:
        reading.records[stem] = read.record
        reading.named[stem] = read.assets
    else:
        reading.unreadable.add(stem)


def is_seal(entry: disk.Entry, edition: str | None = None) -> bool:
    """Whether a file stands where seals do, of one edition or of any."""
    path = PurePosixPath(entry.name)
    is_there = path.parts[0] == SEALS and len(path.parts) == 3 and path.suffix == ".yaml"
    return is_there and entry.kind == "file" and edition in {None, path.parts[1]}
