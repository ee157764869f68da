"""A later record never changes an earlier page: not a byte of its article, nor of what goes to the printer."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.model.meeting import Minutes, Record
from reportgen.stages.plan import plan
from reportgen.stages.render import render
from reportgen.stages.resolve import resolve
from reportgen.theme import Theme
from tests.histories import histories, records
from tests.small_site import gathered, minutes

LATE = dt.date(2027, 1, 1)
THEME = Theme()


def pages(history: list[Record], as_of: dt.date = LATE) -> dict[str, str]:
    """The article of every meeting, and what goes to the printer, by path; the same HTML gives the same PDF."""
    made = plan(resolve(gathered(*history), as_of), edition="full", outputs={"html", "pdf"})
    rendered = {one.path: render(one, THEME).html for one in made.pages if one.record}
    return {path: html if path.endswith(".pdf") else article_of(html) for path, html in rendered.items()}


def article_of(html: str) -> str:
    found = re.search(r"<article\b.*</article>", html, re.DOTALL)
    assert found is not None
    return found[0]


def recorded(record: Record) -> dt.date:
    return record.start.date if isinstance(record, Minutes) else record.date  # type: ignore[union-attr]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_later_record_never_changes_a_byte_of_an_earlier_page(data: st.DataObject) -> None:
    history = data.draw(histories())
    date = max(map(recorded, history)) + dt.timedelta(days=data.draw(st.integers(1, 5)))
    later = data.draw(records("zz", date, history))
    before, after = pages(history), pages([*history, later])
    assert {path: after[path] for path in before} == before


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories(), st.integers(0, 30))
def test_the_day_a_site_is_seen_from_changes_no_page_of_a_record(history: list[Record], number: int) -> None:
    assert pages(history, dt.date(2026, 1, 5) + dt.timedelta(days=number)) == pages(history)


def test_minutes_say_when_a_record_that_cannot_be_read_may_hold_open_actions() -> None:
    own = minutes("series: works\nlang: en\nstart: 2026-02-12", "m2")
    lone = minutes("lang: en\nstart: 2026-02-12", "m3")
    content = replace(gathered(own, lone), unreadable=("m1",))
    made = plan(resolve(content, LATE), edition="full", outputs={"html"})
    told = {
        one.record: "Incomplete: 1 file unreadable" in article_of(render(one, THEME).html)
        for one in made.pages
        if one.record
    }
    assert told == {"m2": True, "m3": False}
