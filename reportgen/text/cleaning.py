"""Cleaning: from typed Markdown to HTML that holds nothing but our allow-list, whatever was typed.

The order is the safety: limits, masks and ampersands out of the way, the dialect, the cleaner, and only then our own
marks. Nothing that was typed is ever put into the HTML after the cleaner has seen it.
"""

from __future__ import annotations

import functools
import re
import threading
from dataclasses import dataclass

import nh3

from reportgen.text.closing import without_closed
from reportgen.text.dialect import Dialect, Target, is_open_link
from reportgen.text.limits import exceeded
from reportgen.text.tokens import ASSET, as_typed, hide_masks, show_masks, sound
from reportgen.text.unmarked import unmarked

ALLOWED: dict[str, set[str]] = {
    "p": set(),
    "h1": set(),
    "h2": set(),
    "h3": set(),
    "h4": set(),
    "h5": set(),
    "h6": set(),
    "br": set(),
    "hr": set(),
    "strong": set(),
    "em": set(),
    "del": set(),
    "code": set(),
    "pre": set(),
    "blockquote": set(),
    "ul": set(),
    "ol": {"start"},
    "li": set(),
    "table": set(),
    "thead": set(),
    "tbody": set(),
    "tr": set(),
    "th": {"align"},
    "td": {"align"},
    "a": {"href", "rel"},
    "img": {"src", "alt"},
    "figure": set(),
    "figcaption": set(),
}
"""Every tag content can become, with its attributes; no id, no class, no style."""

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff"
_EITHER = "“”‘’—…×·" + "*"
"""Marks of both scripts: beside a Chinese character they are Chinese."""
_INLINE = r"(?:</?(?:strong|em|del|a|code|span)\b[^>]*>)*"
_LINE_END = re.compile(rf"([{_WIDE}{_EITHER}])({_INLINE})\n({_INLINE})(?=([{_WIDE}{_EITHER}]))")
_CODE_BLOCK = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)
_DEAD_LINK = re.compile(r"<a(?: rel=\"[a-z ]*\")?>(.*?)</a>", re.DOTALL)
_ALIGNED = re.compile(r"<(t[hd]) align=\"(left|center|right)\">")


@dataclass(frozen=True, slots=True)
class Clean:
    """A text as safe HTML: assets named by their paths behind the token `ASSET`, headings by the level typed."""

    html: str
    targets: tuple[Target, ...]
    """What it points at; empty where it was not parsed."""
    too_deep: bool = False
    """Whether the parser gave up on it, so that it stands as typed."""


@functools.lru_cache(maxsize=4096)
def clean(text: str) -> Clean:
    """Return a text as safe HTML; as typed where it exceeds a limit. Kept, since several pages show the same words."""
    if (paragraphs := unmarked(text)) is not None:
        return Clean(_LINE_END.sub(_join, "\n".join(f"<p>{one}</p>" for one in paragraphs)), ())
    text = without_closed(sound(text))
    if exceeded(text):
        return Clean(_finish(as_typed(hide_masks(text))), ())
    try:
        html, targets = _read(hide_masks(text).replace("&", "&amp;"))
    except RecursionError:
        # The limits should have refused it; one text that slips past them must not end the build.
        return Clean(_finish(as_typed(hide_masks(text))), (), too_deep=True)
    return Clean(_finish(_filter(html)), targets)


_ONE_AT_A_TIME = threading.Lock()


@functools.cache
def _dialect() -> Dialect:
    return Dialect()


def _read(text: str) -> tuple[str, tuple[Target, ...]]:
    with _ONE_AT_A_TIME:
        return _dialect().read(text)


def _filter(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(ALLOWED),
        clean_content_tags=set(),
        attributes={tag: names for tag, names in ALLOWED.items() if names},
        attribute_filter=_allowed_value,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )


def _allowed_value(_tag: str, name: str, value: str) -> str | None:
    """Return the value of an attribute, or None to drop it."""
    allowed = {
        "href": value.startswith(f"{ASSET}assets/") or is_open_link(value),
        "src": value.startswith(f"{ASSET}assets/"),
        "start": value.isdecimal() and value.isascii(),
        "align": value in ("left", "center", "right"),
        "rel": value == "noopener noreferrer",
        "alt": True,
    }
    return value if allowed.get(name) else None


def _finish(html: str) -> str:
    """Put in our own marks: masks, alignment, and no space where a Chinese writer only ended a line."""
    html = show_masks(_ALIGNED.sub(r'<\1 class="align-\2">', _DEAD_LINK.sub(r"\1", html)))
    parts = _CODE_BLOCK.split(html)
    parts[::2] = [_LINE_END.sub(_join, part) for part in parts[::2]]
    return "".join(parts).strip()


def _join(found: re.Match[str]) -> str:
    before, closing, opening, after = found.groups()
    kept = "\n" if before in _EITHER and after in _EITHER else ""
    return f"{before}{closing}{kept}{opening}"
