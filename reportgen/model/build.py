"""What a build makes: planned pages, rendered pages, printed documents, files to publish."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from reportgen.model.config import PdfVariant
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.export import Export, Form
from reportgen.model.site import Address, Meeting


@dataclass(frozen=True, slots=True)
class Links:
    """How one page names other pages and files."""

    root: str | None
    """What leads to the root of the edition: `../../`, or the base URL; None: nothing can be linked."""
    assets: Mapping[str, str]
    """Address of each asset by its name."""

    def asset(self, name: str) -> str | None:
        """Return the address of a file below assets/, or None where there is none."""
        return self.assets.get(name)

    def to(self, path: str) -> str | None:
        """Return the address of another output, or None where a link could not lead anywhere."""
        return None if self.root is None else self.root + quote(path)


SHARED = frozenset({"site", "register", "links", "documents"})
"""Names in a context of what many pages share, of which each looks at a part."""
Way = tuple[str, ...]
"""The way to a part of a context: a name in it, then `.attribute` and `:word` steps, a word being a key of a mapping or
what a method is called with: `("site", ".meeting", ":road-2026-03", ".language")`."""


def looked_at(context: Mapping[str, object], way: Way) -> object:
    """Return what stands at the end of a way; None: nothing does."""
    name, *steps = way
    value: Any = context.get(name)
    for step in steps:
        if step.startswith("."):
            value = getattr(value, step[1:], None)
        elif isinstance(value, Mapping):
            value = value.get(step[1:])
        else:
            value = value(step[1:]) if callable(value) else None
    return value


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """One page to render."""

    path: str
    """Where it goes, from the root of the edition: meetings/road-2026-03/index.html."""
    template: str
    """Name for the theme's loader: site/meeting.html.j2."""
    language: str
    context: Mapping[str, object]
    """Frozen values by the names the template uses; always a `links`."""
    themes: tuple[str, ...]
    """Whose printed words it uses, the last one's first."""
    record: str | None = None
    """The record it shows; None: a page made of all records."""
    for_print: bool = False
    """Whether its HTML goes to the printer and the PDF to `path`."""
    source_hash: str | None = None
    """Sha256 of the canonical projected record it shows; None: made of all records."""
    meetings: int = 0
    """How many meetings it compiles; each of them lengthens the time it may take to print. 0: it is no volume."""


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file for another program."""

    path: str
    form: Form
    export: Export = field(repr=False)


@dataclass(frozen=True, slots=True)
class PlannedText:
    """The page of a record as Markdown."""

    path: str
    view: Meeting | Address = field(repr=False)
    links: Links = field(repr=False)
    theme: str
    """Whose printed words it uses."""


@dataclass(frozen=True, slots=True)
class BuildPlan:
    """Every output of an edition."""

    edition: str
    pages: tuple[PlannedPage, ...]
    copies: tuple[tuple[str, str], ...] = ()
    """Assets to copy: path in the edition, name of the asset."""
    files: tuple[PlannedFile, ...] = ()
    texts: tuple[PlannedText, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page."""

    planned: PlannedPage
    html: str = field(repr=False)
    seen: tuple[Way, ...] = ()
    """What it looked at of what all pages share."""
    templates: tuple[str, ...] = ()
    """Names of the templates it was made from, and of those it would have taken had they been there."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What a piece of a volume that is printed by itself is told of the rest."""

    is_first: bool
    first: int
    """Number of its first page."""
    pages: Mapping[str, int]
    """The number of the page of every anchor of the other pieces; a guess where that is not known yet."""


@dataclass(frozen=True, slots=True)
class PrintJob:
    """All that a printer process needs for one document; it opens no file and no address of its own."""

    html: str = field(repr=False)
    assets: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Content by `asset:` name."""
    variant: PdfVariant = "ua-1"
    even_end: bool = False
    """Whether its last part, the one with the id `part_imprint` (版记), has to stand on an even page."""
    seconds: int = 120
    """Wall time it may take."""
    megabytes: int = 2048
    """Memory its process may take."""
    piece: Piece | None = None
    """None: the page is a document of its own."""
    binds: int = 0
    """How many pieces of a volume go on the pages of this document; they are among the assets (`piece:0` and on)."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed document, or why there is none."""

    pdf: bytes | None = field(repr=False)
    """None: it could not be printed; `problems` says why. Of a piece of a volume: its pages, to be bound."""
    pages: int = 0
    problems: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file of the edition."""

    path: str
    content: bytes = field(repr=False)
    record: str | None = None
    """The record it shows; None: made of all records."""
    source_hash: str | None = None

    @property
    def digest(self) -> str:
        """Sha256, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()
