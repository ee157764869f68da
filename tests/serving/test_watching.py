"""Changes of real files, as they are told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.serving import watching
from reportgen.serving.watching import changes, is_of_interest


@pytest.fixture
def stop() -> Iterator[threading.Event]:
    """What ends a watch; a watch that hears of nothing is ended too, so that no test hangs."""
    event = threading.Event()
    timer = threading.Timer(30, event.set)
    timer.start()
    yield event
    event.set()
    timer.cancel()


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    (tmp_path / "notes/meetings").mkdir(parents=True)
    return tmp_path / "notes"


def test_the_watch_is_set_before_the_first_answer_so_that_nothing_after_it_is_missed(
    notes: Path, stop: threading.Event
) -> None:
    watch = changes((notes,), stop)
    assert next(watch) == ()
    (notes / "site.yaml").write_text("a")
    assert next(watch) == (str(notes / "site.yaml"),)


def test_what_changes_without_a_rest_is_told_together(
    notes: Path, stop: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Longer than a busy machine leaves this test alone between two files.
    monkeypatch.setattr(watching, "REST", 500)
    watch = changes((notes,), stop)
    next(watch)
    names = [f"meetings/{number}.yaml" for number in range(50)]
    for name in names:
        (notes / name).write_text("a")
    assert next(watch) == tuple(sorted(str(notes / name) for name in names))


def test_what_changes_while_the_reader_is_at_work_is_in_one_next_answer(notes: Path, stop: threading.Event) -> None:
    watch = changes((notes,), stop)
    next(watch)
    (notes / "a.yaml").write_text("a")
    next(watch)
    for name in ("b.yaml", "c.yaml"):
        (notes / name).write_text("a")
        threading.Event().wait(0.15)
    assert next(watch) == (str(notes / "b.yaml"), str(notes / "c.yaml"))


def test_a_file_put_in_the_place_of_another_is_a_change(notes: Path, stop: threading.Event, tmp_path: Path) -> None:
    (notes / "site.yaml").write_text("a")
    watch = changes((notes,), stop)
    next(watch)
    (tmp_path / "new").write_text("b")
    (tmp_path / "new").replace(notes / "site.yaml")
    assert str(notes / "site.yaml") in next(watch)


def test_what_no_build_reads_is_no_change(notes: Path, stop: threading.Event) -> None:
    watch = changes((notes,), stop)
    next(watch)
    (notes / ".git").mkdir()
    (notes / ".git/index").write_text("a")
    (notes / "meetings/.road.yaml.swp").write_text("a")
    (notes / "meetings/road.yaml~").write_text("a")
    (notes / "meetings/road.yaml").write_text("a")
    assert next(watch) == (str(notes / "meetings/road.yaml"),)


def test_a_folder_that_comes_later_is_watched_from_then_on(notes: Path, stop: threading.Event) -> None:
    templates = notes.parent / "templates"
    watch = changes((notes, templates), stop)
    assert next(watch) == ()
    templates.mkdir()
    assert next(watch) == (str(templates),)
    (templates / "site.css").write_text("a")
    assert next(watch) == (str(templates / "site.css"),)


def test_a_folder_that_goes_and_comes_back_as_another_is_watched_again(notes: Path, stop: threading.Event) -> None:
    watch = changes((notes,), stop)
    next(watch)
    notes.rename(notes.parent / "old")
    assert str(notes) in next(watch)
    (notes / "meetings").mkdir(parents=True)
    assert str(notes) in next(watch)
    (notes / "meetings/road.yaml").write_text("a")
    while str(notes / "meetings/road.yaml") not in (told := next(watch)):
        assert told


def test_it_ends_when_it_is_told_to(notes: Path) -> None:
    stop = threading.Event()
    watch = changes((notes, notes / "none"), stop)
    next(watch)
    stop.set()
    assert list(watch) == []


def test_only_what_lies_below_the_folders_and_is_not_hidden_is_of_interest() -> None:
    roots = (Path("/home/.me/notes"), Path("/home/.me/templates"))
    for path, expected in {
        "/home/.me/notes/site.yaml": True,
        "/home/.me/notes": True,
        "/home/.me/templates/site/site.css": True,
        "/home/.me/notes/.staging-a/x": False,
        "/home/.me/notes/#site.yaml#": False,
        "/home/.me/build/full/index.html": False,
    }.items():
        assert is_of_interest(path, roots) is expected, path
