"""What a text points at, and where a link may lead."""

from __future__ import annotations

import pytest

from reportgen.text.dialect import Dialect, Target, is_asset_path, is_open_link
from reportgen.text.tokens import MASK


@pytest.mark.parametrize("path", ["https://e.example", "HTTP://e.example/a", "mailto:a@e.example", "#d1", "#议题-1"])
def test_the_web_mailboxes_and_the_page_itself_are_open(path: str) -> None:
    assert is_open_link(path)


@pytest.mark.parametrize(
    "path", ["", "#", "# d1", "https://", "https://a b", "ftp://e.example", "javascript:x", "//e.example", "assets/a"]
)
def test_everything_else_is_not(path: str) -> None:
    assert not is_open_link(path)


def test_only_files_below_assets_are_assets() -> None:
    assert is_asset_path("assets/a/图.png")
    assert not is_asset_path("assets/../a.png")
    assert not is_asset_path("/assets/a.png")
    assert not is_asset_path("assets/")


def test_targets_come_in_the_order_of_the_text() -> None:
    html, targets = Dialect().read("[a](#x) ![b](assets/b.png) [c](data:x) ![d](https://e.example/d.png)")
    assert targets == (
        Target("link", "#x", is_asset=False),
        Target("image", "assets/b.png", is_asset=True),
        Target("link", "data:x", is_asset=False),
        Target("image", "https://e.example/d.png", is_asset=False),
    )
    assert [target.is_printed for target in targets] == [True, True, False, False]
    assert "data:" not in html


def test_a_dialect_forgets_the_last_text() -> None:
    dialect = Dialect()
    dialect.read("[a](#x)\n\n```\ncode\n```")
    assert dialect.htmlStash.html_counter == 1
    assert dialect.read("同意") == ("<p>同意</p>", ())
    assert dialect.htmlStash.html_counter == 0


def test_a_target_with_stars_is_told_as_it_was_typed() -> None:
    _, targets = Dialect().read(f"[预算](../预算{MASK * 3}.xlsx)")
    assert targets == (Target("link", "../预算***.xlsx", is_asset=False),)


def test_a_backslash_takes_its_meaning_from_every_mark_that_means_something_to_a_reader_of_markdown() -> None:
    html, _ = Dialect().read("\\<https://e.example> 10\\~20 \\=\\= \\*某\\* \\_ \\`x\\`")
    assert html == "<p>&lt;https://e.example&gt; 10~20 == *某* _ `x`</p>"
