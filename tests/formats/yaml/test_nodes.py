"""The tree: every scalar a text, every place kept, nothing that YAML could do beside that."""

from __future__ import annotations

import pickle

import pytest

from reportgen.formats.yaml import read_document
from reportgen.formats.yaml.nodes import MOST_DEPTH, MOST_KEYS, MOST_NODES, MOST_PROBLEMS
from reportgen.model.source import Place, Span


def value_of(text: str) -> object:
    document = read_document(text.encode(), "m.yaml")
    assert document.problems == ()
    return document.value


def words_of(text: str) -> tuple[str, str, str, str]:
    problem = read_document(text.encode(), "m.yaml").problems[0]
    return problem.message("en"), problem.message("zh"), problem.hint("en"), problem.hint("zh")


@pytest.mark.parametrize(
    "typed", ["14:30", "010", "08", "no", "yes", "1.10", "2026-02-30", "~", "null", "0x1f", "1_000", "=", "<<"]
)
def test_a_value_is_the_text_that_was_typed(typed):
    assert value_of(f"a: {typed}\nb: [{typed}]\n") == {"a": typed, "b": [typed]}


def test_lists_and_mappings_nest_as_typed():
    assert value_of("a: {b: [c, {d: e}], f: g}\nh:\n- - i\n- j\n") == {
        "a": {"b": ["c", {"d": "e"}], "f": "g"},
        "h": [["i"], "j"],
    }


def test_a_block_of_text_keeps_its_lines():
    assert value_of("a: |\n  由***负责\n\n  次行\nb: >-\n  x\n  y\n") == {"a": "由***负责\n\n次行\n", "b": "x y"}


def test_a_marker_before_and_after_the_record_changes_nothing():
    assert value_of("---\na: b\n...\n") == {"a": "b"}


def test_a_key_without_a_value_is_left_out_and_keeps_its_place():
    document = read_document(b"issue: {classification: , urgency: x}\nsigner:\n", "m.yaml")
    assert document.value == {"issue": {"urgency": "x"}}
    assert document.places.of_key(("issue", "classification")) == Span("m.yaml", 1, 9)
    assert document.places.of(("signer",)) == Span("m.yaml", 2, 1)
    assert document.blanks == (("issue", "classification"), ("signer",))


def test_an_empty_text_in_quotes_is_a_text():
    assert value_of('a: \'\'\nb: ""\nc: [""]\n') == {"a": "", "b": "", "c": [""]}


def test_an_empty_list_entry_is_found_and_the_rest_is_still_read():
    document = read_document(b"a:\n  -\n  - b\n", "m.yaml")
    assert [(one.code, one.span) for one in document.problems] == [("empty-entry", Span("m.yaml", 2, 4))]
    assert document.value == {"a": ["b"]}
    assert document.places.of(("a", 0)) == Span("m.yaml", 3, 5)


def test_places_count_from_one_in_code_points():
    document = read_document("\ufeff题: x\r\n人: [周明, {职: 科𠮷, 务: 长}]\r\n".encode(), "m.yaml")
    places = document.places
    assert dict(places.values) == {
        ("题",): Place(1, 4),
        ("人",): Place(2, 4),
        ("人", 0): Place(2, 5),
        ("人", 1): Place(2, 9),
        ("人", 1, "职"): Place(2, 13),
        ("人", 1, "务"): Place(2, 20),
    }
    assert dict(places.keys) == {
        ("题",): Place(1, 1),
        ("人",): Place(2, 1),
        ("人", 1, "职"): Place(2, 10),
        ("人", 1, "务"): Place(2, 17),
    }
    assert len(places.values) == 6


def test_a_way_that_leads_nowhere_has_the_place_of_what_is_around_it():
    places = read_document(b"a:\n  b: c\n", "m.yaml").places
    assert ("a", "z") not in places.values
    assert () not in places.values
    assert places.of(("a", "z", 3)) == Span("m.yaml", 2, 3)
    assert places.of(("z",)) == Span("m.yaml", 1, 1)
    assert places.of_key(("a",)) == Span("m.yaml", 1, 1)


def test_the_places_of_texts_set_as_blocks_are_known():
    places = read_document(b"a: |\n  x\nb: y\nc: >\n  z\nd:\n  - |-\n    v\n", "m.yaml").places
    assert set(places.blocks) == {Place(1, 4), Place(7, 5)}


