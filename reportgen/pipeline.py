"""The order of a build: load → check → project → resolve → plan → render → print → publish.

Check looks at the whole content, so that a reference is judged by all there is; what it finds wrong is set aside
before anything is projected.
"""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from reportgen import disk
from reportgen.environment import look_around, require_printer
from reportgen.formats.notes import Draft, draft_meeting, next_id, next_moment
from reportgen.formats.record import assets_named
from reportgen.formats.yaml.findings import MORE_FINDINGS, MOST_FINDINGS
from reportgen.model.build import Artifact, BuildPlan, Page, Printed, PrintJob
from reportgen.model.config import SiteConfig
from reportgen.model.content import Content
from reportgen.model.diagnostic import Diagnostic, Severity, error
from reportgen.model.meeting import FOLDERS
from reportgen.model.site import Site
from reportgen.model.source import Span
from reportgen.rules.references import UNKNOWN_SERIES
from reportgen.stages import publish as publishing
from reportgen.stages.check import check, with_severities
from reportgen.stages.load import load
from reportgen.stages.plan import plan
from reportgen.stages.project import FULL, project
from reportgen.stages.render import render
from reportgen.stages.resolve import resolve
from reportgen.text import spelling
from reportgen.theme import Theme, templates_beside

UNKNOWN_RECORD = error(
    "unknown-record",
    en="there is no record “{value}” to build",
    zh="没有可以生成的记录“{value}”",
    hint_en="write the file name without .yaml",
    hint_zh="写文件名，不带 .yaml",
)

NO_DATE = error(
    "no-date",
    en="nothing says when the next meeting of “{value}” is",
    zh="没有记录说明系列“{value}”下次会议的时间",
    hint_en="give it: --date 2026-07-16",
    hint_zh="请指定：--date 2026-07-16",
)
ALREADY_ON_RECORD = error(
    "already-on-record",
    en="the meeting of “{value}” on {day} is on record already: {record}",
    zh="系列“{value}”{day} 的会议已有记录：{record}",
    hint_en="write in that file, or give another day: --date 2026-07-16",
    hint_zh="请在该文件中填写，或另选日期：--date 2026-07-16",
)

Tell = Callable[[str, int, int], None]
"""Hears how far the build is: what was just made, how many are done, how many there are."""


@dataclass(frozen=True, slots=True)
class BuildOrder:
    """What is asked for."""

    content: Path
    output: Path
    as_of: dt.date
    outputs: frozenset[str] | None = None
    """html, pdf or both; None: as site.yaml says."""
    only: str | None = None
    """The id of one record; None: everything."""
    jobs: int = 2
    """Printer processes at the most."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What came of it."""

    findings: tuple[Diagnostic, ...]
    """All of them, in order of place."""
    printing: tuple[Diagnostic, ...] = ()
    """Those that only printing brought to light."""
    pages: int = 0
    documents: int = 0
    """PDFs printed."""
    written: int = 0
    """Files that changed on disk."""
    kept: tuple[str, ...] = ()
    """Files of an earlier build that stay because nothing good could replace them."""
    folder: Path | None = None
    """The edition's; None: nothing was built."""


def inspect(folder: Path) -> tuple[Content | None, tuple[Diagnostic, ...]]:
    """Return what a content folder holds and everything that is wrong with it, without building."""
    content, problems = load(folder)
    if content is None:
        return None, _listed(problems)
    return content, _listed((*_told_of(problems, content.site), *check(content)))


Hear = Callable[[Iterable[Diagnostic]], None]
"""Hears findings as soon as they are known."""


def build(
    order: BuildOrder, tell: Tell = lambda _what, _done, _all: None, hear: Hear = lambda _findings: None
) -> BuildReport:
    """Make the edition `full` of a content folder.

    Raises:
        ReportgenError: this machine cannot print, the disk is full, another build runs, a template is broken.
    """
    content, findings = inspect(order.content)
    if content and order.only and order.only not in {*_with_pages(content), *content.unreadable}:
        findings = (UNKNOWN_RECORD.at(None, value=order.only), *findings)
        content = None
    hear(findings)
    if content is None:
        return BuildReport(findings)
    content = _without(content, _spoiled(findings))
    outputs = order.outputs or frozenset(content.site.formats)
    if "pdf" in outputs:
        require_printer(look_around())
    site = resolve(project(content, FULL), order.as_of)
    spans = {one.id: Span(content.places[one.id].path) for one in content.records}
    with disk.writing_to(order.output):
        return _make(order, site, outputs, findings, tell=tell, spans=spans)


