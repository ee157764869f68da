"""Where the program starts, and where a mistake of ours ends."""

from __future__ import annotations

import signal
import sys

import pytest

from reportgen import __main__, __version__
from reportgen.cli import program
from reportgen.cli.verdict import Verdict
from reportgen.cli.words import speak


def start(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["reportgen", *words])
    with pytest.raises(SystemExit) as ended:
        __main__.main()
    return ended.value.code  # type: ignore[return-value]


def test_the_version_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert start(monkeypatch, "--version") == 0
    assert capsys.readouterr().out == f"reportgen {__version__}\n"


def test_a_mistake_of_ours_keeps_its_traceback_and_exits_4(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr(program, "reportgen", fail)
    # The command that would have chosen the language never began; another test may have spoken Chinese.
    speak("en")
    assert start(monkeypatch, "doctor") == Verdict.BUG
    told = capsys.readouterr().err
    assert told.startswith("Traceback (most recent call last):\n")
    assert told.endswith(
        "ZeroDivisionError: on purpose\nThis is a mistake in reportgen. Please report it with the lines above.\n"
    )


def test_ctrl_c_before_anything_began_is_quiet(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "reportgen", interrupt)
    assert start(monkeypatch, "doctor") == Verdict.INTERRUPTED
    assert capsys.readouterr() == ("", "")


def test_a_program_that_was_to_ignore_its_children_is_told_how_they_end(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert start(monkeypatch, "--version") == 0
        assert signal.getsignal(signal.SIGCHLD) == signal.SIG_DFL
    finally:
        signal.signal(signal.SIGCHLD, before)
