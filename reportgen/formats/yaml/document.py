"""The door: bytes of a YAML file become texts with places, or findings; nothing else comes through."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from reportgen import __version__
from reportgen.formats.yaml.guards import text_of
from reportgen.formats.yaml.nodes import read_nodes
from reportgen.formats.yaml.trail import Trail, places_of
from reportgen.model.config import FORMAT
from reportgen.model.diagnostic import Diagnostic, error
from reportgen.model.source import Field, FilePlaces

NEWER_FORMAT = error(
    "newer-format",
    en="format {found} is read by reportgen {found} and later; this is reportgen {version}",
    zh="格式 {found} 须用 reportgen {found} 或更高版本读取，当前为 reportgen {version}",
    hint_en="install reportgen {found} or later; format {format} is the newest this one reads",
    hint_zh="请安装 reportgen {found} 或更高版本；当前版本最高只能读格式 {format}",
)


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file as it was typed: nested dicts, lists and texts, and where each of them stands."""

    value: dict[str, Any] | None = field(repr=False)
    """Every scalar as text; a key without a value is left out. None: the file could not be read."""
    places: FilePlaces = field(repr=False)
    problems: tuple[Diagnostic, ...] = ()
    """In the order of the file; there may be some beside a value, such as a key that stands twice."""
    blanks: tuple[Field, ...] = field(default=(), repr=False)
    """The ways to keys without a value, in the order of the file."""


def read_document(content: bytes, path: str) -> Document:
    """Return what a YAML file holds, and everything that is wrong with its form.

    Args:
        content: the whole file, whatever it is; nothing is raised for content.
        path: how findings name the file, from the content folder.
    """
    text, problems = text_of(content, path)
    if text is None:
        return Document(None, places_of(Trail(), path), problems)
    nodes = read_nodes(text, path)
    places = replace(places_of(nodes.trail, path), text=text)
    if nodes.value is not None and (newer := _newer_format(nodes.value, places)):
        return Document(None, places, (newer,))
    return Document(nodes.value, places, nodes.problems, tuple(map(nodes.trail.way_to, nodes.blanks)))


def _newer_format(value: dict[str, Any], places: FilePlaces) -> Diagnostic | None:
    """Return the only thing worth saying about a file of a later format, or None."""
    typed = value.get("format")
    if not isinstance(typed, str) or not re.fullmatch(r"[0-9]{1,9}", typed) or int(typed) <= FORMAT:
        return None
    return NEWER_FORMAT.at(places.of(("format",)), found=int(typed), version=__version__, format=FORMAT)
