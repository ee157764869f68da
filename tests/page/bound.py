"""A volume that may be printed whole and in pieces, and all that can be read off what was printed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
import pypdfium2

from reportgen.model.build import Printed, PrintJob
from reportgen.model.config import SiteConfig
from reportgen.model.content import Content
from reportgen.model.meeting import Briefing
from reportgen.model.party import People
from reportgen.pipeline import volumes
from reportgen.stages.plan import plan
from reportgen.stages.print import print_page
from reportgen.stages.render import render
from reportgen.stages.resolve import resolve
from reportgen.theme import Theme
from tests.page.structure import Reading
from tests.templates import briefing_pages as given

VOLUME = {"id": "quarter", "kind": "briefing", "title": "First quarter", "date": "2026-06-30", "access": "public",
          "select": {"from": "2026-01-01", "until": "2026-06-30"}, "foreword": "What the quarter brought.",
          "issue": {"number": "1", "year": "2026", "to": "All members"}}  # fmt: skip
LONG = "The road was looked at from end to end, and what was found was written down. " * 6
WALKED = "巡查已经结束，结果记录在案。"
ROADS = {
    "id": "roads", "kind": "minutes", "title": "Roads", "start": "2026-05-20", "access": "public", "lang": "zh",
    "agenda": [{"title": f"第{number}段公路", "discussion": WALKED * 12} for number in range(1, 6)],
    "actions": [{"id": "b1", "task": "修复路面", "due": "2026-06-01"}],
}  # fmt: skip
PLAIN = {**given.BARE, "decisions": [{"id": "d1", "text": LONG}]}


def volume(language: str, *minutes: dict[str, Any], variant: Any = "plain", **site: Any) -> PrintJob:
    """A volume of some minutes."""
    content = Content(
        site=SiteConfig.model_validate({**given.SITE, "theme": "briefing", "languages": [language], **site}),
        people=People.model_validate(given.PEOPLE),
        records=(*(given.record(one) for one in minutes), Briefing.model_validate({**VOLUME, "lang": language})),
        assets={**given.ASSETS, given.PICTURE.name: given.PICTURE},
    )
    made = plan(resolve(content, given.DAY), edition="full", outputs={"pdf"}).pages
    html = next(render(page, Theme()).html for page in made if page.record == "quarter")
    return PrintJob(html, {given.PICTURE.uri: given.PICTURE.content}, variant=variant)


class Press:
    """Prints in this process, and remembers what."""

    def __init__(self) -> None:
        self.kept: dict[str, Printed] = {}
        self.rounds: list[list[str]] = []

    def print_all(self, jobs: Iterable[tuple[str, PrintJob]]) -> Iterator[tuple[str, Printed]]:
        self.rounds.append([])
        for name, job in jobs:
            self.rounds[-1].append(name)
            yield name, print_page(job)

    def volume(self, job: PrintJob) -> Printed:
        self.rounds.clear()
        return volumes.print_volume(job, self.print_all, self.kept)


def all_of(pdf: bytes, variant: str) -> dict[str, Any]:
    """All that whoever reads a file may see, hear, find or follow, and what it says of itself."""
    with pikepdf.open(io.BytesIO(pdf)) as file, file.open_outline() as outline:
        places = {page.obj.objgen: number for number, page in enumerate(file.pages)}
        dests = file.Root.get("/Names", {}).get("/Dests", {}).get("/Names", [])
        return {
            "pictures": [page.render(scale=1).to_pil().tobytes() for page in pypdfium2.PdfDocument(pdf)],
            "text": [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)],
            "sizes": [_plain(page.mediabox) for page in file.pages],
            "outline": [*_entries(outline.root, places)],
            "ends": [(str(name), _end(end, places)) for name, end in zip(dests[::2], dests[1::2], strict=True)],
            "links": [[_plain(link) for link in page.get("/Annots", [])] for page in file.pages],
            "structure": [*_parts(Reading(file, variant))] if variant != "plain" else [],
            "fonts": {name: _font(font) for page in file.pages for name, font in page.Resources.Font.items()},
            "information": {name: str(value) for name, value in file.docinfo.items()},
            "catalogue": {
                name: _plain(value) for name, value in file.Root.items()
                if name not in {"/Pages", "/Outlines", "/Names", "/StructTreeRoot"}
            },
            "version": file.pdf_version,
        }  # fmt: skip


def _plain(value: Any) -> Any:
    if isinstance(value, pikepdf.Stream):
        return {
            **{name: _plain(one) for name, one in value.items() if name != "/Length"},
            "": bytes(value.read_bytes()),
        }
    if isinstance(value, pikepdf.Dictionary):
        apart = {"/P", "/Pg", "/K", "/ID", "/Headers"}
        return {name: _plain(one) for name, one in value.items() if name not in apart}
    return [_plain(one) for one in value] if isinstance(value, pikepdf.Array) else str(value)


def _end(end: Any, places: dict[Any, int]) -> list[Any]:
    return [places[end[0].objgen], *(str(one) for one in list(end)[1:])]


def _entries(entries: Any, places: dict[Any, int]) -> Iterator[tuple[Any, ...]]:
    for one in entries:
        yield one.title, one.is_closed, _end(one.destination, places), [*_entries(one.children, places)]


def _parts(file: Reading) -> Iterator[tuple[Any, ...]]:
    """Every part: where it stands, what it holds, and what is said of it; cells with the places of their heads."""
    heads = {str(part.element.ID): place for place, part in enumerate(file.parts) if "/ID" in part.element}
    for part in file.parts:
        said = part.element.get("/A", pikepdf.Dictionary())
        headers = said.get("/Headers", []) if isinstance(said, pikepdf.Dictionary) else []
        yield part.place, part.contents, len(part.objects), _plain(part.element), [heads[str(one)] for one in headers]


def _font(font: Any) -> tuple[Any, ...]:
    """A font with its widths, its words and its file; a glyph stands for a word whichever was drawn first."""
    own = font.DescendantFonts[0]
    file = own.FontDescriptor.get("/FontFile2", own.FontDescriptor.get("/FontFile3"))
    words = sorted(line for line in bytes(font.ToUnicode.read_bytes()).split(b"\n") if b"> <" in line)
    return str(font.BaseFont), _plain(own.W), words, bytes(file.read_bytes())
