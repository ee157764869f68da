"""Words from files on a terminal and in a log."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.text.terminal import printable

CORPORA = Path(__file__).parents[1] / "corpora"
COMMANDS = json.loads((CORPORA / "csv-ics-injection" / "header-and-terminal.json").read_text("utf-8"))
TRICKS = json.loads((CORPORA / "unicode-attacks" / "texts.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("完成清淤", "完成清淤"),
        ("Émile’s road-works", "Émile’s road-works"),
        ("\x1b[2J", r"\x1b[2J"),
        ("\x1b]8;;http://e.example\x1b\\x", r"\x1b]8;;http://e.example\x1b\x"),
        ("\x9b31m", r"\x9b31m"),
        ("a\nb\r\nc\td", r"a\nb\r\nc\td"),
        ("同意\u202e意同", r"同意\u202e意同"),
        ("会\u200b议", r"会\u200b议"),
        ("a\U000e0041", r"a\U000e0041"),
        ("a\u2028b\u0085c", r"a\u2028b\x85c"),
        ("\ud800", r"\ud800"),
        ("\uffff\ufdd0", r"\uffff\ufdd0"),
        ("\ufdcf\ufdd0", "\ufdcf\\ufdd0"),
        ("\ufdef\ufdf0", "\\ufdef\ufdf0"),
        ("a\xadb", r"a\xadb"),
        ("\u3164\u115f", r"\u3164\u115f"),
        ("葛\U000e0100", "葛\U000e0100"),
        ("::error file=x::fake", r"\x3a:error file=x::fake"),
        ("  ::warning::x", r"  \x3a:warning::x"),
        ("14:30 :: x", "14:30 :: x"),
        ("##vso[task.setvariable]x", r"\x23#vso[task.setvariable]x"),
        ("a ##[error]x", r"a \x23#[error]x"),
        ("## 标题", "## 标题"),
        ("", ""),
    ],
)
def test_what_a_terminal_would_obey_is_shown_as_an_escape(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize("text", COMMANDS)
def test_no_command_of_the_corpus_survives(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable()
    assert not shown.startswith(("::", "##vso["))
    assert len(shown) >= len(text)


@pytest.mark.parametrize("text", [text for kind in ("bidi", "zero_width", "line") for text in TRICKS[kind]])
def test_no_hidden_character_of_the_corpus_survives(text: str) -> None:
    shown = printable(text)
    assert shown != text
    assert "\\" in shown
    assert not any(unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"} for character in shown)


@pytest.mark.parametrize("text", [*TRICKS["rare_hanzi"], *TRICKS["width"], *TRICKS["masks"], *TRICKS["numerals"]])
def test_rare_characters_are_left_alone(text: str) -> None:
    assert printable(text) == text


@given(st.text())
def test_what_is_printable_stays_as_it_is(text: str) -> None:
    shown = printable(text)
    assert printable(shown) == shown
    assert shown.encode("utf-8").decode("utf-8").splitlines() == ([shown] if shown else [])
