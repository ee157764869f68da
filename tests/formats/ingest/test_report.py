"""The report of an import: the same for programs and for people, in both languages."""

from __future__ import annotations

import json

import pytest

from reportgen.formats.ingest.draft import GUESSED, INFERRED, Draft, Proposal, Told, Value
from reportgen.formats.ingest.report import (
    MOST_LISTED,
    WORDS,
    Report,
    path_of,
    report_json,
    report_text,
    way_text,
)
from reportgen.model.diagnostic import error, info, warning
from reportgen.model.source import Field, Span

NO_YEAR = warning("no-year", en="“{value}” names no year", zh="“{value}”没有年份", hint_en="add it", hint_zh="请补写")
TORN = info("torn", en="a table is torn", zh="表格断开", hint_en="join it", hint_zh="请合并")
NOT_TEXT = error("not-a-text", en="no text", zh="不是文本", hint_en="save as text", hint_zh="请另存为文本")

SPEECH = Draft(
    "speech",
    {
        "title": Told("Opening of the reading room", (1,)),
        "date": Told("2026-03-05", (2,), GUESSED, NO_YEAR.at(Span("a.md", 2, 1), value="5 March")),
        "parts": [{"label": "1.", "title": Told("Plans [x]", (5, 3, 4, 8), INFERRED)}],
        "source": {"file": "a.md", "sha256": "5f"},
        "unplaced": [{"line": "9", "text": "`--` 12 <b>"}],
    },
    kept={1, 5},
    became={2, 3, 4},
    last=9,
    findings=[TORN.at(Span("a.md", 7, 1))],
    proposals=[Proposal("Order shelves", 5, "1./first", "Premises", "by May"), Proposal("Sweep *all*", 6, "")],
    counts={"headings": 2, "list_items": 0, "block_quotes": 1},
    id="opening-2026",
)
READ = Report("old/a.md", "5f", "UTF-8", (SPEECH,), (TORN.at(Span("old/a.md", 0, 0)),))
REFUSED = Report("图.png", None, None, refused=NOT_TEXT.at(Span("图.png", 0, 0)))


def test_programs_are_told_everything() -> None:
    torn = {
        "code": "torn",
        "severity": "info",
        "message": {"en": "a table is torn", "zh": "表格断开"},
        "hint": {"en": "join it", "zh": "请合并"},
    }
    no_year = {
        "code": "no-year",
        "severity": "warning",
        "line": 2,
        "message": {"en": "“5 March” names no year", "zh": "“5 March”没有年份"},
        "hint": {"en": "add it", "zh": "请补写"},
    }
    not_text = {
        "code": "not-a-text",
        "severity": "error",
        "line": None,
        "message": {"en": "no text", "zh": "不是文本"},
        "hint": {"en": "save as text", "zh": "请另存为文本"},
    }
    record = {
        "id": "opening-2026",
        "kind": "speech",
        "path": "speeches/opening-2026.yaml",
        "language": "en",
        "first": 1,
        "last": 9,
        "lines": {"kept": 2, "became": 3, "unplaced": 1},
        "counts": {"headings": 2, "list-items": 0, "block-quotes": 1},
        "fields": [
            {"way": "title", "confidence": 1.0, "lines": [1], "doubt": None},
            {"way": "date", "confidence": 0.4, "lines": [2], "doubt": no_year},
            {"way": "parts[0].title", "confidence": 0.7, "lines": [5, 3, 4, 8], "doubt": None},
        ],
        "unplaced": [{"line": 9, "text": "`--` 12 <b>"}],
        "proposals": [
            {"task": "Order shelves", "line": 5, "part": "1./first", "lead": "Premises", "due-words": "by May"},
            {"task": "Sweep *all*", "line": 6, "part": "", "lead": None, "due-words": None},
        ],
        "findings": [{**torn, "line": 7}],
    }
    assert json.loads(report_json([READ, REFUSED])) == {
        "format": 1,
        "files": [
            {
                "file": "old/a.md",
                "sha256": "5f",
                "encoding": "UTF-8",
                "refused": None,
                "findings": [{**torn, "line": None}],
                "records": [record],
            },
            {
                "file": "图.png",
                "sha256": None,
                "encoding": None,
                "refused": not_text,
                "findings": [],
                "records": [],
            },
        ],
    }


def test_the_json_is_sorted_readable_and_fit_to_be_written() -> None:
    unread = Report("会议/caf\udce9.txt", None, None)
    expected = """\
{
  "files": [
    {
      "encoding": null,
      "file": "会议/caf‹U+DCE9›.txt",
      "findings": [],
      "records": [],
      "refused": null,
      "sha256": null
    }
  ],
  "format": 1
}
"""
    assert report_json([unread]) == expected
    assert report_json(iter([READ, REFUSED])) == report_json([READ, REFUSED])


