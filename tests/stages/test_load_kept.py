"""The door with what it kept: the same content and findings as without, whatever lies in the store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.disk.store import Store
from reportgen.formats import image
from reportgen.formats.yaml import document
from reportgen.model.content import Content
from reportgen.model.source import Places
from reportgen.pipeline.editions import hold
from reportgen.stages.check import check
from reportgen.stages.load import Kept, load
from tests.small_site import AS_OF, FIRST, SECOND, SITE, write, write_site

WARNED = SECOND + "closing: a <b>word</b>\n"


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(Store(tmp_path / "store"), "reader")


def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are parsed from now on."""
    files: list[str] = []
    read_nodes = document.read_nodes
    monkeypatch.setattr(document, "read_nodes", lambda text, path: files.append(path) or read_nodes(text, path))
    return files


def entries(kept: Kept) -> list[Path]:
    assert kept.store
    return sorted(path for path in kept.store.folder.rglob("*") if path.is_file())


def all_of(content: Content | None) -> object:
    assert content is not None
    places = {
        name: (one.path, dict(one.values), dict(one.keys), set(one.blocks), one.text)
        for name, one in sorted(content.places.items())
    }
    return content, repr(content.records), places


def test_what_is_kept_is_not_parsed_again_and_gives_the_same(
    tmp_path: Path, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_site(
        tmp_path / "content", {"meetings/works/works-2.yaml": WARNED, "updates/bad.yaml": "kind: updates\n"}
    )
    plain, problems = load(folder)
    assert load(folder, kept)[1] == problems
    files = parsed(monkeypatch)
    monkeypatch.setattr(image._Format, "_open", lambda *_: pytest.fail("a picture was decoded again"))
    again, said = load(folder, kept)
    assert sorted(files) == ["people.yaml", "site.yaml", "updates/bad.yaml"]
    assert said == problems
    assert {one.code for one in problems} == {"raw-html", "missing-key"}
    assert all_of(again) == all_of(plain)


def test_where_values_stand_is_worked_out_only_for_what_is_asked(tmp_path: Path, kept: Kept) -> None:
    folder = write_site(tmp_path / "content")
    load(folder, kept)
    held, _ = hold(folder, None, AS_OF, kept=kept)
    assert held is not None
    assert isinstance(held.content.places, Places)
    assert set(held.content.places.waiting) == {"drains", "garden-1", "march", "works-1", "works-2", "works-3"}
    span = held.content.span("works-2", "agenda", 0, "title")
    assert span is not None
    assert (span.path, span.line, span.column) == ("meetings/works/works-2.yaml", 13, 12)
    assert "works-2" not in held.content.places.waiting


BARE = """\
kind: updates
date: 2026-05-20
updates: [{action: works-1/a1, state: open}, {action: works-1/a1, state: closed, verified-by: 顾怀远}]
"""


def test_where_something_stands_is_not_worked_out_for_a_finding_that_is_ignored(tmp_path: Path, kept: Kept) -> None:
    folder = write_site(tmp_path / "content", {"updates/bare.yaml": BARE})

    def told_and_waiting() -> tuple[set[str], bool]:
        content, _ = load(folder, kept)
        assert content is not None
        assert isinstance(content.places, Places)
        codes = {one.code for one in check(content, AS_OF)} & {"closed-without-evidence"}
        return codes, "bare" in content.places.waiting

    load(folder, kept)
    assert told_and_waiting() == ({"closed-without-evidence"}, False)
    write(folder, {"site.yaml": SITE + "rules: {closed-without-evidence: ignore}\n"})
    assert told_and_waiting() == (set(), True)


def change_word(folder: Path) -> None:
    write(folder, {"meetings/works/works-1.yaml": FIRST.replace("排水\n", "供水\n")})


def change_comment(folder: Path) -> None:
    write(folder, {"meetings/works/works-1.yaml": f"# one more line\n{FIRST}"})


def rename(folder: Path) -> None:
    (folder / "meetings/works/works-1.yaml").rename(folder / "meetings/works-1.yaml")


def move(folder: Path) -> None:
    (folder / "meetings/works/works-1.yaml").rename(folder / "speeches/works-1.yaml")


def spoil(folder: Path) -> None:
    write(folder, {"meetings/works/works-1.yaml": FIRST + "titel: x\n"})


def take_file(folder: Path) -> None:
    (folder / "assets/drain.png").unlink()


def change_picture(folder: Path) -> None:
    write(folder, {"assets/drain.png": b"\x89PNG\r\n\x1a\nno picture"})


@pytest.mark.parametrize("change", [change_word, change_comment, rename, move, spoil, take_file, change_picture])
def test_after_any_change_it_is_as_without_what_was_kept(
    tmp_path: Path, kept: Kept, change: Callable[[Path], None]
) -> None:
    folder = write_site(tmp_path / "content")
    load(folder, kept)
    change(folder)
    plain, problems = load(folder)
    again, said = load(folder, kept)
    assert said == problems
    assert all_of(again) == all_of(plain)


def test_another_program_takes_nothing_that_this_one_kept(
    tmp_path: Path, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_site(tmp_path / "content")
    load(folder, kept)
    files = parsed(monkeypatch)
    load(folder, Kept(kept.store, "another reader"))
    assert len(files) == 8


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path, store: path.write_bytes(b""),
        lambda path, store: path.write_bytes(path.read_bytes()[:-1]),
        lambda path, store: store.put(path.parent.name + path.name, b"sound, but of another program"),
        lambda path, store: store.put(path.parent.name + path.name, b""),
    ],
)
def test_entries_that_are_damaged_or_foreign_are_read_anew_and_kept_again(
    tmp_path: Path, kept: Kept, spoil: Callable[[Path, Store], object]
) -> None:
    folder = write_site(tmp_path / "content")
    plain, _ = load(folder, kept)
    sound = {path: path.read_bytes() for path in entries(kept)}
    assert len(sound) == 7
    for path in sound:
        spoil(path, kept.store)
    again, problems = load(folder, kept)
    assert problems == ()
    assert all_of(again) == all_of(plain)
    assert {path: path.read_bytes() for path in entries(kept)} == sound


def test_entries_of_other_records_under_the_key_of_one_are_read_anew(tmp_path: Path, kept: Kept) -> None:
    folder = write_site(tmp_path / "content")
    plain, _ = load(folder, kept)
    paths = entries(kept)
    contents = [path.read_bytes() for path in paths]
    for path, content in zip(paths, contents[1:] + contents[:1], strict=True):
        path.write_bytes(content)
    again, problems = load(folder, kept)
    assert problems == ()
    assert all_of(again) == all_of(plain)


def test_what_changed_while_it_was_read_keeps_the_places_of_what_was_read(tmp_path: Path, kept: Kept) -> None:
    folder = write_site(tmp_path / "content")
    plain, _ = load(folder, kept)
    again, _ = load(folder, kept)
    write(folder, {"meetings/works/works-1.yaml": "kind: [\n"})
    assert all_of(again) == all_of(plain)
