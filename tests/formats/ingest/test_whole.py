"""Whole files, believable and hostile: each is refused by name or becomes sound records that hold every letter."""

from __future__ import annotations

import datetime as dt
import re
import time
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.formats.ingest.draft import Draft, Told, walk_told
from reportgen.formats.ingest.naming import record_id
from reportgen.formats.ingest.reading import Asked, read_foreign
from reportgen.formats.ingest.report import Report, report_json, report_text
from reportgen.formats.ingest.webpage import markdown_of
from reportgen.formats.ingest.writing import record_text
from reportgen.formats.record import read_record
from reportgen.formats.yaml.guards import MOST_BYTES
from reportgen.model.diagnostic import Severity
from reportgen.model.meeting import FOLDERS
from reportgen.model.values import LONGEST_LINE

TEXTS = Path(__file__).parent / "texts"
SAMPLES = {path.name: path.read_text(encoding="utf-8") for path in sorted(TEXTS.iterdir())}
NAMES = sorted(SAMPLES)
WORDS = [name for name in NAMES if not name.endswith(".html")]
DAY = dt.date(2026, 3, 5)


def read(text: str | bytes, name: str, asked: Asked | None = None) -> Report:
    taken: set[str] = set()

    def naming(kind: str, day: dt.date, *, alone: bool) -> str:
        taken.add(given := record_id(kind, day, name=name, series=None, taken=taken, alone=alone))
        return given

    content = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return read_foreign(content, name, asked or Asked(date=DAY), naming)


def walk(draft: Draft) -> list[Told]:
    return [told for _, told in walk_told(draft.value)]


def records(report: Report) -> list[str]:
    return [record_text(draft) for draft in report.drafts]


def letters(text: str) -> Counter[str]:
    """The letters of a text that a record may hold; white space, and what is shown by its code, are none."""
    composed = unicodedata.normalize("NFC", text)
    return Counter(one for one in composed if not one.isspace() and (one.isprintable() or one == "\ue000"))


def missing(text: str, report: Report) -> Counter[str]:
    return letters(text) - letters("".join(records(report)))


def problems(report: Report) -> list[str]:
    """What is wrong with the records of a file; one that is too big is refused by whoever writes it."""
    found = []
    for draft, text in zip(report.drafts, records(report), strict=True):
        if len(text.encode()) <= MOST_BYTES:
            made = read_record(text.encode(), f"{FOLDERS[draft.kind]}/{draft.id}.yaml")
            found += [f"{one.code}: {one.message('en')}" for one in made.problems if one.severity is Severity.ERROR]
            assert made.record is not None or found
    return found


def holds(text: str, name: str, *, every_letter: bool = True) -> Report:
    """Read a file, and hold what came of it against all that is promised."""
    report = read(text, name)
    assert bool(report.drafts) != bool(report.refused)
    assert problems(report) == []
    # A few zero bytes among few others are UTF-16; then the text was another one.
    if report.drafts and every_letter and report.encoding == "UTF-8":
        assert missing(text, report) == Counter()
    again = read(text, name)
    assert records(again) == records(report)
    assert report_json([again]) == report_json([report])
    assert report_text([again], "zh") == report_text([report], "zh")
    return report


@pytest.mark.parametrize("name", NAMES)
def test_a_believable_file_becomes_sound_records_with_nothing_refused(name: str) -> None:
    report = holds(SAMPLES[name], name, every_letter=not name.endswith((".html", ".csv")))
    assert report.refused is None
    assert report.drafts


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".html")])
def test_every_word_a_page_shows_stands_in_the_record(name: str) -> None:
    shown = "\n".join(line for line in markdown_of(SAMPLES[name]) if not re.fullmatch(r"[|\-]+", line))
    assert letters(re.sub(r"[*|\[\]()]", "", shown)) - letters("".join(records(read(SAMPLES[name], name)))) == Counter()


def test_every_cell_of_a_register_stands_in_its_records() -> None:
    report = read(SAMPLES["culverts.csv"], "culverts.csv")
    body = SAMPLES["culverts.csv"].partition("\n")[2]
    words = {word for word in re.findall(r"\w{2,}", body) if not word.isdecimal()}
    assert [word for word in sorted(words) if word not in "".join(records(report))] == []


def test_line_ends_of_every_kind_give_the_same_record() -> None:
    text = SAMPLES["flood-prevention.txt"]
    one, *others = (
        re.sub("sha256: .*", "", "".join(records(read(text.replace("\n", end), "flood-prevention.txt"))))
        for end in ("\n", "\r\n", "\r")
    )
    assert others == [one, one]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_encodings_change_nothing_but_what_the_record_says_of_them(encoding: str) -> None:
    text = SAMPLES["school-roads.md"]
    report = read(text.encode(encoding), "school-roads.md")
    plain = read(text, "school-roads.md")
    strip = re.compile("^ *(?:sha256|encoding): .*\n", re.MULTILINE)
    assert [strip.sub("", one) for one in records(report)] == [strip.sub("", one) for one in records(plain)]


