"""A build from end to end: five mistakes in five files, sound pages all the same, and good pages never replaced."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen import disk
from reportgen.model.content import source_hash
from reportgen.model.diagnostic import Diagnostic, ReportgenError, Severity
from reportgen.pipeline import BuildOrder, BuildReport, build, building, draft_next, inspect
from reportgen.stages.load import load
from tests.printers import PaperlessPrinters, without_paper
from tests.small_site import (
    AS_OF,
    FIRST,
    GARDEN,
    SECOND,
    SITE,
    SPEECH,
    UPDATE,
    png,
    sound_files,
    told,
    write,
    write_site,
)

TEMPLATES = Path(__file__).parent / "small_templates"
"""As little of a theme as makes every page."""
WHOLE = {
    "assets/drain.png", "assets/plan.pdf", "feed.xml", "index.html", "manifest.json", "series/board/index.html",
    "series/works/index.html", "site.css", "sitemap.xml", "speeches/drains/index.html", "register.js",
    "register/index.html", "decisions/index.html", "units/index.html", "units/works-office/index.html",
    *(f"people/{one}/index.html" for one in ("lu", "shen")),
    *(f"actions/works-1/{one}/index.html" for one in ("a1", "a2")),
    *(f"series/{one}/since/index.html" for one in ("board", "works")),
    *(f"meetings/{one}/index.html" for one in ("garden-1", "works-1", "works-2", "works-3")),
}  # fmt: skip


def prepared(tmp_path: Path, changes: dict[str, str | bytes] | None = None) -> Path:
    """A site with small templates beside its content."""
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    return write_site(tmp_path / "content", changes)


def built(
    content: Path, *, outputs: Iterable[str] = ("html",), as_of: dt.date = AS_OF, only: str | None = None
) -> BuildReport:
    return build(BuildOrder(content, content.parent / "build", as_of, frozenset(outputs), only, jobs=1))


def tree(content: Path) -> dict[str, bytes]:
    """Every file of the edition."""
    folder = content.parent / "build/full"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def errors(report: BuildReport) -> list[str]:
    return told(one for one in report.findings if one.severity is Severity.ERROR)


def test_a_sound_site_is_built_whole_and_a_second_time_nothing_changes(tmp_path: Path) -> None:
    content = prepared(tmp_path)
    first = built(content)
    assert first.findings == ()
    assert set(tree(content)) == WHOLE
    assert (first.pages, first.documents, first.written, first.kept) == (18, 0, len(WHOLE) - 1, ())
    before = tree(content)
    second = built(content)
    assert (second.written, tree(content)) == (0, before)


def test_the_office_s_templates_make_the_pages(tmp_path: Path) -> None:
    content = prepared(tmp_path)
    built(content)
    page = tree(content)["meetings/works-1/index.html"].decode()
    assert page.startswith("<article><h1>工程例会第一次会议</h1>")
    assert '<img src="../../assets/drain.png" alt="剖面">' in page
    assert "<p>清理一号沟 open</p>" in page
    assert page.rstrip().endswith("<aside>works-2 approved;works-2 update;works-2 superseded;march update;</aside>")
    assert "works-1/a1: 完成过半" in tree(content)["meetings/works-2/index.html"].decode()


def test_an_override_may_stand_on_a_bundled_template(tmp_path: Path) -> None:
    content = prepared(tmp_path)
    write(tmp_path / "templates", {"site/site.css.j2": '{% include "bundled/site/site.css.j2" %}/* ours */'})
    built(content)
    style = tree(content)["site.css"].decode()
    assert style.rstrip().endswith("/* ours */")
    assert len(style) > 1_000


def test_the_manifest_tells_of_every_file(tmp_path: Path) -> None:
    content = prepared(tmp_path)
    built(content)
    files = tree(content)
    manifest = json.loads(files.pop("manifest.json"))
    assert set(manifest["files"]) == set(files)
    for path, entry in manifest["files"].items():
        from hashlib import sha256

        assert (entry["sha256"], entry["bytes"]) == (sha256(files[path]).hexdigest(), len(files[path]))
    loaded, _ = load(content)
    assert loaded is not None
    first = next(one for one in loaded.records if one.id == "works-1")
    assert manifest["files"]["meetings/works-1/index.html"]["source"] == source_hash(first)
    assert manifest["as-of"] == "2026-06-30"


def test_formats_may_name_markdown_and_the_manifest_lists_it(tmp_path: Path) -> None:
    content = prepared(tmp_path, {"site.yaml": SITE + "formats: [md]\n"})
    report = build(BuildOrder(content, tmp_path / "build", AS_OF))
    assert report.findings == ()
    assert (report.pages, report.documents) == (0, 0)
    files = tree(content)
    ids = ("garden-1", "works-1", "works-2", "works-3")
    texts = {*(f"meetings/{one}/{one}.md" for one in ids), "speeches/drains/drains.md"}
    assert set(files) == {*texts, "assets/drain.png", "assets/plan.pdf", "manifest.json"}
    page = files["meetings/works-1/works-1.md"].decode()
    assert page.startswith("# 工程例会第一次会议\n\n- 时间：2026年1月15日 09:00至10:30\n")
    assert "![剖面](../../assets/drain.png)" in page
    loaded, _ = load(content)
    assert loaded is not None
    entry = json.loads(files["manifest.json"])["files"]["meetings/works-1/works-1.md"]
    first = next(one for one in loaded.records if one.id == "works-1")
    assert (entry["record"], entry["source"]) == ("works-1", source_hash(first))
    again = build(BuildOrder(content, tmp_path / "build", AS_OF))
    assert (again.written, tree(content)) == (0, files)


def test_a_theme_of_another_name_says_in_markdown_what_it_words_itself_and_the_rest_as_the_bundled_one(
    tmp_path: Path,
) -> None:
    content = prepared(tmp_path, {"site.yaml": SITE + "formats: [md]\ntheme: plain\n"})
    write(tmp_path / "templates", {"plain/theme.yaml": "words: {when: {zh: 何时}}\n"})
    build(BuildOrder(content, tmp_path / "build", AS_OF))
    page = tree(content)["meetings/works-1/works-1.md"].decode()
    assert "\n- 何时：2026年1月15日" in page
    assert "\n- 主持：顾怀远" in page


def test_a_theme_says_in_files_for_other_programs_what_those_it_extends_say(tmp_path: Path) -> None:
    bundled = prepared(tmp_path / "bundled", {"site.yaml": SITE + "formats: [md, csv, json]\n"})
    build(BuildOrder(bundled, bundled.parent / "build", AS_OF))
    plain = prepared(tmp_path / "plain", {"site.yaml": SITE + "formats: [md, csv, json]\ntheme: mine\n"})
    write(plain.parent / "templates", {"mine/theme.yaml": "extends: briefing\n"})
    build(BuildOrder(plain, plain.parent / "build", AS_OF))
    theirs, ours = tree(bundled), tree(plain)
    assert ours.pop("manifest.json") == theirs.pop("manifest.json")
    assert ours == theirs
    write(plain.parent / "templates", {
        "mine/theme.yaml": "extends: house\n",
        "house/theme.yaml": "extends: briefing\nwords: {when: {zh: 何时}, register_col_task: {en: What to do}}\n",
    })  # fmt: skip
    assert build(BuildOrder(plain, plain.parent / "build", AS_OF)).written > 0
    assert "\n- 何时：2026年1月15日" in tree(plain)["meetings/works-1/works-1.md"].decode()
    assert b",What to do," in tree(plain)["register/actions-excel.csv"]


FIVE: dict[str, tuple[str | bytes, str]] = {
    "meetings/works/works-2.yaml": (SECOND.replace("2026-02-12 09:00", "2026-02-31 09:00"), "4:8 no-such-date"),
    "meetings/a.yaml": (GARDEN.replace("chair:", "chiar:"), "6:1 unknown-key"),
    "meetings/b.yaml": (GARDEN.replace("assets/plan.pdf", "assets/plam.pdf"), "7:9 no-such-asset"),
    "speeches/c.yaml": (SPEECH.replace("speaker: 顾怀远\n", ""), "1:1 missing-key"),
    "updates/d.yaml": (UPDATE.replace("works-1/a1", "works-1/a7"), "5:14 unknown-action"),
}


def test_five_mistakes_in_five_files_are_told_in_one_run_and_the_rest_is_built(tmp_path: Path) -> None:
    content = prepared(tmp_path, {name: text for name, (text, _) in FIVE.items()})
    report = built(content)
    assert told(report.findings) == sorted(f"{name}:{place}" for name, (_, place) in FIVE.items())
    for one in report.findings:
        assert one.severity is Severity.ERROR
        for language in ("zh", "en"):
            assert one.message(language)
            assert one.hint(language)
    assert {path for path in tree(content) if path.startswith(("meetings/", "speeches/"))} == {
        "meetings/garden-1/index.html",
        "meetings/works-1/index.html",
        "meetings/works-3/index.html",
        "speeches/drains/index.html",
    }
    assert "<p>incomplete: 5</p>" in tree(content)["index.html"].decode()


def test_one_file_made_unreadable_leaves_index_and_feed_as_they_were(tmp_path: Path) -> None:
    content = prepared(tmp_path)
    built(content)
    before = tree(content)
    write(
        content,
        {
            "meetings/works/works-2.yaml": "kind: minutes\ntitle: '\n",
            "meetings/garden-1.yaml": GARDEN.replace("Hedges", "Trees"),
        },
    )
    report = built(content)
    after = tree(content)
    assert errors(report) == ["meetings/works/works-2.yaml:2:8 quote-not-closed"]
    assert set(after) == set(before)
    changed = {path for path in before if before[path] != after[path]}
    # Only what was changed by hand; every other page would merely lose what the unreadable record told of it.
    assert changed == {"meetings/garden-1/index.html", "manifest.json"}
    assert set(report.kept) >= {
        "index.html",
        "feed.xml",
        "sitemap.xml",
        "meetings/works-2/index.html",
        "meetings/works-3/index.html",
    }
    write(content, {"meetings/works/works-2.yaml": SECOND})
    report = built(content)
    assert (report.findings, report.kept) == ((), ())
    assert tree(content).keys() == before.keys()
    assert "Trees" in tree(content)["meetings/garden-1/index.html"].decode()


def test_on_a_first_build_pages_made_of_all_carry_the_banner_until_they_are_whole(tmp_path: Path) -> None:
    content = prepared(tmp_path, {"meetings/works/works-2.yaml": "kind: minutes\ntitle: '\n"})
    built(content)
    for path in ("index.html", "feed.xml", "series/works/index.html"):
        assert "<p>incomplete: 1</p>" in tree(content)[path].decode()
    write(content, {"updates/march.yaml": b"\xff"})
    built(content)
    assert "<p>incomplete: 2</p>" in tree(content)["index.html"].decode()
    write(
        content,
        {
            name: text
            for name, text in sound_files().items()
            if name in {"meetings/works/works-2.yaml", "updates/march.yaml"}
        },
    )
    built(content)
    assert "incomplete" not in tree(content)["index.html"].decode()


def test_what_a_meeting_told_of_a_record_that_cannot_be_read_stays_on_its_page(tmp_path: Path) -> None:
    content = prepared(tmp_path)
    built(content)
    before = tree(content)["meetings/works-2/index.html"]
    write(content, {"meetings/works/works-1.yaml": FIRST.replace("2026-01-15 09:00", "soon")})
    report = built(content)
    assert errors(report) == ["meetings/works/works-1.yaml:4:8 bad-date"]
    assert tree(content)["meetings/works-2/index.html"] == before
    assert "完成过半" in before.decode()


def test_a_record_that_is_a_link_keeps_the_page_of_the_file_it_replaced(tmp_path: Path) -> None:
    content = prepared(tmp_path)
    built(content)
    before = tree(content)
    record = content / "meetings/garden-1.yaml"
    record.rename(tmp_path / "elsewhere.yaml")
    record.symlink_to(tmp_path / "elsewhere.yaml")
    report = built(content)
    assert errors(report) == ["meetings/garden-1.yaml not-a-file"]
    assert {path: one for path, one in tree(content).items() if path != "manifest.json"} == {
        path: one for path, one in before.items() if path != "manifest.json"
    }


@pytest.mark.parametrize("changes", [{"site.yaml": "title: t\nlangs: zh\n"}, {"people.yaml": "peeple: []\n"}])
def test_a_wrong_configuration_builds_nothing_and_leaves_what_was_there(
    tmp_path: Path, changes: dict[str, str]
) -> None:
    content = prepared(tmp_path)
    built(content)
    before = tree(content)
    write(content, dict(changes))
    report = built(content)
    assert report.folder is None
    assert len(errors(report)) == 1
    assert tree(content) == before


def test_a_record_that_is_taken_away_takes_its_pages_with_it(tmp_path: Path) -> None:
    content = prepared(tmp_path)
    built(content)
    (content / "meetings/garden-1.yaml").unlink()
    report = built(content)
    assert (report.findings, report.kept) == ((), ())
    assert WHOLE - set(tree(content)) == {
        "meetings/garden-1/index.html",
        "series/board/index.html",
        "series/board/since/index.html",
        "assets/plan.pdf",
    }


def test_files_that_only_a_wrong_record_names_are_not_published(tmp_path: Path) -> None:
    text = GARDEN.replace("assets/plan.pdf", "assets/new.pdf") + "updates: [{action: works-1/a9}]\n"
    content = prepared(tmp_path, {"meetings/x.yaml": text, "assets/new.pdf": b"%PDF-1.4\n"})
    assert errors(built(content)) == ["meetings/x.yaml:16:20 unknown-action"]
    assert "assets/new.pdf" not in tree(content)
    assert "assets/plan.pdf" in tree(content)


def test_one_record_may_be_built_alone(tmp_path: Path) -> None:
    content = prepared(tmp_path)
    report = built(content, only="garden-1")
    assert set(tree(content)) == {
        "manifest.json",
        "meetings/garden-1/index.html",
        "site.css",
        "register.js",
        "assets/plan.pdf",
    }
    assert report.findings == ()
    built(content)
    before = tree(content)
    write(
        content,
        {
            "meetings/garden-1.yaml": GARDEN.replace("Hedges", "Trees"),
            "meetings/works/works-1.yaml": FIRST.replace("排水", "疏浚"),
        },
    )
    report = built(content, only="garden-1")
    changed = {path for path, words in tree(content).items() if before[path] != words}
    assert changed == {"meetings/garden-1/index.html", "manifest.json"}
    assert set(tree(content)) == WHOLE


def test_a_record_that_is_not_there_cannot_be_built(tmp_path: Path) -> None:
    content = prepared(tmp_path)
    report = built(content, only="works-9")
    assert told(report.findings) == ["- unknown-record"]
    assert report.findings[0].message("zh") == "没有可以生成的记录“works-9”"
    assert not (tmp_path / "build/full").exists()


def test_findings_are_heard_before_anything_is_printed(tmp_path: Path) -> None:
    heard: list[Diagnostic] = []
    content = prepared(tmp_path, {"notes.txt": "x"})
    report = build(BuildOrder(content, tmp_path / "build", AS_OF, frozenset({"html"})), hear=heard.extend)
    assert told(heard) == told(report.findings) == ["notes.txt stray-file"]


def test_what_the_door_refuses_cannot_be_waved_through(tmp_path: Path) -> None:
    rules = "rules: {unknown-key: ignore, no-such-date: warning, stray-file: ignore, unknown-action: warning}\n"
    content = prepared(
        tmp_path, {name: text for name, (text, _) in FIVE.items()} | {"site.yaml": SITE + rules, "notes.txt": "x"}
    )
    _, findings = inspect(content, AS_OF)
    assert {one.code: one.severity.value for one in findings} == {
        "no-such-date": "error",
        "unknown-key": "error",
        "no-such-asset": "error",
        "missing-key": "error",
        "unknown-action": "warning",
    }


def test_a_stray_beside_a_record_does_not_cost_the_record(tmp_path: Path) -> None:
    content = prepared(
        tmp_path, {"site.yaml": SITE + "rules: {stray-file: error}\n", "meetings/works/works-1.txt": "x"}
    )
    assert errors(built(content)) == ["meetings/works/works-1.txt stray-file"]
    assert set(tree(content)) == WHOLE


def test_a_tampered_manifest_harms_nothing_outside_the_edition(tmp_path: Path) -> None:
    content = prepared(tmp_path)
    built(content)
    (tmp_path / "outside").write_text("keep")
    entry = {"sha256": "0", "bytes": 1}
    names = ["../../outside", str(tmp_path / "outside"), "meetings/../../../outside", "meetings", "\0", "x" * 500]
    write(tmp_path / "build/full", {"manifest.json": json.dumps({"files": dict.fromkeys(names, entry)})})
    built(content)
    assert (tmp_path / "outside").read_text() == "keep"
    assert set(tree(content)) == WHOLE
    assert set(json.loads(tree(content)["manifest.json"])["files"]) == WHOLE - {"manifest.json"}


def test_a_broken_template_is_an_error_in_words_and_changes_nothing(tmp_path: Path) -> None:
    content = prepared(tmp_path)
    built(content)
    before = tree(content)
    write(tmp_path / "templates", {"site/index.html.j2": "{{ nobody.name }}"})
    with pytest.raises(ReportgenError, match=r"template .*index\.html\.j2"):
        built(content)
    assert tree(content) == before


def test_a_build_beside_another_is_refused(tmp_path: Path) -> None:
    content = prepared(tmp_path)
    with disk.writing_to(tmp_path / "build"), pytest.raises(ReportgenError, match="another build"):
        built(content)


@pytest.fixture
def printing(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Builds PDFs without a printer; call it with part of a path that cannot be printed."""
    without_paper(monkeypatch)
    return lambda name: monkeypatch.setattr(PaperlessPrinters, "broken", name)


