"""Characters: what may end a line and what may begin one, what is Chinese, what must stay with the one before.

Source: GB/T 15834-2011, 5.1 (which marks never begin or end a line); Unicode UAX #11, #14 and #29 for the rest.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from enum import IntEnum, IntFlag

NO_START = frozenset(
    "，。、；：？！）》」』〉】〕〗〙〛”’…‥—–～〜·•・％‰℃°′″〞"
    ",.;:?!)]}%-/‐~\"'"
    "．／｝］｠｡､｣､ー々〻ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
    "﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞\u3000"
)
"""What never begins a line; an ideographic space hangs at the end of one."""
NO_END = frozenset("（《「『〈【〔〖〘〚“‘〝([{｛［｟｢﹙﹛﹝＄￥￡$¥£€№#\"'")
"""What never ends a line."""
QUOTES = frozenset("\"'")
"""Marks that open and close alike; after a space they open."""
DASHES = frozenset("—…⸺‥")
"""Marks drawn as one line or one row of dots over two characters: never parted, never spaced."""
SENTENCE_ENDS = frozenset("。！？")
SPACES = frozenset(" \t\n\r\f")
"""White space of HTML: as many as stand together print as one."""
_GLUE = frozenset("\u00a0\u202f\u2007\u2060\ufeff\u034f")
_ALONE = 0x0300
"""The first code point that can be a mark on another: what comes before stands alone."""
_PLAIN = re.compile(
    "[\0-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u23ff\u2460-\u25ff\u3000-\u3029\u3400-\u4dbf\u4e00-\u9fff\uff01-\uffef]*+"
)
"""Characters none of which is a mark on another, the most of all words."""


class Kind(IntEnum):
    """How a character takes part in a line."""

    LATIN = 0
    """Letters and digits: a line breaks between words only."""
    HAN = 1
    """A line breaks on either side, and white may be added after it."""
    DASH = 2
    """A line breaks on either side, but no white is added."""
    SPACE = 3
    GLUE = 4
    """A line breaks on neither side."""
    HOLE = 5
    """A line breaks after it, and nothing is seen there."""
    EITHER = 6
    """A mark of both scripts: Latin between two Latin characters, else Chinese."""


@functools.lru_cache(maxsize=8192)
def kind_of(cluster: str) -> Kind:
    """Return how a character takes part in a line, its neighbours not yet asked."""
    first = cluster[0]
    if cluster in SPACES:
        return Kind.SPACE
    if first in _GLUE:
        return Kind.GLUE
    if first in "\u200b\u00ad":
        return Kind.HOLE
    if first in DASHES:
        return Kind.DASH
    width = unicodedata.east_asian_width(first)
    if width in "WF":
        return Kind.HAN
    is_mark = unicodedata.category(first)[0] in "PSN"
    return Kind.EITHER if width == "A" and is_mark else Kind.LATIN


class Edge(IntFlag):
    """What a character says about lines that begin or end with it."""

    BEGINS_NONE = 1
    ENDS_NONE = 2
    NOT_PARTED_BEFORE = 4
    NOT_PARTED_AFTER = 8
    LATIN = 16
    """Not parted from another of these."""
    WHITE = 32
    """Not seen at the end of a line."""


PARTED_BEFORE, PARTED_AFTER = (
    int(Edge.BEGINS_NONE | Edge.NOT_PARTED_BEFORE),
    int(Edge.ENDS_NONE | Edge.NOT_PARTED_AFTER),
)


@functools.lru_cache(maxsize=8192)
def edge_of(cluster: str) -> int:
    """Return the edges of a character, its neighbours not yet asked: a sum of `Edge`, a plain number for speed."""
    kind, first = kind_of(cluster), cluster[0]
    is_hole, is_soft = kind in (Kind.SPACE, Kind.HOLE), cluster == "\u00ad"
    return int(
        Edge.BEGINS_NONE * (first in NO_START)
        | Edge.ENDS_NONE * (first in NO_END)
        | Edge.NOT_PARTED_BEFORE * (is_hole or kind == Kind.GLUE)
        | Edge.NOT_PARTED_AFTER * (is_soft or kind == Kind.GLUE)
        | Edge.LATIN * (kind == Kind.LATIN)
        | Edge.WHITE * (is_hole or cluster == "\u3000")
    )


@functools.lru_cache(maxsize=8192)
def letter_of(cluster: str) -> str:
    """Return what a character is to the white that fills a line, its neighbours not yet asked.

    H is Chinese and takes white after it (C does not), D is part of a dash, S is a space (B does not grow), A is in the
    Latin face, X is none of these.
    """
    kind = kind_of(cluster)
    if kind in (Kind.HAN, Kind.EITHER) and len(cluster) == 1:
        return "H"
    if cluster == "\u00a0":
        return "B"
    return {Kind.DASH: "D", Kind.SPACE: "S"}.get(kind, "A" if cluster.isascii() else "X")


def split(text: str) -> list[str]:
    """Return the characters of a text as a reader counts them, each with the marks that stand on it."""
    return list(text if _PLAIN.fullmatch(text) else clusters(text))


def clusters(text: str) -> Iterator[str]:
    """Yield the same one by one."""
    start = 0
    for at in range(1, len(text)):
        if not _joins(text, start, at):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _joins(text: str, start: int, at: int) -> bool:
    """Whether the character at a place belongs to the one that began at another."""
    code = ord(text[at])
    if code < _ALONE:
        return False
    if text[at - 1] == "\u200d":
        return start < at - 1
    if _is_extending(text[at]):
        return text[at - 1] not in "\t\n\r\f"
    # Two letters for a country make one flag; the third begins the next.
    return _is_flag(code) and _is_flag(ord(text[at - 1])) and (at - start) % 2 == 1


@functools.lru_cache(maxsize=8192)
def _is_extending(character: str) -> bool:
    code = ord(character)
    return (
        unicodedata.category(character)[0] == "M"
        or character in "\u200d\u200c"
        or 0x1F3FB <= code <= 0x1F3FF
        or 0xE0020 <= code <= 0xE007F
        or 0x1160 <= code <= 0x11FF
    )


def _is_flag(code: int) -> bool:
    return 0x1F1E6 <= code <= 0x1F1FF


@functools.lru_cache(maxsize=8192)
def is_counted(cluster: str) -> bool:
    """Whether a reader counts it as a character: letters, digits and signs, not punctuation and not white."""
    return unicodedata.category(cluster[0])[0] not in "PZC"
