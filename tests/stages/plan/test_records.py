"""Every output has its path, its template and all that it shows, before anything is rendered."""

from __future__ import annotations

from pathlib import Path

from reportgen.model.build import BuildPlan, Links, PlannedPage
from reportgen.model.content import source_hash
from reportgen.model.site import Site
from reportgen.stages.plan import plan
from reportgen.stages.resolve import resolve
from tests.small_site import AS_OF, SITE, THIRD, gathered, minutes, png, site_of, write_site

BOTH = ("html", "pdf")


def planned(
    site: Site, outputs: tuple[str, ...] = BOTH, only: str | None = None, without: tuple[str, ...] = ()
) -> BuildPlan:
    return plan(site, edition="full", outputs=outputs, only=only, without=without)


def paths(made: BuildPlan) -> list[str]:
    """Of all outputs."""
    pages = [page.path for page in made.pages]
    others = [*(file.path for file in made.files), *(text.path for text in made.texts)]
    return sorted([*pages, *(path for path, _ in made.copies), *others])


def page(made: BuildPlan, path: str) -> PlannedPage:
    return next(one for one in made.pages if one.path == path)


def test_an_edition_has_a_page_for_each_record_and_those_made_of_all(tmp_path: Path) -> None:
    assert paths(planned(site_of(write_site(tmp_path)))) == [
        "actions/works-1/a1/index.html",
        "actions/works-1/a2/index.html",
        "assets/drain.png",
        "assets/plan.pdf",
        "decisions/decisions.pdf",
        "decisions/index.html",
        "feed.xml",
        "index.html",
        "meetings/garden-1/garden-1.pdf",
        "meetings/garden-1/index.html",
        "meetings/works-1/index.html",
        "meetings/works-1/works-1.pdf",
        "meetings/works-2/index.html",
        "meetings/works-2/works-2.pdf",
        "meetings/works-3/index.html",
        "meetings/works-3/works-3.pdf",
        "people/lu/index.html",
        "people/lu/lu.pdf",
        "people/shen/index.html",
        "register.js",
        "register/index.html",
        "register/register.pdf",
        "series/board/index.html",
        "series/board/since/index.html",
        "series/works/index.html",
        "series/works/since/index.html",
        "site.css",
        "sitemap.xml",
        "speeches/drains/drains.pdf",
        "speeches/drains/index.html",
        "units/index.html",
        "units/works-office/index.html",
    ]


def test_no_two_outputs_share_a_path(tmp_path: Path) -> None:
    found = paths(planned(site_of(write_site(tmp_path))))
    assert len(found) == len(set(found))


def test_html_alone_has_no_pdf_and_pdf_alone_no_page(tmp_path: Path) -> None:
    site = site_of(write_site(tmp_path))
    assert not any(path.endswith(".pdf") and not path.startswith("assets/") for path in paths(planned(site, ("html",))))
    assert all(path.endswith(".pdf") for path in paths(planned(site, ("pdf",))))
    assert len(paths(planned(site, ("pdf",)))) == 8
    # A page links to a PDF of an earlier build; whether there is one, the pipeline knows.
    assert page(planned(site, ("html",)), "meetings/works-1/index.html").context["pdf"] is not None


def test_markdown_alone_is_a_text_for_each_record_and_the_files_it_links_to(tmp_path: Path) -> None:
    site = site_of(write_site(tmp_path))
    assert paths(planned(site, ("md",))) == [
        "assets/drain.png",
        "assets/plan.pdf",
        "meetings/garden-1/garden-1.md",
        "meetings/works-1/works-1.md",
        "meetings/works-2/works-2.md",
        "meetings/works-3/works-3.md",
        "speeches/drains/drains.md",
    ]
    assert paths(planned(site, ("md",), only="garden-1")) == ["assets/plan.pdf", "meetings/garden-1/garden-1.md"]
    (text,) = planned(site, ("md",), only="garden-1").texts
    assert (text.view.id, text.theme) == ("garden-1", "briefing")
    assert text.links.to("meetings/works-1/works-1.md") == "../../meetings/works-1/works-1.md"
    assert text.links.asset("assets/plan.pdf") == "../../assets/plan.pdf"


