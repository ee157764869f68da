"""Settling: after it, every letter of a text stands in the record, under `source:` or under `unplaced:`."""

from __future__ import annotations

import re
import sys
from collections import Counter
from types import FrameType
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from reportgen.formats.ingest.draft import Draft, Told, Value, bare, texts_of
from reportgen.formats.ingest.settling import file_name, part_closing_marks, plain_marks, settle
from reportgen.formats.ingest.source import Source, source_of
from reportgen.formats.ingest.writing import record_text
from reportgen.formats.record import read_record
from reportgen.model.meeting import Minutes
from reportgen.text.closing import closing_mark_in
from reportgen.text.markup import to_plain

SHA = "5f" * 32


def source(text: str, name: str = "minutes.md", encoding: str = "UTF-8") -> Source:
    made = source_of(text, name, sha256=SHA, encoding=encoding)
    assert isinstance(made, Source)
    return made


def draft(value: dict[str, Value], **more: Any) -> Draft:
    return Draft("minutes", value, **more)


MINUTES = """\
# Works meeting

When: 5 March, 2 pm
Where:   room 3

1. Culverts
The culverts   were cleared.
Copies to all parishes
---
"""


def test_each_line_stands_in_the_record_in_its_words_or_without_a_place() -> None:
    made = draft(
        {"title": Told("Works meeting", (1,)), "start": "2026-03-05 14:00", "opening": "The culverts were cleared."},
        kept={7},
        became={1, 3, 4, 9},
    )
    settle(made, source(MINUTES, "archive/2026/minutes of march.md"))
    assert made.value == {
        "title": Told("Works meeting", (1,)),
        "start": "2026-03-05 14:00",
        "opening": "The culverts were cleared.",
        "source": {
            "file": "minutes of march.md",
            "sha256": SHA,
            "words": "# Works meeting\nWhen: 5 March, 2 pm\nWhere:   room 3\n---",
        },
        "unplaced": [{"line": "6", "text": "1. Culverts"}, {"line": "8", "text": "Copies to all parishes"}],
    }


def test_a_text_that_became_its_record_letter_for_letter_leaves_no_words() -> None:
    made = draft({"opening": "各位委员：\n现在开会。"}, kept={1, 2})
    settle(made, source("　　各位委员：\n现在开会。\n", "开场.txt"))
    assert made.value == {"opening": "各位委员：\n现在开会。", "source": {"file": "开场.txt", "sha256": SHA}}


def test_an_encoding_other_than_utf_8_is_told() -> None:
    made = draft({"title": "例会"}, kept={1})
    settle(made, source("例会", encoding="GB18030"))
    assert made.value["source"] == {"file": "minutes.md", "sha256": SHA, "encoding": "GB18030"}


def test_a_line_that_is_kept_and_became_something_else_stands_in_the_words_once() -> None:
    made = draft({"place": "三楼会议室", "opening": "地点："}, kept={1}, became={1})
    settle(made, source("地点：三楼会议室"))
    assert made.value["source"] == {"file": "minutes.md", "sha256": SHA, "words": "地点：三楼会议室"}
    assert (made.kept, made.became) == (set(), {1})


def test_lines_of_another_draft_and_empty_lines_count_nowhere() -> None:
    made = draft({"title": "Second"}, first=3, last=5, kept={1, 3, 4}, became={2, 4})
    settle(made, source("First\nx\nSecond\n\u3000\nleft\nThird"))
    assert made.value == {
        "title": "Second",
        "source": {"file": "minutes.md", "sha256": SHA},
        "unplaced": [{"line": "5", "text": "left"}],
    }
    assert (made.kept, made.became) == ({3}, set())


def test_a_line_wrongly_called_kept_is_kept_in_full() -> None:
    made = draft({"title": "Culverts", "opening": "The road is open."}, kept={1, 2})
    settle(made, source("Culverts (draft)\nThe road is open."))
    assert made.value["source"] == {"file": "minutes.md", "sha256": SHA, "words": "Culverts (draft)"}
    assert (made.kept, made.became) == ({2}, {1})


