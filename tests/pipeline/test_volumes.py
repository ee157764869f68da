"""Briefing volumes in a build: alone, and while a record cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.build import Page, PlannedPage
from reportgen.model.config import SiteConfig
from reportgen.pipeline import BuildOrder, BuildReport, build
from reportgen.pipeline.printing import _job
from tests.small_site import AS_OF, GARDEN, write, write_site

BRIEFING = (
    "kind: briefing\ntitle: Works in brief\nlang: en\ndate: 2026-03-31\naccess: internal\nselect: {series: works}\n"
)
BROKEN = {"meetings/works/works-2.yaml": "kind: minutes\ntitle: '\n"}


def built(content: Path, only: str | None = None) -> BuildReport:
    return build(BuildOrder(content, content.parent / "build", AS_OF, frozenset({"html"}), only, jobs=1))


def page(content: Path) -> str:
    return (content.parent / "build/full/briefings/spring/index.html").read_text()


def test_a_volume_can_be_built_alone(tmp_path: Path) -> None:
    content = write_site(tmp_path / "content", {"briefings/spring.yaml": BRIEFING})
    assert built(content, only="spring").pages == 1
    assert "工程例会第二次会议" in page(content)


def test_a_volume_keeps_its_last_good_version_while_any_record_cannot_be_read(tmp_path: Path) -> None:
    content = write_site(tmp_path / "content", {"briefings/spring.yaml": BRIEFING})
    built(content)
    before = page(content)
    write(content, BROKEN | {"meetings/garden-1.yaml": GARDEN.replace("Hedges", "Trees")})
    assert "briefings/spring/index.html" in built(content).kept
    assert page(content) == before


def test_a_volume_without_a_good_version_says_that_it_is_incomplete(tmp_path: Path) -> None:
    content = write_site(tmp_path / "content", {"briefings/spring.yaml": BRIEFING, **BROKEN})
    built(content)
    assert page(content).count("Incomplete: 1 file unreadable") == 1
    write_site(content, {"briefings/spring.yaml": BRIEFING})
    built(content)
    assert "ncomplete" not in page(content)


@pytest.mark.parametrize(
    ("meetings", "seconds", "megabytes"), [(0, 120, 2048), (19, 120, 2048), (30, 240, 2048), (200, 1320, 8192)]
)
def test_a_volume_may_take_longer_the_more_meetings_it_holds(meetings: int, seconds: int, megabytes: int) -> None:
    planned = PlannedPage("a.pdf", "a", "en", {}, (), for_print=True, meetings=meetings)
    job = _job(Page(planned, ""), SiteConfig.model_validate({"title": "t"}), {})
    assert (job.seconds, job.megabytes) == (seconds, megabytes)
