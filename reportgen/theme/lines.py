"""Lines: paragraphs and titles of a printed page cut into lines on its grid; on a web page the browser breaks them."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from string import ascii_lowercase
from typing import Any

import jinja2

from reportgen.text import markup
from reportgen.text.compose import (
    IN_LATIN,
    Advances,
    Measure,
    Ruler,
    compose_blocks,
    compose_title,
    hold_cells,
    keep_whole,
)

TITLE_CELLS = 20
"""Width of a title in its own characters, which are larger than those of the text."""
TABLE = 12 / 15.793
"""Size of the type of tables in that of the text."""
INSET = 2
"""Characters by which quotations, and lists within lists, stand further in."""
_GREETING = re.compile(r"<p>[^<]{1,20}[：:]</p>")


@functools.cache
def _english(word: str) -> Sequence[str]:
    """Return the parts an English word may be cut into at the ends of lines; a name or a month is never cut."""
    import pyphen

    if word[:1].isupper():
        return (word,)
    return tuple(pyphen.Pyphen(lang="en_GB", left=3, right=3).inserted(word, "\u00ad").split("\u00ad"))


def _marker(words: Mapping[str, str], is_han: bool, number: int, level: int) -> str:
    """Return what stands before an item of a list, as the style sheet has it."""
    if not number:
        return words["bullet"]
    if level < 2:
        return f"{number}{words['point']}"
    own = number if is_han or number > len(ascii_lowercase) else ascii_lowercase[number - 1]
    return f"{words['inner_open']}{own}{words['inner_close']}"


def _tied(words: markup.Html | str, count: int = 2) -> markup.Html:
    """Return words that break over lines as they should: numbers and dates whole, no last line of one character."""
    return markup.Html(keep_whole(markup.safe(words), count=count))


def line_filters(faces: Advances | None) -> dict[str, Any]:
    """Return the filters by their names in templates; without faces to measure by, nothing is cut."""
    faces = Ruler.over(faces) if faces else None

    @jinja2.pass_context
    def composed(
        context: jinja2.runtime.Context,
        blocks: Any,
        *,
        cells: float = 28,
        first: float = 2,
        rest: float = 0,
        role: str = "fang",
        keep_last: int = 2,
        tagless: bool = False,
        greeting: bool = False,
    ) -> markup.Html:
        """Return paragraphs in lines.

        Args:
            context: of the template.
            blocks: safe HTML of whole paragraphs.
            cells: width of the column, in characters.
            first: indent of a first line, in characters.
            rest: indent of the other lines.
            role: the face they are set in.
            keep_last: characters the last line should have at least.
            tagless: whether it is one paragraph whose own tags are left away.
            greeting: whether a first paragraph that only addresses the audience (同志们：) begins at the edge.
        """
        safe = markup.safe(blocks).strip()
        measure = Measure(cells, first, rest)

        def cut(html: str, shape: Measure) -> str:
            if not context.get("for_print"):
                return _tied(markup.Html(html))
            # The composer keeps dates and names whole by itself, and gives way where a line would be short for one.
            html = html.replace(' class="nowrap"', "")
            if faces is None:
                return html
            words, is_han = context["w"], context["language"] == "zh"
            face, names = ("fang", context["unparted"]) if is_han else ("latin", None)
            return compose_blocks(
                hold_cells(html, cells, faces, scale=TABLE, role=face, keep=names),
                shape,
                faces,
                marker=functools.partial(_marker, words, is_han),
                inset=INSET,
                quoted="kai" if is_han else None,
                # English is set in the Latin face, quotes and dashes too.
                role=role if is_han else IN_LATIN.get(role, "latin"),
                keep=context["unparted"],
                keep_last=keep_last,
                # Nor is a word of a heading.
                hyphenate=None if is_han or tagless else _english,
            )

        if greeting and (found := _GREETING.match(safe)):
            hello = cut(found[0], Measure(cells, 0))
            return markup.Html(f'<div class="gw-greeting">{hello}</div>{cut(safe[found.end() :], measure)}')
        lines = cut(safe, measure)
        return markup.Html(_without_tags(lines) if tagless else lines)

    def _without_tags(lines: str) -> str:
        """Return the inside of one paragraph. Its lines end by a tag: a newline would be copied into the bookmarks."""
        inside = re.sub(r"^<p[^>]*>|</p>$", "", lines)
        is_set = lines.startswith('<p class="set">')
        return '<span class="set">{}</span>'.format(inside.replace("\n", "<br>")) if is_set else inside

    @jinja2.pass_context
    def titled(context: jinja2.runtime.Context, words: str, lines: Any = ()) -> markup.Html:
        """Return a title broken where it reads best, or where the record says."""
        if faces is None or not context.get("for_print"):
            return markup.safe(words)
        return markup.Html(compose_title(str(words), TITLE_CELLS, faces, lines=tuple(lines), keep=context["unparted"]))

    return {"composed": composed, "tied": _tied, "titled": titled}
