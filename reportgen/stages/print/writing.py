"""From a page to the bytes of its PDF, or to the reason why there are none."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from typing import Any

from reportgen.model.build import PrintJob
from reportgen.model.diagnostic import Diagnostic
from reportgen.stages.print.engine import weasyprint
from reportgen.stages.print.findings import OUT_OF_MEMORY, PRINT_FAILED


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a page that could be laid out."""

    document: Any
    """WeasyPrint's own, for what can be read off it."""
    pdf: bytes


def write(job: PrintJob, fetcher: Any, fonts: Any) -> Written | Diagnostic:
    """Return the laid-out document and its PDF, or why WeasyPrint gave up on it."""
    variant = "pdf/ua-1" if job.tagged else None
    try:
        html = weasyprint().HTML(string=job.html, base_url="asset:/", url_fetcher=fetcher)
        document = html.render(font_config=fonts, pdf_variant=variant)
        # Pictures and fonts are read by now; what asks later is an attachment, which would carry today's date.
        fetcher.is_open = False
        return Written(document, document.write_pdf(pdf_variant=variant))
    except MemoryError:
        return OUT_OF_MEMORY.at(None, megabytes=job.megabytes)
    # Bad pages break WeasyPrint in many ways (recursion, assertions); one of them must not stop the others.
    except Exception as failure:
        return PRINT_FAILED.at(None, reason=_reason(failure))


def _reason(failure: Exception) -> str:
    """Return what broke and where, without a path of this machine."""
    where = traceback.extract_tb(failure.__traceback__)[-1].name
    return f"{type(failure).__name__} in {where}"
