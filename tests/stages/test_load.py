"""The one door: everything that can be wrong with a folder is said at its place, and the rest loads."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

import pytest

from reportgen import disk
from reportgen.model.diagnostic import Severity
from reportgen.stages.load import language_of_site, load, load_instead
from tests.small_site import FIRST, GARDEN, SECOND, SITE, content_of, png, sound_files, told, write, write_site

ALL = {"drains", "garden-1", "march", "works-1", "works-2", "works-3"}
NAMES = json.loads((Path(__file__).parents[1] / "corpora/names-bad/names.json").read_text("utf-8"))


def test_a_sound_folder_loads_whole_and_without_a_word(tmp_path: Path) -> None:
    content = content_of(write_site(tmp_path))
    assert [one.id for one in content.records] == sorted(ALL)
    assert list(content.assets) == ["assets/drain.png", "assets/plan.pdf"]
    assert content.assets["assets/drain.png"].width == 4
    assert content.unreadable == ()
    assert [one.name for one in content.people.people][:1] == ["顾怀远"]
    assert set(content.places) == ALL | {"site.yaml", "people.yaml"}


def test_a_folder_without_site_yaml_is_no_site(tmp_path: Path) -> None:
    files = sound_files()
    del files["site.yaml"]
    content, problems = load(write(tmp_path, files))
    assert content is None
    assert told(problems) == ["site.yaml no-site-file"]
    assert problems[0].hint("en") == "name the folder that holds it, or start one with `reportgen init`"


def test_a_site_needs_no_people(tmp_path: Path) -> None:
    files = sound_files()
    del files["people.yaml"]
    assert content_of(write(tmp_path, files)).people.people == ()


@pytest.mark.parametrize(
    ("file", "text", "finding"),
    [
        ("site.yaml", "title: t\nlanguage: en\n", "site.yaml:2:1 unknown-key"),
        ("site.yaml", "title: t\ntime-zone: Beijing\n", "site.yaml:2:12 bad-zone"),
        ("site.yaml", "title: t\nhouse: {accent: red}\n", "site.yaml:2:17 bad-colour"),
        ("site.yaml", "title: t\nhouse: {logo: assets/no.png}\n", "site.yaml:2:15 no-such-asset"),
        ("site.yaml", "title: t\nhouse: {logo: assets/plan.pdf}\n", "site.yaml:2:15 not-an-image"),
        ("site.yaml", "title: t\nhouse: {faces: {fang: assets/no.otf}}\n", "site.yaml:2:23 no-such-asset"),
        ("site.yaml", "title: t\nhouse: {faces: {kai: [A, assets/plan.pdf]}}\n", "site.yaml:2:26 font-format"),
        ("site.yaml", "title: t\nhouse: {faces: {kai: own/Fang.otf}}\n", "site.yaml:2:22 bad-asset"),
        ("site.yaml", "title: t\nhouse: {faces: {kai: ../Fang.ttf}}\n", "site.yaml:2:22 bad-asset"),
        ("people.yaml", "people:\n  - {id: gu, nane: 顾怀远}\n", "people.yaml:2:14 unknown-key"),
        ("people.yaml", "people:\n  - {id: gu, name: '{-- 顾怀远 --}'}\n", "people.yaml:2:20 closing-mark"),
        ("site.yaml", "title: 纪要 {-- 内部 --}\n", "site.yaml:1:8 closing-mark"),
        ("people.yaml", "people:\n  - {id: gu\n", "people.yaml:2:5 bracket-not-closed"),
    ],
)
def test_nothing_is_loaded_with_a_wrong_configuration(tmp_path: Path, file: str, text: str, finding: str) -> None:
    content, problems = load(write_site(tmp_path, {file: text}))
    assert content is None
    assert told(problems) == [finding]


def test_records_are_read_for_their_mistakes_even_where_the_configuration_is_wrong(tmp_path: Path) -> None:
    changes = {"site.yaml": "title: t\nlanguage: en\n", "meetings/x.yaml": "kind: minute\n"}
    content, problems = load(write_site(tmp_path, changes))
    assert content is None
    assert told(problems) == ["meetings/x.yaml:1:7 unknown-kind", "site.yaml:2:1 unknown-key"]


STRAYS = {
    "notes.txt": "stray-file",
    "meetings/x.yaml.bak": "stray-file",
    "meetings/a.md": "stray-file",
    # With a record its actions would be passed over, so these are errors.
    "meetings/x.yml": "stray-record",
    "works-4.yaml": "stray-record",
    "drafts/a.yaml": "stray-record",
    "Meetings/a.yaml": "stray-record",
}


@pytest.mark.parametrize(("name", "code"), STRAYS.items())
def test_a_file_that_is_not_read_is_said_to_be(tmp_path: Path, name: str, code: str) -> None:
    content, problems = load(write_site(tmp_path, {name: FIRST}))
    assert told(problems) == [f"{name} {code}"]
    assert problems[0].severity is (Severity.ERROR if code == "stray-record" else Severity.WARNING)
    assert f"“{name}”" in problems[0].message("zh")
    assert content is not None
    assert len(content.records) == len(ALL)
    # What looks like a record counts as one that could not be read: nothing made of all records is complete.
    assert content.unreadable == ((Path(name).stem,) if code == "stray-record" else ())


def test_hidden_files_and_unused_assets_are_nobody_s_business(tmp_path: Path) -> None:
    changes = {".DS_Store": b"\0", "meetings/.works-1.yaml.swp": b"\0", "assets/notes.html": b"<p>"}
    content = content_of(write_site(tmp_path, changes))
    assert list(content.assets) == ["assets/drain.png", "assets/plan.pdf"]


def link_to_first(path: Path) -> None:
    path.symlink_to("works-1.yaml")


def link_outside(path: Path) -> None:
    path.symlink_to("/dev/null")


@pytest.mark.parametrize("make", [link_to_first, link_outside, os.mkfifo])
def test_a_link_or_a_pipe_is_not_read_and_its_id_is_known_to_be_unreadable(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    folder = write_site(tmp_path)
    make(folder / "meetings/works/works-0.yaml")
    content, problems = load(folder)
    assert told(problems) == ["meetings/works/works-0.yaml not-a-file"]
    assert content is not None
    assert content.unreadable == ("works-0",)
    assert len(content.records) == len(ALL)


@pytest.mark.parametrize("name", ["site.yaml", "people.yaml"])
def test_a_configuration_that_is_a_link_is_told_once(tmp_path: Path, name: str) -> None:
    folder = write_site(tmp_path)
    (folder / name).rename(folder / "elsewhere")
    (folder / name).symlink_to("elsewhere")
    content, problems = load(folder)
    assert content is None
    assert told(problems) == ["elsewhere stray-file", f"{name} cannot-read"]


def test_a_folder_named_like_a_record_cannot_be_read(tmp_path: Path) -> None:
    content, problems = load(write_site(tmp_path, {"meetings/works-4.yaml/works-5.yaml": SECOND}))
    assert told(problems) == ["meetings/works-4.yaml cannot-read"]
    assert problems[0].message("en") == "this file cannot be read: not a regular file"
    assert content is not None
    assert content.unreadable == ("works-4",)
    assert "works-5" in {one.id for one in content.records}


def refuse(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let one file of the disk be unreadable, as on a machine where permissions bite."""
    read = disk.read_file

    def refused(path: Path, limit: int) -> bytes:
        if path.name == name:
            raise PermissionError(13, "Permission denied", str(path))
        return read(path, limit)

    monkeypatch.setattr(disk, "read_file", refused)


