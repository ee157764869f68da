"""Demands: what a speech or a discussion asks for, set aside as possible actions until a person keeps them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.formats.ingest.draft import Draft, Proposal, Value, bare
from reportgen.formats.ingest.source import Source
from reportgen.text.demand import Demand, demands_in, due_words_in, sentences_of
from reportgen.text.outline import mark_at

SHORTEST_SLOGAN = 4
"""Characters of a demand that says anything at all."""
LONGEST_SLOGAN = 8
"""Characters of a demand that says nothing without the sentence behind it: 一要定人定段。"""
DEEPEST = 30
"""Parts inside each other that are looked into."""
NEAR = 4_000
"""Characters among which the next sentence stands as a rule."""
MOST_SEARCHES = 200
"""Sentences looked for in the whole text because they do not stand where they should."""
_TEXTS = ("opening", "discussion", "text", "closing")
_NUMBERS = frozenset({"一、", "（一）", "1.", "（1）", "1）", "①"})
_BELOW = ("agenda", "items", "parts")


@dataclass(frozen=True, slots=True)
class _Passage:
    """The words of a part of a record."""

    way: str
    """Labels, or titles where there is none, from the top: 二、/一要."""
    label: str
    title: str
    text: str
    has_parts: bool = False


def find_demands(draft: Draft, source: Source) -> list[Proposal]:
    """Return what a speech, or the discussions of minutes, demand, in the order of the record.

    Nothing is added: task, lead and time are words of the text.

    Args:
        draft: a speech or minutes.
        source: the text it was read from, for the lines.
    """
    places = _Places(draft, source)
    return [
        Proposal(one.words, places.line_of(one.words), passage.way, one.lead, one.due_words)
        for passage in _passages(draft.value, "", 0)
        for one in _demands(passage)
    ]


def _passages(value: Value, way: str, depth: int) -> Iterator[_Passage]:
    """Yield the words of a record or a part, then those of the parts below it; its closing words last."""
    part = bare(value)
    if not isinstance(part, dict) or depth > DEEPEST:
        return
    words = {key: text for key in ("label", "title", *_TEXTS) if isinstance(text := bare(part.get(key, "")), str)}
    label, title = (words["label"], words["title"]) if depth else ("", "")
    here = "/".join(one for one in (way, label or title) if one)
    texts = "\n".join(words[key] for key in _TEXTS[:-1] if words[key])
    if texts or title:
        yield _Passage(here, label, title, texts, has_parts=bool(part.get("parts")))
    for key in _BELOW:
        below = bare(part.get(key, []))
        for one in below if isinstance(below, list) else []:
            yield from _passages(one, here, depth + 1)
    if words["closing"]:
        yield _Passage(here, "", "", words["closing"])


def _demands(passage: _Passage) -> Iterator[Demand]:
    heading = list(sentences_of(passage.title))
    sentences = [*heading, *sentences_of(passage.text)]
    start = _slogan(passage, heading)
    length = len("".join(sentences[:start]))
    if length >= SHORTEST_SLOGAN and (length > LONGEST_SLOGAN or not passage.has_parts):
        yield _labelled(sentences[:start])
    for place, sentence in enumerate(sentences[start:], start):
        found = demands_in(_without_label(sentence))
        # A heading is a slogan unless it says who or by when.
        yield from (one for one in found if place >= len(heading) or one.lead or one.due_words)


def _slogan(passage: _Passage, heading: list[str]) -> int:
    """Return how many sentences a label such as 一要 demands as one: none, its first, or that and the one behind it."""
    if not _is_wanted(passage.label):
        return 0
    together = [*heading, *sentences_of(passage.text.partition("\n")[0])]
    return min(len(together), 2 if len(together[0]) <= LONGEST_SLOGAN else 1) if together else 0


def _is_wanted(label: str) -> bool:
    """Whether the label itself demands: 一要, 第二要."""
    return label.rstrip("：:，,").endswith("要")


def _labelled(sentences: list[str]) -> Demand:
    words = "".join(sentences) if sentences[0][-1] in "。！；;!." else "\n".join(sentences)
    found = demands_in(sentences[-1])
    return Demand(words, found[0].lead if len(found) == 1 else None, due_words_in(words))


def _without_label(sentence: str) -> str:
    """Return a sentence of a list without its bullet and its number."""
    words = sentence.removeprefix("- ").removeprefix("* ").strip()
    mark = mark_at(words, 0, _NUMBERS)
    return mark.rest(words) if mark and mark.is_sure else words


class _Places:
    """Finds the lines of sentences that come in the order of the text, more or less."""

    def __init__(self, draft: Draft, source: Source) -> None:
        self._lines = draft.lines(len(source.lines))
        pieces = ["".join(source.line(number).split()) for number in self._lines]
        self._text = "".join(pieces)
        self._starts = [0]
        for piece in pieces[:-1]:
            self._starts.append(self._starts[-1] + len(piece))
        self._place, self._line = 0, self._lines[0]
        self._searches = MOST_SEARCHES

    def line_of(self, sentence: str) -> int:
        """Return the line on which a sentence begins; where it does not stand letter for letter, that of the last."""
        words = "".join(sentence.split())
        place = self._text.find(words, self._place, self._place + NEAR + len(words))
        if place < 0 and self._searches:
            self._searches -= 1
            place = self._text.find(words)
        if place >= 0:
            self._place = place + len(words)
            self._line = self._lines[bisect_right(self._starts, place) - 1]
        return self._line
