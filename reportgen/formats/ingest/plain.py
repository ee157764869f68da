"""Plain headings: what stands as a heading in English text without marks — underlined, wiki, capitals, numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.formats.ingest.vocabulary import role_of_label

if TYPE_CHECKING:
    from reportgen.formats.ingest.row import Row

_HAN = re.compile(r"[\u3400-\u9fff]")
_WIKI = re.compile(
    r"(?P<marks>={1,6})\s*(?P<words>[^=].*?[^=]|[^=])\s*(?P=marks)\s*$|h(?P<level>[1-6])\.\s+(?P<jira>\S.*)$"
)
_UNDER = re.compile(r"(?P<mark>[=\-~^])(?P=mark){2,}$")
_TOPIC = re.compile(r"(?:[#!]topic:?|\* TOPIC:)\s+(?P<words>\S.*)$", re.IGNORECASE)
_LOGGED = re.compile(
    r"(?P<mark>(?:[#!](?:info|link|idea|help|undo|here|startmeeting|endmeeting|meetingname|chair|note)\b:?"
    r"|\* INFO:)\s+)(?P<words>\S.*)$",
    re.IGNORECASE,
)
_FIELD = re.compile(r":(?P<label>[A-Z][A-Za-z ]{1,30}):\s+(?P<words>\S.*)$")
"""A field of reStructuredText: `:Present: Ada, Tom`."""
_STAMP = re.compile(r"\s*\([\w@:.|-]+, \d\d:\d\d:\d\d\)\s*$")
_NUMBERED = re.compile(
    r"(?P<number>(?:\d{1,3}(?:\.\d{1,3})?[.)]?|\d{1,3}/\d{2,4}|\d{2,4}[./]\d{1,3}|[IVX]{1,5}\.?|(?:Item"
    r"|ITEM) \d{1,2}[:.]?)\s+)"
    r"(?P<words>[A-Z“\"'(].*|[A-Z].*)$"
)
LONGEST = 100
"""Characters of a heading."""
_LONGEST_CAPS = 80
_CAPS, _NUMBER, _TITLED = 3, 4, 5
"""Levels of headings that no mark orders: capitals, numbers, words in title case."""


def mark_plain_headings(rows: list[Row], lines: Sequence[str]) -> None:
    """Set the headings of a plain text apart, in place; Chinese lines are left to the notations of their own."""
    if sum(bool(_HAN.search(line)) for line in lines) * 10 > len(lines):
        return
    _mark_explicit(rows, lines)
    if any(row.kind == "heading" for row in rows):
        return
    _mark_numbered(rows, lines)
    _mark_capitals(rows)


def _as_heading(row: Row, words: str, level: int, marker: str = "") -> Row:
    return replace(row, kind="heading", text=words.strip(), marker=marker, level=level, indent=0, ticked=None)


def _mark_explicit(rows: list[Row], lines: Sequence[str]) -> None:
    """Mark `== Agenda ==`, `h2. Agenda`, a line of hyphens below words, and the commands of a bot that logs."""
    for place, row in enumerate(rows):
        words = lines[place].strip()
        if row.kind in {"blank", "code", "front"}:
            continue
        if found := _WIKI.match(words):
            level = len(found["marks"]) if found["marks"] else int(found["level"])
            rows[place] = _as_heading(row, found["words"] or found["jira"], level)
        elif found := _FIELD.match(words):
            rows[place] = replace(row, text=f"{found['label']}: {found['words']}", marker=":")
        elif found := _TOPIC.match(words):
            rows[place] = _as_heading(row, _STAMP.sub("", found["words"]), 2)
        elif found := _LOGGED.match(words):
            rows[place] = replace(row, text=found["words"], marker=found["mark"], indent=0)
        elif row.kind == "rule" and place and _is_underlined(rows, lines, place):
            level = 1 if words[0] == "=" else 2
            rows[place - 1] = _as_heading(rows[place - 1], lines[place - 1].strip(), level)


def _is_underlined(rows: Sequence[Row], lines: Sequence[str], place: int) -> bool:
    """Whether a rule stands right below one line of words of its length."""
    above, rule = rows[place - 1], lines[place].strip()
    if above.kind not in {"words", "item"} or not _UNDER.match(rule):
        return False
    alone = place < 2 or rows[place - 2].kind in {"blank", "rule"}
    return alone and abs(len(lines[place - 1].strip()) - len(rule)) <= max(4, len(rule) // 3)


def _mark_numbered(rows: list[Row], lines: Sequence[str]) -> None:
    """Mark numbered lines that each have words below: `4. Finance`, `12/26 Planning`, `III. Old business`.

    Numbers that stand on lines one after the other are a list.
    """
    found = [(place, hit) for place, row in enumerate(rows) if (hit := _numbered(rows, lines, place))]
    told = [place for place, _ in found if _has_words_below(rows, place)]
    if len(found) < 2 or len(told) * 2 < len(found):
        return
    for place, hit in found:
        rows[place] = _as_heading(rows[place], f"{hit['number']}{hit['words']}", _NUMBER)


def _numbered(rows: Sequence[Row], lines: Sequence[str], place: int) -> re.Match[str] | None:
    row, words = rows[place], lines[place].strip()
    if (
        not row.is_words
        or row.indent > 3
        or len(words) > LONGEST
        or words.endswith((",", ";"))
        or row.ticked is not None
    ):
        return None
    if place and rows[place - 1].kind not in {"blank", "rule"}:
        return None
    found = _NUMBERED.match(words)
    if found and _RUN_IN.search(found["words"]):
        # A heading with what is told of it behind: an item, not a heading.
        return None
    is_sentence = words.endswith(".") and len(words.split()) > _MOST_WORDS
    return found if found and not is_sentence and not _YEAR.match(words) else None


_RUN_IN = re.compile(r"[.:] +\S+ \S+ \S+ \S+")
_YEAR = re.compile(
    r"(?:19|20)\d\d\b|\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b"
)
_MOST_WORDS = 8
"""Words of a heading that ends with a full stop."""


def _has_words_below(rows: Sequence[Row], place: int) -> bool:
    after = next((row for row in rows[place + 1 :] if row.kind != "blank"), None)
    return after is not None and not (
        after.kind == "item" and after.marker[:1].isalnum() and after.indent <= rows[place].indent
    )


def _mark_capitals(rows: list[Row]) -> None:
    """Mark lines in capitals on their own, and short lines in title case right above words, below the letterhead."""
    begun = False
    for place, row in enumerate(rows):
        if row.kind == "heading" or (row.is_words and (":" in row.text or row.text.endswith("."))):
            begun = True
            continue
        if not begun or row.kind != "words" or row.indent > 3 or rows[place - 1].kind not in {"blank", "rule"}:
            continue
        below = rows[place + 1] if place + 1 < len(rows) else None
        if _is_capitals(row.text):
            rows[place] = _as_heading(row, row.text, _CAPS)
        elif not row.text.isupper() and _is_titled(row.text) and below is not None and _is_told(below):
            rows[place] = _as_heading(row, row.text, _TITLED)


def _is_capitals(words: str) -> bool:
    letters = [one for one in words if one.isalpha()]
    is_shape = (
        len(letters) > 2
        and "   " not in words
        and words == words.upper()
        and len(words) <= _LONGEST_CAPS
        and words[-1] not in ".,;:"
    )
    return is_shape and not re.search(r"\d{4}|\b(?:APPROVED|CARRIED|RESOLVED|ADOPTED|MOTION|PASSED)\b", words)


_OF_NAMES = {"present", "members", "others", "apologies", "absent", "in-attendance", "chair", "recorder"}
"""Labels without a colon, with names below them."""
_FEW = 5
"""Words of a line that heads the text right below it, whatever their capitals."""
_SMALL = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})


def _is_titled(words: str) -> bool:
    parts = re.findall(r"[\w’'&/-]+", words)
    if 1 < len(parts) <= _FEW and words[0].isupper() and words[-1].isalnum() and not re.search(r"[.:;,@]|\d{4}", words):
        return role_of_label(words) not in _OF_NAMES
    if role_of_label(words) in _OF_NAMES:
        return False
    if (
        not 1 <= len(parts) <= 7
        or words[-1] in ".,;:!)"
        or re.search(r"[.:;,@]|\d{4}", words)
        or not words[0].isupper()
    ):
        return False
    return all(one in _SMALL or not one[0].isalpha() or one[0].isupper() for one in parts)


def _is_told(row: Row) -> bool:
    """Whether a line is a sentence, an item or a label with its words: what stands below a heading."""
    if row.kind == "item":
        return True
    return row.kind == "words" and (len(row.text.split()) > 4 or row.text.endswith(".") or ": " in row.text)
