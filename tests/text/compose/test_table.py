"""Tables: cells of narrow columns stay on one line, the others have room left."""

from __future__ import annotations

import re

import pytest

from reportgen.text.compose import hold_cells
from reportgen.text.compose.together import Bond
from reportgen.text.markup import to_html
from tests.text.compose.measured import RoundFaces

LONG = "每月二十五日前报送上月完成情况和照片，逾期未报的由县政府办公室督办，连续两月未报的在联席会议上作出说明。"
NAMES = {"周明远": Bond.NAME}
ROADS = f"| 镇 | 道路（公里） | 备注 |\n|---|---:|---|\n| 柳湾镇 | 1,120 | {LONG} |\n| 石坪镇 | 96.4 | |\n"


def held(text: str, cells: float = 28) -> list[str]:
    """The words of the cells that stay on one line."""
    html = hold_cells(to_html(text), cells, RoundFaces(), scale=0.76)
    return re.findall(r'<t[hd][^>]*class="[^"]*\bnowrap\b[^"]*"[^>]*>([^<]*)<', html)


def test_columns_of_short_cells_stay_on_one_line() -> None:
    assert held(ROADS) == ["镇", "道路（公里）", "柳湾镇", "1,120", "石坪镇", "96.4"]


def test_a_cell_keeps_where_it_stands() -> None:
    html = hold_cells(to_html(ROADS), 28, RoundFaces(), scale=0.76)
    assert re.findall("<td[^>]*>1,120", html) == ['<td class="align-right nowrap">1,120']


def test_the_widest_of_too_many_columns_give_way_first() -> None:
    names = [f"{'字' * count}" for count in (9, 2, 8, 3, 7, 4, 6)]
    rule = "|---" * len(names) + "|"
    assert (
        held(f"|{'|'.join(names)}|\n{rule}\n|{'|'.join(names)}|\n") == ["字" * count for count in (2, 3, 7, 4, 6)] * 2
    )


def test_a_link_is_as_wide_as_its_words() -> None:
    html = hold_cells(
        "<table><tr><td><a href='https://example.org/a/long/address'>甲</a></td></tr></table>",
        28,
        RoundFaces(),
        scale=1,
    )
    assert '<td class="nowrap">' in html


def test_dates_names_and_numbers_with_what_they_count_stay_whole_in_a_cell() -> None:
    html = f"<table><tr><td>{LONG}由<b>周明远</b>于2026年6月10日报送，共1,200米&amp;42万元</td></tr></table>"
    held = hold_cells(html, 28, RoundFaces(), scale=1, keep=NAMES)
    assert re.findall('<span class="nowrap">([^<]*)</span>', held) == ["周明远", "2026年6月10日", "1,200米", "42万元"]
    assert re.sub('<span class="nowrap">([^<]*)</span>', r"\1", held) == html
    assert hold_cells(html, 28, RoundFaces(), scale=1) == html


@pytest.mark.parametrize(("columns", "whole"), [(2, ["2026年6月10日", "42万元"]), (4, ["42万元"]), (12, [])])
def test_what_is_wider_than_the_share_of_its_column_may_be_parted(columns: int, whole: list[str]) -> None:
    cell = f"<td>{LONG}2026年6月10日付42万元</td>"
    held = hold_cells(f"<table><tr>{cell * columns}</tr></table>", 28, RoundFaces(), scale=1, keep={})
    assert re.findall('<span class="nowrap">([^<]*)</span>', held) == whole * columns


def test_what_is_no_table_and_a_cell_of_lines_stay_as_they_are() -> None:
    for html in ("<p>同意。</p>", "<table><tr><td>甲<br>乙</td></tr></table>", "<table><tr></tr></table>"):
        assert hold_cells(html, 28, RoundFaces(), scale=1) == html
