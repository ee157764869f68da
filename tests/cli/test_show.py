"""Lines on stdout and stderr, whatever becomes of who reads them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.cli.show import show
from tests.cli.conftest import CHECKOUT, Run


def in_shell(script: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT), "LC_ALL": "C.UTF-8"}
    script = f"set -o pipefail\n{script.replace('reportgen', f'{sys.executable} -m reportgen')}"
    return subprocess.run(["bash", "-c", script], check=False, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("words", ["--help", "schema meeting", "templates list", "doctor", "build --help"])
def test_a_reader_that_goes_away_is_no_failure(words: str) -> None:
    done = in_shell(f"reportgen {words} | head -n 1")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("words", ["--help", "schema meeting", "doctor"])
def test_a_closed_stdout_is_no_failure(words: str) -> None:
    done = in_shell(f"reportgen {words} >&-")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_closed_stderr_stops_no_build(tmp_path: Path) -> None:
    done = in_shell(f"cd {tmp_path} && reportgen init notes 2>&- && reportgen build notes 2>&-")
    assert done.returncode == 0
    assert list(tmp_path.glob("build/full/meetings/*/*.pdf"))


def test_columns_are_set_apart_by_tabs_and_nothing_in_them_is_obeyed(capsys: pytest.CaptureFixture[str]) -> None:
    show("a\tb", "\x1b[31m", 3)
    show("::error::x", err=True)
    assert capsys.readouterr() == ("a\\tb\t\\x1b[31m\t3\n", "\\x3a:error::x\n")


def test_help_in_a_locale_without_chinese_is_escaped(run: Run) -> None:
    done = run("--help", "--lang", "zh", environment={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("\\u7528\\u6cd5\\uff1a reportgen ")
