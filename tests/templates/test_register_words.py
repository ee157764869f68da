"""What the pages of the register say: where an action stands, its news, how closed a page is, who is asked for what."""

from __future__ import annotations

import io
from typing import Any

import pdfplumber
import pytest

from reportgen.model.build import PrintJob
from reportgen.stages.print import print_page
from tests.templates.register_pages import EVERYTHING, FIRST, LANGUAGES, article, cell, made, word
from tests.templates.test_site import Reader, elements


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


PASSED_ON: dict[str, Any] = {
    "id": "roads-2", "series": "roads", "title": "道路联席会议第二次会议", "start": "2026-06-11 14:30",
    "access": "public",
    "actions": [
        {"id": "a1", "task": "接通末段涵管", "lead": "养护站", "continues": "roads-1/a1"},
        {"id": "a2", "task": "砌筑检查井", "lead": "养护站", "continues": "roads-1/a1"},
        {"id": "a3", "task": "更换井盖并编号", "lead": "水利科"},
    ],
    "updates": [
        {"action": "roads-1/a1", "state": "cancelled"},
        {"action": "roads-1/a4", "merged-into": "roads-2/a3", "note": "与编号并办"},
        {"action": "roads-1/a3", "state": "cancelled"},
    ],
}  # fmt: skip


def test_what_was_merged_or_split_says_where_it_goes_on_wherever_its_state_is_shown(language: str) -> None:
    made_of_all = made(FIRST, PASSED_ON, language=language)
    html, state = made_of_all["register/index.html"], word("state", language)
    merged, split = word("state_merged", language), word("state_split", language)
    assert cell(html, "更换井盖 <20>", state) == f"▷ {merged} roads-2/a3"
    assert cell(html, "清理城南排水沟", state) == f"▷ {split} roads-2/a1{word('pause', language)}roads-2/a2"
    assert cell(html, "会商沟渠归属", state) == f"× {word('state_cancelled', language)}"
    links = {one.attributes["href"] for one in elements(html, "a") if one.is_in("td")}
    assert {f"../actions/roads-2/{one}/index.html" for one in ("a1", "a2", "a3")} <= links
    # In the data it is cancelled, and is found as such.
    assert sum('data-state="cancelled"' in one for one in html.split("<tr")) == 3
    # Sheets and histories speak the language of their rows.
    assert "已并入" in cell(made_of_all["units/water/index.html"], "更换井盖 <20>", "状态")
    assert "已拆分为" in cell(made_of_all["units/works/index.html"], "清理城南排水沟", "状态")
    (now,) = elements(made_of_all["actions/roads-1/a4/index.html"], "p", class_="standing-now")
    assert " ".join(now.text.split()).startswith("▷ 已并入 roads-2/a3")
    steps = elements(made_of_all["actions/roads-1/a4/index.html"], "div", class_="what")
    assert "待办 → ▷ 已并入" in " ".join(steps[-1].text.split())
    told = cell(made_of_all["decisions/index.html"], "同意分两期施工", word("carried_out_by", language))
    assert (merged in told, split in told) == (True, True)


TOLD_WITHOUT_NOTES = {
    "id": "roads-between", "date": "2026-05-20", "access": "public",
    "updates": [
        {"action": "roads-1/a1", "date": "2026-05-02", "note": "已清一半"},
        {"action": "roads-1/a1", "date": "2026-05-18", "due": "2026-06-29", "reached": "清淤过半"},
        {"action": "roads-1/a2", "owner": "韩冬"},
        {"action": "roads-1/a3", "state": "in-progress"},
        {"action": "roads-1/a4", "state": "closed", "verified-by": "乔立", "no-evidence": "现场看过"},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        ("清理城南排水沟", "2026-05-18 完成时限 2026-05-30 → 2026-06-29；已达节点 清淤过半 2026-05-02：已清一半"),
        ("编制涵洞台账", "2026-05-20 责任人 秦岭 → 韩冬"),
        ("会商沟渠归属", "2026-05-20 状态 办理中"),
        ("更换井盖", "2026-05-20 未附佐证 现场看过"),
    ],
)
def test_the_latest_news_says_what_changed_where_nothing_was_noted(task: str, expected: str) -> None:
    assert cell(made(FIRST, TOLD_WITHOUT_NOTES)["register/index.html"], task, "最新进展") == expected


def test_every_table_of_the_register_counts_its_own_rows_most_urgent_first() -> None:
    html = made(*EVERYTHING)["register/index.html"]
    tables = [one for one in Reader(html).elements if one.tag == "table"]
    numbers = [
        [one.text for one in elements(html, "td", class_="figures serial") if table in one.parents] for table in tables
    ]
    assert numbers == [["1", "2", "3", "4", "5", "6"], ["1"]]
    tasks = [one.text for one in elements(html, "span", class_="task")]
    assert [one[:4] for one in tasks] == [
        "修补人行",
        "清理城南",
        "接通末段",
        "Orde",
        "编制涵洞",
        "会商沟渠",
        "更换井盖",
    ]


