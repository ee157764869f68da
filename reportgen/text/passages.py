"""Passages: closed words cut into what can be sought, and text made comparable with them."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from reportgen.text.markup import to_plain

SHORTEST = 4
"""Letters and digits a passage needs to be sought at all; shorter ones (王芳, 3月) stand everywhere by chance."""
WINDOW = 36
"""Bytes of one part of a long sentence, 12 Han characters: a page may end within the sentence, and half of it is a
leak too."""
_ROUNDS = 3
"""How often escapes are undone: `&amp;#x738b;` is two rounds."""

_END = re.compile(r"[\n\r\t|。！？；]+|[.!?;]+(?=\s|$)")
_TARGET = re.compile(r"\]\([ <]*([^)\s>]+)")
_NO_LETTER = re.compile(r"[\W_]+")
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<[^<>]*>", re.DOTALL)
_BLOCK = re.compile(
    r"<(?:/?(?:p|h[1-6]|li|t[hdr]|pre|div|d[dt]|figcaption|option|a|button|title)\b|[bh]r\b)", re.IGNORECASE
)
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_ESCAPE = re.compile(
    r"(?:\\u[0-9a-f]{4})+|\\u\{([0-9a-f]{1,6})\}|\\U([0-9a-f]{8})|\\([0-9a-f]{4,6})\s?|((?:\\x[0-9a-f]{2})+)",
    re.IGNORECASE,
)


def sentences(passage: str) -> Iterator[str]:
    """Yield the sentences of a passage, without Markdown marks and as typed, and the addresses it links to."""
    seen = set()
    lines = passage.splitlines()
    for text in (*map(to_plain, lines), *lines, *_TARGET.findall(passage)):
        for one in _END.split(text):
            words = " ".join(one.split())
            if (letters := folded(words)) and letters not in seen:
                seen.add(letters)
                yield words


def windows(words: str) -> tuple[str, ...]:
    """Return the parts of a sentence that are sought one by one; a short one is its only part."""
    count = len(folded(words).encode()) // WINDOW
    if count < 2:
        return (words,)
    cuts = [len(words) * number // count for number in range(count + 1)]
    return tuple(words[start:end] for start, end in pairwise(cuts))


def lowered(text: str) -> str:
    """Return a text in small letters, with wide letters and old forms of characters as the usual ones."""
    return unicodedata.normalize("NFKC", text).lower()


def folded(text: str) -> str:
    """Return letters and digits alone: how a text is spaced, broken, hyphenated or marked up makes no difference."""
    return letters_of(lowered(text))


def letters_of(small: str) -> str:
    """Return letters and digits alone of a text that is in small letters already."""
    return _NO_LETTER.sub("", small)


def read(text: str) -> str:
    """Return what somebody reads in a text: tags taken out and set at its end, escapes undone."""
    for _ in range(_ROUNDS):
        plainer = _without_escapes(text)
        if plainer == text:
            break
        text = plainer
    if "<" not in text:
        return text
    tags: list[str] = []
    words = _TAG.sub(lambda found: _taken_out(found[0], tags), text)
    return "\n".join((words, *tags))


def _taken_out(tag: str, tags: list[str]) -> str:
    """Keep a tag that may hold words; return what stands in its place: a letter's tag parts no word, a block's does."""
    if len(tag) > 4:
        tags.append(tag)
    return "\n" if _BLOCK.match(tag) else ""


def _without_escapes(text: str) -> str:
    if "&" in text:
        text = html.unescape(text)
    if "%" in text:
        text = _PERCENT.sub(lambda found: _from_hex(found[0].replace("%", "")), text)
    if "\\" in text:
        text = _ESCAPE.sub(_unescaped, text)
    return text


def _unescaped(found: re.Match[str]) -> str:
    if found[4]:
        return _from_hex(found[4].lower().replace("\\x", ""))
    if single := found[1] or found[2] or found[3]:
        code = int(single, 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    units = bytes.fromhex(found[0].lower().replace("\\u", ""))
    return units.decode("utf-16-be", "ignore")


def _from_hex(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-8", "ignore")
