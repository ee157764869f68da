"""The pages and files of the register: rows by year, decisions, sheets, the history of each action, exports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.formats import registers
from reportgen.model.build import PlannedFile, PlannedPage
from reportgen.model.config import Series
from reportgen.model.export import Export, Form
from reportgen.model.ledger import (
    DecisionLine,
    RegisterLine,
    Sheet,
    Tally,
    changes_between,
    records_of,
    sheets_of,
    statistics_of,
    tally,
)
from reportgen.model.site import Meeting, Site
from reportgen.stages.plan.frame import Frame
from reportgen.stages.plan.parts import DecisionsPage, RegisterPage, decision_parts, register_parts

FOLDERS = {"unit": "units", "person": "people"}
"""Where the sheets of units and of people go; a name nobody knows has no id, and so no address of its own."""


@dataclass(frozen=True, slots=True)
class Register:
    """The registers in their parts; each action and each decision stands in one of them."""

    parts: tuple[RegisterPage, ...]
    """The live one first, then by year, latest first."""
    decision_parts: tuple[DecisionsPage, ...]
    """By year, latest first."""
    whole: Tally
    sheets: tuple[Sheet, ...]
    sheet_paths: Mapping[str, str]
    """Folder of the sheet of a unit or person, by id."""
    rows: Mapping[str, RegisterLine]
    """Every row by its reference."""
    decided: Mapping[str, DecisionLine]
    """Every decision by its reference."""
    decision_paths: Mapping[str, str]
    """Path of the page on which a decision stands, by its reference."""
    level: str
    """The most closed level of access of the records it is made of."""
    markings: tuple[str | None, ...]
    """How the records it is made of are marked, each marking once; None among them: as the house marks."""

    @property
    def strangers(self) -> tuple[Sheet, ...]:
        """What is owed by names that nobody of people.yaml has."""
        return tuple(one for one in self.sheets if one.party.id is None)

    @property
    def nobodys(self) -> tuple[RegisterLine, ...]:
        """The rows that name nobody who does them."""
        return tuple(line for line in self.rows.values() if line.is_unassigned)

    @property
    def has_unlisted(self) -> bool:
        """Whether there is a page of names nobody knows and of actions nobody does."""
        return bool(self.strangers or self.nobodys)

    @classmethod
    def of(cls, site: Site) -> Register:
        """Return the register of a site in its parts."""
        parts = register_parts(site.lines, site.as_of.year, "register/index.html", "register/register.pdf")
        by_year = decision_parts(site.decisions, "decisions/index.html", "decisions/decisions.pdf")
        sheets = sheets_of(site.lines, site.config.language)
        paths = {one.party.id: _folder(one) for one in sheets if one.party.id}
        rows = {line.reference: line for line in site.lines}
        decided = {one.reference: one for one in site.decisions}
        made_of = dict.fromkeys((*records_of(site.lines), *(one.record for one in site.decisions)))
        told = handling(site, made_of)
        stand_on = {reference: part.path for part in by_year for reference in part.references}
        return cls(parts, by_year, tally(site.lines, None), sheets, paths, rows, decided, stand_on, **told)


def handling(site: Site, records: Iterable[str]) -> dict[str, Any]:
    """Return how what is made of some records may be handled: their most closed level, and their markings."""
    made_of = tuple(records)
    issues = (found.record.issue for one in made_of if (found := site.meeting(one)))
    return {
        "level": site.config.most_closed(site.levels.get(one) for one in made_of),
        "markings": tuple(dict.fromkeys(one.marking for one in issues)) or (None,),
    }


def _folder(sheet: Sheet) -> str:
    return f"{FOLDERS[sheet.party.kind]}/{sheet.party.id}"


def register_pages(frame: Frame, register: Register, files: Iterable[PlannedFile]) -> Iterator[PlannedPage]:
    """Yield the pages of the register and of the decisions, on the web and in print, as far as the edition has them.

    Web pages link to the files that are made of the register.
    """
    if frame.site.has_decisions:
        yield from _decisions(frame, register)
    if not frame.site.has_register:
        return
    if "html" in frame.outputs:
        yield from _web(frame, register, tuple(files))
    if "pdf" in frame.outputs:
        yield from _printed(frame, register)


def _whole(register: Register) -> dict[str, Any]:
    return {"register": register, "level": register.level, "markings": register.markings}


def _decisions(frame: Frame, register: Register) -> Iterator[PlannedPage]:
    whole = _whole(register)
    years = {part.year: part.path for part in register.decision_parts}
    for part in register.decision_parts:
        if "html" in frame.outputs:
            pdf = frame.pdf(part.pdf) if part.decisions else None
            yield frame.web(part.path, "decisions.html.j2", part=part, pdf=pdf, years=years, **whole)
        if "pdf" in frame.outputs and part.decisions:
            yield frame.printed(part.pdf, "decisions.html.j2", part=part, **whole)


def _web(frame: Frame, register: Register, files: tuple[PlannedFile, ...]) -> Iterator[PlannedPage]:
    site = frame.site
    exports: dict[Form, str] = {one.form: one.path for one in files if one.path.startswith("register/")}
    whole = _whole(register)
    for part in register.parts:
        pdf = frame.pdf(part.pdf) if part.lines else None
        yield frame.web(part.path, "register.html.j2", part=part, pdf=pdf, exports=exports, **whole)
    statistics = statistics_of(site.lines, site.as_of)
    yield frame.web("units/index.html", "figures.html.j2", statistics=statistics, **whole)
    yield from _sheets(frame, register, {one.path for one in files})
    for line in site.lines:
        yield _action(frame, register, line)
    for series, meeting in _last_meetings(site):
        yield _since(frame, register, series, meeting)


def _action(frame: Frame, register: Register, line: RegisterLine) -> PlannedPage:
    site, action = frame.site, line.entry.action
    # Its page shows the tasks of the actions it goes on from and those that go on with it.
    merged = (one.update.merged_into for one in line.entry.events)
    named = (*action.continues, *line.continued_by, *merged)
    shown = [line, *(register.rows[one] for one in named if one and one in register.rows)]
    return frame.web(
        f"actions/{line.reference}/index.html",
        "action.html.j2",
        line.entry.language,
        line=line,
        register=register,
        **handling(site, records_of(shown)),
    )


def _since(frame: Frame, register: Register, series: Series, last: Meeting) -> PlannedPage:
    site = frame.site
    own = [one for one in site.lines if one.entry.series == series.id]
    return frame.web(
        f"series/{series.id}/since/index.html",
        "changes.html.j2",
        last.language,
        series=series,
        last=last,
        changes=changes_between(own, last.record.date - dt.timedelta(days=1), site.as_of),
        register=register,
        **handling(site, (last.id, *records_of(own))),
    )


def _sheets(frame: Frame, register: Register, files: Collection[str]) -> Iterator[PlannedPage]:
    """Yield the sheet of everybody who has an id, and a page of what nobody's sheet holds."""
    for sheet in register.sheets:
        if sheet.party.id:
            folder = _folder(sheet)
            pdf = frame.pdf(f"{folder}/{sheet.party.id}.pdf") if sheet.live else None
            own = f"{folder}/{sheet.party.id}.ics"
            yield frame.web(
                f"{folder}/index.html",
                "sheet.html.j2",
                sheet.language,
                sheet=sheet,
                pdf=pdf,
                calendar=own if own in files else None,
                register=register,
                **handling(frame.site, records_of(sheet.lines())),
            )
    if register.has_unlisted:
        yield frame.web(
            "register/unlisted/index.html",
            "unlisted.html.j2",
            strangers=register.strangers,
            nobody=register.nobodys,
            register=register,
            level=register.level,
            markings=register.markings,
        )


