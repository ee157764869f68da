"""`reportgen serve` and `reportgen watch` as people run them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from reportgen import serving
from reportgen.cli.messages import Talk
from reportgen.cli.verdict import Verdict
from reportgen.cli.watch import Account
from reportgen.model.diagnostic import ReportgenError
from reportgen.serving.builder import Outcome
from tests.cli.conftest import CHECKOUT, ask
from tests.small_site import SITE, write_site

Awaited = TypeVar("Awaited")
CLOCK = r"\d\d:\d\d:\d\d"


@contextmanager
def started(folder: Path, *words: str, outputs: str = "html", language: str = "en") -> Iterator[subprocess.Popen[str]]:
    """Run the program in a process of its own until the test is done with it."""
    known = {"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT), "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    command = [
        sys.executable,
        "-m",
        "reportgen",
        *words,
        "--outputs",
        outputs,
        "--as-of",
        "2026-06-30",
        "--lang",
        language,
    ]
    with subprocess.Popen(
        command, cwd=folder, env=known, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as running:
        # What is awaited and never said would be awaited for ever.
        patience = threading.Timer(120, running.kill)
        patience.start()
        try:
            yield running
        finally:
            patience.cancel()
            running.kill()


def line(stream: object) -> str:
    return stream.readline().rstrip("\n")  # type: ignore[attr-defined]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_site(tmp_path / "notes")
    return tmp_path


def edit(record: Path, old: str, new: str) -> None:
    """Save a record as editors do: beside its place, then moved into it."""
    beside = record.with_name(f"{record.name}~")
    beside.write_text(record.read_text("utf-8").replace(old, new), encoding="utf-8")
    beside.replace(record)


def until(stream: object, pattern: str) -> str:
    """Return the first line that says what is awaited; the stream ends if it never does."""
    for said in iter(lambda: line(stream), ""):
        if re.search(pattern, said):
            return said
    pytest.fail(f"nothing said {pattern}")


def test_serving_tells_its_address_each_build_in_one_line_and_ends_with_ctrl_c(folder: Path) -> None:
    with started(folder, "serve", "notes", "--port", "0") as running:
        address = line(running.stdout)
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        assert line(running.stderr) == "Ctrl-C stops"
        assert re.fullmatch(
            rf"{CLOCK} first build: files changed \d+ · pages \d+ · PDFs 0 · \d+\.\d\d s · .*",
            until(running.stderr, "first build"),
        )
        with urllib.request.urlopen(f"{address}meetings/works-1/") as answer:
            assert "工程例会第一次会议" in answer.read().decode()

        record = folder / "notes/meetings/works/works-1.yaml"
        edit(record, "2026-01-15", "2026-01-32")
        assert line(running.stderr).startswith("notes/meetings/works/works-1.yaml:4:8: error[no-such-date]: ")
        assert "meetings/works/works-1.yaml: files changed" in until(running.stderr, CLOCK)
        with urllib.request.urlopen(f"{address}meetings/works-1/") as answer:
            assert "工程例会第一次会议" in answer.read().decode()

        running.send_signal(signal.SIGINT)
        assert running.wait(20) == Verdict.INTERRUPTED
        assert running.stderr.read().strip() == "Stopped; no file is half-written."
    assert not [*(folder / "build").glob(".staging*")]


def test_watching_builds_at_every_change_and_says_so_in_chinese(folder: Path) -> None:
    with started(folder, "watch", "notes", language="zh") as running:
        assert line(running.stderr) == "正在监视 notes，按 Ctrl-C 停止"
        until(running.stderr, rf"^{CLOCK} 首次生成：更新 \d+ 个文件，\d+ 个网页、0 份 PDF，\d+\.\d\d 秒；")
        speech = folder / "notes/speeches/drains.yaml"
        edit(speech, "抓紧排水", "抓紧防汛")
        until(running.stderr, rf"^{CLOCK} notes/speeches/drains.yaml：更新 [1-9]")
        assert "抓紧防汛" in (folder / "build/full/speeches/drains/index.html").read_text("utf-8")
        running.send_signal(signal.SIGINT)
        assert running.wait(20) == Verdict.INTERRUPTED
        assert running.stdout.read() == ""


@pytest.mark.parametrize(
    ("edition", "language", "words"),
    [
        ("public", "en", "changed: nothing was built"),
        ("public", "zh", "有改动：没有生成"),
        ("publick", "en", "changed: nothing was built"),
        (None, "en", "notes/meetings/secret.yaml: nothing was built"),
        ("all", "zh", "notes/meetings/secret.yaml：没有生成"),
    ],
)
def test_a_file_that_changed_is_named_only_to_who_may_read_everything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], edition: str | None, language: str, words: str
) -> None:
    content = write_site(
        tmp_path / "notes", {"site.yaml": SITE + "editions: [{id: public, sees: public, closed: omitted}, all]\n"}
    )
    changed = (str(content / "meetings/secret.yaml"),)
    Account(Talk(language, content), edition).of(Outcome(None, None, changed, 0.1))
    assert re.sub(f"^{CLOCK} ", "", capsys.readouterr().err).startswith(words)


def test_a_signal_to_end_leaves_no_printer_behind(folder: Path) -> None:
    with started(folder, "serve", "notes", "--port", "0", outputs="html,pdf") as running:
        line(running.stdout)
        printers = soon(lambda: children(running.pid))
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == Verdict.TERMINATED
    assert soon(lambda: not any(one.exists() for one in printers))


def soon(what: Callable[[], Awaited]) -> Awaited:
    """What is awaited, as soon as it is there."""
    for _ in range(600):
        if found := what():
            return found
        time.sleep(0.05)
    pytest.fail("what was awaited did not come")


def children(process: int) -> list[Path]:
    """The processes that a process started, by their place in /proc."""
    return [
        Path("/proc", child)
        for task in Path(f"/proc/{process}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]


@pytest.mark.parametrize("command", ["serve", "watch"])
def test_without_the_extra_the_command_to_install_it_is_told_with_exit_code_3(
    folder: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def missing() -> None:
        raise ReportgenError({"en": "missing", "zh": "缺"}, {"en": "run `pip install 'reportgen[serve]'`"})

    monkeypatch.setattr(serving, "require", missing)
    result = ask(command, str(folder / "notes"))
    assert (result.exit_code, result.stdout) == (3, "")
    assert "pip install 'reportgen[serve]'" in result.stderr


def test_a_port_that_is_none_is_a_mistake_in_the_command_line(folder: Path) -> None:
    assert ask("serve", str(folder / "notes"), "--port", "65536").exit_code == 2
