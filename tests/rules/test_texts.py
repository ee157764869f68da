"""What rules ask for of the texts of a record stands there with the way to it."""

from __future__ import annotations

from reportgen.formats.record import read_record
from reportgen.rules.texts import Texts

RECORD = """\
kind: minutes
title: t
start: 2026-01-15
access: internal
chair: 顾怀远
recorder: 沈青禾
attendance: {present: [顾怀远, {who: 白露, access: restricted}]}
agenda:
  - {title: "排水 {--restricted: 王芳--}", discussion: "见 {{name}}", access: restricted}
"""


def test_levels_names_and_braces_are_found_in_the_order_of_the_fields() -> None:
    record = read_record(RECORD.encode(), "meetings/m1.yaml").record
    assert record is not None
    texts = Texts.of(record)
    assert texts.levels == (
        (("access",), "internal"),
        (("attendance", "present", 1, "access"), "restricted"),
        (("agenda", 0, "access"), "restricted"),
    )
    assert texts.names == (
        (("chair",), "顾怀远"),
        (("recorder",), "沈青禾"),
        (("attendance", "present", 1, "who"), "白露"),
    )
    assert texts.braced == (
        (("agenda", 0, "title"), "排水 {--restricted: 王芳--}"),
        (("agenda", 0, "discussion"), "见 {{name}}"),
    )
    assert texts.has_marks


def test_braces_alone_are_no_marks() -> None:
    record = read_record(RECORD.replace("{--", "{").replace("--}", "}").encode(), "meetings/m1.yaml").record
    assert record is not None
    assert len(Texts.of(record).braced) == 2
    assert not Texts.of(record).has_marks
