"""Runs: the inside of a paragraph as characters, each with the elements it stands in and its width."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from reportgen.text.compose.characters import SENTENCE_ENDS, SPACES, Edge, Kind, edge_of, kind_of, letter_of, split
from reportgen.text.compose.measure import Ruler

TAG = re.compile(r"<(?:!--.*?--|/?[A-Za-z](?:[^\"'<>]|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)
ROLES = {"strong": "strong", "b": "strong", "em": "kai", "i": "kai"}
"""Which face an element is set in, as the style sheet of the page has it; the others keep theirs."""
IN_LATIN = {"hei": "latin-bold", "strong": "latin-bold", "kai": "latin-italic"}
"""What stands for the faces of Chinese where all words are in Latin ones; `latin` for the others."""
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
_WHITE = re.compile("[ \\t\\n\\r\\f]")
_DASHES = re.compile("D+")
_ALONE = re.compile("(?<!H)H(?!H)")
_ADDRESS = re.compile("[a-z]{3,5}://[!-~]+")
"""Of the web."""
_ACCOUNT = re.compile(r"(?<![\w.+-])[\w.+-]*+@[\w.-]+", re.ASCII)
"""Of a person: @tao-yun, tao.yun@example.org. It begins where its word does, so that a long word is read once."""
_IN_LATIN_FACE = re.compile("[\u0020-\u024f\u2010-\u203a]")
"""Marks of the characters that the style sheet has the Latin face for."""
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_CLASS = re.compile(r"\sclass=(?:\"([^\"]*)\"|'([^']*)')")


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


WESTERN = Element('<span class="latin">', "latin", 1.0, False, False, "span")
"""Around a mark of both scripts that stands between Latin letters or figures."""
Path = tuple[Element, ...]
"""The elements something stands in, the outermost first."""


@dataclass(slots=True)
class Run:
    """Characters from one forced line end to the next, in lists of the same length."""

    texts: list[str] = field(default_factory=list)
    """Each with the marks on it; white space of any kind is a space, as many as stand together are one."""
    kinds: list[Kind] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)
    """Sums of `Edge`."""
    widths: list[float] = field(default_factory=list)
    """Advances in ems of the paragraph."""
    paths: list[Path] = field(default_factory=list)
    letters: str = ""
    """What each is to the white that fills a line, as `letter_of` has it: H takes white, no other does."""
    addresses: list[range] = field(default_factory=list)
    """Where addresses of the web stand."""
    dashes: list[range] = field(default_factory=list)
    """Where dashes stand that a line may begin with, or part: after a sentence, or more than one."""
    empty: dict[int, list[Path]] = field(default_factory=dict)
    """Elements without words, such as anchors, by the character they stand before."""

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Yield the first and after the last character of what stands in the same elements."""
        if self.paths.count(self.paths[0]) == len(self.paths) if self.paths else True:
            yield 0, len(self.paths)
            return
        start = 0
        for _, same in groupby(self.paths):
            stop = start + sum(1 for _ in same)
            yield start, stop
            start = stop


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
    latin = None if role.startswith("latin") else ruler.widths("latin")
    for run in reader.runs:
        letters = list(map(letter_of, run.texts))
        _tell_apart(run, letters, latin)
        if "/" in run.texts or "@" in run.texts:
            _find_addresses(run, letters, takes_white=latin is not None)
        _find_white(run, letters)
    return reader.runs


