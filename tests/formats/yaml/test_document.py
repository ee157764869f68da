"""The door as a whole: newer formats, and no bytes that break it."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reportgen import __version__
from reportgen.formats.yaml import Document, read_document, validate
from reportgen.model.meeting import Minutes
from reportgen.model.source import Span

from .conftest import SOUND


def test_a_newer_format_is_all_that_is_said_of_a_file():
    document = read_document(b"title: a\ntitle: b\nformat: 12\nnew-key: x\n", "m.yaml")
    assert document.value is None
    (problem,) = document.problems
    assert (problem.code, problem.span) == ("newer-format", Span("m.yaml", 3, 9))
    assert problem.message("en") == f"format 12 is read by reportgen 12 and later; this is reportgen {__version__}"
    assert problem.message("zh") == f"格式 12 须用 reportgen 12 或更高版本读取，当前为 reportgen {__version__}"
    assert problem.hint("en") == "install reportgen 12 or later; format 1 is the newest this one reads"
    assert problem.hint("zh") == "请安装 reportgen 12 或更高版本；当前版本最高只能读格式 1"


@pytest.mark.parametrize("typed", ["1", "0", "one", "1.5", "2x", "[2]", "-2", "9999999999"])
def test_a_format_that_is_not_newer_is_left_to_the_schema(typed):
    assert read_document(f"format: {typed}\n".encode(), "m.yaml").problems == ()


def test_the_first_newer_format_is_refused():
    assert [one.code for one in read_document(b"format: 2\n", "m").problems] == ["newer-format"]
    assert [one.code for one in read_document(b"format: '999999999'\n", "m").problems] == ["newer-format"]


def test_a_document_shows_what_is_wrong_with_it_and_not_all_it_holds():
    shown = repr(read_document(b"title: Library hours\ntitle: Library budget\n", "m.yaml"))
    assert "duplicate-key" in shown
    assert "Library" not in shown
    assert "FilePlaces" not in shown


PIECES = [
    *(":", ": ", "：", "-", "- ", "\n", "\r\n", "\r", "\t", " ", "  ", "[", "]", "{", "}", ",", "#", " #"),
    *("&a", "*a", "*", "***", "!", "!!str ", "|", ">", "'", '"', "\\", "\\x1b", "%", "%YAML 1.1\n", "@", "`"),
    *("?", "? ", "---", "...", "<<: ", "~", "''", '""', "a: ", "x-y", "format: 2\n", "title", "会议", "𠮷"),
    *("\x00", "\x85", "\x1b", "\u2028", "\ufeff", "\u202e", "\u0301", "\U000e0041", "\ufffe"),
]


@st.composite
def damaged_records(draw: Any) -> bytes:
    text = SOUND
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        text = text[:start] + draw(st.sampled_from(PIECES)) + text[end:]
    content = text.encode()
    cut = draw(st.integers(0, len(content)))
    return content[:cut] if draw(st.booleans()) else content


def holds_texts_only(value: object) -> bool:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if type(one) is dict:
            assert all(type(key) is str for key in one)
            waiting.extend(one.values())
        elif type(one) is list:
            waiting.extend(one)
        elif type(one) is not str:
            return False
    return True


def check(content: bytes) -> None:
    document = read_document(content, "m.yaml")
    assert isinstance(document, Document)
    assert document.value is None or holds_texts_only(document.value)
    assert document.value is not None or document.problems
    _, findings = validate(document, Minutes, id="m-1")
    lines = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape").split("\n")
    places = [one.span for one in (*document.problems, *findings)]
    places += [document.places.of(way) for way in document.places.values]
    places += [document.places.of_key(way) for way in document.places.keys]
    for span in places:
        assert span is not None
        assert 1 <= span.line <= len(lines) or b"\r" in content
        if 1 <= span.line <= len(lines):
            assert 1 <= span.column <= len(lines[span.line - 1]) + 1
    for one in (*document.problems, *findings):
        assert one.message("zh")
        assert one.message("en")
        assert one.hint("zh")
        assert one.hint("en")


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=200))
@example(b"\xff\xfe")
@example(b"'")
@example(b"\xef\xbb\xbf\n\n- [")
def test_any_bytes_give_a_document_of_texts_with_places_inside_the_file(content):
    check(content)


@settings(max_examples=600, deadline=None)
@given(damaged_records())
def test_any_damage_to_a_sound_record_gives_findings_with_places_inside_the_file(content):
    check(content)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_heap_of_marks_gives_findings_with_places_inside_the_file(text):
    check(text.encode())


@pytest.mark.long
def test_a_long_run_of_damaged_records_breaks_nothing():
    dice = random.Random(20260312)
    for _ in range(60_000):
        text = SOUND
        for _ in range(dice.randint(1, 8)):
            start = dice.randrange(len(text) + 1)
            text = text[:start] + dice.choice(PIECES) + text[start + dice.randrange(9) :]
        check(text.encode())