def _with_pages(content: Content) -> Iterator[str]:
    """Yield the ids of records that have a page of their own."""
    yield from (one.id for one in content.minutes())
    yield from (one.id for one in content.speeches())


def draft_next(folder: Path, series: str, day: dt.date | None) -> tuple[Draft | None, tuple[Diagnostic, ...]]:
    """Return the record of the next meeting of a series, ready to be filled in; None: something is wrong."""
    content, problems = load(folder)
    if content is None:
        return None, _in_order(problems)
    found = content.site.series_by_id(series)
    if found is None:
        near = spelling.nearest(series, [one.id for one in content.site.series])
        return None, (UNKNOWN_SERIES.at(None, value=series, guess=f" ({near}?)" if near else ""),)
    held = [one for one in content.minutes() if one.series == series]
    when = next_moment(held, day)
    if when is None:
        return None, (NO_DATE.at(None, value=series),)
    taken = {*(one.id for one in content.records), *content.unreadable}
    name = next_id(found, held, when.date, taken)
    there = next((one.id for one in held if one.date == when.date), name if name in taken else None)
    if there:
        return None, (ALREADY_ON_RECORD.at(None, value=series, day=when.date, record=there),)
    site = resolve(project(content, FULL), when.date)
    live = [entry for entry in site.register if entry.series == series and entry.known_on(when.date).is_live]
    # With a draft too: what could not be read may hold open actions that are missing from it.
    beside = PurePosixPath(content.places[held[-1].id].path if held else "meetings/first").parent
    draft = draft_meeting(
        found,
        held,
        when,
        live,
        language=found.lang or content.site.language,
        access=content.site.access_levels[-1],
        path=f"{beside}/{name}.yaml",
    )
    return draft, _in_order(_told_of(problems, content.site))


def _make(
    order: BuildOrder,
    site: Site,
    outputs: frozenset[str],
    findings: tuple[Diagnostic, ...],
    *,
    tell: Tell,
    spans: Mapping[str, Span],
) -> BuildReport:
    theme = Theme(templates_beside(order.content))
    folder = order.output / FULL
    earlier = publishing.files_of(disk.read_if_there(folder / publishing.MANIFEST))
    first = plan(site, edition=FULL, outputs=outputs, only=order.only)
    printed = dict(_print_all(first, site, theme, order, tell=tell, spans=spans))
    broken = {path for path, one in printed.items() if one.pdf is None}
    unprinted = frozenset(page.record for page in first.pages if page.path in broken and page.record)
    # Web pages come second: they link to a PDF only where there is one.
    there = set(printed) - broken if "pdf" in outputs else set(earlier)
    records = [one.id for one in site.meetings] + [one.id for one in site.speeches]
    without = {record for record in records if not _has_pdf(record, there)}
    final = plan(site, edition=FULL, outputs=outputs, only=order.only, without_pdf=without)
    pages = [render(page, theme) for page in final.pages if not page.for_print]
    leaning = publishing.leaning_on(site.unreadable, (one.record for one in site.meetings))
    publication = publishing.publish(
        publishing.Edition(FULL, str(order.as_of), _versions(outputs)),
        [*_pages(pages), *_documents(final, printed), *publishing.copies(site.assets, final.copies)],
        earlier=earlier,
        gaps=publishing.Gaps(frozenset(site.unreadable), unprinted, leaning),
        outputs=outputs,
        partial=order.only is not None,
    )
    written = disk.publish(folder, publication.artifacts, publication.manifest, publication.gone)
    problems = [finding for one in printed.values() for finding in one.problems]
    return BuildReport(
        findings=_in_order((*findings, *problems)),
        printing=_in_order(problems),
        pages=sum(one.planned.path.endswith(".html") for one in pages),
        documents=len(printed) - len(broken),
        written=written,
        kept=publication.kept,
        folder=folder,
    )


def _has_pdf(record: str, paths: Collection[str]) -> bool:
    return f"meetings/{record}/{record}.pdf" in paths or f"speeches/{record}/{record}.pdf" in paths


