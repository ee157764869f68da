"""Closed passages: `{-- … --}` in the words of a record, and what stands in their place where they must not be read.

A passage may say its level and why it is closed: `{--restricted: …--}`, `{--restricted/personal: …--}`,
`{--/personal: …--}`. The reason is open: it is printed beside the token. Without a level the most closed one is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

CLOSED = "■■■"
"""What is printed for a closed passage: one constant, so that not even its length shows."""

_DASH = "(?:--|－－|−−|[–—]{1,2})"
_MARK = re.compile(rf"[{{｛]{_DASH}|{_DASH}[}}｝]")
"""`{--` and `--}`; also as a word processor spells them, {— and —}, or a Chinese keyboard, ｛—— and ——｝, ｛－－."""
_LOOKS_LIKE_ONE = re.compile(r"[{｛][\s*_`]*[-－−‐‑–—][^{}｛｝\n]*[-－−‐‑–—][\s*_`]*[}｝]")
_LABEL = re.compile(r"[ \t]*(?P<level>[a-z0-9][a-z0-9-]*)?(?:/(?P<reason>[a-z0-9][a-z0-9-]*))?[ \t]*[:：](?!//)")
_LONE_MARK_OF_A_BLOCK = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)]|#{1,6}|>)?[ \t]*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A closed passage as it was typed."""

    start: int
    """Where its first mark begins in the text."""
    end: int
    """Where its last mark ends."""
    words: str
    level: str | None
    """None: it does not say, so the most closed one is meant."""
    reason: str | None
    """Why it is closed, by the name site.yaml gives it."""


def closed_for(reason: str, language: str) -> str:
    """Return what is printed for a passage that is closed for a reason, in the brackets of a language."""
    return f"{CLOSED}（{reason}）" if language == "zh" else f"{CLOSED} ({reason})"


def closing_mark_in(text: str) -> re.Match[str] | None:
    """Return the first mark of a closed passage (`{--`, `--}`), or None."""
    return _MARK.search(text)


def lookalike_in(text: str) -> str | None:
    """Return words between braces and dashes that somebody may take for a closed passage though they are none."""
    found = _LOOKS_LIKE_ONE.search(opened(text))
    return found[0] if found else None


def slip_in(text: str) -> tuple[Literal["unpaired", "nested"], int] | None:
    """Return what is wrong with the marks of a text and where, or None: every passage begins, ends, and holds none."""
    opened: int | None = None
    for mark in _MARK.finditer(text):
        if _opens(mark):
            if opened is not None:
                return "nested", mark.start()
            opened = mark.start()
        elif opened is None:
            return "unpaired", mark.start()
        else:
            opened = None
    return None if opened is None else ("unpaired", opened)


def passages_in(text: str) -> Iterator[Passage]:
    """Yield the closed passages of a text whose marks pair."""
    opening: re.Match[str] | None = None
    for mark in _MARK.finditer(text):
        if opening is None:
            opening = mark
        else:
            yield _passage(text, opening, mark)
            opening = None


def _passage(text: str, opening: re.Match[str], closing: re.Match[str]) -> Passage:
    inner = text[opening.end() : closing.start()]
    label = _LABEL.match(inner)
    is_label = label is not None and (label["level"] or label["reason"])
    words = inner[label.end() :] if label and is_label else inner
    level, reason = (label["level"], label["reason"]) if label and is_label else (None, None)
    return Passage(opening.start(), closing.end(), words.strip(" \t"), level, reason)


def cut(text: str, shown: Callable[[Passage], str | None]) -> str:
    """Return a text with something in the place of every passage; all of it as one token where the marks do not pair.

    Args:
        text: words of a record.
        shown: gives what stands in the place of a passage; None: nothing, and no gap, blank line or empty item either.
    """
    if not closing_mark_in(text):
        return text
    if slip_in(text):
        return CLOSED
    kept, at = "", 0
    for passage in passages_in(text):
        kept += text[at : passage.start]
        at = passage.end
        words = shown(passage)
        if words is None:
            kept, at = _closed_up(kept, text, at)
        else:
            kept += words
    return kept + text[at:]


def opened(text: str) -> str:
    """Return a text with the words of its passages and without their marks; its lines stay lines."""
    if not closing_mark_in(text):
        return text
    words = cut(text, lambda passage: passage.words)
    return type(text)(words)


def without_closed(text: str) -> str:
    """Return the text with every closed passage as one constant; all of it where the marks do not pair."""
    return cut(text, lambda _passage: CLOSED)


def _closed_up(kept: str, text: str, at: int) -> tuple[str, int]:
    """Return what stands before a passage that leaves no trace, and where the text goes on after it."""
    kept, at = _without_empty_marks(kept, text, at)
    line = kept.rpartition("\n")[2]
    rest = text[at:]
    ends_line = not rest.lstrip(" \t") or rest.lstrip(" \t").startswith("\n")
    if not ends_line:
        if not line or line[-1:].isspace():
            at += len(rest) - len(rest.lstrip(" \t"))
        return kept, at
    at += len(rest) - len(rest.lstrip(" \t"))
    if not _LONE_MARK_OF_A_BLOCK.fullmatch(line):
        return kept.rstrip(" \t"), at
    # Nothing else stands on the line: it goes, and of two blank lines around it one.
    kept = kept[: len(kept) - len(line)]
    follows = text[at:]
    gone = 1 if follows.startswith("\n") else 0
    if gone and (not kept or kept.endswith("\n\n")):
        gone = len(follows) - len(follows.lstrip("\n"))
    if not gone and not follows:
        kept = kept.rstrip("\n")
    return kept, at + gone


_PAIRS = ("**", "~~", "__", "`", "*", "_")


def _without_empty_marks(kept: str, text: str, at: int) -> tuple[str, int]:
    """Return the same without marks of emphasis or code that had nothing but the passage between them."""
    for mark in _PAIRS:
        if kept.endswith(mark) and text.startswith(mark, at):
            return _without_empty_marks(kept.removesuffix(mark), text, at + len(mark))
    return kept, at


def _opens(mark: re.Match[str]) -> bool:
    return mark[0][0] in "{｛"
