"""Cutting: one record → what an edition may hold of it, part by part, a part never more open than what it stands in."""

from __future__ import annotations

import functools
import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar, cast, get_args, get_origin

from reportgen.model.action import Decision, LeftOver
from reportgen.model.config import Edition, SiteConfig
from reportgen.model.meeting import AgendaItem, Annex, Attendee, Briefing, Minutes, Part, Record, Speech, Updates
from reportgen.model.party import People
from reportgen.model.shape import Shape, rewritten, walk
from reportgen.model.values import ID, Markdown, Name
from reportgen.stages.project.fields import without_fields
from reportgen.stages.project.roles import Roles, uncounted
from reportgen.text.closing import CLOSED, Passage, closed_for, closing_mark_in, cut, opened

_PLAIN_ID = re.compile(r"[a-z]{0,7}")
_REFERENCE = re.compile(rf"{ID.pattern}/{ID.pattern}")
S = TypeVar("S", bound=Shape)
Fate = Literal["draft", "closed"] | int
"""What becomes of a record in an edition: nothing of it is held, or all but so many parts and passages."""


@dataclass(slots=True)
class Cutter:
    """What an edition may hold, record by record; remembers what it kept back."""

    site: SiteConfig
    people: People
    edition: Edition
    withheld: list[str] = field(default_factory=list)
    """Words of all that was cut away."""
    withheld_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The same by the id of the record."""
    even: set[str] = field(default_factory=set)
    """Ids of records of which nothing could be closed but the whole: no part says a level, no passage is marked."""
    fates: dict[str, Fate] = field(default_factory=dict)
    """What became of each record, by its id; what the edition goes without whoever may read it does not count."""
    _level: int = 0
    """The most closed level of what was kept of the record at hand."""
    _language: str = "zh"
    """That it is printed in."""
    _cuts: int = 0
    """Parts and passages cut out of the record at hand."""

    @property
    def sees(self) -> int:
        """The place of the most closed level the edition holds; of an unknown one the most open is left."""
        level = self.edition.sees
        return self.site.rank(level) if level is None or level in self.site.access_levels else 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing is kept from its readers."""
        return self.edition.holds_everything(self.site.access_levels)

    @property
    def is_counted(self) -> bool:
        """Whether everybody who was at a meeting stands in its attendance, by name, by role or masked."""
        return self.is_whole or self.edition.closed == "masked"

    def record(self, record: Record) -> Record | None:
        """Return what the edition may hold of a record; None: nothing, and no trace of it."""
        before = len(self.withheld)
        kept = self._record(record)
        self.withheld_of[record.id] = tuple(self.withheld[before:])
        return kept

    def _record(self, record: Record) -> Record | None:
        series = None if not hasattr(record, "series") else record.series
        rank = self.site.rank_of_record(record.access, series)
        is_draft = isinstance(record, Minutes | Speech) and record.minutes == "draft"
        self._cuts, self._language = 0, self._language_of(record, series)
        self.fates[record.id] = "closed"
        if rank > self.sees:
            self._withhold(record)
            return None
        if is_draft and not self.is_whole:
            self.fates[record.id] = "draft"
            self._withhold(record)
            return None
        own = record.model_copy(update={"source": None, "unplaced": (), "access": None})
        shown = without_fields(own, self.edition.without)
        self._withhold_difference(own, shown)
        kept = self._leveled(shown, rank) if _is_even(shown, self) else self._shape(shown, rank)
        if kept is None:
            self._withhold(record)
            return None
        kept = _with_own_ids(kept)
        if isinstance(kept, Minutes) and not self.is_counted:
            kept = uncounted(kept)
        if isinstance(kept, Minutes) and self.edition.attendance == "roles":
            # Only now: who is closed himself is neither counted nor asked for his role.
            named, kept = kept, Roles(self.site, self.people).instead_of_names(kept, is_counted=self.is_counted)
            self._withhold_difference(named, kept)
        if isinstance(kept, Updates) and isinstance(record, Updates) and record.updates and not kept.updates:
            return None
        if isinstance(record, Briefing) and getattr(kept, "select", None) != rewritten(record.select, opened):
            # What chooses less may choose more: of no tag at all it takes every meeting.
            return None
        self.fates[record.id] = self._cuts
        return cast("Record", kept)

    def _leveled(self, record: Record, rank: int) -> Record:
        """Return a record as it is, with its level; its parts need none, for theirs are the same."""
        self.even.add(record.id)
        return record.model_copy(update={"access": self.site.access_levels[rank]})

    def _language_of(self, record: Record, series: str | None) -> str:
        own, found = getattr(record, "lang", None), self.site.series_by_id(series)
        return own or (found.lang if found else None) or self.site.language

    def _shape(self, shape: S, rank: int) -> S | None:
        """Return a part without what is closed in it; None: it is closed itself, or nothing it needs is left."""
        said = getattr(shape, "access", None)
        rank = max(rank, self.site.rank(said)) if said is not None else rank
        if rank > self.sees:
            self._cuts += 1
            self._withhold(shape)
            return cast("S | None", self._masked(shape))
        is_marked = "access" in type(shape).model_fields
        outer, self._level = self._level, rank if is_marked else max(self._level, rank)
        changes: dict[str, Any] = {}
        if shape.x and not self.is_whole:
            # Free keys are printed nowhere, and nobody said who may read them.
            changes["x"] = {}
        for name, info in type(shape).model_fields.items():
            if name in {"access", *changes}:
                continue
            before = getattr(shape, name)
            after = self._value(before, rank)
            if after is not before:
                changes[name] = info.get_default(call_default_factory=True) if after is None else after
                if after is None and info.is_required():
                    self._forget(shape, outer)
                    return None
        if is_marked:
            changes["access"], self._level = self.site.access_levels[self._level], outer
        kept = shape.model_copy(update=changes) if changes else shape
        if set(changes) - {"access", "x"} and _is_bare(kept):
            self._forget(shape, outer)
            return None
        return kept

    def _forget(self, shape: Shape, outer: int) -> None:
        """Forget a part of which nothing is left that could stand by itself."""
        self._level = outer
        self._withhold(shape)

    def _value(self, value: Any, rank: int) -> Any:
        if isinstance(value, str):
            return self._text(value, rank)
        if isinstance(value, Shape):
            return self._shape(value, rank)
        if isinstance(value, tuple | list):
            kept = [self._value(one, rank) for one in value]
            is_same = all(after is before for after, before in zip(kept, value, strict=True))
            return value if is_same else type(value)(one for one in kept if one is not None)
        if isinstance(value, Mapping) and value:
            members = {key: self._value(one, rank) for key, one in value.items()}
            is_same = all(after is value[key] for key, after in members.items())
            return value if is_same else {key: one for key, one in members.items() if one is not None}
        return value

    def _text(self, text: str, rank: int) -> str | None:
        if not closing_mark_in(text):
            return text
        words = cut(text, functools.partial(self._passage, rank=rank)).rstrip()
        if not isinstance(text, Markdown):
            words = " ".join(words.split())
        if not words:
            return None
        return type(text)(words) if isinstance(text, Markdown | Name) else words

    def _passage(self, passage: Passage, *, rank: int) -> str | None:
        rank = max(rank, self.site.rank(passage.level))
        words = passage.words
        if passage.level is not None and passage.level not in self.site.access_levels:
            # A slip of the pen, or words that look like a level: closed as far as can be, and nothing of it lost.
            words = f"{passage.level}: {words}"
        if rank <= self.sees:
            self._level = max(self._level, rank)
            return words
        self._cuts += 1
        self.withheld.append(words)
        if self.edition.closed == "omitted":
            return None
        reason = self.site.reasons.get(passage.reason) if passage.reason else None
        return closed_for(reason.in_(self._language), self._language) if reason else CLOSED

    def _masked(self, shape: Shape) -> Shape | None:
        """Return what shows that a part is closed; None: an edition that omits, or a part nobody misses.

        An action is never masked: one that nobody may read cannot be owed by anybody.
        """
        if self.edition.closed == "omitted":
            return None
        stand_ins: dict[type[Shape], dict[str, Any]] = {
            AgendaItem: {"title": CLOSED},
            Annex: {"title": CLOSED},
            Attendee: {"who": Name(CLOSED)},
            Decision: {"id": "", "text": Markdown(CLOSED)},
            LeftOver: {"id": "", "text": Markdown(CLOSED)},
            Part: {"text": Markdown(CLOSED)},
        }
        values = stand_ins.get(type(shape))
        return None if values is None else type(shape).model_construct(**values)

    def _withhold(self, shape: Shape) -> None:
        self.withheld += _words(shape)

    def _withhold_difference(self, before: Shape, after: Shape) -> None:
        if before is not after:
            left = set(_words(after))
            self.withheld += (one for one in _words(before) if one not in left)


