"""The digest of a frozen value: equal values have equal digests, in every process and on every machine."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import itertools
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from pathlib import PurePath
from typing import Any

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
        self._ways: dict[type, Callable[[Any], Iterable[object]]] = {}

    def of(self, value: object) -> str:
        """Return the digest of a value, in hexadecimal.

        Raises:
            TypeError: it holds something that is no plain value.
        """
        return blake2b(self._spelled(value), digest_size=_SIZE).hexdigest()

    def _spelled(self, value: object) -> bytes:
        if value is None:
            return b"-"
        if isinstance(value, str):
            return b"'" + value.encode("utf-8", "surrogatepass")
        known = self._known.get(id(value))
        if known is not None:
            return known[1]
        if isinstance(value, bool | int | float):
            return repr(value).encode()
        kind = type(value)
        spelled = [kind.__name__.encode()]
        # Asking a value of what kind it is takes longer than all the rest.
        for part in (self._ways.get(kind) or self._way_through(value))(value):
            one = self._spelled(part)
            spelled += (len(one).to_bytes(4), one)
        digest = b"#" + blake2b(b"".join(spelled), digest_size=_SIZE).digest()
        self._known[id(value)] = (value, digest)
        return digest

    def _way_through(self, value: object) -> Callable[[Any], Iterable[object]]:
        """Return what gives the parts of values of this kind, from now on without asking."""
        way: Callable[[Any], Iterable[object]] = _atom
        if isinstance(value, BaseModel):
            way = _values_of_model
        elif isinstance(value, tuple | list):
            way = iter
        elif dataclasses.is_dataclass(value):
            counted = tuple(one.name for one in dataclasses.fields(value) if one.metadata != NOT_COUNTED)
            way = lambda one: [getattr(one, name) for name in counted]  # noqa: E731
        elif isinstance(value, Mapping):
            way = _pairs
        elif isinstance(value, set | frozenset):
            way = lambda one: sorted(map(self._spelled, one))  # noqa: E731
        self._ways[type(value)] = way
        return way


def _values_of_model(value: BaseModel) -> Iterable[object]:
    return value.__dict__.values()


def _pairs(value: Mapping[object, object]) -> Iterable[object]:
    return itertools.chain.from_iterable(value.items())


def _atom(value: object) -> Iterable[object]:
    if isinstance(value, bytes):
        return (blake2b(value, digest_size=_SIZE).hexdigest(),)
    if isinstance(value, dt.date | dt.time):
        return (value.isoformat(),)
    if isinstance(value, enum.Enum):
        return (repr(value.value),)
    if isinstance(value, PurePath):
        return (str(value),)
    raise TypeError(f"no digest of {type(value).__name__}")
