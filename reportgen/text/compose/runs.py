"""Runs: the inside of a paragraph as characters, each with the elements it stands in and its width."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field, replace

from reportgen.text.compose.characters import Kind, clusters, kind_of
from reportgen.text.compose.measure import Ruler

TAG = re.compile(r"<(?:!--.*?--|/?[A-Za-z](?:[^\"'<>]|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)
ROLES = {"strong": "hei", "b": "hei", "em": "kai", "i": "kai"}
"""Which face an element is set in, as the style sheet of the page has it; the others keep theirs."""
SMALLER = 14.4 / 15.793
"""Size of sup, sub and small in text of 156 mm / 28: WeasyPrint takes the next keyword below (large, 14.4 pt)."""

_UNMEASURED = frozenset(
    (
        "img", "svg", "math", "object", "embed", "video", "audio", "canvas", "iframe",
        "input", "select", "textarea", "button", "ruby", "table", "ul", "ol", "dl",
        "pre", "blockquote", "figure", "hr", "p", "div", "section", "article", "header",
        "footer", "h1", "h2", "h3", "h4", "h5", "h6", "wbr",
    )
)  # fmt: skip
"""Elements whose width is not that of their words; a paragraph with one of them stays as it is."""
_SMALL = frozenset(("sup", "sub", "small"))
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_CLASS = re.compile(r"\sclass=(?:\"([^\"]*)\"|'([^']*)')")
_ID = re.compile(r"\sid=(?:\"[^\"]*\"|'[^']*'|[^\s>]+)|(\"[^\"]*\"|'[^']*')")
"""An id, or another value, which may hold what looks like one."""


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element around words; two of the same tag are two."""

    tag: str
    """As it was opened, attributes and all."""
    role: str
    scale: float
    """Size of its type in that of the paragraph."""
    is_code: bool
    holds: bool
    """Whether its words stay on one line (class nowrap)."""
    name: str

    @property
    def again(self) -> str:
        """The tag that opens it once more after a line end: an id names one place only."""
        return _ID.sub(lambda found: found[1] or "", self.tag)


Path = tuple[Element, ...]
"""The elements something stands in, the outermost first."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One character with the marks on it."""

    text: str
    kind: Kind
    width: float
    """Advance in ems of the paragraph."""
    path: Path
    takes_white: bool = False
    """Whether white can be put after it: a Chinese character that is not drawn as one with a dash beside it."""


@dataclass(slots=True)
class Run:
    """Characters from one forced line end to the next."""

    cells: list[Cell] = field(default_factory=list)
    empty: dict[int, list[Path]] = field(default_factory=dict)
    """Elements without words, such as anchors, by the character they stand before."""


def read(inner: str, role: str, ruler: Ruler) -> list[Run] | None:
    """Return the inside of one paragraph cut at its forced line ends; None where it holds what has no measure."""
    reader = _Reader(role, ruler)
    end = 0
    for found in TAG.finditer(inner):
        reader.add_words(html.unescape(inner[end : found.start()]))
        if not reader.add_tag(found[0]):
            return None
        end = found.end()
    reader.add_words(html.unescape(inner[end:]))
    reader.close_all()
    for run in reader.runs:
        run.cells = _with_white(_told_apart(run.cells))
    return reader.runs


