"""Page → PDF: WeasyPrint with no way out to files or network, and its silent failures as findings.

The only room that knows WeasyPrint, and it loads it at first use: loading takes longer than the first page. One
page prints at a time in a process (`workers` has one process each), since WeasyPrint's warnings carry no sender.
"""

from __future__ import annotations

from reportgen.model.build import Printed, PrintJob
from reportgen.model.diagnostic import Diagnostic
from reportgen.stages.print.addresses import asset_fetcher, readable
from reportgen.stages.print.edges import past_the_edge
from reportgen.stages.print.engine import Listener, listening, unhurried_collection, weasyprint
from reportgen.stages.print.findings import DUPLICATE_FACE, KINDS, MOST_OF_A_KIND, OUT_OF_MEMORY, REFUSED_ADDRESS
from reportgen.stages.print.fonts import Words, missing_glyphs, other_faces, words_of
from reportgen.stages.print.stock import Stock
from reportgen.stages.print.writing import write

__all__ = ["KINDS", "MOST_OF_A_KIND", "OUT_OF_MEMORY", "Stock", "print_page", "warm_up"]

_EVERYDAY = """<!DOCTYPE html><html lang="en"><title>Minutes</title><style>
@page { size: A5; margin: 20mm; @bottom-center { content: counter(page) "/" counter(pages) } }
body { font-family: "Liberation Serif", serif; hyphens: auto; text-align: justify; width: 60mm }
th { font-weight: bold; border-bottom: 1pt solid #888 } a::after { content: target-counter(attr(href), page) }
</style><body><h1 id="a">Minutes</h1><p><a href="#a">The committee</a> considered the representations concerning
<em>maintenance</em> responsibilities, and <a href="https://example.org/">recommended</a> their acceptance.</p>
<ol><li>Adopted</li></ol><table><thead><tr><th>Task</th></tr></thead><tr><td>Culvert</td></tr></table>"""
"""A page with something of most that pages have."""


def warm_up() -> None:
    """Load what printing needs, so that the first page is as quick as the next.

    The library loads much at first use: the dictionary that parts words, the types of what it calls (measured: 0.15 s).

    Raises:
        ReportgenError: Pango is missing; its words name the package and the command.

    """
    print_page(PrintJob(_EVERYDAY))


def print_page(job: PrintJob, stock: Stock | None = None) -> Printed:
    """Return the PDF of a page with what was noticed on the way; the same page gives the same bytes.

    Without a PDF where printing failed, where the page asked for anything but its own assets, or where two font
    files share a name. A PDF with a missing character is returned beside the error, for whoever decides.

    Args:
        job: the page.
        stock: what the pages before left; None: nothing.
    """
    weasyprint()
    stock = stock or Stock()
    fetcher, fonts, said = asset_fetcher(job.assets), stock.fonts_for(job.html), Listener()
    with listening(said), unhurried_collection():
        outcome = write(job, fetcher, fonts, stock)
    stock.keep(fonts, sheets=not said.has_heard)
    refused = [REFUSED_ADDRESS.at(None, address=readable(one)) for one in fetcher.refused]
    doubled = [DUPLICATE_FACE.at(None, family=family) for family in fonts.doubled]
    fatal = (*refused[:MOST_OF_A_KIND], *doubled)
    if isinstance(outcome, Diagnostic):
        return Printed(None, problems=(*fatal, outcome))
    pages, words = len(outcome.document.pages), tuple(words_of(outcome.document))
    # Faces are looked at once, where all words of a volume are together.
    words += tuple(Words(0, "", families, language) for families, language in outcome.spoken)
    problems = (*fatal, *missing_glyphs(outcome.document, words))
    # A font or picture that was refused has consequences, which would only repeat what is said.
    if fatal:
        return Printed(None, pages, problems)
    looks = (*other_faces(outcome.document, words), *past_the_edge(outcome.document))
    return Printed(outcome.pdf, pages, (*problems, *looks, *said.warnings()))
