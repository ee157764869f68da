"""What rendering costs as the site grows: twice the meetings must not cost four times the work."""

from __future__ import annotations

import pytest

from reportgen.stages.plan import plan
from reportgen.stages.render import render
from reportgen.stages.resolve import resolve
from reportgen.theme import Theme
from tests.bench.test_register_scale import LAST, history, timed

pytestmark = pytest.mark.bench
SIZES = (250, 500)
MOST = 3.0
"""Times the seconds of all pages of the larger site may be those of the smaller: twice would be in proportion."""


def seconds_of(count: int) -> float:
    planned = plan(resolve(history(count), LAST), edition="full", outputs={"html", "pdf"}).pages
    theme = Theme()
    return timed(lambda: [render(page, theme) for page in planned])[1]


def test_twice_the_meetings_take_about_twice_the_work_to_render() -> None:
    small, large = (seconds_of(count) for count in SIZES)
    print(f"rendering {SIZES[0]} meetings {small:.2f} s, {SIZES[1]} meetings {large:.2f} s: times {large / small:.2f}")
    assert large / small < MOST
