"""`reportgen new`: the next meeting as a careful secretary would begin it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import CHECKOUT, ask

SERIES = {
    "road-maintenance": ("2026-09-17", "meetings/road-maintenance/road-2026-09.yaml"),
    "library-board": (None, "meetings/library-board/library-2026-09.yaml"),
    "tooling-committee": (None, "meetings/tooling-committee/tooling-2026-09.yaml"),
}


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample content, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(CHECKOUT / "content", "content"))


def new(series: str, *words: str) -> tuple[int, str, str]:
    day = SERIES.get(series, (None, ""))[0]
    result = ask("new", series, *(["--date", day] if day else []), *words)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("series", SERIES)
def test_a_draft_of_each_sample_series_is_sound_as_it_stands(sample: Path, series: str) -> None:
    before = ask("check", "--strict").stderr
    code, stdout, _ = new(series)
    assert (code, stdout) == (0, f"content/{SERIES[series][1]}\n")
    assert ask("check", "--strict").stderr == before


@pytest.mark.parametrize("series", SERIES)
def test_a_draft_is_sound_once_its_comments_are_taken_off(sample: Path, series: str) -> None:
    new(series)
    path = sample / SERIES[series][1]
    held = path.read_text("utf-8").replace("status: planned", "status: held")
    # Remarks begin `# ` and a capital or a Han character; what is to be uncommented begins with a key or deeper.
    path.write_text(re.sub(r"^# (?=[a-z-]+:|  )", "", held, flags=re.MULTILINE), encoding="utf-8")
    told = ask("check", "--lang", "en").stderr
    assert "error[" not in told
    # The places to fill in, “…”, are nobody's name: that much is said.
    assert told.count("…") == told.count("“…” is not in people.yaml")


def test_the_draft_is_what_a_careful_secretary_would_write(sample: Path) -> None:
    _, text, _ = new("library-board", "--dry-run")
    assert text.startswith(
        "kind: minutes\n"
        "series: library-board\n"
        "number: 46\n"
        "title: Calderwick Public Library Board, meeting 46\n"
        "start: 2026-09-16 18:30\n"
        "place: Committee Room, Central Library\n"
        "status: planned  # after the meeting: held, and a line `minutes: draft`\n"
        "access: public\n"
        "chair: Margaret Osei\n"
        "recorder: Martin Ashby\n"
        "\n"
    )
    assert "#     - {who: Thomas Whitlock, role: Vice-Chair and Treasurer}\n" in text
    assert "# previous-minutes: {meeting: library-2026-06, outcome: approved}\n" in text
    assert '#   - {action: library-2026-06/a3, state: open, note: "…"}\n' in text
    assert '#       - {id: d1, text: "…"}\n' in text
    assert '#       - {id: a1, task: "…", lead: …, owner: …, due: ' in text
    assert not (sample / SERIES["library-board"][1]).exists()


def test_a_chinese_series_gets_a_chinese_draft(sample: Path) -> None:
    _, text, _ = new("road-maintenance", "--dry-run", "--lang", "en")
    assert "title: 澄溪县县道路养护联席会议第十四次会议\n" in text
    assert "# 未结事项（10 项）。" in text
    assert "title: 确认上次会议纪要\n" in text


def test_a_meeting_on_record_is_not_written_over(sample: Path) -> None:
    assert new("library-board")[0] == 0
    path = sample / SERIES["library-board"][1]
    path.write_text(path.read_text("utf-8") + "x-budget: 3\n", encoding="utf-8")
    code, stdout, stderr = new("library-board", "--date", "2026-09-16")
    assert (code, stdout) == (1, "")
    assert "already-on-record" in stderr
    assert "library-2026-09" in stderr
    assert path.read_text("utf-8").endswith("x-budget: 3\n")


def test_a_second_meeting_in_a_month_gets_the_day_into_its_name(sample: Path) -> None:
    assert ask("new", "road-maintenance", "--date", "2026-07-30").stdout == (
        "content/meetings/road-maintenance/road-maintenance-2026-07-30.yaml\n"
    )


def test_a_series_that_is_not_there_is_told_with_the_one_that_may_be_meant(sample: Path) -> None:
    result = ask("new", "road-maintenence", "--lang", "en")
    assert result.exit_code == 1
    assert "there is no series “road-maintenence”" in result.stderr
    assert "(road-maintenance?)" in result.stderr


def test_where_nobody_said_when_the_next_meeting_is_the_day_is_asked_for(sample: Path) -> None:
    result = ask("new", "road-maintenance", "--lang", "en")
    assert result.exit_code == 1
    assert "error[no-date]: nothing says when the next meeting of “road-maintenance” is" in result.stderr
    assert "    hint: give it: --date 2026-07-16\n" in result.stderr


def test_the_first_meeting_of_a_series_is_number_1(notes: Path) -> None:
    for example in ("meetings/committee-2026-01.yaml", "updates/committee-2026-03-27.yaml"):
        (notes / example).unlink()
    assert ask("new", "committee", "--content", "notes").exit_code == 1
    result = ask("new", "committee", "--content", "notes", "--date", "2026-02-05")
    assert (result.exit_code, result.stdout) == (0, "notes/meetings/committee-2026-02-05.yaml\n")
    text = Path(result.stdout.strip()).read_text("utf-8")
    assert "number: 1\n" in text
    assert "# There are no open actions.\n" in text
    assert ask("check", "notes", "--strict").exit_code == 0


@pytest.mark.parametrize(
    "title", ["Roads: A66 # north", "'No' @home", "- * & ! % ` |", 'a\\b "c"', "关于：道路 #1", "null", "~", "[x]: {y}"]
)
def test_an_odd_title_is_quoted_so_that_it_reads_back(notes: Path, title: str) -> None:
    site = notes / "site.yaml"
    quoted = "'" + title.replace("'", "''") + "'"
    site.write_text(
        site.read_text("utf-8").replace("title: Management Committee", f"title: {quoted}"), encoding="utf-8"
    )
    result = ask("new", "committee", "--content", "notes", "--date", "2026-05-05")
    assert result.exit_code == 0, result.stderr
    assert ask("check", "notes").exit_code == 0
    ask("build", "notes", "--outputs", "html", "--as-of", "2026-04-01")
    page = Path("build/full/meetings/committee-2026-05/index.html").read_text("utf-8")
    assert f"{title}, meeting 2" in page.replace("&amp;", "&").replace("&#34;", '"').replace("&#39;", "'")


def test_a_record_of_another_series_that_cannot_be_read_is_told_and_the_draft_is_written(notes: Path) -> None:
    site = notes / "site.yaml"
    site.write_text(site.read_text("utf-8") + "  - {id: events, title: Events Group}\n", encoding="utf-8")
    (notes / "meetings/extra.yaml").write_text("kind: minutes\nseries: events\n", encoding="utf-8")
    result = ask("new", "committee", "--content", "notes", "--date", "2026-05-05")
    assert result.exit_code == 1
    assert "notes/meetings/extra.yaml" in result.stderr
    assert result.stdout == "notes/meetings/committee-2026-05.yaml\n"


SECOND = "kind: minutes\nseries: committee\nnumber: 2\ntitle: Second meeting\nstart: 2026-02-31 18:00\n"


@pytest.mark.parametrize(
    "wrong",
    [SECOND, SECOND.replace("series: committee", "series: comittee"), SECOND.replace("series: committee\n", ""), "{"],
)
def test_the_meeting_after_one_that_cannot_be_read_is_not_drafted_as_if_that_had_not_been(
    notes: Path, wrong: str
) -> None:
    (notes / "meetings/committee-2026-02.yaml").write_text(wrong, encoding="utf-8")
    result = ask("new", "committee", "--content", "notes", "--date", "2026-03-05", "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "notes/meetings/committee-2026-02.yaml:" in result.stderr
    assert "error[mend-first]: committee-2026-02 cannot be read; mend it first\n" in result.stderr
    chinese = ask("new", "committee", "--content", "notes", "--date", "2026-03-05", "--lang", "zh").stderr
    assert "记录 committee-2026-02 有错误，请先改正再起草\n" in chinese
    assert [one.name for one in (notes / "meetings").iterdir() if one.name > "committee-2026-02.yaml"] == []


def test_an_update_file_of_the_series_that_cannot_be_read_stands_in_the_way_too(notes: Path) -> None:
    path = notes / "updates/committee-2026-03-27.yaml"
    path.write_text(path.read_text("utf-8").replace("date: 2026-03-27", "date: 2026-03-37"), encoding="utf-8")
    result = ask("new", "committee", "--content", "notes", "--date", "2026-03-05", "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "committee-2026-03-27 cannot be read; mend it first" in result.stderr


def test_outside_a_content_folder_only_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("letter.txt", "budget.xlsx", "meeting.yaml"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    said = (
        "site.yaml: error[no-site-file]: there is no site.yaml here\n"
        "    hint: name the folder that holds it, or start one with `reportgen init`\n"
    )
    commands = (["new", "x"], ["actions", "list"], ["actions", "carry", "x"], ["actions", "show", "x/a1"])
    results = [ask(*words, "--lang", "en") for words in commands]
    assert [(one.exit_code, one.stdout, one.stderr) for one in results] == [(1, "", said)] * 4


def test_a_speech_to_the_series_that_cannot_be_read_does_not_stand_in_the_way(notes: Path) -> None:
    (notes / "speeches").mkdir()
    (notes / "speeches/welcome.yaml").write_text("kind: speech\nseries: committee\n", encoding="utf-8")
    result = ask("new", "committee", "--content", "notes", "--date", "2026-03-05")
    assert (result.exit_code, result.stdout) == (1, "notes/meetings/committee-2026-03.yaml\n")
