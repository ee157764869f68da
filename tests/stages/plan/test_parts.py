"""The registers in parts: each row in one of them, and what is read most at an address that stays the same."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from reportgen.model.build import BuildPlan, PlannedPage
from reportgen.model.meeting import Record
from reportgen.stages.plan import plan
from reportgen.stages.plan.parts import DecisionsPage, RegisterPage, of_year
from reportgen.stages.resolve import resolve
from tests.small_site import AS_OF, SITE, gathered, minutes, updates

ASKED = f"{SITE}house: {{documents: [decision-record, action-log]}}\n"
YEARS = [
    minutes("start: 2024-03-01\nseries: works\ndecisions: [{id: d1, text: 清沟}, {id: d2, text: 立牌}]", "m1"),
    minutes("start: 2025-03-01\nseries: board\ndecisions: [{id: d1, text: 建账}]", "m2"),
    minutes("start: 2026-01-01\nseries: works\ndecisions: [{id: d1, text: 巡查, supersedes: m1/d1}]", "m3"),
]


def planned(*records: Record, as_of: dt.date = AS_OF, site: str = SITE) -> BuildPlan:
    return plan(resolve(gathered(*records, site=site), as_of), edition="full", outputs={"html", "pdf"})


def decided(made: BuildPlan) -> dict[str, list[str]]:
    """What stands in each part of the decisions, by the path of its page or document."""
    return {page.path: [one.reference for one in _part(page).decisions] for page in made.pages if _is_decisions(page)}


def _is_decisions(page: PlannedPage) -> bool:
    return page.template.endswith("/decisions.html.j2")


def _part(page: PlannedPage) -> DecisionsPage:
    part = page.context["part"]
    assert isinstance(part, DecisionsPage)
    return part


@pytest.mark.parametrize(
    ("path", "year", "expected"),
    [
        ("register/index.html", None, "register/index.html"),
        ("register/index.html", 2025, "register/2025/index.html"),
        ("register/register.pdf", 2025, "register/register-2025.pdf"),
        ("series/v1.0/action-log.pdf", 2025, "series/v1.0/action-log-2025.pdf"),
    ],
)
def test_an_earlier_year_has_its_own_folder_on_the_web_and_its_own_name_on_paper(
    path: str, year: int | None, expected: str
) -> None:
    assert of_year(path, year) == expected


def test_the_decisions_have_one_part_for_each_year_on_the_web_and_in_print() -> None:
    assert decided(planned(*YEARS)) == {
        "decisions/index.html": ["m3/d1"],
        "decisions/decisions.pdf": ["m3/d1"],
        "decisions/2025/index.html": ["m2/d1"],
        "decisions/decisions-2025.pdf": ["m2/d1"],
        "decisions/2024/index.html": ["m1/d1", "m1/d2"],
        "decisions/decisions-2024.pdf": ["m1/d1", "m1/d2"],
    }


def test_a_year_without_decisions_has_no_part_and_a_year_that_is_alone_no_name() -> None:
    idle = minutes("start: 2026-02-01", "m4")
    made = planned(*YEARS[:1], idle)
    assert list(decided(made)) == ["decisions/index.html", "decisions/decisions.pdf"]
    assert {_part(page).year for page in made.pages if _is_decisions(page)} == {None}
    assert decided(planned(idle)) == {"decisions/index.html": []}


def test_a_decision_of_a_later_year_leaves_the_rows_of_earlier_parts_as_they_are() -> None:
    before, after = (decided(planned(*YEARS[:count])) for count in (2, 3))
    assert before["decisions/2024/index.html"] == after["decisions/2024/index.html"]
    assert before["decisions/index.html"] == after["decisions/2025/index.html"]


def test_a_part_whose_pdf_could_not_be_printed_links_to_none() -> None:
    site = resolve(gathered(*YEARS), AS_OF)
    made = plan(site, edition="full", outputs={"html"}, without={"decisions/decisions-2025.pdf"})
    linked = {page.path: page.context["pdf"] for page in made.pages if _is_decisions(page)}
    assert linked == {
        "decisions/index.html": "decisions/decisions.pdf",
        "decisions/2025/index.html": None,
        "decisions/2024/index.html": "decisions/decisions-2024.pdf",
    }


def test_the_decisions_of_a_series_are_printed_by_the_years_of_that_series() -> None:
    made = planned(*YEARS, site=ASKED)
    assert {path: rows for path, rows in decided(made).items() if path.startswith("series/")} == {
        "series/works/decision-record.pdf": ["m3/d1"],
        "series/works/decision-record-2024.pdf": ["m1/d1", "m1/d2"],
        "series/board/decision-record.pdf": ["m2/d1"],
    }
    more = {page.path: page.context["more"] for page in made.pages if page.template == "site/series.html.j2"}
    works = {2026: "series/works/decision-record.pdf", 2024: "series/works/decision-record-2024.pdf"}
    assert more["series/works/index.html"] == {"decision-record": works}
    assert more["series/board/index.html"] == {"decision-record": {None: "series/board/decision-record.pdf"}}


def test_the_log_of_a_series_is_parted_as_the_register_is() -> None:
    opened = (
        "series: works\nstart: 2024-03-01\nactions: [{id: a1, task: 清沟}, {id: a2, task: 立牌}, {id: a3, task: 建账}]"
    )
    records = [
        minutes(opened, "m1"),
        updates("date: 2024-06-01\nupdates: [{action: m1/a1, state: closed}]", "u1"),
        updates("date: 2026-01-02\nupdates: [{action: m1/a2, state: closed}]", "u2"),
    ]
    logs = {
        page.path: page.context["part"]
        for page in planned(*records, site=ASKED).pages
        if page.path.startswith("series/works/action-log")
    }
    rows = {
        path: [one.reference for one in part.lines] for path, part in logs.items() if isinstance(part, RegisterPage)
    }
    assert rows == {
        "series/works/action-log.pdf": ["m1/a3", "m1/a2"],
        "series/works/action-log-2024.pdf": ["m1/a1"],
    }
    assert Counter(row for some in rows.values() for row in some) == Counter(["m1/a1", "m1/a2", "m1/a3"])
