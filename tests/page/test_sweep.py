"""The official page over many documents: fifty made up from the bits real ones are made of, and real minutes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from reportgen.formats.ingest.reading import Asked, read_foreign
from reportgen.formats.ingest.writing import record_text
from reportgen.formats.record import read_record
from reportgen.model.meeting import Minutes, Speech
from tests.page.grid import (
    Measured,
    avoidable,
    baselines,
    measured,
    off_the_grid,
    parted,
    short_of_the_edge,
    squeezed,
    wrong_ends,
)
from tests.page.measure import LINES
from tests.page.official import Document, printed

pytestmark = pytest.mark.long

SOURCES = Path(__file__).parents[1] / "sites" / "real-sources" / "sources"
DOCUMENTS = 50
REAL = 10
BITS = (
    "会议听取了县公路养护中心关于汛前排查情况的汇报", "截至{day}", "已完成清淤{n}处", "其中较重的{n}道",
    "由{name}牵头", "{name}、{name}配合", "按照《县道涵洞养护技术要点（试行）》（〔2026〕{n}号）的要求",
    "K{n}+{n}00至K{n}+{n}50段", "资金{n}.{n}万元", "同比下降{n}.5%", "要坚持“先急后缓、先主后次”",
    "由***负责", "联系人×××", "24小时值守", "每月{n}日前报送", "使用 GIS 系统登记", "登录 reportgen 平台填报",
    "14:30前到位", "——一处一个编号，没有复核人签字的一律不得销号", "不得遗漏……", "**逐项销号**",
    "（含村道{n}公里）", "限载{n}吨", "抄送县应急管理局、县气象局", "第{n}次联席会议议定事项",
    "龑翀祎赟等同志",
)  # fmt: skip
NAMES = ("周明远", "何平", "刘海川", "欧阳立新", "许敏", "陈波")


def sentence(dice: random.Random) -> str:
    parts = dice.sample(BITS, dice.randint(2, 6))
    filled = (
        one.replace("{day}", f"{dice.randint(1, 12)}月{dice.randint(1, 28)}日").replace("{name}", dice.choice(NAMES))
        for one in parts
    )
    numbered = ("".join(str(dice.randint(1, 99)) if bit == "{n}" else bit for bit in _split(one)) for one in filled)
    return "，".join(numbered) + dice.choice("。。。；！")


def _split(text: str) -> Iterator[str]:
    head, *rest = text.split("{n}")
    yield head
    for one in rest:
        yield "{n}"
        yield one


def text(dice: random.Random, paragraphs: int) -> str:
    return "\n\n".join("".join(sentence(dice) for _ in range(dice.randint(1, 8))) for _ in range(paragraphs))


def generated(seed: int) -> Minutes | Speech:
    dice = random.Random(seed)
    if seed % 2:
        parts = [
            {
                "label": label,
                "title": sentence(dice)[: dice.randint(5, 40)].replace("*", ""),
                "text": text(dice, dice.randint(1, 5)),
            }
            for label in ("一、", "二、", "三、")
        ]
        values: dict[str, Any] = {
            "kind": "speech", "speaker": "周明远", "date": "2026-05-22",
            "opening": f"同志们：\n\n{text(dice, 3)}", "parts": parts, "closing": text(dice, 2),
        }  # fmt: skip
    else:
        items = [{"id": f"i{number}", "title": "关于养护工作的汇报", "discussion": text(dice, 4),
                  "decisions": [{"id": f"d{number}", "text": sentence(dice)}],
                  "actions": [{"id": f"a{number}", "task": sentence(dice)[:-1], "lead": "养护站", "due": "2026-04-30"}]}
                 for number in range(3)]  # fmt: skip
        values = {"kind": "minutes", "start": "2026-03-12 14:30", "opening": text(dice, 2), "agenda": items,
                  "issue": {"number": str(seed + 1), "year": "2026", "copy": "县气象局", "printed-by": "县政府办公室"},
                  "attendance": {"present": [{"who": one} for one in NAMES]}}  # fmt: skip
    kind = Speech if seed % 2 else Minutes
    return kind.model_validate(
        {
            "id": f"made-{seed}",
            "series": "roads",
            "title": "养护工作会议",
            "access": "public",
            "minutes": "approved",
            **values,
        }
    )


@dataclass(frozen=True)
class Tried:
    """A document and what was read off it."""

    document: Document
    found: Measured

    @classmethod
    def of(cls, record: Minutes | Speech) -> Tried:
        document = printed(record)[record.id]
        return cls(document, measured(document))

    def faults(self) -> list[str]:
        """What no page may show."""
        over = [f"{len(rows)} lines on a page" for page in self.found.pages if len(rows := baselines(page)) > LINES]
        lost, cut = (f"lost: {one}" for one in self.found.lost), (f"parted: {one}" for one in parted(self.document))
        return [*lost, *cut, *wrong_ends(self.document), *over]


@pytest.fixture(scope="module")
def made() -> dict[int, Tried]:
    return {seed: Tried.of(generated(seed)) for seed in range(DOCUMENTS)}


def test_no_made_up_document_loses_a_line_or_ends_one_wrong(made: dict[int, Tried]) -> None:
    assert {seed: faults for seed, one in made.items() if (faults := one.faults())} == {}


def test_their_full_pages_have_22_lines_on_the_grid(made: dict[int, Tried]) -> None:
    speeches = {seed: one.found for seed, one in made.items() if seed % 2}
    counts = [len(baselines(page)) for one in speeches.values() for page in one.pages[1:-1]]
    assert len(counts) > 20
    # A heading goes with the lines after it: a page that would end with one is a line or two short.
    assert {one for one in counts if one != LINES} <= {LINES - 1, LINES - 2}
    assert counts.count(LINES) > len(counts) * 0.8
    assert {seed: off for seed, one in speeches.items() if (off := off_the_grid(one.pages))} == {}


def test_their_full_lines_end_at_the_edge_and_hold_28_characters(made: dict[int, Tried]) -> None:
    full = sum(len(one.found.full) for one in made.values())
    assert full > 3000
    # These are denser than real ones with what is never parted: before such a piece some lines end early.
    assert sum(len(short_of_the_edge(one.found)) for one in made.values()) <= full * 0.005
    # Or are let out by up to four characters, so that the piece stays whole.
    assert sum(len(squeezed(one.found.full)) for one in made.values()) <= full * 0.058


def test_no_line_of_theirs_holds_more_or_fewer_where_its_paragraph_could_be_set_otherwise(
    made: dict[int, Tried], published: dict[str, Tried]
) -> None:
    tried: dict[int | str, Tried] = {**made, **published}
    assert {name: lines for name, one in tried.items() if (lines := avoidable(one.found))} == {}


def real() -> Iterator[tuple[str, Minutes]]:
    """Chinese minutes as they were published, imported."""
    for path in sorted(SOURCES.iterdir()):
        report = read_foreign(path.read_bytes(), f"2020/{path.name}", Asked(), lambda kind, day, alone: f"{kind}-{day}")
        for draft in report.drafts[:1]:
            record = read_record(record_text(draft).encode(), "meetings/real.yaml").record
            if isinstance(record, Minutes) and record.lang == "zh":
                yield path.name, record.model_copy(update={"series": "roads"})


@pytest.fixture(scope="module")
def published() -> dict[str, Tried]:
    return {name: Tried.of(record) for name, record in islice(real(), REAL)}


def test_real_minutes_lose_no_line_and_end_none_wrong(published: dict[str, Tried]) -> None:
    assert len(published) == REAL
    assert {name: faults for name, one in published.items() if (faults := one.faults())} == {}


def test_their_full_lines_end_at_the_edge(published: dict[str, Tried]) -> None:
    # They hold addresses, names of accounts, pictographs, rows of dashes and English.
    assert sum(len(one.found.full) for one in published.values()) > 150
    assert [line for one in published.values() for line in short_of_the_edge(one.found)] == []
