"""Sealing: what an edition gave its readers is written down beside the content, and what must go is taken down.

A seal holds the record as the edition has it and the sha256 of the files that were made of it. Taking down keeps the
sha256 and takes the words out: an archive that shows nothing any more need not keep them in its seals either.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen import disk
from reportgen.formats.manifest import MANIFEST, Entry, files_of
from reportgen.formats.seals import read_seals, sealed_words, write_seals
from reportgen.model.content import source_hash
from reportgen.model.diagnostic import Diagnostic, Severity, error
from reportgen.model.meeting import Briefing, Minutes, Record, Speech
from reportgen.model.seal import SEALS, Seal, SealFile, Takedown
from reportgen.pipeline.editions import UNKNOWN_EDITION, Held, hold
from reportgen.stages.load import load, load_seals
from reportgen.stages.plan.revisions import is_of_revisions
from reportgen.stages.project import project

NOTHING_TO_SEAL = error(
    "unknown-record",
    en="the edition “{edition}” holds no record “{value}” that can be sealed",
    zh="“{edition}”版没有可以封存的记录“{value}”",
    hint_en="write the file name of minutes, a speech or a briefing, without .yaml",
    hint_zh="写纪要、讲话或简报的文件名，不带 .yaml",
)
NOT_APPROVED = error(
    "seal-not-approved",
    en="“{value}” is not approved: it says `minutes: {state}`",
    zh="“{value}”尚未签发：写的是 `minutes: {state}`",
    hint_en="seal it once it says `minutes: approved`",
    hint_zh="改为 `minutes: approved` 之后再封存",
)
NOT_BUILT = error(
    "seal-not-built",
    en="{folder} was not made of the record “{value}” as it is now",
    zh="{folder} 不是用现在的记录“{value}”生成的",
    hint_en="run `reportgen build --edition {edition}` first, into the folder that -o names",
    hint_zh="请先运行 `reportgen build --edition {edition}`，输出到 -o 所指的文件夹",
)


@dataclass(frozen=True, slots=True)
class SealOrder:
    """What is asked for."""

    content: Path
    output: Path
    """Folder the edition was built into."""
    as_of: dt.date
    """The day it is sealed, or taken down."""
    edition: str | None = None
    """One of site.yaml; None: the one that holds everything."""
    records: tuple[str, ...] = ()
    """By id; (): every approved one that has no seal of its present revision."""
    by: str | None = None


Sealable = Minutes | Speech | Briefing
"""Records that have a page of their own."""
Outcome = tuple[tuple[str, ...], tuple[Diagnostic, ...]]
"""The files that were written, from the content folder, and what was found; with an error none is written."""


def seal(order: SealOrder) -> Outcome:
    """Seal records of an edition as they were built.

    Raises:
        ReportgenError: a file of seals cannot be written.
    """
    held, findings = hold(order.content, order.edition, order.as_of)
    errors = tuple(one for one in findings if one.severity is Severity.ERROR)
    if held is None or errors:
        return (), errors
    named = {one.id: one for one in held.content.records if isinstance(one, Sealable)}
    approved = tuple(one.id for one in named.values() if _state_of(one) == "approved")
    manifest = files_of(disk.read_if_there(order.output / held.edition.id / MANIFEST))
    files: dict[str, SealFile] = {}
    problems: list[Diagnostic] = []
    for identity in order.records or approved:
        sealed, record = held.content.seals.get(identity), named.get(identity)
        if sealed and sealed.last and record and sealed.last.revision == record.revision_number:
            continue
        if record is None:
            problems.append(NOTHING_TO_SEAL.at(None, value=identity, edition=held.edition.id))
        elif problem := _why_not(record, held, manifest, order):
            problems.append(problem)
        else:
            file = sealed.file if sealed else _new_file(record)
            one = _seal_of(held.alone[identity], _made_of(record, manifest), order)
            files[identity] = file.model_copy(update={"seals": (*file.seals, one)})
    return _write(order.content, held.edition.id, files, problems)


def _why_not(record: Sealable, held: Held, manifest: Mapping[str, Entry], order: SealOrder) -> Diagnostic | None:
    """Return why a record cannot be sealed; None: it can."""
    state = _state_of(record)
    if state in {"draft", "review"}:
        return NOT_APPROVED.at(held.content.span(record.id, "minutes"), value=record.id, state=state)
    made = _made_of(record, manifest)
    if not made or any(one.get("source") != source_hash(record) for one in made.values()):
        edition = held.edition.id
        return NOT_BUILT.at(None, value=record.id, edition=edition, folder=order.output / edition)
    return None


def _state_of(record: Sealable) -> str | None:
    """Return how far a record has come; a briefing says nothing of that, so it is sealed by name only."""
    return None if isinstance(record, Briefing) else record.minutes


def _made_of(record: Sealable, manifest: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return what the manifest says of the files that show a record as it is now."""
    own = {path: one for path, one in manifest.items() if one.get("record") == record.id}
    return {path: one for path, one in own.items() if not is_of_revisions(path)}


