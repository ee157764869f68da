"""An edition without some part of the records holds no trace of it: no page, no dead link, no bare heading."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import get_args
from urllib.parse import unquote

import pytest

from reportgen.model.config import Edition, Without
from reportgen.model.site import Site
from reportgen.stages.plan import plan
from reportgen.stages.project import project
from reportgen.stages.render import render
from reportgen.stages.resolve import resolve
from reportgen.theme import Theme
from tests.small_site import AS_OF, SECOND, SITE, content_of, gathered, minutes, write_site

BRIEFING = """\
kind: briefing
title: 上半年汇编
date: 2026-04-01
access: public
select: {series: works}
summary-minutes: 1
"""
ANNOUNCED = """\
kind: minutes
series: works
title: 工程例会第四次会议
start: 2026-08-13 09:00
status: planned
access: public
chair: 顾怀远
agenda: [{title: 排水, papers: assets/plan.pdf, discussion: 已有草案。}]
attachments: [{file: assets/plan.pdf, title: 平面图}]
"""
RICH = """\
kind: minutes
series: works
title: 工程例会临时会议
start: 2026-02-26 09:00
access: public
chair: 顾怀远
attendance: {present: [顾怀远, 沈青禾]}
previous-minutes: works-1
annexes: [{title: 图则, file: assets/drain.png}]
attachments: [{file: assets/plan.pdf, title: 平面图}]
agenda:
  - id: banks
    title: 堤岸
    papers: assets/plan.pdf
    decisions: [{id: d1, text: 加高, moved: 顾怀远, vote: {counts: {for: 2}, members: {顾怀远: for, 沈青禾: for}}}]
    actions: [{id: a1, task: 量测堤岸, owner: 沈青禾, carries-out: d1, papers: assets/plan.pdf}]
updates:
  - {action: works-1/a2, date: 2026-02-26, state: closed, evidence: assets/drain.png, verified-by: 顾怀远}
  - {action: works-1/a1, date: 2026-02-26, note: 过半}
