"""Pictures: PNG and JPEG → everything in them but the picture; its pixels are no words."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from reportgen.formats.unpacking.views import Allowance, Part, loose

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
_PIXELS = {b"IDAT", b"fdAT"}
_PACKED = {b"zTXt", b"iTXt", b"iCCP"}
_WITHOUT_LENGTH = {0x01, 0xD8, *range(0xD0, 0xD8)}
_END_OF_PICTURE, _START_OF_SCAN = 0xD9, 0xDA


def open_png(content: bytes, allowance: Allowance) -> Iterator[Part]:
    """Yield the chunks that hold no pixels, unpacked, and what stands behind the picture."""
    at = len(PNG)
    while at + 8 <= len(content):
        (size,) = struct.unpack_from(">I", content, at)
        kind, chunk = content[at + 4 : at + 8], content[at + 8 : at + 8 + size]
        if kind not in _PIXELS:
            yield from loose(kind + chunk)
        if kind in _PACKED:
            yield from _unpacked(chunk, allowance)
        at += 12 + size
        if kind == b"IEND":
            break
    if at < len(content):
        yield content[at:]


def open_jpeg(content: bytes, _allowance: Allowance) -> Iterator[Part]:
    """Yield the segments before the picture, and what stands behind it: thumbnails are pictures of their own."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in _WITHOUT_LENGTH or marker == 0xFF:
            at += 1 if marker == 0xFF else 2
            continue
        if marker == _END_OF_PICTURE:
            break
        (size,) = struct.unpack_from(">H", content, at + 2)
        segment = content[at + 4 : at + 2 + size]
        yield from loose(segment)
        if (inner := segment.find(JPEG)) >= 0:
            yield segment[inner:]
        at += 2 + max(size, 2)
        if marker == _START_OF_SCAN:
            at = _end_of_scan(content, at)
    rest = content[at:].removeprefix(b"\xff\xd9")
    if rest:
        yield rest


def _end_of_scan(content: bytes, at: int) -> int:
    """Return where pixels end: at the first marker that is neither a stuffed byte nor a restart."""
    while (at := content.find(b"\xff", at)) >= 0:
        if content[at + 1 : at + 2] not in {b"\x00", *(bytes([mark]) for mark in range(0xD0, 0xD8))}:
            return at
        at += 2
    return len(content)


def _unpacked(chunk: bytes, allowance: Allowance) -> Iterator[Part]:
    """Yield the text of a chunk that is packed; its header ends at a zero that varies with its kind."""
    keyword_end = chunk.find(b"\x00")
    for start in range(keyword_end + 1, len(chunk)):
        if chunk[start] == 0x78:
            text, _ = allowance.inflate(chunk[start:])
            if text:
                yield from loose(text)
                return
