"""What runs in the processes: the fork server, which loads WeasyPrint once, and the printers it forks."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import queue
import resource
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, NoReturn

from reportgen import disk
from reportgen.stages import print as print_stage
from reportgen.workers.messages import job_of, parts_of_printed, receive, send

FORK, END = b"fork ", b"end "
"""What the parent may ask for: a printer that keeps its files in a folder; the end of a printer."""
LONGEST = 4_096
"""Bytes of a request at the most."""


def serve(folder: str) -> None:
    """Fork a printer whenever the parent asks for one, until the parent is gone.

    Nothing here starts a thread: a fork takes only the thread that forks along.

    Args:
        folder: where temporary files of this process go.

    """
    disk.keep_scratch_in(folder)
    # Ctrl-C is for the parent, which then ends these processes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Where children are ignored nobody is told how a printer ended.
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    parent = socket.socket(fileno=sys.stdin.fileno())
    print_stage.warm_up()
    gc.collect()
    # What is frozen is never written to by the collector, so printers share it as it is.
    gc.freeze()
    printers: set[int] = set()
    with contextlib.suppress(ConnectionError):
        parent.send(b"ready")
        while True:
            request, streams, *_ = socket.recv_fds(parent, LONGEST, 3)
            if not request:
                break
            parent.send(_answer(request, streams, printers, parent))
    disk.remove_scratch(folder)


def _answer(request: bytes, streams: Sequence[int], printers: set[int], parent: socket.socket) -> bytes:
    if request.startswith(FORK):
        process = _fork_printer(os.fsdecode(request.removeprefix(FORK)), streams, parent)
        printers.add(process)
        return str(process).encode()
    process = int(request.removeprefix(END))
    # A number is taken by another process once this one was waited for.
    if process not in printers:
        return b"?"
    printers.remove(process)
    os.kill(process, signal.SIGKILL)
    return str(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])).encode()


def _fork_printer(folder: str, streams: Sequence[int], parent: socket.socket) -> int:
    process = os.fork()
    if process:
        for stream in streams:
            os.close(stream)
        return process
    try:
        # Only the server may hold this end: its closing tells the parent that the server is gone.
        with Path(os.devnull).open("rb") as nothing:
            os.dup2(nothing.fileno(), parent.detach())
        _print_jobs(folder, *streams)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


def _print_jobs(folder: str, jobs: int, answers: int, complaints: int) -> NoReturn:
    """Print what comes in, until the pipe ends; this is what a printer does."""
    # What a library prints is kept, and its end says why a process died.
    os.dup2(complaints, 1)
    os.dup2(complaints, 2)
    disk.keep_scratch_in(folder)
    waiting: queue.SimpleQueue[list[bytes]] = queue.SimpleQueue()
    threading.Thread(target=_read_jobs, args=(os.fdopen(jobs, "rb"), waiting, folder), daemon=True).start()
    out, there, stock = os.fdopen(answers, "wb"), _allocated(), print_stage.Stock()
    while True:
        send(out, print_message(waiting.get(), there, stock))
        # A laid-out document is all cycles; left lying, it would count against the next one's memory.
        gc.collect()
        _give_back()


def print_message(parts: Sequence[bytes], there: int = 0, stock: print_stage.Stock | None = None) -> list[bytes]:
    """Return the answer to a job: all that any other executor would have to call.

    Args:
        parts: of the message.
        there: bytes of this process that are not the job's.
        stock: what the jobs before left.

    """
    job = job_of(parts)
    with _memory_limit(there + job.megabytes * 1024 * 1024):
        printed = print_stage.print_page(job, stock)
    return parts_of_printed(printed)


def _read_jobs(jobs: IO[bytes], waiting: queue.SimpleQueue[list[bytes]], folder: str) -> None:
    """Queue what comes in; at its end leave at once: the parent is gone, however busy this process is."""
    try:
        while True:
            waiting.put(receive(jobs))
    finally:
        disk.remove_scratch(folder)
        os._exit(0)


def _allocated() -> int:
    """Return the bytes of this process that its memory limit counts; 0 where nobody says."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[5])
    except OSError:
        return 0
    return pages * resource.getpagesize()


@contextlib.contextmanager
def _memory_limit(wanted: int) -> Iterator[None]:
    """Let allocations fail beyond so many bytes. Files mapped into memory, such as fonts, do not count."""
    before, most = resource.getrlimit(resource.RLIMIT_DATA)
    limit = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (before, most))


def _give_back() -> None:
    """Return freed memory to the machine, which glibc keeps (measured: 60 to 90 MB after a Chinese document)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
