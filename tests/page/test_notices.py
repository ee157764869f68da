"""Notices, letters, annexes, the date and the foot, as GB/T 9704-2012 asks for them; tables as a secretary does."""

from __future__ import annotations

from typing import Any

import pytest

from reportgen.model.build import PrintJob
from reportgen.model.meeting import Minutes
from reportgen.stages.print import print_page
from tests.page.grid import SetLines
from tests.page.measure import CELL, LEFT, PITCH, WIDTH, Line, lines_of, opened, red_ink_of
from tests.page.official import Document, font_files, printed
from tests.templates import register_pages
from tests.templates.briefing_pages import PICTURE

SERIES = {"id": "roads", "title": "县道路养护联席会议", "organisation": "县政府办公室", "lang": "zh"}
NAMES = tuple(f"{family}{given}" for family in "周何郑刘赵马田罗彭唐" for given in ("明远", "立平", "静", "文彬"))


def document(lang: str = "zh", **values: Any) -> Document:
    given = {"id": "works", "kind": "minutes", "title": "防汛专题会议", "start": "2026-08-20 09:00", "lang": lang,
             "series": "roads", "access": "public", **values}  # fmt: skip
    series = {**SERIES, "lang": lang, "roster": {"members": list(NAMES)}}
    return printed(
        Minutes.model_validate(given),
        site={"languages": [lang], "series": [series]},
        assets={PICTURE.name: PICTURE},
    )["works"]


def notice(**values: Any) -> Document:
    return document(**{"status": "planned", "place": "三楼会议室", **values})


def held(lang: str = "zh", **values: Any) -> Document:
    return document(lang, **{"status": "held", "minutes": "approved", **values})


def lines(found: Document) -> list[Line]:
    with opened(found.pdf) as pdf:
        return [line for page in pdf.pages for line in lines_of(page, page.page_number)]


def texts(found: Document) -> list[str]:
    with opened(found.pdf) as pdf:
        return [page.extract_text() for page in pdf.pages]


def said(found: Document) -> list[str]:
    """The paragraphs of a document."""
    return ["".join(one) for one in SetLines(found.html).paragraphs]


def test_no_line_of_a_notice_parts_the_name_of_somebody_it_calls() -> None:
    found = notice(issue={"copy": list(NAMES)})
    paragraphs = [one for one in SetLines(found.html).paragraphs if NAMES[0] in "".join(one)]
    assert [len(one) > 4 for one in paragraphs] == [True, True]
    assert [name for one in paragraphs for name in NAMES if not any(name in line for line in one)] == []


@pytest.mark.parametrize(
    ("title", "called"),
    [
        ("防汛专题会议", "召开防汛专题会议。"),
        ("关于召开防汛专题会议的通知", "召开防汛专题会议。"),
        ("关于商请疏导小桥交通的函", "召开会议。"),
        ("防汛工作通知", "召开会议。"),
    ],
)
def test_a_notice_calls_a_meeting_and_not_its_own_title(title: str, called: str) -> None:
    found = notice(title=title)
    assert any(f"在三楼会议室{called}" in one for one in said(found))
    assert "的函的通知" not in found.html
    assert "的通知的通知" not in found.html


def test_a_joint_letter_bears_the_mark_of_the_first_body_alone() -> None:
    found = notice(issue={"form": "letter", "joint": ["县公安局", "县水利局"], "date": "2026-08-05"})
    assert texts(found)[0].splitlines()[0] == "县政府办公室"
    assert "文件" not in texts(found)[0]
    # It is as large as that of a letter of one body.
    of_one = notice(issue={"form": "letter", "date": "2026-08-05"})
    assert red_ink_of(found.pdf, 1)[:3] == pytest.approx(red_ink_of(of_one.pdf, 1)[:3], abs=0.2)
    assert any("县公安局县水利局" in one.text for one in lines(found))


def test_bodies_that_sign_stand_beside_each_other_and_the_date_below_the_last() -> None:
    found = lines(notice(issue={"joint": ["县公安局", "县水利局"], "date": "2026-08-05"}))
    (row,) = [one for one in found if "县公安局" in one.text and one.size < CELL * 1.1]
    assert row.text == "县政府办公室县公安局县水利局"
    (date,) = [one for one in found if one.text == "2026年8月5日"]
    assert date.baseline - row.baseline == pytest.approx(PITCH, abs=0.2)
    assert (date.left + date.right) / 2 == pytest.approx(LEFT + WIDTH * 5 / 6, abs=0.5)


