"""Files handed out from below a folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportgen.disk.beneath import read_beneath


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "site/meetings").mkdir(parents=True)
    (tmp_path / "site/meetings/纪要.html").write_bytes(b"page")
    (tmp_path / "site/.hidden").write_bytes(b"hidden")
    (tmp_path / "outside").write_bytes(b"outside")
    return tmp_path / "site"


def test_a_file_is_read_whole_also_through_a_link_to_the_folder_itself(folder: Path) -> None:
    assert read_beneath(folder, "meetings/纪要.html") == b"page"
    (folder.parent / "link").symlink_to("site")
    assert read_beneath(folder.parent / "link", "meetings/纪要.html") == b"page"


@pytest.mark.parametrize(
    "name",
    ["", "/", ".", "..", "../outside", "meetings/../../outside", "meetings", "meetings/", "none", "none/none",
     ".hidden", "meetings//纪要.html", "/etc/passwd", "meetings/纪要.html/x", "a\0b",
     "meetings\0/纪要.html", "a" * 5000],
)  # fmt: skip
def test_every_other_name_gives_nothing(folder: Path, name: str) -> None:
    assert read_beneath(folder, name) is None


def test_links_pipes_and_what_may_not_be_read_give_nothing(folder: Path) -> None:
    (folder / "out").symlink_to(folder.parent)
    (folder / "file").symlink_to(folder / "meetings/纪要.html")
    os.mkfifo(folder / "pipe")
    assert [read_beneath(folder, name) for name in ("out/outside", "file", "pipe")] == [None] * 3


def test_no_handle_is_left_open(folder: Path) -> None:
    before = len([*Path("/proc/self/fd").iterdir()])
    for name in ("meetings/纪要.html", "meetings", "none/none", "meetings/none", "meetings/纪要.html/x"):
        read_beneath(folder, name)
    assert len([*Path("/proc/self/fd").iterdir()]) == before
