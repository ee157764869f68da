"""Briefing volumes as they are printed and shown: one document, each meeting in its own language."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pdfplumber
import pikepdf
import pytest

from reportgen.model.build import Printed, PrintJob
from reportgen.model.config import SiteConfig
from reportgen.model.content import Content
from reportgen.model.meeting import Briefing, Record
from reportgen.model.party import People
from reportgen.stages.plan import plan
from reportgen.stages.print import print_page
from reportgen.stages.render import render
from reportgen.stages.resolve import resolve
from reportgen.text.reading import reading_minutes
from reportgen.theme import Theme
from tests.templates.briefing_pages import ASSETS, DAY, EARLIER, FULL, PEOPLE, PICTURE, SITE, Outline, record

LANGUAGES = ("zh", "en")
SECOND = {**EARLIER, "agenda": [{"id": "old-drain", "title": "旧沟", "discussion": "见《排水办法》和 [结论](#d1)。"}]}
THIRD = {**FULL, "access": "internal", "minutes": "approved"}
LATER = {
    "id": "works-2026-04", "kind": "minutes", "series": "works-safety", "title": "Fourth meeting", "access": "public",
    "start": "2026-06-10", "lang": "en",
    "decisions": [{"id": "d1", "text": "All in one way", "supersedes": "works-2026-03/d1"}],
    "actions": [{"id": "a1", "task": "Pave the yard", "owner": "何平", "due": "2026-12-01", "carries-out": "d1"}],
    "updates": [{"action": "works-2026-02/a2", "state": "closed", "verified-by": "何平", "no-evidence": "seen"}],
}  # fmt: skip


def briefing(language: str, **more: Any) -> Record:
    return Briefing.model_validate(
        {"id": "vol", "kind": "briefing", "title": "Volume & more", "lang": language, "date": "2026-05-01",
         "access": "public", "select": {"series": "works-safety"}, **more}
    )  # fmt: skip


def page(volume: Record, *records: dict[str, Any], kind: str = "pdf", unreadable: tuple[str, ...] = ()) -> str:
    content = Content(
        site=SiteConfig.model_validate({**SITE, "languages": ["en", "zh"]}),
        people=People.model_validate(PEOPLE),
        records=(volume, *(record(one) for one in records or (SECOND, THIRD))),
        assets={**ASSETS, PICTURE.name: PICTURE},
        unreadable=unreadable,
    )
    pages = plan(resolve(content, DAY), edition="full", outputs={kind}, only="vol").pages
    return next(render(one, Theme()).html for one in pages if one.record == "vol")


def article(html: str) -> str:
    return html[html.index("<article") : html.rindex("</article>")]


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^<>]*>", " ", re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL)).split())


def part(html: str, anchor: str) -> str:
    return html.split(f'id="volume__{anchor}"')[1].split('<section class="part', 1)[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("detail", ["full", "summary", "decisions"])
@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_every_anchor_is_there_once_and_every_link_inside_leads_to_one(language: str, detail: str, kind: str) -> None:
    html = page(briefing(language, detail=detail, foreword="Read this."), kind=kind)
    found = Outline(article(html) + "</article>")
    assert [anchor for anchor, count in Counter(found.ids).items() if count > 1] == []
    assert set(found.inside) - set(found.ids) == set()
    assert len(found.inside) > 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_web_page_and_the_paper_hold_the_same_words_in_the_same_order(language: str) -> None:
    assert words(article(page(briefing(language)))) == words(article(page(briefing(language), kind="html")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_meeting_speaks_its_own_language_in_a_volume_of_either(language: str) -> None:
    html = page(briefing(language))
    chinese, english = re.findall(r'<article class="minutes" lang="(..-..)">(.*?)</article>', html, re.DOTALL)
    assert (chinese[0], english[0]) == ("zh-CN", "en-GB")
    assert "会议纪要" in chinese[1]
    assert "Minutes" not in words(chinese[1])
    assert ">Minutes<" in english[1]
    assert re.search("会议内容|责任分工|议定", english[1]) is None
    assert ("2026年2月12日" in chinese[1], "12 March 2026" in english[1]) == (True, True)


def test_a_chapter_is_the_article_of_the_meeting_but_for_its_anchors_and_links() -> None:
    content = Content(
        site=SiteConfig.model_validate(SITE), people=People.model_validate(PEOPLE),
        records=(record(SECOND), record(THIRD)), assets={**ASSETS, PICTURE.name: PICTURE},
    )  # fmt: skip
    alone = plan(resolve(content, DAY), edition="full", outputs={"pdf"}, only="works-2026-03").pages
    own = article(next(render(one, Theme()).html for one in alone if one.for_print))
    chapter = page(briefing("en")).split('<article class="minutes" lang="en-GB">')[1].split("</article>")[0]
    assert words(own) == words(chapter)


def test_what_one_meeting_says_of_another_leads_to_its_chapter_or_out_of_the_volume() -> None:
    both = page(briefing("en"))
    assert '<a href="#works-2026-02_d1">' in both
    assert "minutes.example.org/meetings/works-2026-02" not in both
    one = page(briefing("en", select={"meetings": "works-2026-03"}))
    assert '<a href="https://minutes.example.org/meetings/works-2026-02/index.html#d1">' in one
    # What its chapter does not show is reached at its head.
    short = page(briefing("en", detail="decisions"))
    assert 'href="#works-2026-02_q1"' not in short


def test_a_link_in_the_notes_to_a_place_of_the_meeting_stays_in_its_chapter() -> None:
    assert '<a href="#works-2026-02_d1">结论</a>' in page(briefing("en"))


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_a_later_record_changes_no_byte_of_the_article(kind: str) -> None:
    before = page(briefing("zh"), SECOND, THIRD, kind=kind)
    after = page(briefing("zh"), SECOND, THIRD, LATER, kind=kind)
    assert article(before) == article(after)


@pytest.mark.parametrize(("language", "minutes"), [("zh", 1), ("zh", 2), ("en", 1), ("en", 2)])
def test_the_whole_summary_page_is_read_within_its_minutes(language: str, minutes: int) -> None:
    text = {
        "zh": "同意第{}条排水沟按先清后修的次序整治",
        "en": "That ditch number {} be cleared before it is repaired",
    }[language]
    large = {
        **EARLIER, "lang": language, "decisions": [{"id": f"d{n}", "text": text.format(n)} for n in range(60)],
        "actions": [{"id": f"a{n}", "task": text.format(n), "owner": "何平", "due": f"2026-{n % 12 + 1:02}-10"}
                    for n in range(60)],
    }  # fmt: skip
    summary = part(page(briefing(language, **{"summary-minutes": minutes}), large), "summary")
    assert reading_minutes(words(f"<{summary}")) <= minutes
    assert ("项未列入，见" if language == "zh" else "not listed here") in summary
    assert 'href="#volume__actions"' in summary
    assert 'href="#volume__decisions"' in summary


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Pave the yard", "Noted: Rain is late", "Superseded: Pave the lane", "Defeated: Sell the pump",
                "Rescinded: Hire a guard"]),
        ("zh", ["Pave the yard", "知悉：Rain is late", "已被取代：Pave the lane", "未通过：Sell the pump",
                "已废止：Hire a guard"]),
    ],
)  # fmt: skip
def test_the_summary_puts_what_holds_first_and_marks_what_does_not(language: str, expected: list[str]) -> None:
    texts = [("d1", "Pave the lane", "carried"), ("d2", "Hire a guard", "carried"), ("d3", "Sell the pump", "defeated")]
    first = {
        **EARLIER, "agenda": [],
        "decisions": [{"id": own, "text": text, "outcome": outcome} for own, text, outcome in texts],
    }  # fmt: skip
    second = {
        **EARLIER, "id": "works-2026-04", "start": "2026-04-10", "agenda": [], "updates": [],
        "decisions": [{"id": "d1", "text": "Pave the yard", "supersedes": "works-2026-02/d1",
                       "rescinds": "works-2026-02/d2"}, {"id": "d2", "text": "Rain is late", "outcome": "noted"}],
    }  # fmt: skip
    summary = part(page(briefing(language), first, second), "summary").split("</table>")[0]
    told = [re.sub(" ?([:：]) ?", r"\1", words(row).split(" ", 1)[1]) for row in summary.split("<tr>")[2:]]
    assert sorted(told) == sorted(one.replace(": ", ":") for one in expected)
    assert told[:2] == [one.replace(": ", ":") for one in expected[:2]]


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("en", "1 meeting, 2 decisions, 1 action", "2 meetings"),
        ("zh", "会议1次，议定事项2项，责任事项1项", "会议2次"),
    ],
)
def test_the_cover_counts_in_words(language: str, one: str, two: str) -> None:
    few = {**EARLIER, "agenda": [], "updates": [], "decisions": [{"id": "d1", "text": "a"}, {"id": "d2", "text": "b"}],
           "actions": [{"id": "a1", "task": "Pave"}]}  # fmt: skip
    assert one in words(page(briefing(language), few))
    assert two in words(page(briefing(language)))


def test_a_meeting_that_is_named_but_not_in_the_volume_is_told_of() -> None:
    html = page(briefing("en", select={"meetings": ["works-2026-02", "works-2026-04"]}), SECOND, THIRD, LATER)
    assert "Fourth meeting</a> (<time" in html
    assert "after this briefing, so it is not in it" in html


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_a_volume_says_that_a_record_could_not_be_read(kind: str) -> None:
    assert "Incomplete: 2 files unreadable" in page(briefing("en"), kind=kind, unreadable=("a", "b"))
    assert "ncomplete" not in article(page(briefing("en"), kind=kind))


@pytest.fixture(scope="module", params=LANGUAGES)
def printed(request: pytest.FixtureRequest) -> tuple[str, Printed]:
    html = page(briefing(request.param, foreword="Read this."))
    return request.param, print_page(PrintJob(html=html, assets={PICTURE.uri: PICTURE.content}))


def titles(items: Any, depth: int = 0) -> Iterator[tuple[int, str]]:
    for item in items:
        yield depth, str(item.title)
        yield from titles(item.children, depth + 1)


def test_the_pdf_is_one_tagged_document_with_an_outline_and_links_inside(printed: tuple[str, Printed]) -> None:
    language, document = printed
    assert [one for one in document.problems if one.code != "borrowed-font"] == []
    with pikepdf.open(io.BytesIO(document.pdf or b"")) as pdf:
        assert str(pdf.Root.Lang) == {"zh": "zh-CN", "en": "en-GB"}[language]
        assert "/StructTreeRoot" in pdf.Root
        outline = pdf.open_outline()
        with outline:
            found = list(titles(outline.root))
        inside = [
            note
            for one in pdf.pages
            for note in one.get("/Annots", [])
            if "/Dest" in note or "/D" in note.get("/A", {})
        ]
    chapters = [title for depth, title in found if depth == 1]
    assert chapters == ["Second meeting", "Third <full> meeting"]
    assert [title for depth, title in found if depth == 0][:2] == [
        "Volume & more", {"zh": "目录", "en": "Contents"}[language],
    ]  # fmt: skip
    assert len(inside) > 20


def test_the_page_numbers_of_the_contents_are_those_of_the_chapters(printed: tuple[str, Printed]) -> None:
    with pdfplumber.open(io.BytesIO(printed[1].pdf or b"")) as pdf:
        texts = [one.extract_text() for one in pdf.pages]
    for title in ("Second meeting", "Third <full> meeting"):
        line = next(line for line in texts[1].splitlines() if title in line)
        numbered = int(re.findall(r"\d+", line)[-1])
        assert numbered == next(number for number, text in enumerate(texts[2:], 3) if title in text.splitlines())


def test_every_page_of_a_chapter_bears_its_title(printed: tuple[str, Printed]) -> None:
    with pdfplumber.open(io.BytesIO(printed[1].pdf or b"")) as pdf:
        # Above the head stands the marking.
        heads = [" ".join(one.extract_text().splitlines()[:2]) for one in pdf.pages]
    titled = [number for number, head in enumerate(heads) if "Third <full> meeting · 2026-03-12" in head]
    assert len(titled) > 1
    assert titled == list(range(titled[0], titled[-1] + 1))
    assert "Volume & more" in heads[titled[0]]


@pytest.mark.parametrize("rows", [12, 14, 16, 18, 20, 22])
def test_no_heading_beside_a_text_is_parted_and_no_signature_stands_alone(rows: int) -> None:
    meeting = {
        **EARLIER, "lang": "en", "agenda": [], "updates": [],
        "decisions": [{"id": f"d{n}", "text": f"That ditch {n} be cleared"} for n in range(rows)],
        "interests": [{"who": "何平", "nature": "owns the field beside it " * 6, "action": "left"}],
        "chair": "何平",
    }  # fmt: skip
    printed = print_page(PrintJob(html=page(briefing("en", detail="full"), meeting)))
    with pdfplumber.open(io.BytesIO(printed.pdf or b"")) as pdf:
        texts = [one.extract_text() for one in pdf.pages]
    headings = [line for text in texts for line in text.splitlines() if re.match("(Declarations of|interest)", line)]
    assert headings[0].startswith("Declarations of 何平")
    assert len([line for line in headings if line.startswith("Declarations of")]) == 1
    assert len([line for line in headings if line.startswith("interest")]) == 1
    (signed,) = [text.splitlines() for text in texts if re.search("^Approval", text, re.MULTILINE)]
    # Below the head of the page something stands before it.
    assert next(number for number, line in enumerate(signed) if line.startswith("Approval")) > 1
