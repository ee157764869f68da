"""Sites for timing: as many meetings as one likes, of four bodies, two of them Chinese, each with actions and news."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

import yaml

FIRST, LAST = dt.date(2016, 1, 1), dt.date(2025, 12, 20)
HAN = "会议听取汇报研究决定请有关单位按期完成涵洞排水清淤道路养护验收资金渠道方案审议通过责任落实检查整改"
ENGLISH = "the board heard a report on repairs and asked the works team to finish drains before the season of rain"
LATIN = ENGLISH.split()
BODIES = (
    ("road", "zh", "道路养护例会", "gongwen"),
    ("library", "en", "Library Board", "briefing"),
    ("school", "zh", "学校工程例会", "briefing"),
    ("tooling", "en", "Tooling Committee", "briefing"),
)
PEOPLE = {"zh": ("沈青禾", "顾怀远", "林知夏"), "en": ("Anna Brook", "Tom Field", "Ines Vale")}
UNITS = {"zh": "工程办", "en": "Estates Team"}
SITE = """\
format: 1
title: {zh: 会议记录, en: Meeting record}
languages: [en, zh]
organisation: {zh: 工程办, en: Works Office}
time-zone: Europe/London
base-url: https://records.example.org/
formats: [html, pdf]
rules: {closed-without-evidence: ignore, overdue-without-update: ignore, unit-without-head: ignore}
series:
"""
ROSTER = """\
people: [{id: shen, name: 沈青禾}, {id: gu, name: 顾怀远}, {id: lin, name: 林知夏}, {id: brook, name: Anna Brook},
  {id: field, name: Tom Field}, {id: vale, name: Ines Vale}]
units: [{id: works, name: 工程办}, {id: estates, name: Estates Team}]
"""


def sentence(chance: random.Random, language: str) -> str:
    if language == "zh":
        return "".join(chance.choices(HAN, k=chance.randint(15, 50))) + "。"
    return " ".join(chance.choices(LATIN, k=chance.randint(8, 24))).capitalize() + "."


def meeting(number: int, count: int, items: int = 5) -> dict[str, Any]:
    """One of `count` meetings, as its record has it; five items print on a page or two, ten on three."""
    chance = random.Random(number)
    series, language, name, _ = BODIES[number % len(BODIES)]
    day = FIRST + (LAST - FIRST) * number // count
    people, unit = PEOPLE[language], UNITS[language]

    def say(times: int = 1) -> str:
        return ("" if language == "zh" else " ").join(sentence(chance, language) for _ in range(times))

    before = number - len(BODIES)
    news = [
        {"action": f"m{before:05}/a{one}", "date": str(day), "state": "closed", "note": say(), "verified-by": people[0]}
        for one in range(1, items + 1)
    ]
    return {
        "kind": "minutes", "series": series, "title": f"{name} {number}", "start": f"{day} 09:00",
        "end": f"{day} 10:30", "minutes": "approved", "chair": people[0], "recorder": people[1],
        "attendance": {"present": list(people)},
        "agenda": [
            {
                "id": f"i{one}", "title": say()[:20].strip(), "discussion": f"{say(2)}\n\n{say(2)}\n",
                "decisions": [{"id": f"d{one}", "text": say()}],
                "actions": [{
                    "id": f"a{one}", "task": say(), "lead": unit, "owner": people[one % 3],
                    "due": str(day + dt.timedelta(days=30)),
                }],
            }
            for one in range(1, items + 1)
        ],
        **({"updates": news} if before >= 0 else {}),
    }  # fmt: skip


def write_sample(folder: Path, count: int, items: int = 5, languages: tuple[str, ...] = ("zh", "en")) -> Path:
    """Write a content folder, only with the bodies of some languages, and return it."""
    (folder / "meetings").mkdir(parents=True, exist_ok=True)
    series = "".join(
        f"  - {{id: {one}, title: {name}, lang: {lang}, theme: {theme}}}\n" for one, lang, name, theme in BODIES
    )
    (folder / "site.yaml").write_text(SITE + series)
    (folder / "people.yaml").write_text(ROSTER)
    for number in range(count):
        record = meeting(number, count, items)
        if BODIES[number % len(BODIES)][1] in languages:
            write_record(folder, number, record)
    return folder


def write_record(folder: Path, number: int, record: dict[str, Any]) -> None:
    """Write one meeting into a content folder."""
    text = yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=10_000)
    (folder / f"meetings/m{number:05}.yaml").write_text(text)
