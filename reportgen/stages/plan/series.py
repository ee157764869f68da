"""The printed documents of one series that the house asks for: what it decided, and what it is owed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportgen.model.build import PlannedPage
from reportgen.model.config import Series
from reportgen.model.ledger import by_urgency, records_of
from reportgen.stages.plan.frame import Frame
from reportgen.stages.plan.register import Register, RegisterPage, handling


def paths_of(frame: Frame, series: Series) -> dict[str, str]:
    """Return the documents of a series by the word for them in site.yaml; without those it has nothing for."""
    site, asked = frame.site, frame.site.config.house.documents
    filled = {
        "decision-record": any(one.series == series.id for one in site.decisions),
        "action-log": any(one.entry.series == series.id for one in site.lines),
    }
    paths = {word: f"series/{series.id}/{word}.pdf" for word, has_any in filled.items() if has_any and word in asked}
    return {word: path for word, path in paths.items() if frame.pdf(path)}


def series_documents(frame: Frame, register: Register) -> Iterator[PlannedPage]:
    """Yield the record of decisions and the log of actions of every series that has any."""
    for series in frame.site.config.series:
        paths = paths_of(frame, series)
        if "decision-record" in paths:
            yield _decisions(frame, register, series, paths["decision-record"])
        if "action-log" in paths:
            yield _actions(frame, register, series, paths["action-log"])


def _language(frame: Frame, series: Series) -> str:
    return series.lang or frame.site.config.language


def _decisions(frame: Frame, register: Register, series: Series, path: str) -> PlannedPage:
    own = tuple(one for one in frame.site.decisions if one.series == series.id)
    # A decision of another series has no row here to lead to.
    alone = replace(register, decided={one.reference: one for one in own})
    told = handling(frame.site, (one.record for one in own))
    language = _language(frame, series)
    return frame.printed(path, "decisions.html.j2", language, decisions=own, register=alone, of=series, **told)


def _actions(frame: Frame, register: Register, series: Series, path: str) -> PlannedPage:
    lines = tuple(sorted((one for one in frame.site.lines if one.entry.series == series.id), key=by_urgency))
    part = RegisterPage(year=None, path=path, pdf=path, lines=lines)
    told = handling(frame.site, records_of(lines))
    language = _language(frame, series)
    return frame.printed(path, "register.html.j2", language, part=part, register=register, of=series, **told)
