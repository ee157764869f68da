"""Events written into files people typed: text is put in at one known place, and every other byte stays.

Comments, order, quoting, line ends and a byte order mark are the author's. Where the list of updates is written line
by line, lines are added to it; where it stands between brackets, its line grows.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs do not list it

from reportgen.formats.yaml.scalars import flow_list, flow_scalar, scalar

Words = Mapping[str, str | tuple[str, ...]]
"""What an event says, by the keys people type, in the order to write them."""
At = tuple[int, int]
"""Line and column as the parser counts: both from 0, in code points."""
STEP = 2
"""Columns by which what stands under a key is indented."""


def begin(head: Mapping[str, str], event: Words) -> bytes:
    """Return a new file of updates: its head, and one event."""
    lines = [*(f"{key}: {scalar(value)}" for key, value in head.items()), "updates:", *_block(event, STEP, STEP * 2)]
    return _bytes("\n".join(lines) + "\n")


def splice(content: bytes, event: Words) -> bytes:
    """Return a file of updates or minutes with one event more at the end of its `updates:`.

    Args:
        content: a file that reads without an error.
        event: what to add; whether it may stand there is for the door to say, when the file is read again.
    """
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    text = content[len(mark) :].decode()
    place, words = _Layout.of(text).insertion(event)
    return mark + text[:place].encode() + _bytes(words) + text[place:].encode()


def _bytes(text: str) -> bytes:
    # What a shell passed on and is no UTF-8 is written as it came; the door refuses it in words.
    return text.encode("utf-8", "surrogateescape")


def _block(event: Words, dash: int, column: int) -> Iterator[str]:
    """Yield the lines of an event in a list written line by line.

    Args:
        event: what it says.
        dash: columns before its `-`.
        column: columns before its keys.
    """
    before = " " * dash + "-" + " " * (column - dash - 1)
    for key, value in event.items():
        if isinstance(value, tuple):
            yield f"{before}{key}: {flow_list(value)}"
        elif _is_best_as_lines(value):
            yield f"{before}{key}: |"
            yield from ((" " * (column + STEP) + line).rstrip() for line in value.split("\n"))
        else:
            yield f"{before}{key}: {scalar(value)}"
        before = " " * column


def _is_best_as_lines(value: str) -> bool:
    # A blank before the first word would be taken for indentation, one at the end of a line would be lost.
    lines = value.split("\n")
    return len(lines) > 1 and not value[0].isspace() and all(line == line.rstrip() for line in lines)


def _flow(event: Words) -> str:
    """Return an event between brackets, on one line."""
    pairs = ((key, flow_list(one) if isinstance(one, tuple) else flow_scalar(one)) for key, one in event.items())
    return "{" + ", ".join(f"{key}: {words}" for key, words in pairs) + "}"


@dataclass(frozen=True, slots=True)
class _Node:
    """A text, list or mapping of a file: the events of the parser from its first to its last."""

    events: Sequence[Any]

    @property
    def at(self) -> At:
        """Where it begins."""
        return _at(self.events[0].start_mark)

    @property
    def is_flow(self) -> bool:
        """Whether it is a list or mapping between brackets."""
        return bool(getattr(self.events[0], "flow_style", False))

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was typed for it."""
        return isinstance(self.events[0], yaml.ScalarEvent) and not (self.events[0].value or self.events[0].style)

    def children(self) -> Iterator[_Node]:
        """Yield the nodes directly inside; of a mapping keys and values in turn."""
        depth, first = 0, 1
        for place, event in enumerate(self.events[1:-1], 1):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth == 0:
                yield _Node(self.events[first : place + 1])
                first = place + 1

    def end(self, lines: Sequence[str]) -> At:
        """Return where its last word or bracket ends."""
        return max(_end(event, lines) for event in self.events if _is_typed(event))


def _is_typed(event: Any) -> bool:
    """Whether something stands in the file for an event: the end of a list without brackets is only the next word."""
    return not isinstance(event, yaml.CollectionEndEvent) or _at(event.start_mark) != _at(event.end_mark)


def _end(event: Any, lines: Sequence[str]) -> At:
    end = _at(event.end_mark)
    if getattr(event, "style", None) not in {"|", ">"}:
        return end
    first, column = _at(event.start_mark)
    last = end[0] if end[1] else end[0] - 1
    keeps = "+" in lines[first][column:].partition("#")[0]
    # Empty lines after the words belong to them only where a `+` keeps them.
    while not keeps and last > first and not lines[last].strip():
        last -= 1
    return last, len(lines[last])


