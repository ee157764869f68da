"""gate: the files of an edition → a receipt that says whether a closed passage stands in one of them.

It knows nothing of how the files were made: it opens each as a stranger would and looks for the words. Totals, order,
sizes and times tell something too and no search sees them: two sources that differ in closed words alone must give
the same bytes, which is for the tests of the whole program to show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from reportgen.formats.unpacking import Glyphs, Raw, Refused, View, Words, unpack
from reportgen.model.build import Artifact
from reportgen.model.receipt import Hit, Receipt
from reportgen.text.forms import Form, read_forms, written_forms
from reportgen.text.passages import SHORTEST, folded, letters_of, lowered, read, sentences, windows

FEWEST_BYTES = 8
"""Bytes that do not stand by chance among hundreds of millions; fewer (four to seven Latin letters) are sought in text
alone, as whole words."""
FEWEST_DIGITS = 12
"""Of hexadecimal and base64: fewer stand by chance in check sums."""
COPIED = "assets/"
"""Where files stand that were handed in as they are: their fonts hold what others wrote."""
BEGINNING = 24
"""Bytes of a needle that the automaton knows; the rest is compared. All of them, where whole meetings are closed,
would take more memory than the build."""
_DAY = (
    r"(?:(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|\d{4}年|(?:19|20)\d\d(?:-?\d\d){0,2}|\d{1,2}[:：]\d\d"
    r"|(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: \d{4})?)"
)
_DATE = re.compile(rf"{_DAY}(?:[\s,~～至到—–-]+{_DAY})*")
"""A date or a time alone: pages compute the same ones from what is open."""
BLOCK = 1024 * 1024
"""Bytes searched at a time, so that words repeated a million times do not fill the memory."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is sought of a sentence by itself."""

    words: str
    """The sentence."""
    typed: str
    letters: str
    """Its letters and digits."""
    is_first: bool


@dataclass(frozen=True, slots=True)
class Needle:
    """One part of a sentence in one of its forms."""

    words: str
    """The sentence."""
    part: str
    """Letters and digits of the part; by them it is known where it stands open."""
    form: str
    written: bytes
    """With its capitals; only base64 has to keep them."""


class Sieve:
    """Finds any of many needles in one pass."""

    def __init__(self, needles: Iterable[Needle], *, whole_words: bool = False) -> None:
        """Make the automaton; it is slow to import, and most builds close nothing."""
        from ahocorasick_rs import BytesAhoCorasick

        alike: dict[bytes, list[Needle]] = {}
        known = set()
        for needle in needles:
            # What is the same in two forms, as Latin letters often are, is told by the first of them.
            key = needle.words, needle.written if needle.form == "base64" else needle.written.lower()
            if key not in known:
                known.add(key)
                alike.setdefault(needle.written[:BEGINNING].lower(), []).append(needle)
        self._alike = tuple(alike.values())
        self._automaton = BytesAhoCorasick(list(alike))
        self._whole_words = whole_words

    def find(self, content: bytes) -> set[Needle]:
        """Return the needles that stand in bytes."""
        return set(self._find(content)) if self._alike else set()

    def _find(self, content: bytes) -> Iterator[Needle]:
        small = content.lower()
        for block in range(0, len(small), BLOCK):
            # Words may stand across the edge of two blocks.
            first = max(0, block - BEGINNING)
            begun = self._automaton.find_matches_as_indexes(small[first : block + BLOCK], overlapping=True)
            for number, start, _ in begun:
                for needle in self._alike[number]:
                    end = first + start + len(needle.written)
                    if needle.form == "base64":
                        stands = content.startswith(needle.written, first + start)
                    else:
                        stands = small.startswith(needle.written.lower(), first + start)
                    if stands and not (self._whole_words and _goes_on(small, first + start, end)):
                        yield needle


