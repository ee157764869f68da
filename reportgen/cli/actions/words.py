"""Words for rows of the register on a terminal, in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.text.states import state_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.model.directory import Party
    from reportgen.model.ledger import RegisterLine
    from reportgen.model.register import ActionStatus

WORDS = {
    "zh": {
        "overdue": "逾期{n}天",
        "behind": "进度滞后",
        "due-soon": "即将到期",
        "joint": "、",
    },
    "en": {
        "overdue": "overdue {n} d",
        "behind": "behind",
        "due-soon": "due soon",
        "joint": ", ",
    },
}
"""Signals; the printed words of the pages are those of the theme."""


def state_of(status: ActionStatus, language: str) -> str:
    """Return the word for a state."""
    return state_in(status.state, language)


def signal_of(line: RegisterLine, language: str) -> str:
    """Return the words for a signal, empty where there is none."""
    return WORDS[language][line.signal].format(n=line.days_overdue) if line.signal else ""


def due_of(status: ActionStatus) -> str:
    """Return a due date and the words of the meeting, as far as there are any."""
    return " · ".join(str(one) for one in (status.due, status.due_words) if one)


def names_of(parties: Iterable[Party | None], language: str) -> str:
    """Return names in a row, each once."""
    return WORDS[language]["joint"].join(dict.fromkeys(one.name for one in parties if one))


def task_of(line: RegisterLine) -> str:
    """Return the task in plain words."""
    from reportgen.text.markup import to_plain

    return to_plain(line.entry.action.task)
