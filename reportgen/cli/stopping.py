"""Being stopped: what was begun is cleared away, printers end, and the exit code says who asked."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType


class Terminated(KeyboardInterrupt):
    """Somebody other than the keyboard asked the program to end: a service manager, a CI job that is cancelled."""


@contextlib.contextmanager
def stopping_in_order() -> Iterator[None]:
    """Let SIGTERM end what runs inside as Ctrl-C does, instead of at once."""
    before = signal.getsignal(signal.SIGTERM)
    if before is not signal.SIG_DFL:
        # Whoever started the program wants it to be deaf.
        yield
        return
    signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(_number: int, _frame: FrameType | None) -> None:
    # Asked twice, it would leave lying what it is clearing away.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Terminated