def test_a_record_that_may_not_be_read_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_site(tmp_path)
    refuse(monkeypatch, "works-2.yaml")
    content, problems = load(folder)
    assert told(problems) == ["meetings/works/works-2.yaml cannot-read"]
    assert problems[0].message("en") == "this file cannot be read: Permission denied"
    assert content is not None
    assert content.unreadable == ("works-2",)


def test_a_record_whose_picture_may_not_be_read_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_site(tmp_path)
    refuse(monkeypatch, "drain.png")
    content, problems = load(folder)
    assert told(problems) == ["assets/drain.png cannot-read"]
    assert content is not None
    assert content.unreadable == ("works-1",)


@pytest.mark.parametrize(("closed", "is_built"), [("meetings/works", False), ("meetings", False), ("assets", True)])
def test_a_folder_of_records_that_cannot_be_opened_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed: str, *, is_built: bool
) -> None:
    folder = write_site(tmp_path)
    scan = os.scandir

    def refused(path: Path) -> object:
        if path == folder / f"{closed}/":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(disk.os, "scandir", refused)
    content, problems = load(folder)
    assert f"{closed} cannot-open-folder" in told(problems)
    assert (content is not None) is is_built


def test_a_folder_that_is_not_there_is_said_to_be_closed(tmp_path: Path) -> None:
    content, problems = load(tmp_path / "nowhere")
    assert content is None
    assert told(problems) == [". cannot-open-folder", "site.yaml no-site-file"]


