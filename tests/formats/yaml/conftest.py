"""A sound record and short ways to see what the door says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportgen.formats.yaml import read_document, validate
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.meeting import Minutes

SOUND = """\
kind: minutes
title: 河道清淤专题会
start: 2026-03-12 14:30
place: 三楼会议室
chair: 周明
attendance:
  present: [周明, {who: 何平, role: 科长, from: "14:50"}]
agenda:
  - id: culverts
    title: 汛前涵洞排查情况
    discussion: |
      由***负责，***配合。

      第二段。
    actions:
      - id: a1
        task: 完成清淤
        due: 2026-04-30
"""


@pytest.fixture
def sound() -> str:
    """Minutes nobody has anything to say against."""
    return SOUND


@pytest.fixture
def found() -> Callable[[str | bytes], list[tuple[int, int, str]]]:
    """Line, column and code of everything the door finds in a file, before any schema."""

    def look(content: str | bytes) -> list[tuple[int, int, str]]:
        raw = content.encode() if isinstance(content, str) else content
        return [_brief(one) for one in read_document(raw, "meetings/m-1.yaml").problems]

    return look


@pytest.fixture
def said() -> Callable[[str], list[str]]:
    """Place, code, message and hint of everything the schema says about a file, in English."""

    def look(content: str, language: str = "en") -> list[str]:
        document = read_document(content.encode(), "m-1.yaml")
        assert document.problems == ()
        _, findings = validate(document, Minutes, id="m-1")
        return [
            f"{one.span.line}:{one.span.column} {one.code}: {one.message(language)} — {one.hint(language)}"
            for one in findings
            if one.span
        ]

    return look


def _brief(one: Diagnostic) -> tuple[int, int, str]:
    assert one.span is not None
    assert one.span.path == "meetings/m-1.yaml"
    # Both languages can be filled: a mark without its value raises here.
    assert one.message("zh")
    assert one.message("en")
    assert one.hint("zh")
    assert one.hint("en")
    return one.span.line, one.span.column, one.code
