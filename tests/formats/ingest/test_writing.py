"""Writing: a draft as YAML that people like to read and that the door reads back as it was."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from reportgen.formats.ingest.draft import GUESSED, Draft, Told, Value, bare
from reportgen.formats.ingest.writing import record_text
from reportgen.formats.record import read_record
from reportgen.formats.yaml import read_document
from reportgen.formats.yaml.characters import FORBIDDEN, heaps_marks
from reportgen.formats.yaml.refusals import of_key
from reportgen.model.diagnostic import warning
from reportgen.model.meeting import FOLDERS, RECORDS, Minutes, Speech
from reportgen.model.shape import Shape, key_of
from reportgen.text.closing import closing_mark_in

NO_YEAR = warning("no-year", en="“{value}” names no year", zh="“{value}”没有年份", hint_en="add it", hint_zh="请补写")


def written(value: dict[str, Value], kind: str = "minutes", language: str = "en") -> str:
    return record_text(Draft(kind, value, language))


def test_minutes_are_written_as_a_person_would_type_them() -> None:
    doubt = NO_YEAR.at(None, value="3月5日")
    minutes: dict[str, Value] = {
        "title": Told("澄溪县道路养护例会", (1,)),
        "start": Told("2026-03-05 14:30", (2,), GUESSED, doubt),
        "place": "三楼: 会议室",
        "tags": ["养护", "汛期 #1"],
        "attendance": {
            "present": ["王芳", "何立平"],
            "apologies": [{"who": "周明", "note": "外出, 请假"}, {"who": "许敏"}],
        },
        "quorum": {"required": "7", "met": "yes"},
        "opening": "现在开会。",
        "agenda": [
            {
                "id": "culverts",
                "label": "一、",
                "title": Told("涵洞清淤", (5,), GUESSED, doubt),
                "discussion": "会议听取了汇报。\n\n- 一号沟\n  - 已清",
                "decisions": [
                    {"id": "d1", "text": "先清后修。", "vote": {"counts": {"for": "5"}, "members": {"no": "for"}}},
                    {
                        "id": "d2",
                        "text": "自今年第四季度起，养护资金按季度下达，于每季度首月前拨付到位，年终统一清算。",
                    },
                    {
                        "id": "d3",
                        "text": "自第四季度起，日常养护资金按季度下达，"
                        "每季度首月前拨付到位，年终统一清算，跨年的项目另议。",
                    },
                ],
                "actions": [
                    {"id": "a1", "task": "清理涵洞", "owner": ["王芳"], "due-words": "汛期前"},
                    {"id": "a2", "task": Told("编制台账", (9,), GUESSED, doubt)},
                ],
            },
            "其他",
        ],
        "closing": "  缩进的一行\n散会。",
    }
    text = written(minutes, language="zh")
    expected = """\
kind: minutes
title: 澄溪县道路养护例会
# import: “3月5日”没有年份
start: 2026-03-05 14:30
place: "三楼: 会议室"
tags: [养护, "汛期 #1"]

attendance:
  present: [王芳, 何立平]
  apologies:
    - {who: 周明, note: "外出, 请假"}
    - {who: 许敏}

quorum: {required: 7, met: yes}
opening: 现在开会。

agenda:
  - id: culverts
    label: 一、
    # import: “3月5日”没有年份
    title: 涵洞清淤
    discussion: |
      会议听取了汇报。

      - 一号沟
        - 已清
    decisions:
      - id: d1
        text: 先清后修。
        vote:
          counts: {for: 5}
          members: {"no": for}
      - {id: d2, text: 自今年第四季度起，养护资金按季度下达，于每季度首月前拨付到位，年终统一清算。}
      - id: d3
        text: |
          自第四季度起，日常养护资金按季度下达，每季度首月前拨付到位，年终统一清算，跨年的项目另议。
    actions:
      - {id: a1, task: 清理涵洞, owner: [王芳], due-words: 汛期前}
      - id: a2
        # import: “3月5日”没有年份
        task: 编制台账
  - 其他

closing: |2
    缩进的一行
  散会。
