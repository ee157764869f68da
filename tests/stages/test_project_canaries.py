"""Canaries: every text of random records carries a word of its own, and an edition holds just those it may."""

from __future__ import annotations

import itertools
import json
import random
from dataclasses import dataclass, field
from typing import Any

import pytest

from reportgen.model.config import Edition
from reportgen.model.content import Content
from reportgen.stages.project import project
from tests.small_site import SITE, gathered, minutes

LEVELS = ("public", "internal", "restricted")


@dataclass
class Author:
    """Writes a record at random and remembers how closed each word of it is."""

    chance: random.Random
    ranks: dict[str, int] = field(default_factory=dict)
    """How closed each canary is, by itself."""
    numbers: Any = field(default_factory=lambda: itertools.count(100))

    def canary(self, rank: int) -> str:
        word = f"雀{next(self.numbers)}号"
        self.ranks[word] = rank
        return word

    def words(self, rank: int) -> str:
        """An open canary and, sometimes, passages of their own level among words."""
        text = self.canary(rank)
        for _ in range(self.chance.choice([0, 0, 1, 2])):
            level = self.chance.choice([None, *LEVELS, "interal"])
            closed = self.canary(max(rank, LEVELS.index(level) if level in LEVELS else 2))
            opening = self.chance.choice(["{--", "{—", "｛--"])
            label = "" if level is None else f"{level}{self.chance.choice(['', '/personal'])}："
            between = self.chance.choice(["，", "\n\n", " "])
            text += f"{between}{opening}{label}{closed}--}}{self.canary(rank)}"
        return text

    def level(self, around: int) -> tuple[dict[str, str], int]:
        """What a part says of its level, and how closed that makes it."""
        said = self.chance.choice([None, None, None, *LEVELS, "nonsense"])
        if said is None:
            return {}, around
        return {"access": said}, max(around, LEVELS.index(said) if said in LEVELS else 2)

    def part(self, around: int, needed: str, *texts: str, **more: Any) -> dict[str, Any]:
        said, rank = self.level(around)
        names = (needed, *(one for one in texts if self.chance.random() < 0.5))
        return {**said, **more, **{name: self.words(rank) for name in names}}

    def parts(self, around: int, needed: str, *texts: str, **more: Any) -> list[dict[str, Any]]:
        return [self.part(around, needed, *texts, **more) for _ in range(self.chance.randint(0, 2))]

    def with_ids(self, name: str, parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{"id": f"{name}-{next(self.numbers)}", **one} for one in parts]

    def item(self, around: int, depth: int) -> dict[str, Any]:
        said, rank = self.level(around)
        below = [self.item(rank, depth + 1) for _ in range(self.chance.randint(0, 2))] if depth < 3 else []
        return {
            **said,
            "title": self.words(rank),
            "discussion": self.words(rank),
            "decisions": self.with_ids("d", self.parts(rank, "text", "moved", "seconded")),
            "actions": self.with_ids("a", self.parts(rank, "task", "lead", "due-words", "note")),
            "left-over": self.with_ids("q", self.parts(rank, "text", "raised-by")),
            "papers": self.parts(rank, "title", file="assets/a.pdf"),
            "items": below,
        }

    def record(self) -> dict[str, Any]:
        said, rank = self.level(0)
        # A record that says nothing is the most closed.
        rank = rank if said else 2
        return {
            **said,
            "title": self.words(rank), "summary": self.words(rank), "place": self.words(rank),
            "x-memo": self.canary(9), "issue": {"note": self.words(rank), "to": [self.words(rank)]},
            "attendance": {"present": self.parts(rank, "who", "role", "note")},
            "agenda": [self.item(rank, 0) for _ in range(self.chance.randint(0, 3))],
            "annexes": self.parts(rank, "title", "text"),
            "updates": self.parts(rank, "note", "no-evidence", "verified-by", action="works-9/a1"),
        }  # fmt: skip


def content_of(author: Author) -> Content:
    values = author.record()
    # The title that `minutes` writes itself is no canary's place.
    text = "\n".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if key != "title"
    )
    (record,) = gathered(minutes(text + "\n")).records
    title = values["title"].replace("\n\n", " ")
    return gathered(record.model_copy(update={"title": title}), site=SITE)


def leaks(seed: int) -> list[str]:
    """What is wrong with what each edition holds of one random record."""
    author = Author(random.Random(seed))
    content = content_of(author)
    wrong = []
    for sees, closed in itertools.product(range(2), ("masked", "omitted")):
        edition = Edition(id="e", sees=LEVELS[sees], closed=closed)
        held = project(content, edition).content
        shown = json.dumps([one.model_dump(mode="json") for one in held.records], ensure_ascii=False)
        for word, rank in author.ranks.items():
            if (word in shown) != (rank <= sees):
                wrong.append(f"{seed}: {edition.sees} {closed}: {word} is {rank}")
    return wrong


@pytest.mark.parametrize("first", range(0, 300, 100))
def test_an_edition_holds_the_words_it_may_and_no_other(first: int) -> None:
    assert [one for seed in range(first, first + 100) for one in leaks(seed)] == []


@pytest.mark.long
def test_ten_thousand_random_records_leak_nothing_and_lose_nothing() -> None:
    assert [one for seed in range(1000, 11_000) for one in leaks(seed)] == []


def test_the_canaries_can_sing() -> None:
    """Words of every level are written, and the edition with everything holds all but the free keys."""
    author = Author(random.Random(9))
    content = content_of(author)
    assert set(author.ranks.values()) == {0, 1, 2, 9}
    whole = project(content, Edition(id="e")).content.records
    shown = json.dumps([one.model_dump(mode="json", by_alias=True) for one in whole], ensure_ascii=False)
    assert [word for word in author.ranks if word not in shown] == []
