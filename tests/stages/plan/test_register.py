"""The pages of the register: no action is on none of them, and none is on two parts of the register."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.model.build import BuildPlan, PlannedPage
from reportgen.model.meeting import Record
from reportgen.stages.plan import plan
from reportgen.stages.plan.parts import RegisterPage
from reportgen.stages.resolve import resolve
from tests.histories import day, histories
from tests.small_site import AS_OF, gathered, minutes, site_of, updates, write_site

ALL = {"html", "pdf", "csv", "json", "xlsx", "ics"}


def planned(*records: Record, as_of: dt.date = AS_OF) -> BuildPlan:
    return plan(resolve(gathered(*records), as_of), edition="full", outputs=ALL)


def page(made: BuildPlan, path: str) -> PlannedPage:
    return next(one for one in made.pages if one.path == path)


def part_of(made: BuildPlan, path: str) -> RegisterPage:
    part = page(made, path).context["part"]
    assert isinstance(part, RegisterPage)
    return part


def test_the_register_has_one_part_for_what_is_live_and_one_for_each_year_that_is_over() -> None:
    records: list[Record] = [
        minutes("start: 2024-03-01\nactions: [{id: a1, task: 清沟}, {id: a2, task: 立牌}, {id: a3, task: 建账}]", "m1"),
        updates("date: 2024-06-01\nupdates: [{action: m1/a1, state: closed}]", "u1"),
        updates("date: 2026-02-01\nupdates: [{action: m1/a2, state: cancelled}]", "u2"),
    ]
    made = planned(*records)
    assert [one.reference for one in part_of(made, "register/index.html").lines] == ["m1/a3", "m1/a2"]
    assert [one.reference for one in part_of(made, "register/2024/index.html").lines] == ["m1/a1"]
    assert page(made, "register/register-2024.pdf").for_print
    assert not any(one.path.startswith("register/2025") for one in made.pages)
    reopened = updates("date: 2026-03-01\nupdates: [{action: m1/a1, state: open}]", "u3")
    again = planned(*records, reopened)
    assert [one.reference for one in part_of(again, "register/index.html").lines] == ["m1/a1", "m1/a3", "m1/a2"]
    assert not any(one.path.startswith("register/2024") for one in again.pages)


def test_whoever_answers_for_something_has_a_sheet_and_a_notice_while_something_is_live(tmp_path: Path) -> None:
    made = plan(site_of(write_site(tmp_path)), edition="full", outputs=ALL)
    sheet = page(made, "units/works-office/index.html").context["sheet"]
    assert [one.reference for one in sheet.led] == ["works-1/a1"]  # type: ignore[attr-defined]
    # It was closed in March: there is nothing to remind the unit of.
    assert page(made, "units/works-office/index.html").context["pdf"] is None
    assert page(made, "people/lu/index.html").context["pdf"] == "people/lu/lu.pdf"


def test_names_that_nobody_knows_and_actions_of_nobody_share_a_page() -> None:
    made = planned(minutes("actions: [{id: a1, task: 清沟, owner: 外聘施工队}, {id: a2, task: 立牌}]", "m1"))
    context = page(made, "register/unlisted/index.html").context
    assert [one.party.name for one in context["strangers"]] == ["外聘施工队"]  # type: ignore[attr-defined]
    assert [one.reference for one in context["nobody"]] == ["m1/a2"]  # type: ignore[attr-defined]


def test_what_changed_is_counted_from_the_eve_of_the_last_meeting_that_was_held(tmp_path: Path) -> None:
    made = plan(site_of(write_site(tmp_path)), edition="full", outputs=ALL)
    context = page(made, "series/works/since/index.html").context
    changes = context["changes"]
    assert context["last"].id == "works-2"  # type: ignore[attr-defined]
    assert str(changes.since) == "2026-02-11"  # type: ignore[attr-defined]
    assert [one.line.reference for one in changes.closed] == ["works-1/a1"]  # type: ignore[attr-defined]


def test_files_for_other_programs_are_made_as_asked_for(tmp_path: Path) -> None:
    site = site_of(write_site(tmp_path))
    made = plan(site, edition="full", outputs=ALL)
    assert sorted((one.path, one.form) for one in made.files) == [
        ("meetings.ics", "ics"),
        ("register/actions-excel.csv", "csv-for-excel"),
        ("register/actions.csv", "csv"),
        ("register/actions.ics", "ics"),
        ("register/register.json", "json"),
        ("register/register.xlsx", "xlsx"),
        ("units/works-office/works-office.ics", "ics"),
    ]
    assert plan(site, edition="full", outputs={"html", "pdf"}).files == ()
    assert plan(site, edition="full", outputs=ALL, only="works-1").files == ()


def test_the_register_puts_the_most_urgent_first_and_what_ended_last_first_below() -> None:
    opened = minutes(
        "actions: [{id: a1, task: 清沟}, {id: a2, task: 立牌}, {id: a3, task: 建账, due: 2026-09-01},"
        " {id: a4, task: 巡查, due: 2026-06-01}, {id: a5, task: 除草, due: 2026-03-01}]",
        "m1",
    )
    told = "date: 2026-03-01\nupdates: [{action: m1/a1, state: closed}, {action: m1/a2, state: open}]"
    later = "date: 2026-04-01\nupdates: [{action: m1/a2, state: cancelled}]"
    made = planned(opened, updates(told, "u1"), updates(later, "u2"))
    rows = part_of(made, "register/index.html").lines
    assert [one.reference for one in rows] == ["m1/a5", "m1/a4", "m1/a3", "m1/a2", "m1/a1"]
    assert [one.number for one in rows] == [5, 4, 3, 2, 1]


LEVELS: list[Record] = [
    minutes("access: public\nactions: [{id: a1, task: 清沟, lead: 水利局, owner: 段成}]", "m1"),
    minutes("access: internal\nactions: [{id: a1, task: 立牌, lead: 交通局}]", "m2"),
    updates("date: 2026-03-01\naccess: restricted\nupdates: [{action: m1/a1, note: 已开工}]", "u1"),
]


def level(made: BuildPlan, path: str) -> object:
    return page(made, path).context["level"]


def test_a_page_made_of_all_records_is_as_closed_as_the_most_closed_record_it_shows() -> None:
    made = planned(*LEVELS)
    whole = {"register/index.html", "register/register.pdf", "units/index.html", "decisions/index.html"}
    assert {path: level(made, path) for path in whole} == dict.fromkeys(whole, "restricted")
    assert level(made, "actions/m1/a1/index.html") == "restricted"
    assert level(made, "actions/m2/a1/index.html") == "internal"


def test_a_record_of_a_later_day_or_of_other_actions_closes_no_page() -> None:
    made = planned(*LEVELS, as_of=dt.date(2026, 2, 28))
    assert level(made, "register/index.html") == "internal"
    assert level(made, "actions/m1/a1/index.html") == "public"
    assert level(planned(LEVELS[0]), "units/index.html") == "public"
    # A record that does not say how closed it is has the most closed level.
    assert level(planned(minutes("access:\nactions: [{id: a1, task: 清沟}]", "m1")), "units/index.html") == "restricted"


def test_the_page_of_an_action_is_as_closed_as_the_actions_it_names() -> None:
    opened = minutes("access: public\nactions: [{id: a1, task: 清沟}, {id: a2, task: 立牌}]", "m1")
    going_on = minutes("access: internal\nstart: 2026-02-01\nactions: [{id: a1, task: 建账, continues: m1/a1}]", "m2")
    made = planned(opened, going_on)
    assert [level(made, f"actions/m1/{one}/index.html") for one in ("a1", "a2")] == ["internal", "public"]


def test_sheets_notices_and_changes_are_as_closed_as_their_own_rows(tmp_path: Path) -> None:
    made = plan(site_of(write_site(tmp_path)), edition="full", outputs=ALL)
    # Its action was reported on in a file that does not say how closed it is.
    assert level(made, "units/works-office/index.html") == "restricted"
    assert level(made, "people/lu/index.html") == "public"
    assert level(made, "people/lu/lu.pdf") == "public"
    assert level(made, "series/works/since/index.html") == "restricted"
    assert level(made, "register/register.pdf") == "restricted"


def test_a_file_that_cannot_say_that_it_is_incomplete_is_not_made_while_a_record_is_unreadable(tmp_path: Path) -> None:
    site = replace(site_of(write_site(tmp_path)), unreadable=("works-9",))
    made = plan(site, edition="full", outputs=ALL)
    whole = {one.path for one in plan(replace(site, unreadable=()), edition="full", outputs=ALL).files}
    assert whole - {one.path for one in made.files} == {"register/actions.csv"}
    exports = page(made, "register/index.html").context["exports"]
    assert "register/actions.csv" not in exports.values()  # type: ignore[attr-defined]
    assert exports["csv-for-excel"] == "register/actions-excel.csv"  # type: ignore[index]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories(most=7), st.integers(0, 25))
def test_every_action_opened_by_a_day_is_on_the_register_on_its_sheets_and_in_every_file(
    history: list[Record], number: int
) -> None:
    site = resolve(gathered(*history), day(number))
    made = plan(site, edition="full", outputs=ALL)
    opened = sorted(one.reference for one in site.lines)
    parts = [one.context["part"] for one in made.pages if one.template == "site/register.html.j2"]
    on_register = Counter(line.reference for part in parts for line in part.lines)  # type: ignore[attr-defined]
    assert on_register == Counter(opened)
    printed = [one.context["part"] for one in made.pages if one.template == "briefing/register.html.j2"]
    assert Counter(line.reference for part in printed for line in part.lines) == Counter(opened)  # type: ignore[attr-defined]
    made_by_then = Counter(one.reference for one in site.decisions)
    for template in ("site/decisions.html.j2", "briefing/decisions.html.j2"):
        parts = [one.context["part"] for one in made.pages if one.template == template]
        assert Counter(one.reference for part in parts for one in part.decisions) == made_by_then  # type: ignore[attr-defined]
    assert sorted(one.path for one in made.pages if one.path.startswith("actions/")) == sorted(
        f"actions/{one}/index.html" for one in opened
    )
    on_sheets: dict[str, set[str]] = {}
    for one in made.pages:
        if one.template == "site/sheet.html.j2":
            for line in one.context["sheet"].lines():  # type: ignore[attr-defined]
                on_sheets.setdefault(line.reference, set()).add(one.context["sheet"].party.name)  # type: ignore[attr-defined]
        if one.template == "site/unlisted.html.j2":
            for line in one.context["nobody"]:  # type: ignore[attr-defined]
                on_sheets.setdefault(line.reference, set()).add("nobody")
            for sheet in one.context["strangers"]:  # type: ignore[attr-defined]
                for line in sheet.lines():
                    on_sheets.setdefault(line.reference, set()).add(sheet.party.name)
    for line in site.lines:
        named = {one.name for one in (line.lead, *line.owner, *line.support, line.supervisor) if one}
        assert named | ({"nobody"} if line.is_unassigned else set()) <= on_sheets.get(line.reference, set())
    whole = [one.export.lines for one in made.files if one.path.startswith("register/")]
    assert all(sorted(line.reference for line in lines) == opened for lines in whole)
    assert len(whole) == 5
