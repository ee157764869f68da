"""Rows: what each line of a text is — heading, list item, words, table, code, comment, front matter, rule."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.formats.ingest.plain import mark_plain_headings
from reportgen.formats.ingest.row import Kind, Row

if TYPE_CHECKING:
    from markdown_it.token import Token

_BULLET = re.compile(r"(?:(?:[-*+•·●○▪◦‣■□◆➢➤►–]|[-–]{2})[ \t\u3000]+){1,4}(?=\S)|[•●▪◦‣◆➢➤►](?=\S)")
_TICK = re.compile(r"\[(?P<tick>[ xX✓✔√]?)\][ \t]+(?=\S)|(?P<boxed>[☐☑☒])[ \t]*(?=\S)")
_HAN = "一二三四五六七八九十百零〇两壹贰叁肆伍陆柒捌玖拾貳參陸"
_NUMBER = re.compile(
    r"(?:"
    r"\d{1,3}[.．](?!\d)[ \t\u3000]*"
    r"|\d{1,2}[.．](?=\d{1,2}(?:月|日前|号前|个|名|年|人))"
    r"|\d{1,3}[、)）][ \t]*"
    r"|[（(]\d{1,3}[)）][ \t]*"
    rf"|[（(][{_HAN}]{{1,3}}[)）][ \t]*"
    rf"|[{_HAN}]{{1,3}}、[ \t]*"
    r"|(?:议题|議題|议程|事项|案由|提案|議案|议案|討論案)[ \t]*(?:\d{1,3}|["
    + _HAN
    + r"]{1,3})[ \t]*[：:、.．]?[ \t\u3000]*"
    r"|[【\[](?:议题|議題|议程|案由|提案|議案|议案)[ \t]*(?:\d{1,3}|["
    + _HAN
    + r"]{1,3})[】\]][ \t]*[：:、.．]?[ \t\u3000]*"
    r"|[a-zA-Z][.)](?=[ \t])[ \t]*"
    r"|[ivxIVX]{1,5}[.)](?=[ \t])[ \t]*"
    r"|(?:Item|Topic|Agenda item) +\d{1,3}[：:.][ \t]*"
    r")(?=\S)"
)
_RULE = re.compile(r"(?:([-=_*#~])[ \t]*(?:\1[ \t]*){2,}|[-=_*]{3,})$")
_COMMENT_LINE = re.compile(r"\[//\]: *# *[(\"'].*[)\"']$|<!--.*-->$")
_FRONT = re.compile(r"---[ \t]*$")
_FRONT_END = re.compile(r"(?:---|\.\.\.)[ \t]*$")
_FRONT_LINE = re.compile(r"[\w .\-]{1,60}:(?:\s.*)?$|\s+\S.*$|- .*$|#.*$|$")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]++|$)(.*)$")
LONGEST_ROW = 2_000
"""Characters of a line that is read; what is longer is no notation, and rules need not be fast on it."""
_LONGEST_FENCE = 400
"""Lines of a fenced block in a text that is not Markdown."""
_LONGEST_FRONT = 200
"""Lines of front matter."""


def rows_of(lines: Sequence[str], *, markdown: bool) -> tuple[Row, ...]:
    """Return what each line is.

    Args:
        lines: of the source, without line ends.
        markdown: whether the text is Markdown: then blocks are those of CommonMark; else headings are only words.
    """
    rows = [_row(number, line) for number, line in enumerate(lines, start=1)]
    body = _front_matter(lines)
    for number in range(body):
        rows[number] = _as(rows[number], "front")
    if markdown:
        _mark_blocks(rows, lines, body)
        _mark_hints(rows)
    else:
        _mark_fences(rows, lines, body)
        mark_plain_headings(rows, lines)
    return tuple(rows)


def _as(row: Row, kind: Kind, text: str | None = None) -> Row:
    whole = row.marker + row.text if text is None else text
    return replace(
        row, kind="blank" if not whole.strip() and kind != "code" else kind, text=whole, marker="", ticked=None
    )


def row_of(number: int, line: str) -> Row:
    """Return what a line is by itself, without the lines around it."""
    return _row(number, line)


def _row(number: int, line: str) -> Row:
    words = line.strip(" \t\u3000\u00a0\ufeff\u200b")
    if not words:
        return Row(number, "blank", "")
    lead = line[: len(line) - len(line.lstrip(" \t\u3000\u00a0\ufeff\u200b"))]
    indent = len(lead.expandtabs(4).replace("\u3000", "  "))
    if len(words) > LONGEST_ROW:
        return Row(number, "long", words, indent)
    if _COMMENT_LINE.match(words):
        return Row(number, "comment", words, indent)
    if _RULE.match(words):
        return Row(number, "rule", words, indent)
    marker, ticked = _marker(words)
    text = words[len(marker) :]
    if marker and not text.strip("：:、.． "):
        # A number on a line of its own: 议题1：
        marker, text = words, ""
    if marker.count(marker[:1] + " ") > 1 and marker[0] in "-*+":
        # A list in a list on one line: its words stand as deep as its last mark.
        indent += marker.rstrip().rfind(marker[0])
    return Row(number, "item" if marker else "words", text, indent, marker, ticked=ticked)


def _marker(words: str) -> tuple[str, bool | None]:
    """Return what stands before the words of an item, its box included, and whether the box is ticked."""
    found = _BULLET.match(words) or _NUMBER.match(words)
    marker = found[0] if found else ""
    box = _TICK.match(words, len(marker))
    if not box:
        return marker, None
    ticked = box["boxed"] in {"☑", "☒"} if box["boxed"] else bool(box["tick"].strip())
    return words[: box.end()], ticked


def _front_matter(lines: Sequence[str]) -> int:
    """Return how many lines front matter takes at the top; two stacked ones are both taken, a broken one is words."""
    taken = 0
    while taken < len(lines) and _FRONT.match(lines[taken]):
        inside = lines[taken + 1 : taken + 1 + _LONGEST_FRONT]
        end = next((place for place, line in enumerate(inside) if _FRONT_END.match(line)), None)
        if end is None or not end or not all(_FRONT_LINE.match(line) for line in inside[:end]):
            break
        taken += end + 2
        after = next((place for place in range(taken, len(lines)) if lines[place].strip()), taken)
        if after < len(lines) and _FRONT.match(lines[after]) and after > taken - 1 and _closes(lines, after):
            taken = after
    return taken


def _closes(lines: Sequence[str], first: int) -> bool:
    """Whether a second front matter begins at a line: keys, then a line of hyphens."""
    inside = lines[first + 1 : first + 1 + _LONGEST_FRONT]
    end = next((place for place, line in enumerate(inside) if _FRONT_END.match(line)), None)
    return bool(end) and all(_FRONT_LINE.match(line) and line.strip() for line in inside[:end])


def _mark_fences(rows: list[Row], lines: Sequence[str], body: int) -> None:
    is_open = ""
    closers: defaultdict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if line.lstrip()[:1] in {"`", "~"}:
            closers[line.strip()].append(number)
    for number in range(body, len(rows)):
        mark = re.match(r"\s*(`{3,}|~{3,})", lines[number])
        if is_open:
            rows[number] = _as(rows[number], "code", lines[number])
            if mark and mark[1].startswith(is_open) and lines[number].strip() == mark[1]:
                is_open = ""
        elif mark and _is_closed(closers.get(mark[1], ()), number):
            is_open = mark[1]
            rows[number] = _as(rows[number], "code", lines[number])


def _is_closed(closers: Sequence[int], number: int) -> bool:
    """Whether one of the lines that end a fence stands soon after it."""
    after = bisect_right(closers, number)
    return after < len(closers) and closers[after] < number + _LONGEST_FENCE


def parse_blocks(lines: Iterable[str]) -> list[Token]:
    """Return the blocks of a Markdown text by CommonMark with tables; nothing inside paragraphs is read."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.disable(["inline", "text_join"])
    return parser.parse("\n".join(lines))


