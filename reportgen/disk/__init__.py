"""The file system: content read once, outputs written whole or not at all.

Only this room writes. A build writes into a staging folder on the same file system; each file is synced, then
renamed over its place, the manifest last. A build that dies leaves every file as it was, whole; its staging
folder is swept by the next one.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import io
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from reportgen.disk.publishing import clear
from reportgen.disk.publishing import publish as publish
from reportgen.disk.syncing import STAGING, holds, make_folder, sync, world, write
from reportgen.model.diagnostic import ReportgenError


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or folder found below the content folder."""

    name: str
    """Path from the content folder, with forward slashes."""
    kind: str
    """file, folder, unreadable (a folder that cannot be opened), or other: a link, a pipe, a device."""


def list_entries(folder: Path, *, hidden: bool = False, deep: bool = True) -> tuple[Entry, ...]:
    """Return everything below a folder, sorted by name; links not followed.

    Args:
        folder: where to look.
        hidden: whether names that begin with a dot are listed too.
        deep: whether the folders in it are looked into.

    """
    found: list[Entry] = []
    waiting = [""]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(folder / here) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            # A folder that cannot be opened is told like a file that cannot be read.
            found.append(Entry(here.rstrip("/"), "unreadable"))
            continue
        for entry in listed:
            if entry.name.startswith(".") and not hidden:
                continue
            kind = _kind(entry)
            found.append(Entry(here + entry.name, kind))
            if kind == "folder" and deep:
                waiting.append(f"{here}{entry.name}/")
    return tuple(sorted(found, key=lambda entry: entry.name))


def _kind(entry: os.DirEntry[str]) -> str:
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    return "file" if entry.is_file(follow_symlinks=False) else "other"


def read_file(path: Path, limit: int) -> bytes:
    """Return a regular file's bytes, at most one more than `limit`, so the reader can see it is too large.

    Raises:
        OSError: it cannot be read, or is a link, a pipe or a device.

    """
    with _opened(path) as file:
        return file.read(limit + 1)


def sha256_of(path: Path) -> tuple[str, int]:
    """Return the sha256 of a regular file, in hexadecimal, and its size in bytes, however large it is.

    Raises:
        OSError: it cannot be read, or is a link, a pipe or a device.

    """
    with _opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[io.BufferedReader]:
    # O_NOFOLLOW and O_NONBLOCK: between listing and opening, the file may have become a link or a pipe.
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        with os.fdopen(handle, "rb", closefd=False) as file:
            yield file
    finally:
        os.close(handle)


@contextlib.contextmanager
def writing_to(folder: Path) -> Iterator[None]:
    """Hold a folder as its only writer, and sweep what a build that died left in it.

    Raises:
        ReportgenError: another build holds it, or it cannot be written.

    """
    with world(folder):
        sync(make_folder(folder))
        lock = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
    try:
        with world(folder):
            _hold(lock, folder)
        _sweep(folder)
        yield
    finally:
        os.close(lock)


def is_unfinished(folder: Path) -> bool:
    """Whether a build is writing to a folder, or one that died left something in it."""
    return any(folder.glob(f"{STAGING}*"))


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{STAGING}*"):
        clear(left)
    # One file at a time is written beside its place, such as a receipt.
    for left in folder.glob(f".*/{STAGING}*"):
        with contextlib.suppress(OSError):
            left.unlink()


def _hold(lock: int, folder: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ReportgenError(
            {"en": f"another build is writing to {folder}", "zh": f"另一个构建正在写入 {folder}"},
            {"en": "wait until it has finished", "zh": "请等它完成后再试"},
        ) from None


def read_if_there(path: Path) -> bytes | None:
    """Return a file's bytes, or None where there is no such file, or something that is no file stands there."""
    try:
        return path.read_bytes() if path.is_file() else None
    except FileNotFoundError:
        return None


def copy_tree(files: Mapping[str, bytes], folder: Path) -> tuple[str, ...]:
    """Write files that must not be there yet, and return their names in order.

    Raises:
        ReportgenError: one of them is there already; then none is written.

    """
    there = [name for name in files if (folder / name).exists()]
    if there:
        raise ReportgenError(
            {"en": f"{folder / there[0]} is there already", "zh": f"{folder / there[0]} 已经存在"},
            {"en": "name another folder, or move it away first", "zh": "请换一个文件夹，或先把它移开"},
        )
    with world(folder):
        for name, content in sorted(files.items()):
            target = folder / name
            staged = target.with_name(f"{STAGING}{target.name}")
            touched = {*make_folder(target.parent), target.parent}
            staged.unlink(missing_ok=True)
            try:
                write(staged, content)
                staged.replace(target)
                sync(touched)
            finally:
                staged.unlink(missing_ok=True)
    return tuple(sorted(files))


def replace_file(path: Path, content: bytes, *, read: bytes | None) -> None:
    """Put new bytes in the place of a file, at once or not at all, if it still holds those that were read.

    Args:
        path: the file; its folder is made where it is missing.
        content: what it is to hold.
        read: what it held when it was read; None: there was no such file.

    Raises:
        ReportgenError: somebody else changed or made it meanwhile, or it cannot be written; it stays as it is.

    """
    staged = path.with_name(f"{STAGING}{path.name}")
    with world(path):
        sync(make_folder(path.parent))
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with world(path):
            # Two commands at once take turns: the second one finds what the first one wrote, and gives up.
            fcntl.flock(folder, fcntl.LOCK_EX)
            staged.unlink(missing_ok=True)
            write(staged, content)
            if read is not None and path.exists():
                shutil.copymode(path, staged)
            _require_unchanged(path, read)
            staged.replace(path)
            sync((path.parent,))
    finally:
        with contextlib.suppress(OSError):
            staged.unlink(missing_ok=True)
        os.close(folder)


def _require_unchanged(path: Path, read: bytes | None) -> None:
    is_same = not os.path.lexists(path) if read is None else holds(path, read)
    if not is_same:
        raise changed_meanwhile(path)


def changed_meanwhile(path: Path) -> ReportgenError:
    """Return what to raise where somebody else wrote a file after it was read."""
    return ReportgenError(
        {"en": f"{path} has changed since it was read", "zh": f"{path} 在读取之后又被改动"},
        {"en": "nothing was written; give the command again", "zh": "没有写入任何内容，请重新运行命令"},
    )


def scratch_folder() -> tempfile.TemporaryDirectory[str]:
    """Return a folder for one process's temporary files; who asked for it takes it away."""
    return tempfile.TemporaryDirectory(prefix="reportgen-")


def scratch_file(folder: str | None = None) -> IO[bytes]:
    """Return an open file without a name, in a scratch folder or wherever such files go."""
    return tempfile.TemporaryFile(dir=folder)


def keep_scratch_in(folder: str) -> None:
    """Make every temporary file of this process, whoever opens it, lie in a folder that is taken away with it."""
    tempfile.tempdir = folder


def remove_scratch(folder: str) -> None:
    """Take a scratch folder away, whatever is left in it."""
    shutil.rmtree(folder, ignore_errors=True)
