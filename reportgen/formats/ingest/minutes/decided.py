"""Decided: one decision out of the words of a text, with who moved it, how the vote went and what came of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.formats.ingest.draft import Value
from reportgen.formats.ingest.minutes.items import Item, plain_words
from reportgen.formats.ingest.minutes.motions import decision_in, follows_motion, is_noted, read_motion, result_of
from reportgen.formats.ingest.minutes.votes import members_in, read_vote
from reportgen.formats.ingest.row import Row

_MOVERS = re.compile(r"\W*(?:moved|proposed|seconded|mover|seconder|proposer|second)\b", re.IGNORECASE)
_RESULT_LABEL = re.compile(r"\W*(?:result|outcome|motion result)\s*:", re.IGNORECASE)
_OF_VOTE = re.compile(r"votes?|表决|投票|motion carried", re.IGNORECASE)
MOST_FOLLOWING = 8
"""Lines that go on with one motion."""


def rows_following(rows: Sequence[Row], place: int) -> tuple[list[Row], int]:
    """Return the rows from a place that only go on with the motion above — seconder, vote, result — and their count.

    Empty rows between are counted.
    """
    found: list[Row] = []
    count = 0
    for after, row in enumerate(rows[place:], start=1):
        if row.kind == "blank":
            continue
        goes_on = row.is_words and row.ticked is None and follows_motion(plain_words(row.text))
        if not goes_on or len(found) == MOST_FOLLOWING:
            break
        found.append(row)
        count = after
    return found, count


_INLINE = re.compile(
    r"(?<=[.;)!?])\s+(?=(?:\*\*)?(?:ACTION|Action|AP|AI|DECISION|Decision|RESOLVED|AGREED)(?:\*\*)?\s*"
    r"(?:\([A-Z][\w .&,]{1,30}\)\s*)?[:–-])"
)


def parted_rows(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield rows with a line parted before a mark that stands in it: “The gutter leaks. ACTION: Orr to mend it”."""
    for row in rows:
        parts = _INLINE.split(row.text) if row.is_words and not row.cut else []
        if len(parts) < 2:
            yield row
            continue
        indent = " " * row.indent
        yield replace(row, text=parts[0], cut=f"{indent}{row.marker}{parts[0]}")
        for words in parts[1:]:
            yield replace(row, kind="words", marker="", text=words, cut=f"{indent}{words}", ticked=None)


def resolved_below(text: str, rows: Sequence[Row], place: int) -> tuple[str, int]:
    """Return words that end with a colon with the resolution below them, and how many rows that took."""
    if not text.rstrip("*_ ").endswith(":"):
        return text, 0
    for count, row in enumerate(rows[place + 1 :], start=1):
        if row.kind != "blank":
            return (f"{text}\n\n{row.text}", count) if row.is_words and decision_in(row.text) == 0 else (text, 0)
    return text, 0


def facts_of(words: str, following: Sequence[str], label: str = "") -> Item:
    """Return what words say of a decision beside itself: `moved`, `seconded`, `vote`, `outcome`."""
    own = plain_words(words)
    rest = [plain_words(one) for one in following]
    told = "\n".join([f"{label}: {own}" if label else own, *rest])
    found: Item = {}
    motion = read_motion(told)
    if motion:
        found |= {key: who for key, who in (("moved", motion.moved), ("seconded", motion.seconded)) if who}
    vote = _vote(told, [one for one in rest if not _MOVERS.match(one) or read_vote(one)])
    if vote:
        found["vote"] = vote
    if is_noted(own):
        found["outcome"] = "noted"
    elif (motion or vote or rest or _OF_VOTE.match(label)) and (result := result_of(told)):
        found["outcome"] = result
    return found


def _vote(told: str, lines: Sequence[str]) -> Item:
    vote: Item = {}
    read = read_vote(told[-600:])
    members = members_in(told)
    counts = read.get("counts") if read else None
    if read and counts:
        vote["counts"] = counts
    if members and _agree(members, counts):
        vote["members"] = members
    if read and "method" in read:
        vote["method"] = read["method"]
    if lines:
        vote["words"] = " ".join(" ".join(lines).split())
    return vote


def _agree(members: dict[str, Value], counts: Value | None) -> bool:
    """Whether no more members are named for a side than were counted."""
    named = Counter(str(one) for one in members.values())
    if not isinstance(counts, dict):
        return True
    return all(number <= int(str(counts.get(ballot, number))) for ballot, number in named.items())


def is_result_only(words: str) -> bool:
    """Whether words tell the result of a motion and nothing else: “Motion carried 5-0.”"""
    plain = plain_words(words)
    return follows_motion(plain) or _RESULT_LABEL.match(plain) is not None
