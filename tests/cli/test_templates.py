"""`reportgen templates`: what there is, where it comes from, and a copy to change."""

from __future__ import annotations

from pathlib import Path

from reportgen.cli.verdict import Verdict
from tests.cli.conftest import ask

MINUTES = "briefing/minutes.html.j2"


def listed() -> dict[str, str]:
    result = ask("templates", "list", "notes")
    assert result.exit_code == 0
    return dict(line.split("\t") for line in result.stdout.splitlines())


def test_every_template_is_listed_with_the_file_it_comes_from(notes: Path) -> None:
    found = listed()
    assert {MINUTES, "site/index.html.j2", "briefing/theme.yaml"} <= set(found)
    assert all(Path(source).is_file() and source.endswith(name) for name, source in found.items())


def test_a_copy_goes_beside_the_content_and_is_used_from_then_on(notes: Path) -> None:
    result = ask("templates", "copy", "site/index.html.j2", "notes")
    own = Path.cwd() / "templates/site/index.html.j2"
    assert (result.exit_code, result.stdout) == (0, f"{own}\n")
    assert listed()["site/index.html.j2"] == str(own)
    own.write_text('{% extends "bundled/site/index.html.j2" %}\n<!-- ours -->', encoding="utf-8")
    assert ask("build", "notes", "--outputs", "html", "--as-of", "2026-06-30").exit_code == 0


def test_a_copy_does_not_replace_what_was_changed(notes: Path) -> None:
    ask("templates", "copy", MINUTES, "notes")
    Path("templates", MINUTES).write_text("ours", encoding="utf-8")
    assert ask("templates", "copy", MINUTES, "notes").exit_code == Verdict.ENVIRONMENT
    assert Path("templates", MINUTES).read_text("utf-8") == "ours"


def test_a_template_that_is_not_there_is_told_with_where_to_look(chinese_notes: Path) -> None:
    result = ask("templates", "copy", "minutes.html", "notes")
    assert result.exit_code == Verdict.ENVIRONMENT
    assert "没有模板 minutes.html" in result.stderr
    assert "reportgen templates list" in result.stderr


def test_a_mistake_in_a_template_is_told_with_its_place(notes: Path) -> None:
    ask("templates", "copy", "site/index.html.j2", "notes")
    Path("templates/site/index.html.j2").write_text("\n{% nothing %}", encoding="utf-8")
    result = ask("build", "notes", "--outputs", "html", "--as-of", "2026-06-30")
    assert result.exit_code == Verdict.ENVIRONMENT
    assert "site/index.html.j2:2: " in result.stderr
