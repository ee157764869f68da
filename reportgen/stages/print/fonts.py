"""The fonts of a page: one file for each face, and which faces and characters others stand in for."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from reportgen.model.diagnostic import Diagnostic
from reportgen.stages.print.findings import BORROWED_FONT, MISSING_GLYPH, SUBSTITUTED_FONT, WORDS_AROUND

_WEIGHTS = {"normal": 400, "bold": 700}


def one_face_fonts() -> Any:
    """Return WeasyPrint's fonts, with at most one file for each family, weight and style; `chosen` has what was asked.

    With two, it draws the glyphs of one by the numbers of the other: the text layer reads right, the paper wrong.
    """
    from weasyprint.text.fonts import FontConfiguration

    class OneFaceFonts(FontConfiguration):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.faces: dict[tuple[object, ...], object] = {}
            self.doubled: dict[str, None] = {}
            self.chosen: dict[tuple[tuple[str, ...], str], tuple[str, ...]] = {}

        def add_font_face(self, rule_descriptors: dict[str, Any], url_fetcher: object) -> None:
            family, weight = rule_descriptors["font_family"], rule_descriptors.get("font_weight", 400)
            style = rule_descriptors.get("font_style", "normal")
            face = (family.casefold(), _WEIGHTS.get(weight, weight), style)
            if self.faces.setdefault(face, rule_descriptors["src"]) == rule_descriptors["src"]:
                super().add_font_face(rule_descriptors, url_fetcher)
            else:
                self.doubled[family] = None

    return OneFaceFonts()


def are_still_there(fonts: Any) -> bool:
    """Whether the fonts of this machine are those that were opened for a document, to the second."""
    from weasyprint.text.ffi import fontconfig

    _know_of_changes()
    return bool(fontconfig.FcConfigUptoDate(fonts._config))


@functools.cache
def _know_of_changes() -> None:
    from weasyprint.text.ffi import ffi

    # WeasyPrint never asks for this.
    ffi.cdef("FcBool FcConfigUptoDate (FcConfig *config);")


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text as it stands on paper."""

    page: int
    """1-based."""
    text: str
    families: tuple[str, ...]
    """As the style sheet names them, generic ones too."""
    language: str
    """The one its face is chosen by."""


def other_faces(document: Any, words: tuple[Words, ...]) -> Iterator[Diagnostic]:
    """Yield the families that others stand in for, and the characters taken from a family nobody named."""
    fonts = document.font_config
    known: set[str] = set()
    for families, language in dict.fromkeys((one.families, one.language) for one in words):
        named = [name for name in families if name not in _GENERIC]
        installed = [name for name in named if name.casefold() in _folded(_face(fonts, (name,), language))]
        if named and not installed:
            quoted = ", ".join(f"“{name}”" for name in named)
            used = _face(fonts, families, language)
            yield SUBSTITUTED_FONT.at(None, wished=quoted, family=used[0] if used else "?")
        for asked in (families, *((name,) for name in (*installed, *_GENERIC.intersection(families)))):
            # Latin words in a Chinese text get the face of a generic family that English gets.
            known |= _folded(_face(fonts, asked, language)) | _folded(_face(fonts, asked, "en"))
    yield from _borrowed(document, known)


_GENERIC = frozenset({"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "math", "emoji"})


def words_of(document: Any) -> Iterator[Words]:
    """Yield every run of text of a laid-out document, page by page."""
    from weasyprint.formatting_structure.boxes import TextBox

    for number, page in enumerate(document.pages, 1):
        for box in page._page_box.descendants(placeholders=True):
            if isinstance(box, TextBox) and box.text.strip():
                style = box.style
                language = "en" if box.text.isascii() else style["lang"] or ""
                yield Words(number, box.text, tuple(style["font_family"]), language)


def missing_glyphs(document: Any, words: tuple[Words, ...]) -> Iterator[Diagnostic]:
    """Yield the characters that no font has, each once, with the words around the first of them."""
    for code in sorted({code for font in document.fonts.values() for code in font.missing}):
        character = chr(code)
        place = next((one for one in words if character in one.text), Words(1, "", (), ""))
        at = place.text.find(character)
        around = place.text[max(0, at - WORDS_AROUND) : at + WORDS_AROUND + 1]
        yield MISSING_GLYPH.at(None, character=character, code=f"U+{code:04X}", page=place.page, words=around.strip())


def _borrowed(document: Any, known: set[str]) -> Iterator[Diagnostic]:
    """Yield the characters that came from a font nobody named."""
    borrowed: dict[str, set[str]] = {}
    for font in document.fonts.values():
        if font.family.casefold() not in known:
            drawn = {text for glyph, text in font.to_unicode.items() if glyph not in font.missing.values()}
            borrowed.setdefault(font.family, set()).update(drawn)
    for family, texts in sorted(borrowed.items()):
        if characters := "".join(sorted(texts)).strip():
            yield BORROWED_FONT.at(None, characters=characters, family=family)


def _folded(names: Iterable[str]) -> set[str]:
    return {name.casefold() for name in names}


def _face(fonts: Any, families: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Return the family names of the face this machine gives for these families; () if it has no font at all."""
    asked = (families, language)
    if asked not in fonts.chosen:
        fonts.chosen[asked] = _matched(fonts._config, families, language)
    return cast("tuple[str, ...]", fonts.chosen[asked])


def _matched(config: Any, families: tuple[str, ...], language: str) -> tuple[str, ...]:
    from weasyprint.text.ffi import ffi, fontconfig

    pattern = ffi.gc(fontconfig.FcPatternCreate(), fontconfig.FcPatternDestroy)
    for name in families:
        fontconfig.FcPatternAddString(pattern, b"family", name.encode())
    if language:
        fontconfig.FcPatternAddString(pattern, b"lang", language.lower().encode())
    fontconfig.FcConfigSubstitute(config, pattern, fontconfig.FcMatchPattern)
    fontconfig.FcDefaultSubstitute(pattern)
    match = fontconfig.FcFontMatch(config, pattern, ffi.new("FcResult *"))
    if match == ffi.NULL:
        return ()
    match = ffi.gc(match, fontconfig.FcPatternDestroy)
    names: list[str] = []
    found = ffi.new("FcChar8 **")
    while fontconfig.FcPatternGetString(match, b"family", len(names), found) == fontconfig.FcResultMatch:
        names.append(ffi.string(found[0]).decode())
    return tuple(names)
