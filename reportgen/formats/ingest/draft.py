"""A draft: a record as it was read out of somebody else's text, with where each value was found and how sure it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Union

from reportgen.model.diagnostic import Diagnostic
from reportgen.model.source import Field

STATED = 1.0
"""The text says it in so many words: after a label, in a column of that name, as a mark of that meaning."""
INFERRED = 0.7
"""It follows from where the words stand."""
GUESSED = 0.4
"""Nothing in the text says so; a person must look."""

Value = Union[str, "Told", list["Value"], dict[str, "Value"]]
"""What stands in the YAML: texts, lists, mappings in the order of their keys; any of them may be told with a doubt."""


@dataclass(frozen=True, slots=True)
class Told:
    """A value with the lines it was read from."""

    value: str | list[Value] | dict[str, Value]
    lines: tuple[int, ...] = ()
    """Lines of the source, 1-based."""
    confidence: float = STATED
    doubt: Diagnostic | None = None
    """What a person should look at; stands beside the value as a comment and in the report."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An action that the text seems to demand, set aside until a person keeps it."""

    task: str
    """The words of the text."""
    line: int
    """Where they stand in the source."""
    part: str
    """The part they come from, by its labels and title: 二、/一要."""
    lead: str | None = None
    """Who is named as its subject; None: nobody."""
    due_words: str | None = None


@dataclass(slots=True)
class Draft:
    """One record to be. It is filled by a reader, settled, then written."""

    kind: str
    """minutes, speech or updates."""
    value: dict[str, Value]
    """The record without `kind:`, keys in the order they are written."""
    language: str = "en"
    """zh or en, of the text; comments are written in it."""
    kept: set[int] = field(default_factory=set)
    """Lines of the source that stand letter for letter in values."""
    became: set[int] = field(default_factory=set)
    """Lines that were understood and stand in the record in another form, or belong to no meeting (rules, forms)."""
    first: int = 1
    """First line of the source that is this record's; a file may hold several meetings."""
    last: int = 0
    """Last line, included; 0: the last one of the source."""
    own: set[int] | None = None
    """Its lines where they do not stand together, as the rows of a meeting in a register; None: all first to last."""
    findings: list[Diagnostic] = field(default_factory=list)
    """What should be looked at, beside the doubts of single values."""
    proposals: list[Proposal] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    """What the text holds by its form: headings, list_items, tables, …; for the report."""
    id: str = ""
    """The stem of its file; "" until it is named."""

    def lines(self, count: int) -> Sequence[int]:
        """Return the numbers of its lines in a source of so many lines."""
        return range(self.first, (self.last or count) + 1) if self.own is None else sorted(self.own)


def bare(value: Value) -> str | list[Value] | dict[str, Value]:
    """Return a value without what is told of it."""
    while isinstance(value, Told):
        value = value.value
    return value


def walk_told(value: Value, way: Field = ()) -> Iterator[tuple[Field, Told]]:
    """Yield every value that is told with its lines, in the order of the record, and the way to it."""
    if isinstance(value, Told):
        yield way, value
        value = bare(value)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from walk_told(inner, (*way, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from walk_told(inner, (*way, place))


def texts_of(value: Value, without: Collection[str] = ()) -> Iterator[str]:
    """Yield every text of a draft in the order of the record, keys named in `without` left out."""
    value = bare(value)
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner, without)
    else:
        for key, inner in value.items():
            if key not in without:
                yield from texts_of(inner, without)
