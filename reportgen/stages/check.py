"""check: `Content` → diagnostics. Rules are a list of plain functions; they live in `rules`.

A reference into a record that could not be read is not reported again: the unreadable file has been.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from reportgen.model.content import Content
from reportgen.model.diagnostic import Diagnostic, Severity
from reportgen.rules import (
    access,
    briefings,
    chains,
    closing,
    due,
    duty,
    issuing,
    minutes,
    people,
    records,
    references,
    register,
    site,
)
from reportgen.rules.look import Look

RULES: tuple[Callable[[Look], Iterator[Diagnostic]], ...] = (
    references.series_exist,
    references.actions_exist,
    references.milestones_exist,
    references.decisions_exist,
    references.questions_exist,
    references.meetings_exist,
    references.items_exist,
    people.people_exist,
    people.parties_have_own_ids,
    people.names_mean_one,
    records.parts_have_own_ids,
    records.meetings_end_after_they_start,
    records.only_held_meetings_have_results,
    records.imported_lines_have_a_place,
    records.votes_add_up,
    access.levels_exist,
    access.marks_are_marks,
    access.labels_are_read,
    access.reasons_exist,
    access.records_have_a_level,
    access.parts_stay_in_their_level,
    access.endings_can_be_read,
    access.ids_count_on,
    access.closed_words_are_closed_everywhere,
    access.people_are_closed_everywhere,
    access.secrets_are_for_the_top_edition,
    access.editions_have_own_ids,
    issuing.secrets_are_kept_elsewhere,
    issuing.broken_titles_keep_their_words,
    minutes.approved_minutes_say_so,
    minutes.minutes_are_written_in_time,
    minutes.agendas_are_out_in_time,
    register.updates_follow_the_opening,
    register.updates_precede_their_record,
    register.updates_come_in_order,
    duty.actions_name_somebody,
    duty.people_named_are_in_office,
    duty.units_that_lead_have_a_head,
    due.actions_have_a_date,
    due.dates_are_still_to_come,
    due.overdue_actions_have_news,
    closing.reported_actions_are_verified,
    closing.closed_actions_are_proved,
    closing.ended_actions_stay_ended,
    chains.chains_have_an_end,
    chains.what_goes_on_elsewhere_has_ended,
    chains.mergers_lead_to_live_actions,
    chains.decisions_are_acted_on,
    briefings.tags_exist,
    briefings.briefings_select_something,
    briefings.briefings_before_are_earlier,
    site.series_have_own_ids,
    site.languages_are_listed,
    site.accents_can_be_read,
    site.severities_are_of_findings,
)
"""In this order; the order of findings on screen is by place."""

OF_ONE_RECORD = tuple(rule for rule in RULES if rule.__module__.rpartition(".")[2] in {"issuing", "records"})
"""Rules that judge a record by itself: true of an edition too in which other records, and their news, are missing."""


def check(
    content: Content, as_of: dt.date, rules: Iterable[Callable[[Look], Iterator[Diagnostic]]] = RULES
) -> tuple[Diagnostic, ...]:
    """Return everything the rules find on a day, with the severities `site.yaml` gives them."""
    look = Look.at(content, as_of)
    found = [finding for rule in rules for finding in rule(look)]
    return with_severities(found, content.site.rules)


def with_severities(problems: Iterable[Diagnostic], rules: Mapping[str, Severity]) -> tuple[Diagnostic, ...]:
    """Return the findings with the severities that `site.yaml` names; what it ignores is left out."""
    changed = (replace(one, severity_override=rules.get(one.code, one.severity_override)) for one in problems)
    return tuple(one for one in changed if one.severity is not Severity.IGNORE)
