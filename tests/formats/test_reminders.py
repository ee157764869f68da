"""Reminders as mail programs read them."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from email.message import EmailMessage

import pytest

from reportgen.formats.reminders import COLUMNS, Letter, is_mail, reminder
from reportgen.model.config import RegisterRules
from reportgen.model.directory import Directory, Party
from reportgen.model.ledger import RegisterLine
from reportgen.model.party import People
from reportgen.model.register import register_of
from reportgen.stages.resolve.register import lines_of
from reportgen.text.columns import width
from tests.small_site import gathered, minutes, updates

DAY = dt.date(2026, 6, 30)
MEETING = """\
series: board
start: 2026-04-02
title: Garden Board, April
actions:
  - id: a1
    task: Order **mulch** for all the beds along the north side, the east side and the gate, before the first warm week
      of May
    due: 2026-06-01
    due-words: before May
  - id: a2
    task: 完成滨河路人行道树池的全部修补工作并将每一处修补前后的照片整理成册报送养护办公室存档备查。
    due: 2026-07-30
    milestones: [{text: 备料, due: 2026-05-01}, {text: 验收, due: 2026-05-02}]
  - {id: a3, task: Plan for autumn}
"""
NEWS = """\
date: 2026-05-20
updates:
  - {action: m1/a2, note: 已备料, reached: 备料}
"""


def read(content: bytes) -> tuple[EmailMessage, str]:
    """A letter as a mail program reads it: its headers and its text."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message, message.get_content()


def lines(meeting: str = MEETING, news: str = NEWS) -> tuple[RegisterLine, ...]:
    content = gathered(minutes(meeting), updates(news, "u1"))
    return lines_of(register_of(content), Directory(People()), DAY, RegisterRules())


def letter(
    language: str = "en",
    party: Party | None = None,
    mail: str | None = None,
    base: str | None = "https://minutes.example.org/",
) -> Letter:
    to = party or Party("Imogen Hale", "hale", "person")
    return Letter(to, mail, language, DAY, "Asia/Shanghai", "General Office", base)


def test_a_letter_is_dated_by_the_day_it_judges_by_and_opens_for_writing() -> None:
    message, _ = read(reminder(letter(), lines()))
    assert message["Date"] == "Tue, 30 Jun 2026 09:00:00 +0800"
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == "Actions as of 2026-06-30: 1 overdue, 1 behind, 1 other open"
    assert message["To"] is None
    assert message["From"] is None


def test_the_text_holds_every_action_with_what_presses_it() -> None:
    _, text = read(reminder(letter(), lines()))
    assert text.replace("\r\n", "\n") == (
        "Imogen Hale,\n"
        "\n"
        "As of 2026-06-30 the register of actions has this against your name:\n"
        "\n"
        "1 overdue\n"
        "\n"
        "1. Order mulch for all the beds along the north side, the east side and\n"
        "   the gate, before the first warm week of May\n"
        "   m1/a1 · due 2026-06-01 · before May · 29 days overdue\n"
        "   from Garden Board, April\n"
        "   https://minutes.example.org/actions/m1/a1/\n"
        "\n"
        "1 behind\n"
        "\n"
        "2. 完成滨河路人行道树池的全部修补工作并将每一处修补前后的照片整理成册报\n"
        "   送养护办公室存档备查。\n"
        "   m1/a2 · due 2026-07-30\n"
        "   from Garden Board, April\n"
        "   milestone of 2026-05-02 not met: 验收\n"
        "   latest (2026-05-20): 已备料\n"
        "   https://minutes.example.org/actions/m1/a2/\n"
        "\n"
        "1 other open\n"
        "\n"
        "3. Plan for autumn\n"
        "   m1/a3\n"
        "   from Garden Board, April\n"
        "   https://minutes.example.org/actions/m1/a3/\n"
        "\n"
        "Please tell the secretary what has been done, so that it can be\n"
        "recorded.\n"
        "\n"
        "General Office\n"
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_is_wider_than_letters_are_read(language: str) -> None:
    content = reminder(letter(language), lines())
    assert max(map(width, read(content)[1].splitlines())) <= COLUMNS
    assert max(map(len, content.split(b"\r\n"))) <= 78
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_a_chinese_name_is_encoded_in_the_address_and_read_back() -> None:
    content = reminder(letter("zh", Party("王芳（养护）", "wang", "person"), "wang.fang@office.example"), lines())
    assert content.isascii()
    message, text = read(content)
    assert message["To"].addresses[0].display_name == "王芳（养护）"
    assert message["To"].addresses[0].addr_spec == "wang.fang@office.example"
    assert text.startswith("王芳（养护）：")


def test_a_unit_is_addressed_as_a_unit() -> None:
    assert "由贵单位负责" in read(reminder(letter("zh", Party("养护办", "upkeep", "unit")), lines()))[1]


def test_a_task_without_words_is_named_by_its_reference() -> None:
    meeting = 'start: 2026-04-02\ntitle: April\nactions: [{id: a2, task: "![](assets/plan.png)"}]\n'
    _, text = read(reminder(letter(base=None), lines(meeting, "date: 2026-05-20\n")))
    assert "\n1. m1/a2\n   m1/a2\n   from April\n" in text.replace("\r\n", "\n")


def test_without_an_address_of_the_site_actions_have_none() -> None:
    assert "https:" not in read(reminder(letter(base=None), lines()))[1]


def test_words_of_the_record_cannot_become_headers() -> None:
    sly = Party('Hale" <x@example.org>, Bcc: all@example.org', "hale", "person")
    message, _ = read(reminder(letter("en", sly, "hale@garden.example"), lines()))
    assert set(message.keys()) == {
        "To", "Subject", "Date", "X-Unsent", "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip
    assert [one.addr_spec for one in message["To"].addresses] == ["hale@garden.example"]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "hale",
        "hale@",
        "@garden.example",
        "hale@garden",
        "a@b.example, c@d.example",
        "a@b.example\nBcc: c@d.example",
        "王芳@office.example",
        "hale@garden..example",
        "hale hale@garden.example",
        "<a@b.example>",
        "a" * 250 + "@b.example",
        None,
        ["a@b.example"],
    ],
)
def test_what_is_no_address_is_not_taken_for_one(address: object) -> None:
    assert not is_mail(address)


def test_everyday_addresses_are_taken() -> None:
    assert is_mail("wang.fang+minutes@office.gov.example")
    assert is_mail("o'hara@b-2.example")
