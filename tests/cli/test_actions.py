"""`reportgen actions`: the register from the command line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.cli.actions.table import table
from reportgen.text.columns import width
from tests.cli.conftest import CHECKOUT, Run, ask
from tests.small_site import write_site

DAY = ("--as-of", "2026-06-30")
TYPED = """\
# 三月进展，由秘书整理
kind: updates
series: works
date: 2026-03-25   # 周三
updates:
  # 第一条
  - action: works-1/a2
    note:  '已编 "目录"'   # 原话

# 以下为登记人
by: 白露
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small site in `content`, below the current folder, with an update file as Windows writes it."""
    monkeypatch.chdir(tmp_path)
    return write_site(Path("content"), {"updates/works-2026-03-25.yaml": TYPED.replace("\n", "\r\n")})


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample content, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(CHECKOUT / "content", "content"))


def actions(*words: str, language: str = "en") -> tuple[int, str, str]:
    result = ask("actions", *words, "--lang", language)
    return result.exit_code, result.stdout, result.stderr


def git(*words: str) -> str:
    identity = ["-c", "user.name=Clerk", "-c", "user.email=clerk@example.org", "-c", "core.autocrlf=false"]
    done = subprocess.run(["git", *identity, *words], check=True, capture_output=True)
    return done.stdout.decode()


def test_git_diff_shows_only_the_lines_of_the_event(site: Path) -> None:
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "before")
    code, stdout, stderr = actions(
        "close", "works-1/a2", "--date", "2026-03-25", "--note", "台账已编成：共三册", "--verified-by", "顾怀远",
        "--evidence", "content/assets/plan.pdf", *DAY,
    )  # fmt: skip
    assert (code, stdout) == (0, "content/updates/works-2026-03-25.yaml:9\n")
    assert stderr == "works-1/a2: open → closed\n"
    changes = [line for line in git("diff", "-U0").split("\n") if line[:1] in {"+", "-"}]
    assert changes[2:] == [
        "+  - action: works-1/a2\r",
        "+    state: closed\r",
        "+    note: 台账已编成：共三册\r",
        "+    evidence: assets/plan.pdf\r",
        "+    verified-by: 顾怀远\r",
    ]
    assert ask("check", "content", *DAY).exit_code == 0


def test_a_dry_run_shows_the_change_and_makes_none(site: Path) -> None:
    before = (site / "updates/works-2026-03-25.yaml").read_bytes()
    code, stdout, _ = actions("update", "works-1/a2", "--date", "2026-03-25", "--state", "reported", "--dry-run", *DAY)
    assert (code, stdout) == (
        0,
        "--- updates/works-2026-03-25.yaml\n+++ updates/works-2026-03-25.yaml\n"
        "@@ -8,2 +8,4 @@\n     note:  '已编 \"目录\"'   # 原话\n"
        "+  - action: works-1/a2\n+    state: reported\n \n",
    )
    assert (site / "updates/works-2026-03-25.yaml").read_bytes() == before
    _, stdout, _ = actions("update", "works-1/a2", "--state", "reported", "--dry-run", *DAY)
    assert stdout.startswith("--- /dev/null\n+++ updates/works-2026-06-30.yaml\n")
    assert not (site / "updates/works-2026-06-30.yaml").exists()


def test_everything_that_may_be_said_is_written_in_one_order(site: Path) -> None:
    code, _, stderr = actions(
        "update", "works-1/a2", "--merged-into", "works-1/a1", "--owner", "白露", "--owner", "陆一鸣",
        "--lead", "工程办", "--due", "2026-07-30", "--no-evidence", "在册", "--note", "并案", "--state", "cancelled",
        "--meeting", "works-2", *DAY,
    )  # fmt: skip
    assert (code, stderr) == (0, "works-1/a2: open → cancelled\n")
    assert (site / "meetings/works/works-2.yaml").read_text("utf-8").splitlines()[-1] == (
        "  - {action: works-1/a2, state: cancelled, lead: 工程办, owner: [白露, 陆一鸣], due: 2026-07-30, "
        "note: 并案, no-evidence: 在册, merged-into: works-1/a1}"
    )


def test_an_action_is_reopened_only_after_it_had_ended(site: Path) -> None:
    assert actions("reopen", "works-1/a1", "--note", "又堵", *DAY)[0] == 0
    code, _, stderr = actions("reopen", "works-1/a1", *DAY)
    assert code == 1
    assert stderr.startswith("error[not-ended]: works-1/a1 is open: only what has ended can be reopened\n    hint: ")


def test_what_is_refused_is_told_with_exit_code_1_and_nothing_is_written(site: Path) -> None:
    code, stdout, stderr = actions("update", "works-1/a3", "--note", "好", *DAY)
    assert (code, stdout) == (1, "")
    assert stderr == (
        "error[unknown-action]: there is no action “works-1/a3”\n"
        "    hint: write record/id of an action (works-1/a1?)\n"
        "nothing was recorded, no file was written\n"
    )  # fmt: skip
    assert sorted(path.name for path in (site / "updates").iterdir()) == ["march.yaml", "works-2026-03-25.yaml"]


def test_an_event_that_says_nothing_is_a_mistake_of_the_command_line(site: Path) -> None:
    result = ask("actions", "update", "works-1/a2", LC_ALL="zh_CN.UTF-8")
    assert result.exit_code == 2
    assert "请写明进展" in result.output


def test_commands_at_the_same_time_lose_nothing(site: Path) -> None:
    command = [sys.executable, "-m", "reportgen", "actions", "update", "works-1/a2", "--date", "2026-03-25", *DAY]
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT)}
    running = [
        subprocess.Popen([*command, "--note", f"第{number}条"], env=environment, stdout=-3, stderr=-3)
        for number in range(4)
    ]
    codes = [one.wait() for one in running]
    assert 0 in codes
    assert set(codes) <= {0, 3}
    text = (site / "updates/works-2026-03-25.yaml").read_text("utf-8")
    assert [f"第{number}条" in text for number in range(4)] == [code == 0 for code in codes]
    assert ask("check", "content", *DAY).exit_code == 0


def test_the_list_is_a_table_in_which_chinese_stands_straight(sample: Path) -> None:
    code, stdout, stderr = actions("list", "--series", "road-maintenance", *DAY, language="zh")
    assert (code, stderr) == (0, "")
    lines = stdout.splitlines()
    assert lines[0].split() == ["编号", "状态", "完成时限", "责任", "事项"]
    places = [
        width(line[: line.index(word)]) for line, word in zip(lines, ["事项", *map(last_cell, lines[1:])], strict=True)
    ]
    assert len(places) > 5
    assert len(set(places)) == 1


def last_cell(line: str) -> str:
    return line.rpartition("  ")[2]


def test_on_a_terminal_the_table_fits() -> None:
    rows = [("road-2025-12/a5", "待办", "完成县道隐患电子台账并录入涵洞、边坡、桥梁三类隐患" * 2)] * 2
    shown = list(table(("编号", "状态", "事项"), rows, 60))
    assert max(map(width, shown)) <= 60
    assert shown[1].endswith("…")
    assert not any("…" in line for line in table(("编号", "状态", "事项"), rows, None))


def test_a_table_shows_nothing_a_terminal_would_obey() -> None:
    shown = list(table(("A", "B"), [("\x1b[31m", "x"), ("ab", "y")], None))
    assert shown == ["A         B", "\\x1b[31m  x", "ab        y"]


def test_the_list_is_json_for_programs(sample: Path) -> None:
    code, stdout, _ = actions("list", "--form", "json", "--all", *DAY)
    assert code == 0
    rows = {one["action"]: one for one in json.loads(stdout)}
    assert rows["road-2025-12/a5"]["signal"] == "overdue"
    assert rows["road-2025-12/a5"]["lead"] == {"id": "transport", "name": "县交通运输局"}
    assert rows["library-2025-07/a2"]["slipped-days"] == 149
    live = json.loads(actions("list", "--form", "json", *DAY)[1])
    assert {one["action"] for one in live} == {
        name for name, one in rows.items() if one["state"] not in {"closed", "cancelled"}
    }


def test_json_stays_json_whatever_a_task_says(site: Path) -> None:
    path = site / "meetings/works/works-1.yaml"
    path.write_text(
        path.read_text("utf-8").replace("task: 编制台账", 'task: "::error ##[group] soft\\u00ADhyphen"'), "utf-8"
    )
    _, stdout, _ = actions("list", "--form", "json", *DAY)
    assert [one["task"] for one in json.loads(stdout)] == ["::error ##[group] soft\u00adhyphen"]
    assert "##[" not in stdout


def test_ci_fails_on_overdue_actions_only_when_it_asks_to(sample: Path) -> None:
    assert actions("list", "--overdue", *DAY)[0] == 0
    assert actions("list", "--fail-overdue", *DAY)[0] == 1
    assert actions("list", "--fail-overdue", "--series", "library-board", *DAY)[0] == 0
    assert actions("list", "--fail-overdue", "--series", "library-board", "--as-of", "2026-10-05")[0] == 1


def test_whatever_the_content_does_not_know_is_a_mistake_of_content_in_every_command(sample: Path) -> None:
    commands = (
        ["list", "--series", "x"], ["list", "--unit", "x"], ["list", "--owner", "x"], ["carry", "x"], ["show", "x/a1"],
    )  # fmt: skip
    assert [actions(*words, *DAY)[0] for words in commands] == [1] * 5
    assert ask("new", "x").exit_code == 1


def test_a_unit_nobody_knows_is_told(sample: Path) -> None:
    code, stdout, stderr = actions("list", "--unit", "交通运输", *DAY, language="zh")
    assert (code, stdout) == (1, "")
    assert stderr.startswith("error[unknown-unit]: 台账中没有单位“交通运输”\n")


def test_no_action_is_no_table(site: Path) -> None:
    assert actions("list", "--as-of", "2026-01-01") == (0, "", "there are no such actions\n")
    assert json.loads(actions("list", "--form", "json", "--as-of", "2026-01-01")[1]) == []


def test_a_history_is_shown_with_file_and_line(site: Path) -> None:
    code, stdout, stderr = actions("show", "works-1/a1", *DAY)
    assert (code, stderr) == (0, "")
    assert stdout == (
        "works-1/a1  清理一号沟\n"
        "  opened       2026-01-15  content/meetings/works/works-1.yaml:22  工程例会第一次会议 · 排水\n"
        "  state        closed\n"
        "  lead         工程办\n"
        "  owner        沈青禾\n"
        "  due          2026-03-10 · slipped once, 28 days\n"
        "  ended        2026-03-18\n"
        "  verified by  顾怀远\n"
        "  no evidence  现场查看\n"
        "\n"
        "history\n"
        "  2026-02-12  in progress  content/meetings/works/works-2.yaml:17  工程例会第二次会议 · by 顾怀远\n"
        "      完成过半\n"
        "      due 2026-02-10 → 2026-03-10 (+28 days)\n"
        "  2026-03-18  closed  content/updates/march.yaml:5  by 白露\n"
        "      已清理\n"
        "      no evidence: 现场查看\n"
        "      verified by: 顾怀远\n"
    )
    assert actions("show", "works-1/a1", *DAY, language="zh")[1].splitlines()[5] == (
        "  完成时限  2026-03-10 · 顺延 1 次，共 28 天"
    )


def test_a_history_is_that_of_its_day(site: Path) -> None:
    _, stdout, _ = actions("show", "works-1/a1", "--as-of", "2026-02-01")
    assert stdout.endswith("history\n  no update yet\n  updates after 2026-02-01: 2\n")


def test_reopening_is_told(site: Path) -> None:
    actions("reopen", "works-1/a1", "--note", "又堵", "--due", "2026-08-01", *DAY)
    _, stdout, _ = actions("show", "works-1/a1", *DAY)
    assert "  reopened  once\n" in stdout
    assert "  2026-06-30  reopened  content/updates/works-2026-06-30.yaml:6\n" in stdout
    assert "slipped 2 times, 172 days" in stdout


def test_carry_shows_what_a_draft_of_that_day_holds(sample: Path) -> None:
    _, stdout, _ = actions("carry", "road-maintenance", "--as-of", "2026-05-10")
    going, _, ended = stdout.partition("\n\n")
    assert ended.startswith("Ended since the last meeting on 2026-03-12 (3), for the minutes to note\n")
    draft = ask("new", "road-maintenance", "--date", "2026-05-10", "--dry-run").stdout
    for line in going.splitlines()[2:]:
        assert f"#   - {{action: {line.split()[0]}," in draft
    for line in ended.splitlines()[2:]:
        assert f"#   # {line.split()[0]}: " in draft
    assert draft.count("- {action: ") == len(going.splitlines()) - 2 == 7


def test_letters_are_written_once(sample: Path) -> None:
    code, stdout, stderr = actions("remind", "--overdue", *DAY)
    assert code == 0
    folder = "reminders-2026-06-30"
    assert stdout.splitlines() == [f"{folder}/{name}.eml" for name in ("anders-holm", "chen-bo", "ma-junfeng")]
    assert stderr == "3 letters have no address; add `x-mail:` in people.yaml\n"
    letter = Path(folder, "chen-bo.eml")
    first = letter.read_bytes()
    assert actions("remind", "--overdue", *DAY) == (0, stdout, stderr)
    assert actions("remind", "--all", *DAY)[0] == 3
    assert letter.read_bytes() == first


def test_letters_of_another_day_go_beside_them_and_one_that_is_missing_is_written_again(sample: Path) -> None:
    _, stdout, _ = actions("remind", "--overdue", *DAY)
    Path("reminders-2026-06-30/chen-bo.eml").unlink()
    assert actions("remind", "--overdue", *DAY)[:2] == (0, stdout)
    assert Path("reminders-2026-06-30/chen-bo.eml").exists()
    assert actions("remind", "--overdue", "--as-of", "2026-07-01")[1].startswith("reminders-2026-07-01/")


def test_letters_do_not_go_among_the_records(sample: Path) -> None:
    result = ask("actions", "remind", "-o", "content/reminders", *DAY)
    assert result.exit_code == 2
    assert "lies inside the content folder" in result.output
    inside = ask("actions", "remind", "--content", ".", *DAY)
    assert (inside.exit_code, "'reminders-2026-06-30' lies inside" in inside.output) == (2, True)


def test_an_action_that_names_nobody_is_told_as_no_letter_can_hold_it(site: Path) -> None:
    path = site / "meetings/works/works-1.yaml"
    path.write_text(path.read_text("utf-8").replace(", owner: [陆一鸣]", ""), "utf-8")
    said = "there is nothing to remind anybody of\nnobody is named, so nobody is reminded: works-1/a2\n"
    assert actions("remind", "--all", *DAY) == (0, "", said)


NEWS = """\
kind: minutes
series: works
title: 工程例会
start: 2026-03-26 09:00
access: public
updates:
  - {action: works-1/a2, state: in-progress, note: 仍在编制}
