"""`reportgen doctor`, and what works on a machine that cannot print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.cli.verdict import Verdict
from tests.cli.conftest import Run, ask

NO_PANGO = """\
import ctypes, sys

sys.modules["weasyprint"] = None

class Missing(ctypes.CDLL):
    def __init__(self, name, *rest, **named):
        if name and any(part in str(name) for part in ("pango", "gobject", "harfbuzz", "cairo")):
            raise OSError(f"{name}: cannot open shared object file")
        super().__init__(name, *rest, **named)

ctypes.CDLL = Missing
"""


@pytest.fixture
def without_pango(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine without Pango."""
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "sitecustomize.py").write_text(NO_PANGO, encoding="utf-8")
    return {"PYTHONPATH": f"{hidden}:{Path(__file__).parents[2]}"}


@pytest.mark.parametrize(("language", "verdict"), [("en", "this machine can print PDFs"), ("zh", "本机可以排印")])
def test_a_machine_that_can_print_is_said_to(language: str, verdict: str) -> None:
    result = ask("doctor", "--lang", language)
    assert (result.exit_code, result.stderr) == (0, "")
    assert verdict in result.stdout
    assert re.search(r"song 宋体 +\S.* /\S+", result.stdout)


def test_columns_stand_under_each_other_in_chinese_too() -> None:
    lines = ask("doctor", "--lang", "zh").stdout.splitlines()
    assert next(line for line in lines if line.startswith("Pango ")).index("1.") == 21 - 1
    # 字体 and 黑体: four characters in eight columns.
    assert next(line for line in lines if "hei 黑体" in line).index("Noto") == 21 - 5


def test_a_machine_without_pango_is_told_what_to_install(run: Run, without_pango: dict[str, str]) -> None:
    done = run("doctor", environment=without_pango)
    assert done.returncode == Verdict.ENVIRONMENT
    assert re.search(r"^Pango +not found$", done.stdout, re.MULTILINE)
    assert "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0" in done.stdout
    assert done.stdout.endswith("HTML, check and schema work all the same\n")


def test_html_check_and_schema_work_without_pango(run: Run, notes: Path, without_pango: dict[str, str]) -> None:
    for words in (
        ("check", "notes"),
        ("schema", "meeting"),
        ("new", "committee", "--content", "notes", "--date", "2026-05-05"),
        ("templates", "list", "notes"),
        ("build", "notes", "--outputs", "html", "--as-of", "2026-06-30"),
    ):
        done = run(*words, environment=without_pango)
        assert done.returncode == 0, done.stderr
    assert Path("build/full/meetings/committee-2026-01/index.html").is_file()


def test_pdfs_without_pango_are_refused_with_package_and_command(
    run: Run, chinese_notes: Path, without_pango: dict[str, str]
) -> None:
    done = run("build", "notes", "--as-of", "2026-01-31", environment=without_pango)
    assert done.returncode == Verdict.ENVIRONMENT
    assert done.stderr.startswith("reportgen: 缺少 libpango-1.0-0, libpangoft2-1.0-0，无法生成 PDF\n")
    assert "`sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0" in done.stderr
    assert "`--outputs html`" in done.stderr
    assert not Path("build/full").exists()
