"""From a safe text to nested dicts, lists and texts: our own tree from parser events, guards inline.

Built from the events of the C parser without recursion, because the C loader dies on deep nesting; every
scalar stays the text that was typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs do not list it

from reportgen.formats.yaml import lost, refusals, slips
from reportgen.formats.yaml.characters import FORBIDDEN, LONGEST_MARKS, allowed, code_of, group_of, heaps_marks
from reportgen.formats.yaml.findings import in_order
from reportgen.formats.yaml.guards import FORBIDDEN_CHARACTER
from reportgen.formats.yaml.slipwords import UNREADABLE
from reportgen.formats.yaml.trail import At, Trail
from reportgen.model.diagnostic import Diagnostic, DiagnosticKind
from reportgen.model.shape import NOT_A_MAPPING
from reportgen.model.source import Span

MOST_DEPTH = 50
"""Lists and mappings inside one another."""
MOST_NODES = 200_000
"""Keys, values, lists and mappings of one file."""
MOST_KEYS = 1_000
"""Keys side by side in one mapping; pydantic takes long to refuse each of many thousands."""
MOST_PROBLEMS = 200
"""Findings after which a file is not read any further."""


_TIGHT_COMMENT = re.compile(r"\S[ \t]+#(?=[^\s#])")
"""A # after a space that has no space behind it: more often a number than a comment."""
_AFTER_COMMA = re.compile(r"\S[ \t]*,[ \t]+#(?=[^\s#])")
"""The same behind the comma of a list or mapping in brackets."""


@dataclass(frozen=True, slots=True)
class Nodes:
    """What stands in a file."""

    value: dict[str, Any] | None
    """None: something in it may not be read at all."""
    trail: Trail
    problems: tuple[Diagnostic, ...]
    blanks: tuple[int, ...]
    """Steps in the trail of keys without a value."""


