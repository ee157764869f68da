"""Keys and comments as YAML spells them."""

from __future__ import annotations

import pytest

from reportgen.formats.yaml.scalars import comment, key_scalar


@pytest.mark.parametrize(
    ("key", "spelled"),
    [
        ("due-words", "due-words"),
        ("王芳", "王芳"),
        ("no", '"no"'),
        ("2026", '"2026"'),
        ("a, b", '"a, b"'),
        ("a: b", '"a: b"'),
        ("- a", '"- a"'),
        ("<<", '"<<"'),
    ],
)
def test_a_key_that_would_be_read_as_something_else_is_quoted(key: str, spelled: str) -> None:
    assert key_scalar(key) == spelled


def test_a_comment_is_one_line_that_the_door_lets_in() -> None:
    assert comment("a\n\tb\u2028c\ufeff\x07d") == "# a b c‹U+FEFF›‹U+0007›d"