class _Reader:
    """Goes through a paragraph once; knows the open elements and which of them hold words already."""

    def __init__(self, role: str, ruler: Ruler) -> None:
        self.runs = [Run()]
        self._outside = Element("", role, 1.0, False, False, "")
        self._ruler = ruler
        self._path: Path = ()
        self._filled: list[bool] = []

    def add_words(self, words: str) -> None:
        """Add plain words where the reader stands."""
        run, inside = self.runs[-1], self._path[-1] if self._path else self._outside
        texts = split(words)
        if _WHITE.search(words):
            texts = self._with_spaces(texts, inside.is_code)
        if not texts:
            return
        self._filled = [True] * len(self._filled)
        run.texts += texts
        run.kinds += map(kind_of, texts)
        run.edges += map(edge_of, texts)
        widths: Iterable[float] = map(self._ruler.widths(inside.role).__getitem__, texts)
        run.widths += widths if inside.scale == 1.0 else (width * inside.scale for width in widths)
        run.paths += [self._path] * len(texts)

    def _with_spaces(self, texts: list[str], is_code: bool) -> list[str]:
        """Return characters with one space for all white space that stands together, and none at the very start."""
        if is_code:
            return [" " if one in SPACES else one for one in texts]
        before = self.runs[-1].texts[-1] if self.runs[-1].texts else " "
        spaced: list[str] = []
        for one in texts:
            text = " " if one in SPACES else one
            if text != " " or before != " ":
                spaced.append(text)
            before = text
        return spaced

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
        around = self._path[-1] if self._path else self._outside
        named = next((one for one in classes if one in {"fang", "kai", "hei", "song", "mark"}), ROLES.get(name))
        if named and self._outside.role.startswith("latin"):
            named = IN_LATIN.get(named, "latin")
        return Element(
            tag,
            named or around.role,
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
                run.empty.setdefault(len(run.texts), []).append(self._path)
                self._filled = [True] * len(self._filled)
            is_closed = self._path[-1].name == name
            self._path = self._path[:-1]
            self._filled.pop()


def _tell_apart(run: Run, letters: list[str], latin: Mapping[str, float] | None) -> None:
    """Make the marks of both scripts Latin or Chinese, by their neighbours.

    Among Chinese words, whose face has them as wide as a character, a Latin one is set in the Latin face.

    Args:
        run: Characters with their kinds.
        letters: What each is to white.
        latin: Widths in the Latin face; None: all words are set in it.
    """
    kinds, at = run.kinds, -1
    for _ in range(kinds.count(Kind.EITHER)):
        at = kinds.index(Kind.EITHER, at + 1)
        is_latin = 0 < at < len(kinds) - 1 and kinds[at - 1] == kinds[at + 1] == Kind.LATIN
        kinds[at] = Kind.LATIN if is_latin else Kind.HAN
        if is_latin:
            run.edges[at] |= Edge.LATIN
            letters[at] = "A" if _IN_LATIN_FACE.fullmatch(run.texts[at]) else "X"
            if latin is not None and letters[at] == "A":
                scale = scale_of(run.paths[at])
                run.paths[at] += (replace(WESTERN, scale=scale),)
                run.widths[at] = latin[run.texts[at]] * scale


def _find_addresses(run: Run, letters: list[str], *, takes_white: bool) -> None:
    """Find addresses; among Chinese words, where few places part them, their letters take white as those do."""
    text = one_letter_each(run)
    run.addresses = [range(*found.span()) for found in _ADDRESS.finditer(text)]
    accounts = (range(*found.span()) for found in _ACCOUNT.finditer(text))
    for one in (*run.addresses, *accounts) if takes_white else ():
        letters[one.start : one.stop] = "H" * len(one)


def _find_white(run: Run, letters: list[str]) -> None:
    """Find which characters take white, and make dashes as wide as they are printed.

    Dashes and a Chinese character beside them stand in one piece of text, so that character takes no white: alone a
    dash, which belongs to no script, would be printed in the Latin form of its face (0.89 em in Noto Serif CJK, whose
    tables say that width for either form); in Chinese it has one em.

    Source: GB/T 15834-2011, 5.1.7 (a dash and an ellipsis take the room of two characters).
    """
    run.letters = "".join(_white_in(run, letters, *stretch) for stretch in run.stretches())


def _white_in(run: Run, letters: list[str], start: int, stop: int) -> str:
    """Return the letters of what stands in the same elements."""
    for found in _DASHES.finditer("".join(letters[start:stop])):
        _carry(run, letters, range(start + found.start(), start + found.end()), range(start, stop))
    taken = "".join(letters[start:stop])
    if start < stop and run.paths[start]:
        inside = run.paths[start][-1]
        taken = taken.replace("S", "B") if inside.is_code else taken
        taken = taken.replace("H", "C") if inside.scale != 1.0 else taken
    # A Chinese character alone between others: white after the 年 of a date would only loosen the date.
    return _ALONE.sub("C", taken)


def _carry(run: Run, letters: list[str], dashes: range, among: range) -> None:
    """Let the Chinese character before some dashes, else the one after, stand with them; both where a line may end."""
    beside = [at for at in (dashes.start - 1, dashes.stop) if at in among and run.kinds[at] == Kind.HAN]
    if not beside:
        return
    run.widths[dashes.start : dashes.stop] = [scale_of(run.paths[dashes.start])] * len(dashes)
    is_parted = len(beside) == 2 and (len(dashes) > 2 or run.texts[beside[0]] in SENTENCE_ENDS)
    if is_parted and set(run.texts[dashes.start : dashes.stop]) == {"—"}:
        run.dashes.append(dashes)
    for carrier in beside if is_parted else beside[:1]:
        if letters[carrier] == "H":
            letters[carrier] = "C"


def one_letter_each(run: Run) -> str:
    """Return the characters of a run, one letter each; what is more than one code point stands for no letter."""
    return "".join(one if len(one) == 1 else "\x00" for one in run.texts)


def scale_of(path: Path) -> float:
    """Return the size of the type inside some elements in that of the paragraph."""
    return path[-1].scale if path else 1.0
