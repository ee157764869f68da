"""Numbering: the numerals and heading numbers a document prints."""

from __future__ import annotations

_COUNTING = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


def han_numeral(number: int) -> str:
    """Return a number as it is counted in Chinese: 十, 二十一, 一百零五, 一千零一十.

    Raises:
        ValueError: the number is not 1 to 9999.
    """
    if number not in range(1, 10_000):
        raise ValueError(f"no Chinese numeral for {number}")
    words, gap = "", False
    digits = [int(digit) for digit in str(number)]
    for digit, place in zip(digits, reversed(range(len(digits))), strict=True):
        if not digit:
            gap = True
            continue
        words += (_COUNTING[0] if gap else "") + _COUNTING[digit] + _PLACES[place]
        gap = False
    # 10 to 19 drop the leading 一: 十一, never 一十一.
    return words[1:] if words.startswith("一十") else words


def heading_number(path: tuple[int, ...], *, language: str) -> str:
    """Return the heading number an official document would carry.

    Args:
        path: Position on every level from the top, each 1 to 99, counted among siblings; 1 to 4 levels.
        language: zh gives 一、 then （一） then 1. then （1）; any other 1 then 1.1 then 1.1.1.

    Returns:
        The number with its own punctuation, ready to stand before the title.

    Raises:
        ValueError: the path is empty, deeper than four levels, or a position is out of range.

    Source: GB/T 9704-2012, 7.3.3 (order of structural levels).
    """
    if len(path) not in range(1, 5) or any(position not in range(1, 100) for position in path):
        raise ValueError(f"no heading number for {path}")
    if language != "zh":
        return ".".join(map(str, path))
    position = path[-1]
    han = han_numeral(position)
    return (f"{han}、", f"（{han}）", f"{position}.", f"（{position}）")[len(path) - 1]


def document_number(pattern: str, number: int, year: int | None) -> str:
    """Return the number of a document as its series writes it (发文字号): 安办纪〔2026〕5号, 第5期.

    Args:
        pattern: with `{n}` and `{year}` where they go; `{number}` is understood as `{n}`.
        number: never with leading zeros (GB/T 9704-2012, 7.2.5).
        year: None: none is printed.
    """
    for name, value in (("{n}", str(number)), ("{number}", str(number)), ("{year}", str(year or ""))):
        pattern = pattern.replace(name, value)
    return pattern.replace("〔〕", "")
