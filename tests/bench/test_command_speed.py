"""How long a command takes to answer, beside Python doing nothing; everything measured in one run, in turn."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
PROGRAM = Path(sys.executable).with_name("reportgen")
ROUNDS = 15
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "reportgen --help": [PROGRAM, "--help"],
    "reportgen build --help": [PROGRAM, "build", "--help"],
    "reportgen check content": [PROGRAM, "check", "content"],
}


def seconds(command: list[str | Path]) -> float:
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=CHECKOUT, check=False, capture_output=True)
    taken = time.perf_counter() - begun
    assert done.returncode == 0, done.stderr
    return taken


@pytest.mark.bench
def test_help_takes_no_more_than_four_times_as_long_as_python_alone() -> None:
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(ROUNDS):
        for name, command in COMMANDS.items():
            taken[name].append(seconds(command))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    bare = medians["python -c pass"]
    for name, median in medians.items():
        print(f"{name:<25} {median * 1000:7.1f} ms  {median / bare:5.1f} x")
    assert medians["reportgen --help"] <= 4 * bare
