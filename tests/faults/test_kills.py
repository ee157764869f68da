"""Builds and printers killed at any moment: nothing is half-written, and the next build is as if nothing had been."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reportgen.pipeline import verify
from tests.faults.program import ON, Ground, finish, ground_of, kill_all, tree
from tests.test_workers import children

pytestmark = pytest.mark.long

BUILDS = 150
"""Killed whole: the process and all it started."""
PRINTERS = 50
"""Killed alone, while the build goes on."""
PUBLISHING = 3
"""One in so many builds is killed while it puts its files into their places, which takes it least time."""


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return ground_of(tmp_path_factory.mktemp("kills"), *ON)


@pytest.fixture(scope="module")
def seconds(ground: Ground) -> float:
    """How long a build takes on this machine while another runs."""
    with ThreadPoolExecutor(2) as two:
        began = time.monotonic()
        list(two.map(lambda name: ground.require_clean(ground.copy(name), name), "ab"))
        return time.monotonic() - began


def in_pairs(count: int) -> Iterator[tuple[int, random.Random]]:
    return ((number, random.Random(number)) for number in range(count))


def test_a_build_that_is_killed_at_any_moment_once_and_again(ground: Ground, seconds: float) -> None:
    def kill_twice(number: int, chance: random.Random) -> None:
        output = ground.copy(f"build-{number}")
        for nth in (2 * number, 2 * number + 1):
            kill_build(ground, output, chance, seconds, is_late=nth % PUBLISHING == 0)
            ground.require_whole(output, nth)
        ground.require_clean(output, number)

    with ThreadPoolExecutor(2) as two:
        list(two.map(lambda one: kill_twice(*one), in_pairs(BUILDS // 2)))


def kill_build(ground: Ground, output: Path, chance: random.Random, seconds: float, *, is_late: bool) -> None:
    """Kill a build; one that ends before it is hit is tried again, earlier."""
    while True:
        started = ground.start(output)
        if is_late:
            while started.poll() is None and not list(output.glob(".staging-*")):
                time.sleep(0.001)
            time.sleep(chance.uniform(0, 0.1))
        else:
            wait_for(started, chance.uniform(0, seconds))
        is_hit = started.poll() is None
        kill_all(started)
        finish(started)
        if is_hit:
            return
        seconds *= 0.8
        if tree(output) == ground.new:
            ground.copy(output.name)


def wait_for(started: subprocess.Popen[bytes], seconds: float) -> None:
    with contextlib.suppress(subprocess.TimeoutExpired):
        started.wait(seconds)


def test_a_printer_that_is_killed_at_any_moment_takes_nothing_with_it(ground: Ground, seconds: float) -> None:
    def kill_one(number: int, chance: random.Random) -> int:
        output = ground.copy(f"printer-{number}")
        code, said = kill_printer(ground, output, chance, seconds)
        assert code in {0, 1, 3}, (number, said)
        if code == 3:
            # Killed before it was ready: that is taken for a machine that cannot print.
            assert "reportgen: the printer does not start (SIGKILL)" in said, (number, said)
            assert tree(output) == ground.old, number
        elif code:
            assert "error[print-died]" in said, (number, said)
            assert verify(output).findings == (), number
        else:
            assert tree(output) == ground.new, number
        ground.require_clean(output, number)
        return code

    with ThreadPoolExecutor(2) as two:
        codes = list(two.map(lambda one: kill_one(*one), in_pairs(PRINTERS)))
    assert 1 in codes


def kill_printer(ground: Ground, output: Path, chance: random.Random, seconds: float) -> tuple[int, str]:
    """Kill one process that a build started, let the build end, and return its exit code and what it said."""
    while True:
        started = ground.start(output)
        wait_for(started, chance.uniform(0, seconds))
        family = sorted(below(started.pid)) if started.poll() is None else []
        if family:
            with contextlib.suppress(ProcessLookupError):
                os.kill(chance.choice(family), signal.SIGKILL)
            return finish(started)
        kill_all(started)
        finish(started)
        ground.copy(output.name)


def below(process: int) -> set[int]:
    """Every process that a process started, or one of those."""
    try:
        own = children(process)
    except OSError:
        return set()
    return own | {one for child in own for one in below(child)}
