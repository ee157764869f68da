"""Differences: what changed between two records, field by field and word by word."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from reportgen.model.source import Field

What = Literal["same", "out", "in"]
Leaf = tuple[Field, str]
"""A value with the way to it."""

_LETTERS = r"[^\W\u3400-\u9fff\uf900-\ufaff]+"
_WORDS = re.compile(rf"{_LETTERS}(?:['’-]{_LETTERS}|[.,:][0-9]+)*|\s+|.", re.DOTALL)
"""A word of a language that parts its words, a number, white space, or one character: Chinese is compared by those."""
_SENTENCES = re.compile(r"[^。；！？.;!?\n]*[。；！？.;!?\n]+\s*|[^。；！？.;!?\n]+")
FEW = 2
"""Fewer characters between two changes are not worth reading as unchanged: they met by chance."""
MOST_PAIRS = 4_000_000
"""Words times words that are compared, about a second's work; what differs more than that is shown whole."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stayed, were taken out or put in."""

    what: What
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """A value that is not what it was."""

    way: Field
    """The way to it in the newer record; in the older one where it was taken out."""
    before: str | None
    """None: it was not there."""
    after: str | None
    """None: it was taken out."""

    def runs(self) -> tuple[Run, ...]:
        """Return its words, old and new, in reading order."""
        return tuple(runs_between(self.before or "", self.after or ""))


NEARBY = 20
"""Characters of what stayed that are shown beside a change."""


def excerpt(change: Change) -> tuple[str, str]:
    """Return the words of a change before and after it, with a little of what stands around them; each in one line."""
    before, after = change.before or "", change.after or ""
    shared = _common(before, after)
    begin = max(shared - NEARBY, 0)
    cut = max(_common(before[shared:][::-1], after[shared:][::-1]) - NEARBY, 0)
    old, new = (" ".join(text[begin : len(text) - cut].split()) for text in (before, after))
    head, foot = "…" if begin else "", "…" if cut else ""
    return f"{head}{old}{foot}", f"{head}{new}{foot}"


def _common(before: str, after: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(before), len(after)))


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return the values that differ between two records as JSON has them, in the order of the newer one."""
    old, new = list(_leaves(before)), list(_leaves(after))
    matcher = SequenceMatcher(None, [_known(one) for one in old], [_known(one) for one in new], autojunk=False)
    found = (code for code in matcher.get_opcodes() if code[0] != "equal")
    return tuple(change for _, a, b, c, d in found for change in _changes(old[a:b], new[c:d]))


def _leaves(value: Any, way: Field = ()) -> Iterator[Leaf]:
    parts = tuple(value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ())
    if not parts:
        yield way, value if isinstance(value, str) else json.dumps(value)
    for step, part in parts:
        yield from _leaves(part, (*way, step))


def _kind(leaf: Leaf) -> Field:
    """Return which field a value is of, wherever in its list it stands."""
    return tuple(step for step in leaf[0] if isinstance(step, str))


def _known(leaf: Leaf) -> tuple[Field, str]:
    return _kind(leaf), leaf[1]


def _changes(old: Sequence[Leaf], new: Sequence[Leaf]) -> Iterator[Change]:
    """Yield the changes in a stretch where nothing stayed: values of one field are one that changed."""
    matcher = SequenceMatcher(None, [_kind(one) for one in old], [_kind(one) for one in new], autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            for (_, before), (way, after) in zip(old[a:b], new[c:d], strict=True):
                yield Change(way, before, after)
        else:
            yield from (Change(way, before, None) for way, before in old[a:b])
            yield from (Change(way, None, after) for way, after in new[c:d])


def runs_between(before: str, after: str) -> Iterator[Run]:
    """Yield the words of two texts in reading order, each once: what stayed, what was taken out, what was put in."""
    # Sentences first: comparing a long text word by word would take minutes.
    runs: list[Run] = []
    for what, old, new in _stretches(_SENTENCES.findall(before), _SENTENCES.findall(after)):
        runs += [Run("same", "".join(old))] if what == "equal" else _between("".join(old), "".join(new))
    for what, group in itertools.groupby(runs, lambda one: one.what):
        yield Run(what, "".join(one.words for one in group))


def _stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield what, old[a:b], new[c:d]


def _between(before: str, after: str) -> Iterator[Run]:
    """Yield the runs of a stretch in which no sentence stayed."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    gone, come = "", ""
    whole = [("replace", old, new)] if len(old) * len(new) > MOST_PAIRS else [*_stretches(old, new)]
    for place, (what, some, others) in enumerate(whole, 1):
        same = "".join(some) if what == "equal" else ""
        if same and (place in {1, len(whole)} or len(same.strip()) >= FEW):
            yield from (*_run("out", gone), *_run("in", come), *_run("same", same))
            gone = come = ""
        else:
            gone, come = gone + "".join(some), come + "".join(others)
    yield from (*_run("out", gone), *_run("in", come))


def _run(what: What, words: str) -> Iterator[Run]:
    if words:
        yield Run(what, words)
