"""Counting: what a Markdown text holds by its form, for the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reportgen.formats.ingest.rows import parse_blocks

_TASK = re.compile(r"\[([ xX])\]\s")
_BLOCKS = {
    "heading_open": "headings",
    "list_item_open": "list_items",
    "table_open": "tables",
    "tr_open": "table_rows",
    "html_block": "html_blocks",
    "fence": "code_blocks",
    "code_block": "code_blocks",
}


def count_blocks(lines: Sequence[str]) -> dict[str, int]:
    """Return how many headings, list items, tables, … the lines hold, by CommonMark; front matter left out before."""
    counted: Counter[str] = Counter(dict.fromkeys([*_BLOCKS.values(), "tasks_open", "tasks_done"], 0))
    after_item = False
    for token in parse_blocks(lines):
        if name := _BLOCKS.get(token.type):
            counted[name] += 1
        if token.type == "inline" and after_item and (found := _TASK.match(token.content)):
            counted["tasks_done" if found[1].strip() else "tasks_open"] += 1
        if token.type != "paragraph_open":
            after_item = token.type == "list_item_open"
    return dict(counted)
