"""A file below assets/ → what may be published of it: pictures clean, other types only if a browser just opens them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from reportgen.formats.image import CleanImage, read_image
from reportgen.model.content import Asset
from reportgen.model.diagnostic import DiagnosticKind, error

LARGEST_ASSET = 50 * 1024 * 1024
"""Bytes of one file below assets/."""
REFUSED_TYPE = error(
    "asset-type",
    en="“{name}” is of a type that is not published",
    zh="“{name}”的类型不予发布",
    hint_en="save it as PDF, PNG, JPEG or an office document",
    hint_zh="请存为 PDF、PNG、JPEG 或办公文档",
)
TOO_LARGE = error(
    "asset-too-large",
    en="“{name}” is larger than {limit} MiB",
    zh="“{name}”超过 {limit} MiB",
    hint_en="make it smaller, or link to where it is kept",
    hint_zh="请压缩，或改为链接",
)

PUBLISHED = {
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".svg"), "image"),
    ".pdf": "application/pdf",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".ics": "text/calendar",
    ".zip": "application/zip",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".ofd": "application/ofd",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
}
"""Types a browser opens without running anything; HTML and SVG are not among them."""

Refusal = tuple[DiagnosticKind, Mapping[str, object]]
"""Why a file is not published: the kind of finding and the values its words quote."""


def read_asset(name: str, content: bytes) -> Asset | Refusal:
    """Return a file as it may be published, or why it may not.

    Args:
        name: its path from the content folder.
        content: the file, as read, at most one byte more than `LARGEST_ASSET`.

    """
    kind = PUBLISHED.get(PurePosixPath(name).suffix.lower())
    if kind is None:
        return REFUSED_TYPE, {"name": name}
    if len(content) > LARGEST_ASSET:
        return TOO_LARGE, {"name": name, "limit": LARGEST_ASSET // 1024 // 1024}
    if kind != "image":
        return Asset(name, kind, content)
    clean = read_image(content, name)
    if not isinstance(clean, CleanImage):
        return clean
    return Asset(name, clean.media_type, clean.content, clean.width, clean.height)