@pytest.mark.usefixtures("printing")
def test_web_pages_are_rendered_when_the_printers_are_gone_with_their_threads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    render, print_all = building.rendered, PaperlessPrinters.print_all
    monkeypatch.setattr(building, "rendered", lambda *asked: [done.append("rendered"), *render(*asked)][1:])
    monkeypatch.setattr(
        PaperlessPrinters, "print_all", lambda self, jobs: [done.append("printed"), *print_all(self, jobs)][1:]
    )
    monkeypatch.setattr(PaperlessPrinters, "close", lambda _: done.append("closed"))
    built(prepared(tmp_path), outputs=["html", "pdf"])
    assert done == ["printed", "closed", "rendered"]


def test_a_document_that_cannot_be_printed_keeps_its_last_good_pdf(
    tmp_path: Path, printing: Callable[[str], None]
) -> None:
    content = prepared(tmp_path)
    assert built(content, outputs=["html", "pdf"]).documents == 8
    before = tree(content)
    write(content, {"meetings/works/works-1.yaml": FIRST.replace("排水", "疏浚")})
    printing("works-1")
    report = built(content, outputs=["html", "pdf"])
    assert told(report.printing) == ["meetings/works/works-1.yaml print-died"]
    assert report.findings == report.printing
    assert report.kept == ("meetings/works-1/works-1.pdf",)
    assert tree(content)["meetings/works-1/works-1.pdf"] == before["meetings/works-1/works-1.pdf"]
    page = tree(content)["meetings/works-1/index.html"].decode()
    assert "疏浚" in page
    assert "PDF</a>" not in page
    assert "PDF</a>" in tree(content)["meetings/works-2/index.html"].decode()


