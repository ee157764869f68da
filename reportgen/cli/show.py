"""Lines on stdout and stderr: nothing in them a terminal would obey, and no reader that goes away stops a build."""

from __future__ import annotations

import contextlib
import os
import sys

from reportgen.text.terminal import printable

CANNOT_SHOW = {"zh": "无法写出结果：{reason}", "en": "cannot write the answer: {reason}"}


def show(*columns: object, err: bool = False) -> None:
    """Show a line on stdout or stderr, with whatever a terminal or a CI log would obey made visible.

    Args:
        columns: the line; more than one are set apart by tabs.
        err: whether it is talk, for stderr.

    Raises:
        ReportgenError: stdout cannot be written, as on a full disk.

    """
    _write("\t".join(printable(str(one)) for one in columns) + "\n", err=err)


def hand_over(document: str) -> None:
    """Write a document for another program to stdout as it is: who made it made it harmless.

    Raises:
        ReportgenError: stdout cannot be written, as on a full disk.

    """
    _write(document, err=False)


def _write(text: str, *, err: bool) -> None:
    stream = sys.stderr if err else sys.stdout
    if stream is None:
        # Closed by whoever started the program: `>&-`.
        return
    try:
        stream.write(text)
        stream.flush()
    except OSError as refusal:
        # Given up, or the interpreter would fail once more, when it ends, on what is left in the buffer.
        with contextlib.suppress(OSError):
            stream.close()
        setattr(sys, "stderr" if err else "stdout", None)
        # A reader that went away (`| head`) has what it wanted, and a log that is full must not stop a build.
        if not err and not isinstance(refusal, BrokenPipeError):
            from reportgen.model.diagnostic import ReportgenError

            reason = os.strerror(refusal.errno or 0)
            words = {language: text.format(reason=reason) for language, text in CANNOT_SHOW.items()}
            raise ReportgenError(words) from refusal


def spell_what_cannot_be_encoded() -> None:
    """Let stdout and stderr show an escape where the locale knows no Chinese, instead of a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def fill_what_was_closed() -> None:
    """Let no file that is opened later stand where stdin, stdout or stderr was closed: libraries write there."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            _fillers.append(open(os.devnull, "rb", buffering=0))  # noqa: PTH123, SIM115 - it has to stay open


_fillers: list[object] = []
