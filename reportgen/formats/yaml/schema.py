"""From nested texts to a record: what pydantic finds wrong, said at its place and in our words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from reportgen.formats.yaml.characters import visible
from reportgen.formats.yaml.document import Document
from reportgen.formats.yaml.findings import in_order
from reportgen.formats.yaml.keys import (
    allowed_words,
    as_listed,
    keys_of,
    listing,
    means_one_of,
    nearest_key,
    nearest_word,
    shape_at,
)
from reportgen.formats.yaml.slips import wrong_colon
from reportgen.formats.yaml.slipwords import FULL_WIDTH_COLON
from reportgen.model.diagnostic import Diagnostic, Severity, WrongValue, error
from reportgen.model.shape import NOT_A_MAPPING, Shape
from reportgen.model.source import Field, FilePlaces, Span

S = TypeVar("S", bound=Shape)

MOST_EXPLAINED = 60
"""Findings of one file that are put into words; the rest is only counted."""

UNKNOWN_KEY = error(
    "unknown-key",
    en="the key “{key}” is not known here",
    zh="这里没有键“{key}”",
    hint_en="keys that may stand here: {keys}; a key of your own begins with `x-`",
    hint_zh="这里可用的键：{keys}；自定的键以 `x-` 开头",
)
UNKNOWN_KEY_NEAR = error(
    "unknown-key",
    en="the key “{key}” is not known here",
    zh="这里没有键“{key}”",
    hint_en="did you mean `{near}`? a key of your own begins with `x-`",
    hint_zh="是不是 `{near}`？自定的键以 `x-` 开头",
)
KEY_FROM_FILE_NAME = error(
    "unknown-key",
    en="the key “{key}” is not typed",
    zh="键“{key}”不用填写",
    hint_en="delete the line: the file name is the id; rename the file to change it",
    hint_zh="请删除这一行：文件名就是编号；要改编号请改文件名",
)
MISSING_KEY = error(
    "missing-key",
    en="the key `{key}` is missing",
    zh="缺少键 `{key}`",
    hint_en="add `{key}: …` here",
    hint_zh="请在这里补写 `{key}: …`",
)
KEY_WITHOUT_VALUE = error(
    "missing-key",
    en="the key `{key}` has no value",
    zh="键 `{key}` 没有值",
    hint_en="write the value after the colon",
    hint_zh="请在冒号后写出值",
)
UNKNOWN_WORD = error(
    "unknown-word",
    en="“{word}” is not one of the words that may stand here",
    zh="这里不能用“{word}”",
    hint_en="write one of: {words}",
    hint_zh="可用的词：{words}",
)
UNKNOWN_WORD_NEAR = error(
    "unknown-word",
    en="“{word}” is not one of the words that may stand here",
    zh="这里不能用“{word}”",
    hint_en="did you mean `{near}`? write one of: {words}",
    hint_zh="是不是 `{near}`？可用的词：{words}",
)
LIST_EXPECTED = error(
    "list-expected",
    en="a list is expected here, not {found}",
    zh="这里应当是列表，而不是{found_zh}",
    hint_en="begin each entry on a line of its own with `- `",
    hint_zh="每一项另起一行，以“- ”开头",
)
TOO_FEW = error(
    "too-few",
    en="this list needs at least {least} entry",
    zh="这个列表至少要有 {least} 项",
    hint_en="add an entry, or delete the key",
    hint_zh="请补上一项，或删除这个键",
)
BAD_VALUE = error(
    "bad-value",
    en="“{value}” cannot stand here",
    zh="这里不能写“{value}”",
    hint_en="compare it with the example of the README, or leave the key out",
    hint_zh="请对照 README 里的例子，或删去这个键",
)

_FOUND: dict[type, tuple[str, str]] = {
    str: ("a text", "文字"),
    list: ("a list", "列表"),
    dict: ("a set of keys", "一组键值"),
}


@dataclass(frozen=True, slots=True)
class _Reading:
    """A record being checked against its shape."""

    shape: type[Shape]
    places: FilePlaces
    given: frozenset[str]
    meant: dict[Field, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Keys that unknown keys were probably meant to be, by the spot they stand at."""

    def typed(self, way: Field) -> Field:
        """Return a way as it was typed: one entry may stand without the list it belongs to."""
        typed: Field = ()
        for step in way:
            if step != 0 or (*typed, 0) in self.places.values:
                typed = (*typed, step)
        return typed

    def at(self, way: Field) -> Span:
        """Return the place of a value."""
        return self.places.of(self.typed(way))

    def at_key(self, way: Field) -> Span:
        """Return the place of a key."""
        return self.places.of_key(self.typed(way))


