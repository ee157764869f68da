"""What a printer costs: its own memory after many documents, and what a second one adds to the speed."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from reportgen.model.build import Printed, PrintJob
from reportgen.pipeline import BuildOrder, build
from reportgen.workers import Printers
from tests.small_site import AS_OF, PEOPLE, SITE, write

DOCUMENTS = 20
"""Of about three pages each."""
MOST = {"en": 60, "zh": 130}
"""Megabytes of its own that a printer may hold."""


def english(number: int) -> str:
    words = "The committee considered the representations concerning maintenance and drainage. " * 6
    items = "".join(
        f"  - title: Item {item} of {number}\n    discussion: {words}\n"
        f"    decisions: [{{id: d{item}, text: Adopt proposal {item}}}]\n"
        f"    actions: [{{id: a{item}, task: Clear culvert {item}, lead: Works, owner: Ada Moss, due: 2026-12-31}}]\n"
        for item in range(1, 3)
    )
    day = f"2026-03-{1 + number % 28:02}"
    return (
        f"kind: minutes\nlang: en\nseries: works\ntitle: Works meeting {number}\nstart: {day} 09:00\n"
        f"end: {day} 10:00\nminutes: approved\naccess: public\nchair: Ada Moss\nagenda:\n{items}"
    )


def chinese(number: int) -> str:
    words = "会议听取汇报，研究排水清淤和道路养护，请有关单位按期完成。" * 8
    items = "".join(
        f"  - title: 第{item}项\n    discussion: {words}\n    decisions: [{{id: d{item}, text: 同意第{item}号方案}}]\n"
        f"    actions: [{{id: a{item}, task: 清理涵洞{item}, lead: 工程办, owner: 沈青禾, due: 2026-12-31}}]\n"
        for item in range(1, 3)
    )
    day = f"2026-03-{1 + number % 28:02}"
    head = f"kind: minutes\nseries: works\ntitle: 工程例会第{number}次会议\nstart: {day} 09:00\nend: {day} 10:00\n"
    return f"{head}minutes: approved\naccess: public\nchair: 顾怀远\nagenda:\n{items}"


def jobs_of(folder: Path, language: str, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, PrintJob]]:
    """The pages that a build of some meetings gives to its printers."""
    write_minutes = {"en": english, "zh": chinese}[language]
    meetings = {f"meetings/m{number}.yaml": write_minutes(number) for number in range(DOCUMENTS)}
    content = write(folder / "content", {"site.yaml": SITE, "people.yaml": PEOPLE, **meetings})
    drawn: list[tuple[str, PrintJob]] = []

    def keep(_self: Printers, jobs: Iterable[tuple[str, PrintJob]]) -> Iterator[tuple[str, Printed]]:
        for name, job in jobs:
            drawn.append((name, job))
            yield name, Printed(b"%PDF", 1)

    with monkeypatch.context() as patch:
        patch.setattr(Printers, "print_all", keep)
        build(BuildOrder(content, folder / "build", AS_OF, frozenset({"pdf"})))
    return [one for one in drawn if one[0].startswith("meetings/")]


def own_megabytes(process: int) -> float:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def children(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task").iterdir()
    return [int(one) for task in tasks for one in (task / "children").read_text().split()]


@pytest.mark.bench
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_printer_holds_little_of_its_own(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = jobs_of(tmp_path, language, monkeypatch)
    with Printers(1) as printers:
        printed = dict(printers.print_all(jobs))
        # It answers before it gives back what it freed.
        time.sleep(2)
        [server] = children(os.getpid())
        [printer] = children(server)
        megabytes = own_megabytes(printer)
    pages = sum(one.pages for one in printed.values()) / len(printed)
    print(f"\n{language}: {len(printed)} documents of {pages:.1f} pages, {megabytes:.0f} MB of its own")
    assert megabytes <= MOST[language]


@pytest.mark.bench
@pytest.mark.parametrize("language", ["en", "zh"])
def test_two_printers_are_nearly_twice_as_fast_as_one(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = jobs_of(tmp_path, language, monkeypatch) * 2
    seconds: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(2):
        for count, times in seconds.items():
            began = time.perf_counter()
            with Printers(count) as printers:
                assert len(list(printers.print_all(jobs))) == len(jobs)
            times.append(time.perf_counter() - began)
    one, two = min(seconds[1]), min(seconds[2])
    print(f"\n{language}: {len(jobs)} documents, one printer {one:.1f} s, two {two:.1f} s: ×{one / two:.2f}")
    assert two <= one * 0.65
