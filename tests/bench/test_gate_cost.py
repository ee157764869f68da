"""What the gate costs: a public build of many meetings, PDFs and all, with it against what it takes without."""

from __future__ import annotations

import json
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from reportgen.pipeline import BuildOrder, build
from tests.bench.sample import BODIES, meeting, sentence, write_record, write_sample
from tests.small_site import AS_OF

MEETINGS = 200
PASSAGES = 500
"""Closed, at least: three in each meeting, and what the program itself takes as closed with them."""
EDITIONS = """\
access-levels: [public, internal]
editions: [full, {id: public, sees: public}]
"""


@dataclass
class Stages:
    """Hears how long each stage of a build takes."""

    seconds: dict[str, float] = field(default_factory=dict)
    _now: str = ""
    _since: float = 0.0

    def stage(self, name: str) -> None:
        now = time.perf_counter()
        self.seconds[self._now] = self.seconds.get(self._now, 0.0) + now - self._since if self._now else 0.0
        self._now, self._since = name, now

    def begun(self, document: str) -> None: ...

    def done(self, document: str) -> None: ...


@pytest.mark.bench
def test_the_gate_adds_less_than_a_fifth_to_a_public_build(tmp_path: Path) -> None:
    content = write_sample(tmp_path / "content", MEETINGS)
    with (content / "site.yaml").open("a") as site:
        site.write(EDITIONS)
    for number in range(MEETINGS):
        chance, language = random.Random(-number), BODIES[number % len(BODIES)][1]
        closed = "\n\n".join(sentence(chance, language) for _ in range(3))
        record = meeting(number, MEETINGS)
        record["agenda"].append({"id": "closed", "title": "Staff", "access": "internal", "discussion": closed})
        write_record(content, number, record | {"access": "public"})
    stages = Stages()
    report = build(BuildOrder(content, tmp_path / "build", AS_OF, edition="public", timer=stages))
    stages.stage("end")
    assert report.folder is not None, [one.code for one in report.findings][:5]
    assert report.documents >= MEETINGS
    receipt = json.loads((tmp_path / "build/.receipts/public.json").read_text())
    every, gate = sum(stages.seconds.values()), stages.seconds["gate"]
    print(
        f"\n{MEETINGS} meetings, {receipt['files']} files, {receipt['searched'] / 1e6:.0f} MB, "
        f"{receipt['passages']} closed sentences: built in {every:.1f} s, {gate:.1f} s of it at the gate: "
        f"×{every / (every - gate):.3f}"
    )
    assert receipt["passages"] >= PASSAGES
    assert every <= 1.2 * (every - gate)
