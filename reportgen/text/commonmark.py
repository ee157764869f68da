"""CommonMark: prose of the dialect as Markdown for the world, which shows what our own pages show of it.

It is written from the cleaned HTML, not from what was typed: a mask, a tag, a note in square brackets or an indented
line mean other things elsewhere than in the dialect, and some of them would vanish.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from reportgen.text.cleaning import clean
from reportgen.text.escapes import (
    escaped,
    guarded,
    guarded_heading,
    is_punctuation,
    parts_words,
)
from reportgen.text.markup import UNDER, Resolve, nowhere
from reportgen.text.tokens import ASSET

DEEPEST_HEADING = 6
_VOID = {"br", "hr", "img"}
_INLINE = {"strong", "em", "del", "code", "a", "img", "br", "span"}
_MARKS = {"strong": "**", "em": "*", "del": "~~"}
_ALIGNED = {"align-left": ":---", "align-center": ":---:", "align-right": "---:"}
_BREAK = "  \n"
_OPENING = "“‘《（【「『〈\"'("
_CLOSING = "”’》）】」』〉\"'。，、；：？！….,:;?!%"
"""What stands as well outside an emphasis as at its edge; none of it can be part of a mark."""
_ENTITY = re.compile(r"&(?=[#A-Za-z][A-Za-z0-9]*;)")
_MAILBOX = re.compile(r"[A-Za-z0-9.+_-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_CODE = re.compile(r"\A(`+) ?(.*?) ?\1(?!`)", re.DOTALL)
_END_OF_CALL = re.compile(r"!\Z")
_LATIN = re.compile(r"[0-9A-Za-z]")
_LONE_STAR = re.compile(r"(?<!\\)\*")
_IN_TITLE = re.compile(r'["\\]')
_BEHIND_A_BACKSLASH = r"\\\g<0>"


@dataclass(frozen=True, slots=True)
class Block:
    """A block of Markdown without empty lines around it."""

    text: str
    is_words: bool = True
    """Whether it is a paragraph, so that a label may stand before it on the same line."""


@dataclass(slots=True)
class _Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[_Element | str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads cleaned HTML, which is balanced, into a tree."""

    def __init__(self) -> None:
        super().__init__()
        self.root = _Element("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = _Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        del tag
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def to_markdown(
    text: str, *, asset: Resolve = nowhere, link: Resolve = nowhere, under: int = UNDER
) -> tuple[Block, ...]:
    """Return a text of the dialect as blocks of CommonMark with tables and strikethrough.

    Args:
        text: Markdown of the dialect.
        asset: asked for every image; None prints its words instead.
        link: asked for every link to an asset; None prints the words without a link, as for a place on the page.
        under: level of the heading above; a heading that would be deeper than six levels becomes a bold line.
    """
    reader = _Reader()
    reader.feed(clean(text).html)
    reader.close()
    return tuple(_Writer(asset, link, under).blocks(reader.root.children))


@dataclass(frozen=True, slots=True)
class _Writer:
    asset: Resolve
    link: Resolve
    under: int

    # Blocks

    def blocks(self, children: Iterable[_Element | str]) -> Iterator[Block]:
        """Yield the blocks of some children; words between blocks make a paragraph."""
        words: list[_Element | str] = []
        for child in children:
            if isinstance(child, str) or child.tag in _INLINE:
                words.append(child)
            else:
                yield from self._paragraph(words)
                words = []
                yield from self._block(child)
        yield from self._paragraph(words)

    def _paragraph(self, children: Sequence[_Element | str]) -> Iterator[Block]:
        if text := _lines(self.inline(children)):
            yield Block(guarded(text))

    def _block(self, element: _Element) -> Iterator[Block]:
        match element.tag:
            case "p":
                yield from self._paragraph(element.children)
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                yield from self._heading(element)
            case "hr":
                yield Block("---", is_words=False)
            case "pre":
                yield Block(_fenced(_words(element)), is_words=False)
            case "figure":
                yield from self._figure(element)
            case "table":
                yield Block("\n".join(self._rows(element)), is_words=False)
            case "blockquote":
                quoted = "\n\n".join(one.text for one in self.blocks(element.children))
                yield Block("\n".join(f"> {line}" if line else ">" for line in quoted.split("\n")), is_words=False)
            case _:
                yield from self._list(element)

    def _heading(self, element: _Element) -> Iterator[Block]:
        level = self.under + int(element.tag[1])
        words = " ".join(self.inline(element.children).split())
        if words and level > DEEPEST_HEADING:
            yield Block(f"**{escaped(' '.join(_words(element).split()))}**", is_words=False)
        elif words:
            yield Block(f"{'#' * level} {guarded_heading(words)}", is_words=False)

    def _figure(self, element: _Element) -> Iterator[Block]:
        image = next(one for one in _elements(element) if one.tag == "img")
        caption = "".join(_words(one) for one in _elements(element) if one.tag == "figcaption")
        shown = self._image(image, caption)
        yield Block(guarded(shown), is_words=not shown.startswith("!["))

    def _rows(self, table: _Element) -> Iterator[str]:
        rows = [row for part in _elements(table) for row in _elements(part)]
        for place, row in enumerate(rows):
            cells = [self._cell(cell) for cell in _elements(row)]
            yield f"| {' | '.join(cells)} |"
            if place == 0:
                rule = [_ALIGNED.get(cell.attributes.get("class", ""), "---") for cell in _elements(row)]
                yield f"| {' | '.join(rule)} |"

    def _cell(self, cell: _Element) -> str:
        return " ".join(self.inline(cell.children, frozenset({"cell"})).split()).replace("|", "\\|")

    def _list(self, element: _Element) -> Iterator[Block]:
        told = [(text, item) for item in _elements(element) if (text := self._item(item))]
        first = int(element.attributes.get("start", "1"))
        # Another mark than the lists of the page have, which may follow.
        marks = [f"{first + place}. " if element.tag == "ol" else "* " for place in range(len(told))]
        items = [hung(mark, text) for mark, (text, _) in zip(marks, told, strict=True)]
        if items:
            between = "\n\n" if any(_is_loose(item) for _, item in told) else "\n"
            yield Block(between.join(items), is_words=False)

    def _item(self, item: _Element) -> str:
        between = "\n\n" if _is_loose(item) else "\n"
        return between.join(one.text for one in self.blocks(item.children))

    # Words

    def inline(self, children: Iterable[_Element | str], inside: frozenset[str] = frozenset()) -> str:
        """Return words with their marks.

        Args:
            children: what is to be written.
            inside: `emphasis`, `link` and `cell`, where they stand in one. Emphasis inside emphasis would be a mask in
                the dialect, so its marks are dropped.
        """
        pieces = list(self._pieces(list(children), inside))
        out = ""
        for place, (mark, text) in enumerate(pieces):
            after = next((following or text for following, text in pieces[place + 1 :] if text), " ")
            # Of a bar in code, in a cell, some readers show the escape.
            is_code = mark == "`" and not ("cell" in inside and "|" in text)
            piece = _code(text) if is_code else _emphasised(mark, text, out[-1:] or " ", after[0])
            # Right behind such marks code is no code any more.
            out += _CODE.sub(_bared, piece, count=1) if out[-1:] in {"`", "\\"} else piece
        return out

    def _pieces(self, children: Sequence[_Element | str], inside: frozenset[str]) -> Iterator[tuple[str, str]]:
        """Yield every piece with its mark of emphasis, or none."""
        for child, following in zip(children, [*children[1:], ""], strict=False):
            if isinstance(child, str):
                words = escaped(child, in_brackets="link" in inside)
                is_before_link = isinstance(following, _Element) and following.tag == "a"
                yield "", _END_OF_CALL.sub(r"\\!", words) if is_before_link else words
            elif child.tag == "code":
                yield "`", _words(child)
            elif child.tag in _MARKS:
                mark = "" if "emphasis" in inside else _MARKS[child.tag]
                yield mark, self.inline(child.children, inside | {"emphasis"})
            else:
                yield "", self._mark(child, inside)

    def _mark(self, element: _Element, inside: frozenset[str]) -> str:
        match element.tag:
            case "br":
                return _BREAK
            case "img":
                return self._image(element, "")
            case "a":
                return self._link(element, inside)
            case _:
                return self.inline(element.children, inside)

    def _image(self, element: _Element, caption: str) -> str:
        words = element.attributes.get("alt", "")
        address = self.asset(element.attributes.get("src", "").removeprefix(ASSET))
        if address is None:
            return escaped(caption or words)
        title = f' "{_IN_TITLE.sub(_BEHIND_A_BACKSLASH, caption)}"' if caption not in {"", words} else ""
        return f"![{escaped(words, in_brackets=True)}]({target(address)}{title})"

    def _link(self, element: _Element, inside: frozenset[str]) -> str:
        href = element.attributes.get("href", "")
        address = self.link(href.removeprefix(ASSET)) if href.startswith(ASSET) else href
        if not address or address.startswith("#"):
            return self.inline(element.children, inside)
        plain = _words(element)
        if address == plain or (address == f"mailto:{plain}" and _MAILBOX.fullmatch(plain)):
            return f"<{plain}>"
        return f"[{self.inline(element.children, inside | {'link'})}]({target(address)})"


def hung(mark: str, text: str) -> str:
    """Return text behind the mark of a list item, its further lines under its first."""
    margin = " " * len(mark)
    first, *others = text.split("\n")
    return "\n".join([mark + first if first else mark.rstrip(), *(margin + line if line else "" for line in others)])


def target(address: str) -> str:
    """Return an address for the round brackets of a link."""
    address = _ENTITY.sub(r"\\&", address)
    return f"<{address}>" if set("()") & set(address) else address


def _elements(element: _Element) -> Iterator[_Element]:
    yield from (child for child in element.children if isinstance(child, _Element))


def _words(element: _Element) -> str:
    return "".join(child if isinstance(child, str) else _words(child) for child in element.children)


def _is_loose(item: _Element) -> bool:
    return any(one.tag not in {*_INLINE, "ul", "ol"} for one in _elements(item))


def _lines(text: str) -> str:
    """Return the lines of a paragraph without space around them, but for the two that break a line."""
    parts = [[line.strip(" \t") for line in part.split("\n")] for part in text.split(_BREAK)]
    broken = ["\n".join(line for line in part if line) for part in parts]
    return _BREAK.join(part for part in broken if part)


def _fenced(code: str) -> str:
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}\n{code.removesuffix(chr(10))}\n{fence}"


