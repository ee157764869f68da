"""Volumes printed in pieces, several at a time, and bound: what did not change since the last time is not printed.

A bound volume is what the volume printed whole would be; where that cannot be had, it is printed whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, MutableMapping, Sequence
from dataclasses import replace

from reportgen.model.build import Piece, Printed, PrintJob
from reportgen.model.diagnostic import Diagnostic
from reportgen.stages.print import MOST_OF_A_KIND
from reportgen.stages.print.cutting import cut, sheets_alone
from reportgen.stages.print.findings import BORROWED_FONT, SUBSTITUTED_FONT
from reportgen.stages.print.sheets import Sheets, unpacked

PrintAll = Callable[[Iterable[tuple[str, PrintJob]]], Iterator[tuple[str, Printed]]]
"""What prints pages by name, in the order they are done: `Printers.print_all`."""

LEAST_PIECES = 16
"""Pieces from which on a volume is printed in pieces; with fewer, reading the style for each takes what is won."""
MOST_ROUNDS = 12
"""Times that pieces are printed because numbers of pages moved; then the volume is printed whole."""
_ASKS = re.compile(r'<a class="(?:page|to)"[^>]* href="#([^"]+)"')
"""Where the bundled theme prints the number of a page: so the piece it is in is printed after the one it leads to."""
_NAME = re.compile(r' id="([^"]+)"')
_GUESS = 10
"""Number of a page not known yet: about as wide as most."""


def print_volume(job: PrintJob, print_all: PrintAll, kept: MutableMapping[str, Printed]) -> Printed:
    """Return the printed volume, bound from pieces where it can be cut.

    Args:
        job: the volume as one page.
        print_all: prints pages, several at a time.
        kept: printed pieces of the last time, by the digest of what they were made of; new ones are put in. What
            another version of the program or of its libraries printed must not be in it.

    """
    bound = _Volume(job, print_all, kept).bound() if goes_in_pieces(job) else None
    return bound or dict(print_all([("whole", job)]))["whole"]


def goes_in_pieces(job: PrintJob) -> bool:
    """Whether a page is a volume that is printed in pieces."""
    return len(cut(job.html)) >= LEAST_PIECES


class _Volume:
    """A volume that is being printed in pieces."""

    def __init__(self, job: PrintJob, print_all: PrintAll, kept: MutableMapping[str, Printed]) -> None:
        self.job, self.print_all, self.kept = job, print_all, kept
        pieces = cut(job.html)
        self.jobs = [_job(job, html, place) for place, html in enumerate(pieces)]
        self.keys = [_key(one) for one in self.jobs]
        homes = {anchor: place for place, html in enumerate(pieces) for anchor in _NAME.findall(html)}
        self.asks = [{homes[one] for one in _ASKS.findall(html) if one in homes} for html in pieces]
        self.pages = dict.fromkeys(homes, _GUESS)
        self.first = [_GUESS] * len(pieces)
        self.sheets: dict[int, Sheets] = {}
        for place, key in enumerate(self.keys):
            self._take(place, kept.get(key))

    def bound(self) -> Printed | None:
        """Return the bound volume, or None where it has to be printed whole."""
        for _ in range(MOST_ROUNDS):
            self._count()
            moved = {place for place in range(len(self.jobs)) if not self._is_settled(place)}
            if not moved:
                return self._bind()
            if not self._print(_ready(moved, self.asks, self.sheets.keys())):
                return None
        return None

    def _take(self, place: int, printed: Printed | None) -> bool:
        """Keep a printed piece; False: it cannot be bound with others."""
        sheets = _sheets(printed) if printed else None
        if not (printed and sheets and sheets.is_whole):
            return False
        self.sheets[place], self.kept[self.keys[place]] = sheets, printed
        return True

    def _count(self) -> None:
        """Number the pages through; of a piece not printed yet one page is known, its first."""
        number, pages = 1, dict[str, int]()
        for place in range(len(self.jobs)):
            self.first[place] = number
            for sheet in self.sheets[place].sheets if place in self.sheets else [None]:
                # Of parts of one name the first is meant.
                pages = dict.fromkeys(sheet.anchors, number) | pages if sheet else pages
                number += 1
        self.pages |= pages

    def _is_settled(self, place: int) -> bool:
        """Whether a piece was printed, with the numbers that pages have now."""
        sheets = self.sheets.get(place)
        return (
            sheets is not None
            and sheets.first in {None, self.first[place]}
            and all(self.pages[anchor] == number for anchor, number in sheets.asked.items())
        )

    def _print(self, places: Iterable[int]) -> bool:
        """Print pieces anew, those with most in them first; False: one of them cannot be bound."""
        longest = sorted(places, key=lambda place: -len(self.jobs[place].html))
        told = ((str(place), replace(self.jobs[place], piece=self._told(place))) for place in longest)
        taken = [self._take(int(name), printed) for name, printed in self.print_all(told)]
        return all(taken)

    def _told(self, place: int) -> Piece:
        return Piece(place == 0, self.first[place], self.pages)

    def _bind(self) -> Printed | None:
        count = sum(len(one.sheets) for one in self.sheets.values())
        html = sheets_alone(self.job.html, count)
        printed = [self.kept[key] for key in self.keys]
        pieces = {f"piece:{place}": one.pdf for place, one in enumerate(printed) if one.pdf}
        job = replace(self.job, html=html, assets=_asked(self.job, html) | pieces, binds=len(pieces))
        bound = dict(self.print_all([("bound", job)]))["bound"]
        if bound.pdf is None:
            return None
        found = (one for place, piece in enumerate(printed) for one in _moved(piece.problems, self.first[place] - 1))
        return replace(bound, problems=(*bound.problems, *_fewest(found)))


def _sheets(printed: Printed) -> Sheets | None:
    """Return the pages of a printed piece, or None: it could not be printed, or its printer answered nonsense."""
    with contextlib.suppress(ValueError, LookupError, TypeError):
        return unpacked(printed.pdf) if printed.pdf else None
    return None


def _job(job: PrintJob, html: str, place: int) -> PrintJob:
    """Return the job of a piece; what it is told of others comes later, and is no part of its key."""
    return replace(job, html=html, assets=_asked(job, html), piece=Piece(place == 0, 1, {}))


def _asked(job: PrintJob, html: str) -> dict[str, bytes]:
    return {uri: content for uri, content in job.assets.items() if uri in html}


def _key(job: PrintJob) -> str:
    """Return the digest of what a piece is made of."""
    digest = hashlib.sha256(f"{job.variant} {job.piece}\n".encode() + job.html.encode("utf-8", "surrogatepass"))
    for uri, content in sorted(job.assets.items()):
        digest.update(f"\n{uri} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _ready(moved: set[int], asks: Sequence[set[int]], printed: Collection[int]) -> set[int]:
    """Return the pieces to print next: all that those they ask for numbers are settled.

    One that asks later pieces is printed once before them, since their numbers depend on its length.
    """
    ready = {
        place
        for place in moved
        if not any(one in moved and one != place and (place in printed or one < place) for one in asks[place])
        and not (place in printed and any(one < place and one not in printed for one in moved))
    }
    return ready or moved


def _moved(problems: Iterable[Diagnostic], pages: int) -> Iterator[Diagnostic]:
    """Yield what was noticed on a piece with the numbers its pages have in the volume."""
    for one in problems:
        told = dict(one.values)
        yield one.kind.at(None, **told | {"page": int(told["page"]) + pages}) if "page" in told else one


def _fewest(problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield what was noticed in a volume as it would be if it were printed whole: once, and not too often."""
    counted = Counter[str]()
    for one in {(one.code, one.values): one for one in problems}.values():
        # Faces are looked at where all are together.
        if one.code not in _OF_FACES and counted[one.code] < MOST_OF_A_KIND:
            counted[one.code] += 1
            yield one


_OF_FACES = {SUBSTITUTED_FONT.code, BORROWED_FONT.code}
