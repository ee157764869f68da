"""The pages of briefing volumes: each one web page and one PDF, whatever it compiles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.model.build import PlannedPage
from reportgen.model.volume import Volume
from reportgen.stages.plan.frame import WEB, Frame, folder_of

AT = "volume__"
"""Stands before the anchors of the volume itself; those of a meeting never have two underscores in a row."""


def volumes(frame: Frame) -> Iterator[PlannedPage]:
    """Yield the web page and the PDF of every volume."""
    for volume in frame.site.volumes:
        yield from volume_pages(frame, volume, folder_of(volume))


def volume_pages(frame: Frame, volume: Volume, folder: str, **more: object) -> Iterator[PlannedPage]:
    """Yield the pages of a volume in a folder; `more` is what they are given besides."""
    if "html" in frame.outputs:
        yield _web(frame, volume, folder, more)
    if "pdf" in frame.outputs:
        yield _printed(frame, volume, folder, more)


def _web(frame: Frame, volume: Volume, folder: str, more: dict[str, object]) -> PlannedPage:
    path = f"{folder}/index.html"
    return PlannedPage(
        path=path,
        template=f"{WEB}/briefing.html.j2",
        language=volume.language,
        context=frame.shared(path) | _given(frame, volume) | {"pdf": frame.pdf(_pdf(volume, folder))} | more,
        themes=(frame.theme_of(volume), WEB),
        record=volume.id,
        source_hash=volume.source_hash,
    )


def _printed(frame: Frame, volume: Volume, folder: str, more: dict[str, object]) -> PlannedPage:
    path = _pdf(volume, folder)
    theme = frame.theme_of(volume)
    return PlannedPage(
        path=path,
        template=f"{theme}/briefing.html.j2",
        language=volume.language,
        context=frame.for_print(path) | _given(frame, volume) | more,
        themes=(theme,),
        record=volume.id,
        for_print=True,
        source_hash=volume.source_hash,
        meetings=len(volume.chapters),
    )


def _pdf(volume: Volume, folder: str) -> str:
    return f"{folder}/{volume.id}.pdf"


def _given(frame: Frame, volume: Volume) -> dict[str, object]:
    """Return what both pages of a volume are given."""
    theme = frame.theme_of(volume)
    chapters: Mapping[str, frozenset[str]] = {one.meeting: one.anchors for one in volume.chapters}
    return {
        "at": AT,
        "volume": volume,
        "chapters": chapters,
        "article": f"{theme}/article/briefing.html.j2",
        "minutes": f"{theme}/article/minutes.html.j2",
    }
