"""Bare words: most texts of a record hold nothing that has to be read as Markdown to know that nothing is wrong."""

from __future__ import annotations

import re

from reportgen.model.values import LONGEST_PROSE
from reportgen.text.limits import LONGEST_RUN, MOST_LINES

MOST_SIGNS = 60
"""Marks of Markdown in a text that may count as bare: far below every limit, whatever they make together."""

_SPEAKS = re.compile(r"[<|`\r\t]|\]\(|[ ]{4}|^(?: *(?:[>*+-]|\d+\.)){4}", re.MULTILINE)
"""HTML and addresses, tables, code, a target; and what may stand deep: indents, several blocks begun on one line."""
_SIGN = re.compile(r"[*_~>#\\()\[\]]|[-+](?= )|\d\.(?= )")
_RUN = re.compile(rf"([^\w\s])\1{{{LONGEST_RUN},}}|_{{{LONGEST_RUN},}}")


def is_bare(text: str) -> bool:
    """Whether a text surely points at nothing and keeps to every limit; False: it has to be parsed to know."""
    return (
        _SPEAKS.search(text) is None
        and len(_SIGN.findall(text)) <= MOST_SIGNS
        and (len(text) <= LONGEST_RUN or _is_within_limits(text))
    )


def _is_within_limits(text: str) -> bool:
    return len(text) <= LONGEST_PROSE and text.count("\n") <= MOST_LINES and _RUN.search(text) is None
