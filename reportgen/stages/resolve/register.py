"""The rows of the registers of actions and decisions, as one day sees them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reportgen.model.config import RegisterRules
from reportgen.model.directory import Directory, Party
from reportgen.model.ledger import NOT_CARRIED, DecisionLine, RegisterLine, Standing, party_key
from reportgen.model.register import ActionStatus, RegisterEntry
from reportgen.model.site import Meeting


def lines_of(
    register: Iterable[RegisterEntry], directory: Directory, day: dt.date, rules: RegisterRules
) -> tuple[RegisterLine, ...]:
    """Return the rows of the register on a day: every action opened by then, in the order of opening.

    What was not known yet is not in them, so that the register of an earlier day can be made again at any time.
    """
    opened = [_known(entry, day) for entry in register if entry.opened <= day]
    continued: dict[str, list[str]] = {}
    for entry in opened:
        for earlier in entry.action.continues:
            continued.setdefault(earlier, []).append(entry.reference)
    return tuple(
        _line(number, entry, tuple(continued.get(entry.reference, ())), directory=directory, day=day, rules=rules)
        for number, entry in enumerate(opened, 1)
    )


def _known(entry: RegisterEntry, day: dt.date) -> RegisterEntry:
    """Return an action without what a day does not know of it yet."""
    known = tuple(one for one in entry.events if one.known <= day)
    return entry if len(known) == len(entry.events) else replace(entry, events=known)


def _line(
    number: int,
    entry: RegisterEntry,
    continued_by: tuple[str, ...],
    *,
    directory: Directory,
    day: dt.date,
    rules: RegisterRules,
) -> RegisterLine:
    status = entry.known_on(day)
    return RegisterLine(
        number=number,
        entry=entry,
        day=day,
        status=status,
        signal=entry.signal(status, day, rules.due_soon_days),
        lead=directory.party(status.lead, day) if status.lead else None,
        support=tuple(directory.party(one, day) for one in status.support),
        owner=tuple(directory.party(one, day) for one in status.owner),
        supervisor=directory.party(status.supervisor, day) if status.supervisor else None,
        units=_units(status, directory, day),
        continued_by=continued_by,
    )


def _units(status: ActionStatus, directory: Directory, day: dt.date) -> tuple[Party, ...]:
    named = [one for one in (status.lead, *status.support, *status.owner) if one]
    parties = [directory.party(one, day) for one in named]
    serving = [directory.serves_in(one, day) for one in named]
    units = [one for one in (*parties, *serving) if one and one.kind == "unit"]
    return tuple({party_key(one): one for one in units}.values())


def decisions_of(meetings: Sequence[Meeting], day: dt.date) -> tuple[DecisionLine, ...]:
    """Return every decision made by a day, earliest first, with where it stands on that day."""
    held = [one for one in meetings if one.record.date <= day and one.record.status == "held"]
    superseded: dict[str, list[str]] = {}
    rescinded: dict[str, list[str]] = {}
    for meeting in held:
        for one in meeting.decisions:
            if one.decision.outcome in NOT_CARRIED:
                continue
            for earlier in one.decision.supersedes:
                superseded.setdefault(earlier, []).append(one.reference)
            for earlier in one.decision.rescinds:
                rescinded.setdefault(earlier, []).append(one.reference)
    return tuple(line for meeting in held for line in _decisions(meeting, superseded, rescinded))


def _decisions(
    meeting: Meeting, superseded: dict[str, list[str]], rescinded: dict[str, list[str]]
) -> Iterator[DecisionLine]:
    for one in meeting.decisions:
        replaced, ended = superseded.get(one.reference, []), rescinded.get(one.reference, [])
        standing: Standing = "rescinded" if ended else "superseded" if replaced else "in-force"
        if standing == "in-force" and one.decision.outcome in NOT_CARRIED:
            standing = "not-carried"
        yield DecisionLine(
            reference=one.reference,
            record=meeting.id,
            title=meeting.record.title,
            series=meeting.record.series,
            language=meeting.language,
            date=meeting.record.date,
            number=one.number,
            decision=one.decision,
            item=one.item,
            standing=standing,
            superseded_by=tuple(replaced),
            rescinded_by=tuple(ended),
            actions=tuple(
                action.reference for action in meeting.actions if one.decision.id in action.action.carries_out
            ),
        )
