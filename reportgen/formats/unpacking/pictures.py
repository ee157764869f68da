"""Pictures: PNG and JPEG → everything in them but the picture; its pixels are no words."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from reportgen.formats.unpacking.views import Allowance, Part, loose

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
_PIXELS = {b"IDAT", b"fdAT"}
_PACKED = {b"zTXt", b"iTXt", b"iCCP"}
_WITHOUT_LENGTH = {0x01, 0xD8, *range(0xD0, 0xD8)}
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7]")
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
            yield from loose(allowance.inflate(_packed_in(kind, chunk))[0])
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
    found = _MARKER.search(content, at)
    return found.start() if found else len(content)


def _packed_in(kind: bytes, chunk: bytes) -> bytes:
    """Return the packed part of a chunk, empty where there is none."""
    _, _, rest = chunk.partition(b"\x00")
    if kind != b"iTXt":
        return rest[1:]
    is_packed, rest = rest[:1] == b"\x01", rest[2:]
    # The language and the keyword in that language.
    text = rest.partition(b"\x00")[2].partition(b"\x00")[2]
    return text if is_packed else b""
