"""The server itself: where it listens, and how it ends."""

from __future__ import annotations

import datetime as dt
import socket
import threading
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportgen import serving
from reportgen.model.diagnostic import ReportgenError
from reportgen.pipeline import BuildOrder, BuildReport
from reportgen.serving import builder, server
from reportgen.serving.server import FIRST_PORT, PORTS, ServeOrder, address_of, listen, serve
from tests.small_site import SITE

LONG = 10
"""Seconds a document takes that nobody waits for."""


def order(folder: Path) -> ServeOrder:
    (folder / "notes").mkdir()
    build = BuildOrder(folder / "notes", folder / "build", dt.date(2026, 6, 30), frozenset({"html"}))
    return ServeOrder(lambda: build, "127.0.0.1", 0, "en", lambda span: span.path)


def test_the_next_port_is_taken_where_the_first_is_not_free() -> None:
    with listen("127.0.0.1", None) as first, listen("127.0.0.1", None) as second:
        assert first.getsockname()[1] in range(FIRST_PORT, FIRST_PORT + PORTS)
        assert second.getsockname()[1] > first.getsockname()[1]
        assert address_of(first) == f"http://127.0.0.1:{first.getsockname()[1]}/"


def test_a_port_that_was_asked_for_and_is_not_free_is_refused_in_words() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ReportgenError) as refused:
            listen("127.0.0.1", port)
    assert refused.value.message["en"].startswith(f"cannot listen at 127.0.0.1, port {port}: ")
    assert refused.value.message["zh"].startswith(f"无法在 127.0.0.1 的端口 {port} 上监听")


def test_a_host_that_is_not_this_machine_is_refused_in_words() -> None:
    with pytest.raises(ReportgenError, match=r"cannot listen at 192\.0\.2\.1"):
        listen("192.0.2.1", 0)
    with pytest.raises(ReportgenError, match=r"cannot listen at name\.invalid"):
        listen("name.invalid", 0)


def test_the_address_of_a_longer_kind_stands_in_brackets() -> None:
    if not socket.has_ipv6:
        pytest.skip("this Python knows no IPv6")
    try:
        listening = listen("::1", 0)
    except ReportgenError:
        pytest.skip("this machine has no IPv6 loopback address")
    with listening:
        assert address_of(listening).startswith("http://[::1]:")


@pytest.mark.parametrize("failure", [ReportgenError({"en": "no watch", "zh": "无法监视"}), ValueError("a mistake")])
def test_where_nothing_can_be_built_any_more_nothing_is_served_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr(server, "build_at_every_change", fails)
    addresses: list[str] = []
    with pytest.raises(type(failure)) as raised:
        serve(order(tmp_path), ready=addresses.append, end=lambda _outcome: None)
    assert raised.value is failure
    assert len(addresses) == 1


def test_a_build_under_way_is_ended_with_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def build(_order: BuildOrder, tell: Callable[..., None]) -> BuildReport:
        import _thread

        # As Ctrl-C does.
        _thread.interrupt_main()
        try:
            while True:
                tell("a page", 1, 1000)
        finally:
            told.append("ended")

    monkeypatch.setattr(builder, "build", build)
    with pytest.raises(KeyboardInterrupt):
        serve(order(tmp_path), ready=lambda _address: None, end=lambda _outcome: told.append("whole"))
    assert told == ["ended"]


def test_a_document_that_takes_long_does_not_hold_up_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed, ended = threading.Event(), threading.Event()

    def build(_order: BuildOrder, _tell: object) -> BuildReport:
        import _thread

        _thread.interrupt_main()
        # As a thread does that waits for a printer, and at whose side the program waits.
        if killed.wait(LONG):
            ended.set()
        raise RuntimeError("the printers are closed")

    monkeypatch.setattr(builder, "build", build)
    monkeypatch.setattr(server.Printers, "kill", lambda _printers: killed.set())
    monkeypatch.setattr(server, "PATIENCE", 0.3)
    outcomes: list[object] = []
    with pytest.raises(KeyboardInterrupt):
        serve(order(tmp_path), ready=lambda _address: None, end=outcomes.append)
    assert (ended.wait(LONG), outcomes) == (True, [])


def test_what_an_earlier_run_built_is_seen_while_the_first_build_is_under_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses: list[str] = []
    seen: list[tuple[int, bytes]] = []

    def build(order: BuildOrder, _tell: object) -> BuildReport:
        import _thread

        with urllib.request.urlopen(addresses[0]) as answer:
            seen.append((answer.status, answer.read()))
        _thread.interrupt_main()
        return BuildReport(())

    monkeypatch.setattr(builder, "build", build)
    asked = order(tmp_path)
    (tmp_path / "notes/site.yaml").write_text(SITE, encoding="utf-8")
    (tmp_path / "build/full").mkdir(parents=True)
    (tmp_path / "build/full/index.html").write_text("<p>from yesterday")
    with pytest.raises(KeyboardInterrupt):
        serve(asked, ready=addresses.append, end=lambda _outcome: None)
    ((status, page),) = seen
    assert status == 200
    assert page.startswith(b'<p>from yesterday<script src="/_serve/follow.js"')


def test_without_the_extra_its_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    serving.require()
    known = serving.importlib.util.find_spec

    def find(name: str) -> Any:
        return None if name in {"uvicorn", "watchfiles"} else known(name)

    monkeypatch.setattr(serving.importlib.util, "find_spec", find)
    with pytest.raises(ReportgenError) as refused:
        serving.require()
    assert refused.value.message == {
        "en": "`serve` and `watch` need what is missing here: uvicorn, watchfiles",
        "zh": "serve 和 watch 缺少所需的 uvicorn, watchfiles",
    }
    assert refused.value.hint["zh"] == "运行 `pip install 'reportgen[serve]'`"
