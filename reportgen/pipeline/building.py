"""Building: load → check → project → resolve → plan → render → print → publish.

Check looks at the whole content, so that a reference is judged by all there is; what it finds wrong is set aside
before anything is projected.
"""

from __future__ import annotations

import datetime as dt
import importlib.metadata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen import disk
from reportgen.environment import look_around, require_printer
from reportgen.formats import registers
from reportgen.model.build import Artifact, BuildPlan, Page, PlannedPage, Printed, PrintJob
from reportgen.model.config import SiteConfig
from reportgen.model.content import Content
from reportgen.model.diagnostic import Diagnostic, ReportgenError, Severity, error
from reportgen.model.meeting import Briefing, Minutes, Updates
from reportgen.model.site import Site
from reportgen.model.source import Span
from reportgen.pipeline.cutting import kept_cuts
from reportgen.pipeline.editions import EDITION_NOT_MADE, Held, hold, is_open_edition
from reportgen.pipeline.faces import Faces, cast, is_official, substituted
from reportgen.pipeline.gatekeeping import keep_gate
from reportgen.pipeline.glyphs import typed_at
from reportgen.pipeline.reading import discreet, in_order
from reportgen.stages import publish as publishing
from reportgen.stages.check import with_severities
from reportgen.stages.plan import plan
from reportgen.stages.plan.revisions import folder_of_gone
from reportgen.stages.render import render
from reportgen.stages.resolve import resolve
from reportgen.theme import Theme, templates_beside

if TYPE_CHECKING:
    from reportgen.pipeline.volumes import PrintAll

UNKNOWN_RECORD = error(
    "unknown-record",
    en="there is no record “{value}” to build",
    zh="没有可以生成的记录“{value}”",
    hint_en="write the file name without .yaml",
    hint_zh="写文件名，不带 .yaml",
)

