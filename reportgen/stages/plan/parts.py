"""The registers in parts, so that no page and no document grows for ever: actions by year of ending, decisions by year.

The part that is read most has a lasting address; an earlier year has its own, which it keeps.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.model.ledger import DecisionLine, RegisterLine, by_urgency


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """A part of the register: what is live and what ended this year, or what ended in an earlier year."""

    year: int | None
    """None: the live part."""
    path: str
    """Of its web page; where it has none, as `pdf`."""
    pdf: str
    lines: tuple[RegisterLine, ...]
    """In the order in which they are printed: the most urgent first, then what ended, latest first."""


@dataclass(frozen=True, slots=True)
class DecisionsPage:
    """A part of the record of decisions: those of the meetings of one year."""

    year: int | None
    """None: there are no others, and no title names it."""
    path: str
    """Of its web page; where it has none, as `pdf`."""
    pdf: str
    decisions: tuple[DecisionLine, ...]
    """Earliest first."""

    @property
    def references(self) -> frozenset[str]:
        """Of its decisions."""
        return frozenset(one.reference for one in self.decisions)


def register_parts(lines: Iterable[RegisterLine], this_year: int, path: str, pdf: str) -> tuple[RegisterPage, ...]:
    """Return the live part, which may be empty, then what ended in earlier years, latest first.

    Args:
        lines: in any order.
        this_year: what ended in it stands with what is live.
        path: of the live part; see `of_year` for those of the others.
        pdf: where the live part is printed.
    """
    years: dict[int | None, list[RegisterLine]] = {None: []}
    for line in lines:
        year = None if line.year in {None, this_year} else line.year
        years.setdefault(year, []).append(line)
    return tuple(
        RegisterPage(year, of_year(path, year), of_year(pdf, year), tuple(sorted(some, key=by_urgency)))
        for year, some in sorted(years.items(), key=lambda pair: -(pair[0] or dt.MAXYEAR))
    )


def decision_parts(decisions: Iterable[DecisionLine], path: str, pdf: str) -> tuple[DecisionsPage, ...]:
    """Return the decisions by year, latest first; one empty part where nothing was decided.

    Args:
        decisions: earliest first.
        path: of the latest year in which anything was decided; see `of_year` for those of the others.
        pdf: where that year is printed.
    """
    years: dict[int, list[DecisionLine]] = {}
    for one in decisions:
        years.setdefault(one.date.year, []).append(one)
    latest, is_alone = max(years, default=None), len(years) < 2
    at = {year: None if year == latest else year for year in sorted(years, reverse=True)}
    return tuple(
        DecisionsPage(None if is_alone else year, of_year(path, own), of_year(pdf, own), tuple(years[year]))
        for year, own in at.items()
    ) or (DecisionsPage(None, path, pdf, ()),)


def of_year(path: str, year: int | None) -> str:
    """Return the path of an earlier year, given that of the part that is read most; None: that part itself.

    A page has it in a folder of its own (`register/2025/index.html`), a file beside it (`register/register-2025.pdf`).
    """
    if year is None:
        return path
    folder, _, name = path.rpartition("/")
    stem, _, suffix = name.rpartition(".")
    return f"{folder}/{year}/{name}" if name == "index.html" else f"{folder}/{stem}-{year}.{suffix}"
