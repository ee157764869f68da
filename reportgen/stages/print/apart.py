"""A piece of a volume, printed by itself: its pages without head and foot, to be bound with those of other pieces.

WeasyPrint is told what the other pieces are known to hold, and asked for what it makes of this one.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from reportgen.model.build import Piece


@dataclass(eq=False)
class Apart:
    """What is seen of a piece while it is laid out and written."""

    piece: Piece
    asked: dict[str, int] = field(default_factory=dict)
    asks_itself: bool = False
    is_whole: bool = True
    strings: list[dict[str, list[str]]] = field(default_factory=list)
    packed: bytes = b""
    """Its pages, once it was written."""

    def html(self, html: str) -> str:
        """Return the page with the number it begins with."""
        if self.piece.is_first:
            return html
        # The page that is thrown away has the number before it.
        style = f"<style>@page :first {{ counter-reset: page {self.piece.first - 1} }}</style></head>"
        return html.replace("</head>", style, 1)

    def trim(self, document: Any) -> None:
        """Take away the page that only goes before."""
        if not self.piece.is_first:
            del document.pages[0]
            del self.strings[0]


@contextlib.contextmanager
def apart(piece: Piece) -> Iterator[Apart]:
    """Let WeasyPrint lay out and write a piece while the block lasts."""
    from weasyprint import document, layout, pdf

    seen = Apart(piece)
    with (
        standing_in(document, "TargetCollector", _targets(seen)),
        standing_in(layout, "make_margin_boxes", _strings_instead(seen)),
        standing_in(pdf, "resolve_links", _links_elsewhere(piece)),
        standing_in(pdf, "build_fonts_dictionary", _no_fonts),
    ):
        yield seen


@contextlib.contextmanager
def standing_in(room: Any, name: str, other: Any) -> Iterator[None]:
    """Let something else stand in for what a module of WeasyPrint knows by a name, while the block lasts."""
    own = getattr(room, name)
    setattr(room, name, other)
    try:
        yield
    finally:
        setattr(room, name, own)


def _targets(seen: Apart) -> Any:
    """Return a collector of places that are referred to, which knows the pages of those elsewhere."""
    from weasyprint.css.targets import TargetCollector, TargetLookupItem

    class PlaceElsewhere:
        def __init__(self, page: int) -> None:
            self.cached_counter_values = {"page": [page]}

    class Targets(TargetCollector):  # type: ignore[misc]
        def lookup_target(self, anchor_token: Any, source_box: Any, *more: Any) -> Any:
            address = source_box.element.get("href", "") if anchor_token[0] == "attr()" else anchor_token[1]
            name = address[1:] if isinstance(address, str) else address[1]
            if name in self.target_lookup_items or name not in seen.piece.pages:
                seen.asks_itself = True
                return super().lookup_target(anchor_token, source_box, *more)
            page = seen.asked[name] = seen.piece.pages[name]
            item = TargetLookupItem("up-to-date")
            item.target_box = PlaceElsewhere(page)
            return item

        def collect_missing_counters(
            self, parent_box: Any, css_token: Any, again: Any, missing: Any, *more: Any
        ) -> None:
            seen.asks_itself |= bool(missing)
            seen.is_whole &= "pages" not in missing
            super().collect_missing_counters(parent_box, css_token, again, missing, *more)

    return Targets


def _strings_instead(seen: Apart) -> Callable[..., tuple[()]]:
    """Return what notes, instead of laying out head and foot of a page, what they may quote."""

    def note(context: Any, _page: Any, _state: Any) -> tuple[()]:
        number = context.current_page
        found = {name: pages[number] for name, pages in context.string_set.items() if number in pages}
        seen.strings.append({name: [words[0], words[-1]] for name, words in found.items()})
        return ()

    return note


def _links_elsewhere(piece: Piece) -> Callable[[Any], Iterator[Any]]:
    """Return what resolves the links of a piece: one that leads to another piece leads somewhere."""
    from weasyprint.logger import LOGGER

    def resolve(pages: Any) -> Iterator[Any]:
        own = {name for page in pages for name in page.anchors}
        for page in pages:
            kept = []
            for link in page.links:
                if link[0] == "internal" and link[1] not in own and link[1] not in piece.pages:
                    LOGGER.error("No anchor #%s for internal URI reference", link[1])
                else:
                    kept.append(link)
            # The anchors are told apart: their pages have no numbers yet.
            yield kept, []

    return resolve


def _no_fonts(*_: Any) -> Any:
    """Return no fonts: the bound volume has one of each."""
    import pydyf

    return pydyf.Dictionary()


def file_of(font: Any) -> tuple[int, int, int]:
    """Return what tells the file of a font from others."""
    return len(font.file_content), int(font.index), int(font.glyph_count)
