from __future__ import annotations

import contextlib
import errno
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen import disk
from reportgen.model.diagnostic import ReportgenError
from reportgen.shares import WORTH_IT, shared_out

LONG = 60
"""Seconds that a fork of a build that is ended would still be at work."""
PATIENCE = 20
"""Seconds that a busy machine may take to see off a process that was killed."""
BUILD = f"""
import os, sys, time
from pathlib import Path
from reportgen import disk
from reportgen.cli.stopping import stopping_in_order
from reportgen.shares import WORTH_IT, shared_out

def work(number):
    if number == 0:
        print("at work", flush=True)
    time.sleep({LONG} if number < 2 else 0)
    return b""

with stopping_in_order(), disk.writing_to(Path(sys.argv[1])):
    list(shared_out(work, WORTH_IT, 2))
"""


def square(number: int) -> bytes:
    return str(number * number).encode() * (number % 5)


@pytest.mark.parametrize("jobs", [1, 2, 3, 8])
@pytest.mark.parametrize("count", [0, 1, WORTH_IT - 1, WORTH_IT, 3 * WORTH_IT + 1])
def test_the_answers_come_in_order_however_many_work(count: int, jobs: int) -> None:
    assert list(shared_out(square, count, jobs)) == [square(number) for number in range(count)]


def test_half_of_the_work_is_done_by_a_fork() -> None:
    workers = [int(one) for one in shared_out(lambda _: str(os.getpid()).encode(), WORTH_IT, 2)]
    assert workers.count(os.getpid()) == WORTH_IT // 2
    assert len(set(workers)) == 2


def test_what_a_fork_cannot_do_is_done_here() -> None:
    here = os.getpid()

    def only_here(number: int) -> bytes:
        if os.getpid() != here:
            os.kill(os.getpid(), 9)
        return square(number)

    assert list(shared_out(only_here, WORTH_IT, 2)) == [square(number) for number in range(WORTH_IT)]


def test_a_mistake_in_a_share_is_raised_here() -> None:
    def stumble(number: int) -> bytes:
        if number == 41:
            raise ValueError("no such page")
        return b""

    with pytest.raises(ValueError, match="no such page"):
        list(shared_out(stumble, WORTH_IT, 2))


def test_beside_another_thread_nothing_is_forked() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        workers = set(shared_out(lambda _: str(os.getpid()).encode(), 10 * WORTH_IT, 4))
    finally:
        done.set()
        other.join()
    assert workers == {str(os.getpid()).encode()}


@contextlib.contextmanager
def held(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Give a build that holds a folder and is at work in two processes; all of it is gone afterwards."""
    with subprocess.Popen(
        [sys.executable, "-c", BUILD, str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as build:
        try:
            assert build.stdout
            assert build.stdout.readline() == b"at work\n"
            yield build
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(build.pid, signal.SIGKILL)


def is_free(folder: Path) -> bool:
    try:
        with disk.writing_to(folder):
            return True
    except ReportgenError:
        return False


def test_a_build_that_is_asked_to_end_leaves_its_folder_to_the_next(tmp_path: Path) -> None:
    with held(tmp_path) as build:
        assert not is_free(tmp_path)
        build.terminate()
        build.wait()
        assert is_free(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_the_forks_of_a_build_that_is_killed_go_with_it(tmp_path: Path) -> None:
    with held(tmp_path) as build:
        build.kill()
        build.wait()
        latest = time.monotonic() + PATIENCE
        while not is_free(tmp_path) and time.monotonic() < latest:
            time.sleep(0.02)
        assert is_free(tmp_path)


@pytest.mark.parametrize(("room", "name"), [(os, "fork"), (disk, "scratch_file")])
def test_where_no_process_can_be_made_all_is_done_here(
    monkeypatch: pytest.MonkeyPatch, room: object, name: str
) -> None:
    def refuse() -> int:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(room, name, refuse)
    assert list(shared_out(square, WORTH_IT, 2)) == [square(number) for number in range(WORTH_IT)]


def test_where_nobody_says_what_became_of_a_fork_its_share_is_done_here() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert list(shared_out(square, WORTH_IT, 2)) == [square(number) for number in range(WORTH_IT)]
    finally:
        signal.signal(signal.SIGCHLD, before)
