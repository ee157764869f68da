"""Words between braces that YAML takes for a key without a value, and would drop without a word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.formats.yaml.characters import visible
from reportgen.formats.yaml.slips import Slip, wrong_colon
from reportgen.formats.yaml.trail import At
from reportgen.model.diagnostic import DiagnosticKind, error

COMMA_IN_TEXT = error(
    "comma-in-text",
    en="the comma ended the text after “{before}”; this part would be lost: “{value}”",
    zh="大括号里的半角逗号把文字截断在“{before}”之后，“{value}”会丢失",
    hint_en='put the whole text in quotes: `{key}: "…"`',
    hint_zh='请给整段文字加引号：`{key}: "…"`，或改用中文逗号“，”',
)
KEY_WITHOUT_COLON = error(
    "key-without-colon",
    en="“{value}” stands where a key belongs, has no colon behind it, and would be lost",
    zh="“{value}”写在键的位置，后面没有冒号，会丢失",
    hint_en="write `key: value`; if it is text, put the whole text in quotes",
    hint_zh="请写成“键: 值”；如果是文字，请给整段文字加引号",
)
MOST_SHOWN = 40
"""Characters of a text on either side of the comma: enough to find it in the line."""

_NEXT = re.compile(r"[ \t]*(#|\S)?")
_KEY = re.compile(r"[a-z][a-z-]*")


def colon_behind(lines: Sequence[str], end: At) -> At | None:
    """Return where the colon of a key stands, or None: it has none.

    Args:
        lines: of the file, without their ends.
        end: where the key ends; only an old-fashioned `? key` has its colon on a later line.
    """
    column = end[1]
    if lines[end[0]].startswith(":", column):
        return end
    for number in range(end[0], len(lines)):
        found = _NEXT.match(lines[number], column)
        if found and found[1] not in {None, "#"}:
            return (number, found.start(1)) if found[1] == ":" else None
        column = 0
    return None


def without_colon(text: str, at: At, before: tuple[str, str] | None) -> Slip:
    """Return what to say of words that stand where a key belongs and have no colon behind them.

    Args:
        text: the words.
        at: where they begin.
        before: the plain text that a comma ended right before them, after its key; None: there is none.
    """
    colon = wrong_colon(text)
    if colon and _KEY.fullmatch(str(colon[2]["better"])):
        return Slip(colon[0], (at[0], at[1] + colon[1]), colon[2])
    value = visible(text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…")
    if before is None:
        return Slip(KEY_WITHOUT_COLON, at, {"value": value})
    key, words = before
    end = words if len(words) <= MOST_SHOWN else f"…{words[-MOST_SHOWN:]}"
    return Slip(COMMA_IN_TEXT, at, {"key": visible(key), "before": visible(end), "value": value})


def is_loss(kind: DiagnosticKind) -> bool:
    """Whether a finding says that words would be lost."""
    return kind.code in {COMMA_IN_TEXT.code, KEY_WITHOUT_COLON.code}
