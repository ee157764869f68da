"""The foot of a page: files, links, and who gets it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.formats.pages.layout import entry, heading, listed
from reportgen.formats.pages.setting import Setting
from reportgen.model.action import NamedLink
from reportgen.model.issue import Issue
from reportgen.model.meeting import Annex, Paper
from reportgen.text.commonmark import Block
from reportgen.text.escapes import guarded
from reportgen.text.language import long_date


def files(key: str, papers: Sequence[Paper], setting: Setting) -> Iterator[str]:
    """Yield links to papers or attachments under their heading."""
    if papers:
        yield heading(2, setting.word(key))
        yield from listed(entry([(Block(guarded(setting.file(one.file, one.title))),)]) for one in papers)


def annexes(some: Sequence[Annex], setting: Setting) -> Iterator[str]:
    """Yield the annexes, each under its number: its words, then a link to its file."""
    for number, one in enumerate(some, 1):
        yield heading(2, setting.word("annex_number", number=number) + setting.word("colon") + one.title)
        yield from (block.text for block in setting.prose(one.text, 2))
        if one.file:
            yield from listed([entry([(Block(guarded(setting.file(one.file))),)])])


def web_links(key: str, links: Sequence[NamedLink], setting: Setting) -> Iterator[str]:
    """Yield links that lead outside under their heading."""
    if links:
        yield heading(2, setting.word(key))
        yield from listed(entry([(Block(setting.web_link(one)),)]) for one in links)


def circulation(issue: Issue, setting: Setting) -> Iterator[str]:
    """Yield who gets the document, who signed it off, who printed it and how often."""
    printed = setting.joined(
        [
            issue.printed_by,
            long_date(issue.printed_on, setting.language) if issue.printed_on else None,
            setting.word("copies", number=issue.copies) if issue.copies is not None else None,
        ],
        "comma",
    )
    rows = setting.rows(
        {
            "to": setting.word("pause").join(issue.to),
            "report_to": setting.word("pause").join(issue.report),
            "copy_to": setting.word("pause").join(issue.copy_),
            "signer": setting.names(issue.signer),
            "printed_by": printed,
            "dated": long_date(issue.date, setting.language) if issue.date else None,
            "note": issue.note,
        }
    )
    if rows:
        yield heading(2, setting.word("circulation"))
        yield from listed(entry([row]) for row in rows)