def _printed(frame: Frame, register: Register) -> Iterator[PlannedPage]:
    site = frame.site
    for part in register.parts:
        if part.lines:
            yield frame.printed(part.pdf, "register.html.j2", part=part, **_whole(register))
    for sheet in register.sheets:
        if sheet.party.id and sheet.live:
            path = f"{_folder(sheet)}/{sheet.party.id}.pdf"
            told = handling(site, records_of(one for one in sheet.lines() if one.status.is_live))
            yield frame.printed(path, "notice.html.j2", sheet.language, sheet=sheet, register=register, **told)


def _last_meetings(site: Site) -> Iterator[tuple[Series, Meeting]]:
    """Yield each series with the last meeting it held by the day the site is seen from."""
    last: dict[str, tuple[Series, Meeting]] = {}
    for meeting in site.meetings:
        if meeting.series and meeting.record.status == "held" and meeting.record.date <= site.as_of:
            last[meeting.series.id] = meeting.series, meeting
    yield from last.values()


def register_files(frame: Frame, register: Register) -> Iterator[PlannedFile]:
    """Yield the register as files for other programs; while a record is unreadable only those that can say so."""
    for file in _files(frame, register):
        if registers.tells_gaps(file.form) or not frame.site.unreadable:
            yield file


def _files(frame: Frame, register: Register) -> Iterator[PlannedFile]:
    site = frame.site
    language = site.config.language
    title = site.config.title.in_(language)
    if "ics" in frame.outputs:
        yield PlannedFile("meetings.ics", "ics", _export(site, title, language, meetings=site.meetings))
    if not site.has_register:
        return
    whole = _export(site, title, language, lines=site.lines, decisions=site.decisions)
    if "csv" in frame.outputs:
        yield PlannedFile("register/actions.csv", "csv", whole)
        yield PlannedFile("register/actions-excel.csv", "csv-for-excel", whole)
    if "json" in frame.outputs:
        yield PlannedFile("register/register.json", "json", whole)
    if "xlsx" in frame.outputs:
        yield PlannedFile("register/register.xlsx", "xlsx", whole)
    if "ics" in frame.outputs:
        yield PlannedFile("register/actions.ics", "ics", whole)
        for sheet in register.sheets:
            if sheet.party.kind == "unit":
                own = _export(site, sheet.party.name, sheet.language, lines=sheet.lines())
                yield PlannedFile(f"{_folder(sheet)}/{sheet.party.id}.ics", "ics", own)


def _export(
    site: Site,
    title: str,
    language: str,
    *,
    lines: tuple[RegisterLine, ...] = (),
    decisions: tuple[DecisionLine, ...] = (),
    meetings: tuple[Meeting, ...] = (),
) -> Export:
    return Export(
        title=title,
        language=language,
        as_of=site.as_of,
        base=site.config.address,
        unreadable=len(site.unreadable),
        lines=lines,
        decisions=decisions,
        meetings=meetings,
    )
