"""A file of seals reads back as it was written, whatever the record says and whoever may read of it."""

from __future__ import annotations

import datetime as dt

import pytest

from reportgen.formats.seals import read_seals, sealed_words, write_seals
from reportgen.model.config import Edition
from reportgen.model.content import source_hash
from reportgen.model.meeting import Record
from reportgen.model.seal import Seal, SealFile, Takedown
from reportgen.stages.project import project
from tests.rules.judged import briefing
from tests.small_site import gathered, minutes

PARTS = """\
access: public
x-file: [12, {a: [], b: {}}]
interests: [{who: 白露, item: i1}]
attendance: {present: [白露, {who: 陆一鸣, from: "09:20", access: restricted}]}
agenda:
  - id: i1
    title: 甲
    decisions: [{id: d1, text: 同意, vote: {counts: {for: 2}, members: {白露: for, 陆一鸣: against}}}]
  - {id: i2, title: 乙, access: restricted}
  - title: 丙
    discussion: |
      第一段：“引号”、\\ 反斜线、{--保留意见--}

      - # 不是注释
    decisions: [{id: d2, text: 不公开, access: internal}]
"""
EDITIONS = [
    Edition(id="full"),
    Edition(id="office", sees="internal", attendance="roles"),
    Edition(id="public", sees="public", closed="omitted", without=("votes",)),
]


def file_of(record: Record, *, by: str | None = None) -> SealFile:
    seal = Seal(
        revision=record.revision_number,
        date=dt.date(2026, 3, 1),
        by=by,
        sha256=source_hash(record),
        outputs={"meetings/m1/index.html": "0" * 64},
        record=sealed_words(record),
    )
    return SealFile(kind=record.kind, seals=(seal,))


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda one: one.id)
def test_a_record_reads_back_as_every_edition_holds_it(edition: Edition) -> None:
    for record in project(
        gathered(minutes(PARTS), briefing("date: 2026-03-01\nselect: {}\naccess: public")), edition
    ).alone.values():
        sealed, problems = read_seals(write_seals(file_of(record, by="许敏: # x")), f"seals/any/{record.id}.yaml")
        assert problems == ()
        assert sealed
        assert sealed.records == {1: record}
        assert sealed.file == file_of(record, by="许敏: # x")


def test_a_takedown_reads_back() -> None:
    file = SealFile(kind="minutes", takedown=Takedown(revision=1, date=dt.date(2026, 3, 1), ground='"a": b'))
    sealed, problems = read_seals(write_seals(file), "seals/full/m1.yaml")
    assert problems == ()
    assert sealed
    assert sealed.file == file
    assert sealed.is_down(None)


def test_revisions_rise_and_a_record_is_its_own() -> None:
    one = file_of(minutes(""))
    twice = one.model_copy(update={"seals": (*one.seals, *one.seals)})
    assert [found.code for found in read_seals(write_seals(twice), "seals/full/m1.yaml")[1]] == ["seal-out-of-order"]
    assert [found.code for found in read_seals(write_seals(one), "seals/full/m2.yaml")[1]] == ["seal-damaged"]


@pytest.mark.parametrize("words", ["", "{", "[" * 100_000, "null", "9" * 5000, '{"kind": "minutes"}'])
def test_what_is_no_record_is_damage_and_no_crash(words: str) -> None:
    seal = file_of(minutes("")).seals[0].model_copy(update={"record": words or " "})
    content = write_seals(SealFile(kind="minutes").model_copy(update={"seals": (seal,)}))
    sealed, problems = read_seals(content, "seals/full/m1.yaml")
    assert sealed is None
    assert len(problems) == 1
