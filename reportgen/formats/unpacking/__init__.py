"""Unpacking: the bytes of a file → everything in it that can be searched, packed and encoded parts too.

No bytes make it raise, and none make it hang: what cannot be opened, or opens to more than may be searched, comes
out as a refusal. The pixels of pictures and the outlines of letters are left out: they hold no words.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator

from reportgen.formats.unpacking.archives import GZIP, is_zip, open_gzip, open_zip, refuse_archive
from reportgen.formats.unpacking.pdf import open_pdf
from reportgen.formats.unpacking.pictures import JPEG, PNG, open_jpeg, open_png
from reportgen.formats.unpacking.views import (
    Allowance,
    Glyphs,
    Part,
    Raw,
    Refused,
    UnsearchableError,
    View,
    Words,
    as_text,
)

__all__ = ["Glyphs", "Raw", "Refused", "View", "Words", "unpack"]

DEEPEST = 4
"""Files within files that are opened: a picture in a workbook in a zip in a PDF."""
MOST_PARTS = 100_000
"""Parts of one file and of all within it."""

Open = Callable[[bytes, Allowance], Iterator[Part]]
_OPENERS: tuple[tuple[Callable[[bytes], bool], Open], ...] = (
    (lambda content: b"%PDF-" in content[:1024], open_pdf),
    (is_zip, open_zip),
    (lambda content: content.startswith(GZIP), open_gzip),
    (lambda content: content.startswith(PNG), open_png),
    (lambda content: content.startswith(JPEG), open_jpeg),
    (
        lambda content: content.startswith(
            (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\xfd7zXZ\x00", b"BZh", b"\x28\xb5\x2f\xfd")
        ),
        refuse_archive,
    ),
)
_IN_ADDRESS = re.compile(r";base64,([A-Za-z0-9+/=_-]+)")


def unpack(content: bytes) -> Iterator[View]:
    """Yield what there is to search in a file; never raises."""
    for number, view in enumerate(_opened(content, 0, Allowance())):
        if number == MOST_PARTS:
            yield Refused("has too many parts to be searched")
            return
        yield view


def _opened(content: bytes, depth: int, allowance: Allowance) -> Iterator[View]:
    yield Raw(content)
    openers = [opener for fits, opener in _OPENERS if fits(content)]
    text = None if openers else as_text(content)
    if text is not None:
        yield Words(text)
        openers = [_in_addresses] if ";base64," in text else []
    if openers and depth == DEEPEST:
        yield Refused("is packed too deep to be searched")
        return
    for opener in openers:
        try:
            for part in opener(content, allowance):
                if isinstance(part, bytes):
                    yield from _opened(part, depth + 1, allowance)
                else:
                    yield part
        except UnsearchableError as refusal:
            yield Refused(str(refusal))
        except Exception:  # whatever hostile bytes do to a reader: a file it cannot read is no clean file
            yield Refused("is too broken to be searched")


def _in_addresses(content: bytes, allowance: Allowance) -> Iterator[Part]:
    """Yield the files that stand in addresses of a text: `data:image/png;base64,…`."""
    for found in _IN_ADDRESS.finditer(as_text(content) or ""):
        letters = found[1].replace("-", "+").replace("_", "/").rstrip("=")
        allowance.spend(len(letters))
        yield base64.b64decode(
            letters[: len(letters) // 4 * 4 + (len(letters) % 4 > 1) * 4] + "=" * (-len(letters) % 4)
        )
