"""Terminal: words from files made harmless before they reach a terminal or a log."""

from __future__ import annotations

import re
import unicodedata

_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_FILLERS = "\u115f\u1160\u3164\uffa0\u17b4\u17b5\u2800"
"""Letters that show nothing."""
_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_CI_COMMAND = re.compile(r"\A(\s*):(?=:)|#(?=#[\w.-]*\[)")
"""`::error` at the start of a line, `##[group]` and `##vso[…]` anywhere: what CI services obey in a log."""


def printable(text: str) -> str:
    r"""Return text with everything a terminal or a CI service would obey shown as an escape such as `\x1b`."""
    shown = text if text.isascii() and text.isprintable() else "".join(map(_shown, text))
    return _CI_COMMAND.sub(_defused, shown)


def _shown(character: str) -> str:
    if character in _NAMED:
        return _NAMED[character]
    if unicodedata.category(character) in _HIDDEN or character in _FILLERS or _is_noncharacter(character):
        return _escaped(character)
    return character


def _is_noncharacter(character: str) -> bool:
    return 0xFDD0 <= ord(character) <= 0xFDEF or ord(character) & 0xFFFE == 0xFFFE


def _escaped(character: str) -> str:
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _defused(found: re.Match[str]) -> str:
    return f"{found[1] or ''}{_escaped(found[0][-1])}"
