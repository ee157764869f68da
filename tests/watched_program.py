"""The program as somebody runs it, in a process with limits, with everything it said and touched."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

WATCH = Path(__file__).parent / "watch"
GIBIBYTES = 6
"""Address space; a printer's libraries map nearly two by themselves."""
_FINDING = re.compile(
    r"^(?:(?P<path>.+?)(?::(?P<line>\d+):(?P<column>\d+))?: )?"
    r"(?P<severity>error|warning|info)\[(?P<code>[a-z0-9-]+)\]: (?P<message>.+)$"
)
_PAIR = re.compile(r"socket\.(?:__new__\(.*, (?:1, 5, 0|-1, -1, -1)\)|sendmsg\(.*, None\))")
"""The making of a pair of local sockets, one end taken over by number, and a message to whoever holds the other."""
_HINT = re.compile(r"^ {4}(?:hint: |提示：)(?P<hint>.+)$")


@dataclass(frozen=True, slots=True)
class Told:
    """One finding as it was shown."""

    path: str
    """From the content folder; empty: it belongs to no file."""
    line: int
    column: int
    severity: str
    code: str
    message: str
    hint: str

    @property
    def where(self) -> tuple[int, int, str]:
        """Line, column and code; line 0 is the whole file."""
        return self.line, self.column, self.code

    @property
    def record(self) -> str:
        """The stem of its file."""
        return Path(self.path).name.removesuffix(".yaml")


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a run."""

    code: int
    out: str
    err: str
    seconds: float
    told: tuple[Told, ...]
    events: tuple[tuple[str, str], ...] = field(repr=False)
    """What the audit hooks of the program and of its printers heard."""

    def of(self, record: str) -> tuple[Told, ...]:
        """The findings of one record, in order."""
        return tuple(one for one in self.told if one.record == record)

    def opened(self, *, outside: Path) -> set[str]:
        """The files it opened, but those below a folder, and which process it looked at."""
        files = {path for event, path in self.events if event == "open"}
        return {_module(path) for path in files if not _is_below(path, outside) and not path.startswith("/proc/")}

    def changed(self, *, outside: Path) -> set[str]:
        """What it removed, renamed or made outside a folder."""
        kinds = {"os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod"}
        return {path for event, path in self.events if event in kinds and not _is_below(path, outside)}

    def connected(self) -> list[tuple[str, str]]:
        """Every use of a socket, but for the pair that joins the program to its printers, which has no address."""
        return [one for one in self.events if one[0].startswith("socket.") and not _PAIR.fullmatch("".join(one))]

    def started(self) -> set[str]:
        """Every program it started."""
        return {told for event, told in self.events if event in {"subprocess.Popen", "os.system", "os.exec", "os.fork"}}


def run(folder: Path, *words: object, wall: float = 120, language: str = "en", code: set[int] | None = None) -> Run:
    """Run the program on a folder that holds `content`, and return what came of it.

    Args:
        folder: below it everything happens: content, output, temporary files.
        words: the command line, without the language.
        wall: seconds after which the run counts as hung; processor time is limited to as much.
        language: of the messages.
        code: the exit codes that are expected; a crash or a traceback never is.

    """
    log = folder / "watch.log"
    log.unlink(missing_ok=True)
    for name in ("tmp", "here", "home"):
        (folder / name).mkdir(exist_ok=True)
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "reportgen", *map(str, words), "--lang", language],
        cwd=folder / "here",
        env=_environment(folder, log),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=wall,
        check=False,
        preexec_fn=lambda: _limit(wall),
    )
    seconds = time.monotonic() - began
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in err, err[-4000:]
    assert done.returncode in (code or {0, 1}), (done.returncode, err[-4000:])
    return Run(done.returncode, out, err, seconds, tuple(_told(err, folder / "content")), tuple(_events(log)))


def _environment(folder: Path, log: Path) -> dict[str, str]:
    root = str(Path(__file__).parent.parent)
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | {
        "PYTHONPATH": os.pathsep.join((str(WATCH), root)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "WATCH_LOG": str(log),
        "TMPDIR": str(folder / "tmp"),
        "HOME": str(folder / "home"),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
    }


def _limit(seconds: float) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (GIBIBYTES << 30, GIBIBYTES << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _told(err: str, content: Path) -> list[Told]:
    lines = err.splitlines()
    told = []
    for number, line in enumerate(lines):
        # The summary at the end says each once more, indented.
        if line.startswith(" ") or not (found := _FINDING.match(line)):
            continue
        hint = _HINT.match(lines[number + 1]) if number + 1 < len(lines) else None
        path = (found["path"] or "").removeprefix(f"{content}/")
        place = int(found["line"] or 0), int(found["column"] or 0)
        told.append(
            Told(path, *place, found["severity"], found["code"], found["message"], hint["hint"] if hint else "")
        )
    return told


def _events(log: Path) -> list[tuple[str, str]]:
    if not log.exists():
        return []
    return [(event, told) for event, told in map(json.loads, log.read_text().splitlines())]


def _is_below(path: str, folder: Path) -> bool:
    return Path(path).is_relative_to(folder.resolve()) or Path(path).is_relative_to(folder)


def _module(path: str) -> str:
    """A module by its source: which of the two was read depends on who ran before."""
    return re.sub(r"__pycache__/([^/.]+)\.[^/]+\.pyc$", r"\1.py", path)