"""
HOUSE = "formats: [html, pdf, csv, json, ics, md]\nhouse: {documents: [pack, decision-record, action-log]}\n"
OUTPUTS = {"html", "pdf", "csv", "json", "ics", "md"}
FILES = {
    "briefings/spring.yaml": BRIEFING,
    "meetings/works/works-2.yaml": SECOND.replace("draft", "approved"),
    "meetings/works/works-4.yaml": ANNOUNCED,
    "meetings/works/works-extra.yaml": RICH,
}


def site_without(folder: Path, theme: str, *parts: Without) -> Site:
    """A site in an edition that goes without some parts."""
    content = content_of(write_site(folder, FILES | {"site.yaml": f"{SITE}theme: {theme}\n{HOUSE}"}))
    return resolve(project(content, Edition(id="open", without=parts)).content, AS_OF)


def built(site: Site) -> tuple[dict[str, str], set[str]]:
    """Every page by its path, and the paths of all files of the edition."""
    made = plan(site, edition="open", outputs=OUTPUTS)
    theme = Theme(None)
    pages = {page.path: render(page, theme).html for page in made.pages}
    names = {*pages, *(path for path, _ in made.copies), *(one.path for one in (*made.files, *made.texts))}
    return pages, names


def dead_links(pages: dict[str, str], names: set[str]) -> list[str]:
    """What pages of the web link to that is not there."""
    return [
        f"{path} → {link}"
        for path, html in pages.items()
        if path.endswith(".html")
        for link in re.findall(r'(?:href|src)="([^"]*)"', html)
        if not re.match(r"https?:|mailto:|data:", link) and not _leads(path, unquote(link), pages, names)
    ]


def _leads(path: str, link: str, pages: dict[str, str], names: set[str]) -> bool:
    target, _, anchor = link.partition("#")
    file = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
    return file in names and (not anchor or f' id="{anchor}"' in pages[file])


def bare_headings(html: str) -> list[str]:
    """Headings with nothing below them before the next one that is no deeper, or the end; items have titles alone."""
    pieces = re.split(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.sub(r"(?s)<(style|script).*?</\1>", "", html))
    found = list(zip(pieces[1::3], pieces[2::3], pieces[3::3], [*pieces[4::3], "0"], strict=False))
    return [
        re.sub(r"<[^>]+>", "", words)
        for level, words, below, following in found
        if following <= level
        and 'class="name"' not in words
        and not re.sub(r"<(?!img|svg|span class=\"line)[^>]+>", "", below).strip()
    ]


@pytest.mark.parametrize("theme", ["briefing", "gongwen"])
@pytest.mark.parametrize("part", get_args(Without))
def test_without_a_part_every_link_leads_somewhere_and_no_heading_stands_alone(
    tmp_path: Path, part: Without, theme: str
) -> None:
    pages, names = built(site_without(tmp_path, theme, part))
    assert dead_links(pages, names) == []
    assert {path: bare for path, html in pages.items() if (bare := bare_headings(html))} == {}


def test_a_part_that_is_there_shows_on_its_pages_so_that_its_absence_means_something(tmp_path: Path) -> None:
    pages, names = built(site_without(tmp_path, "briefing"))
    assert {
        "register/index.html",
        "register/register.pdf",
        "register/register.json",
        "actions/works-1/a1/index.html",
    } <= names
    assert {"decisions/index.html", "decisions/decisions.pdf", "series/works/action-log.pdf"} <= names
    assert dead_links(pages, names) == []


@pytest.mark.parametrize("part", ["register", "actions"])
def test_an_edition_without_register_has_none_of_its_pages_and_files(tmp_path: Path, part: Without) -> None:
    site = site_without(tmp_path, "briefing", part)
    pages, names = built(site)
    assert [one for one in names if re.match(r"(register|units|people|actions)/|.*/since/|.*action-log", one)] == []
    assert "decisions/index.html" in names
    assert "meetings.ics" in names
    own = 'id="a1"' in pages["meetings/works-1/index.html"]
    assert own is (part == "register")


def test_without_register_no_meeting_lists_what_others_owe_or_what_became_of_it_later(tmp_path: Path) -> None:
    whole, open_ = site_without(tmp_path / "a", "briefing"), site_without(tmp_path / "b", "briefing", "register")
    assert whole.by_id["works-4"].carried
    assert open_.by_id["works-4"].carried == ()
    assert {one.what for one in whole.by_id["works-1"].since} > {one.what for one in open_.by_id["works-1"].since}
    assert {one.what for one in open_.by_id["works-1"].since} == {"approved", "superseded"}
    assert open_.by_id["works-extra"].reported == whole.by_id["works-extra"].reported


def test_without_decisions_no_page_says_that_none_were_made(tmp_path: Path) -> None:
    pages, names = built(site_without(tmp_path, "briefing", "decisions"))
    words = Theme(None).words("briefing", "zh")
    assert not [one for one in names if one.startswith("decisions/") or "decision-record" in one]
    for said in ("no_decisions", "volume_none_decided", "decisions_empty", "decided"):
        assert [path for path, html in pages.items() if f">{words[said]}<" in html] == []


@pytest.mark.parametrize("change", [{"without": ("attendance",)}, {"attendance": "roles"}])
def test_who_is_expected_is_named_nowhere_where_those_present_are_not(
    tmp_path: Path, change: dict[str, object]
) -> None:
    content = content_of(write_site(tmp_path, FILES))
    edition = Edition(id="open").model_copy(update=change)
    site = resolve(project(content, edition).content, AS_OF)
    assert site.by_id["works-4"].expected == ()
    assert site.by_id["works-4"].series.roster.quorum == 2  # type: ignore[union-attr]


@pytest.mark.parametrize(("closed", "counted"), [("masked", 3), ("omitted", None)])
def test_a_quorum_counts_everybody_who_is_shown_also_where_several_have_one_role(
    closed: str, counted: int | None
) -> None:
    present = "[{who: 甲, role: 委员}, {who: 乙, role: 委员}, {who: 丙, role: 委员, access: restricted}]"
    record = minutes(f"series: works\naccess: public\nattendance: {{present: {present}}}\n")
    edition = Edition(id="open", sees="public", closed=closed, attendance="roles")
    meeting = resolve(project(gathered(record), edition).content, AS_OF).by_id["m1"]
    assert {one.party.name for one in meeting.present} == {"委员", *(["■■■"] if closed == "masked" else [])}
    assert meeting.quorum_present == counted