@dataclass(frozen=True, slots=True)
class Search:
    """All that is sought, by where it can stand."""

    in_bytes: Sieve
    in_text: Sieve
    """In letters and digits alone."""
    among_words: Sieve
    """What is too short to be sought elsewhere."""
    characters: frozenset[str] = field(repr=False)
    """Those of closed passages that stand in no open text."""

    def find(self, view: View) -> Iterator[tuple[str, str, str]]:
        """Yield what stands in a view: the sentence, the part, the form."""
        match view:
            case Raw(content):
                found = self.in_bytes.find(content)
            case Words(text):
                small = lowered(read(text))
                found = self.in_text.find(letters_of(small).encode()) | self.among_words.find(_utf8(small))
            case Glyphs(characters):
                shown = self.characters & set(folded("".join(characters)))
                yield from ((one, one, "glyph repertoire") for one in shown)
                return
            case Refused(reason):
                yield "", "", reason
                return
        yield from ((needle.words, needle.part, needle.form) for needle in found)

    def open_parts(self, texts: Iterable[str]) -> set[str]:
        """Return the parts that stand in texts everybody may read."""
        small = [lowered(text) for text in texts]
        # A zero between two texts: half of a passage in each makes no whole.
        joined = b"\0".join(letters_of(text).encode() for text in small)
        found = self.in_text.find(joined) | self.among_words.find(_utf8("\0".join(small)))
        return {needle.part for needle in found if needle.form == "as read"}


def gate(artifacts: Iterable[Artifact], closed: Iterable[str], open_texts: Iterable[str]) -> Receipt:
    """Return what was sought in the files of an edition, and what was found.

    Args:
        artifacts: every file of the edition.
        closed: the words of what it must not hold, as typed: passages, lines, names, ids, names of files.
        open_texts: all plain words it may hold, those of its theme too. What stands in them is open by its own right.

    """
    closed, open_texts = tuple(closed), tuple(open_texts)
    sought = {words: folded(words) for passage in closed for words in sentences(passage)}
    too_short = {words for words, letters in sought.items() if len(letters) < SHORTEST or _DATE.fullmatch(words)}
    search = _search(sought.keys() - too_short, _characters(closed) - _characters(open_texts))
    open_parts = search.open_parts(open_texts)
    leaks: set[Hit] = set()
    open_hits: set[Hit] = set()
    files = searched = 0
    for artifact in artifacts:
        files += 1
        for view in chain((Words(artifact.path),), unpack(artifact.content)):
            if isinstance(view, Glyphs) and artifact.path.startswith(COPIED):
                continue
            searched += len(view.content) if isinstance(view, Raw) else 0
            for words, part, form in search.find(view):
                (open_hits if part in open_parts else leaks).add(Hit(artifact.path, words, form))
    found = (tuple(sorted(hits)) for hits in (open_hits, leaks))
    return Receipt(files, searched, len(sought) - len(too_short), tuple(sorted(too_short)), *found)


def _search(sought: Iterable[str], characters: frozenset[str]) -> Search:
    parts = [
        Part(words, part, folded(part), at == 0) for words in sorted(sought) for at, part in enumerate(windows(words))
    ]
    short = [part for part in parts if len(part.letters.encode()) < FEWEST_BYTES]
    long = [part for part in parts if len(part.letters.encode()) >= FEWEST_BYTES]
    whole = (Needle(part.words, part.letters, "as read", _utf8(lowered(part.typed))) for part in short)
    return Search(
        Sieve(_needles(parts, written_forms)),
        Sieve(_needles(long, read_forms)),
        Sieve(whole, whole_words=True),
        characters,
    )


def _needles(parts: Iterable[Part], forms: Callable[[str], Iterator[Form]]) -> Iterator[Needle]:
    """Yield the forms of parts; of a long sentence only the first in all of them, the others in the plain one."""
    for part in parts:
        for form, written in islice(forms(part.typed), None if part.is_first else 1):
            if len(written) >= (FEWEST_DIGITS if form in {"hex", "base64"} else FEWEST_BYTES):
                yield Needle(part.words, part.letters, form, written)


def _characters(texts: Iterable[str]) -> frozenset[str]:
    """Return the characters of texts that not every font shows anyway."""
    return frozenset(one for text in texts for one in folded(text) if not one.isascii())


def _utf8(text: str) -> bytes:
    """Return the bytes of a text; half characters, which the tables of a hostile font may name, are left out."""
    return text.encode("utf-8", "ignore")


def _goes_on(small: bytes, start: int, end: int) -> bool:
    """Whether a Latin word or a number goes on before or after a place."""
    before, first, last, after = (
        small[start - 1 : start],
        small[start : start + 1],
        small[end - 1 : end],
        small[end : end + 1],
    )
    return (before.isalnum() and first.isalnum()) or (last.isalnum() and after.isalnum())
