"""Registers of actions as minutes and updates."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.formats.ingest.draft import Draft, Told, Value, bare, walk_told
from reportgen.formats.ingest.register.meetings import read_register
from reportgen.formats.ingest.register.spreadsheet import read_workbook
from reportgen.formats.ingest.register.tables import Table, delimited_table, pipe_tables
from reportgen.formats.ingest.settling import settle
from reportgen.formats.ingest.source import Source, read_source
from reportgen.model.meeting import RECORDS
from reportgen.model.values import LONGEST_LINE, LONGEST_PROSE
from tests.formats.ingest.register.test_tables import calls_of


def plain(value: Value) -> Any:
    """A value without what is told of it, and so all values in it."""
    value = bare(value)
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list) else value


def source(text: str) -> Source:
    read = read_source(text.encode(), "register.md")
    assert isinstance(read, Source)
    return read


def drafts_of(text: Source | str, table: Table | None = None, **how: Any) -> list[Draft]:
    """The drafts of the first table of a text; each is a record the format takes."""
    read = source(text) if isinstance(text, str) else text
    table = table or next(pipe_tables(read.lines), None) or delimited_table(read)
    assert table is not None
    asked: dict[str, Any] = {
        "language": "zh",
        "given_date": None,
        "name_date": None,
        "series": None,
        "name": lambda day: f"works-{day}",
        "name_updates": lambda day: f"updates-{day}",
    }
    found = read_register(table, read, **asked | how)
    for draft in found:
        if draft.id:
            RECORDS[draft.kind].model_validate({"kind": draft.kind, "id": draft.id, **plain(draft.value)})
    return found


def actions(draft: Draft) -> list[Mapping[str, Any]]:
    return plain(draft.value["actions"])


def news(draft: Draft) -> list[Mapping[str, Any]]:
    return plain(draft.value["updates"])


def settled(draft: Draft, read: Source) -> list[str]:
    """The lines of a settled draft: those that became something else, and those without a place."""
    settle(draft, read)
    origin, waiting = plain(draft.value["source"]), plain(draft.value.get("unplaced", []))
    return [origin.get("words", ""), *(one["text"] for one in waiting)]


def only_action(cells: Mapping[str, str], **how: Any) -> tuple[Mapping[str, Any], list[Mapping[str, Any]], list[str]]:
    """The action of a register of one row, the news of it without its name, and the codes of the doubts about them."""
    text = "\n".join(("|" + "|".join(row) + "|") for row in (cells, ["--"] * len(cells), cells.values()))
    first, *rest = drafts_of(text, **{"given_date": dt.date(2026, 3, 5)} | how)
    doubts = [told.doubt.code for draft in (first, *rest) for _, told in walk_told(draft.value) if told.doubt]
    told = [{key: value for key, value in one.items() if key != "action"} for draft in rest for one in news(draft)]
    return (
        actions(first)[0],
        told,
        [code for code in doubts if code not in {"import-title-made-up", "import-date-given"}],
    )


REGISTER = """\
# Action items

| MeetingTime | Items | Owner | Status |
|--|--|--|--|
| 20220706 | Show the benches in two months | Ada Reed |20221026:close |
|20220706|Plan the mesh of the new bridge | Tom Fell |20220706:open 20220720:close |
|20220720|Order lamps for the library|June Moss|open|
|20220706|Write the handbook|Pat Lake/@tom|close|

