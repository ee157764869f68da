"""Rules on who answers: every live action names somebody who is in office, every unit that leads has a head."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.model.diagnostic import Diagnostic, warning
from reportgen.model.party import Head, Person, Post, Unit
from reportgen.model.register import Event
from reportgen.model.source import Span
from reportgen.rules.look import Case, Look

WITHOUT_OWNER = warning(
    "action-without-owner",
    en="action “{task}” names nobody",
    zh="事项“{task}”没有责任单位和责任人",
    hint_en="add `lead:` or `owner:`, or name somebody in an update of {action}",
    hint_zh="请补写 `lead:` 或 `owner:`，或在 {action} 的进展中写明",
)
OUT_OF_OFFICE = warning(
    "owner-out-of-office",
    en="“{value}” answers for {action}, and holds no post of people.yaml on {date}",
    zh="“{value}”负责 {action}，但据 people.yaml，{date} 并不在任",
    hint_en="name who is in office, in an update once the minutes are approved; or correct `posts:` in people.yaml",
    hint_zh="请改写在任人员，纪要已签发的写成一条进展；或改正 people.yaml 中的 `posts:`",
)
WITHOUT_HEAD = warning(
    "unit-without-head",
    en="“{value}” leads live actions ({count}), and nobody heads it on {date}",
    zh="“{value}”牵头的未结事项有 {count} 项，但 {date} 没有在任的负责人",
    hint_en="add `heads:` or `deputies:` here, with `who:`, `from:` and `until:`",
    hint_zh="请在此补写 `heads:` 或 `deputies:`，写明 `who:`、`from:`、`until:`",
)


@dataclass(frozen=True, slots=True)
class _Naming:
    """A name that now answers for an action, with where and when it was given."""

    name: str
    day: dt.date
    teller: Event | None
    """The update that gave it; None: the minutes that opened the action."""
    way: tuple[str, int]

    def span(self, look: Look, case: Case) -> Span | None:
        """Return where the name stands."""
        return look.span_of_event(self.teller, *self.way) if self.teller else look.span_of(case, *self.way)


def actions_name_somebody(look: Look) -> Iterator[Diagnostic]:
    """Every live action names who carries it out (责任到人)."""
    for case in look.cases:
        if case.status.is_live and not (case.status.lead or case.status.owner):
            yield WITHOUT_OWNER.at(look.span_of(case), task=case.task, action=case.reference)


def people_named_are_in_office(look: Look) -> Iterator[Diagnostic]:
    """Whoever answers for a live action held a post when named, and holds one on the day."""
    for case in look.cases:
        said: set[str] = set()
        for naming in _namings(case) if case.status.is_live else ():
            found = look.directory.find(naming.name)
            if not isinstance(found, Person) or not found.posts or found.id in said:
                continue
            out = [day for day in (naming.day, look.as_of) if not _holds(found.posts, day)]
            if out:
                said.add(found.id)
                yield OUT_OF_OFFICE.at(naming.span(look, case), value=naming.name, action=case.reference, date=out[0])


def _namings(case: Case) -> Iterator[_Naming]:
    for role in ("lead", "owner", "supervisor"):
        named = getattr(case.status, role)
        names = named if isinstance(named, tuple) else (named,) if named else ()
        events = (step.event for step in reversed(case.steps))
        teller = next((one for one in events if getattr(one.update, role) is not None), None)
        for place, name in enumerate(names):
            yield _Naming(name, teller.date if teller else case.entry.opened, teller, (role, place))


def units_that_lead_have_a_head(look: Look) -> Iterator[Diagnostic]:
    """A unit that leads a live action has a head or a deputy in office; told once for each unit."""
    leads = (case.status.lead for case in look.cases if case.status.is_live and case.status.lead)
    counted = Counter(found.id for found in map(look.directory.find, leads) if isinstance(found, Unit))
    for place, unit in enumerate(look.content.people.units):
        if unit.id in counted and not _holds((*unit.heads, *unit.deputies), look.as_of):
            span = look.content.span("people.yaml", "units", place)
            yield WITHOUT_HEAD.at(span, value=unit.name, count=counted.pop(unit.id), date=look.as_of)


def _holds(terms: tuple[Post | Head, ...], day: dt.date) -> bool:
    """Whether one of the terms of office holds on a day."""
    return any((one.from_ or day) <= day <= (one.until or day) for one in terms)
