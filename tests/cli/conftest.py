"""What the tests of the command line share: a fresh example folder, and the program run as people run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from reportgen.cli.program import reportgen

CHECKOUT = Path(__file__).parents[2]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def ask(*words: str, **environment: str) -> Result:
    """Run the program in this process, where the system speaks English unless told otherwise."""
    return CliRunner(env={"LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": None, **environment}).invoke(reportgen, words)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the program in a process of its own, in a folder of its own."""

    def start(
        *words: str, script: str | None = None, environment: Mapping[str, str] | None = None, **more: Any
    ) -> object:
        command = [sys.executable, *(["-m", "reportgen", *words] if script is None else ["-c", script])]
        known = {"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT), "LC_ALL": "C.UTF-8"}
        settings = {"capture_output": True, "text": True, "encoding": "utf-8"} | more
        return subprocess.run(command, check=False, cwd=tmp_path, env=known | dict(environment or {}), **settings)

    return start


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be in an empty folder that holds the English example in `notes`."""
    return begin(tmp_path, monkeypatch, "en")


@pytest.fixture
def chinese_notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be in an empty folder that holds the Chinese example in `notes`."""
    return begin(tmp_path, monkeypatch, "zh")


def begin(folder: Path, monkeypatch: pytest.MonkeyPatch, language: str) -> Path:
    monkeypatch.chdir(folder)
    assert ask("init", "notes", "--lang", language).exit_code == 0
    return Path("notes")
