"""Building editions: an open one says nothing of what is closed to it, and is made whole or not at all."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.model.build import Artifact
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.seal import Sealed, SealFile, Takedown
from reportgen.pipeline import BuildOrder, BuildReport, build, editions, gatekeeping, id_of_edition, inspect_edition
from reportgen.pipeline import building as building_room
from reportgen.stages.publish import Publication
from reportgen.theme import Theme
from tests.closed_sites import tree
from tests.small_site import AS_OF, FIRST, PEOPLE, SITE, write_site

EDITIONS = SITE + "editions: [{id: public, sees: public, closed: omitted}, all]\n"
PASSAGE = FIRST.replace("会议听取了排水情况。", "会议听取了排水情况，{--甲公司报价三十万元--}。")
NOT_MADE = "edition-not-made"


def site(tmp_path: Path, first: str = PASSAGE, **changes: str) -> Path:
    return write_site(tmp_path / "content", {"site.yaml": EDITIONS, "meetings/works/works-1.yaml": first, **changes})


def made(content: Path, edition: str | None, outputs: str = "html", build_into: str = "build") -> BuildReport:
    output = content.parent / build_into
    return build(BuildOrder(content, output, AS_OF, frozenset(outputs.split(",")), edition=edition))


def codes(findings: tuple[Diagnostic, ...]) -> list[str]:
    return [one.code for one in findings]


def test_an_edition_nobody_declared_is_not_made_and_those_there_are_are_named(tmp_path: Path) -> None:
    (finding,) = made(site(tmp_path), "publick").findings
    assert finding.message("en") == "site.yaml declares no edition “publick”"
    assert finding.hint("en") == "write one of: public, all"


def test_the_folder_of_an_edition_is_known_before_it_is_built_if_site_yaml_declares_it(tmp_path: Path) -> None:
    content = site(tmp_path)
    assert [id_of_edition(content, name) for name in (None, "public", "all")] == ["all", "public", "all"]
    assert [id_of_edition(content, name) for name in ("full", "../public", "")] == [None, None, None]
    (content / "site.yaml").write_text("title: [")
    assert id_of_edition(content, "public") is None


def test_each_edition_has_its_own_folder_and_words(tmp_path: Path) -> None:
    content = site(tmp_path)
    assert [made(content, one).folder for one in ("public", "all")] == [
        tmp_path / "build" / x for x in ("public", "all")
    ]
    page = "meetings/works-1/index.html"
    assert "甲公司报价" not in (tmp_path / "build/public" / page).read_text()
    assert "甲公司报价" in (tmp_path / "build/all" / page).read_text()
    assert "{--" not in (tmp_path / "build/all" / page).read_text()


def test_an_open_edition_made_after_the_one_with_everything_is_as_if_made_alone(tmp_path: Path) -> None:
    content = site(tmp_path)
    for order in (("public",), ("all", "public"), ("public", "all", "public")):
        for edition in order:
            made(content, edition, "html,md,csv,json,xlsx,ics", "-".join(order))
    alone, after, between = (tree(tmp_path / name / "public") for name in ("public", "all-public", "public-all-public"))
    assert alone == after == between
    made(content, "all", "html", "whole")
    made(content, "public", "html", "mixed")
    made(content, "all", "html", "mixed")
    assert tree(tmp_path / "mixed" / "all") == tree(tmp_path / "whole" / "all")


@pytest.mark.parametrize(
    "broken",
    [
        {"meetings/closed.yaml": "kind: minutes\nnoise\n"},
        {"meetings/closed.yaml": "kind: minutes\ntitle: 机密事项\nstart: 2026-01-01\nchair: nobody\n"},
        {"updates/closed.yaml": "kind: updates\ndate: 2026-03-01\nupdates: [{action: works-1/a9}]\n"},
    ],
)
def test_whatever_is_wrong_an_open_edition_says_one_line_and_stays_as_it_was(
    tmp_path: Path, broken: dict[str, str]
) -> None:
    content = site(tmp_path)
    made(content, "public")
    before = tree(tmp_path / "build")
    write_site(content, {"site.yaml": EDITIONS, **broken})
    heard: list[Diagnostic] = []
    report = build(BuildOrder(content, tmp_path / "build", AS_OF, edition="public"), hear=heard.extend)
    assert codes(report.findings) == codes(tuple(heard)) == [NOT_MADE]
    assert codes(inspect_edition(content, "public", AS_OF)) == [NOT_MADE]
    assert tree(tmp_path / "build") == before
    assert NOT_MADE not in codes(made(content, "all").findings)


def test_an_open_edition_tells_code_record_and_field_and_no_line_or_word(tmp_path: Path) -> None:
    vote = "    decisions:\n      - {id: d0, text: 同意, vote: {counts: {for: 0}, members: {白露: for}}}\n"
    content = site(tmp_path, PASSAGE.replace("    decisions:\n", vote))
    (finding,) = inspect_edition(content, "public", AS_OF)
    assert (finding.code, finding.document, finding.span) == (
        "vote-does-not-add-up",
        "works-1 agenda[0].decisions[0].vote",
        None,
    )
    assert finding.message("zh") == finding.hint("zh") == ""


def test_a_mistake_of_the_program_quotes_nothing_in_an_open_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object) -> None:
        raise KeyError("甲公司报价三十万元")

    monkeypatch.setattr(building_room, "resolve", stumble)
    assert codes(made(site(tmp_path), "public").findings) == [NOT_MADE]
    with pytest.raises(KeyError):
        made(site(tmp_path), "all")


def test_nothing_of_an_open_edition_outlives_its_content(tmp_path: Path) -> None:
    content = site(tmp_path, PASSAGE.replace("{--", "").replace("--}", ""))
    made(content, "public", "html,md,csv,json")
    written = set(tree(tmp_path / "build" / "public"))
    assert {"meetings/works-1/works-1.md", "register/actions.csv"} <= written
    made(content, "public")
    # Nothing changed, so what was not asked for stays.
    assert set(tree(tmp_path / "build" / "public")) == written
    site(tmp_path)
    made(content, "public")
    left = tree(tmp_path / "build" / "public")
    assert not [path for path in left if path.endswith((".md", ".csv"))]
    assert b"".join(left.values()).count("甲公司报价".encode()) == 0


def test_an_attachment_that_was_replaced_under_its_name_does_not_outlive_that(tmp_path: Path) -> None:
    content = site(tmp_path)
    made(content, "public")
    assert (tmp_path / "build/public/assets/plan.pdf").read_bytes() == (content / "assets/plan.pdf").read_bytes()
    (content / "assets/plan.pdf").write_bytes(b"%PDF-1.4\n% redacted\n%%EOF\n")
    made(content, "public", "csv")
    # It was not asked for, and what it was made of may be closed now.
    assert [path for path in tree(tmp_path / "build/public") if path.startswith("assets/")] == []


def test_what_an_edition_is_made_of_are_its_seals_too(tmp_path: Path) -> None:
    held, _ = editions.hold(site(tmp_path), "public", AS_OF)
    assert held is not None
    sealed = Sealed("works-1", SealFile(kind="minutes", takedown=Takedown(revision=1, date=AS_OF, ground="撤回")), {})
    digests = {replace(held, content=replace(held.content, seals=one)).digest for one in ({}, {"works-1": sealed})}
    assert len(digests) == 2


def test_an_open_edition_is_the_same_whoever_is_in_people_yaml_unseen(tmp_path: Path) -> None:
    short = SITE + "editions: [{id: public, sees: public, closed: omitted, attendance: roles}, all]\n"
    unseen = PEOPLE.replace("units:\n", "  - {id: zed, name: 祁连山}\nunits:\n", 1).replace(
        "name: 陆一鸣}", "name: 陆一鸣, aliases: [线人甲]}"
    )
    trees = []
    for people in (PEOPLE, unseen):
        content = site(tmp_path / str(len(trees)), **{"site.yaml": short, "people.yaml": people})
        made(content, "public", "html,md,csv,json")
        trees.append(tree(content.parent / "build/public"))
    assert trees[0] == trees[1]


def test_of_an_open_edition_of_which_nothing_is_known_nothing_stays(tmp_path: Path) -> None:
    content = site(tmp_path)
    made(content, "public", "html,csv")
    shutil.rmtree(tmp_path / "build/.cache")
    one = BuildOrder(content, tmp_path / "build", AS_OF, frozenset({"html"}), "works-1", edition="public")
    assert codes(build(one).findings) == ["edition-in-part"]
    made(content, "public")
    assert not [path for path in tree(tmp_path / "build/public") if path.endswith(".csv")]


def test_files_put_back_from_a_copy_of_other_content_do_not_stay(tmp_path: Path) -> None:
    content = site(tmp_path, PASSAGE.replace("{--", "").replace("--}", ""))
    made(content, "public", "html,csv,md")
    shutil.copytree(tmp_path / "build/public", tmp_path / "copy")
    site(tmp_path)
    made(content, "public")
    shutil.rmtree(tmp_path / "build/public")
    shutil.copytree(tmp_path / "copy", tmp_path / "build/public")
    made(content, "public")
    left = tree(tmp_path / "build/public")
    assert b"".join(left.values()).count("甲公司报价".encode()) == 0


def test_a_part_that_was_made_leaves_the_rest_of_an_open_edition_known(tmp_path: Path) -> None:
    content = site(tmp_path)
    made(content, "public", "html,csv")
    whole = set(tree(tmp_path / "build/public"))
    one = BuildOrder(content, tmp_path / "build", AS_OF, frozenset({"html", "md"}), "works-1", edition="public")
    assert [build(one).findings for _ in range(2)] == [(), ()]
    made(content, "public")
    assert set(tree(tmp_path / "build/public")) == {*whole, "meetings/works-1/works-1.md"}


def test_an_open_edition_of_other_content_is_not_made_in_part(tmp_path: Path) -> None:
    content = site(tmp_path)
    made(content, "public")
    one = BuildOrder(content, tmp_path / "build", AS_OF, frozenset({"html"}), "works-1", edition="public")
    assert build(one).findings == ()
    before = tree(tmp_path / "build")
    site(tmp_path, PASSAGE.replace("排水情况", "排涝情况"))
    assert codes(build(one).findings) == ["edition-in-part"]
    assert tree(tmp_path / "build") == before


def test_the_gate_finds_what_a_template_lets_out(tmp_path: Path) -> None:
    content = site(tmp_path)
    made(content, "public")
    before = tree(tmp_path / "build" / "public")
    # What a template computes is in none of the texts that are open: here it puts a closed passage together.
    template = tmp_path / "templates/site/index.html.j2"
    template.parent.mkdir(parents=True)
    template.write_text("<p>{{ ['三十万元', '报价', '甲公司'] | reverse | join }}</p>\n")
    report = made(content, "public")
    assert codes(report.findings) == ["closed-words-found"]
    assert "三十万" not in report.findings[0].message("zh") + report.findings[0].hint("zh")
    assert tree(tmp_path / "build" / "public") == before
    receipt = json.loads((tmp_path / "build/.receipts/public.json").read_bytes())
    assert {hit["path"] for hit in receipt["leaks"]} == {"index.html"}
    template.unlink()
    assert codes(made(content, "public").findings) == []
    assert json.loads((tmp_path / "build/.receipts/public.json").read_bytes())["leaks"] == []


def test_the_name_of_a_closed_record_is_found_in_the_path_of_a_file(tmp_path: Path) -> None:
    closed = "kind: minutes\ntitle: 约谈\nstart: 2026-03-01\naccess: internal\n"
    content = site(tmp_path, **{"meetings/secret-affair.yaml": closed})
    held, _ = editions.hold(content, "public", AS_OF)
    assert held is not None
    files = (Artifact("meetings/secret-affair/index.html", b""),)
    published = Publication(files, Artifact("manifest.json", b'{"files": {}}'), (), ())
    leak = gatekeeping.keep_gate(held, published, Theme(), tmp_path / "build")
    assert leak is not None
    assert leak.code == "closed-words-found"


def test_the_receipt_tells_what_was_sought_and_the_next_build_does_not_search_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = site(tmp_path)
    made(content, "public")
    receipt = tmp_path / "build/.receipts/public.json"
    told = json.loads(receipt.read_bytes())
    assert (told["leaks"], told["passages"] > 0, told["files"]) == ([], True, len(tree(tmp_path / "build/public")))
    assert not list((tmp_path / "build/public").rglob(".*"))

    def search_again(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(gatekeeping, "gate", search_again)
    assert made(content, "public").written == 0
    assert json.loads(receipt.read_bytes()) == told


def test_the_edition_with_everything_passes_no_gate(tmp_path: Path) -> None:
    made(site(tmp_path), "all")
    assert not (tmp_path / "build/.receipts").exists()


def test_the_command_makes_every_edition_each_in_a_process_of_its_own(tmp_path: Path) -> None:
    content = site(tmp_path)
    command = [sys.executable, "-m", "reportgen", "build", content, "-o", tmp_path / "build", "--outputs", "html",
               "--as-of", str(AS_OF), "--lang", "en"]  # fmt: skip
    both = subprocess.run(command, capture_output=True, text=True, check=False)
    assert both.returncode == 0
    assert [line.split(":")[0] for line in both.stderr.splitlines() if line.startswith("built")] == [
        f"built {tmp_path}/build/public",
        f"built {tmp_path}/build/all",
    ]
    write_site(content, {"site.yaml": EDITIONS, "meetings/closed.yaml": "kind: minutes\nnoise\n"})
    broken = subprocess.run([*command, "--edition", "public"], capture_output=True, text=True, check=False)
    assert (broken.returncode, broken.stdout) == (1, "")
    assert broken.stderr.splitlines() == [
        "error[edition-not-made]: this edition was not made, and nothing of it was replaced",
        "    hint: `reportgen check` without --edition says what is wrong",
        "1 error",
    ]
