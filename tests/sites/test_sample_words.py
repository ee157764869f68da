"""The words agree: a page and its PDF say the same in the same order, furniture aside.

What print adds is furniture: the marks of lists, the heads of tables repeated on each page, the address behind a
link, a watermark, the sign-in sheet of an agenda, in a volume the numbers of pages. What the screen adds are the
tools of a page: its navigation and its filters.
"""

from __future__ import annotations

import difflib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pytest

from reportgen.theme import Theme

CHECKOUT = Path(__file__).parents[2]
PROGRAM = Path(sys.executable).with_name("reportgen")
VOID = {"br", "img", "hr", "meta", "link", "input", "wbr", "col", "source"}
UNSEEN = {"unseen", "visually-hidden", "documents", "gw-source"}
"""Classes of words that are for the ear, or for the screen alone."""
TOOLS = {"script", "style", "title", "nav", "form"}
WATERMARK = "草稿|送审稿|Draft|Forreview"
PAGES = r"(?:（第?\d+页?）|\((?:page)?\d+\)|\d+\.*|\.+)+"
"""Numbers of pages, with what leads to them."""
NOTES = [re.escape(re.sub(r"\s", "", Theme().words("briefing", one)["volume_index_pages"])) for one in ("zh", "en")]
"""What an index says of them, in print alone."""


class Article(HTMLParser):
    """The words of the article of a page, and the address behind each link that leads outside."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.heads: set[str] = set()
        """The head of each table."""
        self._head: list[str] = []
        self._open: list[tuple[str, bool, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        found = dict(attrs)
        classes = set((found.get("class") or "").split())
        address = found.get("href") or ""
        behind = f"({address})" if "outside" in classes and address.startswith("http") else None
        is_unheard = found.get("aria-hidden") == "true"
        self._open.append((tag, bool(classes & UNSEEN) or tag in TOOLS or is_unheard, behind))

    def handle_endtag(self, tag: str) -> None:
        if tag == "thead":
            self.heads.add(squeezed("".join(self._head)))
            self._head.clear()
        while self._open:
            name, _, behind = self._open.pop()
            if behind and self._is_read():
                self.words.append(behind)
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._is_read():
            self.words.append(data)
            if any(name == "thead" for name, _, _ in self._open):
                self._head.append(data)

    def _is_read(self) -> bool:
        names = [name for name, _, _ in self._open]
        return "article" in names and not any(hidden for _, hidden, _ in self._open)


def read(path: Path) -> Article:
    article = Article()
    article.feed(path.read_text("utf-8"))
    return article


def words_of_pdf(path: Path) -> str:
    """The text of a tagged PDF in the order of its structure, which is that of reading."""
    marked: dict[tuple[int, int], list[str]] = {}
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for char in page.chars:
                # Without a number it is an artifact: the head of a page, a shape that only the eye needs.
                if char.get("mcid") is not None:
                    marked.setdefault((page.page_number, char["mcid"]), []).append(char["text"])
    with pikepdf.open(path) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        words = [
            "".join(marked.get((numbers[page], mark), [])) for page, mark in _marks(pdf.Root.StructTreeRoot.K, None)
        ]
    return squeezed("".join(words))


def _marks(node: Any, page: tuple[int, int] | None) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield page and number of every piece of text in the order of the structure, without the marks of lists."""
    if isinstance(node, int):
        assert page is not None
        yield page, node
    elif isinstance(node, pikepdf.Array):
        for child in node:
            yield from _marks(child, page)
    elif not _is_mark_of_a_list(node):
        page = node.Pg.objgen if "/Pg" in node else page
        if "/MCID" in node:
            yield from _marks(int(node.MCID), page)
        elif "/K" in node:
            yield from _marks(node.K, page)


def _is_mark_of_a_list(node: Any) -> bool:
    """Whether a label is the mark before an item; that of a list of terms is a part of the page."""
    return bool(node.get("/S") == "/Lbl" and "/NonStruct" not in {kid.get("/S") for kid in node.K})


