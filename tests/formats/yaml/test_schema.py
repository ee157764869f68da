"""What is wrong with content, at its place and in our words."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
from pydantic import Field

from reportgen.formats.yaml import read_document, validate
from reportgen.model.config import SiteConfig
from reportgen.model.meeting import Minutes, Speech, Updates
from reportgen.model.shape import Shape
from reportgen.model.source import Span


def codes(content: str, shape: type[Shape] = Minutes, **given: object) -> list[str]:
    _, findings = validate(read_document(content.encode(), "m.yaml"), shape, **given)
    return [f"{one.span.line}:{one.span.column} {one.code}" for one in findings if one.span]


def test_a_sound_record_is_read_with_its_texts_as_typed(sound):
    record, findings = validate(read_document(sound.encode(), "m-1.yaml"), Minutes, id="m-1")
    assert findings == ()
    assert record is not None
    assert (record.id, record.title, str(record.start)) == ("m-1", "河道清淤专题会", "2026-03-12 14:30")
    assert record.agenda[0].discussion == "由***负责，***配合。\n\n第二段。"
    assert record.attendance.present[1].who == "何平"


def test_an_unreadable_document_is_not_spoken_of_again():
    document = read_document(b"a: [", "m.yaml")
    assert validate(document, Minutes, id="m-1") == (None, ())


def test_a_record_with_a_key_twice_is_not_handed_on_though_the_rest_is_checked(sound):
    document = read_document((sound + "chair: 李娜\nstatus: gone\n").encode(), "m.yaml")
    record, findings = validate(document, Minutes, id="m-1")
    assert [one.code for one in document.problems] == ["duplicate-key"]
    assert record is None
    assert [one.code for one in findings] == ["unknown-word"]
    assert validate(read_document((sound + "chair: 李娜\n").encode(), "m"), Minutes, id="m-1") == (None, ())


@pytest.mark.parametrize(
    ("line", "en", "zh"),
    [
        ("titel: x", "did you mean `title`?", "是不是 `title`？"),
        ("due_words: x", "did you mean `due-words`?", "是不是 `due-words`？"),
        ("ｄｕｅ－ｗｏｒｄｓ: x", "did you mean `due-words`?", "是不是 `due-words`？"),
        ("Due-Words: x", "did you mean `due-words`?", "是不是 `due-words`？"),
        ("due words: x", "did you mean `due-words`?", "是不是 `due-words`？"),
        ("责任人: x", "did you mean `owner`?", "是不是 `owner`？"),
        ("牵头单位: x", "did you mean `lead`?", "是不是 `lead`？"),
        ("期限: x", "did you mean `due`?", "是不是 `due`？"),
    ],
)
def test_an_unknown_key_is_offered_the_key_that_was_meant_at_that_spot(sound, said, line, en, zh):
    spot = sound if "title" in en else sound + f"        {line}\n"
    where = "19:9" if spot != sound else "2:1"
    text = spot if spot != sound else sound.replace("title: 河道", "titel: 河道")
    (english,) = said(text)
    assert english.startswith(f"{where} unknown-key: the key “{line.split(':')[0]}” is not known here — {en}")
    (chinese,) = said(text, "zh")
    assert chinese.startswith(f"{where} unknown-key: 这里没有键“{line.split(':')[0]}” — {zh}")
    assert "`x-`" in english
    assert "`x-`" in chinese


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("标题", "title"), ("时间", "start")],
)
def test_a_chinese_key_is_one_finding_and_no_missing_key_beside_it(sound, said, typed, meant):
    (only,) = said(sound.replace(f"\n{meant}:", f"\n{typed}:", 1))
    assert f"did you mean `{meant}`?" in only


def test_a_chinese_key_is_offered_what_is_valid_where_it_stands(sound, said):
    (top,) = said(sound + "出席: [周明]\n")
    assert "did you mean `attendance`?" in top
    (inside,) = said(sound.replace("  present:", "  出席:"))
    assert "did you mean `present`?" in inside


def test_a_key_that_resembles_nothing_is_answered_with_the_keys_still_free(sound, said):
    (finding,) = said(sound + "        zzz: x\n")
    assert "keys that may stand here: " in finding
    assert "task" not in finding
    (counts,) = said(sound + "decisions: [{id: d1, text: x, vote: {counts: {zzz: 1}}}]\n")
    assert "keys that may stand here: for, against, abstain, absent, recused" in counts
    assert counts.endswith("; a key of your own begins with `x-`")
    (long,) = said(sound + "qqqq: x\n")
    assert "closing" not in long
    assert ", …; a key of your own" in long


def test_a_key_that_looks_right_but_is_not_shows_what_cannot_be_seen(said, sound):
    (finding,) = said(sound + "сорок: x\n")
    assert finding.startswith("19:1 unknown-key: the key “сорок” is not known here — keys that may stand")


def test_free_keys_are_read_as_they_are(sound):
    text = sound + "x-own: {预算: [300, no], deep: {deeper: '010'}}\n"
    record, findings = validate(read_document(text.encode(), "m.yaml"), Minutes, id="m-1")
    assert findings == ()
    assert record is not None
    assert record.x == {"x-own": {"预算": ["300", "no"], "deep": {"deeper": "010"}}}


def test_the_id_is_the_file_name_and_is_not_typed(sound, said):
    assert said(sound + "id: other\n") == [
        "19:1 unknown-key: the key “id” is not typed — "
        "delete the line: the file name is the id; rename the file to change it"
    ]
    assert "文件名就是编号" in said(sound + "id: other\n", "zh")[0]
    assert (
        "agenda" in said(sound + "  - {idd: x, title: y}\n")[0] or "`id`" in said(sound + "  - {idd: x, title: y}\n")[0]
    )
    (listed,) = said(sound + "qqqq: x\n")
    assert " id," not in listed


def test_a_missing_key_is_reported_at_what_should_hold_it(sound, said):
    assert said(sound.replace("title: 河道清淤专题会\n", "")) == [
        "1:1 missing-key: the key `title` is missing — add `title: …` here"
    ]
    assert said(sound.replace("        task: 完成清淤\n", ""), "zh") == [
        "16:9 missing-key: 缺少键 `task` — 请在这里补写 `task: …`"
    ]
    (finding,) = said(sound + "interests:\n  - item: culverts\n")
    assert finding.startswith("20:5 missing-key: the key `who`")


def test_a_key_without_a_value_is_reported_at_the_key(sound, said):
    assert said(sound.replace("title: 河道清淤专题会", "title:")) == [
        "2:1 missing-key: the key `title` has no value — write the value after the colon"
    ]
    assert said(sound.replace("title: 河道清淤专题会", "title:"), "zh") == [
        "2:1 missing-key: 键 `title` 没有值 — 请在冒号后写出值"
    ]


@pytest.mark.parametrize(
    ("line", "place", "en", "zh"),
    [
        ("descisions:", "19:1", "did you mean `decisions`?", "是不是 `decisions`？"),
        ("actons:", "19:1", "did you mean `actions`?", "是不是 `actions`？"),
        ("决定: # 待补", "19:1", "did you mean `decisions`?", "是不是 `decisions`？"),
        ("actions: [{id: a2, task: 清沟, ownr: }]", "19:30", "did you mean `owner`?", "是不是 `owner`？"),
        (
            "actions:\n  - id: a2\n    task: 清沟\n    qqq:",
            "22:5",
            "keys that may stand here: label, ",
            "这里可用的键：label, ",
        ),
        ("interests: {who: 何平, itm: }", "19:22", "did you mean `item`?", "是不是 `item`？"),
        ("interests: {who: 何平, item: {a: b}, natur: }", "19:36", "did you mean `nature`?", "是不是 `nature`？"),
    ],
)
def test_an_unknown_key_without_a_value_is_found_like_any_other(sound, line, place, en, zh):
    _, findings = validate(read_document(f"{sound}{line}\n".encode(), "m.yaml"), Minutes, id="m-1")
    (only,) = (one for one in findings if one.code == "unknown-key")
    assert f"{only.span.line}:{only.span.column}" == place
    assert only.hint("en").startswith(en)
    assert only.hint("zh").startswith(zh)


def test_a_key_without_a_value_that_was_meant_to_be_another_is_one_finding(sound, said):
    (only,) = said(sound.replace("title: 河道清淤专题会", "titel:"))
    assert only.startswith("2:1 unknown-key: ")


def test_a_key_of_the_format_or_of_one_s_own_says_nothing_without_a_value(sound):
    text = (
        sound + "series:\nid:\nx-own:\nx-plan: {stage: }\nissue: {number: , x-own: }\ninterests: {who: 何平, item: }\n"
    )
    record, findings = validate(read_document(text.encode(), "m.yaml"), Minutes, id="m-1")
    assert findings == ()
    assert record is not None
    assert (record.series, record.issue.number, record.interests[0].item) == (None, None, None)


def test_hundreds_of_unknown_keys_without_a_value_are_listed_in_part_and_counted(sound):
    entries = "".join(f"  - {{id: b{number}, task: 清沟, ownr: }}\n" for number in range(300))
    _, findings = validate(read_document(f"{sound}actions:\n{entries}".encode(), "m.yaml"), Minutes, id="m-1")
    assert len(findings) == 21
    assert findings[0].span == Span("m.yaml", 20, 24)
    assert findings[20].message("en") == "there are at least 280 more findings in this file"


def test_what_is_wrong_in_one_entry_typed_without_its_list_is_told_where_it_stands(sound):
    assert codes(sound + "interests: {itm: x, wo: y}\n", id="m-1") == ["19:13 unknown-key", "19:21 unknown-key"]
    assert codes(sound + "interests: {who: 何平, item: A!}\n", id="m-1") == ["19:28 bad-id"]
    assert codes(sound + "interests:\n  who:\n  nature: x\n", id="m-1") == ["20:3 missing-key"]
    roster = "series: [{id: s, title: x, roster: {members: {who: 何平, rol: x, unti: y}}}]\n"
    assert codes("title: 站点\n" + roster, SiteConfig) == ["2:56 unknown-key", "2:64 unknown-key"]


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("status: cancelld", "did you mean `cancelled`? write one of: planned, held, cancelled"),
        ("status: 已取消", "did you mean `cancelled`?"),
        ("status: xyz", "— write one of: planned, held, cancelled"),
        ("minutes: 草稿", "did you mean `draft`? write one of: draft, review, approved"),
        ("status: Held", "did you mean `held`?"),
    ],
)
def test_a_word_the_format_does_not_know_is_answered_with_those_it_does(sound, said, line, finding):
    (only,) = said(sound + line + "\n")
    assert only.startswith(f"19:{line.index(':') + 3} unknown-word: “{line.split(': ')[1]}” is not one of")
    assert finding in only
    (chinese,) = said(sound + line + "\n", "zh")
    assert "可用的词：" in chinese


def test_a_word_that_is_a_list_cannot_stand(sound, said):
    (only,) = said(sound + "status: [held]\n")
    assert only.startswith("19:9 bad-value: “…” cannot stand here — ")
    assert "README" in said(sound + "status: [held]\n", "zh")[0]


def test_a_severity_and_a_key_of_a_fixed_set_are_answered_with_the_words():
    site = "title: 站点\nrules: {a: fatal}\nhouse: {faces: {zz: [X]}}\n"
    _, findings = validate(read_document(site.encode(), "site.yaml"), SiteConfig)
    assert [(one.span, one.hint("en")) for one in findings] == [
        (Span("site.yaml", 2, 12), "write one of: error, warning, info, ignore"),
        (
            Span("site.yaml", 3, 17),
            "write one of: serif, sans, mono, fang, kai, hei, song, mark, latin, latin-bold, latin-italic",
        ),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("due: 2026-04-30", "due: 2026-04-31", "18:14 no-such-date: there is no 2026-04-31 in the calendar"),
        ("due: 2026-04-30", "due: 2026/4/30", "18:14 bad-date: “2026/4/30” is not a date — write it as 2026-04-30"),
        ("start: 2026-03-12 14:30", "start: 14:30", "3:8 bad-moment: “14:30” is not a date and time"),
        ("chair: 周明", "chair: [周明]", "5:8 not-text: a text is expected here, not a list"),
        ("id: a1", "id: A1", "16:13 bad-id: “A1” is not an id"),
        ("id: a1", "id: a\u200b1", "16:13 bad-id: “a‹U+200B›1” is not an id"),
    ],
)
def test_a_wrong_value_is_told_in_the_words_of_its_type(sound, said, old, new, expected):
    (only,) = said(sound.replace(old, new))
    assert only.startswith(expected)


def test_a_wrong_shape_is_named_for_what_it_is(sound, said):
    assert said(sound + "decisions: {id: d1, text: x}\n") == [
        "19:12 list-expected: a list is expected here, not a set of keys — "
        "begin each entry on a line of its own with `- `"
    ]
    assert "而不是一组键值 — " in said(sound + "decisions: {id: d1, text: x}\n", "zh")[0]
    assert "not a text — " in said(sound + "decisions: 同意\n")[0]
    assert said(sound + "decisions: 同意\n", "zh") == [
        "19:12 list-expected: 这里应当是列表，而不是文字 — 每一项另起一行，以“- ”开头"
    ]
    assert "而不是列表" in said(sound + "issue: [5]\n", "zh")[0]
    assert said(sound + "issue: 第5期\n")[0].startswith(
        "19:8 not-a-mapping: keys and values are expected here, not a text"
    )
    members = sound + "decisions: [{id: d1, text: x, vote: {members: [李娜]}}]\n"
    assert said(members)[0].startswith("19:47 not-a-mapping: keys and values are expected here, not a list — ")
    assert "而不是列表 — " in said(members, "zh")[0]


def test_a_given_value_of_a_wrong_kind_is_named_something_else():
    class Rota(Shape):
        week: str
        volunteers: tuple[str, ...]

    _, findings = validate(read_document(b"week: March, second week\n", "rota.yaml"), Rota, volunteers=7)
    assert [(one.span, one.message("en"), one.message("zh")) for one in findings] == [
        (
            Span("rota.yaml", 1, 1),
            "a list is expected here, not something else",
            "这里应当是列表，而不是其他内容",
        )
    ]


def test_a_list_with_too_few_entries_says_how_many_it_needs():
    _, findings = validate(read_document("title: 站点\nlanguages: []\n".encode(), "site.yaml"), SiteConfig)
    assert [(one.code, one.message("en")) for one in findings] == [("too-few", "this list needs at least 1 entry")]


def test_what_no_words_were_made_for_never_shows_the_words_of_pydantic():
    class Narrow(Shape):
        size: Annotated[str, Field(max_length=3)]

    _, findings = validate(read_document(b"size: long\n", "m.yaml"), Narrow)
    assert [(one.message("zh"), one.message("en")) for one in findings] == [
        ("这里不能写“long”", "“long” cannot stand here")
    ]


def test_a_conversion_that_fails_in_another_way_is_a_bad_value():
    from pydantic import BeforeValidator

    def refuse(value: object) -> str:
        raise ValueError(value)

    class Odd(Shape):
        size: Annotated[str, BeforeValidator(refuse)]

    assert codes("size: x\n", Odd) == ["1:7 bad-value"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("attendance: {apologies: [who：孙静]}\n", ["19:26 full-width-colon"]),
        (
            "interests:\n  - who：何平\n  - 姓名：孙静\n  - 何平：李娜\n",
            ["20:5 full-width-colon", "21:5 full-width-colon"],
        ),
        ("interests: who：何平\n", ["19:12 full-width-colon"]),
        ("issue: number：5\n", ["19:8 full-width-colon"]),
        ("decisions:\n  - text：同意\n", ["20:5 full-width-colon"]),
        ("issue: number:5\n", ["19:8 colon-without-space"]),
        ("interests: who:何平\n", []),
        ("summary: who：何平\n", []),
        ("tags: [title：x]\n", []),
    ],
)
def test_a_full_width_colon_is_found_where_keys_may_stand_and_only_there(sound, text, expected):
    base = sound.replace("attendance:\n", "x-a:\n") if "attendance" in text else sound
    assert codes(base + text, id="m-1") == expected


def test_findings_come_in_the_order_of_the_file_and_the_rest_is_counted(sound):
    text = sound + "".join(f"q{n}q: x\n" for n in range(70))
    _, findings = validate(read_document(text.encode(), "m.yaml"), Minutes, id="m-1")
    assert [one.span.line for one in findings[:20]] == list(range(19, 39))
    assert findings[20].message("en") == "there are at least 50 more findings in this file"
    assert len(findings) == 21
    assert findings[20].span == Span("m.yaml", 39, 1)
    exact = sound + "".join(f"q{n}q: x\n" for n in range(20))
    assert len(validate(read_document(exact.encode(), "m"), Minutes, id="m-1")[1]) == 20


def test_the_first_findings_of_the_file_are_listed_whatever_order_they_are_found_in(sound):
    text = "qqq: x\n" + sound + "decisions:\n" + "- {id: A}\n" * 65
    _, findings = validate(read_document(text.encode(), "m.yaml"), Minutes, id="m-1")
    assert (findings[0].code, findings[0].span) == ("unknown-key", Span("m.yaml", 1, 1))
    assert findings[20].message("en") == "there are at least 111 more findings in this file"


def test_the_same_door_serves_every_kind_of_record():
    speech = "kind: speech\ntitle: x\nspeaker: 周明\ndate: 2026-03-12\nparts:\n  - {parts: [{parts: [{txt: y}]}]}\n"
    assert codes(speech, Speech, id="s") == ["6:24 unknown-key"]
    assert codes("kind: updates\ndate: 2026-03-12\nupdates: [{action: a/b, state: 销号}]\n", Updates, id="u") == [
        "3:32 unknown-word"
    ]


def test_a_word_among_fixed_ones_may_be_a_key_that_is_wrong():
    class Fixed(Shape):
        faces: dict[Literal["a", "b"], str]

    assert codes("faces: {c: x}\n", Fixed) == ["1:9 unknown-word"]
