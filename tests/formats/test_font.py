"""Font files the office names: which are printed with, and why others are not."""

from __future__ import annotations

import io

import pytest
from fontTools.ttLib import TTCollection, TTFont

from reportgen.formats import font
from reportgen.formats.face import open_face
from reportgen.formats.font import OTHER_FORMAT, TOO_LARGE, UNREADABLE, read_font
from tests.fonts import small_font


def test_a_font_is_taken_as_it_is() -> None:
    content = small_font({"A": 500})
    assert read_font("assets/fonts/Own.ttf", content) == content
    assert read_font("assets/fonts/OWN.OTF", content) == content


def test_of_a_collection_the_first_face_is_taken_and_always_the_same_bytes() -> None:
    collection = TTCollection()
    collection.fonts = [TTFont(io.BytesIO(small_font({"A": width}))) for width in (500, 750)]
    target = io.BytesIO()
    collection.save(target)
    single = read_font("assets/Own.ttc", target.getvalue())
    assert isinstance(single, bytes)
    assert not single.startswith(b"ttcf")
    assert open_face(single).advance("A") == 0.5
    assert read_font("assets/Own.ttc", target.getvalue()) == single


@pytest.mark.parametrize("name", ["a.woff2", "a.woff", "a.pfb", "a"])
def test_other_kinds_of_fonts_are_refused_by_name(name: str) -> None:
    assert read_font(name, small_font({"A": 500})) == (OTHER_FORMAT, {"name": name})


@pytest.mark.parametrize("start", [b"wOFF", b"wOF2"])
def test_a_web_font_is_refused_whatever_it_is_called(start: bytes) -> None:
    assert read_font("assets/a.otf", start + b"\x00" * 60) == (OTHER_FORMAT, {"name": "assets/a.otf"})
    assert "woff2" in OTHER_FORMAT.hint["zh"]


@pytest.mark.parametrize("content", [b"", b"words", b"OTTO", b"ttcf\x00\x01\x00\x00", small_font({"A": 500})[:200]])
def test_what_is_no_font_or_is_cut_short_is_refused(content: bytes) -> None:
    assert read_font("assets/a.otf", content) == (UNREADABLE, {"name": "assets/a.otf"})


def test_a_font_that_is_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    content = small_font({"A": 500})
    monkeypatch.setattr(font, "LARGEST_FONT", len(content) - 1)
    assert read_font("assets/a.ttf", content) == (TOO_LARGE, {"name": "assets/a.ttf", "limit": 0})
