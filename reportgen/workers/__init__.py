"""Where PDFs are printed: processes with limits, one page at a time, so that a bad page harms no other.

One process loads WeasyPrint and forks the printers, which share what it loaded. Pages and answers travel over pipes
in a format of plain bytes and JSON: whatever a hostile page does to the process that prints it, nothing that comes
back is ever run.
"""

from __future__ import annotations

import collections
import contextlib
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from types import TracebackType
from typing import Self

from reportgen.environment import look_around, require_printer
from reportgen.model.build import Printed, PrintJob
from reportgen.workers.findings import DIED, KINDS, TOO_LONG
from reportgen.workers.printer import Printer
from reportgen.workers.server import Server

__all__ = ["DIED", "KINDS", "TOO_LONG", "Printers"]


class Printers:
    """Printer processes: started when needed, at most `count`, gone when the `with` block ends."""

    def __init__(self, count: int) -> None:
        self._count = max(1, count)
        self._threads = ThreadPoolExecutor(self._count, thread_name_prefix="printer")
        self._idle: collections.deque[Printer] = collections.deque()
        self._started: set[Printer] = set()
        self._server: Server | None = None
        self._lock = threading.Lock()
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes and threads, and clear away what they leave; once more does no harm."""
        self.kill()
        self._threads.shutdown(cancel_futures=True)
        for printer in self._started:
            printer.close()
        self._started.clear()
        if self._server:
            self._server.close()
        self._server = None

    def kill(self) -> None:
        """End the processes at once, from any thread; pages they are at are lost, and none is printed any more."""
        with self._lock:
            self._is_closed = True
            for printer in self._started:
                printer.kill()
            if self._server:
                self._server.kill()

    def get_ready(self) -> None:
        """Load what printing takes, beside whatever the caller does meanwhile.

        Raises:
            ReportgenError: no printer process can be started on this machine.

        """
        self._living_server()

    def print_all(self, jobs: Iterable[tuple[str, PrintJob]]) -> Iterator[tuple[str, Printed]]:
        """Yield the printed page of every job under its name, in the order they are done.

        The jobs are drawn in the caller's thread, a few ahead of what is printed.

        Raises:
            ReportgenError: no printer process can be started on this machine.

        """
        waiting = iter(jobs)
        running: dict[Future[Printed], str] = {}
        done: list[tuple[str, Printed]] = []
        while True:
            for name, job in islice(waiting, self._count - len(running)):
                running[self._threads.submit(self._print, job)] = name
            # Only now, so that the printers are busy while the caller looks at what is done.
            yield from done
            if not running:
                return
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            done = [(running.pop(future), future.result()) for future in tuple(running) if future in finished]

    def _print(self, job: PrintJob) -> Printed:
        printer = self._next_idle() or self._start()
        printed = printer.print(job)
        if printer.is_spent:
            self._end(printer)
        else:
            self._idle.append(printer)
        return printed

    def _next_idle(self) -> Printer | None:
        """Return a printer that waits for a page, or None."""
        # Looking first would not do: another thread may take the last one in between.
        with contextlib.suppress(IndexError):
            while (printer := self._idle.pop()).is_gone():
                # The page it would have got is none the worse for it.
                self._end(printer)
            return printer
        return None

    def _start(self) -> Printer:
        try:
            printer = Printer(self._living_server())
        except EOFError:
            # It was killed since it last forked.
            printer = Printer(self._living_server())
        with self._lock:
            self._started.add(printer)
            if self._is_closed:
                printer.kill()
        return printer

    def _end(self, printer: Printer) -> None:
        with self._lock:
            self._started.discard(printer)
        printer.close()

    def _living_server(self) -> Server:
        if not self._server:
            require_printer(look_around())
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the printers are closed")
            if self._server and self._server.is_over:
                self._server.close()
                self._server = None
            if not self._server:
                self._server = Server()
            return self._server
