"""Setting: the printed words, names and links of one page, and the rows they make."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportgen.model.action import NamedLink
from reportgen.model.build import Links
from reportgen.model.meeting import Paper
from reportgen.model.site import Site
from reportgen.text.commonmark import DEEPEST_HEADING, Block, target, to_markdown
from reportgen.text.escapes import escaped

Piece = tuple[Block, ...]
"""What belongs to one label: mostly one line."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How one page is set. Values of methods named after a row are Markdown, those of words and names are plain."""

    words: Mapping[str, str]
    language: str
    site: Site
    links: Links
    record: str
    """Id of the record it shows."""
    day: dt.date
    """The day on which people and units bear the names it prints."""

    def word(self, key: str, **blanks: object) -> str:
        """Return a printed word, its blanks filled."""
        word = self.words[key]
        for name, value in blanks.items():
            word = word.replace(f"{{{name}}}", str(value))
        return word

    def told(self, group: str, value: str) -> str:
        """Return the printed word of a value: outcome, carried."""
        return self.word(f"{group}_{value.replace('-', '_')}")

    def bracketed(self, words: str) -> str:
        """Return words in the brackets of the language."""
        return self.word("brackets", words=words)

    def joined(self, parts: Iterable[str | None], between: str) -> str:
        """Return the parts there are, with a printed mark between them."""
        return self.word(between).join(part for part in parts if part)

    def name(self, who: str) -> str:
        """Return how somebody is printed on the day of the record."""
        return self.site.party(who, self.day).name

    def names(self, people: Iterable[str]) -> str:
        """Return names with the same mark between all of them, so that “and” may stand in a name."""
        return self.word("pause").join(self.name(who) for who in people)

    # Rows: a label and what it says

    def row(self, key: str, value: str) -> Piece:
        """Return a labelled line of plain words."""
        return self.marked_row(key, escaped(value))

    def marked_row(self, key: str, value: str) -> Piece:
        """Return a labelled line of Markdown."""
        return (Block(f"{escaped(self.word(key))}{self.word('colon')}{value}".rstrip()),)

    def rows(self, values: Mapping[str, str | None]) -> tuple[Piece, ...]:
        """Return a labelled line for each value that there is."""
        return tuple(self.row(key, value) for key, value in values.items() if value)

    def prose_row(self, key: str, text: str, before: str = "") -> Piece:
        """Return prose behind its label; `before` are plain words between the two, such as a name."""
        colon = self.word("colon")
        label = self.word(key) + colon + (before + colon if before else "")
        return self.behind(escaped(label), text)

    def behind(self, label: str, text: str) -> Piece:
        """Return prose behind a label in Markdown, on the same line where it begins with a paragraph.

        In an entry of a list a heading would head what follows the list: it becomes a bold line.
        """
        blocks = self.prose(text, DEEPEST_HEADING)
        if blocks and blocks[0].is_words:
            return (Block(label + blocks[0].text), *blocks[1:])
        return (Block(label.rstrip()), *blocks)

    def prose(self, text: str | None, under: int) -> Piece:
        """Return the prose of a record, its headings below a level."""
        link = lambda name: self.links.to(name) if self.links.asset(name) else None  # noqa: E731
        return to_markdown(text or "", asset=self.links.asset, link=link, under=under)

    # Links

    def linked(self, path: str, words: str) -> str:
        """Return words that lead to another file of the edition, where it can be reached."""
        address = self.links.to(path)
        return f"[{escaped(words, in_brackets=True)}]({target(address)})" if address else escaped(words)

    def file(self, path: str, title: str | None = None) -> str:
        """Return a link to a file below assets/, by its title or its own name."""
        words = title or path.rpartition("/")[2]
        return self.linked(path, words) if self.links.asset(path) else escaped(words)

    def files(self, papers: Iterable[Paper | str]) -> str:
        """Return links to some papers, or to files by their paths, in one line."""
        pairs = ((one, None) if isinstance(one, str) else (one.file, one.title) for one in papers)
        return self.word("semicolon").join(self.file(path, title) for path, title in pairs)

    def web_link(self, link: NamedLink) -> str:
        """Return a link that leads outside."""
        return f"[{escaped(link.title, in_brackets=True)}]({target(link.url)})" if link.title else f"<{link.url}>"

    def web_links(self, links: Iterable[NamedLink]) -> str:
        """Return links in one line."""
        return self.word("semicolon").join(map(self.web_link, links))

    def meeting(self, identity: str) -> str:
        """Return a link to the page of another meeting, by its title and day; its id where nothing is known of it."""
        other = self.site.meeting(identity)
        if not other:
            return escaped(identity)
        return self.linked(page_of(identity), other.record.title) + self.bracketed(str(other.record.date))

    def reference(self, reference: str) -> str:
        """Return what a record/id points at: the meeting it is of, and itself."""
        record = reference.partition("/")[0]
        is_elsewhere = record != self.record and self.site.meeting(record)
        return f"{self.meeting(record)} {reference}" if is_elsewhere else reference

    def references(self, key: str, references: Iterable[str]) -> tuple[Piece, ...]:
        """Return a labelled line of references, where there are any."""
        shown = self.word("semicolon").join(map(self.reference, references))
        return (self.marked_row(key, shown),) if shown else ()


def page_of(meeting: str) -> str:
    """Return the path of the page of a meeting in the edition."""
    return f"meetings/{meeting}/{meeting}.md"
