"""Paragraph: the inside of one paragraph as lines on the grid."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.text.compose.breaks import Hyphenate, find_breaks
from reportgen.text.compose.fit import FEWEST, Line, fit
from reportgen.text.compose.measure import Advances, Measure, Ruler
from reportgen.text.compose.runs import Run, read
from reportgen.text.compose.together import Bond
from reportgen.text.compose.typeset import typeset


def compose_ink(
    inner: str,
    measure: Measure,
    faces: Advances,
    *,
    role: str = "fang",
    keep: Mapping[str, Bond] | None = None,
    keep_last: int = FEWEST,
    hyphenate: Hyphenate | None = None,
) -> str | None:
    """Return the inside of a paragraph in lines; None where it cannot be measured.

    Args:
        inner: HTML of one paragraph without the tags around it; a `<br>` ends a line whatever its width.
        measure: Shape of the paragraph.
        faces: Widths of characters.
        role: Face the paragraph is set in.
        keep: Names, each with how firmly it holds together.
        keep_last: Characters the last line should have; 4 for headings.
        hyphenate: Says where Latin words part.
    """
    ruler = Ruler.over(faces)
    runs = read(inner, role, ruler)
    if runs is None:
        return None
    set_runs: list[tuple[Run, list[Line]]] = []
    for number, run in enumerate(runs):
        rooms = measure.room(first=number == 0), measure.room(first=False)
        breaks = find_breaks(run, min(rooms), names=keep, hyphenate=hyphenate)
        lines = fit(run, breaks, rooms, hyphen=ruler.advance("-", role), keep_last=max(FEWEST, keep_last))
        set_runs.append((run, lines))
    return typeset(set_runs)