_ALPHABET = "ab周明会议 \t\n\n-*#|>`~_[](){}<>!:：.。、，1二@&\\/\"'=+\u3000\u202e\ue000\u0301🙂"
_PIECES = [
    "- ", "1. ", "一、", "# ", "## ", "**", "***", "```\n", "|a|b|\n|-|-|\n|c|d|\n", "<div>", "</p>", "<a href='x'>",
    "<!--", "-->", "{--", "--}", "Action: ", "结论：", "待办：", "Present: Ada Moss, Tom Reed\n",
    "时间：2026年3月5日\n",
    "- [ ] ", "---\n", "    ", "\t", "[x](y)", "![p](q.png)", "https://example.org/a_b", "@ada ", "（", "）", "> ",
    "Decision: ", "会议决定：\n", "参会人员：周明、陈波\n", "***负责", "&nbsp;", "\x00", "\u2028", "x" * 90, "。" * 30,
]  # fmt: skip
_made = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(_ALPHABET, max_size=12)), max_size=60).map("".join)
_suffix = st.sampled_from([".md", ".txt", ".html", ".csv"])


@given(st.text(max_size=400), _suffix)
@settings(max_examples=150, deadline=None)
def test_any_text_is_refused_or_becomes_sound_records(text: str, suffix: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    holds(text, f"notes{suffix}", every_letter=suffix in {".md", ".txt"} and not text.lstrip().startswith("<"))


@given(_made, _suffix)
@settings(max_examples=150, deadline=None)
def test_pieces_of_notations_in_any_order_lose_no_letter(text: str, suffix: str) -> None:
    holds(text, f"notes{suffix}", every_letter=suffix in {".md", ".txt"})


@given(st.binary(max_size=300), _suffix)
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_refused_or_become_sound_records(content: bytes, suffix: str) -> None:
    report = read(content, f"notes{suffix}")
    assert bool(report.drafts) != bool(report.refused)
    assert problems(report) == []


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, str]:
    """A sample with pieces cut out, doubled, put elsewhere, or taken from another sample."""
    name = draw(st.sampled_from(WORDS))
    text = SAMPLES[name]
    for _ in range(draw(st.integers(1, 4))):
        one, two = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
        other = SAMPLES[draw(st.sampled_from(WORDS))]
        start = draw(st.integers(0, len(other)))
        put = draw(st.sampled_from(["", text[one:two] * 2, other[start : start + 200], draw(_made)]))
        text = text[:one] + put + text[two:]
    return text[: draw(st.integers(0, 6000))], name


@given(damaged())
@settings(max_examples=150, deadline=None)
def test_a_damaged_file_loses_no_letter_that_is_left_in_it(case: tuple[str, str]) -> None:
    text, name = case
    holds(text, name, every_letter=not name.endswith(".csv"))


@given(damaged(), st.sampled_from(["minutes", "speech", "register"]))
@settings(max_examples=100, deadline=None)
def test_a_file_read_as_what_it_is_not_is_refused_or_loses_nothing(case: tuple[str, str], kind: str) -> None:
    text, name = case
    report = read(text, name.replace(".csv", ".txt"), Asked(kind=kind, date=DAY))  # type: ignore[arg-type]
    assert problems(report) == []
    if report.drafts and kind != "register":
        assert missing(text, report) == Counter()


