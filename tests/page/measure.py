"""Measures of a printed page, in millimetres from its top left corner: lines of text, rules, ink."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import pdfplumber
import pypdfium2
from PIL import Image, ImageChops

MM = 72 / 25.4
"""Points a millimetre."""
TOP, LEFT, WIDTH, HEIGHT = 37.0, 28.0, 156.0, 225.0
"""版心: where the text begins, how wide and how high it is. Source: GB/T 9704-2012, 5.2."""
LINES, CELLS = 22, 28
CELL = WIDTH / CELLS
PITCH = (HEIGHT - CELL) / (LINES - 1)


@dataclass(frozen=True)
class Line:
    """A line of text on paper: its characters from left to right."""

    page: int
    """From 1."""
    baseline: float
    left: float
    """Of the advance box of its first character."""
    right: float
    """Of the advance box of its last character but spaces."""
    size: float
    """Of most of its characters."""
    text: str
    font: str
    """Of the first character."""


@dataclass(frozen=True)
class Rule:
    """A horizontal line as wide as the text."""

    page: int
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def thickness(self) -> float:
        return self.bottom - self.top


MASK = CELL * 0.3
"""How far the stars of a mask are lowered, to stand in the middle of their line."""


def lines_of(page: Any, number: int) -> list[Line]:
    """Every upright line of a page, from top to bottom."""
    rows: dict[float, list[dict[str, Any]]] = {}
    upright = [one for one in page.chars if one["upright"]]
    # Lowered stars find their line once it is there.
    for char in sorted(upright, key=lambda one: one["text"] == "*"):
        # The last number of the matrix of a character is its baseline, counted from the foot of the page.
        baseline = round((float(page.height) - char["matrix"][5]) / MM, 1)
        reach = MASK if char["text"] == "*" else 0.5
        near = min(
            (one for one in rows if abs(one - baseline) <= reach), key=lambda one: abs(one - baseline), default=baseline
        )
        rows.setdefault(near, []).append(char)
    return [
        _line(sorted(chars, key=lambda one: one["x0"]), baseline, number) for baseline, chars in sorted(rows.items())
    ]


def _line(chars: list[dict[str, Any]], baseline: float, page: int) -> Line:
    sizes = [one["size"] for one in chars]
    inked = [one for one in chars if one["text"].strip()] or chars
    return Line(
        page=page,
        baseline=baseline,
        left=chars[0]["x0"] / MM,
        right=max(one["x1"] for one in inked) / MM,
        size=max(set(sizes), key=sizes.count) / MM,
        text="".join(one["text"] for one in chars),
        font=chars[0]["fontname"],
    )


def rules_of(pdf: bytes, page: int, dpi: int = 800, left: float = LEFT, width: float = WIDTH) -> list[Rule]:
    """Every horizontal rule of a page (from 1) as wide as the text, from top to bottom: rows of nothing but ink.

    By pixels: WeasyPrint fills a border through a clip, so that the shape in the file says little of the ink.
    """
    image = _picture(pdf, page, dpi)
    strip = image.crop((round((left + 2) * dpi / 25.4), 0, round((left + width - 2) * dpi / 25.4), image.height))
    darkest = strip.resize((1, strip.height), Image.Resampling.BOX).tobytes()
    rows = [number for number, value in enumerate(darkest) if value < RULE_INK]
    groups: list[list[int]] = []
    for row in rows:
        if groups and row == groups[-1][-1] + 1:
            groups[-1].append(row)
        else:
            groups.append([row])
    return [Rule(page, one[0] * 25.4 / dpi, (one[-1] + 1) * 25.4 / dpi) for one in groups]


RULE_INK = 150
"""Grey of a row of pixels that is all rule: half black, or the red of the mark."""


def _picture(pdf: bytes, page: int, dpi: int) -> Image.Image:
    return pypdfium2.PdfDocument(pdf)[page - 1].render(scale=dpi / 72, grayscale=True).to_pil()


def ink_of(pdf: bytes, page: int, dpi: int = 200) -> tuple[float, float, float, float]:
    """The box of all ink on a page (from 1), as left, top, right, bottom."""
    box = _picture(pdf, page, dpi).point(lambda value: 255 if value < 128 else 0).getbbox()
    assert box, "the page is blank"
    return tuple(one * 25.4 / dpi for one in box)  # type: ignore[return-value]


def opened(pdf: bytes) -> Any:
    return pdfplumber.open(io.BytesIO(pdf))


def red_ink_of(pdf: bytes, page: int, dpi: int = 200) -> tuple[float, float, float, float]:
    """The box of all red ink on a page (from 1), as left, top, right, bottom."""
    image = pypdfium2.PdfDocument(pdf)[page - 1].render(scale=dpi / 72).to_pil().convert("RGB")
    red, green, _ = image.split()
    box = ImageChops.subtract(red, green).point(lambda value: 255 if value > 100 else 0).getbbox()
    assert box, "nothing is red"
    return tuple(one * 25.4 / dpi for one in box)  # type: ignore[return-value]