"""
    assert text == expected
    read = read_record(text.encode(), "meetings/road-2026-03.yaml")
    assert read.problems == ()
    assert isinstance(read.record, Minutes)
    assert read.record.agenda[0].discussion == "会议听取了汇报。\n\n- 一号沟\n  - 已清"
    assert read.record.closing == "  缩进的一行\n散会。"


def test_a_speech_is_written_part_by_part() -> None:
    text = written(
        {
            "title": "Opening of the reading room",
            "speaker": "Ruth Penhallow",
            "date": "2026-05-22",
            "parts": [
                {"label": "1.", "text": "Thanks."},
                {"title": "Plans", "parts": [{"text": "The hall will open in May.\nThe garden will follow."}]},
            ],
            "source": {"file": "speech.txt", "sha256": "5f" * 8, "words": "22 May"},
            "unplaced": [
                {"line": "7", "text": "- - -"},
                {"line": "9", "text": "x" * 60},
                {"line": "10", "text": "y" * 95},
            ],
        },
        "speech",
    )
    expected = f"""\
kind: speech
title: Opening of the reading room
speaker: Ruth Penhallow
date: 2026-05-22

parts:
  - label: 1.
    text: Thanks.
  - title: Plans
    parts:
      - text: |
          The hall will open in May.
          The garden will follow.

source:
  file: speech.txt
  sha256: {"5f" * 8}
  words: 22 May

unplaced:
  - {{line: 7, text: "- - -"}}
  - {{line: 9, text: {"x" * 60}}}
  - line: 10
    text: |
      {"y" * 95}
"""
    assert text == expected
    read = read_record(text.encode(), "speeches/s.yaml")
    assert read.problems == ()
    assert isinstance(read.record, Speech)
    assert read.record.unplaced[2].text == "y" * 95


def test_updates_are_written_with_short_events_on_one_line() -> None:
    events: list[Value] = [
        {"action": "road-2025-09/a1", "state": "closed", "note": "Done."},
        {"action": "road-2025-09/a2", "note": "The survey of the culverts between the two bridges was begun in May."},
    ]
    expected = """\
kind: updates
date: 2026-05-22

updates:
  - {action: road-2025-09/a1, state: closed, note: Done.}
  - action: road-2025-09/a2
    note: The survey of the culverts between the two bridges was begun in May.
"""
    assert written({"date": "2026-05-22", "updates": events}, "updates") == expected


def test_a_doubt_about_one_entry_stands_above_that_entry() -> None:
    doubt = NO_YEAR.at(None, value="line 4\nof the list\u202e")
    guests: list[Value] = ["Ellen Foyle", Told({"who": "Peter Garside", "role": "guest"}, (4,), GUESSED, doubt)]
    people: list[Value] = [Told({"who": Told("Ruth Penhallow", (5,), GUESSED, doubt)}, (5,))]
    expected = """\
kind: minutes

# import: “line 4 of the list‹U+202E›” names no year
attendance:
  present:
    - Ellen Foyle
    # import: “line 4 of the list‹U+202E›” names no year
    - {who: Peter Garside, role: guest}
  absent:
    # import: “line 4 of the list‹U+202E›” names no year
    - who: Ruth Penhallow
"""
    assert written({"attendance": Told({"present": guests, "absent": people}, (3,), GUESSED, doubt)}) == expected


def test_a_name_that_looks_like_a_key_stands_under_its_own_key() -> None:
    text = written(
        {
            "title": "例会",
            "start": "2026-03-05",
            "attendance": {"present": ["单位：水利局", "备忘：无"], "absent": "姓名：许敏"},
            "agenda": ["议题：涵洞", "第一项：另定"],
        }
    )
    expected = """\
kind: minutes
title: 例会
start: 2026-03-05

attendance:
  present:
    - {who: 单位：水利局}
    - 备忘：无
  absent: {who: 姓名：许敏}

agenda:
  - title: 议题：涵洞
  - 第一项：另定
