"""What an edition may hold, part by part, and that nothing points at what it does not hold."""

from __future__ import annotations

from typing import Any

import pytest

from reportgen.model.config import Edition
from reportgen.model.content import Content
from reportgen.model.meeting import Minutes, Record
from reportgen.stages.project import project
from tests.rules.judged import briefing
from tests.small_site import gathered, minutes, updates

WHOLE = Edition(id="full")
MASKED = Edition(id="office", sees="internal")
OMITTED = Edition(id="public", sees="public", closed="omitted")


def kept(text: str, edition: Edition, *others: Record) -> Minutes:
    """What an edition holds of the minutes m1."""
    records = project(gathered(minutes(text), *others), edition).content.records
    found = next(one for one in records if one.id == "m1")
    assert isinstance(found, Minutes)
    return found


def held(content: Content, edition: Edition) -> list[str]:
    return [one.id for one in project(content, edition).content.records]


def test_the_edition_with_everything_holds_everything() -> None:
    content = gathered(minutes("access: restricted\nx-file: 12\n"))
    assert project(content, WHOLE).content == content
    assert project(content, WHOLE).withheld == ()


def test_no_edition_holds_the_words_a_record_was_imported_from() -> None:
    imported = minutes("source: {file: old.md, words: 时间：三月}\nunplaced: [{line: 3, text: 见附页}]\n")
    assert project(gathered(imported), WHOLE).content.records == (minutes(""),)


def test_a_record_is_as_closed_as_it_says_and_silence_is_the_most_closed() -> None:
    content = gathered(minutes("access: public\n", "m1"), minutes("access: internal\n", "m2"), minutes("", "m3"))
    assert held(content, WHOLE) == ["m1", "m2", "m3"]
    assert held(content, MASKED) == ["m1", "m2"]
    assert held(content, OMITTED) == ["m1"]


def test_an_unknown_level_is_the_most_closed_and_an_unknown_clearance_sees_the_least() -> None:
    content = gathered(minutes("access: publik\n", "m1"), minutes("access: public\n", "m2"))
    assert held(content, MASKED) == ["m2"]
    assert held(content, Edition(id="odd", sees="everything")) == ["m2"]


PARTS = """\
access: public
agenda:
  - {id: i1, title: 甲, decisions: [{id: d1, text: 同意}, {id: d2, text: 丙公司, access: internal}]}
  - {id: i2, title: 乙, access: restricted, discussion: 不公开, actions: [{id: a1, task: 核查}]}
  - {id: i3, title: 丁}
attendance: {present: [白露, {who: 陆一鸣, role: 证人, access: restricted}]}
actions: [{id: a2, task: 清沟}, {id: a3, task: 约谈, access: restricted}]
"""


def test_what_is_omitted_leaves_no_trace() -> None:
    shown = kept(PARTS, OMITTED)
    assert [one.title for one in shown.agenda] == ["甲", "丁"]
    assert [one.text for one in shown.all_decisions()] == ["同意"]
    assert [one.who for one in shown.attendance.present] == ["白露"]
    assert [one.task for one in shown.all_actions()] == ["清沟"]
    assert shown.access == "public"


def test_what_is_masked_shows_that_it_is_there_and_nothing_else() -> None:
    shown = kept(PARTS, MASKED)
    assert [one.title for one in shown.agenda] == ["甲", "■■■", "丁"]
    assert shown.agenda[1] == shown.agenda[1].model_construct(title="■■■")
    assert [one.who for one in shown.attendance.present] == ["白露", "■■■"]
    assert [one.text for one in shown.all_decisions()] == ["同意", "丙公司"]
    assert shown.access == "internal"


def test_a_masked_decision_has_an_id_that_says_nothing_and_is_its_own() -> None:
    text = "access: public\ndecisions: [{id: closed-1, text: 甲}, {id: fire-him, text: 乙, access: restricted}]\n"
    assert [one.id for one in kept(text, MASKED).decisions] == ["closed-1", "closed-2"]


def test_an_action_is_never_masked() -> None:
    assert [one.task for one in kept(PARTS, MASKED).all_actions()] == ["清沟"]


