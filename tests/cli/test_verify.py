"""`reportgen verify`: what it says, in both languages, and its exit codes."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run, ask

ON = ("--as-of", "2026-01-31", "--outputs", "html")
LOOK = "import sys; from reportgen.__main__ import main; sys.argv = ['reportgen', 'verify', 'build']\n" + (
    "try: main()\nfinally: print(*sorted(sys.modules))"
)
HEAVY = {"jinja2", "pydantic", "weasyprint", "yaml", "markdown", "babel", "PIL"}


def test_what_was_built_is_verified_without_the_content(notes: Path) -> None:
    assert ask("build", "notes", *ON).exit_code == 0
    notes.rename("away")
    files = sum(path.is_file() for path in Path("build/full").rglob("*")) - 1
    for words, folder in (([], "build"), (["build/full"], "build/full")):
        result = ask("verify", *words)
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == f"nothing is wrong\nverified {files} files: {folder}\n"
    assert ask("verify", "-q").output == ""


def test_what_is_wrong_is_named_by_its_path_and_fails(notes: Path) -> None:
    ask("build", "notes", *ON)
    page = Path("build/full/index.html")
    page.write_bytes(page.read_bytes() + b" ")
    Path("build/full/extra.html").touch()
    Path("build/full/site.css").unlink()
    english, chinese = ask("verify", "build"), ask("verify", "build", "--lang", "zh")
    assert [english.exit_code, chinese.exit_code, ask("verify", "-q").exit_code] == [1, 1, 1]
    places = [line.partition(": ")[0::2] for line in english.stderr.splitlines() if ": error" in line]
    assert [(place, said.partition("]")[0]) for place, said in places] == [
        ("build/full/extra.html", "error[file-extra"),
        ("build/full/index.html", "error[file-differs"),
        ("build/full/site.css", "error[file-missing"),
    ]
    assert "\n3 errors\n" in english.stderr
    assert "build/full/site.css: error[file-missing]: 清单中有此文件，但它不存在\n    提示：" in chinese.stderr
    assert chinese.stderr.splitlines()[-2] == "3 个错误"
    assert chinese.stderr.splitlines()[-1].startswith("已核对 ")
    assert ask("build", "notes", *ON).exit_code == 0
    Path("build/full/extra.html").unlink()
    assert ask("verify").exit_code == 0


def test_a_folder_that_is_not_there_is_a_matter_of_usage(notes: Path) -> None:
    assert ask("verify", "nowhere").exit_code == 2
    assert ask("verify", "notes").exit_code == 1


def test_verifying_imports_nothing_heavy(run: Run, notes: Path) -> None:
    ask("build", "notes", *ON)
    done = run(script=LOOK)
    assert done.returncode == 0
    assert not HEAVY & set(done.stdout.split())
