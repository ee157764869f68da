"""The words for the states of an action."""

from __future__ import annotations

from typing import get_args

import pytest

from reportgen.model.action import ActionState
from reportgen.text.states import STATES, state_in, state_named


def test_every_state_of_the_records_has_its_words() -> None:
    assert set(STATES) == set(get_args(ActionState))


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_found_by_the_words_it_is_shown_with(state: str) -> None:
    words = [state, state_in(state, "zh"), state_in(state, "en")]
    assert [state_named(word) for word in words] == [state] * 3


@pytest.mark.parametrize("word", ["done", "", "Open", "销号"])
def test_a_word_that_is_no_state_means_none(word: str) -> None:
    assert state_named(word) is None
