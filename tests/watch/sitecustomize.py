"""What a watched process opens, changes, starts and connects to, written down line by line.

Python imports this by itself where the folder stands on PYTHONPATH: in the program and in its printer processes.
"""

from __future__ import annotations

import json
import os
import sys

_PATHS = {"open", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod"}
_CALLS = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "webbrowser.open"}
_LOG = os.environ.get("WATCH_LOG")


def _path(event: str, arguments: tuple[object, ...]) -> str | None:
    path = arguments[0]
    if isinstance(path, int):
        return None
    text = os.fsdecode(path)  # type: ignore[arg-type]
    folder = arguments[-1] if event in {"os.remove", "os.rmdir", "os.mkdir"} else -1
    if isinstance(folder, int) and folder >= 0:
        text = os.path.join(os.readlink(f"/proc/self/fd/{folder}"), text)  # noqa: PTH115, PTH118
    # Nothing that is heard itself may be called here. A link inside the content must not hide where it leads.
    return os.path.realpath(text) if event == "open" else os.path.abspath(text)  # noqa: PTH100


def _watch(log: int) -> None:
    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if event in _PATHS:
            told = _path(event, arguments)
        elif event in _CALLS or event.startswith("socket."):
            told = repr(arguments)[:300]
        else:
            return
        if told is not None:
            os.write(log, (json.dumps([event, told]) + "\n").encode())

    sys.addaudithook(hear)


if _LOG:
    _watch(os.open(_LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