def test_of_the_lines_with_a_missing_letter_those_that_stand_whole_in_a_text_come_last() -> None:
    made = draft({"opening": "清理涵洞。\n清理边沟。", "closing": "清理"}, kept={1, 2, 3})
    settle(made, source("清理涵洞。\n清理边沟。\n清理。"))
    assert made.value["source"] == {"file": "minutes.md", "sha256": SHA, "words": "清理。"}


def test_lines_are_kept_in_full_until_no_letter_is_missing() -> None:
    made = draft({"opening": "Road"}, kept={1, 2, 3, 4})
    settle(made, source("Road\nRoad x\nRoad\nRoad x"))
    assert made.value["source"] == {"file": "minutes.md", "sha256": SHA, "words": "Road\nRoad x\nRoad x"}
    assert (made.kept, made.became) == ({3}, {1, 2, 4})


def test_ids_and_words_of_the_format_hide_no_loss() -> None:
    made = draft({"actions": [{"id": "a1", "state": "open", "task": "Clear the ditch"}]}, kept={1})
    settle(made, source("a1 Clear the ditch"))
    assert made.value["source"] == {"file": "minutes.md", "sha256": SHA, "words": "a1 Clear the ditch"}


def letters_of(made: Draft) -> Counter[str]:
    return Counter("".join("".join(text.split()) for text in texts_of(made.value, {"file", "sha256", "line"})))


LINES = st.lists(st.text("ab一二。{-—} \u3000x", max_size=12), min_size=1, max_size=12)
NUMBERS = st.sets(st.integers(1, 12))


@given(LINES, LINES, NUMBERS, NUMBERS, st.integers(1, 4), st.integers(0, 12))
@settings(deadline=None, max_examples=200)
def test_whatever_a_reader_claims_no_letter_is_lost(
    lines: list[str], texts: list[str], kept: set[int], became: set[int], first: int, last: int
) -> None:
    whole = source("\n".join([*lines, "end"]))
    last = min(last, len(whole.lines))
    made = draft({"agenda": [{"title": one} for one in texts]}, kept=kept, became=became, first=first, last=last)
    mine = "".join(whole.line(number) for number in made.lines(len(whole.lines)))
    settle(made, whole)
    assert Counter("".join(mine.split())) - letters_of(made) == Counter()
    assert not any(map(closing_mark_in, texts_of(made.value)))


HOSTILE = st.lists(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
    | st.sampled_from(
        ["{--", "—}", "---", "\t- a: b #c", "%YAML", "\u202e", "\x1b[0m", "&a *b !c", "：", "`", "\u0301", "a: " * 60]
    ),
    max_size=8,
).map("".join)


@given(st.lists(HOSTILE, min_size=1, max_size=6), NUMBERS, NUMBERS)
@settings(deadline=None, max_examples=200)
def test_whatever_a_text_holds_its_record_passes_the_door_with_all_of_it(
    lines: list[str], kept: set[int], became: set[int]
) -> None:
    whole = source_of("\n".join([*lines, "end"]), f"a/{lines[0]}.txt", sha256=SHA, encoding="UTF-16")
    assume(isinstance(whole, Source))
    assert isinstance(whole, Source)
    made = draft({"title": "Works", "start": "2026-03-05"}, kept=kept, became=became)
    settle(made, whole)
    read = read_record(record_text(made).encode(), "meetings/m.yaml")
    assert read.problems == ()
    assert isinstance(read.record, Minutes)
    assert read.record.source is not None
    stored = [read.record.title, str(read.record.start), read.record.source.words or ""]
    stored += [one.text for one in read.record.unplaced]
    assert Counter("".join("".join(whole.lines).split())) - Counter("".join("".join(stored).split())) == Counter()


