"""Hostile words: whatever is typed, the page holds only what the allow-list names."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.text import cleaning
from reportgen.text.markup import find_problems, to_html, to_inline, to_plain

OURS = {"span": {"class"}, "td": {"class"}, "th": {"class"}}
CLASSES = {"mask", "align-left", "align-center", "align-right"}
ADDRESS = re.compile(r"(?i:https?://|mailto:)\S+|#[\w.-]+|page/assets/.+")
J = "javascript:alert(1)"

PAYLOADS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//e.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img/src=`x`onerror=alert(1)>",
    "<img src='x' onerror='alert(1)'",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<svg><use href='data:image/svg+xml;base64,AAAA#x'/>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<style>@import 'https://e.example/x.css';</style>",
    "<p style='background:url(https://e.example/)'>x</p>",
    "<div style=width:expression(alert(1))>",
    "<link rel=stylesheet href=https://e.example/x.css>",
    "<link rel=attachment href=file:///secret>",
    "<meta http-equiv=refresh content='0;url=https://e.example'>",
    "<base href=https://e.example/>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=data:text/html,x></object>",
    "<embed src=https://e.example/x.swf>",
    "<form action=https://e.example><input name=a><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src onloadstart=alert(1)>",
    "<body onload=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<a href=javascript:alert(1)>x</a>",
    "<a id=d1 class=mask name=x>x</a>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<title></title><script>alert(1)</script>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext>",
    "<!--><script>alert(1)</script>-->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///secret'>]>&x;",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&#x3c;img src=x onerror=alert(1)&#x3e;",
    f"[x]({J})",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A&#x61&#x76&#x61script:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](%6Aavascript:alert(1))",
    "[x](\\javascript:alert(1))",
    "[x](javascript\\:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](\u00a0javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///secret)",
    "[x](blob:https://e.example/x)",
    "[x](view-source:https://e.example)",
    "[x](//e.example/x)",
    "[x](\\\\e.example\\x)",
    "[x](https:e.example)",
    "[x](asset:0123)",
    "[x](assets/../../secret)",
    "[x](assets/%2e%2e/secret)",
    '[x](https://e.example "onmouseover=alert(1)")',
    '[x](https://e.example" onmouseover="alert(1))',
    "[x](https://e.example/'onmouseover='alert(1))",
    "[x](<https://e.example/ onmouseover=alert(1)>)",
    '[x](#"onmouseover=alert(1))',
    '[x](mailto:a@e.example"onclick=alert(1))',
    f"[x]: {J}\n\n[x]",
    f"[y][x]\n\n[x]: {J}",
    f"![x][y]\n\n[y]: {J}",
    f"<{J}>",
    "<data:text/html,x>",
    '<https://e.example/"onclick=alert(1)>',
    "<javascript://e.example/%0aalert(1)>",
    f"![x]({J})",
    "![x](https://e.example/pixel.png)",
    "![x](data:image/svg+xml,<svg onload=alert(1)>)",
    '![" onerror="alert(1)](assets/a.png)',
    "![<img src=x onerror=alert(1)>](assets/a.png)",
    '![x](assets/a.png "<script>alert(1)</script>")',
    '![x](assets/a.png"onerror=alert(1))',
    f"[![x](assets/a.png)]({J})",
    f"[a [b]({J})](https://e.example)",
    "**<script>alert(1)</script>**",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    '``` "onclick=alert(1)\nx\n```',
    "```{.x onclick=alert(1)}\nx\n```",
    "# <img src=x onerror=alert(1)> {#d1 .mask onclick=alert(1)}",
    f"a | b\n--|--\n<script>alert(1)</script> | [x]({J})",
    "a | b\n--|:-:\n<td onclick=alert(1)> | x",
    "- <script>alert(1)</script>\n- {: onclick=alert(1)}",
    f"> <iframe src={J}>",
    "***<script>***</script>",
    "<***img src=x onerror=alert(1)>",
    "[x](java***script:alert(1))",
    "\ufdd0<script>\ufdd1assets/x",
    "[x](\ufdd1assets/a.png)",
    "![x](\ufdd1assets/a.png)",
    "\x02klzzwxh:0000\x03<script>",
    "\x02wzxhzdk:0\x03\n\n```\n<script>\n```",
    "\x02amp\x03lt;script>",
    "\x0260\x03script\x0262\x03",
    "{-- <script>alert(1)</script> --}",
    "</p></article></body><script>alert(1)</script>",
    "\ud800<script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
]


class Page(HTMLParser):
    """Keeps every tag, attribute and address that is not allowed, and what was opened and not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        allowed = cleaning.ALLOWED.get(tag, set()) | OURS.get(tag, set())
        if tag not in cleaning.ALLOWED and tag != "span":
            self.wrong.append(tag)
        for name, value in attrs:
            self._check(tag, name, value or "", allowed)
        if tag not in {"br", "hr", "img"}:
            self.open.append(tag)

    def _check(self, tag: str, name: str, value: str, allowed: set[str]) -> None:
        sound = {
            "class": value in CLASSES,
            "href": ADDRESS.fullmatch(value) is not None,
            "src": value.startswith("page/assets/"),
            "rel": value == "noopener noreferrer",
            "start": value.isdigit(),
        }
        if name not in allowed or not sound.get(name, True):
            self.wrong.append((tag, name, value))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"/{tag}")

    def handle_comment(self, data: str) -> None:
        self.wrong.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def wrong_in(html: str) -> list[object]:
    page = Page()
    page.feed(html)
    page.close()
    return [*page.wrong, *page.open, *(mark for mark in "\ufdd0\ufdd1\x02\x03" if mark in html)]


