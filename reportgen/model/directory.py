"""Who is meant: people and units found by the words of the notes, as they are printed on one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reportgen.model.party import People, Person, Unit

KINDS = ("unit", "person", "name")
"""Kinds of parties in the order of lists: units, people, names nobody of people.yaml has."""


@dataclass(frozen=True, slots=True)
class Party:
    """A person or unit as it is printed on one day."""

    name: str
    id: str | None = None
    """None: nobody of people.yaml; the name is what the notes say."""
    kind: Literal["person", "unit", "name"] = "name"
    unit: str | None = None
    """The unit a person served on that day, by the name it had then."""
    role: str | None = None


class Directory:
    """Finds people and units by name, alias or id.

    A person goes before a unit of the same name, and what a unit is called now before what another was called once.
    """

    def __init__(self, people: People) -> None:
        self.people = people
        self._units: dict[str, Unit] = {}
        self._people: dict[str, Person] = {}
        self._parties: dict[tuple[str, dt.date], Party] = {}
        for unit in people.units:
            for words in (unit.id, unit.name, *unit.aliases):
                self._units.setdefault(words, unit)
        for unit in people.units:
            for old in unit.names:
                self._units.setdefault(old.name, unit)
        for person in people.people:
            for words in (person.id, person.name, *person.aliases):
                self._people.setdefault(words, person)

    def find(self, words: str) -> Person | Unit | None:
        """Return who is meant, or None."""
        return self._people.get(words) or self._units.get(words)

    def words(self) -> Iterator[str]:
        """Yield every name, alias and id that finds somebody."""
        yield from self._people
        yield from self._units

    def party(self, words: str, day: dt.date) -> Party:
        """Return who is meant, as printed on a day; a stranger is printed as the notes say."""
        key = (words, day)
        if key not in self._parties:
            self._parties[key] = self._party(words, day)
        return self._parties[key]

    def _party(self, words: str, day: dt.date) -> Party:
        found = self.find(words)
        if isinstance(found, Unit):
            return Party(found.name_on(day), found.id, "unit")
        if isinstance(found, Person):
            post = next((one for one in found.posts if one.holds_on(day)), None)
            unit = self._units.get(post.unit) if post and post.unit else None
            served = unit.name_on(day) if unit else (post.unit if post else None)
            return Party(found.name, found.id, "person", served, post.role if post else None)
        return Party(words)

    def serves_in(self, words: str, day: dt.date) -> Party | None:
        """Return the unit a person served in on a day; None: a stranger, a unit, or nobody says."""
        found = self.find(words)
        posts = found.posts if isinstance(found, Person) else ()
        post = next((one for one in posts if one.unit and one.holds_on(day)), None)
        return self.party(post.unit, day) if post and post.unit else None
