"""The README keeps its word: its commands run, its record is sound, its numbers are those of the code."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from reportgen.cli.program import reportgen
from reportgen.cli.verdict import Verdict
from reportgen.formats.asset import LARGEST_ASSET
from reportgen.formats.font import LARGEST_FONT
from reportgen.formats.image import LARGEST_FILE, MOST_PIXELS
from reportgen.formats.yaml.guards import MOST_BYTES
from reportgen.formats.yaml.nodes import MOST_DEPTH, MOST_KEYS, MOST_NODES
from reportgen.model.config import Limits, SiteConfig
from reportgen.model.shape import key_of
from reportgen.model.values import ID, LONGEST_LINE, LONGEST_PROSE
from reportgen.stages.plan.lists import FEED_LENGTH
from reportgen.text import limits
from tests.cli.conftest import CHECKOUT, ask

README = (CHECKOUT / "README.md").read_text("utf-8")
ENGLISH, CHINESE = README.split("## 中文说明")
MEBIBYTE = 1024 * 1024
ROWS = {
    "One YAML file": f"{MOST_BYTES // MEBIBYTE} MiB",
    "Levels of one file": f"{MOST_DEPTH}",
    "Keys, values and list entries of one file": f"{MOST_NODES:,}",
    "Keys side by side": f"{MOST_KEYS:,}",
    "A one-line text": f"{LONGEST_LINE:,} characters",
    "A Markdown field": f"{LONGEST_PROSE:,} characters",
    "Lines of a Markdown field": f"{limits.MOST_LINES:,}",
    "Marks of emphasis, code and links in a field": f"{limits.MOST_MARKS:,}",
    "Lists and quotes inside each other": f"{limits.DEEPEST_NESTING}",
    "Columns of a table": f"{limits.MOST_COLUMNS}",
    "Cells of all tables in a field": f"{limits.MOST_CELLS:,}",
    "Headings in a field": f"{limits.MOST_HEADINGS}",
    "An id": "64 characters",
    "A picture": f"{LARGEST_FILE // MEBIBYTE} MiB",
    "Pixels of a picture": f"{MOST_PIXELS:,}",
    "A font file of the office": f"{LARGEST_FONT // MEBIBYTE} MiB",
    "Any other file below `assets/`": f"{LARGEST_ASSET // MEBIBYTE} MiB",
    "Entries of the feed": f"{FEED_LENGTH}",
    "Time to print one PDF (`print-seconds`)": f"{Limits().print_seconds} s",
    "Memory to print one PDF (`print-megabytes`)": f"{Limits().print_megabytes:,} MB",
    "Each folder of the cache (`cache-megabytes`)": f"{Limits().cache_megabytes:,} MB",
}


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def commands() -> Iterator[tuple[str, int]]:
    """Every command of the README with the exit code it should have."""
    for line in "".join(blocks("sh")).splitlines():
        command, _, remark = line.partition(" #")
        expected = re.search(r"exit code (\d)", remark)
        yield command.strip(), int(expected[1]) if expected else 0


OLD_MINUTES = """\
# Management Committee, 20 November 2025

Present: Alice Marsh, Tom Reed

## Lease

Decision: the lease is renewed.

- Action: Tom Reed to write to the landlord
"""
REGISTER = "Task,Owner,Due\nRepair the roof,Tom Reed,2026-02-01\n"


def put_files_to_import(folder: Path) -> None:
    """Put the speech of the sample as it was typed, old minutes and a register where the README imports them from."""
    speech = CHECKOUT / "tests/formats/ingest/texts/road-safety-speech.txt"
    (folder / speech.name).write_bytes(speech.read_bytes())
    (folder / "old").mkdir()
    (folder / "old/2025-11-20.md").write_text(OLD_MINUTES, encoding="utf-8")
    (folder / "register.csv").write_text(REGISTER, encoding="utf-8")


def test_every_command_of_the_readme_does_what_it_says(tmp_path: Path) -> None:
    put_files_to_import(tmp_path)
    environment = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    ran = 0
    for command, expected in commands():
        if not command.startswith("make"):
            done = subprocess.run(
                ["bash", "-c", command], cwd=tmp_path, env=environment, check=False, capture_output=True, text=True
            )
            assert done.returncode == expected, (command, done.stderr)
            ran += 1
    assert ran > 10
    assert (tmp_path / "build/full/index.html").is_file()
    assert (tmp_path / "shuchu/full/index.html").is_file()
    assert (tmp_path / "web/full/speeches/road-safety-speech/road-safety-speech.pdf").is_file()
    assert (tmp_path / "archive/meetings/committee-2025-11-20.yaml").is_file()


def test_the_two_make_commands_are_there() -> None:
    goals = [command for command, _ in commands() if command.startswith("make")]
    assert goals == ["make", "make test"]
    for goal in goals:
        done = subprocess.run([*goal.split(), "-n"], cwd=CHECKOUT, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The English example, as the README begins."""
    monkeypatch.chdir(tmp_path)
    ask("init", "notes", "--lang", "en")
    return Path("notes")


def commands_in(workflow: object) -> Iterator[str]:
    """Every command a workflow runs, however deep it stands."""
    if isinstance(workflow, dict):
        lists = [workflow[key] for key in ("before_script", "script", "run") if key in workflow]
        yield from (command for one in lists for command in ([one] if isinstance(one, str) else one))
        workflow = list(workflow.values())
    if isinstance(workflow, list):
        for part in workflow:
            yield from commands_in(part)


