"""Reminders: what one person or unit owes, as a letter that a mail program opens ready to be sent.

Nothing is sent. The letter says the day it was written for, so that the same register gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from reportgen.model.directory import Party
from reportgen.model.ledger import RegisterLine
from reportgen.text.columns import wrapped
from reportgen.text.markup import to_plain

COLUMNS = 72
"""Of the text, as letters are read everywhere. Source: RFC 5322, 2.1.1 (lines should have at most 78 characters)."""
HOUR = 9
"""Of the morning, by the clock of the site: a letter needs a time."""
_MAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
)

WORDS = {
    "zh": {
        "subject": "督办提醒：{parts}（截至 {day}）",
        "joint": "，",
        "overdue": "逾期 {n} 项",
        "behind": "进度滞后 {n} 项",
        "due-soon": "即将到期 {n} 项",
        "other": "其他未结 {n} 项",
        "hello": "{name}：",
        "opening": "截至 {day}，台账中由您负责的下列事项请抓紧办理：",
        "opening-unit": "截至 {day}，台账中由贵单位负责的下列事项请抓紧办理：",
        "number": "编号 {reference}",
        "due": "完成时限 {due}",
        "late": "已逾期 {n} 天",
        "late-one": "已逾期 1 天",
        "from": "出自 {title}",
        "milestone": "应于 {due} 完成节点：{text}",
        "news": "最近进展（{date}）：{note}",
        "closing": "办结或有进展的，请告知会议秘书登记销号。",
    },
    "en": {
        "subject": "Actions as of {day}: {parts}",
        "joint": ", ",
        "overdue": "{n} overdue",
        "behind": "{n} behind",
        "due-soon": "{n} due soon",
        "other": "{n} other open",
        "hello": "{name},",
        "opening": "As of {day} the register of actions has this against your name:",
        "opening-unit": "As of {day} the register of actions has this against the name of your unit:",
        "number": "{reference}",
        "due": "due {due}",
        "late": "{n} days overdue",
        "late-one": "1 day overdue",
        "from": "from {title}",
        "milestone": "milestone of {due} not met: {text}",
        "news": "latest ({date}): {note}",
        "closing": "Please tell the secretary what has been done, so that it can be recorded.",
    },
}
GROUPS = ("overdue", "behind", "due-soon", "other")
"""The parts of a letter; `other` are live actions that nothing presses."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a reminder needs to know besides the actions."""

    party: Party
    """Whom it is for."""
    mail: str | None
    """An address as people.yaml has it; None: it has none."""
    language: str
    day: dt.date
    time_zone: str
    sender: str | None
    """The organisation that signs it."""
    base: str | None
    """The address of the site with a slash at its end; None: actions have no address."""


def is_mail(address: object) -> bool:
    """Whether something is an address that can stand in a letter."""
    return isinstance(address, str) and len(address) <= 254 and _MAIL.fullmatch(address) is not None


def group_of(line: RegisterLine) -> str:
    """Return the part of the letter an action belongs to."""
    return line.signal or "other"


def reminder(letter: Letter, lines: Sequence[RegisterLine]) -> bytes:
    """Return the letter as an .eml file; without an address it has no `To:`, and whoever sends it fills that in."""
    message = EmailMessage(policy=SMTP)
    if letter.mail and is_mail(letter.mail):
        message["To"] = Address(letter.party.name, addr_spec=letter.mail)
    words = WORDS[letter.language]
    # Short enough for one line: not every program reads a subject right that begins on the second one.
    message["Subject"] = words["subject"].format(parts=_counts(lines, words), day=letter.day)
    morning = dt.datetime.combine(letter.day, dt.time(HOUR), zoneinfo.ZoneInfo(letter.time_zone))
    message["Date"] = format_datetime(morning)
    # Mail programs that know it open the letter for writing, not for reading.
    message["X-Unsent"] = "1"
    message.set_content("\n".join(_body(letter, lines)) + "\n", cte="quoted-printable")
    return message.as_bytes()


def _counts(lines: Sequence[RegisterLine], words: dict[str, str]) -> str:
    numbers = {group: sum(group_of(one) == group for one in lines) for group in GROUPS}
    return words["joint"].join(words[group].format(n=number) for group, number in numbers.items() if number)


def _body(letter: Letter, lines: Sequence[RegisterLine]) -> Iterator[str]:
    words = WORDS[letter.language]
    yield from wrapped(words["hello"].format(name=letter.party.name), COLUMNS)
    yield ""
    opening = words["opening-unit" if letter.party.kind == "unit" else "opening"]
    yield from wrapped(opening.format(day=letter.day), COLUMNS)
    number = 0
    for group in GROUPS:
        rows = [one for one in lines if group_of(one) == group]
        if rows:
            yield from ("", words[group].format(n=len(rows)))
        for line in rows:
            number += 1
            yield from ("", *_action(number, line, letter, words))
    yield ""
    yield from wrapped(words["closing"], COLUMNS)
    if letter.sender:
        yield from ("", *wrapped(letter.sender, COLUMNS))


def _action(number: int, line: RegisterLine, letter: Letter, words: dict[str, str]) -> Iterator[str]:
    head = f"{number}. "
    # A task that is a picture has no words; the letter names it by its reference.
    task = list(wrapped(to_plain(line.entry.action.task) or line.reference, COLUMNS - len(head)))
    yield head + task[0]
    below = [*task[1:]]
    for fact in _facts(line, words):
        below += wrapped(fact, COLUMNS - len(head))
    yield from (" " * len(head) + one for one in below)
    if letter.base:
        # Never wrapped: a link that is cut leads nowhere.
        yield f"{' ' * len(head)}{letter.base}actions/{line.reference}/"


def _facts(line: RegisterLine, words: dict[str, str]) -> Iterator[str]:
    status = line.status
    facts = [words["number"].format(reference=line.reference)]
    due = " · ".join(str(one) for one in (status.due, status.due_words) if one)
    facts += [words["due"].format(due=due)] if due else []
    late = line.days_overdue
    facts += [words["late-one" if late == 1 else "late"].format(n=late)] if late else []
    yield " · ".join(facts)
    yield words["from"].format(title=line.entry.title)
    for one in line.entry.missed(status, line.day) if line.signal == "behind" else ():
        yield words["milestone"].format(due=one.due, text=one.text)
    told = [one for one in line.entry.events if one.update.note]
    if told:
        yield words["news"].format(date=told[-1].date, note=to_plain(told[-1].update.note or ""))
