"""A font cut to the characters of a site: the same glyphs at the same widths, in a file a tenth as large.

A printer reads and writes the whole of a Chinese font for every document; of a cut one only what the site uses.
"""

from __future__ import annotations

import io

from fontTools import subset

from reportgen.formats.face import FontFile, NotAFontError

ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset(
    "　、。〈〉《》「」『』【】〔〕〖〗！（），：；？～‘’“”·—…％〇"
)
"""Characters that are kept whether or not the site has them today: ASCII and the marks of Chinese text."""


def cut(font: FontFile, characters: frozenset[str]) -> bytes:
    """Return one face with no more than some characters and those of `ALWAYS`; the same input gives the same bytes.

    Raises:
        NotAFontError: the font cannot be read.
        OSError: its file cannot be.
    """
    source, index = font
    options = subset.Options(layout_features=["*"], name_IDs=["*"], notdef_outline=True, font_number=index)
    try:
        with subset.load_font(io.BytesIO(source) if isinstance(source, bytes) else source, options) as face:
            cutter = subset.Subsetter(options)
            cutter.populate(unicodes=map(ord, characters | ALWAYS))
            cutter.subset(face)
            target = io.BytesIO()
            face.save(target, reorderTables=None)
    except OSError:
        raise
    # See `open_face`: what breaks first is anybody's guess.
    except Exception as failure:
        raise NotAFontError(f"cannot be cut: {type(failure).__name__}") from failure
    return target.getvalue()
