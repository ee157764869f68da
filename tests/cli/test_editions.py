"""`reportgen editions`: what each edition holds, told by the projection that makes it."""

from __future__ import annotations

from pathlib import Path

from reportgen.text.columns import width
from tests.cli.conftest import ask
from tests.small_site import write

SITE = """\
title: {zh: 纪要汇编, en: Minutes}
editions:
  - full
  - {id: office, sees: internal, without: actions}
  - {id: public, sees: public, closed: omitted, attendance: roles, without: [votes, register, attendance]}
"""
FIRST = """\
kind: minutes
title: 第一次会议
start: 2026-01-15
access: public
agenda:
  - title: 选址
    access: restricted
  - title: 预算
    discussion: '报价 {--internal: 最低者--} 胜出，{--restricted: 其余--} 不取。'
    decisions: [{id: d1, text: 采纳, access: internal}]
"""
FILES = {
    "site.yaml": SITE,
    "meetings/m-1.yaml": FIRST,
    "meetings/m-2.yaml": "kind: minutes\ntitle: Second\nstart: 2026-02-15\naccess: internal\nminutes: draft\n",
    "meetings/m-3.yaml": "kind: minutes\ntitle: '##[error]'\nstart: 2026-03-15\naccess: public\nminutes: draft\n",
    "meetings/m-4.yaml": "kind: minutes\ntitle: Fourth\nstart: 2026-04-15\n",
    "speeches/s-1.yaml": "kind: speech\ntitle: Words\ndate: 2026-02-01\nspeaker: X\naccess: public\n",
}


def told(folder: Path, language: str = "en") -> list[str]:
    result = ask("editions", "--content", str(folder), "--lang", language)
    assert result.exit_code == 0
    return result.stdout.splitlines()


def test_the_fields_stand_against_the_editions(tmp_path: Path) -> None:
    assert told(write(tmp_path, FILES))[:12] == [
        "EDITION          full        office    public",
        "sees up to       restricted  internal  public",
        "what is closed   —           masked    omitted",
        "agenda           yes         yes       yes",
        "decisions        yes         yes       yes",
        "discussion       yes         yes       yes",
        "attendance       names       names     —",
        "votes by member  yes         yes       —",
        "actions          yes         —         yes",
        "register         yes         —         —",
        "attachments      yes         yes       yes",
        "evidence         yes         yes       yes",
    ]


def test_every_record_is_told_as_the_projection_leaves_it(tmp_path: Path) -> None:
    assert told(write(tmp_path, FILES))[12:] == [
        "",
        "RECORD  DAY         full   office           public           TITLE",
        "m-1     2026-01-15  whole  2 masked         4 left out       第一次会议",
        "s-1     2026-02-01  whole  whole            whole            Words",
        "m-2     2026-02-15  whole  draft, not held  not held         Second",
        "m-3     2026-03-15  whole  draft, not held  draft, not held  \\x23#[error]",
        "m-4     2026-04-15  whole  not held         not held         Fourth",
    ]


def test_chinese_columns_stand_below_each_other(tmp_path: Path) -> None:
    lines = told(write(tmp_path, FILES), "zh")
    assert lines[6] == "出席        姓名        姓名      —"
    assert lines[13:15] == [
        "记录  日期        full  office      public      标题",
        "m-1   2026-01-15  完整  遮盖 2 处   删去 4 处   第一次会议",
    ]
    assert (
        len({width(line[: line.index(word)]) for line, word in zip(lines[13:15], ["标题", "第一次"], strict=True)}) == 1
    )


def test_attendance_by_role_is_told(tmp_path: Path) -> None:
    site = "title: Minutes\neditions: [{id: public, sees: public, attendance: roles}]\n"
    assert "attendance       roles" in told(write(tmp_path, {"site.yaml": site}))


def test_a_site_without_editions_has_the_one_with_everything(tmp_path: Path) -> None:
    lines = told(write(tmp_path, FILES | {"site.yaml": "title: Minutes\n"}))
    assert lines[0] == "EDITION          full"
    assert {line.split()[2] for line in lines[14:]} == {"whole"}


def test_what_cannot_be_read_is_told_and_fails(tmp_path: Path) -> None:
    folder = write(tmp_path, FILES | {"meetings/m-4.yaml": "kind: minutes\ntitle: [\n"})
    result = ask("editions", "--content", str(folder), "--lang", "en")
    assert result.exit_code == 1
    assert "meetings/m-4.yaml" in result.stderr
    assert "m-3 " in result.stdout
    assert "m-4" not in result.stdout
