"""What a browser is answered: the files of the edition as they are, and nothing else of this machine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from starlette.types import ASGIApp

from reportgen.serving.app import Shelf, is_own_name, make_app, type_of, with_script
from reportgen.serving.board import Board
from tests.serving.asking import ask

PAGE = b"<!DOCTYPE html><html lang=en><title>Minutes</title><body><p>Minutes</p></body></html>\n"
FILES = {
    "index.html": PAGE,
    "site.css": b"p { color: red }",
    "register.js": b"1",
    "feed.xml": b"<feed/>",
    "sitemap.xml": b"<urlset/>",
    "manifest.json": b"{}",
    "meetings/road-1/index.html": PAGE,
    "meetings/road-1/road-1.pdf": b"%PDF-1.7",
    "register/actions.csv": "事项".encode(),
    "register/actions.ics": b"BEGIN:VCALENDAR",
    "assets/plan.pdf": b"%PDF-1.4",
    "assets/letter.html": b"<script>alert(1)</script></body>",
    "assets/notes.docx": b"PK",
    ".hidden": b"hidden",
    "meetings/.draft/index.html": b"hidden",
}


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """An edition as it lies in its output folder, with what else lies there."""
    folder = tmp_path / "build/full"
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    for name in ("build/.receipts/full.json", "build/public/index.html", "build/.lock", "secret.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"SECRET")
    return folder


@pytest.fixture
def board() -> Board:
    return Board("en", lambda span: f"notes/{span.path}:{span.line}:{span.column}")


@pytest.fixture
def app(edition: Path, board: Board) -> ASGIApp:
    return make_app(Shelf(edition), board, "127.0.0.1")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/site.css", "text/css; charset=utf-8"),
        ("/register.js", "text/javascript; charset=utf-8"),
        ("/feed.xml", "application/atom+xml"),
        ("/sitemap.xml", "application/xml"),
        ("/manifest.json", "application/json"),
        ("/meetings/road-1/road-1.pdf", "application/pdf"),
        ("/register/actions.csv", "text/csv; charset=utf-8"),
        ("/register/actions.ics", "text/calendar; charset=utf-8"),
        ("/assets/notes.docx", "application/octet-stream"),
    ],
)
def test_a_file_is_served_as_it_is_and_as_what_it_is(app: ASGIApp, path: str, kind: str) -> None:
    answer = ask(app, path)
    assert (answer.status, answer.body, answer.headers["content-type"]) == (200, FILES[path[1:]], kind)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/index.html", "/meetings/road-1/", "/meetings/road-1/index.html"])
def test_a_page_is_served_with_one_script_at_its_end_that_is_in_no_file(
    app: ASGIApp, board: Board, edition: Path, path: str
) -> None:
    answer = ask(app, path)
    script = f'<script src="/_serve/follow.js" data-version="{board.state.version}" defer></script>\n'.encode()
    assert answer.body == PAGE.replace(b"</body>", script + b"</body>")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"] == "frame-ancestors 'self'"
    assert (edition / "index.html").read_bytes() == PAGE


def test_a_page_without_an_end_has_the_script_after_all(board: Board) -> None:
    assert with_script(b"<p>one", "v").endswith(
        b'<p>one<script src="/_serve/follow.js" data-version="v" defer></script>\n'
    )


def test_the_address_of_a_folder_leads_to_its_page(app: ASGIApp) -> None:
    answer = ask(app, "/meetings/road-1")
    assert (answer.status, answer.headers["location"]) == (307, "/meetings/road-1/")


@pytest.mark.parametrize(
    "path",
    [
        "/.hidden",
        "/meetings/.draft/",
        "/../secret.txt",
        "/../../secret.txt",
        "/%2e%2e/%2e%2e/secret.txt",
        "/..%2f..%2fsecret.txt",
        "/meetings/../../public/index.html",
        "/../public/",
        "/../.receipts/full.json",
        "/.receipts/full.json",
        "//site.css",
        "/meetings//road-1/",
        "/./site.css",
        "/site.css/",
        "/site.css%00",
        "/%00",
        "/etc/passwd",
        "//etc/passwd",
        "/..%5c..%5csecret.txt",
        "/" + "a" * 5000,
        "/meetings",
        "/%ff",
    ],
)
def test_whatever_is_no_file_of_the_edition_is_not_there(app: ASGIApp, path: str) -> None:
    answer = ask(app, path)
    assert answer.status == 404
    assert b"SECRET" not in answer.body
    assert b"hidden" not in answer.body


def test_no_link_is_followed_neither_out_nor_within(app: ASGIApp, edition: Path) -> None:
    (edition / "out.txt").symlink_to(edition.parents[1] / "secret.txt")
    (edition / "up").symlink_to(edition.parents[1])
    (edition / "again.css").symlink_to("site.css")
    os.mkfifo(edition / "pipe.txt")
    for path in ("/out.txt", "/up/secret.txt", "/again.css", "/pipe.txt"):
        assert ask(app, path).status == 404, path


def test_a_page_that_is_missing_follows_the_news_too(app: ASGIApp) -> None:
    answer = ask(app, "/meetings/road-2/")
    assert answer.status == 404
    assert "没有这一页" in answer.body.decode()
    assert b"/_serve/follow.js" in answer.body


def test_before_anybody_knows_where_the_edition_is_nothing_is_there(board: Board) -> None:
    app = make_app(Shelf(), board, "127.0.0.1")
    assert [ask(app, path).status for path in ("/", "/site.css", "/etc/passwd")] == [404, 404, 404]


def test_what_came_with_the_notes_runs_in_a_sandbox_without_our_script(app: ASGIApp) -> None:
    answer = ask(app, "/assets/letter.html")
    assert answer.body == FILES["assets/letter.html"]
    assert answer.headers["content-security-policy"] == "frame-ancestors 'self'; sandbox"
    assert "sandbox" not in ask(app, "/assets/plan.pdf").headers["content-security-policy"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_can_be_done_but_read(app: ASGIApp, method: str) -> None:
    assert [ask(app, path, method=method).status for path in ("/", "/_serve/news", "/_beside/")] == [405, 405, 405]


def test_the_head_of_a_file_tells_whether_it_changed(app: ASGIApp, edition: Path) -> None:
    path = "/meetings/road-1/road-1.pdf"
    first = ask(app, path, method="HEAD").headers["etag"]
    assert ask(app, path).headers["etag"] == first
    (edition / path[1:]).write_bytes(b"%PDF-1.7 more")
    assert ask(app, path, method="HEAD").headers["etag"] != first


def test_the_page_with_a_pdf_beside_it_and_its_files_are_our_own(app: ASGIApp) -> None:
    assert b'<iframe id="pdf"' in ask(app, "/_beside/meetings/road-1/").body
    kinds = {
        name: ask(app, f"/_serve/{name}").headers["content-type"] for name in ("follow.js", "beside.js", "own.css")
    }
    assert set(kinds.values()) == {"text/javascript; charset=utf-8", "text/css; charset=utf-8"}
    for path in ("/_serve/", "/_serve/../app.py", "/_serve/%2e%2e/app.py", "/_serve/beside.html", "/_serve/none.js"):
        assert ask(app, path).status == 404, path


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:8000", "127.0.0.1", "localhost:8000", "LOCALHOST", "[::1]:8000", "notes.localhost:8000", "10.0.0.7:80"],
)
def test_a_request_by_the_name_of_this_machine_or_by_an_address_is_answered(app: ASGIApp, host: str) -> None:
    assert ask(app, "/site.css", host=host).status == 200


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example",
     "localhost@evil.example", "127.0.0.1:8000:evil", "[evil]:8000", "evil.example\\127.0.0.1",
     "127.0.0.1 evil.example", "0x7f.1"],
)  # fmt: skip
def test_a_request_by_another_name_is_refused_on_every_path(app: ASGIApp, host: str) -> None:
    for path in ("/", "/site.css", "/_serve/news", "/_serve/follow.js", "/_beside/"):
        answer = ask(app, path, host=host)
        assert (answer.status, b"Minutes" in answer.body) == (421, False), path


def test_the_name_it_listens_at_is_one_of_its_own() -> None:
    assert is_own_name("office.example:8000", "office.example")
    assert not is_own_name("other.example:8000", "office.example")


def test_what_nobody_knows_is_offered_to_be_saved() -> None:
    assert {type_of(name) for name in ("assets/a.svg", "assets/a.xhtml", "assets/a", "assets/a.exe")} == {
        "application/octet-stream"
    }
