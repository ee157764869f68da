"""Lists, quotes, code and paragraphs as people type them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.text.lines import fences
from reportgen.text.markup import to_html


def shape(text: str) -> str:
    """Return the HTML without line ends between tags."""
    return re.sub(r"\s*\n\s*(?=<)|(?<=>)\s*\n\s*", "", to_html(text))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("议定：\n- 甲\n- 乙", "<p>议定：</p><ul><li>甲</li><li>乙</li></ul>"),
        ("议定：\n1. 甲\n2. 乙", "<p>议定：</p><ol><li>甲</li><li>乙</li></ol>"),
        ("3. 甲\n4. 乙", '<ol start="3"><li>甲</li><li>乙</li></ol>'),
        ("地点在\n2026. 年", "<p>地点在\n2026. 年</p>"),
        ("- 甲\n  - 乙\n- 丙", "<ul><li>甲<ul><li>乙</li></ul></li><li>丙</li></ul>"),
        ("- 甲\n    - 乙\n- 丙", "<ul><li>甲<ul><li>乙</li></ul></li><li>丙</li></ul>"),
        ("1. 甲\n   - 乙\n   - 丙\n2. 丁", "<ol><li>甲<ul><li>乙</li><li>丙</li></ul></li><li>丁</li></ol>"),
        (
            "- 甲\n  - 乙\n    - 丙\n  - 丁\n- 戊",
            "<ul><li>甲<ul><li>乙<ul><li>丙</li></ul></li><li>丁</li></ul></li><li>戊</li></ul>",
        ),
        ("- 甲\n\t- 乙", "<ul><li>甲<ul><li>乙</li></ul></li></ul>"),
        ("- 甲\n - 乙", "<ul><li>甲</li><li>乙</li></ul>"),
        ("- 甲\n续行", "<ul><li>甲续行</li></ul>"),
        ("- 甲\n  - 乙\n    续行", "<ul><li>甲<ul><li>乙续行</li></ul></li></ul>"),
        ("- 甲\n\n  第二段\n  续行\n\n正文", "<ul><li><p>甲</p><p>第二段续行</p></li></ul><p>正文</p>"),
        ("- 甲\n\n- 乙", "<ul><li><p>甲</p></li><li><p>乙</p></li></ul>"),
        ("- 甲\n\n正文", "<ul><li>甲</li></ul><p>正文</p>"),
        ("- 甲\n1. 乙", "<ul><li>甲</li></ul><ol><li>乙</li></ol>"),
        ("-", "<p>-</p>"),
        ("- 甲\n  - 乙\n\n    段\n    续", "<ul><li>甲<ul><li><p>乙</p><p>段续</p></li></ul></li></ul>"),
        ("- 甲\n  - 乙\n\n  段", "<ul><li><p>甲</p><ul><li>乙</li></ul><p>段</p></li></ul>"),
        ("- 甲 | 乙\n- 丙 | 丁", "<ul><li>甲 | 乙</li><li>丙 | 丁</li></ul>"),
        ("３. 甲", "<p>３. 甲</p>"),
        ("01. 甲", "<p>01. 甲</p>"),
        ("202603120001. 甲", "<p>202603120001. 甲</p>"),
        ("01. 清淤 `02. x`", "<p>01. 清淤 <code>02. x</code></p>"),
        ("0. 甲", '<ol start="0"><li>甲</li></ol>'),
        ("- 甲\n- \n- 乙", "<ul><li>甲</li><li></li><li>乙</li></ul>"),
        ("- 甲\n  1. 乙\n  - 丙", "<ul><li><p>甲</p><ol><li>乙</li></ol><ul><li>丙</li></ul></li></ul>"),
    ],
)
def test_lists_are_read_as_they_are_typed(typed: str, printed: str) -> None:
    assert shape(typed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("    甲\n    乙", "<p>甲乙</p>"),
        ("　　第一段\n　　第二段", "<p>第一段</p><p>第二段</p>"),
        ("- 甲\n　　新段", "<ul><li>甲</li></ul><p>新段</p>"),
        ("正文\n# 标题\n正文", "<p>正文</p><h4>标题</h4><p>正文</p>"),
        ("- 甲\n# 标题", "<ul><li>甲</li></ul><h4>标题</h4>"),
        ("   # 标题", "<h4>标题</h4>"),
        ("  ```\n  a\n  ```\n\n后文", "<pre><code>a</code></pre><p>后文</p>"),
        ("甲 | 乙\n---", "<p>甲 | 乙</p><hr>"),
        ("> 甲 | 乙", "<blockquote><p>甲 | 乙</p></blockquote>"),
        ("标题\n---\n正文", "<p>标题</p><hr><p>正文</p>"),
        ("标题\n===", "<p>标题\n===</p>"),
        ("* * *", "<hr>"),
        ("- - -", "<hr>"),
        ("--", "<p>--</p>"),
        ("正文\n> 引文\n续行", "<p>正文</p><blockquote><p>引文续行</p></blockquote>"),
        ("> 甲\n>\n> - 乙\n>   - 丙", "<blockquote><p>甲</p><ul><li>乙<ul><li>丙</li></ul></li></ul></blockquote>"),
        ("> 甲\n>\n\n> 乙", "<blockquote><p>甲</p><p>乙</p></blockquote>"),
        ("> > 甲", "<blockquote><blockquote><p>甲</p></blockquote></blockquote>"),
        ("> ```\n> a\n> ```", "<blockquote><pre><code>a</code></pre></blockquote>"),
        ("正文\na | b\n--|--\n1 | 2\n\n后文", None),
    ],
)
def test_blocks_need_no_empty_line_between_them(typed: str, printed: str | None) -> None:
    found = shape(typed)
    if printed is None:
        assert found.startswith("<p>正文</p><table>")
        assert found.endswith("</table><p>后文</p>")
    else:
        assert found == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("1. 清淤\n\n   汛前完成\n2. 护栏", "<ol><li><p>清淤</p><p>汛前完成</p></li><li><p>护栏</p></li></ol>"),
        (
            "- Roads\n\n  Two are closed.\n  - Mill Lane\n- Paths",
            "<ul><li><p>Roads</p><p>Two are closed.</p><ul><li>Mill Lane</li></ul></li><li><p>Paths</p></li></ul>",
        ),
        (
            "- 道路\n  - 清淤\n\n  - 护栏\n- 桥梁",
            "<ul><li><p>道路</p><ul><li><p>清淤</p></li><li><p>护栏</p></li></ul></li><li><p>桥梁</p></li></ul>",
        ),
        (
            "- 道路\n  - 清淤\n\n    汛前完成\n  - 护栏\n- 桥梁",
            "<ul><li><p>道路</p><ul><li><p>清淤</p><p>汛前完成</p></li><li><p>护栏</p></li></ul></li>"
            "<li><p>桥梁</p></li></ul>",
        ),
        (
            "- 道路\n  - 清淤\n\n  已开工\n    - 护栏",
            "<ul><li><p>道路</p><ul><li>清淤</li></ul><p>已开工</p><ul><li>护栏</li></ul></li></ul>",
        ),
        ("- 道路\n\n  汛前完成\n续行\n- 桥梁", "<ul><li><p>道路</p><p>汛前完成续行</p></li><li><p>桥梁</p></li></ul>"),
        ("- 道路\n  　　另行研究\n- 桥梁", "<ul><li><p>道路</p><p>另行研究</p></li><li><p>桥梁</p></li></ul>"),
        ("  - 道路\n\n  散会", "<ul><li>道路</li></ul><p>散会</p>"),
        ("- 道路\n\n 散会", "<ul><li>道路</li></ul><p>散会</p>"),
    ],
)
def test_a_list_goes_on_below_a_paragraph_of_its_item(typed: str, printed: str) -> None:
    assert shape(typed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (
            "1. Reproduce\n   ```\n   make test\n   ```\n2. Mend",
            "<ol><li><p>Reproduce</p><pre><code>make test</code></pre></li><li><p>Mend</p></li></ol>",
        ),
        (
            "- Server\n  - Restart\n    ```\n    reboot\n    ```\n  - Watch",
            "<ul><li><p>Server</p><ul><li><p>Restart</p><pre><code>reboot</code></pre></li><li><p>Watch</p></li></ul>"
            "</li></ul>",
        ),
        (
            "- Server\n\n  ```\n  reboot\n  ```\n  - Watch",
            "<ul><li><p>Server</p><pre><code>reboot</code></pre><ul><li>Watch</li></ul></li></ul>",
        ),
        (
            "- 道路\n  # 清淤\n  - 东段\n- 桥梁",
            "<ul><li><p>道路</p><h4>清淤</h4><ul><li>东段</li></ul></li><li><p>桥梁</p></li></ul>",
        ),
        (
            "- 道路\n  ---\n  - 东段\n- 桥梁",
            "<ul><li><p>道路</p><hr><ul><li>东段</li></ul></li><li><p>桥梁</p></li></ul>",
        ),
        (
            "- 道路\n  > 汛前完成\n- 桥梁\n\n散会",
            "<ul><li>道路<blockquote><p>汛前完成</p></blockquote></li><li>桥梁</li></ul><p>散会</p>",
        ),
    ],
)
def test_a_block_indented_under_an_item_stands_in_it(typed: str, printed: str) -> None:
    assert shape(typed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("```\nreboot\n```", "<pre><code>reboot</code></pre>"),
        ("# 桥梁", "<h4>桥梁</h4>"),
        ("---", "<hr>"),
        ("\n会议认为", "<p>会议认为</p>"),
        ("　　会议认为", "<p>会议认为</p>"),
    ],
)
def test_a_block_at_the_margin_ends_the_list_above(typed: str, printed: str) -> None:
    roads = "<ul><li>道路<ul><li>清淤</li></ul></li></ul>"
    assert shape(f"- 道路\n  - 清淤\n{typed}\n\n  - 护栏") == f"{roads}{printed}<ul><li>护栏</li></ul>"


@pytest.mark.parametrize("above", ["# 遗留事项", "---", "```\nreboot\n```", "   # 遗留事项", "        ---"])
def test_a_list_under_a_block_may_begin_with_any_number(above: str) -> None:
    assert shape(f"{above}\n3. 清淤\n4. 护栏").endswith('<ol start="3"><li>清淤</li><li>护栏</li></ol>')


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("- 道路\n\n会议定于\n2026. 年召开", "<ul><li>道路</li></ul><p>会议定于\n2026. 年召开</p>"),
        ("- 道路\n  3. 清淤\n  4. 护栏", '<ul><li>道路<ol start="3"><li>清淤</li><li>护栏</li></ol></li></ul>'),
    ],
)
def test_any_number_begins_a_list_under_an_item_but_not_under_other_words(typed: str, printed: str) -> None:
    assert shape(typed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("　　1. 清淤\n　　2. 护栏", "<ol><li><p>清淤</p></li><li><p>护栏</p></li></ol>"),
        ("　　３. 清淤", "<p>３. 清淤</p>"),
        ("议定：\n　\n3. 清淤\n4. 护栏", '<p>议定：</p><ol start="3"><li>清淤</li><li>护栏</li></ol>'),
    ],
)
def test_ideographic_spaces_change_nothing_about_what_stands_behind_them(typed: str, printed: str) -> None:
    assert shape(typed) == printed


STEPS = st.tuples(st.integers(0, 5), st.sampled_from(["- {}", "1. {}", "\n- {}", "\n{}", "# {}", "```\n{}\n```"]))


@given(st.lists(STEPS, max_size=8), st.sampled_from([2, 3, 4]))
@settings(max_examples=150, deadline=None)
def test_every_line_of_an_outline_stands_on_the_level_it_was_typed_on(steps: list[tuple[int, str]], wide: int) -> None:
    typed, levels, open_items = "", [], 0
    for number, (deep, mark) in enumerate(steps):
        level = min(deep, open_items)
        is_item = "-" in mark or "1." in mark
        open_items = level + is_item
        levels.append((f"r{number}r", open_items))
        typed += "".join(f"{' ' * wide * level}{line}\n" for line in mark.format(f"r{number}r").split("\n"))
    printed, found, depth = to_html(typed), [], 0
    for tag, words in re.findall(r"<(/?[ou]l)\b|(r[0-9]+r)", printed):
        depth += 0 if words else -1 if tag.startswith("/") else 1
        found += [(words, depth)] if words else []
    assert found == levels


def test_a_row_of_a_table_is_no_list_and_no_quote() -> None:
    printed = to_html("a | b\n--|--\n> 5 | 6\n# 3 | 4\n- 1 | 2\n\n- 甲\n  - 乙")
    assert re.findall(r"<td>(.*?)</td>", printed) == ["&gt; 5", "6", "# 3", "4", "- 1", "2"]
    assert printed.endswith("</table>\n<ul>\n<li>甲<ul>\n<li>乙</li>\n</ul>\n</li>\n</ul>")


def test_a_table_indented_under_an_item_stands_in_it_and_ends_with_it() -> None:
    printed = shape("- 道路\n  事项 | 金额\n  --|--\n  - 清淤 | 12\n- 桥梁\n\n事项 | 金额\n--|--\n护栏 | 7\n\n  - 路灯")
    assert re.findall(r"<td>(.*?)</td>", printed) == ["- 清淤", "12", "护栏", "7"]
    assert re.sub(r"<table>.*?</table>", "<table>", printed) == (
        "<ul><li><p>道路</p><table></li><li><p>桥梁</p></li></ul><table><ul><li>路灯</li></ul>"
    )


def test_code_right_under_a_table_ends_it() -> None:
    printed = shape("事项 | 金额\n--|--\n清淤 | 12\n```\nreboot\n```\n- 道路\n  - 桥梁")
    assert re.sub(r"<table>.*?</table>", "<table>", printed) == (
        "<table><pre><code>reboot</code></pre><ul><li>道路<ul><li>桥梁</li></ul></li></ul>"
    )


def test_bars_without_a_rule_under_them_are_no_table() -> None:
    assert (
        shape("会议 | 地点\n- 清淤 | 甲\n- 护栏 | 乙")
        == "<p>会议 | 地点</p><ul><li>清淤 | 甲</li><li>护栏 | 乙</li></ul>"
    )


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (
            "正文\n```\n  a <b> &amp; *c*\n\n- d\n```\n正文",
            "<p>正文</p><pre><code>  a &lt;b&gt; &amp;amp; *c*\n\n- d\n</code></pre><p>正文</p>",
        ),
        ("~~~ yaml\na: b\n~~~", "<pre><code>a: b\n</code></pre>"),
        ("````\n```\n````", "<pre><code>```\n</code></pre>"),
        (
            "- 甲\n\n  ```\n  code\n    more\n  ```\n- 乙",
            "<ul><li><p>甲</p><pre><code>code\n  more\n</code></pre></li><li><p>乙</p></li></ul>",
        ),
        ("  ```\n    a > b\n```", "<pre><code>  a &gt; b\n</code></pre>"),
        ("```\n甲", "<p>```\n甲</p>"),
        ("``` 这里有字\n甲\n```", "<p>``` 这里有字\n甲\n```</p>"),
    ],
)
def test_code_between_fences_is_shown_as_typed(typed: str, printed: str) -> None:
    found = to_html(typed)
    if "`" in printed and "<pre>" not in printed:
        assert "<pre>" not in found
        assert "甲" in found
    else:
        assert found.replace(">\n<", "><") == printed


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("```\na\n```", [(0, 2)]),
        ("```\n~~~\n```\n~~~", [(0, 2)]),
        ("```a\n```b\n```", [(0, 2)]),
        ("~~~\n```\n```", [(1, 2)]),
        ("````\n```\n```", [(1, 2)]),
        ("```\n```\n```\n```", [(0, 1), (2, 3)]),
        ("```\n`````", [(0, 1)]),
        ("``\na\n``", []),
    ],
)
def test_a_fence_ends_at_the_next_one_as_long(text: str, pairs: list[tuple[int, int]]) -> None:
    assert fences(text.split("\n")) == pairs
