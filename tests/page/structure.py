"""What makes a PDF readable by every reader and fit for an archive: our own rules, held against the file itself.

They follow ISO 14289-1 (PDF/UA-1), ISO 19005-3 (PDF/A-3a) and ISO 32000-1, as far as a program can judge; they do not
stand in for veraPDF, nor for a person with a screen reader. `broken_rules` names each rule that is broken, and where.

Of every tagged file:
- language: the catalog has a language, as do parts in another one only by a tag of BCP 47
- marked: MarkInfo says so, nothing is suspect
- title: a title in the document information, the same in XMP, and viewers show it instead of the file's name
- claim: XMP claims the standard the file was made for, and no other
- closed: no encryption, no script, no action but going somewhere, no form
- tab-order: pages are tabbed through by structure
- content: every mark on paper is either real content with a number of its own or an artifact, never one in the other
- parents: every such number leads to a part of the tree below the root that leads back to it, and no other does
- types: parts are of the standard types; nothing is in a part that may not hold it (tables, lists, captions)
- headings: the first is H1, none skips a level
- tables: rows are equally wide; every TH says what it heads, every Headers names a TH of the table
- figures: alternative text and a box
- links: each annotation is in a Link that leads back to it, has words of its own to be told by, and an end to lead to
- fonts: embedded, with a map to Unicode that leads to characters
- outline: there where there is more than one heading; words in every entry, a page of the file behind it
- ids: names of parts are unique and listed in the tree's own index
Of a file for the archive, moreover:
- intent: one output intent with an RGB profile, and no colour of printing inks
- archive: an identifier, no picture to be smoothed, annotations that print, nothing embedded that is not said why
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from xml.etree import ElementTree

import pikepdf

STANDARD = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "P", "H1",
    "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot",
    "Span", "Quote", "Note", "Reference", "Code", "Link", "Figure", "Formula", "Form",
}  # fmt: skip
"""Types of parts. Source: ISO 32000-1, 14.8.4; NonStruct, 14.8.4.2."""
HOLDS = {
    "Table": {"Caption", "THead", "TBody", "TFoot", "TR"}, "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"},
    "TR": {"TH", "TD"}, "L": {"Caption", "LI", "L"}, "LI": {"Lbl", "LBody"},
}  # fmt: skip
"""What alone may stand in some parts. Source: ISO 32000-1, 14.8.4.3."""
HELD_BY = {
    "TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}, "THead": {"Table"}, "TBody": {"Table"},
    "TFoot": {"Table"}, "LI": {"L"}, "LBody": {"LI"}, "Caption": {"Table", "L", "Figure", "Sect", "Div", "NonStruct"},
}  # fmt: skip
PAINTS = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "Tj", "TJ", "'", '"', "EI", "INLINE IMAGE"}
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "dc": "http://purl.org/dc/elements/1.1/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/", "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}  # fmt: skip


@dataclass(eq=False)
class Part:
    """A part of the structure."""

    element: Any
    type: str
    parent: Part | None
    parts: list[Part] = field(default_factory=list)
    contents: list[tuple[int, int]] = field(default_factory=list)
    """Page, counted from 0, and number of each piece of content."""
    objects: list[Any] = field(default_factory=list)
    """The annotations it holds."""

    def walk(self) -> Iterator[Part]:
        """Itself and all below it, in the order of reading."""
        yield self
        for part in self.parts:
            yield from part.walk()

    @property
    def place(self) -> str:
        return self.type if self.parent is None else f"{self.parent.place}/{self.type}"


@dataclass(frozen=True)
class Sheet:
    """The content stream of a page."""

    numbers: tuple[int, ...]
    loose: tuple[str, ...]
    """Operators that paint outside all marks."""
    crossed: tuple[str, ...]
    """Marks inside marks of the other kind, or numbers inside numbers."""


class Reading:
    """A file, read once for all rules."""

    def __init__(self, pdf: pikepdf.Pdf, variant: str) -> None:
        self.pdf, self.variant, self.root = pdf, variant, pdf.Root
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

    @cached_property
    def tree(self) -> Part:
        root = Part(self.root.StructTreeRoot, "StructTreeRoot", None)
        self._read(root, None)
        return root

    @cached_property
    def parts(self) -> list[Part]:
        """In the order of reading, without the root."""
        return list(self.tree.walk())[1:]

    def of(self, *types: str) -> Iterator[Part]:
        return (part for part in self.parts if part.type in types)

    def _read(self, part: Part, page: int | None) -> None:
        own = part.element.get("/Pg")
        page = self.pages.get(own.objgen) if own is not None else page
        kids = part.element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                part.contents.append((-1 if page is None else page, int(kid)))
            elif kid.get("/Type") == "/OBJR":
                part.objects.append(kid.Obj)
            elif kid.get("/Type") == "/MCR":
                part.contents.append((self.pages[kid.Pg.objgen], int(kid.MCID)))
            else:
                child = Part(kid, str(kid.S)[1:], part)
                part.parts.append(child)
                self._read(child, page)

    @cached_property
    def sheets(self) -> list[Sheet]:
        return [_sheet(page) for page in self.pdf.pages]

    @cached_property
    def parents(self) -> dict[int, Any]:
        """The tree of parents, by number."""
        numbers = self.root.StructTreeRoot.get("/ParentTree", {}).get("/Nums", [])
        return {int(key): value for key, value in zip(*[iter(numbers)] * 2, strict=True)}

    @cached_property
    def xmp(self) -> ElementTree.Element:
        data = bytes(self.root.Metadata.read_bytes()) if "/Metadata" in self.root else b"<none/>"
        return ElementTree.fromstring(re.sub(rb"<\?xpacket.*?\?>", b"", data).strip())

    def claim(self, name: str) -> str | None:
        """What XMP says of a property, as an attribute or as an element."""
        space, local = name.split(":")
        full = f"{{{SPACES[space]}}}{local}"
        said = [one.get(full) for one in self.xmp.iter() if one.get(full)]
        return next(iter([*said, *(one.text for one in self.xmp.iter(full))]), None)

    def annotations(self) -> Iterator[tuple[int, Any]]:
        for number, page in enumerate(self.pdf.pages):
            for annotation in page.obj.get("/Annots", []):
                yield number, annotation

    @cached_property
    def fonts(self) -> list[Any]:
        return [one for one in self.pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]


def _sheet(page: Any) -> Sheet:
    numbers: list[int] = []
    loose: list[str] = []
    crossed: list[str] = []
    marks: list[str] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in {"BMC", "BDC"}:
            mark = "artifact" if operands[0] == "/Artifact" else "neutral"
            if name == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]:
                mark = "content"
                numbers.append(int(operands[1].MCID))
            if mark != "neutral" and {"artifact", "content"}.intersection(marks) and {mark, *marks} != {"artifact"}:
                crossed.append(f"{mark} in {marks[-1]}")
            marks.append(mark)
        elif name == "EMC":
            marks.pop()
        elif name in PAINTS and not {"artifact", "content"}.intersection(marks):
            loose.append(name)
    return Sheet(tuple(numbers), tuple(loose), tuple(crossed))


def _language(file: Reading) -> Iterator[str]:
    spoken = [file.root.get("/Lang"), *(part.element.Lang for part in file.parts if "/Lang" in part.element)]
    yield from (f"language {one}" for one in spoken if not LANGUAGE.fullmatch(str(one or "")))


def _marked(file: Reading) -> Iterator[str]:
    info = file.root.get("/MarkInfo", {})
    if info.get("/Marked") is not True or info.get("/Suspects", False):
        yield "MarkInfo"


def _title(file: Reading) -> Iterator[str]:
    title = str(file.pdf.docinfo.get("/Title", ""))
    told = [one.text for one in file.xmp.iterfind(".//dc:title/rdf:Alt/rdf:li", SPACES)]
    if not title.strip() or told != [title]:
        yield f"“{title}” and {told}"
    if file.root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
        yield "viewers show the name of the file"


def _claim(file: Reading) -> Iterator[str]:
    names = ("pdfuaid:part", "pdfaid:part", "pdfaid:conformance")
    claims = tuple(file.claim(name) for name in names)
    if claims != {"ua-1": ("1", None, None), "a-3a": (None, "3", "A")}[file.variant]:
        yield str(claims)


def _closed(file: Reading) -> Iterator[str]:
    if file.pdf.is_encrypted:
        yield "encrypted"
    yield from (key for key in ("/OpenAction", "/AA", "/AcroForm") if key in file.root)
    if "/JavaScript" in file.root.get("/Names", {}):
        yield "/JavaScript"
    for one in file.pdf.objects:
        if isinstance(one, pikepdf.Dictionary):
            kinds = {str(part.get("/S")) for part in (one, one.get("/A")) if isinstance(part, pikepdf.Dictionary)}
            yield from kinds & {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Sound", "/Movie"}


def _tab_order(file: Reading) -> Iterator[str]:
    yield from (f"page {number}" for number, page in enumerate(file.pdf.pages, 1) if page.obj.get("/Tabs") != "/S")


def _content(file: Reading) -> Iterator[str]:
    for number, sheet in enumerate(file.sheets, 1):
        yield from (f"page {number}: {operator} outside all marks" for operator in set(sheet.loose))
        yield from (f"page {number}: {cross}" for cross in set(sheet.crossed))
        yield from (f"page {number}: {one} twice" for one, count in Counter(sheet.numbers).items() if count > 1)


def _parents(file: Reading) -> Iterator[str]:
    held = Counter(place for part in file.parts for place in part.contents)
    yield from (f"{place} is in {count} parts" for place, count in held.items() if count > 1)
    owner = {place: part for part in file.parts for place in part.contents}
    for number, (page, sheet) in enumerate(zip(file.pdf.pages, file.sheets, strict=True)):
        listed = file.parents.get(int(page.obj.get("/StructParents", -1)), [])
        for mcid in sheet.numbers:
            part = owner.pop((number, mcid), None)
            named = listed[mcid] if mcid < len(listed) else None
            if part is None or named is None or named.objgen != part.element.objgen:
                yield f"page {number + 1}: {mcid} has {'another' if part else 'no'} parent in the tree"
        spare = [one for at, one in enumerate(listed) if one is not None and at not in sheet.numbers]
        yield from (f"page {number + 1}: a parent without a child" for _ in spare[:1])
    yield from (f"{part.place} holds {place}, which is on no page" for place, part in owner.items())
    for part in file.parts:
        up = part.parent.element if part.parent else None
        if up is not None and part.element.get("/P", pikepdf.Dictionary()).objgen != up.objgen:
            yield f"{part.place} names another parent"


def _types(file: Reading) -> Iterator[str]:
    for part in file.parts:
        above = part.parent.type if part.parent else ""
        if part.type not in STANDARD:
            yield f"{part.place} is of no standard type"
        if part.type not in HOLDS.get(above, {part.type}) or above not in HELD_BY.get(part.type, {above}):
            yield part.place
        if part.type in HOLDS and part.contents:
            yield f"{part.place} holds words of its own"
    if [part.type for part in file.tree.parts] != ["Document"]:
        yield "the root holds more than one document"


def _headings(file: Reading) -> Iterator[str]:
    level = 0
    for part in file.parts:
        if re.fullmatch("H[1-6]", part.type):
            if int(part.type[1]) > level + 1:
                yield f"{part.type} after {f'H{level}' if level else 'nothing'}"
            level = int(part.type[1])


def _attributes(part: Part) -> dict[str, Any]:
    given = part.element.get("/A", [])
    several = given if isinstance(given, pikepdf.Array | list) else [given]
    return {str(key): value for one in several for key, value in one.items()}


def _tables(file: Reading) -> Iterator[str]:
    for table in file.of("Table"):
        cells = [part for part in table.walk() if part.type in {"TH", "TD"}]
        names = {bytes(part.element.ID) for part in cells if part.type == "TH" and "/ID" in part.element}
        asked = {bytes(one) for part in cells for one in _attributes(part).get("/Headers", [])}
        yield from (f"{table.place}: no header {name!r}" for name in asked - names)
        for part in cells:
            scope = _attributes(part).get("/Scope")
            named = "/ID" in part.element and bytes(part.element.ID) in asked
            if part.type == "TH" and scope not in {"/Row", "/Column", "/Both"} and not named:
                yield f"{part.place} heads nothing"
        if widths := set(_widths(table)) - {max(_widths(table), default=0)}:
            yield f"{table.place}: a row {min(widths)} wide"


def _widths(table: Part) -> list[int]:
    """How many columns each row of a table fills, with the cells that reach down into it."""
    widths: list[int] = []
    reaching: list[tuple[int, int]] = []
    for row in (part for part in table.walk() if part.type == "TR"):
        spans = [(_span(cell, "/ColSpan"), _span(cell, "/RowSpan")) for cell in row.parts]
        widths.append(sum(wide for wide, _ in spans) + sum(wide for wide, _ in reaching))
        reaching = [(wide, left - 1) for wide, left in reaching if left > 1]
        reaching += [(wide, high - 1) for wide, high in spans if high > 1]
    return widths


def _span(cell: Part, name: str) -> int:
    return int(_attributes(cell).get(name, 1))


def _figures(file: Reading) -> Iterator[str]:
    for part in file.of("Figure"):
        if not str(part.element.get("/Alt", "")).strip():
            yield f"{part.place} has no words"
        if "/BBox" not in _attributes(part):
            yield f"{part.place} has no box"


def _links(file: Reading) -> Iterator[str]:
    holder = {one.objgen: part for part in file.parts for one in part.objects}
    for number, annotation in file.annotations():
        place, part = f"page {number + 1}: {annotation.get('/Contents', '')}", holder.get(annotation.objgen)
        back = file.parents.get(int(annotation.get("/StructParent", -1)))
        if annotation.get("/Subtype") != "/Link" or part is None or part.type != "Link":
            yield f"{place} is in no Link"
        elif back is None or back.objgen != part.element.objgen:
            yield f"{place} does not lead back to its Link"
        if not str(annotation.get("/Contents", "")).strip():
            yield f"{place} has no words"
        if "/Dest" not in annotation and "/URI" not in annotation.get("/A", {}):
            yield f"{place} leads nowhere"
    for part in file.of("Link"):
        if not part.objects or not any(one.contents for one in part.walk()):
            yield f"{part.place} has no annotation or no words"


def _fonts(file: Reading) -> Iterator[str]:
    for font in file.fonts:
        name = str(font.get("/BaseFont", font.get("/Name", "?")))
        if "/DescendantFonts" in font or font.get("/Subtype") in {"/TrueType", "/Type1", "/Type3"}:
            map_ = bytes(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else b""
            codes = re.findall(rb"<[0-9a-fA-F]+>\s*<([0-9a-fA-F]*)>", map_)
            if not codes or any(not one or one.lower() in {b"0000", b"feff", b"fffe"} for one in codes):
                yield f"{name} does not lead to Unicode"
        if "/DescendantFonts" not in font and font.get("/Subtype") != "/Type3":
            files = {"/FontFile", "/FontFile2", "/FontFile3"}
            if not files.intersection(font.get("/FontDescriptor", {}).keys()):
                yield f"{name} is not embedded"


def _outline(file: Reading) -> Iterator[str]:
    headings = [part for part in file.parts if re.fullmatch("H[1-6]", part.type)]
    with file.pdf.open_outline() as outline:
        entries = list(_entries(outline.root))
    if len(headings) > 1 and not entries:
        yield "there is none"
    for entry in entries:
        page = entry.destination[0] if isinstance(entry.destination, pikepdf.Array) else None
        if not entry.title.strip() or page is None or page.objgen not in file.pages:
            yield f"“{entry.title}”"


def _entries(items: Any) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _entries(item.children)


def _ids(file: Reading) -> Iterator[str]:
    names = [bytes(part.element.ID) for part in file.parts if "/ID" in part.element]
    yield from (f"{name!r} {count} times" for name, count in Counter(names).items() if count > 1)
    listed = file.root.StructTreeRoot.get("/IDTree", {}).get("/Names", [])
    index = {bytes(key): value.objgen for key, value in zip(*[iter(listed)] * 2, strict=True)}
    if index != {bytes(part.element.ID): part.element.objgen for part in file.parts if "/ID" in part.element}:
        yield "the index of names is not theirs"
    if list(index) != sorted(index):
        yield "the index of names is in no order"


def _intent(file: Reading) -> Iterator[str]:
    intents = list(file.root.get("/OutputIntents", []))
    if [(one.get("/S"), one.get("/DestOutputProfile", {}).get("/N")) for one in intents] != [("/GTS_PDFA1", 3)]:
        yield "output intents"
    for number, page in enumerate(file.pdf.pages, 1):
        if {"k", "K"} & {str(operator) for _, operator in pikepdf.parse_content_stream(page)}:
            yield f"page {number}: colour of printing inks"


def _archive(file: Reading) -> Iterator[str]:
    if len(file.pdf.trailer.get("/ID", [])) != 2:
        yield "no identifier"
    for one in file.pdf.objects:
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image" and one.get("/Interpolate", False):
            yield "a picture is smoothed"
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Filespec" and "/AFRelationship" not in one:
            yield "a file is embedded without a reason"
    for number, annotation in file.annotations():
        if int(annotation.get("/F", 0)) & 0b100111 != 0b100:
            yield f"page {number + 1}: an annotation does not print"


Rule = Callable[[Reading], Iterator[str]]
TAGGED: dict[str, Rule] = {
    "language": _language, "marked": _marked, "title": _title, "claim": _claim, "closed": _closed,
    "tab-order": _tab_order, "content": _content, "parents": _parents, "types": _types, "headings": _headings,
    "tables": _tables, "figures": _figures, "links": _links, "fonts": _fonts, "outline": _outline, "ids": _ids,
}  # fmt: skip
ARCHIVE: dict[str, Rule] = {"intent": _intent, "archive": _archive}


def broken_rules(content: bytes, variant: str) -> list[str]:
    """Every rule that a file breaks, with where it does, each place once.

    Args:
        content: the PDF.
        variant: the standard it was made for: ua-1 or a-3a.
    """
    rules = TAGGED | (ARCHIVE if variant == "a-3a" else {})
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            return ["marked: there is no structure"]
        file = Reading(pdf, variant)
        return list(dict.fromkeys(f"{name}: {where}" for name, rule in rules.items() for where in rule(file)))
