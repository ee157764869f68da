"""`reportgen import`: every option, what stands where, and nothing a terminal would obey."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from reportgen.cli import import_
from tests.cli.conftest import Run, ask

BOARD = """\
# Library Board, 5 March 2026

Present: Ada Moss, Tom Reed

## Opening hours

Saturday hours were discussed.
"""
UNDATED = BOARD.replace(", 5 March 2026", "")
WORKS = """\
# 水务站例会

时间：2026年3月5日
出席：顾怀远、沈青禾

## 一、排水

会议听取了排水情况。
"""
SPEECH = """\
在防汛工作会议上的讲话
（2026年3月5日）
鲁南山

同志们：

一、抓好清淤
一要全面排查，由水务站牵头，4月底前完成。二要配齐物资。
二、压实责任
各村要每周报送进展。
谢谢大家。
"""
REGISTER = """\
Task,Owner,Due,Status
Clear the east ditch,Tom Reed,2026-04-10,open
Order the sign,Ada Moss,2026-03-20,done
"""
NEXT = "next: look at the “# import:” comments, place the lines under unplaced, then run reportgen check\n"
NOTHING = "no file was written\n"
AGAIN = (
    "board.md: info[import-again]: this file was imported before, as board\n"
    "    hint: nothing was written; delete that record to import it anew\n"
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be in an empty folder without a content folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(text: str | bytes, name: str = "board.md") -> str:
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


def told(*words: str, **environment: str) -> tuple[int, str, str]:
    result = ask("import", *words, **environment)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def report_of(*words: str, name: str = "report.json") -> Any:
    assert ask("import", *words, "--report", name).exit_code in {0, 1}
    return json.loads(Path(name).read_text("utf-8"))


# What stands where


def test_the_paths_of_the_records_stand_on_stdout_and_the_talk_on_stderr(notes: Path) -> None:
    code, stdout, stderr = told(put(BOARD), "--content", "notes")
    assert (code, stdout) == (0, "notes/meetings/board.yaml\n")
    assert stderr.startswith("notes/meetings/board.yaml:6:13: warning[unknown-name]: “Ada Moss” is not in people.yaml")
    assert stderr.endswith("1 file, 1 record\n" + NEXT)
    assert (notes / "meetings/board.yaml").read_text("utf-8").startswith("kind: minutes\ntitle: Library Board, ")


def test_findings_of_the_file_stand_before_those_of_its_record(notes: Path) -> None:
    _, _, stderr = told(put(UNDATED), "--date", "2026-03-05", "--content", "notes")
    heads = [line.split(": ")[1] for line in stderr.splitlines() if line.startswith(("board.md", "notes/"))]
    assert heads == ["warning[import-date-given]", "warning[unknown-name]", "warning[unknown-name]"]


def test_records_come_in_the_order_of_the_files(notes: Path) -> None:
    code, stdout, stderr = told(put(SPEECH, "z.txt"), put(BOARD), put(WORKS, "w.md"), "--content", "notes")
    assert code == 0
    assert stdout == (
        "notes/speeches/speech-2026-03-05.yaml\nnotes/meetings/board.yaml\nnotes/meetings/meeting-2026-03-05.yaml\n"
    )
    assert "3 files, 3 records\n" in stderr


def test_the_site_still_builds_with_what_was_imported(notes: Path) -> None:
    told(put(BOARD), put(SPEECH, "s.txt"), put(REGISTER, "r.csv"), "--content", "notes", "--date", "2026-03-05")
    assert len([*(notes / "meetings").iterdir()]) == 3
    assert "error[" not in ask("check", "notes").stderr
    assert ask("check", "notes").exit_code == 0


def test_the_content_folder_is_found_as_by_every_command(desk: Path) -> None:
    assert ask("init", "content", "--lang", "en").exit_code == 0
    assert told(put(BOARD))[1] == "content/meetings/board.yaml\n"


def test_without_a_site_the_records_are_written_and_not_checked_together(desk: Path) -> None:
    code, stdout, stderr = told(put(BOARD))
    assert (code, stdout) == (0, "meetings/board.yaml\n")
    assert stderr == (
        "info[import-not-checked]: there is no site.yaml in .: each record was read, they were not checked together\n"
        "    hint: start one with `reportgen init`, put the records there and run `reportgen check`\n"
        "1 file, 1 record\n" + NEXT
    )


def test_chinese_is_spoken_where_the_site_is_chinese(chinese_notes: Path) -> None:
    code, stdout, stderr = told(put(WORKS, "w.md"), "--content", "notes")
    assert (code, stdout) == (0, "notes/meetings/meeting-2026-03-05.yaml\n")
    assert stderr.endswith(
        "1 个文件，1 份记录\n接着：核对“# import:”注释，归位 unplaced 各行，再运行 reportgen check\n"
    )


def test_the_language_asked_for_goes_first(notes: Path) -> None:
    put(BOARD)
    told("board.md", "--content", "notes")
    assert told("board.md", "--content", "notes", "--lang", "zh") == (
        0,
        "",
        "board.md: info[import-again]: 本文件已经导入过，记录为 board\n"
        "    提示：没有写入；如需重新导入，请先删除该记录\n"
        "1 个文件，0 份记录\n没有写入任何文件\n",
    )


# Options


def test_a_folder_asked_for_holds_the_records_of_its_kind(notes: Path) -> None:
    assert told(put(BOARD), put(SPEECH, "s.txt"), "-o", "notes/meetings/2026")[1] == (
        f"{notes.resolve()}/meetings/2026/board.yaml\n{notes.resolve()}/speeches/speech-2026-03-05.yaml\n"
    )


def test_a_folder_without_a_site_gets_the_folders_of_the_kinds(desk: Path) -> None:
    code, stdout, _ = told(put(BOARD), "--output", "drafts")
    assert (code, stdout) == (0, f"{desk.resolve()}/drafts/meetings/board.yaml\n")


def test_a_series_is_written_and_names_the_record(notes: Path) -> None:
    assert told(put(BOARD), "--content", "notes", "--series", "committee")[1] == (
        "notes/meetings/committee-2026-03-05.yaml\n"
    )
    text = (notes / "meetings/committee-2026-03-05.yaml").read_text("utf-8")
    assert text.startswith("kind: minutes\nseries: committee\n")


def test_an_unknown_series_is_refused_by_name(notes: Path) -> None:
    before = tree(notes)
    code, stdout, stderr = told(put(BOARD), "--content", "notes", "--series", "comittee")
    assert (code, stdout) == (1, "")
    assert stderr.startswith("error[unknown-series]: ")
    assert "“comittee”" in stderr.splitlines()[0]
    assert "committee" in stderr.splitlines()[1]
    assert tree(notes) == before


@pytest.mark.parametrize(("kind", "key"), [("minutes", "kind: minutes"), ("speech", "kind: speech")])
def test_a_kind_asked_for_is_not_guessed(desk: Path, kind: str, key: str) -> None:
    code, stdout, _ = told(put(SPEECH, "s.txt"), "--kind", kind, "--dry-run")
    assert (code, stdout.splitlines()[0]) == (0, key)


def test_what_is_no_register_is_refused_as_one(desk: Path) -> None:
    code, stdout, stderr = told(put(BOARD), "--kind", "register")
    assert (code, stdout) == (1, "")
    assert stderr.startswith("board.md: error[import-not-a-register]: no table here has columns of an action register")


def test_a_day_is_given_where_nothing_tells_it(desk: Path) -> None:
    code, _, stderr = told(put(UNDATED), "--dry-run")
    assert (code, stderr.splitlines()[0]) == (
        1,
        "board.md: error[import-no-date]: nothing tells the day of the meeting: neither the text nor the file name",
    )
    code, stdout, _ = told("board.md", "--date", "2026-03-05", "--dry-run")
    assert code == 0
    assert "\nstart: 2026-03-05\n" in stdout


def test_a_day_given_does_not_go_over_that_of_the_text(desk: Path) -> None:
    _, stdout, _ = told(put(BOARD), "--date", "2020-01-01", "--dry-run")
    assert "\nstart: 2026-03-05\n" in stdout
    assert "2020" not in stdout


def test_a_dry_run_prints_the_records_as_they_would_be_written_and_writes_nothing(notes: Path) -> None:
    put(BOARD)
    put(SPEECH, "s.txt")
    before = tree(Path())
    code, stdout, stderr = told("board.md", "s.txt", "--content", "notes", "--dry-run")
    assert (code, tree(Path())) == (0, before)
    assert stderr == "2 files, 2 records\n" + NOTHING
    told("board.md", "s.txt", "--content", "notes")
    names = ("meetings/board.yaml", "speeches/speech-2026-03-05.yaml")
    assert stdout == "".join((notes / name).read_text("utf-8") for name in names)


def test_demands_of_a_speech_are_listed_in_the_report_and_not_in_the_record(desk: Path) -> None:
    report = report_of(put(SPEECH, "s.txt"), "--actions", "--dry-run")
    (record,) = report["files"][0]["records"]
    listed = [[one[key] for key in ("line", "part", "task", "lead", "due-words")] for one in record["proposals"]]
    assert listed == [
        [8, "一、/一要", "全面排查，由水务站牵头，4月底前完成。", None, "4月底前"],
        [8, "一、/二要", "配齐物资。", None, None],
        [10, "二、", "各村要每周报送进展。", "各村", None],
    ]
    _, stdout, stderr = told("s.txt", "--actions", "--dry-run")
    assert "actions:" not in stdout
    assert stderr.startswith("3 actions seem to be demanded; they are set aside in the report")


def test_demands_are_not_looked_for_unless_asked(desk: Path) -> None:
    report = report_of(put(SPEECH, "s.txt"), "--dry-run")
    assert report["files"][0]["records"][0]["proposals"] == []
    assert told("s.txt", "--dry-run")[2] == "1 file, 1 record\n" + NOTHING


def test_demands_are_told_in_chinese_too(desk: Path) -> None:
    assert told(put(SPEECH, "s.txt"), "--actions", "--dry-run", "--lang", "zh")[2] == (
        "讲话中疑似交办 3 项，列在报告中，未写入记录（--report 文件）\n1 个文件，1 份记录\n没有写入任何文件\n"
    )


def test_quiet_says_only_what_makes_it_fail(notes: Path) -> None:
    put(UNDATED, "undated.md")
    assert told(put(BOARD), "--content", "notes", "-q") == (0, "notes/meetings/board.yaml\n", "")
    assert told("board.md", "--content", "notes", "--quiet") == (0, "", "")
    code, stdout, stderr = told("undated.md", "--content", "notes", "-q")
    assert (code, stdout) == (1, "")
    assert stderr == (
        "undated.md: error[import-no-date]: nothing tells the day of the meeting: neither the text nor the file name\n"
        "    hint: give it: --date 2026-03-05; a template or an index is no meeting\n"
    )


def test_the_day_the_site_is_seen_from_is_that_of_the_check(notes: Path) -> None:
    put(BOARD + "\n- [ ] Tom Reed to order the sign by 2026-03-20\n")
    words = ("board.md", "--content", "notes", "--as-of")
    assert "overdue-without-update" in told(*words, "2026-06-30")[2]
    (notes / "meetings/board.yaml").unlink()
    assert "overdue-without-update" not in told(*words, "2026-03-06")[2]


# The report


def test_the_report_is_json_of_the_shape_that_is_documented(desk: Path) -> None:
    report = report_of(put(BOARD), put(UNDATED, "undated.md"), put(REGISTER, "r.csv"), "--dry-run")
    assert (report["format"], sorted(report)) == (1, ["files", "format"])
    assert [one["file"] for one in report["files"]] == ["board.md", "undated.md", "r.csv"]
    for one in report["files"]:
        assert sorted(one) == ["encoding", "file", "findings", "records", "refused", "sha256"]
        for finding in [*one["findings"], one["refused"]]:
            assert finding is None or sorted(finding) == ["code", "hint", "line", "message", "severity"]
    (record,) = report["files"][0]["records"]
    assert sorted(record) == sorted(
        [
            "id",
            "kind",
            "path",
            "language",
            "first",
            "last",
            "lines",
            "counts",
            "fields",
            "unplaced",
            "proposals",
            "findings",
        ]
    )
    assert (record["id"], record["kind"], record["path"], record["language"]) == (
        "board", "minutes", "meetings/board.yaml", "en",
    )  # fmt: skip
    assert sorted(record["lines"]) == ["became", "kept", "unplaced"]
    assert all(sorted(field) == ["confidence", "doubt", "lines", "way"] for field in record["fields"])
    assert report["files"][1]["refused"]["code"] == "import-no-date"
    assert sorted(report["files"][1]["refused"]["message"]) == ["en", "zh"]


def test_the_report_does_not_go_by_the_language(desk: Path) -> None:
    assert report_of(put(BOARD), "--dry-run", name="en.json") == report_of(
        "board.md", "--dry-run", "--lang", "zh", name="zh.json"
    )
    assert Path("en.json").read_bytes() == Path("zh.json").read_bytes()


@pytest.mark.parametrize(
    ("language", "head"), [("en", "# Import — files: 1, records: 1\n"), ("zh", "# 导入：文件 1 个，记录 1 份\n")]
)
@pytest.mark.parametrize("name", ["report.md", "report", "deep/er/report.txt"])
def test_any_other_name_gives_markdown_in_the_language(desk: Path, language: str, head: str, name: str) -> None:
    assert told(put(BOARD), "--report", name, "--lang", language)[0] == 0
    text = Path(name).read_text("utf-8")
    assert text.startswith(head + "\n## `board.md`\n")
    assert "### `meetings/board.yaml`\n" in text


def test_a_report_that_is_there_is_kept_and_no_record_is_written(notes: Path) -> None:
    put(BOARD)
    put("mine\n", "report.md")
    before = tree(Path())
    code, stdout, stderr = told("board.md", "--content", "notes", "--report", "report.md")
    assert (code, stdout) == (3, "")
    assert stderr.endswith(
        "reportgen: report.md is there already\n    hint: name another folder, or move it away first\n"
    )
    assert tree(Path()) == before


def test_a_report_cannot_take_the_place_of_the_original(desk: Path) -> None:
    assert told(put(BOARD), "--report", "board.md")[0] == 3
    assert Path("board.md").read_text("utf-8") == BOARD


def test_a_report_is_written_also_of_what_was_refused(desk: Path) -> None:
    assert told(put(UNDATED), "--report", "report.md")[0] == 1
    assert "no record was made of it" in Path("report.md").read_text("utf-8")


# Exit codes


def test_the_same_file_again_is_no_mistake(notes: Path) -> None:
    told(put(BOARD), "--content", "notes")
    before = tree(notes)
    assert told("board.md", "--content", "notes") == (0, "", AGAIN + "1 file, 0 records\n" + NOTHING)
    assert tree(notes) == before


def test_one_file_that_is_refused_stops_no_other(notes: Path) -> None:
    code, stdout, stderr = told(put(UNDATED, "undated.md"), put(BOARD), "--content", "notes")
    assert (code, stdout) == (1, "notes/meetings/board.yaml\n")
    assert "2 files, 1 record\n" in stderr


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("nowhere.md",),
        (".",),
        ("board.md", "--kind", "agenda"),
        ("board.md", "--date", "2026-02-30"),
        ("board.md", "--as-of", "soon"),
        ("board.md", "--content", "nowhere"),
        ("board.md", "-o", "board.md"),
        ("board.md", "--report", "."),
        ("board.md", "--lang", "fr"),
        ("board.md", "--strict"),
    ],
)
@pytest.mark.parametrize(("language", "head"), [("C.UTF-8", "Usage:"), ("zh_CN.UTF-8", "用法：")])
def test_a_mistake_of_usage_writes_nothing(desk: Path, words: tuple[str, ...], language: str, head: str) -> None:
    put(BOARD)
    before = tree(desk)
    code, stdout, stderr = told(*words, LC_ALL=language)
    assert (code, stdout, tree(desk)) == (2, "", before)
    assert stderr.startswith(head)


def test_a_folder_that_cannot_be_written_is_the_fault_of_the_machine(desk: Path) -> None:
    put(BOARD)
    put("a file\n", "meetings")
    code, stdout, stderr = told("board.md")
    assert (code, stdout) == (3, "")
    assert stderr.splitlines()[0].startswith("reportgen: ")
    assert Path("meetings").read_text("utf-8") == "a file\n"


def test_a_link_or_a_pipe_is_not_read(desk: Path) -> None:
    put(BOARD)
    Path("link.md").symlink_to("board.md")
    os.mkfifo("pipe.md")
    code, stdout, stderr = told("link.md", "pipe.md")
    assert (code, stdout) == (1, "")
    assert [line.split(":")[0] for line in stderr.splitlines() if "error[cannot-read]" in line] == [
        "link.md",
        "pipe.md",
    ]


def test_the_help_names_every_option_in_both_languages(desk: Path) -> None:
    english, chinese = told("--help")[1], told("--help", "--lang", "zh")[1]
    options = [name for one in import_.import_.params for name in one.opts if name.startswith("-")]
    assert len(options) > 12
    assert [name for name in options if name not in english or name not in chinese] == []
    assert "Read speeches, old minutes and registers" in english
    assert "把讲话稿、旧纪要和台账" in chinese


def test_the_program_imports_in_a_process_of_its_own(run: Run, notes: Path) -> None:
    put(WORKS, "工程例会 2026-03-05.md")
    done = run("import", "工程例会 2026-03-05.md", "--content", "notes", "--lang", "zh")
    assert (done.returncode, done.stdout) == (0, "notes/meetings/meeting-2026-03-05.yaml\n")
    assert done.stderr.endswith("再运行 reportgen check\n")


# Hostile files

HOSTILE = [
    "\x1b]0;owned\x07.md", "a\u202eb.md", "::error file=x::y.md", "##vso[x].md", "two\nlines.md", "a\udcffb.md",
    "--x\u2028y.md",
]  # fmt: skip
TEXTS = [
    BOARD.encode(),
    UNDATED.encode(),
    b"Present: Ada Moss\n",
    b"caf\xe9 \xff\xfe\xff words\n" * 3,
    b"\x00\x01\x02" * 9,
]


def harmless(text: str) -> None:
    """Nothing in it is obeyed by a terminal or a CI service."""
    assert all(one == "\n" or one.isprintable() for one in text), ascii(text)
    assert not any(line.lstrip().startswith("::") or "##vso[" in line for line in text.split("\n")), text


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("content", TEXTS)
def test_a_hostile_file_name_is_made_harmless_wherever_it_is_told(desk: Path, name: str, content: bytes) -> None:
    put(content, name)
    for words in (("--dry-run",), ("--date", "2026-03-05", "--dry-run"), ("--lang", "zh", "--date", "2026-03-05")):
        code, stdout, stderr = told(*words, "--", name)
        assert code in {0, 1}
        assert stderr
        harmless(stdout + stderr)
    for report in ("report.json", "report.md"):
        assert told("--dry-run", "--date", "2026-03-05", "--report", report, "--", name)[0] in {0, 1}
        text = Path(report).read_text("utf-8")
        assert all(one == "\n" or one.isprintable() for one in text), ascii(text)
    records = [path.read_text("utf-8") for path in desk.glob("*/*.yaml")]
    assert all(one == "\n" or one.isprintable() for text in records for one in text)


@pytest.mark.parametrize("words", ["\x1b[31mred", "a\u202eb", "::error::x", "##vso[task]x", "\x9b31m", "a\x00b"])
def test_hostile_words_are_made_harmless_wherever_they_are_told(desk: Path, words: str) -> None:
    text = (
        f"# Board {words}, 5 March 2026\n\nPresent: Ada Moss, {words}\n\n{words}\n\n## Roads {words}\n\n"
        f"Decision: {words} and clear the ditch along the school road before the spring rains\n"
    )
    code, stdout, stderr = told(put(text), "--dry-run", "--report", "report.md")
    assert code == 0
    harmless(stdout + stderr)
    assert stdout.startswith("kind: minutes\n")
    assert all(one == "\n" or one.isprintable() for one in Path("report.md").read_text("utf-8"))
