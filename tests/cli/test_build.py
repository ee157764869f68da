"""`reportgen build`: where it builds, what it says on the way, and its exit codes."""

from __future__ import annotations

import os
import pty
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reportgen.cli.verdict import Verdict
from tests.cli.conftest import CHECKOUT, Run, ask

ON = ("--as-of", "2026-01-31")
BROKEN = "kind: minutes\ntitle: Extra\nstart: 2026-02-31\n"


def files(folder: str) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file()}


def test_pages_are_built_into_build_and_the_summary_says_so(notes: Path) -> None:
    result = ask("build", "notes", "--outputs", "html", *ON)
    assert (result.exit_code, result.stdout) == (0, "")
    pages = sum(name.endswith(".html") for name in files("build/full"))
    changed = len(files("build/full")) - 1
    assert result.stderr == f"nothing is wrong\nbuilt build/full: pages {pages} · PDFs 0 · files changed {changed}\n"
    assert {"index.html", "manifest.json", "meetings/committee-2026-01/index.html"} <= files("build/full")


def test_a_second_build_changes_nothing(notes: Path) -> None:
    ask("build", "notes", "--outputs", "html", *ON)
    assert "· files changed 0\n" in ask("build", "notes", "--outputs", "html", *ON).stderr


def test_where_nobody_watches_each_document_is_a_plain_line(run: Run, chinese_notes: Path) -> None:
    done = run("build", "notes", *ON)
    assert (done.returncode, done.stdout) == (0, "")
    lines = done.stderr.splitlines()
    printed = [line for line in lines if line.startswith("排印 ")]
    assert [line.split()[1] for line in printed] == [
        f"{number}/{len(printed)}" for number in range(1, len(printed) + 1)
    ]
    assert {"office-2026-01", "register/register.pdf"} <= {line.split()[2] for line in printed}
    assert lines[len(printed)] == "没有发现问题"
    assert lines[-1].startswith("已生成 ")


def test_where_somebody_watches_a_bar_fills_up(notes: Path) -> None:
    watched, program = pty.openpty()
    command = [sys.executable, "-m", "reportgen", "build", "notes", *ON]
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT), "TERM": "xterm"}
    with subprocess.Popen(command, stdin=program, stdout=program, stderr=program, env=environment) as started:
        os.close(program)
        shown = b""
        while part := read_terminal(watched):
            shown += part
    os.close(watched)
    assert started.returncode == 0
    assert re.search(rb"printing  \[#+\]  100%", shown)
    assert b"1/1" not in shown


def read_terminal(handle: int) -> bytes:
    try:
        return os.read(handle, 4096)
    except OSError:
        # Linux says so when the other end is gone.
        return b""


def test_one_broken_record_fails_the_build_and_the_others_are_built(notes: Path) -> None:
    (notes / "meetings/extra.yaml").write_text(BROKEN, encoding="utf-8")
    result = ask("build", "notes", "--outputs", "html", *ON)
    assert result.exit_code == 1
    assert "meetings/committee-2026-01/index.html" in files("build/full")
    assert result.stderr.count("error[no-such-date]") == 1


def test_quiet_does_not_change_the_verdict(notes: Path) -> None:
    (notes / "meetings/extra.yaml").write_text(BROKEN, encoding="utf-8")
    result = ask("build", "notes", "-q", "--outputs", "html", *ON)
    assert result.exit_code == 1
    assert [line[:31] for line in result.stderr.splitlines()] == [
        "notes/meetings/extra.yaml:3:8: ",
        "    hint: check the day: that m",
    ]


def test_what_was_said_is_said_again_at_the_end_where_other_talk_came_between(run: Run, notes: Path) -> None:
    (notes / "meetings/extra.yaml").write_text(BROKEN, encoding="utf-8")
    done = run("build", "notes", *ON)
    assert done.returncode == 1
    first, again = (match.start() for match in re.finditer(re.escape("error[no-such-date]"), done.stderr))
    assert first < done.stderr.index("printing 1/") < done.stderr.index("\n1 error\n") < again


