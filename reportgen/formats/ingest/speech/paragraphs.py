"""Paragraphs: a text as people type it, a line each; tables, code and lines that a mail program broke stay together."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.text.lines import fences
from reportgen.text.outline import mark_at


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, a heading, a table or a block of code."""

    lines: tuple[int, ...]
    """Its lines in the source, from 1."""
    text: str
    """Its words; more than one line only where they belong together."""
    level: int = 0
    """Of a Markdown heading, 1 to 6; 0: it is none."""
    is_exact: bool = True
    """Whether every letter of the lines is in the text; False: marks of Markdown were taken off."""
    is_block: bool = False
    """Whether it is a table or code, in which nothing is read."""


SHORTEST_BROKEN = 50
"""Characters of a line that may go on in the next one; shorter lines end where they end."""
_HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*)")
_BULLET = re.compile(r"[-*+•·][ \t\u3000]+(?=\S)")
_HAN = re.compile(r"[\u3400-\u9fff]")
_MARKDOWN = re.compile(r"[-*+>|#] |\d{1,3}[.)] |\|")


def paragraphs_of(lines: Sequence[str]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text; every line that is not empty is in one."""
    code = dict(fences(list(lines)))
    is_broken = _is_broken(lines)
    groups: list[list[Paragraph]] = []
    row, is_apart = 0, False
    while row < len(lines):
        if row in code:
            groups.append([_code(lines, row, code[row])])
            row = code[row] + 1
            continue
        words = lines[row].strip()
        is_apart = is_apart or not words
        if words:
            _add(groups, _paragraph(row + 1, words), goes_on=is_broken and is_apart)
        row += 1
    return tuple(_joined(group) for group in groups)


def _code(lines: Sequence[str], first: int, last: int) -> Paragraph:
    text = "\n".join(line.rstrip() for line in lines[first : last + 1])
    return Paragraph(tuple(range(first + 1, last + 2)), text, is_block=True)


def _paragraph(number: int, words: str) -> Paragraph:
    if found := _HEADING.match(words):
        bare = found[2].rstrip("#")
        title = bare.rstrip() if bare[-1:] in {" ", "\t"} else found[2]
        return Paragraph((number,), title, len(found[1]), is_exact=False)
    if (bullet := _BULLET.match(words)) and mark_at(words, bullet.end()):
        return Paragraph((number,), words[bullet.end() :], is_exact=False)
    return Paragraph((number,), words)


def _add(groups: list[list[Paragraph]], new: Paragraph, *, goes_on: bool) -> None:
    """Add a paragraph, alone or to the lines above it that it goes on from."""
    last = groups[-1][-1] if groups else None
    if last and last.lines[-1] == new.lines[0] - 1 and not (last.is_block or last.level or new.level):
        is_table = last.text[0] == new.text[0] == "|"
        if is_table or (goes_on and _goes_on(last, new)):
            groups[-1].append(new)
            return
    groups.append([new])


def _goes_on(last: Paragraph, new: Paragraph) -> bool:
    is_words = not (_HAN.search(last.text) or _HAN.search(new.text) or mark_at(new.text) or _MARKDOWN.match(new.text))
    return is_words and len(last.text) >= SHORTEST_BROKEN


def _joined(group: list[Paragraph]) -> Paragraph:
    first = group[0]
    if len(group) == 1:
        return first
    lines = tuple(line for one in group for line in one.lines)
    text = "\n".join(one.text for one in group)
    return Paragraph(lines, text, 0, first.is_exact, is_block=first.text[0] == "|")


def _is_broken(lines: Sequence[str]) -> bool:
    """Whether a text that is not Chinese breaks its lines: one ends in the middle of a sentence."""
    return any(below[:1].islower() and _ends_inside(above) for above, below in itertools.pairwise(lines))


def _ends_inside(line: str) -> bool:
    return len(line) >= SHORTEST_BROKEN and line.rstrip()[-1:].islower() and not _HAN.search(line)
