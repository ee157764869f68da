"""Blocks: every paragraph and every item of a longer text in lines; headings, tables, figures and code stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from reportgen.text.compose.breaks import Hyphenate
from reportgen.text.compose.characters import clusters
from reportgen.text.compose.fit import FEWEST
from reportgen.text.compose.measure import Advances, Measure, Ruler
from reportgen.text.compose.paragraph import compose_ink
from reportgen.text.compose.runs import TAG
from reportgen.text.compose.together import Bond

Marker = Callable[[int, int], str]
"""Takes the number of an item of a list, 0 where it has none, and in how many counted lists it stands; returns what the
page prints before its words: 3 and 1 give 3．, 3 and 2 （3）."""

_LEFT = frozenset(("table", "pre", "figure", "dl", "h1", "h2", "h3", "h4", "h5", "h6"))
"""Blocks that stay as they are, with all they hold."""
_BLOCKS = _LEFT | {"p", "ul", "ol", "li", "blockquote", "hr", "div", "section", "article", "aside", "header", "footer"}
_NAME = re.compile(r"<(/?[A-Za-z][A-Za-z0-9-]*)")
_CLASS = re.compile(r"\sclass=([\"'])(.*?)\1", re.DOTALL)
DEEPEST = 4
"""Quotations within each other, and lists, that stand further in; those within them stand no further."""
_LOOSE = re.compile(r"(<li(?:\s[^<>]*)?>)\s*<p>(.*?)</p>", re.DOTALL)
"""An item of paragraphs: the number of one printed inside its words would stand on a line above them."""
_START = re.compile(r"\sstart=[\"']?([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of HTML: what stays as it is, or the words of a paragraph or item behind the tag that opens it."""

    html: str
    tag: str = ""
    """Empty: the piece stays as it is."""
    number: int | None = None
    """Of an item in a counted list; None: nothing is counted."""
    is_whole: bool = True
    """False: the item goes on with other blocks."""
    level: int = 0
    """In how many counted lists it stands."""
    depth: int = 0
    """How many quotations it stands in, and lists within lists; of either no more than count."""
    is_quoted: bool = False


def compose_blocks(
    html: str,
    measure: Measure,
    faces: Advances,
    *,
    marker: Marker | None = None,
    inset: float = 0.0,
    role: str = "fang",
    quoted: str | None = None,
    keep: Mapping[str, Bond] | None = None,
    keep_last: int = FEWEST,
    hyphenate: Hyphenate | None = None,
) -> str:
    """Return blocks of HTML with every `<p>` and every `<li>` in lines; what cannot be measured stays as it is.

    Args:
        html: Blocks, as `to_html` gives them.
        measure: Shape of paragraphs and of items of lists.
        faces: Widths of characters.
        marker: What the page prints before an item of a list; None: nothing.
        inset: Ems by which a quotation, and a list within a list, stands further in.
        role: As in `compose_ink`, like the arguments after the next.
        quoted: Face of quotations; None: that of the rest.
        keep: See `compose_ink`.
        keep_last: See `compose_ink`.
        hyphenate: See `compose_ink`.
    """
    faces = Ruler.over(faces)

    def ink(block: Block) -> str | None:
        face = quoted if quoted and block.is_quoted else role
        shape = replace(measure, cells=measure.cells - inset * block.depth) if block.depth else measure
        if block.tag.startswith("<li"):
            printed = marker(block.number, block.level) if marker and block.number is not None else ""
            shape = replace(shape, first=shape.first + sum(faces.advance(one, face) for one in clusters(printed)))
        return compose_ink(block.html, shape, faces, role=face, keep=keep, keep_last=keep_last, hyphenate=hyphenate)

    blocks = blocks_of(_LOOSE.sub(r"\1\2", html))
    return "".join(_set(block, ink(block) if block.tag else None) for block in blocks)


def _set(block: Block, ink: str | None) -> str:
    if ink is None or not block.html.strip():
        return block.tag + block.html
    if block.is_whole:
        return _with_class(block.tag, "set") + ink
    # The class of the item would hold for the blocks that follow in it; another keeps its number with its words.
    return f'{_with_class(block.tag, "begun")}<span class="set">{ink}</span>'


def blocks_of(html: str) -> Iterator[Block]:
    """Yield the pieces of HTML in order; tags and pieces put together again are the whole."""
    tags = [(found, name) for found in TAG.finditer(html) if (name := _name(found[0])).removeprefix("/") in _BLOCKS]
    counts: list[int | None] = []
    at = index = quotes = 0
    while index < len(tags):
        tag, name = tags[index]
        index = _after(tags, index) if name in _LEFT else index + 1
        number = _count(counts, tag[0], name)
        quotes = max(0, quotes + {"blockquote": 1, "/blockquote": -1}.get(name, 0))
        if name in {"p", "li"}:
            end = tags[index][0].start() if index < len(tags) else len(html)
            is_whole = index < len(tags) and tags[index][1] == f"/{name}"
            yield Block(html[at : tag.start()])
            level, depth = (
                sum(one is not None for one in counts),
                min(quotes, DEEPEST) + min(max(0, len(counts) - 1), DEEPEST),
            )
            yield Block(html[tag.end() : end], tag[0], number, is_whole, level, depth, quotes > 0)
            at = end
    yield Block(html[at:])


def _name(tag: str) -> str:
    found = _NAME.match(tag)
    return found[1].lower() if found else ""


def _after(tags: list[tuple[re.Match[str], str]], index: int) -> int:
    """Return the tag after the one that closes a block; the next, where none does."""
    close = f"/{tags[index][1]}"
    return next((at + 1 for at in range(index + 1, len(tags)) if tags[at][1] == close), index + 1)


def _count(counts: list[int | None], tag: str, name: str) -> int | None:
    """Return the number of an item, 0 where it has none, None for any other tag; keep the count of every open list."""
    if name in {"ul", "ol"}:
        start = _START.search(tag)
        counts.append(None if name == "ul" else int(start[1]) if start else 1)
    elif name in {"/ul", "/ol"} and counts:
        counts.pop()
    elif name == "li" and counts:
        number = counts[-1]
        if number is None:
            return 0
        counts[-1] = number + 1
        return number
    return None


def _with_class(tag: str, name: str) -> str:
    """Return an opening tag with one class more."""
    found = _CLASS.search(tag)
    return f"{tag[: found.end(2)]} {name}{tag[found.end(2) :]}" if found else f'{tag[:-1]} class="{name}">'
