"""Sections: the rows of a text under their headings and labels."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.formats.ingest.minutes.sections import BOLD, LABEL, Section, number_of, sections_of, style_of
from reportgen.formats.ingest.rows import rows_of

Tree = tuple[str, str, int, str, list[int], list["Tree"]]


def tree(text: str, *, markdown: bool = True) -> Tree:
    """Role, title, level, words beside, lines with words, and the same of the sections below."""
    return _tree(sections_of(rows_of(text.split("\n"), markdown=markdown)))


def _tree(section: Section) -> Tree:
    lines = [row.line for row in section.rows if row.kind != "blank"]
    below = [_tree(one) for one in section.sections]
    return section.role, section.title, section.level, section.rest, lines, below


def flat(text: str, *, markdown: bool = True) -> list[tuple[str, str, list[int]]]:
    """Role, words beside or else the title, and lines of every section in reading order, the root left out."""
    root = sections_of(rows_of(text.split("\n"), markdown=markdown))
    return [
        (one.role, one.rest or one.title, [row.line for row in one.rows if row.kind != "blank"])
        for one in list(root.walk())[1:]
    ]


ENGLISH = """\
# Works meeting
Date: 5 March 2026
Present: Ada Moss, Tom Orr
Chair: Ada Moss

## Agenda
1. Roads
   Decision: clear it
2. Bridges

## Action items
- [ ] clear it

