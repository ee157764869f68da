"""Splitting: where one meeting ends and the next begins."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.formats.ingest.draft import INFERRED, Draft, Told, Value
from reportgen.formats.ingest.minutes.splitting import share_title, split_meetings
from reportgen.formats.ingest.rows import rows_of
from reportgen.formats.ingest.source import NOT_A_TEXT


def parts(text: str, *, markdown: bool = True) -> list[tuple[int, int]]:
    """The first and the last line of each meeting."""
    return [
        (part[0].line, part[-1].line) for part in split_meetings(rows_of(text.split("\n"), markdown=markdown)) if part
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "# 2026\nintro\n## Meeting 5 March 2026\na\n## Meeting 12 March 2026\nb\n## Call 19 March 2026\nc",
            [(1, 4), (5, 6), (7, 8)],
        ),
        ("# Works\n## 2026-03-05\nPresent: Ada Moss\n## 2026-03-12\nPresent: Tom Orr\n", [(1, 3), (4, 6)]),
        ("# 2026-03-12\n## Attendees\n- Ada\n# 2026-03-05\n## Attendees\n- Tom", [(1, 3), (4, 6)]),
        ("# About\nwords\n# 2026年3月5日例会\n内容\n# 2026年3月12日例会\n内容", [(1, 4), (5, 6)]),
        ("- date: 2026-03-05\n  present: Ada\n- date: 2026-03-12\n  present: Tom", [(1, 2), (3, 4)]),
        ("# A\nDate: 5 March 2026\nx\n\n---\n# B\n**Date**: 12 March 2026\ny", [(1, 4), (5, 8)]),
    ],
)
def test_markdown_is_cut_where_each_heading_entry_or_rule_names_a_day_of_its_own(
    text: str, found: list[tuple[int, int]]
) -> None:
    assert parts(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026年3月5日 例会\n主持人：李娜\n内容\n\n2026年3月12日 例会\n主持人：王蕾\n内容", [(1, 4), (5, 7)]),
        ("3月5日例会\n主持人：李娜\n内容\n\n3月12日例会\n主持人：王蕾\n内容", [(1, 4), (5, 7)]),
        ("2026-03-05 meeting\na\n---\n2026-03-12 meeting\nb\n---\n2026-03-19 notes", [(1, 3), (4, 7)]),
        ("March 5, 2026\nPresent: Ada\n\nMarch 12, 2026\nPresent: Tom", [(1, 3), (4, 5)]),
        ("Date: 2026-03-05\na\n====\nMeeting date: 2026-03-12\nb", [(1, 2), (3, 5)]),
    ],
)
def test_plain_text_is_cut_at_lines_with_a_day_that_head_a_meeting(text: str, found: list[tuple[int, int]]) -> None:
    assert parts(text, markdown=False) == found


@pytest.mark.parametrize("markdown", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "words",
        "# Works meeting 2026-03-05\nPresent: Ada",
        "## Meeting 5 March 2026\na\n## Meeting 5 March 2026\nb",
        "# Works\n## 2026-03-05\nupdate\n## 2026-03-12\nupdate\n",
        "# Works\n## Budget\na\n## Update 2026-03-12\nb\n## Roads\nc\n## Update 2026-03-19\nd",
        "会议时间：2026年3月5日\n主持人：李娜\n下次会议：2026年3月12日\n主持人：王蕾",
        "# A\nDate: 5 March 2026\nx\n\n# B\nDate: 12 March 2026\ny",
        "- due: 2026-03-05\n- due: 2026-03-12",
        "- date: 2026-03-05\n- words\n- date: 2026-03-12",
        "Actions\n- 2026-03-05: clear it\n- 2026-03-12: mend it",
        "2026-03-05: opened\n2026-03-12: closed",
        "```\n# Meeting 2026-03-05\n```\n```\n# Meeting 2026-03-12\n```",
    ],
)
def test_one_meeting_stays_whole(text: str, markdown: bool) -> None:
    assert parts(text, markdown=markdown) == [(1, text.count("\n") + 1)]


LINES = st.sampled_from(
    ["# 2026-03-05 meeting", "# 2026-03-12 meeting", "## 2026-03-19", "---", "Present: Ada", "Date: 2026-03-26", "w",
     "", "- date: 2026-04-02", "4月9日例会", "主持人：李娜"]
)  # fmt: skip


@given(st.lists(LINES, min_size=1, max_size=25), st.booleans())
def test_every_row_is_in_one_meeting_in_its_order(lines: list[str], markdown: bool) -> None:
    rows = rows_of(lines, markdown=markdown)
    found = split_meetings(rows)
    assert all(found)
    assert [row for part in found for row in part] == list(rows)


@pytest.mark.parametrize(
    ("line", "meetings"),
    [
        ("# 2026-03-05 meeting", 1),
        ("2026-03-05 meeting", 1),
        ("Date: 2026-03-05", 1),
        ("---", 1),
        ("3月5日例会", 1),
        ("- date: 2026-03-05", 5_000),
    ],
)
def test_ten_thousand_lines_alike_are_gone_through_at_once(line: str, meetings: int) -> None:
    before = time.process_time()
    assert len(split_meetings(rows_of([line, ""] * 5_000, markdown=False))) == meetings
    assert time.process_time() - before < 6


def titles(*values: Value | None) -> list[Value | None]:
    drafts = [Draft("minutes", {} if value is None else {"title": value}) for value in values]
    share_title(drafts)
    return [draft.value.get("title") for draft in drafts]


DOUBTED = Told("year", (), INFERRED, NOT_A_TEXT.at(None))


@pytest.mark.parametrize(
    ("given_titles", "shared"),
    [
        (("Works", "2026-03-12"), ["Works", Told("Works", (), INFERRED)]),
        (("Works", Told("12 March 2026 (Thu)", (5,))), ["Works", Told("Works", (), INFERRED)]),
        (("Works", DOUBTED), ["Works", Told("Works", (), INFERRED)]),
        (("Works", "Bridges, 2026-03-12"), ["Works", "Bridges, 2026-03-12"]),
        (("Works", None), ["Works", None]),
        (("2026-03-05", "2026-03-12"), ["2026-03-05", "2026-03-12"]),
        (("Works",), ["Works"]),
        ((), []),
    ],
)
def test_a_title_is_shared_with_meetings_that_have_only_their_day(
    given_titles: tuple[Value | None, ...], shared: list[Value | None]
) -> None:
    assert titles(*given_titles) == shared
