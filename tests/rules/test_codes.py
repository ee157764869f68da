"""The list of codes is that of the findings there are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import reportgen
from reportgen.rules.codes import CODES

PACKAGE = Path(reportgen.__file__).parent


def declared() -> Iterator[str]:
    """The code of every kind of finding that any room declares."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="error" | "warning" | "info" | "DiagnosticKind"), args=[ast.Constant(code), *_]
                ):
                    yield str(code)


def test_every_code_of_every_room_is_listed_and_no_other() -> None:
    assert sorted(set(declared()) - CODES) == []
    assert sorted(CODES - set(declared())) == []


def test_rooms_low_and_high_are_seen() -> None:
    assert {"bad-date", "too-many-marks", "unknown-name", "stray-file", "print-died"} <= set(declared())