@pytest.mark.parametrize(
    ("typed", "whole", "masked", "omitted"),
    [
        ("同意{--由甲公司--}承担", "同意由甲公司承担", "同意■■■承担", "同意承担"),
        ("{--internal: 甲--}乙", "甲乙", "甲乙", "乙"),
        ("甲{--restricted/personal: 身份证号--}", "甲身份证号", "甲■■■（个人信息）", "甲"),
        ("甲{--nonsense: 乙--}", "甲nonsense: 乙", "甲■■■", "甲"),
        ("{--internal: a3 {--", "■■■", "■■■", "■■■"),
    ],
)
def test_a_passage_is_opened_masked_or_gone(typed: str, whole: str, masked: str, omitted: str) -> None:
    site = "reasons: {personal: {zh: 个人信息, en: personal data}}\n"
    record = minutes(f"access: public\nsummary: '{typed}'\n")
    for edition, words in ((WHOLE, whole), (MASKED, masked), (OMITTED, omitted)):
        content = gathered(record)
        reasoned = gathered(record, site=f"title: 纪要\nlanguages: [zh, en]\n{site}")
        assert content.records == reasoned.records
        (shown,) = project(reasoned, edition).content.records
        assert isinstance(shown, Minutes)
        assert shown.summary == words


def test_a_part_whose_needed_words_are_all_closed_goes_with_them() -> None:
    text = "access: public\ndecisions: [{id: d1, text: '{--甲--}'}, {id: d2, text: 乙}]\nplace: '{--某处--}'\n"
    shown = kept(text, OMITTED)
    assert [one.id for one in shown.decisions] == ["d2"]
    assert shown.place is None


def test_a_draft_stands_in_no_open_edition() -> None:
    content = gathered(minutes("access: public\nminutes: draft\n"))
    assert held(content, OMITTED) == []
    assert held(content, WHOLE) == ["m1"]


LINKED = """\
date: 2026-03-01
access: public
updates:
  - {action: m1/a1, state: closed}
  - {action: m1/a2, merged-into: m1/a1}
  - {action: m9/a1, note: t}
"""


def test_nothing_points_at_what_is_gone_and_what_led_nowhere_before_still_does() -> None:
    opened = minutes("access: public\nactions: [{id: a1, task: t, access: internal}, {id: a2, task: t}]\n")
    told: Any = project(gathered(opened, updates(LINKED, "u1")), OMITTED).content.records[1]
    assert [(one.action, one.merged_into, one.state) for one in told.updates] == [
        ("m1/a2", None, "cancelled"),
        ("m9/a1", None, None),
    ]


def test_references_to_closed_parts_and_records_are_taken_out() -> None:
    closed = minutes("access: internal\ndecisions: [{id: d1, text: t}]\nleft-over: [{id: q1, text: t}]\n", "m0")
    text = (
        "access: public\nprevious-minutes: m0\nagenda: [{id: i1, title: t, access: internal}]\n"
        "interests: [{who: 白露, item: i1}, 陆一鸣]\n"
        "decisions: [{id: d1, text: t, supersedes: m0/d1, answers: m0/q1}, {id: d2, text: t, access: internal}]\n"
        "actions: [{id: a1, task: t, carries-out: [d1, d2], continues: m0/a1}]\n"
    )
    shown = kept(text, OMITTED, closed)
    assert shown.previous_minutes == ()
    assert [one.who for one in shown.interests] == ["陆一鸣"]
    assert (shown.decisions[0].supersedes, shown.decisions[0].answers) == ((), ())
    assert shown.actions[0].carries_out == ("d1",)


def test_a_briefing_that_named_closed_meetings_only_is_gone_and_does_not_choose_everything() -> None:
    content = gathered(
        minutes("access: internal\n", "m1"),
        minutes("access: public\n", "m2"),
        briefing("access: public\ndate: 2026-06-01\nselect: {meetings: [m1, m2]}\n", "b1"),
        briefing("access: public\ndate: 2026-06-02\nselect: {meetings: [m1]}\nsince: b1\n", "b2"),
    )
    assert held(content, OMITTED) == ["m2", "b1"] or held(content, OMITTED) == ["b1", "m2"]


