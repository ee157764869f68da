"""From a page to the bytes of its PDF, or to the reason why there are none."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from reportgen.model.build import Piece, PrintJob
from reportgen.model.diagnostic import Diagnostic
from reportgen.stages.print.apart import apart
from reportgen.stages.print.binding import bind, bound_pages, furnish
from reportgen.stages.print.engine import is_bare, weasyprint
from reportgen.stages.print.findings import OUT_OF_MEMORY, PRINT_FAILED
from reportgen.stages.print.fonts import one_face_fonts, words_of
from reportgen.stages.print.gathering import gather
from reportgen.stages.print.line_numbers import number_lines
from reportgen.stages.print.lines import filled_lines
from reportgen.stages.print.sheets import unpacked
from reportgen.stages.print.stock import Stock
from reportgen.stages.print.tags import Watch, keep_one_area_a_link, watching


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a page that could be laid out."""

    document: Any
    """WeasyPrint's own, for what can be read off it."""
    pdf: bytes
    """Of a piece of a volume: its pages, to be bound."""
    spoken: tuple[tuple[tuple[str, ...], str], ...] = ()
    """Families and language of the words that were bound."""


def write(job: PrintJob, fetcher: Any, fonts: Any, stock: Stock) -> Written | Diagnostic:
    """Return the laid-out document and its PDF, or why WeasyPrint gave up on it."""
    try:
        if job.piece:
            return _write_piece(job, job.piece, fetcher, fonts, stock)
        if job.binds:
            return _write_bound(job, fetcher, fonts, stock)
        return _write_whole(job, fetcher, fonts, stock)
    except MemoryError:
        return OUT_OF_MEMORY.at(None, megabytes=job.megabytes)
    # Bad pages break WeasyPrint in many ways (recursion, assertions); one of them must not stop the others.
    except Exception as failure:
        return PRINT_FAILED.at(None, reason=_reason(failure))


def _write_whole(job: PrintJob, fetcher: Any, fonts: Any, stock: Stock) -> Written:
    document = _ready(_laid_out(job, fetcher, fonts, stock), fetcher)
    return Written(document, _written(document, job))


def _write_piece(job: PrintJob, piece: Piece, fetcher: Any, fonts: Any, stock: Stock) -> Written:
    packed = b""

    def pack(document: Any, pdf: Any) -> None:
        nonlocal packed
        packed = gather(seen, document, pdf, words_of(document)).packed()
        # There is nothing left to write.
        del pdf.objects[1:]

    with apart(piece) as seen:
        document = _render(replace(job, html=seen.html(job.html)), fetcher, fonts, stock)
        seen.trim(document)
        _written(_ready(document, fetcher), job, pack)
    return Written(document, packed)


def _write_bound(job: PrintJob, fetcher: Any, fonts: Any, stock: Stock) -> Written:
    pieces = [unpacked(job.assets[f"piece:{number}"]) for number in range(job.binds)]
    with bound_pages(pieces, fonts):
        document = _render(job, fetcher, fonts, stock)
        furnish(document, pieces)
        pdf = _written(_ready(document, fetcher), job, lambda _, pdf: bind(pdf, pieces))
    return Written(document, pdf, tuple(one for piece in pieces for one in piece.spoken))


def _ready(document: Any, fetcher: Any) -> Any:
    """Return a laid-out document as it is written."""
    # Pictures and fonts are read by now; what asks later is an attachment, which would carry today's date.
    fetcher.is_open = False
    keep_one_area_a_link(document)
    number_lines(document)
    return document


def _written(document: Any, job: PrintJob, last: Callable[[Any, Any], None] = lambda _document, _pdf: None) -> bytes:
    """Return the bytes of a document; `last` is what is done to its file before it is written."""
    with watching() as watch:
        finish = _finisher(job, watch, last)
        return bytes(document.write_pdf(pdf_variant=_VARIANTS[job.variant], finisher=finish))


def _finisher(job: PrintJob, watch: Watch, last: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Return what mends a file before it is written."""

    def finish(document: Any, pdf: Any) -> None:
        watch.mend(document, pdf)
        if job.variant == "a-3a":
            # An archive shows pictures as they are: ISO 19005-3, 6.2.8.
            pictures = (one.extra for one in pdf.objects if "Interpolate" in getattr(one, "extra", ()))
            for picture in pictures:
                picture["Interpolate"] = "false"
        last(document, pdf)

    return finish


_VARIANTS: dict[str, str | None] = {"ua-1": "pdf/ua-1", "a-3a": "pdf/a-3a", "plain": None}


def _laid_out(job: PrintJob, fetcher: Any, fonts: Any, stock: Stock) -> Any:
    """Return the document, laid out once more with its foot on an even page of its own where it ends on an odd one."""
    document = _render(job, fetcher, fonts, stock)
    moved = foot_moved_on(document) if job.even_end else ""
    if not moved:
        return document
    # Fonts of their own: loading a file twice into one set gives WeasyPrint two faces of one name.
    return _render(job, fetcher, one_face_fonts(), stock, moved)


def _render(job: PrintJob, fetcher: Any, fonts: Any, stock: Stock, body_class: str = "") -> Any:
    html = weasyprint().HTML(string=job.html, base_url="asset:/", url_fetcher=fetcher)
    if body_class:
        body = html.etree_element.find("body")
        body.set("class", f"{body.get('class', '')} {body_class}".strip())
    with filled_lines(), stock.shared_sheets():
        return html.render(font_config=fonts, pdf_variant=_VARIANTS[job.variant])


FOOT = "part_imprint"
"""The id of the foot of an official document (版记); ids of records have no underscore."""
APART = "imprint-apart"
"""The class of a body whose theme has to put the foot on an even page of its own."""
AFTER_BLANK = "imprint-after-blank"
"""The class beside it where the page before will be blank."""


def foot_moved_on(document: Any) -> str:
    """Return the classes of a body whose foot moves on from the front of a sheet; empty where it stands right.

    Source: GB/T 9704-2012, 7.4 (版记 on the last page, an even one where both sides are printed) and 7.5 (where the
    page before it is blank neither has a number).
    """
    found = next((one for one in enumerate(document.pages, 1) if FOOT in one[1].anchors), None)
    if found is None or found[0] % 2 == 0:
        return ""
    return f"{APART} {AFTER_BLANK}" if is_bare(found[1]) else APART


def _reason(failure: Exception) -> str:
    """Return what broke and where, without a path of this machine."""
    where = traceback.extract_tb(failure.__traceback__)[-1].name
    return f"{type(failure).__name__} in {where}"
