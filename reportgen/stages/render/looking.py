"""What a page looks at of what all pages share: only that can change it.

Whatever a template asks of the site is noted on the way, so that it holds for the templates of an office too.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from reportgen.model.build import SHARED, Way

TOLD_BY: Mapping[Way, Way] = {("links", ".to"): ("links", ".root"), ("site", ".party"): ("site", ".people")}
"""Methods that are asked much, and what alone all they answer depends on."""

MOST_SHARED = 64
"""Shared values that are remembered, a few for each build."""


class Looking:
    """Notes what a page looks at."""

    def __init__(self) -> None:
        self.seen: set[Way] = set()
        # With the values themselves, so that no other can come to have the same id.
        self._shown: dict[tuple[str, int], tuple[object, object]] = {}

    def through(self, context: Mapping[str, object]) -> dict[str, object]:
        """Return a context for one page that notes what is looked at of what all pages share: it begins a new `seen`.

        What stands for a shared value is the same for every page, as the value is.
        """
        self.seen = set()
        return {name: self._shared(name, value) if name in SHARED else value for name, value in context.items()}

    def _shared(self, name: str, value: object) -> object:
        if value is None:
            return None
        key = (name, id(value))
        if key not in self._shown:
            if len(self._shown) >= MOST_SHARED:
                self._shown.clear()
            self._shown[key] = value, self._standing_for(name, value)
        return self._shown[key][1]

    def _standing_for(self, name: str, value: object) -> object:
        return _WatchedMapping(self, (name,), value) if isinstance(value, Mapping) else _Watched(self, (name,), value)

    def at(self, way: Way, value: object) -> tuple[Way | None, object]:
        """Return what is noted of a value that stands at the end of a way, and what a template is to have for it.

        Of a mapping, and of a record that was found by a word, it is noted what the template looks at in turn.
        """
        if isinstance(value, Mapping):
            return None, _WatchedMapping(self, way, value)
        if len(way) > _OUTSIDE and _is_record(value):
            return None, _Watched(self, way, value)
        if callable(value):
            return None, self._asking(way, value)
        return way, value

    def _asking(self, way: Way, method: Callable[..., object]) -> Callable[..., object]:
        """Return a method that notes what it is asked."""
        told_by = TOLD_BY.get(way)

        def ask(*words: Any, **named: Any) -> object:
            answer = method(*words, **named)
            if told_by:
                self.seen.add(told_by)
            elif len(words) == 1 and isinstance(words[0], str) and not named:
                seen, answer = self.at((*way, f":{words[0]}"), answer)
                if seen:
                    self.seen.add(seen)
            elif words == (None,) and answer is None and not named:
                # Who asks for nothing gets nothing, whatever there is.
                pass
            else:
                # What cannot be asked again by a word depends on the whole.
                self.seen.add(way[:-1])
            return answer

        return ask


_OUTSIDE = 2
"""Steps of a way that ends at a part of what is shared: such a part is taken whole, and only what is found by a word
is looked into."""
_DEEPEST = 4
"""Steps of `site.meeting(id).record`: what stands below is taken whole."""


def _is_record(value: object) -> bool:
    return isinstance(value, BaseModel) or (dataclasses.is_dataclass(value) and not isinstance(value, type))


class _Watched:
    """Stands for an object of which a template reads attributes, or calls methods."""

    __slots__ = ("_known", "_looking", "_value", "_way")

    def __init__(self, looking: Looking, way: Way, value: object) -> None:
        self._looking, self._way, self._value = looking, way, value
        # All of it is frozen: what was looked at once is the same the next time.
        self._known: dict[str, tuple[Way | None, object]] = {}

    def __getattr__(self, name: str) -> Any:
        found = self._known.get(name)
        if found is None:
            value = getattr(self._value, name)
            if name.startswith("__"):
                # Jinja asks everything whether it is HTML already.
                return value
            found = self._known[name] = self._looked((*self._way, f".{name}"), value)
        seen, value = found
        if seen:
            self._looking.seen.add(seen)
        return value

    def _looked(self, way: Way, value: object) -> tuple[Way | None, object]:
        return (way, value) if len(way) > _DEEPEST and not callable(value) else self._looking.at(way, value)

    def __eq__(self, other: object) -> bool:
        self._looking.seen.add(self._way)
        return bool(self._value == (other._value if isinstance(other, _Watched) else other))

    def __hash__(self) -> int:
        return hash(self._value)


class _WatchedMapping(Mapping[str, Any]):
    """Stands for a mapping: what was sought in it is noted, found or not."""

    __slots__ = ("_looking", "_value", "_way", "_ways")

    def __init__(self, looking: Looking, way: Way, value: Mapping[str, object]) -> None:
        self._looking, self._way, self._value = looking, way, value
        self._ways: dict[str, Way] = {}

    def __getitem__(self, key: str) -> Any:
        self._note(key)
        return self._value[key]

    def get(self, key: str, default: Any = None) -> Any:
        """Return what stands under a key, else something else."""
        self._note(key)
        return self._value.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._note(str(key))
        return key in self._value

    def __iter__(self) -> Iterator[str]:
        self._looking.seen.add(self._way)
        return iter(self._value)

    def __len__(self) -> int:
        self._looking.seen.add(self._way)
        return len(self._value)

    def _note(self, key: str) -> None:
        way = self._ways.get(key)
        if way is None:
            way = self._ways[key] = (*self._way, f":{key}")
        self._looking.seen.add(way)
