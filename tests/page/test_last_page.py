"""The last page of an official document printed on both sides: 版记 stands on an even one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pytest

from reportgen.model.build import Page, PlannedPage, PrintJob
from reportgen.model.config import SiteConfig
from reportgen.pipeline import printing
from reportgen.stages.print import print_page, writing
from tests.page.measure import HEIGHT, LEFT, TOP, WIDTH, ink_of, opened
from tests.page.official import font_files
from tests.templates.briefing_pages import pages, record

SENTENCE = "会议听取了涵洞排查情况汇报，研究了处置办法，对下一步工作作了安排，要求各单位按期完成清淤并报送照片。"
MINUTES = {
    "id": "works", "kind": "minutes", "title": "关于汛前涵洞排查工作的会议纪要", "start": "2026-03-12",
    "access": "public", "series": "works-safety", "lang": "zh", "minutes": "approved",
    "issue": {"number": "5", "year": "2026", "printed-by": "县府办", "printed-on": "2026-03-15", "copy": "气象局"},
}  # fmt: skip
ACTIONS = {"actions": [{"id": "a1", "task": "完成清淤", "lead": "works", "due": "2026-04-30"}]}
SITE = {"theme": "gongwen", "series": [{"id": "works-safety", "title": "安委会"}]}
LATIN = font_files()


@dataclass(frozen=True)
class Sheet:
    """What stands on a page."""

    is_blank: bool
    has_text: bool
    has_foot: bool
    number: int | None


def job(paragraphs: int, *, duplex: bool = True, **more: object) -> PrintJob:
    values = {**MINUTES, "opening": "\n\n".join([SENTENCE] * paragraphs), **more}
    return PrintJob(pages(record(values), language="zh", site=SITE)["works"], LATIN, even_end=duplex)


def sheets(job: PrintJob) -> list[Sheet]:
    printed = print_page(job)
    assert printed.problems == ()
    with opened(printed.pdf or b"") as document:
        return [_sheet(page.extract_text()) for page in document.pages]


def _sheet(text: str) -> Sheet:
    number = re.search(r"^— (\d+) —$", text, re.MULTILINE)
    has_text = "会议听取" in text or "报送照片" in text or "完成清淤" in text
    return Sheet(not text.strip(), has_text, "日印发" in text, int(number[1]) if number else None)


TEXT_AND_FOOT_1, TEXT_1, TEXT_2 = (
    Sheet(False, True, True, 1),
    Sheet(False, True, False, 1),
    Sheet(False, True, False, 2),
)
TEXT_AND_FOOT_2, BLANK, FOOT, FOOT_2 = (
    Sheet(False, True, True, 2),
    Sheet(True, False, False, None),
    Sheet(False, False, True, None),
    Sheet(False, False, True, 2),
)


def test_printed_on_one_side_the_foot_stands_below_the_text() -> None:
    assert sheets(job(1, duplex=False)) == [TEXT_AND_FOOT_1]


def test_a_foot_on_an_odd_page_moves_to_the_even_one_behind_it() -> None:
    assert sheets(job(2)) == [TEXT_1, FOOT_2]


def test_a_foot_on_an_even_page_stays_there() -> None:
    assert sheets(job(9)) == [TEXT_1, TEXT_AND_FOOT_2]


def test_where_text_fills_an_even_page_a_blank_one_without_a_number_comes_before_the_foot() -> None:
    assert sheets(job(14, closing="完毕。")) == [TEXT_1, TEXT_2, BLANK, FOOT]


def test_what_is_printed_over_every_page_makes_no_page_a_full_one() -> None:
    assert [one.number for one in sheets(job(13, closing="完毕。", minutes="draft"))] == [1, 2, None, None]


@pytest.mark.parametrize("duplex", [True, False])
def test_a_foot_that_goes_over_behind_a_page_of_text_has_its_number(duplex: bool) -> None:
    assert sheets(job(3, duplex=duplex, closing="完毕，报送照片。")) == [TEXT_1, FOOT_2]


def test_a_page_with_a_picture_alone_is_not_blank() -> None:
    shown = '<p style="break-before: page"><img src="asset:road.svg" alt="K3+200"></p><div class="gw-last">'
    road = b'<svg xmlns="http://www.w3.org/2000/svg" width="500" height="700"><path d="M0 0h400v600z"/></svg>'
    for count, numbers in ((2, [1, 2]), (9, [1, 2, 3, 4])):
        html = job(count).html.replace('<div class="gw-last">', shown)
        printed = replace(job(count), html=html, assets={**LATIN, "asset:road.svg": road})
        assert [one.number for one in sheets(printed)] == numbers


@pytest.mark.parametrize("duplex", [True, False])
def test_a_foot_alone_behind_a_page_that_is_not_blank_has_its_number(duplex: bool) -> None:
    *_, annex, foot = sheets(job(2, duplex=duplex, **ACTIONS))
    assert annex.has_text
    assert foot == Sheet(False, False, True, 4)


def test_the_foot_on_a_page_of_its_own_stands_on_the_bottom_edge_of_the_text() -> None:
    left, _, right, bottom = ink_of(print_page(job(14, closing="完毕。")).pdf or b"", 4)
    assert (left, right, bottom) == pytest.approx((LEFT, LEFT + WIDTH, TOP + HEIGHT), abs=0.3)


def test_a_document_is_laid_out_once_more_at_the_most(monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out: list[str] = []
    render = writing._render

    def counted(*parts: object) -> object:
        laid_out.append(str(parts[4]) if len(parts) > 4 else "as it is")
        return render(*parts)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "_render", counted)
    for paragraphs, duplex in ((2, True), (9, True), (2, False)):
        print_page(job(paragraphs, duplex=duplex))
    assert laid_out == ["as it is", "imprint-apart", "as it is", "as it is"]


def test_laid_out_twice_a_document_has_the_same_bytes_again() -> None:
    assert print_page(job(2)).pdf == print_page(job(2)).pdf


def test_a_document_without_a_foot_ends_where_it_ends() -> None:
    html = pages(record({**MINUTES, "issue": {"number": "5"}}), language="zh", site=SITE)["works"]
    assert print_page(PrintJob(html, LATIN, even_end=True)) == print_page(PrintJob(html, LATIN))


def test_an_item_of_the_agenda_that_somebody_calls_imprint_is_no_foot() -> None:
    values = {
        **MINUTES,
        "issue": {"number": "5"},
        "agenda": [{"id": "imprint", "title": "版面"}, {"id": "part-imprint", "title": "印制"}],
    }
    html = pages(record(values), language="zh", site=SITE)["works"]
    assert 'id="imprint"' in html
    assert print_page(PrintJob(html, LATIN, even_end=True)).pages == print_page(PrintJob(html, LATIN)).pages == 1


@pytest.mark.parametrize("duplex", [True, False])
def test_a_site_that_prints_on_both_sides_asks_for_the_even_page(duplex: bool) -> None:
    config = SiteConfig.model_validate({"title": "纪要", "house": {"duplex": "yes" if duplex else "no"}})
    planned = PlannedPage("a.pdf", "a", "zh", {}, (), for_print=True)
    assert printing._job(Page(planned, "<p>x"), config, {}).even_end is duplex
