"""Numbers beside the lines of what is not approved yet, so that a comment can say where: “line 137”.

A page asks for them by one element with `data-line-numbers`, which no content can have. It is fixed beside the text, so
that every page has it; the style sheet says where it stands and how it looks. Once all is laid out, the numbers take
the place of its words: no line moves for them, and being hidden from those who hear (aria-hidden) they are no content.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

ASKED_BY = "data-line-numbers"
EVERY = 5
"""Lines from one number to the next, as laws and contracts are numbered; they are counted through the document."""


def number_lines(document: Any) -> None:
    """Print the number of every fifth line beside it, where the page asks for them."""
    counted = 0
    for page in document.pages:
        if place := _place(page._page_box):
            lines = lines_of_text(page)
            sample = place.children[0]
            numbered = ((counted + at, line) for at, line in enumerate(lines, 1) if (counted + at) % EVERY == 0)
            place.children = [_set_beside(line, str(number), sample) for number, line in numbered]
            counted += len(lines)


def lines_of_text(page: Any) -> list[Any]:
    """Return the lines of a laid-out page that count, from top to bottom; heads and feet of pages have none.

    Of lines side by side, in a table or beside a label, the one in the widest column counts for all.
    """
    sheet = page._page_box
    top, counted = sheet.content_box_y(), list[Any]()
    for _, line in sorted(_lines(sheet.children[0]), key=lambda found: -found[0]):
        middle = _baseline(line) - line.style["font_size"] / 3
        is_beside = any(one.position_y <= middle < one.position_y + one.height for one in counted)
        if top <= middle <= top + sheet.height and not is_beside:
            counted.append(line)
    return sorted(counted, key=_baseline)


def _lines(block: Any) -> Iterator[tuple[float, Any]]:
    """Yield every line that has words, with the width of its column; what is fixed on the page is not of the text."""
    from weasyprint.formatting_structure.boxes import LineBox, TextBox

    for child in block.children:
        if isinstance(child, LineBox) and any(
            isinstance(one, TextBox) and one.text.strip() for one in child.descendants()
        ):
            yield block.width, child
        if hasattr(child, "children") and child.style["position"] != "fixed":
            yield from _lines(child)


def _place(sheet: Any) -> Any | None:
    """Return the line of a page that the numbers take the place of, or None where none are asked for."""
    from weasyprint.formatting_structure.boxes import LineBox

    boxes = sheet.children[0].descendants(placeholders=True)
    return next((one for one in boxes if isinstance(one, LineBox) and ASKED_BY in one.element.attrib), None)


def _set_beside(line: Any, number: str, sample: Any) -> Any:
    """Return a number on the baseline of a line, ending where the sample ends."""
    from weasyprint.layout.inline import split_text_box

    box, _, _ = split_text_box(None, sample.copy_with_text(number), None, 0)
    box.position_x = sample.position_x + sample.width - box.width
    box.position_y = _baseline(line) - box.baseline
    return box


def _baseline(line: Any) -> float:
    """Return how far below the head of its page the words of a line stand, in pixels."""
    return float(line.position_y + line.baseline)
