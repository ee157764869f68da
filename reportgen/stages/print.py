"""Page → PDF: WeasyPrint with no way out to files or network, and its silent failures as findings.

The only file that knows WeasyPrint, and it loads it at first use: loading takes longer than the first page. One
page prints at a time in a process (`workers` has one process each), since WeasyPrint's warnings carry no sender.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import functools
import logging
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from reportgen.environment import look_around, require_printer
from reportgen.model.build import Printed, PrintJob
from reportgen.model.diagnostic import Diagnostic, DiagnosticKind, Severity, error, warning

REFUSED_ADDRESS = error(
    "print-refused-address",
    en="the page asks for “{address}”, which is not one of its own pictures",
    zh="页面要求读取“{address}”，它不是本页自带的图片",
    hint_en="put the file into assets/ and name it in the record; pages load nothing from elsewhere",
    hint_zh="请把文件放进 assets/ 并在记录中写明；页面不从别处读取任何内容",
)
DUPLICATE_FACE = error(
    "duplicate-font-face",
    en="two font files are given for “{family}” in the same weight and style, which prints wrong characters",
    zh="字体“{family}”的同一字重和样式对应两个文件，会印错字",
    hint_en="give each file a family name of its own in the style sheet",
    hint_zh="请在样式表中给每个文件单独的字体名",
)
MISSING_GLYPH = error(
    "missing-glyph",
    en="“{character}” ({code}) is in none of the installed fonts: page {page}, “{words}”",
    zh="已安装的字体都没有“{character}”（{code}）：第 {page} 页“{words}”",
    hint_en="install a font that has it, or write it another way",
    hint_zh="请安装含有此字的字体，或改用其他写法",
)
SUBSTITUTED_FONT = warning(
    "substituted-font",
    en="none of the fonts {wished} is installed; {family} is used",
    zh="字体{wished}均未安装，改用 {family}",
    hint_en="install one of them, or name one that is installed; `reportgen doctor` lists the fonts",
    hint_zh="请安装其中一种，或改用已安装的字体；`reportgen doctor` 可列出字体",
)
BORROWED_FONT = DiagnosticKind(
    "borrowed-font",
    Severity.INFO,
    {
        "en": "“{characters}” is not in the fonts of the page and is taken from {family}",
        "zh": "页面所用字体没有“{characters}”，改用 {family}",
    },
    {"en": "look at the printed page; it may stand out", "zh": "请查看印出的效果，字形可能不一致"},
)
PRINT_WARNING = DiagnosticKind(
    "print-warning",
    Severity.INFO,
    {"en": "the printer says: {words}", "zh": "排版程序提示：{words}"},
    {"en": "tell whoever looks after the templates", "zh": "请告知维护模板的人"},
)
PRINT_FAILED = error(
    "print-failed",
    en="the page cannot be laid out ({reason})",
    zh="页面无法排版（{reason}）",
    hint_en="simplify what is unusual in it: lists in lists, tables in tables, very large tables",
    hint_zh="请简化其中特殊的部分：多层列表、表中套表、特大的表格",
)
OUT_OF_MEMORY = error(
    "print-out-of-memory",
    en="the page needs more than {megabytes} MB of memory",
    zh="页面排版所需内存超过 {megabytes} MB",
    hint_en="split the document, or make its pictures and tables smaller",
    hint_zh="请拆分文档，或缩小图片和表格",
)
KINDS = (
    REFUSED_ADDRESS,
    DUPLICATE_FACE,
    MISSING_GLYPH,
    SUBSTITUTED_FONT,
    BORROWED_FONT,
    PRINT_WARNING,
    PRINT_FAILED,
    OUT_OF_MEMORY,
)
"""All that printing can find."""

MOST_OF_A_KIND = 20
"""Refused addresses or warnings told of one document; the rest says the same."""
WORDS_AROUND = 12
"""Characters quoted on either side of one that cannot be printed."""


def print_page(job: PrintJob) -> Printed:
    """Return the PDF of a page with what was noticed on the way; the same page gives the same bytes.

    Without a PDF where printing failed, where the page asked for anything but its own assets, or where two font
    files share a name. A PDF with a missing character is returned beside the error, for whoever decides.
    """
    warm_up()
    fetcher, fonts, said = _asset_fetcher(job.assets), _one_face_fonts(), _Listener()
    with _listening(said):
        outcome = _write(job, fetcher, fonts)
    refused = [REFUSED_ADDRESS.at(None, address=_readable(one)) for one in fetcher.refused]
    doubled = [DUPLICATE_FACE.at(None, family=family) for family in fonts.doubled]
    fatal = (*refused[:MOST_OF_A_KIND], *doubled)
    if isinstance(outcome, Diagnostic):
        return Printed(None, problems=(*fatal, outcome))
    pages, words = len(outcome.document.pages), tuple(_words(outcome.document))
    problems = (*fatal, *_missing_glyphs(outcome.document, words))
    # A font or picture that was refused has consequences, which would only repeat what is said.
    if fatal:
        return Printed(None, pages, problems)
    return Printed(outcome.pdf, pages, (*problems, *_other_faces(outcome.document, words), *said.warnings()))


def _readable(address: str) -> str:
    """Return an address with Chinese as Chinese; as it came where that would hide a control character in it."""
    plain = unquote(address)
    return plain if plain.isprintable() else address


def warm_up() -> None:
    """Load what printing needs, so that the first page is as quick as the next.

    Raises:
        ReportgenError: Pango is missing; its words name the package and the command.

    """
    _weasyprint()


@functools.cache
def _weasyprint() -> Any:
    try:
        with _without_library_search():
            import weasyprint
    except OSError:
        require_printer(look_around())
        raise
    return weasyprint


@contextlib.contextmanager
def _without_library_search() -> Iterator[None]:
    """Let libraries be found by their file names alone: searching starts 86 programs and takes most of the import.

    WeasyPrint asks for each library by several names, the last of which Linux's loader knows without a search.
    """
    if sys.platform != "linux":
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda _: None  # type: ignore[assignment]
    try:
        yield
    finally:
        ctypes.util.find_library = search


@dataclass(frozen=True, slots=True)
class _Written:
    document: Any
    pdf: bytes


def _write(job: PrintJob, fetcher: Any, fonts: Any) -> _Written | Diagnostic:
    """Return the laid-out document and its PDF, or why WeasyPrint gave up on it."""
    variant = "pdf/ua-1" if job.tagged else None
    try:
        html = _weasyprint().HTML(string=job.html, base_url="asset:/", url_fetcher=fetcher)
        document = html.render(font_config=fonts, pdf_variant=variant)
        # Pictures and fonts are read by now; what asks later is an attachment, which would carry today's date.
        fetcher.is_open = False
        return _Written(document, document.write_pdf(pdf_variant=variant))
    except MemoryError:
        return OUT_OF_MEMORY.at(None, megabytes=job.megabytes)
    # Bad pages break WeasyPrint in many ways (recursion, assertions); one of them must not stop the others.
    except Exception as failure:
        return PRINT_FAILED.at(None, reason=_reason(failure))


def _reason(failure: Exception) -> str:
    """Return what broke and where, without a path of this machine."""
    where = traceback.extract_tb(failure.__traceback__)[-1].name
    return f"{type(failure).__name__} in {where}"


def _asset_fetcher(assets: Mapping[str, bytes]) -> Any:
    """Return what WeasyPrint asks for every address: it serves the assets, refuses and remembers the rest."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class AssetFetcher(URLFetcher):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.is_open = True
            self.refused: dict[str, None] = {}

        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002 - WeasyPrint's own signature
            if self.is_open and url in assets:
                return URLFetcherResponse(url, assets[url])
            self.refused[url] = None
            raise ValueError(f"refused: {url}")

    return AssetFetcher()


