"""What the gate costs: a public build of many meetings, PDFs and all, with it against what it takes without."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest

from reportgen.cli.stopwatch import Stopwatch
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
    watch = Stopwatch(time.perf_counter)
    report = build(BuildOrder(content, tmp_path / "build", AS_OF, edition="public", timer=watch))
    seconds = watch.seconds()
    assert report.folder is not None, [one.code for one in report.findings][:5]
    assert report.documents >= MEETINGS
    receipt = json.loads((tmp_path / "build/.receipts/public.json").read_text())
    every, gate = sum(seconds.values()), seconds["gate"]
    print(
        f"\n{MEETINGS} meetings, {receipt['files']} files, {receipt['searched'] / 1e6:.0f} MB, "
        f"{receipt['passages']} closed sentences: built in {every:.1f} s, {gate:.1f} s of it at the gate: "
        f"×{every / (every - gate):.3f}"
    )
    assert receipt["passages"] >= PASSAGES
    assert every <= 1.2 * (every - gate)