HEAD = "# Drainage group, 2026-03-05\n\n"
HOSTILE = {
    "bullets": "- \n", "headings": "# x\n", "names": "@a\n", "bars": "|\n", "cells": "|a|b|\n", "items": "- x\n",
    "marks without words": "Action:\n", "items with marks": "- Action:\n", "marks": "Action: do it\n",
    "decisions": "Decision: x\n", "numbers": "1. x\n", "numbers and marks": "1、清淤\n决议：\n",
    "labels": "Chair: Ada\n",
    "tables": "|a|b|\n|-|-|\n|x|y|\n\n", "fences": "```\n", "open fences": "```a\n", "rules": "---\n",
    "boxes": "- [ ] @a x\n",
    "setext": "a\n===\n", "quotes": "> - x\n", "dates": "## 2026-03-05 meeting\n", "pages": "<p>x</p>\n\n",
    "votes": "Motion passes by vote.\n", "motions": "It was moved by Ada Moss to approve it.\n", "comments": "<!--\n",
    "hints": '## x\n<div class="hint">\n', "people": "## Present\n\n- Ada\n\n",
    "resolved": "会议决定，同意清淤方案。\n",
    "names apart": "Cllr Moss\n\n",
}  # fmt: skip
ON_A_LINE = {
    "brackets": "[", "pairs": "[]", "links": "[a](b) ", "open links": "[a](", "pictures": "![a", "tags": "<div>",
    "open tags": "<b ", "less": "<", "anchors": "<a href=x>", "comments": "<!--", "declarations": "<!A",
    "instructions": "<?", "entities": "&", "stars": "*", "masks": "由***负责，", "bold italic": "***a ", "ticks": "`",
    "strikes": "~~", "closing marks": "{--", "dates": "2026-03-05 ", "digits": "1 ", "clocks": "10:00 - ",
    "names": "Ada, ",
    "at": "@a ", "words": "word ", "clauses": "要抓紧落实，", "nothing between": "x", "han": "汉", "colons": ":",
    "hashes": "x #", "backslashes": "\\", "points": "一要抓排查，", "dashes": "a - ", "asides": "(a) ",
    "months": "March ",
    "motions": "motion to approve ", "spaces": " ", "ideographic": "\u3000", "separators": "a\u2028", "emoji": "🙂",
}  # fmt: skip
SECONDS = 6
"""CPU for 60 KB; what is linear takes a tenth of that, what is quadratic far more."""


def within_time(text: str, name: str) -> None:
    started = time.process_time()
    report = read(text, name)
    assert time.process_time() - started < SECONDS
    assert bool(report.drafts) != bool(report.refused)
    assert problems(report) == []
    if report.drafts:
        assert missing(text, report) == Counter()


@pytest.mark.parametrize("suffix", [".md", ".txt"])
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_thousands_of_like_lines_are_read_in_time_and_none_is_lost(piece: str, suffix: str) -> None:
    within_time(HEAD + piece * min(6_000, 60_000 // len(piece)), f"notes{suffix}")


@pytest.mark.parametrize("piece", ON_A_LINE.values(), ids=ON_A_LINE.keys())
@pytest.mark.parametrize("before", ["", "Action: ", "Present: "])
def test_a_line_of_like_pieces_is_read_in_time_and_not_cut(piece: str, before: str) -> None:
    within_time(f"{HEAD}{before}{piece * (60_000 // len(piece))}x\n", "notes.md")


@pytest.mark.parametrize(
    "line", ["{deep}- x\n", "{deep}Action: x\n", "{deep}1. x\n", "{tabs}- x\n", "{quotes} x\n", "{marks}x\n"]
)
def test_lines_each_deeper_than_the_last_end_no_recursion(line: str) -> None:
    lines = [
        line.format(deep=" " * depth, tabs="\t" * depth, quotes=">" * depth, marks="- " * depth) for depth in range(400)
    ]
    within_time(HEAD + "".join(lines), "notes.md")


@pytest.mark.parametrize(
    "piece", ["<div>", "<ul><li>", "<table><tr><td>", "<b>", "<a href=x>", "<", "<!--", "<x", "</"]
)
def test_a_page_nested_ten_thousand_deep_is_read_in_time(piece: str) -> None:
    started = time.process_time()
    report = read(f"<!DOCTYPE html><html><body><h1>Minutes 2026-03-05</h1>{piece * 10_000}words", "page.html")
    assert time.process_time() - started < SECONDS
    assert problems(report) == []
    assert "words" in "".join(records(report))


def test_a_file_of_too_many_lines_is_refused_by_name() -> None:
    report = read("- x\n" * 30_000, "notes.md")
    assert report.refused is not None
    assert report.refused.code == "import-too-many-lines"
    assert report.refused.message("zh") == "本文件有 30001 行，上限为 20000"


def test_words_too_long_for_their_field_stand_there_as_far_as_it_goes_and_whole_below_the_source() -> None:
    title = "the culverts of Mill Lane and " * 200
    report = read(f"---\ntitle: {title}\ndate: 2026-03-05\n---\n\nThe group met.\n", "notes.md")
    (draft,) = report.drafts
    (told,) = [one for one in walk(draft) if one.doubt]
    assert told.doubt is not None
    assert told.doubt.code == "import-cut"
    assert title.startswith(str(told.value))
    assert LONGEST_LINE - 10 < len(str(told.value)) <= LONGEST_LINE
    assert problems(report) == []
    assert title.strip() in record_text(draft)


def test_a_line_of_many_thousand_characters_is_words_in_which_nothing_is_looked_for() -> None:
    words = "clear the culvert at Mill Lane and " * 2_000
    report = read(f"{HEAD}Action: {words}\n", "notes.md")
    assert problems(report) == []
    assert "actions:" not in records(report)[0]
    assert missing(words, report) == Counter()
