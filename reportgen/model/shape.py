"""The base of everything read from content: frozen, no unknown keys, free keys only under `x-`."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, ClassVar, Self, TypeVar, cast

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from reportgen.model.diagnostic import WrongValue, error
from reportgen.model.source import Field as Way

NOT_A_MAPPING = error(
    "not-a-mapping",
    en="keys and values are expected here, not {found}",
    zh="这里应当是“键: 值”，而不是{found_zh}",
    hint_en="write one `key: value` on each line, indented under this one",
    hint_zh="每行写一个“键: 值”，并缩进在这一行之下",
)


T = TypeVar("T")
_NONE: Mapping[str, Any] = {}
"""The free keys of whatever has none; one for all, since nearly all have none."""


def key_of(name: str) -> str:
    """Return the key people type for a field: `due_words` is `due-words`, `from_` is `from`."""
    return name.rstrip("_").replace("_", "-")


class Shape(BaseModel):
    """A part of a record. Keys are typed with hyphens; a key nobody knows is an error."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=key_of,
        protected_namespaces=(),
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
    )

    shorthand: ClassVar[str | None] = None
    """The field that a bare text fills (`- 周明` for `- {who: 周明}`); None: keys must be written."""

    x: Annotated[Mapping[str, Any], Field(alias="x-", default_factory=lambda: _NONE, exclude_if=lambda free: not free)]
    """The free keys (`x-budget: 300`), by their full name; texts, lists and mappings, never interpreted."""

    @model_validator(mode="before")
    @classmethod
    def _read_keys(cls, value: object) -> object:
        """Turn a bare text into its field, and set the free keys apart."""
        if isinstance(value, str) and cls.shorthand:
            return {key_of(cls.shorthand): value}
        if not isinstance(value, dict):
            if isinstance(value, cls):
                return value
            found, found_zh = ("a list", "列表") if isinstance(value, list) else ("a text", "文字")
            raise WrongValue(NOT_A_MAPPING, found=found, found_zh=found_zh)
        names = [key for key in value if key[:2] == "x-"]
        if not names:
            return value
        free = {key: value[key] for key in names}
        return {key: part for key, part in value.items() if key not in free} | {"x-": free}

    def __deepcopy__(self, _: dict[int, Any] | None = None) -> Self:
        """Return itself: nothing in it ever changes, and every record has defaults that pydantic would copy."""
        return self

    @model_serializer(mode="wrap")
    def _write_keys(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Put the free keys back among the others, as they were typed."""
        values: dict[str, Any] = write(self)
        if not self.x:
            return values
        return {key: part for key, part in values.items() if key not in {"x-", "x"}} | dict(self.x)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Say in the JSON Schema what `_read_keys` allows."""
        return cls._as_typed(handler.resolve_ref_schema(handler(schema)))

    @classmethod
    def _as_typed(cls, schema: JsonSchemaValue) -> JsonSchemaValue:
        """Change a schema in place to what people may type: free keys, a bare text."""
        schema.get("properties", {}).pop("x-", None)
        schema["patternProperties"] = {"^x-": {}}
        if cls.shorthand:
            whole = dict(schema)
            bare = whole["properties"][key_of(cls.shorthand)]
            schema.clear()
            schema["anyOf"] = [*(one for one in bare.get("anyOf", [bare]) if one != {"type": "null"}), whole]
        return schema


class OneOrMore:
    """Let one bare value stand where a list is expected: `owner: 王芳` is `owner: [王芳]`."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Wrap a text or a mapping into a list of one before the list is read."""
        return core_schema.no_info_before_validator_function(
            lambda value: [value] if isinstance(value, str | dict) else value, handler(source)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Say in the JSON Schema that one entry may stand without its list."""
        many = handler(schema)
        lists = [one for one in many.get("anyOf", [many]) if "items" in one]
        return {"anyOf": [*(one["items"] for one in lists), many]}


def rewritten(value: T, change: Callable[[str], str]) -> T:
    """Return a record with every text as `change` gives it; keys, and what does not change, stay as they are."""
    if isinstance(value, str):
        return cast("T", change(value))
    if isinstance(value, Shape):
        parts = {name: getattr(value, name) for name in type(value).model_fields}
        changes = {name: after for name, part in parts.items() if (after := rewritten(part, change)) is not part}
        return cast("T", value.model_copy(update=changes)) if changes else value
    if isinstance(value, tuple | list):
        entries = [rewritten(one, change) for one in value]
        is_same = all(after is before for after, before in zip(entries, value, strict=True))
        return value if is_same else cast("T", type(value)(entries))
    if isinstance(value, Mapping):
        members = {key: rewritten(one, change) for key, one in value.items()}
        return value if all(members[key] is one for key, one in value.items()) else cast("T", members)
    return value


def walk(value: object, way: Way = ()) -> Iterator[tuple[Way, str]]:
    """Return every text of a record with the way to it, in the order of its fields; free keys too."""
    found: list[tuple[Way, str]] = []
    _gather(value, way, found)
    return iter(found)


def _gather(value: Any, way: Way, found: list[tuple[Way, str]]) -> None:
    # One list instead of a generator in each part: what is deep would be handed up through all that it stands in.
    kind = _kind_of(value)
    if kind is Shape:
        parts = value.__dict__
        for name, key in _steps_of(cast("type[Shape]", type(value))):
            part = parts[name]
            if isinstance(part, str):
                found.append(((*way, key) if key else way, part))
            # Most parts of a record are left out.
            elif part:
                _gather(part, (*way, key) if key else way, found)
    elif kind is str:
        found.append((way, value))
    elif kind is tuple:
        for position, entry in enumerate(value):
            _gather(entry, (*way, position), found)
    elif kind is Mapping:
        for key, entry in value.items():
            found.append(((*way, str(key)), key))
            _gather(entry, (*way, str(key)), found)


_KINDS: dict[type[Any], type | None] = {}


def _kind_of(value: object) -> type | None:
    """Return how values of this type are walked through; None: not at all. Asking each value takes longer."""
    kind = type(value)
    if kind not in _KINDS:
        walked = {Shape: Shape, str: str, tuple: tuple, list: tuple, Mapping: Mapping}
        _KINDS[kind] = next((way for one, way in walked.items() if issubclass(kind, one)), None)
    return _KINDS[kind]


@functools.cache
def _steps_of(shape: type[Shape]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a shape with the key each is typed under; the free keys stand beside them, under none."""
    return tuple((name, "" if name == "x" else key_of(name)) for name in shape.model_fields)
