"""Rows set in columns: right for Chinese too, cut to the terminal where one watches."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence

from reportgen.text.columns import cut, padded, width
from reportgen.text.terminal import printable

GAP = "  "
LEAST = 16
"""Columns that the last cell keeps in however narrow a terminal."""


def terminal_width() -> int | None:
    """Return the columns of the terminal; None: the answer goes into a file or another program."""
    return shutil.get_terminal_size().columns if sys.stdout is not None and sys.stdout.isatty() else None


def table(heading: Sequence[str], rows: Sequence[Sequence[str]], columns: int | None, share: int = 6) -> Iterator[str]:
    """Yield the lines of a table.

    Args:
        heading: one word for each column.
        rows: as many cells each.
        columns: those of the terminal; None: nothing is cut.
        share: the part of the terminal, one in so many, that a cell between the first and the last may take.
    """
    # Made printable first: an escape is wider than what it stands for.
    cells = [[printable(cell) for cell in row] for row in (heading, *rows)]
    widest = [max(width(row[place]) for row in cells) for place in range(len(heading))]
    if columns is not None:
        # The first is never cut: it is there to be copied.
        widest = [widest[0], *(min(one, max(columns // share, 10)) for one in widest[1:-1])]
        taken = sum(widest) + len(GAP) * len(widest)
        widest.append(max(columns - taken, LEAST))
    for row in cells:
        fitted = [cut(cell, most) for cell, most in zip(row, widest, strict=True)]
        yield GAP.join(padded(cell, most) for cell, most in zip(fitted, widest, strict=True)).rstrip()
