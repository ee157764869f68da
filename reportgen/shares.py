"""Work that is shared between this process and forks of it: they know all it knows, and only bytes come back.

Nothing that a fork does matters but its answers. Where one fails its share is done here, and fails here too if it must.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from reportgen import disk

WORTH_IT = 64
"""Pieces of work from which on a fork is sooner done than waited for."""


def shared_out(work: Callable[[int], bytes], count: int, jobs: int) -> Iterator[bytes]:
    """Yield what the pieces of work 0 to `count` - 1 give, in their order.

    Args:
        work: does one of them; what it changes in memory is lost where a fork does it.
        count: how many there are.
        jobs: how many processes may work.
    """
    shares = _shares(count, jobs)
    forks = [_Fork.of(work, range(share, count, shares)) for share in range(1, shares)]
    own = [work(number) for number in range(0, count, shares)]
    answers = [own, *(fork.answers() for fork in forks)]
    yield from (answers[number % shares][number // shares] for number in range(count))


def _shares(count: int, jobs: int) -> int:
    # A fork has only the thread that made it: what others were doing would stay half-done in it for ever.
    if not hasattr(os, "fork") or threading.active_count() > 1 or count < WORTH_IT:
        return 1
    return min(jobs, count // (WORTH_IT // 2))


@dataclass(slots=True)
class _Fork:
    """A process that does a share."""

    process: int
    file: IO[bytes]
    work: Callable[[int], bytes]
    numbers: range

    @classmethod
    def of(cls, work: Callable[[int], bytes], numbers: range) -> _Fork:
        """Start one."""
        # A file and not a pipe: it takes all there is while nobody reads.
        file = disk.scratch_file()
        process = os.fork()
        if process == 0:
            _do(work, numbers, file)
        return cls(process, file, work, numbers)

    def answers(self) -> list[bytes]:
        """Wait for it and return what its pieces of work gave."""
        _, status = os.waitpid(self.process, 0)
        with self.file:
            if status == 0:
                self.file.seek(0)
                return [self.file.read(int.from_bytes(self.file.read(8))) for _ in self.numbers]
        return [self.work(number) for number in self.numbers]


def _do(work: Callable[[int], bytes], numbers: range, file: IO[bytes]) -> None:
    """Do a share and end, without a word of what this process was about to do when it was made."""
    try:
        for number in numbers:
            answer = work(number)
            file.write(len(answer).to_bytes(8) + answer)
        file.flush()
        os._exit(0)
    finally:
        os._exit(1)