def printed(text: str) -> tuple[str, ...]:
    def on_page(path: str) -> str:
        return f"page/{path}"

    return (
        to_html(text, asset=on_page, link=on_page),
        to_inline(text, asset=on_page, link=on_page),
        to_html(text),
    )


def test_the_checker_of_this_file_sees_what_is_wrong() -> None:
    assert wrong_in("<script>") == ["script", "script"]
    assert wrong_in('<a href="javascript:x">x</a>') == [("a", "href", "javascript:x")]
    assert wrong_in('<p class="mask">x</p>') == [("p", "class", "mask")]
    assert wrong_in("<!-- x --><p>\ufdd0</p></em>") == [" x ", "/em", "\ufdd0"]


def test_there_are_enough_payloads() -> None:
    assert len(set(PAYLOADS)) >= 80


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_leaves_only_what_is_allowed(payload: str) -> None:
    for around in ("{}", "正文 {} 正文", "- {}", "> {}", "**{}**", "# {}", "[{}](https://e.example)", "a|b\n-|-\n{}|x"):
        text = around.replace("{}", payload)
        assert [wrong_in(html) for html in printed(text)] == [[], [], []]


PIECES = [
    *("*", "**", "***", "_", "__", "~~", "`", "``", "```", "\n", "\n\n", "  \n", "    ", "- ", "1. ", "> ", "# "),
    *("|", "a|b\n-|-\n", "[", "]", "(", ")", "![", "](", "](assets/a.png)", '](assets/b.pdf "t")', f"]({J})"),
    *("<", "</", ">", "<b>", "<!--", "-->", "&", "&lt;", "\\", "会议", "“", "a", "9", "\u3000\u3000", "\t", "\ufdd0"),
    *("\ufdd1", "\x02", "\x03", "\x02klzzwxh:0000\x03", "wzxhzdk:0", "{--", "--}", "---", "<https://e.example/>"),
    *("<a@e.example>", "\ud800", '"', "'", "="),
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@settings(max_examples=250, deadline=None)
def test_any_mixture_of_marks_becomes_sound_html(text: str) -> None:
    assert [wrong_in(html) for html in printed(text)] == [[], [], []]
    for kind, line, values in find_problems(text):
        assert kind.at(None, **values).message("zh")
        assert 0 <= line <= text.count("\n") + text.count("\r")


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_at_all_becomes_sound_html(text: str) -> None:
    assert [wrong_in(html) for html in printed(text)] == [[], [], []]
    assert "\n" not in to_plain(text)


def test_a_text_the_parser_gives_up_on_stands_as_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(_text: str) -> None:
        raise RecursionError

    monkeypatch.setattr(cleaning, "_read", give_up)
    text = "**only** <here> ***"
    assert to_html(text) == '<p>**only** &lt;here&gt; <span class="mask">***</span></p>'
    assert [(kind.code, line, kind.at(None, **values).message("en")) for kind, line, values in find_problems(text)] == [
        ("nested-too-deep", 0, "lists and quotes stand > 20 deep, 20 are allowed")
    ]
    cleaning.clean.cache_clear()


@pytest.mark.parametrize(
    ("let_through", "kept"),
    [
        ("<p>同意<!-- 内部意见 --></p>", "<p>同意</p>"),
        ('<p id="d1" class="mask" style="color:red" onclick="x()">同意</p>', "<p>同意</p>"),
        ("<p>同意<script>alert(1)</script></p>", "<p>同意alert(1)</p>"),
        ('<ol start="3"><li>清淤</li></ol>', '<ol start="3"><li>清淤</li></ol>'),
        ('<ol start="３"><li>清淤</li></ol>', "<ol><li>清淤</li></ol>"),
        ('<ol start="-3"><li>清淤</li></ol>', "<ol><li>清淤</li></ol>"),
        ('<p align="left">同意</p>', "<p>同意</p>"),
        ('<table><tbody><tr><td align="justify">清淤</td></tr></tbody></table>', None),
        ('<a href="https://e.example" rel="opener">表</a>', '<a href="https://e.example">表</a>'),
        ('<a href="ftp://e.example/a.pdf">表</a>', "表"),
        ('<img alt="图" src="https://e.example/a.png">', '<img alt="图">'),
    ],
)
def test_the_cleaner_stops_what_the_parser_would_let_through(
    monkeypatch: pytest.MonkeyPatch, let_through: str, kept: str | None
) -> None:
    monkeypatch.setattr(cleaning, "_read", lambda _text: (let_through, ()))
    cleaning.clean.cache_clear()
    assert cleaning.clean("**同意**").html == (kept or let_through.replace(' align="justify"', ""))
    cleaning.clean.cache_clear()
