"""Importing: records beside the others, nothing overwritten, the original as it was."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from pathlib import Path

import pytest

from reportgen import disk
from reportgen.formats.ingest.reading import Asked, Kind
from reportgen.formats.yaml.guards import MOST_BYTES
from reportgen.model.diagnostic import ReportgenError
from reportgen.pipeline import importing
from reportgen.pipeline.importing import Importing, Target, check_imported, import_files, target_of
from tests.small_site import AS_OF, content_of, write_site

BOARD = """\
# Garden Board, 5 March 2026

Present: Imogen Hale, Tom Reed

## Opening hours

Saturday hours were discussed.

Decision: open until 17:00 on Saturdays
"""
WORKS = """\
# 工程例会

时间：2026年3月5日
出席：顾怀远、沈青禾

## 一、排水

会议听取了排水情况。

结论：先清后修
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
Meeting date,Task,Owner,Due,Status,Progress
2026-02-10,Clear the east ditch,Tom Reed,2026-04-10,open,half of it is clear
2026-03-05,Order the sign,Imogen Hale,2026-03-20,done,it hangs
"""


def file_of(folder: Path, text: str | bytes, name: str = "board.md") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def imported(
    root: Path, *paths: Path, series: str | None = None, kind: Kind | None = None, below: str = ""
) -> Importing:
    return import_files(paths, Target(root, below), Asked(kind, None, series))


def written(root: Path, *paths: Path, series: str | None = None) -> dict[str, bytes]:
    """Import files, and write their records as the command does."""
    made = imported(root, *paths, series=series)
    disk.copy_tree(made.files, root)
    return made.files


def all_files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refusals(made: Importing) -> list[str | None]:
    return [one.refused.code if one.refused else None for one in made.reports]


def codes(made: Importing) -> list[str]:
    return [one.code for each in made.reports for one in each.findings]


# What is written, and what is not


def test_records_stand_in_the_folder_of_their_kind_and_are_read_with_the_others(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site")
    files = written(
        root, file_of(tmp_path, BOARD), file_of(tmp_path, SPEECH, "flood.txt"), file_of(tmp_path, REGISTER, "list.csv")
    )
    assert sorted(files) == [
        "meetings/board.yaml",
        "meetings/list-2026-02-10.yaml",
        "meetings/list-2026-03-05.yaml",
        "speeches/flood.yaml",
        "updates/updates-2026-03-05.yaml",
    ]
    content = content_of(root)
    assert {"board", "list-2026-02-10", "list-2026-03-05"} <= {one.id for one in content.minutes()}
    assert "updates-2026-03-05" in {one.id for one in content.updates()}


def test_nothing_is_written_before_somebody_writes_it(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site")
    path = file_of(tmp_path, BOARD)
    before = all_files(tmp_path)
    assert [*imported(root, path).files] == ["meetings/board.yaml"]
    assert all_files(tmp_path) == before


@pytest.mark.parametrize(("text", "name"), [(BOARD, "b.md"), (WORKS, "w.md"), (SPEECH, "s.txt"), (REGISTER, "r.csv")])
def test_the_original_is_as_it_was(tmp_path: Path, text: str, name: str) -> None:
    root = write_site(tmp_path / "site")
    path = file_of(tmp_path, text.replace("\n", "\r\n").encode("utf-8-sig"), name)
    os.utime(path, ns=(1_000_000_000, 1_000_000_000))
    before = path.read_bytes()
    assert written(root, path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, 1_000_000_000)


def test_a_record_names_its_original_by_name_and_hash(tmp_path: Path) -> None:
    path = file_of(tmp_path, BOARD)
    made = imported(tmp_path / "none", path)
    text = made.files["meetings/board.yaml"].decode()
    assert f"source:\n  file: board.md\n  sha256: {hashlib.sha256(BOARD.encode()).hexdigest()}\n" in text
    assert made.reports[0].sha256 == hashlib.sha256(BOARD.encode()).hexdigest()


def test_a_record_that_is_there_already_keeps_every_byte(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", {"meetings/board.yaml": "kind: minutes\n"})
    before = all_files(root)
    files = written(root, file_of(tmp_path, BOARD))
    assert [*files] == ["meetings/board-2.yaml"]
    assert {path: content for path, content in all_files(root).items() if path in before} == before


def test_a_record_that_appeared_meanwhile_stops_the_writing_of_all(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site")
    made = imported(root, file_of(tmp_path, BOARD), file_of(tmp_path, SPEECH, "flood.txt"))
    file_of(root, "kind: minutes\n", "meetings/board.yaml")
    before = all_files(root)
    with pytest.raises(ReportgenError, match=r"board\.yaml is there already"):
        disk.copy_tree(made.files, root)
    assert all_files(root) == before


# The same file again


def test_the_same_file_again_is_passed_over(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site")
    path = file_of(tmp_path, BOARD)
    written(root, path)
    again = imported(root, path)
    assert (again.files, codes(again), refusals(again)) == ({}, ["import-again"], [None])
    assert again.reports[0].findings[0].message("en") == "this file was imported before, as board"
    assert again.reports[0].findings[0].message("zh") == "本文件已经导入过，记录为 board"


def test_a_file_is_known_again_by_its_bytes_and_not_by_its_name(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site")
    written(root, file_of(tmp_path, BOARD))
    assert codes(imported(root, file_of(tmp_path, BOARD, "copy.md"))) == ["import-again"]
    changed = imported(root, file_of(tmp_path, BOARD + "\nNotes follow.\n"))
    assert [*changed.files] == ["meetings/board-2.yaml"]


def test_a_record_that_was_moved_into_a_folder_and_edited_still_tells_its_original(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site")
    path = file_of(tmp_path, BOARD)
    (text,) = written(root, path).values()
    (root / "meetings/board.yaml").unlink()
    file_of(root, text.replace(b"Garden Board", b"The Garden Board"), "meetings/2026/renamed.yaml")
    again = imported(root, path)
    assert (again.files, codes(again)) == ({}, ["import-again"])
    assert again.reports[0].findings[0].values == (("record", "renamed"),)


def test_with_its_record_deleted_a_file_gives_the_same_bytes(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site")
    paths = [file_of(tmp_path, BOARD), file_of(tmp_path, SPEECH, "flood.txt"), file_of(tmp_path, REGISTER, "list.csv")]
    first = written(root, *paths)
    for name in first:
        (root / name).unlink()
    assert written(root, *paths) == first


@pytest.mark.parametrize("second", ["board.md", "copy.md"])
def test_a_file_named_twice_at_once_is_imported_once(tmp_path: Path, second: str) -> None:
    root = write_site(tmp_path / "site")
    made = imported(root, file_of(tmp_path, BOARD), file_of(tmp_path, BOARD, second))
    assert [*made.files] == ["meetings/board.yaml"]
    assert codes(made) == ["import-again"]


# Ids


def test_files_of_one_name_get_different_ids(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site")
    paths = [file_of(tmp_path, f"{BOARD}\nPart {number}.\n", f"{number}/board.md") for number in range(3)]
    made = imported(root, *paths)
    assert [*made.files] == ["meetings/board.yaml", "meetings/board-2.yaml", "meetings/board-3.yaml"]
    assert [one.file for one in made.reports] == [path.as_posix() for path in paths]


def test_files_of_one_day_and_series_get_different_ids(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site")
    paths = [file_of(tmp_path, BOARD, "a.md"), file_of(tmp_path, BOARD + "\nMore.\n", "b.md")]
    made = imported(root, *paths, series="board")
    assert [*made.files] == ["meetings/board-2026-03-05.yaml", "meetings/board-2026-03-05-2.yaml"]
    assert all(text.startswith(b"kind: minutes\nseries: board\n") for text in made.files.values())


@pytest.mark.parametrize(
    "taken", ["meetings/board.yaml", "meetings/2025/board.yaml", "speeches/board.yaml", "updates/board.yaml"]
)
def test_an_id_that_any_record_has_is_not_given_again(tmp_path: Path, taken: str) -> None:
    root = write_site(tmp_path / "site", {taken: "kind: minutes\n"})
    assert [*imported(root, file_of(tmp_path, BOARD)).files] == ["meetings/board-2.yaml"]


def test_a_file_that_is_refused_takes_no_id(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site")
    refused = file_of(tmp_path, "# Board\n\nPresent: Ada Moss\n", "1/board.md")
    made = imported(root, refused, file_of(tmp_path, BOARD, "2/board.md"))
    assert refusals(made) == ["import-no-date", None]
    assert [*made.files] == ["meetings/board.yaml"]


# Series and language


@pytest.mark.parametrize("asked", ["bord", "工程例会", "works-1"])
def test_an_unknown_series_is_refused_by_name_before_a_file_is_read(tmp_path: Path, asked: str) -> None:
    root = write_site(tmp_path / "site")
    made = imported(root, tmp_path / "nowhere.md", series=asked)
    assert (made.reports, made.files) == ((), {})
    assert [one.code for one in made.findings] == ["unknown-series"]
    assert asked in made.findings[0].message("en")


def test_without_a_site_any_series_is_taken(tmp_path: Path) -> None:
    made = imported(tmp_path / "none", file_of(tmp_path, BOARD), series="allotments")
    assert [*made.files] == ["meetings/allotments-2026-03-05.yaml"]
    assert made.findings == ()


@pytest.mark.parametrize(
    ("text", "series", "lang"),
    [
        (BOARD, None, None),
        (WORKS, None, "zh"),
        (BOARD, "board", None),
        (WORKS, "board", "zh"),
        (BOARD, "works", "en"),
        (WORKS, "works", None),
    ],
)
def test_the_language_is_written_where_it_is_not_that_of_the_series_or_the_site(
    tmp_path: Path, text: str, series: str | None, lang: str | None
) -> None:
    root = write_site(tmp_path / "site")
    (record,) = imported(root, file_of(tmp_path, text), series=series).files.values()
    assert [line for line in record.decode().splitlines() if line.startswith("lang:")] == (
        [f"lang: {lang}"] * bool(lang)
    )


@pytest.mark.parametrize(("text", "lang"), [(BOARD, "en"), (WORKS, "zh")])
def test_without_a_site_every_record_says_its_language(tmp_path: Path, text: str, lang: str) -> None:
    (record,) = imported(tmp_path / "none", file_of(tmp_path, text)).files.values()
    assert f"\nlang: {lang}\n" in record.decode()


# Where records go


def test_without_a_folder_asked_for_records_go_into_the_content_folder(tmp_path: Path) -> None:
    assert target_of(None, tmp_path) == Target(tmp_path)


@pytest.mark.parametrize(
    ("asked", "below"),
    [
        ("site", ""),
        ("site/meetings", "meetings"),
        ("site/meetings/2026/spring", "meetings/2026/spring"),
        ("site/speeches", "speeches"),
        ("site/not-there-yet", "not-there-yet"),
    ],
)
def test_a_folder_in_a_site_is_found_from_the_site(tmp_path: Path, asked: str, below: str) -> None:
    root = write_site(tmp_path / "site")
    assert target_of(tmp_path / asked, tmp_path) == Target(root, below)


@pytest.mark.parametrize(
    ("asked", "root", "below"),
    [
        ("content/meetings", "content", "meetings"),
        ("content/meetings/2026", "content", "meetings/2026"),
        ("meetings/content/speeches", "meetings/content", "speeches"),
        ("drafts", "drafts", ""),
    ],
)
def test_without_a_site_the_content_folder_is_that_around_meetings(
    tmp_path: Path, asked: str, root: str, below: str
) -> None:
    assert target_of(tmp_path / asked, tmp_path) == Target(tmp_path / root, below)


def test_the_nearest_site_is_the_one(tmp_path: Path) -> None:
    write_site(tmp_path)
    inner = write_site(tmp_path / "meetings/inner")
    assert target_of(inner / "meetings", tmp_path) == Target(inner, "meetings")


def test_a_folder_is_resolved_before_it_is_judged(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site")
    (tmp_path / "door").symlink_to(root / "meetings")
    assert target_of(tmp_path / "door", tmp_path) == Target(root, "meetings")
    assert target_of(root / "meetings/../speeches", tmp_path) == Target(root, "speeches")


@pytest.mark.parametrize(
    ("below", "kind", "path"),
    [
        ("", "minutes", "meetings/m1.yaml"),
        ("", "speech", "speeches/m1.yaml"),
        ("", "updates", "updates/m1.yaml"),
        ("meetings/2026", "minutes", "meetings/2026/m1.yaml"),
        ("meetings/2026", "updates", "updates/m1.yaml"),
        ("speeches", "minutes", "meetings/m1.yaml"),
        ("speeches/spring", "speech", "speeches/spring/m1.yaml"),
        ("updates/2026", "updates", "updates/2026/m1.yaml"),
        ("drafts", "minutes", "meetings/m1.yaml"),
    ],
)
def test_a_record_goes_into_the_folder_asked_for_if_that_is_of_its_kind(below: str, kind: str, path: str) -> None:
    assert Target(Path("content"), below).path_of(kind, "m1") == path


def test_minutes_and_updates_of_a_register_part_ways(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site")
    made = imported(root, file_of(tmp_path, REGISTER, "list.csv"), below="meetings/old")
    assert sorted(made.files) == [
        "meetings/old/list-2026-02-10.yaml",
        "meetings/old/list-2026-03-05.yaml",
        "updates/updates-2026-03-05.yaml",
    ]


# Files that cannot be taken as they are


def test_a_file_that_changes_while_it_is_read_gives_no_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = file_of(tmp_path, BOARD)
    read_file, seen = disk.read_file, []

    def changing(asked: Path, limit: int) -> bytes:
        seen.append(asked)
        return read_file(asked, limit) + b"\nOne more line.\n" * (asked == path and seen.count(path) > 1)

    monkeypatch.setattr(disk, "read_file", changing)
    made = imported(write_site(tmp_path / "site"), path)
    assert (refusals(made), made.files, made.reports[0].drafts) == (["import-original-changed"], {}, ())


def test_a_file_that_goes_away_while_it_is_read_gives_no_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file_of(tmp_path, BOARD)
    read_file = disk.read_file

    def vanishing(asked: Path, limit: int) -> bytes:
        content = read_file(asked, limit)
        asked.unlink()
        return content

    monkeypatch.setattr(disk, "read_file", vanishing)
    made = imported(tmp_path / "none", path)
    assert (refusals(made), made.files) == (["import-original-changed"], {})


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "nothing"])
def test_what_is_no_file_is_refused_and_the_others_are_read(tmp_path: Path, kind: str) -> None:
    good, bad = file_of(tmp_path, BOARD), tmp_path / "bad.md"
    if kind == "link":
        bad.symlink_to(good)
    elif kind == "pipe":
        os.mkfifo(bad)
    elif kind == "folder":
        bad.mkdir()
    made = imported(tmp_path / "none", bad, good)
    assert refusals(made) == ["cannot-read", None]
    assert (made.reports[0].sha256, made.reports[0].encoding) == (None, None)
    assert [*made.files] == ["meetings/board.yaml"]


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = file_of(tmp_path, BOARD + "x" * MOST_BYTES)
    made = imported(tmp_path / "none", path)
    assert (refusals(made), made.files) == (["import-too-big"], {})


def test_a_record_that_would_be_larger_than_any_record_may_be_is_refused(tmp_path: Path) -> None:
    paragraph = "The ditch along the school road was cleared before the spring rains came. " * 20 + "\n\n"
    path = file_of(tmp_path, BOARD + paragraph * ((MOST_BYTES - len(BOARD)) // len(paragraph)))
    assert path.stat().st_size <= MOST_BYTES
    made = imported(tmp_path / "none", path)
    assert (refusals(made), made.files, made.reports[0].drafts) == (["import-record-too-big"], {}, ())
    assert made.reports[0].refused
    assert made.reports[0].refused.message("en") == f"the record would have more than {MOST_BYTES} bytes"


def test_a_record_the_door_would_refuse_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "record_text", lambda draft: f"kind: {draft.kind}\ntitle: [\n")
    made = imported(tmp_path / "none", file_of(tmp_path, BOARD))
    assert (refusals(made), made.files) == (["import-record-unsound"], {})


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"- [", b"  sha256: \xff\xff\n", b"x" * (MOST_BYTES + 5)])
def test_records_that_cannot_be_read_are_in_nobodys_way(tmp_path: Path, content: bytes) -> None:
    root = write_site(tmp_path / "site")
    file_of(root, content, "meetings/board.yaml")
    (root / "meetings/gone.yaml").symlink_to(tmp_path / "nowhere")
    assert [*imported(root, file_of(tmp_path, BOARD)).files] == ["meetings/board-2.yaml"]


def test_a_link_among_the_records_keeps_its_name(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site")
    (root / "meetings/board.yaml").symlink_to(tmp_path / "nowhere")
    assert [*imported(root, file_of(tmp_path, BOARD)).files] == ["meetings/board-2.yaml"]


def test_a_site_that_cannot_be_read_is_like_none(tmp_path: Path) -> None:
    root = tmp_path / "site"
    file_of(root, "format: [\n", "site.yaml")
    made = imported(root, file_of(tmp_path, BOARD), series="allotments")
    assert [*made.files] == ["meetings/allotments-2026-03-05.yaml"]


# The check behind it


def test_the_check_tells_of_the_new_records_alone(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", {"meetings/broken.yaml": "kind: minutes\nno-such-key: 1\n"})
    files = written(root, file_of(tmp_path, BOARD))
    findings = check_imported(Target(root), files, AS_OF)
    assert [(one.code, one.span.path if one.span else None) for one in findings] == [
        ("unknown-name", "meetings/board.yaml"),
        ("decision-without-action", "meetings/board.yaml"),
    ]
    assert check_imported(Target(root), (), AS_OF) == ()


def test_without_a_site_it_is_said_that_nothing_was_checked(tmp_path: Path) -> None:
    (finding,) = check_imported(Target(tmp_path), ["meetings/board.yaml"], dt.date(2026, 3, 5))
    assert (finding.code, finding.severity.value, finding.span) == ("import-not-checked", "info", None)
    assert str(tmp_path) in finding.message("zh")
