"""Work that is shared between this process and forks of it: they know all it knows, and only bytes come back.

Nothing that a fork does matters but its answers. Where one fails its share is done here, and fails here too if it must.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from reportgen import disk

WORTH_IT = 64
"""Pieces of work from which on a fork is sooner done than waited for."""
_SIGNAL_AT_END_OF_PARENT = 1
"""PR_SET_PDEATHSIG of Linux, a number that never changes."""


def shared_out(work: Callable[[int], bytes], count: int, jobs: int) -> Iterator[bytes]:
    """Yield what the pieces of work 0 to `count` - 1 give, in their order.

    Args:
        work: does one of them; what it changes in memory is lost where a fork does it.
        count: how many there are.
        jobs: how many processes may work.
    """
    shares = _shares(count, jobs)
    forks = [_Fork(work, range(share, count, shares)) for share in range(1, shares)]
    try:
        for fork in forks:
            fork.start()
        own = [work(number) for number in range(0, count, shares)]
        answers = [own, *(fork.answers() for fork in forks)]
    except BaseException:
        # They hold what this process holds, such as its lock on a folder, for as long as they live.
        for fork in forks:
            fork.end()
        raise
    yield from (answers[number % shares][number // shares] for number in range(count))


def _shares(count: int, jobs: int) -> int:
    # A fork has only the thread that made it: what others were doing would stay half-done in it for ever.
    if not hasattr(os, "fork") or threading.active_count() > 1 or count < WORTH_IT:
        return 1
    return min(jobs, count // (WORTH_IT // 2))


@dataclass(slots=True)
class _Fork:
    """A process that does a share."""

    work: Callable[[int], bytes]
    numbers: range
    process: int | None = None
    """None: it was not started, or was waited for."""
    file: IO[bytes] | None = None

    def start(self) -> None:
        """Start it, if this machine has room for one more."""
        parent = os.getpid()
        with contextlib.suppress(OSError):
            # A file and not a pipe: it takes all there is while nobody reads.
            self.file = disk.scratch_file()
            self.process = os.fork()
            if self.process == 0:
                _do(self.work, self.numbers, self.file, parent)

    def answers(self) -> list[bytes]:
        """Wait for it and return what its pieces of work gave."""
        if self._wait() == 0 and self.file:
            with self.file as file:
                file.seek(0)
                return [file.read(int.from_bytes(file.read(8))) for _ in self.numbers]
        self.end()
        return [self.work(number) for number in self.numbers]

    def end(self) -> None:
        """End it at once, whatever it does."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.process, signal.SIGKILL)
            self._wait()
        if self.file:
            self.file.close()

    def _wait(self) -> int | None:
        """Return its exit status; None: there is none, or nobody knows."""
        if self.process is None:
            return None
        status = None
        # A program that was told to ignore its children is not told what became of them.
        with contextlib.suppress(ChildProcessError):
            status = os.waitpid(self.process, 0)[1]
        self.process = None
        return status


def _do(work: Callable[[int], bytes], numbers: range, file: IO[bytes], parent: int) -> None:
    """Do a share and end, without a word of what this process was about to do when it was made."""
    try:
        _end_with(parent)
        for number in numbers:
            answer = work(number)
            file.write(len(answer).to_bytes(8) + answer)
        file.flush()
        os._exit(0)
    finally:
        os._exit(1)


def _end_with(parent: int) -> None:
    """Let this process be killed when its parent ends, where the machine can (Linux)."""
    tell = getattr(ctypes.CDLL(None), "prctl", None)
    if tell:
        tell(_SIGNAL_AT_END_OF_PARENT, signal.SIGKILL)
    # It may have ended before that was told.
    if os.getppid() != parent:
        os._exit(1)
