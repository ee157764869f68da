"""What is sealed stays: a change stops its edition, a revision keeps the old words, a takedown leaves none."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest

from reportgen.model.diagnostic import ReportgenError
from reportgen.pipeline import BuildOrder, BuildReport, SealOrder, build, inspect_edition, seal, take_down
from tests.small_site import AS_OF, FIRST, SECOND, SITE, SPEECH, told, write, write_site

EDITIONS = SITE + "editions: [full, {id: public, sees: public, closed: omitted}]\n"
SEALED_ON = dt.date(2026, 2, 1)
REVISION = "revision: {number: 2, date: 2026-03-15, reason: 更正议定事项}\n"
CLOSED = FIRST.replace("会议听取了排水情况。", "会议听取了排水情况。{--承包人报价九万元。--}")
"""The first meeting with a passage that the edition `public` does not hold."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site of two editions; both hold its first meeting sealed, as built."""
    write_site(tmp_path / "content", {"site.yaml": EDITIONS, "meetings/works/works-1.yaml": CLOSED})
    for edition in ("full", "public"):
        made(tmp_path, edition)
        written, findings = sealed(tmp_path, edition)
        assert written == (f"seals/{edition}/works-1.yaml",)
        assert findings == ()
    return tmp_path


def made(folder: Path, edition: str, outputs: str = "html") -> BuildReport:
    kinds = frozenset(outputs.split(","))
    return build(BuildOrder(folder / "content", folder / "build", AS_OF, kinds, edition=edition))


def sealed(folder: Path, edition: str, *records: str) -> tuple[tuple[str, ...], tuple[object, ...]]:
    return seal(order(folder, edition, *records))


def order(folder: Path, edition: str, *records: str) -> SealOrder:
    return SealOrder(folder / "content", folder / "build", SEALED_ON, edition, records, "白露")


def change(folder: Path, text: str, name: str = "meetings/works/works-1.yaml") -> None:
    write(folder / "content", {name: text})


def revised(text: str) -> str:
    return text.replace("kind: minutes\n", f"kind: minutes\n{REVISION}", 1)


def page(folder: Path, edition: str, name: str) -> str:
    return (folder / "build" / edition / name / "index.html").read_text("utf-8")


