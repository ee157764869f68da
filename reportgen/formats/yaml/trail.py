"""Where everything stands in one file: noted while reading, worked out only when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.model.source import Field, FilePlaces, Place

At = tuple[int, int]
"""Line and column as the parser counts: both from 0, in code points."""
Step = tuple[int, str | int, At | None, At]
"""One value: number of the step around it, its key or position, where its key and where it begins."""


@dataclass(slots=True)
class Trail:
    """The values of a file in reading order; number 0 is the whole file."""

    steps: list[Step] = field(default_factory=list)
    blocks: list[At] = field(default_factory=list)
    """Where texts after a `|` begin."""
    _numbers: dict[tuple[int, str | int], int] = field(default_factory=dict)

    def find(self, way: Field) -> Step | None:
        """Return the step a way leads to, or None."""
        number = 0
        for name in way:
            found = self._index().get((number, name))
            if found is None:
                return None
            number = found
        return self.steps[number] if way else None

    def ways(self) -> Iterator[Field]:
        """Yield the way to every value below the whole file, in reading order."""
        ways: list[Field] = [()]
        for around, name, _, _ in self.steps[1:]:
            ways.append((*ways[around], name))
            yield ways[-1]

    def way_to(self, number: int) -> Field:
        """Return the way to a step."""
        way: list[str | int] = []
        while number:
            number, name = self.steps[number][:2]
            way.append(name)
        return tuple(reversed(way))

    def _index(self) -> dict[tuple[int, str | int], int]:
        # Ways as tuples would take 90 MB for a hostile file of 200,000 deep values; this is one dictionary.
        if not self._numbers:
            self._numbers = {step[:2]: number for number, step in enumerate(self.steps) if number}
        return self._numbers


@dataclass(frozen=True, slots=True)
class Ways(Mapping[Field, Place]):
    """The trail as a side table: the place of each value, or of each key, by its way."""

    trail: Trail
    of_keys: bool = False

    def __getitem__(self, way: Field) -> Place:
        step = self.trail.find(way)
        at = None if step is None else step[2] if self.of_keys else step[3]
        if at is None:
            raise KeyError(way)
        return Place(at[0] + 1, at[1] + 1)

    def __iter__(self) -> Iterator[Field]:
        return (way for way in dict.fromkeys(self.trail.ways()) if way in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def trail_of(places: FilePlaces) -> Trail | None:
    """Return the trail a side table was made of; None: it was made of something else."""
    return places.values.trail if isinstance(places.values, Ways) else None


def places_of(trail: Trail, path: str) -> FilePlaces:
    """Return the side table of a file."""
    blocks = frozenset(Place(line + 1, column + 1) for line, column in trail.blocks)
    return FilePlaces(path, Ways(trail), Ways(trail, of_keys=True), blocks)
