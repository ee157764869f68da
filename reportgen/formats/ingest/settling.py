"""Settling: every letter of the text accounted for, in the record, under `source:` or under `unplaced:`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from reportgen.formats.ingest.draft import Draft, Told, Value, bare, texts_of
from reportgen.formats.ingest.source import Source
from reportgen.formats.yaml.characters import coded
from reportgen.text.closing import closing_mark_in
from reportgen.text.limits import exceeded, without_code

UTF8 = "UTF-8"
"""The encoding that needs no mention."""
OWN_WORDS = frozenset(
    {"id", "lang", "access", "series", "status", "state", "minutes", "purpose", "outcome", "method", "action"}
)
"""Keys under which words of the format stand, such as `held`: no letter of the text is found again in them."""

_BETWEEN_HYPHENS = re.compile(r"(?<=[{｛])(?=--)|(?<=-)(?=-[}｝])")
_INSIDE_BRACES = re.compile(r"(?<=[{｛])(?=--|[–—])|(?:(?<=--)|(?<=[–—]))(?=[}｝])")


def settle(draft: Draft, source: Source) -> None:
    """Complete a draft: where it comes from, the lines that became something else, and those that found no place.

    Args:
        draft: as a reader filled it. Of the lines it calls kept, those of which letters are missing are moved to
            `became`; empty ones count nowhere.
        source: the whole text; lines outside the draft's range are another draft's.

    """
    draft.value = {part_closing_marks(key, markdown=False): plain_marks(one) for key, one in draft.value.items()}
    numbers = draft.lines(len(source.lines))
    lines = {number: line for number in numbers if (line := source.line(number).strip())}
    draft.kept &= lines.keys() - draft.became
    draft.became &= lines.keys()
    kept = {number: line for number, line in lines.items() if number in draft.kept}
    lossy = _short_of_letters(kept, texts_of(draft.value, OWN_WORDS))
    draft.kept -= lossy
    draft.became |= lossy
    became = [_plain(line) for number, line in lines.items() if number in draft.became]
    draft.value["source"] = _origin(source, became)
    waiting = lines.keys() - draft.kept - draft.became
    unplaced: list[Value] = [{"line": str(number), "text": _plain(lines[number])} for number in sorted(waiting)]
    if unplaced:
        draft.value["unplaced"] = unplaced


def _origin(source: Source, words: Iterable[str]) -> Value:
    origin: dict[str, Value] = {"file": file_name(source.name), "sha256": source.sha256}
    if source.encoding != UTF8:
        origin["encoding"] = source.encoding
    if text := "\n".join(words):
        origin["words"] = text
    return origin


def file_name(path: str) -> str:
    """Return the name of a file without its folders, fit to stand in a record; `-` where it has none."""
    name = re.split(r"[/\\]", path)[-1]
    return _plain(coded(" ".join(name.split()))) or "-"


def _short_of_letters(kept: Mapping[int, str], texts: Iterable[str]) -> set[int]:
    """Return the lines to keep in full, so that no letter is missing that the lines have and the texts have not.

    Which line lost a letter cannot be told for certain; one that stands as a whole line of a text did not, so these
    come last.
    """
    has: Counter[str] = Counter()
    whole: set[str] = set()
    for text in texts:
        has.update(_letters(text))
        whole.update(map(_letters, text.split("\n")))
    needs: Counter[str] = Counter()
    for line in kept.values():
        needs.update(_letters(line))
    missing = needs - has
    return _first_with(missing, sorted(kept.items(), key=lambda one: _letters(one[1]) in whole)) if missing else set()


def _first_with(missing: dict[str, int], lines: Iterable[tuple[int, str]]) -> set[int]:
    """Return the first lines in which all missing letters stand as often as they are missing."""
    chosen = set()
    for number, line in lines:
        for letter in line:
            if letter in missing:
                chosen.add(number)
                missing[letter] -= 1
                if not missing[letter]:
                    del missing[letter]
    return chosen


def _letters(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def _plain(text: str) -> str:
    return part_closing_marks(text, markdown=False)


def part_closing_marks(text: str, *, markdown: bool) -> str:
    r"""Return a text in which `{--` and `--}` close nothing; in Markdown it is printed as before.

    Args:
        text: of any length.
        markdown: whether a backslash between the hyphens is not printed: `{\--`. In code, in plain lines, in a text
            beyond the limits of a field, and where a dash stands for the hyphens, it would be: there a space parts
            the mark, `{ --`.

    """
    if not closing_mark_in(text):
        return text
    if markdown and not exceeded(text):
        words = without_code(text)
        text = _BETWEEN_HYPHENS.sub(lambda found: "\\" if words[found.start()] == "-" else "", text)
    return _INSIDE_BRACES.sub(" ", text)


def plain_marks(value: Value) -> Value:
    """Return a value in all plain texts and keys of which `{ --` stands for `{--`."""
    if isinstance(value, Told):
        return replace(value, value=bare(plain_marks(value.value)))
    if isinstance(value, str):
        return _plain(value)
    if isinstance(value, list):
        return [plain_marks(one) for one in value]
    return {_plain(key): plain_marks(one) for key, one in value.items()}