def validate(document: Document, shape: type[S], **given: object) -> tuple[S | None, tuple[Diagnostic, ...]]:
    """Return the record a document holds, or None and what is wrong with its content.

    Args:
        document: as read; without a value there is nothing to say that `document.problems` does not.
        shape: what the record must look like.
        given: values that are known from elsewhere and never typed, such as the id.
    """
    if document.value is None:
        return None, ()
    reading = _Reading(shape, document.places, frozenset(given))
    typed = {key: value for key, value in document.value.items() if key not in given}
    findings = [
        KEY_FROM_FILE_NAME.at(document.places.of_key((key,)), key=key) for key in document.value if key in given
    ]
    findings += _hidden_keys(document.value, reading)
    blanks, uncounted = _blank_keys(document.blanks, reading)
    findings += blanks
    record: S | None = None
    try:
        record = shape.model_validate(typed | given)
    except ValidationError as failure:
        more, rest = _explain(failure, reading)
        findings, uncounted = findings + more, uncounted + rest
    broken = any(problem.severity is Severity.ERROR for problem in document.problems)
    return None if findings or broken else record, in_order(findings, uncounted)


def _blank_keys(blanks: Iterable[Field], reading: _Reading) -> tuple[list[Diagnostic], int]:
    """Return the findings for unknown keys without a value, which pydantic never sees, and how many more there are."""
    known: dict[Field, bool] = {}
    unknown: list[Field] = []
    for way in blanks:
        # A long list has the same keys in every entry.
        spot = tuple(0 if isinstance(step, int) else step for step in way)
        if spot not in known:
            known[spot] = _may_be_blank(spot, reading.shape)
        if not known[spot]:
            unknown.append(way)
    shown = [_unknown(as_listed(reading.shape, way), reading) for way in unknown[:MOST_EXPLAINED]]
    return shown, len(unknown) - len(shown)


def _may_be_blank(way: Field, shape: type[Shape]) -> bool:
    """Whether a key without a value is one of the format, one of its author's own, or where any key may stand."""
    *around, key = as_listed(shape, way)
    part = shape_at(shape, tuple(around))
    return part is None or str(key).startswith("x-") or key in keys_of(part)


def _explain(failure: ValidationError, reading: _Reading) -> tuple[list[Diagnostic], int]:
    """Return the findings in words, and how many more there are."""
    errors = failure.errors(include_url=False)
    errors.sort(key=lambda one: reading.at_key(one["loc"]))
    shown = errors[:MOST_EXPLAINED]
    # Unknown keys first: a missing key that one of them was meant to be is the same slip.
    shown.sort(key=lambda one: one["type"] != "extra_forbidden")
    findings = [finding for one in shown if (finding := _finding(one, reading))]
    return findings, len(errors) - len(shown)


def _finding(one: ErrorDetails, reading: _Reading) -> Diagnostic | None:
    """Return one error in words; None: it only echoes another."""
    return _BY_TYPE.get(one["type"], _bad_value)(one, reading)


def _wrong_value(one: ErrorDetails, reading: _Reading) -> Diagnostic:
    cause = one.get("ctx", {}).get("error")
    if not isinstance(cause, WrongValue):
        return _bad_value(one, reading)
    if cause.kind is NOT_A_MAPPING:
        return _not_a_mapping(one, reading)
    values = {name: visible(str(value)) for name, value in cause.values.items()}
    return cause.kind.at(_span(one, reading), **values)


def _missing(one: ErrorDetails, reading: _Reading) -> Diagnostic | None:
    *around, key = one["loc"]
    if str(key) in reading.meant[tuple(around)]:
        return None
    if reading.typed(one["loc"]) in reading.places.keys:
        return KEY_WITHOUT_VALUE.at(reading.at_key(one["loc"]), key=key)
    return MISSING_KEY.at(reading.at_key(tuple(around)), key=key)


