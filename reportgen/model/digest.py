"""The digest of a frozen value: equal values have equal digests, in every process and on every machine."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import itertools
import marshal
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from pathlib import PurePath
from typing import Any

from pydantic import BaseModel

_SIZE = 16
"""Bytes of a digest: of as many values as nobody will ever have, no two are likely to share one."""
_PLAIN = frozenset({str, int, float, bool, type(None)})
"""Kinds of values that are spelled as they are."""
_DATE = dt.date.__name__
_FEW = 8
"""Parts of a tuple that is spelled in its place; of longer ones a digest is."""


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
        return _hashed([self._spelled((value,))]).hex()

    def _spelled(self, value: object) -> list[object]:
        """Return what a value is made of: its plain parts as they are, digests of the others."""
        kind = type(value)
        spelled: list[object] = [kind.__name__]
        # Asking a value of what kind it is takes longer than all the rest.
        for part in (self._ways.get(kind) or self._way_through(value))(value):
            of = type(part)
            if of in _PLAIN:
                spelled.append(part)
            elif of is tuple and len(part) <= _FEW:  # type: ignore[arg-type]
                # Sooner spelled again than found again.
                spelled.append(self._spelled(part) if part else part)
            elif known := self._known.get(id(part)):
                spelled.append(known[1])
            elif isinstance(part, str):
                spelled.append(str.__str__(part))
            elif of is dt.date:
                spelled.append([_DATE, part.isoformat()])  # type: ignore[attr-defined]
            else:
                digest = _hashed(self._spelled(part))
                self._known[id(part)] = (part, digest)
                spelled.append(digest)
        return spelled

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
            way = lambda one: sorted(_hashed(self._spelled((part,))) for part in one)  # noqa: E731
        self._ways[type(value)] = way
        return way


def _hashed(spelled: list[object]) -> bytes:
    # Only written, never read; of this version, because a later one tells which strings are one object.
    return blake2b(marshal.dumps(spelled, 2), digest_size=_SIZE).digest()


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