def _mark_blocks(rows: list[Row], lines: Sequence[str], body: int) -> None:
    """Set headings, code, tables and HTML apart, as CommonMark reads them."""
    for token in parse_blocks(lines[body:]):
        if token.map is None:
            continue
        first, last = token.map[0] + body, token.map[1] + body
        if token.type == "heading_open":
            _mark_heading(rows, lines, first, last, int(token.tag[1]))
        elif token.type == "fence":
            _mark(rows, lines, range(first, last), "code")
        elif token.type == "code_block" and not any(rows[place].marker for place in range(first, last)):
            # Minutes indent everything; what is marked as an item below an empty line is one.
            _mark(rows, lines, range(first, last), "words")
        elif token.type == "table_open":
            _mark(rows, lines, range(first, last), "table")
        elif token.type == "html_block":
            _mark_markup(rows, lines, range(first, last))


_BOX = re.compile(
    r"<(?:div|aside)\b[^<>]*class=[\"'][^\"'<>]*\b(?:callout|hint|tip|note|admonition|placeholder|instructions?)\b",
    re.IGNORECASE,
)
_BOX_ENDS = re.compile(r"</(?:div|aside)>", re.IGNORECASE)


_FEWEST_HINTS = 3
"""Boxes right below headings that make a text a form; a box or two may hold anything."""


