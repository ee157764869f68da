"""PDF: the file → its strings, names, remarks, streams, the text of its pages, the characters of its fonts."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from reportgen.formats.unpacking.fonts import Fonts, read_fonts, tables_of
from reportgen.formats.unpacking.objects import Objects, Stream, objects_in, objects_on, strings_in, take_apart
from reportgen.formats.unpacking.pagetext import shows_text, text_of
from reportgen.formats.unpacking.views import Allowance, Glyphs, Part, Raw, UnsearchableError, Words

_ENCRYPTED = re.compile(rb"/Encrypt\b")
_REMARK = re.compile(rb"%([^\r\n]*)")
_NAME = re.compile(rb"/[^\s/\[\]()<>{}%]+")
_KEYWORD = re.compile(rb"/[A-Z][A-Za-z]{0,15}")
"""A name as the format itself has them: /Descent, /Parent; they say nothing of a document."""
_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_NO_WORDS = re.compile(rb"/Type\s*/XRef\b|/Subtype\s*/(?:OpenType|Type1C|CIDFontType0C)\b|/Length1\b")
"""Streams of numbers and outlines: chance spells operators of a page in them."""
_FACES = (b"OTTO", b"true", b"\x00\x01\x00\x00")
_OUTLINES = {b"CFF ", b"CFF2", b"glyf", b"loca", b"GSUB", b"GPOS", b"hmtx", b"vmtx", b"VORG"}
"""Tables of a font that say what letters look like and how they stand."""


def open_pdf(content: bytes, allowance: Allowance) -> Iterator[Part]:
    """Yield everything in a PDF that can be searched.

    Raises:
        UnsearchableError: it is encrypted, or something in it is packed in a way that cannot be read.

    """
    between, streams = take_apart(content)
    if _ENCRYPTED.search(between):
        raise UnsearchableError("is encrypted")
    yield Words("\n".join(map(_text, _REMARK.findall(between))))
    yield from _words_of_objects(between)
    objects = objects_in(between)
    for stream in streams:
        if stream.holds_objects:
            content = stream.unpack(allowance)
            yield Raw(content)
            yield from _words_of_objects(content)
            objects += objects_on(stream.head, content)
    fonts = _fonts(objects, streams, allowance)
    yield Glyphs(fonts.characters)
    pages: list[str] = []
    for stream in streams:
        if not (stream.holds_objects or stream.is_pixels):
            content = stream.unpack(allowance)
            if _is_page(stream, content):
                for text in text_of(content, fonts):
                    # A page is read many times over where fonts share a name.
                    allowance.spend(len(text))
                    pages.append(text)
            yield from _opened(stream, content)
    # All in one, since a sentence may go on overleaf.
    yield Words("\n".join(pages))


def _fonts(objects: Objects, streams: list[Stream], allowance: Allowance) -> Fonts:
    wanted = tables_of(objects)
    tables: dict[int, list[bytes]] = {}
    for stream in streams:
        if stream.number in wanted:
            tables.setdefault(stream.number, []).append(stream.unpack(allowance))
    return read_fonts(objects, tables)


def _opened(stream: Stream, content: bytes) -> Iterator[Part]:
    """Yield what a stream holds besides the text of a page."""
    if content.startswith(_FACES):
        yield Raw(_without_outlines(content))
    elif _holds_no_words(stream, content):
        yield Raw(content)
    elif _is_page(stream, content):
        yield Raw(content)
        if b"/ActualText" in content or b"/Alt" in content or b"/E" in content:
            yield from _words_of_objects(content)
    else:
        yield content


def _is_page(stream: Stream, content: bytes) -> bool:
    return not content.startswith(_FACES) and not _holds_no_words(stream, content) and shows_text(content)


def _holds_no_words(stream: Stream, content: bytes) -> bool:
    return _NO_WORDS.search(stream.head) is not None or b"begincmap" in content


def _words_of_objects(content: bytes) -> Iterator[Part]:
    strings = list(strings_in(content))
    yield Raw(b"\n".join(strings))
    names = sorted(one for one in set(_NAME.findall(content)) if not _KEYWORD.fullmatch(one))
    yield Words("\n".join(map(_text, (*strings, *map(_name, names)))))


def _name(typed: bytes) -> bytes:
    return _CODE.sub(lambda found: bytes.fromhex(found[1].decode()), typed) if b"#" in typed else typed


def _text(string: bytes) -> str:
    """Return the text of a string in whichever of the encodings PDF allows."""
    if string.startswith(b"\xfe\xff"):
        return string[2:].decode("utf-16-be", "ignore")
    try:
        return string.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError:
        return string.decode("latin-1")


def _without_outlines(font: bytes) -> bytes:
    """Return the tables of a font that may hold words."""
    (count,) = struct.unpack_from(">H", font, 4)
    tables = [struct.unpack_from(">4s3I", font, 12 + 16 * number) for number in range(min(count, 256))]
    return b"\n".join(font[start : start + size] for kind, _, start, size in tables if kind not in _OUTLINES)
