"""Reminding: a letter for everybody who owes something."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen import disk
from reportgen.formats.reminders import Letter, group_of, is_mail, reminder
from reportgen.model.content import Content
from reportgen.model.directory import Directory, Party
from reportgen.model.ledger import RegisterLine, by_due_date, main_language, party_key
from reportgen.pipeline.acting import Findings, nothing_read, rows, unread
from reportgen.stages.load import load


@dataclass(frozen=True, slots=True)
class Reminders:
    """Letters to be sent."""

    files: dict[str, bytes]
    """By name."""
    addressed: int
    """Letters with an address."""
    nobody: tuple[RegisterLine, ...]
    """Actions for which the notes name nobody to remind."""


def remind(folder: Path, as_of: dt.date, groups: Collection[str]) -> tuple[Reminders | None, Findings]:
    """Return a letter for everybody who is to be reminded, and what could not be read; None: nothing could.

    Args:
        folder: the content folder.
        as_of: the day to judge by; it is the date of the letters.
        groups: which actions: overdue, behind, due-soon, other.
    """
    content, problems = load(folder)
    if content is None:
        return None, nothing_read(problems)
    pressing = [one for one in rows(content, as_of) if one.status.is_live and group_of(one) in groups]
    parties: dict[tuple[str, str], Party] = {}
    owed: dict[tuple[str, str], list[RegisterLine]] = {}
    for line in sorted(pressing, key=by_due_date):
        for party in _reminded(line):
            parties[party_key(party)] = party
            owed.setdefault(party_key(party), []).append(line)
    in_order_of_name = sorted(parties, key=lambda key: (parties[key].name, key))
    strangers = [key for key in in_order_of_name if parties[key].id is None]
    files, addressed = {}, 0
    for key in in_order_of_name:
        letter = _letter(content, parties[key], owed[key], as_of)
        # An id has no underscore, so that no name is taken twice.
        name = parties[key].id or f"unlisted_{strangers.index(key) + 1}"
        files[f"{name}.eml"] = reminder(letter, owed[key])
        addressed += letter.mail is not None
    return Reminders(files, addressed, tuple(one for one in pressing if not _reminded(one))), unread(problems, content)


def put_letters(reminders: Reminders, folder: Path) -> tuple[str, ...]:
    """Write the letters into a folder, and return their names; one that is there already, byte for byte, stays.

    Raises:
        ReportgenError: another letter has the name of one of them; then none is written.
    """
    new = {name: letter for name, letter in reminders.files.items() if not _is_there(folder / name, letter)}
    disk.copy_tree(new, folder)
    return tuple(sorted(reminders.files))


def _is_there(path: Path, letter: bytes) -> bool:
    try:
        return disk.read_file(path, len(letter)) == letter
    except OSError:
        return False


def _reminded(line: RegisterLine) -> tuple[Party, ...]:
    """Return who is reminded of an action: its owners, else whoever leads it, else who answers for it above them."""
    others = next(((one,) for one in (line.lead, line.supervisor) if one), ())
    return tuple({party_key(one): one for one in line.owner or others}.values())


def _letter(content: Content, party: Party, lines: Sequence[RegisterLine], day: dt.date) -> Letter:
    language = main_language(lines, content.site.language)
    found = Directory(content.people).find(party.id) if party.id else None
    mail = found.x.get("x-mail") if found else None
    sender = content.site.organisation
    return Letter(
        party=party,
        mail=mail if is_mail(mail) else None,
        language=language,
        day=day,
        time_zone=content.site.time_zone,
        sender=sender.in_(language) if sender else None,
        base=content.site.address,
    )
