"""A picture file → the same picture with nothing else in it, or why it is refused.

Only PNG and JPEG are read. Every further decoder (GIF, BMP, TIFF, WebP) is code that hostile bytes would
reach, and whoever has such a picture can save it as PNG in a minute. Metadata is cut away before Pillow sees
the file, so a bomb in a text or colour chunk is never unpacked; then the picture is decoded and encoded
again, so nothing hidden survives.
"""

from __future__ import annotations

import io
import re
import warnings
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reportgen.model.diagnostic import DiagnosticKind, error

if TYPE_CHECKING:
    from PIL import Image

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes of one picture."""
MOST_PIXELS = 25_000_000
"""Width × height; an A4 page at 400 dots an inch is 15 million."""
MOST_SCANS = 50
"""Passes of a progressive JPEG; programs write about 10, and each costs as much time as the whole picture."""
JPEG_QUALITY = 90

UNREADABLE = error(
    "image-unreadable",
    en="“{name}” holds no picture",
    zh="“{name}”的内容不是图片",
    hint_en="open it in an image program and save it as PNG or JPEG",
    hint_zh="请用看图软件打开，另存为 PNG 或 JPEG",
)
DRAWING = error(
    "image-svg",
    en="“{name}” is an SVG drawing, which can run programs and is not published",
    zh="“{name}”是 SVG 图形，其中可含程序，不予发布",
    hint_en="save it as PNG",
    hint_zh="请另存为 PNG",
)
OTHER_FORMAT = error(
    "image-format",
    en="“{name}” is a {format} file",
    zh="“{name}”是 {format} 文件",
    hint_en="save it as PNG or JPEG",
    hint_zh="请另存为 PNG 或 JPEG",
)
MISNAMED = error(
    "image-misnamed",
    en="“{name}” is a {format} picture by its content",
    zh="“{name}”的内容是 {format} 图片，与扩展名不符",
    hint_en="name it {right}",
    hint_zh="请改名为 {right}",
)
DAMAGED = error(
    "image-damaged",
    en="“{name}” is damaged or cut short",
    zh="“{name}”已损坏或不完整",
    hint_en="copy it again from where it came, or save it again as PNG",
    hint_zh="请重新复制原图，或另存为 PNG",
)
TOO_MANY_PIXELS = error(
    "image-too-many-pixels",
    en="“{name}” is {width} × {height} pixels, more than {limit} million in all",
    zh="“{name}”为 {width} × {height} 像素，超过 {limit} 百万像素",
    hint_en="make it smaller; 3,000 pixels across fill a printed page",
    hint_zh="请缩小；宽 3000 像素足以印满一页",
)
TOO_MANY_BYTES = error(
    "image-too-large",
    en="“{name}” is larger than {limit} MiB",
    zh="“{name}”超过 {limit} MiB",
    hint_en="make it smaller, or save it as JPEG",
    hint_zh="请缩小，或另存为 JPEG",
)

Refusal = tuple[DiagnosticKind, Mapping[str, object]]
"""Why a picture is not published: the kind of finding and the values its words quote."""


@dataclass(frozen=True, slots=True)
class CleanImage:
    """A picture and nothing else: no metadata, no second frame, nothing after its end."""

    content: bytes = field(repr=False)
    media_type: str
    """image/png or image/jpeg."""
    width: int
    """Pixels, as it is to be seen (a photograph taken on its side is turned)."""
    height: int


def read_image(content: bytes, name: str) -> CleanImage | Refusal:
    """Return the picture of a file, clean, or why it is refused; the same bytes give the same bytes.

    Args:
        content: the file, as read.
        name: its name, for the words and for the ending, which must say what the content is.

    """
    if len(content) > LARGEST_FILE:
        return TOO_MANY_BYTES, {"name": name, "limit": LARGEST_FILE // 1024 // 1024}
    kind = _format_of(content)
    if kind in _FORMATS:
        return _FORMATS[kind].read(content, name)
    if not kind and _is_drawing(content, name):
        return DRAWING, {"name": name}
    return (OTHER_FORMAT, {"name": name, "format": kind}) if kind else (UNREADABLE, {"name": name})


_SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "PNG"),
    (re.compile(rb"\xff\xd8\xff"), "JPEG"),
    (re.compile(rb"GIF8[79]a"), "GIF"),
    (re.compile(rb"BM.{12}", re.DOTALL), "BMP"),
    (re.compile(rb"II[*+]\x00|MM\x00[*+]"), "TIFF"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "WebP"),
    (re.compile(rb".{4}ftyp(hei|hev|mif|msf)", re.DOTALL), "HEIC"),
    (re.compile(rb".{4}ftypavi", re.DOTALL), "AVIF"),
    (re.compile(rb"%PDF-"), "PDF"),
)


def _format_of(content: bytes) -> str | None:
    """Return what a file is by its first bytes; None: nothing known."""
    return next((kind for signature, kind in _SIGNATURES if signature.match(content)), None)


def _is_drawing(content: bytes, name: str) -> bool:
    """Whether a file is SVG, by its name or because it is markup that says so anywhere."""
    is_markup = content[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    return name.lower().endswith((".svg", ".svgz")) or (is_markup and b"<svg" in content)


class _DamagedError(Exception):
    """The bytes are not what their format says."""


@dataclass(frozen=True, slots=True)
class _Format:
    """One of the two formats that are read."""

    kind: str
    media_type: str
    suffixes: tuple[str, ...]

    def read(self, content: bytes, name: str) -> CleanImage | Refusal:
        path = PurePosixPath(name)
        if path.suffix.lower() not in self.suffixes:
            right = path.with_suffix(self.suffixes[0]).name
            return MISNAMED, {"name": name, "format": self.kind, "right": right}
        # Pillow also warns on standard error, where nobody below the command line may speak.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                image = self._open(content)
                if image.width * image.height > MOST_PIXELS:
                    size = {"width": image.width, "height": image.height, "limit": MOST_PIXELS // 1_000_000}
                    return TOO_MANY_PIXELS, {"name": name, **size}
                return self._encode(_upright(image))
            # Pillow's readers raise nearly anything for damaged bytes; it all means the same to the sender.
            except Exception:
                return DAMAGED, {"name": name}

    def _open(self, content: bytes) -> Image.Image:
        """Return the picture with its header read and nothing decoded."""
        # The two classes themselves, not Image.open: no other decoder can be reached.
        from PIL.JpegImagePlugin import JpegImageFile
        from PIL.PngImagePlugin import PngImageFile

        if self.kind == "PNG":
            return PngImageFile(io.BytesIO(_bare_png(content)))
        return JpegImageFile(io.BytesIO(_bare_jpeg(content)))

    def _encode(self, image: Image.Image) -> CleanImage:
        plain = _plain(image)
        # Pillow writes some of what it read (comment, profile) unless it is gone from here.
        plain.info = {}
        target = io.BytesIO()
        if self.kind == "PNG":
            plain.save(target, "PNG")
        else:
            plain.save(target, "JPEG", quality=JPEG_QUALITY)
        return CleanImage(target.getvalue(), self.media_type, plain.width, plain.height)


_FORMATS = {
    "PNG": _Format("PNG", "image/png", (".png",)),
    "JPEG": _Format("JPEG", "image/jpeg", (".jpg", ".jpeg")),
}

_PNG_NEEDED = {b"IHDR", b"PLTE", b"tRNS", b"IDAT"}


def _bare_png(content: bytes) -> bytes:
    """Return a PNG of the chunks that make the picture; text, profiles, further frames and what follows are gone."""
    kept = [chunk for kind, chunk in _png_chunks(content) if kind in _PNG_NEEDED]
    if not any(chunk[4:8] == b"IDAT" for chunk in kept):
        raise _DamagedError
    return b"".join((content[:8], *kept, b"\0\0\0\0IEND\xaeB`\x82"))


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield type and bytes of each chunk up to the end mark, checked."""
    at, kind = 8, b""
    while kind != b"IEND":
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(content) or zlib.crc32(content[at + 4 : end - 4]) != int.from_bytes(content[end - 4 : end]):
            raise _DamagedError
        yield kind, content[at:end]
        at = end


