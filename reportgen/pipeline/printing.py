"""Printing: the pages of an edition that have to be printed anew, and what is known of those that stand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from reportgen.disk.store import Store, key_of
from reportgen.model.build import Page, PlannedPage, Printed, PrintJob
from reportgen.model.config import SiteConfig
from reportgen.model.content import Content
from reportgen.model.diagnostic import Diagnostic, Severity
from reportgen.model.site import Site
from reportgen.model.source import Span
from reportgen.pipeline.before import Output, printed_of, told_of
from reportgen.pipeline.faces import Faces, cast, is_official, substituted
from reportgen.pipeline.glyphs import typed_at
from reportgen.pipeline.order import BuildOrder, Tell
from reportgen.pipeline.tracing import Trace, Tracer
from reportgen.pipeline.volumes import goes_in_pieces, print_volume
from reportgen.stages.check import with_severities
from reportgen.stages.render import render
from reportgen.theme import Theme

if TYPE_CHECKING:
    from reportgen.workers import Printers

MEETINGS_IN_TIME = 20
"""Meetings that a volume prints within the time of one document; for every so many more it has that time again."""
MEETINGS_IN_MEMORY = 60
"""The same for memory."""


@dataclass(slots=True)
class Printing:
    """The printed pages of a build."""

    site: Site
    theme: Theme
    order: BuildOrder
    content: Content
    """What the edition holds, for the places of findings."""
    faces: Faces
    printers: Printers
    tracer: Tracer
    cache: Store
    printed_with: str
    """Digest of what every page is printed with, besides its own assets: printer, faces, fonts of the machine."""
    pdfs: dict[str, bytes] = field(default_factory=dict)
    """Those that were made now, by path."""
    broken: set[str] = field(default_factory=set)
    """Paths of those that could not be made."""
    traces: dict[str, Trace] = field(default_factory=dict)
    """What the pages that were made now are made from."""
    told: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """What printing told of every PDF there is, as the next build has to know it."""
    found: list[Diagnostic] = field(default_factory=list)
    """What is wrong with single documents."""

    @property
    def cast(self) -> Mapping[str, str]:
        """Who plays each role of the official page; nothing where no page is one."""
        return cast(self.faces) if self._has_official else {}

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """What is wrong, with the machine and with single documents."""
        of_machine = with_severities(substituted(self.faces), self.site.config.rules) if self._has_official else ()
        return (*of_machine, *self.found)

    @property
    def _has_official(self) -> bool:
        return any(one["official"] for one in self.told.values())

    def keep(self, page: PlannedPage, output: Output) -> None:
        """Tell again what was told of a PDF that stands."""
        self.told[page.path] = output.printed or {}
        self._judge(page, printed_of(output.printed or {}, b""))

    def print_all(self, wanted: Mapping[str, PlannedPage], tell: Tell, beside: Callable[[], object]) -> None:
        """Print pages, by path; what the cache has is not printed again.

        Args:
            wanted: the pages.
            tell: hears of each.
            beside: done while the last of them are printed.
        """
        keys: dict[str, str] = {}
        volumes: dict[str, PrintJob] = {}
        jobs = self._jobs(wanted, keys, volumes, tell, beside)
        for path, printed in self.printers.print_all(jobs):
            self._put(wanted[path], keys[path], printed, tell, len(wanted))
        # Each has all printers to itself.
        for path, job in volumes.items():
            self.order.timer.begun(path)
            printed = print_volume(job, self.printers.print_all, Pieces(self.cache, self.printed_with))
            self._put(wanted[path], keys[path], printed, tell, len(wanted))

    def _put(self, page: PlannedPage, key: str, printed: Printed, tell: Tell, wanted: int) -> None:
        self.order.timer.done(page.path)
        if printed.pdf is not None:
            self.cache.put(key, _kept(printed, self.told[page.path]["official"]))
        self._take(page, printed, tell, wanted)

    def _jobs(
        self,
        wanted: Mapping[str, PlannedPage],
        keys: dict[str, str],
        volumes: dict[str, PrintJob],
        tell: Tell,
        beside: Callable[[], object],
    ) -> Iterator[tuple[str, PrintJob]]:
        """Yield what is to be printed, its key noted; what the cache has is taken from there on the way.

        Volumes that are printed in pieces are set apart.
        """
        pictures = {asset.uri: asset.content for asset in self.site.assets.values() if asset.is_image}
        assets = pictures | self.faces.assets()
        for path, planned in sorted(wanted.items(), key=lambda pair: _longest_first(pair[1])):
            self.order.timer.stage("render")
            page = render(planned, self.theme)
            self.order.timer.stage("print")
            self.traces[path] = self.tracer.trace(page)
            self.told[path] = {"official": is_official(page.html)}
            job = _job(replace(page, html=self.faces.declared(page.html)), self.site.config, assets)
            keys[path] = self._key(job)
            if kept := printed_of_kept(self.cache.get(keys[path])):
                self._take(planned, kept, tell, len(wanted))
            elif planned.meetings and goes_in_pieces(job):
                volumes[path] = job
            else:
                self.order.timer.begun(path)
                yield path, job
        # Jobs are drawn ahead of what is printed: one more is asked for while the printers are busy.
        beside()

    def _key(self, job: PrintJob) -> str:
        assets = (f"{name} {self.tracer.digest(content)}" for name, content in sorted(job.assets.items()))
        return key_of("pdf", self.printed_with, job.variant, str(job.even_end), *assets, job.html)

    def _take(self, page: PlannedPage, printed: Printed, tell: Tell, wanted: int) -> None:
        self.told[page.path] = told_of(printed, official=self.told[page.path]["official"])
        pdf = self._judge(page, printed)
        if pdf is None:
            self.broken.add(page.path)
        else:
            self.pdfs[page.path] = pdf
        tell(page.record or page.path, len(self.pdfs) + len(self.broken), wanted)

    def _judge(self, page: PlannedPage, printed: Printed) -> bytes | None:
        """Return the PDF of a page, if it is good enough, and note what is wrong with it."""
        problems = tuple(_placed(one, page.path, page.record, self.content) for one in printed.problems)
        judged = _judged(replace(printed, problems=problems), self.site.config)
        self.found += judged.problems
        return judged.pdf


def _longest_first(page: PlannedPage) -> tuple[int, bool]:
    """Return where a page stands among those to print: volumes first, then lists, so that no long one is the last.

    Known without rendering, which goes on beside the printing.
    """
    return -page.meetings, page.record is not None


class Pieces(MutableMapping[str, Printed]):
    """Printed pieces of volumes, in the cache under what they were printed with."""

    def __init__(self, cache: Store, printed_with: str) -> None:
        self._cache, self._printed_with = cache, printed_with
        self._known: dict[str, Printed] = {}

    def __getitem__(self, key: str) -> Printed:
        found = self._known.get(key) or printed_of_kept(self._cache.get(self._key(key)))
        if found is None:
            raise KeyError(key)
        self._known[key] = found
        return found

    def __setitem__(self, key: str, printed: Printed) -> None:
        if printed is not self._known.get(key):
            self._known[key] = printed
            self._cache.put(self._key(key), _kept(printed, official=False))

    def __delitem__(self, key: str) -> None:
        del self._known[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def _key(self, key: str) -> str:
        return key_of("piece", self._printed_with, key)


def _kept(printed: Printed, official: bool) -> bytes:
    """Return a PDF as the cache has it: what was told of it in the first line."""
    return json.dumps(told_of(printed, official=official)).encode() + b"\n" + (printed.pdf or b"")


def printed_of_kept(kept: bytes | None) -> Printed | None:
    """Return what the cache has of something printed; None: it has nothing sound."""
    told, _, pdf = (kept or b"").partition(b"\n")
    try:
        return printed_of(json.loads(told), pdf)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _placed(found: Diagnostic, path: str, record: str | None, content: Content) -> Diagnostic:
    """Return a finding of the printer, which knows no lines, with what it is of: a character, a record, a document."""
    character = dict(found.values).get("character")
    typed = typed_at(character, content, record) if character else None
    places = content.places.get(record or "")
    span = found.span or typed or (Span(places.path) if places else None)
    return replace(found, span=span) if span else replace(found, document=path)


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
