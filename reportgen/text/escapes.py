"""Escapes: plain words as Markdown that shows them as typed, to any reader of CommonMark and to the dialect.

A backslash is put only where a mark could be read as one: what can open or close nothing where it stands stays as it
was typed, so that the page is fit to be read with bare eyes too.
"""

from __future__ import annotations

import re
import string
import unicodedata

_RISKY = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|[ \t]*(?:\n|\Z))"
    r"|`|\*|_+|~+"
    # A tag, a comment, an address in angle brackets; an entity; the hinge of a link.
    r"|<(?=[A-Za-z/!?]|[^<>\s]+@)"
    r"|&(?=(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});)"
    r"|\[|\](?=\()"
)
_RISKY_IN_BRACKETS = re.compile(rf"{_RISKY.pattern}|\]")
_MARK_OF_A_BLOCK = re.compile(r"#{1,6}(?=[ \t]|$)|[-+*_](?=[ \t]|$)|>|[-=](?=[-=]*[ \t]*$)|_(?=[_ \t]*$)")
_NUMBER_OF_AN_ITEM = re.compile(r"[0-9]{1,9}(?=[.)](?:[ \t]|$))")
_RULE_OF_A_TABLE = re.compile(r"[ \t|:]*-[ \t|:-]*")
_BOX_OR_REFERENCE = re.compile(r"\[[ xX]\](?=[ \t]|$)|\[(?:[^\[\]\\]|\\.)*\]:", re.DOTALL)
_END_OF_A_HEADING = re.compile(r"(^|[ \t])(#+)$")


def escaped(words: str, *, in_brackets: bool = False) -> str:
    """Return words that mean nothing in the middle of a line, whatever stands before and after them.

    Args:
        words: as they are to be shown.
        in_brackets: whether they stand in the square brackets of a link or an image.
    """
    return _RISKY_IN_BRACKETS.sub(_escape_in_brackets, words) if in_brackets else _RISKY.sub(_escape, words)


def guarded(text: str) -> str:
    """Return escaped text whose lines may begin a block of their own: none is read as a list, a rule or a quote."""
    lines = [_guarded(line) for line in text.split("\n")]
    if _BOX_OR_REFERENCE.match(text):
        lines[0] = f"\\{lines[0]}"
    return "\n".join(lines)


def guarded_heading(text: str) -> str:
    """Return escaped text for a heading: signs at its end are not taken for its fence."""
    return _END_OF_A_HEADING.sub(r"\1\\\2", text)


def is_punctuation(character: str) -> bool:
    """Whether any reader may take a character for punctuation, next to which marks of emphasis are dead."""
    return character in string.punctuation or unicodedata.category(character)[0] in "PS"


def parts_words(character: str) -> bool:
    """Whether every reader takes a character for space or punctuation."""
    return character.isspace() or character in string.punctuation or unicodedata.category(character)[0] == "P"


def _guarded(line: str) -> str:
    if _MARK_OF_A_BLOCK.match(line):
        return f"\\{line}"
    if number := _NUMBER_OF_AN_ITEM.match(line):
        return f"{number[0]}\\{line[number.end() :]}"
    return line.replace("-", "\\-", 1) if _RULE_OF_A_TABLE.fullmatch(line) else line


def _escape(found: re.Match[str]) -> str:
    run = found[0]
    # Beside the edge of the words anything may stand.
    before = found.string[: found.start()][-1:]
    after = found.string[found.end() :][:1]
    # A bracket that is closed in the same words is none of a link, for no round one follows.
    if _is_inert(run, before, after) or (run == "[" and found.string.rfind("]") > found.start()):
        return run
    return "".join(f"\\{mark}" for mark in run)


def _escape_in_brackets(found: re.Match[str]) -> str:
    return f"\\{found[0]}" if found[0] in "[]" else _escape(found)


def _is_inert(run: str, before: str, after: str) -> bool:
    """Whether a run of one mark can neither open nor close anything between two characters."""
    if run[0] in "*_" and before.isspace() and after.isspace():
        return True
    if run[0] == "_":
        return before.isalnum() and after.isalnum()
    return run == "~" and before.isspace()