def test_a_page_links_to_the_markdown_that_is_made_beside_it(tmp_path: Path) -> None:
    site = site_of(write_site(tmp_path))
    both = planned(site, ("html", "md"))
    assert page(both, "meetings/works-1/index.html").context["markdown"] == "meetings/works-1/works-1.md"
    assert page(both, "speeches/drains/index.html").context["markdown"] == "speeches/drains/drains.md"
    assert page(planned(site, ("html",)), "meetings/works-1/index.html").context["markdown"] is None


def test_one_record_alone_brings_its_own_assets_and_the_style_sheet(tmp_path: Path) -> None:
    site = site_of(write_site(tmp_path))
    assert paths(planned(site, only="works-1")) == [
        "assets/drain.png",
        "meetings/works-1/index.html",
        "meetings/works-1/works-1.pdf",
        "register.js",
        "site.css",
    ]
    assert paths(planned(site, ("html",), only="drains")) == ["register.js", "site.css", "speeches/drains/index.html"]
    assert paths(planned(site, ("html",), only="march")) == ["register.js", "site.css"]


def test_the_logo_comes_with_every_page(tmp_path: Path) -> None:
    folder = write_site(tmp_path, {"site.yaml": SITE + "house: {logo: assets/logo.png}\n", "assets/logo.png": png()})
    site = site_of(folder)
    assert "assets/logo.png" in paths(planned(site, only="drains"))


def test_a_page_links_to_no_pdf_that_could_not_be_printed(tmp_path: Path) -> None:
    made = planned(site_of(write_site(tmp_path)), without=("meetings/works-1/works-1.pdf",))
    assert page(made, "meetings/works-1/index.html").context["pdf"] is None
    assert page(made, "meetings/works-2/index.html").context["pdf"] == "meetings/works-2/works-2.pdf"


def test_a_meeting_is_printed_as_what_became_of_it(tmp_path: Path) -> None:
    cancelled = THIRD.replace("planned", "cancelled")
    site = site_of(write_site(tmp_path, {"meetings/works/works-4.yaml": cancelled}))
    made = planned(site)
    assert page(made, "meetings/works-1/works-1.pdf").template == "briefing/minutes.html.j2"
    assert page(made, "meetings/works-3/works-3.pdf").template == "briefing/agenda.html.j2"
    assert page(made, "speeches/drains/drains.pdf").template == "briefing/speech.html.j2"
    assert page(made, "meetings/works-3/index.html").context["article"] == "briefing/article/agenda.html.j2"
    assert page(made, "meetings/works-4/index.html").context["article"] == "briefing/article/cancelled.html.j2"
    assert page(made, "meetings/works-4/index.html").context["pdf"] is None
    assert not any(one.path.endswith("works-4.pdf") for one in made.pages)


def test_a_series_may_have_a_theme_of_its_own(tmp_path: Path) -> None:
    folder = write_site(tmp_path, {"site.yaml": SITE.replace("    lang: zh\n", "    lang: zh\n    theme: gongwen\n")})
    made = planned(site_of(folder))
    printed, web = page(made, "meetings/works-1/works-1.pdf"), page(made, "meetings/works-1/index.html")
    assert (printed.template, printed.themes, printed.language) == ("gongwen/minutes.html.j2", ("gongwen",), "zh")
    assert (web.template, web.themes) == ("site/meeting.html.j2", ("gongwen", "site"))
    assert page(made, "meetings/garden-1/index.html").themes == ("briefing", "site")
    assert page(made, "index.html").language == "en"
    assert page(made, "series/works/index.html").language == "zh"


def test_page_and_pdf_carry_the_hash_of_the_same_record(tmp_path: Path) -> None:
    site = site_of(write_site(tmp_path))
    made = planned(site)
    meeting = site.meeting("works-1")
    assert meeting is not None
    hashes = {one.source_hash for one in made.pages if one.record == "works-1"}
    assert hashes == {source_hash(meeting.record)}
    assert {one.source_hash for one in made.pages if one.record is None} == {None}


def links_of(made: BuildPlan, path: str) -> Links:
    links = page(made, path).context["links"]
    assert isinstance(links, Links)
    return links


