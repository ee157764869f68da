"""What people may type as a value, and the words they hear when it is none."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from reportgen.model import values
from reportgen.model.diagnostic import DiagnosticKind, WrongValue
from reportgen.model.values import (
    Answer,
    AssetPath,
    Date,
    Id,
    Label,
    Line,
    Link,
    Moment,
    Number,
    Prose,
    Reference,
    Time,
    TimeOrMoment,
    When,
    Zone,
)

NAMES = json.loads((Path(__file__).parents[1] / "corpora/names-bad/names.json").read_text("utf-8"))


def read(kind: Any, typed: object) -> Any:
    return TypeAdapter(kind).validate_python(typed)


def refusal(kind: Any, typed: object, language: str = "en") -> tuple[str, str, str]:
    """The code, message and hint for a value that is refused."""
    with pytest.raises(ValidationError) as failure:
        read(kind, typed)
    cause = failure.value.errors()[0]["ctx"]["error"]
    assert isinstance(cause, WrongValue)
    found = cause.kind.at(None, **cause.values)
    return found.code, found.message(language), found.hint(language)


@pytest.mark.parametrize("typed", ["2026-04-30", "2026年4月30日", "2026年04月30日", " 2026 年 4 月 30 日 "])
def test_a_date_is_read_in_both_spellings(typed: str) -> None:
    assert read(Date, typed) == dt.date(2026, 4, 30)


@pytest.mark.parametrize("typed", ["2026/4/30", "2026.4.30", "2026-4-30", "2026／4／30"])
def test_a_date_in_another_spelling_is_refused_and_the_hint_spells_it(typed: str) -> None:
    assert refusal(Date, typed) == ("bad-date", f"“{typed}” is not a date", "write it as 2026-04-30")
    assert refusal(Date, typed, "zh") == ("bad-date", f"“{typed}”不是日期", "写成 2026-04-30")


@pytest.mark.parametrize("typed", ["2026/13/45", "2026-13-01", "0026-04-30", "next week", "30.4.2026", ""])
def test_the_hint_for_what_can_be_no_date_is_a_date(typed: str) -> None:
    code, _, hint = refusal(Date, typed)
    assert (code, hint) == ("bad-date", "write it as 2026-04-30")


@pytest.mark.parametrize(
    ("typed", "days"),
    [("2026-04-31", 30), ("2026-02-29", 28), ("2024年2月30日", 29), ("2026-12-32", 31), ("9999-12-32", 31)],
)
def test_a_day_the_month_does_not_have_is_refused_with_the_days_it_has(typed: str, days: int) -> None:
    assert refusal(Date, typed) == (
        "no-such-date",
        f"there is no {typed} in the calendar",
        f"check the day: that month has {days} days",
    )


def test_a_leap_day_is_a_date() -> None:
    assert read(Date, "2024-02-29") == dt.date(2024, 2, 29)


@pytest.mark.parametrize(
    ("typed", "time"), [("14:30", (14, 30)), ("9:05", (9, 5)), ("23：59", (23, 59)), ("0:00", (0, 0))]
)
def test_a_time_of_day_is_read(typed: str, time: tuple[int, int]) -> None:
    assert read(Time, typed) == dt.time(*time)


@pytest.mark.parametrize("typed", ["24:00", "14:60", "1430", "14.30", "2 pm", "14:30:00"])
def test_what_is_no_time_of_day_is_refused(typed: str) -> None:
    assert refusal(Time, typed) == ("bad-time", f"“{typed}” is not a time of day", "write it as 14:30")


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2026-03-12 14:30", Moment(dt.date(2026, 3, 12), dt.time(14, 30))),
        ("2026-03-12T14:30", Moment(dt.date(2026, 3, 12), dt.time(14, 30))),
        ("2026年3月12日14:30", Moment(dt.date(2026, 3, 12), dt.time(14, 30))),
        ("2026年3月12日 14：30", Moment(dt.date(2026, 3, 12), dt.time(14, 30))),
        ("2026-03-12", Moment(dt.date(2026, 3, 12))),
    ],
)
def test_a_moment_is_a_date_with_or_without_a_time(typed: str, moment: Moment) -> None:
    assert read(When, typed) == moment
    assert read(When, str(moment)) == moment


def test_a_moment_that_is_none_is_refused_by_the_part_that_is_wrong() -> None:
    assert refusal(When, "2026-04-31 14:30")[0] == "no-such-date"
    assert refusal(When, "2026-04-30 25:30")[0] == "bad-time"
    assert refusal(When, "half past 2:3")[0] == "bad-moment"
    assert refusal(When, "soon")[0] == "bad-date"


def test_somebody_comes_at_a_time_or_on_another_day() -> None:
    assert read(TimeOrMoment, "14:50") == dt.time(14, 50)
    assert read(TimeOrMoment, "2026-03-13 09:20") == Moment(dt.date(2026, 3, 13), dt.time(9, 20))


def test_a_number_is_digits() -> None:
    assert [read(Number, typed) for typed in ("0", "010", "999999999")] == [0, 10, 999_999_999]
    for typed in ("-1", "1.5", "1e3", "1_000", "١٢", "0x10", "1234567890", ""):
        assert refusal(Number, typed) == (
            "bad-number",
            f"“{typed}” is not a whole number",
            "write digits only, at most 9",
        )


def test_an_answer_is_yes_or_no_in_both_languages() -> None:
    assert [read(Answer, typed) for typed in ("yes", "True", "是")] == [True] * 3
    assert [read(Answer, typed) for typed in ("no", "FALSE", "否")] == [False] * 3
    assert refusal(Answer, "maybe", "zh") == ("bad-answer", "“maybe”不是 yes 或 no", "写 `yes` 或 `no`")


def test_a_line_keeps_the_words_as_typed_and_folds_white_space() -> None:
    assert [read(Line, typed) for typed in ("14:30", "010", "no", " a \n b ")] == ["14:30", "010", "no", "a b"]


def test_a_text_that_is_none_is_refused_by_name() -> None:
    assert refusal(Line, "  ")[0] == "empty-text"
    assert refusal(Prose, " \n ")[0] == "empty-text"
    assert refusal(Line, ["a"])[:2] == ("not-text", "a text is expected here, not a list")
    assert refusal(Line, {"a": "b"}, "zh")[:2] == ("not-text", "这里应当是文字，而不是一组键值")


def test_a_label_may_say_that_there_was_none() -> None:
    assert [read(Label, typed) for typed in ("", "一、", "3a")] == ["", "一、", "3a"]


def test_a_text_is_as_long_as_its_limit_and_no_longer() -> None:
    assert len(read(Line, "字" * 2_000)) == 2_000
    assert len(read(Prose, "字" * 20_000)) == 20_000
    assert refusal(Line, "a" * 2_001)[1] == "this text has 2001 characters, 2000 are allowed"
    assert refusal(Prose, "a" * 20_001)[1] == "this text has 20001 characters, 20000 are allowed"


def test_an_id_is_small_letters_digits_and_hyphens() -> None:
    assert [read(Id, typed) for typed in ("a", "0-a", "a" * 64)] == ["a", "0-a", "a" * 64]
    for typed in ("A", "-a", "a_b", "a.b", "a" * 65, "", "a\n", "é", "会议"):
        assert refusal(Id, typed)[0] == "bad-id"


def test_an_id_is_not_a_name_that_windows_keeps() -> None:
    assert refusal(Id, "com1")[:2] == ("reserved-id", "Windows keeps the name “com1” for a device")
    assert read(Id, "com10") == "com10"
    assert read(Id, "console") == "console"


def test_a_reference_is_a_record_and_an_id() -> None:
    assert read(Reference, "works-2026-02/a3") == "works-2026-02/a3"
    for typed in ("a3", "/a3", "works/", "a/b/c", "../a", "works/A3", "works /a3"):
        assert refusal(Reference, typed)[0] == "bad-reference"


def test_a_link_leads_to_the_web_or_a_mailbox() -> None:
    for typed in ("https://example.org/a?b=c#d", "http://example.org", "mailto:clerk@example.org"):
        assert read(Link, typed) == typed
    for typed in (
        "javascript:alert(1)",
        "file:///x",
        "//example.org",
        "example.org",
        "https://",
        "https://a b",
        "data:,x",
    ):
        assert refusal(Link, typed)[0] == "bad-link"


def test_a_zone_is_one_of_the_iana_list() -> None:
    assert read(Zone, "Asia/Shanghai") == "Asia/Shanghai"
    for typed in ("Beijing", "../../etc/passwd", "/etc/localtime", "UTC+8", "", "Asia", "a\x00b"):
        assert refusal(Zone, typed)[0] == "bad-zone"


@pytest.mark.parametrize("name", ["assets/plan.pdf", "assets/2026/图 一.png", "assets/a-b_c (1).jpg"])
def test_an_asset_is_a_file_below_assets(name: str) -> None:
    assert read(AssetPath, name) == name


@pytest.mark.parametrize("name", NAMES["traversal"] + NAMES["windows-reserved"])
def test_a_bad_name_is_neither_an_id_nor_an_asset(name: str) -> None:
    assert refusal(AssetPath, name)[0] == "bad-asset"
    assert refusal(Id, name)[0] in {"bad-id", "reserved-id"}


@pytest.mark.parametrize(
    "name",
    # `a/b` is a folder there, and a name that is only long or only Chinese is as good as the file system takes it.
    [name for name in NAMES["traversal"] + NAMES["windows-reserved"] if name != "a/b" and len(name) < 80],
)
def test_a_bad_name_stays_bad_below_assets(name: str) -> None:
    assert refusal(AssetPath, f"assets/{name}")[0] == "bad-asset"


def test_an_asset_is_below_the_folder_itself() -> None:
    for name in ("assets", "assets/", "asset/a.png", "Assets/a.png", "assets/a/../../x", "x/assets/a.png"):
        assert refusal(AssetPath, name)[0] == "bad-asset"


def test_every_finding_of_a_value_speaks_both_languages() -> None:
    kinds = [kind for kind in vars(values).values() if isinstance(kind, DiagnosticKind)]
    assert len(kinds) > 10
    for kind in kinds:
        assert set(kind.message) == set(kind.hint) == {"zh", "en"}
