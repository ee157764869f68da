"""Archives: zip (and with it XLSX, DOCX, ODT, OFD) and gzip → the files in them, their names and remarks."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from reportgen.formats.unpacking.views import Allowance, Part, UnsearchableError, loose

GZIP = b"\x1f\x8b"
MOST_IN_A_ROW = 100
"""Parts of one gzip; what follows counts as a file within it."""
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 1
_NEXT = re.compile(rb"PK(?:\x03\x04|\x01\x02|\x05\x06|\x06\x06|\x07\x08)")


def is_zip(content: bytes) -> bool:
    """Whether bytes are a zip, something set before it or not."""
    return content.startswith(b"PK\x03\x04") or content.rfind(b"PK\x05\x06", -66_000) >= 0


def open_zip(content: bytes, allowance: Allowance) -> Iterator[Part]:
    """Yield every member, those too that the table at the end does not name, with all names and remarks.

    Raises:
        UnsearchableError: a member is encrypted or packed in a rare way.

    """
    at = content.find(b"PK\x03\x04")
    while 0 <= at <= len(content) - _LOCAL.size:
        _, _, flags, method, _, _, _, size, _, of_name, of_extra = _LOCAL.unpack_from(content, at)
        start = at + _LOCAL.size + of_name + of_extra
        yield from loose(content[at + _LOCAL.size : start])
        if flags & _ENCRYPTED:
            raise UnsearchableError("is encrypted")
        # The size may stand behind the member instead; deflated bytes know their own end.
        end = start + size if size else _end_of_member(content, start)
        if method == _DEFLATED:
            yield allowance.inflate(content[start:end], -zlib.MAX_WBITS)[0]
        elif method == _STORED:
            allowance.spend(end - start)
            yield content[start:end]
        else:
            raise UnsearchableError("is packed in a way that cannot be read")
        at = content.find(b"PK\x03\x04", end)
    yield from _remarks(content)


def open_gzip(content: bytes, allowance: Allowance) -> Iterator[Part]:
    """Yield what is packed, and what stands behind it."""
    for _ in range(MOST_IN_A_ROW):
        inner, content = allowance.inflate(content, zlib.MAX_WBITS | 16)
        yield inner
        if not content.startswith(GZIP):
            break
    if content:
        yield content


def refuse_archive(_content: bytes, _allowance: Allowance) -> Iterator[Part]:
    """Refuse an archive of another kind.

    Raises:
        UnsearchableError: always.

    """
    raise UnsearchableError("is packed in a way that cannot be read")


def _end_of_member(content: bytes, start: int) -> int:
    found = _NEXT.search(content, start)
    return found.start() if found else len(content)


def _remarks(content: bytes) -> Iterator[Part]:
    """Yield names, extra fields and comments of the table at the end."""
    at = content.find(b"PK\x01\x02")
    while 0 <= at <= len(content) - _CENTRAL.size:
        *_, of_name, of_extra, of_comment, _, _, _, _ = _CENTRAL.unpack_from(content, at)
        end = at + _CENTRAL.size + of_name + of_extra + of_comment
        name_ends, extra_ends = at + _CENTRAL.size + of_name, end - of_comment
        for remark in (content[at + _CENTRAL.size : name_ends], content[name_ends:extra_ends], content[extra_ends:end]):
            if remark:
                yield from loose(remark)
        at = content.find(b"PK\x01\x02", end)
    last = content.rfind(b"PK\x05\x06")
    if last >= 0 and content[last + 22 :]:
        yield from loose(content[last + 22 :])
