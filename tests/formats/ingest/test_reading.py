"""Reading a foreign file: what it is, what its records are called, and why nothing can be made of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from reportgen.formats.ingest.draft import Draft, Value, bare
from reportgen.formats.ingest.naming import record_id
from reportgen.formats.ingest.reading import Asked, Kind, as_warning, findings_of, language_of_text, read_foreign
from reportgen.formats.ingest.report import Report
from reportgen.formats.ingest.source import NOT_A_TEXT
from reportgen.model.diagnostic import Severity
from reportgen.model.source import Span

DAY = dt.date(2026, 4, 9)


def read(content: str | bytes, name: str = "notes.txt", **asked: Any) -> Report:
    taken: set[str] = set()

    def naming(kind: str, day: dt.date, *, alone: bool) -> str:
        given = record_id(kind, day, name=name, series=asked.get("series"), taken=taken, alone=alone)
        taken.add(given)
        return given

    return read_foreign(content if isinstance(content, bytes) else content.encode(), name, Asked(**asked), naming)


def plain(value: Value) -> Any:
    value = bare(value)
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list) else value


def told(draft: Draft) -> dict[str, Any]:
    """The values of a draft without what is kept of its source."""
    return {key: plain(one) for key, one in draft.value.items() if key != "source"}


def only(report: Report) -> Draft:
    assert report.refused is None, report.refused
    (draft,) = report.drafts
    return draft


MINUTES_ZH = """\
柳湾镇道路养护例会纪要
时间：2026年3月5日
主持人：李娜
出席：李娜、王蕾
议定事项：
1、五月底前完成清淤
"""
MINUTES_EN = """\
# Library board minutes

Date: 5 March 2026
Present: Ada Moss, Tom Orr

## Roof

The roof leaks.
"""
SPEECH_ZH = """\
在道路安全推进会上的讲话
李娜
（2026年3月12日）
同志们：
现在开会。
一、提高认识
一要抓清淤。
二、抓好落实
二要抓检查。
"""
SPEECH_EN = """\
Remarks at the opening of the library
Ada Moss
5 March 2026
Colleagues,
Thank you for coming.
I. The roof
It is done.
II. The books
They are here.
"""
REGISTER_MD = """\
# Register

