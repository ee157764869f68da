"""What is answered to a browser: the files of one edition, and the pages beside them that are in no file."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from reportgen.disk.beneath import read_beneath
from reportgen.serving.board import Board

OWN = "_serve"
"""Below it lies what no edition holds; no record, series or unit may be called so."""
BESIDE = "_beside"
"""Before the address of a page: that page, and its PDF beside it."""
OWN_FILES = Path(__file__).parent / "browser"

ATTACHMENTS = "assets/"
HTML = "text/html; charset=utf-8"
TYPES: Mapping[str, str] = {
    ".html": HTML,
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".xml": "application/xml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
"""Of what an edition holds; any other attachment is offered to be saved."""
FEED = "application/atom+xml"

HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    # Pages from elsewhere may neither show these in a frame nor load them as pictures or scripts.
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


@dataclass(slots=True)
class Shelf:
    """The folder of the edition that is served; set by the thread that builds."""

    folder: Path | None = None
    """None: nobody knows yet where it is, for site.yaml cannot be read or declares no such edition."""


def make_app(shelf: Shelf, board: Board, host: str) -> ASGIApp:
    """Return the program that answers.

    Args:
        shelf: what is served.
        board: how things stand.
        host: the name or address it listens at, which requests may call it by.
    """

    async def news(_request: Request) -> Response:
        return StreamingResponse(_news(board), media_type="text/event-stream", headers=dict(HEADERS))

    # Not a coroutine, so that a large file is read in a thread of its own.
    def file(request: Request) -> Response:
        return _file(shelf, board, request.path_params["path"])

    return Starlette(
        routes=[
            Route(f"/{OWN}/news", news),
            Route(f"/{OWN}/{{path:path}}", _own_file),
            Route(f"/{BESIDE}/{{path:path}}", _beside),
            Route("/{path:path}", file),
        ],
        middleware=[Middleware(OnlyByItsName, host=host)],
    )


class OnlyByItsName:
    """Refuses requests to any name but this machine's: a page from elsewhere can have its own name mean this machine,
    and would be let read the answers (DNS rebinding). An address in figures means itself and is fine.
    """

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app = app
        self._host = host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the app answer."""
        if scope["type"] == "http" and not is_own_name(Headers(scope=scope).get("host", ""), self._host):
            words = "This name is not served here. / 这里不接受这个主机名。\n"
            await PlainTextResponse(words, 421, headers=dict(HEADERS))(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def is_own_name(asked: str, host: str) -> bool:
    """Whether the Host header of a request names this machine.

    Args:
        asked: the header, with or without a port.
        host: what it listens at.
    """
    found = re.fullmatch(r"\[(?P<six>[0-9a-fA-F:.]+)\](?::\d+)?|(?P<name>[^:\[\]]+)(?::\d+)?", asked)
    if found is None:
        return False
    name = (found["six"] or found["name"]).lower()
    if name == "localhost" or name.endswith(".localhost") or name == host.lower():
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _file(shelf: Shelf, board: Board, path: str) -> Response:
    """Return a file of the edition; a page with the script that follows the news."""
    # The version first: a page that changes meanwhile is then loaded once too often, never once too seldom.
    version = board.state.version
    name = f"{path}index.html" if not path or path.endswith("/") else path
    content = read_beneath(shelf.folder, name) if shelf.folder else None
    if content is None and shelf.folder and read_beneath(shelf.folder, f"{name}/index.html") is not None:
        return RedirectResponse(f"/{path}/", headers=dict(HEADERS))
    if content is None:
        missing = (OWN_FILES / "missing.html").read_bytes()
        return Response(with_script(missing, version), 404, dict(HEADERS), HTML)
    headers = {**HEADERS, "ETag": f'"{sha256(content).hexdigest()[:32]}"', **_cautions(name)}
    if name.endswith(".html") and not name.startswith(ATTACHMENTS):
        content = with_script(content, version)
    return Response(content, 200, headers, type_of(name))


def _cautions(name: str) -> dict[str, str]:
    """Return headers for what came with the notes: it is not ours, and may be anything."""
    # Browsers show no PDF in a sandbox; what is in it runs in one of theirs.
    if not name.startswith(ATTACHMENTS) or name.endswith(".pdf"):
        return {}
    return {"Content-Security-Policy": f"{HEADERS['Content-Security-Policy']}; sandbox"}


def type_of(name: str) -> str:
    """Return what a file is, for a browser."""
    if name == "feed.xml":
        return FEED
    return TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")


def with_script(page: bytes, version: str) -> bytes:
    """Return a page that loads the script which follows the news, as its last element."""
    script = f'<script src="/{OWN}/follow.js" data-version="{version}" defer></script>\n'.encode()
    before, closing, after = page.rpartition(b"</body>")
    return before + script + closing + after if closing else page + script


def _own_file(request: Request) -> Response:
    name = request.path_params["path"]
    content = read_beneath(OWN_FILES, name)
    if content is None or name.endswith(".html"):
        return PlainTextResponse("", 404, headers=dict(HEADERS))
    return Response(content, 200, dict(HEADERS), type_of(name))


def _beside(_request: Request) -> Response:
    return Response((OWN_FILES / "beside.html").read_bytes(), 200, dict(HEADERS), HTML)


async def _news(board: Board) -> AsyncIterator[str]:
    """Yield the state of now and every later one as Server-Sent Events."""
    # A browser that lost us asks again after so many milliseconds.
    yield "retry: 500\n\n"
    async for state in board.follow():
        yield f"data: {state.json()}\n\n"
