"""No words between braces are ever dropped without a word: a comma that cuts a text is told of, with what it cut."""

from __future__ import annotations

import re
from collections import Counter
from unicodedata import normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reportgen.formats.record import read_record
from reportgen.formats.yaml import read_document
from reportgen.formats.yaml.lost import MOST_SHOWN, colon_behind
from reportgen.formats.yaml.nodes import MOST_PROBLEMS
from reportgen.model.shape import walk
from reportgen.model.source import Span

HEAD = "kind: minutes\ntitle: 馆务会\nstart: 2026-03-12 14:30\n"


def told(body: str, language: str = "en") -> list[str]:
    """Place below the head, code, message and hint of everything found in minutes."""
    found = read_record((HEAD + body).encode(), "meetings/board-2026-03.yaml").problems
    return [
        f"{one.span.line - 3}:{one.span.column} {one.code}: {one.message(language)} — {one.hint(language)}"
        for one in found
        if one.span
    ]


def marked(body: str) -> tuple[str, list[str]]:
    """The body without its marks ¦, and the places they stood at."""
    places = [
        f"{number}:{column + 1 - nth}"
        for number, line in enumerate(body.split("\n"), start=1)
        for nth, column in enumerate(at for at, one in enumerate(line) if one == "¦")
    ]
    return body.replace("¦", ""), places


CUT = [
    # where it is cut, the key, the words before, what would be lost
    (
        "decisions:\n  - {id: d1, text: That the quotation of £4,¦200 be accepted., moved: Daniel Frost}\n",
        ("text", "That the quotation of £4", "200 be accepted."),
    ),
    (
        "decisions:\n  - {id: d2, text: That A, ¦B and C be done, moved: Daniel Frost}\n",
        ("text", "That A", "B and C be done"),
    ),
    (
        "actions:\n  - {id: a1, task: Write to Mr Reed, ¦Mr Hall and others, owner: Grace Pym, due: 2026-03-01}\n",
        ("task", "Write to Mr Reed", "Mr Hall and others"),
    ),
    ("updates:\n  - {action: m/a1, note: two caterers, ¦at £1,200 each}\n", ("note", "two caterers", "at £1")),
    ("actions:\n  - {task: 印发通知, ¦抄送各科室}\n", ("task", "印发通知", "抄送各科室")),
    # A number, a word twice, a word longer than any key: what is lost is not judged as a key.
    ("actions: [{id: a1, task: 修路, ¦200, 200, 修路, due: 2026-04-01}]\n", ("task", "修路", "200")),
    ("actions: [{id: a1, task: 修路, ¦" + "沟" * 200 + "}]\n", ("task", "修路", "沟" * MOST_SHOWN + "…")),
    ("actions: [{id: a1, task: " + "路" * 50 + ",¦沟}]\n", ("task", "…" + "路" * MOST_SHOWN, "沟")),
    ("actions: [{id: a1, task: 修路, ¦清沟,}]\n", ("task", "修路", "清沟")),
    ("actions: [{id: a1, task: 修路, ¦清沟 }]\n", ("task", "修路", "清沟")),
    ("actions: [{id: a1, task: 修路, ¦owner}]\n", ("task", "修路", "owner")),
    ("actions: [{id: a1, task: mend the road, ¦at\n    9:30 sharp}]\n", ("task", "mend the road", "at 9:30 sharp")),
    (
        "agenda:\n  - title: 清沟\n    actions:\n"
        "      - {id: a1, task: 清沟, milestones: [{due: 2026-04-01, task: 一号沟, ¦二号沟}], owner: 周明}\n",
        ("task", "一号沟", "二号沟"),
    ),
    ("x-plan: {stage: {first: survey, then: build, ¦plant}}\n", ("then", "build", "plant")),
    ("x-plan: [survey, stage: build, {then: plant, ¦water}]\n", ("then", "plant", "water")),
]


@pytest.mark.parametrize(("body", "loss"), CUT)
def test_a_comma_that_cuts_a_text_is_told_of_once_with_what_it_would_lose(body, loss):
    text, (place,) = marked(body)
    key, before, value = loss
    assert told(text) == [
        f"{place} comma-in-text: the comma ended the text after “{before}”; this part would be lost: “{value}” — "
        f'put the whole text in quotes: `{key}: "…"`'
    ]
    assert told(text, "zh") == [
        f"{place} comma-in-text: 大括号里的半角逗号把文字截断在“{before}”之后，“{value}”会丢失 — "
        f'请给整段文字加引号：`{key}: "…"`，或改用中文逗号“，”'
    ]


@pytest.mark.parametrize(
    "body",
    [
        "actions: [{¦owner}]\n",
        "actions: [{id: a1, task: '修路', ¦清沟}]\n",
        'actions: [{id: a1, task: "修路" , ¦清沟, 种树}]\n',
        "actions: [{id: a1, owner: [周明, 李娜], ¦task}]\n",
        "actions: [{id: a1, owner: , ¦task}]\n",
        "x-a: {¦'survey'}\n",
        "x-a: {? ¦survey}\n",
        "x-a: [? ¦survey, build]\n",
        "x-a:\n  ? ¦survey\n  ? build\nx-b: plant\n",
    ],
)
def test_words_in_the_place_of_a_key_are_told_of_where_they_cut_no_text(body):
    text, (place,) = marked(body)
    (english,), (chinese,) = told(text), told(text, "zh")
    assert english.startswith(f"{place} key-without-colon: “")
    assert "stands where a key belongs, has no colon behind it, and would be lost — write `key: value`;" in english
    assert "写在键的位置，后面没有冒号，会丢失 — 请写成“键: 值”；" in chinese


