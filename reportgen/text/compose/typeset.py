"""Typeset: lines as HTML, parted by newlines in the paragraph as it was.

The printer fills a line (`print/lines.py`) with as much white after every character. So little is put there that words
copied from the page stay whole. Where a line needs more, it is written here: after Chinese characters only, and the
letters of addresses among them, as `letter-spacing` in spans of their own. What spaces take is a margin beside the
word, not `word-spacing`: with that, WeasyPrint takes the space itself from another face and the line is no longer as
wide as it was reckoned (measured, version 70). The page has `white-space: pre`, so the only white space written is what
is to be seen.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reportgen.text.compose.fit import Line
from reportgen.text.compose.runs import Path, Run, scale_of

HYPHEN = '<span class="hyphen">-</span>'
"""The one thing a line end may add to the words."""
MOST_GAP, MOST_WHITE = 1.4, 0.042
"""Ems of a line, and of one of its characters, that all are alike at most; pdftotext begins to part words at 0.1."""


def typeset(runs: Sequence[tuple[Run, Sequence[Line]]]) -> str:
    """Return runs as HTML, a newline between any two lines."""
    setter = _Setter()
    for number, (run, lines) in enumerate(runs):
        for line in lines:
            if number or line is not lines[0]:
                setter.end_line(run.paths[line.start] if line.start < len(run.paths) else ())
            _set_line(setter, run, line)
        setter.empty(run.empty.get(len(run.texts), ()))
    setter.go_to(())
    return "".join(setter.out)


@dataclass(slots=True)
class _Setter:
    """Writes HTML; knows which elements are open."""

    out: list[str] = field(default_factory=list)
    path: Path = ()

    def end_line(self, following: Path) -> None:
        """Close what does not go on in the next line, and begin it."""
        self._close(self._shared(following))
        self.out.append("\n")

    def go_to(self, path: Path) -> None:
        """Close and open elements until exactly those of a path are open."""
        if path is self.path:
            return
        shared = self._shared(path)
        self._close(shared)
        self.out.extend(one.tag for one in path[shared:])
        self.path = path

    def empty(self, paths: Sequence[Path]) -> None:
        """Write elements without words; what stood around them stays open."""
        for path in paths:
            self.go_to(path)
            self.go_to(path[:-1])

    def _shared(self, path: Path) -> int:
        """Return how many of the open elements, from outside, are those of a path."""
        pairs = zip(self.path, path, strict=False)
        return next((at for at, (one, other) in enumerate(pairs) if one is not other), min(len(self.path), len(path)))

    def _close(self, kept: int) -> None:
        self.out.extend(f"</{one.name}>" for one in reversed(self.path[kept:]))
        self.path = self.path[:kept]


def _set_line(setter: _Setter, run: Run, line: Line) -> None:
    is_alike, is_last = _is_alike(run, line), line.stop == len(run.texts)
    for start, end in _parts(run, line):
        setter.empty(run.empty.get(start, ()))
        setter.go_to(run.paths[start])
        if start >= line.end:
            words = _words(run, start, end)
            # At the end of a paragraph a space parts nothing.
            setter.out.append(words.rstrip(" ") if is_last else words)
        else:
            setter.out += (_alike if is_alike else _pieces)(run, start, end, line)
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


def _is_alike(run: Run, line: Line) -> bool:
    """Whether all characters of a line may take the white that fills it."""
    if not line.is_filled or not line.gap:
        return True
    apart = sum(len(one[0]) for one in _APART.finditer(run.letters, line.start, line.end))
    # What ends a line has no white after it.
    apart += not line.hyphen and run.letters[line.end - 1] not in "DX"
    most = min(MOST_GAP, MOST_WHITE * (line.end - line.start - apart))
    return not line.per_space and abs(line.gap) <= most


_APART = re.compile("[CD]*D[CD]*|X+")
"""What takes no white: dashes with the Chinese character they stand with, and other scripts."""


def _alike(run: Run, start: int, end: int, _: Line) -> Iterator[str]:
    """Yield characters of the same elements that take the white of their line, what takes none apart."""
    at = start
    for found in _APART.finditer(run.letters, start, end):
        yield _words(run, at, found.start())
        yield f'<span class="solid">{_words(run, *found.span())}</span>'
        at = found.end()
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
