"""Did you mean."""

from __future__ import annotations

import pytest

from reportgen.text.spelling import nearest

KEYS = ("title", "start", "end", "place", "agenda", "attendance", "decisions", "actions", "minutes", "due-words")
NAMES = ("周明", "王芳", "欧阳文静", "李小娜", "交通运输局", "水利局", "县政府办公室")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("tilte", "title"),
        ("Title", "title"),
        ("titel", "title"),
        ("agend", "agenda"),
        ("attendence", "attendance"),
        ("atendence", "attendance"),
        ("due_words", "due-words"),
        ("duewords", "due-words"),
        ("enf", "end"),
        ("colour", None),
        ("xy", None),
        ("e", None),
        ("", None),
        ("x" * 65, None),
    ],
)
def test_a_slip_in_a_key_finds_the_key(word: str, meant: str | None) -> None:
    assert nearest(word, KEYS) == meant


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("周名", "周明"),
        ("周明 ", "周明"),
        ("明周", "周明"),
        ("章明", "周明"),
        ("欧阳文景", "欧阳文静"),
        ("李娜", "李小娜"),
        ("交通", "交通运输局"),
        ("交通运局", "交通运输局"),
        ("水力局", "水利局"),
        ("孙静", None),
        ("局", None),
        ("县府办", None),
    ],
)
def test_a_slip_in_a_chinese_name_finds_the_name(word: str, meant: str | None) -> None:
    assert nearest(word, NAMES) == meant


@pytest.mark.parametrize(
    ("word", "choice", "near"),
    [
        ("ab", "ac", False),
        ("abc", "abd", True),
        ("abcde", "abcxy", False),
        ("abcdef", "abcdxy", True),
        ("abcdefghi", "abcdefxyz", False),
        ("abcdefghij", "abcdefgxyz", True),
        ("abcdefghij", "abcdefwxyz", False),
        ("ends", "end", True),
        ("star", "stort", False),
        ("stort", "star", False),
        ("tilte", "titlx", False),
        ("e", "e", True),
        ("局", "局", True),
        ("文", "静", False),
        ("娜", "李小娜", False),
        ("县政府办", "县政协办", True),
        ("县政府办公", "县政协会公", False),
        ("县政府办公室", "县政协会公室", True),
        ("县政府办公室", "县某协会公室", False),
        ("x" * 64, "x" * 63, True),
        ("x" * 65, "x" * 64, False),
    ],
)
def test_longer_words_may_hold_more_slips(word: str, choice: str, near: bool) -> None:
    assert (nearest(word, [choice]) == choice) is near


def test_the_same_beginning_wins_and_then_the_first() -> None:
    assert nearest("周名", ("李名", "周明")) == "周明"
    assert nearest("周名", ("周明", "周鸣")) == "周明"
    assert nearest("周名", ("周鸣", "周明")) == "周鸣"
    assert nearest("plase", ("phase", "place", "plate")) == "place"


def test_the_fewest_slips_win_over_the_same_beginning() -> None:
    assert nearest("minites", ("minister", "minutes")) == "minutes"


def test_a_short_form_of_two_names_is_no_suggestion() -> None:
    assert nearest("交通", ("交通运输局", "交通执法大队")) is None


def test_there_may_be_nothing_to_choose_from() -> None:
    assert nearest("title", ()) is None
