"""Tokens: what must survive Markdown untouched.

A mask (`***` for a name that is left out) would be read as emphasis, so every star of it becomes one character
that no content can hold, and becomes a star again when the HTML is clean. One token a star: nothing to number,
nothing to look up, and the width of a mask cannot change on the way.
"""

from __future__ import annotations

import html
import re

MASK = "\ufdd0"
"""Stands for one star of a mask between reading and printing; a noncharacter, taken out of content first."""
ASSET = "\ufdd1"
"""Stands before the path of an asset in cleaned HTML; content cannot forge it."""
REPLACEMENT = "\ufffd"

_MASK_TYPED = re.compile(r"\*{3,}")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_PLACES = re.compile(
    rf"<pre>.*?</pre>|<code>.*?</code>|<(?:[^\"<>]|\"[^\"]*\")*>|{MASK}+",
    re.DOTALL,
)


def sound(text: str) -> str:
    """Return the text with LF line ends and U+FFFD for every character that cannot be printed."""
    return _UNPRINTABLE.sub(REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))


def hide_masks(text: str) -> str:
    """Return sound text with every star of a mask, a run of three or more, as a token."""
    return _MASK_TYPED.sub(lambda found: MASK * len(found[0]), text)


def show_masks(clean: str) -> str:
    """Return cleaned HTML with its masks as stars, marked as masks where they are words."""
    return _PLACES.sub(_stars, clean)


def _stars(found: re.Match[str]) -> str:
    stars = found[0].replace(MASK, "*")
    # In code, and in the value of an attribute, stars stay as typed.
    return f'<span class="mask">{stars}</span>' if found[0].startswith(MASK) else stars


def as_typed(text: str) -> str:
    """Return text as HTML paragraphs that show it as typed, whatever it holds; any length, in one pass."""
    parts = re.split(r"\n[ \t]*\n\s*", text.strip())
    return "\n".join(f"<p>{html.escape(part)}</p>" for part in parts if part)
