"""Every rule finds what it is there to find, at its place, in both languages, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.diagnostic import Diagnostic, DiagnosticKind, Severity
from reportgen.rules import people, records, references, register, site
from reportgen.stages.check import check, with_severities
from reportgen.stages.load import load
from tests.small_site import AS_OF, PEOPLE, SITE, told, write_site

HEAD = "kind: minutes\ntitle: t\nstart: 2026-04-01\n"
TASK = "task: t, owner: 陆一鸣, due: 2026-12-31"


def found_in(folder: Path) -> tuple[Diagnostic, ...]:
    content, problems = load(folder)
    assert content is not None
    assert [one for one in problems if one.code not in {"cannot-read", "unknown-key"}] == []
    return check(content, AS_OF)


def broken(tmp_path: Path, text: str) -> tuple[Diagnostic, ...]:
    return found_in(write_site(tmp_path, {"meetings/x.yaml": HEAD + text}))


def test_a_sound_site_has_nothing_to_find(tmp_path: Path) -> None:
    assert found_in(write_site(tmp_path)) == ()


CASES = {
    "unknown-series": (
        "series: work\n",
        "4:9",
        ("there is no series “work”", "add it to `series:` in site.yaml (works?)"),
        ("没有系列“work”", "请在 site.yaml 的 `series:` 中添加 (works?)"),
    ),
    "unknown-action": (
        "updates: [{action: works-1/a9}]\n",
        "4:20",
        ("there is no action “works-1/a9”", "write record/id of an action (works-1/a1?)"),
        ("没有事项“works-1/a9”", "写成“记录/编号” (works-1/a1?)"),
    ),
    "unknown-milestone": (
        "updates: [{action: works-1/a1, reached: 清淤过半}]\n",
        "4:41",
        (
            "works-1/a1 has no milestone “清淤过半”",
            "write the words of one of its milestones, or tell of it in `note:`",
        ),
        ("works-1/a1 没有节点“清淤过半”", "请照抄它的节点，或写在 `note:` 中"),
    ),
    "unknown-decision": (
        "decisions: [{id: d1, text: t, supersedes: works-1/d9}]\n",
        "4:43",
        ("there is no decision “works-1/d9”", "write record/id of a decision (works-1/d1?)"),
        ("没有决定“works-1/d9”", "写成“记录/编号” (works-1/d1?)"),
    ),
    "unknown-question": (
        "decisions: [{id: d1, text: noted, answers: works-1/q9}]\n",
        "4:44",
        ("there is no left-over question “works-1/q9”", "write record/id of a left-over question (works-1/q1?)"),
        ("没有遗留问题“works-1/q9”", "写成“记录/编号” (works-1/q1?)"),
    ),
    "several-names": (
        "agenda: [{title: t, actions: [{id: a1, task: t, due: 2026-12-31, owner: [沈青禾，陆一鸣]}]}]\n",
        "4:74",
        (
            "“沈青禾，陆一鸣” looks like several names, and counts as one",
            "write a list with half-width commas: [one, two]",
        ),
        ("“沈青禾，陆一鸣”像是几个名字，却只算作一个", "请写成列表，用半角逗号分隔：[甲, 乙]"),
    ),
    "unknown-meeting": (
        "previous-minutes: works-9\n",
        "4:19",
        ("there is no meeting “works-9”", "write the file name of its record without .yaml (works-1?)"),
        ("没有会议“works-9”", "写会议记录的文件名，不带 .yaml (works-1?)"),
    ),
    "unknown-item": (
        "agenda: [{id: drains, title: t}]\ninterests: [{who: 顾怀远, item: drain}]\n",
        "5:30",
        ("there is no agenda item “drain” in this record", "write the `id:` of an item of the agenda (drains?)"),
        ("本记录中没有议题“drain”", "写议题的 `id:` (drains?)"),
    ),
    "unknown-person": (
        "chair: shem\n",
        "4:8",
        ("nobody in people.yaml has the id “shem”", "add the person or unit there, or write the name in full (shen?)"),
        ("people.yaml 中没有编号“shem”", "请在其中添加，或写出姓名全称 (shen?)"),
    ),
    "unknown-name": (
        "chair: 沈青木\n",
        "4:8",
        ("“沈青木” is not in people.yaml; the name is printed as typed", "add it there, also as an alias (沈青禾?)"),
        ("people.yaml 中没有“沈青木”，按原文印出", "请在其中添加，别名亦可 (沈青禾?)"),
    ),
    "same-part-id": (
        f"agenda: [{{id: a1, title: t}}]\nactions: [{{id: a1, {TASK}}}]\n",
        "5:16",
        (
            "two parts of this record have the id “a1”",
            "items, decisions, actions and left-over questions share one set of ids; choose another",
        ),
        ("本记录中有两处编号都是“a1”", "议题、决定、事项和遗留问题的编号不得重复，请另取一个"),
    ),
    "ends-before-start": (
        "end: 2026-03-31 10:00\n",
        "4:6",
        ("the end, 2026-03-31 10:00, is before the start, 2026-04-01", "correct `start:` or `end:`"),
        ("结束时间 2026-03-31 10:00 早于开始时间 2026-04-01", "请改正 `start:` 或 `end:`"),
    ),
    "vote-does-not-add-up": (
        "decisions: [{id: d1, text: noted, vote: {counts: {for: 1}, members: {顾怀远: for, 白露: for}}}]\n",
        "4:41",
        ("1 votes “for” are counted, 2 members are named", "correct `counts:` or `members:`"),
        ("“for”计 1 票，列名 2 人", "请核对 `counts:` 与 `members:`"),
    ),
    "results-without-meeting": (
        "status: planned\nactions: [{id: a1, task: t}]\n",
        "4:9",
        (
            "this meeting is planned, yet decisions, actions or updates are recorded: none of them is printed",
            "write `status: held` once it has taken place, or move them to the record of the meeting that did",
        ),
        (
            "会议状态为 planned，却记录了决定、事项或进展，这些都不会印出",
            "会后请写 `status: held`；未召开的，请移到实际召开的会议的记录中",
        ),
    ),
    "unplaced-lines": (
        "unplaced: [{line: 7, text: see the other sheet}, {line: 9, text: draft}]\n",
        "4:11",
        (
            "2 lines of the imported file have no place yet, the first is line 7: “see the other sheet”",
            "move the words to where they belong, then delete their line here",
        ),
        (
            "导入的原文有 2 行尚未归位，首行为第 7 行：“see the other sheet”",
            "请把文字移到应在的位置，再删去这里的一行",
        ),
    ),
    "update-before-opening": (
        "updates: [{action: works-1/a2, date: 2026-01-14}]\n",
        "4:38",
        (
            "this update of works-1/a2 is of 2026-01-14, before the action was opened on 2026-01-15",
            "correct `date:`, or name the action that is meant",
        ),
        (
            "works-1/a2 的这条进展日期为 2026-01-14，早于事项确定之日 2026-01-15",
            "请改正 `date:`，或写对事项编号",
        ),
    ),
    "update-after-record": (
        "updates: [{action: works-1/a2, date: 2026-04-02}]\n",
        "4:38",
        (
            "this update of works-1/a2 is of 2026-04-02, after the day of the record that tells of it, 2026-04-01",
            "correct `date:`; what is still to come is a due date or a milestone",
        ),
        (
            "works-1/a2 的这条进展日期为 2026-04-02，晚于本记录的日期 2026-04-01",
            "请改正 `date:`；尚未发生的事请写成完成时限或节点",
        ),
    ),
    "update-out-of-order": (
        "updates: [{action: works-1/a1, date: 2026-03-17}]\n",
        "4:38",
        (
            "this update of works-1/a1 is of 2026-03-17, before what march told earlier, of 2026-03-18",
            "correct `date:`; in the order of days the earlier news now stands last",
        ),
        (
            "works-1/a1 的这条进展日期为 2026-03-17，早于 march 先已记录的进展（2026-03-18）",
            "请核对 `date:`；按日期排列，先前记录的进展反在其后",
        ),
    ),
}


@pytest.mark.parametrize("code", CASES)
def test_a_rule_names_place_value_and_remedy_in_both_languages(tmp_path: Path, code: str) -> None:
    text, place, english, chinese = CASES[code]
    (finding,) = broken(tmp_path, text)
    assert told([finding]) == [f"meetings/x.yaml:{place} {code}"]
    assert (finding.message("en"), finding.hint("en")) == english
    assert (finding.message("zh"), finding.hint("zh")) == chinese


def test_two_people_of_one_name_are_found_in_the_list_of_people(tmp_path: Path) -> None:
    people = PEOPLE.replace("name: 陆一鸣", "name: 陆一鸣, aliases: [顾组长]")
    (finding,) = found_in(write_site(tmp_path, {"people.yaml": people}))
    assert told([finding]) == ["people.yaml:8:5 ambiguous-name"]
    assert finding.message("en") == "“顾组长” means more than one person or unit"
    assert finding.message("zh") == "“顾组长”指不止一人或单位"
    assert finding.severity is Severity.WARNING


def test_every_rule_s_words_are_tested() -> None:
    rooms = (people, records, references, register, site)
    kinds = {kind.code for room in rooms for kind in vars(room).values() if isinstance(kind, DiagnosticKind)}
    assert kinds == set(CASES) | {
        "ambiguous-name",
        "pale-accent",
        "same-party-id",
        "same-series-id",
        "unlisted-language",
        "unknown-rule",
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"actions: [{{id: a1, {TASK}, continues: works-1/a9}}]\n", "unknown-action"),
        ("updates: [{action: works-1/a2, merged-into: works-1/a9}]\n", "unknown-action"),
        ("updates: [{action: works-1/d1}]\n", "unknown-action"),
        ("decisions: [{id: d1, text: t, rescinds: [works-1/d1, works-1/a1]}]\n", "unknown-decision"),
        (f"actions: [{{id: a1, {TASK}, carries-out: d9}}]\n", "unknown-decision"),
        ("left-over: [{id: q1, text: t, continues: works-1/q9}]\n", "unknown-question"),
        (
            f"agenda: [{{title: t, items: [{{title: u, actions: [{{id: a1, {TASK}, lead: nobody}}]}}]}}]\n",
            "unknown-person",
        ),
        ("decisions: [{id: d1, text: noted, vote: {members: {nobody: for}}}]\n", "unknown-person"),
        ("attendance: {present: [{who: 顾怀远, unit: no-office}]}\n", "unknown-person"),
        ("agenda: [{id: x, title: t, items: [{id: x, title: u}]}]\n", "same-part-id"),
        ("left-over: [{id: x, text: t}]\ndecisions: [{id: x, text: noted}]\n", "same-part-id"),
    ],
)
def test_a_rule_looks_everywhere(tmp_path: Path, text: str, code: str) -> None:
    assert [one.code for one in broken(tmp_path, text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        f"updates: [{{action: works-1/a1}}, {{action: x/a1}}]\nactions: [{{id: a1, {TASK}, continues: works-1/a1}}]\n",
        f"decisions: [{{id: d1, text: t}}]\nactions: [{{id: a1, {TASK}, carries-out: d1}}]\n",
        "attendance: {present: [{who: 顾怀远, unit: 邻县某局}]}\n",
        "end: 2026-04-01\n",
        "end: 2026-04-01 00:00\n",
        "decisions: [{id: d1, text: noted, vote: {counts: {for: 5}, members: {顾怀远: for}}}]\n",
        "decisions: [{id: d1, text: noted, vote: {members: {顾怀远: for}}}]\n",
        "status: planned\nagenda: [t]\n",
        "x-old: {supersedes: once, answers: [never], carries-out: it, merged-into: x}\n",
        "agenda: [{id: i1, title: t, x-copy: {agenda: [{id: i1}], actions: [{id: i1, continues: no}]}}]\n",
        "updates: [{action: works-1/a1, x-from: {action: free words, merged-into: free words}}]\n",
    ],
)
def test_a_rule_lets_sound_content_and_free_keys_stand(tmp_path: Path, text: str) -> None:
    assert broken(tmp_path, text) == ()


def test_a_stranger_is_told_once_however_often_he_comes(tmp_path: Path) -> None:
    changes = {f"meetings/{name}.yaml": f"{HEAD}chair: 来客\nattendance: {{present: [来客]}}\n" for name in ("x", "y")}
    assert told(found_in(write_site(tmp_path, changes))) == ["meetings/x.yaml:4:8 unknown-name"]


def test_without_a_list_of_people_names_are_fine_and_ids_are_not(tmp_path: Path) -> None:
    folder = write_site(
        tmp_path, {"people.yaml": "format: 1\n", "meetings/x.yaml": f"{HEAD}chair: 来客\nrecorder: guest\n"}
    )
    codes = [one.code for one in found_in(folder)]
    assert "unknown-name" not in codes
    assert "unknown-person" in codes


LEANING = {
    "updates: [{action: works-1/a1}]\n",
    f"actions: [{{id: a1, {TASK}, continues: works-1/a9}}]\n",
    "decisions: [{id: d1, text: t, supersedes: works-1/d1, answers: works-1/q1}]\n",
    "previous-minutes: works-1\n",
    "left-over: [{id: q1, text: t, continues: works-1/q1}]\n",
}


@pytest.mark.parametrize("text", sorted(LEANING))
def test_a_reference_into_a_record_that_cannot_be_read_is_not_told_again(tmp_path: Path, text: str) -> None:
    folder = write_site(
        tmp_path, {"meetings/works/works-1.yaml": "kind: minutes\nnoise: x\n", "meetings/x.yaml": HEAD + text}
    )
    content, problems = load(folder)
    assert content is not None
    assert {one.span.path for one in problems if one.span} == {"meetings/works/works-1.yaml"}
    assert check(content, AS_OF) == ()


def test_site_yaml_has_its_say_on_how_bad_a_finding_is(tmp_path: Path) -> None:
    rules = "rules: {unknown-name: ignore, unknown-person: warning, unknown-access: error}\n"
    changes = {"site.yaml": SITE + rules, "meetings/x.yaml": f"{HEAD}chair: 来客\nrecorder: guest\naccess: secret\n"}
    found = found_in(write_site(tmp_path, changes))
    assert {one.code: one.severity for one in found} == {
        "unknown-person": Severity.WARNING,
        "unknown-access": Severity.ERROR,
    }


def test_severities_are_changed_by_code_and_nothing_else() -> None:
    finding = people.UNKNOWN_NAME.at(None, value="来客", guess="")
    assert with_severities([finding], {}) == (finding,)
    (raised,) = with_severities([finding], {"unknown-name": Severity.ERROR})
    assert (raised.severity, raised.message("en"), raised.span) == (Severity.ERROR, finding.message("en"), None)
    assert with_severities([finding], {"unknown-name": Severity.IGNORE}) == ()


@pytest.mark.parametrize(
    ("people_text", "place"),
    [
        ("units: [{id: u1, name: 一处, heads: [{who: lin-xiao}]}]\n", "1:42"),
        ("units: [{id: u1, name: 一处, parent: u2}]\n", "1:36"),
        ("people: [{id: p1, name: 林晓, posts: [{unit: u9, role: 科员}]}]\n", "1:44"),
    ],
)
def test_people_yaml_names_only_people_and_units_it_holds(tmp_path: Path, people_text: str, place: str) -> None:
    folder = write_site(tmp_path)
    (folder / "people.yaml").write_text(people_text, encoding="utf-8")
    found = [one for one in found_in(folder) if one.span and one.span.path == "people.yaml"]
    assert [(one.code, f"{one.span.line}:{one.span.column}") for one in found if one.span] == [
        ("unknown-person", place)
    ]


def test_a_briefing_asks_only_for_series_and_meetings_that_are_there(tmp_path: Path) -> None:
    text = "kind: briefing\ntitle: t\ndate: 2026-04-01\nselect: {series: work, meetings: [works-1, works-8]}\n"
    codes = [one.code for one in found_in(write_site(tmp_path, {"briefings/b.yaml": text}))]
    assert sorted(codes) == ["unknown-meeting", "unknown-series"]
