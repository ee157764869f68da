"""PDF as a heap of objects: every one in the file, referenced or not, of whichever revision.

Nothing hides behind a table that does not name it, because no table is read.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportgen.formats.unpacking.views import Allowance, UnsearchableError

_STREAM = re.compile(rb"(?<!end)stream(?:\r?\n|\r)")
_LENGTH = re.compile(rb"/Length\s+(\d{1,10})\b(?!\s+\d+\s+R)")
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]{0,400}\]|/\w+)")
_PREDICTOR = re.compile(rb"/Predictor\s+(?!1\b)\d")
_OBJECT = re.compile(rb"\b(\d{1,10})\s+\d{1,5}\s+obj\b")
_FIRST = re.compile(rb"/First\s+(\d{1,10})")
_OF_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_OF_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b")
# Both branches begin with a plain character, so that the search jumps from one to the next. A string that is never
# closed is one all the same: were it none, every bracket in it would be tried again.
_STRING = re.compile(
    rb"\(((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\))*+)\)?|<([0-9A-Fa-f\s]++)>", re.DOTALL
)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|\r\n|(.))", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b""}

_LAST = {b"DCTDecode", b"DCT", b"JPXDecode", b"CCITTFaxDecode", b"CCF", b"JBIG2Decode"}
"""Filters that make pixels."""

Objects = list[tuple[int, bytes]]
"""Objects by their number; of one that was changed later, each revision."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream, packed as it stands in the file."""

    number: int
    """Of its object; -1: it has none."""
    head: bytes
    """Its dictionary."""
    packed: bytes = field(repr=False)

    @property
    def filters(self) -> list[bytes]:
        """Names of what packed it, in the order they are undone."""
        found = _FILTER.search(self.head)
        return re.findall(rb"/(\w+)", found[1]) if found else []

    @property
    def is_pixels(self) -> bool:
        """Whether it is a picture that is no file of its own, as a JPEG is."""
        return bool(_OF_PICTURE.search(self.head)) and not {b"DCTDecode", b"DCT"} & set(self.filters)

    @property
    def holds_objects(self) -> bool:
        """Whether further objects stand in it."""
        return bool(_OF_OBJECTS.search(self.head))

    def unpack(self, allowance: Allowance) -> bytes:
        """Return its bytes with every filter undone, up to one that makes pixels.

        Raises:
            UnsearchableError: a filter is not known, or too much comes out.

        """
        content = self.packed
        for name in self.filters:
            if name in _LAST:
                return content
            content = _undone(name, content, allowance)
        if _PREDICTOR.search(self.head) and b"/XRef" not in self.head:
            raise UnsearchableError("is packed in a way that cannot be read")
        return content


def take_apart(content: bytes) -> tuple[bytes, list[Stream]]:
    """Return what stands between the streams of a PDF, and the streams."""
    between: list[bytes] = []
    streams: list[Stream] = []
    at = 0
    while found := _STREAM.search(content, at):
        head = content[at : found.start()]
        opened = list(_OBJECT.finditer(head))[-1:]
        number, head_at = (int(opened[0][1]), opened[0].end()) if opened else (-1, 0)
        end = _end_of(content, found.end(), head[head_at:])
        streams.append(Stream(number, head[head_at:], content[found.end() : end]))
        between.append(head)
        at = end
    return b"\n".join((*between, content[at:])), streams


def objects_in(between: bytes) -> Objects:
    """Return the objects that stand as they are."""
    _, *parts = _OBJECT.split(between)
    return [(int(number), body) for number, body in zip(parts[::2], parts[1::2], strict=True)]


def objects_on(head: bytes, content: bytes) -> Objects:
    """Return the objects of a stream of objects, already unpacked."""
    first = int(found[1]) if (found := _FIRST.search(head)) else 0
    table = [int(word) for word in content[:first].split() if word.isdigit()]
    starts = [(number, first + offset) for number, offset in zip(table[::2], table[1::2], strict=False)]
    ends = [start for _, start in starts[1:]] + [len(content)]
    return [(number, content[start:end]) for (number, start), end in zip(starts, ends, strict=True)]


def strings_in(content: bytes) -> Iterator[bytes]:
    """Yield the strings of objects, their escapes undone."""
    for typed, digits in _STRING.findall(content.replace(b"<<", b" ").replace(b">>", b" ")):
        yield from_hex(digits) if digits else from_literal(typed)


def from_hex(digits: bytes) -> bytes:
    """Return the bytes that hexadecimal digits stand for; a digit that is missing at the end is 0."""
    try:
        return binascii.unhexlify(digits)
    except binascii.Error:
        digits = b"".join(digits.split())
        return binascii.unhexlify(digits + b"0" * (len(digits) % 2))


def from_literal(typed: bytes) -> bytes:
    """Return a string in brackets with its escapes undone."""
    return _ESCAPE.sub(_unescaped, typed) if b"\\" in typed else typed


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes([int(found[1], 8) & 0xFF])
    return _ESCAPED.get(found[2], found[2]) if found[2] else b""


def _end_of(content: bytes, start: int, head: bytes) -> int:
    """Return where a stream ends: where it says, if the word for the end stands there; else at the next such word."""
    if told := _LENGTH.search(head):
        end = start + int(told[1])
        if content[end : end + 12].lstrip().startswith(b"endstream"):
            return end
    end = content.find(b"endstream", start)
    return end if end >= 0 else len(content)


def _undone(name: bytes, content: bytes, allowance: Allowance) -> bytes:
    if name in {b"FlateDecode", b"Fl"}:
        return allowance.inflate(content)[0]
    if name in {b"ASCIIHexDecode", b"AHx"}:
        return from_hex(content.partition(b">")[0])
    if name in {b"ASCII85Decode", b"A85"}:
        return base64.a85decode(content.strip().removeprefix(b"<~").partition(b"~>")[0])
    raise UnsearchableError("is packed in a way that cannot be read")