def test_a_register_that_cannot_be_printed_keeps_its_last_good_pdf_and_is_named(
    tmp_path: Path, printing: Callable[[str], None]
) -> None:
    content = prepared(tmp_path)
    built(content, outputs=["html", "pdf"])
    before = tree(content)
    shutil.rmtree(content.parent / "build/.cache")
    printing("register/register.pdf")
    report = built(content, outputs=["html", "pdf"])
    assert [(one.code, one.span, one.document) for one in report.printing] == [
        ("print-died", None, "register/register.pdf")
    ]
    assert report.kept == ("register/register.pdf",)
    assert tree(content)["register/register.pdf"] == before["register/register.pdf"]


def test_a_page_loses_its_link_where_its_pdf_alone_has_to_be_printed_again_and_cannot(
    tmp_path: Path, printing: Callable[[str], None]
) -> None:
    content = prepared(tmp_path)
    order = BuildOrder(content, content.parent / "build", AS_OF, frozenset({"html", "pdf"}), jobs=1)
    made = len(build(order).reasons)
    before = tree(content)
    printing("works-1.pdf")
    report = build(replace(order, font_settings=("FONTCONFIG_FILE=other",)))
    after = tree(content)
    assert told(report.printing) == ["meetings/works/works-1.yaml print-died"]
    changed = {path for path in before if path.endswith(".html") and before[path] != after[path]}
    assert changed == {"meetings/works-1/index.html"}
    assert "PDF</a>" not in after["meetings/works-1/index.html"].decode()
    # What was looked at before the printer gave up is not told of.
    assert "meetings/works-1/index.html" in dict(report.reasons)
    assert report.standing == made - len(report.reasons)


