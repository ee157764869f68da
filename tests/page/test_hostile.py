"""Records that strain the official page: it holds its grid, and says where something gave way."""

from __future__ import annotations

import io
import re
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from reportgen.model.meeting import Minutes, Speech
from tests.page.grid import (
    Measured,
    baselines,
    is_on_paper,
    measured,
    off_the_grid,
    short_of_the_edge,
    words_on_paper,
    wrong_ends,
)
from tests.page.measure import CELL, LEFT, LINES, opened
from tests.page.official import Document, printed

SENTENCE = "会议要求，各责任单位对照清单逐项推进，3月底前完成K3+200至K5+600段边沟清理，并于每月25日前报送照片。"


def meeting(**more: Any) -> Minutes:
    base = {"id": "roads-1", "kind": "minutes", "series": "roads", "title": "第三次会议", "start": "2026-03-12 14:30",
            "minutes": "approved", "access": "public", "opening": SENTENCE}  # fmt: skip
    return Minutes.model_validate({**base, **more})


def document(**more: Any) -> Document:
    return printed(meeting(**more))["roads-1"]


def codes(found: Document) -> list[str]:
    return sorted({one.code for one in found.problems})


def holds(document: Document) -> Measured:
    """Assert what holds for every page whatever is on it."""
    found = measured(document)
    assert found.lost == ()
    assert wrong_ends(document) == []
    assert max(len(baselines(page)) for page in found.pages) <= LINES
    return found


def test_a_title_of_200_characters_stands_in_lines_of_20() -> None:
    words = "关于进一步做好县道养护和汛前排查工作的" * 10 + "若干事项的会议"
    found = document(title=words)
    assert codes(found) == []
    holds(found)
    assert is_on_paper(words, words_on_paper(found))


def test_120_attendees_stand_in_rows_that_align() -> None:
    given = "安柏程丁冯高韩江李马倪彭秦任沈田魏徐严郑"
    names = [f"{family}{name}" for name in ("立新", "文", "海燕", "志远", "晓岚", "一鸣") for family in given]
    found = document(attendance={"present": [{"who": one} for one in names]})
    holds(found)
    words = words_on_paper(found).replace("\n", "").replace("　", "")
    assert [one for one in names if one not in words] == []


def test_a_unit_with_a_name_of_40_characters_is_broken_and_whole() -> None:
    unit = "澄溪县人民政府农村公路建设养护与地质灾害防治及应急抢险物资储备管理工作领导小组办公室"
    found = document(
        issue={"number": "5", "to": [unit], "copy": [unit, unit], "printed-by": unit, "printed-on": "2026-03-15"}
    )
    assert codes(found) == []
    holds(found)


def test_a_table_wider_than_the_page_is_squeezed_into_it() -> None:
    row = "|" + "|".join(["长长的表头" * 2] * 16) + "|"
    table = "\n".join([row, "|" + "---|" * 16, row])
    found = document(opening=f"{SENTENCE}\n\n{table}\n\n{SENTENCE}")
    assert codes(found) == []
    with opened(found.pdf) as pdf:
        assert max(one["x1"] for page in pdf.pages for one in page.chars) <= float(pdf.pages[0].width)
    long = document(opening=f"{SENTENCE}\n\n| a | b |\n|---|---|\n| {'x' * 200} | y |")
    assert codes(long) == []


def test_a_word_that_no_line_holds_is_parted() -> None:
    found = document(opening="见" + "https://example.org/" + "archive/" * 20)
    assert codes(found) == []
    holds(found)


def test_an_attachment_list_of_60_pages_is_printed_whole() -> None:
    papers = [
        {"file": "assets/a.pdf", "title": f"第{number}号涵洞检查记录和整改前后对照照片"} for number in range(1, 1200)
    ]
    found = document(attachments=papers)
    holds(found)
    with opened(found.pdf) as pdf:
        assert len(pdf.pages) > 50
    words = words_on_paper(found)
    assert [one["title"] for one in papers if one["title"] not in words.replace("\n", "")] == []


def test_a_picture_taller_than_the_page_is_made_to_fit() -> None:
    from reportgen.model.content import Asset

    drawn = io.BytesIO()
    Image.new("RGB", (200, 4000), "grey").save(drawn, "PNG")
    picture = Asset("assets/tall.png", "image/png", drawn.getvalue(), 200, 4000)
    found = printed(meeting(opening="![高塔](assets/tall.png)"), assets={picture.name: picture})["roads-1"]
    assert codes(found) == []
    with opened(found.pdf) as pdf:
        (image,) = [one for page in pdf.pages for one in page.images]
        assert image["bottom"] - image["top"] < 225 * 72 / 25.4


def test_a_paragraph_of_20_000_characters_fills_its_pages() -> None:
    words = (SENTENCE * 400)[:20_000]
    found = document(opening=words)
    on_paper = holds(found)
    assert len(short_of_the_edge(on_paper)) <= len(on_paper.full) * 0.005
    assert [len(baselines(page)) for page in on_paper.pages[1:-2]] == [LINES] * (len(on_paper.pages) - 3)
    assert is_on_paper(words, words_on_paper(found))


@pytest.mark.parametrize("opening", ["好", "好。", None])
def test_one_word_or_none_is_a_page_of_its_own(opening: str | None) -> None:
    found = document(opening=opening)
    assert codes(found) == []
    with opened(found.pdf) as pdf:
        assert len(pdf.pages) == 1


