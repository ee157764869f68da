"""Records with every field of the model filled with the same words, so that no field is forgotten in a test."""

from __future__ import annotations

import itertools
import json
import types
import typing
from collections.abc import Callable, Iterator

from reportgen.model import config, values
from reportgen.model.meeting import RECORDS
from reportgen.model.shape import OneOrMore, Shape, key_of

EARLIER = """\
kind: minutes
series: works
title: 前次会议
start: 2026-01-15
access: public
decisions: [{id: d1, text: 先清后修}]
actions: [{id: a1, task: 清理一号沟}, {id: a2, task: 编制台账}]
left-over: [{id: q1, text: 经费来源}]
"""
"""What the full records refer to, as `earlier`."""
_FIXED = {
    "Date": (values.Date, "2026-03-12"),
    "When": (values.When, "2026-03-12 14:30"),
    "Time": (values.Time, "14:30"),
    "TimeOrMoment": (values.TimeOrMoment, "14:50"),
    "Number": (values.Number, "7"),
    "Answer": (values.Answer, "yes"),
    "Link": (values.Link, "https://example.org/a?b=1&c=2"),
    "AssetPath": (values.AssetPath, "assets/plan.pdf"),
    "Zone": (values.Zone, "Asia/Shanghai"),
    "Marking": (config.Marking, "TLP:AMBER"),
}
_KNOWN = {
    "series": "works",
    "meeting": "earlier",
    "meetings": "earlier",
    "since": "volume",
    "item": "p1",
    "carries_out": "p2",
    "access": "public",
    "action": "earlier/a1",
    "continues": "earlier/a1",
    "merged_into": "earlier/a2",
    "supersedes": "earlier/d1",
    "rescinds": "earlier/d1",
    "answers": "earlier/q1",
}
"""Ids and references that lead somewhere, by the field they stand in."""
_STRANGERS = {"support", "seconded", "presenter"}
"""Fields that name somebody who is not in people.yaml."""
_LEFT_OUT = {"id", "x", "kind", "lang", "format"}


class _Filler:
    def __init__(self, words: str, prose: str, key: str) -> None:
        self.words, self.prose, self.key = words, prose, key
        self.numbers: Iterator[int] = itertools.count(1)

    def shape(self, shape: type[Shape], depth: int = 0) -> dict[str, object]:
        """Every field of a shape; lists of itself end two levels down."""
        hints = typing.get_type_hints(shape, include_extras=True)
        filled: dict[str, object] = {}
        for name in shape.model_fields:
            own_id = name == "id" and depth > 0
            if (name in _LEFT_OUT and not own_id) or (name in {"items", "parts"} and depth > 2):
                continue
            filled[key_of(name)] = f"p{next(self.numbers)}" if own_id else self.value(hints[name], name, shape, depth)
        return filled | {"x-note": {"x": [self.words]}}

    def value(self, hint: object, name: str, owner: type[Shape], depth: int) -> object:
        """A value of a type."""
        for known, typed in _FIXED.values():
            if hint == known:
                return typed
        if hint in (values.Id, values.Reference):
            return self.reference(name, owner)
        if hint == values.Prose:
            return self.prose
        if hint == values.Who:
            return self.words + "乙" if name in _STRANGERS else self.words
        if hint in (values.Line, values.Label, values.Verbatim):
            return self.words
        return self.compound(hint, name, owner, depth)

    def reference(self, name: str, owner: type[Shape]) -> str:
        """An id or a reference that leads somewhere."""
        if owner.__name__ == "LeftOver" and name == "continues":
            return "earlier/q1"
        return _KNOWN[name]

    def compound(self, hint: object, name: str, owner: type[Shape], depth: int) -> object:
        """A value of a type that is made of others."""
        origin, parts = typing.get_origin(hint), typing.get_args(hint)
        if origin is typing.Annotated:
            assert parts[1] is OneOrMore or isinstance(parts[1], OneOrMore), (name, hint)
            return self.value(parts[0], name, owner, depth)
        if origin in (typing.Union, types.UnionType):
            return self.value(next(one for one in parts if one is not type(None)), name, owner, depth)
        if origin is typing.Literal:
            return parts[0]
        if origin is tuple:
            return [self.value(parts[0], name, owner, depth)]
        if origin is dict:
            return {self.key: self.value(parts[1], name, owner, depth)}
        assert isinstance(hint, type), (name, hint)
        assert issubclass(hint, Shape), (name, hint)
        return self.shape(hint, depth + 1)


def full_record(kind: str, words: str, *, prose: str, key: str, change: Callable[[dict[str, object]], None]) -> str:
    """A record of a kind with every text field filled, as JSON, which YAML reads.

    Args:
        kind: minutes, speech, updates or briefing.
        words: for every line of words, label and name.
        prose: for every Markdown field.
        key: for the name of a member in a vote.
        change: makes it the variant that is wanted, such as a planned meeting.

    """
    filled = _Filler(words, prose, key).shape(RECORDS[kind]) | {"kind": kind}
    change(filled)
    return json.dumps(filled, ensure_ascii=False)
