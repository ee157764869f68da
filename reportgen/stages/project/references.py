"""References: what points at something an edition does not hold is taken out without a word."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from reportgen.model.action import Action, Decision, LeftOver, Update
from reportgen.model.config import SiteConfig
from reportgen.model.meeting import Briefing, Interest, Minutes, PreviousMinutes, Record, Selection, Speech
from reportgen.model.shape import Shape, walk

S = TypeVar("S", bound=Shape)


@dataclass(frozen=True, slots=True)
class Survivors:
    """What was cut away, by everything it can be cited by."""

    gone: frozenset[str]
    """Ids of records, and record/id of decisions, actions, questions and items."""

    @classmethod
    def of(cls, whole: Iterable[Record], kept: Sequence[Record], down: Collection[str] = ()) -> Survivors:
        """Return what stood in the whole content and is not in what was kept; of records taken down all that is cited.

        The file of a record that was taken down may be gone, so what could be cited of it is known from others alone.
        """
        cited = (text for one in kept for _, text in walk(one) if text.partition("/")[0] in down) if down else ()
        return cls(frozenset(_citable(whole)) - frozenset(_citable(kept)) | frozenset(cited))

    def relinked(self, record: Record) -> Record | None:
        """Return a record that points at nothing that is gone; None: a briefing that named such meetings only."""
        if not self.gone:
            return record
        if isinstance(record, Briefing):
            return self._briefing(record)
        if isinstance(record, Speech):
            return record.model_copy(update={"meeting": None}) if record.meeting in self.gone else record
        return self._part(record, record.id)

    def _briefing(self, record: Briefing) -> Briefing | None:
        named = record.select.meetings
        left = tuple(one for one in named if one not in self.gone)
        if named and not left:
            # An empty list would not choose nothing: it would choose everything.
            return None
        select: Selection = record.select.model_copy(update={"meetings": left})
        since = None if record.since in self.gone else record.since
        return record.model_copy(update={"select": select, "since": since})

    @staticmethod
    def without_series(record: Record, site: SiteConfig, sees: int) -> Record | None:
        """Return a record that chooses no closed series; None: a briefing that chose nothing else."""
        if not isinstance(record, Briefing) or not record.select.series:
            return record
        left = tuple(one for one in record.select.series if site.rank_of_series(one) <= sees)
        if left == record.select.series:
            return record
        return record.model_copy(update={"select": record.select.model_copy(update={"series": left})}) if left else None

    def _part(self, part: S, record: str) -> S:
        changes: dict[str, Any] = {}
        for name in type(part).model_fields:
            value = getattr(part, name)
            if isinstance(value, Shape):
                below: Any = self._part(value, record)
            elif isinstance(value, tuple) and value and isinstance(value[0], Shape):
                below = tuple(self._part(one, record) for one in value if not self._falls(one, record))
                below = value if below == value else below
            else:
                continue
            if below is not value:
                changes[name] = below
        changes |= self._own(part, record)
        return part.model_copy(update=changes) if changes else part

    def _falls(self, part: Shape, record: str) -> bool:
        """Whether a part is about nothing but something that is gone."""
        if isinstance(part, Update):
            return part.action in self.gone
        if isinstance(part, PreviousMinutes):
            return part.meeting in self.gone
        return isinstance(part, Interest) and part.item is not None and f"{record}/{part.item}" in self.gone

    def _own(self, part: Shape, record: str) -> dict[str, Any]:
        """Return the references of a part that change."""
        if isinstance(part, Decision):
            return self._left(part, "supersedes", "rescinds", "answers")
        if isinstance(part, LeftOver):
            return self._left(part, "continues")
        if isinstance(part, Action):
            carried = tuple(one for one in part.carries_out if f"{record}/{one}" not in self.gone)
            own = {} if carried == part.carries_out else {"carries_out": carried}
            return self._left(part, "continues") | own
        if isinstance(part, Update) and part.merged_into in self.gone:
            # Merging ends an action unless the update says otherwise; that it ended stays true.
            return {"merged_into": None, "state": part.state or "cancelled"}
        return {}

    def _left(self, part: Shape, *names: str) -> dict[str, Any]:
        left = {name: tuple(one for one in getattr(part, name) if one not in self.gone) for name in names}
        return {name: value for name, value in left.items() if value != getattr(part, name)}


def _citable(records: Iterable[Record]) -> Iterator[str]:
    for record in records:
        yield record.id
        if isinstance(record, Minutes):
            yield from (f"{record.id}/{one}" for one in record.ids())
