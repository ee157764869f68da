"""Lines that were cut beforehand: all end at the edge, none grows for a character of another face.

WeasyPrint justifies at spaces only, and lets a line grow with every face in it. Where a style sheet says
`white-space: pre; text-align-last: justify`, lines are filled as `text-justify: inter-character` asks for (CSS Text 3,
which it does not know), and are as high as their first face makes them (CSS Inline 3, 5.1). To say the same in HTML
takes a span for nearly every line, and another around each paragraph: 20 pages took a sixth longer to print.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MOST_GAP = 1.5
"""Ems that a line is let out or pushed in at most: what is further from the edge ends where it ends."""
MOST_WHITE = 0.05
"""Ems after one character at most: programs that read a PDF part words from 0.1 on."""
ROOM = 0.5
"""Ems a last line stays short of the edge."""
_SLIGHT = 0.005
"""Ems no one sees: the line is left as it is."""
_UNSEEN = " \u3000\u200b\u00ad"
"""White at the end of a line hangs over the edge."""


@contextlib.contextmanager
def filled_lines() -> Iterator[None]:
    """Let WeasyPrint fill lines while the block lasts."""
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    align, split, metrics = inline.text_align, inline.split_inline_box, line_break.first_line_metrics
    filler = _Filler()

    def split_and_note(*asked: Any) -> tuple[Any, ...]:
        found: tuple[Any, ...] = split(*asked)
        # Of nested boxes the outermost, the line, comes back last; without a place to go on from it is the last one.
        filler.is_last = found[1] is None
        return found

    def align_or_fill(context: Any, line: Any, available_width: float, last: bool) -> float:
        if filler.fill(context, line, available_width - line.width):
            return 0.0
        return float(align(context, line, available_width, last))

    def metrics_of_first_face(*asked: Any, **more: Any) -> tuple[Any, ...]:
        found = metrics(*asked, **more)
        text, style = asked[1], more["style"] if "style" in more else asked[5]
        # A strut has no text; it is where the height of the first face comes from.
        return (*found[:4], *line_break.strut(style)) if text and _is_cut(style) else found

    inline.text_align, inline.split_inline_box = align_or_fill, split_and_note
    line_break.first_line_metrics = metrics_of_first_face
    try:
        yield
    finally:
        inline.text_align, inline.split_inline_box, line_break.first_line_metrics = align, split, metrics


def _is_cut(style: Any) -> bool:
    return bool(style["white_space"] == "pre" and style["text_align_last"] == "justify")


@dataclass(slots=True)
class _Filler:
    """Fills line after line; knows the one before, since a last line is to be as black as those above."""

    element: Any = None
    """Of the paragraph the line before stands in."""
    white: float = 0.0
    """Ems after its characters."""
    is_last: bool = False
    """Whether the line in hand ends its paragraph."""

    def fill(self, context: Any, line: Any, gap: float) -> bool:
        """Put the white that a line needs after its characters; False: it was not cut beforehand."""
        texts = list(_texts_in(line))
        if not any(_is_cut(one.style) for one in texts):
            return False
        em = line.style["font_size"]
        count, unseen = _without_end(context, texts)
        white = self._white(line, (gap + unseen) / em, count)
        if white:
            _spread(line, white, em, 0.0)
        self.element, self.white = line.element, white
        return True

    def _white(self, line: Any, gap: float, count: int) -> float:
        """Return the ems to put after each of some characters.

        Source for last lines: e-TeX manual, 1998, 3.5 (last line fit).
        """
        if count <= 0 or abs(gap) < _SLIGHT:
            return 0.0
        # A last line is pushed in where it is too long, but not let out to an edge it only comes near.
        if abs(gap) <= MOST_GAP and abs(gap / count) <= MOST_WHITE and not (self.is_last and gap > 0):
            return gap / count
        is_below = line.element is self.element
        return self.white if is_below and gap > 0 and self.white * count <= gap - ROOM else 0.0


def _texts_in(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox

    for child in box.children:
        if isinstance(child, TextBox):
            yield child
        elif isinstance(child, (LineBox, InlineBox)):
            yield from _texts_in(child)


def _takes_white(box: Any) -> bool:
    """Whether white goes after its characters: not where the page says how much."""
    return bool(box.style["letter_spacing"] == "normal")


def _without_end(context: Any, texts: list[Any]) -> tuple[int, float]:
    """Return how many characters of a line take white, and how much of the width of the line no one sees."""
    from weasyprint.text.line_break import create_layout, line_size

    unseen, taking = 0.0, sum(len(one.text) for one in texts if _takes_white(one))
    for box in reversed(texts):
        seen = box.text.rstrip(_UNSEEN)
        if not _takes_white(box):
            # The page puts white after the last character too.
            unseen += box.style["letter_spacing"] if seen else 0.0
        else:
            taking -= len(box.text) - len(seen) + bool(seen)
        if seen == box.text:
            break
        layout = create_layout(seen or " ", box.style, context, None, 0)
        unseen += box.width - line_size(layout.get_first_line()[0], box.style)[0] * bool(seen)
        if seen:
            break
    return taking, float(unseen)


def _spread(box: Any, white: float, em: float, shift: float) -> float:
    """Put white after the characters of a box that takes it; return how far what follows has moved."""
    from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox

    if isinstance(box, TextBox):
        box.position_x += shift
        if not _takes_white(box):
            return shift
        box.style = box.style.copy()
        box.style["letter_spacing"] = letter_spacing(white) * em
        grown = len(box.text) * white * em
    elif isinstance(box, (LineBox, InlineBox)):
        box.position_x += shift
        inside = shift
        for child in box.children:
            inside = _spread(child, white, em, inside)
        grown = inside - shift
    else:
        box.translate(shift, 0)
        return shift
    box.width += grown
    return shift + grown


def letter_spacing(white: float) -> float:
    """Return the letter-spacing, in ems, that is drawn as some white after every character.

    WeasyPrint 70 draws half of a letter-spacing s before a character, 1.024 times too wide, and after it what is left
    to the thousandth below: 0.512 s + ⌊0.488 s⌋ thousandths. Some widths are never drawn; the nearest is.
    """
    whole, rest = divmod(abs(white) * 1000, 1 + _BEFORE / _AFTER)
    return math.copysign((whole / _AFTER + min(max(rest, 0.05), 1.0) / _BEFORE) / 1000, white)


_BEFORE, _AFTER = 0.512, 0.488