"""
BACKDATED = ("works-1/a2", "--date", "2026-03-20", "--no-evidence", "在册", "--verified-by", "顾怀远", *DAY)


def test_a_closing_that_a_later_record_undoes_is_recorded_with_a_clear_warning(site: Path) -> None:
    (site / "meetings/works/works-2026-03-26.yaml").write_text(NEWS, "utf-8")
    code, stdout, stderr = actions("close", *BACKDATED)
    assert (code, stdout) == (0, "content/updates/works-2026-03-20.yaml:6\n")
    place = "content/meetings/works/works-2026-03-26.yaml:7:5: warning[overtaken]: "
    said = (
        "closed on 2026-03-20, but works-2026-03-26 of 2026-03-26 records it as in progress again; it is live today\n"
    )
    assert stderr.startswith(place + said)
    assert stderr.endswith("works-1/a2: in progress\n")
    assert "ended-then-live" not in stderr
    assert ":7:5: warning[ended-then-live]: " in ask("check", "content", *DAY).stderr


def test_in_chinese_the_warning_says_that_it_is_still_to_be_done(site: Path) -> None:
    (site / "meetings/works/works-2026-03-26.yaml").write_text(NEWS, "utf-8")
    _, _, stderr = actions("close", *BACKDATED, "--dry-run", language="zh")
    assert "2026-03-20 已销号；但 2026-03-26（works-2026-03-26）又记为办理中，今仍未结\n" in stderr


def test_any_state_that_is_not_the_last_word_is_warned_of(site: Path) -> None:
    closed = NEWS.replace("state: in-progress, note: 仍在编制", "state: closed, verified-by: 顾怀远, no-evidence: 在册")
    (site / "meetings/works/works-2026-03-26.yaml").write_text(closed, "utf-8")
    assert actions("update", "works-1/a2", "--date", "2026-03-20", "--state", "办理中", *DAY)[::2] == (
        0,
        "content/meetings/works/works-2026-03-26.yaml:7:5: warning[overtaken]: "
        "in progress on 2026-03-20, but works-2026-03-26 of 2026-03-26 records it as closed\n"
        "    hint: correct that update, or give the day on which it really ended or changed: --date\n"
        "works-1/a2: closed\n",
    )


def test_states_are_understood_in_chinese_and_refused_with_both(site: Path) -> None:
    assert actions("list", "--state", "已销号", *DAY)[1] == actions("list", "--state", "closed", *DAY)[1] != ""
    assert actions("update", "works-1/a2", "--state", "办理中", *DAY)[0] == 0
    assert "state: in-progress\n" in (site / "updates/works-2026-06-30.yaml").read_text("utf-8")
    code, _, stderr = actions("list", "--state", "办结")
    assert code == 2
    assert (
        "'办结' is not a state; write one of "
        "[open 待办, in-progress 办理中, reported 已报完成, closed 已销号, cancelled 已取消]."
    ) in stderr


def test_what_has_ended_is_not_closed_again_by_either_command(site: Path) -> None:
    again = actions("update", "works-1/a1", "--state", "closed", *DAY, language="zh")
    assert again == actions("close", "works-1/a1", *DAY, language="zh")
    assert again == (
        1,
        "",
        "error[ended-already]: works-1/a1 已于 2026-03-18 结束（已销号）\n"
        '    提示：补佐证请运行 `reportgen actions update works-1/a1 --date … --no-evidence "…"`；'
        "要重新办理请用 reopen\n"
        "未登记，没有写入任何文件\n",
    )
    assert "works-1/a2 为待办：" in actions("reopen", "works-1/a2", *DAY, language="zh")[2]


def test_with_a_record_missing_the_register_says_that_it_is_incomplete(site: Path) -> None:
    path = site / "meetings/works/works-1.yaml"
    path.write_text(path.read_text("utf-8").replace("2026-12-31", "2026-02-31"), "utf-8")
    code, stdout, stderr = actions("carry", "works", *DAY)
    assert (code, stdout) == (1, "there are no open actions in what could be read\n")
    assert "error[incomplete-register]: the register is incomplete: works-1 cannot be read\n" in stderr
    code, stdout, stderr = actions("list", *DAY, language="zh")
    assert (code, stdout) == (1, "")
    assert "error[incomplete-register]: 台账不完整，无法读取：works-1\n" in stderr
    assert stderr.endswith("能读取的记录中没有这样的事项\n")


def test_an_action_of_a_record_that_cannot_be_read_is_not_said_to_be_none(site: Path) -> None:
    path = site / "meetings/works/works-1.yaml"
    path.write_text(path.read_text("utf-8").replace("2026-12-31", "2026-02-31"), "utf-8")
    for words in (["show", "works-1/a2", *DAY], ["close", "works-1/a2", *DAY]):
        code, stdout, stderr = actions(*words)
        assert (code, stdout) == (1, "")
        assert "works-1.yaml:27:" in stderr
        assert "nothing can be said of works-1/a2: works-1 cannot be read until its error is mended\n" in stderr
        assert "unknown-action" not in stderr
        assert ("nothing was recorded" in stderr) == (words[0] == "close")


def test_a_chinese_history_has_full_width_colons_and_one_word_for_one_thing(site: Path) -> None:
    _, stdout, _ = actions("show", "works-1/a1", *DAY, language="zh")
    assert "      无佐证：现场查看\n      复核人：顾怀远\n" in stdout
    assert "      完成时限由 2026-02-10 改为 2026-03-10（+28 天）\n" in stdout
    assert "  复核人    顾怀远\n" in stdout


def test_what_ended_before_the_last_meeting_and_was_recorded_after_it_is_told_with_both_days(notes: Path) -> None:
    path = notes / "meetings/committee-2026-02.yaml"
    path.write_text("kind: minutes\nseries: committee\ntitle: Second\nstart: 2026-03-05 18:00\n", "utf-8")
    asked = ("carry", "committee", "--content", "notes", "--as-of", "2026-04-01")
    _, stdout, _ = actions(*asked)
    assert "committee-2026-01/a1  closed on 2026-02-26, recorded 2026-03-27  Tell" in stdout
    assert "committee-2026-01/a2  closed on 2026-03-19                       Find" in stdout
    assert "2026-02-26 已销号（2026-03-27 记录）" in actions(*asked, language="zh")[1]


@pytest.mark.parametrize("name", ["list", "show", "update", "close", "reopen", "carry", "remind"])
def test_the_help_of_each_command_imports_none_of_what_it_runs(run: Run, name: str) -> None:
    from tests.cli.test_overview import HEAVY, SHOW_MODULES

    done = run(script=SHOW_MODULES.format(words=["actions", name, "--help"]))
    assert done.returncode == 0
    assert not set(HEAVY) - {"click", "dataclasses"} & set(done.stderr.split())
