"""A machine that is full, has a wrong clock, runs two builds at once, or is given documents that never end."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.pipeline import verify
from tests.faults.program import HTML, ON, SITE, Ground, built, finish, ground_of, run, tree, write_meetings
from tests.small_site import write

pytestmark = pytest.mark.long

BLOCK = 4096


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return ground_of(tmp_path_factory.mktemp("pages"), *HTML)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with 2 MiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(words, check=False, capture_output=True).returncode:
        pytest.skip("nobody but root may mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_gets_full_at_any_point_changes_nothing(pages: Ground, small_disk: Path) -> None:
    output, ballast = small_disk / "build", small_disk / "ballast"
    codes = []
    for blocks in (*range(0, 12, 3), *range(12, 100, 8)):
        shutil.rmtree(output, ignore_errors=True)
        shutil.copytree(pages.folder / "build", output)
        fill(ballast, small_disk, blocks)
        code, said = pages.build(output)
        codes.append(code)
        assert code in {0, 3}, (blocks, said)
        if code:
            assert f"reportgen: cannot write to {output / 'full'}: No space left on device\n" in said, (blocks, said)
            assert tree(output) == pages.old, blocks
        ballast.unlink()
        pages.require_clean(output, blocks)
        if not code:
            break
    assert codes[0] == 3
    assert codes[-1] == 0


def fill(ballast: Path, disk: Path, blocks: int) -> None:
    """Fill a disk with one file, but for some blocks of 4 KiB."""
    ballast.write_bytes(bytes(shutil.disk_usage(disk).free - (blocks + 1) * BLOCK))
    assert shutil.disk_usage(disk).free // BLOCK in {blocks, blocks + 1}


@pytest.mark.parametrize("day", ["1970-01-02", "2038-01-20"])
def test_a_clock_that_is_wrong_changes_nothing_but_the_day(tmp_path: Path, day: str) -> None:
    assert shutil.which("faketime"), "`make test-long` installs it"
    content = write_meetings(tmp_path / "content", "oak")
    clean = built(content, tmp_path / "clean", *ON)
    wrong = ("faketime", f"{day} 12:00:00")
    done = run("build", content, "-o", tmp_path / "build", *ON, before=wrong)
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "build") == clean
    done = run("build", content, "-o", tmp_path / "today", *HTML[2:], before=wrong)
    assert done.returncode == 0, done.stderr
    assert f'"as-of": "{day}"' in (tmp_path / "today/full/manifest.json").read_text()


def test_of_two_builds_at_once_one_wins_and_the_other_says_why_it_did_not_write(pages: Ground) -> None:
    refused = 0
    for number in range(50):
        output = pages.copy(f"two-{number}")
        pair = [pages.start(output), pages.start(output)]
        outcomes = sorted(map(finish, pair))
        assert [code for code, _ in outcomes] in ([0, 0], [0, 3]), outcomes
        for code, said in outcomes:
            assert (f"reportgen: another build is writing to {output}\n" in said) == (code == 3)
            refused += code == 3
        assert tree(output) == pages.new
        shutil.rmtree(output)
    assert refused


MEETING = """\
kind: minutes
title: A meeting that {what}
lang: en
start: 2026-04-02 10:00
"""
# Templates are reviewed like code; content cannot ask for either.
TEMPLATE = """\
{% extends "briefing/shell.html.j2" %}
{% set view, kind, watermark = meeting, "minutes", none %}
{% block after %}
{% if meeting.record.id == "hangs" %}{% for _ in range(16) %}<div style="display: flex">{% endfor %}{% endif %}
{% if meeting.record.id == "eats" %}{% for _ in range(40000) %}<p>a paragraph</p>{% endfor %}{% endif %}
{% endblock %}
"""


def test_a_document_that_hangs_and_one_that_eats_memory_are_told_and_the_rest_is_built(tmp_path: Path) -> None:
    more = {f"meetings/{what}.yaml": MEETING.format(what=what) for what in ("hangs", "eats")}
    more |= {"site.yaml": SITE + "limits: {print-seconds: 90, print-megabytes: 200}\n"}
    content, output = write_meetings(tmp_path / "content", "oak", **more), tmp_path / "build"
    write(tmp_path, {"templates/briefing/minutes.html.j2": TEMPLATE})
    done = run("build", content, "-o", output, *ON, "--lang", "en")
    assert done.returncode == 1
    told = re.findall(r"^\S+/(\w+)\.yaml: error\[([\w-]+)\]", done.stderr.decode(), re.MULTILINE)
    assert sorted(told) == [("eats", "print-out-of-memory"), ("hangs", "print-too-long")]
    documents = {path.name for path in output.rglob("*.pdf")}
    assert documents == {"board-1.pdf", "road-1.pdf"}
    assert {path.parent.name for path in output.glob("full/meetings/*/index.html")} == {
        "board-1", "road-1", "hangs", "eats",
    }  # fmt: skip
    assert verify(output).findings == ()
