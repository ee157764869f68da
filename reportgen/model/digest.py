"""The digest of a frozen value: equal values have equal digests, in every process and on every machine."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import PurePath

from pydantic import BaseModel

_SIZE = 16
"""Bytes of a digest: of as many values as nobody will ever have, no two are likely to share one."""


NOT_COUNTED: Mapping[str, object] = {"counted": False}
"""Metadata of a field of a dataclass that digests leave out: what it says stands in others, or is asked for by name."""


class Digests:
    """Digests of values that stay as they are: each value is gone through once, however many others hold it.

    A dataclass counts by all its fields but those marked `NOT_COUNTED`.
    """

    def __init__(self) -> None:
        # With the values themselves, so that no other can come to have the same id.
        self._known: dict[int, tuple[object, bytes]] = {}
        self._fields: dict[type, tuple[str, ...]] = {}

    def of(self, value: object) -> str:
        """Return the digest of a value, in hexadecimal.

        Raises:
            TypeError: it holds something that is no plain value.
        """
        return blake2b(self._spelled(value), digest_size=_SIZE).hexdigest()

    def _spelled(self, value: object) -> bytes:
        if isinstance(value, str):
            return b"'" + value.encode("utf-8", "surrogatepass")
        if value is None or isinstance(value, bool | int | float):
            return repr(value).encode()
        known = self._known.get(id(value))
        if known is None:
            digest = blake2b(type(value).__name__.encode(), digest_size=_SIZE)
            for part in self._parts(value):
                spelled = self._spelled(part)
                digest.update(len(spelled).to_bytes(4))
                digest.update(spelled)
            known = self._known[id(value)] = (value, b"#" + digest.digest())
        return known[1]

    def _parts(self, value: object) -> Iterator[object]:
        if dataclasses.is_dataclass(value):
            kind = type(value)
            if kind not in self._fields:
                self._fields[kind] = tuple(one.name for one in dataclasses.fields(value) if one.metadata != NOT_COUNTED)
            yield from (getattr(value, name) for name in self._fields[kind])
        elif isinstance(value, BaseModel):
            yield from value.__dict__.values()
        elif isinstance(value, Mapping):
            for pair in value.items():
                yield from pair
        elif isinstance(value, tuple | list):
            yield from value
        elif isinstance(value, set | frozenset):
            yield from sorted(map(self._spelled, value))
        else:
            yield _atom(value)


def _atom(value: object) -> str:
    if isinstance(value, bytes):
        return blake2b(value, digest_size=_SIZE).hexdigest()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, enum.Enum):
        return repr(value.value)
    if isinstance(value, PurePath):
        return str(value)
    raise TypeError(f"no digest of {type(value).__name__}")
