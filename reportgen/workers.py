"""Where PDFs are printed: processes with limits, one page at a time, so that a bad page harms no other.

Pages and answers travel over pipes in a format of plain bytes and JSON: whatever a hostile page does to the
process that prints it, nothing that comes back is ever run.
"""

from __future__ import annotations

import collections
import contextlib
import gc
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import asdict
from itertools import islice
from types import TracebackType
from typing import IO, Self

from reportgen import disk
from reportgen.environment import look_around, require_printer
from reportgen.model.build import Piece, Printed, PrintJob
from reportgen.model.diagnostic import Diagnostic, ReportgenError, error
from reportgen.stages import print as print_stage

TOO_LONG = error(
    "print-too-long",
    en="the page took more than {seconds} seconds to lay out and was given up",
    zh="页面排版超过 {seconds} 秒，已放弃",
    hint_en="split the document, or simplify very large tables and lists in lists",
    hint_zh="请拆分文档，或简化特大的表格和多层列表",
)
DIED = error(
    "print-died",
    en="the process that printed the page ended ({how})",
    zh="排版此页的进程意外结束（{how}）",
    hint_en="build again; if it happens again, print the parts of the document one by one to find the cause",
    hint_zh="请重试；如仍出现，请把文档拆开分别生成，找出原因",
)
KINDS = {kind.code: kind for kind in (*print_stage.KINDS, TOO_LONG, DIED)}

START_SECONDS = 120
"""Wall time a printer process has to get ready, on a machine that is busy and slow."""
_ALLOCATION_FAILED = (b"failed to allocate", b"creating thread", b"MemoryError", b"bad_alloc", b"out of memory")
"""What libraries write before they abort for want of memory."""


class Printers:
    """Printer processes: started when needed, at most `count`, gone when the `with` block ends."""

    def __init__(self, count: int) -> None:
        self._count = max(1, count)
        self._threads = ThreadPoolExecutor(self._count, thread_name_prefix="printer")
        self._idle: collections.deque[_Printer] = collections.deque()
        self._started: list[_Printer] = []
        self._lock = threading.Lock()
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._is_closed = True
            for printer in self._started:
                printer.kill()
        self._threads.shutdown(cancel_futures=True)
        for printer in self._started:
            printer.close()

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
            printer.kill()
            printer.close()
        else:
            self._idle.append(printer)
        return printed

    def _next_idle(self) -> _Printer | None:
        """Return a printer that waits for a page, or None."""
        # Looking first would not do: another thread may take the last one in between.
        with contextlib.suppress(IndexError):
            return self._idle.pop()
        return None

    def _start(self) -> _Printer:
        if not self._started:
            require_printer(look_around())
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the printers are closed")
            printer = _Printer()
            self._started.append(printer)
        printer.wait_until_ready()
        return printer


class _Printer:
    """One printer process, as seen from the other end of its pipes."""

    def __init__(self) -> None:
        # Of its own, because a process that is killed leaves its temporary files behind.
        self._folder = disk.scratch_folder()
        # A file and not a pipe: nobody has to read it, and its end says why a process died.
        self._complaints = disk.scratch_file(self._folder.name)
        begin = "import sys; sys.path[:] = sys.argv[2:]; from reportgen.workers import serve; serve(sys.argv[1])"
        # -P: the folder a build runs in must not offer modules; the path is that of this process instead.
        command = [sys.executable, "-P", "-c", begin, self._folder.name, *sys.path]
        self._process = subprocess.Popen(  # noqa: S603 - nothing in it comes from content
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._complaints
        )
        self._is_late = False
        self.is_spent = False
        """Whether it must not be given another page."""

    def wait_until_ready(self) -> None:
        """Return when the process has loaded what it needs."""
        try:
            self._exchange((), START_SECONDS)
        except (OSError, EOFError):
            self.kill()
            how = self._how_it_ended()
            raise ReportgenError(
                {"en": f"the printer does not start ({how})", "zh": f"排版程序无法启动（{how}）"},
                {"en": "run `reportgen doctor`", "zh": "请运行 `reportgen doctor`"},
            ) from None

    def print(self, job: PrintJob) -> Printed:
        """Return the printed page, or what became of the process that tried."""
        try:
            printed = _printed_of(self._exchange(_parts_of_job(job), job.seconds))
        except (OSError, EOFError, ValueError, LookupError, TypeError):
            self.is_spent = True
            return Printed(None, problems=(self._obituary(job),))
        # What ran short of memory once may hold half-built state of its libraries.
        self.is_spent = self._is_late or any(one.kind is print_stage.OUT_OF_MEMORY for one in printed.problems)
        return printed

    def kill(self) -> None:
        """End the process at once, whatever it does."""
        self._process.kill()

    def close(self) -> None:
        """Wait for the killed process and clear away what it leaves."""
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._complaints):
            with contextlib.suppress(OSError):
                stream.close()  # type: ignore[union-attr]
        self._folder.cleanup()

    def _exchange(self, parts: Sequence[bytes], seconds: float) -> list[bytes]:
        """Return the answer to a message, () being the wait for the first; late, and the process is killed."""
        deadline = threading.Timer(seconds, self._give_up)
        deadline.daemon = True
        deadline.start()
        try:
            if parts:
                _send(self._process.stdin, parts)  # type: ignore[arg-type]
            return _receive(self._process.stdout)  # type: ignore[arg-type]
        finally:
            deadline.cancel()
            deadline.join()

    def _give_up(self) -> None:
        self._is_late = True
        self.kill()

    def _obituary(self, job: PrintJob) -> Diagnostic:
        self.kill()
        how = self._how_it_ended()
        if self._is_late:
            return TOO_LONG.at(None, seconds=job.seconds)
        if any(words in self._last_words() for words in _ALLOCATION_FAILED):
            return print_stage.OUT_OF_MEMORY.at(None, megabytes=job.megabytes)
        return DIED.at(None, how=how)

    def _how_it_ended(self) -> str:
        status = self._process.wait()
        if status < 0:
            return signal.Signals(-status).name
        last = self._last_words().decode("utf-8", "replace").strip().rpartition("\n")[2]
        return f"exit {status}: {last}" if last else f"exit {status}"

    def _last_words(self) -> bytes:
        self._complaints.seek(0, os.SEEK_END)
        self._complaints.seek(max(0, self._complaints.tell() - 4_000))
        return self._complaints.read()