def tree(folder: Path) -> Mapping[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def codes(folder: Path, edition: str | None = None) -> list[str]:
    found = inspect_edition(folder / "content", edition, AS_OF)
    return [one for one in told(found) if one.rpartition(" ")[2] not in {"access-missing", "closing-is-closed"}]


CHANGED = CLOSED.replace("先清后修", "先修后清")
NOT_MADE = ["- edition-not-made"]


def test_a_second_run_writes_nothing(folder: Path) -> None:
    before = tree(folder / "content")
    assert sealed(folder, "full") == ((), ())
    assert tree(folder / "content") == before


def test_the_same_content_is_sealed_with_the_same_bytes(folder: Path) -> None:
    before = tree(folder / "content/seals")
    for path in (folder / "content/seals").rglob("*.yaml"):
        path.unlink()
    sealed(folder, "full")
    sealed(folder, "public")
    assert tree(folder / "content/seals") == before


def test_a_seal_tells_of_the_record_as_its_edition_holds_it_and_of_the_files_made_of_it(folder: Path) -> None:
    words = (folder / "content/seals/public/works-1.yaml").read_text("utf-8")
    assert "by: 白露" in words
    assert "date: 2026-02-01" in words
    assert "九万元" not in words
    assert "九万元" in (folder / "content/seals/full/works-1.yaml").read_text("utf-8")
    manifest = json.loads((folder / "build/public/manifest.json").read_bytes())["files"]
    assert f"meetings/works-1/index.html: {manifest['meetings/works-1/index.html']['sha256']}" in words


def test_a_sealed_site_is_sound_in_every_edition(folder: Path) -> None:
    assert codes(folder) == codes(folder, "full") == codes(folder, "public") == []


def test_a_changed_word_is_told_at_its_place_with_both_wordings(folder: Path) -> None:
    change(folder, CHANGED)
    (finding, other) = (one for one in inspect_edition(folder / "content", None, AS_OF) if "sealed" in one.code)
    assert [told([finding]), told([other])] == [
        ["meetings/works/works-1.yaml:1:1 sealed-record-changed"],
        ["meetings/works/works-1.yaml:20:24 sealed-record-changed"],
    ]
    assert other.message("zh") == "“full”版封存时 agenda[0].decisions[0].text 为“先清后修”，现在是“先修后清”"
    assert "number: 2" in other.hint("en")


def test_the_edition_with_everything_keeps_the_last_good_page_of_a_record_that_changed(folder: Path) -> None:
    before = page(folder, "full", "meetings/works-1")
    change(folder, CHANGED)
    report = made(folder, "full")
    assert "sealed-record-changed" in [one.code for one in report.findings]
    assert "meetings/works-1/index.html" in report.kept
    assert page(folder, "full", "meetings/works-1") == before


def test_an_open_edition_is_not_made_and_says_only_that(folder: Path) -> None:
    before = tree(folder / "build/public")
    change(folder, CHANGED)
    report = made(folder, "public")
    assert told(report.findings) == codes(folder, "public") == NOT_MADE
    assert tree(folder / "build/public") == before


def test_what_an_edition_does_not_hold_may_change_under_its_seal(folder: Path) -> None:
    change(folder, CLOSED.replace("九万元", "八万元"))
    assert codes(folder, "public") == []
    assert codes(folder, "full") == ["meetings/works/works-1.yaml:15:17 sealed-record-changed"]


def test_an_edition_reads_no_seals_but_its_own(folder: Path) -> None:
    write(folder / "content", {"seals/full/works-1.yaml": "kind: minutes\nseals: [\n"})
    assert codes(folder, "public") == []
    assert made(folder, "public").folder
    assert [one.split()[0].split(":")[0] for one in codes(folder)] == ["seals/full/works-1.yaml"]


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("先清后修", "先修后清", "seal-damaged"),
        ('"id": "works-1"', '"id": "works-9"', "seal-damaged"),
        ("    sha256: ", "    sha256: 0", "bad-digest"),
        ("revision: 1", "revision: one", "bad-number"),
        ("kind: minutes", "kind: updates", "unknown-word"),
        ("    by: ", "    bye: ", "unknown-key"),
    ],
)
def test_a_seal_that_was_changed_by_hand_is_told_at_its_place(folder: Path, before: str, after: str, code: str) -> None:
    path = folder / "content/seals/public/works-1.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    (found,) = codes(folder)
    assert found.startswith("seals/public/works-1.yaml:")
    assert found.endswith(code)
    assert codes(folder, "public") == NOT_MADE


def test_news_from_later_records_breaks_no_seal(folder: Path) -> None:
    later = "kind: updates\ndate: 2026-05-01\naccess: public\nupdates:\n  - {action: works-1/a2, state: in-progress}\n"
    change(folder, later, "updates/may.yaml")
    change(folder, SECOND.replace("access: internal", "access: public").replace("draft", "approved"), SECOND_NAME)
    assert codes(folder) == []
    assert made(folder, "public").folder


SECOND_NAME = "meetings/works/works-2.yaml"


def test_a_record_that_a_sealed_one_refers_to_may_be_closed_and_opened_again(folder: Path) -> None:
    open_second = SECOND.replace("access: internal", "access: public").replace("draft", "approved")
    change(folder, open_second, SECOND_NAME)
    made(folder, "public")
    assert sealed(folder, "public")[0] == ("seals/public/works-2.yaml",)
    for name in (folder / "content/seals").rglob("works-1.yaml"):
        name.unlink()
    change(folder, CLOSED.replace("access: public", "access: internal"))
    made(folder, "public")
    assert codes(folder) == []
    assert "works-1" not in page(folder, "public", "meetings/works-2")
    change(folder, CLOSED)
    assert codes(folder) == []


