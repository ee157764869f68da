"""Closed passages: found, opened, replaced by one constant, or gone without a trace."""

from __future__ import annotations

import pytest

from reportgen.text.closing import CLOSED, closing_mark_in, cut, opened, passages_in, slip_in, without_closed


@pytest.mark.parametrize("mark", ["{--", "--}", "{—", "—}", "{–", "–}", "｛--", "--｝"])
def test_closing_marks_are_seen_in_every_spelling(mark: str) -> None:
    found = closing_mark_in(f"甲{mark}乙")
    assert found is not None
    assert found[0] == mark


@pytest.mark.parametrize("text", ["{a}", "- -", "{ -- }", "甲——乙", "{{x}}", "-->", "<!--"])
def test_other_braces_and_dashes_close_nothing(text: str) -> None:
    assert closing_mark_in(text) is None
    assert without_closed(text) == text


def test_what_stands_between_closing_marks_is_gone() -> None:
    assert without_closed("a{--b--}c{--d--}e") == "a■■■c■■■e"
    assert without_closed("{--b--}") == "■■■"


@pytest.mark.parametrize("text", ["a{--b", "a--}b", "{--a{--b--}", "{--a--}b--}"])
def test_marks_that_do_not_pair_close_everything(text: str) -> None:
    assert without_closed(text) == "■■■"


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("a{--b--}c", None),
        ("a{--b", ("unpaired", 1)),
        ("a--}b", ("unpaired", 1)),
        ("{--a{--b--}", ("nested", 4)),
        ("{--a--}b--}", ("unpaired", 8)),
    ],
)
def test_a_slip_is_told_with_its_place(text: str, slip: tuple[str, int] | None) -> None:
    assert slip_in(text) == slip


@pytest.mark.parametrize(
    ("text", "level", "reason", "words"),
    [
        ("{-- 甲 --}", None, None, "甲"),
        ("{--restricted: 甲--}", "restricted", None, "甲"),
        ("{--restricted/personal：甲--}", "restricted", "personal", "甲"),
        ("{--/personal: 甲--}", None, "personal", "甲"),
        ("{--https://e.example--}", None, None, "https://e.example"),
        ("{--内部：甲--}", None, None, "内部：甲"),
        ("{--Cost: 5--}", None, None, "Cost: 5"),
    ],
)
def test_a_passage_may_say_its_level_and_why_it_is_closed(
    text: str, level: str | None, reason: str | None, words: str
) -> None:
    (passage,) = passages_in(text)
    assert (passage.level, passage.reason, passage.words) == (level, reason, words)


def test_an_opened_text_has_the_words_and_not_the_marks() -> None:
    assert opened("a {-- b --} c{--restricted: d--}e") == "a b cde"
    assert opened("甲\n{--\n乙\n\n丙\n--}\n丁") == "甲\n\n乙\n\n丙\n\n丁"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a {--b--} c", "a c"),
        ("a{--b--}c", "ac"),
        ("{--b--} c", "c"),
        ("a {--b--}", "a"),
        ("a\n\n{--b--}\n\nc", "a\n\nc"),
        ("a\n\n{--b--}", "a"),
        ("- a\n- {--b--}\n- c", "- a\n- c"),
        ("1. {--b--}\n2. c", "2. c"),
        ("a\n{--b\n\nc--}\nd", "a\nd"),
        ("{--a--}{--b--}", ""),
        ("{--a--} {--b--}\nc", "c"),
        ("a **{--b--}** c", "a c"),
        ("a `{--b--}`", "a"),
        ("- ~~**{--b--}**~~\n- c", "- c"),
        ("a ｛——b——｝ c", "a c"),
    ],
)
def test_a_passage_that_leaves_no_trace_leaves_no_gap_either(text: str, left: str) -> None:
    assert cut(text, lambda _passage: None) == left


def test_marks_that_do_not_pair_are_never_opened() -> None:
    assert opened("甲 {--乙") == CLOSED
