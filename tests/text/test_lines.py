"""Lists, quotes, code and paragraphs as people type them."""

from __future__ import annotations

import re

import pytest

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


def test_a_row_of_a_table_is_no_list_and_no_quote() -> None:
    printed = to_html("a | b\n--|--\n- 1 | 2\n# 3 | 4\n> 5 | 6\n\n- 甲")
    assert re.findall(r"<td>(.*?)</td>", printed) == ["- 1", "2", "# 3", "4", "&gt; 5", "6"]
    assert printed.endswith("</table>\n<ul>\n<li>甲</li>\n</ul>")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (
            "正文\n```\n  a <b> &amp; *c*\n\n- d\n```\n正文",
            "<p>正文</p><pre><code>  a &lt;b&gt; &amp;amp; *c*\n\n- d\n</code></pre><p>正文</p>",
        ),
        ("~~~ yaml\na: b\n~~~", "<pre><code>a: b\n</code></pre>"),
        ("````\n```\n````", "<pre><code>```\n</code></pre>"),
        ("- 甲\n\n  ```\n  code\n    more\n  ```\n- 乙", None),
        ("```\n甲", "<p>```\n甲</p>"),
        ("``` 这里有字\n甲\n```", "<p>``` 这里有字\n甲\n```</p>"),
    ],
)
def test_code_between_fences_is_shown_as_typed(typed: str, printed: str | None) -> None:
    found = to_html(typed)
    if printed is None:
        assert "<pre><code>code\n  more\n</code></pre>" in found
        assert found.count("<ul>") == 1
    elif "`" in printed and "<pre>" not in printed:
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