def test_a_web_page_links_from_where_it_stands(tmp_path: Path) -> None:
    made = planned(site_of(write_site(tmp_path)))
    assert links_of(made, "meetings/works-1/index.html").asset("assets/drain.png") == "../../assets/drain.png"
    assert links_of(made, "meetings/works-1/index.html").to("index.html") == "../../index.html"
    assert links_of(made, "index.html").to("feed.xml") == "feed.xml"
    assert links_of(made, "feed.xml").to("index.html") == "https://minutes.example.org/index.html"
    assert links_of(made, "index.html").asset("assets/no.png") is None


def test_a_printed_page_links_to_the_address_of_the_site_or_not_at_all(tmp_path: Path) -> None:
    site = site_of(write_site(tmp_path / "a"))
    links = links_of(planned(site), "meetings/works-1/works-1.pdf")
    assert links.asset("assets/drain.png") == site.assets["assets/drain.png"].uri
    assert links.asset("assets/plan.pdf") == "https://minutes.example.org/assets/plan.pdf"
    homeless = SITE.replace("base-url: https://minutes.example.org\n", "")
    links = links_of(
        planned(site_of(write_site(tmp_path / "b", {"site.yaml": homeless}))), "meetings/works-1/works-1.pdf"
    )
    assert links.asset("assets/plan.pdf") is links.to("index.html") is None
    assert str(links.asset("assets/drain.png")).startswith("asset:")


def test_series_are_listed_by_year_latest_first() -> None:
    records = [
        minutes(f"series: works\nstart: {start}", f"m{number}")
        for number, start in enumerate(("2025-03-01", "2026-01-01", "2026-02-01"))
    ]
    series = page(planned(resolve(gathered(*records, minutes("", "lone")), AS_OF)), "index.html").context["series"]
    told = [
        (
            one.series.id if one.series else None,
            one.path,
            [(year.year, [m.id for m in year.meetings]) for year in one.years],
        )
        for one in series
    ]  # type: ignore[attr-defined]
    assert told == [
        ("works", "series/works/index.html", [(2026, ["m2", "m1"]), (2025, ["m0"])]),
        (None, None, [(2026, ["lone"])]),
    ]


def test_the_feed_holds_the_newest_records_with_addresses_that_stay(tmp_path: Path) -> None:
    feed = page(planned(site_of(write_site(tmp_path))), "feed.xml").context
    # The meeting to come is on the index, not in the feed.
    assert str(feed["updated"]) == "2026-03-05"
    assert [(one.identity, one.title, str(one.day)) for one in feed["entries"]][:1] == [  # type: ignore[attr-defined]
        ("https://minutes.example.org/meetings/garden-1/index.html", "Garden Board, March", "2026-03-05"),
    ]


def test_a_feed_without_an_address_has_names_that_are_the_same_in_every_build(tmp_path: Path) -> None:
    homeless = {"site.yaml": SITE.replace("base-url: https://minutes.example.org\n", "")}
    first = page(planned(site_of(write_site(tmp_path / "a", homeless))), "feed.xml").context["entries"]
    second = page(planned(site_of(write_site(tmp_path / "b", homeless))), "feed.xml").context["entries"]
    assert first == second
    assert all(one.identity.startswith("urn:uuid:") for one in first)  # type: ignore[attr-defined]


def test_a_feed_has_fifty_entries_at_the_most() -> None:
    records = [minutes(f"start: 2026-01-{number % 28 + 1:02d}", f"m{number}") for number in range(60)]
    made = planned(resolve(gathered(*records), AS_OF))
    assert len(page(made, "feed.xml").context["entries"]) == 50  # type: ignore[arg-type]
    assert sum(one.path.endswith("/index.html") and one.record is not None for one in made.pages) == 60


def test_an_empty_site_still_has_an_index() -> None:
    made = planned(resolve(gathered(), AS_OF))
    assert paths(made) == [
        "decisions/index.html",
        "feed.xml",
        "index.html",
        "register.js",
        "register/index.html",
        "site.css",
        "sitemap.xml",
        "units/index.html",
    ]
    assert page(made, "feed.xml").context["updated"] == AS_OF
