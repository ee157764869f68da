"""Who may read what: levels are known, parts stay in them, and open editions do not mislead."""

from __future__ import annotations

import pytest

from reportgen.model.diagnostic import DiagnosticKind
from reportgen.rules import access
from tests.rules.judged import found
from tests.small_site import SITE, minutes, updates

EDITIONS = (
    SITE
    + "editions: [{id: public, sees: public, closed: omitted}, {id: office, sees: internal}, all]\n"
    + "reasons: {personal: {zh: 个人信息, en: personal data}}\n"
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("access: secret\n", "secret"),
        ("agenda: [{title: t, items: [{title: u, access: intern}]}]\n", "intern"),
        ("attendance: {present: [{who: 白露, access: closed}]}\n", "closed"),
        ("summary: 甲 {--intrenal：乙--}\n", "intrenal"),
        ("place: '{--a3: 乙--}'\n", "a3"),
    ],
)
def test_a_level_nobody_knows_is_told_wherever_it_stands(text: str, value: str) -> None:
    assert found(access.levels_exist, minutes(text)) == [("unknown-access", value, "public, internal, restricted")]


def test_levels_of_the_configuration_are_known_too() -> None:
    site = SITE.replace("title: Garden Board", "title: Garden Board\n    access: secret")
    site += "access: closed\neditions: [{id: public, sees: everybody}]\n"
    assert [one[1] for one in found(access.levels_exist, site=site)] == ["closed", "secret", "everybody"]


def test_a_known_level_is_fine_and_so_are_words_that_are_none() -> None:
    text = "access: internal\nsummary: '甲 {--restricted: 乙--} {--内部：丙--} {--Cost: 5--} {--https://e.example--}'\n"
    assert found(access.levels_exist, minutes(text)) == []


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("{--Internal/personal: 乙--}", "Internal/personal"),
        ("{--INTERNAL：乙--}", "INTERNAL"),
        ("{--internal - personal: 乙--}", "internal - personal"),
        ("{--internal; 乙--}", "internal"),
        ("{--Personal: 乙--}", "Personal"),
    ],
)
def test_what_looks_like_a_level_and_is_read_as_words_is_told(typed: str, value: str) -> None:
    record = minutes(f"summary: '甲 {typed}'\n")
    assert found(access.labels_are_read, record, site=EDITIONS) == [
        ("unknown-access", value, "public, internal, restricted")
    ]


@pytest.mark.parametrize("typed", ["{ --乙-- }", "{- -乙- -}", "{-乙-}", "{**--乙--**}", "{‑‑乙‑‑}"])
def test_what_looks_like_a_closed_passage_and_is_none_is_told(typed: str) -> None:
    record = minutes(f"summary: '甲 {typed}'\n")
    assert found(access.marks_are_marks, record) == [("closing-mark-lookalike", typed)]


def test_closed_passages_and_other_braces_are_what_they_are() -> None:
    text = "summary: '{--乙--} ｛－－丙－－｝ {a-b} {x} {−−丁−−} -->'\n"
    assert found(access.marks_are_marks, minutes(text)) == []


def test_words_before_a_colon_are_words() -> None:
    text = "summary: '{--restricted: 乙--} {--Cost: 5--} {--甲公司：三十万--} {--no colon--}'\n"
    assert found(access.labels_are_read, minutes(text), site=EDITIONS) == []


def test_whoever_is_closed_in_the_attendance_is_told_where_he_is_named_openly() -> None:
    text = (
        "access: public\nchair: 白露\nattendance: {present: [{who: 白露, access: internal}, 陆一鸣]}\n"
        "actions: [{id: a1, task: t, owner: [白露, 陆一鸣]}, {id: a2, task: t, access: internal, owner: 白露}]\n"
    )
    told = ("closed-words-open", "白露", "m1", "public")
    assert found(access.people_are_closed_everywhere, minutes(text), site=EDITIONS) == [told, told]
    assert found(access.people_are_closed_everywhere, minutes(text)) == []


def test_a_reason_is_one_of_the_site() -> None:
    text = "summary: '甲 {--/personal: 乙--} {--restricted/persnal: 丙--}'\n"
    assert found(access.reasons_exist, minutes(text), site=EDITIONS) == [("unknown-reason", "persnal")]


def test_where_there_are_editions_something_says_who_may_read_a_record() -> None:
    assert found(access.records_have_a_level, minutes("")) == []
    assert found(access.records_have_a_level, minutes(""), site=EDITIONS) == [("access-missing", "restricted")]
    assert found(access.records_have_a_level, minutes("access: internal\n"), site=EDITIONS) == []
    assert found(access.records_have_a_level, minutes(""), site=EDITIONS + "access: public\n") == []
    series = EDITIONS.replace("title: Garden Board", "title: Garden Board\n    access: public")
    assert found(access.records_have_a_level, minutes("series: board\n"), site=series) == []


def test_what_stands_in_something_closed_cannot_open_itself() -> None:
    text = (
        "access: internal\nagenda: [{title: t, access: public, decisions: [{id: d1, text: t, access: restricted}]}]\n"
    )
    assert found(access.parts_stay_in_their_level, minutes(text)) == [("access-opens", "public", "internal")]
    closed = SITE + "access: internal\n"
    assert found(access.parts_stay_in_their_level, minutes("access: public\n"), site=closed) == [
        ("access-opens", "public", "internal")
    ]
    assert found(access.parts_stay_in_their_level, minutes("access: public\n")) == []