IN_PART = error(
    "edition-in-part",
    en="this edition holds files of other content, so it is not made in part: nothing of it was replaced",
    zh="这一版的内容已有变动，不能只生成其中一份；原有文件都没有改动",
    hint_en="build it whole, without --only: what was open when a file was made may be closed now",
    hint_zh="请去掉 --only 整版生成：以前公开的，现在可能已不公开",
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
    """Kinds of files to make; None: as site.yaml says."""
    only: str | None = None
    """The id of one record; None: everything."""
    jobs: int = 2
    """Printer processes at the most."""
    furniture: str | None = None
    """Language of what the pages say around the words of the records; None: that of each record."""
    edition: str | None = None
    """One of site.yaml; None: the one that holds everything."""


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


Hear = Callable[[Iterable[Diagnostic]], None]
"""Hears findings as soon as they are known."""


def build(
    order: BuildOrder, tell: Tell = lambda _what, _done, _all: None, hear: Hear = lambda _findings: None
) -> BuildReport:
    """Make an edition of a content folder.

    Raises:
        ReportgenError: this machine cannot print, the disk is full, another build runs, a template is broken.
    """
    try:
        return _build(order, tell, hear)
    except ReportgenError:
        raise
    # A traceback quotes what it stumbled over.
    except Exception:
        if not is_open_edition(order.content, order.edition):
            raise
        hear((EDITION_NOT_MADE.at(None),))
        return BuildReport((EDITION_NOT_MADE.at(None),))


def _build(order: BuildOrder, tell: Tell, hear: Hear) -> BuildReport:
    held, findings = hold(order.content, order.edition, order.as_of)
    if held and order.only and order.only not in {*_with_pages(held.content), *held.content.unreadable}:
        findings = (UNKNOWN_RECORD.at(None, value=order.only), *findings)
        held = None
    hear(findings)
    if held is None:
        return BuildReport(findings)
    held = replace(held, content=_furnished(held.content, order.furniture))
    outputs = order.outputs or frozenset(held.content.site.formats)
    if "pdf" in outputs:
        require_printer(look_around())
    registers.require(outputs)
    site = resolve(held.content, order.as_of)
    with disk.writing_to(order.output):
        return _make(order, site, outputs, findings, tell=tell, held=held)


def _furnished(content: Content, language: str | None) -> Content:
    """Return content whose pages speak one language around the words of the records; None: each its own."""
    if language is None:
        return content
    languages = (language, *(one for one in content.site.languages if one != language))
    site = content.site.model_copy(update={"languages": languages})
    records = tuple(
        one if isinstance(one, Updates) else one.model_copy(update={"lang": language}) for one in content.records
    )
    return replace(content, site=site, records=records)


def _with_pages(content: Content) -> Iterator[str]:
    """Yield the ids of records that have a page of their own."""
    yield from (one.id for one in content.minutes())
    yield from (one.id for one in content.speeches())
    yield from (one.id for one in content.briefings())


def _make(
    order: BuildOrder,
    site: Site,
    outputs: frozenset[str],
    findings: tuple[Diagnostic, ...],
    *,
    tell: Tell,
    held: Held,
) -> BuildReport:
    edition = held.edition.id
    faces = _faces(site, None if held.is_open else order.output) if "pdf" in outputs else None
    site = replace(site, config=faces.styled()) if faces else site
    theme = Theme(templates_beside(order.content), faces.advances() if faces else None)
    folder = order.output / edition
    manifest = disk.read_if_there(folder / publishing.MANIFEST)
    earlier = publishing.files_of(manifest)
    # What was open when a file was made may be closed now, so nothing of an open edition outlives its content.
    is_stale = held.is_open and bool(earlier) and publishing.content_of(manifest) != held.digest
    if is_stale and order.only:
        return BuildReport((IN_PART.at(None),), printing=(IN_PART.at(None),))
    first = plan(site, edition=edition, outputs=outputs, only=order.only)
    printing = _Printing(site, theme, order, held.content)
    printed = dict(printing.print_all(first, faces, tell)) if faces else {}
    broken = {path for path, one in printed.items() if one.pdf is None}
    # Web pages come second: they link to a PDF only where there is one.
    there = set(printed) - broken if "pdf" in outputs else set(() if is_stale else earlier)
    wanted = first if "pdf" in outputs else plan(site, edition=edition, outputs={"pdf"}, only=order.only)
    without = {page.path for page in wanted.pages if page.for_print and page.path not in there}
    final = plan(site, edition=edition, outputs=outputs, only=order.only, without=without)
    pages = [render(page, theme) for page in final.pages if not page.for_print]
    records: list[Minutes | Briefing] = [*(one.record for one in site.meetings), *(one.record for one in site.volumes)]
    gaps = publishing.Gaps(
        unreadable=frozenset(site.unreadable),
        unprinted=frozenset(broken),
        leaning=publishing.leaning_on(site.unreadable, records),
        lacking=publishing.lacking_of(site.unreadable, records),
        down=frozenset(folder_of_gone(one) for one in site.taken_down),
    )
    publication = publishing.publish(
        publishing.Edition(
            edition, str(order.as_of), _versions(outputs), printing.cast, held.digest if held.is_open else None
        ),
        [
            *_pages(pages),
            *_documents(final, printed),
            *publishing.exports(final.files, lambda language: theme.words(site.config.theme, language)),
            *publishing.texts(final.texts, site, lambda name, language: _words(theme, name, language)),
            *publishing.copies(site.assets, final.copies),
        ],
        earlier=earlier,
        gaps=gaps,
        outputs=outputs,
        partial=order.only is not None,
        is_stale=is_stale,
    )
    if held.is_open and (leak := keep_gate(held, publication, theme, order.output)):
        return BuildReport(findings=(leak,), printing=(leak,))
    written = disk.publish(folder, publication.artifacts, publication.manifest, publication.gone)
    problems = [*printing.problems, *(finding for one in printed.values() for finding in one.problems)]
    if held.is_open:
        problems = [*discreet(problems)]
    return BuildReport(
        findings=in_order((*findings, *problems)),
        printing=in_order(problems),
        pages=sum(one.planned.path.endswith(".html") for one in pages),
        documents=len(printed) - len(broken),
        written=written,
        kept=publication.kept,
        folder=folder,
    )


def _faces(site: Site, output: Path | None) -> Faces:
    """Return the faces of a site, with those that were cut for the folder that is built into; None: without any.

    An open edition uses none: they are cut to all that the edition with everything prints.
    """
    whole = Faces(look_around(), site.config, site.fonts)
    return replace(whole, cuts=kept_cuts(output, whole)) if output else whole


def _words(theme: Theme, name: str, language: str) -> Mapping[str, str]:
    """Return the printed words of a theme; what another theme leaves unsaid is said as in the bundled one."""
    bundled = SiteConfig.model_fields["theme"].default
    return {**theme.words(bundled, language), **theme.words(name, language)}


@dataclass(slots=True)
class _Printing:
    """The printed pages of a build, and what is known of their faces once they are printed."""

    site: Site
    theme: Theme
    order: BuildOrder
    content: Content
    """What the edition holds, for the places of findings."""
    cast: Mapping[str, str] = field(default_factory=dict)
    """Who plays each role of the official page; nothing where no page is one."""
    problems: tuple[Diagnostic, ...] = ()
    """What is wrong with the machine, not with a page."""

    def print_all(self, made: BuildPlan, faces: Faces, tell: Tell) -> Iterator[tuple[str, Printed]]:
        """Yield every printed page by its path, in the order they are done."""
        wanted = {page.path: page for page in made.pages if page.for_print}
        if not wanted:
            return
        pictures = {asset.uri: asset.content for asset in self.site.assets.values() if asset.is_image}
        assets = pictures | faces.assets()
        from reportgen.workers import Printers

        with Printers(self.order.jobs) as printers:
            for done, (path, printed) in enumerate(self._printed(wanted, printers.print_all, faces, assets), 1):
                record = wanted[path].record
                tell(record or path, done, len(wanted))
                problems = tuple(_placed(one, path, record, self.content) for one in printed.problems)
                yield path, _judged(replace(printed, problems=problems), self.site.config)

    def _printed(
        self, wanted: Mapping[str, PlannedPage], print_all: PrintAll, faces: Faces, assets: Mapping[str, bytes]
    ) -> Iterator[tuple[str, Printed]]:
        """Yield every page as it is done; volumes in pieces come last, each with all printers to itself."""
        from reportgen.pipeline.volumes import goes_in_pieces, print_volume

        volumes = {path: self._job(page, faces, assets) for path, page in wanted.items() if page.meetings}
        apart = {path: job for path, job in volumes.items() if goes_in_pieces(job)}
        others = ((path, page) for path, page in wanted.items() if path not in apart)
        yield from print_all((path, volumes.get(path) or self._job(page, faces, assets)) for path, page in others)
        for path, job in apart.items():
            yield path, print_volume(job, print_all, {})

    def _job(self, planned: PlannedPage, faces: Faces, assets: Mapping[str, bytes]) -> PrintJob:
        page = render(planned, self.theme)
        if not self.cast and is_official(page.html):
            self.cast = cast(faces)
            self.problems = with_severities(substituted(faces), self.site.config.rules)
        return _job(replace(page, html=faces.declared(page.html)), self.site.config, assets)


def _placed(found: Diagnostic, path: str, record: str | None, content: Content) -> Diagnostic:
    """Return a finding of the printer, which knows no lines, with what it is of: a character, a record, a document."""
    character = dict(found.values).get("character")
    typed = typed_at(character, content, record) if character else None
    places = content.places.get(record or "")
    span = found.span or typed or (Span(places.path) if places else None)
    return replace(found, span=span) if span else replace(found, document=path)


MEETINGS_IN_TIME = 20
"""Meetings that a volume prints within the time of one document; for every so many more it has that time again."""
MEETINGS_IN_MEMORY = 60
"""The same for memory."""


def _share(page: Page, meetings: int) -> int:
    """Return how many times the limit of one document a page may take."""
    return 1 + page.planned.meetings // meetings


def _job(page: Page, config: SiteConfig, assets: Mapping[str, bytes]) -> PrintJob:
    limits = config.limits
    return PrintJob(
        html=page.html,
        # By what the page asks for: it may show a picture from another record's action.
        assets={uri: content for uri, content in assets.items() if uri in page.html},
        variant=config.pdf,
        even_end=config.house.duplex,
        seconds=limits.print_seconds * _share(page, MEETINGS_IN_TIME),
        megabytes=limits.print_megabytes * _share(page, MEETINGS_IN_MEMORY),
    )


def _pages(pages: Iterable[Page]) -> Iterator[Artifact]:
    for page in pages:
        yield Artifact(page.planned.path, page.html.encode(), page.planned.record, page.planned.source_hash)


def _documents(made: BuildPlan, printed: dict[str, Printed]) -> Iterator[Artifact]:
    for page in made.pages:
        pdf = printed[page.path].pdf if page.for_print else None
        if pdf is not None:
            yield Artifact(page.path, pdf, page.record, page.source_hash)


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


def _versions(outputs: Collection[str]) -> dict[str, str]:
    names = ["reportgen", "jinja2", "markdown", "nh3", "babel", "pillow", *(["weasyprint"] if "pdf" in outputs else [])]
    names += [library for kind, library in registers.LIBRARIES.items() if kind in outputs]
    return {name: importlib.metadata.version(name) for name in names}
