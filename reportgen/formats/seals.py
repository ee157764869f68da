"""A file of seals, in and out: the records in it stand as JSON, each held by the sha256 of its one spelling."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePosixPath

from reportgen.formats.record import wrong_prose
from reportgen.formats.yaml import read_document, validate
from reportgen.formats.yaml.scalars import scalar
from reportgen.model.content import spelled, values_of
from reportgen.model.diagnostic import Diagnostic, Severity, error
from reportgen.model.meeting import RECORDS, Record
from reportgen.model.seal import Seal, Sealed, SealFile
from reportgen.model.source import FilePlaces

DAMAGED = error(
    "seal-damaged",
    en="the seal of revision {revision} does not fit the record in it",
    zh="第{revision}版的封存值与其中的记录不符",
    hint_en="seals are written by `reportgen seal`, never by hand: take back what was changed",
    hint_zh="封存文件由 `reportgen seal` 写出，不可手改：请恢复原文件",
)
OUT_OF_ORDER = error(
    "seal-out-of-order",
    en="revision {revision} stands behind revision {before}",
    zh="第{revision}版排在第{before}版之后",
    hint_en="seals are written by `reportgen seal`, never by hand: take back what was changed",
    hint_zh="封存文件由 `reportgen seal` 写出，不可手改：请恢复原文件",
)


def read_seals(content: bytes, name: str) -> tuple[Sealed | None, tuple[Diagnostic, ...]]:
    """Return the seals in a file below seals/, or None and what is wrong with it.

    Args:
        content: the file, as read.
        name: its path from the content folder; the stem is the id of the record.
    """
    document = read_document(content, name)
    file, wrong = validate(document, SealFile)
    problems = [*document.problems, *wrong]
    if file is None or any(one.severity is Severity.ERROR for one in problems):
        return None, tuple(problems)
    identity = PurePosixPath(name).stem
    records = {one.revision: _record_in(one, file.kind, identity) for one in file.seals if one.record is not None}
    problems += _damages(file, records, document.places)
    sound = {revision: record for revision, record in records.items() if record is not None}
    return None if problems else Sealed(identity, file, sound), tuple(problems)


def _record_in(seal: Seal, kind: str, identity: str) -> Record | None:
    """Return the record of a seal; None: it is not what was sealed."""
    try:
        values = json.loads(seal.record or "")
        if hashlib.sha256(spelled(values)).hexdigest() != seal.sha256:
            return None
        record = RECORDS[kind].model_validate(values)
    except (ValueError, RecursionError):
        return None
    is_own = record.id == identity and record.revision_number == seal.revision
    return record if is_own and not any(wrong_prose(record, FilePlaces(identity))) else None


def _damages(file: SealFile, records: dict[int, Record | None], places: FilePlaces) -> Iterator[Diagnostic]:
    for position, one in enumerate(file.seals):
        if one.record is not None and records[one.revision] is None:
            yield DAMAGED.at(places.of(("seals", position, "record")), revision=one.revision)
    for position, (before, after) in enumerate(pairwise(file.seals), 1):
        if before.revision >= after.revision:
            span = places.of(("seals", position, "revision"))
            yield OUT_OF_ORDER.at(span, revision=after.revision, before=before.revision)


def sealed_words(record: Record) -> str:
    """Return a record as it stands in a seal: JSON that people can read and compare, in the order of its fields."""
    return json.dumps(values_of(record), ensure_ascii=False, indent=1)


def write_seals(file: SealFile) -> bytes:
    """Return a file of seals; the same seals give the same bytes."""
    lines = ["# Written by reportgen seal. A change here is found by the next check.", f"kind: {file.kind}"]
    lines += ["seals:"] if file.seals else []
    for one in file.seals:
        lines += [f"  - revision: {one.revision}", f"    date: {one.date}"]
        lines += [f"    by: {scalar(one.by)}"] if one.by else []
        lines += [f"    sha256: {one.sha256}", *(["    outputs:"] if one.outputs else [])]
        lines += (f"      {path}: {digest}" for path, digest in sorted(one.outputs.items()))
        lines += ["    record: |", *(f"      {line}" for line in one.record.split("\n"))] if one.record else []
    if down := file.takedown:
        lines += ["takedown:", f"  revision: {down.revision}", f"  date: {down.date}"]
        lines += [f"  ground: {scalar(down.ground)}", *([f"  by: {scalar(down.by)}"] if down.by else [])]
    # What a shell passed on and is no UTF-8 is written as it came; the door refuses it in words.
    return ("\n".join(lines) + "\n").encode("utf-8", "surrogateescape")