def test_bodies_with_long_names_stand_below_each_other_each_on_one_line() -> None:
    long = "县农业农村和水利水产局综合行政执法大队"
    found = lines(notice(issue={"joint": [long], "date": "2026-08-05"}))
    (last,) = [one for one in found if one.text == long and one.size < CELL * 1.1]
    assert last.right <= LEFT + WIDTH + 0.3


def test_a_date_stands_four_characters_from_the_edge_and_the_body_above_its_middle() -> None:
    found = lines(notice(issue={"date": "2026-08-05"}))
    (date,) = [one for one in found if one.text == "2026年8月5日"]
    body = next(one for one in found if one.text == "县政府办公室" and one.size < CELL * 1.1)
    assert LEFT + WIDTH - date.right == pytest.approx(4 * CELL, abs=CELL)
    assert date.left + date.right == pytest.approx(body.left + body.right, abs=0.4)


def test_the_title_of_an_annex_stands_on_the_third_line() -> None:
    found = lines(held(annexes=[{"title": "汛前排查明细", "text": "一是清淤。"}]))
    mark = next(one for one in found if one.text == "附件")
    (title,) = [one for one in found if one.text == "汛前排查明细" and one.page == mark.page]
    assert title.baseline - mark.baseline == pytest.approx(2 * PITCH, abs=1.2)


@pytest.mark.parametrize("count", [2, 12])
def test_the_second_line_of_an_annex_begins_below_its_title(count: int) -> None:
    long = "县农村公路安全生命防护工程实施计划及资金安排明细表（征求意见稿）"
    found = held(annexes=[{"title": f"表{number}{long}", "text": "见表。"} for number in range(1, count + 1)])
    listed = lines(found)
    last = next(one for one in listed if one.text.startswith(f"{count}.表{count}"))
    following = listed[listed.index(last) + 1]
    # Of a face whose figures are half as wide as a character, and its point a quarter.
    assert following.left - last.left == pytest.approx(CELL * (len(str(count)) / 2 + 0.25), abs=0.3)


def test_an_annex_that_is_a_picture_is_printed() -> None:
    found = held(annexes=[{"title": "平面图", "file": PICTURE.name}])
    assert 'alt="平面图"' in found.html
    with opened(found.pdf) as pdf:
        assert sum(len(page.images) for page in pdf.pages) == 1
    assert "k3.png" not in "".join(texts(found))


def test_the_address_of_a_link_stands_on_paper() -> None:
    found = held(links=[{"url": "https://example.org/r/30", "title": "会议录像"}])
    assert "会议录像（https://example.org/r/30）" in "".join(texts(found)).replace("\n", "")


@pytest.mark.parametrize(
    ("outcome", "lead"),
    [("carried", "会议议定："), ("defeated", "未获通过："), ("deferred", "暂缓议定："), ("noted", "会议知悉：")],
)
def test_a_decision_is_led_by_what_became_of_it(outcome: str, lead: str) -> None:
    agenda = [{"id": "i1", "title": "清淤", "decisions": [{"id": "d1", "text": "全线清淤。", "outcome": outcome}]}]
    assert any(one.startswith(f"{lead}全线清淤") for one in said(held(agenda=agenda)))


def test_a_label_of_a_decision_stands_apart_in_english() -> None:
    decisions = [{"id": "d1", "text": "That it be amended.", "label": "Amendment", "outcome": "defeated"}]
    agenda = [{"id": "i1", "title": "Plan", "decisions": decisions}]
    assert any(one.startswith("Amendment Defeated: That it") for one in said(held("en", agenda=agenda)))


def test_figures_of_a_table_stand_right_and_its_last_row_is_not_alone() -> None:
    rows = "".join(f"| 第{number}段 | {number * 7}.50 |\n" for number in range(1, 13))
    for before in range(2, 9):
        text = "\n\n".join(["完成清淤。"] * before) + f"\n\n| 路段 | 里程 |\n|---|---:|\n{rows}| 合计 | 546.00 |\n"
        found = lines(held(opening=text))
        cells = [one for one in found if one.text.endswith((".50", ".00")) and one.text.startswith(("第", "合"))]
        assert len(cells) == 13
        assert len({round(one.right, 1) for one in cells}) == 1
        assert cells[-1].page == cells[-2].page