def squeezed(text: str) -> str:
    """Text without white space: a line end of the page is none of the words."""
    return re.sub(r"[\s\u00ad\u200b]", "", text)


def slides(words: str, place: int, added: str) -> Iterator[str]:
    """Yield what may have been added at a place: after `done`, `eNo.Stat` is the same as `No.State` a letter on."""
    yield added
    for back in range(1, len(added) + 1):
        if back > place or words[place - back : place] != added[-back:]:
            break
        yield added[-back:] + added[:-back]
    for on in range(1, len(added) + 1):
        if words[place : place + on] != added[:on]:
            break
        yield added[on:] + added[:on]


def differences(page: Article, pdf: str, *, of_volume: bool) -> list[str]:
    """Where the two part, with what stands before, furniture aside."""
    found = []
    words = squeezed("".join(page.words))
    heads = "|".join(map(re.escape, sorted(page.heads - {""}, key=len, reverse=True)))
    # Where a long English word is parted over lines print has a hyphen.
    furniture = [WATERMARK, "‐", *([heads] if heads else []), *([PAGES, *NOTES] if of_volume else [])]
    matcher = difflib.SequenceMatcher(None, words, pdf, autojunk=False)
    for kind, first, last, from_, to in matcher.get_opcodes():
        only_page, only_pdf = words[first:last], pdf[from_:to]
        added = slides(words, first, only_pdf) if not only_page else ()
        is_furniture = any(re.fullmatch(f"(?:{'|'.join(furniture)})+", one) for one in added)
        is_sheet = not only_page and to == len(pdf) and re.match("签到表|Sign-insheet", only_pdf)
        if kind != "equal" and not is_furniture and not is_sheet:
            found.append(f"after {words[max(0, first - 12) : first]!r}: page {only_page!r}, PDF {only_pdf!r}")
    return found


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, built."""
    output = tmp_path_factory.mktemp("sample")
    command = [str(PROGRAM), "build", "content", "-o", str(output), "--as-of", "2026-06-30", "--quiet"]
    subprocess.run(command, cwd=CHECKOUT, check=True)
    return output / "full"


def page_of(pdf: Path) -> Path:
    """The web page that shows what a PDF prints; of a register or decisions parted by year, that of the year."""
    year = re.fullmatch(r"(?:register|decisions)-(\d{4})", pdf.stem)
    return pdf.parent / (f"{year[1]}/index.html" if year else "index.html")


@pytest.mark.long
def test_every_page_and_its_pdf_carry_the_same_words_in_the_same_order(edition: Path) -> None:
    printed = sorted(edition.glob("**/*.pdf"))
    # A notice to a unit or person is a letter of its own, made from the sheet.
    pairs = [pdf for pdf in printed if pdf.relative_to(edition).parts[0] not in {"assets", "units", "people"}]
    assert len(pairs) >= 17
    parted = {
        str(pdf.relative_to(edition)): found
        for pdf in pairs
        if (found := differences(read(page_of(pdf)), words_of_pdf(pdf), of_volume="briefings" in pdf.parts))
    }
    assert parted == {}


@pytest.mark.long
def test_page_and_pdf_carry_the_source_hash_that_the_manifest_lists(edition: Path) -> None:
    files = json.loads((edition / "manifest.json").read_text("utf-8"))["files"]
    hashes: dict[str, set[str]] = {}
    for entry in files.values():
        if "record" in entry:
            hashes.setdefault(entry["record"], set()).add(entry["source"])
    assert {record: len(found) for record, found in hashes.items() if len(found) != 1} == {}
    for path in sorted(edition.glob("meetings/*/*.pdf")):
        short = next(iter(hashes[path.stem]))[:16]
        assert short in page_of(path).read_text("utf-8").split("<article")[1].split("</article>")[0]
        # An official document ends with its foot: there the hash is among the properties of the file.
        with pikepdf.open(path) as pdf:
            assert short in words_of_pdf(path) or short in str(pdf.docinfo.get("/Subject"))
