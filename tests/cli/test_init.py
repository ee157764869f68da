"""`reportgen init`: an example to make one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.cli.verdict import Verdict
from tests.cli.conftest import ask


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        ("zh", "meetings/office-2026-01.yaml", "updates/office-2026-02-13.yaml"),
        ("en", "meetings/committee-2026-01.yaml", "updates/committee-2026-03-27.yaml"),
    ],
)
def test_the_example_is_sound_even_when_strict(
    language: str, first: str, last: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = ask("init", "our notes", "--lang", language)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [f"our notes/{name}" for name in (first, "people.yaml", "site.yaml", last)]
    assert result.stderr.endswith("reportgen build 'our notes'\n")
    # On the day of its meeting, and on any later one: nothing in it grows overdue by the clock.
    for day in ("2026-01-31", "2036-01-31"):
        assert ask("check", "our notes", "--strict", "--as-of", day).exit_code == 0


def test_the_example_is_in_the_language_of_the_system(tmp_path: Path) -> None:
    ask("init", str(tmp_path / "a"), LC_ALL="zh_CN.UTF-8")
    assert "languages: [zh]" in (tmp_path / "a/site.yaml").read_text("utf-8")
    ask("--lang", "en", "init", str(tmp_path / "b"), LC_ALL="zh_CN.UTF-8")
    assert "languages: [en]" in (tmp_path / "b/site.yaml").read_text("utf-8")


def test_what_is_there_already_is_left_alone(notes: Path) -> None:
    (notes / "site.yaml").write_text("format: 1\n", encoding="utf-8")
    (notes / "people.yaml").unlink()
    result = ask("init", "notes", "--lang", "zh")
    assert result.exit_code == Verdict.ENVIRONMENT
    assert "notes/site.yaml 已经存在" in result.stderr
    assert (notes / "site.yaml").read_text("utf-8") == "format: 1\n"
    assert not (notes / "people.yaml").exists()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "notes").touch()
    assert ask("init", str(tmp_path / "notes")).exit_code == 2
