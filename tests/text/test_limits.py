"""Limits: every text that could hurt is refused by name, or converted quickly."""

from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reportgen.model.values import LONGEST_PROSE
from reportgen.text import cleaning, limits
from reportgen.text.limits import exceeded, line_of, tables, without_code
from reportgen.text.markup import find_problems, to_html, to_plain

CORPUS = Path(__file__).parents[1] / "corpora" / "markdown-pathological"
SECONDS = 0.2
"""The stated limit for one field."""
LARGEST_FILE = 1_048_576
"""No more than this can arrive: the door refuses larger files."""
OWN_UNITS = [
    *("**a ", "__a ", "*a* ", "`a` ", "``a `", "[a](b) ", "![a](assets/b.png) ", "[a](https://e.example/ ", "[[a]"),
    *("[a](#b)", "a|b\n", "a|b\n-|-\n", "|\n|-\n", "# a\n", "- a\n# b\n", "- a\n\n", "> # a\n", "> - a\n", "---\n"),
    *(
        "a\n---\n",
        "```\n",
        "```a\n",
        "```\n\n",
        "```a\n~~~b\n",
        "<a@b.c>",
        "a  \n",
        "_*a*_ ",
        "***a ",
        "- - ",
        "1. 1. ",
    ),
    *(
        "> - ",
        "    - ",
        "{--",
        "[a](((",
        '[a](b "c ',
        "|`",
        "**a*b",
        "\n",
        "\t",
        "1. 1111111111111111",
        "\u3000\u3000a\n",
    ),
]


def repeated() -> Iterator[tuple[str, str]]:
    cases = json.loads((CORPUS / "repeat.json").read_text("utf-8"))
    for case in cases:
        yield case["name"], case["unit"] * case["repeat"]
    for unit in [*(case["unit"] for case in cases), *OWN_UNITS]:
        for length in (1_000, LONGEST_PROSE):
            yield f"{unit!r} to {length}", (unit * length)[:length]


def structured() -> Iterator[tuple[str, str]]:
    for opening, closing in json.loads((CORPUS / "structured.json").read_text("utf-8"))["pairs"]:
        for count in (15, 190, 1_000, 20_000):
            yield f"{opening} {closing} × {count}", opening * count + "a" + closing * count
    for count in (20, 190, 2_500):
        yield f"backticks to {count}", "".join("e" + "`" * length for length in range(count))
    for count in (10, 18, 500):
        yield f"list {count} deep", "\n".join("    " * level + "- x" for level in range(count))
    yield "references", "\n".join(f"[{number}]: u" for number in range(5_000))


CASES = dict([*repeated(), *structured()])


def work_of(step: Callable[[str], object], text: str) -> float:
    """Seconds of work, the least of a few tries: on a busy machine the same work counts for up to twice as much."""
    least = math.inf
    for _ in range(5):
        cleaning.clean.cache_clear()
        start = time.process_time()
        step(text)
        least = min(least, time.process_time() - start)
        if least < SECONDS / 2:
            break
    return least


@pytest.mark.parametrize("name", CASES)
def test_a_text_that_hurts_parsers_is_refused_by_name_or_converted_quickly(name: str) -> None:
    text = CASES[name][:LARGEST_FILE]
    for step in (find_problems, to_html, to_plain):
        assert work_of(step, text) < SECONDS
    cleaning.clean.cache_clear()
    if len(text) > LONGEST_PROSE:
        assert [kind.code for kind, _, _ in find_problems(text)] in (["text-too-long"], ["closing-mark"])


