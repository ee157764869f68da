"""The engine: macros are run once for many pages, and no page can tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.theme import Theme
from reportgen.theme.engine import MOST_RUNS

MACROS = "{% macro told() %}{{ who }} {{ at }}{% endmacro %}"
PAGE = '{% import "own/macros.j2" as m with context %}{% for who in some %}{% include "own/one.j2" %}{% endfor %}'
ONE = '{% import "own/macros.j2" as m with context %}{{ m.told() }};'


def theme_of(folder: Path, **files: str) -> Theme:
    (folder / "own").mkdir()
    for name, source in files.items():
        (folder / "own" / f"{name}.j2").write_text(source, encoding="utf-8")
    return Theme(folder)


def page(theme: Theme, **context: object) -> str:
    return theme.render("own/page.j2", "en", {"at": "", **context}, themes=("site",))


def test_a_macro_says_of_each_place_what_stands_there(tmp_path: Path) -> None:
    theme = theme_of(tmp_path, macros=MACROS, page=PAGE, one=ONE)
    assert page(theme, some=["Anna", "Tom", "Anna"], at="x") == "Anna x;Tom x;Anna x;"
    assert page(theme, some=["Tom"], at="y") == "Tom y;"


def test_values_that_are_equal_and_not_the_same_are_told_apart(tmp_path: Path) -> None:
    theme = theme_of(tmp_path, macros="{% macro told() %}{{ row }}{% endmacro %}", page=ONE)
    assert page(theme, row=1) + page(theme, row=True) + page(theme, row=1.0) == "1;True;1.0;"


def test_what_a_file_keeps_beside_its_macros_is_made_anew_for_each_place(tmp_path: Path) -> None:
    macros = "{% set said = [] %}{% macro told() %}{% set _ = said.append(1) %}{{ said | length }}{% endmacro %}"
    theme = theme_of(tmp_path, macros=macros, page=ONE)
    assert page(theme) + page(theme) == "1;1;"


def test_what_an_imported_file_imports_is_given_what_it_asks_for(tmp_path: Path) -> None:
    above = '{% import "own/below.j2" as b with context %}{% macro told() %}{{ b.own() }}{% endmacro %}'
    theme = theme_of(tmp_path, macros=above, below="{% macro own() %}{{ name }}{% endmacro %}", page=ONE)
    assert page(theme, name="Anna") + page(theme, name="Tom") == "Anna;Tom;"


def test_every_page_notes_the_files_of_the_macros_it_uses(tmp_path: Path) -> None:
    theme = theme_of(tmp_path, macros=MACROS, page=ONE)
    noted = []
    for _ in range(2):
        with theme.noting() as names:
            page(theme, who="Anna")
        noted.append(set(names))
    assert noted == [{"own/page.j2", "own/macros.j2"}] * 2


def test_every_page_notes_what_is_imported_without_context_and_what_that_imports(tmp_path: Path) -> None:
    page_of = '{% import "own/above.j2" as a %}{{ a.told() }}'
    above = '{% import "own/middle.j2" as m %}{% macro told() %}{{ m.own() }}{% endmacro %}'
    middle = '{% import "own/below.j2" as b %}{% macro own() %}{{ b.said() }}{% endmacro %}'
    below = "{% macro said() %}Anna{% endmacro %}"
    theme = theme_of(tmp_path, above=above, middle=middle, below=below, page=page_of)
    noted = []
    for _ in range(3):
        with theme.noting() as names:
            assert page(theme) == "Anna"
        noted.append(set(names))
    assert noted == [{"own/page.j2", "own/above.j2", "own/middle.j2", "own/below.j2"}] * 3


def test_more_runs_than_are_kept_are_still_right(tmp_path: Path) -> None:
    theme = theme_of(tmp_path, macros=MACROS, page=ONE)
    names = [f"name {number}" for number in range(2 * MOST_RUNS + 3)]
    assert [page(theme, who=name, at="") for name in names] == [f"{name} ;" for name in names]


@pytest.mark.parametrize("words", ["a & b", "<i>", "“q” \"r\" 's'", "1 > 0"])
def test_words_are_escaped_and_what_is_safe_is_not_escaped_again(tmp_path: Path, words: str) -> None:
    theme = theme_of(tmp_path, page="{% set kept %}{{ words }}{% endset %}{{ words }}|{{ kept }}|{{ words | inline }}")
    once = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    quoted = once.replace('"', "&#34;").replace("'", "&#39;")
    context = {"words": words, "links": _Links()}
    assert page(theme, **context) == f"{quoted}|{quoted}|{once}"


class _Links:
    def asset(self, _name: str) -> None:
        """Know no file."""

    def to(self, _path: str) -> None:
        """Lead nowhere."""
