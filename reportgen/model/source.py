"""Where a value stands in the files people typed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

Field = tuple[str | int, ...]
"""The way to a value inside a file: keys as typed, list positions from 0; () is the whole file."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where a value stands in a file a person typed."""

    path: str
    """Relative to the content folder, with forward slashes, so messages are the same on every machine."""
    line: int = 0
    """1-based, as editors count; 0: the whole file."""
    column: int = 0
    """1-based, in Unicode code points: a Han character counts as one; 0: the whole line."""
    field: str = ""
    """The way to the value in an open edition, which tells no lines: `agenda[0].title`; `path` is the record then."""


@dataclass(frozen=True, slots=True)
class Place:
    """Line and column of one value, both 1-based; the file is known from the table it stands in."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class FilePlaces:
    """The side table of one file: where each value begins. Never part of equality or of a cache key."""

    path: str
    values: Mapping[Field, Place] = field(default_factory=dict)
    keys: Mapping[Field, Place] = field(default_factory=dict)
    """Where the key of a value begins; a list entry has none."""
    blocks: Collection[Place] = frozenset()
    """Where texts after a `|` begin: only of these does each line stand on a line of the file."""
    text: str = field(default="", repr=False, compare=False)
    """The whole file as it was typed."""
    is_open: bool = False
    """Whether an open edition tells of it: by record and field, never by line, which moves with what is closed."""

    def of(self, way: Field) -> Span:
        """Return the place of a value, or of the nearest thing around it that has one."""
        if self.is_open:
            return Span(self.path, field=spelled(way))
        for end in range(len(way), 0, -1):
            if place := self.values.get(way[:end]):
                return Span(self.path, place.line, place.column)
        return Span(self.path, 1, 1)

    def of_character(self, way: Field, character: str) -> Span:
        """Return where a character of a value stands; the place of the value where it is typed as an escape."""
        span = self.of(way)
        if self.is_open:
            return span
        rest = self.text.split("\n")[span.line - 1 :]
        for number, line in enumerate(rest):
            column = line.find(character, span.column - 1 if number == 0 else 0)
            if column >= 0:
                return Span(self.path, span.line + number, column + 1)
        return span

    def of_key(self, way: Field) -> Span:
        """Return the place of a value's key, or of the value where it has no key."""
        place = self.keys.get(way)
        if place and not self.is_open:
            return Span(self.path, place.line, place.column)
        return self.of(way)


@dataclass(slots=True, eq=False)
class Places(Mapping[str, FilePlaces]):
    """The side tables of many files by the names of their records; one may wait until somebody asks for it."""

    ready: dict[str, FilePlaces] = field(default_factory=dict)
    waiting: dict[str, Callable[[], FilePlaces]] = field(default_factory=dict, repr=False)
    """What works out those that nobody has asked for yet."""

    def __getitem__(self, name: str) -> FilePlaces:
        found = self.ready.get(name)
        if found is None and (work_out := self.waiting.get(name)):
            found = self.ready[name] = work_out()
            # Only now: whoever asks at the same time works out the same.
            self.waiting.pop(name, None)
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter({**self.ready, **self.waiting})

    def __len__(self) -> int:
        return len(self.ready.keys() | self.waiting.keys())

    def __contains__(self, name: object) -> bool:
        return name in self.ready or name in self.waiting


def spelled(way: Field) -> str:
    """Return the way to a value as people write it: agenda[0].title."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in way).removeprefix(".")