def steps_of(count: int) -> int:
    """How many lines of Python settling so many lines of text takes, a third of them lossy, some without a place."""
    whole = source("\n".join(f"第{number}项 清理 K{number} 涵洞" for number in range(count)))
    value: dict[str, Value] = {"agenda": [{"title": f"清理 K{number} 涵洞"} for number in range(0, count, 3)]}
    made = draft(value, kept=set(range(1, count // 2)), became=set(range(count // 2, count - 9)))
    steps = 0

    def count_step(frame: FrameType, event: str, _: object) -> Any:
        nonlocal steps
        steps += event == "line"
        return count_step

    before = sys.gettrace()
    sys.settrace(count_step)
    try:
        settle(made, whole)
    finally:
        sys.settrace(before)
    return steps


def test_ten_times_the_lines_take_ten_times_the_steps() -> None:
    assert steps_of(500) > 5_000
    assert steps_of(5_000) < 11 * steps_of(500)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("minutes.md", "minutes.md"),
        ("old/2019/road\tminutes .txt", "road minutes .txt"),
        ("C:\\old\\会议 纪要.txt", "会议 纪要.txt"),
        ("a/\u202etxt.exe", "‹U+202E›txt.exe"),
        ("a/caf\udce9.txt", "caf‹U+DCE9›.txt"),
        ("{--a--}.md", "{ --a-- }.md"),
        ("folder/", "-"),
    ],
)
def test_a_file_is_told_by_its_name_alone(path: str, name: str) -> None:
    assert file_name(path) == name


@pytest.mark.parametrize(
    ("text", "markdown", "plain"),
    [
        ("a {--b--} c", r"a {\--b-\-} c", "a { --b-- } c"),
        ("｛--内部--｝", r"｛\--内部-\-｝", "｛ --内部-- ｝"),
        ("{—a–}", "{ —a– }", "{ —a– }"),
        ("{--}", r"{\-\-}", "{ -- }"),
        ("{---}", r"{\--\-}", "{ --- }"),
        ("{—}", "{ — }", "{ — }"),
        ("`{--` {--", r"`{ --` {\--", "`{ --` { --"),
        ("```\n{--\n```\n--}", "```\n{ --\n```\n-\\-}", "```\n{ --\n```\n-- }"),
        ("{-- " + "(" * 201, "{ -- " + "(" * 201, "{ -- " + "(" * 201),
        ("{ -- }{-}--", "{ -- }{-}--", "{ -- }{-}--"),
    ],
)
def test_marks_that_would_close_a_passage_are_parted(text: str, markdown: str, plain: str) -> None:
    assert part_closing_marks(text, markdown=True) == markdown
    assert part_closing_marks(text, markdown=False) == plain


MARKS = st.lists(st.sampled_from([*"{｛}｝-—–\\` \n", "--", "{--", "--}", "```\n", "x"]), max_size=20).map("".join)


@given(MARKS, st.booleans())
@settings(deadline=None, max_examples=200)
@example("`{---}` {---}", True)
@example("\\{--`--}`", True)
def test_a_parted_text_holds_no_mark_and_all_its_letters(text: str, markdown: bool) -> None:
    parted = part_closing_marks(text, markdown=markdown)
    assert not closing_mark_in(parted)
    assert part_closing_marks(parted, markdown=markdown) == parted
    assert re.sub(r"[\\ ]", "", parted) == re.sub(r"[\\ ]", "", text)


def test_hyphens_parted_in_markdown_are_printed_as_they_were() -> None:
    assert to_plain(part_closing_marks("用 {--内部--} 标记 {---}", markdown=True)) == "用 {--内部--} 标记 {---}"


def test_marks_are_parted_in_every_text_and_key_of_a_value() -> None:
    value: Value = {"members": {"{--a": Told(["b--}", {"c": "{—"}], (1,), 0.4)}, "title": "d"}
    assert plain_marks(value) == {"members": {"{ --a": Told(["b-- }", {"c": "{ —"}], (1,), 0.4)}, "title": "d"}


def test_what_a_reader_left_is_parted_when_the_draft_is_settled() -> None:
    made = draft({"title": "Notes {--a--}"}, kept={1}, became={2})
    settle(made, source("Notes {--a--}\n{--rule--}\n--}"))
    assert bare(made.value["title"]) == "Notes { --a-- }"
    assert made.value["source"] == {"file": "minutes.md", "sha256": SHA, "words": "{ --rule-- }"}
    assert made.value["unplaced"] == [{"line": "3", "text": "-- }"}]
