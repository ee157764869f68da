"""check: `Content` → diagnostics. Rules are a list of plain functions; they live in `rules`.

A reference into a record that could not be read is not reported again: the unreadable file has been.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from reportgen.model.content import Content
from reportgen.model.diagnostic import Diagnostic, Severity
from reportgen.rules import people, records, references, register, site
from reportgen.rules.look import Look

RULES: tuple[Callable[[Look], Iterator[Diagnostic]], ...] = (
    references.series_exist,
    references.actions_exist,
    references.decisions_exist,
    references.questions_exist,
    references.meetings_exist,
    references.items_exist,
    people.people_exist,
    people.parties_have_own_ids,
    people.names_mean_one,
    records.parts_have_own_ids,
    records.levels_exist,
    records.meetings_end_after_they_start,
    records.only_held_meetings_have_results,
    records.votes_add_up,
    records.briefings_wait,
    register.updates_follow_the_opening,
    register.updates_precede_their_record,
    register.updates_come_in_order,
    site.series_have_own_ids,
    site.languages_are_listed,
    site.severities_are_of_findings,
)
"""In this order; the order of findings on screen is by place."""


def check(content: Content) -> tuple[Diagnostic, ...]:
    """Return everything the rules find, with the severities `site.yaml` gives them."""
    look = Look.at(content)
    found = [finding for rule in RULES for finding in rule(look)]
    return with_severities(found, content.site.rules)


def with_severities(problems: Iterable[Diagnostic], rules: Mapping[str, Severity]) -> tuple[Diagnostic, ...]:
    """Return the findings with the severities of `site.yaml`; what it ignores is left out."""
    changed = (replace(one, severity_override=rules.get(one.code)) for one in problems)
    return tuple(one for one in changed if one.severity is not Severity.IGNORE)
