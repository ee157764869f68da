"""Official documents printed for a test, and the sample's own."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reportgen.environment import look_around
from reportgen.formats.face import RoleAdvances
from reportgen.model.build import PrintJob
from reportgen.model.config import SiteConfig
from reportgen.model.content import Asset, Content
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.meeting import Record
from reportgen.pipeline.faces import Faces
from reportgen.pipeline.reading import inspect
from reportgen.stages.plan import plan
from reportgen.stages.print import print_page
from reportgen.stages.render import render
from reportgen.stages.resolve import resolve
from reportgen.text.compose import Bond
from reportgen.theme import Theme

DAY = dt.date(2026, 6, 30)
SAMPLE = Path(__file__).parents[2] / "content"
SERIES = {"id": "roads", "title": "县道路养护联席会议", "organisation": "县政府办公室", "lang": "zh"}
SITE: dict[str, Any] = {"title": "会议纪要", "theme": "gongwen", "languages": ["zh"], "series": [SERIES]}


@dataclass(frozen=True)
class Document:
    """A printed page and the HTML it was made of."""

    html: str
    pdf: bytes
    problems: tuple[Diagnostic, ...]
    names: Mapping[str, Bond]
    """What its lines hold together."""


@functools.cache
def _here() -> Faces:
    return Faces(look_around(), SiteConfig.model_validate(SITE), {})


@functools.cache
def faces() -> RoleAdvances:
    """Widths of the faces a site without wishes of its own is printed with."""
    return _here().advances()


@functools.cache
def font_files() -> dict[str, bytes]:
    """What its pages ask for by name."""
    return _here().assets()


def printed(
    *records: Record, site: dict[str, Any] | None = None, assets: Mapping[str, Asset] | None = None
) -> dict[str, Document]:
    """The documents of some records by id, set in the official theme."""
    content = Content(
        site=SiteConfig.model_validate({**SITE, **(site or {})}),
        records=records,
        assets=assets or {},
    )
    return _documents(content, (one.id for one in records))


@functools.cache
def of_the_sample(*ids: str) -> dict[str, Document]:
    """Some documents of the sample, all of them set in the official theme."""
    content, _ = inspect(SAMPLE, DAY)
    assert content
    series = tuple(one.model_copy(update={"theme": "gongwen"}) for one in content.site.series)
    return _documents(replace(content, site=content.site.model_copy(update={"series": series})), ids)


def _documents(content: Content, ids: Iterable[str]) -> dict[str, Document]:
    wanted = set(ids)
    site, theme = resolve(content, DAY), Theme(faces=faces())
    assets = {one.uri: one.content for one in site.assets.values() if one.is_image} | font_files()
    found = {}
    for page in plan(site, edition="full", outputs={"pdf"}).pages:
        if page.record in wanted and page.path.endswith(f"/{page.record}.pdf"):
            html = render(page, theme).html
            done = print_page(
                PrintJob(
                    html, {uri: one for uri, one in assets.items() if uri in html}, even_end=content.site.house.duplex
                )
            )
            assert done.pdf, done.problems
            found[str(page.record)] = Document(html, done.pdf, done.problems, page.context["unparted"])
    return found