"""
    assert text == expected
    assert read_record(text.encode(), "meetings/m.yaml").problems == ()


def test_only_a_text_that_keeps_its_lines_is_written_line_by_line() -> None:
    long = "a long road " * 9
    assert written({"title": long, "opening": long, "x-budget": "1\n2", "tags": [long.strip(), "b"]}) == (
        f"kind: minutes\ntitle: {long.strip()}\n\nopening: |\n  {long.strip()}\n\n"
        f'x-budget: "1\\n2"\n\ntags:\n  - {long.strip()}\n  - b\n'
    )


def test_white_space_at_the_end_of_a_line_is_left_out_unless_it_breaks_the_line() -> None:
    text = "\n \n  first  \nsecond \nthird    \n\u3000\nfourth\t\n\n"
    assert written({"opening": text, "closing": " \n "}) == (
        'kind: minutes\n\nopening: |2\n    first  \n  second\n  third\n\n  fourth\n\nclosing: ""\n'
    )


def test_a_line_of_short_values_has_at_most_a_hundred_columns() -> None:
    def with_task(task: str) -> str:
        return written({"agenda": [{"title": "t", "issue": {"a": task}, "actions": [{"id": "a1", "task": task}]}]})

    assert with_task("x" * 76) == (
        f"kind: minutes\n\nagenda:\n  - title: t\n    issue: {{a: {'x' * 76}}}\n"
        f"    actions:\n      - {{id: a1, task: {'x' * 76}}}\n"
    )
    assert f"      - id: a1\n        task: {'x' * 77}\n" in with_task("x" * 77)
    assert f"    issue: {{a: {'道' * 42}}}\n" in with_task("道" * 42)
    assert f"    issue:\n      a: {'道' * 42}x\n" in with_task("道" * 42 + "x")


def test_a_text_that_says_nothing_is_written_however_deep_it_stands() -> None:
    items: Value = [{"discussion": ""}]
    for _ in range(22):
        items = [{"items": items}]
    document = read_document(written({"agenda": items}).encode(), "m.yaml")
    assert (document.problems, document.value) == ((), {"kind": "minutes", "agenda": items})


def test_what_is_empty_and_what_the_format_does_not_know_is_written_all_the_same() -> None:
    value: dict[str, Value] = {
        "agenda": [],
        "issue": {},
        "x-table": [["a", "b"], [["c"], {}], {"k": {"v": "1"}}, [{"w: 1": "x\ny"}]],
    }
    text = written(value)
    expected = """\
kind: minutes
agenda: []
issue: {}

x-table:
  - [a, b]
  -
    - [c]
    - {}
  - k: {v: 1}
  -
    - "w: 1": "x\\ny"
"""
    assert text == expected
    assert read_document(text.encode(), "m.yaml").value == {"kind": "minutes", **value}


CONTENT = Path(__file__).parents[3] / "content"
SAMPLES = sorted(path for kind in ("meetings", "speeches", "updates") for path in (CONTENT / kind).rglob("*.yaml"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_record_of_the_sample_is_the_same_when_it_is_written_again(path: Path) -> None:
    name, content = path.relative_to(CONTENT).as_posix(), path.read_bytes()
    value = dict(read_document(content, name).value or {})
    again = read_record(written(value, value.pop("kind")).encode(), name)
    assert again.problems == ()
    assert again.record == read_record(content, name).record


PIECES = st.sampled_from(
    [*"#'\"-|>%@`{}[],?\\ \t\n：~题x\u3000\u00a0\u200b", ": ", " #", "#a", "- ", "---", "...", "&a", "*b", "!c", "\\n",
     "\n\n", "  ", "who：", "议题：", "null", "1:2", "= ", "e\u0301", "{--", "***", "𠮷", "👩‍👧", "a" * 60, "道" * 45,
     "<<"]
)  # fmt: skip
ALPHABET = st.characters(exclude_categories=["Cs"])
TEXTS = (st.lists(PIECES, max_size=6).map("".join) | st.text(ALPHABET, max_size=20)).filter(
    lambda text: not FORBIDDEN.search(text) and "\r" not in text and not heaps_marks(text)
)
NAMES = TEXTS.filter(lambda name: of_key(normalize("NFC", name), '"') is None)


@st.composite
def values_at(draw: Callable[..., typing.Any], hint: object, depth: int = 0) -> Value:
    """A value that may stand where a record has that type: of its keys, with any texts."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    value: typing.Any
    if origin in {typing.Annotated, typing.Union, types.UnionType}:
        return draw(values_at(arguments[0], depth))  # type: ignore[no-any-return]
    if origin is tuple:
        value = draw(st.lists(values_at(arguments[0], depth + 1), max_size=3 if depth < 6 else 0))
    elif origin is dict:
        value = draw(st.dictionaries(NAMES, TEXTS, max_size=3).filter(has_no_twins))
    elif isinstance(hint, type) and issubclass(hint, Shape):
        value = draw(TEXTS if hint.shorthand and draw(st.booleans()) else mappings_of(hint, depth + 1))
    else:
        value = draw(TEXTS)
    if draw(st.integers(0, 4)):
        return typing.cast(Value, value)
    doubt = NO_YEAR.at(None, value=draw(TEXTS)) if draw(st.booleans()) else None
    return Told(value, (1,), GUESSED, doubt)


def has_no_twins(keys: dict[str, str]) -> bool:
    """Two keys that look the same are one key to the door."""
    return len({normalize("NFC", key) for key in keys}) == len(keys)


