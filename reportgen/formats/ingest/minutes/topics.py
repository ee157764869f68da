"""Topics: whether a list is the agenda, and where the title of an item ends that has its words on the same line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.formats.ingest.minutes.markers import style_of
from reportgen.formats.ingest.minutes.motions import decision_in, sentences_in
from reportgen.formats.ingest.row import Row

_TOPIC = re.compile(r"[【\[]?(?:议题|議題|案由|提案|议案|議案)")
_BULLETS = frozenset("-*+•·")


def is_bullet(marker: str, *, loosely: bool = False) -> bool:
    """Whether a marker is a bullet; loosely, one with a box behind it is too."""
    return (style_of(marker) if loosely else marker.strip()) in _BULLETS


def are_topics(topics: Sequence[tuple[Row, list[Row]]]) -> bool:
    """Whether a list under no heading is the meeting's agenda: several entries, most with something below, or 议题1."""
    told = sum(any(row.is_words for row in block) for _, block in topics)
    if topics and _TOPIC.match(topics[0][0].marker):
        return True
    is_numbered = bool(topics) and not is_bullet(topics[0][0].marker, loosely=True)
    alone = [head for head, block in topics if is_numbered and not any(row.is_words for row in block)]
    told += sum(decision_in(head.text) is not None for head in alone)
    return len(topics) > 1 and (told * 2 >= len(topics) or (is_numbered and told > 0))


def first_sentence(words: str) -> tuple[str, str]:
    """Return the first sentence of a Chinese paragraph and the rest of it; "" twice where it is one sentence."""
    end = words.find("。", 4, 60)
    rest = words[end + 1 :].strip() if end > 0 else ""
    return (words[: end + 1], rest) if rest else ("", "")


def run_in(words: str) -> tuple[str, str]:
    """Return the title of an item and the decision behind it on its line; "" twice where it is a motion."""
    start = decision_in(words) or 0
    starts = [one for one in sentences_in(words) if 0 < one <= start]
    return (words[: starts[0]].strip(), words[starts[0] :]) if starts else ("", "")