OPENING = minutes("access: public\nactions: [{id: a1, task: 清沟, owner: 白露, due: 2026-02-01}]\n")


def ended(access_of_file: str, access_of_update: str = "") -> list[tuple[str, ...]]:
    end = updates(
        f"date: 2026-03-01\n{access_of_file}updates: [{{action: m1/a1, state: closed{access_of_update}}}]\n", "u1"
    )
    return found(access.endings_can_be_read, OPENING, end, site=EDITIONS)


def test_an_ending_in_a_closed_record_is_told_for_each_edition_that_cannot_read_it() -> None:
    assert ended("access: public\n") == []
    assert ended("access: internal\n") == [("closing-is-closed", "m1/a1", "public")]
    assert ended("access: public\n", ", access: internal") == [("closing-is-closed", "m1/a1", "public")]
    assert ended("") == [("closing-is-closed", "m1/a1", "public"), ("closing-is-closed", "m1/a1", "office")]


@pytest.mark.parametrize("part", ["register", "actions"])
def test_an_edition_without_register_calls_nothing_open(part: str) -> None:
    end = updates("date: 2026-03-01\naccess: internal\nupdates: [{action: m1/a1, state: closed}]\n", "u1")
    site = SITE + f"editions: [{{id: open, sees: public, without: {part}}}, {{id: public, sees: public}}]\n"
    assert found(access.endings_can_be_read, OPENING, end, site=site) == [("closing-is-closed", "m1/a1", "public")]


def test_an_action_that_is_closed_itself_may_end_in_a_closed_record() -> None:
    opening = minutes("access: public\nactions: [{id: a1, task: 清沟, access: restricted}]\n")
    end = updates("date: 2026-03-01\naccess: restricted\nupdates: [{action: m1/a1, state: closed}]\n", "u1")
    assert found(access.endings_can_be_read, opening, end, site=EDITIONS) == []


def test_ids_that_count_over_something_closed_are_told() -> None:
    text = (
        "access: public\ndecisions:\n  - {id: d1, text: t}\n  - {id: d2, text: t, access: internal}\n"
        "  - {id: d3, text: t}\n  - {id: deep, text: t, access: internal}\n"
    )
    assert found(access.ids_count_on, minutes(text), site=EDITIONS) == [("gap-in-ids", "public", "d1", "d3")]
    last = text.replace("{id: d3, text: t}", "{id: d3, text: t, access: internal}")
    assert found(access.ids_count_on, minutes(last), site=EDITIONS) == []


def test_a_state_secret_stands_in_no_edition_but_the_top_one() -> None:
    record = minutes("access: internal\nissue: {classification: 秘密★1年}\n")
    assert found(access.secrets_are_for_the_top_edition, record, site=EDITIONS) == [
        ("state-secret-open", "秘密★1年", "office", "restricted")
    ]
    closed = minutes("access: restricted\nissue: {classification: 机密}\n")
    assert found(access.secrets_are_for_the_top_edition, closed, site=EDITIONS) == []
    assert found(access.secrets_are_for_the_top_edition, record) == []


def test_closed_words_that_stand_open_elsewhere_are_told_where_an_open_edition_prints_them() -> None:
    closed = minutes("access: public\nsummary: 同意 {--由甲公司承担--}。\n", "m1")
    quoted = minutes("access: public\nagenda: [{title: t, discussion: 上次会议定的是由甲公司承担。}]\n", "m2")
    told = ("closed-words-open", "由甲公司承担", "m1")
    assert found(access.closed_words_are_closed_everywhere, closed, quoted, site=EDITIONS) == [
        (*told, "public"),
        (*told, "office"),
    ]
    assert found(access.closed_words_are_closed_everywhere, closed, quoted) == []


def test_closed_words_that_stand_closed_elsewhere_are_fine() -> None:
    closed = minutes("access: public\nsummary: 同意 {--由甲公司承担--}，{--王芳--}。\n", "m1")
    again = minutes("access: public\nsummary: 仍{--由甲公司承担--}。\nplace: 王芳处\n", "m2")
    inside = minutes("access: public\nagenda: [{title: t, access: restricted, discussion: 由甲公司承担。}]\n", "m3")
    whole = minutes("access: restricted\nsummary: 由甲公司承担。\n", "m4")
    assert found(access.closed_words_are_closed_everywhere, closed, again, inside, whole, site=EDITIONS) == []


def test_an_edition_has_an_id_of_its_own() -> None:
    site = SITE + "editions: [public, {id: public, sees: internal}]\n"
    assert found(access.editions_have_own_ids, site=site) == [("same-edition-id", "public")]


def test_every_finding_says_in_both_languages_what_to_type() -> None:
    kinds = [kind for kind in vars(access).values() if isinstance(kind, DiagnosticKind)]
    assert len(kinds) == 11
    for kind in kinds:
        assert all(kind.message[language] and kind.hint[language] for language in ("zh", "en")), kind.code
