"""plan: `Site` → `BuildPlan`: every output with its path, its template and its frozen context."""

from __future__ import annotations

from collections.abc import Collection

from reportgen.model.build import BuildPlan, PlannedFile
from reportgen.model.site import Site
from reportgen.stages.plan.frame import Frame
from reportgen.stages.plan.lists import lists
from reportgen.stages.plan.records import assets_of, records, texts
from reportgen.stages.plan.register import Register, register_files, register_pages
from reportgen.stages.plan.revisions import errata, revisions
from reportgen.stages.plan.series import series_documents
from reportgen.stages.plan.volume import volumes


def plan(
    site: Site, *, edition: str, outputs: Collection[str], only: str | None = None, without: Collection[str] = ()
) -> BuildPlan:
    """Return every output of an edition.

    Args:
        site: the resolved site.
        edition: its name.
        outputs: kinds of files to make: html, pdf, md, csv, json, xlsx, ics.
        only: the id of one record; then nothing made of all records is planned but the style sheet.
        without: paths of PDFs that are not there; web pages do not link to them.
    """
    frame = Frame.of(site, outputs, without)
    of_records = (*records(frame), *volumes(frame), *revisions(frame))
    pages = [page for page in of_records if only in {None, page.record}]
    files: tuple[PlannedFile, ...] = ()
    if only is None:
        register = Register.of(site)
        files = tuple(register_files(frame, register))
        made_of_all = list(register_pages(frame, register, files))
        if "pdf" in outputs:
            made_of_all += series_documents(frame, register)
        if "html" in outputs:
            sheets = tuple(page.path for page in made_of_all if page.path.endswith(".html"))
            pages += (*lists(frame, sheets), *errata(frame))
        pages += made_of_all
    if "html" in outputs:
        # Without the style sheet no page is fit to be seen.
        pages.append(frame.web("site.css", "site.css.j2"))
        pages.append(frame.web("register.js", "register.js.j2"))
    copies: tuple[tuple[str, str], ...] = ()
    if {"html", "md"} & set(outputs):
        copies = tuple((name, name) for name in sorted(site.assets) if only is None or name in assets_of(site, only))
    written = tuple(text for text in texts(frame) if only in {None, text.view.id})
    return BuildPlan(edition, tuple(pages), copies, files, written)