def test_a_sealed_record_that_is_gone_is_missed_in_its_edition(folder: Path) -> None:
    before = page(folder, "full", "meetings/works-1")
    change(folder, CLOSED.replace("access: public", "access: internal"))
    assert codes(folder) == ["seals/public/works-1.yaml sealed-record-gone"]
    (folder / "content/meetings/works/works-1.yaml").unlink()
    (folder / "content" / SECOND_NAME).unlink()
    (folder / "content/updates/march.yaml").unlink()
    assert "seals/full/works-1.yaml sealed-record-gone" in codes(folder)
    assert made(folder, "full").folder
    assert page(folder, "full", "meetings/works-1") == before


def test_seals_of_an_edition_that_site_yaml_does_not_declare_are_told(folder: Path) -> None:
    change(folder, EDITIONS.replace("id: public", "id: open"), "site.yaml")
    assert codes(folder) == ["seals/public seals-of-no-edition"]


def test_a_revision_is_built_beside_what_it_replaces(folder: Path) -> None:
    change(folder, revised(CHANGED))
    assert codes(folder) == []
    for edition in ("full", "public"):
        made(folder, edition)
        new, old = page(folder, edition, "meetings/works-1"), page(folder, edition, "meetings/works-1/revision-1")
        assert "第2版，2026年3月15日修订：更正议定事项" in new
        assert 'href="../../meetings/works-1/revision-1/index.html"' in new
        assert "先修后清" in new
        assert "第1版，2026年3月15日已由第2版取代：更正议定事项" in old
        assert "先清后修" in old
        assert "先修后清" not in old
    assert "承包人报价" in page(folder, "full", "meetings/works-1/revision-1")
    assert "承包人报价" not in page(folder, "public", "meetings/works-1/revision-1")


def test_the_page_of_changes_marks_every_word_and_the_list_of_errata_leads_there(folder: Path) -> None:
    change(folder, revised(CHANGED).replace("工程例会第一次会议", "工程例会首次会议"))
    made(folder, "public")
    changes = page(folder, "public", "meetings/works-1/changes")
    assert "工程例会<del>" in changes
    assert "第一</del><ins>" in changes
    assert "首</ins>次会议" in changes
    assert "议题 1，议定 1，正文" in changes
    errata = page(folder, "public", "errata")
    assert "Revision 2 (present)" in errata
    assert "更正议定事项" in errata
    assert "meetings/works-1/changes/index.html" in errata
    assert "errata/index.html" in (folder / "build/public/index.html").read_text("utf-8")


def test_nothing_speaks_of_errata_where_nothing_was_revised(folder: Path) -> None:
    assert "errata" not in " ".join(tree(folder / "build"))
    assert "errata" not in (folder / "build/public/index.html").read_text("utf-8")


def test_an_edition_in_which_no_word_changed_knows_of_no_revision(folder: Path) -> None:
    before = tree(folder / "build/public")
    change(folder, revised(CLOSED.replace("九万元", "八万元")))
    made(folder, "public")
    assert tree(folder / "build/public") == before
    made(folder, "full")
    assert "第2版" in page(folder, "full", "meetings/works-1")
    assert sealed(folder, "full")[0] == ("seals/full/works-1.yaml",)
    assert sealed(folder, "public") == ((), ())


def test_every_sealed_revision_stays_and_the_next_one_needs_a_higher_number(folder: Path) -> None:
    change(folder, revised(CHANGED))
    made(folder, "full")
    assert sealed(folder, "full")[0] == ("seals/full/works-1.yaml",)
    third = revised(CHANGED.replace("先修后清", "边修边清"))
    change(folder, third)
    assert "meetings/works/works-1.yaml:21:24 sealed-record-changed" in codes(folder, "full")
    change(folder, third.replace("number: 2", "number: 3"))
    made(folder, "full")
    assert "先清后修" in page(folder, "full", "meetings/works-1/revision-1")
    assert "先修后清" in page(folder, "full", "meetings/works-1/revision-2")
    assert "Revision 3 (present)" in page(folder, "full", "errata")
    assert page(folder, "full", "meetings/works-1/changes").count("<h2") == 2


