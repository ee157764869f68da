"""Numbers the parts of one meeting: furniture, so that a reader can say “D3.1”; ids are what is cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reportgen.model.action import Action, Decision, LeftOver
from reportgen.model.meeting import AgendaItem, Minutes
from reportgen.model.register import ActionStatus, RegisterEntry
from reportgen.model.site import NumberedAction, NumberedDecision, NumberedItem, NumberedQuestion
from reportgen.text.numbering import heading_number


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of one meeting's parts; `path` is the place of their agenda item, `item` its title."""

    record: Minutes
    language: str
    register: Mapping[str, RegisterEntry]

    def items(self) -> Iterator[NumberedItem]:
        """Yield the agenda items with everything below them."""
        for position, item in enumerate(self.record.agenda, 1):
            yield self._item(item, (position,))

    def _item(self, item: AgendaItem, path: tuple[int, ...]) -> NumberedItem:
        deep = min(len(path), 4)
        return NumberedItem(
            number=self._heading(path) if item.label is None else item.label,
            level=deep,
            # An underscore, because no id that people write can hold one.
            anchor=item.id or "item_" + "-".join(map(str, path)),
            item=item,
            decisions=tuple(self.decisions(item.decisions, path, item.title)),
            actions=tuple(self.actions(item.actions, path, item.title)),
            left_over=tuple(self.left_over(item.left_over, path)),
            items=tuple(self._item(below, (*path, place)) for place, below in enumerate(item.items, 1)),
        )

    def decisions(
        self, decisions: Iterable[Decision], path: tuple[int, ...], item: str | None
    ) -> Iterator[NumberedDecision]:
        """Yield decisions as D3.1, D3.2."""
        for position, one in enumerate(decisions, 1):
            number = one.label or "D" + ".".join(map(str, (*path, position)))
            yield NumberedDecision(number, one.id, f"{self.record.id}/{one.id}", one, item)

    def actions(self, actions: Iterable[Action], path: tuple[int, ...], item: str | None) -> Iterator[NumberedAction]:
        """Yield actions as A3.1, A3.2, with their status as of the meeting."""
        for position, one in enumerate(actions, 1):
            reference = f"{self.record.id}/{one.id}"
            status = self._status(reference)
            number = one.label or "A" + ".".join(map(str, (*path, position)))
            yield NumberedAction(number, one.id, reference, one, status, item)

    def _status(self, reference: str) -> ActionStatus:
        """Return the status as this meeting tells it; later records do not change its page."""
        return self.register[reference].known_to(self.record.id, self.record.date)

    def _heading(self, path: tuple[int, ...]) -> str:
        """Return the number of an item; the official ones end at four levels and at 99."""
        if len(path) > 4 or max(path) > 99:
            return ".".join(map(str, path))
        return heading_number(path, language=self.language)

    def left_over(self, questions: Iterable[LeftOver], path: tuple[int, ...]) -> Iterator[NumberedQuestion]:
        """Yield left-over questions as Q3.1, Q3.2."""
        for position, one in enumerate(questions, 1):
            yield NumberedQuestion(
                one.label or "Q" + ".".join(map(str, (*path, position))), one.id, f"{self.record.id}/{one.id}", one
            )


def all_items(items: Iterable[NumberedItem]) -> Iterator[NumberedItem]:
    """Yield some items and those below them, in reading order."""
    for item in items:
        yield item
        yield from all_items(item.items)


def all_decisions(items: Iterable[NumberedItem]) -> Iterator[NumberedDecision]:
    """Yield every decision of some items and of those below them, in reading order."""
    for item in items:
        yield from item.decisions
        yield from all_decisions(item.items)


def all_actions(items: Iterable[NumberedItem]) -> Iterator[NumberedAction]:
    """Yield every action of some items and of those below them, in reading order."""
    for item in items:
        yield from item.actions
        yield from all_actions(item.items)


def all_left_over(items: Iterable[NumberedItem]) -> Iterator[NumberedQuestion]:
    """Yield every left-over question of some items and of those below them, in reading order."""
    for item in items:
        yield from item.left_over
        yield from all_left_over(item.items)
