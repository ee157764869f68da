"""The fork server, as the parent sees it: one process that has loaded all and makes printers in milliseconds."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import IO

from reportgen import disk
from reportgen.model.diagnostic import ReportgenError
from reportgen.workers.serving import END, FORK

START_SECONDS = 120
"""Wall time the server has to get ready, or to answer, on a machine that is busy and slow."""


class Server:
    """A fork server; it is asked by one thread at a time, and may be killed by any."""

    def __init__(self) -> None:
        # Of its own, because a process that is killed leaves its temporary files behind.
        self._folder = disk.scratch_folder()
        # A file and not a pipe: nobody has to read it, and its end says why a process died.
        self._complaints = disk.scratch_file(self._folder.name)
        self._lock = threading.Lock()
        self._is_ready = False
        self.is_over = False
        """Whether it answers no more."""
        self._line, its_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._line.settimeout(START_SECONDS)
        begin = (
            "import sys; sys.path[:] = sys.argv[2:]; from reportgen.workers.serving import serve; serve(sys.argv[1])"
        )
        # -P: the folder a build runs in must not offer modules; the path is that of this process instead.
        command = [sys.executable, "-P", "-c", begin, self._folder.name, *sys.path]
        with its_end:
            self._process = subprocess.Popen(  # noqa: S603 - nothing in it comes from content
                command, stdin=its_end.fileno(), stdout=self._complaints, stderr=self._complaints
            )

    def fork(self, folder: str, streams: Sequence[int]) -> int:
        """Return the number of a new printer process.

        Args:
            folder: for its temporary files.
            streams: where it reads jobs, writes answers, and complains.

        Raises:
            ReportgenError: the server does not start on this machine.
            EOFError: it started, and died since.

        """
        return int(self._ask(FORK + os.fsencode(folder), streams))

    def end(self, printer: int) -> int | None:
        """End a printer and return its exit status, negative for a signal; None: this server is gone itself."""
        with contextlib.suppress(EOFError, ReportgenError):
            answer = self._ask(END + str(printer).encode())
            return None if answer == b"?" else int(answer)
        return None

    def _ask(self, request: bytes, streams: Sequence[int] = ()) -> bytes:
        with self._lock:
            try:
                self._wait_until_ready()
                socket.send_fds(self._line, [request], streams)
                return self._heard()
            except OSError:
                self.is_over = True
                raise EOFError from None

    def _wait_until_ready(self) -> None:
        if self._is_ready:
            return
        try:
            self._heard()
        except (OSError, EOFError):
            self.is_over = True
            self.kill()
            how = how_it_ended(self._process.wait(), self._complaints)
            raise ReportgenError(
                {"en": f"the printer does not start ({how})", "zh": f"排版程序无法启动（{how}）"},
                {"en": "run `reportgen doctor`", "zh": "请运行 `reportgen doctor`"},
            ) from None
        self._is_ready = True

    def _heard(self) -> bytes:
        heard = self._line.recv(64)
        if not heard:
            self.is_over = True
            raise EOFError
        return heard

    def kill(self) -> None:
        """End the process at once; its printers go on."""
        self._process.kill()

    def close(self) -> None:
        """End the process and clear away what it leaves."""
        self.kill()
        self._process.wait()
        self._line.close()
        self._complaints.close()
        self._folder.cleanup()


def how_it_ended(status: int | None, complaints: IO[bytes]) -> str:
    """Return the signal or the exit status that ended a process, with the last line it said.

    Args:
        status: negative for a signal; None: nobody knows.
        complaints: what it said.

    """
    if status is not None and status < 0:
        return _name_of_signal(-status)
    told = "exit ?" if status is None else f"exit {status}"
    last = last_words(complaints).decode("utf-8", "replace").strip().rpartition("\n")[2]
    return f"{told}: {last}" if last else told


def _name_of_signal(number: int) -> str:
    # Those of real time have none.
    return signal.Signals(number).name if number in set(signal.Signals) else f"signal {number}"


def last_words(complaints: IO[bytes]) -> bytes:
    """Return the end of what a process said."""
    complaints.seek(0, os.SEEK_END)
    complaints.seek(max(0, complaints.tell() - 4_000))
    return complaints.read()
