"""Outline: the labels that cut a speech into parts, as typed: 一、（一） 1. （1） 一要 一是 第一， I. (a) First,

A label is recognised, never changed. What only looks like one stays text: 一方面, 第一时间, 一、二线, 一是一二是二.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

RANKS = {
    "壹、": 10, "部分": 10, "议题": 10, "item": 10, "一、": 20, "I.": 20, "（一）": 30, "A.": 30, "1.": 40,
    "（1）": 50, "(a)": 50, "1）": 52, "a)": 52, "(i)": 54, "①": 60, "第一": 70, "first": 70, "首先": 70,
    "一要": 80, "一是": 90, "其一": 95,
}  # fmt: skip
"""Every notation by its first label, and how deep it stands where a text follows custom; more is deeper.

Source: GB/T 9704-2012, 7.3.3 (order of structural levels) for 一、 to （1）.
"""
RUN_IN_RANKS = RANKS | {"第一": 95, "first": 95}
"""The same inside a paragraph, where 第一， counts what the paragraph is about."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A label where it stands in a line."""

    label: str
    """Verbatim, with its own punctuation."""
    form: str
    """The notation, a key of `RANKS`."""
    number: int
    """1 to 99."""
    start: int
    """Where the label begins, in characters from 0."""
    end: int
    """Where what it labels begins."""
    cut: int
    """Where what stands before it ends: `start`, or before the `**` that makes the label bold."""
    is_sure: bool = True
    """False: a label only beside its neighbour in the series (一、二线城市, First, I want to thank you)."""

    def rest(self, line: str, end: int | None = None) -> str:
        """Return what it labels, up to an end, the mark of bold type before it included."""
        return (line[self.cut : self.start] + line[self.end : end]).strip()


_DIGITS = "一二三四五六七八九"
_CAPITALS = str.maketrans("壹贰貳叁參叄肆伍陆陸柒捌玖拾", "一二二三三三四五六六七八九十")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")
_NEXT = ("首先", "其次", "再次")
_WORDS = {word: number for words in (_ROMAN, _ORDINALS, _NEXT) for number, word in enumerate(words, start=1)}
_SERIES = {"①": 20, "⑴": 20, "⒈": 20, "Ⅰ": 12}
"""First characters of runs of numbers that are one character each, and how many there are."""


def numeral(word: str) -> int:
    """Return the number a label counts by: 二十一, 二〇, 贰, １２, ⑤, IV, Third, 其次; 0: it is none."""
    if word.isdecimal():
        return int(word)
    if number := _WORDS.get(word) or _WORDS.get(word.upper()):
        return number
    if len(word) == 1 and (first := max((one for one in _SERIES if one <= word), default="")):
        number = ord(word) - ord(first) + 1
        return number if number <= _SERIES[first] else _han(word.translate(_CAPITALS))
    return _han(word.translate(_CAPITALS))


def _han(word: str) -> int:
    tens, ten, ones = word.partition("十")
    if ten:
        return (_one(tens) or 1) * 10 + _one(ones)
    return _one(word[:1]) * {"": 1, "〇": 10, "零": 10}.get(word[1:], 0)


def _one(digit: str) -> int:
    return _DIGITS.find(digit) + 1 if digit else 0


def letter_number(letter: str) -> int:
    """Return the place of a letter in the alphabet, from 1."""
    return ord(letter.lower()) - ord("a") + 1