def test_a_document_that_cannot_be_printed_is_an_error_whatever_site_yaml_says(
    tmp_path: Path, printing: Callable[[str], None]
) -> None:
    content = prepared(tmp_path, {"site.yaml": SITE + "rules: {print-died: ignore}\n"})
    printing("works-1")
    assert errors(built(content, outputs=["pdf"])) == ["meetings/works/works-1.yaml print-died"]


def test_a_printed_page_gets_its_pictures_and_the_logo(tmp_path: Path, printing: Callable[[str], None]) -> None:
    content = prepared(tmp_path, {"site.yaml": SITE + "house: {logo: assets/logo.png}\n", "assets/logo.png": png()})
    report = built(content, outputs=["pdf"])
    assert (report.findings, report.pages, report.documents) == ((), 0, 8)
    assert tree(content)["meetings/works-1/works-1.pdf"].count(b"\x89PNG") == 1  # both are the same picture
    assert b"asset:" in tree(content)["meetings/works-1/works-1.pdf"]


def test_no_draft_is_made_while_a_record_of_the_series_cannot_be_read(tmp_path: Path) -> None:
    content = prepared(tmp_path, {"meetings/works/works-2.yaml": "kind: minutes\ntitle: '\n"})
    draft, findings = draft_next(content, "works", dt.date(2026, 8, 1))
    assert draft is None
    assert told(findings) == [
        "- mend-first",
        "meetings/works/works-2.yaml:2:8 quote-not-closed",
    ]
    assert told(draft_next(content, "work", None)[1]) == ["- unknown-series"]


