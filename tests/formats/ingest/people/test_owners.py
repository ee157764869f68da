"""Who carries out what a line asks for, and by when; who presents an item."""

from __future__ import annotations

import datetime as dt

import pytest

from reportgen.formats.ingest.people.duties import Duties
from reportgen.formats.ingest.people.owners import (
    LONGEST_TASK,
    Promise,
    are_names,
    names_among,
    names_of,
    presenter_of,
    read_promise,
)

PEOPLE = ("Ada Moss", "Tom Reed", "Felix", "白露", "鲁豫", "bai-lu")


@pytest.mark.parametrize(
    ("text", "task", "owner"),
    [
        ("Felix: invite both schools", "invite both schools", ["Felix"]),
        ("Ada Moss: order the sign", "order the sign", ["Ada Moss"]),
        ("Ada: order the sign", "order the sign", ["Ada"]),
        ("AM: order the sign", "order the sign", ["AM"]),
        ("**Ada Moss**: order the sign", "order the sign", ["Ada Moss"]),
        ("Ada Moss, Tom Reed: order the sign", "order the sign", ["Ada Moss", "Tom Reed"]),
        ("Ada and Tom: order the sign", "order the sign", ["Ada", "Tom"]),
        ("[Ada Moss] order the sign", "order the sign", ["Ada Moss"]),
        ("Ada Moss - order the sign", "order the sign", ["Ada Moss"]),
        ("Ada Moss – order the sign", "order the sign", ["Ada Moss"]),
        ("Felix, please order the sign", "please order the sign", ["Felix"]),
        ("Felix orders the sign", "Felix orders the sign", ["Felix"]),
        ("Ada Moss to order the sign", "Ada Moss to order the sign", ["Ada Moss"]),
        ("Nora Pike to order the sign", "Nora Pike to order the sign", ["Nora Pike"]),
        ("Will Grant to order the sign", "Will Grant to order the sign", ["Will Grant"]),
        ("Mark to order the sign", "Mark to order the sign", ["Mark"]),
        (
            "Nora Pike and Max Dean will order the sign",
            "Nora Pike and Max Dean will order the sign",
            ["Nora Pike", "Max Dean"],
        ),
        ("Nora Pike agreed to order the sign", "Nora Pike agreed to order the sign", ["Nora Pike"]),
        ("@nora order the sign", "@nora order the sign", ["nora"]),
        ("order the sign @nora @max", "order the sign @nora @max", ["nora", "max"]),
        ("order the sign @nora and ask @nora", "order the sign @nora and ask @nora", ["nora"]),
        ("@Ada Moss order the sign", "@Ada Moss order the sign", ["Ada Moss"]),
        ("write to office@example.org @nora", "write to office@example.org @nora", ["nora"]),
        ("order the sign (Nora)", "order the sign (Nora)", ["Nora"]),
        ("order the sign [Nora, Max]", "order the sign [Nora, Max]", ["Nora", "Max"]),
        ("order the sign -- Nora Pike", "order the sign", ["Nora Pike"]),
        ("order the sign — Nora Pike", "order the sign", ["Nora Pike"]),
        ("order the sign (owner: Nora Pike)", "order the sign", ["Nora Pike"]),
        ("order the sign. Owner: Nora Pike", "order the sign.", ["Nora Pike"]),
        ("order the sign, assigned to: Nora Pike", "order the sign", ["Nora Pike"]),
        ("白露：整理名单", "整理名单", ["白露"]),
        ("白露: 整理名单", "整理名单", ["白露"]),
        ("白露、鲁豫：整理名单", "整理名单", ["白露", "鲁豫"]),
        ("沈青禾：整理名单", "整理名单", ["沈青禾"]),
        ("【白露】整理名单", "整理名单", ["白露"]),
        ("白露 —— 整理名单", "整理名单", ["白露"]),
        ("白露 整理名单", "整理名单", ["白露"]),
        ("白露负责整理名单", "白露负责整理名单", ["白露"]),
        ("由沈青禾牵头整理名单", "由沈青禾牵头整理名单", ["沈青禾"]),
        ("@白露 整理名单", "@白露 整理名单", ["白露"]),
        ("整理名单 @白露", "整理名单 @白露", ["白露"]),
        ("整理名单（白露）", "整理名单（白露）", ["白露"]),
        ("整理名单（白露、鲁豫）", "整理名单（白露、鲁豫）", ["白露", "鲁豫"]),
        ("整理名单——白露", "整理名单", ["白露"]),
        ("整理名单-白露", "整理名单", ["白露"]),
        ("整理名单（责任人：白露）", "整理名单", ["白露"]),
        ("整理名单，责任人：白露、鲁豫", "整理名单", ["白露", "鲁豫"]),
        ("整理名单 责任人：白露", "整理名单", ["白露"]),
        ("整理名单 - bai-lu", "整理名单", ["bai-lu"]),
    ],
)
def test_owners_are_named_in_the_notations_of_minutes(text: str, task: str, owner: list[str]) -> None:
    promise = read_promise(text, people=PEOPLE)
    assert (promise.task, [*promise.owner]) == (task, owner)


