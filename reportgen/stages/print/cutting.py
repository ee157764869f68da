"""A volume as pieces that begin on pages of their own, so that they can be printed one by one and bound again."""

from __future__ import annotations

import re
from collections.abc import Iterator

CUT = "<!-- cut -->"
"""Stands in a template where a new page begins whatever comes before; no content can have it."""
FIRST = '<div aria-hidden="true" style="break-after: page"></div>'
"""A page that goes before a piece and is thrown away: the style of a first page is for the volume alone."""
_FRAME = re.compile(r"<(article|section)\b[^>]*>|</(?:article|section)>")
_NOT_APART = re.compile(
    r"@page\s+[\w-]|@page[^{]*:(?:left|right|blank|nth)|position:\s*(?:fixed|running)|float:\s*footnote"
    r"|break-(?:before|after):\s*(?:left|right|recto|verso)|counter-(?:reset|set|increment):[^;}]*\bpage"
)
"""What a style may say of a page that the pages before it have a part in."""


def cut(html: str) -> tuple[str, ...]:
    """Return the pages of a volume as one page each, the first with its beginning; () where it must stay whole."""
    head, body, rest = html.partition("<body")
    if CUT not in rest or _NOT_APART.search("".join(re.findall(r"<style>.*?</style>", head, re.DOTALL))):
        return ()
    opening, text = re.split(r"(?<=>)", body + rest, maxsplit=1)
    return tuple(head + piece for piece in _pieces(opening, text.removesuffix("</html>\n")))


def sheets_alone(html: str, count: int) -> str:
    """Return a page of as many empty sheets: what is left of a volume are the heads and feet of its pages."""
    head, body, rest = html.partition("<body")
    opening = re.split(r"(?<=>)", body + rest, maxsplit=1)[0]
    sheets = [FIRST] * (count - 1) + [FIRST.replace("page", "auto")]
    return f"{head}{opening}{''.join(sheets)}</body></html>"


def _pieces(opening: str, text: str) -> Iterator[str]:
    """Yield what stands between two cuts, in the same parts as it stands in in the volume."""
    around: list[tuple[str, str]] = []
    for place, piece in enumerate(text.split(CUT)):
        # A name stands on the first page of its part alone.
        before = "".join(re.sub(r' id="[^"]*"', "", tag) for _, tag in around)
        for tag in _FRAME.finditer(piece):
            if tag[1]:
                around.append((tag[1], tag[0]))
            else:
                around.pop()
        after = "".join(f"</{name}>" for name, _ in reversed(around))
        yield opening + FIRST * bool(place) + before + piece + after
