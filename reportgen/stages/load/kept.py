"""What the door read before, asked for by the bytes it was read from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from reportgen.disk.store import Store
from reportgen.formats.asset import PUBLISHED, Refusal, read_asset
from reportgen.formats.kept import KeptRecord, image_again, image_kept, record_again, record_kept
from reportgen.formats.record import ReadRecord
from reportgen.model.content import Asset


@dataclass(frozen=True, slots=True)
class Kept:
    """Where sound records and clean pictures are kept, so that each is read once; without a store nothing is."""

    store: Store | None
    reader: str
    """The digest of all that decides what becomes of a file: the program, and the libraries it reads with."""

    def record(self, content: bytes, name: str) -> KeptRecord | None:
        """Return the record of a file as it was read before; None: it was not, or something was wrong with it."""
        kept = self.store.get(self._key("record", name, content)) if self.store else None
        return record_again(kept, name) if kept is not None else None

    def keep_record(self, content: bytes, name: str, read: ReadRecord) -> None:
        """Keep what came of a file, if it is sound."""
        if self.store and (kept := record_kept(read)) is not None:
            self.store.put(self._key("record", name, content), kept)

    def asset(self, name: str, content: bytes) -> Asset | Refusal:
        """Return a file below assets/ as it may be published, or why it may not; a picture is cleaned once."""
        suffix = PurePosixPath(name).suffix.lower()
        if self.store is None or PUBLISHED.get(suffix) != "image":
            return read_asset(name, content)
        key = self._key("image", suffix, content)
        kept = self.store.get(key)
        again = image_again(kept, name) if kept is not None else None
        if again is not None:
            return again
        asset = read_asset(name, content)
        if isinstance(asset, Asset):
            self.store.put(key, image_kept(asset))
        return asset

    def _key(self, kind: str, name: str, content: bytes) -> str:
        key = hashlib.sha256(f"{kind}\0{self.reader}\0{name}\0".encode())
        key.update(content)
        return key.hexdigest()


NOTHING_KEPT = Kept(None, "")
