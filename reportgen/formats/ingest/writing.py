"""Writing: a draft as YAML, as a careful person would have typed it, with every doubt as a comment above its key."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import get_args, get_type_hints

from reportgen.formats.ingest.draft import Draft, Told, Value, bare
from reportgen.formats.yaml.keys import keys_of, means_one_of, shape_at
from reportgen.formats.yaml.scalars import comment, flow_scalar, key_scalar, scalar
from reportgen.formats.yaml.slips import wrong_colon
from reportgen.formats.yaml.slipwords import FULL_WIDTH_COLON
from reportgen.model.meeting import RECORDS, AgendaItem, Attendance, Part
from reportgen.model.origin import Origin
from reportgen.model.shape import Shape, key_of
from reportgen.model.values import Prose, Verbatim
from reportgen.text.columns import width

Plain = str | list[Value] | dict[str, Value]
"""A value without what is told of it."""
COLUMNS = 100
"""Widest line of short values; what is wider gets lines of its own."""
STEP = "  "
"""Indentation of what stands under a key."""
ROOMY = (AgendaItem, Part, Attendance, Origin)
"""Parts of a record that are never written on one line: people come back to add to them."""


def record_text(draft: Draft) -> str:
    """Return the YAML of a draft: the same draft gives the same bytes.

    Args:
        draft: settled. Keys and texts are those of the format; white space at the end of a line is left out, but
            for the two spaces that break it in Markdown.

    """
    hand = _Hand(draft.language)
    shape = RECORDS[draft.kind]
    blocks = [[f"kind: {draft.kind}"], *(hand.pair(key, value, shape, 0) for key, value in draft.value.items())]
    return "\n".join(_set_apart(blocks)) + "\n"


def _set_apart(blocks: Iterable[list[str]]) -> Iterator[str]:
    """Yield the lines of all blocks, an empty one around each that spans several."""
    was_long = False
    for number, block in enumerate(blocks):
        is_long = sum(not line.startswith("#") for line in block) > 1
        if number and (is_long or was_long):
            yield ""
        yield from block
        was_long = is_long


class _Hand:
    """Writes values, each as lines that begin in column 0; whoever asked indents them."""

    def __init__(self, language: str) -> None:
        self.language = language

    def pair(self, key: str, value: Value, shape: type[Shape] | None, column: int) -> list[str]:
        """Return the lines of a key and its value.

        Args:
            key: as the format spells it.
            value: what stands under it.
            shape: the part of a record the key belongs to; None: whoever wrote it chose the key.
            column: how far to the right the lines will stand.
        """
        head, below = f"{key_scalar(key)}:", shape_below(shape, key)
        return [*self.doubts(value), *self._under(head, _spelled_out(bare(value), below), shape, key, column)]

    def _under(self, head: str, value: Plain, shape: type[Shape] | None, key: str, column: int) -> list[str]:
        below = shape_below(shape, key)
        if isinstance(value, str):
            return _text(head, value, column, takes_lines=shape is not None and key in keys_of_prose(shape))
        short = _short(value, below)
        if short is not None and column + width(f"{head} {short}") <= COLUMNS:
            return [f"{head} {short}"]
        return [head, *_indented(self._lines(value, below, column + len(STEP)))]

    def _lines(self, value: list[Value] | dict[str, Value], shape: type[Shape] | None, column: int) -> list[str]:
        """Return a list or mapping with a line or more for each entry."""
        if isinstance(value, dict):
            return [line for key, one in value.items() for line in self.pair(key, one, shape, column)]
        return [line for one in value for line in self._entry(one, shape, column)]

    def _entry(self, value: Value, shape: type[Shape] | None, column: int) -> list[str]:
        """Return the lines of an entry of a list, its doubts above its dash."""
        plain, doubts = _spelled_out(bare(value), shape), self.doubts(value)
        if isinstance(plain, str):
            return [*doubts, f"- {scalar(_tidy(plain))}"]
        short = _short(plain, shape)
        if short is not None and column + width(f"- {short}") <= COLUMNS:
            return [*doubts, f"- {short}"]
        lines = self._lines(plain, shape, column + len(STEP))
        if isinstance(plain, list):
            return [*doubts, "-", *_indented(lines)]
        first = next(place for place, line in enumerate(lines) if not line.startswith("#"))
        return [*doubts, *lines[:first], f"- {lines[first]}", *_indented(lines[first + 1 :])]

    def doubts(self, value: Value) -> list[str]:
        """Return what is doubtful about a value itself as comments."""
        if not isinstance(value, Told) or value.doubt is None:
            return []
        return [comment(f"import: {value.doubt.message(self.language)}")]


@functools.lru_cache(maxsize=1024)
def shape_below(shape: type[Shape] | None, key: str) -> type[Shape] | None:
    """Return the part of a record that stands under a key, alone or in a list; None: texts, or anything."""
    return (shape_at(shape, (key,)) or shape_at(shape, (key, 0))) if shape else None


@functools.cache
def keys_of_prose(shape: type[Shape]) -> frozenset[str]:
    """Return the keys of a part of a record under which texts keep their lines."""
    hints = get_type_hints(shape, include_extras=True)
    kinds = {name: (hints[name], *get_args(hints[name])) for name in shape.model_fields}
    return frozenset(key_of(name) for name, kind in kinds.items() if Prose in kind or Verbatim in kind)


def _spelled_out(value: Plain, shape: type[Shape] | None) -> Plain:
    """Return a bare text with its key where the door would take its first word for a key: `- 单位：水利局`."""
    if not (isinstance(value, str) and shape and shape.shorthand):
        return value
    colon = wrong_colon(value)
    if colon and colon[0] is FULL_WIDTH_COLON and means_one_of(str(colon[2]["key"]), keys_of(shape)):
        return {key_of(shape.shorthand): value}
    return value


def _short(value: list[Value] | dict[str, Value], shape: type[Shape] | None) -> str | None:
    """Return a list or mapping between brackets; None: it needs lines, for what it holds or for a comment."""
    if value and shape and issubclass(shape, ROOMY):
        return None
    if isinstance(value, list):
        return _short_part(value, shape)
    pairs = []
    for key, one in value.items():
        part = _short_part(one, shape_below(shape, key))
        if part is None:
            return None
        pairs.append(f"{key_scalar(key)}: {part}")
    return "{" + ", ".join(pairs) + "}"


def _short_part(value: Value, shape: type[Shape] | None) -> str | None:
    """Return a text, or a list of texts, as it may stand between brackets; None: it cannot."""
    if isinstance(value, Told) and value.doubt:
        return None
    plain = _spelled_out(bare(value), shape)
    if isinstance(plain, str):
        text = _tidy(plain)
        return None if "\n" in text else flow_scalar(text)
    if isinstance(plain, dict):
        return None
    parts = [_short_part(one, shape) for one in plain if isinstance(bare(one), str)]
    texts = [one for one in parts if one is not None]
    return "[" + ", ".join(texts) + "]" if len(texts) == len(plain) else None


def _text(head: str, value: str, column: int, *, takes_lines: bool) -> list[str]:
    """Return a text behind its key, or line by line under it."""
    text = _tidy(value)
    line = f"{head} {scalar(text)}"
    if not (takes_lines and text) or not ("\n" in text or column + width(line) > COLUMNS):
        return [line]
    # A blank before the first word would be taken for indentation.
    mark = "|2" if text[0] in " \t" else "|"
    return [f"{head} {mark}", *_indented(text.split("\n"))]


def _tidy(text: str) -> str:
    """Return a text without white space at the ends of its lines, and without empty lines around it."""
    lines = text.split("\n")
    ends = [line.rstrip() for line in lines]
    for place, line in enumerate(lines[:-1]):
        if ends[place] and ends[place + 1] and line.endswith("  "):
            ends[place] += "  "
    return "\n".join(ends).strip("\n")


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"{STEP}{line}" if line else "" for line in lines]
