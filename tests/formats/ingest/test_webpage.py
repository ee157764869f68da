"""Web pages: HTML, whole or in pieces, sound or broken, as lines of Markdown."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.formats.ingest.webpage import LOOKS_LIKE_PAGE, markdown_of, numbered_markdown_of

PAGE = """\
<?xml version="1.0"?>
<!DOCTYPE html>
<html lang="en">
<head>
<title>Works meeting</title>
<style>p { color: red }</style>
<script>if (a < b) { write("</p><h1>no</h1>") }</script>
</head>
<body>
<nav><a href="https://example.org/">Home</a></nav>
<h1>Works <em>meeting</em></h1>
<p>The culvert
   is <strong>clear</strong> &amp; dry.<br>So is the road.</p>
<ul><li>one<ul><li>two</li></ul></li><li>three</li></ul>
<ol><li>first<li>second</ol>
<table>
<thead><tr><th>Task</th><th>Who</th></tr></thead>
<tbody><tr><td>Clear<br>it</td><td>Mo|ss</td></tr></tbody>
</table>
<hr>
<p>End</p>
</body>
</html>
"""


def test_a_whole_page_is_its_title_headings_words_lists_and_tables() -> None:
    assert markdown_of(PAGE) == [
        "Works meeting",
        "",
        "[Home](https://example.org/)",
        "",
        "# Works *meeting*",
        "",
        "The culvert is **clear** & dry.",
        "So is the road.",
        "",
        "- one",
        "    - two",
        "- three",
        "",
        "1. first",
        "2. second",
        "",
        "| Task | Who |",
        "|---|---|",
        "| Clear、it | Mo\\|ss |",
        "",
        "End",
    ]


def test_each_line_knows_where_in_the_page_it_begins() -> None:
    text = "<!-- two\nlines -->\n<h1>Works</h1>\n\n<p>the road\nis open</p>\n<ul>\n<li>one\n<li>two\n</ul>"
    assert [(line, number) for line, number in numbered_markdown_of(text) if line] == [
        ("# Works", 3),
        ("the road is open", 5),
        ("- one", 8),
        ("- two", 9),
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("words", ["words"]),
        ("<p>会议<wbr>纪要</p>\n\n<p>二", ["会议纪要", "", "二"]),
        ("<p>one</p><p>two</p>", ["one", "", "two"]),
        ("<h3>三、道路</h3>words", ["### 三、道路", "", "words"]),
        ("<div>a<div>b</div>c</div>", ["a", "", "b", "", "c"]),
        ("<dl><dt>Present<dd>Ada Moss<dt>Chair:<dd>Tom Orr</dl>", ["Present", "Ada Moss", "", "Chair:", "Tom Orr"]),
        ("<dl><dt>Present</dt><dd>Ada Moss</dd></dl>", ["Present:", "Ada Moss"]),
        ("<pre>a  b\n  c</pre>d", ["```", "a  b", "  c", "```", "d"]),
        ("<pre>a\nb<td>c", ["```", "a", "b", "| c |", "|---|"]),
        ("<pre><b>a</b> <code>b</code></pre>", ["```", "a b", "```"]),
        ("<ul><li><p>one</p><p>more</p></li></ul>", ["- one", "  more"]),
        ("<ol start=3><li>a<ol><li>b</ol><li>c</ol>", ["1. a", "    1. b", "2. c"]),
        ("<li>no list</li>", ["- no list"]),
        ("<input type=checkbox checked> done<br><input type=checkbox> open<input type=text>", ["[x] done", "[ ] open"]),
        ("<i>a</i><s>b</s><code>c</code><b></b>", ["*a*~~b~~`c`"]),
        ("<td>one</td><td>two</td>", ["| one | two |", "|---|---|"]),
        ("<table><tr><td>a<td>b<tr><td>c<td></table>", ["| a | b |", "|---|---|", "| c |  |"]),
        ("<table><tr><td></td></tr></table>", []),
        ("<table><tr><td><ul><li>a<li>b</ul></td></tr></table>", ["| a b |", "|---|"]),
        (
            "<table><tr><th>a</tr><tr><td><ol><li>b</ol></tr><tr><td>c</table>",
            ["| a |", "|---|", "| b |", "| c |"],
        ),
        ("<table><caption>Tasks</caption><tr><th>a</table>", ["Tasks", "", "| a |", "|---|"]),
        ("<a href='https://example.org/a'>two</a> <a>none</a>", ["[two](https://example.org/a) none"]),
        ("<a href='https://example.org/a'></a>", ["[https://example.org/a](https://example.org/a)"]),
        ("<a href='https://example.org'><p>a</p><p>b</p></a>", ["a", "", "b"]),
        ("<a href='x.html'>never closed", ["never closed"]),
        ("<a href='a'>one <a href='b'>two</a> three</a>", ["[one [two](b) three](a)"]),
        ("<img src='a.png' alt='plan'> <img src=b.png>", ["![plan](a.png) ![picture](b.png)"]),
    ],
)
def test_pieces_of_html_become_markdown(text: str, lines: list[str]) -> None:
    assert markdown_of(text) == lines


@pytest.mark.parametrize("tag", ["script", "style", "template", "noscript", "svg", "iframe", "object", "SCRIPT"])
def test_what_browsers_do_not_show_is_left_out(tag: str) -> None:
    assert markdown_of(f"<p>before</p><{tag} id=x>hidden <b>words</b></{tag}><p>after</p>") == ["before", "", "after"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a < b and c > d <3", ["a < b and c > d <3"]),
        ("<notatag words", ["<notatag words"]),
        ("never <b>closed", ["never **closed"]),
        ("</p></div>words</ul></table></a></li>", ["words"]),
        ("<!-- a --> seen <!-- never ends", ["seen <!-- never ends"]),
        ("seen <!never ends", ["seen <!never ends"]),
        ("<p title='a > b'>c</p>", ["c"]),
        ("<p title='a>b", ["<p title='a>b"]),
        ("<script>never ends <p>x", []),
        ("<script>x</ script >y", ["y"]),
        ("<!--> a --> b", ["b"]),
        ("<?php echo 1 ?>b", ["b"]),
        ("<![CDATA[x]]>b", ["b"]),
        ("&lt;b&gt; &nbsp;&#x4f1a; &unknown;", ["<b> 会 &unknown;"]),
        ("<tr>a</td>b", ["| ab |", "|---|"]),
    ],
)
def test_broken_html_gives_what_can_be_read_of_it(text: str, lines: list[str]) -> None:
    assert markdown_of(text) == lines


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("<div>" * 5_000 + "deep" + "</div>" * 5_000, "deep"),
        ("<ul><li>" * 5_000 + "deep", "    " * 19 + "- deep"),
        ("<table><tr><td>" * 5_000 + "deep", "|---|"),
        ("<b>" * 5_000 + "deep", "deep"),
        ("<a href=x>" * 5_000 + "deep", "deep"),
        ("<svg>" * 5_000 + "no" + "</svg>" * 5_000 + "deep", "deep"),
        ("<" * 50_000 + "deep", "<" * 50_000 + "deep"),
        ("<!--" * 20_000 + "deep", "<!--" * 20_000 + "deep"),
        ("<a '" * 20_000 + "deep", "<a '" * 20_000 + "deep"),
        ("<script>" * 10_000, None),
    ],
    ids=["blocks", "lists", "tables", "marks", "links", "unseen", "less than", "comments", "quotes", "scripts"],
)
def test_five_thousand_elements_inside_each_other_are_read_at_once(text: str, last: str | None) -> None:
    before = time.process_time()
    lines = markdown_of(text)
    assert time.process_time() - before < 4
    assert lines[-1:] == ([last] if last else [])


@pytest.mark.parametrize(
    ("text", "is_page"),
    [
        (PAGE, True),
        ("\n <!doctype HTML><p>", True),
        ("<HTML lang=zh>", True),
        ("<html>", True),
        ("<htmlx>", False),
        ("<p>piece</p>", False),
        ("words <html>", False),
        ("", False),
    ],
)
def test_a_whole_page_is_told_by_how_it_begins(text: str, is_page: bool) -> None:
    assert (LOOKS_LIKE_PAGE.match(text) is not None) is is_page


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<ul>",
        "<li>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "</table>",
        "<br>",
        "<pre>",
        "</pre>",
        "<a href=x>",
        "</a>",
        "<dt>",
        "</dt>",
        "<dd>",
        "<h2>",
        "</h2>",
        "<",
        ">",
        "&amp;",
        "\n",
        " ",
    ]
)


@given(st.lists(PIECES | st.sampled_from(["road", "会议", "1"]), max_size=40))
def test_no_letter_between_tags_is_lost_whatever_their_order(pieces: list[str]) -> None:
    shown = "\n".join(markdown_of("".join(pieces)))
    for word in ("road", "会议"):
        assert shown.count(word) >= pieces.count(word)
