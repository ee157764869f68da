"""What is gathered while the files of one folder are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from reportgen import disk
from reportgen.formats.asset import Refusal
from reportgen.formats.record import NamedAsset, closing_marks
from reportgen.formats.yaml import read_document, validate
from reportgen.formats.yaml.guards import MOST_BYTES
from reportgen.model.content import Asset
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.meeting import Record
from reportgen.model.shape import Shape
from reportgen.model.source import FilePlaces, Places, Span
from reportgen.stages.load.findings import CANNOT_READ, NO_SITE
from reportgen.stages.load.kept import NOTHING_KEPT, Kept

S = TypeVar("S", bound=Shape)


@dataclass(slots=True)
class Reading:
    """What is gathered while the files of one folder are read."""

    folder: Path
    entries: tuple[disk.Entry, ...]
    kept: Kept = NOTHING_KEPT
    problems: list[Diagnostic] = field(default_factory=list)
    places: Places = field(default_factory=Places)
    paths: dict[str, str] = field(default_factory=dict)
    """The file of each record, one that could not be read too."""
    records: dict[str, Record] = field(default_factory=dict)
    named: dict[str, tuple[NamedAsset, ...]] = field(default_factory=dict)
    """The files below assets/ that each record names."""
    unreadable: set[str] = field(default_factory=set)
    assets: dict[str, Asset | Refusal | None] = field(default_factory=dict)
    """A refusal is said of every record that names the file; None: it cannot be read, and that has been said."""
    folded: dict[str, str] = field(default_factory=dict)
    """The name of each asset by how a file system that ignores case knows it."""
    has_blind_spot: bool = False
    """Whether a folder of records cannot be opened."""
    files: frozenset[str] = field(init=False)
    """The names of the entries that are files."""

    def __post_init__(self) -> None:
        self.files = frozenset(entry.name for entry in self.entries if entry.kind == "file")

    def bytes_of(self, name: str, limit: int) -> bytes | None:
        """Return a file's bytes, read once; None: it cannot be read, and that has been said."""
        try:
            return disk.read_file(self.folder / name, limit)
        except OSError as refusal:
            self.problems.append(CANNOT_READ.at(Span(name), reason=refusal.strerror or refusal))
            return None

    def configuration(self, name: str, shape: type[S]) -> S | None:
        """Return what `site.yaml` or `people.yaml` says; None: it is not there or wrong, and that has been said."""
        if not any(entry.name == name for entry in self.entries):
            if name == "site.yaml":
                self.problems.append(NO_SITE.at(Span(name)))
            return None
        content = self.bytes_of(name, MOST_BYTES)
        self.places.ready[name] = FilePlaces(name)
        if content is None:
            return None
        document = read_document(content, name)
        self.places.ready[name] = document.places
        self.problems += document.problems
        if document.value is None:
            return None
        value, problems = validate(document, shape)
        marks = tuple(closing_marks(document.value, document.places))
        self.problems += (*problems, *marks)
        return None if marks else value

    def loaded(self) -> dict[str, Asset]:
        """Return the assets that may be published, by name."""
        return {name: one for name, one in sorted(self.assets.items()) if isinstance(one, Asset)}
