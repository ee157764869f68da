"""Verifying: the files of editions held against their manifests, as they lie there, without the content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen import disk
from reportgen.formats.manifest import MANIFEST, Sum, is_inside, sums_of
from reportgen.model.diagnostic import Diagnostic, error
from reportgen.model.source import Span

DIFFERS = error(
    "file-differs",
    en="the file is not what the manifest says: {found} instead of {expected}",
    zh="文件与清单不符：现为 {found}，应为 {expected}",
    hint_en="build the edition again, or put the file back from a copy",
    hint_zh="请重新生成这一版，或从备份中恢复",
)
MISSING = error(
    "file-missing",
    en="the manifest lists this file, and it is not there",
    zh="清单中有此文件，但它不存在",
    hint_en="build the edition again, or put the file back from a copy",
    hint_zh="请重新生成这一版，或从备份中恢复",
)
NO_FILE = error(
    "file-is-none",
    en="the manifest lists this file, and a folder, a link or a device stands in its place",
    zh="清单中有此文件，但该处是文件夹、链接或设备",
    hint_en="build the edition again: it gives way then",
    hint_zh="请重新生成这一版，届时会换成文件",
)
EXTRA = error(
    "file-extra",
    en="the manifest does not list this",
    zh="清单中没有这一项",
    hint_en="take it away, or keep it outside the edition",
    hint_zh="请移除，或放在该版文件夹之外",
)
UNREADABLE = error(
    "file-unreadable",
    en="this cannot be read, so nothing is known of it",
    zh="无法读取，不能核对",
    hint_en="check the permissions and the disk",
    hint_zh="请检查权限和磁盘",
)
NO_MANIFEST = error(
    "manifest-missing",
    en="there is no manifest, so nothing is known of what lies beside it",
    zh="没有清单，无法核对该文件夹",
    hint_en="name the folder that was built into, or one edition in it; else build the edition again",
    hint_zh="请指定输出文件夹或其中某一版的文件夹；否则请重新生成这一版",
)
DAMAGED = error(
    "manifest-damaged",
    en="the manifest is damaged, or of a format this program does not know",
    zh="清单已损坏，或不是本程序所知的格式",
    hint_en="build the edition again, or put the manifest back from a copy",
    hint_zh="请重新生成这一版，或从备份中恢复清单",
)
OUTSIDE = error(
    "manifest-outside",
    en="the manifest lists “{value}”, which no edition can hold; it was not opened",
    zh="清单中有“{value}”，这不可能是该版的文件，未予打开",
    hint_en="somebody changed the manifest: build the edition again",
    hint_zh="清单被改动过，请重新生成这一版",
)


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of it."""

    files: int
    """How many files the manifests list."""
    findings: tuple[Diagnostic, ...]
    """By path from the folder that was named."""


def verify(folder: Path) -> Verified:
    """Hold every file of an edition, or of all editions of a folder that was built into, against its manifest."""
    if (folder / MANIFEST).is_file():
        return _verify_edition(folder, "")
    there = disk.list_entries(folder, deep=False)
    folders = [one.name for one in there if one.kind == "folder"]
    if not any((folder / one / MANIFEST).is_file() for one in folders):
        return Verified(0, (NO_MANIFEST.at(Span(MANIFEST)),))
    seen = [_verify_edition(folder / one, f"{one}/") for one in folders]
    # Beside the editions, what is hidden belongs to the program: its lock, receipts, faces and store.
    beside = [EXTRA.at(Span(one.name)) for one in there if one.kind != "folder"]
    findings = (*beside, *(finding for one in seen for finding in one.findings))
    return Verified(sum(one.files for one in seen), _in_order(findings))


def _verify_edition(folder: Path, below: str) -> Verified:
    """Return what came of one edition; `below` is where it lies in the folder that was named."""
    try:
        manifest = folder / MANIFEST
        sums = sums_of(disk.read_file(manifest, manifest.lstat().st_size))
    except FileNotFoundError:
        return Verified(0, (NO_MANIFEST.at(Span(below + MANIFEST)),))
    except OSError:
        return Verified(0, (UNREADABLE.at(Span(below + MANIFEST)),))
    except ValueError:
        return Verified(0, (DAMAGED.at(Span(below + MANIFEST)),))
    inside = {path: one for path, one in sums.items() if is_inside(path)}
    outside = [OUTSIDE.at(Span(below + MANIFEST), value=path) for path in sums if path not in inside]
    return Verified(len(sums), _in_order((*outside, *_held_against(inside, folder, below))))


def _held_against(sums: dict[str, Sum], folder: Path, below: str) -> Iterator[Diagnostic]:
    there = {one.name: one.kind for one in disk.list_entries(folder, hidden=True)}
    closed = tuple(f"{path}/" if path else "" for path, kind in there.items() if kind == "unreadable")
    yield from (UNREADABLE.at(Span(below + path.rstrip("/"))) for path in closed)
    for path, one in sums.items():
        if there.get(path) == "file":
            yield from _of_file(folder / path, one, Span(below + path))
        # Behind a link nothing is looked at: what it leads to is no part of the edition.
        elif not path.startswith(closed):
            yield (NO_FILE if path in there else MISSING).at(Span(below + path))
    # A folder is told by what it holds.
    known = {
        MANIFEST,
        *sums,
        *(parent for path in (*sums, *there) for parent in _parents(path) if _is_folder(there, parent)),
    }
    yield from (
        EXTRA.at(Span(below + path)) for path, kind in there.items() if path not in known and kind != "unreadable"
    )


def _is_folder(there: Mapping[str, str], path: str) -> bool:
    return there.get(path) == "folder"


def _parents(path: str) -> Iterator[str]:
    return (path[:end] for end, mark in enumerate(path) if mark == "/")


def _of_file(path: Path, one: Sum, span: Span) -> Iterator[Diagnostic]:
    try:
        found, size = disk.sha256_of(path)
    except OSError:
        yield UNREADABLE.at(span)
        return
    if (found, size) != (one.sha256, one.size):
        yield DIFFERS.at(span, found=_shown(found, size), expected=_shown(one.sha256, one.size))


def _shown(sha256: str, size: int) -> str:
    return f"{sha256[:12]}…/{size:,}"


def _in_order(findings: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(findings, key=lambda one: (one.span.path if one.span else "", one.code)))