def _with_own_ids(record: Any) -> Any:
    """Return a record whose masked decisions and questions have ids that nothing else in it has."""
    if not isinstance(record, Minutes):
        return record
    taken = set(record.ids())
    if "" not in taken:
        return record
    free = (name for number in range(1, len(taken) + 10**6) if (name := f"closed-{number}") not in taken)
    return _named(record, free)


def _named(shape: Any, free: Iterator[str]) -> Any:
    """Return a part whose masked decisions and questions, and those below it, have the next free ids, in order."""
    changes: dict[str, Any] = {}
    for name in ("agenda", "items", "decisions", "left_over"):
        parts = getattr(shape, name, ())
        if isinstance(parts, tuple) and parts:
            changes[name] = tuple(_named(one, free) for one in parts)
    if isinstance(shape, Decision | LeftOver) and not shape.id:
        changes["id"] = next(free)
    return shape.model_copy(update=changes) if changes else shape


def _is_bare(shape: Shape) -> bool:
    """Whether a part says nothing any more but its number."""
    fields = type(shape).model_fields.items()
    return all(
        getattr(shape, name) == info.get_default(call_default_factory=True)
        for name, info in fields
        if name not in {"access", "x", "label"}
    )


def _is_even(record: Record, cutter: Cutter) -> bool:
    """Whether no part of a record says its level, no text of it holds a passage, and no free key has to go."""
    return not any(
        way[-1] == "access" or closing_mark_in(text) or (str(way[-1]).startswith("x-") and not cutter.is_whole)
        for way, text in walk(record)
    )