def test_an_empty_section_leaves_its_heading() -> None:
    found = document(agenda=[{"id": "one", "title": "关于汛前排查"}, {"id": "two", "title": "关于养护资金"}])
    assert "一、关于汛前排查\n二、关于养护资金" in words_on_paper(found)


def test_rare_names_do_not_stretch_their_lines() -> None:
    words = "镕堃喆玥昇龑翀祎赟" * 3 + "等九人负责。"
    speech = Speech.model_validate(
        {"id": "talk", "kind": "speech", "title": "讲话", "speaker": "周立", "date": "2026-05-22", "access": "public",
         "series": "roads", "opening": "\n\n".join([f"由{words}{SENTENCE}"] * 30)}
    )  # fmt: skip
    found = printed(speech)["talk"]
    on_paper = measured(found)
    assert [len(baselines(page)) for page in on_paper.pages[1:-1]] == [LINES] * (len(on_paper.pages) - 2)
    assert off_the_grid(on_paper.pages) == []
    assert len(short_of_the_edge(on_paper)) <= len(on_paper.full) * 0.005


def test_a_character_from_a_face_nobody_named_is_told() -> None:
    # 仿宋 has the elements up to the 90s only.
    found = document(opening=f"试剂鿫已封存。{SENTENCE}")
    assert codes(found) == ["borrowed-font"]
    holds(found)


def test_pictographs_are_of_a_face_that_is_named_and_stand_on_the_grid() -> None:
    found = document(opening=f"安全第一👍，逐处打勾✅。{SENTENCE}" * 2)
    holds(found)
    assert short_of_the_edge(measured(found)) == []


def test_words_from_right_to_left_hold_the_grid() -> None:
    found = document(opening=f"{SENTENCE}来访者署名 שלום，已登记。{SENTENCE}")
    assert max(len(baselines(page)) for page in measured(found).pages) <= LINES
    assert short_of_the_edge(measured(found)) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_numbers_stand_with_the_words_of_their_items_and_quotations_stand_further_in(language: str) -> None:
    english = "The committee noted what had been done at the two bridges and asked for a report by the end of April."
    words = SENTENCE if language == "zh" else english
    text = f"{words}\n\n> {words}\n\n1. {words}\n   1. {words}\n2. {words}\n\n{words}\n\n1. {words}\n\n   {words}"
    found = printed(
        Speech.model_validate(
            {"id": "talk", "kind": "speech", "title": "讲话", "speaker": "周立", "date": "2026-05-22",
             "access": "public", "series": "roads", "opening": text, "lang": language}
        ),
        site={"languages": [language]},
    )["talk"]  # fmt: skip
    lines = [line for page in measured(found).pages for line in page if "讲话" not in line.text]
    assert [line.text for line in lines if re.fullmatch(r"\d\.\s*", line.text)] == []
    assert sum(line.text.startswith({"zh": "（1）", "en": "(a) "}[language] + words[:5]) for line in lines) == 1
    first = words[:10].replace(" ", "")
    lefts = [round((line.left - LEFT) / CELL, 1) for line in lines if first in line.text.replace(" ", "")]
    # The text, the quotation, an item, one within it, the next, the text, an item, its second paragraph.
    assert lefts == [2, 4, 2, 4, 2, 2, 2, 2]


@pytest.mark.parametrize(("language", "mark"), [("zh", "——"), ("en", "• ")])
def test_items_that_are_not_counted_have_their_mark_and_hold_the_grid(language: str, mark: str) -> None:
    english = "The committee noted what had been done at the two bridges and asked for a report by the end of April."
    words = SENTENCE if language == "zh" else english
    text = f"- {words}\n   - {words}\n\n{words}\n\n- {words}\n\n   {words}\n\n- {words}"
    found = printed(meeting(opening=text, lang=language), site={"languages": [language]})["roads-1"]
    marked = [line for page in measured(found).pages for line in page if line.text.startswith(mark)]
    assert [line.text[len(mark) :][:5] for line in marked] == [words[:5]] * 4
    assert [round((line.left - LEFT) / CELL, 1) for line in marked] == [2, 4, 2, 2]
    if language == "zh":
        assert short_of_the_edge(measured(found)) == []


@pytest.mark.parametrize(
    "text",
    ["> " * 19 + SENTENCE, "".join(f"{'   ' * depth}1. {SENTENCE}\n" for depth in range(10))],
    ids=["quotations", "lists"],
)
def test_what_is_nested_deep_stays_on_the_sheet(text: str) -> None:
    found = document(opening=text)
    assert codes(found) == []
    assert len(holds(found).full) >= 2
    assert short_of_the_edge(measured(found)) == []


def test_a_heading_of_two_lines_is_one_bookmark() -> None:
    title = "关于进一步做好县道养护和汛前排查工作并落实各镇责任的若干意见和要求"
    part = {"label": "一、", "title": title, "text": SENTENCE}
    speech = {"id": "talk", "kind": "speech", "series": "roads", "title": "讲话", "speaker": "周立",
              "date": "2026-05-22", "access": "public", "parts": [part]}  # fmt: skip
    found = printed(Speech.model_validate(speech))["talk"]
    holds(found)
    bookmarks = [one.get_title() for one in pypdfium2.PdfDocument(found.pdf).get_toc()]
    assert bookmarks == ["讲话", f"一、{title}"]