| No | Task | Owner | Due | Status |
|---|---|---|---|---|
| 1 | Clear the culvert | Ada Moss | 2026-05-30 | open |
"""
REGISTER_CSV = "事项,责任人,完成时限,状态\n清淤,李娜,2026-05-30,进行中\n"


def test_chinese_minutes_are_told_from_the_text() -> None:
    draft = only(read(MINUTES_ZH))
    assert (draft.kind, draft.id, draft.language, draft.counts) == ("minutes", "notes", "zh", {})
    assert told(draft) == {
        "title": "柳湾镇道路养护例会纪要",
        "lang": "zh",
        "start": "2026-03-05",
        "chair": "李娜",
        "attendance": {"present": ["李娜", "王蕾"]},
        "decisions": [{"id": "d1", "label": "1、", "text": "五月底前完成清淤"}],
    }


def test_english_minutes_in_markdown_are_told_and_counted() -> None:
    draft = only(read(MINUTES_EN, "board/library.md"))
    assert (draft.kind, draft.id, draft.language) == ("minutes", "library", "en")
    assert {key: count for key, count in draft.counts.items() if count} == {"headings": 2}
    assert told(draft) == {
        "title": "Library board minutes",
        "lang": "en",
        "start": "2026-03-05",
        "attendance": {"present": ["Ada Moss", "Tom Orr"]},
        "agenda": [{"title": "Roof", "discussion": "The roof leaks."}],
    }


def test_a_speech_is_told_by_its_title_its_greeting_and_its_tiers() -> None:
    assert told(only(read(SPEECH_ZH))) == {
        "title": "在道路安全推进会上的讲话",
        "lang": "zh",
        "speaker": "李娜",
        "date": "2026-03-12",
        "occasion": "道路安全推进会",
        "opening": "同志们：\n\n现在开会。",
        "parts": [
            {"label": "一、", "title": "提高认识", "parts": [{"label": "一要", "text": "抓清淤。"}]},
            {"label": "二、", "title": "抓好落实", "parts": [{"label": "二要", "text": "抓检查。"}]},
        ],
    }
    assert told(only(read(SPEECH_EN))) == {
        "title": "Remarks at the opening of the library",
        "lang": "en",
        "speaker": "Ada Moss",
        "date": "2026-03-05",
        "occasion": "opening of the library",
        "opening": "Colleagues,\n\nThank you for coming.",
        "parts": [
            {"label": "I.", "title": "The roof", "text": "It is done."},
            {"label": "II.", "title": "The books", "text": "They are here."},
        ],
    }


@pytest.mark.parametrize(
    ("text", "name", "language", "title", "action"),
    [
        (
            REGISTER_MD,
            "register.md",
            "en",
            "Register (2026-04-09)",
            {"id": "a1", "label": "1", "task": "Clear the culvert", "owner": ["Ada Moss"], "state": "open"},
        ),
        (
            REGISTER_CSV,
            "台账.csv",
            "zh",
            "台账事项（2026-04-09 会议）",
            {"id": "a1", "task": "清淤", "owner": ["李娜"], "state": "in-progress"},
        ),
        (
            REGISTER_CSV.replace(",", "\t"),
            "register.tsv",
            "zh",
            "台账事项（2026-04-09 会议）",
            {"id": "a1", "task": "清淤", "owner": ["李娜"], "state": "in-progress"},
        ),
    ],
)
def test_a_register_is_a_table_with_few_words_around(
    text: str, name: str, language: str, title: str, action: dict[str, Any]
) -> None:
    draft = only(read(text, name, date=DAY))
    assert (draft.kind, draft.language) == ("minutes", language)
    assert told(draft) == {
        "title": title,
        "lang": language,
        "start": "2026-04-09",
        "actions": [action | {"due": "2026-05-30"}],
    }


@pytest.mark.parametrize(
    ("kind", "text", "keys"),
    [
        ("minutes", SPEECH_ZH, {"title", "lang", "start", "opening", "agenda"}),
        ("speech", SPEECH_ZH, {"title", "lang", "date", "speaker", "occasion", "opening", "parts"}),
        ("register", REGISTER_MD, {"title", "lang", "start", "actions"}),
    ],
)
def test_the_kind_that_is_asked_for_counts(kind: Kind, text: str, keys: set[str]) -> None:
    assert set(told(only(read(text, kind=kind, date=DAY)))) == keys


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"PK\x03\x04 of a document", "minutes.docx", "import-word-file"),
        (b"PK\x03\x04 of a document", "minutes.txt", "import-word-file"),
        (b"\xd0\xcf\x11\xe0 of a document", "minutes.doc", "import-word-file"),
        (b"\xd0\xcf\x11\xe0 of a document", "minutes.wps", "import-word-file"),
        (b"PK\x03\x04 of a document", "register.xlsx", "not-a-workbook"),
        (b"no archive", "register.xlsx", "not-a-workbook"),
        (b"", "notes.txt", "import-empty"),
        (b"<html><body></body></html>", "page.html", "import-empty"),
        (b"<html><body>a\x00b and more words</body></html>", "page.html", "import-not-a-text"),
        (b"\x00\x01\x02\x03words", "notes.txt", "import-not-a-text"),
        (b"caf\xe9 na\xefve r\xe9sum\xe9", "notes.txt", "import-encoding-unknown"),
        (b"Works meeting\n\nThe road is open.\n", "notes.txt", "import-no-date"),
        (MINUTES_EN.replace("5 March 2026", "5 March").encode(), "library.md", "import-no-date"),
        (REGISTER_MD.encode(), "register.md", "import-no-date"),
        ("讲话\n2026年3月5日\n同志们：\n一、道路\n一要抓好。\n".encode(), "notes.txt", "import-no-speaker"),
        (b"road,length\nMill Lane,2\n", "roads.csv", "import-not-a-register"),
        (b"\n\n", "roads.csv", "import-empty"),
    ],
)
def test_a_file_of_which_nothing_can_be_made_is_refused_by_name(content: bytes, name: str, code: str) -> None:
    report = read(content, name)
    assert report.refused is not None
    assert (report.refused.code, report.refused.severity, report.drafts) == (code, Severity.ERROR, ())
    assert report.refused.span is not None
    assert report.refused.span.path == name
    assert list(findings_of(report)) == [report.refused]


def test_a_register_that_is_asked_for_and_has_no_table_is_refused() -> None:
    refused = read(MINUTES_EN, "library.md", kind="register").refused
    assert refused is not None
    assert refused.hint("en") == "a register has a column of tasks and one of owners, units, dates or states"


@pytest.mark.parametrize(
    ("name", "given", "start"),
    [
        ("2026-03-05.txt", None, "2026-03-05"),
        ("board/2026-03-05/notes.txt", None, "2026-03-05"),
        ("notes.txt", DAY, "2026-04-09"),
    ],
)
def test_a_day_the_text_does_not_tell_is_that_of_the_file_name_or_the_one_given(
    name: str, given: dt.date | None, start: str
) -> None:
    draft = only(read("Works meeting\n\nThe road is open.\n", name, date=given))
    assert told(draft)["start"] == start
    assert told(draft)["title"] == "Works meeting"


def test_a_file_of_several_meetings_is_several_records_each_with_its_own_lines_and_day() -> None:
    text = (
        "# Works\n\n---\nDate: 5 March 2026\nPresent: Ada Moss\n\nThe road is open.\n\n"
        "---\nDate: 12 March 2026\nPresent: Tom Orr\n\nSo is the bridge.\n"
    )
    report = read(text, "year.md", series="works", language="en")
    assert [(one.id, one.first, one.last, told(one)) for one in report.drafts] == [
        (
            "works-2026-03-05",
            1,
            8,
            {
                "series": "works",
                "title": "Works",
                "start": "2026-03-05",
                "attendance": {"present": ["Ada Moss"]},
                "opening": "The road is open.",
            },
        ),
        (
            "works-2026-03-12",
            9,
            14,
            {
                "series": "works",
                "title": "Works",
                "start": "2026-03-12",
                "attendance": {"present": ["Tom Orr"]},
                "opening": "So is the bridge.",
            },
        ),
    ]


@pytest.mark.parametrize(("text", "language"), [(MINUTES_ZH, "zh"), (MINUTES_EN, "en"), (SPEECH_ZH, "zh")])
def test_the_series_stands_first_and_the_language_only_where_it_differs(text: str, language: str) -> None:
    other = {"zh": "en", "en": "zh"}[language]
    for asked, keys in (
        ({"series": "works", "language": language}, ["series", "title"]),
        ({"series": "works", "language": other}, ["series", "title", "lang"]),
        ({"language": language}, ["title"]),
        ({}, ["title", "lang"]),
    ):
        draft = only(read(text, **asked))
        assert list(draft.value)[: len(keys)] == keys
        assert ("lang" in draft.value) is ("lang" in keys)
        assert plain(draft.value.get("lang", language)) == language
        assert draft.id.startswith("works-") is ("series" in asked)


def test_a_web_page_under_any_name_is_read_as_markdown() -> None:
    page = "<!DOCTYPE html><html><h1>Works meeting</h1><p>Date: 5 March 2026</p><p>Present: Ada Moss</p></html>"
    for name in ("page.html", "page.txt", "page.htm"):
        assert told(only(read(page, name))) == {
            "title": "Works meeting",
            "lang": "en",
            "start": "2026-03-05",
            "attendance": {"present": ["Ada Moss"]},
        }


def test_an_encoding_other_than_utf_8_is_told_in_the_report() -> None:
    report = read(MINUTES_ZH.encode("gb18030"))
    assert (report.encoding, [one.code for one in report.findings]) == ("GB18030", ["import-encoding"])
    assert told(only(report)) == told(only(read(MINUTES_ZH)))
    assert next(findings_of(report)).code == "import-encoding"


def test_demands_of_a_speech_are_proposed_only_when_asked_for() -> None:
    assert only(read(SPEECH_ZH)).proposals == []
    assert [(one.task, one.line) for one in only(read(SPEECH_ZH, with_demands=True)).proposals] == [
        ("抓清淤。", 7),
        ("抓检查。", 9),
    ]


@pytest.mark.parametrize(
    ("lines", "language"),
    [
        (["会议纪要"], "zh"),
        (["Minutes of the works meeting"], "en"),
        (["会议纪要 SIG minutes of"], "zh"),
        (["The road 道路"], "zh"),
        (["the name of the road is 道路"], "en"),
        ([], "en"),
        (["12 34", "--"], "en"),
    ],
)
def test_a_text_is_chinese_where_a_fifth_of_its_letters_are(lines: list[str], language: str) -> None:
    assert language_of_text(lines) == language


def test_what_another_sheet_lacks_is_only_a_warning() -> None:
    finding = NOT_A_TEXT.at(Span("register.xlsx"))
    assert (finding.severity, as_warning(finding).severity) == (Severity.ERROR, Severity.WARNING)
