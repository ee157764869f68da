"""The page of a speech: labels verbatim, titles as headings, points as paragraphs, as in the official text."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.formats.pages.foot import circulation, files
from reportgen.formats.pages.head import speech_head
from reportgen.formats.pages.layout import heading, numbered
from reportgen.formats.pages.setting import Setting
from reportgen.model.meeting import Part
from reportgen.model.site import Address
from reportgen.text.escapes import escaped, guarded


def speech_page(speech: Address, setting: Setting) -> Iterator[str]:
    """Yield the blocks of the page of a speech."""
    record = speech.record
    yield from speech_head(speech, setting)
    yield from (block.text for block in setting.prose(record.opening, 1))
    for part in record.parts:
        yield from _part(part, 2, setting)
    if record.closing:
        # Without a heading of its own it would belong to the last part.
        yield from ["---"] if record.parts else []
        yield from (block.text for block in setting.prose(record.closing, 1))
    yield from files("attachments", record.attachments, setting)
    yield from circulation(record.issue, setting)


def _part(part: Part, level: int, setting: Setting) -> Iterator[str]:
    blocks = setting.prose(part.text, min(level, 6))
    label = part.label or ""
    if part.title:
        yield heading(level, numbered(label, part.title))
        yield from (block.text for block in blocks)
    elif blocks and blocks[0].is_words:
        yield guarded(escaped(label) + _gap(label) + blocks[0].text)
        yield from (block.text for block in blocks[1:])
    else:
        yield from [guarded(escaped(label))] if label else []
        yield from (block.text for block in blocks)
    for below in part.parts:
        yield from _part(below, level + 1, setting)


def _gap(label: str) -> str:
    """Return what parts a label from its words: a space, but for a Chinese one."""
    return " " if label and label[-1].isascii() else ""
