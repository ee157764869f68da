"""What verifying says of editions that somebody touched."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen import disk
from reportgen.formats.manifest import MANIFEST
from reportgen.model.build import Artifact
from reportgen.pipeline import verify
from reportgen.stages.publish import Edition, Gaps, publish

FILES = {
    "index.html": b"<p>index",
    "meetings/m1/index.html": b"<p>m1",
    "meetings/m1/m1.pdf": b"%PDF" + bytes(3_000_000),
    "site.css": b"",
}


def put(output: Path, name: str) -> Path:
    """Put an edition into a folder as a build does, and return the edition's own folder."""
    made = publish(
        Edition(name, "2026-06-30", {"reportgen": "1"}),
        [Artifact(path, content) for path, content in FILES.items()],
        earlier={},
        gaps=Gaps(),
        outputs={"html", "pdf"},
    )
    with disk.writing_to(output):
        disk.publish(output / name, made.artifacts, made.manifest, made.gone)
    return output / name


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    return put(tmp_path / "build", "full")


def said(folder: Path) -> list[str]:
    return [f"{one.span.path if one.span else ''} {one.code}" for one in verify(folder).findings]


def test_what_was_built_is_as_the_manifests_say_in_every_edition_or_in_one(edition: Path) -> None:
    put(edition.parent, "public")
    for name in (".receipts/public.json", ".faces/fang.otf", ".cache/ab/cd", ".staging-x/0", ".made-for-2026-06-30"):
        (edition.parent / name).parent.mkdir(parents=True, exist_ok=True)
        (edition.parent / name).touch()
    assert (verify(edition.parent).files, said(edition.parent)) == (8, [])
    assert (verify(edition).files, said(edition)) == (4, [])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def become_a_link(path: Path) -> None:
    path.rename(path.parents[2] / "elsewhere")
    path.symlink_to(path.parents[2] / "elsewhere")


def become_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def become_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


TOUCHED: list[tuple[Callable[[Path], object], str, list[str]]] = [
    (flip, "meetings/m1/m1.pdf", ["meetings/m1/m1.pdf file-differs"]),
    (lambda path: path.write_bytes(b""), "index.html", ["index.html file-differs"]),
    (lambda path: path.write_bytes(b"x"), "site.css", ["site.css file-differs"]),
    (Path.unlink, "site.css", ["site.css file-missing"]),
    (become_a_link, "meetings/m1/m1.pdf", ["elsewhere file-extra", "meetings/m1/m1.pdf file-is-none"]),
    (become_a_folder, "index.html", ["index.html file-is-none"]),
    (become_a_pipe, "index.html", ["index.html file-is-none"]),
    (Path.touch, "meetings/m1/notes.txt", ["meetings/m1/notes.txt file-extra"]),
    (Path.touch, "meetings/.staging-x", ["meetings/.staging-x file-extra"]),
    (Path.touch, ".lock", [".lock file-extra"]),
    (Path.mkdir, "meetings/m2", ["meetings/m2 file-extra"]),
    (lambda path: path.symlink_to("/"), "root", ["root file-extra"]),
]


@pytest.mark.parametrize(("touch", "name", "expected"), TOUCHED)
def test_what_differs_is_missing_or_is_extra_is_named(
    edition: Path, touch: Callable[[Path], object], name: str, expected: list[str]
) -> None:
    touch(edition / name)
    assert said(edition) == expected
    assert said(edition.parent) == [f"full/{one}" for one in expected]


def test_a_link_in_the_place_of_a_folder_is_not_looked_behind(edition: Path, tmp_path: Path) -> None:
    (edition / "meetings").rename(tmp_path / "elsewhere")
    (edition / "meetings").symlink_to(tmp_path / "elsewhere")
    assert said(edition) == [
        "meetings file-extra",
        "meetings/m1/index.html file-missing",
        "meetings/m1/m1.pdf file-missing",
    ]


