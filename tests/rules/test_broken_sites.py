"""The chain of responsibility, broken in one place at a time: each rule says what, where, and what to type instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.diagnostic import DiagnosticKind, Severity
from reportgen.rules import briefings, chains, closing, due, duty
from reportgen.stages.check import check
from tests.small_site import AS_OF, PEOPLE, SECOND, content_of, told, write_site

HEAD = "kind: minutes\ntitle: 绿化专题会\nstart: 2026-04-01\n"
LEFT_OFFICE = PEOPLE.replace("from: 2025-01-01", "from: 2025-01-01, until: 2026-03-31")
Words = tuple[str, str]


def meeting(text: str) -> dict[str, str]:
    return {"meetings/x.yaml": HEAD + text}


def opening(text: str) -> dict[str, str]:
    return meeting(f"actions: [{{id: a1, task: 补种行道树, {text}}}]\n")


def update(text: str) -> dict[str, str]:
    return {"updates/may.yaml": f"kind: updates\ndate: 2026-05-20\nupdates: [{{action: {text}}}]\n"}


def briefing(text: str, name: str = "b") -> dict[str, str]:
    return {f"briefings/{name}.yaml": f"kind: briefing\ntitle: 简报\ndate: 2026-04-01\n{text}"}


CASES: dict[str, tuple[dict[str, str], str, Severity, Words, Words]] = {
    "action-without-owner": (
        opening("due: 2026-12-31"),
        "meetings/x.yaml:4:11",
        Severity.WARNING,
        ("action “补种行道树” names nobody", "add `lead:` or `owner:`, or name somebody in an update of x/a1"),
        ("事项“补种行道树”没有责任单位和责任人", "请补写 `lead:` 或 `owner:`，或在 x/a1 的进展中写明"),
    ),
    "owner-out-of-office": (
        {"people.yaml": LEFT_OFFICE} | opening("owner: [白露, 顾怀远], due: 2026-12-31"),
        "meetings/x.yaml:4:45",
        Severity.WARNING,
        (
            "“顾怀远” answers for x/a1, and holds no post of people.yaml on 2026-04-01",
            "name who is in office, in an update once the minutes are approved; or correct `posts:` in people.yaml",
        ),
        (
            "“顾怀远”负责 x/a1，但据 people.yaml，2026-04-01 并不在任",
            "请改写在任人员，纪要已签发的写成一条进展；或改正 people.yaml 中的 `posts:`",
        ),
    ),
    "unit-without-head": (
        opening("lead: 工地办, due: 2026-12-31"),
        "people.yaml:13:5",
        Severity.WARNING,
        (
            "“工地办” leads live actions (1), and nobody heads it on 2026-06-30",
            "add `heads:` or `deputies:` here, with `who:`, `from:` and `until:`",
        ),
        (
            "“工地办”牵头的未结事项有 1 项，但 2026-06-30 没有在任的负责人",
            "请在此补写 `heads:` 或 `deputies:`，写明 `who:`、`from:`、`until:`",
        ),
    ),
    "action-without-due": (
        opening("owner: 陆一鸣"),
        "meetings/x.yaml:4:11",
        Severity.WARNING,
        (
            "action “补种行道树” has no due date",
            "add `due:` with a date, or `due-words:` with the words of the meeting",
        ),
        ("事项“补种行道树”没有完成时限", "请补写 `due:` 和日期，或用 `due-words:` 照录会上的说法"),
    ),
    "vague-due": (
        opening("owner: 陆一鸣, due-words: 尽快"),
        "meetings/x.yaml:4:56",
        Severity.WARNING,
        (
            "“尽快” names no day that anybody could be held to",
            "add `due:` with the date by which it is asked about, here or in an update",
        ),
        ("“尽快”不是可以检查的完成时限", "请补写 `due:` 和检查日期，也可写在进展中"),
    ),
    "due-words-without-date": (
        opening("owner: 陆一鸣, due-words: 入冬前"),
        "meetings/x.yaml:4:56",
        Severity.INFO,
        (
            "“入冬前” stands without a date, so nothing will say when it is overdue",
            "add `due:` with the date that is meant, here or in an update",
        ),
        ("“入冬前”没有对应日期，逾期时无从提醒", "请补写 `due:` 和所指日期，也可写在进展中"),
    ),
    "due-before-opening": (
        opening("owner: 陆一鸣, due: 2025-12-31, state: cancelled"),
        "meetings/x.yaml:4:50",
        Severity.WARNING,
        (
            "the due date of x/a1, 2025-12-31, is before the day it was set, 2026-04-01",
            "check the year and the month of `due:`",
        ),
        ("x/a1 的完成时限 2025-12-31 早于定下时限之日 2026-04-01", "请核对 `due:` 的年份和月份"),
    ),
    "overdue-without-update": (
        opening("owner: 陆一鸣, due: 2026-05-15"),
        "meetings/x.yaml:4:11",
        Severity.WARNING,
        (
            "x/a1 was due on 2026-05-15, with no update since 2026-04-01",
            "ask, and record an update: what was done, or a new `due:`",
        ),
        ("x/a1 已于 2026-05-15 到期，2026-04-01 之后没有进展记录", "请催办，并记录进展：办理情况，或新的 `due:`"),
    ),
    "reported-not-verified": (
        update("works-1/a2, state: reported"),
        "updates/may.yaml:3:11",
        Severity.WARNING,
        (
            "works-1/a2 was reported done on 2026-05-20, and nobody has verified it",
            "record an update: `state: closed` with `verified-by:`, or `state: open` with what is missing",
        ),
        (
            "works-1/a2 于 2026-05-20 报告完成，至今无人复核",
            "请记录进展：`state: closed` 并写 `verified-by:`，或 `state: open` 并写明缺什么",
        ),
    ),
    "closed-without-verifier": (
        update("works-1/a2, state: closed, no-evidence: 现场查看"),
        "updates/may.yaml:3:11",
        Severity.WARNING,
        ("works-1/a2 is closed, and nobody is named who verified it", "add `verified-by:`, here or in a later update"),
        ("works-1/a2 已销号，但没有写明复核人", "请补写 `verified-by:`，也可写在后来的进展中"),
    ),
    "closed-without-evidence": (
        update("works-1/a2, state: closed, verified-by: 顾怀远"),
        "updates/may.yaml:3:11",
        Severity.WARNING,
        (
            "works-1/a2 is closed without evidence, and without a reason why there is none",
            "add `evidence:` with files, `links:`, or `no-evidence:` with the reason, here or in a later update",
        ),
        (
            "works-1/a2 已销号，但没有佐证材料，也没有说明原因",
            "请补写 `evidence:`（文件）、`links:`（链接）或 `no-evidence:`（原因），也可写在后来的进展中",
        ),
    ),
    "update-after-end": (
        update("works-1/a1, state: closed"),
        "updates/may.yaml:3:11",
        Severity.WARNING,
        (
            "works-1/a1 has been closed since 2026-03-18, as march tells; "
            "this update changes it and does not open it again",
            "write `state: open` if it goes on; if it stays ended leave `note:` and evidence only",
        ),
        (
            "works-1/a1 自 2026-03-18 起已销号（见 march）；这条进展没有重新办理，却改动了它",
            "重新办理的请写 `state: open`；不再办理的，只留 `note:` 和佐证材料",
        ),
    ),
    "ended-then-live": (
        update("works-1/a2, date: 2026-05-18, state: cancelled}, {action: works-1/a2, state: in-progress"),
        "updates/may.yaml:3:69",
        Severity.WARNING,
        (
            "works-1/a2 was cancelled on 2026-05-18, as may tells, "
            "and this update of 2026-05-20 records it as in progress again",
            "write `state: open` if it was opened again; if it stays ended take `state:` out",
        ),
        (
            "works-1/a2 已于 2026-05-18 记为已取消（见 may），这条 2026-05-20 的进展又记为办理中",
            "确属重新办理的请写 `state: open`；不再办理的请删去 `state:`",
        ),
    ),
    "continues-in-a-circle": (
        opening("owner: 陆一鸣, due: 2026-12-31, continues: x/a1"),
        "meetings/x.yaml:4:73",
        Severity.ERROR,
        (
            "these actions go on as one another in a circle: x/a1 → x/a1",
            "take out the `continues:` or `merged-into:` that is wrong",
        ),
        ("这些事项互为接续，成了一个圈：x/a1 → x/a1", "请删去写错的 `continues:` 或 `merged-into:`"),
    ),
    "merged-into-ended": (
        update("works-1/a2, merged-into: works-1/a1"),
        "updates/may.yaml:3:45",
        Severity.WARNING,
        (
            "works-1/a2 was merged into works-1/a1, which had ended by then: nobody owes it any more",
            "name the action that goes on, or open works-1/a1 again: `state: open`",
        ),
        (
            "works-1/a2 并入 works-1/a1，而后者当时已经结束，此事再无人办理",
            "请写接续办理的事项，或将 works-1/a1 重新办理：`state: open`",
        ),
    ),
    "split-but-live": (
        meeting(
            "actions:\n"
            "  - {id: a1, task: 查东段, owner: 陆一鸣, due: 2026-12-31, continues: works-1/a2}\n"
            "  - {id: a2, task: 查西段, owner: 陆一鸣, due: 2026-12-31, continues: works-1/a2}\n"
        ),
        "meetings/x.yaml:5:65",
        Severity.WARNING,
        (
            "works-1/a2 was split into x/a1, x/a2, and is still open itself",
            "end it with an update: `state: cancelled`, with a note that it was split",
        ),
        (
            "works-1/a2 已拆为 x/a1、x/a2，但原事项仍未结（待办）",
            "请登记 `state: cancelled` 并注明拆分",
        ),
    ),
    "continued-but-live": (
        opening("owner: 陆一鸣, due: 2026-12-31, continues: works-1/a2"),
        "meetings/x.yaml:4:73",
        Severity.WARNING,
        (
            "works-1/a2 goes on as x/a1, and is still open itself",
            "end it with an update: `merged-into: x/a1`, `state: closed` or `state: cancelled`",
        ),
        (
            "works-1/a2 已由 x/a1 接续，自身却仍为待办",
            "请用一条进展了结它：`merged-into: x/a1`、`state: closed` 或 `state: cancelled`",
        ),
    ),
    "decision-without-action": (
        meeting("agenda: [{title: 绿化, decisions: [{id: d1, text: 补种行道树}]}]\n"),
        "meetings/x.yaml:4:34",
        Severity.INFO,
        (
            "nobody is asked to act on the decision “补种行道树”",
            "add an action under the same item, or one with `carries-out: d1`",
        ),
        ("决定“补种行道树”没有落实事项", "请在同一议题下补写事项，或在事项中写 `carries-out: d1`"),
    ),
    "unknown-tag": (
        briefing("select: {series: works, tags: [防汛, 排水]}\n")
        | {"meetings/works/works-2.yaml": SECOND + "tags: [排水沟, 防汛]\n"},
        "briefings/b.yaml:4:36",
        Severity.WARNING,
        ("no meeting has the tag “排水”", "write a tag as it stands under `tags:` of a meeting (排水沟?)"),
        ("没有会议带有标签“排水”", "请照会议的 `tags:` 原样填写 (排水沟?)"),
    ),
    "briefing-selects-nothing": (
        briefing("select: {series: works, from: 2026-03-01}\n"),
        "briefings/b.yaml:4:9",
        Severity.ERROR,
        (
            "no meeting held by 2026-04-01 is selected by this briefing",
            "widen `from:` and `until:`, take a series or tag out, or correct `date:`",
        ),
        (
            "截至 2026-04-01，没有一次已召开的会议符合本期简报的选择条件",
            "请放宽 `from:`、`until:`，减少系列或标签，或改正 `date:`",
        ),
    ),
    "unknown-briefing": (
        briefing("select: {series: works}\nsince: spring\n"),
        "briefings/b.yaml:5:8",
        Severity.ERROR,
        ("there is no briefing “spring”", "write the file name of its record without .yaml"),
        ("没有简报“spring”", "写简报记录的文件名，不带 .yaml"),
    ),
    "since-not-earlier": (
        briefing("select: {series: works}\nsince: c\n") | briefing("select: {series: works}\n", "c"),
        "briefings/b.yaml:5:8",
        Severity.ERROR,
        (
            "the briefing “c” is of 2026-04-01, which is not before 2026-04-01, the day of this one",
            "name the briefing before this one, or correct `date:`",
        ),
        ("简报“c”的日期是 2026-04-01，不早于本期的 2026-04-01", "请写上一期简报，或改正 `date:`"),
    ),
}


@pytest.mark.parametrize("code", CASES)
def test_a_broken_link_is_told_alone_with_place_value_and_remedy_in_both_languages(tmp_path: Path, code: str) -> None:
    changes, place, severity, english, chinese = CASES[code]
    (finding,) = check(content_of(write_site(tmp_path, changes)), AS_OF)
    assert (told([finding]), finding.severity) == ([f"{place} {code}"], severity)
    assert (finding.message("en"), finding.hint("en")) == english
    assert (finding.message("zh"), finding.hint("zh")) == chinese


def test_every_rule_of_these_rooms_has_its_broken_site() -> None:
    rooms = (briefings, chains, closing, due, duty)
    assert set(CASES) == {
        kind.code for room in rooms for kind in vars(room).values() if isinstance(kind, DiagnosticKind)
    }