def read_nodes(text: str, path: str) -> Nodes:
    """Return the tree of a text that passed the guards, with the place of every value."""
    reader = _Reader(text, path)
    reader.read()
    value = reader.top()
    return Nodes(value, reader.trail, in_order(reader.problems), tuple(reader.blanks))


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet."""

    keyed: dict[str, Any] | None
    """The keys and values of a mapping; None: a list."""
    entries: list[Any]
    number: int
    """Its step in the trail."""
    at: At
    in_brackets: bool = False
    """Whether it stands in braces or brackets."""
    seen: dict[str, At] = field(default_factory=dict)
    """Where each key stands, those without a value too."""
    key: str = ""
    """The key read last."""
    awaits_value: bool = False
    """Whether the value of `key` comes next."""
    colon: At = (0, 0)
    """Where the colon of `key` stands."""
    in_lost: bool = False
    """Whether what stood there last was no key and is lost."""

    @property
    def awaits_key(self) -> bool:
        """Whether a key comes next."""
        return self.keyed is not None and not self.awaits_value


class _Reader:
    """Walks the events of one file once."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.root: list[Any] = []
        self.trail = Trail()
        self.problems: list[Diagnostic] = []
        self.blanks: list[int] = []
        self.unsound = False
        self.stopped = False
        self.frame = _Open(None, self.root, 0, (0, 0))
        self.around: list[_Open] = []
        self.nodes = 0
        self.documents = 0
        self.closed_at: At | None = None
        self.sound_keys: set[str] = set()
        self.copies: set[tuple[str, str]] = set()
        # Asked once for the whole file: most need neither, and each costs more than reading the scalar.
        self.has_escapes = "\\" in text
        self.has_tight_comment = _TIGHT_COMMENT.search(text) is not None
        self.composes = self.has_escapes or heaps_marks(text) or not unicodedata.is_normalized("NFC", text)

    def read(self) -> None:
        """Walk to the end of the file, or to what makes further reading pointless."""
        parser = CParser(self.text)
        handlers = self._handlers()
        last: Any = None
        try:
            while not self.stopped and (event := parser.get_event()) is not None:
                if handler := handlers.get(event.__class__):
                    handler(event)
                last = event
        except yaml.YAMLError as failure:
            self._stumble(failure, last)

    def top(self) -> dict[str, Any] | None:
        """Return the keys and values of the whole file; None: it holds none that may be read."""
        if not self.root and not self.unsound:
            self._refuse(refusals.EMPTY_FILE, (0, 0))
        if self.unsound:
            return None
        if isinstance(self.root[0], dict):
            return self.root[0]
        self._refuse_top(self.root[0], self.trail.steps[0][3])
        return None

    def _refuse_top(self, value: object, at: At) -> None:
        """Say why a file that is one text or one list is no record."""
        if isinstance(value, list):
            return self._refuse(NOT_A_MAPPING, at, found="a list", found_zh="列表")
        if colon := slips.wrong_colon(self.lines[at[0]][at[1] :]):
            return self._refuse(colon[0], (at[0], at[1] + colon[1]), **colon[2])
        return self._refuse(NOT_A_MAPPING, at, found="a text", found_zh="文字")

    @cached_property
    def lines(self) -> list[str]:
        """The lines as the parser counts them, without their ends."""
        return [line.removesuffix("\r") for line in self.text.split("\n")]

    def _handlers(self) -> dict[type, Callable[[Any], None]]:
        return {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._list,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }

    def _scalar(self, event: Any) -> None:
        text, style, mark = event.value, event.style, event.start_mark
        at = (mark.line, mark.column)
        if event.anchor is not None or event.tag is not None:
            self._marked(event, at)
        if style == '"' and self.has_escapes and not allowed(text):
            self._check_escapes(text, at)
        if style == "|":
            self.trail.blocks.append(at)
        if self.composes and not text.isascii():
            text = self._composed(text, at)
        self.nodes += 1
        frame = self.frame
        if frame.awaits_key:
            self._key(text, style, at, event.end_mark)
        elif text or style:
            if self.has_tight_comment and not style:
                self._check_comment(text, (event.end_mark.line, event.end_mark.column))
            self._put(text, at)
        else:
            self._nothing(at)

    def _check_comment(self, text: str, end: At) -> None:
        """Warn of `fix issue #12`: YAML drops the end of it without a word."""
        line, start = self.lines[end[0]], end[1] - 1
        if _TIGHT_COMMENT.match(line, start) or (self.frame.in_brackets and _AFTER_COMMA.match(line, start)):
            self._add(refusals.CUT_BY_COMMENT, end, value=text)

    def _composed(self, text: str, at: At) -> str:
        """Return a text in NFC, so that what looks the same is the same."""
        if heaps_marks(text):
            self._refuse(refusals.TOO_MANY_MARKS, at, limit=LONGEST_MARKS)
            return text
        return unicodedata.normalize("NFC", text)

    def _key(self, text: str, style: str, at: At, end: Any) -> None:
        """Note a key; its value comes with the next event."""
        frame = self.frame
        frame.awaits_value = True
        colon = lost.colon_behind(self.lines, (end.line, end.column))
        if colon is None and text.strip():
            return self._lose(text, at)
        frame.in_lost, frame.colon = False, colon or at
        if text not in self.sound_keys:
            if refusal := refusals.of_key(text, style):
                self._refuse(refusal[0], at, **refusal[1])
            else:
                self.sound_keys.add(text)
        if text in frame.seen:
            line, column = frame.seen[text]
            self._add(refusals.DUPLICATE_KEY, at, key=text, line=line + 1, column=column + 1)
        frame.seen[text] = at
        if len(frame.seen) > MOST_KEYS:
            self._stop(refusals.TOO_MANY_KEYS, at, limit=MOST_KEYS)
        frame.key = text
        return None

    def _lose(self, text: str, at: At) -> None:
        """Say which words are lost; once where several commas cut one text."""
        frame = self.frame
        slip = lost.without_colon(text, at, self._text_before())
        if not (frame.in_lost and lost.is_loss(slip.kind)):
            self._add(slip.kind, slip.at, **slip.values)
        frame.in_lost = True

    def _text_before(self) -> tuple[str, str] | None:
        """Return the last key and its value, where that is a text without quotes between braces; else None."""
        frame = self.frame
        if not (frame.in_brackets and frame.keyed):
            return None
        value, (line, column) = frame.keyed.get(frame.key), self.trail.steps[-1][3]
        if not isinstance(value, str) or self.lines[line][column] in "\"'":
            return None
        return frame.key, value

    def _put(self, value: Any, at: At) -> None:
        """Set a value into the list or under the key that waits for it."""
        frame = self.frame
        if frame.keyed is None:
            self.trail.steps.append((frame.number, len(frame.entries), None, at))
            frame.entries.append(value)
        else:
            self.trail.steps.append((frame.number, frame.key, frame.seen[frame.key], at))
            frame.keyed[frame.key] = value
            frame.awaits_value = False
        if self.nodes > MOST_NODES:
            self._stop(refusals.TOO_MANY_NODES, at, limit=MOST_NODES)

    def _nothing(self, at: At) -> None:
        """Leave out what was not written: `urgency:` keeps its place and has no value."""
        frame = self.frame
        if frame.in_lost:
            frame.awaits_value = False
        elif frame.keyed is not None:
            key_at = frame.seen[frame.key]
            self.blanks.append(len(self.trail.steps))
            self.trail.steps.append((frame.number, frame.key, key_at, key_at))
            frame.keyed.pop(frame.key, None)
            frame.awaits_value = False
            if self.has_tight_comment:
                self._check_comment(frame.key, (frame.colon[0], frame.colon[1] + 1))
        elif self.around:
            self._add(refusals.EMPTY_ENTRY, at)

    def _mapping(self, event: Any) -> None:
        self._open(event, {}, [])

    def _list(self, event: Any) -> None:
        self._open(event, None, [])

    def _open(self, event: Any, keyed: dict[str, Any] | None, entries: list[Any]) -> None:
        """Begin a mapping or list."""
        at = (event.start_mark.line, event.start_mark.column)
        if event.anchor is not None or event.tag is not None:
            self._marked(event, at)
        if self.frame.awaits_key:
            return self._stop(refusals.KEY_NOT_SCALAR, at)
        if len(self.around) == MOST_DEPTH:
            return self._stop(refusals.TOO_DEEP, at, limit=MOST_DEPTH)
        self.nodes += 1
        self._put(entries if keyed is None else keyed, at)
        self.around.append(self.frame)
        self.frame = _Open(keyed, entries, len(self.trail.steps) - 1, at, bool(event.flow_style))
        return None

    def _close(self, _: Any) -> None:
        self.closed_at = self.frame.at
        self.frame = self.around.pop()

    def _alias(self, event: Any) -> None:
        at = (event.start_mark.line, event.start_mark.column)
        self._refuse_copying(refusals.ALIAS, event.anchor, at)
        if self.frame.awaits_key:
            self.stopped = True
        else:
            self._put("", at)

    def _document(self, event: Any) -> None:
        at = (event.start_mark.line, event.start_mark.column)
        if event.version or event.tags:
            self._refuse(refusals.DIRECTIVE, at)
        self.documents += 1
        if self.documents > 1:
            self._stop(refusals.SECOND_DOCUMENT, at)

    def _marked(self, event: Any, at: At) -> None:
        """Refuse an anchor or a tag."""
        if event.anchor is not None:
            self._refuse_copying(refusals.ANCHOR, event.anchor, at)
        if event.tag is not None:
            self._refuse(refusals.TAG, at, tag=self.lines[at[0]][at[1] :].strip())

    def _refuse_copying(self, kind: DiagnosticKind, name: str, at: At) -> None:
        """Refuse a mark for copying, once for each name: a bomb has hundreds."""
        if (kind.code, name) not in self.copies:
            self.copies.add((kind.code, name))
            self._refuse(kind, at, name=name)

    def _check_escapes(self, text: str, at: At) -> None:
        """Refuse the characters that escapes brought in."""
        for found in dict.fromkeys(FORBIDDEN.findall(text)):
            group, group_zh = group_of(found)
            self._refuse(FORBIDDEN_CHARACTER, at, code=code_of(found), group=group, group_zh=group_zh)

    def _stumble(self, failure: yaml.YAMLError, last: Any) -> None:
        """Put a syntax error into words."""
        # The first frame is the file itself, which no bracket opens.
        opened = tuple(one.at for one in (*self.around, self.frame)[1:])
        slip = slips.explain(failure, slips.Scene(self.lines, last, opened, self.closed_at))
        # What a bracket that went wrong took in is no text that a comma cut.
        here = Span(self.path, slip.at[0] + 1, slip.at[1] + 1)
        self.problems = [one for one in self.problems if not (lost.is_loss(one.kind) and one.span and one.span >= here)]
        if slip.kind is not UNREADABLE or not self.problems:
            self._refuse(slip.kind, slip.at, **slip.values)
        self.unsound = True

    def _stop(self, kind: DiagnosticKind, at: At, **values: object) -> None:
        self._refuse(kind, at, **values)
        self.stopped = True

    def _refuse(self, kind: DiagnosticKind, at: At, **values: object) -> None:
        """Note what makes the whole file unreadable."""
        self._add(kind, at, **values)
        self.unsound = True

    def _add(self, kind: DiagnosticKind, at: At, **values: object) -> None:
        self.problems.append(kind.at(Span(self.path, at[0] + 1, at[1] + 1), **values))
        if len(self.problems) >= MOST_PROBLEMS:
            self.unsound = self.stopped = True
