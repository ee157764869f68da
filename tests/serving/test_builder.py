"""Build after build in one thread."""

from __future__ import annotations

import datetime as dt
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reportgen.model.diagnostic import ReportgenError
from reportgen.pipeline import BuildOrder, BuildReport
from reportgen.serving import builder
from reportgen.serving.builder import Outcome, build_at_every_change, watched_folders
from reportgen.workers import Printers
from tests.small_site import AS_OF, SECOND, write_site

PATIENCE = 60
"""Seconds; nothing here takes so long but on a machine that does much else."""


class Workroom:
    """A thread that builds, and what it tells."""

    def __init__(self, order: Callable[[], BuildOrder]) -> None:
        self.begun: list[tuple[str, ...]] = []
        self.outcomes: queue.Queue[Outcome] = queue.Queue()
        self.stop = threading.Event()
        self.ended_by: type[BaseException] | None = None
        self.thread = threading.Thread(target=self._work, args=(order,))
        self.thread.start()

    def _work(self, order: Callable[[], BuildOrder]) -> None:
        try:
            with Printers(order().jobs) as printers:
                build_at_every_change(
                    order, printers, self.stop, begin=self.begun.append, tell=lambda *_: None, end=self.outcomes.put
                )
        except BaseException as raised:
            self.ended_by = type(raised)

    def next(self) -> Outcome:
        return self.outcomes.get(timeout=PATIENCE)

    def close(self) -> None:
        self.stop.set()
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()


@pytest.fixture
def work() -> Iterator[Callable[[Callable[[], BuildOrder]], Workroom]]:
    """Give a function that starts to build; all that was started is stopped after the test."""
    started: list[Workroom] = []

    def start(order: Callable[[], BuildOrder]) -> Workroom:
        started.append(Workroom(order))
        return started[-1]

    yield start
    for one in started:
        one.close()


@pytest.fixture
def order(tmp_path: Path) -> BuildOrder:
    (tmp_path / "content").mkdir()
    return BuildOrder(tmp_path / "content", tmp_path / "build", AS_OF, frozenset({"html"}))


def save(record: Path, text: str) -> None:
    """Save a record as editors do: beside its place, then moved into it."""
    beside = record.with_name(f"{record.name}~")
    beside.write_text(text, encoding="utf-8")
    beside.replace(record)


def test_a_site_is_built_at_once_and_again_at_a_change_and_its_last_good_version_outlives_an_error(
    order: BuildOrder, work: Any
) -> None:
    write_site(order.content)
    record = order.content / "meetings/works/works-2.yaml"
    page = order.output / "full/meetings/works-2/index.html"
    room = work(lambda: order)

    first = room.next()
    assert (first.changed, first.failure) == ((), None)
    assert first.report.written > 10

    save(record, SECOND.replace("工程例会第二次会议", "工程例会第二次会议改"))
    second = room.next()
    assert second.changed == (str(record.resolve()),)
    assert 0 < second.report.written < first.report.written
    good = page.read_bytes()
    assert "第二次会议改".encode() in good

    save(record, SECOND.replace("2026-02-12", "2026-02-31"))
    third = room.next()
    assert "no-such-date" in {one.code for one in third.report.findings}
    assert page.read_bytes() == good


def test_whatever_changes_during_a_build_makes_one_more(
    order: BuildOrder, work: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds = []

    def build(order: BuildOrder, _tell: object) -> BuildReport:
        builds.append(order)
        if len(builds) == 1:
            for name in "abc":
                (order.content / name).write_text(name)
                threading.Event().wait(0.15)
        return BuildReport(())

    monkeypatch.setattr(builder, "build", build)
    room = work(lambda: order)
    assert room.next().changed == ()
    assert room.next().changed == tuple(str(order.content / name) for name in "abc")
    assert (len(builds), room.outcomes.empty()) == (2, True)
    assert room.begun == [(), tuple(str(order.content / name) for name in "abc")]


def test_every_build_is_of_the_day_it_is_made(order: BuildOrder, work: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    days = iter(range(1, 30))
    built: list[dt.date] = []

    def build(order: BuildOrder, _tell: object) -> BuildReport:
        built.append(order.as_of)
        return BuildReport(())

    monkeypatch.setattr(builder, "build", build)
    room = work(lambda: replace(order, as_of=dt.date(2026, 1, next(days))))
    room.next()
    (order.content / "a").write_text("a")
    room.next()
    assert built[0] < built[1]


@pytest.mark.parametrize("failure", [ReportgenError({"en": "full", "zh": "满"}), ValueError("a mistake")])
def test_a_build_that_fails_ends_nothing(
    order: BuildOrder, work: Any, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    fate: list[Exception | None] = [failure, None]

    def build(_order: BuildOrder, _tell: object) -> BuildReport:
        if raised := fate.pop(0):
            raise raised
        return BuildReport(())

    monkeypatch.setattr(builder, "build", build)
    room = work(lambda: order)
    first = room.next()
    assert (first.report, first.failure) == (None, failure)
    (order.content / "a").write_text("a")
    second = room.next()
    assert (second.report, second.failure) == (BuildReport(()), None)


def test_a_wish_to_stop_is_heard_in_the_midst_of_a_build(
    order: BuildOrder, work: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached = threading.Event()

    def build(_order: BuildOrder, tell: Any) -> BuildReport:
        while True:
            reached.set()
            tell("a page", 1, 1000)

    monkeypatch.setattr(builder, "build", build)
    room = work(lambda: order)
    assert reached.wait(PATIENCE)
    room.close()
    assert (room.ended_by, room.outcomes.empty()) == (KeyboardInterrupt, True)


def test_a_build_that_fails_because_it_is_ended_is_told_to_nobody(
    order: BuildOrder, work: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached = threading.Event()

    def build(_order: BuildOrder, _tell: Any) -> BuildReport:
        reached.set()
        room.stop.wait()
        raise RuntimeError("the printers are closed")

    monkeypatch.setattr(builder, "build", build)
    room = work(lambda: order)
    assert reached.wait(PATIENCE)
    room.close()
    assert (room.ended_by, room.outcomes.empty()) == (KeyboardInterrupt, True)


def test_the_templates_beside_the_content_are_watched_though_they_are_not_there_yet(tmp_path: Path) -> None:
    assert watched_folders(tmp_path / "notes") == (tmp_path / "notes", tmp_path / "templates")
