"""`reportgen check`: everything that is wrong, with its place, in the reader's language, and the verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, ask

ON = ("--as-of", "2026-01-31")
"""The days of the example: later its actions are overdue, and that is told."""
MINUTES = "kind: minutes\ntitle: {title}\nstart: 2026-02-01 10:00\nseries: committee\nchair: {chair}\n"


def write(notes: Path, name: str, *, title: str = "Extra meeting", chair: str = "Alice Marsh") -> None:
    (notes / "meetings" / name).write_text(MINUTES.format(title=title, chair=chair), encoding="utf-8")


def test_a_sound_folder_is_said_to_be_sound(notes: Path) -> None:
    result = ask("check", "notes", *ON)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "nothing is wrong\n")


def test_a_sound_chinese_folder_is_told_in_chinese_whatever_the_system_speaks(chinese_notes: Path) -> None:
    assert ask("check", "notes", *ON).stderr == "没有发现问题\n"
    assert ask("check", "notes", *ON, "--lang", "en").stderr == "nothing is wrong\n"


def test_a_mistake_has_a_place_a_code_a_hint_and_exit_code_1(notes: Path) -> None:
    (notes / "meetings/extra.yaml").write_text("kind: minutes\ntitle: Extra\nstart: 2026-02-31\n", encoding="utf-8")
    result = ask("check", "notes", *ON)
    assert result.exit_code == 1
    assert result.stderr == (
        "notes/meetings/extra.yaml:3:8: error[no-such-date]: there is no 2026-02-31 in the calendar\n"
        "    hint: check the day: that month has 28 days\n"
        "1 error\n"
    )
    assert ask("check", "notes", *ON, "--lang", "zh").stderr == (
        "notes/meetings/extra.yaml:3:8: error[no-such-date]: 日历上没有 2026-02-31 这一天\n"
        "    提示：请核对日期：这个月只有 28 天\n"
        "1 个错误\n"
    )


def test_a_warning_fails_only_when_strict(notes: Path) -> None:
    write(notes, "extra.yaml", chair="Nobody Known")
    assert ask("check", "notes", *ON).exit_code == 0
    assert ask("check", "notes", *ON, "--strict").exit_code == 1
    assert "1 warning\n" in ask("check", "notes", *ON).stderr


def test_quiet_says_what_makes_it_fail_and_nothing_else(notes: Path) -> None:
    write(notes, "extra.yaml", chair="Nobody Known")
    assert ask("check", "notes", *ON, "-q").stderr == ""
    strict = ask("check", "notes", *ON, "-q", "--strict")
    assert strict.exit_code == 1
    assert strict.stderr.startswith("notes/meetings/extra.yaml:5:8: warning[unknown-name]: ")


def test_the_folder_content_is_meant_where_none_is_named(notes: Path) -> None:
    notes.rename("content")
    assert ask("check", *ON).exit_code == 0


def test_the_current_folder_is_meant_where_there_is_no_folder_content(
    notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(notes)
    write(Path(), "extra.yaml", chair="Nobody Known")
    assert ask("check", *ON).stderr.startswith("meetings/extra.yaml:5:8: ")


def test_a_folder_without_site_yaml_is_a_mistake_of_content(tmp_path: Path) -> None:
    result = ask("check", str(tmp_path))
    assert result.exit_code == 1
    assert "error[no-site-file]: there is no site.yaml here\n" in result.stderr


def test_a_folder_that_is_not_there_is_a_mistake_of_usage(tmp_path: Path) -> None:
    assert ask("check", str(tmp_path / "nowhere")).exit_code == 2


HOSTILE = ["\x1b]0;owned\x07.yaml", "a\u202eb.yaml", "::error file=x::y.yaml", "##vso[x].yaml", "two\nlines.yaml"]
HOSTILE_WORDS = [
    "\x1b[31mred",
    r'"\e[31mred"',
    '"::error::x"',
    r'"a\u202eb"',
    '"##vso[task]"',
    r'"\u0085::set-output x"',
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_name_cannot_speak_to_the_terminal_or_to_ci(notes: Path, name: str) -> None:
    write(notes, name)
    for_terminal(ask("check", "notes", *ON).stderr)
    for_terminal(ask("check", str((notes / "meetings").resolve()), *ON, "--lang", "zh").stderr)


@pytest.mark.parametrize(
    "words", ["\x1b[31mred", '"\\e[31mred"', '"::error::x"', '"a\\u202eb"', '"##vso[task]"', '"\\u0085::set-output x"']
)
def test_hostile_words_in_a_record_cannot_speak_to_the_terminal_or_to_ci(notes: Path, words: str) -> None:
    text = f"kind: minutes\ntitle: {words}\nstart: {words}\nseries: {words}\nchair: {words}\n{words}: x\n"
    (notes / "meetings/extra.yaml").write_text(text, encoding="utf-8")
    result = ask("check", "notes", *ON)
    assert result.exit_code == 1
    for_terminal(result.stderr)


def for_terminal(text: str) -> None:
    """Nothing in it is obeyed by a terminal or a CI service."""
    assert text
    assert all(character == "\n" or character.isprintable() for character in text), ascii(text)
    assert not any(line.lstrip().startswith("::") or "##vso[" in line for line in text.splitlines()), text


SOUND = "没有发现问题\n"
ESCAPED = "\\u6ca1\\u6709\\u53d1\\u73b0\\u95ee\\u9898\n"


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"LC_ALL": "C"}, SOUND.encode()),
        ({"LC_ALL": "POSIX"}, SOUND.encode()),
        ({"PYTHONIOENCODING": "gb18030"}, SOUND.encode("gb18030")),
        ({"PYTHONIOENCODING": "ascii"}, ESCAPED.encode()),
    ],
)
def test_chinese_is_told_in_every_locale_or_escaped(
    run: Run, chinese_notes: Path, environment: dict[str, str], told: bytes
) -> None:
    done = run("check", "notes", *ON, environment=environment, text=False, encoding=None)
    assert (done.returncode, done.stderr) == (0, told)


def test_no_home_and_no_locale_are_needed(run: Run, notes: Path) -> None:
    done = run("check", "notes", *ON, environment={"LC_ALL": "", "HOME": "/nonexistent"})
    assert (done.returncode, done.stderr) == (0, "nothing is wrong\n")


def test_a_log_that_is_full_changes_no_verdict(run: Run, notes: Path) -> None:
    write(notes, "extra.yaml", chair="nobody")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        assert run("check", "notes", *ON, capture_output=False, stderr=full).returncode == 1
