"""Web pages: HTML, whole or in pieces, as Markdown lines; what browsers do not show is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

_UNSEEN = {"script", "style", "template", "noscript", "svg", "iframe", "object"}
_VOID = {"br", "hr", "img", "input", "meta", "link", "wbr", "col", "area", "base", "source", "embed", "track", "param"}
_BLOCKS = {
    "p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "figure", "figcaption", "blockquote",
    "title", "dl", "dt", "dd", "form", "fieldset", "address", "details", "summary", "body", "html", "center", "caption",
}  # fmt: skip
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "del": "~~", "s": "~~", "strike": "~~", "code": "`"}
_DEEPEST = 20
"""Lists inside each other."""
_WHOLE_TAG = re.compile(
    r"<(?:(?P<raw>script|style)(?=[\s/>])|/?[a-z])(?:(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+|[^<>]*+)>", re.IGNORECASE
)
LOOKS_LIKE_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE\s+html|<html[\s>])", re.IGNORECASE)
"""How the text of a whole page begins."""


def markdown_of(text: str) -> list[str]:
    """Return the words of HTML as lines of Markdown: headings, lists, tables, links, emphasis."""
    return [line for line, _ in numbered_markdown_of(text)]


def numbered_markdown_of(text: str) -> list[tuple[str, int]]:
    """Return the lines of Markdown, each with the line of the HTML on which it begins, from 1."""
    reader = _Reader()
    reader.feed("".join(_sound(text)))
    reader.close()
    reader.end_row()
    reader.end_line()
    while reader.lines and not reader.lines[-1][0]:
        reader.lines.pop()
    return reader.lines


def _sound(text: str) -> Iterator[str]:
    """Yield HTML in which every `<` begins a whole tag: the parser looks to the end for each that does not.

    Comments and declarations are left out but for their line ends; a `<` that begins nothing is a letter.
    """
    start, last = 0, text.rfind("-->")
    while (begin := text.find("<", start)) >= 0:
        yield text[start:begin]
        end = _end_of_unseen(text, begin, last) if text[begin + 1 : begin + 2] in {"!", "?"} else 0
        if end > 0:
            yield "\n" * text.count("\n", begin, end)
            start = end
        elif not end and (found := _WHOLE_TAG.match(text, begin)):
            start = found.end()
            if found["raw"]:
                closed = re.compile(rf"</\s*+{found['raw']}\s*+>", re.IGNORECASE).search(text, start)
                start = closed.end() if closed else len(text)
            yield text[begin:start]
        else:
            yield "&lt;"
            start = begin + 1
    yield text[start:]


def _end_of_unseen(text: str, begin: int, last: int) -> int:
    """Return where a comment or a declaration ends; -1: never. The last comment ends at `last`."""
    if text.startswith("<!--", begin):
        return text.find("-->", begin + 4) + 3 if last >= begin + 4 else -1
    return text.find(">", begin) + 1 or -1


class _Reader(HTMLParser):
    """Goes through the tags once; broken HTML gives what can be read of it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[tuple[str, int]] = []
        self.words: list[str] = []
        self.begun = 1
        self.unseen = 0
        self.lists: list[int] = []
        """Of each open list the number of its next item; 0: bullets."""
        self.prefix = ""
        self.has_words = False
        """Whether words of a text stand in the line."""
        self.links: list[tuple[str, int]] = []
        """Target of each open link of the line, and where among the words its bracket stands."""
        self.cells: list[str] | None = None
        self.is_in_cell = False
        self.rows = 0
        self.is_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what a tag opens."""
        found = dict(attrs)
        if tag in _UNSEEN:
            self.unseen += 1
        elif self.unseen:
            return
        elif re.fullmatch(r"h[1-6]", tag):
            self._block()
            self.prefix = "#" * int(tag[1]) + " "
        elif tag in {"ul", "ol"}:
            self.end_line()
            self.lists.append(1 if tag == "ol" else 0)
        elif tag == "li":
            self._item()
        elif tag == "table":
            self._block()
            self.rows = 0
        elif tag == "tr":
            self.end_row()
            self.end_line()
            self.cells = []
        elif tag in {"td", "th"}:
            self._cell()
        else:
            self._open_inline(tag, found)

    def _open_inline(self, tag: str, found: dict[str, str | None]) -> None:
        if tag == "br":
            self.words.append("、" if self.cells is not None else "\n")
            if self.cells is None:
                self.end_line()
        elif tag == "dd":
            self.end_line()
        elif tag == "hr" or tag in _BLOCKS:
            self._block()
        elif tag == "pre" and self.cells is None:
            self._block()
            self.lines.append(("```", self.getpos()[0]))
            self.is_code = True
        elif tag == "a":
            self.links.append((found.get("href") or "", len(self.words)))
            self.words.append("[")
        elif tag == "img":
            self.words.append(f"![{found.get('alt') or 'picture'}]({found.get('src') or ''})")
        elif tag == "input" and found.get("type") == "checkbox":
            self.words.append("[x] " if "checked" in found else "[ ] ")
        elif tag in _MARKS and not self.is_code:
            self.words.append(_MARKS[tag])

    def handle_endtag(self, tag: str) -> None:
        """Close what a tag closes."""
        if tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif self.unseen:
            return
        elif tag in {"ul", "ol"}:
            self.end_line()
            if self.lists:
                self.lists.pop()
            if not self.lists and self.cells is None:
                self.lines.append(("", self.getpos()[0]))
        elif tag == "tr":
            self.end_row()
        elif tag == "pre" and self.is_code:
            self.end_line()
            self.lines.append(("```", self.getpos()[0]))
            self.is_code = False
        else:
            self._close_inline(tag)

    def _close_inline(self, tag: str) -> None:
        if tag == "a" and self.links:
            self._end_link(*self.links.pop())
        elif tag == "dt":
            # A term and what stands for it are a label with its words.
            words = "".join(self.words).strip()
            self.words += [":"] if words and not words.endswith((":", "：", ":**")) else []
            self.end_line()
        elif re.fullmatch(r"h[1-6]", tag) or tag in _BLOCKS or tag in {"table", "li"}:
            if tag == "table":
                self.end_row()
            self._block(is_item=tag == "li")
        elif tag in _MARKS and not self.is_code:
            self.words.append(_MARKS[tag])

    def handle_data(self, data: str) -> None:
        """Keep words; a line of code stays a line."""
        if self.unseen or not data:
            return
        if not self.has_words:
            self.begun = self.getpos()[0]
        self.has_words = self.has_words or not data.isspace()
        if self.is_code:
            first, *rest = data.split("\n")
            self.words.append(first)
            for line in rest:
                self.end_line()
                self.words.append(line)
                self.has_words = bool(line.strip())
        else:
            self.words.append(re.sub(r"\s+", " ", data))

    def end_line(self) -> None:
        """Write the words so far as a line."""
        if self.cells is not None:
            self.words.append(" ")
            return
        for _, place in self.links:
            # A link over several blocks is their words; its bracket would stand alone.
            self.words[place] = ""
        text = "".join(self.words)
        text = text if self.is_code else " ".join(text.split())
        self._begin_line()
        bare = re.sub(r"\*\*\s*\*\*|~~\s*~~|``", "", text)
        if bare.strip() or self.is_code:
            self.lines.append((self.prefix + bare, self.begun))
            self.prefix = " " * len(self.prefix) if self.lists else ""
        self.begun = self.getpos()[0]

    def _begin_line(self) -> None:
        self.words, self.links, self.has_words = [], [], False

    def _block(self, *, is_item: bool = False) -> None:
        self.end_line()
        if self.cells is None and not self.lists and not is_item and self.lines and self.lines[-1][0]:
            self.lines.append(("", self.getpos()[0]))
        if not self.lists:
            self.prefix = ""

    def _item(self) -> None:
        self.end_line()
        depth = min(len(self.lists), _DEEPEST)
        number = self.lists[-1] if self.lists else 0
        mark = f"{number}. " if number else "- "
        if number:
            self.lists[-1] += 1
        self.prefix = "    " * max(0, depth - 1) + mark

    def _cell(self) -> None:
        if self.cells is None:
            # A cell without a row: what stands before it is a line of its own.
            self.end_line()
            self.cells = []
        if self.is_in_cell or self.has_words:
            self.cells.append(" ".join("".join(self.words).split()))
        self.is_in_cell = True
        self._begin_line()

    def end_row(self) -> None:
        """Write the cells so far as a row of a table."""
        if self.cells is None:
            return
        self.cells.append(" ".join("".join(self.words).split()))
        cells = [cell.strip("、 ").replace("|", "\\|") for cell in self.cells]
        self._begin_line()
        self.cells, self.is_in_cell = None, False
        if any(cells):
            self.lines.append((f"| {' | '.join(cells)} |", self.begun))
            if self.rows == 0:
                self.lines.append((f"|{'---|' * len(cells)}", self.begun))
            self.rows += 1

    def _end_link(self, target: str, place: int) -> None:
        inner = "".join(self.words[place + 1 :]).strip()
        self.words[place:] = [f"[{inner or target}]({target})" if target else inner]
