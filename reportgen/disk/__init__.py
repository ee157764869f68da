"""The file system: content read once, outputs written whole or not at all.

Only this file writes. A build writes into a staging folder on the same file system; each file is synced, then
renamed over its place, the manifest last. A build that dies leaves every file as it was, whole; its staging
folder is swept by the next one.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from reportgen.model.diagnostic import ReportgenError

if TYPE_CHECKING:
    from reportgen.model.build import Artifact

STAGING = ".staging-"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or folder found below the content folder."""

    name: str
    """Path from the content folder, with forward slashes."""
    kind: str
    """file, folder, unreadable (a folder that cannot be opened), or other: a link, a pipe, a device."""


def list_entries(folder: Path) -> tuple[Entry, ...]:
    """Return everything below a folder, sorted by name; hidden names left out, links not followed."""
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
            if entry.name.startswith("."):
                continue
            kind = _kind(entry)
            found.append(Entry(here + entry.name, kind))
            if kind == "folder":
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
    # O_NOFOLLOW and O_NONBLOCK: between listing and opening, the file may have become a link or a pipe.
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(limit + 1)
    finally:
        os.close(handle)


@contextlib.contextmanager
def writing_to(folder: Path) -> Iterator[None]:
    """Hold a folder as its only writer, and sweep what a build that died left in it.

    Raises:
        ReportgenError: another build holds it, or it cannot be written.

    """
    with _world(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        with _world(folder):
            _hold(lock, folder)
        for left in folder.glob(f"{STAGING}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        os.close(lock)


def _hold(lock: int, folder: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ReportgenError(
            {"en": f"another build is writing to {folder}", "zh": f"另一个构建正在写入 {folder}"},
            {"en": "wait until it has finished", "zh": "请等它完成后再试"},
        ) from None


def publish(folder: Path, artifacts: Iterable[Artifact], manifest: Artifact, gone: Iterable[str]) -> int:
    """Put artifacts into an edition's folder, the manifest last, and take away what is gone.

    Returns:
        How many files were written; a file that already holds the same bytes is left as it is.

    Raises:
        ReportgenError: the disk is full, or the folder cannot be written; nothing that was good is lost.

    """
    with _world(folder):
        folder.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=folder.parent))
        try:
            changed = [one for one in artifacts if not _holds(folder / one.path, one.content)]
            for number, artifact in enumerate(changed):
                _write(staging / str(number), artifact.content)
            for number, artifact in enumerate(changed):
                _move(staging / str(number), folder / artifact.path)
            for name in gone:
                _remove(folder, name)
            if not _holds(folder / manifest.path, manifest.content):
                _write(staging / "manifest", manifest.content)
                _move(staging / "manifest", folder / manifest.path)
            return len(changed)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


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
    with _world(folder):
        for name, content in sorted(files.items()):
            target = folder / name
            staged = target.with_name(f"{STAGING}{target.name}")
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.unlink(missing_ok=True)
            try:
                _write(staged, content)
                staged.replace(target)
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
    with _world(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with _world(path):
            # Two commands at once take turns: the second one finds what the first one wrote, and gives up.
            fcntl.flock(folder, fcntl.LOCK_EX)
            staged.unlink(missing_ok=True)
            _write(staged, content)
            if read is not None and path.exists():
                shutil.copymode(path, staged)
            _require_unchanged(path, read)
            staged.replace(path)
            os.fsync(folder)
    finally:
        with contextlib.suppress(OSError):
            staged.unlink(missing_ok=True)
        os.close(folder)


def _require_unchanged(path: Path, read: bytes | None) -> None:
    is_same = not os.path.lexists(path) if read is None else not path.is_symlink() and _holds(path, read)
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


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir() and not target.is_symlink():
        # Yesterday's folder where today a file belongs, such as a record that was renamed to `index.html`.
        shutil.rmtree(target)
    source.replace(target)
    # The rename itself must be on disk before the manifest that tells of it.
    folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _remove(folder: Path, name: str) -> None:
    path = folder / name
    if not path.parent.resolve().is_relative_to(folder.resolve()) or (path.is_dir() and not path.is_symlink()):
        # Through a link, a name below the edition may lead out of it.
        return
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        path.unlink()
    for parent in path.relative_to(folder).parents:
        if parent == Path():
            break
        try:
            (folder / parent).rmdir()
        except OSError:
            break


@contextlib.contextmanager
def _world(folder: Path) -> Iterator[None]:
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