class _Reader:
    """Goes through a paragraph once; knows the open elements and which of them hold words already."""

    def __init__(self, role: str, ruler: Ruler) -> None:
        self.runs = [Run()]
        self._role = role
        self._ruler = ruler
        self._path: Path = ()
        self._filled: list[bool] = []

    def add_words(self, words: str) -> None:
        """Add plain words where the reader stands."""
        if not words:
            return
        self._filled = [True] * len(self._filled)
        cells = self.runs[-1].cells
        inside = self._path[-1] if self._path else Element("", self._role, 1.0, False, False, "")
        for cluster in clusters(words):
            kind = kind_of(cluster)
            is_seen = kind != Kind.SPACE or inside.is_code or bool(cells and cells[-1].kind != Kind.SPACE)
            text = " " if kind == Kind.SPACE or cluster == "\u00a0" else cluster
            width = self._ruler(text, inside.role) * inside.scale if is_seen and kind != Kind.HOLE else 0.0
            cells.append(Cell(cluster, kind, width, self._path))

    def add_tag(self, tag: str) -> bool:
        """Take a tag; False where nothing is known of the width of what it brings."""
        found = _NAME.match(tag)
        if not found:
            return True
        name = found[1].lower()
        if name in _UNMEASURED:
            return False
        if name == "br":
            self.runs.append(Run())
        elif tag.startswith("</"):
            self._close(name)
        else:
            self._path += (self._opened(tag, name),)
            self._filled.append(False)
        return True

    def close_all(self) -> None:
        """Close what is still open."""
        while self._path:
            self._close(self._path[-1].name)

    def _opened(self, tag: str, name: str) -> Element:
        found = _CLASS.search(tag)
        classes = (found[1] or found[2] or "").split() if found else []
        around = self._path[-1] if self._path else Element("", self._role, 1.0, False, False, "")
        named = next((one for one in classes if one in {"fang", "kai", "hei", "song", "mark"}), None)
        return Element(
            tag,
            named or ROLES.get(name, around.role),
            around.scale * (SMALLER if name in _SMALL else 1.0),
            around.is_code or name == "code",
            around.holds or "nowrap" in classes,
            name,
        )

    def _close(self, name: str) -> None:
        if name not in [one.name for one in self._path]:
            return
        is_closed = False
        while not is_closed:
            if not self._filled[-1]:
                run = self.runs[-1]
                run.empty.setdefault(len(run.cells), []).append(self._path)
                self._filled = [True] * len(self._filled)
            is_closed = self._path[-1].name == name
            self._path = self._path[:-1]
            self._filled.pop()


def _told_apart(cells: list[Cell]) -> list[Cell]:
    """Return characters with the marks of both scripts told apart by their neighbours."""
    told: list[Cell] = []
    for at, cell in enumerate(cells):
        if cell.kind == Kind.EITHER:
            is_latin = at and at + 1 < len(cells) and told[-1].kind == cells[at + 1].kind == Kind.LATIN
            told.append(replace(cell, kind=Kind.LATIN if is_latin else Kind.HAN))
        else:
            told.append(cell)
    return told


def _with_white(cells: list[Cell]) -> list[Cell]:
    """Return characters with those marked that take white, and dashes as wide as they are printed.

    A dash and one Chinese character beside it stand in one piece of text, so that character takes no white: alone the
    dash, which belongs to no script, would be printed in the Latin form of its face (0.89 em in Noto Serif CJK, whose
    tables say that width for either form); in Chinese it has one em.

    Source: GB/T 15834-2011, 5.1.7 (a dash and an ellipsis take the room of two characters).
    """
    told, at = list(cells), 0
    while at < len(told):
        stop = at + 1
        if told[at].kind == Kind.DASH:
            while stop < len(told) and _is_dash_beside(told[at], told[stop]):
                stop += 1
            stop = max(stop, _carry(told, at, stop) + 1)
        elif told[at].kind == Kind.HAN and len(told[at].text) == 1 and scale_of(told[at]) == 1.0:
            told[at] = replace(told[at], takes_white=True)
        at = stop
    return [
        replace(cell, takes_white=False) if cell.takes_white and _stands_alone(told, at) else cell
        for at, cell in enumerate(told)
    ]


def _stands_alone(cells: list[Cell], at: int) -> bool:
    """Whether a Chinese character stands between others: white after the 年 of a date would only loosen the date."""
    path, neighbours = cells[at].path, cells[max(0, at - 1) : at] + cells[at + 1 : at + 2]
    return not any(one.takes_white and one.path is path for one in neighbours)


def _carry(cells: list[Cell], start: int, stop: int) -> int:
    """Let the Chinese character before some dashes, else the one after, stand with them; return its place, or -1."""
    for at, carrier in ((start, start - 1), (stop - 1, stop)):
        if 0 <= carrier < len(cells) and cells[carrier].kind == Kind.HAN and cells[carrier].path is cells[at].path:
            cells[carrier] = replace(cells[carrier], takes_white=False)
            for dash in range(start, stop):
                cells[dash] = replace(cells[dash], width=scale_of(cells[dash]))
            return carrier
    return -1


def _is_dash_beside(cell: Cell, other: Cell) -> bool:
    return other.kind == Kind.DASH and other.path is cell.path


def scale_of(cell: Cell) -> float:
    """Return the size of a character's type in that of the paragraph."""
    return cell.path[-1].scale if cell.path else 1.0
