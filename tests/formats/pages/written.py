"""The Markdown pages of a content folder, and what a reader of Markdown finds in one."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reportgen.model.site import Site
from reportgen.stages.plan import plan
from reportgen.stages.publish import texts
from reportgen.theme import Theme

CONTENT = Path(__file__).parent / "content"
EXPECTED = Path(__file__).parent / "expected"
WORLD = MarkdownIt("commonmark").enable(["table", "strikethrough"])
"""What a forge reads: CommonMark with tables and strikethrough."""


@functools.cache
def words_in(_theme: str, language: str) -> Mapping[str, str]:
    """The printed words of the bundled theme, whatever theme is asked for."""
    return Theme().words("briefing", language)


def pages_of(site: Site) -> dict[str, str]:
    """Every page by the id of its record."""
    planned = plan(site, edition="full", outputs={"md"}).texts
    made = texts(planned, site, words_in)
    return {PurePosixPath(one.path).stem: one.content.decode() for one in made}


@dataclass(frozen=True, slots=True)
class Found:
    """A page as it is read: what it is built of, and its words."""

    marks: tuple[tuple[str, str, str], ...]
    """Kind, tag and address of everything that is no words, in order."""
    words: str


def read(page: str) -> Found:
    """Return what a reader of CommonMark finds in a page."""
    tokens = list(_walk(WORLD.parse(page)))
    marks = [(one.type, one.tag, str(one.attrs.get("href") or one.attrs.get("src") or "")) for one in tokens]
    words = "".join(one.content if one.type.startswith("text") else "\n" for one in tokens if one.type != "inline")
    plain = {"text", "text_special", "inline", "softbreak"}
    return Found(tuple(mark for mark in marks if mark[0] not in plain), " ".join(words.split()))


def _walk(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _walk(token.children or [])
