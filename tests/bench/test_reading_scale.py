"""What reading costs: load, check and project grow with the number of meetings, and what was kept is a fraction."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.disk.store import Store
from reportgen.pipeline.editions import hold
from reportgen.stages.check import check
from reportgen.stages.load import Kept, load
from reportgen.stages.project import project
from tests.small_site import AS_OF, PEOPLE, SITE, write

WORDS = "会议听取汇报研究决定请有关单位按期完成涵洞排水清淤道路养护验收资金渠道方案审议通过责任落实检查整改"
FEW, MANY = 200, 800


def sentence(chance: random.Random) -> str:
    return "".join(chance.choices(WORDS, k=chance.randint(12, 60))) + "。"


def minutes(number: int) -> str:
    """A meeting of a page or two, which tells of the actions of the one before."""
    chance = random.Random(number)
    day = dt.date(2020, 1, 1) + dt.timedelta(days=number)
    items = "".join(
        f"  - title: 第{item}项\n    discussion: |\n      {sentence(chance)}\n\n      {sentence(chance)}\n"
        f"    decisions: [{{id: d{item}, text: {sentence(chance)}}}]\n"
        f"    actions: [{{id: a{item}, task: {sentence(chance)}, lead: 工程办, owner: 沈青禾, due: 2026-12-31}}]\n"
        for item in range(5)
    )
    updates = "".join(
        f"  - {{action: m{number - 1}/a{item}, state: in-progress, note: {sentence(chance)}}}\n" for item in range(5)
    )
    head = (
        f"kind: minutes\nseries: works\ntitle: 第{number}次会议\nstart: {day} 09:00\nminutes: approved\nchair: 顾怀远\n"
    )
    return f"{head}agenda:\n{items}" + (f"updates:\n{updates}" if number else "")


def site_of(folder: Path, count: int) -> Path:
    meetings = {f"meetings/m{number}.yaml": minutes(number) for number in range(count)}
    return write(folder, {"site.yaml": SITE, "people.yaml": PEOPLE, **meetings})


def processor_seconds(work: Callable[[], object]) -> float:
    """The shortest of three runs, whatever else the machine does."""
    spent = []
    for _ in range(3):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return min(spent)


@pytest.mark.bench
def test_reading_four_times_as_many_meetings_takes_less_than_six_times_as_long(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    times: dict[str, list[float]] = {}
    for count in (FEW, MANY):
        folder = site_of(tmp_path / str(count), count)
        content, _ = load(folder)
        assert content is not None
        assert len(content.records) == count
        stages: dict[str, Callable[[], object]] = {
            "load": lambda folder=folder: load(folder),
            "check": lambda content=content: check(content, AS_OF),
            "project": lambda content=content: project(content, content.site.whole),
        }
        for name, work in stages.items():
            times.setdefault(name, []).append(processor_seconds(work))
    with capsys.disabled():
        for name, (few, many) in times.items():
            print(f"\n{name}: {FEW} meetings {few:.2f} s, {MANY} {many:.2f} s, x{many / few:.1f}", end="")
    assert {name: many / few for name, (few, many) in times.items() if many / few >= 6} == {}


@pytest.mark.bench
def test_what_was_kept_is_loaded_in_less_than_half_the_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, kept = site_of(tmp_path / "content", MANY), Kept(Store(tmp_path / "store"), "reader")
    plain = processor_seconds(lambda: load(folder))
    load(folder, kept)
    again = processor_seconds(lambda: load(folder, kept))
    with capsys.disabled():
        print(f"\n{MANY} meetings: read {plain:.2f} s, kept {again:.2f} s, x{again / plain:.2f}")
    assert hold(folder, None, AS_OF, kept=kept)[1] == hold(folder, None, AS_OF)[1]
    assert again < plain / 2