def test_only_one_record_is_built_if_asked(notes: Path) -> None:
    assert ask("build", "notes", "--only", "committee-2026-01", "--outputs", "html", *ON).exit_code == 0
    assert "meetings/committee-2026-01/index.html" in files("build/full")


def test_records_are_printed_with_the_words_of_either_language(chinese_notes: Path) -> None:
    assert chinese_notes.is_dir()
    pages = {}
    for language in ("zh", "en"):
        asked = ask("build", "notes", "-o", language, "--outputs", "html", "--furniture", language, *ON)
        assert asked.exit_code == 0
        page = min(Path(language, "full", "meetings").glob("*/index.html"))
        pages[language] = page.read_text("utf-8")
    assert ['<html lang="zh-CN"' in pages["zh"], '<html lang="en-GB"' in pages["en"]] == [True, True]
    assert [">主持<" in pages[one] for one in ("zh", "en")] == [True, False]
    assert [">Chair<" in pages[one] for one in ("zh", "en")] == [False, True]


def test_a_record_that_is_not_there_is_named_and_nothing_is_built(notes: Path) -> None:
    result = ask("build", "notes", "--only", "nothing", *ON)
    assert result.exit_code == 1
    assert "error[unknown-record]: there is no record “nothing” to build\n" in result.stderr
    assert not Path("build/full").exists()


@pytest.mark.parametrize("output", ["notes/build", "notes", "notes/../notes/x"])
def test_the_output_may_not_lie_inside_the_content(notes: Path, output: str) -> None:
    for words in (["notes", "-o", output], ["-o", output, "notes"]):
        result = ask("build", *words, *ON)
        assert result.exit_code == 2
        assert "lies inside the content folder; name another, such as -o ../build" in result.stderr
    assert files("notes") == {
        "site.yaml", "people.yaml", "meetings/committee-2026-01.yaml", "updates/committee-2026-03-27.yaml",
    }  # fmt: skip


