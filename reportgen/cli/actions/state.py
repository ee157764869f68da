"""A state on the command line: the word of the records, or the one it is shown with."""

from __future__ import annotations

from typing import Any

import click

from reportgen.cli.words import spoken
from reportgen.text.states import STATES, state_in, state_named


class State(click.Choice[str]):
    """One of the five states; 办理中 and “in progress” are understood as in-progress."""

    def __init__(self) -> None:
        super().__init__(tuple(STATES))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the state as the records write it, or refuse it as a usage error."""
        state = state_named(str(value).strip())
        if state is None:
            known = ", ".join(f"{one} {state_in(one, 'zh')}" for one in STATES)
            words = spoken("{value!r} is not a state; write one of [{known}].")
            self.fail(words.format(value=value, known=known), param, ctx)
        return state
