"""`reportgen seal` on the command line: what it writes, what it refuses, in both languages."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import ask

DAY = "2026-03-01"
SEAL = "notes/seals/full/committee-2026-01.yaml"


def sealed(*words: str) -> tuple[int, str, str]:
    result = ask("seal", "--content", "notes", "--as-of", DAY, *words)
    return result.exit_code, result.stdout, result.stderr


def build() -> None:
    assert ask("build", "notes", "--as-of", DAY, "--outputs", "html", "-q").exit_code == 0


def test_approved_records_are_sealed_once(notes: Path) -> None:
    build()
    assert sealed("--by", "Alice Marsh") == (0, f"{SEAL}\n", "")
    assert "by: Alice Marsh" in Path(SEAL).read_text("utf-8")
    assert sealed() == (0, "", "there is nothing to seal; no file was written\n")


def test_what_was_not_built_is_refused_with_what_to_do(notes: Path) -> None:
    code, stdout, stderr = sealed()
    assert (code, stdout) == (1, "")
    assert stderr.startswith("error[seal-not-built]: build/full was not made of the record “committee-2026-01”")
    assert "reportgen build --edition full" in stderr


def test_a_takedown_names_its_records(notes: Path) -> None:
    assert sealed("--takedown", "court order")[0] == 2
    assert sealed("--takedown", "court order", "committee-2026-01") == (0, f"{SEAL}\n", "")
    assert ask("check", "notes", "--as-of", DAY).exit_code == 0


def test_an_edition_that_is_not_declared_is_refused(notes: Path) -> None:
    for words in ((), ("--takedown", "court order", "committee-2026-01")):
        code, _, stderr = sealed("--edition", "press", *words)
        assert code == 1
        assert "error[unknown-edition]" in stderr


def test_content_that_cannot_be_read_is_told(notes: Path) -> None:
    (notes / "site.yaml").unlink()
    for words in ((), ("--takedown", "court order", "committee-2026-01")):
        code, _, stderr = sealed(*words)
        assert code == 1
        assert "error[no-site-file]" in stderr


def test_refusals_are_told_in_chinese(chinese_notes: Path) -> None:
    code, _, stderr = sealed("--takedown", "法院裁定")
    assert code == 2
    assert "--takedown 后面要有编号" in stderr
