"""The pages of one record each: meetings and speeches, on the web and in print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.model.build import PlannedPage, PlannedText
from reportgen.model.shape import walk
from reportgen.model.site import Address, Meeting, Site
from reportgen.model.volume import Volume
from reportgen.stages.plan.frame import WEB, Frame, document_of, folder_of


def records(frame: Frame) -> Iterator[PlannedPage]:
    """Yield a page for each record, and a PDF for each but cancelled meetings."""
    for view in _views(frame.site):
        folder = folder_of(view)
        yield from document_pages(frame, view, folder, markdown=_text_of(frame, folder, view))


def _views(site: Site) -> tuple[Meeting | Address, ...]:
    return (*site.meetings, *site.speeches)


def document_pages(
    frame: Frame, view: Meeting | Address, folder: str, markdown: str | None = None, **more: object
) -> Iterator[PlannedPage]:
    """Yield the pages of a meeting or a speech in a folder; `more` is what they are given besides."""
    name, document = ("meeting", document_of(view)) if isinstance(view, Meeting) else ("speech", "speech")
    theme = frame.theme_of(view)
    pdf = f"{folder}/{view.id}.pdf" if document else None
    is_packed = document == "agenda" and "pack" in frame.site.config.house.documents
    pack = f"{folder}/{view.id}-pack.pdf" if is_packed else None
    if "html" in frame.outputs:
        path = f"{folder}/index.html"
        article = _article(theme, document or "cancelled")
        yield PlannedPage(
            path=path,
            template=f"{WEB}/{name}.html.j2",
            language=view.language,
            context=frame.shared(path)
            | {name: view, "article": article, "pdf": frame.pdf(pdf), "pack": frame.pdf(pack)}
            | {"markdown": markdown}
            | more,
            themes=(theme, WEB),
            record=view.id,
            source_hash=view.source_hash,
        )
    for printed_path, printed in ((pdf, document), (pack, "pack")):
        if printed_path and "pdf" in frame.outputs:
            yield PlannedPage(
                path=printed_path,
                template=f"{theme}/{printed}.html.j2",
                language=view.language,
                context=frame.for_print(printed_path) | {name: view, "article": _article(theme, printed)} | more,
                themes=(theme,),
                record=view.id,
                for_print=True,
                source_hash=view.source_hash,
            )


def _article(theme: str, document: str | None) -> str:
    return f"{theme}/article/{document}.html.j2"


def texts(frame: Frame) -> Iterator[PlannedText]:
    """Yield the page of each record as Markdown."""
    for view in _views(frame.site):
        path = _text_of(frame, folder_of(view), view)
        if path:
            yield PlannedText(path, view, frame.links(path), frame.theme_of(view))


def _text_of(frame: Frame, folder: str, view: Meeting | Address) -> str | None:
    """Return the path of the Markdown of a record, or None where none is made."""
    return f"{folder}/{view.id}.md" if "md" in frame.outputs else None


def assets_of(site: Site, record: str) -> set[str]:
    """Return the names of the files that the page of a record shows or links to; a volume has those of its meetings."""
    views: Iterable[Meeting | Address | Volume] = (*site.meetings, *site.speeches, *site.volumes)
    shown = {record, *(part.meeting for one in site.volumes if one.id == record for part in one.chapters)}
    texts = [str(text) for one in views if one.id in shown for _, text in walk(one.record)]
    return {name for name in site.assets if name == site.config.house.logo or any(name in text for text in texts)}
