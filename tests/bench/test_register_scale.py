"""What the register costs as the site grows: CPU per meeting at 100, 1,000 and 10,000 meetings, ten actions each."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from typing import TypeVar

import pytest

from reportgen.formats import registers
from reportgen.model.build import BuildPlan
from reportgen.model.content import Content
from reportgen.model.meeting import Minutes
from reportgen.stages.check import check
from reportgen.stages.plan import plan
from reportgen.stages.render import render
from reportgen.stages.resolve import resolve
from reportgen.theme import Theme
from tests.small_site import gathered

FIRST = dt.date(1990, 1, 1)
LAST = dt.date(2026, 6, 30)
SIZES = (100, 1_000, 10_000)
T = TypeVar("T")


def history(count: int) -> Content:
    """Meetings of ten bodies, each with ten actions, of which nine are closed by the next meeting, the last later."""
    span = (LAST - FIRST).days
    meetings = []
    for number in range(count):
        day = FIRST + dt.timedelta(days=number * span // count)
        closed = [f"m{number - 10:05d}/a{one}" for one in range(9)] if number >= 10 else []
        closed += [f"m{number - 50:05d}/a9"] if number >= 50 else []
        typed = {
            "kind": "minutes",
            "id": f"m{number:05d}",
            "series": f"body-{number % 10}",
            "title": f"第{number}次会议",
            "start": str(day),
            "actions": [
                {
                    "id": f"a{one}",
                    "task": f"清理第{one}号沟",
                    "lead": f"单位{(number + one) % 40}",
                    "owner": f"人员{number * one % 60}",
                    "due": str(day + dt.timedelta(days=30)),
                }
                for one in range(10)
            ],
            "updates": [{"action": one, "state": "closed", "no-evidence": "现场查看"} for one in closed],
        }
        meetings.append(Minutes.model_validate(typed))
    return gathered(*meetings)


def timed(work: Callable[[], T]) -> tuple[T, float]:
    begun = time.process_time()
    result = work()
    return result, time.process_time() - begun


def pages_of_the_register(made: BuildPlan, theme: Theme) -> int:
    """Render the parts of the register and the page of each action; return their length."""
    pages = [one for one in made.pages if "part" in one.context or "line" in one.context]
    return sum(len(render(page, theme).html) for page in pages)


def costs_of(count: int, theme: Theme) -> dict[str, float]:
    """CPU seconds for each meeting, by what is done."""
    content = history(count)
    costs: dict[str, float] = {}
    _, costs["check"] = timed(lambda: check(content, LAST))
    site, costs["resolve"] = timed(lambda: resolve(content, LAST))
    made, costs["plan"] = timed(lambda: plan(site, edition="full", outputs={"html", "csv", "json"}))
    _, costs["pages"] = timed(lambda: pages_of_the_register(made, theme))
    _, costs["files"] = timed(lambda: [registers.write(one.form, one.export, {}) for one in made.files])
    return {name: cost / count for name, cost in costs.items()}


@pytest.mark.bench
def test_the_cost_of_the_register_grows_with_the_meetings_and_no_faster() -> None:
    theme = Theme()
    costs = {count: costs_of(count, theme) for count in SIZES}
    for count, each in costs.items():
        print(
            f"{count:>6} meetings, ms for each: "
            + "  ".join(f"{name} {cost * 1000:6.2f}" for name, cost in each.items())
        )
    for name in costs[SIZES[0]]:
        assert costs[SIZES[-1]][name] <= 3 * costs[SIZES[0]][name], name
