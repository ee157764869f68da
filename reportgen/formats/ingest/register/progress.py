"""Progress: how an action went, as a cell of a register tells it: `20220706:open 20220720:close`, 已完成（3月5日）."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportgen.formats.ingest.moments import FoundDate
from reportgen.formats.ingest.register.cells import dates_of
from reportgen.model.values import LONGEST_LINE
from reportgen.text.states import STATES

LIVE = ("open", "in-progress", "reported")
"""States in which something is still to be done."""

_WORDS = {
    "open": """open opened new todo to-do not-started reopened
        未完成 未办结 未销号 未开始 未启动 未办理 待办 待办理 待启动""",
    "in-progress": """in-progress inprogress ongoing on-going started under-way underway wip doing
        办理中 进行中 推进中 在办 正在办理 正在进行 正在推进 持续推进 持续推进中 整改中 处理中""",
    "reported": "reported reported-done reported-complete 已上报 已报完成 已报办结 待核实 待核查 待销号 待确认",
    "closed": """close closed done complete completed finished
        完成 已完成 办结 已办结 销号 已销号 完结 已完结 关闭 已关闭 已结""",
    "cancelled": "cancel cancelled canceled 取消 已取消 作废 已作废",
}
_STATES = {word: state for state, words in _WORDS.items() for word in words.split()} | {
    name.replace(" ", "-"): state for state, names in STATES.items() for name in names.values()
}
_BRACKETS = "()（）[]【】"
_EDGES = " \t\n\u3000\u00a0:：,，.。;；、-–—→>"
_TICKS = "✅☑✔√"
_PARTS = re.compile(r"[;；\n]|<br ?/?>")
_DAY = re.compile(r"\d{1,2} ?月 ?\d{1,2} ?[日号號]?|(?<![\d.])\d{1,2}[./]\d{1,2}(?![\d.])")
"""A day without its year; what year is never guessed."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an action."""

    date: dt.date | None
    """None: the register does not say when."""
    state: str | None
    """As the records spell it; None: the words name none."""
    note: str
    """What it says beside date and state, as typed; "" where they say it all."""
    is_sure: bool = True
    """False: day and month of the date could be the other way round."""

    def on(self, found: FoundDate) -> Event:
        """Return it with a day."""
        return replace(self, date=found.date, is_sure=found.is_sure)


def state_of(words: str) -> str | None:
    """Return the state that words mean as a whole (办理中, Done, close), or None."""
    plain = unicodedata.normalize("NFKC", words).casefold().strip(_EDGES + _BRACKETS + "*_`~" + _TICKS)
    return _STATES.get("-".join(plain.replace("_", " ").replace("-", " ").split()))


def read_progress(cell: str) -> tuple[Event, ...]:
    """Return what a cell tells, in its order; each date goes with the words before it or after it, as the cell does."""
    if len(cell) > LONGEST_LINE:
        return (Event(None, None, cell),)
    return tuple(_event(date, words) for part in _PARTS.split(cell) for date, words in _pairs(part) if date or words)


def _pairs(part: str) -> Iterator[tuple[FoundDate | None, str]]:
    """Yield dates with the words that go with them; None before and behind, where words have no date."""
    dates = dates_of(part)
    if not dates:
        yield None, part.strip() if _tidy(part) else ""
        return
    edges = [0, *(edge for one in dates for edge in (one.start, one.end)), len(part)]
    words = [_tidy(part[start:end]) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    is_date_first = not words[0] or part[dates[0].end :].lstrip().startswith((":", "："))
    # `20220706:open` or 已完成（2026-03-05）: one side of the words has no date.
    around = (None, *dates) if is_date_first else (*dates, None)
    yield from zip(around, words, strict=True)


def _tidy(words: str) -> str:
    """Return words without what parted them from a date; a bracket stays where its other half does."""
    words = words.strip(_EDGES)
    halves = sum(words.count(one) for one in "(（[【") - sum(words.count(one) for one in ")）]】")
    return words.strip(_BRACKETS + _EDGES) if halves or not words.strip(_BRACKETS) else words


def _event(found: FoundDate | None, words: str) -> Event:
    state = state_of(words)
    if found is None:
        undated = state or state_of(_DAY.sub("", words))
        return Event(None, undated, "" if state else words)
    note = "" if state else words or found.date.isoformat()
    return Event(found.date, state, note, found.is_sure)