def test_a_revision_and_what_it_replaces_are_printed_with_a_line_below_the_title(folder: Path) -> None:
    change(folder, revised(CHANGED))
    made(folder, "full", "pdf")
    words = [
        pypdfium2.PdfDocument(folder / "build/full/meetings/works-1" / name)[0].get_textpage().get_text_range()
        for name in ("works-1.pdf", "revision-1/works-1.pdf")
    ]
    assert "第2版，2026年3月15日修订：更正议定事项" in words[0]
    assert "先修后清" in words[0]
    assert "第1版，2026年3月15日已由第2版取代：更正议定事项" in words[1]
    assert "先清后修" in words[1]


def test_speeches_and_briefings_are_sealed_and_revised_too(folder: Path) -> None:
    briefing = "kind: briefing\ntitle: 工程简报\ndate: 2026-03-01\naccess: public\nselect: {series: works}\n"
    change(folder, briefing, "briefings/spring.yaml")
    made(folder, "full")
    assert sealed(folder, "full", "drains", "spring")[0] == ("seals/full/drains.yaml", "seals/full/spring.yaml")
    change(folder, SPEECH.replace("负责", "牵头") + REVISION, "speeches/drains.yaml")
    change(folder, briefing.replace("工程简报", "工程情况简报") + REVISION, "briefings/spring.yaml")
    made(folder, "full")
    assert "负责" in page(folder, "full", "speeches/drains/revision-1")
    assert "负责" not in page(folder, "full", "speeches/drains")
    assert "工程简报</h1>" in page(folder, "full", "briefings/spring/revision-1")
    assert "更正议定事项" in page(folder, "full", "briefings/spring")
    assert "部分 1，部分 1，正文" in page(folder, "full", "speeches/drains/changes")


def test_only_what_was_built_of_the_present_record_is_sealed(folder: Path) -> None:
    change(folder, revised(CHANGED))
    before = tree(folder / "content")
    written, findings = sealed(folder, "public")
    assert (written, [one.code for one in findings]) == ((), ["seal-not-built"])
    (folder / "build/full/manifest.json").unlink()
    assert [one.code for one in sealed(folder, "full")[1]] == ["seal-not-built"]
    assert tree(folder / "content") == before


def test_a_draft_an_unknown_record_and_a_changed_one_are_not_sealed(folder: Path) -> None:
    assert [one.code for one in sealed(folder, "full", "works-2", "works-9", "march")[1]] == [
        "seal-not-approved",
        "unknown-record",
        "unknown-record",
    ]
    change(folder, CHANGED)
    assert [one.code for one in sealed(folder, "full")[1]] == ["sealed-record-changed"]
    assert told(sealed(folder, "public")[1]) == NOT_MADE


GROUND = "市中级人民法院裁定"


def taken_down(folder: Path, edition: str, *records: str) -> None:
    _, findings = take_down(order(folder, edition, *records), GROUND)
    assert findings == ()


def test_what_was_taken_down_leaves_its_id_a_date_and_a_ground(folder: Path) -> None:
    made(folder, "public", "html,pdf,md,csv,json")
    taken_down(folder, "public", "works-1")
    made(folder, "public")
    note = page(folder, "public", "meetings/works-1")
    assert "1 February 2026" in note
    assert GROUND in note
    assert "工程例会第一次会议" not in note
    own = [path.name for path in (folder / "build/public/meetings/works-1").rglob("*")]
    assert own == ["index.html"]
    for outputs in ("html", "html,pdf,md,csv,json"):
        made(folder, "public", outputs)
        assert_nothing_is_told_of_the_first_meeting(folder)
    assert codes(folder) == []
    assert "先清后修" in page(folder, "full", "meetings/works-1")


def assert_nothing_is_told_of_the_first_meeting(folder: Path) -> None:
    for name, content in tree(folder / "build/public").items():
        assert "清理一号沟" not in content.decode("utf-8", "replace"), name
        assert "works-1" not in content.decode("utf-8", "replace") or "works-1" in name or name == "manifest.json", name


