"""Characters that have no place in content, and those a person cannot see or tell apart."""

from __future__ import annotations

import re
import unicodedata

_NONCHARACTERS = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_FORMAT = "\u206a-\u206f\ufff9-\ufffb"
_BREAKS = "\x85\u2028\u2029"
_TAGS = "\U000e0000-\U000e007f"
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"

FORBIDDEN = re.compile(
    f"[{_CONTROLS}{_BREAKS}{_BIDI}{_FORMAT}{_TAGS}\ufeff\ufdd0-\ufdef{_NONCHARACTERS}]|\r(?!\n)|[\udc80-\udcff]+"
)
"""A character no file may hold, or a run of bytes that are not UTF-8 (decoded with `surrogateescape`)."""

_GROUPS = (
    (re.compile("\r"), "a carriage return without a line feed", "单独的回车符"),
    (re.compile(f"[{_BREAKS}]"), "a hidden line break", "隐藏的换行符"),
    (re.compile(f"[{_CONTROLS}]"), "a control character", "控制字符"),
    (re.compile(f"[{_BIDI}]"), "a control of the writing direction", "文字方向控制符"),
    (re.compile(f"[{_FORMAT}]"), "an invisible format control", "不可见的格式控制符"),
    (re.compile(f"[{_TAGS}]"), "an invisible tag character", "不可见的标签字符"),
    (re.compile("\ufeff"), "a byte order mark inside the text", "文中的字节顺序标记"),
    (re.compile("."), "a code point that is no character", "非字符码位"),
)


def allowed(text: str) -> bool:
    """Whether a text holds no forbidden character."""
    # Printable text has none of them, and asking is eight times faster than the search.
    return text.isprintable() or not FORBIDDEN.search(text)


def code_of(character: str) -> str:
    """Return the code of a character as people look it up: U+200B."""
    return f"U+{ord(character):04X}"


def coded(text: str) -> str:
    """Return a text with its code, ‹U+202E›, in place of every forbidden character."""
    return FORBIDDEN.sub(lambda found: "".join(f"‹{code_of(one)}›" for one in found[0]), text)


def group_of(character: str) -> tuple[str, str]:
    """Return what sort of forbidden character it is, in English and in Chinese."""
    return next((en, zh) for group, en, zh in _GROUPS if group.match(character))


def is_unseen(character: str) -> bool:
    """Whether a character leaves no ink, the plain space apart."""
    return character != " " and unicodedata.category(character) in {"Cc", "Cf", "Zs"}


def visible(text: str) -> str:
    """Return a text with the code in place of every character that cannot be seen."""
    if text.isprintable():
        return text
    return "".join(f"‹{code_of(one)}›" if is_unseen(one) else one for one in text)


LONGEST_MARKS = 30
"""Combining marks on one letter. Source: UAX #15, Stream-Safe Text Format."""
_SIGNS = re.compile(rf"[^\w\s\x00-\u02ff]{{{LONGEST_MARKS + 1},}}")


def heaps_marks(text: str) -> bool:
    """Whether a letter carries more marks than any language writes; composing them takes for ever."""
    for run in _SIGNS.findall(text):
        count = 0
        for one in run:
            count = count + 1 if unicodedata.combining(one) else 0
            if count > LONGEST_MARKS:
                return True
    return False


_WORD = re.compile(r"[^\W\d_]+")
_LOOKALIKE_SCRIPTS = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")


def lookalike(text: str) -> str | None:
    """Return the first letter that stands among Latin letters and only looks like one, or None."""
    for word in _WORD.findall(text):
        if any("a" <= one.lower() <= "z" for one in word):
            for one in word:
                if unicodedata.name(one, "").startswith(_LOOKALIKE_SCRIPTS):
                    return str(one)
    return None
