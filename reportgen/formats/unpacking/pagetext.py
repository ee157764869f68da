"""Pages of a PDF: the text that is shown, also where nobody sees it: off the page, clipped, white on white."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.formats.unpacking.fonts import Font, Fonts
from reportgen.formats.unpacking.objects import from_hex, from_literal

_OPERATOR = re.compile(rb"T[jJ]\b|[)>]\s*['\"]")
_GAP = re.compile(rb">[-+.\d\s]*+<")
"""Between two glyphs of a line that is justified or kerned."""
# Every branch begins with a plain character, so that the search jumps from one to the next.
_PAGE = re.compile(
    rb"/([^\s/\[\]()<>{}%]+)\s+[-+.\d]+\s+Tf\b"
    rb"|\(((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+)\)?"
    rb"|<([0-9A-Fa-f\s]++)>"
    rb"|T[dDm*]|ET|'|\"",
    re.DOTALL,
)
_PLAIN = (Font(encoding="cp1252"),)


def shows_text(content: bytes) -> bool:
    """Whether a stream is a page, or a part of one, with words on it."""
    return b"Tf" in content and bool(_OPERATOR.search(content))


def text_of(page: bytes, fonts: Fonts) -> Iterator[str]:
    """Yield the text a page shows; a second time and more where a name of a font has more than one meaning."""
    marks = _PAGE.findall(_GAP.sub(b"", page.replace(b"<<", b" ").replace(b">>", b" ")))
    called = {font for font, _, _ in marks if font}
    for reading in range(max((len(fonts.by_name.get(name, _PLAIN)) for name in called), default=1)):
        yield "".join(_read(marks, fonts, reading))


def _read(marks: list[tuple[bytes, bytes, bytes]], fonts: Fonts, reading: int) -> Iterator[str]:
    font = _PLAIN[0]
    for name, typed, digits in marks:
        if digits:
            yield font.decode(from_hex(digits))
        elif typed:
            yield font.decode(from_literal(typed))
        elif name:
            known = fonts.by_name.get(name, _PLAIN)
            font = known[min(reading, len(known) - 1)]
        else:
            yield "\n"