def _new_file(record: Sealable) -> SealFile:
    # What comes from the command line is not judged here: the door reads the file before it is written.
    return SealFile.model_construct(x={}, kind=record.kind)


def _seal_of(alone: Record, made: Mapping[str, Entry], order: SealOrder) -> Seal:
    return Seal.model_construct(
        x={},
        revision=alone.revision_number,
        date=order.as_of,
        by=order.by,
        sha256=source_hash(alone),
        outputs={path: one["sha256"] for path, one in made.items()},
        record=sealed_words(alone),
    )


def take_down(order: SealOrder, ground: str) -> Outcome:
    """Take records of an edition down: its next build shows a note in their place, and keeps nothing of them.

    Raises:
        ReportgenError: a file of seals cannot be written.
    """
    content, problems = load(order.content)
    if content is None:
        return (), problems
    edition = content.site.whole if order.edition is None else content.site.edition(order.edition)
    if edition is None:
        known = ", ".join(one.id for one in content.site.editions or (content.site.whole,))
        return (), (UNKNOWN_EDITION.at(None, value=order.edition, known=known),)
    content, problems = load_seals(order.content, content, edition.id)
    alone = project(content, edition).alone
    files: dict[str, SealFile] = {}
    for identity in order.records:
        sealed, record = content.seals.get(identity), alone.get(identity)
        file = sealed.file if sealed else _new_file(record) if isinstance(record, Sealable) else None
        if file is None:
            # A note in place of a record that this edition never held would tell of it.
            problems = (*problems, NOTHING_TO_SEAL.at(None, value=identity, edition=edition.id))
        elif sealed is None or not sealed.is_down(record):
            files[identity] = _taken_down(file, record, order, ground)
    return _write(order.content, edition.id, files, problems)


def _taken_down(file: SealFile, record: Record | None, order: SealOrder, ground: str) -> SealFile:
    """Return the seals of a record without its words, and the note of why it went."""
    latest = max([1, *(one.revision for one in file.seals), record.revision_number if record else 1])
    down = Takedown.model_construct(x={}, revision=latest, date=order.as_of, ground=ground, by=order.by)
    bare = tuple(one.model_copy(update={"record": None}) for one in file.seals)
    return file.model_copy(update={"seals": bare, "takedown": down})


def _write(folder: Path, edition: str, files: Mapping[str, SealFile], findings: Iterable[Diagnostic]) -> Outcome:
    """Write files of seals, once the door takes every one of them."""
    contents = {f"{SEALS}/{edition}/{identity}.yaml": write_seals(file) for identity, file in files.items()}
    problems = (*findings, *(one for name, content in contents.items() for one in read_seals(content, name)[1]))
    if _has_error(problems):
        return (), problems
    for name, content in contents.items():
        disk.replace_file(folder / name, content, read=disk.read_if_there(folder / name))
    return tuple(contents), problems


def _has_error(findings: Iterable[Diagnostic]) -> bool:
    return any(one.severity is Severity.ERROR for one in findings)