def test_the_current_folder_cannot_be_built_into_itself(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(notes)
    assert ask("build").exit_code == 2
    assert ask("build", "-o", "../build", "--outputs", "html").exit_code == 0


def test_an_output_that_cannot_be_written_is_a_matter_of_this_machine(notes: Path) -> None:
    result = ask("build", "notes", "-o", "/proc/nothing", "--outputs", "html", *ON)
    assert result.exit_code == Verdict.ENVIRONMENT
    assert result.stderr.startswith("reportgen: cannot write to /proc/nothing: ")
    assert ask("build", "notes", "-o", "/proc/nothing", "--outputs", "html", *ON, "--lang", "zh").stderr.startswith(
        "reportgen: 无法写入 /proc/nothing"
    )


def test_a_broken_machine_is_told_in_the_language_of_the_site(chinese_notes: Path) -> None:
    result = ask("build", "notes", "-o", "/proc/nothing", "--outputs", "html", *ON)
    assert result.stderr.splitlines()[-2].startswith("reportgen: 无法写入 ")
    assert result.stderr.splitlines()[-1].startswith("    提示：")


def test_the_day_is_of_source_date_epoch_where_none_is_given(notes: Path) -> None:
    assert ask("build", "notes", "--outputs", "html", SOURCE_DATE_EPOCH="1782777600").exit_code == 0
    by_epoch = Path("build/full/manifest.json").read_bytes()
    assert ask("build", "notes", "--outputs", "html", "--as-of", "2026-06-30").exit_code == 0
    assert Path("build/full/manifest.json").read_bytes() == by_epoch
    assert b"2026-06-30" in by_epoch


@pytest.mark.parametrize("epoch", ["soon", "99999999999999999999", "-99999999999999"])
def test_a_source_date_epoch_that_is_no_number_of_seconds_is_refused(notes: Path, epoch: str) -> None:
    result = ask("build", "notes", SOURCE_DATE_EPOCH=epoch)
    assert result.exit_code == 2
    assert f"SOURCE_DATE_EPOCH is '{epoch}', not a number of seconds since 1970." in result.stderr


@pytest.mark.parametrize("day", ["2026-13-01", "20260630", "2026-W27-2", "30.6.2026", ""])
def test_a_day_is_written_as_in_the_records(notes: Path, day: str) -> None:
    result = ask("build", "notes", "--as-of", day)
    assert result.exit_code == 2
    assert f"“{day}” is not a date; write it as 2026-0" in result.stderr


@pytest.mark.parametrize(
    ("day", "english", "chinese"),
    [
        ("2026/4/24", "“2026/4/24” is not a date; write it as 2026-04-24", "“2026/4/24”不是日期；写成 2026-04-24"),
        ("2026-04-31", "there is no 2026-04-31 in the calendar; check the day", "日历上没有 2026-04-31 这一天；请核对"),
    ],
)
def test_a_day_that_is_none_is_told_in_the_words_of_the_records(
    notes: Path, day: str, english: str, chinese: str
) -> None:
    assert english in ask("build", "notes", "--as-of", day, "--lang", "en").stderr
    result = ask("build", "notes", "--as-of", day, "--lang", "zh")
    assert (result.exit_code, chinese in result.stderr) == (2, True)


def test_a_day_may_be_written_in_chinese_as_in_the_records(notes: Path) -> None:
    assert ask("build", "notes", "--outputs", "html", "--as-of", "2026年4月24日").exit_code == 0
    assert b"2026-04-24" in Path("build/full/manifest.json").read_bytes()


@pytest.mark.parametrize("outputs", ["doc", "", "html,", "html pdf"])
def test_outputs_are_kinds_of_files(notes: Path, outputs: str) -> None:
    result = ask("build", "notes", "--outputs", outputs)
    assert result.exit_code == 2
    assert f"{outputs!r}: write html, pdf, md, csv, json, xlsx, ics, or several with commas." in result.stderr


def test_a_reader_that_goes_away_does_not_stop_the_build(run: Run, notes: Path) -> None:
    build = shlex.join([sys.executable, "-m", "reportgen", "build", "notes", *ON])
    script = f"set -o pipefail; {build} 2>&1 | true"
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(["bash", "-c", script], check=False, env=environment)
    assert done.returncode == 0
    assert "meetings/committee-2026-01/committee-2026-01.pdf" in files("build/full")


def test_ctrl_c_leaves_nothing_half_written(notes: Path) -> None:
    command = [sys.executable, "-m", "reportgen", "build", "notes", *ON]
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT), "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(
        command, env=environment, stderr=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True
    ) as started:
        while not Path("build/.lock").exists():
            time.sleep(0.01)
        os.killpg(started.pid, signal.SIGINT)
        _, said = started.communicate(timeout=60)
    assert started.returncode == Verdict.INTERRUPTED
    assert said.endswith("Stopped; no file is half-written.\n")
    assert "Traceback" not in said
    assert {name for name in files("build") if not name.startswith(".cache/")} == {".lock"}


def test_explain_says_what_changed_and_what_it_made_anew(notes: Path) -> None:
    ask("build", "notes", *ON, "--outputs", "html", "--lang", "en")
    record = next(Path("notes/meetings").rglob("*.yaml"))
    record.write_text(record.read_text().replace("title: ", "title: The ", 1))
    told = ask("build", "notes", *ON, "--outputs", "html", "--lang", "en", "--explain", "-q").stderr.splitlines()
    assert told[0].startswith("changed since the last build: ")
    assert told[0].endswith(f"{record.resolve()}")
    page = f"meetings/{record.stem}/index.html"
    assert [line for line in told if line.startswith(f"{page}: ")] == [f"{page}: meeting"]
    assert told[-1].startswith("files that stand, as nothing they are made from changed: ")
    again = ask("build", "notes", *ON, "--outputs", "html", "--lang", "zh", "--explain", "-q").stderr.splitlines()
    assert len(again) == 1
    assert again[0].startswith("其余 ")
