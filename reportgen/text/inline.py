"""Inline: the marks inside a paragraph, each found by a pattern that reads the text once.

The parser's own patterns look for the end of every bracket and star again and again: 4 KB of `[` take seconds. These
are written so that a mark that is never closed costs no more than the words up to the next one.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree  # noqa: N813 - as its own documentation writes it
from collections.abc import Callable

from markdown import Markdown
from markdown.inlinepatterns import (
    EscapeInlineProcessor,
    InlineProcessor,
    Pattern,
    SubstituteTagInlineProcessor,
)
from markdown.util import ETX, STX, AtomicString, Registry

_TEXT = r"((?:[^\[\]]|\[[^\[\]]*+\])*+)"
_TARGET = r"\([ ]{0,3}(?:<([^<>\n]*+)>|((?:[^\s()<>]|\([^\s()]*+\))*+))(?:\s{1,3}\"([^\"\n]*+)\")?[ ]{0,3}\)"
_CODE = r"(?<![\\`])(`++)(.+?)(?<!`)\1(?!`)"
_LINK = rf"(?<!!)\[{_TEXT}\]{_TARGET}"
_IMAGE = rf"!\[{_TEXT}\]{_TARGET}"
_ADDRESS = r"<((?i:https?://|mailto:)[^\s<>]++)>"
_MAIL = r"<([\w.+-]++@[\w-]++(?:\.[\w-]++)++)>"
_TAGS = (
    # Two stars before one: what stands between two stars may hold single ones.
    (r"\*\*(?![\s*])((?:[^*]|\*(?!\*))++)(?<!\s)\*\*", "strong"),
    # Beside a letter or a digit a star multiplies: 100*200*300 mm.
    (r"(?<![*0-9A-Za-z])\*(?![\s*])([^*]++)(?<!\s)\*(?![*0-9A-Za-z])", "em"),
    (r"(?<!\w)__(?![\s_])((?:[^_]|_(?!_))++)(?<![\s_])__(?!\w)", "strong"),
    (r"(?<!\w)_(?![\s_])([^_]++)(?<!\s)_(?!\w)", "em"),
    (r"~~(?![\s~])([^~]++)(?<!\s)~~(?!~)", "del"),
)

_ESCAPED = re.compile(f"{STX}([0-9]+){ETX}")

Make = Callable[[re.Match[str], Callable[[str], str]], etree.Element]
"""Takes what was found and a function that takes the parser's own marks out of a text again."""


class _Mark(InlineProcessor):
    """One mark: where its pattern matches, `make` says what stands there."""

    def __init__(self, pattern: str, make: Make, md: Markdown) -> None:
        super().__init__(pattern, md)
        self.make = make

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the parser's own name and shape
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element, int, int]:
        del data
        return self.make(m, self.unescape), m.start(), m.end()


class _LinkMark(_Mark):
    ANCESTOR_EXCLUDES = ("a",)


def _code(found: re.Match[str], _unescape: Callable[[str], str]) -> etree.Element:
    element = etree.Element("code")
    # Inside bold the text is read twice, the second time with its escapes already taken out.
    typed = _ESCAPED.sub(lambda escape: f"\\{chr(int(escape[1]))}", found[2])
    element.text = AtomicString(typed.replace("\n", " ").strip())
    return element


def _tag(tag: str) -> Make:
    def make(found: re.Match[str], _unescape: Callable[[str], str]) -> etree.Element:
        element = etree.Element(tag)
        element.text = found[1]
        return element

    return make


def _link(found: re.Match[str], unescape: Callable[[str], str]) -> etree.Element:
    element = etree.Element("a", {"href": unescape(found[2] or found[3] or "").strip()})
    element.text = found[1]
    return element


def _image(found: re.Match[str], unescape: Callable[[str], str]) -> etree.Element:
    path, words = unescape(found[2] or found[3] or "").strip(), " ".join(unescape(found[1]).split())
    return etree.Element("img", {"src": path, "alt": words, "title": unescape(found[4] or "")})


def _address(found: re.Match[str], unescape: Callable[[str], str]) -> etree.Element:
    address = unescape(found[1])
    element = etree.Element("a", {"href": address if ":" in address else f"mailto:{address}"})
    element.text = AtomicString(address)
    return element


def inline_patterns(parser: Markdown) -> Registry[Pattern]:
    """Return the marks of the dialect in the order they are looked for: code first, nothing inside it counts."""
    patterns: Registry[Pattern] = Registry()
    patterns.register(_Mark(_CODE, _code, parser), "code", 190)
    patterns.register(EscapeInlineProcessor(r"\\(.)", parser), "escape", 180)
    patterns.register(_Mark(_IMAGE, _image, parser), "image", 170)
    patterns.register(_LinkMark(_LINK, _link, parser), "link", 160)
    patterns.register(_LinkMark(_ADDRESS, _address, parser), "address", 120)
    patterns.register(_LinkMark(_MAIL, _address, parser), "mail", 110)
    patterns.register(SubstituteTagInlineProcessor(r"  \n", "br"), "linebreak", 100)
    for priority, (pattern, tag) in zip(range(60, 0, -10), _TAGS, strict=False):
        patterns.register(_Mark(pattern, _tag(tag), parser), f"{tag}{priority}", priority)
    return patterns