def _code(code: str) -> str:
    if not code.strip():
        return ""
    fence = "`"
    runs = set(re.findall(r"`+", code))
    while fence in runs:
        fence += "`"
    gap = " " if code[0] == "`" or code[-1] == "`" else ""
    return f"{fence}{gap}{code}{gap}{fence}"


def _bared(code: re.Match[str]) -> str:
    return escaped(code[2])


def _emphasised(mark: str, text: str, before: str, after: str) -> str:
    """Return text in marks of emphasis; quotation marks stand outside where inside they would kill the marks."""
    if mark == "`":
        return escaped(text)
    if not mark or _holds(mark, text, before, after):
        return f"{mark}{text}{mark}"
    begun = text.lstrip(_OPENING)
    inner = begun.rstrip(_CLOSING)
    lead, tail = text[: len(text) - len(begun)], begun[len(inner) :]
    if _holds(mark, inner, lead[-1:] or before, tail[:1] or after):
        return f"{lead}{mark}{inner}{mark}{tail}"
    return text


def _holds(mark: str, text: str, before: str, after: str) -> bool:
    """Whether every reader sees marks around a text as marks."""
    # Three stars in a row would be a mask.
    if not text or text[0].isspace() or text[-1].isspace() or {before, text[-1], after} & set(mark):
        return False
    # The dialect: beside a letter or a digit a star multiplies, and what stands between two holds no third.
    if mark == "*" and (_LATIN.match(before) or _LATIN.match(after) or _LONE_STAR.search(text)):
        return False
    opens = not is_punctuation(text[0]) or parts_words(before)
    return opens and (not is_punctuation(text[-1]) or parts_words(after)) and not (mark == "~~" and " ~" in text)