def test_people_are_told_what_to_look_at() -> None:
    expected = """\
# Import — files: 2, records: 1

## `old/a.md`

- read as UTF-8, SHA-256 `5f`

Findings:

- info[torn]: a table is torn

### `speeches/opening-2026.yaml`

- kind: speech
- lines: 2 kept, 3 in another form, 1 without a place
- it holds: headings 2, block quotes 1
- values: 1 stated, 1 inferred, 1 guessed

Values to look at:

- `date`, line 2, guessed: “5 March” names no year
- `parts[0].title`, lines 3–5, 8, inferred

Lines without a place:

- line 9: `` `--` 12 <b> ``

Possible actions, not in the record:

- line 5, 1./first, lead Premises, due by May: `Order shelves`
- line 6: `Sweep *all*`

Findings:

- line 7, info[torn]: a table is torn

## `图.png`

- no record was made of it

Findings:

- error[not-a-text]: no text
"""
    assert report_text([READ, REFUSED], "en") == expected


def test_people_are_told_the_same_in_chinese() -> None:
    expected = """\
# 导入：文件 2 个，记录 1 份

## `old/a.md`

- 按 UTF-8 读取，SHA-256 `5f`

发现的问题：

- info[torn]: 表格断开

### `speeches/opening-2026.yaml`

- 种类：讲话
- 行数：原样保留 2 行，改写 3 行，未归位 1 行
- 原文包含：标题 2，block quotes 1
- 取值：写明 1 项，推断 1 项，猜测 1 项

需要核对的值：

- `date`，第 2 行，猜测：“5 March”没有年份
- `parts[0].title`，第 3–5、8 行，推断

未归位的行：

- 第 9 行：`` `--` 12 <b> ``

疑似事项（未写入记录）：

- 第 5 行，1./first，牵头 Premises，时限 by May：`Order shelves`
- 第 6 行：`Sweep *all*`

发现的问题：

- 第 7 行，info[torn]: 表格断开

## `图.png`

- 没有从中得到记录

发现的问题：

- error[not-a-text]: 不是文本
"""
    assert report_text([READ, REFUSED], "zh") == expected


def test_both_languages_have_words_for_the_same_things() -> None:
    assert list(WORDS["zh"]) == list(WORDS["en"])


def test_a_long_list_is_cut_for_people_and_whole_for_programs() -> None:
    lines: list[Value] = [{"line": str(number), "text": "字" * 80} for number in range(1, MOST_LISTED + 6)]
    report = Report("a.txt", "5f", "UTF-8", (Draft("minutes", {"unplaced": lines}),))
    text = report_text([report], "en")
    assert text.count("\n- line ") == MOST_LISTED
    assert text.endswith(f"- line {MOST_LISTED}: `{'字' * 49}…`\n- … and 5 more\n")
    short = Report("a.txt", "5f", "UTF-8", (Draft("minutes", {"unplaced": lines[:MOST_LISTED]}),))
    assert report_text([short], "en").endswith(f"- line {MOST_LISTED}: `{'字' * 49}…`\n")
    assert len(json.loads(report_json([report]))["files"][0]["records"][0]["unplaced"]) == MOST_LISTED + 5


def test_words_of_a_file_are_no_markdown_in_the_report() -> None:
    doubt = NO_YEAR.at(None, value="[a](b) *c* <d>\n# e `_f_` \\")
    report = Report("a``b\n# c\x1b`", "5f", "UTF-8", (Draft("minutes", {"start": Told("x", (), GUESSED, doubt)}),))
    text = report_text([report], "en")
    assert "\n## ``` a``b # c‹U+001B›` ```\n" in text
    assert "\n- `start`, guessed: “\\[a\\](b) \\*c\\* \\<d\\> # e `_f_` \\\\” names no year\n" in text


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (("agenda", 0, "actions", 1, "owner"), "agenda[0].actions[1].owner"),
        (("due-words",), "due-words"),
        (("vote", "members", "王芳"), "vote.members.王芳"),
        (("vote", "members", 'A. "B"', 2), 'vote.members["A. \\"B\\""][2]'),
    ],
)
def test_the_way_to_a_value_is_one_word(way: Field, words: str) -> None:
    assert way_text(way) == words


def test_a_draft_has_a_path_once_it_is_named() -> None:
    assert path_of(Draft("minutes", {}, id="road-2026-03")) == "meetings/road-2026-03.yaml"
    assert path_of(Draft("minutes", {})) is None
