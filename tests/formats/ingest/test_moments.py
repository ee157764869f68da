"""Dates, times and zones as people write them, and numbers that are none of these."""

from __future__ import annotations

import datetime as dt

import pytest

from reportgen.formats.ingest.moments import dates_in_name, find_dates, find_day, find_times, plain_width

DATES = {
    "2026年3月5日": "2026-03-05",
    "2026 年 3 月 5 日": "2026-03-05",
    "２０２６年３月５日": "2026-03-05",
    "时间：2026年03月05日（星期四）下午": "2026-03-05",
    "2026年3月5号": "2026-03-05",
    "二〇二六年三月五日": "2026-03-05",
    "二○二六年十二月三十一日": "2026-12-31",
    "二零二六年十月二十日": "2026-10-20",
    "民國115年3月5日": "2026-03-05",
    "2026-03-05": "2026-03-05",
    "2026-3-5": "2026-03-05",
    "2026/03/05": "2026-03-05",
    "2026.03.05": "2026-03-05",
    "2026.3.5 例会": "2026-03-05",
    "20260305": "2026-03-05",
    "20260305会议纪要": "2026-03-05",
    "2026_03_05": "2026-03-05",
    "2026 03 05": "2026-03-05",
    "March 5, 2026": "2026-03-05",
    "March 5th, 2026": "2026-03-05",
    "Mar 5 2026": "2026-03-05",
    "Mar. 5, 2026": "2026-03-05",
    "Thursday, March 5, 2026": "2026-03-05",
    "Thu Mar 5, 2026": "2026-03-05",
    "5 March 2026": "2026-03-05",
    "5th of March 2026": "2026-03-05",
    "5th March, 2026": "2026-03-05",
    "05-Mar-2026": "2026-03-05",
    "2026-Mar-05": "2026-03-05",
    "2026 September 12": "2026-09-12",
    "Sept 12, 2026": "2026-09-12",
    "held on 12 september 2026 at noon": "2026-09-12",
    "25/12/2026": "2026-12-25",
    "12/25/2026": "2026-12-25",
    "3/3/2026": "2026-03-03",
    "2024-02-29": "2024-02-29",
}
NO_DATES = (
    "1.2.3", "v2026.1", "release 3.10.2", "10.0.0.1", "192.168.20.26", "+86 138 0013 8000", "021-6543-2109", "2026",
    "2026年", "2026年度", "in 2026 we met", "p. 12", "pages 3-5", "第20260页", "2026-13-05", "2026-02-30", "2025-02-29",
    "20261301", "123456789012", "3/5", "5.3", "1/2/26", "0026-03-05", "3026-03-05", "ISO 9001-2015", "A4-297-210",
    "#2026-3", "三月五日", "March 2026", "May we", "12:30", "2026-03", "一百二十处", "00000000",
)  # fmt: skip


@pytest.mark.parametrize(("words", "day"), DATES.items())
def test_a_date_is_found_however_it_is_written(words: str, day: str) -> None:
    assert [str(one.date) for one in find_dates(words)] == [day]


@pytest.mark.parametrize("words", NO_DATES)
def test_other_numbers_are_no_dates(words: str) -> None:
    assert find_dates(words) == ()


def test_several_dates_come_in_the_order_of_the_text_with_their_places() -> None:
    words = "from 5 March 2026 to 2026-04-01, 又于2026年5月2日"
    found = find_dates(words)
    assert [(str(one.date), words[one.start : one.end]) for one in found] == [
        ("2026-03-05", "5 March 2026"),
        ("2026-04-01", "2026-04-01"),
        ("2026-05-02", "2026年5月2日"),
    ]


@pytest.mark.parametrize(
    ("words", "sure"), [("3/5/2026", False), ("25/3/2026", True), ("4/4/2026", True), ("2026-03-05", True)]
)
def test_a_date_that_reads_in_two_ways_is_not_sure(words: str, sure: bool) -> None:
    assert [one.is_sure for one in find_dates(words)] == [sure]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("3月5日", (3, 5)), ("定于 12 月 31 日召开", (12, 31)), ("2月29日", (2, 29)), ("March 5", (3, 5)),
        ("on Sept. 12th", (9, 12)), ("13月5日", None), ("4月31日", None), ("March 5, 2026", None), ("no day", None),
    ],
)  # fmt: skip
def test_a_day_without_a_year_is_month_and_day(words: str, day: tuple[int, int] | None) -> None:
    assert find_day(words) == day


TIMES = {
    "14:30": ("14:30", None, None),
    "14：30": ("14:30", None, None),
    "下午2:30": ("14:30", None, None),
    "下午2:30—4:00": ("14:30", "16:00", None),
    "上午9:00-11:30": ("09:00", "11:30", None),
    "上午9点": ("09:00", None, None),
    "下午3点半": ("15:30", None, None),
    "晚上8点15分": ("20:15", None, None),
    "中午12点": ("12:00", None, None),
    "10:00–11:30": ("10:00", "11:30", None),
    "10:00 to 11:30": ("10:00", "11:30", None),
    "9:30至12:00": ("09:30", "12:00", None),
    "8:00am": ("08:00", None, None),
    "8:00 p.m.": ("20:00", None, None),
    "12:15am": ("00:15", None, None),
    "12pm": ("12:00", None, None),
    "7pm": ("19:00", None, None),
    "2-4pm": ("14:00", "16:00", None),
    "11-1pm": ("11:00", "13:00", None),
    "8:00am–9:00am PT": ("08:00", "09:00", "America/Los_Angeles"),
    "15:00 UTC": ("15:00", None, "Etc/UTC"),
    "UTC 1600": ("16:00", None, "Etc/UTC"),
    "12PM US Eastern": ("12:00", None, "America/New_York"),
    "10:00 CET": ("10:00", None, "Europe/Berlin"),
    "10:00 Europe/Paris": ("10:00", None, "Europe/Paris"),
    "20:00 北京时间": ("20:00", None, "Asia/Shanghai"),
    "10:00 (GMT+8)": ("10:00", None, "Asia/Shanghai"),
}


@pytest.mark.parametrize(("words", "told"), TIMES.items())
def test_a_time_of_day_is_found_with_its_end_and_its_zone(words: str, told: tuple[str, str | None, str | None]) -> None:
    found = find_times(words)
    assert found is not None
    ends = f"{found.ends:%H:%M}" if found.ends else None
    assert (f"{found.begins:%H:%M}", ends, found.zone) == told


@pytest.mark.parametrize("words", ["", "25:10", "12:75", "room 14", "3 people", "item 12", "一百二十处"])
def test_other_numbers_are_no_times(words: str) -> None:
    assert find_times(words) is None


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("minutes/20240919_minutes.md", ["2024-09-19"]), ("2019-07-08.md", ["2019-07-08"]), ("2026-03-05/notes.md", []),
        ("minutes.md", []), ("例会2026年3月5日.txt", ["2026-03-05"]),
    ],
)  # fmt: skip
def test_the_name_of_a_file_may_tell_its_day(name: str, days: list[str]) -> None:
    assert [str(one) for one in dates_in_name(name)] == days


def test_plain_width_keeps_every_place() -> None:
    words = "２０２６年３月５日１４：３０（会议室，三楼）"
    assert plain_width(words) == "2026年3月5日14:30（会议室，三楼）"
    assert dt.date(2026, 3, 5) in {one.date for one in find_dates(words)}
