"""Limits on one Markdown field, checked before it is parsed: what exceeds them is refused by name.

The dialect reads its text in one pass, so these are not there to hide slowness; they keep a page from becoming what
no printer and no reader can take. Raised here only, never by content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportgen.model.diagnostic import DiagnosticKind, error
from reportgen.model.values import LONGEST_PROSE, TEXT_TOO_LONG
from reportgen.text.lines import begins_table, fences

MOST_BRACKETS_OPEN = 200
"""Brackets in a row, or open at once, in one paragraph."""
DEEPEST_NESTING = 20
"""Lists and quotes inside each other."""
MOST_MARKS = 1_000
"""Marks of emphasis, code, strikethrough and links in one field."""
MOST_LINES = 2_000
"""Lines of one field."""
LONGEST_RUN = 500
"""The same mark of Markdown in a row, bar the stars of a mask and the lines of a form."""
LONGEST_TICKS = 20
"""Backticks in a row; a fence needs three."""
MOST_COLUMNS = 50
"""Columns of a table."""
MOST_CELLS = 2_000
"""Cells of all tables in one field."""
MOST_HEADINGS = 100
"""Headings in one field."""

TOO_MANY_BRACKETS = error(
    "too-many-brackets",
    en="{count} brackets are open at once or stand in a row, {limit} are allowed",
    zh="连续或同时未闭合的括号有 {count} 个，上限为 {limit}",
    hint_en="close the brackets, or put the passage between lines of ```",
    hint_zh="请补全括号，或用 ``` 行把这段文字围起来",
)
TOO_DEEP = error(
    "nested-too-deep",
    en="lists and quotes stand {count} deep, {limit} are allowed",
    zh="列表和引文嵌套 {count} 层，上限为 {limit}",
    hint_en="use fewer levels, or headings",
    hint_zh="请减少层级，或改用标题",
)
TOO_MANY_MARKS = error(
    "too-many-marks",
    en="this text has {count} marks of emphasis, code or links, {limit} are allowed",
    zh="这段文字的强调、代码和链接标记有 {count} 个，上限为 {limit}",
    hint_en="split it into several fields, or leave the marks out",
    hint_zh="请分成几段，或去掉标记",
)
RUN_TOO_LONG = error(
    "run-too-long",
    en="“{value}” stands {count} times in a row, {limit} are allowed",
    zh="“{value}”连续出现 {count} 次，上限为 {limit}",
    hint_en="shorten the row; `---` on a line of its own draws a rule",
    hint_zh="请缩短；单独一行写 `---` 即为分隔线",
)
TOO_MANY_LINES = error(
    "too-many-lines",
    en="this text has {count} lines, {limit} are allowed",
    zh="这段文字有 {count} 行，上限为 {limit}",
    hint_en="split it into several fields, or attach the document as a paper",
    hint_zh="请分成几段，或作为附件",
)
TABLE_TOO_WIDE = error(
    "table-too-wide",
    en="this table has {count} columns, {limit} are allowed",
    zh="表格有 {count} 列，上限为 {limit}",
    hint_en="attach the table as a paper",
    hint_zh="请把表格作为附件",
)
TABLE_TOO_LARGE = error(
    "table-too-large",
    en="the tables of this text have {count} cells, {limit} are allowed",
    zh="这段文字的表格共 {count} 格，上限为 {limit}",
    hint_en="attach the table as a paper",
    hint_zh="请把表格作为附件",
)
TOO_MANY_HEADINGS = error(
    "too-many-headings",
    en="this text has {count} headings, {limit} are allowed",
    zh="这段文字有 {count} 个标题，上限为 {limit}",
    hint_en="make them agenda items of their own",
    hint_zh="请改为单独的议题",
)

Problem = tuple[DiagnosticKind, int, dict[str, object]]
"""What is wrong, on which line of the text (from 0), with the values its words quote."""

_CODE_SPAN = re.compile(r"(?<![\\`])(`++)((?:[^\n]|\n(?!\s*\n))+?)(?<!`)\1(?!`)")
_WORDS = re.compile(r"[^\n]")
_CONTAINERS = re.compile(r"(?: *(?:>|(?:[-+*]|\d+\.)(?= )))+")
_CONTAINER = re.compile(r">|[-+*]|\d+\.")
_ITEM = re.compile(r"[-+*\d]")
_MARKS = re.compile(r"\*+|`+|~~+|(?<!\w)_+|_+(?!\w)|\]\(|<[\w.+-]+[@:]")
_LINE_END = re.compile(r"\n")
_RUN = re.compile(rf"([\\~&|\"<>!#=+_-])\1{{{LONGEST_RUN},}}")
_TICKS = re.compile(rf"(`)`{{{LONGEST_TICKS},}}")
_HEADINGS = re.compile(r"^[ >]*#{1,6} +\S", re.MULTILINE)
_QUOTED = re.compile(r"^[ >]+")
_PIPE = re.compile(r"(?<!\\)\|")
_BORDER = re.compile(r"^\||(?<!\\)\|$")


def line_of(text: str, position: int) -> int:
    """Return the line of a position, both from 0."""
    return text.count("\n", 0, position)


def without_code(text: str) -> str:
    """Return the text with code blanked out, every line and column where it was."""
    lines = text.split("\n")
    for first, last in fences(lines):
        lines[first : last + 1] = [" " * len(line) for line in lines[first : last + 1]]
    return _CODE_SPAN.sub(lambda found: _WORDS.sub(" ", found[0]), "\n".join(lines))


def exceeded(text: str) -> tuple[Problem, ...]:
    """Return the limits a text exceeds, in the order they are checked; empty: it may be parsed."""
    if len(text) > LONGEST_PROSE:
        return ((TEXT_TOO_LONG, 0, {"length": len(text), "limit": LONGEST_PROSE}),)
    if found_ticks := tuple(_runs(text, _TICKS, LONGEST_TICKS)):
        return found_ticks
    words = without_code(text)
    found = [
        *_runs(words, _RUN, LONGEST_RUN),
        *_brackets(words),
        *_nesting(words),
        *_counts(text, words),
        *_tables(words),
    ]
    return tuple(found)


def _runs(words: str, pattern: re.Pattern[str], limit: int) -> Iterator[Problem]:
    if found := pattern.search(words):
        values: dict[str, object] = {"value": found[1], "count": len(found[0]), "limit": limit}
        yield RUN_TOO_LONG, line_of(words, found.start()), values


def _brackets(words: str) -> Iterator[Problem]:
    """Count what is open in a paragraph; a closing bracket without an opening one closes nothing."""
    start = 0
    for part in re.split(r"(\n\s*\n)", words):
        open_now = row = worst = 0
        for found in re.finditer(r"[\[(]|[\])]|[^\[\]()]+", part):
            if found[0] in "[(":
                open_now, row = open_now + 1, row + 1
            elif found[0] in "])":
                open_now, row = max(0, open_now - 1), row + 1
            else:
                row = 0
            worst = max(worst, open_now, row)
        if worst > MOST_BRACKETS_OPEN:
            yield TOO_MANY_BRACKETS, line_of(words, start), {"count": worst, "limit": MOST_BRACKETS_OPEN}
            return
        start += len(part)


def _nesting(words: str) -> Iterator[Problem]:
    for row, line in enumerate(words.split("\n")):
        if not (found := _CONTAINERS.match(line.expandtabs(4))):
            continue
        item = _ITEM.search(found[0])
        indent = found[0][: item.start()].count("  ") if item else 0
        depth = len(_CONTAINER.findall(found[0])) + indent
        if depth > DEEPEST_NESTING:
            yield TOO_DEEP, row, {"count": depth, "limit": DEEPEST_NESTING}
            return


def _counts(text: str, words: str) -> Iterator[Problem]:
    for kind, pattern, limit, where in (
        (TOO_MANY_MARKS, _MARKS, MOST_MARKS, text),
        (TOO_MANY_LINES, _LINE_END, MOST_LINES, text),
        (TOO_MANY_HEADINGS, _HEADINGS, MOST_HEADINGS, words),
    ):
        count = len(pattern.findall(where))
        if count > limit:
            yield kind, 0, {"count": count, "limit": limit}


@dataclass(slots=True)
class Table:
    """A table as typed: where it begins, and the cells of each row."""

    line: int
    columns: int
    rows: list[int] = field(default_factory=list)
    """Cells of each row below the rule."""


def tables(words: str) -> Iterator[Table]:
    """Yield the tables of a text without code."""
    lines = [_QUOTED.sub("", line) for line in words.split("\n")]
    after = -1
    for row in range(len(lines)):
        if row <= after or not begins_table(lines, row):
            continue
        # The parser takes bars at the ends of a row for borders where the heading has them.
        border = _BORDER if _BORDER.search(lines[row].strip()) else None
        table = Table(row, _cells(lines[row], border))
        after = row + 1
        while after + 1 < len(lines) and lines[after + 1].strip():
            after += 1
            table.rows.append(_cells(lines[after], border))
        yield table


def _cells(line: str, border: re.Pattern[str] | None) -> int:
    body = line.strip()
    return len(_PIPE.findall(border.sub("", body) if border else body)) + 1


def _tables(words: str) -> Iterator[Problem]:
    cells = 0
    for table in tables(words):
        cells += table.columns * (len(table.rows) + 1)
        if table.columns > MOST_COLUMNS:
            yield TABLE_TOO_WIDE, table.line, {"count": table.columns, "limit": MOST_COLUMNS}
            return
        if cells > MOST_CELLS:
            yield TABLE_TOO_LARGE, table.line, {"count": cells, "limit": MOST_CELLS}
            return
