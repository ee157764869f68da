"""Whole: numbers, dates and last characters of running words stay on one line."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.text.compose import keep_whole
from reportgen.text.markup import Html, safe, to_html, to_inline

MASK = '<span class="mask">***</span>'
ANCIENT = "洞邉\U000e0100"
LONG = "会议同意按三类处置，汛期前完成涵洞清淤"


def tied(words: Html | str, count: int = 2) -> str:
    return keep_whole(safe(words), count=count)


def nowrap(words: str) -> str:
    return f'<span class="nowrap">{words}</span>'


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (LONG, f"{LONG[:-2]}{nowrap('清淤')}"),
        (f"{LONG}。", f"{LONG[:-2]}{nowrap('清淤。')}"),
        (LONG[:10], f"{LONG[:7]}{nowrap('处置，')}"),
        (LONG[:9], LONG[:9]),
        (f"{LONG}（周明负责）", f"{LONG}{nowrap('（周明负责）')}"),
        (f"{LONG}（{'长' * 6}）", f"{LONG}{nowrap('（' + '长' * 6 + '）')}"),
        (f"{LONG}（{'长' * 7}）", f"{LONG}（{'长' * 5}{nowrap('长长）')}"),
        (f"{LONG}于2026年6月10日", f"{LONG}于{nowrap('2026年6月10日')}"),
        (f"{LONG}（）", f"{LONG}{nowrap('（）')}"),
        (f"{LONG}甲）", f"{LONG[:-1]}{nowrap('淤甲）')}"),
        (f"{LONG} PDF", f"{LONG} PDF"),
        (f"{LONG}共 3 项", f"{LONG}共 {nowrap('3 项')}"),
        (f"{LONG}<甲>", f"{LONG}&lt;甲&gt;"),
        (f"{LONG}“甲&乙", f"{LONG}“甲&amp;乙"),
        (f"{LONG}{ANCIENT}", f"{LONG}{nowrap(ANCIENT)}"),
        ("", ""),
    ],
)
def test_the_end_of_a_chinese_text_stays_together(words: str, kept: str) -> None:
    assert tied(words) == kept


def test_how_many_characters_stay_together_can_be_asked_for() -> None:
    assert tied(LONG, 3) == f"{LONG[:-3]}{nowrap('洞清淤')}"
    assert tied(LONG, 4) == LONG


def test_every_paragraph_of_safe_html_is_tied_and_other_blocks_are_not() -> None:
    typed = f"{LONG}\n\n- {LONG}\n\n短句\n\n{LONG}由***负责\n\n**{LONG}**"
    end = f"{LONG[:-2]}{nowrap('清淤')}"
    assert tied(to_html(typed)) == (
        f"<p>{end}</p>\n<ul>\n<li>{LONG}</li>\n</ul>\n<p>短句</p>\n<p>{LONG}由{MASK}{nowrap('负责')}</p>\n"
        f"<p><strong>{LONG}</strong></p>"
    )
    assert tied(to_inline(LONG)) == end


def test_a_short_paragraph_below_a_long_list_is_not_tied() -> None:
    typed = f"- {LONG}\n\n现在散会"
    assert tied(to_html(typed)) == to_html(typed)


def test_the_value_of_an_attribute_is_never_cut() -> None:
    image = Html(f'<img alt="{LONG}</p>"> {LONG}')
    assert tied(image) == f'<img alt="{LONG}</p>"> {LONG[:-2]}{nowrap("清淤")}'


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("〔2026〕5号", ["〔2026〕5号"]), ("2026年6月10日", ["2026年6月10日"]), ("42万元", ["42万元"]),
        ("3.5%以上", ["3.5%"]), ("X207线", ["X207线"]), ("K3+200处", ["K3+200"]), ("60立方米", ["60立方米"]),
        ("ISO 9001", []), ("（Collect them）", ["（Collect"]),
        ("2026年6月10日上午9时30分", ["2026年6月10日"]), ("3月19日14:00前", ["3月19日14:00"]), ("次年2月底", ["2月底"]),
        ("汛前排查截至2026年6月10日。", ["2026年6月10日"]),
        ("各单位共投入96万元。", ["96万元"]), ("各处涵洞已清，另有6道在建", ["在建"]),
        ("不少于20条（Collect）", ["（Collect"]),
        ("于14:30起限载", ["14:30起"]), ("it's 5' wide", []),
    ],
)  # fmt: skip
def test_a_number_stays_with_what_it_counts_where_it_counts_something(words: str, whole: list[str]) -> None:
    assert re.findall('<span class="nowrap">([^<]*)</span>', tied(words)) == whole


def test_plain_words_are_escaped_and_the_end_of_other_languages_is_not_tied() -> None:
    english = "The Board agreed that the draft be published for four weeks"
    assert tied(f"{english} <b>") == f"{english} &lt;b&gt;"
    assert tied(to_html(english)) == f"<p>{english}</p>"


@pytest.mark.parametrize("date", ["8 January", "29 September 2026", "5 km", "4 for,"])
def test_latin_words_that_stay_together_have_spaces_that_do_not_break(date: str) -> None:
    assert tied(f"The road was shut on {date} and long") == f"The road was shut on {date} and long".replace(
        date, date.replace(" ", chr(0xA0))
    )


@given(st.text(alphabet="甲乙（）<>&;p/ab\u0301 \n", max_size=60), st.integers(1, 6))
def test_tying_adds_a_span_and_changes_no_word(words: str, count: int) -> None:
    for kept in (tied(words, count), tied(to_html(words), count)):
        bare = re.sub(r'<span class="nowrap">([^<>&;]*)</span>', r"\1", kept)
        assert bare in {html.escape(words), to_html(words)}


def test_a_number_in_code_stays_as_it_is_and_one_in_bold_is_kept_whole() -> None:
    line = to_inline("`42万元` 和 **7道**涵洞待修")
    assert tied(line) == f"<code>42万元</code> 和 <strong>{nowrap('7道')}</strong>涵洞{nowrap('待修')}"
    blocks = to_html("```\n42万元\n```\n\n- 由***修7道\n- 另修9道\n\n`3道` 待查，6道在建")
    assert tied(blocks) == blocks.replace("7道", nowrap("7道")).replace("9道", nowrap("9道")).replace(
        "在建", nowrap("在建")
    )
