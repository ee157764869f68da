"""Files handed out from below a folder, to somebody who names them and may mean harm."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def read_beneath(folder: Path, name: str) -> bytes | None:
    """Return the bytes of a regular file below a folder.

    Args:
        folder: where it must lie; may be a link itself.
        name: its path from there, with forward slashes.

    Returns:
        None where there is no such file, or where the name leads over anything hidden, over `..` or over a link.
    """
    *folders, file = name.split("/")
    if any(not part or part.startswith(".") or "\0" in part for part in (*folders, file)):
        return None
    try:
        return _read(folder, folders, file)
    except OSError:
        return None


def _read(folder: Path, folders: list[str], file: str) -> bytes | None:
    # Each step is opened from the one before, so that no link that appears meanwhile leads out.
    here = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in folders:
            below = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=here)
            os.close(here)
            here = below
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=here)
    finally:
        os.close(here)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        with os.fdopen(handle, "rb", closefd=False) as opened:
            return opened.read()
    finally:
        os.close(handle)
