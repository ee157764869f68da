"""publish: pages, printed documents and assets → the files of an edition and its manifest.

What could not be made keeps its last good file: a document whose record is unreadable or whose PDF failed, and,
when a record is unreadable, every page made of all records.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.model.build import Artifact
from reportgen.model.content import Asset

MANIFEST = "manifest.json"
MANIFEST_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Publication:
    """What to put into an edition's folder, and what to take away."""

    artifacts: tuple[Artifact, ...]
    manifest: Artifact
    kept: tuple[str, ...]
    """Files of an earlier build that stay because nothing good could replace them."""
    gone: tuple[str, ...]
    """Files of an earlier build that nothing asks for any more."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What the manifest says of the whole."""

    name: str
    as_of: str
    versions: Mapping[str, str]
    """Of the tools the bytes depend on, by name."""


def publish(
    edition: Edition,
    artifacts: Iterable[Artifact],
    *,
    earlier: bytes | None,
    unreadable: Collection[str] = (),
    unprinted: Collection[str] = (),
    leaning: Collection[str] = (),
    partial: bool = False,
) -> Publication:
    """Return what to publish.

    Args:
        edition: what the manifest says of the whole.
        artifacts: every file that could be made.
        earlier: the manifest of the build before, if there is one.
        unreadable: ids of records that could not be read; not empty: pages of all records keep their last good
            version, if they have one.
        unprinted: ids of records whose PDF could not be made; an older one stays.
        leaning: ids of records that show parts of unreadable ones; they too keep their last good version.
        partial: whether only one record was asked for; then everything else stays.
    """
    before = _files_of(earlier)
    made = {one.path: one for one in artifacts}
    lacking = {path for path, one in made.items() if unreadable and _needs_all(one, leaning)}
    # A version that lacked something itself is not worth keeping.
    incomplete = {path for path in lacking if path in before and not before[path].get("incomplete")}
    fresh = {path: one for path, one in made.items() if path not in incomplete}
    kept = {
        path: entry
        for path, entry in before.items()
        if path not in fresh
        and (
            partial
            or path in incomplete
            or entry.get("record") in {*unreadable, *unprinted}
            or (unreadable and "record" not in entry)
        )
    }
    files = {path: _entry(one, is_incomplete=path in lacking) for path, one in fresh.items()} | kept
    manifest = {
        "format": MANIFEST_FORMAT,
        "edition": edition.name,
        "as-of": edition.as_of,
        "generator": dict(edition.versions),
        "files": files,
    }
    content = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
    return Publication(
        tuple(fresh[path] for path in sorted(fresh)),
        Artifact(MANIFEST, content),
        tuple(sorted(kept)),
        tuple(sorted(path for path in before if path not in files)),
    )


def copies(assets: Mapping[str, Asset], wanted: Iterable[tuple[str, str]]) -> Iterable[Artifact]:
    """Yield the assets to publish, by path."""
    for path, name in wanted:
        yield Artifact(path, assets[name].content)


def _needs_all(artifact: Artifact, leaning: Collection[str]) -> bool:
    """Whether a file would be another if a record that could not be read had been."""
    if artifact.record:
        return artifact.record in leaning
    return not artifact.path.startswith("assets/") and artifact.path != "site.css"


def _entry(artifact: Artifact, *, is_incomplete: bool) -> dict[str, Any]:
    entry: dict[str, Any] = {"sha256": artifact.digest, "bytes": len(artifact.content)}
    if artifact.record:
        entry["record"] = artifact.record
    if artifact.source_hash:
        entry["source"] = artifact.source_hash
    if is_incomplete:
        entry["incomplete"] = True
    return entry


def _files_of(manifest: bytes | None) -> dict[str, dict[str, Any]]:
    """Return the files an earlier manifest lists; a damaged one lists none, and everything is made anew."""
    try:
        found = json.loads(manifest or b"{}")
        files = found.get("files", {})
        return {path: entry for path, entry in files.items() if _is_inside(path) and _is_entry(entry)}
    except (ValueError, AttributeError, TypeError, RecursionError):
        return {}


def _is_inside(path: str) -> bool:
    """Whether a path from a manifest stays below the edition; a manifest on disk may have been tampered with."""
    parts = path.split("/")
    is_sound = not re.search(r"[\x00-\x1f\x7f\\\ud800-\udfff]", path)
    return is_sound and all(part not in {"", ".", ".."} and len(part.encode()) <= 255 for part in parts)


def _is_entry(entry: object) -> bool:
    """Whether a manifest says of a file what this program would say."""
    if not isinstance(entry, dict):
        return False
    return all(isinstance(value, str | int) and str(value).isascii() for pair in entry.items() for value in pair)
