"""The words of a record on a page: what is typed, and what is printed of it."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reportgen.text.markup import (
    Html,
    find_problems,
    images_in,
    links_in,
    to_html,
    to_inline,
    to_plain,
)


def on_page(path: str) -> str:
    return f"../../{path}"


def masked(stars: str) -> str:
    return f'<span class="mask">{stars}</span>'


def codes(text: str) -> list[tuple[str, int]]:
    return [(kind.code, line) for kind, line, _ in find_problems(text)]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("由***负责，***配合", f"<p>由{masked('***')}负责，{masked('***')}配合</p>"),
        ("***", f"<p>{masked('***')}</p>"),
        ("*****", f"<p>{masked('*****')}</p>"),
        ("**由***负责**", f"<p><strong>由{masked('***')}负责</strong></p>"),
        ("*某***同志*", f"<p><em>某{masked('***')}同志</em></p>"),
        ("***、***和***", f"<p>{masked('***')}、{masked('***')}和{masked('***')}</p>"),
        ("- ***负责", f"<ul>\n<li>{masked('***')}负责</li>\n</ul>"),
        ("×××和××同志", "<p>×××和××同志</p>"),
        ("姓**名***同*志", f"<p>姓**名{masked('***')}同*志</p>"),
        ("`a***b` ***", f"<p><code>a***b</code> {masked('***')}</p>"),
        ("```\n***\n```", "<pre><code>***\n</code></pre>"),
        (
            "[表](https://e.example/***)",
            '<p><a href="https://e.example/***" rel="noopener noreferrer">表</a></p>',
        ),
    ],
)
def test_a_run_of_three_stars_or_more_is_a_mask_wherever_words_stand(typed: str, printed: str) -> None:
    assert to_html(typed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("**“重点”**工作", "<strong>“重点”</strong>工作"),
        ("对**《办法》**的", "对<strong>《办法》</strong>的"),
        ("*重点*工作", "<em>重点</em>工作"),
        ("_noted_ and __agreed__", "<em>noted</em> and <strong>agreed</strong>"),
        ("**a *b* c**", "<strong>a <em>b</em> c</strong>"),
        ("*a **b** c*", "<em>a <strong>b</strong> c</em>"),
        ("~~撤回~~", "<del>撤回</del>"),
        ("`x < y`", "<code>x &lt; y</code>"),
        ("``a`b``", "<code>a`b</code>"),
        ("`make\ntest`", "<code>make test</code>"),
        ("**agreed *see \\``a\\*b`* then**", "<strong>agreed <em>see `<code>a\\*b</code></em> then</strong>"),
        ("**\\``x`**", "<strong>``x`</strong>"),
        (r"\*不斜\*", "*不斜*"),
        ("甲  \n乙", "甲<br>\n乙"),
    ],
)
def test_marks_inside_a_paragraph_are_read(typed: str, printed: str) -> None:
    assert to_inline(typed) == printed


@pytest.mark.parametrize(
    "typed",
    [
        "14:30",
        "010",
        "no",
        "1.10 预算",
        "1.总则",
        "road_works_2026",
        "签字：________",
        "________",
        "规格 100*200*300 毫米",
        "2 * 3 * 4",
        "5*6 和 7*8",
        "#1机组",
        "[待定]: 资金",
        "[备注]",
        "a | b",
        "* 号",
        "XXX",
        "~~ 未定",
        "-5 度",
        "+86",
        "“同意”——孙静",
        "2026. 年",
    ],
)
def test_what_is_no_mark_prints_as_typed(typed: str) -> None:
    if typed in {"* 号", "2026. 年"}:
        assert to_plain(typed) == typed.split(" ")[1]
    else:
        assert to_inline(typed) == typed


@pytest.mark.parametrize("typed", [">500 万元", ">=3 票", "a < b > c", "AT&T", "&copy; &#106;", "<王芳>"])
def test_signs_of_html_are_shown_as_signs(typed: str) -> None:
    assert to_inline(typed) == html.escape(typed)
    assert to_plain(typed) == typed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("第一行\n第二行", "第一行第二行"),
        ("句号。\n下一句", "句号。下一句"),
        ("他说：\n“同意”", "他说：“同意”"),
        ("由***\n负责", f"由{masked('***')}负责"),
        ("**重点**\n工作", "<strong>重点</strong>工作"),
        ("重点\n**工作**", "重点<strong>工作</strong>"),
        ("共\n3 项", "共\n3 项"),
        ("first\nsecond", "first\nsecond"),
        ("“one”\n“two”", "“one”\n“two”"),
        ("甲\nB\n乙", "甲\nB\n乙"),
    ],
)
def test_a_line_end_between_chinese_characters_is_no_space(typed: str, printed: str) -> None:
    assert to_inline(typed) == printed


def test_a_line_end_in_code_stays() -> None:
    assert to_html("```\n甲\n乙\n```") == "<pre><code>甲\n乙\n</code></pre>"


def test_headings_stay_below_those_of_the_page() -> None:
    typed = "\n".join(f"{'#' * level} 第{level}级" for level in range(1, 7))
    assert re.findall(r"<(h\d)>", to_html(typed)) == ["h4", "h5", "h6", "h6", "h6", "h6"]


@pytest.mark.parametrize(
    ("under", "levels"),
    [(1, "234566"), (2, "345666"), (3, "456666"), (5, "666666"), (6, "666666")],
)
def test_headings_of_a_text_begin_one_level_below_the_heading_above(under: int, levels: str) -> None:
    typed = "\n\n".join(f"{'#' * level} 题" for level in range(1, 7))
    wanted = [f"h{level}" for level in levels]
    assert re.findall(r"<(h\d)>", to_html(typed, under=under)) == wanted
    assert re.findall(r"</(h\d)>", to_inline(typed, under=under)) == wanted


def test_words_that_look_like_a_heading_are_not_lowered() -> None:
    assert to_html("`<h1>` 与 ![<h2>](assets/a.png)", asset=on_page, under=1) == (
        '<p><code>&lt;h1&gt;</code> 与 <img src="../../assets/a.png" alt="&lt;h2&gt;"></p>'
    )
    assert to_plain("# 甲\n\n### 乙") == "甲 乙"


def test_a_table_keeps_its_alignment_and_every_word() -> None:
    printed = to_html("事项 | 金额\n:--|--:\n清淤 | 12\n护栏 | 7 | 待批")
    assert '<td class="align-left">清淤</td>\n<td class="align-right">12</td>' in printed
    assert '<td class="align-right">7 | 待批</td>' in printed
    (found,) = find_problems("事项 | 金额\n:--|--:\n清淤 | 12\n护栏 | 7 | 待批")
    assert found[1:] == (3, {"count": 3, "columns": 2})
    assert found[0].at(None, **found[2]).message("en").startswith("this row has 3 cells under 2 headings")


def test_a_table_is_printed_with_its_heading_and_every_alignment() -> None:
    printed = to_html("事项 | 金额 | 备注\n:--|--:|:-:\n清淤 | 12 | 急").replace("\n", "")
    assert printed == (
        '<table><thead><tr><th class="align-left">事项</th><th class="align-right">金额</th>'
        '<th class="align-center">备注</th></tr></thead><tbody><tr><td class="align-left">清淤</td>'
        '<td class="align-right">12</td><td class="align-center">急</td></tr></tbody></table>'
    )


def test_a_bar_in_a_cell_is_escaped_or_stands_in_code() -> None:
    typed = "a | b\n--|--\n1\\|2 | `3|4`"
    assert re.findall(r"<td>(.*?)</td>", to_html(typed)) == ["1|2", "<code>3|4</code>"]
    assert codes(typed) == []


def test_an_image_alone_is_a_figure_with_its_words_below() -> None:
    assert to_html("![排查现场](assets/现场.png)", asset=on_page) == (
        '<figure><img src="../../assets/现场.png" alt="排查现场"><figcaption>排查现场</figcaption></figure>'
    )
    assert to_html('![a map](assets/map.png "Figure 1")', asset=on_page) == (
        '<figure><img src="../../assets/map.png" alt="a map"><figcaption>Figure 1</figcaption></figure>'
    )
    assert to_html("![](assets/map.png)", asset=on_page) == ('<figure><img src="../../assets/map.png" alt=""></figure>')


def test_a_figure_gives_its_words_once() -> None:
    assert to_plain("![排查现场](assets/a.png)") == "排查现场"
    assert to_plain('![a map](assets/a.png "Figure 1")') == "Figure 1"
    assert to_plain("![](assets/a.png)") == ""
    assert images_in("![a](<assets/a b.png>)\n![a](assets/a.png)\n![a](assets/a.png)") == (
        ("assets/a b.png", 0),
        ("assets/a.png", 1),
        ("assets/a.png", 2),
    )


def test_an_image_among_words_stays_among_them() -> None:
    assert to_inline("见 ![图](assets/a.png) 处", asset=on_page) == '见 <img src="../../assets/a.png" alt="图"> 处'
    assert to_plain("见 ![图](assets/a.png) 处") == "见 图 处"


def test_an_image_that_cannot_be_reached_leaves_its_words() -> None:
    assert to_html("![排查现场](assets/a.png)") == "<p>排查现场</p>"
    assert to_inline("见 ![图](assets/a.png)") == "见 图"
    assert to_inline("见 ![图](https://e.example/a.png)", asset=on_page) == "见 图"


def test_a_link_to_an_asset_asks_for_its_address() -> None:
    assert to_inline("[方案](assets/plan.pdf)", link=on_page) == '<a href="../../assets/plan.pdf">方案</a>'
    assert to_inline("[方案](assets/plan.pdf)") == "方案"
    assert to_inline("[**方**案](<assets/plan a.pdf>)", link=on_page) == (
        '<a href="../../assets/plan a.pdf"><strong>方</strong>案</a>'
    )


def test_an_address_the_page_gives_is_escaped() -> None:
    assert to_inline("![a](assets/a.png) b", asset=lambda _: 'x"><script>') == (
        '<img src="x&quot;&gt;&lt;script&gt;" alt="a"> b'
    )
    assert to_inline("[a](assets/a.pdf)", link=lambda _: 'x"y') == '<a href="x&quot;y">a</a>'


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (
            "<https://e.example/?a=1&b=2>",
            '<a href="https://e.example/?a=1&amp;b=2" rel="noopener noreferrer">https://e.example/?a=1&amp;b=2</a>',
        ),
        (
            "[a](http://e.example/?a=1&lt;b)",
            '<a href="http://e.example/?a=1&amp;lt;b" rel="noopener noreferrer">a</a>',
        ),
        (
            "[见 [方案](#d1)](https://e.example)",
            '<a href="https://e.example" rel="noopener noreferrer">见 [方案](#d1)</a>',
        ),
        (
            "[write to <clerk@e.example>](https://e.example)",
            '<a href="https://e.example" rel="noopener noreferrer">write to &lt;clerk@e.example&gt;</a>',
        ),
        ("<clerk@e.example>", '<a href="mailto:clerk@e.example">clerk@e.example</a>'),
        ("[write](mailto:clerk@e.example)", '<a href="mailto:clerk@e.example">write</a>'),
        ("[see](#d1)", '<a href="#d1">see</a>'),
        ("[a](HTTPS://e.example/x_y_z)", '<a href="HTTPS://e.example/x_y_z" rel="noopener noreferrer">a</a>'),
        (
            "[a](https://e.example/a(b)c)",
            '<a href="https://e.example/a(b)c" rel="noopener noreferrer">a</a>',
        ),
        ("[a](https://[)", "a"),
        ("[a](../secret.html)", "a"),
        ("[a](/etc/passwd)", "a"),
        ("[a](//e.example)", "a"),
        ("[a]()", "a"),
    ],
)
def test_links_lead_to_the_web_a_mailbox_or_the_page_itself(typed: str, printed: str) -> None:
    assert to_inline(typed) == printed


def test_the_words_alone_stand_in_one_line() -> None:
    typed = (
        "# 汛前排查\n\n一、**重点**。\n二、护栏；\n\n- 清淤\n- [方案](assets/p.pdf)\n\n"
        "![现场](assets/a.png)\n\n---\n\nA | B\n--|--\n1 | ***"
    )
    assert to_plain(typed) == "汛前排查 一、重点。二、护栏；清淤 方案 现场 A B 1 ***"


def test_a_list_in_an_item_follows_its_colon_at_once() -> None:
    assert to_plain("- 道路：\n  - 清淤\n  - 护栏") == "道路：清淤 护栏"


def test_blocks_stay_blocks_where_one_line_is_asked_for() -> None:
    assert to_inline("同意。") == "同意。"
    assert to_inline("") == ""
    assert to_inline("同意。\n\n附表") == "<p>同意。</p>\n<p>附表</p>"
    assert to_inline("- 清淤") == "<ul>\n<li>清淤</li>\n</ul>"
    assert to_inline("> 同意") == "<blockquote>\n<p>同意</p>\n</blockquote>"


def test_html_of_the_cleaner_is_not_escaped_again() -> None:
    printed = to_html("**同意**")
    assert isinstance(printed, Html)
    assert printed.__html__() is printed
    assert type(to_inline("**同意**")) is Html


def test_assets_are_found_with_their_lines() -> None:
    typed = (
        "正文\n![a](assets/a.png)\n\n[b](assets/b.pdf) ![c](assets/c.png)\n\n"
        "[again](assets/b.pdf)\n`![d](assets/d.png)`"
    )
    assert images_in(typed) == (("assets/a.png", 1), ("assets/c.png", 3))
    assert links_in(typed) == (("assets/b.pdf", 3), ("assets/b.pdf", 5))


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("附件：方案.docx\n见[方案](方案.docx)", [1]),
        ("[方案](../a)\n<clerk@e.example>\n[附表](../a)", [0, 2]),
        ("`[方案](../a)`\n[方案](../a)", [1]),
        ("同意\n[方案](a\\.docx)", [1]),
        ("同意\n[方案]( <../方 案.docx> )", [1]),
        ("同意\n[方案](..\\方案.docx)", [1]),
        ("同意\n[方案](../a) [附表](<../附\t表.docx>)\n散会", [1, 1]),
        ("[方案](../a***b.docx)", [0]),
    ],
)
def test_a_refused_link_is_named_on_the_line_where_it_leads_away(typed: str, lines: list[int]) -> None:
    assert codes(typed) == [("link-refused", line) for line in lines]


def test_a_target_is_named_with_its_stars_as_typed() -> None:
    assert find_problems("[方案](../a***b.docx)")[0][2] == {"value": "../a***b.docx"}


def test_an_image_that_is_a_link_has_a_line_of_its_own() -> None:
    typed = "同意\n[![现场](assets/a.png)\n](assets/b.pdf) [方案](assets/c.pdf)\n\n![现场](assets/d.png)"
    assert images_in(typed) == (("assets/a.png", 1), ("assets/d.png", 4))
    assert links_in(typed) == (("assets/b.pdf", 2), ("assets/c.pdf", 2))


def test_each_problem_is_named_with_its_line_and_value() -> None:
    typed = "正文\n<b>粗</b>\n\n![a](https://e.example/a.png)\n[x](javascript:void)\n[y](../y)"
    assert [(kind.code, line, values["value"]) for kind, line, values in find_problems(typed)] == [
        ("raw-html", 1, "<b>"),
        ("raw-html", 1, "</b>"),
        ("image-not-an-asset", 3, "https://e.example/a.png"),
        ("link-refused", 4, "javascript:void"),
        ("link-refused", 5, "../y"),
    ]


@pytest.mark.parametrize(
    "typed",
    ["<div class=x>", "<!-- 内部意见 -->", "<?php ?>", "<![CDATA[x]]>", "<!DOCTYPE html>", "</p>", "<br/>"],
)
def test_html_is_reported_because_it_will_be_printed(typed: str) -> None:
    assert codes(f"正文\n{typed}") == [("raw-html", 1)]
    assert to_plain(typed) == typed


@pytest.mark.parametrize("typed", ["a <b", "x < y", "<https://e.example>", "<a@e.example>", "`<b>`", "```\n<b>\n```"])
def test_what_is_no_html_is_not_reported(typed: str) -> None:
    assert codes(typed) == []


def test_many_findings_of_a_kind_are_cut_short() -> None:
    assert len(find_problems("<b> " * 500)) == 10
    assert len(find_problems("[a](x) " * 500)) == 10


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("公开 {-- 王芳的意见 --} 公开", "<p>公开 ■■■ 公开</p>"),
        ("甲{--乙--}丙{--restricted: 丁--}戊", "<p>甲■■■丙■■■戊</p>"),
        ("公开 {-- 王芳的意见", "<p>■■■</p>"),
        ("王芳的意见 --} 公开", "<p>■■■</p>"),
        ("{-- 甲 {-- 乙 --} 丙 --}", "<p>■■■</p>"),
        ("公开 {— 王芳 —} 公开", "<p>公开 ■■■ 公开</p>"),
        ("公开 ｛--王芳--｝公开", "<p>公开 ■■■公开</p>"),
        ("`{-- 王芳 --}`", "<p><code>■■■</code></p>"),
    ],
)
def test_a_closed_passage_is_never_printed_unless_it_was_opened(typed: str, printed: str) -> None:
    assert to_html(typed) == printed
    assert "王芳" not in to_plain(typed)


def test_a_closed_passage_of_any_length_looks_the_same() -> None:
    assert to_html(f"a {{-- {'长' * 5000} --}} b") == to_html("a {-- 短 --} b")


def test_characters_that_cannot_be_printed_are_shown_as_such() -> None:
    typed = "a\x00b\x02c\x03d\x1be\ud800f\ufdd0g\ufdd1assets/x.png\uffffh\x85i"
    assert to_html(typed) == "<p>a�b�c�d�e�f�g�assets/x.png�h�i</p>"


def test_line_ends_of_every_system_are_line_ends() -> None:
    assert to_html("甲\r\n\r\n乙\r\r丙") == "<p>甲</p>\n<p>乙</p>\n<p>丙</p>"


PLAIN = "会议同意清淤王芳，。；：？！“”《》（）、—…％0123456789abcXYZ \n　×℃"
MARKS = ["***", "****", "**", "*", "王芳", "a", " ", "，", "\n", "\n\n", "- ", "`", "负责", "9", "# ", "> ", "(", ")"]


@given(st.text(PLAIN, max_size=80))
@example("王芳\n \n\u3000\u3000同意")
@settings(max_examples=150, deadline=None)
def test_words_without_marks_lose_no_character(text: str) -> None:
    kept = "".join(to_plain(text).split())
    assert kept == "".join(text.split())
    assert "".join(html.unescape(re.sub("<[^>]*>", "", to_html(text))).split()) == kept


@given(st.lists(st.sampled_from(MARKS), max_size=40).map("".join))
@example("`**`***")
@settings(max_examples=200, deadline=None)
def test_a_mask_is_as_wide_as_it_was_typed(text: str) -> None:
    typed = sum(len(run) for run in re.findall(r"\*{3,}", text))
    printed = html.unescape(re.sub("<[^>]*>", "|", to_html(text)))
    assert sum(len(run) for run in re.findall(r"\*{3,}", printed)) == typed


@given(st.lists(st.sampled_from(MARKS), max_size=40).map("".join))
@settings(max_examples=100, deadline=None)
def test_the_plain_words_are_those_of_the_page(text: str) -> None:
    shown = html.unescape(re.sub("<[^>]*>", " ", to_html(text)))
    assert "".join(to_plain(text).split()) == "".join(shown.split())


def test_a_link_to_a_place_of_the_record_goes_to_where_a_volume_puts_it_and_words_stay() -> None:
    text = '[the rule](#d1), `<a href="#d1">`, [outside](https://example.org/#d1)'
    assert to_inline(text, at="works-1_") == to_inline(text).replace('<a href="#d1">the', '<a href="#works-1_d1">the')
    assert 'href="#works-1_d1"' in to_inline(text, at="works-1_")
