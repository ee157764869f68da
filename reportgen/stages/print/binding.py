"""The pieces of a volume on the pages of one file: what they share is there once, and all is numbered through.

The file is printed of empty pages, which have the heads and feet of the volume; on each goes the page of a piece.
"""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from reportgen.stages.print.apart import file_of, standing_in
from reportgen.stages.print.gathering import LINK, NUMBER, REFERENCE, number_of
from reportgen.stages.print.sheets import Face, Sheet, Sheets


class Unequal(Exception):  # noqa: N818 - not an error: the volume is printed whole
    """What the pieces would be bound to is not what the whole volume would be."""


@contextlib.contextmanager
def bound_pages(pieces: Sequence[Sheets], fonts: Any) -> Iterator[None]:
    """Let WeasyPrint quote the pieces in heads and feet, and write the fonts of all, while the block lasts."""
    from weasyprint import layout, pdf

    sheets = [sheet for piece in pieces for sheet in piece.sheets]
    with (
        standing_in(layout, "make_margin_boxes", _quoting(sheets, layout.make_margin_boxes)),
        standing_in(pdf, "build_fonts_dictionary", _fonts_of_all(pieces, fonts, pdf.build_fonts_dictionary)),
    ):
        yield


def furnish(document: Any, pieces: Sequence[Sheets]) -> None:
    """Put what links and the outline lead to on the pages of a document that was laid out."""
    sheets = [sheet for piece in pieces for sheet in piece.sheets]
    if len(sheets) != len(document.pages):
        raise Unequal
    for page, sheet in zip(document.pages, sheets, strict=True):
        # It would be painted over the page of the piece.
        if _is_seen(page._page_box.background) or _is_seen(page._page_box.canvas_background):
            raise Unequal
        page.anchors.update(sheet.anchors)
        page.bookmarks.extend((level, words, tuple(place), state) for level, words, place, state in sheet.bookmarks)


def _is_seen(background: Any) -> bool:
    return bool(background and (background.color.alpha or any(layer.image for layer in background.layers)))


def bind(pdf: Any, pieces: Sequence[Sheets]) -> None:
    """Put the pages of all pieces on those of a file that is about to be written."""
    import pydyf

    binding = _Binding(pdf)
    start = 0
    for piece in pieces:
        binding.add(piece, start)
        start += len(piece.sheets)
    if binding.names:
        index = [part for pair in sorted(binding.names) for part in (pydyf.String(pair[0]), pair[1])]
        tree = pydyf.Dictionary({"Names": pydyf.Array(index)})
        pdf.add_object(tree)
        binding.root["IDTree"] = tree.reference


