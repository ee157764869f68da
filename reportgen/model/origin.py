"""Where an imported record comes from, and what of its source found no place in it."""

from __future__ import annotations

from typing import ClassVar

from reportgen.model.shape import Shape
from reportgen.model.values import Line, Number, Verbatim


class Origin(Shape):
    """The file a record was imported from, and the words of it that stand in the record in another form."""

    shorthand: ClassVar[str | None] = "file"

    file: Line
    sha256: Line | None = None
    """Of the file's bytes, in hexadecimal."""
    encoding: Line | None = None
    """None: UTF-8."""
    words: Verbatim | None = None
    """Its lines that became fields (“时间：3月5日下午” is `start:`), to compare with; never printed."""


class UnplacedLine(Shape):
    """A line of an imported text that found no place in the record; kept until a person places or deletes it."""

    line: Number
    """Where it stands in the file it came from, from 1."""
    text: Verbatim