_HAN = rf"(?P<n>[{_DIGITS}]?十[{_DIGITS}]?|[{_DIGITS}][〇零]?)"
_CAPITAL = "壹贰貳叁參叄肆伍陆陸柒捌玖"
_NUMBER = r"(?P<n>[0-9０-９]{1,2})"
_NEXT_DIGIT = r"[0-9０-９]"
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("壹、", rf"(?P<n>[{_CAPITAL}]?拾[{_CAPITAL}]?|[{_CAPITAL}])[、.．]"),
    ("部分", rf"第{_HAN}(?:部分|章|节|篇|编)(?:[：:、，,]|(?=[ \t\u3000]|$))"),
    ("议题", rf"议题[ \u3000]?{_HAN}(?:[：:、.．]|(?=[ \t\u3000]|$))"),
    ("议题", rf"议题[ \u3000]?{_NUMBER}(?:[：:、.．]|(?=[ \t\u3000]|$))"),
    ("item", r"(?:Agenda item|Item|Part|Section|Topic) (?P<n>\d{1,2}|[IVX]{1,5})(?:[.:]|(?=[ \t]*$))"),
    ("一、", rf"{_HAN}[、．.](?![、．.])"),
    ("（一）", rf"[（(]{_HAN}[）)]、?"),
    ("1.", rf"{_NUMBER}(?:[.．](?!{_NEXT_DIGIT}(?!{_NEXT_DIGIT}{{3}}年))|、)"),
    ("1.", r"(?P<n>[⒈-⒛])"),
    ("（1）", rf"[（(]{_NUMBER}[）)]、?"),
    ("（1）", r"(?P<n>[⑴-⒇])、?"),
    ("1）", rf"{_NUMBER}[）)]"),
    ("①", r"(?P<n>[①-⑳])[、.．]?"),
    ("I.", r"(?P<n>[IVX]{1,5})[.．、](?=[ \t\u3000])"),
    ("I.", r"(?P<n>[Ⅰ-Ⅻ])[、.．]"),
    ("A.", r"(?P<n>[A-Z])[.](?=[ \t])"),
    ("(i)", r"[（(](?P<n>[ivx]{1,5})[）)]"),
    ("(a)", r"[（(](?P<n>[a-z])[）)]"),
    ("a)", r"(?P<n>[a-z])[）)](?=[ \t])"),
    ("第一", rf"第{_HAN}(?:点|条|项|件事|个方面)?[，,、：:](?!第)"),
    ("第一", rf"第{_HAN}(?:是|要(?![务义素件点害紧]))"),
    ("其一", rf"其{_HAN}[，,、：:](?!其)"),
    ("首先", r"(?P<n>首先|其次|再次)[，,、：:]"),
    ("first", rf"(?P<n>{'|'.join(_ORDINALS)})(?:ly)?[,:](?=[ \t])"),
    ("一要", rf"{_HAN}要[：:，,]?(?![素件])"),
    ("一是", rf"{_HAN}是[：:，,]?"),
)
_NOTATIONS = tuple((form, re.compile(pattern)) for form, pattern in _PATTERNS)
_INSIDE = frozenset({"第一", "其一", "first", "一要", "一是"})
"""Notations that count inside a paragraph too."""
_AFTER_WANT = re.compile("[点义领害紧是]|务(?!实)")
_LETTERED = frozenset({"A.", "(a)", "a)"})
_BESIDE = re.compile(rf"[{_DIGITS}十0-9０-９]")
_LETTERS = {"I.": "A.", "(i)": "(a)"}
"""Numerals of one letter, and the notation they are a letter of in a series of letters."""


def mark_at(line: str, place: int = 0, forms: Collection[str] = RANKS) -> Mark | None:
    """Return the label that stands at a place of a line, sure or not; None: none does."""
    start = place
    if line.startswith("**", place) and not line.startswith("***", place):
        start += 2
    for form, pattern in _NOTATIONS:
        if form in forms and (found := pattern.match(line, start)):
            mark = _mark(line, form, found, place)
            return mark if mark.number and not _is_idiom(line, mark) else None
    return None


def _mark(line: str, form: str, found: re.Match[str], cut: int) -> Mark:
    end = _after_spaces(line, found.end())
    number = letter_number(found["n"]) if form in _LETTERED else numeral(found["n"])
    sure = not _is_doubtful(form, number, found, line[end : end + 2])
    return Mark(found[0], form, number, found.start(), end, cut, sure)


def _after_spaces(line: str, place: int) -> int:
    while place < len(line) and line[place] in " \t\u3000\u00a0":
        place += 1
    return place


def _is_idiom(line: str, mark: Mark) -> bool:
    """Whether 一是 is half of 一是一，二是二."""
    after = line[mark.end : mark.end + 2]
    return mark.form == "一是" and after[:1] == mark.label[:1] and after[1:] in {"，", ",", "、", "。", "；", "是", ""}


def _is_doubtful(form: str, number: int, found: re.Match[str], after: str) -> bool:
    if form in _LETTERED or form in {"first", "首先"}:
        return True
    if form in _LETTERS:
        return len(found["n"]) == 1 and found["n"].isascii()
    if form == "第一":
        return found[0][-1] in "是要" or (found[0][-1] == "、" and bool(_BESIDE.match(after)))
    if form == "一要":
        # 三要三不要 is a slogan; 一要点 may be one word or two.
        return number > 9 or bool(_BESIDE.match(after) or _AFTER_WANT.match(after))
    if form == "一是":
        # 十一 is a holiday as well as a number.
        return number > 9
    # 一、二线 and 5、6月 count together what a heading would count apart.
    return form in {"一、", "1."} and found[0][-1] == "、" and _counts_on(number, after[:1])


