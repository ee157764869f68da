"""Archive: whether a zip somebody else packed may be opened, told from its directory and a look at its parts."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib

from reportgen.model.diagnostic import Diagnostic, error
from reportgen.model.source import Span

MOST_PACKED = 20_000_000
"""Bytes of the file."""
MOST_UNPACKED = 50_000_000
"""Bytes of all its parts together."""
MOST_PARTS = 2_000
"""Parts: sheets, styles, pictures, …"""
MOST_TIMES = 200
"""How much smaller than its content a part may be; more is a bomb, and no text packs that well."""
SMALL = 1_000_000
"""Bytes of a part up to which it may be packed as tightly as it likes."""
MOST_ELEMENTS = 500_000
"""Elements of XML in all parts: what a parser makes of one takes a hundred times the room. 5,000 rows have 400,000."""
MOST_READ = 3_000_000
"""Elements that are read at most where many sheets name one part, which is then read for each of them."""
MOST_SHEETS = 100

NOT_A_WORKBOOK = error(
    "not-a-workbook",
    en="this is not a workbook that can be read",
    zh="这不是可以读取的工作簿",
    hint_en="save it as .xlsx without a password, or as CSV",
    hint_zh="请另存为不加密的 .xlsx，或存为 CSV",
)
WORKBOOK_TOO_BIG = error(
    "workbook-too-big",
    en="this workbook holds more than {limit} {what}",
    zh="本工作簿的{what_zh}超过 {limit}",
    hint_en="copy the rows of the register into a new workbook, or save the sheet as CSV",
    hint_zh="请把台账各行复制到新的工作簿，或把工作表存为 CSV",
)
PACKED_TOO_TIGHTLY = error(
    "packed-too-tightly",
    en="“{part}” in this file is packed {times} times as small as it is, {limit} times are allowed",
    zh="本文件中的“{part}”压缩了 {times} 倍，上限为 {limit} 倍",
    hint_en="copy the rows of the register into a new workbook, or save the sheet as CSV",
    hint_zh="请把台账各行复制到新的工作簿，或把工作表存为 CSV",
)

BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError,
    LookupError, ValueError, TypeError, AttributeError, ArithmeticError, SyntaxError,
)  # fmt: skip
"""What reading a damaged archive or workbook raises; a syntax error is one of XML, a runtime error wants a password."""

_DECLARES = (b"<!DOCTYPE", b"<!ENTITY")
"""No part of a workbook has a document type; what it declares could grow without end."""


def too_big(name: str, limit: int, what: str, what_zh: str) -> Diagnostic:
    """Return the finding that a workbook holds too much of something."""
    return WORKBOOK_TOO_BIG.at(Span(name, 0, 0), limit=f"{limit:,}", what=what, what_zh=what_zh)


def refusal(content: bytes, name: str) -> Diagnostic | None:
    """Return why a workbook may not be opened, or None; nothing is unpacked before its size is known.

    Args:
        content: the file; one byte more than `MOST_PACKED` is enough of it.
        name: its path, for the finding.
    """
    if len(content) > MOST_PACKED:
        return too_big(name, MOST_PACKED, "bytes", "字节数")
    # Every entry of the directory begins with this mark, so they are counted before they are listed.
    if content.count(b"PK\x01\x02") > MOST_PARTS:
        return too_big(name, MOST_PARTS, "parts", "部件数")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _refusal_of_sizes(archive.infolist(), name) or _refusal_of_parts(archive, name)
    except BROKEN:
        return NOT_A_WORKBOOK.at(Span(name, 0, 0))


def _refusal_of_sizes(parts: list[zipfile.ZipInfo], name: str) -> Diagnostic | None:
    """Look at the sizes the directory declares; no part is ever unpacked beyond its own."""
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        return too_big(name, MOST_UNPACKED, "bytes when it is unpacked", "解压后字节数")
    for part in parts:
        times = part.file_size // max(1, part.compress_size)
        if part.file_size > SMALL and times > MOST_TIMES:
            return PACKED_TOO_TIGHTLY.at(Span(name, 0, 0), part=part.filename, times=times, limit=MOST_TIMES)
    return None


def _refusal_of_parts(archive: zipfile.ZipFile, name: str) -> Diagnostic | None:
    """Look into every part once, for what a parser of XML would choke on."""
    elements = most = sheets = 0
    for part in archive.infolist():
        # Without its zero bytes UTF-16 reads as ASCII does.
        text = archive.read(part).replace(b"\0", b"")
        if any(mark in text for mark in _DECLARES):
            return NOT_A_WORKBOOK.at(Span(name, 0, 0))
        here = (text.count(b"<") + text.count(b"/>")) // 2
        elements, most = elements + here, max(most, here)
        if b"sheets>" in text:
            sheets = max(sheets, text.count(b"sheetId"))
    if sheets > MOST_SHEETS:
        return too_big(name, MOST_SHEETS, "sheets", "工作表数")
    if elements > MOST_ELEMENTS or most * sheets > MOST_READ:
        return too_big(name, MOST_ELEMENTS, "cells and styles", "单元格和样式数")
    return None
