"""Markup: the words of a record as HTML for a page, as plain words for a title, and what is wrong with them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from reportgen.model.diagnostic import error, warning
from reportgen.text.cleaning import clean
from reportgen.text.dialect import Target
from reportgen.text.limits import DEEPEST_NESTING, TOO_DEEP, Problem, exceeded, line_of, tables, without_code
from reportgen.text.tokens import ASSET, sound
from reportgen.text.unmarked import unmarked

MOST_FINDINGS = 10
"""Findings of one kind reported for one field; more of the same help nobody."""

UNDER = 3
"""Level of the heading of a page that prose stands under, unless a template says another."""

RAW_HTML = warning(
    "raw-html",
    en="“{value}” is HTML and is printed as typed",
    zh="“{value}”是 HTML，将按原样印出",
    hint_en="use Markdown: `**bold**`, `- item`; what must not be printed must not stand here",
    hint_zh="请用 Markdown，例如 `**加粗**`、`- 条目`；不应印出的内容请删除",
)
IMAGE_NOT_AN_ASSET = error(
    "image-not-an-asset",
    en="the image “{value}” is not a file below assets/",
    zh="图片“{value}”不是 assets/ 下的文件",
    hint_en="put the image into the folder assets/ and write `![words](assets/name.png)`",
    hint_zh="把图片放进 assets/ 文件夹，写成 `![说明](assets/name.png)`",
)
LINK_REFUSED = error(
    "link-refused",
    en="the link “{value}” leads nowhere a reader may go",
    zh="链接“{value}”不能使用",
    hint_en="links begin with https://, http://, mailto:, # or assets/",
    hint_zh="链接以 https://、http://、mailto:、# 或 assets/ 开头",
)
ROW_TOO_LONG = warning(
    "row-too-long",
    en="this row has {count} cells under {columns} headings; the rest is joined to the last cell",
    zh="这一行有 {count} 格，表头只有 {columns} 格，多出的并入最后一格",
    hint_en="add a heading, or write `\\|` for a bar inside a cell",
    hint_zh="请补表头；格内的竖线写成 `\\|`",
)

_HTML = re.compile(r"<(?:/?[A-Za-z][\w-]*(?=[\s/>])|!--|!DOCTYPE|!\[CDATA|\?)[^<>\n]*>?")
_FIGURE = re.compile(
    rf'<figure><img alt="([^"]*)" src="{ASSET}([^"]*)">(<figcaption>.*?</figcaption>)?</figure>', re.DOTALL
)
_IMAGE = re.compile(rf'<img alt="([^"]*)" src="{ASSET}([^"]*)">')
_LINK = re.compile(rf'<a href="{ASSET}([^"]*)">(.*?)</a>', re.DOTALL)
_TARGET_OPENED = re.compile(r"\]\( *<? *")
_TAG = re.compile(r"<(?:[^\"<>]|\"[^\"]*\")*>")
_HEADING = re.compile(r"(</?h)([1-6])>")
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|t[hd]|pre|blockquote|figcaption|figure|tr)>|<[hb]r>|<[uo]l\b[^>]*>")
_ENDS_A_CLAUSE = "。！？；：，、」』”）》…"

Resolve = Callable[[str], str | None]
"""Takes the path of an asset (assets/plan.png), returns the address to print, or None."""


class Html(str):
    """HTML that is safe to print; only the cleaner makes it."""

    __slots__ = ()

    def __html__(self) -> Html:
        """Return itself: a template that escapes everything prints it as it is."""
        return self


def nowhere(_path: str) -> None:
    """Return None for every path: no asset can be reached, so the words alone are printed."""


def to_html(text: str, *, asset: Resolve = nowhere, link: Resolve = nowhere, under: int = UNDER, at: str = "") -> Html:
    """Return a Markdown text as blocks of safe HTML; never raises, whatever was typed.

    Args:
        text: Markdown of the dialect.
        asset: Asked for every image; None prints its words instead.
        link: Asked for every link to an asset; None prints the words without a link. Links to the web, to a mailbox
            and to a place on the page stay as typed.
        under: Level of the heading above, from 1. `#` becomes the level below it, `##` the next, none goes beyond 6.
        at: What stands before every anchor of the record on the page; links to a place on it get it too.
    """
    html_text = _TAG.sub(lambda found: _lowered(found[0], under), clean(text).html)
    if at:
        # A tag, never words: in words `<` is escaped.
        html_text = html_text.replace('<a href="#', f'<a href="#{at}')
    if ASSET not in html_text:
        return Html(html_text)
    html_text = _FIGURE.sub(lambda found: _figure(found, asset), html_text)
    html_text = _IMAGE.sub(lambda found: _image(found[2], found[1], asset), html_text)
    return Html(_LINK.sub(lambda found: _asset_link(found[1], found[2], link), html_text))


def to_inline(
    text: str, *, asset: Resolve = nowhere, link: Resolve = nowhere, under: int = UNDER, at: str = ""
) -> Html:
    """Return a text of one paragraph without the tags around it; several blocks stay blocks, as in `to_html`."""
    blocks = to_html(text, asset=asset, link=link, under=under, at=at)
    inner = blocks.removeprefix("<p>").removesuffix("</p>")
    return Html(inner) if len(blocks) - len(inner) == 7 and "<p>" not in inner else blocks


def to_plain(text: str) -> str:
    """Return the words alone, in one line: for titles, feeds and summaries."""
    shown = _FIGURE.sub(lambda found: f"<p>{found[3] or ''}</p>", clean(text).html)
    shown = _IMAGE.sub(lambda found: found[1], shown)
    words = html.unescape(_TAG.sub("", _BLOCK_END.sub("\x00", shown)))
    return _one_line(part for block in words.split("\x00") if (part := " ".join(block.split())))


def safe(words: object) -> Html:
    """Return safe HTML as it is; plain words escaped."""
    # Jinja wraps safe words in a class of its own; like ours, it says by this method that they are safe.
    return Html(words.__html__() if hasattr(words, "__html__") else html.escape(str(words)))


def led(blocks: Html, lead: object, kind: str = "lead") -> Html:
    """Return blocks with words at the start of the first paragraph; they have a paragraph of their own where none is.

    Args:
        blocks: safe HTML.
        lead: plain words or safe HTML; empty: nothing is added.
        kind: class of the words.
    """
    words = safe(lead)
    if not words:
        return blocks
    marked = f'<span class="{kind}">{words}</span>' if kind == "label" else f'<b class="{kind}">{words}</b>'
    return Html(f"<p>{marked}{blocks[3:]}" if blocks.startswith("<p>") else f"<p>{marked}</p>\n{blocks}")


def ended(blocks: Html, tail: object, *, language: str) -> Html:
    """Return blocks with words in brackets at the end of the last paragraph; none: as they are.

    In Chinese they stand before its full stop; in English, where a full stop may end an abbreviation, behind it as a
    sentence of their own.
    """
    words, stop = safe(tail or ""), "。" if language == "zh" else "."
    if not words:
        return blocks
    if not blocks.rstrip().endswith("</p>"):
        return Html(f"{blocks}\n<p>{words}{stop}</p>")
    text = blocks.rstrip().removesuffix("</p>")
    if language != "zh":
        return Html(f"{text}{_as_sentence(words)}</p>" if text.endswith(stop) else f"{text}{words}{stop}</p>")
    return Html(f"{text.removesuffix(stop)}{words}{stop}</p>")


def _as_sentence(words: str) -> str:
    """Return words in brackets, after a space or none, with a capital and a full stop within the brackets."""
    start = words.find("(") + 1
    if not start or not words.endswith(")"):
        return words
    return f"{words[:start]}{words[start].upper()}{words[start + 1 : -1]}.)"


_BETWEEN_LATIN = re.compile("(?<=[0-9A-Za-z])[’–](?=[0-9A-Za-z])")


def in_latin(words: Html | str, *, language: str) -> Html:
    """Return Chinese words with the marks of both scripts that stand between Latin letters in the Latin face.

    The faces of Chinese have ’ and – as wide as a character.
    """
    whole = safe(words)
    if language != "zh" or not _BETWEEN_LATIN.search(whole):
        return whole
    pieces, end = [], 0
    for tag in _TAG.finditer(whole):
        pieces += [_BETWEEN_LATIN.sub(r'<span class="latin">\g<0></span>', whole[end : tag.start()]), tag[0]]
        end = tag.end()
    return Html("".join(pieces) + _BETWEEN_LATIN.sub(r'<span class="latin">\g<0></span>', whole[end:]))


def images_in(text: str) -> tuple[tuple[str, int], ...]:
    """Return the assets a text shows as images, each with its line in the text, from 0."""
    return tuple((target.path, line) for target, line in _places(text, "image") if target.is_asset)


def links_in(text: str) -> tuple[tuple[str, int], ...]:
    """Return the assets a text links to, each with its line in the text, from 0."""
    return tuple((target.path, line) for target, line in _places(text, "link") if target.is_asset)


def find_problems(text: str) -> tuple[Problem, ...]:
    """Return what is wrong with a text: the kind, the line in the text from 0, and the values to quote."""
    if unmarked(text) is not None:
        return ()
    text = sound(text)
    if problems := exceeded(text):
        return problems
    if clean(text).too_deep:
        return ((TOO_DEEP, 0, {"count": f"> {DEEPEST_NESTING}", "limit": DEEPEST_NESTING}),)
    words = without_code(text)
    return (*_html_in(words), *_refused(text), *_long_rows(words))


def _html_in(words: str) -> Iterator[Problem]:
    for found in list(_HTML.finditer(words))[:MOST_FINDINGS]:
        yield RAW_HTML, line_of(words, found.start()), {"value": found[0]}


def _refused(text: str) -> Iterator[Problem]:
    for kind, finding in (("image", IMAGE_NOT_AN_ASSET), ("link", LINK_REFUSED)):
        refused = [place for place in _places(text, kind) if not place[0].is_printed]
        for target, line in refused[:MOST_FINDINGS]:
            yield finding, line, {"value": target.path}


def _long_rows(words: str) -> Iterator[Problem]:
    for table in tables(words):
        for row, cells in enumerate(table.rows):
            if cells > table.columns:
                yield ROW_TOO_LONG, table.line + 2 + row, {"count": cells, "columns": table.columns}


def _places(text: str, kind: str) -> Iterator[tuple[Target, int]]:
    """Yield assets and what is refused, with their lines; the parser keeps the order: each is sought after the last."""
    typed, after = _TARGET_OPENED.sub("](", without_code(sound(text)).replace("\\", "")), 0
    for target in clean(text).targets:
        if target.is_printed and not target.is_asset:
            continue
        path = "](" + target.path.replace("\\", "")
        found = typed.find(path, after)
        if found >= 0:
            after = found + 1
        else:
            # The image in a link is told after the link.
            found = typed.find(path)
        if target.kind == kind:
            yield target, line_of(typed, found if found >= 0 else after)


def _lowered(tag: str, under: int) -> str:
    """Return the tag of a heading as it stands below a level; any other tag as it is."""
    found = _HEADING.fullmatch(tag)
    return f"{found[1]}{min(6, int(found[2]) + under)}>" if found else tag


def _image(path: str, words: str, asset: Resolve) -> str:
    address = asset(html.unescape(path))
    return words if address is None else f'<img src="{html.escape(address)}" alt="{words}">'


def _figure(found: re.Match[str], asset: Resolve) -> str:
    image = _image(found[2], found[1], asset)
    return f"<figure>{image}{found[3] or ''}</figure>" if image.startswith("<img") else f"<p>{image}</p>"


def _asset_link(path: str, words: str, link: Resolve) -> str:
    address = link(html.unescape(path))
    return words if address is None else f'<a href="{html.escape(address)}">{words}</a>'


def _one_line(blocks: Iterator[str]) -> str:
    line = ""
    for block in blocks:
        line += block if not line or line[-1] in _ENDS_A_CLAUSE else f" {block}"
    return line