@st.composite
def mappings_of(draw: Callable[..., typing.Any], shape: type[Shape], depth: int = 0) -> dict[str, Value]:
    hints = typing.get_type_hints(shape, include_extras=True)
    names = [*sorted(set(shape.model_fields) - {"id", "kind", "format", "x"}), "x-free"]
    chosen = draw(st.lists(st.sampled_from(names), unique=True, max_size=4 if depth < 5 else 1))
    return {key_of(name): draw(values_at(hints.get(name, str), depth)) for name in chosen}


DRAFTS = st.sampled_from(["minutes", "speech", "updates"]).flatmap(
    lambda kind: st.builds(Draft, st.just(kind), mappings_of(RECORDS[kind]), st.sampled_from(["zh", "en"]))
)


def as_read(value: Value) -> object:
    """A draft as the door reads it: in NFC, white space as the types fold it."""
    plain = bare(value)
    if isinstance(plain, str):
        return " ".join(normalize("NFC", plain).split())
    if isinstance(plain, list):
        return [as_read(one) for one in plain]
    return {normalize("NFC", key): as_read(one) for key, one in plain.items()}


def spelled_alike(read: object, drafted: object) -> bool:
    """Whether two trees are the same but for bare texts that got the key they stand for."""
    if isinstance(read, dict) and isinstance(drafted, dict):
        return list(read) == list(drafted) and all(map(spelled_alike, read.values(), drafted.values()))
    if isinstance(read, list) and isinstance(drafted, list):
        return len(read) == len(drafted) and all(map(spelled_alike, read, drafted))
    if isinstance(read, dict) and isinstance(drafted, str) and "：" in drafted:
        return list(read.values()) == [drafted]
    return read == drafted


@given(DRAFTS)
@settings(deadline=None, max_examples=200)
def test_what_is_written_is_read_as_it_was_without_a_finding(made: Draft) -> None:
    text = record_text(made)
    assert text == record_text(made)
    document = read_document(text.encode(), f"{FOLDERS[made.kind]}/m.yaml")
    assert document.problems == ()
    assert document.blanks == ()
    assert document.value is not None
    assert document.value.pop("kind") == made.kind
    assert spelled_alike(as_read(document.value), as_read(typing.cast(Value, made.value)))


@given(TEXTS, st.sampled_from(["", "  ", "\t"]))
@settings(deadline=None, max_examples=200)
@example("a  \n b", "  ")
def test_a_text_that_keeps_its_lines_is_read_line_by_line(text: str, before: str) -> None:
    text = before + text
    items: Value = [{"discussion": text, "actions": [{"id": "a1", "task": text, "note": text}]}]
    made = written({"opening": text, "agenda": items, "source": {"file": "a", "words": text}})
    document = read_document(made.encode(), "meetings/m.yaml")
    assert document.problems == ()
    value: typing.Any = document.value
    item = value["agenda"][0]
    found = [value["opening"], item["discussion"], *list(item["actions"][0].values())[1:], value["source"]["words"]]
    lines = "\n".join(line.rstrip() for line in normalize("NFC", text).split("\n")).strip("\n")
    assert ["\n".join(line.rstrip() for line in one.split("\n")).strip("\n") for one in found] == [lines] * 5


@given(TEXTS, TEXTS)
@settings(deadline=None, max_examples=200)
def test_a_whole_record_passes_the_door_whatever_its_texts_say(one: str, other: str) -> None:
    assume(one.strip() and other.strip() and not closing_mark_in(f"{one} {other}"))
    people: Value = [one, {"who": other, "role": one}]
    made = written(
        {
            "title": one,
            "start": "2026-03-05",
            "place": other,
            "attendance": {"present": people, "absent": one},
            "agenda": [one, {"title": other, "presenter": [one, other], "links": [{"url": "https://a.example"}]}],
            "decisions": [{"id": "d1", "text": "Agreed.", "vote": one, "dissent": [other]}],
            "unplaced": [{"line": "3", "text": one}],
        }
    )
    read = read_record(made.encode(), "meetings/m.yaml")
    assert read.problems == ()
    assert isinstance(read.record, Minutes)
    folded = [" ".join(normalize("NFC", text).split()) for text in (one, other)]
    assert [read.record.title, read.record.place] == folded
    assert [*read.record.agenda[1].presenter] == folded
    assert [entry.who for entry in read.record.attendance.present] == folded
    assert read.record.decisions[0].vote is not None
    assert [read.record.decisions[0].vote.words, read.record.decisions[0].dissent[0].who] == folded
