"""Page → PDF: WeasyPrint with no way out to files or network, and its silent failures as findings.

The only room that knows WeasyPrint, and it loads it at first use: loading takes longer than the first page. One
page prints at a time in a process (`workers` has one process each), since WeasyPrint's warnings carry no sender.
"""

from __future__ import annotations

from reportgen.model.build import Printed, PrintJob
from reportgen.model.diagnostic import Diagnostic
from reportgen.stages.print.addresses import asset_fetcher, readable
from reportgen.stages.print.edges import past_the_edge
from reportgen.stages.print.engine import Listener, listening, unhurried_collection, warm_up
from reportgen.stages.print.findings import DUPLICATE_FACE, KINDS, MOST_OF_A_KIND, OUT_OF_MEMORY, REFUSED_ADDRESS
from reportgen.stages.print.fonts import Words, missing_glyphs, one_face_fonts, other_faces, words_of
from reportgen.stages.print.writing import write

__all__ = ["KINDS", "MOST_OF_A_KIND", "OUT_OF_MEMORY", "print_page", "warm_up"]


def print_page(job: PrintJob) -> Printed:
    """Return the PDF of a page with what was noticed on the way; the same page gives the same bytes.

    Without a PDF where printing failed, where the page asked for anything but its own assets, or where two font
    files share a name. A PDF with a missing character is returned beside the error, for whoever decides.
    """
    warm_up()
    fetcher, fonts, said = asset_fetcher(job.assets), one_face_fonts(), Listener()
    with listening(said), unhurried_collection():
        outcome = write(job, fetcher, fonts)
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