@pytest.mark.parametrize(
    "text",
    [
        "Order the sign",
        "Docs: update the page of rules",
        "[database] upgrade before summer",
        "order the sign (done)",
        "order the sign (see item 3)",
        "order the sign (#214)",
        "order the sign (https://example.org)",
        "order the sign - optional",
        "We will order the sign",
        "Write to the school",
        "speak to residents",
        "Add to the list of signs",
        "Remember to lock the door",
        "Proposal to close the road",
        "What to do in a flood",
        "It is to be painted",
        "The well-known sign-post stays",
        "write to office@example.org",
        "整理名单",
        "方案：整理名单",
        "项目：整理名单",
        "整理名单（已完成）",
        "整理名单（详见附件）",
        "整理名单（3月底）",
        "建议先整理名单",
        "周五前整理名单",
    ],
)
def test_other_words_name_no_owner_and_stay_as_they_are(text: str) -> None:
    promise = read_promise(text, people=PEOPLE)
    assert (promise.task, promise.owner) == (text, ())


@pytest.mark.parametrize(
    ("text", "due", "words"),
    [
        ("order the sign by 2026-03-20", "2026-03-20", ""),
        ("order the sign by 20 March 2026", "2026-03-20", ""),
        ("order the sign by March 20, 2026", "2026-03-20", ""),
        ("order the sign, due: 2026-03-20", "2026-03-20", ""),
        ("order the sign before Friday, 20 March 2026", "2026-03-20", ""),
        ("order the sign ⏰ 2026-03-20", "2026-03-20", ""),
        ("order the sign ⏰ 2026-03-20 18:00", "2026-03-20", "2026-03-20 18:00"),
        ("order the sign by 20 March", None, "by 20 March"),
        ("order the sign by the next meeting", None, "by the next meeting"),
        ("order the sign by Friday", None, "by Friday"),
        ("order the sign by end of June", None, "by end of June"),
        ("order the sign that was seen on 20 March 2026", None, ""),
        ("order the sign", None, ""),
        ("整理名单（截止时间：2026-03-20）", "2026-03-20", ""),
        ("整理名单，完成时限：2026年3月20日", "2026-03-20", ""),
        ("整理名单（完成时限：汛期前）", None, "汛期前"),
        ("汛期前整理名单", None, "汛期前"),
        ("下周五前整理名单", None, "下周五前"),
        ("3月底前整理名单", None, "3月底前"),
        ("整理名单", None, ""),
        ("白露 —— 整理名单 —— 5月6日", None, "5月6日"),
    ],
)
def test_a_day_with_its_year_is_due_and_other_words_are_kept_as_said(text: str, due: str | None, words: str) -> None:
    promise = read_promise(text, people=PEOPLE)
    assert (promise.due, promise.due_words) == (dt.date.fromisoformat(due) if due else None, words)


