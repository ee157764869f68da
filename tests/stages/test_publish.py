"""What goes into an edition: new files, good old ones where nothing good replaces them, and a manifest of all."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from reportgen.formats.manifest import files_of
from reportgen.model.build import Artifact
from reportgen.model.meeting import Briefing
from reportgen.stages.publish import Edition, Gaps, Publication, copies, leaning_on, publish
from tests.small_site import AS_OF, minutes, record_of, site_of, write_site

EDITION = Edition("full", "2026-06-30", {"reportgen": "1"})


def page(record: str, words: str = "words", *, source: str = "f00d") -> list[Artifact]:
    return [
        Artifact(f"meetings/{record}/index.html", words.encode(), record, source),
        Artifact(f"meetings/{record}/{record}.pdf", f"%PDF {words}".encode(), record, source),
    ]


def again(
    artifacts: list[Artifact],
    *,
    earlier: bytes | None,
    outputs: tuple[str, ...] = ("html", "pdf"),
    partial: bool = False,
    **gaps: list[str],
) -> Publication:
    told = Gaps(**{name: frozenset(records) for name, records in gaps.items()})
    return publish(EDITION, artifacts, earlier=files_of(earlier), gaps=told, outputs=outputs, partial=partial)


def compiled(words: str = "words") -> list[Artifact]:
    return [Artifact(path, words.encode()) for path in ("index.html", "feed.xml")]


STYLE = [Artifact("site.css", b"body{}"), Artifact("assets/a.png", b"png")]


def made(publication: Publication) -> dict[str, bytes]:
    return {one.path: one.content for one in publication.artifacts}


def manifest(publication: Publication) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(publication.manifest.content)
    return found


FIRST = again([*page("m1"), *page("m2"), *compiled(), *STYLE], earlier=None)
BEFORE = FIRST.manifest.content


def test_a_first_build_publishes_everything_and_says_so() -> None:
    assert len(FIRST.artifacts) == 8
    assert FIRST.kept == FIRST.gone == ()
    told = manifest(FIRST)
    assert {key: told[key] for key in ("format", "edition", "as-of", "generator")} == {
        "format": 1,
        "edition": "full",
        "as-of": "2026-06-30",
        "generator": {"reportgen": "1"},
    }
    assert told["files"]["meetings/m1/index.html"] == {
        "sha256": hashlib.sha256(b"words").hexdigest(),
        "bytes": 5,
        "record": "m1",
        "source": "f00d",
    }
    assert told["files"]["site.css"] == {"sha256": hashlib.sha256(b"body{}").hexdigest(), "bytes": 6}


def test_the_manifest_is_the_same_whatever_the_order_of_files() -> None:
    turned = again([*STYLE, *compiled(), *page("m2"), *page("m1")], earlier=None)
    assert turned.manifest == FIRST.manifest
    assert [one.path for one in turned.artifacts] == sorted(one.path for one in turned.artifacts)


def test_what_nothing_asks_for_any_more_goes() -> None:
    second = again([*page("m1"), *compiled("new"), *STYLE], earlier=BEFORE)
    assert second.gone == ("meetings/m2/index.html", "meetings/m2/m2.pdf")
    assert made(second)["index.html"] == b"new"
    assert set(manifest(second)["files"]) == set(made(second))


def test_an_unreadable_record_keeps_its_pages_and_every_page_made_of_all() -> None:
    second = again([*page("m1", "new", source="beef"), *compiled("lacking"), *STYLE], earlier=BEFORE, unreadable=["m2"])
    assert second.kept == ("feed.xml", "index.html", "meetings/m2/index.html", "meetings/m2/m2.pdf")
    assert second.gone == ()
    assert set(made(second)) == {"meetings/m1/index.html", "meetings/m1/m1.pdf", "site.css", "assets/a.png"}
    assert manifest(second)["files"]["index.html"] == manifest(FIRST)["files"]["index.html"]


def test_a_page_made_of_all_that_had_no_good_version_comes_with_its_banner() -> None:
    second = again([*page("m1"), *compiled("lacking")], earlier=None, unreadable=["m2"])
    assert made(second)["index.html"] == b"lacking"
    assert manifest(second)["files"]["index.html"]["incomplete"] is True
    assert "incomplete" not in manifest(second)["files"]["meetings/m1/index.html"]


def test_a_version_with_a_banner_gives_way_to_a_newer_one() -> None:
    first = again(compiled("lacking"), earlier=None, unreadable=["m2"])
    second = again(compiled("still lacking"), earlier=first.manifest.content, unreadable=["m2"])
    assert made(second)["index.html"] == b"still lacking"
    whole = again(compiled("whole"), earlier=second.manifest.content)
    assert "incomplete" not in manifest(whole)["files"]["index.html"]
    third = again(compiled("lacking again"), earlier=whole.manifest.content, unreadable=["m2"])
    assert third.kept == ("feed.xml", "index.html")


def test_a_record_that_leans_on_an_unreadable_one_keeps_its_pages() -> None:
    artifacts = [*page("m1", "lacking", source="beef"), *compiled(), *STYLE]
    second = again(artifacts, earlier=BEFORE, unreadable=["m2"], leaning=["m1"])
    assert not any(path.startswith("meetings/") for path in made(second))
    assert set(second.kept) >= {"meetings/m1/index.html", "meetings/m1/m1.pdf"}
    fresh = again(artifacts, earlier=None, unreadable=["m2"], leaning=["m1"])
    assert made(fresh)["meetings/m1/index.html"] == b"lacking"


def test_a_page_whose_own_record_did_not_change_keeps_what_an_unreadable_one_told_of_it() -> None:
    artifacts = [*page("m1", "without what came since"), *compiled(), *STYLE]
    second = again(artifacts, earlier=BEFORE, unreadable=["m2"])
    assert not any(path.startswith("meetings/m1/") for path in made(second))
    assert made(again(artifacts, earlier=BEFORE))["meetings/m1/index.html"] == b"without what came since"


def test_files_of_a_kind_that_was_not_asked_for_stay() -> None:
    web = [page("m1")[0], *compiled("new"), *STYLE]
    second = again(web, earlier=BEFORE, outputs=("html",))
    assert second.gone == ("meetings/m2/index.html",)
    assert second.kept == ()
    assert "meetings/m1/m1.pdf" in manifest(second)["files"]
    paper = again([page("m1", "new")[1]], earlier=BEFORE, outputs=("pdf",))
    assert paper.gone == ("meetings/m2/m2.pdf",)
    assert manifest(paper)["files"]["index.html"] == manifest(FIRST)["files"]["index.html"]


def test_assets_go_with_web_pages_and_with_markdown() -> None:
    before = again([Artifact("assets/a.png", b"old"), Artifact("meetings/m1/m1.md", b"# m1", "m1", "s1")], earlier=None)
    earlier = before.manifest.content
    assert again([], earlier=earlier, outputs=("md",)).gone == ("assets/a.png", "meetings/m1/m1.md")
    assert again([], earlier=earlier, outputs=("html",)).gone == ("assets/a.png",)
    assert again([], earlier=earlier, outputs=("pdf",)).gone == ()


def test_a_meeting_leans_on_every_record_it_refers_to_and_a_notice_on_all() -> None:
    texts = {
        "a": "previous-minutes: gone-1\n",
        "b": "decisions: [{id: d1, text: t, supersedes: gone-1/d1}]\n",
        "c": "updates: [{action: gone-1/a1}]\n",
        "d": "actions: [{id: a1, task: t, continues: gone-1/a1}]\n",
        "e": "updates: [{action: other-1/a1}]\n",
        "f": "status: planned\n",
    }
    records = [minutes(text, f"{name}-1") for name, text in texts.items()]
    assert leaning_on(["gone-1"], records) == {"a-1", "b-1", "c-1", "d-1", "f-1"}
    assert leaning_on([], records) == frozenset()


def test_a_briefing_leans_on_all_records_because_its_selection_may_have_found_the_unreadable_one() -> None:
    text = "kind: briefing\ntitle: t\ndate: 2026-06-30\nselect: {series: works}\n"
    briefing = record_of(Briefing, text, id="b1")
    assert isinstance(briefing, Briefing)
    assert leaning_on(["gone-1"], [briefing]) == {"b1"}
    assert leaning_on([], [briefing]) == frozenset()


def test_assets_of_an_unreadable_record_stay() -> None:
    second = again([*page("m1"), *compiled(), STYLE[0]], earlier=BEFORE, unreadable=["m2"])
    assert "assets/a.png" in second.kept


def test_a_document_that_could_not_be_printed_keeps_its_last_good_pdf() -> None:
    html = page("m1", "new")[0]
    second = again([html, *page("m2"), *compiled(), *STYLE], earlier=BEFORE, unprinted=["meetings/m1/m1.pdf"])
    assert second.kept == ("meetings/m1/m1.pdf",)
    assert made(second)["meetings/m1/index.html"] == b"new"
    assert made(second)["index.html"] == b"words"


def test_a_build_of_one_record_leaves_the_others_and_its_manifest_lists_all() -> None:
    second = again([*page("m1", "new"), STYLE[0]], earlier=BEFORE, partial=True)
    assert second.gone == ()
    assert second.kept == ()
    assert set(manifest(second)["files"]) == set(manifest(FIRST)["files"])


HOSTILE = [
    "../outside", "/etc/outside", "a/../../outside", "a//b", "./a", "a/.", "..", "", "a\\b", "a\x00b", "a\nb", "\ud800",
    "x" * 300,
]  # fmt: skip


@pytest.mark.parametrize("path", HOSTILE)
@pytest.mark.parametrize("more", [{}, {"unreadable": ["m9"]}, {"partial": True}])
def test_a_path_that_leads_out_of_the_edition_is_neither_kept_nor_taken_away(path: str, more: dict[str, Any]) -> None:
    tampered = json.dumps(
        {"files": {path: {"sha256": "0", "bytes": 1}, "old.html": {"sha256": "0", "bytes": 1}}}
    ).encode()
    second = again(compiled(), earlier=tampered, **more)
    assert path not in {*second.kept, *second.gone, *manifest(second)["files"]}
    assert ("old.html" in second.gone) != ("old.html" in manifest(second)["files"])


@pytest.mark.parametrize(
    "earlier",
    [
        b"", b"not json", b"[]", b"null", b'"x"', b"\xff\xfe", b'{"files": []}', b'{"files": 3}', b"[" * 200_000,
        b'{"files": {"a.html": 3}}', b'{"files": {"a.html": {"record": ["m1"]}}}',
        b'{"files": {"a.html": {"record": {}}}}',
        b'{"files": {"a.html": {"sha256": "\\ud800"}}}', b'{"files": {"a.html": {"\\ud800": "x"}}}',
    ],
)  # fmt: skip
@pytest.mark.parametrize("more", [{}, {"unreadable": ["m1"]}, {"partial": True}])
def test_a_damaged_manifest_is_as_good_as_none(earlier: bytes, more: dict[str, Any]) -> None:
    second = again(compiled(), earlier=earlier, **more)
    assert second == again(compiled(), earlier=None, **more)


def test_copies_carry_the_content_of_the_assets(tmp_path: Any) -> None:
    assets = site_of(write_site(tmp_path), AS_OF).assets
    (copy,) = copies(assets, [("assets/plan.pdf", "assets/plan.pdf")])
    assert (copy.path, copy.content, copy.record) == ("assets/plan.pdf", b"%PDF-1.4\n%%EOF\n", None)


def test_a_file_that_stays_keeps_its_day_where_the_rest_is_of_another() -> None:
    same = manifest(again([*page("m1", "new"), STYLE[0]], earlier=BEFORE, partial=True))["files"]
    assert {entry.get("as-of") for entry in same.values()} == {None}
    older = BEFORE.replace(EDITION.as_of.encode(), b"2020-01-01")
    mixed = manifest(again([*page("m1", "new"), STYLE[0]], earlier=older, partial=True))["files"]
    assert "as-of" not in mixed["meetings/m1/index.html"]
    assert mixed["meetings/m2/index.html"]["as-of"] == "2020-01-01"


def test_a_meeting_that_may_lack_open_actions_is_marked_and_made_again() -> None:
    first = again([*page("m1"), *compiled(), *STYLE], earlier=None, unreadable=["m2"], lacking=["m1"])
    assert manifest(first)["files"]["meetings/m1/index.html"]["incomplete"] is True
    artifacts = [*page("m1", "whole"), *compiled(), *STYLE]
    second = again(artifacts, earlier=first.manifest.content, unreadable=["m3"])
    assert made(second)["meetings/m1/index.html"] == b"whole"
