"""Parts: the paragraphs of a speech as a tree, by their labels; what is odd about the labels is told, never mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportgen.formats.ingest.source import Source
from reportgen.formats.ingest.speech.paragraphs import Paragraph
from reportgen.formats.ingest.speech.titles import cut_title
from reportgen.model.diagnostic import Diagnostic, DiagnosticKind, warning
from reportgen.text.outline import RANKS, RUN_IN_RANKS, Mark, continued, points_in

LABEL_GAP = warning(
    "label-gap",
    en="“{label}” comes after “{before}”, as if something were missing between them",
    zh="“{before}”之后就是“{label}”，中间似有缺漏",
    hint_en="compare with the original; the label stays as typed until you change `label:`",
    hint_zh="请与原件核对；编号照录，如系笔误请改 `label:`",
)
LABEL_AGAIN = warning(
    "label-again",
    en="“{label}” comes after “{before}”, as if counting began again",
    zh="“{before}”之后又是“{label}”，编号似重新开始",
    hint_en="compare with the original; move the parts below another one if they belong there",
    hint_zh="请与原件核对；如属于另一部分，请移到其 `parts:` 之下",
)
LABEL_LATE = warning(
    "label-late",
    en="“{label}” comes first, with nothing before it to count from",
    zh="“{label}”之前没有编号在前的同类段落",
    hint_en="compare with the original; the label stays as typed until you change `label:`",
    hint_zh="请与原件核对；编号照录，如系笔误请改 `label:`",
)
LABEL_ALONE = warning(
    "label-alone",
    en="“{label}” is the only one of its kind here",
    zh="此处只有“{label}”，没有下一条",
    hint_en="compare with the original; if it is no label, move it to `text:`",
    hint_zh="请与原件核对；如不是编号，请并入 `text:`",
)
LABEL_LEVEL = warning(
    "label-level",
    en="“{label}” stands below no “{above}”",
    zh="“{label}”之上没有“{above}”一级",
    hint_en="compare with the original; move the part below another one if it belongs there",
    hint_zh="请与原件核对；如属于另一部分，请移到其 `parts:` 之下",
)

DEEPEST = 20
"""Parts inside each other; what is deeper stands beside the last one."""
MOST_FINDINGS = 50
"""Findings on the labels of one speech; more would be read by nobody."""
LONGEST_HEADING = 200
"""Characters of a Markdown heading without a label; what is longer is prose."""
_ABOVE = {"（一）": ("一、", frozenset({"一、", "壹、", "部分", "议题", ""})), "（1）": ("1.", frozenset({"1."}))}
"""What stands above a notation by custom: an example, and all that will do; "" is a heading of Markdown.