_JPEG_MARK = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])")
_START_OF_SCAN, _END_OF_IMAGE, _EXIF, _ADOBE = 0xDA, 0xD9, 0xE1, 0xEE


def _bare_jpeg(content: bytes) -> bytes:
    """Return a JPEG without comments, profiles, previews, further pictures and what follows; its turn is kept."""
    kept, at, scans = [content[:2]], 2, 0
    while found := _JPEG_MARK.search(content, at):
        mark, begin = found[1][0], found.start()
        if mark == _END_OF_IMAGE:
            return b"".join((*kept, content[at:begin], b"\xff\xd9"))
        end = begin + 2 + int.from_bytes(content[begin + 2 : begin + 4])
        scans += mark == _START_OF_SCAN
        if end > len(content) or scans > MOST_SCANS:
            raise _DamagedError
        # What stands before a mark is picture data, or nothing.
        kept.append(content[at:begin])
        if _jpeg_part_is_needed(mark, content[begin + 4 : end]):
            kept.append(content[begin:end])
        at = end
    raise _DamagedError


def _jpeg_part_is_needed(mark: int, content: bytes) -> bool:
    """Whether a segment makes the picture: not a comment, and of the APP segments the colour and the turn only."""
    if mark == _EXIF:
        return content.startswith(b"Exif\0\0")
    return mark == _ADOBE or not (0xE0 <= mark <= 0xEF or mark == 0xFE)


def _upright(image: Image.Image) -> Image.Image:
    """Return the picture decoded, turned as the camera noted."""
    from PIL import ImageOps

    turned = ImageOps.exif_transpose(image)
    turned.load()
    return turned


def _plain(image: Image.Image) -> Image.Image:
    """Return the picture in grey or RGB of 8 bits a channel, with transparency where it had some."""
    if image.mode.startswith("I"):
        # Pillow cuts 16-bit grey off at 255 instead of scaling it.
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if "transparency" in image.info or image.mode in {"LA", "PA", "RGBA"}:
        return image.convert("RGBA")
    return image.convert("L" if image.mode in {"1", "L"} else "RGB")
