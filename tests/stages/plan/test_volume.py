"""The two pages of every briefing volume."""

from __future__ import annotations

from pathlib import Path

from reportgen.model.build import BuildPlan, PlannedPage
from reportgen.model.content import source_hash
from reportgen.stages.plan import plan
from tests.small_site import content_of, site_of, write_site

BRIEFING = """\
kind: briefing
title: 工程例会简报
lang: zh
date: 2026-03-31
access: internal
select: {series: works}
"""


def planned(folder: Path, only: str | None = None, without: tuple[str, ...] = ()) -> BuildPlan:
    content = write_site(folder, {"briefings/spring.yaml": BRIEFING})
    return plan(site_of(content), edition="full", outputs={"html", "pdf"}, only=only, without=without)


def pages(made: BuildPlan) -> list[PlannedPage]:
    return [one for one in made.pages if one.record == "spring"]


def test_a_volume_is_one_web_page_and_one_pdf(tmp_path: Path) -> None:
    web, paper = pages(planned(tmp_path))
    assert (web.path, web.template, web.themes) == (
        "briefings/spring/index.html", "site/briefing.html.j2", ("briefing", "site"),
    )  # fmt: skip
    assert (paper.path, paper.template, paper.themes) == (
        "briefings/spring/spring.pdf", "briefing/briefing.html.j2", ("briefing",),
    )  # fmt: skip
    assert (web.for_print, paper.for_print, paper.meetings) == (False, True, 2)
    assert web.language == paper.language == "zh"
    record = next(one for one in content_of(tmp_path).records if one.id == "spring")
    assert web.source_hash == paper.source_hash == source_hash(record)


def test_both_pages_know_which_meetings_have_a_chapter_and_what_it_shows(tmp_path: Path) -> None:
    for one in pages(planned(tmp_path)):
        assert one.context["chapters"] == {
            "works-1": frozenset({"drains", "item_2", "d1", "a1", "a2", "q1"}),
            "works-2": frozenset({"item_1", "d1"}),
        }
        assert one.context["at"] == "volume__"


def test_a_volume_links_to_its_pdf_only_where_there_is_one(tmp_path: Path) -> None:
    path = "briefings/spring/spring.pdf"
    assert [one.context["pdf"] for one in pages(planned(tmp_path))[:1]] == [path]
    assert [one.context["pdf"] for one in pages(planned(tmp_path, without=(path,)))[:1]] == [None]


def test_a_volume_alone_brings_the_pictures_of_its_meetings(tmp_path: Path) -> None:
    made = planned(tmp_path, only="spring")
    assert {one.record for one in made.pages} == {"spring", None}
    assert made.copies == (("assets/drain.png", "assets/drain.png"),)