def test_two_builds_in_other_folders_zones_locales_and_hash_seeds_are_the_same_bytes(tmp_path: Path) -> None:
    surroundings = [
        {"TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Anchorage", "LANG": "zh_CN.UTF-8", "PYTHONHASHSEED": "4711"},
    ]
    text = (
        "import sys, datetime as dt; from pathlib import Path; from reportgen.pipeline import *\n"
        "report = build(BuildOrder(Path('content'), Path('build'), dt.date(2026, 6, 30), frozenset({'html', 'md'})))\n"
        "print([(str(one.span), one.message('en'), one.hint('zh')) for one in report.findings])"
    )
    results = []
    for number, variables in enumerate(surroundings):
        content = prepared(tmp_path / str(number) / ("deep" * number), {name: text for name, (text, _) in FIVE.items()})
        kept = {
            key: value for key, value in os.environ.items() if not key.startswith("LC_") and key not in {"LANG", "TZ"}
        }
        done = subprocess.run(
            [sys.executable, "-c", text],
            cwd=content.parent,
            env=kept | variables | {"PYTHONPATH": str(Path(__file__).parents[1]), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        )
        results.append((tree(content), done.stdout))
    assert results[0][0].keys() == results[1][0].keys()
    assert results[0] == results[1]
    assert len(results[0][0]) > 10
