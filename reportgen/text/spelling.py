"""Spelling: the word somebody probably meant, for “did you mean”."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST_WORD = 64
"""Longer words are compared with nothing."""


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice a word was probably meant to be, or None.

    Slips of a letter or two, two letters in the wrong order, one wrong character in a Chinese name of two to four,
    and the short form of exactly one longer name (交通 for 交通运输局) are found; the first choice wins a tie.
    """
    typed = word.strip().casefold()
    if not typed or len(typed) > LONGEST_WORD:
        return None
    known = {choice: choice.casefold() for choice in choices}
    near = [
        (distance, -_shared_start(typed, folded), choice)
        for choice, folded in known.items()
        if (distance := _distance(typed, folded, _allowed(typed, folded))) is not None
    ]
    if near:
        return min(near, key=lambda found: found[:2])[2]
    return _only_longer(typed, known) or None


def _only_longer(typed: str, known: dict[str, str]) -> str:
    longer = [choice for choice, folded in known.items() if len(typed) > 1 and typed in folded]
    return longer[0] if len(longer) == 1 else ""


def _allowed(typed: str, choice: str) -> int:
    """Return how many slips two words may lie apart; a Chinese character says as much as three letters."""
    length = max(len(typed), len(choice))
    if any("\u3400" <= character <= "\u9fff" for character in typed):
        return 1 if length < 6 else 2
    return 0 if length < 3 else 1 if length < 6 else 2 if length < 10 else 3


def _shared_start(one: str, other: str) -> int:
    return next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))


def _distance(one: str, other: str, limit: int) -> int | None:
    """Return how many slips turn one word into the other, or None beyond the limit.

    Source: Damerau–Levenshtein distance, restricted (optimal string alignment).
    """
    if abs(len(one) - len(other)) > limit or not set(one) & set(other):
        return None
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, left in enumerate(one, start=1):
        line = [row]
        for column, right in enumerate(other, start=1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (left != right))
            swapped = row > 1 and column > 1 and left == other[column - 2] and one[row - 2] == right
            line.append(min(cost, before[column - 2] + 1) if swapped else cost)
        if min(line) > limit:
            return None
        before, above = above, line
    return above[-1] if above[-1] <= limit else None
