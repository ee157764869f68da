"""A printer process, as the parent sees it from the other end of its pipes."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import threading
from collections.abc import Sequence

from reportgen import disk
from reportgen.model.build import Printed, PrintJob
from reportgen.model.diagnostic import Diagnostic
from reportgen.stages import print as print_stage
from reportgen.workers.findings import DIED, TOO_LONG
from reportgen.workers.messages import parts_of_job, printed_of, receive, send
from reportgen.workers.server import Server, how_it_ended, last_words

_ALLOCATION_FAILED = (b"failed to allocate", b"creating thread", b"MemoryError", b"bad_alloc", b"out of memory")
"""What libraries write before they abort for want of memory."""
MOST_PAGES = 500
"""Pages that one process prints before another takes its place: the libraries that lay pages out lose some memory with
each document, never to be given back (measured: half a megabyte with nine pages), and the limit of the next counts it.
"""


class Printer:
    """One printer process; whoever starts it closes it.

    Raises:
        ReportgenError: no printer can be started on this machine.
        EOFError: the server died; another one may do.

    """

    def __init__(self, server: Server) -> None:
        self._server = server
        # Of its own, because a process that is killed leaves its temporary files behind.
        self._folder = disk.scratch_folder()
        self._complaints = disk.scratch_file(self._folder.name)
        its_jobs, jobs = os.pipe()
        answers, its_answers = os.pipe()
        self._jobs, self._answers = os.fdopen(jobs, "wb"), os.fdopen(answers, "rb")
        self._lock = threading.Lock()
        self._is_ended = self._is_late = False
        self._pages = 0
        self.is_spent = False
        """Whether it must not be given another page."""
        try:
            self._process = server.fork(self._folder.name, (its_jobs, its_answers, self._complaints.fileno()))
        except BaseException:
            self._clear()
            raise
        finally:
            os.close(its_jobs)
            os.close(its_answers)

    def is_gone(self) -> bool:
        """Whether a process that has nothing to print has ended nonetheless."""
        ends = select.poll()
        ends.register(self._answers, select.POLLIN)
        return bool(ends.poll(0))

    def print(self, job: PrintJob) -> Printed:
        """Return the printed page, or what became of the process that tried."""
        try:
            printed = printed_of(self._exchange(parts_of_job(job), job.seconds))
        except (OSError, EOFError, ValueError, LookupError, TypeError, MemoryError):
            self.is_spent = True
            return Printed(None, problems=(self._obituary(job),))
        self._pages += printed.pages
        # What ran short of memory once may hold half-built state of its libraries.
        is_short = any(one.kind is print_stage.OUT_OF_MEMORY for one in printed.problems)
        self.is_spent = self._is_late or is_short or self._pages >= MOST_PAGES
        return printed

    def kill(self) -> None:
        """End the process at once, whatever it does."""
        with self._lock:
            # Once it was waited for, its number is that of another process.
            if not self._is_ended:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self._process, signal.SIGKILL)

    def close(self) -> None:
        """End the process and clear away what it leaves."""
        self._status()
        # Until it is gone it may still write into its folder.
        with contextlib.suppress(OSError):
            self._answers.read()
        self._clear()

    def _clear(self) -> None:
        for stream in (self._jobs, self._answers, self._complaints):
            # What was not sent is tried again at the close.
            with contextlib.suppress(OSError):
                stream.close()
        self._folder.cleanup()

    def _exchange(self, parts: Sequence[bytes], seconds: float) -> list[bytes]:
        """Return the answer to a message; late, and the process is killed."""
        deadline = threading.Timer(seconds, self._give_up)
        deadline.daemon = True
        deadline.start()
        try:
            send(self._jobs, parts)
            return receive(self._answers)
        finally:
            deadline.cancel()
            deadline.join()

    def _give_up(self) -> None:
        self._is_late = True
        self.kill()

    def _obituary(self, job: PrintJob) -> Diagnostic:
        how = how_it_ended(self._status(), self._complaints)
        if self._is_late:
            return TOO_LONG.at(None, seconds=job.seconds)
        if any(words in last_words(self._complaints) for words in _ALLOCATION_FAILED):
            return print_stage.OUT_OF_MEMORY.at(None, megabytes=job.megabytes)
        return DIED.at(None, how=how)

    def _status(self) -> int | None:
        """End the process and return its exit status; None where that is known already, or to nobody."""
        self.kill()
        with self._lock:
            was_ended, self._is_ended = self._is_ended, True
        return None if was_ended else self._server.end(self._process)