def serve(folder: str) -> None:
    """Print what comes in, until the pipe ends; this is what a printer process does.

    Args:
        folder: where its temporary files go.

    """
    disk.keep_scratch_in(folder)
    # Ctrl-C is for the parent, which then ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not get between the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    print_stage.warm_up()
    gc.freeze()
    _send(answers, [b"ready"])
    jobs: queue.SimpleQueue[PrintJob] = queue.SimpleQueue()
    threading.Thread(target=_read_jobs, args=(jobs, folder), daemon=True).start()
    while True:
        job = jobs.get()
        with _memory_limit(job.megabytes):
            printed = print_stage.print_page(job)
        _send(answers, _parts_of_printed(printed))
        # A laid-out document is all cycles; left lying, it would count against the next one's memory.
        gc.collect()


def _read_jobs(jobs: queue.SimpleQueue[PrintJob], folder: str) -> None:
    """Queue what comes in; at its end leave at once: the parent is gone, however busy this process is."""
    try:
        while True:
            jobs.put(_job_of(_receive(sys.stdin.buffer)))
    finally:
        disk.remove_scratch(folder)
        os._exit(0)


@contextlib.contextmanager
def _memory_limit(megabytes: int) -> Iterator[None]:
    """Let allocations fail beyond a limit. Files mapped into memory, such as fonts, do not count."""
    try:
        import resource
    except ImportError:  # Windows has no such limit.
        yield
        return
    before, most = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = megabytes * 1024 * 1024
    limit = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (before, most))


def _send(stream: IO[bytes], parts: Sequence[bytes]) -> None:
    """Write a message: how many parts, how long each is, then the parts."""
    numbers = (len(parts), *(len(part) for part in parts))
    stream.write(b"".join(number.to_bytes(8) for number in numbers))
    for part in parts:
        stream.write(part)
    stream.flush()


def _receive(stream: IO[bytes]) -> list[bytes]:
    """Return the parts of the next message; EOFError where the other side ended."""
    count = int.from_bytes(_exactly(stream, 8))
    lengths = [int.from_bytes(_exactly(stream, 8)) for _ in range(count)]
    return [_exactly(stream, length) for length in lengths]


def _exactly(stream: IO[bytes], length: int) -> bytes:
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    return content


def _parts_of_job(job: PrintJob) -> list[bytes]:
    about = {
        "assets": list(job.assets),
        "variant": job.variant,
        "even_end": job.even_end,
        "piece": asdict(job.piece) if job.piece else None,
        "binds": job.binds,
        "seconds": job.seconds,
        "megabytes": job.megabytes,
    }
    return [json.dumps(about).encode(), job.html.encode("utf-8", "surrogatepass"), *job.assets.values()]


def _job_of(parts: Sequence[bytes]) -> PrintJob:
    about, html, *assets = parts
    told = json.loads(about)
    named = dict(zip(told.pop("assets"), assets, strict=True))
    told["piece"] = Piece(**told["piece"]) if told["piece"] else None
    return PrintJob(html.decode("utf-8", "surrogatepass"), named, **told)


def _parts_of_printed(printed: Printed) -> list[bytes]:
    about = {
        "has_pdf": printed.pdf is not None,
        "pages": printed.pages,
        "problems": [(one.code, one.values) for one in printed.problems],
    }
    return [json.dumps(about).encode(), printed.pdf or b""]


def _printed_of(parts: Sequence[bytes]) -> Printed:
    about, pdf = parts
    told = json.loads(about)
    problems = tuple(
        KINDS[code].at(None, **{name: str(value) for name, value in values}) for code, values in told["problems"]
    )
    return Printed(pdf if told["has_pdf"] else None, int(told["pages"]), problems)