_WEIGHTS = {"normal": 400, "bold": 700}


def _one_face_fonts() -> Any:
    """Return WeasyPrint's fonts for one document, with at most one file for each family, weight and style.

    With two, it draws the glyphs of one by the numbers of the other: the text layer reads right, the paper wrong.
    """
    from weasyprint.text.fonts import FontConfiguration

    class OneFaceFonts(FontConfiguration):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.faces: dict[tuple[object, ...], object] = {}
            self.doubled: dict[str, None] = {}

        def add_font_face(self, rule_descriptors: dict[str, Any], url_fetcher: object) -> None:
            family, weight = rule_descriptors["font_family"], rule_descriptors.get("font_weight", 400)
            style = rule_descriptors.get("font_style", "normal")
            face = (family.casefold(), _WEIGHTS.get(weight, weight), style)
            if self.faces.setdefault(face, rule_descriptors["src"]) == rule_descriptors["src"]:
                super().add_font_face(rule_descriptors, url_fetcher)
            else:
                self.doubled[family] = None

    return OneFaceFonts()


class _Listener(logging.Handler):
    """Keeps what WeasyPrint only logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._lines: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        self._lines[record.getMessage()] = None

    def warnings(self) -> tuple[Diagnostic, ...]:
        """Return what was logged, each once, bar the missing characters, which have a finding of their own."""
        lines = [line for line in self._lines if not line.startswith(".notdef glyph rendered")]
        return tuple(PRINT_WARNING.at(None, words=" ".join(line.split())) for line in lines[:MOST_OF_A_KIND])


@contextlib.contextmanager
def _listening(listener: logging.Handler) -> Iterator[None]:
    logger = logging.getLogger("weasyprint")
    # A program around this one that sets its logging up silences, by default, every logger it does not know.
    was_disabled, logger.disabled = logger.disabled, False
    logger.addHandler(listener)
    try:
        yield
    finally:
        logger.removeHandler(listener)
        logger.disabled = was_disabled


@dataclass(frozen=True, slots=True)
class _Words:
    """A run of text as it stands on paper."""

    page: int
    """1-based."""
    text: str
    families: tuple[str, ...]
    """As the style sheet names them, generic ones too."""
    language: str
    """The one its face is chosen by."""


def _other_faces(document: Any, words: tuple[_Words, ...]) -> Iterator[Diagnostic]:
    """Yield the families that others stand in for, and the characters taken from a family nobody named."""
    config = document.font_config._config
    known: set[str] = set()
    for families, language in dict.fromkeys((one.families, one.language) for one in words):
        named = [name for name in families if name not in _GENERIC]
        installed = [name for name in named if name.casefold() in _folded(_face(config, (name,), language))]
        if named and not installed:
            quoted = ", ".join(f"“{name}”" for name in named)
            used = _face(config, families, language)
            yield SUBSTITUTED_FONT.at(None, wished=quoted, family=used[0] if used else "?")
        for asked in (families, *((name,) for name in (*installed, *_GENERIC.intersection(families)))):
            # Latin words in a Chinese text get the face of a generic family that English gets.
            known |= _folded(_face(config, asked, language)) | _folded(_face(config, asked, "en"))
    yield from _borrowed(document, known)


_GENERIC = frozenset({"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "math", "emoji"})


def _words(document: Any) -> Iterator[_Words]:
    from weasyprint.formatting_structure.boxes import TextBox

    for number, page in enumerate(document.pages, 1):
        for box in page._page_box.descendants(placeholders=True):
            if isinstance(box, TextBox) and box.text.strip():
                style = box.style
                language = "en" if box.text.isascii() else style["lang"] or ""
                yield _Words(number, box.text, tuple(style["font_family"]), language)


def _missing_glyphs(document: Any, words: tuple[_Words, ...]) -> Iterator[Diagnostic]:
    for code in sorted({code for font in document.fonts.values() for code in font.missing}):
        character = chr(code)
        place = next((one for one in words if character in one.text), _Words(1, "", (), ""))
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


def _face(config: Any, families: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Return the family names of the face this machine gives for these families; () if it has no font at all."""
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
