"""What the gate costs: the search for 500 closed passages against the build that made the files, PDFs and all."""

from __future__ import annotations

import random
import resource
import time
from itertools import pairwise
from pathlib import Path

import pytest

from reportgen.model.build import Artifact
from reportgen.pipeline import BuildOrder, build
from reportgen.stages.gate import gate
from tests.small_site import AS_OF, PEOPLE, SITE, write

MEETINGS = 200
PASSAGES = 500
WORDS = "会议听取汇报研究决定请有关单位按期完成涵洞排水清淤道路养护验收资金渠道方案审议通过责任落实检查整改"


def sentence(chance: random.Random) -> str:
    return "".join(chance.choices(WORDS, k=chance.randint(12, 60))) + "。"


def minutes(number: int) -> str:
    """A meeting of a page or two: five items, each with a discussion, a decision and an action."""
    chance = random.Random(number)
    items = "".join(
        f"  - title: 第{item}项\n    discussion: {''.join(sentence(chance) for _ in range(4))}\n"
        f"    decisions: [{{id: d{item}, text: {sentence(chance)}}}]\n"
        f"    actions: [{{id: a{item}, task: {sentence(chance)}, lead: 工程办, owner: 沈青禾, due: 2026-12-31}}]\n"
        for item in range(1, 6)
    )
    day = f"2026-03-{1 + number % 28:02}"
    head = f"kind: minutes\nseries: works\ntitle: 工程例会第{number}次会议\nstart: {day} 09:00\nend: {day} 10:00\n"
    return f"{head}minutes: approved\naccess: public\nchair: 顾怀远\nagenda:\n{items}"


def closed_passages() -> list[str]:
    """Passages that stand in no meeting; most are two sentences."""
    chance = random.Random("closed")
    return [sentence(chance) + sentence(chance) for _ in range(PASSAGES)]


def processor_seconds() -> float:
    """Of this process and of the printers it waited for, whatever else the machine does."""
    uses = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


@pytest.mark.bench
def test_the_gate_adds_less_than_a_fifth_to_a_build_with_pdfs(tmp_path: Path) -> None:
    meetings = {f"meetings/m{number}.yaml": minutes(number) for number in range(MEETINGS)}
    content = write(tmp_path / "content", {"site.yaml": SITE, "people.yaml": PEOPLE, **meetings})
    times = [(time.perf_counter(), processor_seconds())]
    formats = frozenset({"html", "pdf", "csv", "json", "xlsx", "ics"})
    report = build(BuildOrder(content, tmp_path / "build", AS_OF, formats))
    times.append((time.perf_counter(), processor_seconds()))
    assert report.folder is not None
    assert report.documents >= MEETINGS
    files = [Artifact(str(file), file.read_bytes()) for file in sorted(report.folder.rglob("*")) if file.is_file()]
    receipt = gate(files, closed_passages(), [WORDS])
    times.append((time.perf_counter(), processor_seconds()))
    built, sought = ([b - a for a, b in zip(one, other, strict=True)] for one, other in pairwise(times))
    print(
        f"\n{MEETINGS} meetings, {receipt.files} files, {receipt.searched / 1e6:.0f} MB, {receipt.passages} sentences: "
        f"  built in {built[0]:.1f} s (processor {built[1]:.1f} s), searched in {sought[0]:.1f} s ({sought[1]:.1f} s): "
        f"×{1 + sought[0] / built[0]:.3f} (×{1 + sought[1] / built[1]:.3f})"
    )
    assert receipt.is_clean
    assert sought[0] <= built[0] / 5