def level_of(html: str) -> str | None:
    found = elements(html, "b", class_="access")
    return found[0].text if found else None


OPEN = tuple({**one, "access": "public"} for one in EVERYTHING)


def test_every_page_made_of_all_records_says_how_closed_it_is(language: str) -> None:
    closed = tuple({**one, "access": "internal"} for one in EVERYTHING)
    with_articles = {
        path: html
        for path, html in made(*closed, language=language).items()
        if path.startswith(("register/", "decisions/", "units/", "people/", "actions/", "series/"))
        and path.endswith((".pdf", "index.html"))
        and "<article" in html
    }
    assert {path.split("/")[0] for path in with_articles} == {
        "register", "decisions", "units", "people", "actions", "series",
    }  # fmt: skip
    marks = {path: level_of(html) for path, html in with_articles.items()}
    spoken = {
        path: word("access_internal", "en" if "en-GB" in html[:60] else "zh") for path, html in with_articles.items()
    }
    assert marks == spoken


def test_a_page_of_open_records_bears_no_mark() -> None:
    assert {level_of(html) for path, html in made(*OPEN).items() if path.endswith((".pdf", ".html"))} == {None}


def test_who_only_supervises_is_given_a_list_to_read_and_nothing_to_sign(language: str) -> None:
    html = made(*({**one, "lang": language} if "start" in one else one for one in EVERYTHING), language=language)[
        "people/qiao/qiao.pdf"
    ]
    (title,) = elements(html, "h1")
    assert title.text == word("supervised_kind", language)
    assert elements(html, "title")[0].text == f"{word('supervised_kind', language)}{word('colon', language)}乔立"
    assert "清理城南排水沟" in html
    whole = " ".join(article(html).split())
    keys = ("notice_kind", "notice_result", "sign_for", "sign_for_by", "receiving_body", "result_signed")
    assert [key for key in keys if word(key, language) in whole] == []


def test_who_owes_and_supervises_gets_a_notice_for_the_one_and_a_list_of_the_other() -> None:
    both = {
        **FIRST,
        "agenda": [],
        "actions": [{"id": "a1", "task": "清理城南排水沟", "lead": "养护站", "supervisor": "乔立"},
                    {"id": "a2", "task": "会商沟渠归属", "owner": "乔立"}],
    }  # fmt: skip
    html = made(both)["people/qiao/qiao.pdf"]
    (order,) = elements(html, "table", class_="ledger order")
    assert "会商沟渠归属" in order.text
    assert "清理城南排水沟" not in order.text
    assert elements(html, "h1")[0].text == "督办通知单"
    assert "共1项" in " ".join(article(html).split())
    assert "清理城南排水沟" in elements(html, "section", class_="bar wide watched")[0].text
    assert len(elements(html, "section", class_="receipt-part")) == 1


def test_a_sheet_does_not_repeat_whose_it_is() -> None:
    made_of_all = made(*EVERYTHING)
    assert (
        cell(made_of_all["units/works/index.html"], "清理城南排水沟", "责任") == "配合 水利科责任人 韩冬分管领导 乔立"
    )
    assert cell(made_of_all["units/works/index.html"], "接通末段涵管", "责任") == ""
    assert "配合" not in cell(made_of_all["units/water/index.html"], "清理城南排水沟", "责任")
    assert "分管领导" not in cell(made_of_all["people/qiao/index.html"], "清理城南排水沟", "责任")


def test_a_sheet_counts_apart_what_was_closed_and_what_was_cancelled() -> None:
    html = made(FIRST, {**PASSED_ON, "updates": [*PASSED_ON["updates"], {"action": "roads-1/a2", "state": "closed"}]})[
        "people/han/index.html"
    ]
    figures = [" ".join(one.text.split()) for one in elements(html, "div") if one.is_in("dl", class_="tally")]
    assert figures[0] == "未结0"
    assert figures[-3:] == ["已了结1", "已销号0", "已取消1"]


def test_the_months_of_a_chart_have_their_short_names() -> None:
    label = next(
        one.attributes["aria-label"]
        for one in elements(made(*EVERYTHING, language="en")["units/index.html"], "svg", role="img")
        if one.attributes["aria-label"].startswith("Actions closed")
    )
    assert label.split(": ")[1] == (
        "2025 Jul 0; Aug 0; Sep 0; Oct 0; Nov 0; Dec 0; 2026 Jan 0; Feb 0; Mar 0; Apr 0; May 1; Jun 0"
    )


def test_the_block_to_sign_for_a_notice_never_stands_alone_on_a_page() -> None:
    for count in (3, 4, 5):
        actions = [{"id": f"a{number}", "task": f"清理第{number}道涵洞", "lead": "养护站"} for number in range(count)]
        html = made({**FIRST, "agenda": [], "actions": actions})["units/works/works.pdf"]
        printed = print_page(PrintJob(html=html))
        with pdfplumber.open(io.BytesIO(printed.pdf or b"")) as document:
            last = document.pages[-1].extract_text()
        assert "签收人" in last
        assert f"清理第{count - 1}道涵洞" in last, count
