"""What a file that cannot be read says of itself."""

from __future__ import annotations

import pytest

from reportgen.formats.claims import claimed


@pytest.mark.parametrize(
    "line",
    ["series: works", "series:   'works'  # 例会", 'series: "works"\r', "\ufeffseries: works", "a: [\nseries: works\n"],
)
def test_a_key_at_the_margin_is_believed_whatever_is_wrong_elsewhere(line: str) -> None:
    assert claimed(line.encode(), "series") == "works"


def test_a_file_in_another_encoding_still_names_its_series() -> None:
    assert claimed("title: 例会\nseries: works\n".encode("gbk"), "series") == "works"


@pytest.mark.parametrize("text", ["", "series:\n", "series: # 待定\n", "x:\n  series: works\n", "my-series: works\n"])
def test_what_is_not_said_is_not_made_up(text: str) -> None:
    assert claimed(text.encode(), "series") is None