def test_what_lies_in_a_folder_that_no_manifest_knows_is_named_file_by_file(edition: Path) -> None:
    (edition / "old/deep").mkdir(parents=True)
    (edition / "old/deep/a.html").touch()
    assert said(edition) == ["old/deep/a.html file-extra"]


def test_a_folder_that_cannot_be_opened_is_told_once(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def refuse(path: Path) -> object:
        if Path(path) == edition / "meetings":
            raise PermissionError
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert said(edition) == ["meetings file-unreadable"]


def test_a_file_that_cannot_be_read_is_told(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def refuse(path: Path, *rest: int) -> int:
        if str(path).endswith("site.css"):
            raise PermissionError
        return opened(path, *rest)

    monkeypatch.setattr(os, "open", refuse)
    assert said(edition) == ["site.css file-unreadable"]


def test_a_file_is_named_with_what_it_is_and_what_it_should_be(edition: Path) -> None:
    (edition / "index.html").write_bytes(b"<p>other")
    (finding,) = verify(edition).findings
    expected, found = (hashlib.sha256(one).hexdigest()[:12] for one in (b"<p>index", b"<p>other"))
    assert finding.message("en") == f"the file is not what the manifest says: {found}…/8 instead of {expected}…/8"
    assert finding.message("zh") == f"文件与清单不符：现为 {found}…/8，应为 {expected}…/8"


DAMAGED = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'{"files": {}}',
    b'{"format": 2, "files": {}}',
    b'{"format": 1}',
    b'{"format": 1, "files": []}',
    b'{"format": 1, "files": {"a": 1}}',
    b'{"format": 1, "files": {"a": {"bytes": 1}}}',
    b'{"format": 1, "files": {"a": {"sha256": "0", "bytes": 1}}}',
    b'{"format": 1, "files": {"a": {"sha256": 7, "bytes": 1}}}',
    b'{"format": 1, "files": {"a": {"sha256": "%s", "bytes": "1"}}}' % (b"0" * 64),
    b"\xff",
    b"[" * 100_000,
    b'{"format": ' + b"1" * 10_000 + b"}",
]


@pytest.mark.parametrize("content", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_manifest_is_told_and_nothing_else(edition: Path, content: bytes) -> None:
    (edition / MANIFEST).write_bytes(content)
    assert (verify(edition).files, said(edition)) == (0, ["manifest.json manifest-damaged"])


@pytest.mark.parametrize(
    "name", ["../precious", "/etc/passwd", "a/../../precious", "", "a//b", "a\\b", "\ud800", "a\0b"]
)
def test_a_path_that_leaves_the_edition_is_refused_and_not_opened(
    edition: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (edition.parent / "precious").write_bytes(b"words")
    told = json.loads((edition / MANIFEST).read_bytes())
    told["files"][name] = {"sha256": "0" * 64, "bytes": 5}
    (edition / MANIFEST).write_text(json.dumps(told))
    opened: list[str] = []
    look = disk.sha256_of
    monkeypatch.setattr(disk, "sha256_of", lambda path: opened.append(str(path)) or look(path))  # type: ignore[func-returns-value]
    assert said(edition) == ["manifest.json manifest-outside"]
    assert sorted(opened) == sorted(str(edition / path) for path in FILES)


def test_a_folder_without_a_manifest_is_told(edition: Path, tmp_path: Path) -> None:
    put(edition.parent, "public")
    (edition.parent / "loose.txt").touch()
    (edition / MANIFEST).unlink()
    assert said(edition) == ["manifest.json manifest-missing"]
    assert said(edition.parent) == ["full/manifest.json manifest-missing", "loose.txt file-extra"]
    (tmp_path / "empty").mkdir()
    assert said(tmp_path / "empty") == ["manifest.json manifest-missing"]


def test_a_manifest_behind_a_link_is_not_read(edition: Path) -> None:
    (edition / MANIFEST).rename(edition.parent / "elsewhere")
    (edition / MANIFEST).symlink_to(edition.parent / "elsewhere")
    assert said(edition) == ["manifest.json file-unreadable"]
