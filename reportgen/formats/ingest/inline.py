"""Inline: marks, links and HTML inside the lines of a foreign text as Markdown of the dialect; code stays as it is."""

from __future__ import annotations

import html
import re
from collections import defaultdict, deque
from collections.abc import Iterator

from reportgen.text.dialect import is_asset_path, is_open_link
from reportgen.text.lines import fences

# Texts here may be as long as a file: every pattern goes over its text once, whatever it finds.
# Between two masks (由***负责，***配合) stand words too, but letters or a comma beside the stars.
_BOLD_ITALIC = re.compile(r"(?<![\w*])\*\*\*(?![\s*，、；。：,;])([^*\n]+?)(?<![\s，、；,;])\*\*\*(?![\w*])")
_UNDERSCORED = re.compile(r"(?<!\w)_\*\*(?![\s*])([^*\n]+?)\*\*_(?!\w)|\*\*_(?![\s_])([^_*\n]+?)_\*\*")
_LINK = re.compile(
    r"(!?)\[((?:[^\[\]\n]|\[[^\[\]\n]*+\]){0,2000}+)\]\(\s*+(<[^<>\n]*+>|(?:[^()\s]|\([^()\s]*+\))*+)"
    r"((?:\s++\"[^\"\n]*+\")?+\s*+)\)"
)
_TAG = re.compile(
    r"<(/?)(b|strong|i|em|u|mark|span|font|center|sup|sub|kbd|small|br|p|div|del|s)\b"
    r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*/?>",
    re.IGNORECASE,
)
_INSIDE = r"(?P<inside>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+|[^<>]*+)"
_ANCHOR = re.compile(rf"<a\s{_INSIDE}>|(?P<end></a\s*+>)", re.IGNORECASE)
_PICTURE = re.compile(rf"<img\s{_INSIDE}>", re.IGNORECASE)
_HREF = re.compile(r"href\s*+=\s*+[\"']?([^\"'\s>]++)", re.IGNORECASE)
_SRC = re.compile(r"src\s*+=\s*+[\"']?([^\"'\s>]++)", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,6});")
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "del": "~~", "s": "~~"}
_TICKS = re.compile("`+")


def outside_code(text: str) -> str:
    """Return a text with its marks, links and HTML rewritten where they are no code.

    Three stars around words become two, because three are a mask; links that lead nowhere and pictures that are not
    here become words; what HTML marks inside a line is marked as in Markdown.
    """
    kept: list[str] = []

    def keep(words: str) -> str:
        kept.append(put_back(words))
        return f"\ue000{len(kept) - 1}\ue001"

    def put_back(words: str) -> str:
        return re.sub("\ue000(\\d+)\ue001", lambda found: kept[int(found[1])], words)

    # Private characters stand for code; those of the text itself are code here too, so that none is taken for one.
    text = re.sub("[\ue000\ue001]", lambda found: keep(found[0]), text)
    pieces, start = [], 0
    for begin, end in _code(text):
        pieces += [text[start:begin], keep(text[begin:end])]
        start = end
    return put_back(_rewritten("".join([*pieces, text[start:]])))


def fenced(text: str) -> Iterator[tuple[int, int]]:
    """Yield where blocks between fences begin and end, as the dialect reads them."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    yield from ((starts[first], starts[last + 1] - 1) for first, last in fences(lines))


def _code(text: str) -> Iterator[tuple[int, int]]:
    """Yield where code begins and ends: blocks between fences, and spans between like backticks on one line."""
    start = 0
    for begin, end in [*fenced(text), (len(text), len(text))]:
        yield from _spans(text[start:begin], start)
        if end > begin:
            yield begin, end
        start = end


def _spans(text: str, offset: int) -> Iterator[tuple[int, int]]:
    for line in text.split("\n"):
        runs = list(_TICKS.finditer(line)) if "`" in line else []
        alike: defaultdict[int, deque[int]] = defaultdict(deque)
        for place, run in enumerate(runs):
            alike[len(run[0])].append(place)
        inside_until = -1
        for place, run in enumerate(runs):
            same = alike[len(run[0])]
            same.popleft()
            if place > inside_until and same:
                inside_until = same[0]
                yield offset + run.start(), offset + runs[inside_until].end()
        offset += len(line) + 1


def _rewritten(text: str) -> str:
    if "<" in text:
        text = "".join(_with_links("".join(_without_comments(text))))
        text = _TAG.sub(_mark_of_tag, _PICTURE.sub(_picture, text))
    if "&" in text:
        text = _ENTITY.sub(lambda found: _unescaped(found[0]), text)
    text = _BOLD_ITALIC.sub(r"**\1**", text)
    text = _UNDERSCORED.sub(lambda found: f"**{found[1] or found[2]}**", text)
    return _LINK.sub(_link, text) if "](" in text else text


def _without_comments(text: str) -> Iterator[str]:
    start = 0
    while (begin := text.find("<!--", start)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        yield text[start:begin]
        start = end + 3
    yield text[start:]


def _with_links(text: str) -> Iterator[str]:
    """Yield the text with links of HTML as those of Markdown; one that is never closed stays as it is."""
    start = 0
    opened: tuple[re.Match[str], str] | None = None
    for found in _ANCHOR.finditer(text):
        if found["end"] and opened:
            words = " ".join(_TAG.sub("", text[opened[0].end() : found.start()]).split())
            yield f"{text[start : opened[0].start()]}[{words}]({html.unescape(opened[1])})"
            start, opened = found.end(), None
        elif not found["end"] and not opened and (target := _HREF.search(found["inside"])):
            opened = found, target[1]
    yield text[start:]


def _picture(found: re.Match[str]) -> str:
    source = _SRC.search(found["inside"])
    return f"![picture]({source[1]})" if source else found[0]


def _unescaped(entity: str) -> str:
    if entity == "&nbsp;":
        return " "
    plain = html.unescape(entity)
    return entity if plain in {"<", ">", "&"} or not plain.isprintable() else plain


def _mark_of_tag(found: re.Match[str]) -> str:
    name = found[2].lower()
    return "  \n" if name == "br" else _MARKS.get(name, "")


def _link(found: re.Match[str]) -> str:
    bang, words, target, title = found.groups()
    path = target.strip("<>")
    if is_asset_path(path):
        # An asset that nobody put there would stop the record.
        return f"{bang}\\[{words}]({target}{title})"
    if not path and is_open_link(words) and not bang:
        return f"<{words}>"
    if is_open_link(path):
        return f"[{words.replace('[', '(').replace(']', ')')}]({target})" if bang else found[0]
    return f"{bang}\\[{words}]({target}{title})"
