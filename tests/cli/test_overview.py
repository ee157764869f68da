"""The program's own help: at once, in both languages, without anything heavy."""

from __future__ import annotations

import unicodedata
from importlib import import_module

import pytest

from reportgen.cli.overview import COMMANDS, OPTIONS, PURPOSE, help_asked_for, own_name
from tests.cli.conftest import CHECKOUT, Run, ask

HEAVY = ("click", "jinja2", "pydantic", "weasyprint", "yaml", "markdown", "babel", "PIL", "dataclasses", "asyncio")
SHOW_MODULES = "import sys; from reportgen.__main__ import main; sys.argv = ['reportgen', *{words!r}]\n" + (
    "try: main()\nfinally: print(*sorted(sys.modules), file=sys.stderr)"
)


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["--lang", "zh", "--help"], ["--help", "--lang=zh"]])
def test_help_imports_nothing_heavy(run: Run, words: list[str]) -> None:
    done = run(script=SHOW_MODULES.format(words=words))
    assert done.returncode == 0
    assert not set(HEAVY) & set(done.stderr.split())
    assert ("用法：" if "zh" in "".join(words) else "Usage:") in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_imports_none_of_what_it_runs(run: Run, name: str) -> None:
    done = run(script=SHOW_MODULES.format(words=[name, "--help"]))
    assert done.returncode == 0
    assert not set(HEAVY) - {"click", "dataclasses"} & set(done.stderr.split())


def test_click_shows_the_same_help() -> None:
    assert help_asked_for(["--help"]) == ask("--help").output.rstrip("\n")
    assert help_asked_for(["--lang", "zh", "-h"]) == ask("--lang", "zh", "-h").output.rstrip("\n")


def test_a_command_line_that_asks_for_more_is_left_to_click() -> None:
    for words in ([], ["build", "--help"], ["--version"], ["--help", "--lang", "fr"], ["zh"], ["--lang", "zh"]):
        assert help_asked_for(words) is None, words


def test_the_overview_says_what_each_command_says_of_itself() -> None:
    for name, purpose in COMMANDS.items():
        ask("build", "--help")
        command = getattr(import_module(f"reportgen.cli.{own_name(name)}"), own_name(name))
        assert command.callback.__doc__ == purpose
    room = CHECKOUT / "reportgen/cli"
    files = {path.stem for path in room.glob("*.py")} | {path.parent.name for path in room.glob("*/__init__.py")}
    assert {own_name(name) for name in COMMANDS} <= files


def test_the_overview_says_what_the_program_says_of_itself() -> None:
    program = import_module("reportgen.cli.program").reportgen
    assert program.callback.__doc__ == PURPOSE
    assert {name for option in program.params for name in option.opts} == {
        "--lang" if "--lang" in name else name for name in OPTIONS if "--help" not in name
    }


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_overview_fits_a_terminal_of_80_columns(language: str) -> None:
    for line in (help_asked_for(["--help", "--lang", language]) or "").splitlines():
        assert sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line) <= 80, line
