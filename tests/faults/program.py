"""The program on a small site of two meetings, to be stopped, refused and killed; and what must hold afterwards."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.cli.conftest import CHECKOUT
from tests.small_site import write

SITE = """\
format: 1
title: {zh: 纪要汇编, en: Collected minutes}
languages: [en, zh]
time-zone: Asia/Shanghai
formats: [html, pdf]
"""
ROAD = """\
kind: minutes
title: 道路例会第一次会议
lang: zh
start: 2026-01-15 09:00
minutes: approved
access: public
agenda:
  - title: 排水
    discussion: 会议听取了排水情况，决定 WORD 之后再议。
"""
BOARD = """\
kind: minutes
title: Garden Board, March
lang: en
start: 2026-03-05 18:00
minutes: approved
access: public
agenda:
  - title: Hedges
    discussion: The board heard of the hedges, and that they are WORD.
"""
ON = ("--as-of", "2026-06-30")
HTML = (*ON, "--outputs", "html")
HIDDEN = (".lock", ".cache")
"""What the program keeps beside the editions for itself; the store of a build may be lost at any time."""


def write_meetings(folder: Path, word: str, **more: str) -> Path:
    """Write the two meetings with a word of this build in every page, and return the content folder."""
    files = {"site.yaml": SITE, "meetings/road-1.yaml": ROAD, "meetings/board-1.yaml": BOARD} | more
    return write(folder, {name: text.replace("WORD", word) for name, text in files.items()})


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "reportgen", *map(str, words)]


def environment(**more: str) -> dict[str, str]:
    known = {"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT), "PYTHONDONTWRITEBYTECODE": "1"}
    return known | {"LC_ALL": "C.UTF-8", "LANG": "en", **more}


def run(*words: object, before: tuple[str, ...] = (), **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program to its end; `before` stands before it on the command line, `more` in its environment."""
    return subprocess.run(
        [*before, *command(*words)], check=False, capture_output=True, env=environment(**more), timeout=300
    )


def start(*words: object, **more: str) -> subprocess.Popen[bytes]:
    """Start the program in a group of its own."""
    return subprocess.Popen(command(*words), stderr=subprocess.PIPE, env=environment(**more), start_new_session=True)


def finish(started: subprocess.Popen[bytes]) -> tuple[int, str]:
    """Wait for its end, and return its exit code and what it said."""
    _, said = started.communicate(timeout=300)
    return started.returncode, said.decode()


def kill_all(started: subprocess.Popen[bytes]) -> None:
    """Kill the program and all that it started, as a power cut does."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGKILL)


def tree(output: Path) -> dict[str, bytes]:
    """Every file that was built, and whatever else lies beside it."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file() and path.relative_to(output).parts[0] not in HIDDEN
    }


def built(content: Path, output: Path, *words: str) -> dict[str, bytes]:
    """Build into a folder and return what lies there."""
    done = run("build", content, "-o", output, *(words or HTML))
    assert done.returncode == 0, done.stderr.decode()
    return tree(output)


@dataclass(frozen=True, slots=True)
class Ground:
    """Two contents in `old` and `new`, what was built of the first in `build`, and what clean builds look like."""

    folder: Path
    words: tuple[str, ...]
    """What the builds are asked for."""
    old: Mapping[str, bytes]
    new: Mapping[str, bytes]

    def copy(self, name: str) -> Path:
        """Return a folder that holds what was built of the old content."""
        output = self.folder / name
        shutil.rmtree(output, ignore_errors=True)
        return shutil.copytree(self.folder / "build", output)

    def build(self, output: Path, *before: str) -> tuple[int, str]:
        """Build the new content, and return the exit code and what was said."""
        done = run("build", self.folder / "new", "-o", output, *self.words, before=before)
        return done.returncode, done.stderr.decode()

    def start(self, output: Path) -> subprocess.Popen[bytes]:
        """Start building the new content."""
        return start("build", self.folder / "new", "-o", output, *self.words)

    def require_whole(self, output: Path, about: object) -> None:
        """Require every file to be old or new, and a manifest only beside the files it tells of."""
        assert half_written(output, self.old, self.new) == [], about
        found = {path: content for path, content in tree(output).items() if not path.startswith(".staging-")}
        assert found.get(_MANIFEST) != self.new[_MANIFEST] or found == self.new, about

    def require_clean(self, output: Path, about: object) -> None:
        """Require the next build to end well and to leave what a clean build does."""
        code, said = self.build(output)
        assert code == 0, (about, said)
        assert tree(output) == self.new, about


_MANIFEST = "full/manifest.json"


def ground_of(folder: Path, *words: str) -> Ground:
    """Write the contents below a folder and build them."""
    write_meetings(folder / "old", "oak")
    content = write_meetings(folder / "new", "yew")
    # A page that comes and one that goes, so that files are removed too.
    (content / "meetings/board-1.yaml").rename(content / "meetings/board-2.yaml")
    old, new = (built(folder / name, folder / into, *words) for name, into in (("old", "build"), ("new", "clean")))
    return Ground(folder, words, old, new)


def half_written(output: Path, *sound: Mapping[str, bytes]) -> list[str]:
    """Files under their final names that hold what no sound build wrote there."""
    found = {path: content for path, content in tree(output).items() if not path.startswith(".staging-")}
    return [path for path, content in found.items() if content not in {one.get(path) for one in sound}]
