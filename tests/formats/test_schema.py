"""The JSON Schema says what the models say, in the keys people type."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from reportgen.formats.schema import SHAPES, json_schema

KINDS = sorted(SHAPES)
KEYWORDS = {
    "$schema", "$ref", "$defs", "title", "description", "default", "type", "enum", "const", "properties", "required",
    "additionalProperties", "patternProperties", "propertyNames", "items", "anyOf", "pattern", "format", "minItems",
    "minLength", "contentMediaType",
}  # fmt: skip
"""What the schemas use of JSON Schema 2020-12, all of it."""
TYPES = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}


def subschemas(schema: Any) -> Iterator[dict[str, Any]]:
    """A schema and every schema in it."""
    if isinstance(schema, bool):
        return
    yield schema
    for keyword in ("properties", "patternProperties", "$defs"):
        for inner in schema.get(keyword, {}).values():
            yield from subschemas(inner)
    for keyword in ("items", "additionalProperties", "propertyNames"):
        if keyword in schema:
            yield from subschemas(schema[keyword])
    for inner in schema.get("anyOf", []):
        yield from subschemas(inner)


def accepts(schema: Any, value: Any, whole: dict[str, Any]) -> bool:
    """Whether a value is valid: as much of JSON Schema 2020-12 as `KEYWORDS` names."""
    if isinstance(schema, bool):
        return schema
    if "$ref" in schema and not accepts(whole["$defs"][schema["$ref"].removeprefix("#/$defs/")], value, whole):
        return False
    if "anyOf" in schema and not any(accepts(one, value, whole) for one in schema["anyOf"]):
        return False
    if not is_of_type(schema.get("type"), value) or value not in schema.get("enum", [value]):
        return False
    if schema.get("const", value) != value:
        return False
    if isinstance(value, str):
        return re.search(schema.get("pattern", ""), value) is not None
    if isinstance(value, list):
        return len(value) >= schema.get("minItems", 0) and all(
            accepts(schema.get("items", True), one, whole) for one in value
        )
    return not isinstance(value, dict) or accepts_keys(schema, value, whole)


def is_of_type(wanted: str | list[str] | None, value: Any) -> bool:
    names = [wanted] if isinstance(wanted, str) else wanted or list(TYPES)
    return any(isinstance(value, TYPES[name]) and (name == "boolean" or value is not True) for name in names)


def accepts_keys(schema: dict[str, Any], value: dict[str, Any], whole: dict[str, Any]) -> bool:
    if not set(schema.get("required", [])) <= set(value):
        return False
    for key, part in value.items():
        patterns = [inner for pattern, inner in schema.get("patternProperties", {}).items() if re.search(pattern, key)]
        named = schema.get("properties", {}).get(key)
        inner = [*patterns, *([] if named is None else [named])] or [schema.get("additionalProperties", True)]
        if not all(accepts(one, part, whole) for one in inner):
            return False
        if not accepts(schema.get("propertyNames", True), key, whole):
            return False
    return True


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_uses_keywords_of_2020_12_as_that_version_means_them(kind: str) -> None:
    schema = json_schema(kind)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == f"reportgen {kind}"
    json.dumps(schema)
    for part in subschemas(schema):
        assert set(part) <= KEYWORDS
        assert set(part.get("required", [])) <= set(part.get("properties", {}))
        assert set([part["type"]] if isinstance(part.get("type"), str) else part.get("type", [])) <= set(TYPES)
        assert part.get("$ref", "#/$defs/").startswith("#/$defs/")
        assert part.get("$ref", "").removeprefix("#/$defs/") in {"", *schema.get("$defs", {})}
        assert all(re.compile(pattern) for pattern in [*part.get("patternProperties", {}), part.get("pattern", "")])
        assert part.get("anyOf", [True])
        assert len(set(map(str, part.get("enum", [])))) == len(part.get("enum", []))


@pytest.mark.parametrize("kind", KINDS)
def test_every_object_refuses_keys_that_nobody_knows(kind: str) -> None:
    objects = [part for part in subschemas(json_schema(kind)) if "properties" in part]
    assert objects
    assert all(part["additionalProperties"] is False for part in objects)
    assert not any("_" in key or key == "x-" for part in objects for key in part["properties"])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {"register", "messages"}])
def test_free_keys_may_stand_in_everything_that_people_type(kind: str) -> None:
    objects = [part for part in subschemas(json_schema(kind)) if "properties" in part]
    assert all(part["patternProperties"] == {"^x-": {}} for part in objects)


def test_the_id_of_a_record_is_not_typed() -> None:
    for kind in KINDS:
        schema = json_schema(kind)
        assert "id" not in schema.get("properties", {})
        assert "id" not in schema.get("required", [])


MEETING = {"kind": "minutes", "title": "会", "start": "2026-01-15 09:00"}
ACTION = {"id": "a1", "task": "t"}
SPEECH = {"kind": "speech", "title": "t", "speaker": "s", "date": "2026-01-15"}
EXAMPLES: list[tuple[str, dict[str, Any], bool]] = [
    ("meeting", MEETING, True),
    ("meeting", {**MEETING, "number": "3", "x-file": {"a": ["b"]}}, True),
    ("meeting", {**MEETING, "attendance": {"present": "顾怀远"}}, True),
    ("meeting", {**MEETING, "attendance": {"present": ["顾怀远", {"who": "沈青禾", "from": "09:20"}]}}, True),
    ("meeting", {**MEETING, "agenda": ["排水", {"title": "其他", "items": ["经费"]}]}, True),
    ("meeting", {**MEETING, "actions": [{**ACTION, "owner": "王芳", "due": "2026年4月30日"}]}, True),
    ("meeting", {**MEETING, "updates": [{"action": "m0/a1", "owner": "陈波", "support": ["水利局"]}]}, True),
    ("meeting", {**MEETING, "decisions": [{"id": "d1", "text": "好", "vote": "carried"}]}, True),
    ("meeting", {**MEETING, "decisions": [{"id": "d1", "text": "好", "vote": {"members": {"李娜": "for"}}}]}, True),
    ("meeting", {**MEETING, "previous-minutes": "m0", "next-meeting": "2026-02-12"}, True),
    ("meeting", {**MEETING, "quorum": {"required": "7", "met": "yes"}, "papers": "assets/plan.pdf"}, True),
    ("meeting", {"kind": "minutes", "title": "会"}, False),
    ("meeting", {**MEETING, "kind": "speech"}, False),
    ("meeting", {**MEETING, "status": "done"}, False),
    ("meeting", {**MEETING, "venue": "三楼"}, False),
    ("meeting", {**MEETING, "papers": "plan.pdf"}, False),
    ("meeting", {**MEETING, "agenda": "排水"}, False),
    ("meeting", {**MEETING, "agenda": [{"id": "Drains", "title": "t"}]}, False),
    ("meeting", {**MEETING, "actions": [{"id": "a1"}]}, False),
    ("meeting", {**MEETING, "actions": [{**ACTION, "due": "2026/4/30"}]}, False),
    ("meeting", {**MEETING, "updates": [{"action": "a1"}]}, False),
    ("meeting", {**MEETING, "decisions": [{"id": "d1", "text": "好", "vote": {"members": {"李娜": "yes"}}}]}, False),
    ("speech", {**SPEECH, "parts": [{"parts": [{"text": "x"}]}]}, True),
    ("speech", {**SPEECH, "parts": ["一要"]}, False),
    ("speech", {"kind": "speech", "title": "t", "speaker": "s"}, False),
    ("updates", {"kind": "updates", "date": "2026-01-15", "updates": []}, True),
    ("updates", {"kind": "updates", "date": "2026-01-15", "updates": [{"action": "m1/a1", "state": "done"}]}, False),
    ("briefing", {"kind": "briefing", "title": "t", "date": "2026-01-15", "select": {"series": "works"}}, True),
    ("briefing", {"kind": "briefing", "title": "t", "date": "2026-01-15"}, False),
    ("site", {"title": "t", "languages": "zh", "formats": ["html"], "rules": {"unknown-name": "ignore"}}, True),
    ("site", {"title": {"zh": "t"}, "house": {"paper": "letter", "faces": {"serif": ["a"]}}}, True),
    ("site", {"title": "t", "languages": []}, False),
    ("site", {"title": "t", "languages": "fr"}, False),
    ("site", {"title": "t", "rules": {"unknown-name": "loud"}}, False),
    ("site", {"title": "t", "house": {"faces": {"slab": ["a"]}}}, False),
    ("people", {"people": [{"id": "gu", "name": "顾怀远", "posts": ["组长", {"unit": "works"}]}]}, True),
    ("people", {"units": [{"id": "w", "name": "工程办", "names": [{"name": "工程科"}], "heads": ["顾怀远"]}]}, True),
    ("people", {"people": [{"name": "顾怀远"}]}, False),
    ("people", {"units": {"id": "works", "name": "工程办"}}, False),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "typed", "is_sound"), EXAMPLES)
def test_schema_and_model_agree(kind: str, typed: dict[str, Any], *, is_sound: bool) -> None:
    schema = json_schema(kind)
    assert accepts(schema, typed, schema) is is_sound
    given = {} if kind in {"site", "people"} else {"id": "m1"}
    try:
        SHAPES[kind].model_validate(typed | given)
        is_read = True
    except ValidationError:
        is_read = False
    assert is_read is is_sound