def _mark_hints(rows: list[Row]) -> None:
    """Mark the boxes right below headings in which a form explains what to write there."""
    closers = [place for place, row in enumerate(rows) if row.kind == "markup" and _BOX_ENDS.search(row.text)]
    boxes: list[range] = []
    before: Row | None = None
    for place, row in enumerate(rows):
        if boxes and place < boxes[-1].stop:
            continue
        if row.kind == "markup" and _BOX.search(row.text) and before is not None and before.kind == "heading":
            end = bisect_left(closers, place)
            boxes += [range(place, closers[end] + 1)] if end < len(closers) else []
        before = row if row.kind != "blank" else before
    for place in (place for box in boxes for place in box if len(boxes) >= _FEWEST_HINTS):
        rows[place] = replace(rows[place], is_hint=True)


def _mark(rows: list[Row], lines: Sequence[str], places: range, kind: Kind) -> None:
    for place in places:
        if kind != "words" or rows[place].kind not in {"blank", "comment", "long"}:
            rows[place] = _as(rows[place], kind, lines[place] if kind == "code" else lines[place].strip())


def _mark_heading(rows: list[Row], lines: Sequence[str], first: int, last: int, level: int) -> None:
    if rows[first].kind == "long":
        return
    found = _HEADING.match(lines[first])
    if found:
        words = found[2].rstrip(" \t")
        bare = words.rstrip("#")
        # A sharp at the end of a word belongs to it: C#.
        words = bare.rstrip(" \t") if not bare or bare[-1] in " \t" else words
        # Without words it heads nothing.
        is_empty = not words.strip("# \t")
        rows[first] = (
            Row(first + 1, "rule", lines[first].strip())
            if is_empty
            else Row(first + 1, "heading", words, 0, found[1] + " ", level)
        )
        return
    # Underlined: the words above, the line of hyphens below. Deep in a list, or after many lines, it is a rule; on one
    # line it is a heading that somebody quotes.
    if rows[first].marker or last - first != 2:
        return
    rows[first] = Row(first + 1, "heading", lines[first].strip(), 0, "", level)
    rows[last - 1] = Row(last, "rule", lines[last - 1].strip())


def _mark_markup(rows: list[Row], lines: Sequence[str], places: range) -> None:
    text = "\n".join(lines[place] for place in places).strip()
    is_comment = text.startswith("<!--") and text.endswith("-->") and text.count("<!--") == text.count("-->")
    _mark(rows, lines, places, "comment" if is_comment else "markup")