def _print_all(
    made: BuildPlan, site: Site, theme: Theme, order: BuildOrder, *, tell: Tell, spans: Mapping[str, Span]
) -> Iterator[tuple[str, Printed]]:
    wanted = {page.path: page for page in made.pages if page.for_print}
    pictures = {asset.uri: asset.content for asset in site.assets.values() if asset.is_image}
    jobs = ((path, _job(render(page, theme), site.config, pictures)) for path, page in wanted.items())
    if not wanted:
        return
    from reportgen.workers import Printers

    with Printers(min(order.jobs, len(wanted))) as printers:
        for done, (path, printed) in enumerate(printers.print_all(jobs), 1):
            record = wanted[path].record or ""
            tell(record, done, len(wanted))
            # A finding of the printer has no line; it stands for its whole record.
            problems = tuple(one if one.span else replace(one, span=spans[record]) for one in printed.problems)
            yield path, _judged(replace(printed, problems=problems), site.config)


def _job(page: Page, config: SiteConfig, pictures: Mapping[str, bytes]) -> PrintJob:
    limits = config.limits
    return PrintJob(
        html=page.html,
        # By what the page asks for: it may show a picture from another record's action.
        assets={uri: content for uri, content in pictures.items() if uri in page.html},
        tagged=config.tagged_pdf,
        seconds=limits.print_seconds,
        megabytes=limits.print_megabytes,
    )


def _pages(pages: Iterable[Page]) -> Iterator[Artifact]:
    for page in pages:
        yield Artifact(page.planned.path, page.html.encode(), page.planned.record, page.planned.source_hash)


def _documents(made: BuildPlan, printed: dict[str, Printed]) -> Iterator[Artifact]:
    for page in made.pages:
        pdf = printed[page.path].pdf if page.for_print else None
        if pdf is not None:
            yield Artifact(page.path, pdf, page.record, page.source_hash)


def _told_of(problems: Iterable[Diagnostic], site: SiteConfig) -> tuple[Diagnostic, ...]:
    """Return findings with the severities of `site.yaml`; an error stays one: what cannot be read is not printed."""
    errors = [one for one in problems if one.severity is Severity.ERROR]
    others = [one for one in problems if one.severity is not Severity.ERROR]
    return (*errors, *with_severities(others, site.rules))


def _judged(printed: Printed, site: SiteConfig) -> Printed:
    """Return what was printed with the severities of `site.yaml`, without its PDF if an error remains.

    A page with an empty box for a character is not published: the last good one stays. Where there is no PDF at
    all `site.yaml` has no say.
    """
    if printed.pdf is None:
        return printed
    problems = with_severities(printed.problems, site.rules)
    bad = any(one.severity is Severity.ERROR for one in problems)
    return replace(printed, pdf=None if bad else printed.pdf, problems=problems)


def _spoiled(findings: Iterable[Diagnostic]) -> set[str]:
    """Return the ids of records with an error."""
    paths = [PurePosixPath(one.span.path) for one in findings if one.span and one.severity is Severity.ERROR]
    return {path.stem for path in paths if path.suffix == ".yaml" and path.parts[0] in FOLDERS.values()}


def _without(content: Content, spoiled: Collection[str]) -> Content:
    """Return the content without records that must not be published, and without files that only those name.

    They count as unreadable.
    """
    sound = tuple(record for record in content.records if record.id not in spoiled)
    gone = {record.id for record in content.records} - {record.id for record in sound}
    named = {one.name for record in sound for one in assets_named(record, content.places[record.id])}
    return replace(
        content,
        records=sound,
        unreadable=tuple(sorted({*content.unreadable, *gone})),
        assets={name: one for name, one in content.assets.items() if name in {*named, content.site.house.logo}},
    )


_RANK = {severity: rank for rank, severity in enumerate(Severity)}


def _listed(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the findings in order, of each file no more than somebody reads: errors first, the rest as a number."""
    listed: list[Diagnostic] = []
    for _, group in itertools.groupby(_in_order(findings), lambda one: one.span and one.span.path):
        of_file = sorted(group, key=lambda one: _RANK[one.severity])
        # One more is no gain to leave out; and the door says what it left out in a line of its own.
        most = MOST_FINDINGS if len(of_file) > MOST_FINDINGS + 1 else len(of_file)
        listed += of_file[:most]
        if rest := of_file[most:]:
            listed.append(replace(MORE_FINDINGS.at(rest[0].span, count=len(rest)), severity_override=rest[0].severity))
    return _in_order(listed)


def _in_order(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(findings, key=lambda one: (one.span or Span(""), one.code, one.values)))


def _versions(outputs: Collection[str]) -> dict[str, str]:
    names = ["reportgen", "jinja2", "markdown", "nh3", "babel", "pillow", *(["weasyprint"] if "pdf" in outputs else [])]
    return {name: importlib.metadata.version(name) for name in names}
