"""Fonts with nothing in them but characters of known widths."""

from __future__ import annotations

import io

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph


def small_font(widths: dict[str, int], *, units: int = 1000) -> bytes:
    """A font with nothing in it but characters of these widths."""
    builder = FontBuilder(units, isTTF=True)
    names = {ord(character): f"g{ord(character)}" for character in widths}
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    builder.setupGlyf({name: Glyph() for name in (".notdef", *names.values())})
    builder.setupHorizontalMetrics(
        {".notdef": (units, 0), **{names[ord(one)]: (width, 0) for one, width in widths.items()}}
    )
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2()
    builder.setupPost()
    target = io.BytesIO()
    builder.save(target)
    return target.getvalue()
