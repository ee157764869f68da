"""What tells a file from what it was, without reading it: size, time and inode; its content settles a doubt."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

Mark = tuple[int, int, int]
"""Bytes, time of the last change in nanoseconds, inode."""
NO_MARK: Mark = (-1, 0, 0)
"""Of what is no file, or is not there."""
_TICK = 20_000_000
"""Nanoseconds within which a file system may give two changes the same time."""


def mark_of(path: str | Path, *, follow: bool = False) -> Mark:
    """Return the mark of a file, of what a link leads to only if it is to be followed.

    `NO_MARK` where there is none, or something else stands in its place.
    """
    try:
        found = os.stat(path, follow_symlinks=follow)  # noqa: PTH116 - a Path for each of many files takes longer
    except OSError:
        return NO_MARK
    return (found.st_size, found.st_mtime_ns, found.st_ino) if stat.S_ISREG(found.st_mode) else NO_MARK


def folder_time(path: str | Path) -> int:
    """Return when a file was written last, or something put into a folder or taken out; in nanoseconds, 0: never."""
    try:
        return os.stat(path).st_mtime_ns  # noqa: PTH116 - a Path of its own for each of many files takes longer
    except OSError:
        return 0


def marks_below(folder: str | Path, *, follow: bool = False) -> dict[str, Mark]:
    """Return the mark of everything below a folder that is no folder, by its path from there; hidden names left out.

    A folder that cannot be opened has `NO_MARK`, under its name with a slash behind it.

    Args:
        folder: where to look.
        follow: whether it holds code: links in it lead somewhere, and what Python compiled is no part of it.
    """
    root = os.fspath(folder)
    return dict(_below(root, "", (os.path.realpath(root),), follow=follow))


def _below(root: str, here: str, inside: tuple[str, ...], *, follow: bool) -> Iterator[tuple[str, Mark]]:
    try:
        entries = sorted(os.scandir(f"{root}/{here}"), key=lambda one: one.name)
    except OSError:
        yield here, NO_MARK
        return
    for entry in entries:
        if entry.name.startswith(".") or (follow and entry.name == "__pycache__"):
            continue
        if not entry.is_dir(follow_symlinks=follow):
            yield here + entry.name, mark_of(entry.path, follow=follow)
        elif not follow:
            yield from _below(root, f"{here}{entry.name}/", inside, follow=False)
        # A link may lead back to a folder it stands in.
        elif (real := os.path.realpath(entry.path)) not in inside:
            yield from _below(root, f"{here}{entry.name}/", (*inside, real), follow=True)


def content_digest(path: str | Path) -> str:
    """Return the sha256 of a file's content, in hexadecimal; empty: it cannot be read."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - as above
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


class Index:
    """The files below a folder as they were at one moment, by mark and by content."""

    def __init__(self, marks: Mapping[str, Mark], digests: Mapping[str, str], taken: int, *, follow: bool) -> None:
        self.marks, self.digests, self.taken, self.follow = marks, digests, taken, follow

    @classmethod
    def of(cls, folder: Path, before: Index | None, taken: int, *, follow: bool) -> Index:
        """Return the index of a folder at a moment, in nanoseconds; `follow` as in `marks_below`.

        Only what is not as it was before is read.
        """
        marks = marks_below(folder, follow=follow)
        known = before.sure(marks) if before else {}
        digests = {
            # A link is not what it leads to.
            name: known.get(name) or (content_digest(folder / name) if mark != NO_MARK else "")
            for name, mark in marks.items()
        }
        return cls(marks, digests, taken, follow=follow)

    def sure(self, marks: Mapping[str, Mark]) -> dict[str, str]:
        """Return the digests of the files that cannot have changed, by the marks they have now."""
        return {
            name: self.digests[name]
            for name, mark in marks.items()
            if self.marks.get(name) == mark and mark != NO_MARK and mark[1] < self.taken - _TICK
        }

    def changes(self, other: Index) -> tuple[str, ...]:
        """Return the names of the files that another index has with other content, or that only one of them has."""
        names = sorted({*self.digests, *other.digests})
        return tuple(name for name in names if self.digests.get(name) != other.digests.get(name))


def moment() -> int:
    """Return what time it is, in nanoseconds, as file systems of this machine tell it: that of a file made now."""
    with tempfile.TemporaryFile() as file:
        return os.fstat(file.fileno()).st_mtime_ns


def are_as_they_were(folder: str | Path, marks: Iterable[tuple[str, Mark]]) -> bool:
    """Whether every file below a folder has the mark it had."""
    root = os.fspath(folder)
    return all(mark_of(f"{root}/{name}") == mark for name, mark in marks)
