"""What a secretary objects to at first sight: heads that run into each other, headings and notes left alone."""

from __future__ import annotations

import functools
import re
from typing import Any

import pytest

from reportgen.model.build import PrintJob
from reportgen.stages.print import print_page
from tests.page import official
from tests.page.bound import ROADS, volume
from tests.page.measure import CELL, HEIGHT, LEFT, PITCH, TOP, WIDTH, Line, lines_of, opened, red_ink_of
from tests.page.official import font_files
from tests.templates import register_pages
from tests.templates.briefing_pages import pages, record

BODIES = ("县交通运输局", "县公安局交警大队", "县应急管理局")
SIGNERS = ("周明远", "何立平", "马俊峰", "赵新民")
SENTENCE = "会议听取了涵洞排查情况汇报，研究了处置办法，对下一步工作作了安排，要求各单位按期完成清淤并报送照片。"
VALUES = {
    "id": "works", "kind": "minutes", "title": "关于汛前涵洞排查工作", "start": "2026-03-12 14:30", "series": "safety",
    "access": "internal", "opening": SENTENCE, "minutes": "approved",
    "issue": {"number": "5", "year": "2026", "copy-number": "23", "classification": "内部", "urgency": "加急",
              "marking": "内部资料 注意保存", "joint": list(BODIES), "signer": list(SIGNERS), "date": "2026-03-14"},
}  # fmt: skip
SERIES = {"id": "safety", "title": {"zh": "安委会", "en": "Joint Committee on Safety at Work and on the Roads"}}
SITE = {"theme": "gongwen", "organisation": {"zh": "县政府办公室", "en": "General Office"}, "series": [SERIES]}


@functools.cache
def _printed(html: str) -> bytes:
    done = print_page(PrintJob(html, font_files(), even_end=True))
    assert done.pdf, done.problems
    return done.pdf


def printed(language: str = "zh", site: dict[str, Any] | None = None, **more: Any) -> bytes:
    values = {**VALUES, **more}
    return _printed(pages(record(values, language), language=language, site=site or SITE)["works"])


def lines(pdf: bytes, page: int = 1) -> list[Line]:
    with opened(pdf) as document:
        return lines_of(document.pages[page - 1], page)


def words(pdf: bytes) -> list[str]:
    with opened(pdf) as document:
        return [page.extract_text() for page in document.pages]


def issue(**more: Any) -> dict[str, Any]:
    return {**VALUES["issue"], **more}  # type: ignore[dict-item]


