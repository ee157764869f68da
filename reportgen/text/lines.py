"""Lines: typed Markdown with its blocks set apart, so that a list needs no empty line before it.

Python-Markdown wants an empty line before a list, four spaces for each level, and reads what is indented as code.
Secretaries type lists right under the sentence, indent by two spaces, and begin paragraphs with two ideographic
spaces. This pass writes what they typed the way the parser wants it; it also keeps every block short, which keeps
the parser linear.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator

# After the fence only the name of a language: words there would be lost.
_FENCE = re.compile(r" *(`{3,}|~{3,}) *[A-Za-z0-9_+.#-]* *$")
_HEADING = re.compile(r"#{1,6} +\S")
_RULE = re.compile(r"(?:-[ ]{0,2}+){3,}+$|\*(?:[ ]{1,2}\*){2,}+ *$")
_ITEM = re.compile(r"(?:[-+*]|(?:0|[1-9][0-9]{0,8})\.) +\S")
_ITEM_AFTER_WORDS = re.compile(r"(?:[-+*]|1\.) +\S")
# The parser would count these and print another number: ３. or 01. or a number of twelve digits.
_NO_ITEM = re.compile(r"(?!(?:0|[1-9][0-9]{0,8})\.)(\d+)\.(?= )")
_TABLE_RULE = re.compile(r"\|?[ ]*:?-+:?[ ]*+(?:\|[ ]*:?-+:?[ ]*+)*+\|?[ ]*$")
_NEW_PARAGRAPH = "\u3000\u3000"
_DEEPER = 2
"""Spaces by which an item must stand further right to be one level deeper."""


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
            settler.add_code(keep_code(_inside(lines[row : code[row] + 1])), _indent(lines[row]))
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
        self.table_ends = -1

    @property
    def after_words(self) -> bool:
        """Whether the line above is not empty."""
        return bool(self.out and self.out[-1].strip())

    def add(self, row: int) -> None:
        """Add a line that is not code."""
        line = self.lines[row]
        body = line.lstrip(" ")
        indent = len(line) - len(body)
        body = _NO_ITEM.sub(r"\1\\.", body, count=1) if _NO_ITEM.match(body) else body
        if row <= self.table_ends:
            self.out.append(body)
        elif not body:
            self.out.append("")
        elif self._stands_alone(row, body, indent):
            pass
        elif self._is_item(body):
            self._add_item(body, indent)
        elif self.levels and (self.after_words or indent >= _DEEPER) and not line.startswith(_NEW_PARAGRAPH):
            self.out.append("    " * self._level_of_words(indent) + body)
        else:
            self._add_words(body)

    def add_code(self, stand_in: str, indent: int) -> None:
        """Add the line that stands for a fenced block, as a block of its own."""
        level = self._level_of_words(indent) if self.levels and indent >= _DEEPER else 0
        if not level:
            self.levels.clear()
        self.out += ["", "    " * level + stand_in, ""]

    def _stands_alone(self, row: int, body: str, indent: int) -> bool:
        """Add a heading, a rule or the start of a table; say whether the line was one."""
        inside_item = self.levels and indent >= _DEEPER
        if inside_item or indent > 3:
            return False
        if begins_table(self.lines, row):
            self._end_block()
            self.out.append(body)
            self.table_ends = row + len(list(self._rows_of_table(row))) - 1
        elif _RULE.match(body):
            self._end_block()
            self.out += ["---", ""]
        elif _HEADING.match(body):
            self._end_block()
            self.out += [body, ""]
        else:
            return False
        return True

    def _rows_of_table(self, row: int) -> Iterator[str]:
        for line in self.lines[row:]:
            if not line.strip():
                return
            yield line

    def _end_block(self) -> None:
        self.levels.clear()
        if self.after_words:
            self.out.append("")

    def _is_item(self, body: str) -> bool:
        in_words = self.after_words and not self.levels
        return bool((_ITEM_AFTER_WORDS if in_words else _ITEM).match(body))

    def _add_item(self, body: str, indent: int) -> None:
        if not self.levels and self.after_words:
            self.out.append("")
        kept = [level for level in self.levels if indent >= level + _DEEPER]
        is_sibling = len(kept) < len(self.levels)
        # A list of another kind is another list; the parser wants an empty line to see that.
        if is_sibling and self.after_words and self.numbered[len(kept)] != body[0].isdigit():
            self.out.append("")
        self.out.append("    " * len(kept) + body)
        self.levels = [*kept, indent]
        self.numbered[len(kept)] = body[0].isdigit()

    def _level_of_words(self, indent: int) -> int:
        """Return the level words belong to: the item right above, else the one they stand under."""
        if self.after_words:
            return _indent(self.out[-1]) // 4
        return max(1, sum(level < indent for level in self.levels))

    def _add_words(self, body: str) -> None:
        if body.startswith(_NEW_PARAGRAPH) and self.after_words:
            self.out.append("")
        self.levels.clear()
        self.out.append(body.lstrip("\u3000") if body.startswith(_NEW_PARAGRAPH) else body)
