"""What was worked out once and may be asked for again, kept below a folder by the digest of what it was made from.

It is safe to delete at any time, in part or whole, and to share between builds that run at once: an entry is written
beside its place and renamed into it, and one that is damaged counts as not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOM_LEFT = 0.8
"""How full a store is after the entries that were asked for longest ago were taken out of one that was too full."""
_DIGEST = 32
"""Bytes of the sha256 that stands before every entry."""
_UNFINISHED = ".new-"


def key_of(*words: str) -> str:
    """Return the key of what goes by some words."""
    return hashlib.sha256("\0".join(words).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Store:
    """Entries of plain bytes; what they mean is the business of who asks for them."""

    folder: Path

    def get(self, key: str) -> bytes | None:
        """Return what was put under a key, a digest in hexadecimal; None: nothing sound."""
        path = self._path(key)
        try:
            content = path.read_bytes()
        except OSError:
            return None
        kept = content[_DIGEST:]
        if hashlib.sha256(kept).digest() != content[:_DIGEST]:
            return None
        with contextlib.suppress(OSError):
            # When it was asked for last says what goes first when the store is full.
            os.utime(path)
        return kept

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