def _at(mark: Any) -> At:
    return mark.line, mark.column


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a record is written: where its list of updates stands."""

    text: str
    lines: Sequence[str]
    """Without their line feeds; a carriage return before it stays."""
    root: _Node
    last_line: int
    """The last line for words; after it comes `...` or the end of the file."""
    key: _Node | None
    """`updates`; None: there is no such key."""
    updates: _Node | None
    """What stands behind it."""

    @classmethod
    def of(cls, text: str) -> _Layout:
        """Return the layout of a text that reads without an error."""
        lines = text.split("\n")
        parser = CParser(text)
        events: list[Any] = list(iter(parser.get_event, None))
        first = next(place for place, event in enumerate(events) if isinstance(event, yaml.MappingStartEvent))
        root, end = _Node(events[first:-2]), events[-2]
        nodes = iter(root.children())
        found = {key.events[0].value: (key, value) for key, value in zip(nodes, nodes, strict=True)}
        key, updates = found.get("updates", (None, None))
        last_line = end.start_mark.line - 1 if end.explicit else len(lines) - (2 if lines[-1] == "" else 1)
        return cls(text, lines, root, last_line, key, updates)

    def insertion(self, event: Words) -> tuple[int, str]:
        """Return the number of characters before the new text, and the text."""
        if self.key is None or self.updates is None:
            return self._with_key(event)
        if self.updates.is_nothing:
            return self._first(self.key, self.updates, event)
        entries = list(self.updates.children())
        if self.updates.is_flow and not entries:
            line, column = self.updates.at
            return self._inside(line, column + 1, _flow(event))
        last, dash = entries[-1], self.updates.at[1]
        if self.updates.is_flow:
            return self._inside(*last.end(self.lines), f", {_flow(event)}")
        if last.is_flow:
            return self._below(last.end(self.lines)[0], [f"{' ' * dash}- {_flow(event)}"])
        # The author's own distance between `-` and key, where both stand on one line.
        column = last.at[1] if last.at[1] > dash + 1 else dash + STEP
        return self._below(last.end(self.lines)[0], _block(event, dash, column))

    def _with_key(self, event: Words) -> tuple[int, str]:
        """Add the key with its list at the end of the record."""
        if self.root.is_flow:
            last = list(self.root.children())[-1]
            return self._inside(*last.end(self.lines), f", updates: [{_flow(event)}]")
        column = self.root.at[1]
        lines = [f"{' ' * column}updates:", *_block(event, column + STEP, column + STEP * 2)]
        return self._after(self.last_line, lines)

    def _first(self, key: _Node, nothing: _Node, event: Words) -> tuple[int, str]:
        """Add a list where the key has no value yet."""
        if self.root.is_flow:
            line, column = nothing.at
            gap = "" if self.lines[line][column - 1].isspace() else " "
            return self._inside(line, column, f"{gap}[{_flow(event)}]")
        column = self.root.at[1]
        return self._below(key.at[0], _block(event, column + STEP, column + STEP * 2))

    def _inside(self, line: int, column: int, words: str) -> tuple[int, str]:
        return sum(len(one) + 1 for one in self.lines[:line]) + column, words

    def _below(self, line: int, words: Iterable[str]) -> tuple[int, str]:
        """Add lines below a line of the list, and below the comments that follow it and are indented as it is."""
        comment = re.compile(rf"[ ]{{{self.root.at[1] + 1},}}#")
        after = line + 1
        while after <= self.last_line and (not self.lines[after].strip() or comment.match(self.lines[after])):
            line = after if self.lines[after].strip() else line
            after += 1
        return self._after(line, words)

    def _after(self, line: int, words: Iterable[str]) -> tuple[int, str]:
        """Add lines after a line, with line ends as it has them; a file whose last line has none goes on without."""
        has_end = line + 1 < len(self.lines)
        model = self.lines[line] if has_end else self.lines[0]
        new = "\r\n" if model.endswith("\r") else "\n"
        added = new.join(words)
        place, _ = self._inside(line, len(self.lines[line]), "")
        return (place + 1, added + new) if has_end else (place, new + added)
