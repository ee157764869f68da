"""Numbers the paragraphs of what was said, so that a reader can cite “3.2” from paper and screen alike."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.text.markup import Html

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)(?:[^<>\"]|\"[^\"]*\")*>")
_HOLDERS = frozenset({"ul", "ol", "dl", "blockquote", "table", "figure", "div"})
"""A paragraph inside one of these belongs to the paragraph before it."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """Safe HTML whose paragraphs bear numbers."""

    html: Html
    count: int
    """How many there are."""


def numbered(blocks: Html, item: int, after: int, at: str = "") -> Numbered:
    """Return what was said on an item with the number of each paragraph at its head.

    Args:
        blocks: safe HTML, as `markup.to_html` makes it.
        item: number of the agenda item, from 1.
        after: how many paragraphs of the item came before.
        at: what stands before every anchor of the article.
    """
    pieces: list[str] = []
    depth = end = count = 0
    for tag in _TAG.finditer(blocks):
        closes, name = tag[1] == "/", tag[2]
        if name in _HOLDERS:
            depth += -1 if closes else 1
        elif name == "p" and not closes and depth == 0:
            count += 1
            number = f"{item}.{after + count}"
            anchor = f"{at}par_{item}_{after + count}"
            pieces += [blocks[end : tag.start()], f'<p id="{anchor}"><span class="paragraph-number">{number}</span> ']
            end = tag.end()
    return Numbered(Html("".join([*pieces, blocks[end:]])), count)
