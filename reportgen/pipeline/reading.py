"""Reading: load → check, and what is wrong with each file in an order people read."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from reportgen.formats.record import files_in
from reportgen.formats.yaml.findings import MORE_FINDINGS, MOST_FINDINGS
from reportgen.model.config import SiteConfig
from reportgen.model.content import Content
from reportgen.model.diagnostic import Diagnostic, DiagnosticKind, Severity
from reportgen.model.meeting import FOLDERS
from reportgen.model.seal import SEALS
from reportgen.model.source import Span
from reportgen.pipeline.timing import UNTIMED, Timer
from reportgen.stages.check import check, with_severities
from reportgen.stages.load import NOTHING_KEPT, Kept, load


def inspect(
    folder: Path, as_of: dt.date, timer: Timer = UNTIMED, kept: Kept = NOTHING_KEPT
) -> tuple[Content | None, tuple[Diagnostic, ...]]:
    """Return what a content folder holds and everything that is wrong with it on a day, without building."""
    timer.stage("load")
    content, problems = load(folder, kept)
    if content is None:
        return None, listed(problems)
    timer.stage("check")
    return content, listed((*told_of(problems, content.site), *check(content, as_of)))


def told_of(problems: Iterable[Diagnostic], site: SiteConfig) -> tuple[Diagnostic, ...]:
    """Return findings with the severities of `site.yaml`; an error stays one: what cannot be read is not printed."""
    errors = [one for one in problems if one.severity is Severity.ERROR]
    others = [one for one in problems if one.severity is not Severity.ERROR]
    return (*errors, *with_severities(others, site.rules))


def spoiled(findings: Iterable[Diagnostic]) -> set[str]:
    """Return the ids of records with an error, in them or in their seals."""
    paths = [PurePosixPath(one.span.path) for one in findings if one.span and one.severity is Severity.ERROR]
    return {path.stem for path in paths if path.suffix == ".yaml" and path.parts[0] in {*FOLDERS.values(), SEALS}}


def without(content: Content, spoiled: Collection[str]) -> Content:
    """Return the content without records that must not be published, and without files that only those name.

    They count as unreadable.
    """
    sound = tuple(record for record in content.records if record.id not in spoiled)
    # Looking through all texts is for nothing where there are no files.
    named = {name for record in sound for name in files_in(record)} if content.assets else set()
    return replace(
        content,
        records=sound,
        unreadable=tuple(sorted({*content.unreadable, *spoiled})),
        assets={name: one for name, one in content.assets.items() if name in {*named, content.site.house.logo}},
    )


def discreet(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return findings as an open edition tells them: code, record and field; no line, which moves, and no quote."""
    return tuple(
        Diagnostic(
            DiagnosticKind(one.code, one.kind.severity, {"en": ""}, {"en": ""}),
            None,
            severity_override=one.severity_override,
            document=" ".join(part for part in (one.span.path, one.span.field) if part) if one.span else one.document,
        )
        for one in findings
    )


_RANK = {severity: rank for rank, severity in enumerate(Severity)}


def listed(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the findings in order, of each file no more than somebody reads: errors first, the rest as a number."""
    chosen: list[Diagnostic] = []
    for _, group in itertools.groupby(in_order(findings), lambda one: one.span and one.span.path):
        of_file = sorted(group, key=lambda one: _RANK[one.severity])
        # One more is no gain to leave out; and the door says what it left out in a line of its own.
        most = MOST_FINDINGS if len(of_file) > MOST_FINDINGS + 1 else len(of_file)
        chosen += of_file[:most]
        if rest := of_file[most:]:
            chosen.append(replace(MORE_FINDINGS.at(rest[0].span, count=len(rest)), severity_override=rest[0].severity))
    return in_order(chosen)


def in_order(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return findings by place; those that have none come first."""
    return tuple(sorted(findings, key=lambda one: (one.span or Span(""), one.document or "", one.code, one.values)))
