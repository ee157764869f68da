"""`reportgen fonts list`: who plays each role of a page on this machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen import environment
from reportgen.environment import Environment
from tests.cli.conftest import ask
from tests.fonts import small_font
from tests.machine import FANG, KAI, LATIN, NOTO, SYMBOLS, machine


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Environment:
    """A machine with free faces, but no 仿宋."""
    found = machine(NOTO + LATIN + KAI)
    monkeypatch.setattr(environment, "look_around", lambda: found)
    return found


def test_every_role_is_listed_with_its_font_and_file(notes: Path, office: Environment) -> None:
    result = ask("fonts", "list", "notes", "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == (
        "fang 仿宋           Noto Serif CJK SC  /fonts/NotoSerifCJK-Regular.ttc  (stand-in for 仿宋_GB2312)"
    )
    assert lines[1] == "kai 楷体            AR PL UKai CN  /fonts/ukai.ttc"
    assert lines[-2] == "fetch 仿宋 and 楷体, which official documents are set in:"
    assert "apt-get download texlive-lang-chinese" in lines[-1]


def test_with_all_faces_there_is_nothing_to_fetch(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "look_around", lambda: machine(NOTO + LATIN + KAI + FANG + SYMBOLS))
    assert len(ask("fonts", "list", "notes").stdout.splitlines()) == len(environment.ROLES)


def test_what_the_office_names_in_its_site_comes_first(notes: Path, office: Environment) -> None:
    (notes / "assets/fonts").mkdir(parents=True)
    (notes / "assets/fonts/Own.ttf").write_bytes(small_font({"字": 1000}))
    wish(notes, "fang: assets/fonts/Own.ttf, serif: AR PL UKai CN")
    result = ask("fonts", "list", "notes", "--lang", "zh")
    assert result.exit_code == 0
    assert result.stdout.startswith("fang 仿宋           assets/fonts/Own.ttf  assets/fonts/Own.ttf\n")
    assert "\nserif               AR PL UKai CN  /fonts/ukai.ttc\n" in result.stdout


def test_a_file_that_is_not_there_is_told_with_its_place(notes: Path, office: Environment) -> None:
    wish(notes, "fang: assets/fonts/Own.ttf")
    result = ask("fonts", "list", "notes", "--lang", "en")
    assert result.exit_code == 1
    assert "error[no-such-asset]: there is no file “assets/fonts/Own.ttf”" in result.stderr
    assert result.stdout.startswith("fang 仿宋           Noto Serif CJK SC  ")


def wish(notes: Path, faces: str) -> None:
    """Let the site name faces."""
    site = notes / "site.yaml"
    example = re.sub(r"^house:\n(  .*\n)+", "", site.read_text("utf-8"), flags=re.MULTILINE)
    site.write_text(f"{example}house: {{faces: {{{faces}}}}}\n", "utf-8")


def test_fonts_are_listed_without_a_site_too(
    tmp_path: Path, office: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ask("fonts", "list", "--lang", "en").stdout.count("Noto Serif CJK SC") == 3


def test_a_site_without_official_documents_has_nothing_to_cut(notes: Path) -> None:
    result = ask("fonts", "subset", "notes", "--as-of", "2026-02-20", "--lang", "en")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "nothing to cut: no document is printed with a theme of official documents\n"


def test_a_site_that_cannot_be_read_is_told_why(notes: Path) -> None:
    (notes / "site.yaml").write_text("title: [\n", "utf-8")
    result = ask("fonts", "subset", "notes", "--lang", "en")
    assert result.exit_code == 1
    assert "site.yaml:" in result.stderr


def test_what_was_cut_is_shown_by_role(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportgen.pipeline import cutting

    monkeypatch.setattr(cutting, "cut_faces", lambda *_: ((cutting.Cut("fang", "FandolFang", 6_960_000, 530_000),), ()))
    result = ask("fonts", "subset", "notes")
    assert (result.exit_code, result.stdout) == (0, "fang\tFandolFang\t7.0 MB → 0.5 MB\n")
