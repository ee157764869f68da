"""Texts as YAML scalars: plain where they read back the same, quoted where they would be taken for something else."""

from __future__ import annotations

import re

from reportgen.formats.yaml.characters import coded
from reportgen.formats.yaml.refusals import of_key

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^\n\r\t]*")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def scalar(text: str) -> str:
    """Return a text as a scalar of a block, on one line."""
    is_plain = _PLAIN.fullmatch(text) and ": " not in text and " #" not in text and not text.endswith(":")
    return text if is_plain and text == text.strip() else quoted(text)


def flow_scalar(text: str) -> str:
    """Return a text as a scalar between brackets, on one line."""
    return quoted(text) if re.search(r"[,\[\]{}]|:(?=\S)", text) else scalar(text)


def quoted(text: str) -> str:
    """Return a text in double quotes."""
    return '"' + re.sub(r'[\\"\n\t]', lambda found: _ESCAPES[found[0]], text) + '"'


def flow_list(texts: tuple[str, ...]) -> str:
    """Return texts as a list on one line; one alone needs no list."""
    return flow_scalar(texts[0]) if len(texts) == 1 else "[" + ", ".join(map(flow_scalar, texts)) + "]"


def key_scalar(key: str) -> str:
    """Return a text as a key, of a block or between braces; quoted where many programs would read no word."""
    return quoted(key) if of_key(key, "") else flow_scalar(key)


def comment(words: str) -> str:
    """Return words as a comment on one line, with the code in place of every character that the door refuses."""
    return f"# {coded(' '.join(words.split()))}"
