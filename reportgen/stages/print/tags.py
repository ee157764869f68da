"""The structure of a PDF for those who hear it: what WeasyPrint leaves out, or puts in though it is no content.

WeasyPrint builds the structure box by box and forgets which box a part came from, so it is watched while it builds
(`watching`), and mended before it writes (`Watch.mend`). What is mended, by ISO 14289-1 (PDF/UA-1):

- heads and feet of pages, what is hidden from those who hear (aria-hidden) and pictures with alt="" are artifacts
- parts in another language than the part around them say so
- header cells say what they head; parts that are called by name stand in an index of names
- a link has one area for each piece of it, not one more for every part inside
- a list of terms has one item for a term and what is said of it
- links, drawings and tables say what they are for, where the page has words for it
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False)
class Watch:
    """What was seen while the structure of one document was built."""

    parts: dict[bytes, tuple[Any, Any]] = field(default_factory=dict)
    """Box and part, by the reference of the part."""
    artifacts: dict[int, set[int]] = field(default_factory=dict)
    """Numbers of marked content that is none, by page from 0."""

    def mend(self, document: Any, pdf: Any) -> None:
        """Put right the structure of a document that is about to be written; an untagged one is left alone."""
        for page, numbers in self.artifacts.items():
            _unmark(_content(pdf, page), numbers)
        for box, part in self.parts.values():
            _MENDERS.get(part["S"], _nothing)(self, box, part)
        self._name_languages(document)
        _index_names(pdf, [part for _, part in self.parts.values() if "ID" in part])

    def part(self, reference: object) -> Any | None:
        """Return the part behind a kid, or None: it is content, an annotation, or words without a box."""
        return self.parts[reference][1] if isinstance(reference, bytes) and reference in self.parts else None

    def tag(self, part: Any) -> str:
        """Return the name of the element a part came from."""
        return str(self.parts[part.reference][0].element_tag)

    def _name_languages(self, document: Any) -> None:
        import pydyf

        for box, part in self.parts.values():
            around = self.parts.get(part["P"])
            outer = around[0].style["lang"] if around else document.metadata.lang
            spoken = box.style["lang"]
            if spoken and spoken != (outer or document.metadata.lang):
                part["Lang"] = pydyf.String(spoken)


@contextlib.contextmanager
def watching() -> Iterator[Watch]:
    """Watch WeasyPrint build the structure of one document."""
    from weasyprint.pdf import tags

    build, watch = tags._build_box_tree, Watch()

    def build_and_watch(box: Any, parent: Any, pdf: Any, page: int, *more: Any) -> Iterator[Any]:
        parents, _, marked = more
        box = getattr(box, "_box", box)
        numbers = set(_unmarkable(box, marked))
        watch.artifacts.setdefault(page, set()).update(numbers)
        # The list of parents is read by position: a number without a parent keeps its place.
        parents.update(dict.fromkeys(numbers, b"null"))
        if _is_artifact(box):
            return
        for part in build(box, parent, pdf, page, *more):
            # A part comes out of its own box first, then of boxes around it that have none.
            watch.parts.setdefault(part.reference, (box, part))
            yield part

    tags._build_box_tree = build_and_watch
    try:
        yield watch
    finally:
        tags._build_box_tree = build


def _unmarkable(box: Any, marked: dict[Any, Any]) -> Iterator[int]:
    """Take what is no content out of the marked boxes, and yield its numbers: all of an artifact, blanks in a list."""
    from weasyprint.formatting_structure.boxes import LineBox, TextBox

    if _is_artifact(box):
        yield from (marked.pop(one)["mcid"] for one in box.descendants(placeholders=True) if one in marked)
    elif box.element_tag in {"ul", "ol", "dl"}:
        for line in box.children:
            if isinstance(line, LineBox):
                blanks = [one for one in line.children if isinstance(one, TextBox) and not one.text.strip()]
                line.children = [one for one in line.children if one not in blanks]
                yield from (marked.pop(one)["mcid"] for one in blanks if one in marked)


def keep_one_area_a_link(document: Any) -> None:
    """Take the areas of what stands inside a link from the pages: that of the link covers them."""
    for page in document.pages:
        page.links[:] = [one for one in page.links if one[3].element_tag == "a"]


def _is_artifact(box: Any) -> bool:
    """Whether a box is no content of its own: the margin of a page, or something that only the eye needs."""
    from weasyprint.formatting_structure.boxes import MarginBox

    if box.element is None or isinstance(box, MarginBox):
        return isinstance(box, MarginBox)
    is_bare = box.element_tag == "img" and box.element.get("alt") == ""
    return bool(is_bare or box.element.get("aria-hidden") == "true")


def _content(pdf: Any, page: int) -> Any:
    """Return the stream of operators of a page, counted from 0."""
    sheet = pdf.objects[int(pdf.page_references[page].split()[0])]
    return pdf.objects[int(sheet["Contents"].split()[0])]


def _unmark(stream: Any, numbers: set[int]) -> None:
    """Turn marked content into artifacts of the page."""
    import pydyf

    for at, operand in enumerate(stream.stream):
        if isinstance(operand, pydyf.Dictionary) and operand.get("MCID") in numbers:
            stream.stream[at - 1 : at + 1] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]


def _nothing(_watch: Watch, _box: Any, _part: Any) -> None:
    """Leave a part as it is."""


def _head_cell(_watch: Watch, box: Any, part: Any) -> None:
    """Say whether a header cell heads its row or its column, as the page does."""
    if box.element is not None and box.element_tag == "th":
        scope = "/Row" if box.element.get("scope") in {"row", "rowgroup"} else "/Column"
        part["A"]["Scope"] = scope


def _describe_drawing(_watch: Watch, box: Any, part: Any) -> None:
    import pydyf

    if "Alt" not in part and (words := box.element.get("aria-label")):
        part["Alt"] = pydyf.String(words)


def _describe_table(_watch: Watch, box: Any, part: Any) -> None:
    import pydyf

    if box.element is not None and (words := box.element.get("aria-label")):
        part["A"] = pydyf.Dictionary({"O": "/Table", "Summary": pydyf.String(words)})


def _describe_link(_watch: Watch, box: Any, part: Any) -> None:
    """Let a link be told by its own words, where WeasyPrint has only its address; words added to one are no other."""
    import pydyf

    if box.element_tag != "a" or not box.link_annotation:
        part["S"] = "/Span"
        return
    words = box.element.get("aria-label") or " ".join("".join(box.element.itertext()).split())
    if words:
        box.link_annotation["Contents"] = pydyf.String(words)


def _terms(watch: Watch, _box: Any, part: Any) -> None:
    """Make one item of each term and what is said of it (`<div><dt>…<dd>…</div>`)."""
    for group in filter(None, map(watch.part, part["K"])):
        if group["S"] != "/Div":
            continue
        group["S"] = "/LI"
        for item in filter(None, map(watch.part, group["K"])):
            item["S"] = "/Lbl" if watch.tag(item) == "dt" else "/LBody"
            for body in filter(None, map(watch.part, item["K"])):
                body["S"] = "/NonStruct"


_MENDERS = {
    "/TH": _head_cell, "/Figure": _describe_drawing, "/Table": _describe_table, "/Link": _describe_link, "/L": _terms,
}  # fmt: skip


def _index_names(pdf: Any, named: list[Any]) -> None:
    """List the parts that have a name in the index that ISO 32000-1, 14.7.2, asks for."""
    import pydyf

    if not named:
        return
    root = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
    entries = [
        entry for part in sorted(named, key=lambda one: one["ID"].string) for entry in (part["ID"], part.reference)
    ]
    index = pydyf.Dictionary({"Names": pydyf.Array(entries)})
    pdf.add_object(index)
    root["IDTree"] = index.reference
