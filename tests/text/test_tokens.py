"""Masks on their way past Markdown."""

from __future__ import annotations

from reportgen.text.tokens import (
    MASK,
    as_typed,
    hide_masks,
    show_masks,
    sound,
)


def test_every_star_of_a_mask_is_one_token() -> None:
    assert hide_masks("** *** * *****") == f"** {MASK * 3} * {MASK * 5}"


def test_a_mask_comes_back_marked_among_words_and_bare_elsewhere() -> None:
    token = MASK * 3
    clean = f'<p>{token}</p><a href="{token}">x</a><code>{token}</code><pre><code>{token}</code></pre>{token}'
    assert show_masks(clean) == (
        '<p><span class="mask">***</span></p><a href="***">x</a><code>***</code><pre><code>***</code></pre>'
        '<span class="mask">***</span>'
    )


def test_a_sign_inside_an_attribute_does_not_end_its_tag() -> None:
    assert show_masks(f'<img alt="a > {MASK * 3}">') == '<img alt="a > ***">'


def test_content_cannot_hold_a_token() -> None:
    assert sound("a\ufdd0\ufdd1\ufdefb") == "a\ufffd\ufffd\ufffdb"
    assert sound("tab\tstays\nhere") == "tab\tstays\nhere"


def test_line_ends_of_every_system_become_one() -> None:
    assert sound("同意\r\n\r\n散会\r再议\n") == "同意\n\n散会\n再议\n"


def test_a_text_as_typed_keeps_its_paragraphs() -> None:
    assert as_typed(" a < b\nc\n\n \n'd' & e \n") == "<p>a &lt; b\nc</p>\n<p>&#x27;d&#x27; &amp; e</p>"
    assert as_typed(" \n ") == ""