def test_places_survive_a_journey_to_another_process():
    places = read_document(b"a:\n  b: c\n", "m.yaml").places
    assert pickle.loads(pickle.dumps(places)).of(("a", "b")) == Span("m.yaml", 2, 6)


def test_texts_are_composed_so_that_equal_looking_words_are_equal():
    assert value_of('cafe\u0301: re\u0301sume\u0301\nb: "e\\u0301"\n') == {"café": "résumé", "b": "é"}


def test_thirty_marks_on_a_letter_are_composed_and_one_more_is_refused(found):
    assert value_of("a: e" + "\u0301" * 30 + "\nb: x\n") == {"a": "é" + "\u0301" * 29, "b": "x"}
    assert found("a: e" + "\u0316\u0301" * 15 + "\u0316\n") == [(1, 4, "too-many-combining-marks")]
    assert found("a: e" + "…\u0301" * 40 + "\n") == []
    assert found("a: e…" + "\u0316\u0301" * 15 + "\n") == []
    assert found("a: e" + "\u0316\u0301" * 15 + "…\n") == []
    assert found("a: e…" + "\u0316\u0301" * 15 + "\u0316\n") == [(1, 4, "too-many-combining-marks")]
    assert "30" in words_of("a: e" + "\u0301" * 31)[0]


def test_marks_are_counted_on_letters_that_compose_with_none_and_in_keys_too(found):
    assert found("title: x" + "\u0304" * 30 + "\n") == []
    assert found("title: x" + "\u0304" * 31 + "\n") == [(1, 8, "too-many-combining-marks")]
    assert found("title: Roads\nx" + "\u0304" * 31 + ": Libraries\n") == [(2, 1, "too-many-combining-marks")]


def test_fifty_levels_are_read_and_one_more_is_refused(found):
    assert MOST_DEPTH == 50
    assert found("a: " + "[" * 49 + "]" * 49) == []
    assert found("a: " + "[" * 50 + "]" * 50) == [(1, 53, "too-deep")]
    assert "50" in words_of("a: " + "[" * 50 + "]" * 50)[0]


def test_two_hundred_thousand_values_are_read_and_one_more_is_refused(found):
    assert MOST_NODES == 200_000
    assert found("a: [" + "x," * (MOST_NODES - 3) + "]") == []
    assert found("a: [" + "x," * (MOST_NODES - 2) + "]") == [(1, 399_999, "too-many-values")]


def test_a_file_full_of_findings_is_not_read_to_its_end():
    problems = read_document(b"k: x\n" * 100_000, "m.yaml").problems
    assert MOST_PROBLEMS == 200
    assert len(problems) == 21
    assert problems[-1].message("en") == f"there are at least {MOST_PROBLEMS - 20} more findings in this file"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: &x 1\n", [(1, 4, "anchor")]),
        ("a: &x [1]\n", [(1, 4, "anchor")]),
        ("a: &x\n  b: c\n", [(1, 4, "anchor")]),
        ("a: *x\nb: [*x, *y]\n", [(1, 4, "alias"), (2, 9, "alias")]),
        ("*x : 1\n", [(1, 1, "alias")]),
        ("a: &x 1\nb: *x\n", [(1, 4, "anchor"), (2, 4, "alias")]),
        ("<<: {a: b}\n", [(1, 1, "merge-key")]),
        ('a: {"<<": b}\n', [(1, 5, "merge-key")]),
        ("a: !!str b\n", [(1, 4, "tag")]),
        ("a: ! b\n", [(1, 4, "tag")]),
        ("a: !!map {}\n", [(1, 4, "tag")]),
        ("!!map\na: b\n", [(1, 1, "tag")]),
        ("%YAML 1.1\n---\na: b\n", [(1, 1, "directive")]),
        ("%TAG ! x:\n---\na: b\n", [(1, 1, "directive")]),
        ("a: 1\n---\nb: 2\n", [(2, 1, "second-document")]),
        ("a: 1\n---\n", [(2, 1, "second-document")]),
        ("? [a]\n: 1\n", [(1, 3, "key-not-text")]),
        ("? {a: b}\n: 1\n", [(1, 3, "key-not-text")]),
        ("? |\n  a\n: 1\n", [(1, 3, "key-not-text")]),
        ("? >\n  Roads\n  and parks\n: 1\n", [(1, 3, "key-not-text")]),
        ('"": 1\n', [(1, 1, "empty-key")]),
        ('" ": 1\n', [(1, 1, "empty-key")]),
        ("? \n: 1\n", [(1, 2, "empty-key")]),
        (f"{'k' * 129}: 1\n", [(1, 1, "key-too-long")]),
        (f"{'k' * 1025}: 1\n", [(1, 1, "key-too-long")]),
        ('a: "\\x1b"\n', [(1, 4, "forbidden-character")]),
        ('a: "x\\r"\n', [(1, 4, "forbidden-character")]),
        ('"a\\x1b": x\n', [(1, 1, "forbidden-character"), (1, 1, "unseen-in-key")]),
        ("- a\n", [(1, 1, "not-a-mapping")]),
        ("words only\n", [(1, 1, "not-a-mapping")]),
        ("", [(1, 1, "empty-file")]),
        ("# a remark\n", [(1, 1, "empty-file")]),
        ("---\n", [(1, 1, "empty-file")]),
    ],
)
def test_what_yaml_allows_and_content_may_not_hold_is_refused_at_its_place(found, text, places):
    assert found(text) == places
    assert read_document(text.encode(), "m").value is None


