"""The printed documents of one series that the house asks for, by year: what it decided, and what it is owed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportgen.model.build import PlannedPage
from reportgen.model.config import Series
from reportgen.model.ledger import records_of
from reportgen.stages.plan.frame import Frame
from reportgen.stages.plan.parts import DecisionsPage, RegisterPage, decision_parts, register_parts
from reportgen.stages.plan.register import Register, handling


def paths_of(frame: Frame, series: Series) -> dict[str, dict[int | None, str]]:
    """Return the documents of a series by the word for them in site.yaml and by year, latest first.

    None for a year: it is not named, see `DecisionsPage` and `RegisterPage`. What is empty is not there.
    """
    decided = {one.year: one.pdf for one in _decision_record(frame, series)}
    owed = {one.year: one.pdf for one in _action_log(frame, series)}
    return {word: paths for word, paths in {"decision-record": decided, "action-log": owed}.items() if paths}


def series_documents(frame: Frame, register: Register) -> Iterator[PlannedPage]:
    """Yield the record of decisions and the log of actions of every series that has any."""
    for series in frame.site.config.series:
        for decided in _decision_record(frame, series):
            yield _decisions(frame, register, series, decided)
        for owed in _action_log(frame, series):
            yield _actions(frame, register, series, owed)


def _decision_record(frame: Frame, series: Series) -> Iterator[DecisionsPage]:
    if "decision-record" in frame.site.config.house.documents:
        own = (one for one in frame.site.decisions if one.series == series.id)
        path = f"series/{series.id}/decision-record.pdf"
        yield from (part for part in decision_parts(own, path, path) if part.decisions and frame.pdf(part.pdf))


def _action_log(frame: Frame, series: Series) -> Iterator[RegisterPage]:
    site = frame.site
    if "action-log" in site.config.house.documents:
        own = (one for one in site.lines if one.entry.series == series.id)
        path = f"series/{series.id}/action-log.pdf"
        parts = register_parts(own, site.as_of.year, path, path)
        yield from (part for part in parts if part.lines and frame.pdf(part.pdf))


def _language(frame: Frame, series: Series) -> str:
    return series.lang or frame.site.config.language


def _decisions(frame: Frame, register: Register, series: Series, part: DecisionsPage) -> PlannedPage:
    # Who holds this one document looks a decision that is not in it up in its minutes.
    alone = replace(register, decision_paths={})
    told = handling(frame.site, (one.record for one in part.decisions))
    language = _language(frame, series)
    return frame.printed(part.pdf, "decisions.html.j2", language, part=part, register=alone, of=series, **told)


def _actions(frame: Frame, register: Register, series: Series, part: RegisterPage) -> PlannedPage:
    told = handling(frame.site, records_of(part.lines))
    language = _language(frame, series)
    return frame.printed(part.pdf, "register.html.j2", language, part=part, register=register, of=series, **told)
