"""Longer texts: paragraphs and items are composed, everything else is byte for byte what it was."""

from __future__ import annotations

import pytest

from reportgen.text.compose import Measure, compose_blocks
from reportgen.text.markup import to_html
from tests.text.compose.measured import RoundFaces, words_of

FACES = RoundFaces()


def blocks(html: str, **more: object) -> str:
    return compose_blocks(html, Measure(), FACES, **more)  # type: ignore[arg-type]


def test_every_paragraph_is_composed() -> None:
    assert blocks("<p>同意。</p>\n<p>散会。</p>\n") == ('<p class="set">同意。</p>\n<p class="set">散会。</p>\n')


def test_a_paragraph_keeps_its_attributes() -> None:
    assert blocks('<p id="a1" class="lead" lang="zh">同意。</p>') == (
        '<p id="a1" class="lead set" lang="zh">同意。</p>'
    )


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td><p>同意</p></td></tr></table>",
        "<pre><code>if a &lt; b:\n    c()</code></pre>",
        '<figure><img src="assets/a.png" alt="<p>"><figcaption>图一</figcaption></figure>',
        "<h2>一、总体情况</h2>",
        '<p><img src="assets/a.png" alt="图一"></p>',
        "<hr>",
        "",
        "没有标记的文字",
    ],
)
def test_other_blocks_stay_as_they_are(html: str) -> None:
    assert blocks(html) == html


def test_items_are_composed_and_their_markers_measured() -> None:
    item = f"<li>{'字' * 40}</li>"
    html = f"<ol>{item}{item}</ol>"
    composed = blocks(html, marker=lambda number, _: f"{number}．")
    # The marker takes a character and a half of the first line, so 25 characters are pushed in by half of one.
    assert composed.count(f'<li class="set">{"字" * 25}\n{"字" * 15}</li>') == 2


@pytest.mark.parametrize(("point", "first"), [("", 26), ("·", 25)])
def test_items_of_a_plain_list_have_the_marker_of_no_number(point: str, first: int) -> None:
    composed = blocks(f"<ul><li>{'字' * 40}</li></ul>", marker=lambda number, _: f"{number}．" if number else point)
    assert f'<li class="set">{"字" * first}\n{"字" * (40 - first)}</li>' in composed


def test_a_counted_list_begins_where_it_says() -> None:
    seen: list[int] = []

    def marker(number: int, level: int) -> str:
        seen.append(number)
        return f"{number}．"

    blocks('<ol start="9"><li>甲<ul><li>乙</li></ul></li><li>丙</li></ol><ol><li>丁</li></ol>', marker=marker)
    assert seen == [9, 0, 10, 1]


def test_an_item_that_goes_on_with_blocks_keeps_them_out_of_its_lines() -> None:
    assert blocks("<ul>\n<li>甲\n<ul>\n<li>乙</li>\n</ul>\n</li>\n</ul>") == (
        '<ul>\n<li class="begun"><span class="set">甲</span><ul>\n<li class="set">乙</li>\n</ul>\n</li>\n</ul>'
    )


def test_the_first_paragraph_of_an_item_stands_behind_its_number() -> None:
    assert blocks("<ol>\n<li>\n<p>甲</p>\n<p>乙</p>\n</li>\n<li>\n<p>丙</p></li>\n</ol>") == (
        '<ol>\n<li class="begun"><span class="set">甲</span><p class="set">乙</p>\n</li>\n'
        '<li class="set">丙</li>\n</ol>'
    )


@pytest.mark.parametrize(
    ("html", "depth"),
    [
        ("<blockquote>{}</blockquote>", 1),
        ("<blockquote><blockquote>{}</blockquote></blockquote>", 2),
        ("<blockquote>" * 9 + "{}" + "</blockquote>" * 9, 4),
        ("<ul><li>甲" * 8 + "<ul>{}</ul>" + "</li></ul>" * 8, 4),
        ("<ul>{}</ul>", 0),
        ("<ul><li>甲<ul>{}</ul></li></ul>", 1),
        ("<blockquote><p>甲</p></blockquote>{}", 0),
    ],
)
def test_quotations_and_lists_within_lists_have_less_room(html: str, depth: int) -> None:
    tag = "li" if "<ul>" in html else "p"
    composed = blocks(html.format(f"<{tag}>{'字' * 60}</{tag}>"), inset=2)
    cells = 28 - 2 * depth
    assert f'<{tag} class="set">{"字" * (cells - 2)}\n{"字" * cells}\n' in composed


def test_a_quotation_is_measured_in_its_own_face() -> None:
    class QuotesAreWide(RoundFaces):
        def advance(self, text: str, role: str) -> float:
            return 2.0 if role == "kai" else super().advance(text, role)

    html = f"<blockquote><p>{'字' * 30}</p></blockquote><p>{'字' * 30}</p>"
    composed = compose_blocks(html, Measure(), QuotesAreWide(), quoted="kai")
    assert composed == (
        f'<blockquote><p class="set">{"字" * 13}\n{"字" * 14}\n{"字" * 3}</p></blockquote>'
        f'<p class="set">{"字" * 26}\n{"字" * 4}</p>'
    )


def test_no_word_of_our_markdown_is_lost() -> None:
    text = (
        "会议听取了**汛前涵洞排查**情况汇报，~~原则~~同意`K3+200`的方案，周明同志指出：*必须*在[4月30日](https://example.org/)前"
        "完成，***同志的姓名不予公开。\n\n1. 交通局牵头\n2. 水利局配合\n\n- 甲\n  - 乙\n\n"
        "> 散会\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n"
    )
    html = to_html(text)
    composed = blocks(html)
    assert words_of(composed).split() == words_of(html).split()
    assert composed.count('class="set"') == 6
    assert composed.count('<span class="set">') == 1
