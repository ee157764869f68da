"""What one rule finds in records that need no files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace

from reportgen.model.diagnostic import Diagnostic
from reportgen.model.meeting import Briefing, Record
from reportgen.model.party import People
from reportgen.rules.look import Look
from tests.small_site import AS_OF, SITE, gathered, record_of

Rule = Callable[[Look], Iterator[Diagnostic]]


def found(
    rule: Rule,
    *records: Record,
    people: str = "people: []\n",
    site: str = SITE,
    day: dt.date = AS_OF,
    unreadable: tuple[str, ...] = (),
) -> list[tuple[str, ...]]:
    """Every finding of a rule: its code, then the values its words quote."""
    listed = record_of(People, people)
    assert isinstance(listed, People)
    look = Look.at(replace(gathered(*records, site=site), people=listed, unreadable=unreadable), day)
    return [(one.code, *(value for _, value in one.values)) for one in rule(look)]


def briefing(text: str, identity: str = "b1") -> Briefing:
    """The record of a briefing; kind and title need not be typed."""
    record = record_of(Briefing, "kind: briefing\ntitle: 简报\n" + text, id=identity)
    assert isinstance(record, Briefing)
    return record
