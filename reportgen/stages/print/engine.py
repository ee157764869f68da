"""WeasyPrint: loaded at first use, without its search for libraries, and listened to."""

from __future__ import annotations

import contextlib
import ctypes.util
import functools
import gc
import logging
import sys
from collections.abc import Iterator
from typing import Any

from reportgen.environment import look_around, require_printer
from reportgen.model.diagnostic import Diagnostic
from reportgen.stages.print.findings import MOST_OF_A_KIND, PRINT_WARNING


@functools.cache
def weasyprint() -> Any:
    """Return the library, loaded once.

    Raises:
        ReportgenError: Pango is missing; its words name the package and the command.

    """
    try:
        with _without_library_search():
            import weasyprint
    except OSError:
        require_printer(look_around())
        raise
    return weasyprint


def words_in_flow(page: Any) -> Iterator[Any]:
    """Yield the boxes of words of a laid-out page, without its margins and what is placed over it (a watermark)."""
    for box in _in_flow(page):
        yield from _words_in(box)


def is_bare(page: Any) -> bool:
    """Return whether a laid-out page has no word and no picture but in footnotes, where official pages have 版记."""
    from weasyprint.formatting_structure.boxes import FootnoteAreaBox, ReplacedBox

    boxes = [box for box in _in_flow(page) if not isinstance(box, FootnoteAreaBox)]
    return not any(
        any(_words_in(box)) or any(isinstance(one, ReplacedBox) for one in box.descendants()) for box in boxes
    )


def _in_flow(page: Any) -> list[Any]:
    from weasyprint.formatting_structure.boxes import BlockBox

    return [one for one in page._page_box.children if isinstance(one, BlockBox)]


def _words_in(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure.boxes import TextBox

    for child in box.children:
        if isinstance(child, TextBox):
            if child.text.strip():
                yield child
        # A watermark is put into every page behind the one it was written on.
        elif hasattr(child, "children") and child.style["position"] != "fixed":
            yield from _words_in(child)


@contextlib.contextmanager
def _without_library_search() -> Iterator[None]:
    """Let libraries be found by their file names alone: searching starts 86 programs and takes most of the import.

    WeasyPrint asks for each library by several names, the last of which Linux's loader knows without a search.
    """
    if sys.platform != "linux":
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda _: None  # type: ignore[assignment]
    try:
        yield
    finally:
        ctypes.util.find_library = search


@contextlib.contextmanager
def unhurried_collection() -> Iterator[None]:
    """Let garbage wait while a page is printed.

    Python looks for it the more often the more is made, each time through all that is alive in the program. Now it
    looks seldom, and only through what printing made (measured: 20 pages of lines on the grid print in 0.60 s instead
    of 0.74). What a process has frozen for good stays so: thawed, it would no longer be shared with its parent.
    """
    before, is_frozen = gc.get_threshold(), gc.get_freeze_count() > 0
    if not is_frozen:
        gc.freeze()
    gc.set_threshold(20_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        if not is_frozen:
            gc.unfreeze()


class Listener(logging.Handler):
    """Keeps what WeasyPrint only logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._lines: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line of the log, once."""
        self._lines[record.getMessage()] = None

    @property
    def has_heard(self) -> bool:
        """Whether anything was said."""
        return bool(self._lines)

    def warnings(self) -> tuple[Diagnostic, ...]:
        """Return what was logged, each once, bar the missing characters, which have a finding of their own."""
        lines = [line for line in self._lines if not line.startswith(".notdef glyph rendered")]
        return tuple(PRINT_WARNING.at(None, words=" ".join(line.split())) for line in lines[:MOST_OF_A_KIND])


@contextlib.contextmanager
def listening(listener: logging.Handler) -> Iterator[None]:
    """Let a listener hear what WeasyPrint says while the block lasts."""
    logger = logging.getLogger("weasyprint")
    # A program around this one that sets its logging up silences, by default, every logger it does not know.
    was_disabled, logger.disabled = logger.disabled, False
    logger.addHandler(listener)
    try:
        yield
    finally:
        logger.removeHandler(listener)
        logger.disabled = was_disabled