def settled(record: Record, typed: Record, site: SiteConfig, *, is_even: bool = False) -> Record:
    """Return a record with the most closed level of all that is left of it, and none below it.

    Args:
        record: whose parts have their levels still.
        typed: the same as it was typed; where nothing says a level, none is put there.
        site: which levels there are.
        is_even: whether it is known that only the whole has a level.
    """
    said = {record.access} if is_even else {text for way, text in walk(record) if way[-1:] == ("access",)}
    level = max(said, key=site.rank, default=site.access_levels[-1])
    is_silent = typed.access is None and level == site.access_levels[-1]
    is_silent = is_silent and site.rank_of_record(None, getattr(typed, "series", None)) == site.rank(None)
    bare = record if is_even else _without_levels(record)
    return bare.model_copy(update={"access": None if is_silent else level})


def _without_levels(shape: S) -> S:
    changes: dict[str, Any] = {"access": None} if getattr(shape, "access", None) is not None else {}
    for name in type(shape).model_fields:
        part = getattr(shape, name)
        if isinstance(part, Shape):
            below: Any = _without_levels(part)
        elif isinstance(part, tuple) and part and isinstance(part[0], Shape):
            below = tuple(map(_without_levels, part))
            below = part if all(one is other for one, other in zip(below, part, strict=True)) else below
        else:
            continue
        if below is not part:
            changes[name] = below
    return shape.model_copy(update=changes) if changes else shape


def _words(shape: Shape) -> Iterator[str]:
    """Yield the words of a part, opened, that would give it away.

    Not those everybody uses: choices the schema gives (open, approved), an id that is a short word like any other, a
    reference, whose ids are told by what has them.
    """
    for name, info in type(shape).model_fields.items():
        if name == "id" and _PLAIN_ID.fullmatch(getattr(shape, name) or ""):
            continue
        if name not in {"access", "x"} and not _is_choice(cast("Hashable", info.annotation)):
            yield from _words_in(getattr(shape, name))


def _words_in(value: Any) -> Iterator[str]:
    if isinstance(value, Shape):
        yield from _words(value)
    elif isinstance(value, str):
        if not _REFERENCE.fullmatch(value):
            yield opened(value)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _words_in(one)
    elif isinstance(value, Mapping):
        for key in value:
            yield str(key)


@functools.cache
def _is_choice(annotation: Hashable) -> bool:
    origin = get_origin(annotation)
    inner = () if origin in {Literal, dict} else get_args(annotation)
    return origin is Literal or any(_is_choice(one) for one in inner if get_origin(one) is not None)
