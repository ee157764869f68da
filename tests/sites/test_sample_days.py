"""The sample seen from a day: last March's register is last March's, whatever was written and whenever it is built."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
PROGRAM = Path(sys.executable).with_name("reportgen")
MARCH = "2026-03-31"
COMPILED = ("register/", "decisions/", "units/", "people/", "actions/")
"""Folders of what is made of the register; the index lists meetings to come, which nobody knew of in March."""


def build(content: Path, output: Path, as_of: str, *before: str) -> dict[str, str]:
    """Every file of a build by its digest."""
    command = [*before, str(PROGRAM), "build", str(content), "-o", str(output), "--as-of", as_of, "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"LC_ALL": "C.UTF-8"})
    assert (done.returncode, done.stderr) == (0, "")
    edition = output / "full"
    return {
        path.relative_to(edition).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(edition.rglob("*"))
        if path.is_file()
    }


def as_written_by(day: str, folder: Path) -> Path:
    """The sample's content as it was on a day: records of later days were not there yet."""
    shutil.copytree(CHECKOUT / "content", folder)
    for path in folder.glob("*/**/*.yaml"):
        found = re.search(r"^(?:start|date): ([0-9]{4}-[0-9]{2}-[0-9]{2})", path.read_text("utf-8"), re.MULTILINE)
        if found and found[1] > day:
            path.unlink()
    assert len(list(folder.glob("meetings/**/*.yaml"))) == 10
    return folder


@pytest.mark.long
def test_the_register_of_last_march_is_made_again_byte_for_byte(tmp_path: Path) -> None:
    then = build(as_written_by(MARCH, tmp_path / "then"), tmp_path / "a", MARCH)
    now = build(CHECKOUT / "content", tmp_path / "b", MARCH)
    register = {path: digest for path, digest in then.items() if path.startswith(COMPILED)}
    assert {"register/index.html", "register/register.pdf", "register/register.json"} <= set(register)
    assert {path: digest for path, digest in now.items() if path.startswith(COMPILED)} == register


@pytest.mark.long
def test_a_build_of_one_day_is_the_same_a_year_later_by_the_clock(tmp_path: Path) -> None:
    faketime = shutil.which("faketime")
    assert faketime, "`make test-long` installs it"
    later = dt.date.fromisoformat("2027-11-27")
    today = build(CHECKOUT / "content", tmp_path / "a", "2026-06-30")
    assert build(CHECKOUT / "content", tmp_path / "b", "2026-06-30", faketime, str(later)) == today
