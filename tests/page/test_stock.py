"""What a page leaves for the next one in its process: time is all that it changes."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from reportgen.environment import look_around
from reportgen.model.build import PrintJob
from reportgen.stages.print import Stock, print_page

MONO, LATIN = (look_around().face(role) for role in ("mono", "latin"))
FONT = Path(MONO.file or "").read_bytes()
FACE = '@font-face { font-family: Own; src: url("asset:own") }'
ESCAPED = r'@font-f\61 ce { font-family: Own; src: url("asset:own") }'


def page(style: str, words: str = "considered the representations 会议", **assets: bytes) -> PrintJob:
    named = {f"asset:{name}": content for name, content in assets.items()}
    return PrintJob(
        f'<!DOCTYPE html><html lang="en"><title>x</title><style>{style}</style><body><p>{words}</p></body></html>',
        named,
    )


BODY = 'p { font-family: Own, "Liberation Serif", "Noto Serif CJK SC" }'
PLAIN = page(BODY)
OWN = page(FACE + BODY, own=FONT)
PAGES = [
    PLAIN,
    OWN,
    PLAIN,
    page(ESCAPED + BODY, own=FONT),
    PLAIN,
    page(FACE.upper().replace("OWN", "own") + BODY, own=FONT),
    PLAIN,
    page(FACE + BODY, own=b"no font"),
    page(FACE + FACE.replace("own", "other") + BODY, own=FONT, other=FONT),
    page(BODY + "p { colour: red }"),
    page(BODY + "p { colour: red }"),
    page(BODY + "p { color: var(--none); width: var(--wrong) } :root { --wrong: blue }"),
    page(BODY + "p { color: var(--none); width: var(--wrong) } :root { --wrong: blue }"),
    page('@import "asset:more";' + BODY, more=b"p { color: red }"),
    page('@import "asset:more";' + BODY, more=b"p { color: blue }"),
    page('@import "https://example.org/x.css";' + BODY),
    page("@layer a, b; @layer b { p { color: red } } @layer a { p { color: blue } }" + BODY),
    page("@counter-style own { system: cyclic; symbols: '*' } p { display: list-item; list-style: own inside }" + BODY),
    page("p { display: list-item; list-style: own inside }" + BODY),
    page("@page { size: A5; @top-left { content: 'a' } } @page :first { margin: 3cm }</style><style>" + BODY),
    page("@page { size: A5; @top-left { content: 'a' } } @page :first { margin: 3cm }</style><style>" + BODY),
    page(""),
    PLAIN,
]


def test_pages_print_alike_whatever_was_printed_before_them() -> None:
    stock = Stock()
    for number, one in enumerate(PAGES):
        assert print_page(one, stock) == print_page(one), number


def test_a_font_file_of_one_page_is_not_used_by_the_next() -> None:
    stock = Stock()
    fresh = {name: print_page(one).pdf for name, one in (("plain", PLAIN), ("own", OWN))}
    assert fresh["plain"] != fresh["own"]
    assert [print_page(one, stock).pdf for one in (PLAIN, OWN, PLAIN, OWN)] == [fresh["plain"], fresh["own"]] * 2


def test_a_font_that_is_installed_meanwhile_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    settings = f"<fontconfig><dir>{fonts}</dir><cachedir>{tmp_path / 'cache'}</cachedir></fontconfig>"
    (tmp_path / "fonts.conf").write_text(settings, encoding="utf-8")
    shutil.copy(MONO.file or "", fonts)
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    stock, job = Stock(), page(f"p {{ font-family: {LATIN.family} }}", "words")
    before = print_page(job, stock)
    assert print_page(job, stock) == before
    kept = stock.fonts
    # Folders are compared by whole seconds.
    time.sleep(1.1)
    shutil.copy(LATIN.file or "", fonts)
    after = print_page(job, stock)
    assert stock.fonts is not kept
    assert ([one.code for one in before.problems], [one.code for one in after.problems]) == (["substituted-font"], [])


def test_a_sheet_is_parsed_once_for_the_pages_that_hold_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import weasyprint.css

    parsed: list[object] = []
    parse = weasyprint.css.CSS
    monkeypatch.setattr(weasyprint.css, "CSS", lambda **told: parsed.append(told["string"]) or parse(**told))
    stock = Stock()
    for words in ("a", "b", "c"):
        print_page(page(BODY, words), stock)
    assert parsed == [BODY]


def test_only_the_sheets_used_last_are_kept() -> None:
    stock = Stock()
    for number in range(9):
        print_page(page(f"{BODY} p {{ margin: {number}mm }}"), stock)
    assert [key[0] for key in stock.sheets] == [f"{BODY} p {{ margin: {number}mm }}" for number in (5, 6, 7, 8)]