**Next meeting**
12 March"""


def test_english_minutes_are_a_tree_of_headings_labels_and_lines_in_bold() -> None:
    assert tree(ENGLISH) == (
        "", "", 0, "", [], [
            ("", "Works meeting", 1, "", [], [
                ("time", "Date", LABEL, "5 March 2026", [], []),
                ("present", "Present", LABEL, "Ada Moss, Tom Orr", [], []),
                ("chair", "Chair", LABEL, "Ada Moss", [], []),
                ("agenda", "Agenda", 2, "", [7, 8, 9], []),
                ("actions", "Action items", 2, "", [12], [("next", "Next meeting", BOLD, "", [15], [])]),
            ]),
        ],
    )  # fmt: skip


CHINESE = """\
柳湾镇例会纪要
时间：2026年3月5日　　地点：二楼会议室
主持人：李娜　　记录：王蕾
出席：李娜、王蕾
一、道路养护
会议听取汇报。
二、会议决议
1、五月底前清淤
三、下次会议
3月12日"""


def test_chinese_minutes_have_two_labels_on_a_line_and_numbers_that_head_parts() -> None:
    assert tree(CHINESE, markdown=False) == (
        "", "", 0, "", [1], [
            ("time", "时间", LABEL, "2026年3月5日", [], []),
            ("place", "地点", LABEL, "二楼会议室", [], []),
            ("chair", "主持人", LABEL, "李娜", [], []),
            ("recorder", "记录", LABEL, "王蕾", [], []),
            ("present", "出席", LABEL, "李娜、王蕾", [], []),
            ("", "一、道路养护", 6, "", [6], []),
            ("decisions", "二、会议决议", 6, "", [8], []),
            ("next", "三、下次会议", 6, "", [10], []),
        ],
    )  # fmt: skip


def test_numbers_head_no_parts_where_none_says_what_stands_below() -> None:
    assert tree("例会\n一、道路养护\n内容\n二、桥梁检查\n内容", markdown=False)[4:] == ([1, 2, 3, 4, 5], [])
    assert tree("例会\n一、会议决议通过了清淤方案。\n二、下次会议另行通知；", markdown=False)[4:] == ([1, 2, 3], [])


def test_capital_numbers_stand_above_small_ones() -> None:
    assert tree("壹、討論事項\n一、道路\n貳、會議決議\n一、同意", markdown=False)[5] == [
        ("agenda", "壹、討論事項", 5, "", [2], []),
        ("decisions", "貳、會議決議", 5, "", [4], []),
    ]


@pytest.mark.parametrize(
    ("line", "role", "rest"),
    [
        ("Present: Ada Moss, Tom Orr", "present", "Ada Moss, Tom Orr"),
        ("**Present:** Ada Moss", "present", "Ada Moss"),
        ("**Present**: Ada Moss", "present", "Ada Moss"),
        ("__Present:__ Ada Moss", "present", "Ada Moss"),
        ("*Present:* Ada Moss", "present", "Ada Moss"),
        ("- Present: Ada Moss", "present", "Ada Moss"),
        ("> Present: Ada Moss", "present", "Ada Moss"),
        ("Present – Ada Moss, Tom Orr", "present", "Ada Moss, Tom Orr"),
        ("Trustees present: Ada Moss", "present", "Ada Moss"),
        ("Apologies: Lee Park", "apologies", "Lee Park"),
        ("Minutes: Ada Moss", "recorder", "Ada Moss"),
        ("Adjourned: 9:00 pm", "end", "9:00 pm"),
        ("Location: the hall", "place", "the hall"),
        ("【主持人】李娜", "chair", "李娜"),
        ("**【出席】**：李娜", "present", "李娜"),
        ("主 持 人：李娜", "chair", "李娜"),
        ("會議時間　2026年4月30日", "time", "2026年4月30日"),
        ("记录人 王蕾", "recorder", "王蕾"),
        ("请假人员：王蕾（出差）", "apologies", "王蕾（出差）"),
        ("会议地点：二楼会议室", "place", "二楼会议室"),
        ("下次会议：3月12日", "next", "3月12日"),
    ],
)
def test_a_label_has_its_words_beside_it(line: str, role: str, rest: str) -> None:
    (found,) = sections_of(rows_of([line], markdown=False)).sections
    assert (found.role, found.level, found.rest, found.head and found.head.line, found.rows) == (
        role,
        LABEL,
        rest,
        1,
        [],
    )


@pytest.mark.parametrize(
    "line",
    [
        "Adjournment: Orr moved to adjourn",
        "Culvert: it was cleared",
        "Presenter: Ada Moss",
        "The meeting was opened: all were there",
        "Present",
        "- [ ] Present: a report",
        "https://example.org/",
        "会议指出：要抓清淤",
        "通过 同意",
        "Decision: clear it",
    ],
)
def test_other_words_before_a_colon_are_no_label(line: str) -> None:
    assert tree(line, markdown=False) == ("", "", 0, "", [1], [])


def test_labels_alone_hold_the_names_below_them_until_a_number_begins() -> None:
    text = "Present\nAda Moss\nTom Orr\n\nRegrets\nLee Park\n\nAttendees:\n- Ada Moss\n- Tom Orr\n\n1. Roads\nwords"
    assert flat(text, markdown=False) == [
        ("present", "Present", [2, 3]),
        ("apologies", "Regrets", [6]),
        ("present", "Attendees", [9, 10]),
    ]
    assert tree(text, markdown=False)[4] == [12, 13]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Action items:\n- clear it\n\nwords after", [("actions", "Action items", [2])]),
        ("Decisions:\n1. clear it\n2. mend it\n\n1) Roads", [("decisions", "Decisions", [2, 3])]),
        ("Attendees:\n- Ada Moss\nNext meeting: 12 March", [("present", "Attendees", [2]), ("next", "12 March", [])]),
        ("Present: Ada Moss\n---\nwords", [("present", "Ada Moss", [])]),
        ("Chair: Ada Moss\nThe road is open.", [("chair", "Ada Moss", [])]),
        ("Present:\nAda Moss\nTom Orr\nA quorum was reached.", [("present", "Present", [2, 3])]),
        ("【议题】\n1. 道路\n会议决议：\n1. 同意", [("agenda", "议题", [2]), ("decisions", "会议决议", [4])]),
    ],
)
def test_a_label_ends_where_nothing_more_can_belong_to_it(text: str, found: list[tuple[str, str, list[int]]]) -> None:
    assert flat(text, markdown=False) == found


def test_a_line_in_bold_is_a_heading_only_on_its_own() -> None:
    assert flat("**Roads**\nwords\n**Bridges:**\nmore\n\n__Signs__:\nbelow") == [
        ("", "Roads", [2, 3, 4]),
        ("", "Signs", [7]),
    ]


def test_labels_in_what_is_told_of_an_item_head_nothing() -> None:
    text = "## Agenda\n1. Roads\n   Time: 9 am\n   Action: clear it\n2. Bridges\n## Notes\n- Roads\n    - Decision: go"
    assert flat(text) == [("agenda", "Agenda", [2, 3, 4, 5]), ("notes", "Notes", [7, 8])]


def test_a_section_walks_in_reading_order_and_counts_its_own_rows() -> None:
    root = sections_of(rows_of(ENGLISH.split("\n"), markdown=True))
    assert [one.title for one in root.walk()] == [
        "", "Works meeting", "Date", "Present", "Chair", "Agenda", "Action items", "Next meeting",
    ]  # fmt: skip
    works = root.sections[0]
    assert [row.line for row in works.all_rows()] == list(range(2, 16))
    agenda = works.sections[3]
    assert (agenda.first_item and agenda.first_item.line, agenda.has_words) == (7, True)
    assert (works.first_item, works.has_words) == (None, False)


@pytest.mark.parametrize(
    ("marker", "style", "number"),
    [
        ("1、", "1、", 1),
        ("12、", "1、", 12),
        ("（三）", "（1）", 3),
        ("十、", "1、", 10),
        ("十二、", "1、", 12),
        ("二十、", "1、", 20),
        ("二十三、", "1、", 23),
        ("议题3：", "议题1：", 3),
        ("议题三：", "议题1：", 3),
        ("a) ", "1)", None),
        ("iv. ", "iv.", None),
        ("- ", "-", None),
        ("- [ ] ", "-", None),
        ("2. [x] ", "1.", 2),
        ("", "", None),
    ],
)
def test_a_marker_has_a_style_and_maybe_a_number(marker: str, style: str, number: int | None) -> None:
    assert (style_of(marker), number_of(marker)) == (style, number)


LINES = st.sampled_from(
    [
        "# Works",
        "## Agenda",
        "Present: Ada Moss",
        "Present",
        "Ada Moss",
        "- Ada",
        "1. Roads",
        "   Decision: go",
        "决议：",
        "一、道路",
        "二、会议决议",
        "**Roads**",
        "",
        "---",
        "Action items:",
        "- [ ] clear",
        "主席：陳柏宇　　紀錄：張雅婷",
        "| a |",
        "|---|",
        "words",
    ]
)


@given(st.lists(LINES, max_size=30), st.booleans())
def test_every_row_stands_once_in_the_tree(lines: list[str], markdown: bool) -> None:
    rows = rows_of(lines, markdown=markdown)
    found = [row.line for row in sections_of(rows).all_rows()]
    # A second label on a line shares its row.
    assert sorted(set(found)) == [row.line for row in rows]
    assert all(lines[line - 1].startswith("主席") for line in found if found.count(line) > 1)


@pytest.mark.parametrize(
    "lines",
    [
        ["1. a", "会议决议："],
        ["## Agenda", "1. a", "Decisions:"],
        ["Present:", "Ada Moss", ""],
        ["- a: b"],
        ["**a**", ""],
        ["# a", "## b", "### c"],
        ["一、会议决议", "二、道路"],
        ["Present: " + "a, " * 500],
        ["主席：a　　" * 40],
    ],
    ids=repr,
)
def test_ten_thousand_lines_are_put_in_sections_at_once(lines: list[str]) -> None:
    text = (lines * 10_000)[: 10_000 if len(lines[0]) < 100 else 300]
    rows = rows_of(text, markdown=False)
    before = time.process_time()
    assert sum(1 for _ in sections_of(rows).all_rows()) >= len(text)
    assert time.process_time() - before < 10
