"""What one document leaves for the next in its process: style sheets that were parsed, fonts that were opened.

A sheet is kept where all that parsing made of it is rules and names of fonts: rules are only read afterwards, and each
document loads its font files itself. Fonts are kept where a document loaded no file, and serve those that load none.
What WeasyPrint complains about it complains about once, so the sheets of a document with a complaint are forgotten: the
next one is to be told the same.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reportgen.stages.print.fonts import are_still_there, one_face_fonts

MOST = 4
"""Sheets kept: pages of a kind come one after the other, and each takes a megabyte or two."""

_FILES = re.compile(r"@(?:font-face|[\w-]*\\)", re.IGNORECASE)
"""A rule that loads a font, or may be one: style sheets may spell any letter by its number."""


@dataclass(slots=True)
class Stock:
    """What is kept in one process (measured: an English document takes ×0.85 of the time it takes without)."""

    sheets: dict[tuple[object, ...], _Parsed] = field(default_factory=dict)
    """By text and all else that parsing depends on; the one used last is the last."""
    fonts: Any = None

    def fonts_for(self, html: str) -> Any:
        """Return the fonts of this machine for a page: new ones where they changed, or it may load files of its own."""
        fonts, self.fonts = self.fonts, None
        is_good = fonts and not _FILES.search(html) and are_still_there(fonts)
        return fonts if is_good else one_face_fonts()

    def keep(self, fonts: Any, *, sheets: bool) -> None:
        """Keep the fonts of a page for the next if it loaded no file, and the sheets if nothing is wrong with them."""
        self.fonts = None if fonts.faces else fonts
        if not sheets:
            self.sheets.clear()

    @contextlib.contextmanager
    def shared_sheets(self) -> Iterator[None]:
        """Let WeasyPrint take the sheets of a document from here while the block lasts."""
        from weasyprint import css

        parse = css.CSS

        def parse_once(**told: Any) -> Any:
            return self._parsed(parse, told) if told.get("string") else parse(**told)

        css.CSS = parse_once
        try:
            yield
        finally:
            css.CSS = parse

    def _parsed(self, parse: Any, told: dict[str, Any]) -> Any:
        key = told["string"], told["base_url"], told["media_type"]
        found = self.sheets.pop(key, None) or _tried(parse, told)
        if found is None:
            return parse(**told)
        self.sheets[key] = found
        if len(self.sheets) > MOST:
            del self.sheets[next(iter(self.sheets))]
        for face in found.faces:
            told["font_config"].add_font_face(face, told["url_fetcher"])
        told["page_rules"].extend(found.sheet.page_rules)
        return found.sheet


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A sheet, and the fonts it names."""

    sheet: Any
    faces: tuple[dict[str, Any], ...]


class _Faces:
    """Hears which fonts a sheet names, and loads none."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []

    def add_font_face(self, rule_descriptors: dict[str, Any], url_fetcher: object) -> None:  # noqa: ARG002
        self.heard.append(rule_descriptors)


class _Closed(BaseException):
    """A sheet asks for another file; WeasyPrint goes on after every lesser exception."""


def _refuse(url: str) -> None:
    raise _Closed(url)


def _tried(parse: Any, told: dict[str, Any]) -> _Parsed | None:
    """Return a parsed sheet that may be kept; None: it does more than say rules and name fonts."""
    faces, counters, profiles, layers = _Faces(), told["counter_style"].copy(), {}, []  # type: ignore[var-annotated]
    own = {
        "url_fetcher": _refuse,
        "font_config": faces,
        "counter_style": counters,
        "color_profiles": profiles,
        "layers": layers,
        "page_rules": [],
    }
    try:
        sheet = parse(**told | own)
    except _Closed:
        return None
    is_plain = not (profiles or layers) and counters == told["counter_style"]
    return _Parsed(sheet, tuple(faces.heard)) if is_plain else None
