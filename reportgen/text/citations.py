"""Citations: the documents a text names between 《》, as Chinese papers cite laws, rules and each other."""

from __future__ import annotations

import re

LONGEST_TITLE = 120
"""Characters of a title; what runs on for longer has lost its closing mark."""

_MARK = re.compile("[《》]")


def cited_titles(words: str) -> tuple[str, ...]:
    """Return the titles that stand between 《》, without the marks, in order, each once.

    A title may hold another one (《关于印发〈…〉的通知》, also typed with 《》 inside); the outer one is cited. A mark
    that is never closed cites nothing.

    Args:
        words: plain words, without Markdown.
    """
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    for mark in _MARK.finditer(words):
        if mark[0] == "《":
            opened.append(mark.end())
        elif opened:
            start = opened.pop()
            # What it holds is closed by now.
            while spans and spans[-1][0] >= start and mark.start() - start <= LONGEST_TITLE:
                spans.pop()
            spans.append((start, mark.start()))
    titles = (" ".join(words[start:end].split()) for start, end in spans if end - start <= LONGEST_TITLE)
    return tuple(dict.fromkeys(title for title in titles if title))
