"""No rule of the importer takes long over a line, whatever stands in it."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.formats import ingest
from reportgen.formats.ingest.rows import LONGEST_ROW

SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in Path(ingest.__path__[0]).rglob("*.py"))
pytestmark = pytest.mark.long

SLOW = 0.3
"""CPU seconds for one pattern on one line; what is linear takes a thousandth of it."""
PIECES = (
    "[", "(", "（", "[a", "- ", " ", "\u3000", "a ", "Ada ", "Ada, ", "A. ", "X", "x", "汉", "1", "1.", "1 ",
    "@a ", "@",
    "*", "**a", "_", "`", "~", "#", "<", "<b ", "&", ":", ": ", "：", "，", "、", "。", ". ", "周明、", "周明 ",
    "2026-03-05 ",
    "10:00 - ", "motion to ", "approved ", "vote ", "moved by Ada ", "by ", "due: ", "责任人：", "会议决定，", "要",
    "\t",
    "http://a", "Mr ", "to ", "March ", "mon, ", "Ada and ", "--", "—", '"', "“", "{-",
)  # fmt: skip


def patterns() -> Iterator[tuple[str, str, re.Pattern[str]]]:
    """Every pattern that stands in a module, in a tuple of one, or in a dictionary, with where it stands."""
    for found in pkgutil.walk_packages(ingest.__path__, f"{ingest.__name__}."):
        waiting = [(name, value) for name, value in vars(importlib.import_module(found.name)).items()]
        while waiting:
            name, value = waiting.pop()
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield found.name.rpartition(".")[2], name, value
            elif isinstance(value, dict):
                waiting += [(name, one) for one in value.values()]
            elif isinstance(value, tuple):
                waiting += [(name, one) for one in value]


def is_searched(name: str) -> bool:
    """Whether a pattern is looked for anywhere in a line; else it must match from the start."""
    at_start = re.search(rf"{name}\.(?:full)?match\(", SOURCES)
    return re.search(rf"{name}\.(?:search|finditer|sub|findall|split)\(", SOURCES) is not None or at_start is None


MATCHED_ONLY = {"_FIRST", "_OFFICES", "_PAIR", "_STATUS"}
"""Used through a name of their own, from the start of a short text."""
ALL = {
    f"{module}.{name}-{number}": (name, pattern)
    for number, (module, name, pattern) in enumerate(patterns())
    if name not in MATCHED_ONLY
}


BETWEEN = (" ", "\u3000", "\t", "-", " -", "*", "_", ".", ":", "：", "、", "|")
"""What may stand many times between two words."""
AROUND = (("a", "b"), ("A: ", "b"), ("会议", "乙"), ("Motion", "x"), ("Present", "x"))


def lines() -> Iterator[str]:
    for piece in PIECES:
        for before in ("", "A: "):
            yield before + piece * ((LONGEST_ROW - 5) // len(piece)) + "!"
    for piece in BETWEEN:
        for first, last in AROUND:
            yield first + piece * ((LONGEST_ROW - 10) // len(piece)) + last


@pytest.mark.parametrize(("name", "pattern"), ALL.values(), ids=ALL.keys())
def test_a_line_as_long_as_rules_read_takes_no_pattern_long(name: str, pattern: re.Pattern[str]) -> None:
    look = pattern.search if is_searched(name) else pattern.match
    slow = []
    for line in lines():
        started = time.process_time()
        look(line)
        if time.process_time() - started > SLOW:
            slow.append(line[:20])
    assert slow == []
