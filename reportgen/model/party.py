"""People and units: who they are, what they were called and which posts they held, and when."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from reportgen.model.shape import Shape
from reportgen.model.values import Date, Id, Line, Number, Who


class Post(Shape):
    """A term of office (任职): one person in one role of one unit, from a day until a day."""

    shorthand: ClassVar[str | None] = "role"

    role: Line | None = None
    unit: Who | None = None
    """A unit by name, alias or id; None: a role that belongs to no unit."""
    from_: Date | None = None
    """First day; None: since before the records begin."""
    until: Date | None = None
    """Last day; None: still in office."""

    def holds_on(self, day: dt.date) -> bool:
        """Whether the post was held on that day."""
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day <= self.until)


class Person(Shape):
    """Somebody who attends meetings or answers for actions."""

    id: Id
    name: Line
    aliases: tuple[Line, ...] = ()
    """Other names the notes use: a nickname, an account name, 周县长."""
    posts: tuple[Post, ...] = ()


class UnitName(Shape):
    """A name a unit carried for a time; a renamed unit stays the same unit."""

    name: Line
    from_: Date | None = None
    until: Date | None = None


class Head(Shape):
    """A responsible person of a unit (负责人) for a term of office."""

    shorthand: ClassVar[str | None] = "who"

    who: Who
    role: Line | None = None
    from_: Date | None = None
    until: Date | None = None


class Unit(Shape):
    """A body that answers for actions: an office, a department, a working group (责任单位)."""

    id: Id
    name: Line
    aliases: tuple[Line, ...] = ()
    names: tuple[UnitName, ...] = ()
    """Names over time; `name` is what it is called where none of these holds."""
    heads: tuple[Head, ...] = ()
    deputies: tuple[Head, ...] = ()
    parent: Id | None = None

    def name_on(self, day: dt.date) -> str:
        """Return what the unit was called on that day."""
        for old in self.names:
            if (old.from_ is None or old.from_ <= day) and (old.until is None or day <= old.until):
                return old.name
        return self.name


class People(Shape):
    """`people.yaml`: the roster of people and units. Configuration, protected by review."""

    format: Number = 1
    people: tuple[Person, ...] = ()
    units: tuple[Unit, ...] = ()