def test_each_text_that_commas_cut_is_a_finding_of_its_own():
    body = "actions: [{id: a1, task: 修路, ¦清沟, owner: 周明, ¦李娜}, {id: a2, task: 种树, ¦浇水}]\n"
    text, places = marked(body)
    assert [one.split(": ")[0] for one in told(text)] == [f"{place} comma-in-text" for place in places]


def test_a_thousand_commas_in_one_text_are_one_finding(found):
    assert found("x-a: {b: c" + ", d" * 1_000 + "}\n") == [(1, 13, "comma-in-text")]
    assert len(found("x-a: [" + "{b: c, d}, " * (MOST_PROBLEMS + 9) + "]\n")) == 21


@pytest.mark.parametrize(
    ("body", "place", "better"),
    [
        ("{who:何平, role: 科长}", "1:10 colon-without-space", "who: 何平"),
        ("{who: 何平, role:科长}", "1:20 colon-without-space", "role: 科长"),
        ("{who: 何平, 职务：科长}", "1:18 full-width-colon", "role: 科长"),
    ],
)
def test_a_key_whose_colon_went_wrong_between_braces_is_told_how_to_type_it(body, place, better):
    (finding,) = told(f"x-a: {body}\n")
    assert finding.startswith(place)
    assert f"`{better}`" in finding


def test_every_wrong_colon_of_a_mapping_is_told_of(found):
    assert [code for *_, code in found("x-a: {who:何平, role:科长, at 9:30, 9:40}\n")] == [
        "colon-without-space",
        "colon-without-space",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a: [roads, parks]\n",
        "a: {b: , c: x}\n",
        "a: {b:  , c: x, d: }\n",
        "a: {b: 'roads, parks', \"c\": x, 'd':y, }\n",
        "a: {b: 路，沟, c: [x, y,]}\n",
        "a: {b: # remark\n  , c: d}\n",
        "a: {? b : c, ? d # remark: one\n\n  : e}\n",
        "a: {? b\n  : , c: [d: e, f]}\n",
        "? a\n: b\n? c # remark\n:\n",
    ],
)
def test_commas_between_values_and_keys_with_a_colon_are_nobody_s_business(found, text):
    assert found(text) == []


def test_what_is_cut_is_left_out_and_the_rest_is_read():
    document = read_document("x-a: {b: £4,200 a year, c: d}\ne: f\n".encode(), "m.yaml")
    assert [(one.code, one.span) for one in document.problems] == [("comma-in-text", Span("m.yaml", 1, 13))]
    assert document.value == {"x-a": {"b": "£4", "c": "d"}, "e": "f"}
    assert document.places.of(("x-a", "c")) == Span("m.yaml", 1, 28)


def test_a_brace_that_goes_wrong_is_told_of_and_not_what_it_took_in(found):
    assert found("a: {急} 通知\n") == [(1, 4, "needs-quotes")]
    assert found("a: {b: c, d\ne: f\n") == [(1, 4, "bracket-not-closed")]
    assert found("x: {a: b, c}\na: {b: c, d\ne: f\n") == [(1, 11, "comma-in-text"), (2, 4, "bracket-not-closed")]


def test_a_colon_is_looked_for_behind_spaces_remarks_and_ends_of_lines():
    lines = ["{a : b, c", "# d: e", "  : f", "", "# g"]
    assert colon_behind(lines, (0, 2)) == (0, 3)
    assert colon_behind(lines, (0, 9)) == (2, 2)
    assert colon_behind(lines, (0, 6)) is None
    assert colon_behind(lines, (2, 5)) is None


TYPED = st.text(st.sampled_from("ab£4路沟 ,,,，:：;.'\"[]{}?-\n"), max_size=30)
"""What fingers do between braces; without #, which is for remarks."""


def letters(*texts: str) -> Counter[str]:
    return Counter(one for text in texts for one in normalize("NFC", text) if one.isalnum())


KEY_WITH_COLON = re.compile(r"""("[^"]*"|'([^']|'')*')\s*:|[^,\[\]{}]+?\s*:(?=[\s,}\]])""")


def texts_in(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for key, part in value.items() for text in (key, *texts_in(part))]
    return [text for part in value for text in texts_in(part)] if isinstance(value, list) else [str(value)]


@settings(deadline=None, max_examples=600)
@given(TYPED)
@example("b: of £4,200 a year")
@example("b: a, 路")
@example("? a, b: 4")
@example("a, 'b' : , \"路\" ,")
def test_no_letter_typed_between_braces_vanishes_without_a_finding(typed):
    text = f"x: {{{typed}\n }}\n"
    document = read_document(text.encode(), "m.yaml")
    if document.problems:
        return
    assert document.value is not None
    for way in document.blanks:
        place = document.places.of_key(way)
        assert KEY_WITH_COLON.match("\n".join(text.split("\n")[place.line - 1 :])[place.column - 1 :])
    blank = [str(way[-1]) for way in document.blanks]
    assert letters(*texts_in(document.value), *blank) == letters("x", typed)


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from("ab£4路沟 ,，:：.'\"[]{}"), min_size=1, max_size=30))
@example("Write to Mr Reed, Mr Hall and others")
@example("roads, ownr: ")
@example("roads, owner: b")
def test_a_task_typed_between_braces_is_read_whole_or_told_of(typed):
    read = read_record(
        f"{HEAD}actions: [{{id: a1, task: {typed}, lead: 馆长}}]\n".encode(), "meetings/board-2026-03.yaml"
    )
    if read.record is None:
        assert read.problems
        return
    assert letters(*(text for _, text in walk(read.record.actions[0]))) >= letters(typed) - letters("owner")
