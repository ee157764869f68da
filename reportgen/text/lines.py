"""Lines: typed Markdown with its blocks set apart, so that a list needs no empty line before it.

Python-Markdown wants an empty line before a list, four spaces for each level, and reads what is indented as code.
Secretaries type lists right under the sentence, indent by two spaces, and begin paragraphs with two ideographic
spaces. This pass writes what they typed the way the parser wants it; it also keeps every block short, which keeps
the parser linear.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable

# After the fence only the name of a language: words there would be lost.
_FENCE = re.compile(r" *(`{3,}|~{3,}) *[A-Za-z0-9_+.#-]* *$")
_HEADING = re.compile(r"#{1,6} +\S")
_RULE = re.compile(r"(?:-[ ]{0,2}+){3,}+$|\*(?:[ ]{1,2}\*){2,}+ *$")
_ITEM = re.compile(r"(?:[-+*]|(?:0|[1-9][0-9]{0,8})\.) +\S")
_ITEM_AFTER_WORDS = re.compile(r"(?:[-+*]|1\.) +\S")
# The parser would count these and print another number: ３. or 01. or a number of twelve digits.
_NO_ITEM = re.compile(r"^(?!(?:0|[1-9][0-9]{0,8})\.)(\d+)\.(?= )")
_TABLE_RULE = re.compile(r"\|?[ ]*:?-+:?[ ]*+(?:\|[ ]*:?-+:?[ ]*+)*+\|?[ ]*$")
_NEW_PARAGRAPH = "\u3000\u3000"
_DEEPER = 2
"""Spaces by which a line must stand further right than an item to stand in it."""


def fences(lines: list[str]) -> list[tuple[int, int]]:
    """Return the first and last line of every fenced block; a fence that is never closed is words."""
    marks = [(row, found[1]) for row, line in enumerate(lines) if (found := _FENCE.match(line))]
    closers = deque((row, mark) for row, mark in marks if lines[row].strip() == mark)
    pairs: list[tuple[int, int]] = []
    hopeless: dict[str, int] = {}
    after = -1
    for row, mark in marks:
        # A mark that found no end is not looked for again: many open fences stay linear.
        if row <= after or len(mark) >= hopeless.get(mark[0], len(mark) + 1):
            continue
        while closers and closers[0][0] <= row:
            closers.popleft()
        last = next((last for last, other in closers if other.startswith(mark)), None)
        if last is None:
            hopeless[mark[0]] = len(mark)
        else:
            pairs.append((row, last))
            after = last
    return pairs


def begins_table(lines: list[str], row: int) -> bool:
    """Whether a table begins at that line: cells, and a rule of hyphens under them."""
    if row + 1 >= len(lines) or "|" not in lines[row]:
        return False
    under = lines[row + 1].strip()
    return "|" in under and _TABLE_RULE.match(under) is not None


def settle(lines: list[str], keep_code: Callable[[str], str]) -> list[str]:
    """Return the lines with empty ones between blocks, four spaces a level, and code taken out.

    Args:
        lines: As typed, without tabs.
        keep_code: Takes the text of a fenced block, returns the one line that stands for it.
    """
    settler = _Settler(lines)
    code = dict(fences(lines))
    row = 0
    while row < len(lines):
        if row in code:
            settler.add_block(keep_code(_inside(lines[row : code[row] + 1])), _indent(lines[row]))
            row = code[row] + 1
        else:
            settler.add(row)
            row += 1
    return settler.out


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _inside(block: list[str]) -> str:
    indent = _indent(block[0])
    return "".join(f"{line[min(indent, _indent(line)) :]}\n" for line in block[1:-1])


class _Settler:
    """Goes down the lines once; knows the open lists and whether words stand right above."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.out: list[str] = []
        self.levels: list[int] = []
        """How far each open list item stands to the right, in spaces as typed."""
        self.numbered: dict[int, bool] = {}
        """Whether the list open on each level counts its items."""
        self.shallowest = 0
        """The least level an item needs to stand in the block above without an empty line between."""
        self.table_end = 0
        """The first line below the last table."""

    @property
    def after_words(self) -> bool:
        """Whether the line above is not empty."""
        return bool(self.out and self.out[-1])

    def add(self, row: int) -> None:
        """Add a line that is not code."""
        indent = _indent(self.lines[row])
        body = self.lines[row][indent:]
        if row < self.table_end:
            self.out.append(body)
            return
        if body.startswith(_NEW_PARAGRAPH):
            self._end_block()
        if not self.after_words:
            body = body.lstrip("\u3000")
        body = _NO_ITEM.sub(r"\1\\.", body)
        if not body.strip():
            self.out.append("")
        elif self._stands_alone(row, body, indent):
            pass
        elif self._is_item(body):
            self._add_item(body, indent)
        elif self.after_words:
            self.out.append(body)
        else:
            self._begin_block(body, indent)

    def add_block(self, line: str, indent: int) -> None:
        """Add a line as a block of its own, in the item it stands under."""
        self.table_end = 0
        self._end_block()
        self._begin_block(line, indent)
        self.out.append("")

    def _stands_alone(self, row: int, body: str, indent: int) -> bool:
        """Add a heading, a rule or the start of a table; say whether the line was one."""
        if begins_table(self.lines, row):
            self._end_block()
            self._begin_block(body, indent)
            self.table_end = self._end_of_table(row)
        elif _RULE.match(body):
            self.add_block("---", indent)
        elif _HEADING.match(body):
            self.add_block(body, indent)
        else:
            return False
        return True

    def _end_of_table(self, row: int) -> int:
        """Return the first line that is empty or leaves the item the table stands in."""
        for after, line in enumerate(self.lines[row:], start=row):
            if not line.strip() or self._level(_indent(line)) < len(self.levels):
                return after
        return len(self.lines)

    def _level(self, indent: int) -> int:
        """Return how many of the open items a line that far to the right stands in."""
        return sum(indent >= level + _DEEPER for level in self.levels)

    def _end_block(self) -> None:
        if self.after_words:
            self.out.append("")

    def _begin_block(self, body: str, indent: int) -> None:
        level = self._level(indent)
        del self.levels[level:]
        self.shallowest = level + 1
        self.out.append("    " * level + body)

    def _is_item(self, body: str) -> bool:
        in_words = self.after_words and not self.levels
        return bool((_ITEM_AFTER_WORDS if in_words else _ITEM).match(body))

    def _add_item(self, body: str, indent: int) -> None:
        level, is_numbered = self._level(indent), body[0].isdigit()
        # A list of another kind is another list; the parser wants an empty line to see that.
        is_other = level < len(self.levels) and self.numbered[level] != is_numbered
        if level < self.shallowest or is_other:
            self._end_block()
        if not self.after_words:
            self.shallowest = level
        self.out.append("    " * level + body)
        self.levels[level:] = [indent]
        self.numbered[level] = is_numbered
