"""Tables of Markdown and of text with delimiters."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.formats.ingest.register.tables import Row, Table, delimited_table, fitted, pipe_tables
from reportgen.formats.ingest.source import Source, read_source
from reportgen.text.limits import MOST_COLUMNS


def source(text: str) -> Source:
    read = read_source(text.encode(), "register.csv")
    assert isinstance(read, Source)
    return read


def tables(text: str, first: int = 1) -> list[Table]:
    return list(pipe_tables(text.splitlines(), first))


def cells(text: str) -> list[tuple[str, ...]]:
    (table,) = tables(text)
    return [row.cells for row in table.rows]


def calls_of(work: Callable[[], object]) -> int:
    """How many functions some work calls, those of C too: time that no machine changes."""
    count = 0

    def seen(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_a_table_knows_its_lines() -> None:
    text = """\
Actions of the spring round

| Item | Owner |
|:-----|------:|
| Clear the culvert at km 3 | Ada Reed |
| Order sandbags | Tom Fell |

That is all.
"""
    assert tables(text) == [
        Table(
            ("Item", "Owner"),
            (Row(("Clear the culvert at km 3", "Ada Reed"), 5), Row(("Order sandbags", "Tom Fell"), 6)),
            3,
            6,
        )
    ]


def test_lines_are_counted_from_where_the_text_begins() -> None:
    (table,) = tables("| 事项 | 责任人 |\n|--|--|\n| 清淤 | 李文 |", first=40)
    assert (table.first, table.rows[0].line, table.last) == (40, 42, 42)


def test_outer_bars_may_be_missing() -> None:
    assert cells("Item | Owner\n--- | ---\nOrder pumps | Ada Reed\n| Oil them | Tom Fell") == [
        ("Order pumps", "Ada Reed"),
        ("Oil them", "Tom Fell"),
    ]


def test_an_escaped_bar_parts_nothing() -> None:
    assert cells(r"| Item | Owner |" "\n|--|--|\n" r"| `a\|b` or c\|d \\| Ada |") == [(r"`a|b` or c|d \\", "Ada")]


def test_a_bar_in_code_parts_nothing() -> None:
    assert cells("| Item | Owner |\n|--|--|\n| run `ls | wc` and ``a ` | b`` | Ada |") == [
        ("run `ls | wc` and ``a ` | b``", "Ada")
    ]


def test_a_backtick_without_its_other_half_is_a_letter() -> None:
    assert cells("| Item | Owner |\n|--|--|\n| the ` key | Ada |") == [("the ` key", "Ada")]


def test_a_row_that_parts_code_as_github_does_has_its_cells() -> None:
    assert cells("| Item | Owner |\n|--|--|\n| the ` key | the ` key |") == [("the ` key", "the ` key")]


def test_cells_beyond_the_headings_share_the_last_one_and_missing_ones_are_empty() -> None:
    assert cells("| a | b |\n|--|--|\n| 1 | 2 | 3 | 4 |\n| 5 |\n| | 6 |") == [
        ("1", "2 | 3 | 4"),
        ("5", ""),
        ("", "6"),
    ]


def test_br_is_a_line_break() -> None:
    assert cells("| 事项 | 责任人 |\n|--|--|\n| 清淤<br>培土 <BR /> 植草 | 李文 |") == [("清淤\n培土\n植草", "李文")]


def test_a_table_in_a_code_fence_is_none() -> None:
    assert tables("```\n| a | b |\n|--|--|\n| 1 | 2 |\n```") == []


@pytest.mark.parametrize("line", ["words", "# Next | steps", "> said | so", "```", r"escaped \| bar", ""])
def test_a_table_ends_before_what_is_no_row(line: str) -> None:
    (table,) = tables(f"| a | b |\n|--|--|\n| 1 | 2 |\n{line}\n| 3 | 4 |\n```")
    assert (table.last, [row.line for row in table.rows]) == (3, [3])


def test_tables_may_follow_each_other() -> None:
    found = tables("| a | b |\n|--|--|\n| 1 | 2 |\n\n| c | d |\n|--|--|\n\n| e |\n|--|")
    assert [(one.head, one.first, one.last, len(one.rows)) for one in found] == [
        (("a", "b"), 1, 3, 1),
        (("c", "d"), 5, 6, 0),
        (("e",), 8, 9, 0),
    ]


@pytest.mark.parametrize("text", ["a | b\n---", "| a | b |\n| 1 | 2 |", "|--|--|\n|--|--|", "a\n|--|", "| a |"])
def test_bars_without_headings_and_a_rule_are_no_table(text: str) -> None:
    assert tables(text) == []


def test_a_table_wider_than_a_page_takes_is_left_to_others() -> None:
    def wide(columns: int) -> str:
        return "\n".join("|" + f" {cell} |" * columns for cell in ("head", "--", "cell"))

    assert [len(one.head) for one in tables(wide(MOST_COLUMNS))] == [MOST_COLUMNS]
    assert tables(wide(MOST_COLUMNS + 1)) == []


@given(st.lists(st.text("ab|`\\-: \n#>", max_size=12), max_size=12))
def test_any_text_gives_tables_that_stand_apart_and_are_as_wide_as_their_heads(lines: list[str]) -> None:
    typed = "\n".join(lines).split("\n")
    after = 0
    for table in pipe_tables(typed):
        assert after < table.first < table.last <= len(typed)
        assert [row.line for row in table.rows] == list(range(table.first + 2, table.last + 1))
        assert {len(row.cells) for row in table.rows} <= {len(table.head)}
        after = table.last


@given(st.lists(st.text(max_size=3), max_size=6), st.integers(1, 5))
def test_fitted_cells_are_as_many_as_asked_and_hold_every_letter(typed: list[str], width: int) -> None:
    found = fitted(typed, width)
    assert len(found) == width
    assert "".join(found).replace(" | ", "") == "".join(typed).replace(" | ", "")


HOSTILE = {
    "bars": lambda n: "|" * n,
    "backticks": lambda n: "".join("`" * (1 + place % 40) + "|" for place in range(n)),
    "open code": lambda n: "`|``|" * n,
    "backslashes": lambda n: "\\" * n + "|",
    "breaks": lambda n: "<br" * n + "|",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_long_row_costs_as_much_as_two_of_half_its_length(kind: str) -> None:
    def cost(n: int) -> int:
        lines = ["| a | b |", "|--|--|", HOSTILE[kind](n)]
        return calls_of(lambda: list(pipe_tables(lines)))

    assert cost(4_000) < 2.2 * cost(2_000) + 100


def test_five_thousand_rows_cost_twice_as_much_as_half_of_them() -> None:
    def lines(rows: int) -> list[str]:
        return ["| 事项 | 责任人 |", "|--|--|", *(f"| 清理第{one}号沟 | 李文 |" for one in range(rows))]

    (table,) = pipe_tables(lines(5_000))
    assert (len(table.rows), table.rows[-1]) == (5_000, Row(("清理第4999号沟", "李文"), 5_002))
    assert calls_of(lambda: list(pipe_tables(lines(5_000)))) < 2.1 * calls_of(lambda: list(pipe_tables(lines(2_500))))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "，"])
def test_what_parts_the_cells_is_found(delimiter: str) -> None:
    text = "序号,事项,责任人\n1,清淤,李文\n2,植草,周明\n".replace(",", delimiter)
    assert delimited_table(source(text)) == Table(
        ("序号", "事项", "责任人"), (Row(("1", "清淤", "李文"), 2), Row(("2", "植草", "周明"), 3)), 1, 3
    )


def test_a_delimiter_in_quotes_or_in_some_sentences_is_none() -> None:
    table = delimited_table(source('task;owner\n"sand, gravel, lime; in that order";Ada\nmix, then pour;Tom\n'))
    assert table is not None
    assert [row.cells for row in table.rows] == [
        ("sand, gravel, lime; in that order", "Ada"),
        ("mix, then pour", "Tom"),
    ]


def test_a_quoted_cell_may_stand_on_several_lines() -> None:
    text = 'task,owner\n"clear the ditch,\nthen\n""seal"" it",Ada\n\npaint,Tom\n'
    assert delimited_table(source(text)) == Table(
        ("task", "owner"), (Row(('clear the ditch,\nthen\n"seal" it', "Ada"), 2), Row(("paint", "Tom"), 6)), 1, 6
    )


def test_a_quote_that_is_never_closed_is_a_letter() -> None:
    table = delimited_table(source('task,owner\n"clear,Ada\npaint,Tom\n'))
    assert table is not None
    assert [row.cells for row in table.rows] == [('"clear', "Ada"), ("paint", "Tom")]


def test_what_stands_above_the_headings_is_no_part_of_the_table() -> None:
    text = "2026年度工作台账,,,,\n填报单位：,水利局,,,\n序号,事项,责任人,时限,状态\n1,清淤,李文,汛期前,办理中\n"
    assert delimited_table(source(text)) == Table(
        ("序号", "事项", "责任人", "时限", "状态"), (Row(("1", "清淤", "李文", "汛期前", "办理中"), 4),), 3, 4
    )


def test_ragged_records_fit_the_headings() -> None:
    table = delimited_table(source("a,b,c\n1\n1,2,3,4,,5\n1,2,,\n"))
    assert table is not None
    assert [row.cells for row in table.rows] == [("1", "", ""), ("1", "2", "3 | 4 | 5"), ("1", "2", "")]


@pytest.mark.parametrize("text", ["one line, with a comma", "no\ncolumns\nat all", "a,b\n", ",\n,\n;"])
def test_words_without_rows_are_no_table(text: str) -> None:
    assert delimited_table(source(text)) is None


def test_a_line_longer_than_any_cell_is_no_table() -> None:
    assert delimited_table(source(f"a,b\n{'x' * 200_000},1\n")) is None


@given(st.text('ab,;\t"\n ', max_size=80))
def test_every_letter_of_a_text_with_delimiters_stands_in_its_table_or_above_it(text: str) -> None:
    if not text.strip():
        return
    read = source(text)
    table = delimited_table(read)
    if table:
        held = "".join("".join(cells) for cells in (table.head, *(row.cells for row in table.rows)))
        above = "".join(read.lines[: table.first - 1])
        letters = [one for one in text if one in "ab"]
        assert sorted(one for one in held + above if one in "ab") == sorted(letters)
        assert 1 <= table.first <= table.rows[0].line <= table.last <= len(read.lines)