def test_items_of_a_list_have_points_in_english_and_end_at_the_edge() -> None:
    item = "loans of printed books had risen by four per cent since the spring and visits to branches by nine per cent"
    found = held("en", opening=f"The Director reported that\n\n- {item}\n- fines had ended")
    first = next(one for one in lines(found) if one.text.startswith("•"))
    assert first.right == pytest.approx(LEFT + WIDTH, abs=0.3)
    assert sum(text.count("•") for text in texts(found)) == 2
    assert "•" not in "".join(texts(held(opening="会议要求\n\n- 完成清淤\n- 报送照片")))


def test_no_hyphen_is_put_into_an_address() -> None:
    address = "https://planning.example.org/applications/2026/documents/officers-report-final.pdf"
    found = held("en", opening="The report that was laid before the meeting is to be found at " + address + " for all.")
    assert address in "".join(texts(found)).replace("\n", "")


def test_times_are_spanned_as_chinese_has_it() -> None:
    found = held(end="2026-08-20 11:30")
    assert any("2026年8月20日 09:00至11:30" in one for one in said(found))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_supervision_notice_of_one_matter_is_one_sheet(language: str) -> None:
    made = register_pages.made(*register_pages.EVERYTHING, theme="gongwen", language=language)
    of_one = [one for path, one in made.items() if path.endswith(".pdf") and one.count('<table class="gw-order">') == 1]
    assert of_one
    assert [print_page(PrintJob(one, font_files())).pages for one in of_one] == [1] * len(of_one)


def test_annexes_are_listed_below_their_word_in_english_each_line_behind_its_number() -> None:
    long = "Conditions of the permission for four affordable dwellings at Mill Lane and drawings as last amended"
    found = lines(held("en", annexes=[{"title": f"{one} {long}", "text": "As laid."} for one in ("First", "Second")]))
    (word,) = [one for one in found if one.text == "Annexes:"]
    first, behind, second = (found[found.index(word) + step] for step in (1, 2, 3))
    assert (first.text[:8], second.text[:9]) == ("1. First", "2. Second")
    assert first.left == second.left == pytest.approx(word.left, abs=0.2)
    assert behind.left - first.left == pytest.approx(CELL, abs=0.2)


def test_a_casting_vote_is_told_after_the_ballots_it_decides() -> None:
    vote = {"counts": {"for": 1, "against": 1}, "members": {"周明远": "for", "何立平": "against"},
            "casting": {"who": "周明远", "ballot": "for"}}  # fmt: skip
    agenda = [{"id": "i1", "title": "清淤", "decisions": [{"id": "d1", "text": "全线清淤。", "vote": vote}]}]
    (decision,) = [one for one in said(held(agenda=agenda)) if "全线清淤" in one]
    assert 0 < decision.index("何立平") < decision.index("决定票")


def test_a_row_of_earlier_actions_has_its_dates_in_one_form() -> None:
    update = {"action": "before/a1", "date": "2026-08-20", "state": "closed", "evidence": "assets/k3.png"}
    before = {
        "id": "before",
        "kind": "minutes",
        "title": "上次会议",
        "start": "2026-03-01",
        "series": "roads",
        "lang": "zh",
        "access": "public",
        "actions": [{"id": "a1", "task": "完成清淤", "lead": "柳湾镇", "due": "2026-04-30"}],
    }
    now = {"id": "works", "kind": "minutes", "title": "防汛专题会议", "start": "2026-08-20 09:00", "series": "roads",
           "lang": "zh", "access": "public", "updates": [update]}  # fmt: skip
    records = (Minutes.model_validate(one) for one in (before, now))
    words = "".join(texts(printed(*records, site={"series": [SERIES]}, assets={PICTURE.name: PICTURE})["works"]))
    assert "2026年8月20日" in words.split("以往事项办理情况")[-1]
    assert "2026-08-20" not in words


STEPS = [{"text": "清淤过半", "due": "2026-09-01"}, {"text": "清淤完毕", "due": "2026-10-01"}, {"text": "验收"}]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", "节点：2026年9月1日前清淤过半，2026年10月1日前清淤完毕，验收）"),
        ("en", "Milestones: 清淤过半 by 1 September 2026, 清淤完毕 by 1 October 2026, 验收)"),
    ],
)
def test_what_is_to_be_reached_on_the_way_is_said_with_its_day(language: str, words: str) -> None:
    action = {"id": "a1", "task": "清淤", "lead": "柳湾镇", "milestones": STEPS}
    assert any(words in one for one in said(held(language, actions=[action])))


