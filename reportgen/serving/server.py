"""Serving an edition while it is built again and again; the only file that knows uvicorn."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn
from starlette.types import ASGIApp

from reportgen.model.diagnostic import ReportgenError
from reportgen.model.source import Span
from reportgen.pipeline import BuildOrder, id_of_edition
from reportgen.serving.app import Shelf, make_app
from reportgen.serving.board import Board
from reportgen.serving.builder import End, Outcome, build_at_every_change
from reportgen.workers import Printers

FIRST_PORT = 8000
PORTS = 20
"""How many are tried, one after the other, where none is asked for."""
PATIENCE = 5
"""Seconds a build has to end once nobody is served any more."""


@dataclass(frozen=True, slots=True)
class ServeOrder:
    """What is asked for."""

    build: Callable[[], BuildOrder]
    """Gives what to build; asked before every build, for the day may have changed."""
    host: str
    """Name or address to listen at."""
    port: int | None
    """0: any that is free; None: the first free one from 8000 on."""
    language: str
    """zh or en: that of what is said in the browser."""
    place: Callable[[Span], str]
    """Returns a place as editors take it."""


def serve(order: ServeOrder, *, ready: Callable[[str], None], end: End) -> None:
    """Build, serve what was built, and build again at every change, until Ctrl-C.

    Args:
        order: what is asked for.
        ready: hears the address, before the first build.
        end: hears what came of every build.

    Raises:
        KeyboardInterrupt: Ctrl-C was typed; nobody is served any more, and no build is under way.
        ReportgenError: there is no free port, or the folders cannot be watched.
    """
    listening = listen(order.host, order.port)
    board, shelf = Board(order.language, order.place), Shelf()
    builder = _Builder(order, shelf, board, end, leave=lambda: server.leave())  # noqa: PLW0108 - it comes after
    server = _Server(_settings(make_app(shelf, board, order.host)), board, builder)
    ready(address_of(listening))
    builder.start()
    try:
        server.run([listening])
    finally:
        builder.end()
    if builder.failure:
        raise builder.failure


def listen(host: str, port: int | None) -> socket.socket:
    """Return a socket that listens.

    Raises:
        ReportgenError: the port is taken, or the host is not this machine's.
    """
    wanted = range(FIRST_PORT, FIRST_PORT + PORTS) if port is None else [port]
    for one in wanted:
        try:
            family, kind, _, _, address = socket.getaddrinfo(host, one, type=socket.SOCK_STREAM)[0]
            return _bound(family, kind, address)
        except OSError as refusal:
            refused = refusal
    raise ReportgenError(
        {
            "en": f"cannot listen at {host}, port {wanted[0]}: {refused.strerror}",
            "zh": f"无法在 {host} 的端口 {wanted[0]} 上监听：{refused.strerror}",
        },
        {"en": "name another with --port or --host", "zh": "请用 --port 或 --host 另指定"},
    )


def _bound(family: int, kind: int, address: tuple[object, ...]) -> socket.socket:
    bound = socket.socket(family, kind)
    try:
        # So that the port is free again as soon as the program that had it has ended.
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(socket.SOMAXCONN)
    except OSError:
        bound.close()
        raise
    return bound


def address_of(listening: socket.socket) -> str:
    """Return the address to type into a browser on this machine."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if listening.family == socket.AF_INET6 else f"http://{host}:{port}/"


def _settings(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        # Nothing is said but by the command line; what goes wrong in the app still comes to stderr.
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        http="h11",
        ws="none",
        loop="asyncio",
        timeout_graceful_shutdown=PATIENCE,
    )


class _Builder(threading.Thread):
    """The one thread that builds; it ends with the program, whatever it is at."""

    def __init__(self, order: ServeOrder, shelf: Shelf, board: Board, heard: End, *, leave: Callable[[], None]) -> None:
        super().__init__(name="builder", daemon=True)
        self.failure: Exception | None = None
        """Why it ended by itself; None: it did not."""
        self._order = order
        self._shelf = shelf
        self._board = board
        self._heard = heard
        self._leave = leave
        self._stop_asked = threading.Event()
        self._printers = Printers(order.build().jobs)

    def end(self) -> None:
        """Let it finish what it writes, but not a document that takes long."""
        self._stop_asked.set()
        self.join(PATIENCE)
        if self.is_alive():
            # The program would wait for them, however long, at its very end.
            self._printers.kill()
            self.join(PATIENCE)

    def run(self) -> None:
        """Build until told to end; then, or where that is impossible, let the server end too."""
        try:
            with self._printers as printers:
                build_at_every_change(
                    self._order.build,
                    printers,
                    self._stop_asked,
                    begin=self._begins,
                    tell=self._board.tell,
                    end=self._ends,
                )
        except KeyboardInterrupt:
            # It was told to end in the midst of a build.
            return
        except Exception as failure:
            self.failure = failure
        finally:
            self._leave()

    def _begins(self, changed: tuple[str, ...]) -> None:
        # What an earlier run built is there to be seen while the first build of this one is under way, or fails.
        order = self._order.build()
        if edition := id_of_edition(order.content, order.edition):
            self._shelf.folder = order.output / edition
        self._board.begin(changed)

    def _ends(self, outcome: Outcome) -> None:
        if outcome.report and outcome.report.folder:
            self._shelf.folder = outcome.report.folder
        self._board.end(outcome)
        self._heard(outcome)


class _Server(uvicorn.Server):
    """Lets those who follow the news go, and the build end, before a signal that ends the program has its way."""

    def __init__(self, settings: uvicorn.Config, board: Board, builder: _Builder) -> None:
        super().__init__(settings)
        self._board = board
        self._builder = builder

    def leave(self) -> None:
        """End it, from any thread."""
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._board.close()
        await asyncio.to_thread(self._builder.end)
        await super().shutdown(sockets)
