"""Building: load → check → project → resolve → plan → render → print → publish.

Check looks at the whole content, so that a reference is judged by all there is; what it finds wrong is set aside
before anything is projected.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen import disk
from reportgen.disk.store import Store
from reportgen.environment import Environment, look_around, require_printer
from reportgen.formats import registers
from reportgen.formats.manifest import MANIFEST, Entry, files_of
from reportgen.model.build import Artifact, BuildPlan, PlannedPage
from reportgen.model.content import Content
from reportgen.model.diagnostic import Diagnostic, ReportgenError, error
from reportgen.model.meeting import Briefing, Minutes
from reportgen.model.site import Site
from reportgen.pipeline.before import Before, read_before, write_before
from reportgen.pipeline.circumstances import (
    circumstances,
    digest_of,
    font_folders,
    made_with,
    printed_with,
    program_digest,
    versions,
)
from reportgen.pipeline.cutting import CUT_FACES, kept_cuts
from reportgen.pipeline.editions import EDITION_NOT_MADE, Held, hold, is_open_edition
from reportgen.pipeline.faces import Faces
from reportgen.pipeline.gatekeeping import RECEIPTS, keep_gate
from reportgen.pipeline.inputs import take_inputs
from reportgen.pipeline.order import BuildOrder, BuildReport, Hear, Tell
from reportgen.pipeline.printing import Printing
from reportgen.pipeline.reading import discreet, in_order
from reportgen.pipeline.rendering import rendered
from reportgen.pipeline.standing import Standing
from reportgen.pipeline.tracing import BUNDLED, Trace, Tracer
from reportgen.pipeline.unchanged import Known, cache_of, cache_of_content, inputs_before, remember, unchanged
from reportgen.stages import publish as publishing
from reportgen.stages.load import Kept
from reportgen.stages.plan import plan
from reportgen.stages.plan.revisions import folder_of_gone
from reportgen.stages.resolve import resolve
from reportgen.theme import Theme, templates_beside, theme_folders

if TYPE_CHECKING:
    from reportgen.workers import Printers

UNKNOWN_RECORD = error(
    "unknown-record",
    en="there is no record “{value}” to build",
    zh="没有可以生成的记录“{value}”",
    hint_en="write the file name without .yaml",
    hint_zh="写文件名，不带 .yaml",
)

IN_PART = error(
    "edition-in-part",
    en="this edition may hold files of other content, so it is not made in part: nothing of it was replaced",
    zh="这一版的内容可能已有变动，不能只生成其中一份；原有文件都没有改动",
    hint_en="build it whole, without --only: what was open when a file was made may be closed now",
    hint_zh="请去掉 --only 整版生成：以前公开的，现在可能已不公开",
)


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
    order.timer.stage("look")
    if report := unchanged(order):
        hear(one for one in report.findings if one not in report.printing)
        return report
    environment, before = look_around(), inputs_before(order)
    inputs = take_inputs(order.content.resolve(), theme_folders(order.content), font_folders(environment), before)
    held, findings = hold(order.content, order.edition, order.as_of, order.timer, _kept(order))
    if held and order.only and order.only not in {*_with_pages(held.content), *held.content.unreadable}:
        findings = (UNKNOWN_RECORD.at(None, value=order.only), *findings)
        held = None
    hear(findings)
    if held is None:
        return BuildReport(findings)
    held = held.furnished(order.furniture)
    outputs = order.outputs or frozenset(held.content.site.formats)
    if "pdf" in outputs:
        require_printer(environment)
    registers.require(outputs)
    with disk.writing_to(order.output), _printers(order, outputs) as printers:
        order.timer.stage("resolve")
        site = resolve(held.content, order.as_of)
        making = _Making.of(order, held, site, outputs, environment if printers else None, printers=printers)
        report = making.make(findings, tell)
        if report.folder and order.only is None and not report.unprinted:
            changed = () if held.is_open else inputs.changes(before)
            report = replace(report, changed=changed)
            config = held.content.site
            known = Known(config.language, tuple(one.id for one in config.editions), config.whole.id)
            remember(order, known, inputs, report, making.files())
        return report


@contextlib.contextmanager
def _printers(order: BuildOrder, outputs: Collection[str]) -> Iterator[Printers | None]:
    """Yield what a build prints with, if it prints; printers of its own get ready while it finds out what."""
    if "pdf" not in outputs:
        yield None
    elif order.printers:
        yield order.printers
    else:
        from reportgen.workers import Printers

        with Printers(order.jobs) as printers:
            printers.get_ready()
            yield printers


def _kept(order: BuildOrder) -> Kept:
    """Return where records and pictures are kept once they were read: they are of the content, not of an edition."""
    reader = digest_of(program_digest(), *(f"{name} {version}" for name, version in made_with().items()))
    return Kept(cache_of_content(order.output), reader)


def _with_pages(content: Content) -> Iterator[str]:
    """Yield the ids of records that have a page of their own."""
    yield from (one.id for one in content.minutes())
    yield from (one.id for one in content.speeches())
    yield from (one.id for one in content.briefings())


@dataclass(slots=True)
class _Making:
    """An edition that is being made."""

    order: BuildOrder
    held: Held
    site: Site
    outputs: frozenset[str]
    environment: Environment | None
    """What this machine prints with; None: nothing is printed."""
    printers: Printers | None
    faces: Faces | None
    theme: Theme
    folder: Path
    earlier: Mapping[str, Entry]
    """The files that the manifest of the build before lists, by path."""
    before: Before
    """What the cache knows of that build."""

    @classmethod
    def of(
        cls,
        order: BuildOrder,
        held: Held,
        site: Site,
        outputs: frozenset[str],
        environment: Environment | None,
        *,
        printers: Printers | None,
    ) -> _Making:
        """Return what is known before anything is made."""
        # An open edition uses no faces that were cut: they are cut to all that the edition with everything prints.
        faces = _faces(site, environment, None if held.is_open else order.output) if environment else None
        site = replace(site, config=faces.styled()) if faces else site
        theme = Theme(templates_beside(order.content), faces.advances() if faces else None)
        folder = order.output / held.edition.id
        manifest = disk.read_if_there(folder / MANIFEST)
        earlier = files_of(manifest)
        before = read_before(cache_of(order.output, held.edition.id))
        if before.manifest != Artifact(MANIFEST, manifest or b"").digest:
            # What it says of files that stand would be said again.
            before = Before()
        return cls(order, held, site, outputs, environment, printers, faces, theme, folder, earlier, before)

    def make(self, findings: tuple[Diagnostic, ...], tell: Tell) -> BuildReport:
        """Make what does not stand, and put it in its place."""
        # What was open when a file was made may be closed now: nothing of an open edition outlives its content.
        is_stale = self.held.is_open and bool(self.earlier) and self.before.content != self._content()
        if is_stale and self.order.only:
            return BuildReport((IN_PART.at(None),), printing=(IN_PART.at(None),))
        timer = self.order.timer
        timer.stage("look")
        cache = cache_of(self.order.output, self.held.edition.id)
        standing = self._standing()
        timer.stage("plan")
        first = self._plan(self.outputs)
        unmade = self._unmade(first)
        printing = self._print([page for page in first.pages if page.path not in unmade], standing, cache, tell)
        timer.stage("plan")
        without = self._without(printing, is_stale=is_stale)
        final = self._plan(self.outputs, without) if without else first
        timer.stage("render")
        made, traces = self._made(final, standing, unmade)
        if printing:
            made += self._documents(final, printing)
            traces |= {path: trace for path, trace in printing.traces.items() if path in printing.pdfs}
        timer.stage("publish")
        publication = publishing.publish(
            self._edition(printing),
            [*made, *publishing.copies(self.site.assets, final.copies)],
            earlier=self.earlier,
            gaps=self._gaps(printing),
            outputs=self.outputs,
            standing=standing.outputs,
            unmade=unmade,
            partial=self.order.only is not None,
            is_stale=is_stale,
        )
        timer.stage("gate")
        if self.held.is_open and (leak := keep_gate(self.held, publication, self.theme, self.order.output)):
            return BuildReport(findings=(leak,), printing=(leak,))
        timer.stage("publish")
        written = disk.publish(self.folder, publication.artifacts, publication.manifest, publication.gone)
        put = {one.path: traces[one.path] for one in publication.artifacts if one.path in traces}
        self._keep(cache, standing.account(put, printing.told if printing else {}, self.earlier), publication.manifest)
        report = BuildReport(findings, pages=sum(page.path.endswith(".html") for page in final.pages), written=written)
        return self._told(replace(report, kept=publication.kept, folder=self.folder), standing, printing)

    def _keep(self, cache: Store, account: Before, manifest: Artifact) -> None:
        """Keep what the next build has to know, and the cache within its bounds."""
        # Of a part nobody can say what stands beside it.
        known = account if self.order.only is None else self.before
        write_before(cache, replace(known, manifest=manifest.digest, content=self._content()))
        for store in (cache, cache_of_content(self.order.output)):
            store.shrink(self.site.config.limits.cache_megabytes * 1_000_000)

    def _told(self, report: BuildReport, standing: Standing, printing: Printing | None) -> BuildReport:
        """Return a report with what was printed, and why."""
        problems = printing.problems if printing else ()
        if self.held.is_open:
            problems = discreet(problems)
        return replace(
            report,
            findings=in_order((*report.findings, *problems)),
            printing=in_order(problems),
            documents=len(printing.told) - len(printing.broken) if printing else 0,
            unprinted=len(printing.broken) if printing else 0,
            standing=len(standing.outputs),
            reasons=tuple(sorted(standing.reasons.items())),
        )

    def files(self) -> list[str]:
        """Return the paths of all files of the edition, and of what stands beside it, from its folder."""
        manifest = disk.read_if_there(self.folder / MANIFEST)
        # What an open edition was searched for, and the faces that the other was printed with.
        beside = f"../{RECEIPTS}/{self.held.edition.id}.json" if self.held.is_open else f"../{CUT_FACES}"
        return [*files_of(manifest), MANIFEST, beside]

    def _content(self) -> str:
        """Return the digest of what an open edition is made of.

        It stands in the cache: the manifest has readers who may not compare what is closed to them.
        """
        return self.held.digest if self.held.is_open else ""

    def _plan(self, outputs: Collection[str], without: Collection[str] = ()) -> BuildPlan:
        return plan(self.site, edition=self.held.edition.id, outputs=outputs, only=self.order.only, without=without)

    def _standing(self) -> Standing:
        tracer = Tracer(self.theme)
        settings = self.order.font_settings
        printed = (
            printed_with(self.environment, self.faces, settings, tracer.digests)
            if self.environment and self.faces
            else {}
        )
        gaps = self._gaps(None)
        lacking = gaps.leaning | gaps.lacking

        def may_stand(path: str, record: str | None) -> bool:
            # While something cannot be read, what leans on it is looked at each time.
            is_whole = not gaps.unreadable or (record is not None and record not in lacking)
            return path in self.earlier and is_whole and not self.earlier[path].get("incomplete")

        before = self.before if self.order.only is None else Before()
        now = circumstances(self.site, program_digest(), tracer.digests)
        return Standing(before, tracer, self.folder, now, printed, may_stand)

    def _unmade(self, made: BuildPlan) -> set[str]:
        """Return the paths of pages that stay as they are while a record cannot be read, whatever they would be."""
        gaps, partial = self._gaps(None), self.order.only is not None
        pages = made.pages if gaps.unreadable else ()
        return {page.path for page in pages if publishing.goes_unmade(page, self.earlier, gaps, partial=partial)}

    def _print(self, made: Collection[PlannedPage], standing: Standing, cache: Store, tell: Tell) -> Printing | None:
        if self.faces is None or self.printers is None:
            return None
        key = digest_of(standing.circumstances["program"], *standing.printed_with.values())
        printing = Printing(
            self.site, self.theme, self.order, self.held.content, self.faces, self.printers, standing.tracer, cache, key
        )
        timer = self.order.timer
        timer.stage("look")
        wanted = {page.path: page for page in made if page.for_print}
        stand = {path: output for path, page in wanted.items() if (output := standing.page(page))}
        for path, output in stand.items():
            printing.keep(wanted[path], output)

        def look_at_web_pages() -> None:
            timer.stage("look")
            for page in made:
                standing.page(page)
            timer.stage("print")

        timer.stage("print")
        unprinted = {path: page for path, page in wanted.items() if path not in stand}
        printing.print_all(unprinted, tell, beside=look_at_web_pages)
        if self.printers is not self.order.printers:
            # Web pages are rendered by forks of this process, which must not have threads then.
            self.printers.close()
        return printing

    def _without(self, printing: Printing | None, *, is_stale: bool) -> set[str]:
        """Return the paths of PDFs that are not there: web pages link to a PDF only where there is one."""
        if printing:
            return set(printing.broken)
        wanted = self._plan({"pdf"})
        there = set() if is_stale else set(self.earlier)
        return {page.path for page in wanted.pages if page.for_print and page.path not in there}

    def _made(
        self, final: BuildPlan, standing: Standing, unmade: Collection[str]
    ) -> tuple[list[Artifact], dict[str, Trace]]:
        """Return the web pages, exports and texts that do not stand, and what they are made from."""
        made: list[Artifact] = []
        traces: dict[str, Trace] = {}
        pages = (page for page in final.pages if not page.for_print and page.path not in unmade)
        web = [page for page in pages if not standing.page(page)]
        for page in rendered(web, self.theme, self.order.jobs):
            traces[page.planned.path] = standing.tracer.trace(page)
            made.append(Artifact(page.planned.path, page.html.encode(), page.planned.record, page.planned.source_hash))
        tracer, site, theme = standing.tracer, self.site, self.theme
        of_files = {one.path: tracer.trace_file(one, site.config.theme) for one in final.files}
        of_texts = {one.path: tracer.trace_text(one, site) for one in final.texts}
        files = [one for one in final.files if not standing.file(one.path, None, of_files[one.path])]
        texts = [one for one in final.texts if not standing.file(one.path, one.view.id, of_texts[one.path])]
        made += publishing.exports(files, lambda language: theme.words_in((BUNDLED, site.config.theme), language))
        made += publishing.texts(texts, site, lambda name, language: theme.words_in((BUNDLED, name), language))
        traces |= {one.path: of_files[one.path] for one in files} | {one.path: of_texts[one.path] for one in texts}
        return made, traces

    def _documents(self, made: BuildPlan, printing: Printing) -> Iterator[Artifact]:
        for page in made.pages:
            if page.path in printing.pdfs:
                yield Artifact(page.path, printing.pdfs[page.path], page.record, page.source_hash)

    def _edition(self, printing: Printing | None) -> publishing.Edition:
        return publishing.Edition(
            self.held.edition.id,
            str(self.order.as_of),
            versions(self.outputs),
            printing.cast if printing else {},
        )

    def _gaps(self, printing: Printing | None) -> publishing.Gaps:
        site, unreadable = self.site, self.site.unreadable
        records: list[Minutes | Briefing] = [
            *(one.record for one in site.meetings),
            *(one.record for one in site.volumes),
        ]
        return publishing.Gaps(
            unreadable=frozenset(unreadable),
            unprinted=frozenset(printing.broken if printing else ()),
            leaning=publishing.leaning_on(unreadable, records),
            lacking=publishing.lacking_of(unreadable, records),
            down=frozenset(folder_of_gone(one) for one in self.site.taken_down),
        )


def _faces(site: Site, environment: Environment, output: Path | None) -> Faces:
    """Return the faces of a site, with those that were cut for the folder that is built into; None: without any."""
    whole = Faces(environment, site.config, site.fonts)
    return replace(whole, cuts=kept_cuts(output, whole)) if output else whole