def _unknown_key(one: ErrorDetails, reading: _Reading) -> Diagnostic:
    return _unknown(one["loc"], reading)


def _unknown(way: Field, reading: _Reading) -> Diagnostic:
    *around, key = way
    shape = shape_at(reading.shape, tuple(around))
    valid = keys_of(shape, reading.given if not around else ()) if shape else ()
    span, shown = reading.at_key(way), visible(str(key))
    if near := nearest_key(str(key), valid):
        reading.meant[tuple(around)].add(near)
        return UNKNOWN_KEY_NEAR.at(span, key=shown, near=near)
    free = (other for other in valid if reading.typed((*around, other)) not in reading.places.keys)
    return UNKNOWN_KEY.at(span, key=shown, keys=listing(free))


def _unknown_word(one: ErrorDetails, reading: _Reading) -> Diagnostic:
    words = allowed_words(one.get("ctx", {}).get("expected", ""))
    typed = one["input"]
    if not isinstance(typed, str):
        return _bad_value(one, reading)
    span, word = _span(one, reading), visible(typed)
    if near := nearest_word(typed, words):
        return UNKNOWN_WORD_NEAR.at(span, word=word, near=near, words=listing(words))
    return UNKNOWN_WORD.at(span, word=word, words=listing(words))


def _not_a_list(one: ErrorDetails, reading: _Reading) -> Diagnostic:
    return LIST_EXPECTED.at(_span(one, reading), **_found(one))


def _not_a_mapping(one: ErrorDetails, reading: _Reading) -> Diagnostic:
    """A text where keys are expected is often a key whose colon went wrong."""
    typed = one["input"]
    if isinstance(typed, str) and (colon := wrong_colon(typed)):
        return colon[0].at(_span(one, reading), **colon[2])
    return NOT_A_MAPPING.at(_span(one, reading), **_found(one))


def _too_few(one: ErrorDetails, reading: _Reading) -> Diagnostic:
    return TOO_FEW.at(_span(one, reading), least=one.get("ctx", {})["min_length"])


def _bad_value(one: ErrorDetails, reading: _Reading) -> Diagnostic:
    typed = one["input"]
    shown = visible(typed) if isinstance(typed, str) else "…"
    return BAD_VALUE.at(_span(one, reading), value=shown)


def _found(one: ErrorDetails) -> dict[str, str]:
    found, found_zh = _FOUND.get(type(one["input"]), ("something else", "其他内容"))
    return {"found": found, "found_zh": found_zh}


def _span(one: ErrorDetails, reading: _Reading) -> Any:
    """Return the place of a value, or of its key where the key is what is wrong."""
    way = one["loc"]
    return reading.at_key(way[:-1]) if way[-1:] == ("[key]",) else reading.at(way)


_BY_TYPE: dict[str, Callable[[ErrorDetails, _Reading], Diagnostic | None]] = {
    "value_error": _wrong_value,
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "literal_error": _unknown_word,
    "enum": _unknown_word,
    "tuple_type": _not_a_list,
    "dict_type": _not_a_mapping,
    "too_short": _too_few,
}


def _hidden_keys(value: object, reading: _Reading) -> Iterator[Diagnostic]:
    """Yield a finding for `- who：周明`, which a bare text would swallow as a name."""
    waiting: list[tuple[Field, object]] = [((), value)]
    while waiting:
        way, part = waiting.pop()
        if isinstance(part, dict):
            waiting.extend(((*way, key), inner) for key, inner in part.items())
        elif isinstance(part, list):
            waiting.extend(((*way, number), inner) for number, inner in enumerate(part))
        elif isinstance(part, str) and "：" in part and (colon := wrong_colon(part)):
            # A bare text may stand where a list is expected, too.
            shape = shape_at(reading.shape, way) or shape_at(reading.shape, (*way, 0))
            if not (colon[0] is FULL_WIDTH_COLON and shape and shape.shorthand):
                continue
            if means_one_of(str(colon[2]["key"]), keys_of(shape)):
                yield colon[0].at(reading.places.of(way), **colon[2])