def test_a_key_of_exactly_the_longest_length_is_read():
    assert value_of(f"{'k' * 128}: v\n") == {"k" * 128: "v"}
    assert words_of(f"{'k' * 1025}: v\n")[0] == f"the key “{'k' * 20}…” has 1025 characters, 128 are allowed"
    assert words_of(f"{'k' * 129}: v\n")[0] == f"the key “{'k' * 20}…” has 129 characters, 128 are allowed"


def test_a_key_that_stands_twice_names_both_places_and_the_last_value_is_read():
    document = read_document("题: a\nb: c\n题: d\n".encode(), "m.yaml")
    (problem,) = document.problems
    assert problem.span == Span("m.yaml", 3, 1)
    assert problem.message("en") == "the key “题” stands here for the second time, first at 1:1"
    assert problem.message("zh") == "键“题”重复，第一次出现在第 1 行第 1 列"
    assert document.value == {"题": "d", "b": "c"}
    assert document.places.of(("题",)) == Span("m.yaml", 3, 4)
    assert len(document.places.values) == 2


def test_keys_that_are_equal_once_composed_stand_twice(found):
    assert found("café: 1\ncafe\u0301: 2\n") == [(2, 1, "duplicate-key")]
    assert found("{a: {b: 1}, c: {b: 1}}\n") == []
    assert found("b:\nb: 1\n") == [(2, 1, "duplicate-key")]
    assert read_document(b"b: 1\nb:\n", "m").value == {}


@pytest.mark.parametrize(
    "key",
    [
        "1",
        "-1",
        "+1",
        "010",
        "0x1F",
        "0b1",
        "1.5",
        ".5",
        "1e3",
        "1_000",
        "14:30",
        "2026-01-01",
        "2026-1-1 10:00",
        ".inf",
        ".NaN",
        "~",
        "null",
        "yes",
        "No",
        "ON",
        "off",
        "true",
        "False",
    ],
)
def test_a_plain_key_that_programs_take_for_something_else_is_refused_and_a_quoted_one_read(found, key):
    assert found(f"x-own:\n  {key}: a\n") == [(2, 3, "key-not-text")]
    assert value_of(f'x-own: {{"{key}": a}}\n') == {"x-own": {key: "a"}}


@pytest.mark.parametrize("key", ["for", "against", "a1", "1a", "x-1", "2026年", "-", "0x", "e3", "年1", "y", "none"])
def test_a_plain_key_that_is_a_word_is_read(key):
    assert value_of(f"{key}: a\n") == {key: "a"}


def test_a_hidden_character_in_a_key_is_shown_by_its_code():
    assert words_of("ti\u200btle: x\n") == (
        "the key “ti·tle” holds U+200B, which cannot be seen",
        "键“ti·tle”中有看不见的字符 U+200B",
        "delete the key and type it again",
        "请删除这个键，重新输入",
    )
    assert words_of("ti\u00a0tle: x\n")[0] == "the key “ti·tle” holds U+00A0, which cannot be seen"


