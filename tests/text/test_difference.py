"""Differences are told value by value and word by word, in Chinese as in English, and never lose a word."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.text.difference import Change, changes_between, excerpt, runs_between


def marked(before: str, after: str) -> str:
    """Two texts in one: [-taken out-], [+put in+]."""
    shapes = {"same": "{}", "out": "[-{}-]", "in": "[+{}+]"}
    return "".join(shapes[one.what].format(one.words) for one in runs_between(before, after))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("四月底前完成。", "五月底前完成。", "[-四-][+五+]月底前完成。"),
        ("同意清淤。", "同意清淤、护坡。", "同意清淤[+、护坡+]。"),
        ("for two years", "for three years", "for [-two-][+three+] years"),
        ("cost £10,150 net", "cost £10,510 net", "cost £[-10,150-][+10,510+] net"),
        ("甲。乙。丙。", "甲。丙。", "甲。[-乙。-]丙。"),
        ("", "新增", "[+新增+]"),
        ("原有", "", "[-原有-]"),
        ("一样", "一样", "一样"),
        # 的 alone, between two changes, met by chance.
        ("张三的桥", "李四的路", "[-张三的桥-][+李四的路+]"),
    ],
)
def test_words_that_changed_are_told_apart(before: str, after: str, told: str) -> None:
    assert marked(before, after) == told


@given(st.text("ab 甲乙。.\n", max_size=40), st.text("ab 甲乙。.\n", max_size=40))
def test_the_runs_hold_both_texts_whole(before: str, after: str) -> None:
    runs = list(runs_between(before, after))
    assert "".join(one.words for one in runs if one.what != "in") == before
    assert "".join(one.words for one in runs if one.what != "out") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("".join(chr(0x4E00 + n * 7 % 3000) for n in range(20_000)), "".join(chr(0x4E00 + n) for n in range(20_000))),
        ("的" * 20_000, "一的" * 10_000),
        ("。" * 20_000, "的。" * 10_000),
        ("是的。好的。" * 3_000, "好的。是的。" * 3_000),
    ],
)
def test_the_longest_texts_are_compared_in_a_few_seconds(before: str, after: str) -> None:
    start = time.process_time()
    list(runs_between(before, after))
    assert time.process_time() - start < 10


def test_a_part_put_in_before_others_changes_only_itself() -> None:
    before = {"agenda": [{"title": "甲"}, {"title": "乙", "text": "一二三"}]}
    after = {"agenda": [{"title": "新"}, {"title": "甲"}, {"title": "乙", "text": "一二四"}]}
    assert changes_between(before, after) == (
        Change(("agenda", 0, "title"), None, "新"),
        Change(("agenda", 2, "text"), "一二三", "一二四"),
    )


def test_values_that_are_no_texts_are_compared_too() -> None:
    before, after = {"for": 3, "remote": True, "x-list": []}, {"for": 4, "x-list": {}}
    assert changes_between(before, after) == (
        Change(("for",), "3", "4"),
        Change(("remote",), "true", None),
        Change(("x-list",), "[]", "{}"),
    )


def test_an_excerpt_shows_a_change_with_what_stands_beside_it() -> None:
    before = "The hall is closed for repairs until the first of May, and then opens every day."
    assert excerpt(Change((), before, before.replace("May", "June"))) == (
        "…until the first of May, and then opens eve…",
        "…until the first of June, and then opens eve…",
    )
    assert excerpt(Change((), None, "a\n\nb")) == ("", "a b")
