"""Documents that the house asks for: the papers of a planned meeting, the decisions and the actions of a series."""

from __future__ import annotations

import io
import re

import pdfplumber
import pytest

from reportgen.formats.yaml import read_document, validate
from reportgen.model.build import PrintJob
from reportgen.model.config import SiteConfig
from reportgen.model.content import Content
from reportgen.model.party import People
from reportgen.stages.plan import plan
from reportgen.stages.print import print_page
from reportgen.stages.render import render
from reportgen.stages.resolve import resolve
from reportgen.theme import Theme
from tests.templates import register_pages
from tests.templates.briefing_pages import (
    ASSETS,
    DAY,
    EARLIER,
    PEOPLE,
    PICTURE,
    PIXEL,
    SITE,
    Outline,
    record,
)

ASKED = {"documents": ["pack", "decision-record", "action-log"]}
PLANNED = {
    **EARLIER, "id": "works-2026-03", "title": "Third meeting", "start": "2026-07-12 14:30", "status": "planned",
    "decisions": [], "actions": [], "left-over": [],
    "agenda": [
        {"title": "Welcome", "purpose": "information"},
        {"title": "Culverts", "purpose": "decision", "presenter": "Presenter Su", "discussion": "Long debate.",
         "papers": [{"file": "assets/plan.pdf", "title": "Plan of it"}, {"file": PICTURE.name, "title": "Drawing"}],
         "items": [{"title": "The pump", "papers": "assets/proof.pdf"}]},
    ],
    "annexes": [{"title": "Terms of the loan", "text": "Repaid in ten years."}],
}  # fmt: skip


def made(language: str = "en", house: dict[str, object] | None = None) -> dict[str, str]:
    content = Content(
        site=SiteConfig.model_validate({**SITE, "languages": [language], "house": ASKED if house is None else house}),
        people=People.model_validate(PEOPLE),
        records=(record({**EARLIER, "lang": language}), record({**PLANNED, "lang": language})),
        assets={**ASSETS, PICTURE.name: PICTURE},
    )
    pages = plan(resolve(content, DAY), edition="full", outputs={"pdf", "html"}).pages
    return {page.path: render(page, Theme()).html for page in pages}


def texts(html: str) -> list[str]:
    printed = print_page(PrintJob(html=html, assets={PICTURE.uri: PIXEL}))
    assert [one.code for one in printed.problems if one.code != "borrowed-font"] == []
    with pdfplumber.open(io.BytesIO(printed.pdf or b"")) as document:
        return [page.extract_text() for page in document.pages]


PACK = "meetings/works-2026-03/works-2026-03-pack.pdf"


def test_nothing_more_is_printed_than_the_house_asks_for() -> None:
    more = set(made()) - set(made(house={}))
    assert more == {PACK, "series/works-safety/decision-record.pdf", "series/works-safety/action-log.pdf"}
    only = set(made(house={"documents": "action-log"})) - set(made(house={}))
    assert only == {"series/works-safety/action-log.pdf"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_contents_of_the_papers_name_the_page_of_each_item_and_annex(language: str) -> None:
    found = texts(made(language)[PACK])
    listed = {
        title: int(numbers[0])
        for line in found[0].splitlines()
        if (numbers := re.findall(r"\.{5,} ?(\d+)", line))
        for title in ("Culverts", "The pump", "Terms of the loan", {"zh": "未结事项", "en": "Open actions"}[language])
        if title in line
    }
    assert len(listed) == 4
    for title, page in listed.items():
        assert title in "\n".join(found[page - 1].splitlines()[1:3])
    # An item with nothing to read has no page.
    assert "Welcome" in found[0]
    assert not any("Welcome" in text for text in found[1:])
    culverts = found[listed["Culverts"] - 1]
    for words in ("Long debate.", "Plan of it", {"zh": "审议", "en": "for decision"}[language], "Presenter Su"):
        assert words in culverts


def test_papers_bear_the_number_of_their_item_and_pictures_are_shown() -> None:
    html = made()[PACK]
    assert re.findall(r'<b class="key">(Paper .*?)</b>', html) == ["Paper 2-1", "Paper 2-2", "Paper 2.1-1"]
    assert f'<img src="{PICTURE.uri}" alt="Drawing">' in html
    seen = Outline(html)
    assert seen.empty == ["td.None"] * seen.empty.count("td.None")
    assert set(seen.inside) <= set(seen.ids)
    assert all(below <= above + 1 for above, below in zip(seen.headings, seen.headings[1:], strict=False))


def test_the_pages_of_meeting_and_series_lead_to_their_documents() -> None:
    pages = made()
    assert 'href="../../meetings/works-2026-03/works-2026-03-pack.pdf"' in pages["meetings/works-2026-03/index.html"]
    series = pages["series/works-safety/index.html"]
    assert 'href="../../series/works-safety/decision-record.pdf"' in series
    assert 'href="../../series/works-safety/action-log.pdf"' in series
    assert "action-log" not in made(house={})["series/works-safety/index.html"]


@pytest.mark.parametrize(
    ("path", "title", "own", "other"),
    [
        ("series/roads/decision-record.pdf", "道路联席会议议定事项汇编", "同意分两期施工", "shelves"),
        ("series/roads/action-log.pdf", "道路联席会议交办事项台账", "清理城南排水沟", "Order the shelves"),
        ("series/board/action-log.pdf", "Action log: Harbour Library Board", "Order the shelves", "清理城南排水沟"),
        ("series/board/action-log-2025.pdf", "Action log: Harbour Library Board, ended in 2025", "Mend the lamp", "shelves"),
    ],
)
def test_a_document_of_a_series_holds_what_is_its_own(path: str, title: str, own: str, other: str) -> None:
    pages = register_pages.made(*register_pages.EVERYTHING, house=ASKED)
    article = register_pages.article(pages[path])
    assert f">{title}<" in re.sub(r'<span class="nowrap">(.*?)</span>', r"\1", article)
    assert (own in article, other in article) == (True, False)
    seen = Outline(pages[path])
    assert set(seen.inside) <= set(seen.ids)
    # Nothing was decided at the board: a document without a row is not made.
    assert "series/board/decision-record.pdf" not in pages


def test_the_official_look_names_the_series_of_a_log_too() -> None:
    pages = register_pages.made(*register_pages.EVERYTHING, house=ASKED, theme="gongwen")
    for path, title in (("", "道路联席会议交办事项台账"), ("-2025", "Harbour Library Board, ended in 2025")):
        series = "board" if path else "roads"
        html = pages[f"series/{series}/action-log{path}.pdf"]
        assert 'class="gw-title"' in html
        assert title in re.sub(r"<[^>]*>", "", html[html.index("<h1") : html.index("</h1>")])


def test_a_document_nobody_knows_is_refused_at_its_line() -> None:
    text = b"title: t\nhouse:\n  documents: [pack, action-logs]\n"
    config, (finding,) = validate(read_document(text, "site.yaml"), SiteConfig)
    assert config is None
    assert (finding.code, finding.span.line if finding.span else 0) == ("unknown-word", 3)
