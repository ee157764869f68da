"""All words of the command line, in Chinese as in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from reportgen.cli import overview
from reportgen.cli.program import reportgen
from reportgen.cli.words import CHINESE, language_asked_for, language_of_locale, spoken
from tests.cli.conftest import CHECKOUT, ask

NAMES = re.compile(
    r"'[^']*'|“[^”]*”|\[[^\]]*\]|-[\w-]+"  # what was typed, what may be typed, options
    r"|\b(reportgen|build|import|check|seal|verify|new|schema|templates|init|copy|list|doctor|editions|serve|watch|fonts|subset|actions|update|close|reopen|show|carry|remind|eml)\b"
    r"|\b(meeting|speech|updates|briefing|site|people|register|messages|html|pdf|md|csv|json|xlsx|ics)\b"
    r"|\b(DIR|OUT|FILE|CONTENT|SERIES|NAME|ID|YAML|HTML|PDF|JSON Schema|yaml)\b"
)
"""Words that are the same in Chinese."""
CLICK = Path(click.__file__).parent


def all_commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        with click.Context(command) as ctx:
            for name in command.list_commands(ctx):
                found = command.get_command(ctx, name)
                assert found
                yield from all_commands(found, (*path, name))


def test_every_help_text_is_translated() -> None:
    ask("--lang", "en", "--help")
    texts = {overview.PURPOSE, *overview.COMMANDS.values(), *overview.OPTIONS.values()}
    for _, command in all_commands(reportgen):
        options = [one for one in command.params if isinstance(one, click.Option)]
        texts |= {command.help or "", *(command.epilog or "").split("\n\n"), *(one.help or "" for one in options)}
    assert texts - {""} <= set(CHINESE)


def test_every_text_said_in_the_room_is_translated() -> None:
    source = "\n".join(path.read_text("utf-8") for path in sorted((CHECKOUT / "reportgen/cli").rglob("*.py")))
    said = set(re.findall(r'spoken\(\s*"([^"]+)"', source + (CHECKOUT / "reportgen/__main__.py").read_text("utf-8")))
    assert said
    assert said <= set(CHINESE)


def test_the_table_holds_nothing_that_nobody_says() -> None:
    sources = [*(CHECKOUT / "reportgen/cli").rglob("*.py"), CHECKOUT / "reportgen/__main__.py", *CLICK.glob("*.py")]
    spoken_somewhere = "\n".join(path.read_text("utf-8") for path in sources if path.name != "words.py")
    for english in CHINESE:
        assert english.replace("\n", "\\n").replace("\t", "\\t") in spoken_somewhere, english


def test_a_translation_keeps_the_marks_of_its_text() -> None:
    for english, chinese in CHINESE.items():
        marks = set(re.findall(r"\{.*?\}", chinese))
        assert marks <= set(re.findall(r"\{.*?\}", english)), english
        assert re.search(r"[\u4e00-\u9fff：]", chinese), english


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["buidl"],
        ["--nothing"],
        ["build", "nowhere"],
        ["build", "--nothing"],
        ["build", "--as-of"],
        ["build", "--as-of", "2026-13-01"],
        ["build", "--outputs", "doc"],
        ["build", "--jobs", "0"],
        ["build", "--jobs", "many"],
        ["build", "-o", "."],
        ["build", "--strict=1"],
        ["check", "a", "b"],
        ["new"],
        ["schema"],
        ["schema", "minutes"],
        ["templates"],
        ["templates", "show"],
        ["templates", "copy"],
        ["init", "--lang", "zh"],
        ["actions"],
        ["actions", "close"],
        ["actions", "update", "works-1/a1"],
        ["actions", "list", "--state", "done"],
        ["actions", "list", "--due-before", "soon"],
        ["actions", "list", "--due-before", "2026-04-31"],
    ],
)
def test_a_mistake_in_the_command_line_is_told_in_chinese_with_exit_code_2(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = ask(*words, LC_ALL="zh_CN.UTF-8")
    assert result.exit_code == 2
    left = NAMES.sub("", result.output)
    assert not re.search(r"[A-Za-z]{2,}", left), result.output
    assert re.search(r"[\u4e00-\u9fff]", result.output)


def test_a_mistake_in_the_command_line_is_told_in_english_with_exit_code_2(tmp_path: Path) -> None:
    result = ask("build", str(tmp_path), "--as-of", "2026-13-01")
    assert result.exit_code == 2
    assert "“2026-13-01” is not a date; write it as 2026-04-30" in result.output
    assert "Did you mean 'build'?" in ask("buidl").output


def test_the_language_asked_for_wins_over_the_system() -> None:
    assert "用法：" in ask("build", "--help", "--lang", "zh").output
    assert "用法：" in ask("--lang", "zh", "build", "--help").output
    assert "Usage:" in ask("build", "--help", "--lang=en", LC_ALL="zh_CN.UTF-8").output
    assert "用法：" in ask("build", "--help", LC_ALL="", LC_MESSAGES="", LANG="zh_CN.GB18030").output


def test_the_program_speaks_english_again_after_it_spoke_chinese() -> None:
    assert "输出文件夹" in ask("build", "--help", "--lang", "zh").output
    assert "Folder to build into" in ask("build", "--help").output
    assert spoken("Options") == "Options"


def test_only_a_language_that_is_spoken_counts() -> None:
    assert language_asked_for(["build", "--lang", "zh"]) == "zh"
    assert language_asked_for(["--lang=en"]) == "en"
    assert [language_asked_for(words) for words in ([], ["--lang"], ["--lang", "fr"], ["--language=zh"])] == [None] * 4


def test_the_system_speaks_chinese_where_its_locale_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert language_of_locale() == "en"
    monkeypatch.setenv("LANG", "zh_TW.UTF-8")
    assert language_of_locale() == "zh"
    monkeypatch.setenv("LC_ALL", "C")
    assert language_of_locale() == "en"
