"""The summary page of a volume: a deterministic extract, most important first, no longer than there is time to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportgen.model.ledger import DecisionLine, RegisterLine, by_due_date
from reportgen.model.volume import SUMMARY_MINUTES, DecisionRow, Digest, Gist, Told
from reportgen.text import markup
from reportgen.text.reading import reading_minutes, shortened

FURNITURE_MINUTES = 0.25
"""For the headings, and for saying how many lines are left out and where they stand."""
LINE_MINUTES = 0.02
"""For the number in front of a line and the words around its names."""
MARK_MINUTES = 0.0125
"""For the word before a decision that does not hold: two in English, five characters in Chinese."""
LONGEST_LINE_MINUTES = 0.2
"""For the words of one line: 80 Chinese characters, 44 English words."""
_URGENCY = ("overdue", "behind", "due-soon", None)


def digest_of(decisions: Iterable[DecisionRow], lines: Iterable[RegisterLine], minutes: int | None) -> Digest:
    """Return what a reader must know of a volume within some minutes; None: the default.

    The three lists take turns, so that none crowds the others out; where the next line of a list does not fit, the
    list ends, so that nothing more important is left out for something shorter.
    """
    rows = tuple(lines)
    live = [one for one in rows if one.status.is_live and one.signal != "overdue"]
    overdue = [one for one in rows if one.signal == "overdue"]
    lists = (
        [_decided(one) for one in sorted(decisions, key=_weight)],
        [_promised(one) for one in sorted(live, key=_urgency)],
        [_promised(one) for one in sorted(overdue, key=by_due_date)],
    )
    taken = _taken(lists, (SUMMARY_MINUTES if minutes is None else minutes) - FURNITURE_MINUTES)
    return Digest(*(Gist(tuple(told[:n]), len(told) - n) for told, n in zip(lists, taken, strict=True)))


def _weight(row: DecisionRow) -> tuple[bool, bool, bool, int, int, int]:
    """In force before what is not, what changes something before what is noted, what most follows from; the latest."""
    line, decision = row.line, row.line.decision
    return (
        line.standing != "in-force",
        decision.outcome == "noted",
        not (decision.supersedes or decision.rescinds),
        -len(line.actions),
        -line.date.toordinal(),
        row.number,
    )


def _urgency(line: RegisterLine) -> tuple[int, bool, int, int]:
    return _URGENCY.index(line.signal), *by_due_date(line)


def _decided(row: DecisionRow) -> Told:
    words = shortened(markup.to_plain(row.line.decision.text), LONGEST_LINE_MINUTES)
    return Told(row.number, words, row.line.language, mark=_mark(row.line))


def _mark(line: DecisionLine) -> str | None:
    """Return the key of the word for what became of a decision, where it did not simply carry."""
    if line.standing in {"superseded", "rescinded"}:
        return f"standing_{line.standing}"
    return f"outcome_{line.decision.outcome}" if line.decision.outcome not in {None, "carried"} else None


def _promised(line: RegisterLine) -> Told:
    words = shortened(markup.to_plain(line.entry.action.task), LONGEST_LINE_MINUTES)
    return Told(line.number, words, line.entry.language, line)


def _taken(lists: Sequence[Sequence[Told]], minutes: float) -> list[int]:
    """Return how many lines of each list fit."""
    taken = [0] * len(lists)
    waiting = list(range(len(lists)))
    while waiting:
        for one in tuple(waiting):
            cost = _minutes(lists[one][taken[one]]) if taken[one] < len(lists[one]) else float("inf")
            if cost > minutes:
                waiting.remove(one)
            else:
                minutes -= cost
                taken[one] += 1
    return taken


def _minutes(told: Told) -> float:
    line = told.line
    named = [one.name for one in (line.lead, *line.owner) if one] if line else []
    dates = [str(line.status.due or ""), line.status.due_words or ""] if line else []
    mark = MARK_MINUTES if told.mark else 0
    return LINE_MINUTES + mark + reading_minutes(" ".join([told.words, *named, *dates]))