class _Binding:
    """A file, and what of it all pieces share."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.pages = [number_of(one) for one in pdf.page_references]
        self.resources = pdf.objects[number_of(pdf.objects[self.pages[0]]["Resources"])]
        if any(self.resources.get(name) for name in ("XObject", "Pattern", "Shading")):
            raise Unequal
        self.names: list[tuple[str, bytes]] = []
        self.alone: dict[tuple[bytes, bytes | None], int] = {}
        """Streams that refer to nothing, to have each once."""
        self.root: Any = None
        if "StructTreeRoot" in pdf.catalog:
            self.root = pdf.objects[number_of(pdf.catalog["StructTreeRoot"])]
            self.document = pdf.objects[number_of(self.root["K"][0])]
            self.parents = pdf.objects[number_of(self.root["ParentTree"])]["Nums"]

    def add(self, piece: Sheets, start: int) -> None:
        """Put the pages of a piece on those from a place on."""
        if not set(self.resources["ExtGState"]) <= set(piece.states):
            raise Unequal
        numbers = self._numbers(piece, start)
        reference = {old: b"%d 0 R" % new for old, new in numbers.items()} | {0: b"null"}
        links = (len(self.parents) // 2) if self.root else 0
        for old, (words, body) in piece.objects.items():
            self.pdf.objects[numbers[old]] = _mounted(numbers, links, words, body, numbers[old])
        for place, sheet in enumerate(piece.sheets, start):
            self._fill(self.pdf.objects[self.pages[place]], piece, sheet, reference)
        if self.root:
            self._tag(piece, start, reference)
            self.names += [(f"{numbers[table]}{end}", reference[part]) for part, table, end in piece.named]

    def _numbers(self, piece: Sheets, start: int) -> dict[int, int]:
        """Return the new number of every object of a piece, and make room for those that are added."""
        numbers = {
            piece.shared["fonts"]: number_of(self.resources["Font"]),
            piece.shared["colours"]: number_of(self.resources["ColorSpace"]),
            **{sheet.page: number for sheet, number in zip(piece.sheets, self.pages[start:], strict=False)},
        }
        if self.root:
            numbers[piece.shared["document"]] = self.document.number
        for old, spelled in piece.objects.items():
            number = len(self.pdf.objects)
            if spelled[1] is not None and not _MARK.search(spelled[0]):
                # A picture that several pieces show.
                number = self.alone.setdefault(spelled, number)
            if number == len(self.pdf.objects):
                self.pdf.objects.append(None)
            numbers[old] = number
        return numbers

    def _fill(self, page: Any, piece: Sheets, sheet: Sheet, reference: Mapping[int, bytes]) -> None:
        import pydyf

        page["Contents"] = pydyf.Array([reference[sheet.content], page["Contents"]])
        page["Resources"] = reference[piece.resources]
        if sheet.links:
            page["Annots"] = pydyf.Array(reference[one] for one in sheet.links)

    def _tag(self, piece: Sheets, start: int, reference: Mapping[int, bytes]) -> None:
        self.document["K"].extend(reference[one] for one in piece.parts)
        for place, sheet in enumerate(piece.sheets, start):
            self.parents[2 * place + 1][:] = [reference[one] for one in sheet.parents]
        for one in piece.linking:
            self.parents.extend([len(self.parents) // 2, reference[one]])


_MARK = re.compile(b"|".join(mark + rb"(-?\d+)" + mark for mark in (REFERENCE, NUMBER, LINK)))


def _mounted(numbers: Mapping[int, int], links: int, words: bytes, body: bytes | None, number: int) -> Any:
    """Return an object of a piece as one of the file; its links are counted from a number on."""

    def numbered(found: re.Match[bytes]) -> bytes:
        if found[3]:
            return b"%d" % (links + int(found[3]))
        return b"%d 0 R" % numbers[int(found[1])] if found[1] else b"%d" % numbers[int(found[2])]

    mounted = _mounted_kinds()[body is not None]()
    mounted.number, mounted.words = number, _MARK.sub(numbered, words) + (body or b"")
    return mounted


@functools.cache
def _mounted_kinds() -> tuple[Any, Any]:
    """Return what stands in a file for an object of a piece, and for a stream."""
    import pydyf

    class Mounted(pydyf.Object):  # type: ignore[misc]
        words = b""

        @property
        def data(self) -> bytes:
            return self.words

    class MountedStream(pydyf.Stream):  # type: ignore[misc]
        words = b""

        @property
        def data(self) -> bytes:
            return self.words

    return Mounted, MountedStream


def _quoting(sheets: Sequence[Sheet], margins: Callable[..., Any]) -> Callable[..., Any]:
    """Return what lays out heads and feet, which quote the pieces instead of the empty page."""

    def quote(context: Any, page: Any, state: Any) -> Any:
        number = context.current_page
        if number == 1:
            context.string_set.clear()
        for name, words in sheets[number - 1].strings.items():
            context.string_set[name][number] = list(words)
        return margins(context, page, state)

    return quote


def _fonts_of_all(pieces: Sequence[Sheets], fonts: Any, build: Callable[..., Any]) -> Callable[..., Any]:
    """Return what writes the fonts of a file with those of all pieces, in what is used of them by any."""

    def build_all(pdf: Any, used: dict[Any, Any], *more: Any) -> Any:
        own = {font.hash: font for font in used.values()}
        characters: dict[str, dict[int, str]] = {}
        for face in (face for piece in pieces for face in piece.faces):
            if face.key not in own:
                used[face.key] = own[face.key] = _loaded(face, fonts)
            if file_of(own[face.key]) != face.file:
                raise Unequal
            own[face.key].widths |= {int(glyph): width for glyph, width in face.widths.items()}
            # What a character stands for is what it stood for where it was first drawn.
            known = characters.setdefault(face.key, {})
            known |= {int(glyph): words for glyph, words in face.characters.items() if int(glyph) not in known}
        for key, known in characters.items():
            own[key].to_unicode = known | {
                glyph: words for glyph, words in own[key].to_unicode.items() if glyph not in known
            }
        return build(pdf, used, *more)

    return build_all


def _loaded(face: Face, fonts: Any) -> Any:
    """Return the font of a piece by its family, style and weight; another one has another name and is not bound."""
    from weasyprint.pdf import stream
    from weasyprint.text.ffi import TO_UNITS, ffi, gobject, pango
    from weasyprint.text.fonts import get_pango_font_key

    context = ffi.gc(pango.pango_font_map_create_context(fonts.font_map), gobject.g_object_unref)
    description = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
    pango.pango_font_description_set_family(description, face.family.encode())
    pango.pango_font_description_set_style(description, face.style)
    pango.pango_font_description_set_weight(description, face.weight)
    pango.pango_font_description_set_absolute_size(description, int(face.size * TO_UNITS))
    found = pango.pango_font_map_load_font(fonts.font_map, context, description)
    if found == ffi.NULL:
        raise Unequal
    font = stream.Font(found, *get_pango_font_key(found)[1:])
    # A face of a file is freed with the last font that knows it.
    font.pango_font = ffi.gc(found, gobject.g_object_unref)
    if font.hash != face.key:
        raise Unequal
    return font
