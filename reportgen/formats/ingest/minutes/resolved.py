"""Resolved: the sentences in which Chinese minutes say that the meeting decided, and lists inside a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN = "一二三四五六七八九十"
_RESOLVES = re.compile(
    r"^(?:(?:审议|表决|讨论)(?:并)?通过了?[《〈“关]|(?:经(?:研究|讨论|审议|表决"
    r"|充分讨论)?[^，。]{0,6}[，,]?)?(?:会议|与会(?:人员|代表|同志|董事|委员)?|会上|全体[\u4e00-\u9fff]{0,4})"
    r"(?:研究|经研究|审议|讨论|一致|原则|原则上|表决|并|经讨论){0,3}"
    r"(?:决定|議決|决议|议定|同意|通过了|通过(?!视频|电话|线上|网络|腾讯|远程|讨论|学习|观看|听取|现场|召开)"
    r"|批准|确定(?!了方向)|明确(?!指出|提出|要求|强调|了)))"
)
_SENTENCE = re.compile(r"[^。！\n]*(?:[。！]|$)")
_ENUMERATOR = re.compile(
    rf"(?:^|(?<=[。；;：:，,\s]))(?P<label>[（(](?P<b>[{_HAN}]{{1,3}}|\d{{1,2}})[）)]|(?P<c>[{_HAN}])是"
    rf"|(?P<d>\d{{1,2}})[.、．](?!\d)|(?P<e>[{_HAN}]{{1,3}})、|(?P<f>[①-⑳]))\s*"
)
_HEAD = re.compile(r"^[^：:。；]{0,24}[：:]\s*")


_LONGEST = 6_000
"""Characters of a text that may hold a list."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph."""

    text: str
    is_decision: bool


def resolves(text: str) -> bool:
    """Whether a sentence says that the meeting decided, and what."""
    found = _RESOLVES.match(text)
    return found is not None and bool(text[found.end() :].strip("：:。，, "))


def pieces_of(text: str) -> list[Piece]:
    """Return a paragraph in parts: the sentences that say what was decided, and what stands between them.

    All of it is in the parts, letter for letter. What is counted after such a sentence (（一）…。（二）…。) is of it.
    """
    found: list[Piece] = []
    for sentence in (one[0] for one in _SENTENCE.finditer(text) if one[0]):
        goes_on = bool(found) and found[-1].is_decision and _goes_on(found[-1].text, sentence)
        is_decision = goes_on or resolves(sentence.lstrip())
        if found and (goes_on or not (is_decision or found[-1].is_decision)):
            found[-1] = Piece(found[-1].text + sentence, found[-1].is_decision)
        else:
            found.append(Piece(sentence, is_decision))
    return found


def _goes_on(before: str, sentence: str) -> bool:
    """Whether a sentence has the next number of a list that began in the one before."""
    numbers = [_value(one) for one in _ENUMERATOR.finditer(before)]
    here = _ENUMERATOR.match(sentence.lstrip())
    return bool(numbers) and here is not None and _value(here) == numbers[-1] + 1


def listed(text: str) -> list[tuple[str, str]]:
    """Return the members of a list inside a sentence, each with its label; none where it holds fewer than two."""
    marks: list[re.Match[str]] = []
    if len(text) > _LONGEST:
        return []
    for one in _ENUMERATOR.finditer(text):
        if _value(one) == len(marks) + 1 and (not marks or _kind(one) == _kind(marks[0])):
            marks.append(one)
    if len(marks) < 2 or text[: marks[0].start()].strip():
        return []
    ends = [*(one.start() for one in marks[1:]), len(text)]
    return [(one["label"], text[one.end() : end].strip()) for one, end in zip(marks, ends, strict=True)]


def without_head(sentence: str) -> tuple[str, str]:
    """Return “会议决定：” and the words after it; "" and the sentence where it has no such head."""
    found = _HEAD.match(sentence.strip())
    if found is None or not resolves(sentence.strip()):
        return "", sentence.strip()
    return found[0].strip(), sentence.strip()[found.end() :]


def _kind(mark: re.Match[str]) -> str:
    return next(name for name in "bcdef" if mark[name])


def _value(mark: re.Match[str]) -> int:
    word = mark[_kind(mark)]
    if word.isdecimal():
        return int(word)
    if "①" <= word <= "⑳":
        return ord(word) - ord("①") + 1
    tens, ten, ones = word.partition("十")
    if not ten:
        return _HAN.index(word[-1]) + 1
    return (_HAN.index(tens) + 1 if tens else 1) * 10 + (_HAN.index(ones) + 1 if ones else 0)
