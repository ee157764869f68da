"""Editions: what one of them is made of, and what it may say.

An open edition, one that does not hold everything, is made only of content without an error. What is wrong with the
rest is nobody's business who reads that edition: it says one constant line, and what it says besides is worked out
from what it holds alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from reportgen import disk
from reportgen.model.config import Edition
from reportgen.model.content import Content, source_hash
from reportgen.model.diagnostic import Diagnostic, Severity, error
from reportgen.model.meeting import Record, Updates
from reportgen.model.seal import SEALS
from reportgen.model.source import Span
from reportgen.pipeline.reading import discreet, inspect, listed, spoiled, without
from reportgen.pipeline.timing import UNTIMED, Timer
from reportgen.rules.sealing import sealed_records_stay, takedowns_hold
from reportgen.stages.check import OF_ONE_RECORD, check
from reportgen.stages.load import NOTHING_KEPT, Kept, load_seals, load_site
from reportgen.stages.project import project

UNKNOWN_EDITION = error(
    "unknown-edition",
    en="site.yaml declares no edition “{value}”",
    zh="site.yaml 没有声明版本“{value}”",
    hint_en="write one of: {known}",
    hint_zh="可以写：{known}",
)
EDITION_NOT_MADE = error(
    "edition-not-made",
    en="this edition was not made, and nothing of it was replaced",
    zh="这一版没有生成，原有文件都没有改动",
    hint_en="`reportgen check` without --edition says what is wrong",
    hint_zh="请运行不带 --edition 的 `reportgen check` 查看原因",
)

SEALS_OF_NO_EDITION = error(
    "seals-of-no-edition",
    en="site.yaml declares no edition “{value}”, so nothing holds to its seals",
    zh="site.yaml 没有声明版本“{value}”，其封存无人遵守",
    hint_en="rename the folder as the edition was renamed, or declare the edition again",
    hint_zh="版本改名的，文件夹也照改；否则请重新声明该版本",
)


@dataclass(frozen=True, slots=True)
class Held:
    """What an edition is made of."""

    content: Content
    """Projected: nothing in it is kept from the readers."""
    edition: Edition
    withheld: tuple[str, ...]
    """Words of what is kept from them."""
    alone: Mapping[str, Record]
    """What it holds of each record by itself, as seals have it."""

    @property
    def is_open(self) -> bool:
        """Whether there are readers who may not read everything."""
        return not self.edition.holds_everything(self.content.site.access_levels)

    @property
    def digest(self) -> str:
        """Sha256 of all it is made of, in hexadecimal."""
        told = sha256()
        for one in self.content.records:
            told.update(f"{one.id} {source_hash(one)}\n".encode())
        for name, asset in sorted(self.content.assets.items()):
            told.update(f"{name} {asset.digest}\n".encode())
        seals = (sealed.file for _, sealed in sorted(self.content.seals.items()))
        for shape in (self.content.site, self.content.people, *seals):
            told.update(shape.model_dump_json(by_alias=True).encode() + b"\n")
        return told.hexdigest()

    def furnished(self, language: str | None) -> Held:
        """Return it with pages that speak one language around the words of the records; None: each its own."""
        if language is None:
            return self
        site, records = self.content.site, self.content.records
        languages = (language, *(one for one in site.languages if one != language))
        spoken = (one if isinstance(one, Updates) else one.model_copy(update={"lang": language}) for one in records)
        site = site.model_copy(update={"languages": languages})
        return replace(self, content=replace(self.content, site=site, records=tuple(spoken)))


def declared_editions(folder: Path) -> tuple[str, ...]:
    """Return the names of the editions that site.yaml declares; (): it declares none, or cannot be read."""
    site = load_site(folder)
    return tuple(one.id for one in site.editions) if site else ()


def id_of_edition(folder: Path, name: str | None) -> str | None:
    """Return the id of an edition, which its folder has too; None: site.yaml declares none so, or cannot be read.

    Args:
        folder: the content folder.
        name: of the edition; None: the one that holds everything.
    """
    site = load_site(folder)
    edition = (site.whole if name is None else site.edition(name)) if site else None
    return edition.id if edition else None


def is_open_edition(folder: Path, name: str | None) -> bool:
    """Whether an edition does not hold everything, or nobody can say."""
    site = load_site(folder)
    edition = (site.whole if name is None else site.edition(name)) if site else None
    return name is not None if site is None else edition is None or not edition.holds_everything(site.access_levels)


def hold(
    folder: Path, name: str | None, as_of: dt.date, timer: Timer = UNTIMED, kept: Kept = NOTHING_KEPT
) -> tuple[Held | None, tuple[Diagnostic, ...]]:
    """Return what an edition is made of, and what may be said of it; None: it cannot be made.

    Args:
        folder: the content folder.
        name: of the edition; None: the one that holds everything.
        as_of: the day it is seen from.
        timer: hears which stage begins.
        kept: what was read before.
    """
    content, findings = inspect(folder, as_of, timer, kept)
    if content is None:
        return None, findings if name is None else (EDITION_NOT_MADE.at(None),)
    edition = content.site.whole if name is None else content.site.edition(name)
    if edition is None:
        known = ", ".join(one.id for one in content.site.editions or (content.site.whole,))
        return None, (UNKNOWN_EDITION.at(None, value=name, known=known),)
    timer.stage("project")
    content, damaged = load_seals(folder, content, edition.id, kept)
    findings = listed((*findings, *damaged))
    if edition.holds_everything(content.site.access_levels):
        return _hold_all(content, edition, findings)
    if content.unreadable or any(one.severity is Severity.ERROR for one in findings):
        return None, (EDITION_NOT_MADE.at(None),)
    projection = project(content, edition)
    if any(sealed_records_stay(content, edition.id, projection.alone)):
        return None, (EDITION_NOT_MADE.at(None),)
    held = Held(projection.content, edition, projection.withheld, projection.alone)
    return held, _told(projection.content, as_of)


def _hold_all(
    content: Content, edition: Edition, findings: tuple[Diagnostic, ...]
) -> tuple[Held, tuple[Diagnostic, ...]]:
    """Return the edition with everything, without the records in which, or in whose seals, something is wrong."""
    sound = without(content, spoiled(findings))
    projection = project(sound, edition)
    broken = tuple(sealed_records_stay(sound, edition.id, projection.alone))
    if broken:
        findings = listed((*findings, *broken))
        projection = project(without(sound, spoiled(broken)), edition)
    return Held(projection.content, edition, (), projection.alone), findings


def _told(content: Content, as_of: dt.date) -> tuple[Diagnostic, ...]:
    """Return what may be said of an open edition: found in each record it holds, as code, record and field.

    Nothing of it is an error: the whole content has none, so what would be one comes of what is left out.
    """
    found = check(content, as_of, OF_ONE_RECORD)
    capped = (
        replace(one, severity_override=Severity.WARNING) if one.severity is Severity.ERROR else one for one in found
    )
    return discreet(listed(capped))


def inspect_edition(folder: Path, name: str | None, as_of: dt.date) -> tuple[Diagnostic, ...]:
    """Return what may be said of an edition, without building it; None: of the whole content, and of all its seals."""
    if name is None:
        content, findings = inspect(folder, as_of)
        return listed((*findings, *_broken_seals(folder, content))) if content else findings
    try:
        return hold(folder, name, as_of)[1]
    # A traceback quotes what it stumbled over.
    except Exception:
        if is_open_edition(folder, name):
            return (EDITION_NOT_MADE.at(None),)
        raise


def _broken_seals(folder: Path, content: Content) -> Iterator[Diagnostic]:
    """Yield what is wrong with the seals of every edition, or with the records under them."""
    known = {one.id for one in content.site.editions or (content.site.whole,)}
    for entry in disk.list_entries(folder / SEALS):
        if entry.kind == "folder" and entry.name not in known:
            yield SEALS_OF_NO_EDITION.at(Span(f"{SEALS}/{entry.name}"), value=entry.name)
    for edition in content.site.editions or (content.site.whole,):
        own, damaged = load_seals(folder, content, edition.id)
        yield from damaged
        if own.seals:
            alone = project(own, edition).alone
            yield from sealed_records_stay(own, edition.id, alone)
            yield from takedowns_hold(own, edition.id, alone)