Source: GB/T 9704-2012, 7.3.3 (order of structural levels).
"""
_FREE = frozenset({"A.", "(a)", "a)", "(i)", "first"})
"""Notations without a fixed order; a new one stands below what is open."""
_TITLE, _LOOSE = -1, 1_000


@dataclass(slots=True)
class Part:
    """A part of a speech while it is being read."""

    lines: list[int]
    label: str = ""
    title: str = ""
    paragraphs: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class _Series:
    """Labels of one notation below one part."""

    label: str
    """The last one."""
    number: int
    line: int
    count: int = 1


@dataclass(slots=True)
class _Open:
    """A part that what comes next may stand below."""

    part: Part
    form: str = ""
    """The notation of its label; "" where it has none."""
    rank: int = _TITLE
    level: int = 0
    """Of its Markdown heading; 0: it is none."""
    goes_on: bool = False
    """Whether a later label counts on from its own."""
    is_loose: bool = False
    """Whether it ends with its paragraph: a point inside one, or words without a label."""
    series: dict[str, _Series] = field(default_factory=dict)


def parts_of(
    paragraphs: Sequence[Paragraph], marks: Sequence[Mark | None], source: Source
) -> tuple[list[Part], set[int], list[Diagnostic]]:
    """Return the parts, the lines of which a letter was left out, and what is odd about the labels, by line.

    Args:
        paragraphs: from the first that is part of the outline to the last that is.
        marks: the label of each; None: it has none.
        source: the text, for the places of findings.
    """
    tree = _Tree(source)
    for place, goes_on in enumerate(continued(marks)):
        tree.add(paragraphs[place], marks[place], goes_on=goes_on, has_body=_has_body(paragraphs, marks, place))
    return tree.root.parts, tree.inexact, tree.all_findings()


def _has_body(paragraphs: Sequence[Paragraph], marks: Sequence[Mark | None], place: int) -> bool:
    """Whether the next paragraph belongs to the part that one begins: it has no label, or a deeper one."""
    here = marks[place]
    if here is None or place + 1 == len(marks):
        return False
    coming = marks[place + 1]
    if coming is None:
        return not paragraphs[place + 1].level
    return RANKS[coming.form] > RANKS[here.form]


class _Tree:
    """Puts one paragraph after the other where its label says."""

    def __init__(self, source: Source) -> None:
        self.root = Part([])
        self.inexact: set[int] = set()
        self._source = source
        self._stack = [_Open(self.root)]
        self._series: list[_Series] = []
        self._findings: list[Diagnostic] = []
        self._below: set[tuple[str, str]] = set()
        """Notations against custom: the second stands below the first in this text."""

    def add(self, paragraph: Paragraph, mark: Mark | None, *, goes_on: bool, has_body: bool) -> None:
        points = () if paragraph.is_block else points_in(paragraph.text, mark)
        if not paragraph.is_exact:
            self.inexact.update(paragraph.lines)
        if mark:
            self._add_labelled(paragraph, mark, points, goes_on=goes_on, has_body=has_body)
        elif paragraph.level and len(paragraph.text) <= LONGEST_HEADING:
            self._close_headings(paragraph.level)
            self._open(_Open(self._titled(paragraph), level=paragraph.level))
        else:
            self._add_prose(paragraph, points)

    def _add_labelled(
        self, paragraph: Paragraph, mark: Mark, points: Sequence[Mark], *, goes_on: bool, has_body: bool
    ) -> None:
        self._close_headings(paragraph.level)
        self._close_loose(mark)
        rank = RANKS[mark.form]
        self._close(mark, rank, floor=1)
        words = mark.rest(paragraph.text, points[0].cut if points else None)
        title, text = cut_title(words, mark.form, is_whole=not points, has_body=has_body)
        part = Part(list(paragraph.lines), mark.label, self._unbold(title, paragraph), [text] if text else [])
        self._count(mark, paragraph)
        self._open(_Open(part, mark.form, rank, paragraph.level, goes_on))
        self._add_points(paragraph, points, floor=len(self._stack) - 1)

    def _titled(self, paragraph: Paragraph) -> Part:
        return Part(list(paragraph.lines), title=self._unbold(paragraph.text, paragraph))

    def _unbold(self, title: str, paragraph: Paragraph) -> str:
        """Return a title without the marks of bold type around it: titles are bold anyway."""
        inner = title[2:-2].strip()
        if title[:2] == title[-2:] == "**" and inner and inner[0] != "*" != inner[-1] and "**" not in inner:
            self.inexact.update(paragraph.lines)
            return inner
        return title

    def _add_prose(self, paragraph: Paragraph, points: Sequence[Mark]) -> None:
        forms = {point.form for point in points}
        same = next((place for place, one in enumerate(self._stack) if place and one.form in forms), None)
        if same is not None:
            # Its points would count on from those before; they are another series.
            del self._stack[same:]
        while self._stack[-1].is_loose and (self._stack[-1].form or self._stack[-1].part.parts):
            self._stack.pop()
        top = self._stack[-1].part
        if top is self.root or top.parts:
            top = Part([])
            self._open(_Open(top, rank=_LOOSE, is_loose=True))
        top.lines += paragraph.lines
        top.paragraphs.append(paragraph.text[: points[0].cut].strip() if points else paragraph.text)
        self._add_points(paragraph, points, floor=len(self._stack))

    def _add_points(self, paragraph: Paragraph, points: Sequence[Mark], *, floor: int) -> None:
        for place, point in enumerate(points):
            end = points[place + 1].cut if place + 1 < len(points) else None
            rank = RUN_IN_RANKS[point.form]
            self._close(point, rank, floor=floor)
            words = point.rest(paragraph.text, end)
            self._count(point, paragraph)
            part = Part(list(paragraph.lines), point.label, paragraphs=[words] if words else [])
            self._open(_Open(part, point.form, rank, is_loose=True))

    def _close_headings(self, level: int) -> None:
        """Close the headings of Markdown that a heading of a level ends."""
        ended = (place for place, one in enumerate(self._stack) if level and one.level >= level)
        del self._stack[next(ended, len(self._stack)) :]

    def _close_loose(self, mark: Mark) -> None:
        """Close what ended with its paragraph, unless a label counts on from it."""
        counts_on = mark.number > 1 and any(one.form == mark.form for one in self._stack)
        while self._stack[-1].is_loose and not counts_on:
            self._stack.pop()

    def _close(self, mark: Mark, rank: int, *, floor: int) -> None:
        """Close what a label ends: down to its own series, else to what custom puts above it."""
        for place in range(len(self._stack) - 1, floor - 1, -1):
            if self._stack[place].form == mark.form:
                del self._stack[place:]
                return
        while len(self._stack) > floor and not self._stays(self._stack[-1], mark, rank):
            self._stack.pop()
        del self._stack[DEEPEST:]

    def _stays(self, top: _Open, mark: Mark, rank: int) -> bool:
        is_free = mark.form in _FREE and mark.number == 1
        if top.rank < rank or is_free or (top.form, mark.form) in self._below:
            return True
        if top.goes_on:
            self._below.add((top.form, mark.form))
        return top.goes_on

    def _open(self, opened: _Open) -> None:
        del self._stack[DEEPEST:]
        self._stack[-1].part.parts.append(opened.part)
        self._stack.append(opened)

    def _count(self, mark: Mark, paragraph: Paragraph) -> None:
        """Tell what is odd about a label among those beside it."""
        beside = self._stack[-1].series
        line = paragraph.lines[0]
        series = beside.get(mark.form)
        if series is None:
            beside[mark.form] = series = _Series(mark.label, mark.number, line)
            self._series.append(series)
            self._tell_first(mark, line)
            return
        if mark.number != series.number + 1:
            kind = LABEL_GAP if mark.number > series.number else LABEL_AGAIN
            self._tell(kind, line, label=mark.label, before=series.label)
        series.label, series.number, series.count = mark.label, mark.number, series.count + 1

    def _tell_first(self, mark: Mark, line: int) -> None:
        if mark.number > 1:
            self._tell(LABEL_LATE, line, label=mark.label)
        example, enough = _ABOVE.get(mark.form, ("", frozenset()))
        if example and not any(one.form in enough for one in self._stack[1:] if one.form or one.level):
            self._tell(LABEL_LEVEL, line, label=mark.label, above=example)

    def _tell(self, kind: DiagnosticKind, line: int, **words: str) -> None:
        self._findings.append(kind.at(self._source.span(line), **words))

    def all_findings(self) -> list[Diagnostic]:
        """Return what is odd, by line."""
        for series in self._series:
            if series.count == series.number == 1:
                self._tell(LABEL_ALONE, series.line, label=series.label)
        told = sorted(self._findings, key=lambda one: one.span.line if one.span else 0)
        return list(_once(told))[:MOST_FINDINGS]


def _once(findings: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield findings, that of a missing level once for each notation."""
    seen: Counter[str] = Counter()
    for one in findings:
        above = dict(one.values).get("above", "")
        if one.kind is not LABEL_LEVEL or not seen[above]:
            yield one
        seen[above] += 1