def test_of_two_files_with_one_id_neither_is_the_record(tmp_path: Path) -> None:
    content, problems = load(
        write_site(tmp_path, {"meetings/garden/works-2.yaml": GARDEN, "updates/works-2.yaml": "kind: x\n"})
    )
    assert told(problems) == ["meetings/works/works-2.yaml same-id", "updates/works-2.yaml same-id"]
    assert problems[0].message("en") == "there are two records “works-2”: the other is meetings/garden/works-2.yaml"
    assert content is not None
    assert content.unreadable == ("works-2",)
    assert {one.id for one in content.records} == ALL - {"works-2"}


FILE_NAMES = [
    name
    for name in NAMES["traversal"] + NAMES["windows-reserved"]
    if name and "/" not in name and "\0" not in name and len(name.encode()) < 250 and not name.startswith(".")
]


@pytest.mark.parametrize("name", FILE_NAMES)
def test_a_bad_name_is_no_record_and_nothing_else_suffers(tmp_path: Path, name: str) -> None:
    content, problems = load(write_site(tmp_path, {f"meetings/{name}.yaml": FIRST}))
    code = "reserved-file-name" if name == "con" else "bad-file-name"
    assert told(problems) == [f"meetings/{name}.yaml {code}"]
    assert content is not None
    assert content.unreadable == (name,)
    assert {one.id for one in content.records} == ALL


@pytest.mark.parametrize("pair", NAMES["case-collide"] + NAMES["unicode-collide"] + NAMES["slug-collide"])
def test_names_that_become_one_elsewhere_are_never_two_records(tmp_path: Path, pair: list[str]) -> None:
    files = {f"meetings/{name}.yaml": GARDEN for name in pair if name.strip(".")}
    content, problems = load(write_site(tmp_path, files))
    assert content is not None
    added = {one.id for one in content.records} - ALL
    assert len(added) <= 1
    assert all(name.isascii() and name == name.lower() for name in added)
    # Files whose name is a dot and an ending are hidden.
    assert {one.code for one in problems} <= {"bad-file-name"}
    assert len(problems) == len(files) - len(added)


@pytest.mark.parametrize("stem", ["con", "nul", "com1", "lpt9", "aux", "prn"])
def test_a_record_is_not_called_like_a_device(tmp_path: Path, stem: str) -> None:
    _, problems = load(write_site(tmp_path, {f"meetings/{stem}.yaml": FIRST}))
    assert told(problems) == [f"meetings/{stem}.yaml reserved-file-name"]
    assert problems[0].message("zh") == f"文件名“{stem}.yaml”是 Windows 的保留名称"


PAPER = "kind: minutes\ntitle: t\nstart: 2026-01-15\n"


@pytest.mark.parametrize(
    ("text", "finding", "message", "hint"),
    [
        (
            "papers: assets/plam.pdf\n",
            "4:9 no-such-asset",
            "there is no file “assets/plam.pdf”",
            "put it there, or correct the name (assets/plan.pdf?)",
        ),
        ("papers: assets/minutes-of-1987.pdf\n", "4:9 no-such-asset", None, "put it there, or correct the name"),
        ("papers: assets/page.html\n", "4:9 asset-type", "“assets/page.html” is of a type that is not published", None),
        ("papers: assets/plan\n", "4:9 asset-type", None, None),
        ("papers: assets/drawing.svg\n", "4:9 image-svg", None, None),
        ("papers: assets/fake.png\n", "4:9 image-unreadable", None, None),
        ("closing: 见![图](assets/plan.pdf)\n", "4:10 not-an-image", "“assets/plan.pdf” is not an image", None),
        ("closing: |\n  one\n\n  ![图](assets/plam.pdf)\n", "7:1 no-such-asset", None, None),
        ("closing: |\n  ![图](assets/plam.pdf)\n  two\n", "5:1 no-such-asset", None, None),
        ("closing: |\n  one\n  [words](assets/plam.pdf)\n", "6:1 no-such-asset", None, None),
    ],
)
def test_a_file_that_cannot_be_had_takes_its_record_with_it(
    tmp_path: Path, text: str, finding: str, message: str | None, hint: str | None
) -> None:
    changes = {
        "meetings/p.yaml": PAPER + text,
        "assets/page.html": b"<p>",
        "assets/plan": b"words",
        "assets/drawing.svg": b"<svg/>",
        "assets/fake.png": b"no picture",
    }
    content, problems = load(write_site(tmp_path, changes))
    assert content is not None
    assert content.unreadable == ("p",)
    assert {one.id for one in content.records} == ALL
    assert told(problems) == [f"meetings/p.yaml:{finding}"]
    assert message in {None, problems[0].message("en")}
    assert hint in {None, problems[0].hint("en")}


