"""Splitting: where one meeting ends and the next begins, in files that hold the minutes of a year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from reportgen.formats.ingest.draft import INFERRED, Draft, Told, bare
from reportgen.formats.ingest.moments import find_dates, find_day
from reportgen.formats.ingest.row import Row
from reportgen.formats.ingest.vocabulary import role_of_label

_MEETING = re.compile(r"会议|例会|纪要|會議|\bmeeting\b|\bminutes\b|\bcall\b", re.IGNORECASE)
_HEAD_ROLES = {"chair", "present", "members", "apologies", "next-chair", "recorder", "agenda", "time", "place"}
LONGEST = 80
"""Characters of a line that may begin a meeting."""
LOOK_AHEAD = 6
"""Lines of words in which the head of a meeting shows itself."""


def split_meetings(rows: Sequence[Row]) -> list[tuple[Row, ...]]:
    """Return the rows of each meeting; what stands before the first belongs to it. One meeting stays whole."""
    starts = _dated_headings(rows) or _dated_lines(rows) or _dated_entries(rows) or _dated_labels(rows)
    if len(starts) < 2:
        return [tuple(rows)]
    cuts = [0, *starts[1:], len(rows)]
    return [tuple(rows[first:last]) for first, last in pairwise(cuts)]


def share_title(drafts: Sequence[Draft]) -> None:
    """Give the title of a file to each of its meetings that has none but its day."""
    first = bare(drafts[0].value.get("title", "")) if drafts else ""
    if len(drafts) < 2 or not isinstance(first, str) or _is_day(first):
        return
    for draft in drafts[1:]:
        title = draft.value.get("title")
        words = bare(title) if title is not None else ""
        no_own = isinstance(title, Told) and title.doubt is not None
        if no_own or (isinstance(words, str) and _is_day(words)):
            draft.value["title"] = Told(first, (), INFERRED)


def _is_day(words: str) -> bool:
    """Whether a title is a date, with a few letters at most beside it."""
    dates = find_dates(words)
    rest = words[: dates[0].start] + words[dates[0].end :] if dates else words
    return bool(dates) and sum(one.isalpha() for one in re.sub(r"\(.*?\)|https?://\S+", "", rest)) <= _MOST_BESIDE


_MOST_BESIDE = 4


def _dated_headings(rows: Sequence[Row]) -> list[int]:
    """Return the headings that each begin a meeting: the highest level at which several name a day of their own."""
    for level in range(1, 4):
        here = [place for place, row in enumerate(rows) if row.kind == "heading" and row.level == level]
        dated = [place for place in here if find_dates(rows[place].text) and len(rows[place].text) <= LONGEST]
        days = {find_dates(rows[place].text)[0].date for place in dated}
        if here:
            # A section of updates may be dated; meetings are when all but one of the headings are.
            every = len(dated) >= 2 and len(days) == len(dated) and len(dated) >= len(here) - 1
            if every and all(_has_head(rows, place) or _MEETING.search(rows[place].text) for place in dated):
                return dated
            if len(here) > 1:
                return []
    return []


_DAY_LABEL = re.compile(r"[*_]*(?:meeting )?date[*_]*\s*:", re.IGNORECASE)


def _dated_labels(rows: Sequence[Row]) -> list[int]:
    """Return where meetings begin that each have a rule and below it a label with their own day."""
    found = [place for place, row in enumerate(rows) if row.is_words and _DAY_LABEL.match(row.text)]
    days = [dates[0].date for place in found if (dates := find_dates(rows[place].text))]
    if len(days) != len(found) or len(set(days)) != len(days):
        return []
    rules = [_rule_above(rows, place) for place in found]
    return rules if all(rule >= 0 for rule in rules[1:]) else []


def _rule_above(rows: Sequence[Row], place: int) -> int:
    """Return the rule near above a label, with nothing but a heading between; the label itself has none: -1."""
    for before in range(place - 1, max(-1, place - 6), -1):
        if rows[before].kind == "rule":
            return before
        if rows[before].kind not in {"blank", "heading"}:
            break
    return -1


def _dated_lines(rows: Sequence[Row]) -> list[int]:
    """Return the lines that name a day and have the head of a meeting below, or a rule above."""
    found = [place for place, row in enumerate(rows) if _is_dated_line(row)]
    return [
        place
        for place in found
        if _has_head(rows, place) or (_after_rule(rows, place) and _MEETING.search(rows[place].text))
    ]


def _is_dated_line(row: Row) -> bool:
    if row.kind not in {"words", "item"} or row.indent > 1 or len(row.text) > LONGEST or row.ticked is not None:
        return False
    words = row.marker + row.text
    dates = find_dates(words)
    if dates:
        # A label before the date (`会议时间：`) stands inside a head, not above it.
        return dates[0].start <= 1 and not re.match(r"\s*[:：]", words[dates[0].end :])
    return (
        find_day(words) is not None
        and re.match(r"\d{1,2} ?月 ?\d{1,2} ?日", words) is not None
        and _MEETING.search(words) is not None
    )


def _has_head(rows: Sequence[Row], place: int) -> bool:
    seen = 0
    for row in rows[place + 1 :]:
        if row.kind == "blank":
            continue
        seen += 1
        label = re.match(r"[*_]*([^:：]{1,30})[:：]", row.text)
        if (label and role_of_label(label[1]) in _HEAD_ROLES) or (
            row.kind == "heading" and role_of_label(row.text) in _HEAD_ROLES
        ):
            return True
        if seen == LOOK_AHEAD or _is_dated_line(row):
            return False
    return False


def _after_rule(rows: Sequence[Row], place: int) -> bool:
    before = next((row for row in reversed(rows[:place]) if row.kind != "blank"), None)
    return before is None or before.kind == "rule"


def _dated_entries(rows: Sequence[Row]) -> list[int]:
    """Return the entries of a list of meetings (`- date: 2026-03-05`), each with its own day."""
    found = [
        place
        for place, row in enumerate(rows)
        if row.kind == "item"
        and row.indent == 0
        and re.match(r"(?:date|日期)\s*[:：]", row.text, re.IGNORECASE)
        and find_dates(row.text)
    ]
    tops = sum(row.kind == "item" and row.indent == 0 for row in rows)
    return found if len(found) == tops else []
