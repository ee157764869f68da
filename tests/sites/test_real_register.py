"""A real register, transcribed: on every day the fold gives the states that its own table gives."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from reportgen.model.content import Content
from reportgen.model.register import RegisterEntry, register_of
from reportgen.stages.check import check
from reportgen.stages.load import load
from reportgen.stages.resolve import resolve

HERE = Path(__file__).parent / "real-register"
SOURCE = HERE / "sources/ActionItems.md"
LAST_CHANGED = dt.date(2022, 10, 31)
"""The day of a status without one: that of the last change of the table, see ATTRIBUTION.md."""
STATES = {"open": "open", "close": "closed"}


def content() -> Content:
    read, problems = load(HERE / "content")
    assert read is not None
    assert problems == ()
    return read


def day(digits: str) -> dt.date:
    return dt.date.fromisoformat(digits)


def rows() -> Iterator[tuple[dt.date, str, list[str], list[tuple[dt.date, str]]]]:
    """The table as it stands in the source: day, task, owners, and each status with its day."""
    for line in SOURCE.read_text("utf-8").splitlines()[3:]:
        opened, task, owners, statuses = (cell.strip() for cell in line.strip().strip("|").split("|"))
        told = []
        for status in statuses.split():
            date, _, word = status.rpartition(":")
            told.append((day(date) if date else day(opened) if word == "open" else LAST_CHANGED, STATES[word]))
        yield day(opened), task, owners.split("/"), told


def test_the_source_is_the_document_that_the_attribution_names() -> None:
    digest = re.search(r"\b[0-9a-f]{64}\b", (HERE / "ATTRIBUTION.md").read_text("utf-8"))
    assert digest is not None
    assert hashlib.sha256(SOURCE.read_bytes()).hexdigest() == digest[0]


def test_every_row_of_the_table_is_one_action_in_its_words() -> None:
    entries = register_of(content())
    assert [(one.opened, one.action.task, list(one.action.owner)) for one in entries] == [
        (opened, task, owners) for opened, task, owners, _ in rows()
    ]
    assert len(entries) == 9


def test_on_every_day_each_action_is_in_the_state_the_table_gives_it() -> None:
    entries = register_of(content())
    first, last = min(one.opened for one in entries), LAST_CHANGED + dt.timedelta(days=7)
    for number in range((last - first).days + 1):
        on = first + dt.timedelta(days=number)
        assert states_on(entries, on) == expected_on(on)


def states_on(entries: tuple[RegisterEntry, ...], on: dt.date) -> list[str]:
    return [one.known_on(on).state for one in entries if one.opened <= on]


def expected_on(on: dt.date) -> list[str]:
    """The last status told by that day; an action is open from the day of its meeting."""
    return [
        [state for date, state in [(opened, "open"), *told] if date <= on][-1]
        for opened, _, _, told in rows()
        if opened <= on
    ]


def test_at_the_end_five_actions_are_open_and_four_are_closed_on_their_days() -> None:
    site = resolve(content(), LAST_CHANGED)
    assert [(one.reference, str(one.status.ended)) for one in site.lines if not one.status.is_live] == [
        ("openeuler-tc-2022-07-06/a1", "2022-10-26"),
        ("openeuler-tc-2022-07-06/a2", "2022-07-20"),
        ("openeuler-tc-2022-09-21/a2", "2022-10-31"),
        ("openeuler-tc-2022-10-12/a1", "2022-10-21"),
    ]
    assert sum(one.status.is_live for one in site.lines) == 5


def test_the_transcription_has_nothing_wrong() -> None:
    assert [(one.code, one.span) for one in check(content(), LAST_CHANGED)] == []
