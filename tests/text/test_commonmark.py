"""Prose of the dialect as Markdown for the world: the same words, in every reader."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reportgen.text.cleaning import clean
from reportgen.text.closing import closing_mark_in
from reportgen.text.commonmark import to_markdown

WORLD = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PIECES = st.sampled_from(
    [
        *"\\`*_[]()<>#+-.!|&~=:;/?\"'^$%@,", *"aZ1 一”“。（", "***", "×××", "---", "\n===", "```", "\n1. ", "\n12) ",
        "[x]", "](", "&amp;", "<b>", "<!--", "<https://e.example>", "<a@e.example>", "![", "|-|", "~~", "__", "\n",
        "\n\n",
        "\n- ", "\n  - ", "\n* ", "\n> ", "\n# ", "\n　　", "a | b\n--|--\n", "| c | d |\n", "**“重点”**", "*甲*",
        "**乙**", "~~丙~~", "[丁](https://e.example/(x))", "![戊](assets/a.png)", "[己](assets/b.pdf)", "`code`",
        "\n```\ncode\n```\n", "  \n",
    ]
)  # fmt: skip
PROSE = st.lists(PIECES, max_size=14).map("".join).filter(lambda text: text.strip() and not closing_mark_in(text))


def written(text: str, under: int = 3) -> str:
    return "\n\n".join(
        one.text for one in to_markdown(text, asset=lambda path: path, link=lambda path: path, under=under)
    )


def words(page: str) -> str:
    """The words of a page of HTML without its space; of an image those that stand for it."""
    bare = re.sub(r"<figcaption>.*?</figcaption>", "", page, flags=re.DOTALL)
    bare = re.sub(r'<img[^>]*alt="([^"]*)"[^>]*>', r"\1", bare)
    return "".join(html.unescape(re.sub(r"<[^>]*>", "", bare)).split())


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@example("由***负责，***配合")
@example("a\n---\nb")
@example("[pending]: funds")
@example("`code`__`code`__**“重点”**")
@example("| c | d |\n___ ")
@given(text=PROSE)
def test_every_reader_sees_the_words_of_our_own_page(text: str) -> None:
    page = written(text)
    assert words(WORLD.render(page)) == words(clean(text).html)
    assert words(clean(page).html) == words(clean(text).html)


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("由***负责，***配合", "由\\*\\*\\*负责，\\*\\*\\*配合"),
        ("这是**“重点”**工作，*很*急，~~不~~办", "这是“**重点**”工作，*很*急，~~不~~办"),
        ("会议认为：\n- 先清\n  1. 进口\n- 后修", "会议认为：\n\n* 先清\n  1. 进口\n* 后修"),
        ("- 先清\n\n  看三处\n- 后修", "* 先清\n\n  看三处\n\n* 后修"),
        ("　　第一段\n　　第二段", "第一段\n\n第二段"),
        ("甲 | 乙\n:-- | --:\n1 | 2\\|3", "| 甲 | 乙 |\n| :--- | ---: |\n| 1 | 2\\|3 |"),
        ("说过\n---\n再说", "说过\n\n---\n\n再说"),
        ("> 原话\n> - 一条", "> 原话\n>\n> * 一条"),
        (">500 立方米\n1) 清", "\\>500 立方米\n1\\) 清"),
        ("[pending]: funds\n\n_____", "\\[pending]: funds\n\n\\_\\_\\_\\_\\_"),
        ("```\na `b`\n\n  c\n```", "```\na `b`\n\n  c\n```"),
        ("用 `a``b` 和 ``c`d``", "用 `a``b` 和 ``c`d``"),
        ("<b>粗</b> &amp; R&D <a@e.example>", "\\<b>粗\\</b> \\&amp; R&D <a@e.example>"),
        ("<https://e.example/?a=1&b=2>", "<https://e.example/?a=1&b=2>"),
        ("[文](https://e.example/(x)) [处](#d1)", "[文](<https://e.example/(x)>) 处"),
        ("[件](assets/b.pdf)", "[件](assets/b.pdf)"),
        ("![图](assets/a.png \"标“题”\")", "![图](assets/a.png \"标“题”\")"),
        ("一行  \n又一行", "一行  \n又一行"),
        ("10~20，30~40", "10\\~20，30\\~40"),
    ],
)  # fmt: skip
def test_prose_is_written_the_plain_way(typed: str, made: str) -> None:
    assert written(typed) == made


def test_a_heading_stands_below_the_one_above_and_is_a_bold_line_where_no_level_is_left() -> None:
    assert written("# 甲 #1\n\n乙\n\n### 丙 *丁*", under=3) == "#### 甲 \\#1\n\n乙\n\n###### 丙 *丁*".replace(
        "\\#1", "#1"
    )
    assert written("# 甲\n\n## 丙 *丁*", under=5) == "###### 甲\n\n**丙 丁**"


def test_a_block_says_whether_a_label_may_stand_before_it() -> None:
    kinds = [(one.text, one.is_words) for one in to_markdown("甲\n\n- 乙\n\n![丙](assets/a.png)\n\n# 丁", under=6)]
    assert kinds == [("甲", True), ("* 乙", False), ("丙", True), ("**丁**", False)]


def test_what_cannot_be_reached_is_told_in_its_words() -> None:
    blocks = to_markdown("看[方案](assets/b.pdf)和![图](assets/a.png)")
    assert [one.text for one in blocks] == ["看方案和图"]


def test_a_text_without_words_has_no_blocks() -> None:
    assert to_markdown("") == ()
    assert to_markdown("\n#  \n- ") == ()
