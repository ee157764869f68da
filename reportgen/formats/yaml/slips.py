"""The slips of the hand that break YAML, in words: where the parser gave up is seldom where the slip is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

from reportgen.formats.yaml import slipwords as words
from reportgen.formats.yaml.keys import in_the_format
from reportgen.formats.yaml.refusals import (
    DIRECTIVE,
    EMPTY_ENTRY,
    EMPTY_KEY,
    KEY_TOO_LONG,
    LONGEST_KEY,
    SECOND_DOCUMENT,
)
from reportgen.formats.yaml.trail import At
from reportgen.model.diagnostic import DiagnosticKind


@dataclass(frozen=True, slots=True)
class Scene:
    """What was known of a file when its parser gave up."""

    lines: list[str]
    """As the parser counts them, without their ends."""
    last: Any
    """The last event before; None: there was none."""
    open_at: tuple[At, ...]
    """Where the mappings and lists still open begin, outermost first."""
    closed_at: At | None
    """Where the mapping or list closed last begins."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A syntax error as people make it."""

    kind: DiagnosticKind
    at: At
    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Stumble:
    """A parser error in its scene."""

    scene: Scene
    problem: str
    context: str
    at: At
    """Where the parser gave up."""
    began: At
    """Where the thing it was reading begins."""

    def line(self, number: int) -> str:
        """Return a line, or nothing where the file has ended."""
        return self.scene.lines[number] if number < len(self.scene.lines) else ""

    def before(self, at: At) -> str:
        """Return the line up to a place."""
        return self.line(at[0])[: at[1]]

    def after(self, at: At) -> str:
        """Return the line from a place."""
        return self.line(at[0])[at[1] :]


def explain(failure: yaml.YAMLError, scene: Scene) -> Slip:
    """Return the slip behind a parser error, at its place inside the file."""
    mark = getattr(failure, "problem_mark", None)
    stumble = _Stumble(
        scene,
        str(getattr(failure, "problem", "")),
        str(getattr(failure, "context", "")),
        _at(mark),
        _at(getattr(failure, "context_mark", None) or mark),
    )
    slip = _reading(stumble)(stumble)
    return Slip(slip.kind, inside(scene.lines, slip.at), slip.values)


def _at(mark: Any) -> At:
    return (mark.line, mark.column) if mark else (0, 0)


def _reading(stumble: _Stumble) -> Callable[[_Stumble], Slip]:
    """Return who can say what an error means."""
    for part, reading in _BY_PROBLEM:
        if part in stumble.problem:
            return reading
    for part, reading in _BY_CONTEXT:
        if part in stumble.context:
            return reading
    return _unclear


def inside(lines: list[str], at: At) -> At:
    """Return a place, or the end of the last words (of a blank file: of the file) where it lies behind them."""
    last = max((number for number, line in enumerate(lines) if line.strip()), default=len(lines) - 1)
    return min(at, (last, len(lines[last])))