def test_the_workflows_parse_and_run_what_there_is(notes: Path) -> None:
    ran = []
    for block in blocks("yml"):
        for command in commands_in(yaml.safe_load(block)):
            program, *words = command.split()
            if program == "make":
                assert f"\n{words[0]}:" in (CHECKOUT / "Makefile").read_text()
                continue
            assert program == ".venv/bin/reportgen"
            # The first days of the example, as HTML: that PDFs are built too is seen elsewhere.
            on = ["--as-of", "2026-01-31", *(["--outputs", "html"] if words[0] == "build" else [])]
            result = ask(*("notes" if word == "content" else word for word in words), *on)
            assert result.exit_code == 0, (command, result.stderr)
            ran.append(words[0])
    assert sorted(ran) == ["build", "build", "check", "check"]


def test_the_record_of_the_readme_is_sound_in_the_example(notes: Path) -> None:
    record, *_ = blocks("yaml")
    (notes / "meetings/committee-2026-02.yaml").write_text(record, encoding="utf-8")
    result = ask("check", "notes", "--strict", "--as-of", "2026-02-20")
    assert result.exit_code == 0, result.stderr


def test_the_briefing_of_the_readme_is_sound_and_built(notes: Path) -> None:
    _, _, briefing, _ = blocks("yaml")
    (notes / "briefings").mkdir()
    (notes / "briefings/winter-2026.yaml").write_text(briefing, encoding="utf-8")
    result = ask("build", "notes", "--outputs", "html", "--strict", "--as-of", "2026-02-20")
    assert result.exit_code == 0, result.stderr
    page = Path("build/full/briefings/winter-2026/index.html").read_text("utf-8")
    assert "The winter meetings, 2026" in page
    assert "First meeting of the Management Committee" in page


def test_the_settings_of_the_readme_are_sound_but_for_the_logo_that_is_not_there(notes: Path) -> None:
    _, settings, *_ = blocks("yaml")
    site = notes / "site.yaml"
    example = re.sub(r"^house:\n(  .*\n)+", "", site.read_text("utf-8"), flags=re.MULTILINE)
    site.write_text(example + settings, encoding="utf-8")
    assert re.findall(r"error\[(.*?)\]", ask("check", "notes").stderr) == ["no-such-asset"]


def test_the_editions_of_the_readme_are_sound_and_shown_as_it_says(notes: Path) -> None:
    *_, editions = blocks("yaml")
    site = notes / "site.yaml"
    site.write_text(site.read_text("utf-8") + editions, encoding="utf-8")
    checked = ask("check", "notes", "--strict", "--as-of", "2026-02-20")
    assert checked.exit_code == 0, checked.stderr
    told = [line.split() for line in ask("editions", "--content", "notes").stdout.splitlines()]
    assert told[1:3] == [["sees", "up", "to", "restricted", "public"], ["what", "is", "closed", "—", "omitted"]]
    assert told[6] == ["attendance", "names", "roles"]
    shown = {row[0]: row[1:] for row in told[3:12]}
    assert {name for name, cells in shown.items() if cells[-1] == "—"} == {"votes", "register", "evidence"}


def test_the_passage_of_the_readme_is_closed_for_its_reason() -> None:
    from reportgen.text.closing import passages_in

    typed = re.findall(r"`(\{--.*?--\})`", README)
    assert [(one.level, one.reason) for text in typed for one in passages_in(text)] == [
        ("restricted", "personal"),
        ("internal", "personal"),
    ]


def test_every_command_and_option_is_in_the_readme() -> None:
    with click.Context(reportgen) as ctx:
        for command in all_commands(reportgen, ctx):
            assert re.search(rf"\b{re.escape(command.name or '')}\b", ENGLISH), command.name
            for parameter in command.get_params(ctx):
                if isinstance(parameter, click.Option):
                    for name in parameter.opts:
                        assert re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", ENGLISH), (command.name, name)


def all_commands(command: click.Command, ctx: click.Context) -> Iterator[click.Command]:
    yield command
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            below = command.get_command(ctx, name)
            assert below
            yield from all_commands(below, ctx)


def test_every_limit_is_the_one_in_the_code() -> None:
    table = README.split("## Limits")[1].split("\n## ")[0]
    rows = dict(re.findall(r"^\| (.+?) \| (.+?) \|$", table, re.MULTILINE)[1:])
    assert rows == ROWS
    assert "{0,63}" in ID.pattern
    assert {"print_seconds", "print_megabytes", "cache_megabytes"} == set(Limits.model_fields) - {"x"}


def test_every_exit_code_is_explained() -> None:
    assert {int(code) for code in re.findall(r"^\| (\d+) \| ", README, re.MULTILINE)} == set(Verdict)


def test_the_house_style_shown_is_all_there_is() -> None:
    house = SiteConfig.model_fields["house"].default
    shown = set(re.findall(r"^  ([\w-]+):", blocks("yaml")[1].split("rules:")[0], re.MULTILINE))
    assert shown == set(map(key_of, type(house).model_fields)) - {"x"}


def test_the_readme_is_short_and_names_its_pictures() -> None:
    assert len(README.splitlines()) <= 450
    assert set(re.findall(r"\]\((\.github/.*?)\)", README)) == {
        ".github/pictures/minutes-en.png",
        ".github/pictures/minutes-zh.png",
        ".github/pictures/register.png",
        ".github/pictures/web.png",
    }
    assert all((CHECKOUT / picture).is_file() for picture in re.findall(r"\]\((\.github/.*?)\)", README))
    assert max(map(len, README.splitlines())) <= 250
