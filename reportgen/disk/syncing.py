"""What writing rests on: bytes that are on disk when a call returns, and refusals in words."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from reportgen.model.diagnostic import ReportgenError

STAGING = ".staging-"
"""What the names of files and folders begin with that are not finished yet."""


@contextlib.contextmanager
def world(folder: Path) -> Iterator[None]:
    """Turn a refusal of the file system into an error in words."""
    try:
        yield
    except OSError as refusal:
        reason = os.strerror(refusal.errno or 0)
        raise ReportgenError(
            {
                "en": f"cannot write to {folder}: {reason}",
                "zh": f"无法写入 {folder}：{reason}",
            },
            {
                "en": "check the free space and the permissions; nothing that was there is lost",
                "zh": "请检查磁盘空间和权限；原有文件没有丢失",
            },
        ) from refusal


def write(path: Path, content: bytes) -> None:
    """Write a file that must not be there yet; its bytes are on disk when this returns."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def holds(path: Path, content: bytes) -> bool:
    """Whether a regular file, not a link to one, holds these bytes."""
    try:
        found = path.lstat()
        return stat.S_ISREG(found.st_mode) and found.st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def make_folder(folder: Path) -> tuple[Path, ...]:
    """Make a folder and those above it, and return the folders that hold a new name, to be synced."""
    missing: list[Path] = []
    while not folder.exists() and folder != folder.parent:
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
    return tuple(one.parent for one in missing)


def sync(folders: Iterable[Path]) -> None:
    """Return when the names in these folders, and what is no longer in them, are on disk; some may be gone by now."""
    for folder in sorted(set(folders)):
        try:
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except (FileNotFoundError, NotADirectoryError):
            continue
        try:
            os.fsync(handle)
        except OSError as refusal:
            # Some network file systems sync no folders; there the order of calls has to do.
            if refusal.errno not in {errno.EINVAL, errno.ENOTSUP}:
                raise
        finally:
            os.close(handle)
