"""A font file the office names in `site.yaml` → the one face that is printed with, or why it is refused."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import PurePosixPath

from reportgen.model.diagnostic import DiagnosticKind, error

LARGEST_FONT = 40 * 1024 * 1024
"""Bytes of one font file; the largest Chinese collections have about 25 MiB."""
OTHER_FORMAT = error(
    "font-format",
    en="“{name}” is not a .ttf, .otf or .ttc font",
    zh="“{name}”不是 .ttf、.otf 或 .ttc 字体",
    hint_en="fonts of web pages (.woff, .woff2) print slowly: name the font they were made from, or convert it",
    hint_zh="网页字体（.woff、.woff2）排印很慢：请改用原字体，或转换格式",
)
UNREADABLE = error(
    "font-unreadable",
    en="“{name}” is no font, or a damaged one",
    zh="“{name}”不是字体，或已损坏",
    hint_en="copy it again from where it came",
    hint_zh="请重新复制原文件",
)
TOO_LARGE = error(
    "font-too-large",
    en="“{name}” is larger than {limit} MiB",
    zh="“{name}”超过 {limit} MiB",
    hint_en="install it on the machine instead, and name its family",
    hint_zh="请把字体装到本机，改写字体名称",
)

ENDINGS = (".ttf", ".otf", ".ttc")
_SIGNATURES = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf")

Refusal = tuple[DiagnosticKind, Mapping[str, object]]
"""Why a font is not printed with: the kind of finding and the values its words quote."""


def read_font(name: str, content: bytes) -> bytes | Refusal:
    """Return a font file with one face, the first where there are several, or why it is refused.

    Args:
        name: its path from the content folder.
        content: the file, as read, at most one byte more than `LARGEST_FONT`.

    """
    if len(content) > LARGEST_FONT:
        return TOO_LARGE, {"name": name, "limit": LARGEST_FONT // 1024 // 1024}
    if PurePosixPath(name).suffix.lower() not in ENDINGS or content.startswith((b"wOFF", b"wOF2")):
        return OTHER_FORMAT, {"name": name}
    if not content.startswith(_SIGNATURES):
        return UNREADABLE, {"name": name}
    # fontTools takes a while to load, and most sites name no file.
    from reportgen.formats.face import NotAFontError, open_face

    try:
        single = _first_face(content) if content.startswith(b"ttcf") else content
        open_face(single)
    except NotAFontError:
        return UNREADABLE, {"name": name}
    return single


def _first_face(collection: bytes) -> bytes:
    """Return the first face of a collection as a font of its own: the printer would mix up faces of one name."""
    from fontTools.ttLib import TTFont

    from reportgen.formats.face import NotAFontError

    target = io.BytesIO()
    try:
        with TTFont(io.BytesIO(collection), fontNumber=0, lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
            font.save(target, reorderTables=None)
    except Exception as failure:
        raise NotAFontError(f"no collection: {type(failure).__name__}") from failure
    return target.getvalue()
