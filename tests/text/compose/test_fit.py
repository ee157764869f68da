"""The quick searches for the best lines find what the slow one finds; one that finds nothing says so."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.text.compose.breaks import find_breaks
from reportgen.text.compose.characters import _PLAIN, clusters, split
from reportgen.text.compose.fit import LOOSE, RAGGED, _Fitter
from reportgen.text.compose.measure import Ruler
from reportgen.text.compose.runs import read
from reportgen.text.compose.together import Bond
from tests.text.compose.measured import RoundFaces

PIECES = st.sampled_from(
    [
        *"会议听取了各镇汛前涵洞排查情况汇报，。、；（）",
        "2026年4月30日",
        "K3+200",
        "周明",
        "防汛办",
        "——",
        " Open Data ",
        "123公里",
        "a-b",
    ]
)


def fitter(words: str, room: float) -> _Fitter:
    runs = read(words, "fang", Ruler(RoundFaces()))
    assert runs
    breaks = find_breaks(runs[0], room - 2, names={"周明": Bond.NAME, "防汛办": Bond.BODY})
    return _Fitter(runs[0], breaks, (room - 2, room), 0.5, 2)


def cost_of(found: _Fitter, origins: list[int]) -> float:
    index, cost = len(found.ends.at), 0.0
    while index:
        start = origins[index]
        is_last = index == len(found.ends.at)
        cost += found._cost_of_last(start, index) if is_last else found._cost(start, index)
        cost += found.ends.cost[index - 1]
        index = start
    return cost


@pytest.mark.parametrize("most", [LOOSE, RAGGED])
@given(st.lists(PIECES, min_size=20, max_size=200).map("".join), st.sampled_from([12.0, 20.0, 28.0]))
@settings(max_examples=60, deadline=None)
def test_a_quick_search_finds_the_cheapest_lines_or_none(most: float, words: str, room: float) -> None:
    found = fitter(words, room)
    quick, cheapest = found._by_lines_below(most), cost_of(found, found._by_any_lines())
    if quick is None:
        assert cheapest >= most
    else:
        assert cost_of(found, quick) == pytest.approx(cheapest)


def test_ordinary_words_are_set_by_the_quickest_search() -> None:
    words = "会议听取了各镇汛前涵洞排查情况汇报，要求各责任单位对照清单逐项推进，3月底前完成K3+200段边沟清理。" * 6
    assert fitter(words, 28)._by_lines_below(LOOSE) is not None


def test_what_is_split_at_a_stroke_has_no_marks_on_other_characters() -> None:
    plain = "".join(one for one in map(chr, range(sys.maxunicode + 1)) if one and _PLAIN.fullmatch(one))
    assert len(plain) > 28_000
    assert split(plain) == list(clusters(plain)) == list(plain)
