"""The door beside the bare C loader on the same sound record, in one run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import pytest
import yaml

from reportgen.formats.yaml import read_document

HEAD = """\
kind: minutes
title: 河道清淤专题会
start: 2026-03-12 14:30
attendance:
  present: [周明, {who: 何平, unit: finance, role: 科长, remote: true, from: "14:50"}]
agenda:
"""
ITEM = """\
  - id: item-%d
    label: 一、
    title: 汛前涵洞排查情况
    presenter: 陈波
    discussion: |
      陈波汇报了排查情况。共排查涵洞一百二十处，其中需要处置的有三十处，集中在东部四个镇。
      会议认为应当在汛期前完成清淤，由水利局配合，逐处销号。
    decisions:
      - {id: d1, text: 同意按三类处置, moved: 周明, vote: {counts: {for: 9, against: 0, abstain: 1}}}
    actions:
      - id: a1
        task: 完成 K3+200 涵洞清淤
        lead: 交通局
        support: [水利局, 四镇]
        due: 2026-04-30
"""


def record_of(items: int) -> bytes:
    return (HEAD + "".join(ITEM % number for number in range(items))).encode()


def scalars_in(value: object) -> int:
    if isinstance(value, dict):
        return len(value) + sum(map(scalars_in, value.values()))
    return sum(map(scalars_in, value)) if isinstance(value, list) else 1


def seconds_of(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@pytest.mark.bench
@pytest.mark.parametrize("items", [10, 20])
def test_the_door_reads_as_many_scalars_as_the_bare_c_loader(items, capsys):
    content = record_of(items)
    bare, door = [], []
    for _ in range(101):
        bare.append(seconds_of(lambda: yaml.load(content, Loader=yaml.CSafeLoader)))
        door.append(seconds_of(lambda: read_document(content, "m.yaml")))
    ratio = statistics.median(door) / statistics.median(bare)
    with capsys.disabled():
        print(f"\ndoor / CSafeLoader, {len(content) / 1024:.1f} KB: x{ratio:.2f}", end=" ")
        print(f"({statistics.median(door) * 1e3:.2f} ms, {statistics.median(bare) * 1e3:.2f} ms)")
    read = scalars_in(read_document(content, "m.yaml").value)
    assert read == scalars_in(yaml.load(content, Loader=yaml.CSafeLoader))