def quoted(value: str) -> str:
    """Return a value in the quotes it needs."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


_FULL_WIDTH = re.compile(r"\s*(?:- +)?(?P<key>[^\s:：,，。\"'\[{]{1,30})(?P<colon>：)\s*(?P<value>.*)")
_NO_SPACE = re.compile(r"\s*(?:- +)?(?P<key>[^\s:：,，。\"'\[{/]{1,30})(?P<colon>:)(?P<value>[^\s/].*)")
_QUOTED_KEY = re.compile(r"\s*(?:- +)?([\"'])(?P<key>[^\"']{1,30})\1(?P<colon>:)(?P<value>\S.*)")
_WRONG_COLONS = (
    (words.FULL_WIDTH_COLON, _FULL_WIDTH),
    (words.COLON_WITHOUT_SPACE, _NO_SPACE),
    (words.COLON_WITHOUT_SPACE, _QUOTED_KEY),
)


def wrong_colon(line: str) -> tuple[DiagnosticKind, int, dict[str, object]] | None:
    """Return the finding for a key with a full-width colon or no space after it, and where its colon is."""
    for kind, pattern in _WRONG_COLONS:
        if found := pattern.match(line):
            key, value = found["key"], found["value"].strip()
            return kind, found.start("colon"), {"key": key, "better": in_the_format(key), "value": value}
    return None


_LONGEST_SIMPLE_KEY = 1_000
"""Where the parser itself, at 1,024 bytes or characters, stops seeing a key before a colon."""


def _colon_in_value(stumble: _Stumble) -> Slip:
    """A second colon: in the words of a value, or because the line above or this one is no key."""
    line, head = stumble.at[0], stumble.before(stumble.at)
    if value := re.search(r":\s+(?=\S)", head):
        return _colon(stumble, value.end(), stumble.after(stumble.at).rstrip())
    if len(head) > _LONGEST_SIMPLE_KEY:
        values = {"key": head[:20] + "…", "length": len(head), "limit": LONGEST_KEY}
        return Slip(KEY_TOO_LONG, (line, _indent(head)), dict(values))
    above = _line_above(stumble, line)
    if above is None:
        return _unclear(stumble)
    if wrong_colon(stumble.line(above)) or _indent(stumble.line(above)) == _indent(head):
        return _no_key(stumble, above)
    return Slip(words.INDENTED_TOO_DEEP, (line, _indent(head)), {"key": head.strip()})


def _colon(stumble: _Stumble, start: int, rest: str) -> Slip:
    """A value from a column on, with the colon that ends the understanding and the rest behind it."""
    value = stumble.before(stumble.at)[start:] + rest
    return Slip(words.COLON_IN_VALUE, stumble.at, {"value": value, "quoted": quoted(value)})


def _line_above(stumble: _Stumble, line: int) -> int | None:
    """Return the nearest line above that has words and is no comment."""
    for number in range(line - 1, -1, -1):
        if stumble.line(number).strip() and not stumble.line(number).lstrip().startswith("#"):
            return number
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _no_key(stumble: _Stumble, number: int) -> Slip:
    """A line that should be `key: value` and is not."""
    line = stumble.line(number)
    if colon := wrong_colon(line):
        return Slip(colon[0], (number, colon[1]), colon[2])
    return Slip(words.LINE_WITHOUT_KEY, (number, _indent(line)), {"line": line.strip()})


def _no_colon(stumble: _Stumble) -> Slip:
    return _no_key(stumble, stumble.began[0])


def _tab(stumble: _Stumble) -> Slip:
    return Slip(words.TAB, stumble.at)


def _bad_start(stumble: _Stumble) -> Slip:
    if stumble.after(stumble.at).startswith("\t"):
        return _tab(stumble)
    return _needs_quotes(stumble, stumble.at)


def _mark_at_start(stumble: _Stumble) -> Slip:
    return _needs_quotes(stumble, stumble.began)


def _needs_quotes(stumble: _Stumble, at: At) -> Slip:
    """A value that begins with a character YAML keeps for itself."""
    value = stumble.after(at).strip()
    if _is_in_brackets(stumble.before(at)):
        value = _entry(value) or value
    values: dict[str, object] = {"character": value[:1], "value": value, "quoted": quoted(value)}
    kind = words.MASK_WITHOUT_QUOTES if value.startswith("***") else words.NEEDS_QUOTES
    return Slip(kind, at, values)


def _entry(rest: str) -> str:
    """Return a text as far as the comma or bracket that ends it inside brackets."""
    return re.split(r"[,\]}]", rest)[0].rstrip()


def _is_in_brackets(head: str) -> bool:
    return head.count("[") + head.count("{") > head.count("]") + head.count("}")


def _quote_not_closed(stumble: _Stumble) -> Slip:
    mark = stumble.after(stumble.began)[:1]
    return Slip(words.QUOTE_NOT_CLOSED, stumble.began, {"mark": mark})


def _bracket_not_closed(stumble: _Stumble) -> Slip:
    if slip := _after_quote(stumble):
        return slip
    head, rest = stumble.before(stumble.at), stumble.after(stumble.at)
    inner = list(re.finditer(r":\s+(?=\S)", head))
    if rest.startswith(":") and inner:
        return _colon(stumble, inner[-1].end(), _entry(rest))
    return _bracket(stumble, stumble.began)


def _bracket(stumble: _Stumble, at: At) -> Slip:
    mark = stumble.after(at)[:1]
    return Slip(words.BRACKET_NOT_CLOSED, at, {"mark": mark, "closing": "]" if mark == "[" else "}"})


def _after_quote(stumble: _Stumble) -> Slip | None:
    """Words behind a closing quote, often because the quote of a line above was never closed."""
    last = stumble.scene.last
    if not isinstance(last, yaml.ScalarEvent) or last.style not in {'"', "'"}:
        return None
    start, end = _at(last.start_mark), _at(last.end_mark)
    if end != (stumble.at[0], len(stumble.before(stumble.at).rstrip())):
        return None
    if end[0] > start[0]:
        return Slip(words.QUOTE_NOT_CLOSED, start, {"mark": last.style})
    return Slip(words.WORDS_AFTER_QUOTE, stumble.at, {"mark": last.style, "words": stumble.after(stumble.at)})


def _after_bracket(stumble: _Stumble) -> Slip | None:
    """Words behind a closing bracket: `[急] 通知` is a text and needs quotes."""
    at, head = stumble.scene.closed_at, stumble.before(stumble.at).rstrip()
    if at is None or at[0] != stumble.at[0] or not head.endswith(("]", "}")):
        return None
    if stumble.after(at)[:1] not in {"[", "{"}:
        return None
    return _needs_quotes(stumble, at)


def _wrong_indentation(stumble: _Stumble) -> Slip:
    """A line at a depth no line above it has, when nothing on its own line explains it."""
    found = _after_quote(stumble) or _after_bracket(stumble)
    if found:
        return found
    if stumble.before(stumble.at).strip():
        return _unclear(stumble)
    line = stumble.after(stumble.at).strip()
    if line.startswith(":"):
        return Slip(EMPTY_KEY, stumble.at)
    return Slip(words.WRONG_INDENTATION, stumble.at, {"line": line})


def _no_value(stumble: _Stumble) -> Slip:
    """A bracket or comma where a value should begin, or the end of the file inside brackets."""
    if stumble.after(stumble.at).startswith(",") and _is_in_brackets(stumble.before(stumble.at)):
        return Slip(EMPTY_ENTRY, stumble.at)
    if stumble.after(stumble.at):
        return _needs_quotes(stumble, stumble.at)
    for at in reversed(stumble.scene.open_at):
        if stumble.after(at)[:1] in {"[", "{"}:
            return _bracket(stumble, at)
    return _unclear(stumble)


def _dash(stumble: _Stumble) -> Slip:
    value = stumble.after(stumble.at).strip()
    return Slip(words.DASH_IN_VALUE, stumble.at, {"value": value, "quoted": quoted(value)})


def _unknown_escape(stumble: _Stumble) -> Slip:
    return _escape(stumble, stumble.at)


def _escaped_number(stumble: _Stumble) -> Slip:
    """An escape whose digits are missing or name no character; the parser gave up at the first of them."""
    line, column = stumble.at
    return _escape(stumble, (line, column - 2))


def _escape(stumble: _Stumble, at: At) -> Slip:
    """A backslash with what belongs to it."""
    return Slip(words.BAD_ESCAPE, at, {"escape": "\\" + re.split(r"\W", stumble.after(at)[1:])[0][:9]})


def _second_document(stumble: _Stumble) -> Slip:
    above = _line_above(stumble, stumble.at[0])
    if above is not None and stumble.line(above).startswith("%"):
        return Slip(DIRECTIVE, (above, 0))
    if above is not None and stumble.line(above).startswith("..."):
        return Slip(SECOND_DOCUMENT, stumble.at)
    if stumble.before(stumble.at).strip():
        return _no_key(stumble, stumble.at[0]) if wrong_colon(stumble.line(stumble.at[0])) else _unclear(stumble)
    return _unclear(stumble) if above is None else _no_key(stumble, above)


def _directive(stumble: _Stumble) -> Slip:
    return Slip(DIRECTIVE, (stumble.began[0], 0))


def _unclear(stumble: _Stumble) -> Slip:
    return Slip(words.UNREADABLE, stumble.at)


_BY_PROBLEM: tuple[tuple[str, Callable[[_Stumble], Slip]], ...] = (
    ("mapping values are not allowed", _colon_in_value),
    ("could not find expected ':'", _no_colon),
    ("tab character", _tab),
    ("cannot start any token", _bad_start),
    ("block sequence entries are not allowed", _dash),
    ("mapping keys are not allowed", _bad_start),
    ("unexpected end of stream", _quote_not_closed),
    ("unexpected document indicator", _quote_not_closed),
    ("unknown escape", _unknown_escape),
    ("hexdecimal", _escaped_number),
    ("escape code", _escaped_number),
    ("expected ',' or", _bracket_not_closed),
    ("expected node content", _no_value),
    ("expected <document start>", _second_document),
    ("incompatible YAML document", _directive),
    ("expected key", _wrong_indentation),
    ("expected '-' indicator", _wrong_indentation),
    ("undefined tag handle", _mark_at_start),
)
"""By a part of what the C parser says is wrong; the first that fits."""
_BY_CONTEXT: tuple[tuple[str, Callable[[_Stumble], Slip]], ...] = (
    ("directive", _directive),
    ("alias", _mark_at_start),
    ("anchor", _mark_at_start),
    ("tag", _mark_at_start),
    ("block scalar", _mark_at_start),
)
"""By a part of what it was doing."""
