"""The editions of the sample: what the one for the public holds, and that nothing in it leads nowhere."""

from __future__ import annotations

import datetime as dt

import pytest

from reportgen.model.site import Site
from reportgen.pipeline import compare_editions
from reportgen.stages.project import project
from reportgen.stages.resolve import resolve
from tests.cli.conftest import CHECKOUT
from tests.pipeline.test_parts_left_out import bare_headings, built, dead_links
from tests.small_site import content_of

DAY = dt.date(2026, 6, 30)
SAMPLE = CHECKOUT / "content"


@pytest.fixture(scope="module")
def public() -> Site:
    content = content_of(SAMPLE)
    edition = content.site.edition("public")
    assert edition
    return resolve(project(content, edition).content, DAY)


def test_the_public_holds_meetings_whole_in_part_and_not_at_all() -> None:
    compared, errors = compare_editions(SAMPLE, DAY)
    assert compared
    assert errors == ()
    assert [one.id for one in compared.editions] == ["full", "public"]
    fates = {one.id: one.fates for one in compared.records}
    assert {whole for whole, _ in fates.values()} == {0}
    assert {name for name, (_, open_) in fates.items() if open_ not in {0, "closed"}} == {
        "library-2026-03", "road-2026-03", "tooling-2026-06"
    }  # fmt: skip
    assert fates["library-2026-03"] == fates["road-2026-03"] == (0, 3)
    assert fates["tooling-2026-06"] == (0, "draft")
    assert fates["road-2026-05-flood"] == (0, "closed")


def test_every_page_for_the_public_leads_somewhere_and_has_no_bare_heading(public: Site) -> None:
    pages, names = built(public)
    assert dead_links(pages, names) == []
    assert {path: bare for path, html in pages.items() if (bare := bare_headings(html))} == {}
    assert not [one for one in names if one.startswith(("register/", "units/", "people/", "actions/"))]


def test_a_passage_is_closed_for_a_reason_in_the_language_of_its_meeting(public: Site) -> None:
    said = {name: "".join(item.discussion or "" for item in public.by_id[name].record.items()) for name in public.by_id}
    assert "提出，■■■（个人信息），由石坪镇" in said["road-2026-03"]
    assert "and ■■■ (commercial information). He" in said["library-2026-03"]
