"""The states of an action in words, as terminals, drafts and findings say them; pages take theirs from the theme."""

from __future__ import annotations

STATES = {
    "open": {"zh": "待办", "en": "open"},
    "in-progress": {"zh": "办理中", "en": "in progress"},
    "reported": {"zh": "已报完成", "en": "reported"},
    "closed": {"zh": "已销号", "en": "closed"},
    "cancelled": {"zh": "已取消", "en": "cancelled"},
}
"""By the word of the records, in the order in which an action passes through them."""


def state_in(state: str, language: str) -> str:
    """Return the word for a state in zh or en."""
    return STATES[state][language]


def state_named(word: str) -> str | None:
    """Return the state that a word means, be it that of the records, the Chinese or the English one; None: none."""
    return next((state for state, words in STATES.items() if word in (state, *words.values())), None)


def state_values(name: str, state: str) -> dict[str, str]:
    """Return the words for a state as a finding quotes them: `name` in English, `name_zh` in Chinese."""
    return {name: state_in(state, "en"), f"{name}_zh": state_in(state, "zh")}
