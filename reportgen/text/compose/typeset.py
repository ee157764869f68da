"""Typeset: lines as HTML, parted by newlines; elements closed at the end of a line and opened again on the next.

What a printer is slow at is elements and pieces of text, so a line is one of each where it can be: the white that
fills it goes after all its characters alike, as a class of the span its line stands in, and lines of the same white
stand in one span. The page has `white-space: pre`, so the only white space written is what is to be seen.

Latin letters take so little of it that words copied from the page stay whole: pdftotext begins to part them at 0.1 em.
More white goes after Chinese characters only, as `letter-spacing` in spans of their own, and what spaces take is a
margin beside the word, not `word-spacing`: with that, WeasyPrint takes the space itself from another face and the
line is no longer as wide as it was reckoned (measured, version 70).
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reportgen.text.compose.fit import Line
from reportgen.text.compose.runs import Element, Path, Run, scale_of

HYPHEN = '<span class="hyphen">-</span>'
"""The one thing a line end may add to the words."""
STEPS = 20
"""Classes of white each way: in-1 to in-20 is taken after every character of a line, out-1 to out-20 is put there."""
NEAR = 0.04
"""Ems by which a line may be off (0.22 mm) where it then has the white of the line before."""
ROOM = 0.5
"""Ems a last line stays short of its room."""


def white_of(step: int) -> float:
    """Return the ems that a class of white takes (less than 0) or puts after every character; 0: none.

    WeasyPrint 70 draws half of a letter-spacing s before a character, 1.024 times too wide, and after it what is left
    to the thousandth below: 0.512 s + ⌊0.488 s⌋. A class is a spacing of (step + ½) / 0.488 thousandths, in the middle
    between two of these, so that all characters of whatever face are drawn the same. The next is 0.03 em off in a line
    of 28 at most (0.16 mm).
    """
    return math.copysign((1.0492 * (abs(step) + 0.5) + abs(step)) / 1000, step) if step else 0.0


def _nearest(white: float) -> int | None:
    """Return the class nearest to some white; None: it is more than Latin letters may take."""
    step = round((abs(white) * 1000 - 0.5246) / 2.0492)
    return None if step > STEPS else int(math.copysign(max(step, 0), white))


def _class(step: int) -> str:
    return f"ink {'in' if step < 0 else 'out'}-{abs(step)}" if step else "ink"


def typeset(runs: Sequence[tuple[Run, Sequence[Line]]]) -> str:
    """Return runs as HTML: spans of class ink, a newline between any two lines."""
    setter = _Setter()
    for run, lines in runs:
        for line in lines:
            _set_line(setter, run, line)
        setter.empty(run.empty.get(len(run.texts), ()))
    setter.go_to(())
    return "".join(setter.out) + "</span>"


@dataclass(slots=True)
class _Setter:
    """Writes HTML; knows which elements are open and which were open before."""

    out: list[str] = field(default_factory=list)
    path: Path = ()
    seen: set[Element] = field(default_factory=set)
    step: int | None = None
    """Class of white of the line before; None: there is none."""

    def begin_line(self, step: int) -> None:
        """Close everything and begin a line, in the span of the line before where that has the same white."""
        self.go_to(())
        if self.step is not None:
            self.out.append("\n")
        if self.step != step:
            self.out.append(f'{"" if self.step is None else "</span>"}<span class="{_class(step)}">')
        self.step = step

    def go_to(self, path: Path) -> None:
        """Close and open elements until exactly those of a path are open."""
        if path is self.path:
            return
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

    def empty(self, paths: Sequence[Path]) -> None:
        """Write elements without words; what stood around them stays open."""
        for path in paths:
            self.go_to(path)
            self.go_to(path[:-1])


def _set_line(setter: _Setter, run: Run, line: Line) -> None:
    parts = list(_parts(run, line))
    step = _step(run, line, parts, setter.step or 0)
    setter.begin_line(step or 0)
    is_last = line.stop == len(run.texts)
    for start, end in parts:
        setter.empty(run.empty.get(start, ()))
        setter.go_to(run.paths[start])
        if start >= line.end or not (line.is_filled or step):
            words = _words(run, start, end)
            # At the end of a paragraph a space parts nothing.
            setter.out.append(words.rstrip(" ") if is_last and start >= line.end else words)
        elif step is None:
            setter.out += _pieces(run, start, end, line)
        else:
            setter.out += _alike(run, start, end, has_white=step != 0)
    if line.hyphen:
        setter.out.append(HYPHEN)


def _parts(run: Run, line: Line) -> Iterator[tuple[int, int]]:
    """Yield first and after the last of what stands in the same elements of a line, cut where elements are empty."""
    if not run.empty and not any(run.paths):
        cuts = [line.start, line.end, line.stop]
    else:
        changes = (at for at in range(line.start + 1, line.stop) if run.paths[at] != run.paths[at - 1])
        cuts = sorted(
            {line.start, line.end, line.stop, *changes, *(at for at in run.empty if line.start < at < line.stop)}
        )
    return ((start, stop) for start, stop in pairwise(cuts) if start < stop)


def _step(run: Run, line: Line, parts: Sequence[tuple[int, int]], before: int) -> int | None:
    """Return the class of white that fills a line; None: it is more than all its characters may take.

    That of the line before where it is near enough. A last line, which is as wide as its words, takes it too where it
    has the room: it is then as black as the lines above.

    Source: e-TeX manual, 1998, 3.5 (last line fit).
    """
    count = _count(run, line, parts)
    with_it = count * white_of(before)
    if not line.is_filled:
        is_last = line.stop == len(run.texts)
        return before if is_last and with_it <= line.gap - ROOM else 0
    if line.per_space or (count <= 0 and line.gap):
        return None
    return before if abs(line.gap - with_it) <= NEAR else _nearest(line.gap / count)


def _count(run: Run, line: Line, parts: Sequence[tuple[int, int]]) -> int:
    """Return how many characters of a line take its white; the last does not where nothing follows."""
    count, letters = line.end - line.start, run.letters
    if _APART.search(letters, line.start, line.end):
        seen = (letters[start : min(end, line.end)] for start, end in parts)
        count -= sum(len(one) for part in seen for one in _APART.findall(part) if _is_set_solid(one))
    return count - (not line.hyphen and letters[line.end - 1 : line.end] not in {"D", "X", "S", "B"})


_APART = re.compile("[CD]*D[CD]*|X+|[ASB]*[SB][ASB]*")
"""What may have to stand in a piece of text of its own; the rest of a line never has."""


def _is_set_solid(letters: str) -> bool:
    """Whether a piece takes no white: dashes, other scripts, spaces between Chinese characters."""
    return "A" not in letters


def _alike(run: Run, start: int, end: int, *, has_white: bool) -> Iterator[str]:
    """Yield characters of the same elements that all take the white of their line.

    After a Chinese character and before a letter a space would be taken from the Chinese face, where it is not as wide
    as in the Latin one; so it stands apart, with its words.
    """
    at, letters = start, run.letters[start:end]
    for found in _APART.finditer(letters):
        first, stop = start + found.start(), start + found.end()
        yield _words(run, at, first)
        words, at = _words(run, first, stop), stop
        if _is_blank(found[0]):
            yield _space(run, first, stop, 0.0)
        elif _is_set_solid(found[0]):
            yield f'<span class="solid">{words}</span>' if has_white else f"<span>{words}</span>"
        else:
            is_alone = "B" in found[0][:1] + found[0][-1:] or (
                found[0][0] == "S" and not run.texts[first + 1].isdigit()
            )
            yield f"<span>{words}</span>" if is_alone and stop - first < end - start else words
    yield _words(run, at, end)


def _is_blank(letters: str) -> bool:
    return not letters.strip("SB")


def _words(run: Run, start: int, end: int) -> str:
    return html.escape("".join(run.texts[start:end]), quote=False)


def _space(run: Run, start: int, end: int, more: float) -> str:
    """Return spaces, or dashes without a Chinese character, as wide as they were reckoned, each space by `more` wider.

    Alone they would be as wide as another face or script has them.
    """
    width = sum(run.widths[start:end]) + more * run.letters.count("S", start, end)
    style = f"display:inline-block;width:{_ems(width / scale_of(run.paths[start]))}"
    return f'<span style="{style}">{_words(run, start, end)}</span>'


def _pieces(run: Run, start: int, end: int, line: Line) -> Iterator[str]:
    """Yield characters of the same elements with white after the Chinese ones and at the spaces."""
    letters = run.letters[start:end]
    pattern = _BY_WORD if line.per_space else _BY_SCRIPT
    for found in pattern.finditer(letters):
        first, stop = start + found.start(), start + found.end()
        if _is_blank(found[0]) or set(found[0]) == {"D"}:
            yield _space(run, first, stop, line.per_space)
            continue
        style, words = _style(run, first, stop, line), _words(run, first, stop)
        if style:
            yield f'<span style="{style}">{words}</span>'
        else:
            beside = letters[found.start() - 1 : found.start()] + letters[found.end() : found.end() + 1]
            is_beside_space = "S" in beside or "B" in beside
            yield f"<span>{words}</span>" if is_beside_space and found[0][0] in "HCDX" else words


_BY_WORD = re.compile("H+|[CD]+|X+|[SB]*A+(?:B+A+)*[SB]*|[SB]+")
_BY_SCRIPT = re.compile("H+|[CD]+|X+|(?:[SB]*A+)+[SB]*|[SB]+")


def _style(run: Run, start: int, end: int, line: Line) -> str:
    """Return the style of a piece with white after it, or beside it; empty: none is needed."""
    letters = run.letters[start:end]
    if letters[0] == "H":
        return f"letter-spacing:{_ems(line.per_han)}" if line.per_han else ""
    if not line.per_space:
        return ""
    # An em is one of the type in hand, which is smaller in a note.
    white = _ems(line.per_space / scale_of(run.paths[start]))
    margins = (("left", letters[0] == "S"), ("right", letters[-1] == "S"))
    return ";".join(f"margin-{side}:{white}" for side, is_there in margins if is_there)


def _ems(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") + "em"
