"""Random histories: meetings and update files over a few weeks, as a committee could have written them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from reportgen.model.meeting import Minutes, Record, Updates

FIRST_DAY = dt.date(2026, 1, 5)
STATES = ("open", "in-progress", "reported", "closed", "cancelled")
PEOPLE = ("顾怀远", "沈青禾", "Imogen Hale")


def day(number: int) -> dt.date:
    return FIRST_DAY + dt.timedelta(days=number)


DAYS = st.integers(0, 20)
ACTIONS = st.fixed_dictionaries(
    {"task": st.sampled_from(["清沟", "编制台账", "Order mulch"])},
    optional={
        "state": st.sampled_from(STATES),
        "due": DAYS.map(lambda number: str(day(number))),
        "due-words": st.sampled_from(["汛期前", "by spring"]),
        "lead": st.sampled_from(PEOPLE),
        "owner": st.lists(st.sampled_from(PEOPLE), max_size=2),
        "supervisor": st.sampled_from(PEOPLE),
    },
)


def updates_of(references: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """One update of one of the actions."""
    return st.fixed_dictionaries(
        {"action": st.sampled_from(references)},
        optional={
            "date": DAYS.map(lambda number: str(day(number))),
            "state": st.sampled_from(STATES),
            "due": DAYS.map(lambda number: str(day(number))),
            "due-words": st.sampled_from(["年底", "in May"]),
            "note": st.sampled_from(["已报", "half done"]),
            "lead": st.sampled_from(PEOPLE),
            "support": st.lists(st.sampled_from(PEOPLE), max_size=1),
            "owner": st.lists(st.sampled_from(PEOPLE), max_size=2),
            "supervisor": st.sampled_from(PEOPLE),
            "merged-into": st.sampled_from(references),
            "verified-by": st.sampled_from(PEOPLE),
        },
    )


@st.composite
def records(draw: st.DrawFn, identity: str, date: dt.date, before: list[Record]) -> Record:
    """A record of one day that speaks of what was recorded before, and of itself."""
    actions = [{"id": f"a{number}", **one} for number, one in enumerate(draw(st.lists(ACTIONS, max_size=2)), 1)]
    meetings = [one for one in before if isinstance(one, Minutes)]
    known = [f"{one.id}/{action.id}" for one in meetings for action in one.all_actions()]
    decided = [f"{one.id}/{decision.id}" for one in meetings for decision in one.all_decisions()]
    told = draw(st.lists(updates_of(known), max_size=3)) if known else []
    if draw(st.integers(0, 3)) == 0:
        return Updates.model_validate({"kind": "updates", "id": identity, "date": str(date), "updates": told})
    decision = {"id": "d1", "text": "同意"}
    if decided:
        decision |= {"supersedes": draw(st.lists(st.sampled_from(decided), max_size=1))}  # type: ignore[dict-item]
    typed = {
        "kind": "minutes",
        "id": identity,
        "title": f"会议 {identity}",
        "start": f"{date} 09:00",
        "series": draw(st.sampled_from(["works", "board"])),
        "status": draw(st.sampled_from(["held", "held", "planned", "cancelled"])),
        "agenda": [{"title": "排水", "decisions": [decision], "actions": actions[:1]}],
        "actions": actions[1:],
        "updates": told,
    }
    if meetings and draw(st.booleans()):
        typed["previous-minutes"] = draw(st.sampled_from([one.id for one in meetings]))
    return Minutes.model_validate(typed)


@st.composite
def histories(draw: st.DrawFn, most: int = 5) -> list[Record]:
    """Records in the order of their days."""
    found: list[Record] = []
    for number, date in enumerate(sorted(draw(st.lists(DAYS, min_size=1, max_size=most)))):
        found.append(draw(records(f"r{number}", day(date), found)))
    return found