@pytest.mark.parametrize(
    ("code", "text", "line"),
    [
        ("text-too-long", "会" * (LONGEST_PROSE + 1), 0),
        ("too-many-brackets", "甲\n\n" + "[" * 201, 2),
        ("too-many-brackets", "[]" * 101, 0),
        ("too-many-brackets", "(a" * 201, 0),
        ("too-many-brackets", "((a)" * 201, 0),
        ("too-many-brackets", ")甲" + "(甲" * 201, 0),
        ("too-many-brackets", "甲" + "[]" * 100 + "[", 0),
        ("nested-too-deep", "甲\n" + "> " * 21 + "乙", 1),
        ("nested-too-deep", "- " * 21 + "乙", 0),
        ("nested-too-deep", "1. " * 21 + "乙", 0),
        ("nested-too-deep", "\n".join("  " * level + "- x" for level in range(21)), 20),
        ("nested-too-deep", "\t" * 10 + "- x", 0),
        ("too-many-marks", "*a " * 1_001, 0),
        ("too-many-marks", "[a](#b)" * 1_001, 0),
        ("too-many-marks", "<a@e.example>" * 1_001, 0),
        ("too-many-lines", "甲\n" * 2_001, 0),
        ("run-too-long", "甲\n" + "=" * 501, 1),
        ("run-too-long", "`" * 21, 0),
        ("table-too-wide", "甲\n\n" + "|".join("a" * 51) + "\n" + "|".join("-" * 51), 2),
        ("table-too-large", "a|b\n-|-\n" + "1|2\n" * 1_000, 0),
        ("table-too-large", "a|b|c\n-|-|-\n" + "1|2|3\n" * 666, 0),
        ("table-too-large", "> a|b\n> -|-\n" + "> 1|2\n" * 1_000, 0),
        ("too-many-headings", "# a\n" * 101, 0),
    ],
)
def test_each_limit_is_refused_by_name_and_printed_as_typed(code: str, text: str, line: int) -> None:
    assert [(kind.code, at) for kind, at, _ in find_problems(text)] == [(code, line)]
    kind, _, values = find_problems(text)[0]
    for language in ("zh", "en"):
        finding = kind.at(None, **values)
        assert str(values["limit"]) in finding.message(language)
        assert finding.hint(language)
    assert "".join(to_plain(text).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "会" * LONGEST_PROSE,
        "[" * 200,
        "[]" * 100,
        "甲" + "[]" * 100,
        "(a)" * 300,
        ")a" + "(a" * 200,
        "([甲])、" * 300,
        "(a\n\n" * 300,
        ") " * 400,
        "> " * 20 + "乙",
        "- " * 20 + "乙",
        "\n".join("  " * level + "- x" for level in range(20)),
        "\t" * 9 + "- 乙",
        "*a " * 1_000,
        "甲\n" * 2_000,
        "=" * 500,
        "`" * 20,
        "*" * 2_000,
        "_" * 500,
        "a_b@c" * 1_001,
        "|".join("a" * 50) + "\n" + "|".join("-" * 50),
        "a|b\n-|-\n" + "1|2\n" * 999,
        "# a\n" * 100,
        "```\n" + "[" * 300 + "\n```",
        "~~~\n" + "[" * 300 + "\n\n~~~",
        " " * 60 + "words far to the right",
        " " * 60 + "> a sign far to the right",
    ],
)
def test_what_stays_within_the_limits_is_not_refused(text: str) -> None:
    assert exceeded(text) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("=" * 501, {"value": "=", "count": 501, "limit": 500}),
        ("`" * 21, {"value": "`", "count": 21, "limit": 20}),
        ("甲" + "[]" * 101, {"count": 202, "limit": 200}),
        ("> " * 21 + "乙", {"count": 21, "limit": 20}),
        ("# 甲\n" * 101, {"count": 101, "limit": 100}),
        ("a|b|c\n-|-|-\n" + "1|2|3\n" * 666, {"count": 2_001, "limit": 2_000}),
    ],
)
def test_what_exceeds_a_limit_is_counted(text: str, values: dict[str, object]) -> None:
    assert [found for _, _, found in exceeded(text)] == [values]


@pytest.mark.parametrize(
    ("around", "row", "cells"),
    [
        ("|", "| 清淤 | 12 |", ["清淤", "12"]),
        ("|", "清淤 | 12", ["清淤", "12"]),
        ("|", "| 清淤 | 12 ||", ["清淤", "12", ""]),
        ("|", "| 清淤 | 12\\|", ["清淤", "12|"]),
        ("", "清淤 | 12 \\| 7", ["清淤", "12 | 7"]),
        ("", "| 12", ["", "12"]),
        ("", "清淤 |", ["清淤", ""]),
        ("", "| 清淤 | 12 |", ["", "清淤", "12", ""]),
    ],
)
def test_a_row_is_counted_as_many_cells_as_the_page_shows(around: str, row: str, cells: list[str]) -> None:
    rule = f"{around}{'|'.join('-' * len(cells))}{around}"
    typed = f"{rule.replace('-', '事项')}\n{rule}\n{row}"
    assert re.findall("<td>(.*?)</td>", to_html(typed)) == cells
    assert [(table.columns, table.rows) for table in tables(typed)] == [(len(cells), [len(cells)])]


def test_the_limits_are_those_the_documentation_names() -> None:
    assert (limits.MOST_BRACKETS_OPEN, limits.DEEPEST_NESTING, limits.MOST_COLUMNS) == (200, 20, 50)
    assert (limits.MOST_CELLS, limits.MOST_HEADINGS, limits.MOST_MARKS) == (2_000, 100, 1_000)
    assert (limits.LONGEST_RUN, limits.LONGEST_TICKS) == (500, 20)
    assert limits.MOST_LINES == 2_000


def test_lines_are_counted_from_the_first_even_where_it_is_empty() -> None:
    assert [line_of("\n\n同意", position) for position in (0, 1, 2, 3)] == [0, 1, 2, 2]


def test_code_is_blanked_out_where_it_stands() -> None:
    text = "a `b<c` d\n```\n<e>\n```\nf ``g`h`` `i\n\nj` ~~~"
    blank = without_code(text)
    assert blank == "a       d\n   \n   \n   \nf         `i\n\nj` ~~~"
    assert [len(line) for line in blank.split("\n")] == [len(line) for line in text.split("\n")]
