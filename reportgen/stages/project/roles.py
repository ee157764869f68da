"""Roles: those at a meeting by unit and role instead of by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.model.config import Edition, Roster, Series, SiteConfig
from reportgen.model.directory import Directory
from reportgen.model.meeting import Attendee, Minutes, Quorum
from reportgen.model.party import People
from reportgen.model.values import Name
from reportgen.text.closing import CLOSED

_LISTS = ("present", "apologies", "absent", "in_attendance")


@dataclass(frozen=True, slots=True)
class Roles:
    """What is needed to say in which role somebody was at a meeting."""

    site: SiteConfig
    people: People

    def instead_of_names(self, record: Minutes, *, is_counted: bool = True) -> Minutes:
        """Return minutes whose attendance, chair and recorder stand there by unit and role.

        Whoever has neither in the notes, the roster of the series or people.yaml stands there as the token of what
        is closed. Declarations of interest name people by what they are, so they are left out.
        """
        directory = Directory(self.people)
        lists = {
            name: tuple(self._role(one, record, directory) for one in getattr(record.attendance, name))
            for name in _LISTS
        }
        return record.model_copy(
            update={
                "attendance": record.attendance.model_copy(update=lists),
                "chair": self._of(record.chair, record, directory),
                "recorder": self._of(record.recorder, record, directory),
                "interests": (),
                "quorum": self._counted(record, directory) if is_counted else record.quorum,
            }
        )

    def _counted(self, record: Minutes, directory: Directory) -> Quorum | None:
        """Return the quorum with how many were there, which names tell and roles that several share do not."""
        own, present = record.quorum, record.attendance.present
        series = self.site.series_by_id(record.series)
        is_kept = own is not None or (series and series.roster and series.roster.quorum is not None)
        if not is_kept or not present or (own and own.present is not None):
            return own
        named = {directory.party(one.who, record.date) for one in present if one.who != CLOSED}
        there = len(named) + sum(one.who == CLOSED for one in present)
        return (own or Quorum()).model_copy(update={"present": there})

    def _role(self, attendee: Attendee, record: Minutes, directory: Directory) -> Attendee:
        hidden = {"unit": None, "role": None, "deputy": None, "note": None}
        if directory.party(attendee.who, record.date).kind == "unit":
            return attendee.model_copy(update={**hidden, "who": attendee.who})
        said = _joined([attendee.unit, attendee.role], self._language(record))
        return attendee.model_copy(update={**hidden, "who": Name(said or self._known(attendee.who, record, directory))})

    def _of(self, who: str | None, record: Minutes, directory: Directory) -> Name | None:
        """Return the role of the chair or the recorder: as the attendance says, else as it is known."""
        if who is None:
            return None
        there = (one for name in _LISTS for one in getattr(record.attendance, name) if one.who == who)
        said = next((_joined([one.unit, one.role], self._language(record)) for one in there), "")
        return Name(said or self._known(who, record, directory))

    def _known(self, who: str, record: Minutes, directory: Directory) -> str:
        for seat in self._seats(record):
            if seat[0] == who and (said := _joined(seat[1:], self._language(record))):
                return said
        party = directory.party(who, record.date)
        return _joined([party.unit, party.role], self._language(record)) or CLOSED

    def _seats(self, record: Minutes) -> Iterator[tuple[str, str | None, str | None]]:
        series = self.site.series_by_id(record.series)
        roster = series.roster if series else None
        for seat in (*roster.members, *roster.in_attendance) if roster else ():
            yield seat.who, seat.unit, seat.role

    def _language(self, record: Minutes) -> str:
        series = self.site.series_by_id(record.series)
        return record.lang or (series.lang if series else None) or self.site.language


def seated(series: Series, edition: Edition, *, is_counted: bool) -> Series:
    """Return a series as an edition may know it: where it names nobody who attends, of the roster the quorum alone.

    Args:
        series: as site.yaml has it.
        edition: what is asked for.
        is_counted: whether everybody who was there stands in its attendance; if not, there is no quorum to judge.
    """
    roster = series.roster
    if roster is None:
        return series
    if edition.attendance == "roles" or "attendance" in edition.without:
        roster = Roster(quorum=roster.quorum)
    if not is_counted:
        roster = roster.model_copy(update={"quorum": None})
    return series.model_copy(update={"roster": roster})


def uncounted(record: Minutes) -> Minutes:
    """Return minutes that say of the quorum what the notes say, and nothing that comes of counting who is left."""
    quorum = record.quorum
    if quorum is None or quorum.present is not None or quorum.met is not None:
        return record
    kept = quorum.model_copy(update={"required": None}) if quorum.words else None
    return record.model_copy(update={"quorum": kept})


def _joined(parts: Iterable[str | None], language: str) -> str:
    """Return unit and role as one name: 交通运输局局长; Premises, Premises Manager."""
    return ("" if language == "zh" else ", ").join(one for one in parts if one)
