"""The dialect: which Markdown minutes are written in, and the one parser that reads it.

Paragraphs, headings, lists, quotes, rules, tables, fenced code; bold, emphasis, strikethrough, code, links, images.
What stays as typed: HTML, entities, reference links (`[pending]: funds` is a sentence), underlined headings, code by
indentation, rules of `___` (a place to sign).
"""

from __future__ import annotations

import functools
import re
import xml.etree.ElementTree as etree  # noqa: N813 - as its own documentation writes it
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import markdown
from markdown.blockprocessors import BlockQuoteProcessor, HashHeaderProcessor, HRProcessor
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor as InlineTreeprocessor
from markdown.treeprocessors import Treeprocessor
from pydantic import TypeAdapter, ValidationError

from reportgen.model.values import AssetPath
from reportgen.text.inline import inline_patterns
from reportgen.text.lines import settle
from reportgen.text.tokens import ASSET, MASK

if TYPE_CHECKING:
    from collections.abc import Sequence

WEB_LINK = re.compile(r"(?i:https?://|mailto:)[^\s<>\"\\]+")
PAGE_LINK = re.compile(r"#[\w.-]+")


@dataclass(frozen=True, slots=True)
class Target:
    """Something a text points at, as typed, in the order of the text."""

    kind: Literal["image", "link"]
    path: str
    is_asset: bool
    """Whether it is the path of a file below assets/."""

    @property
    def is_printed(self) -> bool:
        """Whether it can stand on a page: an asset, or a link a reader may follow."""
        return self.is_asset or (self.kind == "link" and is_open_link(self.path))


def is_open_link(path: str) -> bool:
    """Whether a link leads to the web, to a mailbox or to a place on the same page."""
    return WEB_LINK.fullmatch(path) is not None or PAGE_LINK.fullmatch(path) is not None


@functools.cache
def _asset_path() -> TypeAdapter[str]:
    return TypeAdapter(AssetPath)


def is_asset_path(path: str) -> bool:
    """Whether a path names a file below assets/."""
    try:
        _asset_path().validate_python(path)
    except ValidationError:
        return False
    return True


class _Heading(HashHeaderProcessor):
    # `#1 unit` is a name, `# 1` a heading.
    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})[ ]+(?P<header>[^\n]+)(?:\n|$)")


class _Rule(HRProcessor):
    SEARCH_RE = re.compile(r"^ {0,3}---+ *$", re.MULTILINE)


class _Quote(BlockQuoteProcessor):
    # `>500` and `>=3` at the start of a line compare; they quote nobody.
    RE = re.compile(r"(^|\n)[ ]{0,3}>(?![\d=])[ ]?(.*)")

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        found = self.RE.search(block)
        if not found:
            return
        self.parser.parseBlocks(parent, [block[: found.start()]])
        lines = [self.clean(line) for line in block[found.start() :].lstrip("\n").split("\n")]
        sibling = self.lastChild(parent)
        quote = (
            sibling if sibling is not None and sibling.tag == "blockquote" else etree.SubElement(parent, "blockquote")
        )
        self.parser.state.set("blockquote")
        settled = settle(lines, functools.partial(_keep_code, self.parser.md))
        self.parser.parseChunk(quote, "\n".join(settled).strip("\n"))
        self.parser.state.reset()


class _Table(TableProcessor):
    def _build_row(self, row: str, parent: etree.Element, align: Sequence[str | None]) -> None:
        cells = self._split_row(row)  # type: ignore[attr-defined]
        # The parser drops cells beyond the heading's; words of a meeting are never dropped.
        super()._build_row(row, parent, align)  # type: ignore[misc]
        if len(cells) > len(align):
            parent[-1][-1].text = " | ".join(cell.strip() for cell in cells[len(align) - 1 :])


class _Lines(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return settle(lines, functools.partial(_keep_code, self.md))


def _keep_code(parser: markdown.Markdown, code: str) -> str:
    shown = code.replace("<", "&lt;")
    return parser.htmlStash.store(f"<pre><code>{shown}</code></pre>")


class _Finish(Treeprocessor):
    """Turns the finished tree into what a page may hold, and keeps what it pointed at."""

    def __init__(self, parser: Dialect) -> None:
        super().__init__(parser)
        self.targets = parser.targets

    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            if element.tag == "p" and len(element) == 1 and element[0].tag == "img":
                _make_figure(element)
        for element in root.iter():
            if element.tag == "a":
                self._finish_link(element)
            elif element.tag == "img":
                self._finish_image(element)

    def _keep(self, kind: Literal["image", "link"], path: str) -> Target:
        typed = path.replace("&amp;", "&").replace(MASK, "*")
        target = Target(kind, typed, is_asset_path(typed))
        self.targets.append(target)
        return target

    def _finish_link(self, element: etree.Element) -> None:
        target = self._keep("link", element.attrib.pop("href"))
        if not target.is_printed:
            # The cleaner lets no span through, so the words alone stay.
            element.tag = "span"
        elif target.is_asset:
            element.set("href", ASSET + target.path)
        else:
            element.set("href", target.path.replace("&", "&amp;"))
            if target.path.lower().startswith("http"):
                element.set("rel", "noopener noreferrer")

    def _finish_image(self, element: etree.Element) -> None:
        target = self._keep("image", element.get("src", ""))
        if target.is_asset:
            element.set("src", ASSET + target.path)
        else:
            element.tag, element.text = "span", element.get("alt")


def _make_figure(paragraph: etree.Element) -> None:
    """Turn an image alone in its paragraph into a figure; its title, else its words, stand below."""
    image = paragraph[0]
    caption = image.get("title") or image.get("alt")
    around = f"{paragraph.text or ''}{image.tail or ''}".strip()
    if around or not is_asset_path(image.get("src", "")):
        return
    paragraph.tag = "figure"
    if caption:
        etree.SubElement(paragraph, "figcaption").text = caption


class Dialect(markdown.Markdown):
    """The parser with exactly the rules of the dialect; used again and again."""

    def __init__(self) -> None:
        self.targets: list[Target] = []
        """What the last text pointed at."""
        super().__init__(
            extensions=[TableExtension(), SaneListExtension()],
            output_format="html",
        )
        # What a page of Markdown escapes for other readers is escaped here too.
        self.ESCAPED_CHARS += ["<", "&", "~", "="]
        self._set_lines()
        self._set_blocks()
        self._set_inline()
        self.treeprocessors.register(_Finish(self), "finish", -10)

    def _set_lines(self) -> None:
        self.preprocessors.deregister("html_block")
        self.preprocessors.register(_Lines(self), "lines", 25)

    def _set_blocks(self) -> None:
        blocks = self.parser.blockprocessors
        for name in ("code", "setextheader", "reference"):
            blocks.deregister(name)
        blocks.register(_Table(self.parser, {"use_align_attribute": True}), "table", 75)
        blocks.register(_Heading(self.parser), "hashheader", 70)
        blocks.register(_Rule(self.parser), "hr", 50)
        blocks.register(_Quote(self.parser), "quote", 20)

    def _set_inline(self) -> None:
        self.inlinePatterns = inline_patterns(self)
        self.treeprocessors.register(InlineTreeprocessor(self), "inline", 20)

    def read(self, text: str) -> tuple[str, tuple[Target, ...]]:
        """Return the HTML of a text, not yet cleaned, and what it points at."""
        self.reset()
        self.targets.clear()
        return self.convert(text), tuple(self.targets)
