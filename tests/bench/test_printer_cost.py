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
from tests.bench.sample import write_sample
from tests.small_site import AS_OF

DOCUMENTS = 20
"""Of about three pages each."""
MOST = {"en": 60, "zh": 130}
"""Megabytes of its own that a printer may hold."""


def jobs_of(folder: Path, language: str, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, PrintJob]]:
    """The pages that a build of some meetings gives to its printers."""
    # Every other meeting is in the other language, and left out.
    content = write_sample(folder / "content", 2 * DOCUMENTS, items=10, languages=(language,))
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
    # Not what is only mapped from the files of fonts: that is one copy however many printers there are.
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty:")) / 1024


def children(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task").iterdir()
    return [int(one) for task in tasks for one in (task / "children").read_text().split()]


@pytest.mark.bench
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_printer_holds_little_of_its_own(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = jobs_of(tmp_path, language, monkeypatch)
    with Printers(1) as printers:
        # Many, since libraries lose some with each.
        for _ in range(2):
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