def test_a_picture_is_clean_before_anybody_sees_it(tmp_path: Path) -> None:
    content = content_of(write_site(tmp_path, {"assets/drain.png": png() + b"CANARY"}))
    assert b"CANARY" not in content.assets["assets/drain.png"].content


def test_many_records_share_one_reading_of_an_asset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_site(tmp_path, {"meetings/b.yaml": f"{PAPER}papers: assets/plan.pdf\n"})
    read, opened = disk.read_file, []

    def counted(path: Path, limit: int) -> bytes:
        opened.append(path.relative_to(folder).as_posix())
        return read(path, limit)

    monkeypatch.setattr(disk, "read_file", counted)
    load(folder)
    assert sorted(opened) == sorted({*opened})
    assert set(opened) == set(sound_files()) | {"meetings/b.yaml"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("languages: [zh, en]\n", "zh"),
        ("languages: en\n", "en"),
        ("languages: [fr]\n", None),
        ("languages: [[zh]]\n", None),
        ("languages: {zh: en}\n", None),
        ("languages: []\nunknown: key\n", None),
        ("title: t\n", None),
        ("languages: [zh\n", None),
        ("", None),
    ],
)
def test_the_language_of_a_site_is_its_first_even_where_the_rest_is_wrong(
    tmp_path: Path, text: str, language: str | None
) -> None:
    assert language_of_site(write(tmp_path, {"site.yaml": text})) == language


def test_a_folder_without_a_site_has_no_language(tmp_path: Path) -> None:
    assert language_of_site(tmp_path) is None


def test_a_newer_format_is_refused_with_the_version_that_reads_it(tmp_path: Path) -> None:
    content, problems = load(write_site(tmp_path, {"site.yaml": SITE.replace("format: 1", "format: 7")}))
    assert content is None
    assert told(problems) == ["site.yaml:1:9 newer-format"]


@pytest.mark.parametrize(
    ("one", "other"),
    [pair for pair in NAMES["case-collide"] if len({*pair}) == 2] + [["Plan", "plan"], ["cafe\u0301", "caf\u00e9"]],
)
def test_two_assets_that_become_one_file_elsewhere_are_never_both_published(
    tmp_path: Path, one: str, other: str
) -> None:
    changes: dict[str, str | bytes] = {}
    for number, name in enumerate((one, other)):
        changes |= {
            f"assets/x{name}.pdf": b"%PDF-1.4\n",
            f"meetings/a{number}.yaml": f"{PAPER}papers: assets/x{name}.pdf\n",
        }
    content, problems = load(write_site(tmp_path, changes))
    assert content is not None
    published = [name for name in content.assets if name.startswith("assets/x")]
    if normalize("NFC", one) == normalize("NFC", other):
        # One of the two cannot even be typed: the door composes what it reads.
        assert problems == ()
        assert len(published) == 1
        return
    is_one = normalize("NFC", one.casefold()) == normalize("NFC", other.casefold())
    assert told(problems) == (["meetings/a1.yaml:4:9 same-asset-name"] if is_one else [])
    assert len(published) == (1 if is_one else 2)
    assert content.unreadable == (("a1",) if is_one else ())


def test_a_site_is_known_as_it_would_be_with_one_record_changed_or_added(tmp_path: Path) -> None:
    folder = write_site(tmp_path / "before")
    changed = SECOND.replace("第二次", "第二次（更正）")
    more = "kind: updates\ndate: 2026-04-01\nupdates: [{action: works-1/a2, evidence: assets/plan.pdf}]\n"
    content = content_of(folder)
    for name, text in (("meetings/works/works-2.yaml", changed), ("updates/april.yaml", more)):
        found, problems = load_instead(folder, content, name, text.encode())
        assert problems == ()
        assert found
        content = found
    would_be = write_site(tmp_path / "after", {"meetings/works/works-2.yaml": changed, "updates/april.yaml": more})
    assert content == content_of(would_be)
    assert not (folder / "updates/april.yaml").exists()


def test_a_record_that_would_be_wrong_is_told_instead(tmp_path: Path) -> None:
    folder = write_site(tmp_path)
    content = content_of(folder)
    named = "kind: updates\ndate: 2026-04-01\nupdates: [{action: works-1/a2, evidence: assets/no.pdf}]\n"
    for text, code in (("kind: updates\n", "missing-key"), (named, "no-such-asset")):
        found, problems = load_instead(folder, content, "updates/april.yaml", text.encode())
        assert found is None
        assert {one.code for one in problems} == {code}
