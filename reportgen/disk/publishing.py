"""The files of an edition: staged on the same file system, synced, renamed into their places, the manifest last.

The staged manifest tells whether a build came to its end: while it lies there, the files that the build brought in
belong to no manifest. They are taken away, at once or by the next build, so that nothing stays that nobody vouches
for. Files that it replaced are listed in the manifest that was there before, and the next build looks at them again.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from reportgen.disk.syncing import STAGING, holds, make_folder, sync, world, write

if TYPE_CHECKING:
    from reportgen.model.build import Artifact

_MANIFEST = "manifest"
_ADDED = "added"
"""Which files a build brings in that were not there before."""


def publish(folder: Path, artifacts: Iterable[Artifact], manifest: Artifact, gone: Iterable[str]) -> int:
    """Put artifacts into an edition's folder, the manifest last, and take away what is gone.

    Returns:
        How many files were written; a file that already holds the same bytes is left as it is.

    Raises:
        ReportgenError: the disk is full, or the folder cannot be written; nothing that was good is lost.

    """
    with world(folder):
        sync(make_folder(folder))
        staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=folder.parent))
        try:
            artifacts = tuple(artifacts)
            obstacles = _obstacles(folder, [one.path for one in artifacts])
            changed = [
                one for one in artifacts if _is_behind(one, obstacles) or not holds(folder / one.path, one.content)
            ]
            _stage(staging, folder, changed, manifest, obstacles)
            for name in obstacles:
                (folder / name).unlink()
            touched = {folder}
            for number, artifact in enumerate(changed):
                touched |= _move(staging / str(number), folder / artifact.path)
            for name in gone:
                touched |= _remove(folder, name)
            # What the manifest tells of must be on disk before it.
            sync(touched)
            if (staging / _MANIFEST).exists():
                sync(_move(staging / _MANIFEST, folder / manifest.path))
            return len(changed)
        finally:
            clear(staging)


def clear(staging: Path) -> None:
    """Take a staging folder away, and with it what an unfinished build brought in; what cannot go yet goes later."""
    with contextlib.suppress(OSError):
        if (staging / _MANIFEST).exists():
            folder, added = _told(staging)
            sync(touched for name in added for touched in _remove(folder, name))
        shutil.rmtree(staging, ignore_errors=True)


def _told(staging: Path) -> tuple[Path, list[str]]:
    """Return an edition's folder and the files that a build brought into it; none where it never began to."""
    try:
        name, added = json.loads((staging / _ADDED).read_bytes())
        inside = [one for one in added if not {"", ".", ".."} & {name, *one.split("/")}]
    except (OSError, ValueError, TypeError, AttributeError):
        return staging, []
    return staging.parent / Path(name).name, inside


def _obstacles(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Return what stands where the folders of some files belong: links, which lead elsewhere, and files."""
    parents = {str(parent) for name in names for parent in PurePosixPath(name).parents if parent.name}
    ways = ((parent, folder / parent) for parent in sorted(parents))
    return tuple(parent for parent, way in ways if way.is_symlink() or (way.exists() and not way.is_dir()))


def _is_behind(artifact: Artifact, obstacles: Sequence[str]) -> bool:
    return any(artifact.path.startswith(f"{one}/") for one in obstacles)


def _stage(
    staging: Path, folder: Path, changed: Sequence[Artifact], manifest: Artifact, obstacles: Sequence[str]
) -> None:
    """Write all that is to be renamed, and which of it is new, so that it can be taken away again."""
    for number, artifact in enumerate(changed):
        write(staging / str(number), artifact.content)
    if holds(folder / manifest.path, manifest.content):
        return
    write(staging / _MANIFEST, manifest.content)
    added = [one.path for one in changed if _is_behind(one, obstacles) or not os.path.lexists(folder / one.path)]
    write(staging / _ADDED, json.dumps([folder.name, added]).encode())
    sync((staging, staging.parent))


def _move(source: Path, target: Path) -> set[Path]:
    """Rename a file into its place, and return the folders whose names changed."""
    touched = {*make_folder(target.parent), target.parent}
    if target.is_dir() and not target.is_symlink():
        # Yesterday's folder where today a file belongs, such as a record that was renamed to `index.html`.
        shutil.rmtree(target)
    source.replace(target)
    return touched


def _remove(folder: Path, name: str) -> set[Path]:
    """Take a file away, and the folders it leaves empty, and return the folder that no longer names them."""
    path = folder / name
    if not path.parent.resolve().is_relative_to(folder.resolve()) or (path.is_dir() and not path.is_symlink()):
        # Through a link, a name below the edition may lead out of it.
        return set()
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        path.unlink()
    for parent in path.relative_to(folder).parents:
        if parent == Path():
            break
        try:
            (folder / parent).rmdir()
        except FileNotFoundError:
            continue
        except OSError:
            return {folder / parent} if (folder / parent).is_dir() else set()
    return {folder}