@pytest.mark.parametrize(
    ("left_out", "field", "value"),
    [
        ("agenda", "agenda", ()),
        ("attachments", "attachments", ()),
        ("actions", "actions", ()),
        ("decisions", "decisions", ()),
        ("discussion", "opening", None),
    ],
)
def test_an_edition_goes_without_what_it_is_told_to(left_out: str, field: str, value: object) -> None:
    text = (
        "opening: 开场\nagenda: [{id: i1, title: t, discussion: 说了, decisions: [{id: d1, text: t}]}]\n"
        "decisions: [{id: d2, text: t}]\nactions: [{id: a1, task: t, carries-out: d2}]\nattachments: [assets/a.pdf]\n"
    )
    shown = kept(text, Edition(id="short", without=(left_out,)))
    assert getattr(shown, field) == value
    if left_out == "agenda":
        assert [one.id for one in shown.all_decisions()] == ["d1", "d2"]
    if left_out == "decisions":
        assert shown.actions[0].carries_out == ()


def test_votes_by_member_go_and_counts_stay() -> None:
    text = "decisions: [{id: d1, text: t, vote: {counts: {for: 3}, members: {白露: for}}, dissent: [陆一鸣]}]\n"
    (decision,) = kept(text, Edition(id="short", without=("votes",))).decisions
    assert decision.vote is not None
    assert (decision.vote.counts is not None, decision.vote.members, decision.dissent) == (True, {}, ())


def test_people_may_stand_there_by_unit_and_role() -> None:
    text = (
        "series: works\nlang: zh\nchair: 顾怀远\nrecorder: 许一舟\ninterests: [陆一鸣]\n"
        "attendance: {present: [顾怀远, {who: 许一舟, unit: 县库, role: 主任, note: 中途到}, 生人]}\n"
    )
    site = "title: 纪要\nseries: [{id: works, title: 例会, roster: {members: [{who: 顾怀远, role: 组长}]}}]\n"
    record = minutes(text)
    (shown,) = project(gathered(record, site=site), Edition(id="short", attendance="roles")).content.records
    assert isinstance(shown, Minutes)
    assert [one.who for one in shown.attendance.present] == ["组长", "县库主任", "■■■"]
    assert (shown.chair, shown.recorder, shown.interests) == ("组长", "县库主任", ())
    assert "中途到" not in shown.model_dump_json()


@pytest.mark.parametrize(
    ("typed", "kept_quorum"),
    [
        ("quorum: 9\n", None),
        ("quorum: {required: 9}\n", None),
        ("quorum: {required: 9, present: 11}\n", (9, 11, None)),
        ("quorum: {required: 9, words: 到会过半}\n", (None, None, "到会过半")),
    ],
)
def test_nothing_is_counted_of_an_attendance_that_may_lack_somebody(
    typed: str, kept_quorum: tuple[object, ...] | None
) -> None:
    typed = typed.replace("quorum: 9", "quorum: {required: 9}")
    site = "title: 纪要\nseries: [{id: works, title: 例会, roster: {quorum: 5, members: [白露]}}]\n"
    record = minutes(f"access: public\nseries: works\n{typed}attendance: {{present: [白露]}}\n")
    held_by = project(gathered(record, site=site), OMITTED).content
    (shown,) = held_by.records
    assert isinstance(shown, Minutes)
    quorum = shown.quorum and (shown.quorum.required, shown.quorum.present, shown.quorum.words)
    assert quorum == kept_quorum
    (series,) = held_by.site.series
    assert series.roster is not None
    assert (series.roster.quorum, len(series.roster.members)) == (None, 1)


def test_what_is_withheld_is_told_for_the_gate_to_look_for() -> None:
    withheld = set(project(gathered(minutes(PARTS + "summary: 同意{--给丙公司--}\n")), OMITTED).withheld)
    assert {"给丙公司", "丙公司", "乙", "不公开", "核查", "约谈", "陆一鸣", "证人"} <= withheld
    assert "同意" not in withheld


def test_free_keys_stand_in_no_open_edition() -> None:
    assert kept("access: public\nx-note: 内情\n", MASKED).x == {}