@pytest.mark.parametrize(
    ("text", "ticked", "is_done"),
    [
        ("order the sign", None, False),
        ("order the sign", False, False),
        ("order the sign", True, True),
        ("~~order the sign~~", None, True),
        ("~~order~~ paint the sign", None, False),
    ],
)
def test_what_is_ticked_or_struck_out_is_done(text: str, ticked: bool | None, is_done: bool) -> None:
    assert read_promise(text, ticked=ticked).is_done is is_done
    assert "~~" not in read_promise("~~order the sign~~").task


def test_duties_of_chinese_minutes_are_told_with_the_task() -> None:
    text = "完成清淤（责任单位：水务站、交通站；责任人：白露；完成时限：2026年4月30日）"
    day = dt.date(2026, 4, 30)
    assert read_promise(text) == Promise(
        "完成清淤",
        ("白露",),
        day,
        duties=Duties(lead=("水务站",), support=("交通站",), owner=("白露",), due=day),
    )


def test_a_line_that_tells_a_story_is_not_looked_through() -> None:
    text = "Felix: " + "word " * (LONGEST_TASK // 5) + "by 2026-03-20"
    assert read_promise(text, people=PEOPLE) == Promise(text)


@pytest.mark.parametrize(
    ("title", "rest", "who"),
    [
        ("Budget - Ada Moss", "Budget", ["Ada Moss"]),
        ("Budget -- Ada Moss, Tom Reed", "Budget", ["Ada Moss", "Tom Reed"]),
        ("Budget (presenter: Ada Moss)", "Budget", ["Ada Moss"]),
        ("Budget, presented by: Ada Moss", "Budget", ["Ada Moss"]),
        ("Budget of 2026", "Budget of 2026", []),
        ("Re-opening of the Reading-Room", "Re-opening of the Reading-Room", []),
        ("Budget - first reading", "Budget - first reading", []),
        ("- Ada Moss", "- Ada Moss", []),
        ("Budget -- discussion", "Budget -- discussion", []),
        ("清淤方案 -- bailu", "清淤方案", ["bailu"]),
        ("清淤方案 -- 白露", "清淤方案", ["白露"]),
        ("清淤方案（汇报人：白露）", "清淤方案", ["白露"]),
        ("清淤方案 汇报人：白露、鲁豫", "清淤方案", ["白露", "鲁豫"]),
        ("清淤方案——白露", "清淤方案", ["白露"]),
        ("清淤方案    白露", "清淤方案", ["白露"]),
        ("清淤方案", "清淤方案", []),
        ("清淤方案——第二阶段的安排和预算", "清淤方案——第二阶段的安排和预算", []),
    ],
)
def test_who_presents_stands_behind_a_title(title: str, rest: str, who: list[str]) -> None:
    assert presenter_of(title) == (rest, tuple(who))


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("白露、鲁豫", ["白露", "鲁豫"]),
        ("白露/鲁豫", ["白露", "鲁豫"]),
        ("白露和鲁豫", ["白露", "鲁豫"]),
        ("Ada Moss/Tom Reed", ["Ada Moss", "Tom Reed"]),
        ("done", []),
        ("2026-03-20", []),
        ("待定", []),
        ("everyone", []),
    ],
)
def test_words_that_should_be_names_alone(words: str, names: list[str]) -> None:
    assert names_of(words) == tuple(names)


def test_names_among_are_known_or_are_chinese_names() -> None:
    assert names_among("@bai-lu、沈青禾", PEOPLE) == ("bai-lu", "沈青禾")
    assert names_among("bai-lu, max", PEOPLE) == ()
    assert names_among("方案", PEOPLE) == ()


def test_brackets_hold_names_alone() -> None:
    held = ["白露", "白露、鲁豫", "Nora", "Nora, Max", "@nora"]
    others = ["3月底", "see item 3", "白露负责整理名单", "no", ""]
    assert [are_names(one) for one in (*held, *others)] == [True] * len(held) + [False] * len(others)
