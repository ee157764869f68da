from __future__ import annotations

import datetime as dt
import subprocess
import sys
from dataclasses import dataclass, field

import pytest

from reportgen.model.action import Action
from reportgen.model.digest import NOT_COUNTED, Digests


@dataclass(frozen=True)
class Pair:
    one: object
    other: object = None
    beside: object = field(default=None, metadata=NOT_COUNTED)


@dataclass(frozen=True)
class Couple:
    one: object
    other: object = None


UNLIKE = [
    None, "", "-", "None", 0, 1, True, 1.5, "1", b"1", (), ("",), ("", ""), (("",), ""), ("a", "bc"), ("ab", "c"), [],
    {}, {"a": 1}, {"a": "1"}, {"b": 1}, {"a": 1, "b": 2}, {"b": 2, "a": 1}, frozenset({"a"}), frozenset({"a", "b"}),
    dt.date(2026, 1, 1), dt.date(2026, 1, 2), dt.datetime(2026, 1, 1), dt.time(9), Pair(1), Pair(None, 1), Couple(1),
    Pair(("a",)), Action(id="a1", task="clear"), Action(id="a1", task="clear", lead="Works"),
]  # fmt: skip


def test_values_that_differ_have_digests_that_differ() -> None:
    assert len({Digests().of(value) for value in UNLIKE}) == len(UNLIKE)


def test_equal_values_have_equal_digests_whatever_was_asked_before() -> None:
    digests = Digests()
    for value in UNLIKE:
        assert digests.of(Pair(value, [value])) == Digests().of(Pair(value, [value]))


def test_a_field_that_is_not_counted_makes_no_difference() -> None:
    assert Digests().of(Pair(1, 2, beside=3)) == Digests().of(Pair(1, 2))


def test_what_is_no_plain_value_has_none() -> None:
    with pytest.raises(TypeError, match="no digest of function"):
        Digests().of(Pair(lambda: 1))


def test_sets_have_the_same_digest_in_every_process() -> None:
    code = "from reportgen.model.digest import Digests; print(Digests().of(frozenset('meetings')))"
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert told == {f"{Digests().of(frozenset('meetings'))}\n"}
