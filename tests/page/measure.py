"""Measures of a printed page, in millimetres from its top left corner: lines of text, rules, ink."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pdfplumber
import pypdfium2

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
    """Of the advance box of its last character."""
    size: float
    """Of most of its characters."""
    text: str
    font: str
    """Of the first character."""


@dataclass(frozen=True)
class Rule:
    """A straight line."""

    page: int
    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def thickness(self) -> float:
        return self.bottom - self.top


def lines_of(page: Any, number: int) -> list[Line]:
    """Every upright line of a page, from top to bottom."""
    rows: dict[float, list[dict[str, Any]]] = {}
    for char in page.chars:
        # The last number of the matrix of a character is its baseline, counted from the foot of the page.
        if char["upright"]:
            baseline = round((float(page.height) - char["matrix"][5]) / MM, 1)
            near = next(
                (one for one in (baseline, round(baseline - 0.1, 1), round(baseline + 0.1, 1)) if one in rows), baseline
            )
            rows.setdefault(near, []).append(char)
    return [
        _line(sorted(chars, key=lambda one: one["x0"]), baseline, number) for baseline, chars in sorted(rows.items())
    ]


def _line(chars: list[dict[str, Any]], baseline: float, page: int) -> Line:
    sizes = [one["size"] for one in chars]
    return Line(
        page=page,
        baseline=baseline,
        left=chars[0]["x0"] / MM,
        right=max(one["x1"] for one in chars) / MM,
        size=max(set(sizes), key=sizes.count) / MM,
        text="".join(one["text"] for one in chars),
        font=chars[0]["fontname"],
    )


def rules_of(page: Any, number: int) -> Iterator[Rule]:
    """Every horizontal rule of a page: filled boxes and strokes flatter than 2 mm and longer than 100 mm."""
    for one in [*page.rects, *page.lines]:
        # A stroke has no height of its own: its ink stands half a width on either side.
        half = float(one.get("linewidth") or 0) / 2 if one["bottom"] == one["top"] else 0
        top, bottom = one["top"] - half, one["bottom"] + half
        if one["x1"] - one["x0"] > 100 * MM and bottom - top < 2 * MM:
            yield Rule(number, one["x0"] / MM, one["x1"] / MM, top / MM, bottom / MM)


def ink_of(pdf: bytes, page: int, dpi: int = 200) -> tuple[float, float, float, float]:
    """The box of all ink on a page (from 1), as left, top, right, bottom."""
    document = pypdfium2.PdfDocument(pdf)
    image = document[page - 1].render(scale=dpi / 72, grayscale=True).to_pil()
    box = image.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert box, "the page is blank"
    return tuple(one * 25.4 / dpi for one in box)  # type: ignore[return-value]


def opened(pdf: bytes) -> Any:
    return pdfplumber.open(io.BytesIO(pdf))


def body_lines(lines: Iterable[Line]) -> list[Line]:
    """The lines set in the size of the body, within the text area."""
    return [one for one in lines if abs(one.size - CELL) < 0.05 and TOP - 1 < one.baseline < TOP + HEIGHT + 1]
