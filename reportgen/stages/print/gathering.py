"""What is left of a piece of a volume once WeasyPrint wrote it: its pages, and the objects they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from reportgen.stages.print.apart import Apart, file_of
from reportgen.stages.print.fonts import Words
from reportgen.stages.print.sheets import Face, Sheet, Sheets

REFERENCE, NUMBER, LINK = b"\xab", b"\xac", b"\xad"
"""What stands around the number of an object of the piece that is referred to, such a bare number, and that of a link.

Nothing else is spelled with them: what is not ASCII is written in hexadecimal.
"""
REFERRED = re.compile(REFERENCE + rb"(\d+)" + REFERENCE)
_REFERENCE = re.compile(rb"(\d+) 0 R")
_CELL = re.compile(r"(\d+)(-\d+-\d+)")
"""How WeasyPrint names header cells: by the number of their table, row and column."""


def gather(seen: Apart, document: Any, pdf: Any, spoken: Iterable[Words]) -> Sheets:
    """Return the pages of a piece that is about to be written."""
    pages = [pdf.objects[number_of(one)] for one in pdf.page_references]
    resources = pdf.objects[number_of(pages[0]["Resources"])]
    tags = _tags(pdf, len(pages))
    shared = {
        "fonts": number_of(resources["Font"]),
        "colours": number_of(resources["ColorSpace"]),
        "document": tags.document,
    }
    sheets = tuple(map(_sheet, pages, document.pages, seen.strings, tags.parents))
    for page in pages:
        stream = pdf.objects[number_of(page["Contents"])].stream
        # What follows on the page, its head and foot, begins where this began.
        stream[:] = [b"q", *stream, b"Q"]
    roots = [resources.number, *tags.parts, *(one for sheet in sheets for one in (sheet.content, *sheet.links))]
    objects = dict(_reached(pdf, roots, {*shared.values(), *(page.number for page in pages)}, len(pages)))
    fonts = tuple(document.fonts.values())
    return Sheets(
        sheets=sheets,
        shared=shared,
        resources=resources.number,
        states=tuple(resources["ExtGState"]),
        parts=tags.parts,
        linking=tags.linking,
        named=tuple(_named(pdf, objects)),
        faces=tuple(_face(font) for font in fonts),
        spoken=tuple(dict.fromkeys((one.families, one.language) for one in spoken)),
        asked=seen.asked,
        first=seen.piece.first if seen.asks_itself else None,
        is_whole=seen.is_whole and not any(font.missing or font.bitmap or font.variations for font in fonts),
        objects=objects,
    )


@dataclass(frozen=True, slots=True)
class _Tags:
    """The structure of a piece, by the numbers of its parts."""

    document: int
    parts: tuple[int, ...]
    parents: tuple[tuple[int, ...], ...]
    """By page."""
    linking: tuple[int, ...]


def _tags(pdf: Any, pages: int) -> _Tags:
    """Return the structure of a file; empty where it has none."""
    if "StructTreeRoot" not in pdf.catalog:
        return _Tags(-1, (), ((),) * pages, ())
    root = pdf.objects[number_of(pdf.catalog["StructTreeRoot"])]
    document = number_of(root["K"][0])
    parents = pdf.objects[number_of(root["ParentTree"])]["Nums"][1::2]
    return _Tags(
        document,
        tuple(number_of(one) for one in pdf.objects[document]["K"]),
        tuple(tuple(number_of(one) for one in some) for some in parents[:pages]),
        tuple(number_of(one) for one in parents[pages:]),
    )


def _sheet(page: Any, laid: Any, strings: dict[str, list[str]], parents: tuple[int, ...]) -> Sheet:
    links = tuple(number_of(one) for one in page.get("Annots", ()))
    return Sheet(page.number, number_of(page["Contents"]), links, parents, strings, laid.anchors, laid.bookmarks)


def _named(pdf: Any, numbers: Iterable[int]) -> Iterator[tuple[int, int, str]]:
    """Yield the parts that are called by name, with the table they are of and the rest of the name."""
    for number in numbers:
        part = pdf.objects[number]
        if isinstance(part, dict) and "ID" in part and (cell := _CELL.fullmatch(part["ID"].string)):
            yield number, int(cell[1]), cell[2]


def number_of(reference: bytes) -> int:
    """Return the number of the object that is referred to; 0: none."""
    found = _REFERENCE.fullmatch(reference)
    return int(found[1]) if found else 0


def _face(font: Any) -> Face:
    characters = {str(glyph): words for glyph, words in font.to_unicode.items()}
    widths = {str(glyph): width for glyph, width in font.widths.items()}
    drawn = font.family, int(font.style), int(font.weight), font.font_size
    return Face(font.hash, *drawn, file_of(font), widths, characters)


def _reached(
    pdf: Any, roots: list[int], shared: set[int], pages: int
) -> Iterator[tuple[int, tuple[bytes, bytes | None]]]:
    """Yield every object that these need, spelled, with its number; those that are shared are left out."""
    waiting, known = roots[::-1], {*roots, *shared}
    while waiting:
        number = waiting.pop()
        spelled = _spelled(pdf.objects[number], pages)
        yield number, spelled
        new = [one for one in dict.fromkeys(map(int, REFERRED.findall(spelled[0]))) if one not in known]
        known.update(new)
        waiting.extend(reversed(new))


def _spelled(thing: Any, pages: int) -> tuple[bytes, bytes | None]:
    """Return an object as it stands in a file, a stream in two parts: what is said of it, and the rest."""
    import pydyf

    if not isinstance(thing, pydyf.Stream):
        return _words(thing, pages), None
    _, begin, body = thing.data.partition(b"\nstream\n")
    extra = pydyf.Dictionary(thing.extra) | ({"Filter": "/FlateDecode"} if thing.compress else {})
    return _words(extra | {"Length": len(body) - len(b"\nendstream")}, pages), begin + body


def _words(thing: Any, pages: int, key: object = None) -> bytes:
    """Return an object in the words of a file, with references that can be told from all else."""
    import pydyf

    if isinstance(thing, dict):
        named = ((key if isinstance(key, bytes) else str(key).encode(), key, value) for key, value in thing.items())
        return b"<<" + b"".join(b"/%b %b" % (name, _words(value, pages, key)) for name, key, value in named) + b">>"
    if isinstance(thing, list | tuple):
        return b"[" + b" ".join(_words(one, pages, key) for one in thing) + b"]"
    if key in {"ID", "Headers"} and (cell := _CELL.fullmatch(thing.string)):
        return b"(%b%b%b%b)" % (NUMBER, cell[1].encode(), NUMBER, cell[2].encode())
    if key == "StructParent":
        # Links are counted through the whole file, after the pages.
        return b"%b%d%b" % (LINK, thing - pages, LINK)
    if isinstance(thing, bytes) and (found := _REFERENCE.fullmatch(thing)):
        return REFERENCE + found[1] + REFERENCE
    return bytes(pydyf._to_bytes(thing))