def _counts_on(number: int, after: str) -> bool:
    return after != "" and bool(_BESIDE.match(after)) and numeral(after) in {number + 1, 1 if after.isdecimal() else -1}


def marks_of(lines: Sequence[str]) -> list[Mark | None]:
    """Return the label each line begins with; what is not sure is one beside its neighbour in the series only."""
    found = [mark_at(line) for line in lines]
    _read_letters(found)
    after = _next_of_form(found)
    before: dict[str, Mark] = {}
    marks: list[Mark | None] = []
    for place, mark in enumerate(found):
        kept = mark if mark and (mark.is_sure or _has_neighbour(mark, before.get(mark.form), after[place])) else None
        marks.append(kept)
        if kept:
            before[kept.form] = kept
    return marks


def _read_letters(found: list[Mark | None]) -> None:
    """Read I. after H. and (i) after (h) as the letters they are there."""
    last: dict[str, int] = {}
    for place, mark in enumerate(found):
        if mark and mark.form in _LETTERS and not mark.is_sure:
            letters = _LETTERS[mark.form]
            number = letter_number(mark.label.strip("(（)）.．、"))
            if number > 1 and number == last.get(letters, 0) + 1:
                found[place] = replace(mark, form=letters, number=number)
        if now := found[place]:
            last[now.form] = now.number


def _next_of_form(found: Sequence[Mark | None]) -> list[Mark | None]:
    """Return for every place the next mark of the same notation after it."""
    coming: dict[str, Mark] = {}
    after: list[Mark | None] = [None] * len(found)
    for place in range(len(found) - 1, -1, -1):
        mark = found[place]
        if mark:
            after[place] = coming.get(mark.form)
            coming[mark.form] = mark
    return after


def _has_neighbour(mark: Mark, before: Mark | None, after: Mark | None) -> bool:
    if mark.number == 1:
        return after is not None and after.number == 2 and (before is None or before.number != 1)
    follows = before is not None and before.number == mark.number - 1
    return follows and (after is None or after.number != mark.number)


def continued(marks: Sequence[Mark | None]) -> list[bool]:
    """Return for every mark whether the next one of its notation counts on from it."""
    after = _next_of_form(marks)
    return [
        mark is not None and coming is not None and coming.number == mark.number + 1
        for mark, coming in zip(marks, after, strict=True)
    ]


_TURN = re.compile(
    r"(?P<open>[“‘《（(【「『〈\[])|(?P<close>[”’》）)】」』〉\]])|(?P<bold>(?<!\*)\*\*(?!\*))|(?P<line>\n)"
    r"|(?P<end>[。；！？：;!?:]|\.(?=\s))"
)


def sentence_starts(text: str) -> Iterator[tuple[int, bool]]:
    """Yield every place after the end of a clause, outside quotes and brackets, and whether bold type is open there."""
    depth, is_bold, ended = 0, False, -1
    for turn in _TURN.finditer(text):
        if turn["open"]:
            depth += 1
        elif turn["close"]:
            depth = max(0, depth - 1)
            if ended != turn.start():
                continue
            ended = turn.end()
        elif turn["bold"]:
            is_bold = not is_bold
            if is_bold or ended != turn.start():
                continue
            ended = turn.end()
        elif turn["line"]:
            depth = 0
            continue
        else:
            ended = turn.end()
        if depth == 0:
            yield ended, is_bold


def points_in(text: str, first: Mark | None = None) -> tuple[Mark, ...]:
    """Return the labels inside a paragraph, at the starts of sentences: 一是……；二是……。

    One alone is part of its sentence; 一是 is a label where 二是 comes too.

    Args:
        text: the paragraph.
        first: the label it begins with.
    """
    found = list(_candidates(text, first))
    after = _next_of_form(found)
    last = {first.form: first.number} if first else {}
    points = []
    for mark, coming in zip(found, after, strict=True):
        counts_on = mark.form in last and mark.number == last[mark.form] + 1
        skips = mark.form in last and mark.number > last[mark.form] and mark.is_sure
        begins = mark.number == 1 and coming is not None and coming.number == 2
        if counts_on or skips or begins:
            points.append(mark)
            last[mark.form] = mark.number
    return tuple(points)


def _candidates(text: str, first: Mark | None) -> Iterator[Mark]:
    """Yield what could be a label, each once: right behind the first label and at every start of a sentence."""
    after = first.end if first else 0
    behind = [(first.end, first.cut < first.start)] if first else []
    for place, is_bold in chain(behind, sentence_starts(text)):
        if place >= after and not is_bold and (mark := mark_at(text, _after_spaces(text, place), _INSIDE)):
            yield mark
            after = mark.end