def test_a_takedown_takes_the_words_out_of_the_seals_and_is_written_once(folder: Path) -> None:
    taken_down(folder, "public", "works-1")
    words = (folder / "content/seals/public/works-1.yaml").read_text("utf-8")
    assert "排水" not in words
    assert "sha256" in words
    assert take_down(order(folder, "public", "works-1"), "另一理由") == ((), ())


def test_the_file_of_what_was_taken_down_may_go_and_others_may_still_refer_to_it(folder: Path) -> None:
    for edition in ("full", "public"):
        taken_down(folder, edition, "works-1")
    (folder / "content/meetings/works/works-1.yaml").unlink()
    assert codes(folder) == []
    assert [one.code for one in made(folder, "full").findings] == ["access-missing"]
    assert GROUND in page(folder, "full", "meetings/works-1")
    assert "works-1" not in page(folder, "full", "meetings/works-2")


def test_a_takedown_goes_through_while_another_record_cannot_be_read(folder: Path) -> None:
    taken_down(folder, "full", "works-1")
    change(folder, "kind: minutes\n", "meetings/garden-1.yaml")
    made(folder, "full")
    assert GROUND in page(folder, "full", "meetings/works-1")
    assert "工程例会第一次会议" not in (folder / "build/full/index.html").read_text("utf-8")
    assert "Garden Board, March" in page(folder, "full", "meetings/garden-1")


def test_a_later_revision_may_be_shown_after_a_takedown_and_the_earlier_one_stays_away(folder: Path) -> None:
    taken_down(folder, "public", "works-1")
    change(folder, revised(CLOSED.replace("白露", "代表")))
    made(folder, "public", "html,pdf")
    assert "第2版" in page(folder, "public", "meetings/works-1")
    assert GROUND in page(folder, "public", "meetings/works-1/revision-1")
    own = {str(path.relative_to(folder / "build/public")) for path in (folder / "build/public/meetings").rglob("*.*")}
    assert "meetings/works-1/revision-1/works-1.pdf" not in own
    assert "meetings/works-1/changes/index.html" not in own
    assert "shown-after-takedown" in [one.code for one in inspect_edition(folder / "content", None, AS_OF)]
    assert sealed(folder, "public")[0] == ("seals/public/works-1.yaml",)
    assert codes(folder, "public") == []
    assert "shown-after-takedown" not in [one.code for one in inspect_edition(folder / "content", None, AS_OF)]


def test_nothing_is_taken_down_that_an_edition_never_held(folder: Path) -> None:
    _, findings = take_down(order(folder, "public", "works-2"), GROUND)
    assert [one.code for one in findings] == ["unknown-record"]
    assert not (folder / "content/seals/public/works-2.yaml").exists()


@pytest.mark.parametrize("ground", ["", "x" * 2001, "a\x1bb", "\udcff"])
def test_a_ground_that_cannot_be_printed_is_refused_before_anything_is_written(folder: Path, ground: str) -> None:
    before = tree(folder / "content")
    _, findings = take_down(order(folder, "public", "works-1"), ground)
    assert len(findings) == 1
    assert tree(folder / "content") == before


def test_a_seal_that_cannot_be_written_is_an_error_in_words(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "content/seals/full/works-1.yaml"
    path.unlink()
    path.parent.rmdir()
    path.parent.write_bytes(b"")
    with pytest.raises(ReportgenError):
        sealed(folder, "full")


def test_words_that_are_closed_now_keep_an_earlier_revision_from_being_shown(folder: Path) -> None:
    change(folder, revised(CLOSED.replace("会议听取了排水情况。", "{--会议听取了排水情况。--}")))
    made(folder, "public")
    assert "第2版" in page(folder, "public", "meetings/works-1")
    assert not [path for path in tree(folder / "build/public") if "revision-1" in path]
    assert "听取了排水" not in "".join(one.decode("utf-8", "replace") for one in tree(folder / "build/public").values())
