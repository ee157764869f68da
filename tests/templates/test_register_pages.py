"""The pages of the register: rows, decisions, sheets, notices, histories, changes, figures; on the web and on paper."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from typing import Any

import pdfplumber
import pytest

from reportgen.model.build import PrintJob
from reportgen.stages.print import print_page
from reportgen.stages.render import render
from reportgen.theme import Theme
from tests.pipeline.test_parts_left_out import dead_links
from tests.templates.register_pages import (
    ACTIONS,
    BETWEEN,
    BOARD,
    EVERYTHING,
    FIRST,
    LANGUAGES,
    LAST_YEAR,
    LATE_SPEECH,
    article,
    cell,
    content,
    made,
    planned,
    said,
    word,
)
from tests.templates.test_site import Reader, elements, luminance


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def pages(language: str) -> dict[str, str]:
    return made(*EVERYTHING, language=language)


def test_every_action_stands_once_in_the_register_and_has_a_page_of_its_history(pages: dict[str, str]) -> None:
    rows = [
        one.text
        for path in ("register/index.html", "register/2025/index.html")
        for one in elements(pages[path], "span", class_="from reference")
    ]
    assert sorted(rows) == sorted(ACTIONS)
    assert {f"actions/{one}/index.html" for one in ACTIONS} == {path for path in pages if path.startswith("actions/")}


def test_a_row_names_who_answers_when_it_is_due_and_how_it_slipped(pages: dict[str, str], language: str) -> None:
    html = pages["register/index.html"]
    labels = {key: word(key, language) for key in ("lead", "support", "owner", "supervisor", "due")}
    told = {key: cell(html, "清理城南排水沟", label) for key, label in labels.items()}
    days = word("days_many", language, number=51)
    assert told == {
        "lead": "养护站",
        "support": "水利科",
        "owner": "韩冬",
        "supervisor": "乔立",
        "due": f"2026-07-20 {word('slipped_many', language, count=2, days=days)}",
    }


@pytest.mark.parametrize(
    ("task", "key", "shape"),
    [
        ("修补人行道", "overdue_days", "▲"),
        ("清理城南排水沟", "signal_behind", "◆"),
        ("接通末段涵管", "signal_due_soon", "●"),
    ],
)
def test_a_signal_is_a_word_and_a_shape(pages: dict[str, str], language: str, task: str, key: str, shape: str) -> None:
    days = word("days_many", language, number=10)
    state = cell(pages["register/index.html"], task, word("state", language))
    assert f"{shape} {word(key, language, days=days)}" in state


def test_an_action_that_ended_shows_the_day_and_who_verified_it(pages: dict[str, str], language: str) -> None:
    ended = cell(pages["register/index.html"], "更换井盖", word("ended", language))
    assert ended == f"2026-05-15 {word('verified', language, name='乔立')}"


def test_an_action_of_nobody_says_so_in_its_row(pages: dict[str, str], language: str) -> None:
    assert cell(pages["register/index.html"], "会商沟渠归属", word("lead", language)) == word("no_one", language)


def test_a_row_leads_to_the_history_and_to_the_record_that_opened_it(pages: dict[str, str]) -> None:
    links = [one.attributes["href"] for one in elements(pages["register/index.html"], "a") if one.is_in("tr")]
    assert "../actions/roads-1/a1/index.html" in links
    assert "../meetings/roads-1/index.html#a1" in links
    assert "../units/works/index.html" in links
    assert "../people/han/index.html" in links


@pytest.mark.parametrize(
    ("web", "paper"),
    [("register/index.html", "register/register.pdf"), ("register/2025/index.html", "register/register-2025.pdf"),
     ("decisions/index.html", "decisions/decisions.pdf")],
)  # fmt: skip
def test_paper_and_web_say_the_same_words_in_the_same_order(pages: dict[str, str], web: str, paper: str) -> None:
    assert said(pages[web]) == said(pages[paper])


@pytest.mark.parametrize(("path", "mark"), [("register/index.html", "page"), ("register/2025/index.html", "true")])
def test_the_navigation_marks_the_register_on_the_pages_of_earlier_years_too(
    pages: dict[str, str], language: str, path: str, mark: str
) -> None:
    marked = [one for one in elements(pages[path], "a") if one.is_in("nav", class_="site-nav")]
    found = {one.text: one.attributes["aria-current"] for one in marked if "aria-current" in one.attributes}
    assert found == {word("to_register", language): mark}


def test_filters_are_hidden_and_name_what_the_rows_carry(pages: dict[str, str]) -> None:
    html = pages["register/index.html"]
    (form,) = elements(html, "form")
    assert "hidden" in form.attributes
    rows = [one.attributes for one in Reader(html).elements if one.tag == "tr" and "data-day" in one.attributes]
    assert len(rows) == len(ACTIONS) - 1
    for name in ("unit", "owner", "state", "signal", "series"):
        offered = {
            one.attributes["value"] for one in elements(html, "option") if one.is_in("select", name=name)
        } - {"", "-"}  # fmt: skip
        carried = {value for one in rows for value in one[f"data-{name}"].split("\n")} - {""}
        assert carried <= offered, name
    by_task = {one["data-day"]: one for one in rows if one["data-owner"] == "=秦岭"}
    assert by_task["2026-01-12"]["data-state"] == "open"


def test_a_page_without_a_table_runs_no_script(pages: dict[str, str]) -> None:
    with_script = {path for path, html in pages.items() if path.endswith(".html") and "<script" in html}
    assert with_script == {"register/index.html", "register/2025/index.html", "decisions/index.html"}


def test_decisions_link_both_ways_and_say_where_they_stand(pages: dict[str, str], language: str) -> None:
    html = pages["decisions/index.html"]
    standing = word("standing", language)
    replaced = [word(key, language) for key in ("standing_superseded", "superseded_by")]
    assert cell(html, "同意分两期施工", standing) == f"◐ {' '.join(replaced)} roads-2/d1"
    assert word("standing_rescinded", language) in cell(html, "每周一报", standing)
    assert word("standing_in_force", language) in cell(html, "改为一期施工", standing)
    assert word("outcome_defeated", language) in cell(html, "不设夜班", standing)
    links = {one.attributes["href"] for one in elements(html, "a") if one.is_in("tr")}
    ids = {one.attributes["id"] for one in Reader(html).elements if "id" in one.attributes}
    assert {"#roads-1_d1", "#roads-1_d2", "#roads-2_d1"} <= links
    assert {link[1:] for link in links if link.startswith("#")} <= ids


def test_a_decision_names_the_actions_that_carry_it_out_with_their_state(pages: dict[str, str], language: str) -> None:
    told = cell(pages["decisions/index.html"], "同意分两期施工", word("carried_out_by", language))
    assert "清理城南排水沟" in told
    assert word("state_in_progress", language) in told
    assert "更换井盖 <20> 只" in told
    assert word("state_closed", language) in told


EARLIER_YEARS: tuple[dict[str, Any], ...] = (
    {"id": "roads-00", "series": "roads", "title": "道路联席会议筹备会", "start": "2024-11-05 14:30",
     "decisions": [{"id": "d1", "text": "设立联席会议。"}]},
    {"id": "roads-0", "series": "roads", "title": "道路联席会议预备会", "start": "2025-09-02 14:30",
     "decisions": [{"id": "d1", "text": "设立办公室。", "rescinds": "roads-00/d1"}],
     "actions": [{"id": "a1", "task": "挂牌办公", "lead": "养护站", "carries-out": "d1"}]},
)  # fmt: skip
DECISIONS_BY_YEAR = {
    2026: ("decisions/index.html", "decisions/decisions.pdf"),
    2025: ("decisions/2025/index.html", "decisions/decisions-2025.pdf"),
    2024: ("decisions/2024/index.html", "decisions/decisions-2024.pdf"),
}


def test_each_part_of_the_decisions_names_its_year_says_the_same_on_paper_and_leads_to_the_others(
    language: str,
) -> None:
    made_of_all = made(*EVERYTHING, *EARLIER_YEARS, language=language)
    assert {path for path in made_of_all if path.startswith("decisions/")} == {
        path for paths in DECISIONS_BY_YEAR.values() for path in paths
    }
    for year, (web, paper) in DECISIONS_BY_YEAR.items():
        html = made_of_all[web]
        (heading,) = elements(html, "h1")
        title = word("decisions_title_year", language, year=year)
        assert heading.text.strip() == title == word("decisions_register_year", language, year=year)
        assert elements(html, "title")[0].text.startswith(title)
        assert said(html) == said(made_of_all[paper])
        years = [one for one in elements(html, "a") if one.is_in("nav", class_="tools")]
        assert [one.text for one in years] == [word("decisions_year", language, year=one) for one in DECISIONS_BY_YEAR]
        assert [one.text for one in years if one.attributes.get("aria-current") == "page"] == [
            word("decisions_year", language, year=year)
        ]
        (section,) = [
            one for one in elements(html, "a") if one.is_in("nav", class_="site-nav") and "aria-current" in one.attributes
        ]
        assert section.text == word("to_decisions", language)


def test_every_link_to_a_decision_leads_to_the_part_in_which_it_stands() -> None:
    everything = planned(content(*EVERYTHING, *EARLIER_YEARS))
    theme = Theme()
    made_of_all = {page.path: render(page, theme).html for page in everything}
    assert dead_links(made_of_all, set(made_of_all)) == []
    rows = [
        one.attributes["id"]
        for web, _ in DECISIONS_BY_YEAR.values()
        for one in elements(made_of_all[web], "tr")
        if "id" in one.attributes
    ]
    assert sorted(rows) == ["roads-00_d1", "roads-0_d1", "roads-1_d1", "roads-1_d2", "roads-2_d1", "roads-2_d2"]
    links = {
        path: {one.attributes["href"] for one in elements(made_of_all[path], "a") if "decisions/" in one.attributes["href"]}
        for path in ("decisions/2025/index.html", "actions/roads-0/a1/index.html", "actions/roads-1/a1/index.html")
    }  # fmt: skip
    assert "../../decisions/2024/index.html#roads-00_d1" in links["decisions/2025/index.html"]
    assert "../../../decisions/2025/index.html#roads-0_d1" in links["actions/roads-0/a1/index.html"]
    assert "../../../decisions/index.html#roads-1_d1" in links["actions/roads-1/a1/index.html"]


def test_a_decision_that_ends_one_of_another_year_says_of_which_day_that_is(language: str) -> None:
    made_of_all = made(*EVERYTHING, *EARLIER_YEARS, language=language)
    told = cell(made_of_all["decisions/2024/index.html"], "设立联席会议", word("standing", language))
    day = word("brackets", language, words="2025-09-02")
    assert told == f"× {word('standing_rescinded', language)} {word('rescinded_by', language)} roads-0/d1{day}"


HISTORY = [
    ("2026-01-12", ["待办", "2026-05-30", "养护站", "道路联席会议第一次会议"]),
    ("2026-05-18", ["待办 → ◐ 办理中", "2026-05-30 → 2026-06-29", "顺延30天", "会间进展记录"]),
    ("2026-06-11", ["雨后再清", "2026-06-29 → 2026-07-20", "顺延21天", "清淤过半", "道路联席会议第二次会议"]),
]


def test_the_page_of_an_action_tells_its_whole_history_in_order(pages: dict[str, str]) -> None:
    html = pages["actions/roads-1/a1/index.html"]
    steps = [one for one in elements(html, "li") if one.is_in("ol", class_="timeline plain")]
    assert [step.text.split()[0] for step in steps] == [day for day, _ in HISTORY]
    for step, (_, words) in zip(steps, HISTORY, strict=True):
        text = " ".join(step.text.split())
        assert [one for one in words if one not in text] == []


def test_the_page_of_an_action_says_which_milestones_are_met_and_missed(pages: dict[str, str]) -> None:
    html = pages["actions/roads-1/a1/index.html"]
    told = [" ".join(one.text.split()) for one in elements(html, "li") if one.is_in("ul", class_="plain")]
    assert told == ["清淤过半 2026-03-01 ● 已完成 2026-06-11（迟102天）", "清淤完毕 2026-05-01 ◆ 逾期未完成"]


def test_an_action_and_the_one_that_continues_it_lead_to_each_other(pages: dict[str, str]) -> None:
    earlier, later = "actions/roads-1/a4/index.html", "actions/roads-2/a1/index.html"
    assert f"../../../{later}" in {one.attributes["href"] for one in elements(pages[earlier], "a")}
    assert f"../../../{earlier}" in {one.attributes["href"] for one in elements(pages[later], "a")}


def test_what_a_record_did_not_know_yet_is_not_in_the_history() -> None:
    html = made(*EVERYTHING, as_of=dt.date(2026, 6, 1))["actions/roads-1/a1/index.html"]
    assert "雨后再清" not in html
    assert "顺延30天" in " ".join(article(html).replace('<span class="nowrap">', "").replace("</span>", "").split())


def test_the_changes_since_the_last_meeting_are_grouped_and_an_empty_group_says_so() -> None:
    html = made(*EVERYTHING)["series/roads/since/index.html"]
    sections = {
        re.split(r"\s", one.text.strip())[0]: " ".join(one.text.split())
        for one in elements(html, "section", class_="sheet-part")
    }  # fmt: skip
    assert list(sections) == ["目前逾期", "顺延", "新增", "销号", "取消", "重新办理"]
    assert "修补人行道" in sections["目前逾期"]
    assert "逾期10天" in sections["目前逾期"]
    assert "2026-06-29 → 2026-07-20 顺延21天" in sections["顺延"]
    assert "接通末段涵管" in sections["新增"]
    assert [sections[name].split()[-1] for name in ("销号", "取消", "重新办理")] == [
        "没有销号的事项。", "没有取消的事项。", "没有重新办理的事项。",
    ]  # fmt: skip


def headings(html: str) -> dict[str, str]:
    """What stands below each heading of a sheet."""
    found = elements(html, "section", class_="sheet-part")
    return {one.text.split()[0]: " ".join(one.text.split()) for one in found}


def test_a_sheet_parts_what_somebody_leads_owes_supports_and_supervises() -> None:
    made_of_all = made(*EVERYTHING)
    works = headings(made_of_all["units/works/index.html"])
    assert list(works) == ["牵头事项"]
    # What is due first stands first.
    assert works["牵头事项"].index("接通末段涵管") < works["牵头事项"].index("清理城南排水沟")
    assert list(headings(made_of_all["units/water/index.html"])) == ["牵头事项", "配合事项"]
    assert list(headings(made_of_all["people/han/index.html"])) == ["本人承办事项"]
    assert list(headings(made_of_all["people/qiao/index.html"])) == ["分管事项"]
    assert "Its people carry out" not in made_of_all["people/wren/index.html"]
    assert list(headings(made_of_all["people/wren/index.html"])) == ["Carries"]


def test_a_notice_holds_each_live_action_with_its_source_its_due_date_and_room_for_the_result() -> None:
    html = made(*EVERYTHING)["units/works/works.pdf"]
    orders = elements(html, "table", class_="ledger order")
    assert len(orders) == 2
    told = [" ".join(one.text.split()) for one in orders]
    for text, task, due in zip(told, ("接通末段涵管", "清理城南排水沟"), ("2026-07-02", "2026-07-20"), strict=True):
        assert [
            word
            for word in (task, due, "来源", "道路联席会议", "完成时限", "目前进展", "承办结果", "承办人")
            if word not in text
        ] == []
    assert "〔2026〕4号" in told[1]
    whole = " ".join(article(html).split())
    assert [
        word
        for word in ("督办通知单", "养护站", "共2项", "2026年6月30日", "签收人", "签收日期", "〔2026〕")
        if word not in whole
    ] == []
    assert "更换井盖" not in whole


def test_who_owes_nothing_gets_no_notice_but_keeps_a_sheet() -> None:
    made_of_all = made(LAST_YEAR, BETWEEN)
    assert "people/wren/wren.pdf" not in made_of_all
    assert "Nothing is owed at present." in made_of_all["people/wren/index.html"]


def test_the_figures_count_every_action_and_say_in_words_what_the_charts_show() -> None:
    html = made(*EVERYTHING)["units/index.html"]
    (total,) = [one for one in elements(html, "tr") if one.is_in("tfoot")]
    assert total.text.split()[:8] == ["合计", "6", "5", "1", "0", "1", "2", "0"]
    labels = [one.attributes["aria-label"] for one in elements(html, "svg", role="img")]
    assert len(labels) == len(elements(html, "tr")) - 2 + 2
    assert "待办 1；" not in labels[0]
    assert labels[0] == "办理中 1；待办 1"
    assert any("0至30天 2" in label and "91至180天 3" in label for label in labels)
    assert any(label.startswith("近十二个月每月销号事项") and "5月 1" in label for label in labels)


def test_a_name_nobody_knows_and_an_action_of_nobody_are_listed_apart(pages: dict[str, str]) -> None:
    html = pages["register/unlisted/index.html"]
    assert [one.text for one in elements(html, "h3")] == ["秦岭"]
    listed = [one.text for one in elements(html, "a") if one.is_in("ul", class_="entries")]
    assert listed == ["编制涵洞台账", "会商沟渠归属"]


def test_every_page_of_the_register_says_when_files_could_not_be_read() -> None:
    found = planned(replace(content(*EVERYTHING), unreadable=("lost",)))
    theme = Theme()
    for page in found:
        if page.record is None and page.path.endswith((".html", ".pdf")):
            assert word("incomplete_one", page.language) in render(page, theme).html, page.path


def test_words_of_another_language_say_so() -> None:
    html = made(*EVERYTHING, language="zh")["register/index.html"]
    (task,) = [one for one in elements(html, "span", class_="task") if one.text == "Order the shelves"]
    assert task.attributes["lang"] == "en-GB"
    assert (
        "lang"
        not in next(one for one in elements(html, "span", class_="task") if one.text == "编制涵洞台账").attributes
    )


def test_a_speech_of_a_later_day_changes_no_page_of_the_register() -> None:
    before, after = made(*EVERYTHING), made(*EVERYTHING, LATE_SPEECH)
    register = [
        path for path in before if path.startswith(("register/", "actions/", "units/", "people/", "decisions/"))
    ]
    assert [path for path in register if before[path] != after[path]] == []
    assert "#page_speeches" in made(*EVERYTHING, LATE_SPEECH, as_of=dt.date(2026, 10, 8))["register/index.html"]


def test_the_register_of_a_day_is_the_same_whatever_was_recorded_later() -> None:
    day = dt.date(2026, 6, 1)
    before, after = made(FIRST, BOARD, LAST_YEAR, BETWEEN, as_of=day), made(*EVERYTHING, as_of=day)
    register = [
        path for path in before if path.startswith(("register/", "actions/", "units/", "people/", "decisions/"))
    ]
    assert register
    assert [path for path in register if before[path] != after[path]] == []


@pytest.mark.parametrize(
    ("outputs", "unreadable", "expected"),
    [
        (("html",), (), []),
        (("html", "csv", "json"), (), ["actions.csv", "actions-excel.csv", "register.json"]),
        # A CSV file cannot say that it is incomplete, and is not made.
        (("html", "csv", "json"), ("lost",), ["actions-excel.csv", "register.json"]),
    ],
)
def test_links_to_files_are_those_the_build_makes(
    outputs: tuple[str, ...], unreadable: tuple[str, ...], expected: list[str]
) -> None:
    read = replace(content(*EVERYTHING), unreadable=unreadable)
    (page,) = [one for one in planned(read, outputs=outputs) if one.path == "register/index.html"]
    links = [one.attributes["href"] for one in elements(render(page, Theme()).html, "a")]
    assert [link.split("/")[-1] for link in links if re.search(r"\.(csv|json|xlsx|ics)$", link)] == expected


@pytest.mark.parametrize("name", ["overdue", "behind", "soon"])
def test_the_colour_of_a_signal_can_be_read_in_light_in_the_dark_and_on_paper(name: str) -> None:
    css = made(BOARD)["site.css"]
    grounds, colours = (re.findall(rf"--{one}: (#[0-9a-f]{{3,6}});", css) for one in ("paper", name))
    assert len(grounds) == 3
    for ground, colour in zip(grounds, colours, strict=True):
        dark, light = sorted((luminance(ground), luminance(colour)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (name, ground, colour)


def many(count: int) -> dict[str, Any]:
    actions = [
        {"id": f"a{number}", "task": f"清理第{number}道涵洞并修复两侧八字墙和边沟，雨后复查", "lead": "养护站",
         "owner": "韩冬", "support": "水利科", "due": "2026-08-01"} for number in range(1, count + 1)
    ]  # fmt: skip
    return {**FIRST, "agenda": [], "actions": actions}


def test_the_printed_register_is_landscape_repeats_its_head_and_splits_no_row(language: str) -> None:
    html = made(many(30), language=language)["register/register.pdf"]
    printed = print_page(PrintJob(html=html))
    assert printed.pdf is not None
    assert [problem.message("en") for problem in printed.problems] == []
    heads = [re.sub(r"\s", "", word(key, language)) for key in ("task", "lead", "due", "ended")]
    with pdfplumber.open(io.BytesIO(printed.pdf)) as document:
        assert len(document.pages) > 1
        whole = ""
        for number, page in enumerate(document.pages, 1):
            assert page.width > page.height
            drawn = page.extract_text()
            text = re.sub(r"\s", "", drawn)
            assert [head for head in heads if head not in text] == []
            before, between, after = (
                re.sub(r"\s", "", word(f"page_{one}", language)) for one in ("before", "between", "after")
            )
            assert f"{before}{number}{between}{len(document.pages)}{after}" in text
            # A row stands whole on one page: its task and its reference.
            tasks = re.findall(r"清理第(\d+)道", text)
            assert sorted(tasks) == sorted(re.findall(r"roads-1/a(\d+)", drawn))
            whole += drawn
        assert sorted(map(int, re.findall(r"roads-1/a(\d+)", whole))) == list(range(1, 31))