@pytest.mark.parametrize(("language", "dates"), [("zh", ("2026年", "7月20日")), ("en", ("20", "July", "2026"))])
def test_no_word_of_a_register_crosses_a_border_and_no_name_is_parted(language: str, dates: tuple[str, ...]) -> None:
    names = ["县交通运输局", "县水利局", "欧阳立新", "Documentation Working Group"]
    action = {
        "id": "a3",
        "task": "修补人行道",
        "lead": names[0],
        "support": names[:2],
        "owner": names[2],
        "due": "2026-07-20",
    }
    other = {**action, "id": "a4", "lead": names[3], "support": names[3], "supervisor": names[2]}
    first = {**register_pages.SECOND, "actions": [action, other], "updates": []}
    made = register_pages.made(register_pages.FIRST, first, theme="gongwen", language=language)
    done = print_page(PrintJob(made["register/register.pdf"], font_files()))
    assert done.pdf
    with opened(done.pdf) as pdf:
        words = {word["text"] for page in pdf.pages for word in page.extract_words(x_tolerance=1)}
        borders = [(page, one) for page in pdf.pages for one in page.edges if one["orientation"] == "v"]
        crossing = [
            one["text"]
            for page, border in borders
            for one in page.chars
            if border["top"] < one["bottom"] - 1 < border["bottom"] and one["x0"] + 0.5 < border["x0"] < one["x1"] - 0.5
        ]
    assert len(borders) > 10
    assert crossing == []
    assert {*names[:3], *names[3].split(), *dates} - words == set()


def test_a_notice_names_who_leads_and_who_writes_before_the_members() -> None:
    found = notice(chair=NAMES[0], recorder=NAMES[1])
    (called,) = [one for one in said(found) if NAMES[2] in one]
    assert called.startswith(f"主持：{NAMES[0]}；记录：{NAMES[1]}；成员：{NAMES[2]}、{NAMES[3]}、")
    assert (called.count(NAMES[0]), called.count(NAMES[1])) == (1, 1)


def test_what_an_action_continues_is_named() -> None:
    before = {"id": "before", "kind": "minutes", "title": "上次会议", "start": "2026-03-01", "series": "roads",
              "lang": "zh", "access": "public", "actions": [{"id": "a1", "task": "完成清淤"}],
              "decisions": [{"id": "d1", "text": "分两期施工。"}]}  # fmt: skip
    now = {**before, "id": "works", "title": "防汛专题会议", "start": "2026-08-20",
           "actions": [{"id": "a1", "task": "继续清淤", "continues": "before/a1"}],
           "decisions": [{"id": "d1", "text": "一期施工。", "supersedes": "before/d1"}]}  # fmt: skip
    found = said(printed(*map(Minutes.model_validate, (before, now)), site={"series": [SERIES]})["works"])
    assert [one for one in found if "上次会议" in one] == [
        "取代：上次会议（分两期施工）。",
        "接续：上次会议（完成清淤）。",
    ]


def test_minutes_say_when_and_where_and_who_first_in_english_and_last_in_chinese() -> None:
    def order(language: str) -> list[int]:
        words = "".join(
            texts(held(language, place="Room 3", opening="Opened with a welcome.", attendance={"present": ["Ann Lee"]}))
        )
        return [words.index(one) for one in ("Room 3", "Ann Lee", "Opened with")]

    place, who, opening = order("en")
    assert place < who < opening
    place, who, opening = order("zh")
    assert opening < place < who


def test_brackets_after_an_english_full_stop_are_a_sentence() -> None:
    decision = {"id": "d1", "text": "The plan is adopted.", "moved": "Ann Lee", "outcome": "carried"}
    assert "Decided: The plan is adopted. (Moved by Ann Lee; carried.)" in said(held("en", decisions=[decision]))
    action = {"id": "a1", "task": "Print the plan", "lead": "Ann Lee"}
    assert "Action: Print the plan (Lead: Ann Lee)." in said(held("en", actions=[action]))


@pytest.mark.parametrize(("count", "length"), [(1, 25), (2, 1), (3, 20)])
def test_the_receipt_of_a_notice_is_on_no_page_of_its_own(count: int, length: int) -> None:
    # So long that the receipt alone would go over to the next page.
    task = "修补人行道" * length
    actions = [{"id": f"b{one}", "task": task, "lead": "交警队", "due": "2026-07-20"} for one in range(count)]
    second = {**register_pages.SECOND, "actions": actions, "updates": []}
    made = register_pages.made(register_pages.FIRST, second, theme="gongwen")
    done = print_page(PrintJob(made["units/police/police.pdf"], font_files()))
    assert done.pdf
    with opened(done.pdf) as pdf:
        last = pdf.pages[-1].extract_text()
    assert "签收" in last
    assert "承办结果" in last