Ask Ada for access.
"""


def test_each_meeting_of_a_register_becomes_minutes_and_what_came_later_one_record_of_updates() -> None:
    found = drafts_of(REGISTER, language="en", series="works")
    assert [(one.kind, one.id, plain(one.value)) for one in found] == [
        (
            "minutes",
            "works-2022-07-06",
            {
                "series": "works",
                "title": "Actions of the register, meeting of 2022-07-06",
                "start": "2022-07-06",
                "actions": [
                    {"id": "a1", "task": "Show the benches in two months", "owner": ["Ada Reed"]},
                    {"id": "a2", "task": "Plan the mesh of the new bridge", "owner": ["Tom Fell"], "state": "open"},
                    {"id": "a3", "task": "Write the handbook", "owner": ["Pat Lake", "tom"]},
                ],
            },
        ),
        (
            "minutes",
            "works-2022-07-20",
            {
                "series": "works",
                "title": "Actions of the register, meeting of 2022-07-20",
                "start": "2022-07-20",
                "actions": [
                    {"id": "a1", "task": "Order lamps for the library", "owner": ["June Moss"], "state": "open"}
                ],
            },
        ),
        (
            "updates",
            "updates-2022-10-26",
            {
                "series": "works",
                "date": "2022-10-26",
                "updates": [
                    {"action": "works-2022-07-06/a2", "date": "2022-07-20", "state": "closed"},
                    {"action": "works-2022-07-06/a1", "date": "2022-10-26", "state": "closed"},
                    {"action": "works-2022-07-06/a3", "state": "closed"},
                ],
            },
        ),
    ]


def test_values_know_their_lines_and_what_was_made_up_or_is_missing_is_doubted() -> None:
    first, _, updates = drafts_of(REGISTER, language="en")
    told = dict(walk_told(first.value))
    assert told["title",].doubt is not None
    assert told["title",].doubt.message("zh") == "台账没有会议标题，此标题是自动拟的"
    assert (told["start",].lines, told["actions", 1, "task"].lines) == ((5,), (6,))
    assert [one for _, one in walk_told(first.value) if one.doubt] == [told["title",]]
    (undated,) = (one for _, one in walk_told(updates.value) if one.doubt)
    assert (undated.value, undated.lines) == ("closed", (8,))
    assert undated.doubt is not None
    assert undated.doubt.message("en") == "no date of closing in the register"


def test_each_line_of_the_source_belongs_to_one_draft() -> None:
    first, second, updates = drafts_of(REGISTER)
    assert (first.own, second.own, updates.own) == ({1, 2, 3, 4, 5, 6, 8, 9, 10, 11}, {7}, set())
    assert (first.became, second.became, updates.became) == ({3, 4, 5, 6, 8}, {7}, set())
    assert [one.kept for one in (first, second, updates)] == [set(), set(), set()]
    assert [list(one.lines(10)) for one in (second, updates)] == [[7], []]


SHEET = """\
2026年防汛工作台账,,,,,,,,
序号,事项,责任单位（责任人）,配合单位,分管领导,完成时限,状态,销号时间,会议时间,备注,经费
1,"清淤
涵洞","水利局（李文、周明）、交通局",四镇,何立平,2026年4月30日前,已完成,2026-05-06,2026年3月5日 专题会,急,"1,200"
2,修路,交通局,,,汛期前,办理中,,同上,,
3,,,,,,,,,缺内容,
4,备沙袋,,,,2026-06-01,,2026年5月20日,,,
,,,,,,,,,,
序号,事项,责任单位（责任人）,配合单位,分管领导,完成时限,状态,销号时间,会议时间,备注,经费
5,栽树,园林局,,,无,作废,,2026-03-20,,
"""


def test_no_word_of_a_chinese_register_is_lost() -> None:
    first, second, updates = drafts_of(SHEET)
    assert plain(first.value["title"]) == "2026年防汛工作台账（2026-03-05）"
    assert actions(first) == [
        {
            "id": "a1",
            "label": "1",
            "task": "清淤\n涵洞",
            "lead": "水利局",
            "support": ["交通局", "四镇"],
            "owner": ["李文", "周明"],
            "supervisor": "何立平",
            "due": "2026-04-30",
            "due-words": "2026年4月30日前",
            "note": "急\n\n会议时间：2026年3月5日 专题会\n\n经费：1,200",
        },
        {"id": "a2", "label": "2", "task": "修路", "lead": "交通局", "due-words": "汛期前", "state": "in-progress"},
        {"id": "a3", "label": "4", "task": "备沙袋", "due": "2026-06-01"},
    ]
    assert actions(second) == [{"id": "a1", "label": "5", "task": "栽树", "lead": "园林局"}]
    assert news(updates) == [
        {"action": "works-2026-03-05/a1", "date": "2026-05-06", "state": "closed"},
        {"action": "works-2026-03-05/a3", "date": "2026-05-20", "state": "closed"},
        {"action": "works-2026-03-20/a1", "state": "cancelled"},
    ]


def test_a_row_without_a_task_waits_for_a_place_and_a_repeated_heading_is_understood() -> None:
    first, second, _ = drafts_of(SHEET)
    assert (first.own, first.became) == ({1, 2, 3, 4, 5, 6, 7, 8, 9, 11}, {1, 2, 3, 4, 5, 7, 8, 9})
    assert (second.own, second.became) == ({10}, {10})


def test_a_row_that_names_no_meeting_is_of_the_one_above_and_a_person_is_told() -> None:
    first, second, _ = drafts_of(SHEET)
    assert [(one.code, one.message("en")) for one in first.findings] == [
        (
            "import-meeting-from-above",
            "rows without a meeting: 1, the first on line 7; that of the row above was taken",
        )
    ]
    assert second.findings == []


def test_rows_of_a_workbook_keep_their_numbers() -> None:
    made = openpyxl.Workbook()
    for row in (
        ["道路养护台账"],
        ["序号", "事项", "责任单位", "完成时限", "会议时间", "状态"],
        [1, "补坑槽", "养护所", dt.date(2026, 4, 30), dt.datetime(2026, 3, 5), "20260410:close"],
        [2, "划标线", "养护所", "雨季前", None, True],
    ):
        made.active.append(row)
    stream = io.BytesIO()
    made.save(stream)
    sheets = read_workbook(stream.getvalue(), "register.xlsx")
    assert isinstance(sheets, tuple)
    minutes, updates = drafts_of(sheets[0].source, sheets[0].table)
    assert actions(minutes) == [
        {"id": "a1", "label": "1", "task": "补坑槽", "lead": "养护所", "due": "2026-04-30"},
        {"id": "a2", "label": "2", "task": "划标线", "lead": "养护所", "due-words": "雨季前", "note": "状态：yes"},
    ]
    assert dict(walk_told(minutes.value))["actions", 1, "task"].lines == (4,)
    assert news(updates) == [{"action": "works-2026-03-05/a1", "date": "2026-04-10", "state": "closed"}]


@pytest.mark.parametrize(
    ("status", "state", "told", "doubts"),
    [
        ("进行中", "in-progress", [], []),
        ("open", "open", [], []),
        ("20260305:open", "open", [], []),
        ("20260305:close", None, [{"date": "2026-03-05", "state": "closed"}], []),
        ("20260312:in progress", None, [{"date": "2026-03-12", "state": "in-progress"}], []),
        ("已完成（2026-03-12）", None, [{"date": "2026-03-12", "state": "closed"}], []),
        (
            "20260305:open 20260312:已上报 20260320:close",
            "open",
            [{"date": "2026-03-12", "state": "reported"}, {"date": "2026-03-20", "state": "closed"}],
            [],
        ),
        ("done", None, [{"state": "closed"}], ["import-no-closing-date"]),
        ("已销号 3月12日", None, [{"state": "closed", "note": "已销号 3月12日"}], ["import-no-closing-date"]),
        ("2026-03-12 等待验收", None, [{"date": "2026-03-12", "note": "等待验收"}], ["import-state-unknown"]),
        ("3/12/2026 done", None, [{"date": "2026-03-12", "state": "closed"}], ["import-date-unsure"]),
    ],
)
def test_a_live_state_is_that_of_the_action_and_what_came_later_is_news(
    status: str, state: str | None, told: list[dict[str, str]], doubts: list[str]
) -> None:
    action, found, seen = only_action({"事项": "清淤", "状态": status})
    assert (action.get("state"), found, seen) == (state, told, doubts)
    assert "note" not in action


@pytest.mark.parametrize(
    ("status", "note", "doubt"),
    [
        ("待安排", "状态：待安排", "import-state-unknown"),
        ("已完成80%", "状态：已完成80%", "import-state-unknown"),
        ("2026-03-01 摸底", "状态：2026-03-01 摸底", "import-state-unknown"),
        ("2026-03-04", "状态：2026-03-04", "import-state-unknown"),
        ("20260301:close", "状态：2026-03-01 closed", "import-news-before-meeting"),
    ],
)
def test_what_no_state_is_known_for_is_a_note_with_a_doubt(status: str, note: str, doubt: str) -> None:
    action, found, seen = only_action({"事项": "清淤", "状态": status})
    assert (action["note"], action.get("state"), found, seen) == (note, None, [], [doubt])


@pytest.mark.parametrize(
    ("status", "closed", "told", "note", "doubts"),
    [
        ("已完成", "2026-04-01", [{"date": "2026-04-01", "state": "closed"}], None, []),
        ("取消", "2026-04-01", [{"date": "2026-04-01", "state": "cancelled"}], None, []),
        ("", "2026-04-01", [{"date": "2026-04-01", "state": "closed"}], None, []),
        ("20260305:open", "2026-04-01", [{"date": "2026-04-01", "state": "closed"}], None, []),
        ("20260401:close", "2026-04-01", [{"date": "2026-04-01", "state": "closed"}], None, []),
        ("done", "四月", [{"state": "closed"}], "销号时间：四月", ["import-no-closing-date"]),
        ("done", "2026-04-01 现场", [{"date": "2026-04-01", "state": "closed"}], "销号时间：2026-04-01 现场", []),
        ("办理中", "2026-04-01", [], "销号时间：2026-04-01", ["import-closing-differs"]),
        (
            "20260320:close",
            "2026-04-01",
            [{"date": "2026-03-20", "state": "closed"}],
            "销号时间：2026-04-01",
            ["import-closing-differs"],
        ),
        ("", "2026-03-01", [], "状态：2026-03-01 closed", ["import-news-before-meeting"]),
    ],
)
def test_the_column_of_closing_days_closes_what_is_not_said_to_live(
    status: str, closed: str, told: list[dict[str, str]], note: str | None, doubts: list[str]
) -> None:
    action, found, seen = only_action({"事项": "清淤", "状态": status, "销号时间": closed})
    assert (found, action.get("note"), seen) == (told, note, doubts)


@pytest.mark.parametrize(
    ("cell", "due", "words", "doubts"),
    [
        ("2026-04-30", "2026-04-30", None, []),
        ("2026年4月30日", "2026-04-30", None, []),
        ("20260430", "2026-04-30", None, []),
        ("April 30, 2026", "2026-04-30", None, []),
        ("2026年4月30日前", "2026-04-30", "2026年4月30日前", []),
        ("汛期前", None, "汛期前", []),
        ("4月30日", None, "4月30日", []),
        ("2026-04-01至2026-04-30", None, "2026-04-01至2026-04-30", []),
        ("4/5/2026", "2026-04-05", None, ["import-date-unsure"]),
        ("无", None, None, []),
    ],
)
def test_a_deadline_is_a_day_or_words_or_both(cell: str, due: str | None, words: str | None, doubts: list[str]) -> None:
    action, _, seen = only_action({"事项": "清淤", "完成时限": cell})
    assert (action.get("due"), action.get("due-words"), seen) == (due, words, doubts)


def test_of_several_units_the_first_leads_and_a_person_must_look() -> None:
    action, _, doubts = only_action({"事项": "清淤", "牵头单位": "水利局、交通局", "配合单位": "四镇/应急局"})
    assert (action["lead"], action["support"]) == ("水利局", ["交通局", "四镇", "应急局"])
    assert doubts == ["import-several-leads"]


def test_columns_nobody_knows_are_kept_in_the_note() -> None:
    action, _, _ = only_action(
        {"Task": "Paint", "Owner": "Ada", "**Cost**": "300", "": "blue", "Ref 2": "-"}, language="en"
    )
    assert action == {"id": "a1", "task": "Paint", "owner": ["Ada"], "note": "Cost: 300\n\nblue"}


def test_cells_beyond_the_headings_are_kept_too() -> None:
    (draft,) = drafts_of(
        "| 事项 | 责任人 | 备注 |\n|--|--|--|\n| 清淤 | 李文 | 急 | 二次 |\n| 植草 |", given_date=dt.date(2026, 3, 5)
    )
    assert actions(draft) == [
        {"id": "a1", "task": "清淤", "owner": ["李文"], "note": "急 | 二次"},
        {"id": "a2", "task": "植草"},
    ]


def test_words_too_long_for_a_field_of_one_line_are_a_note() -> None:
    long = "责" * (LONGEST_LINE + 1)
    action, _, _ = only_action({"事项": "清淤", "责任人": long})
    assert action == {"id": "a1", "task": "清淤", "note": f"责任人：{long}"}


def test_a_row_too_long_for_a_record_waits_for_a_place() -> None:
    text = f"| 事项 | 责任人 |\n|--|--|\n| 植草 | 周明 |\n| {'清' * LONGEST_PROSE} | 李文 |"
    (draft,) = drafts_of(text, given_date=dt.date(2026, 3, 5))
    assert (len(actions(draft)), draft.own, draft.became) == (1, {1, 2, 3, 4}, {1, 2, 3})


def test_without_a_column_of_meetings_the_day_is_the_given_one_or_that_of_the_name() -> None:
    def start(**how: Any) -> tuple[str, object, str | None, str]:
        (draft,) = drafts_of("| 事项 | 责任人 |\n|--|--|\n| 清淤 | 李文 |", **how)
        told = draft.value.get("start")
        doubt = told.doubt if isinstance(told, Told) else None
        return draft.id, told and plain(told), doubt and doubt.code, plain(draft.value["title"])

    given, named = dt.date(2026, 3, 5), dt.date(2026, 3, 6)
    title = "台账事项（{} 会议）"
    assert start(given_date=given, name_date=named) == (
        "works-2026-03-05",
        "2026-03-05",
        "import-date-given",
        title.format(given),
    )
    assert start(name_date=named) == ("works-2026-03-06", "2026-03-06", "import-date-from-name", title.format(named))
    assert start() == ("", None, None, "台账事项")


def test_where_no_day_is_known_the_state_stands_as_told_and_a_history_is_a_note() -> None:
    text = (
        "| 事项 | 状态 | 销号时间 |\n|--|--|--|\n| 清淤 | done | 2026-04-01 |\n"
        "| 植草 | 20260305:open 20260312:close | |\n| 栽树 | 待安排 | |\n| 修路 | 已销号 3月5日 | |"
    )
    (draft,) = drafts_of(text)
    assert actions(draft) == [
        {"id": "a1", "task": "清淤", "state": "closed", "note": "销号时间：2026-04-01"},
        {"id": "a2", "task": "植草", "note": "状态：20260305:open 20260312:close"},
        {"id": "a3", "task": "栽树", "note": "状态：待安排"},
        {"id": "a4", "task": "修路", "state": "closed", "note": "状态：已销号 3月5日"},
    ]
    assert [told.doubt.code for _, told in walk_told(draft.value) if told.doubt] == [
        "import-title-made-up",
        "import-state-unknown",
    ]


def test_a_meeting_named_in_words_or_denied_is_not_guessed_from_the_row_above() -> None:
    text = (
        "| 会议 | 事项 | 责任人 |\n|--|--|--|\n| 2026-03-05 | 清淤 | 李文 |\n| 第三次例会 | 植草 | 周明 |\n"
        "| 无 | 栽树 | 许敏 |\n| 同上 | 浇水 | 许敏 |"
    )
    first, second = drafts_of(text, name_date=dt.date(2026, 4, 1))
    assert (first.id, second.id) == ("works-2026-03-05", "works-2026-04-01")
    assert actions(second) == [
        {"id": "a1", "task": "植草", "owner": ["周明"], "note": "会议：第三次例会"},
        {"id": "a2", "task": "栽树", "owner": ["许敏"]},
        {"id": "a3", "task": "浇水", "owner": ["许敏"]},
    ]
    assert second.findings == []


def test_a_day_of_a_meeting_that_can_be_read_in_two_ways_is_doubted() -> None:
    (draft,) = drafts_of("| Meeting | Task | Owner |\n|--|--|--|\n| 7/8/2019 | Paint | Ada |", language="en")
    start = draft.value["start"]
    assert isinstance(start, Told)
    assert start.doubt is not None
    assert (start.value, start.doubt.message("en")) == ("2019-07-08", "“7/8/2019” can be read in two ways")


def test_updates_are_not_older_than_a_meeting_whose_action_was_closed_on_no_day() -> None:
    text = (
        "| 会议时间 | 事项 | 状态 |\n|--|--|--|\n| 2026-03-05 | 清淤 | 20260312:close |\n| 2026-04-01 | 植草 | close |"
    )
    *_, updates = drafts_of(text)
    assert plain(updates.value["date"]) == "2026-04-01"
    assert [one["action"] for one in news(updates)] == ["works-2026-03-05/a1", "works-2026-04-01/a1"]


@pytest.mark.parametrize(
    "text",
    [
        "| Name | Status |\n|--|--|\n| Ada | present |",
        "| 事项 | 责任人 |\n|--|--|",
        "| 事项 | 责任人 |\n|--|--|\n| | 李文 |",
    ],
)
def test_a_table_without_tasks_gives_nothing(text: str) -> None:
    assert drafts_of(text, given_date=dt.date(2026, 3, 5)) == []


def test_lines_around_the_table_may_be_anothers() -> None:
    first, second, _ = drafts_of(REGISTER, around={1})
    assert (first.own, second.own) == ({1, 3, 4, 5, 6, 8}, {7})


def test_lines_around_the_table_go_to_a_meeting_that_can_be_a_record() -> None:
    text = "| 会议 | 事项 | 责任人 |\n|--|--|--|\n| | 清淤 | 李文 |\n| 2026-03-05 | 植草 | 周明 |\n\n以上。"
    undated, dated = drafts_of(text)
    assert (undated.own, dated.own) == ({3}, {1, 2, 4, 5, 6})


def test_five_thousand_rows_of_thirty_meetings_are_read_whole() -> None:
    days = [dt.date(2026, 1, 1) + dt.timedelta(days=number) for number in range(30)]
    rows = (f"| {days[n % 30]} | 清理第{n}号沟 | 李文 | 2026-06-{1 + n % 30:02}:close |" for n in range(5_000))
    found = drafts_of("\n".join(("| 会议时间 | 事项 | 责任人 | 状态 |", "|--|--|--|--|", *rows)))
    assert [(one.kind, len(one.own or ())) for one in found[:2]] == [("minutes", 169), ("minutes", 167)]
    assert (len(found), sum(len(actions(one)) for one in found[:-1]), len(news(found[-1]))) == (31, 5_000, 5_000)


def test_twice_the_rows_cost_twice_as_much() -> None:
    def cost(rows: int) -> int:
        # Texts of their own, so that none has been read before.
        lines = (f"| 2026-03-{1 + n % 30:02} | {rows}之{n} | 水利局、交通局 | 4月前 | done |" for n in range(rows))
        text = source("\n".join(("| 会议时间 | 事项 | 责任单位 | 完成时限 | 状态 |", "|--|--|--|--|--|", *lines)))
        (table,) = pipe_tables(text.lines)
        return calls_of(lambda: drafts_of(text, table))

    cost(10)
    assert cost(400) < 2.1 * cost(200)


DATES = ["2026-03-05", "20260320", "close", "20260306:open 20260401:close", "已完成（2026-03-12）", "3月底", "同上"]
WORDS = ["清淤", "李文/周明", "水利局（李文）、交通局", "待定", "`a b`", "<br>", "*急*", "{--", "[x](y)", "-", ""]
CELLS = st.sampled_from(DATES + WORDS)
HEADINGS = ["会议时间", "事项", "责任单位（责任人）", "责任人", "完成时限", "状态", "销号时间", "备注", "经费", ""]


@settings(max_examples=150)
@given(
    st.permutations(HEADINGS),
    st.lists(st.lists(CELLS, max_size=11), max_size=6),
    st.sampled_from([None, dt.date(2026, 3, 1)]),
)
def test_any_register_gives_sound_records_that_share_the_lines_among_them(
    headings: list[str], rows: list[list[str]], named: dt.date | None
) -> None:
    text = "\n".join("|" + "|".join(row) + "|" for row in (headings, ["--"] * len(headings), *rows))
    found = drafts_of(f"{text}\n\n以上。", name_date=named)
    owned = [line for draft in found for line in draft.own or ()]
    assert not found or sorted(owned) == list(range(1, text.count("\n") + 4))
    assert all(draft.became <= (draft.own or set()) and not draft.kept for draft in found)
    names = {f"{draft.id}/{one['id']}" for draft in found if draft.kind == "minutes" for one in actions(draft)}
    assert {one["action"] for draft in found if draft.kind == "updates" for one in news(draft)} <= names
    held = [told for draft in found for told in settled(draft, source(f"{text}\n\n以上。"))]
    assert not found or sorted("".join("".join(held).split())) == sorted("".join(f"{text}以上。".split()))
