"""What was worked out once and may be asked for again, kept below a folder by the digest of what it was made from.

It is safe to delete at any time, in part or whole, and to share between builds that run at once: an entry is written
beside its place and renamed into it, and one that is damaged counts as not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOM_LEFT = 0.8
"""How full a store is after the entries that were asked for longest ago were taken out of one that was too full."""
_DIGEST = 32
"""Bytes of the sha256 that stands before every entry."""
_UNFINISHED = ".new-"
MOST_BYTES = 512 << 20
"""What an entry may take, packed or not: those that this program makes take a small part of it."""


def key_of(*words: str) -> str:
    """Return the key of what goes by some words."""
    return hashlib.sha256("\0".join(words).encode("utf-8", "surrogatepass")).hexdigest()


def packed(content: bytes) -> bytes:
    """Return bytes so that they take less room in a store."""
    return zlib.compress(content, 1)


def unpacked(kept: bytes | None) -> bytes:
    """Return bytes as they were before they were packed.

    Raises:
        ValueError: nothing was packed so, or it is larger than `MOST_BYTES`.
    """
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(kept or b"", MOST_BYTES)
    except zlib.error as damage:
        raise ValueError("not packed") from damage
    if not unpacking.eof:
        raise ValueError("not packed whole, or too large")
    return content


def _sound(handle: int) -> bytes | None:
    """Return what an open entry holds; None: it is no file, too large, or not as it was written."""
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode) or found.st_size > MOST_BYTES:
        return None
    with os.fdopen(handle, "rb", closefd=False) as file:
        content = file.read()
    kept = content[_DIGEST:]
    if hashlib.sha256(kept).digest() != content[:_DIGEST]:
        return None
    with contextlib.suppress(OSError):
        # When it was asked for last says what goes first when the store is full.
        os.utime(handle)
    return kept


@dataclass(frozen=True, slots=True)
class Store:
    """Entries of plain bytes; what they mean is the business of who asks for them."""

    folder: Path

    def get(self, key: str) -> bytes | None:
        """Return what was put under a key, a digest in hexadecimal; None: nothing sound."""
        try:
            # A link may lead anywhere, and a pipe would never end.
            handle = os.open(self._path(key), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            return None
        try:
            return _sound(handle)
        except OSError:
            return None
        finally:
            os.close(handle)

    def put(self, key: str, content: bytes) -> None:
        """Keep something under a key; a disk that is full or refuses keeps nothing, and nobody is the worse for it."""
        path = self._path(key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, unfinished = tempfile.mkstemp(prefix=_UNFINISHED, dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(hashlib.sha256(content).digest() + content)
                Path(unfinished).replace(path)
            finally:
                Path(unfinished).unlink(missing_ok=True)

    def shrink(self, most_bytes: int) -> None:
        """Take out what was asked for longest ago, until the store holds less than a number of bytes."""
        entries = sorted(self._entries())
        total = sum(size for _, size, _ in entries)
        room = most_bytes * ROOM_LEFT if total > most_bytes else most_bytes
        for _, size, path in entries:
            if total <= room:
                return
            with contextlib.suppress(OSError):
                path.unlink()
            total -= size

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]

    def _entries(self) -> Iterator[tuple[int, int, Path]]:
        """Yield when each entry was asked for last, its size in bytes and its file."""
        for path in self.folder.glob("*/*"):
            with contextlib.suppress(OSError):
                found = path.stat()
                yield found.st_mtime_ns, found.st_size, path