def test_a_letter_that_only_looks_latin_is_shown_by_its_code_and_name():
    english, chinese, _, _ = words_of("tit\u04cfe: x\n")
    assert english.startswith("“ӏ” in the key “titӏe” is U+04CF (CYRILLIC SMALL LETTER PALOCHKA)")
    assert "U+04CF" in chinese
    assert words_of("\u03bfwner: x\n")[0].startswith("“ο” in the key “οwner” is U+03BF")


@pytest.mark.parametrize("letter", ["\u0430", "\u03bf", "\u0585", "\u13aa", "\u2c9f", "\ua4ee"])
def test_a_letter_of_any_script_that_resembles_latin_is_found_among_latin_letters(found, letter):
    assert found(f"z{letter}Z: x\n") == [(1, 1, "lookalike-in-key")]
    assert found(f"a{letter}: x\n") == [(1, 1, "lookalike-in-key")]
    assert found(f"zz {letter}: x\n") == []


@pytest.mark.parametrize("character", ["\t", "\u3000", "\xad", "\u200d"])
def test_what_leaves_no_ink_is_found_in_a_key(found, character):
    assert found(f'"a{character}b": x\n') == [(1, 1, "unseen-in-key")]


@pytest.mark.parametrize("key", ["x-бюджет", "会议 A", "A股", "café", "Straße", "x-σ", "my key"])
def test_a_key_in_another_script_is_no_disguise(key):
    assert value_of(f"{key}: x\n") == {key: "x"}


def test_one_bomb_of_aliases_gives_one_finding_for_each_name(found):
    assert found("a: &a x\nb: [" + "*a," * 1000 + "]\n") == [(1, 4, "anchor"), (2, 5, "alias")]


def test_the_words_of_a_refusal_say_what_to_type():
    assert words_of("a: *co\n") == (
        "“*co” is read as a copy of another value",
        "“*co”会被当作引用别处的值",
        'put the value in quotes if * belongs to it: "*co"; otherwise write the value out again',
        '如果 * 是文字，请加引号："*co"；否则请把值重新写一遍',
    )
    assert words_of("a: &co x\n")[0] == "“&co” is read as a mark for copying"
    assert words_of("a: !!binary aGk=\n")[0] == "“!!binary aGk=” begins with a type mark"
    assert words_of("- a\n")[0] == "keys and values are expected here, not a list"
    assert words_of("- a\n")[1] == "这里应当是“键: 值”，而不是列表"
    assert words_of("words\n")[0] == "keys and values are expected here, not a text"
    assert words_of("words\n")[1] == "这里应当是“键: 值”，而不是文字"
    assert words_of('a: "\\x1b"\n')[0] == "U+001B is not allowed: a control character"
    assert "`[" not in words_of("? [a]\n: 1\n")[2]


def test_more_keys_side_by_side_than_the_limit_are_refused_at_the_first_too_many(found):
    assert found("".join(f"k{number}: x\n" for number in range(MOST_KEYS))) == []
    assert MOST_KEYS == 1_000
    assert found("".join(f"k{number}: x\n" for number in range(2_000))) == [(1_001, 1, "too-many-keys")]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("title: fix issue #12\n", [(1, 17)]),
        ("title: 处理工单 #12 的办法\n", [(1, 12)]),
        ("a:\n  - see #12\n  - {b: c #13\n    }\n", [(2, 8), (3, 10)]),
        ("title: one\n  two #3\n", [(2, 6)]),
        ("title: #12 is mended\n", [(1, 7)]),
        ("a: {b: #12 is mended\n  , c: d}\n", [(1, 7)]),
        ("a: {b: roads, #12 and #13\n  c: d}\n", [(1, 13)]),
        ("a: [roads , #12\n  parks]\n", [(1, 10)]),
    ],
)
def test_a_value_that_ends_at_a_tight_comment_is_warned_of(found, text, places):
    assert found(text) == [(line, column, "cut-by-comment") for line, column in places]


@pytest.mark.parametrize(
    "text",
    [
        "title: fix # a comment\n",
        "title: fix#12\n",
        "title: 'fix #12'\n",
        "title: 'Potholes, issue' #12\nplace: see issue # twelve\n",
        "title: |\n  fix #12\n",
        "a: b ## c\n",
        "#12\na: b\n",
        "a: roads, #\nb:\n#12\nc: # remark\n",
        "a: [roads, # remark\n  parks]\n",
    ],
)
def test_an_ordinary_comment_and_a_quoted_number_are_nobody_s_business(found, text):
    assert found(text) == []