@pytest.mark.parametrize("status", ["held", "planned"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_red_words_stand_within_the_text_and_clear_of_all_rows_above_them(language: str, status: str) -> None:
    pdf = printed(language, status=status)
    left, top, right, _ = red_ink_of(pdf, 1)
    assert (left, right) == pytest.approx((LEFT, LEFT + WIDTH), abs=0.2)
    assert top - TOP == pytest.approx(35, abs=1.2)
    rows = [one for one in lines(pdf) if TOP < one.baseline < top + CELL and one.left < LEFT + CELL / 2]
    assert [one.text[:6] for one in rows] == ["000023", "内部", "加急"]
    assert rows[-1].baseline < top - 1
    beside = [one for one in lines(pdf) if "注意保存" in one.text and TOP < one.baseline < TOP + HEIGHT]
    assert [one.baseline < top - 1 for one in beside] == [True]


def test_one_word_for_who_may_read_it_is_not_said_twice() -> None:
    assert words(printed())[0].count("\n内部\n") == 1


def test_of_those_who_sign_two_stand_on_a_line_and_the_number_on_the_last() -> None:
    found = lines(printed(status="planned"))
    (first,), (last,) = ([one for one in found if name in one.text] for name in (SIGNERS[0], SIGNERS[2]))
    assert (first.text.replace(" ", ""), last.text.replace(" ", "")) == (
        "签发人：周明远\u3000何立平", "〔2026〕5号马俊峰\u3000赵新民",
    )  # fmt: skip
    assert last.baseline - first.baseline == pytest.approx(PITCH, abs=0.2)
    assert last.right == pytest.approx(LEFT + WIDTH - CELL, abs=0.3)


def test_rows_below_the_rule_of_a_letter_stand_on_one_line_seven_eighths_of_a_character_down() -> None:
    given = {"form": "letter", "number": "5", "year": "2026", "copy-number": "7", "urgency": "特急"}
    found = lines(printed(status="planned", access="public", issue=given))
    (row,) = [one for one in found if one.text.startswith("000007")]
    assert row.text.endswith("〔2026〕5号")
    assert row.right == pytest.approx(LEFT + WIDTH, abs=0.5)
    (urgency,) = [one for one in found if one.text == "特急"]
    title = next(one for one in found if one.size > CELL * 1.2 and one.baseline > urgency.baseline)
    # Two empty lines, give or take the half one that keeps the text on the grid.
    assert (title.baseline - urgency.baseline) / PITCH == pytest.approx(3, abs=0.55)


def test_a_letter_bears_the_title_its_record_gives_it() -> None:
    given = {"form": "letter", "title": "关于商请疏导|小桥交通的函"}
    values = {**VALUES, "series": "roads", "title": "关于商请疏导小桥交通的函", "status": "planned", "issue": given}
    document = official.printed(record(values, "zh"))["works"]
    assert "关于商请疏导\n小桥交通的函\n" in words(document.pdf)[0]
    assert "关于召开" not in document.html.split("gw-title")[-1].split("</h1>")[0]


def test_a_note_below_the_date_is_never_alone_on_its_page() -> None:
    given = {"date": "2026-03-14", "note": "联系人：许敏"}
    for count in range(10, 14):
        texts = words(printed(status="planned", opening="\n\n".join([SENTENCE] * count), issue=given))
        (page,) = [one for one in texts if "联系人：许敏" in one]
        assert "2026年3月14日" in page
        assert "报送照片" in page


def test_a_heading_and_who_presents_it_go_with_the_text_below() -> None:
    agenda = [{"title": "关于清淤", "presenter": "陈波", "discussion": SENTENCE}]
    ended = set()
    for count in range(3, 9):
        opening = "\n\n".join([*[SENTENCE] * 2, *["完成清淤。"] * count])
        with_head = next(one for one in words(printed(opening=opening, agenda=agenda)) if "关于清淤" in one)
        ended.add("（汇报：陈波）\n会议听取" in with_head.replace(" ", ""))
    assert ended == {True}


def test_inside_a_briefing_an_item_has_the_number_of_its_tier_or_a_label_of_its_own() -> None:
    labels = ("一、", "（二）", "（甲）", "")
    agenda = [{"title": f"第{at}段公路", **({"label": label} if label else {})} for at, label in enumerate(labels)]
    html = volume("zh", {**ROADS, "agenda": agenda}, theme="gongwen").html
    assert re.findall(r'<span class="number">([^<]*)</span><span class="name">第', html) == ["1.", "2.", "（甲）", "4."]
    assert "2026年第1期" in html


def test_a_row_of_the_head_of_a_table_is_one_line() -> None:
    actions = [{"id": "a1", "task": "完成清淤", "lead": "works", "due": "2026-04-30"}]
    texts = words(printed(actions=actions))
    assert any("序号 事项 牵头 配合 责任人 分管领导 完成时限" in one for one in texts)


def test_unit_and_role_in_letters_are_parted_by_white_in_a_chinese_page() -> None:
    present = [{"who": "Claire Donovan", "unit": "Premises", "role": "Manager"},
               {"who": "陈波", "unit": "交通局", "role": "副局长"}]  # fmt: skip
    html = pages(record({**VALUES, "attendance": {"present": present}}, "zh"), language="zh")["works"]
    assert "Premises Manager" in html
    assert "交通局副局长" in html


@pytest.mark.parametrize(("paper", "most"), [("A4", 40), ("A3", 80)])
def test_every_column_of_the_register_has_its_share_of_the_sheet_and_signals_stay_on_one_line(
    paper: str, most: float
) -> None:
    sheet = register_pages.made(*register_pages.EVERYTHING, theme="gongwen", register={"paper": paper})[
        "register/register.pdf"
    ]
    pdf = _printed(sheet)
    with opened(pdf) as document:
        text = document.pages[0].extract_text()
        found = {one["text"]: one["x0"] * 25.4 / 72 for one in document.pages[0].extract_words()}
    assert found["牵头"] - found["事项"] < most
    assert "进度滞后" in text
    assert re.search(r"逾期\d+天", text)
