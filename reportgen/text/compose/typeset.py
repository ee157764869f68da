"""Typeset: lines as HTML: elements closed at the end of a line and opened again on the next, white put where it fits.

White goes after Chinese characters as `letter-spacing`, in spans of their own: on Latin letters it would part words
for whoever copies them. White at spaces is a margin beside the word, not `word-spacing`: with that, WeasyPrint takes
the space itself from another face and the line is no longer as wide as it was reckoned (measured, version 70).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from reportgen.text.compose.characters import Kind
from reportgen.text.compose.fit import Line, is_elastic
from reportgen.text.compose.runs import Cell, Element, Path, Run, scale_of

HYPHEN = '<span class="hyphen">-</span>'
"""The one thing a line end may add to the words."""


def typeset(runs: Sequence[tuple[Run, Sequence[Line]]]) -> str:
    """Return runs as HTML, a `<br>` between any two lines."""
    setter = _Setter()
    for number, (run, lines) in enumerate(runs):
        for line in lines:
            if number or line.start:
                setter.end_line()
            _set_line(setter, run, line)
        setter.empty(run.empty.get(len(run.cells), ()))
    setter.go_to(())
    return "".join(setter.out)


@dataclass(slots=True)
class _Setter:
    """Writes HTML; knows which elements are open and which were open before."""

    out: list[str] = field(default_factory=list)
    path: Path = ()
    seen: set[Element] = field(default_factory=set)

    def go_to(self, path: Path) -> None:
        """Close and open elements until exactly those of a path are open."""
        shared = 0
        for one, other in zip(self.path, path, strict=False):
            if one is not other:
                break
            shared += 1
        self.out.extend(f"</{one.name}>" for one in reversed(self.path[shared:]))
        for one in path[shared:]:
            self.out.append(one.again if one in self.seen else one.tag)
            self.seen.add(one)
        self.path = path

    def end_line(self) -> None:
        """Close everything and begin a new line."""
        self.go_to(())
        self.out.append("<br>")

    def empty(self, paths: Sequence[Path]) -> None:
        """Write elements without words; what stood around them stays open."""
        for path in paths:
            self.go_to(path)
            self.go_to(path[:-1])


def _set_line(setter: _Setter, run: Run, line: Line) -> None:
    cuts = sorted({line.start, line.stop, line.end, *(at for at in run.empty if line.start < at < line.stop)})
    for start, stop in pairwise(cuts):
        setter.empty(run.empty.get(start, ()))
        cells = run.cells[start:stop]
        for _, same in groupby(cells, key=lambda cell: cell.path):
            together = list(same)
            setter.go_to(together[0].path)
            setter.out.extend(_pieces(together, line) if line.is_filled and start < line.end else (_words(together),))
    if line.hyphen:
        setter.out.append(HYPHEN)


def _words(cells: Sequence[Cell]) -> str:
    return html.escape("".join(cell.text for cell in cells), quote=False)


def _pieces(cells: Sequence[Cell], line: Line) -> Iterator[str]:
    """Yield characters of the same elements with the white that fills the line.

    A space is as wide as beside Latin words only where it stands in one piece with them; after another character, or
    alone, it would be taken from the Chinese face, so there it gets its width from us.
    """
    letters = "".join(map(_letter, cells))
    pattern = _BY_WORD if line.per_space else _BY_SCRIPT
    for found in pattern.finditer(letters):
        piece = cells[found.start() : found.end()]
        style = _style(found[0], piece, line)
        is_beside_space = "S" in (letters[found.start() - 1 : found.start()], letters[found.end() : found.end() + 1])
        words = _words(piece)
        if style:
            yield f'<span style="{style}">{words}</span>'
        else:
            yield f"<span>{words}</span>" if is_beside_space and found[0][0] in "HCDX" else words


_BY_WORD = re.compile("H+|[CD]+|X+|S*A+S*|S+")
_BY_SCRIPT = re.compile("H+|[CD]+|X+|(?:S*A+)+S*|S+")


def _letter(cell: Cell) -> str:
    """Return what a character is to a piece of text.

    H takes white after it, C is Chinese and takes none, D is part of a dash, S is a space, A is in the Latin face, X is
    none of these.
    """
    if cell.takes_white:
        return "H"
    if cell.kind == Kind.HAN and len(cell.text) == 1:
        return "C"
    return {Kind.DASH: "D", Kind.SPACE: "S"}.get(
        cell.kind, "A" if cell.text.isascii() or cell.text == "\u00a0" else "X"
    )


def _style(letters: str, cells: Sequence[Cell], line: Line) -> str:
    # An em is one of the type in hand, which is smaller in a note.
    scale = scale_of(cells[0])
    if letters[0] == "H":
        return f"letter-spacing:{_ems(line.per_han)}" if line.per_han else ""
    if set(letters) in ({"S"}, {"D"}):
        # Alone it would be as wide as another face or script has it.
        width = sum(cell.width + is_elastic(cell) * line.per_space for cell in cells) / scale
        return f"display:inline-block;white-space:pre;width:{_ems(width)}"
    margins = (
        ("left", any(map(is_elastic, cells[: len(letters) - len(letters.lstrip("S"))]))),
        ("right", any(map(is_elastic, cells[len(letters.rstrip("S")) :]))),
    )
    if not line.per_space:
        return ""
    return ";".join(f"margin-{side}:{_ems(line.per_space / scale)}" for side, is_there in margins if is_there)


def _ems(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") + "em"
