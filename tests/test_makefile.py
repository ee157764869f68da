"""`make fonts`: the faces of official documents, taken out of a package that is not installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
FACES = ("FandolFang-Regular.otf", "FandolKai-Regular.otf")

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, ("make", "dpkg-deb"))), reason="the set-up is Debian's: make and dpkg-deb"
)


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder of programs that stand before those of this machine; its fontconfig knows no face."""
    folder = tmp_path / "programs"
    folder.mkdir()
    put(folder / "fc-list", "")
    put(folder / "fc-cache", "")
    put(folder / "sudo", "exit 1")
    return folder


def put(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def make_fonts(programs: Path, into: Path) -> subprocess.CompletedProcess[str]:
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    words = ["make", "--no-print-directory", "fonts", f"FACES={into}"]
    return subprocess.run(
        words, check=False, cwd=CHECKOUT, capture_output=True, text=True, env={**os.environ, "PATH": path}
    )


def package(folder: Path) -> Path:
    """Build a package with the two faces and another file where TeX keeps them."""
    root = folder / "root"
    fandol = root / "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
    fandol.mkdir(parents=True)
    for name in (*FACES, "FandolHei-Bold.otf"):
        (fandol / name).write_bytes(name.encode())
    (root / "DEBIAN").mkdir()
    control = (
        "Package: faces\nVersion: 1\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\nDescription: faces\n"
    )
    (root / "DEBIAN/control").write_text(control, encoding="utf-8")
    subprocess.run(["dpkg-deb", "--build", str(root), str(folder / "faces.deb")], check=True, capture_output=True)
    return folder / "faces.deb"


def test_the_two_faces_and_nothing_else_are_taken_out_of_the_package(programs: Path, tmp_path: Path) -> None:
    put(programs / "apt-get", f"case $* in *download*) cp {package(tmp_path)} . ;; esac")
    done = make_fonts(programs, tmp_path / "faces")
    assert (done.returncode, done.stderr) == (0, "")
    assert {one.name: one.read_bytes() for one in (tmp_path / "faces").iterdir()} == {
        name: name.encode() for name in FACES
    }
    assert done.stdout == f"fetched FandolFang FandolKai into {tmp_path / 'faces'}\n"


def test_faces_that_are_there_are_not_fetched_again(programs: Path, tmp_path: Path) -> None:
    put(programs / "fc-list", "echo /fonts/$1.otf")
    put(programs / "apt-get", f"touch {tmp_path / 'asked'}")
    done = make_fonts(programs, tmp_path / "faces")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (tmp_path / "asked").exists()


@pytest.mark.parametrize("download", ["echo 'no network' >&2; exit 100", "echo damaged > faces.deb"])
def test_a_download_that_fails_is_told_in_one_line_and_stops_nothing(
    programs: Path, tmp_path: Path, download: str
) -> None:
    put(programs / "apt-get", download)
    done = make_fonts(programs, tmp_path / "faces")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("not fetched: FandolFang FandolKai.")
    assert done.stdout.count("\n") == 1
    assert not (tmp_path / "faces").exists()
