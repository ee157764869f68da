"""The pages that keep revisions apart: earlier ones as sealed, what changed, the list of all, notes of what went."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from reportgen.model.build import PlannedPage
from reportgen.model.content import values_of
from reportgen.model.meeting import Record, Revision
from reportgen.model.site import Revised, TakenDown, View
from reportgen.model.volume import Volume
from reportgen.stages.plan.frame import PAGES, WEB, Frame, folder_of
from reportgen.stages.plan.records import document_pages
from reportgen.stages.plan.volume import volume_pages
from reportgen.text.difference import Change, changes_between

_OF_REVISIONS = re.compile(r"[a-z]+/[^/]+/(revision-[0-9]+|changes)/.*")


@dataclass(frozen=True, slots=True)
class Step:
    """What one revision changed."""

    before: int
    revision: Revision
    changes: tuple[Change, ...]


def is_of_revisions(path: str) -> bool:
    """Whether a file of an edition shows an earlier revision of a record, or what changed, and not the record."""
    return _OF_REVISIONS.fullmatch(path) is not None


def revisions(frame: Frame) -> Iterator[PlannedPage]:
    """Yield the earlier revisions of every record, what changed, and what stands in place of what was taken down."""
    for revised in frame.site.revised.values():
        for old in revised.earlier:
            yield from _earlier(frame, old, revised)
        if revised.earlier and "html" in frame.outputs:
            yield _changes(frame, revised)
    for one in frame.site.taken_down if "html" in frame.outputs else ():
        yield _note(frame, one)


def _earlier(frame: Frame, old: View, revised: Revised) -> Iterator[PlannedPage]:
    folder = f"{folder_of(old)}/revision-{old.record.revision_number}"
    replaced = {revised.id: revised.view.record.revision}
    if isinstance(old, Volume):
        return volume_pages(frame, old, folder, replaced=replaced)
    return document_pages(frame, old, folder, replaced=replaced)


def _changes(frame: Frame, revised: Revised) -> PlannedPage:
    path = f"{folder_of(revised.view)}/changes/index.html"
    theme = frame.theme_of(revised.view)
    steps = tuple(_steps(revised))[::-1]
    return PlannedPage(
        path=path,
        template=f"{WEB}/revision.html.j2",
        language=revised.view.language,
        context=frame.shared(path)
        | {"view": revised.view, "folder": folder_of(revised.view), "steps": steps}
        | {"article": None},
        themes=(theme, WEB),
        record=revised.id,
        source_hash=revised.view.source_hash,
    )


def _steps(revised: Revised) -> Iterator[Step]:
    """Yield what each revision changed, from the first that is kept."""
    for old, new in pairwise(one.record for one in (*revised.earlier, revised.view)):
        if new.revision:
            yield Step(old.revision_number, new.revision, changes_between(_words_of(old), _words_of(new)))


def _words_of(record: Record) -> dict[str, object]:
    """Return what a record says, but for which revision it is."""
    return values_of(record.model_copy(update={"revision": None}))


def folder_of_gone(one: TakenDown) -> str:
    """Return the folder of the edition that held what was taken down, with a slash at its end."""
    return f"{PAGES[one.kind]}/{one.id}/" + ("" if one.revision is None else f"revision-{one.revision}/")


def _note(frame: Frame, one: TakenDown) -> PlannedPage:
    path = f"{folder_of_gone(one)}index.html"
    # A page of the record: those made of all records wait until every record can be read, and this one must not.
    return replace(frame.web(path, "tombstone.html.j2", gone=one, article=None), record=one.id)


def errata(frame: Frame) -> Iterator[PlannedPage]:
    """Yield the list of all revisions of the edition, where there is any."""
    if frame.site.revised:
        entries = tuple((one, folder_of(one.view)) for one in frame.site.revised.values())
        yield frame.web("errata/index.html", "errata.html.j2", entries=entries)
