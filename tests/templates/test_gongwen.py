"""The official theme: what its pages show of a record, in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportgen.model.shape import walk
from reportgen.theme import Theme
from tests.templates.briefing_pages import BARE, BARE_SPEECH, EARLIER, FULL, ITEM, SPEECH, Outline, pages, record

THEME = Path(__file__).parents[2] / "templates" / "gongwen"
TEMPLATES = sorted(THEME.rglob("*.j2"))
OWN, BRIEFING = (
    yaml.safe_load((folder / "theme.yaml").read_text())["words"] for folder in (THEME, THEME.parent / "briefing")
)
LANGUAGES = ("zh", "en")
CHOICES = {"access", "ballot", "action", "state", "status", "minutes", "outcome", "method", "purpose", "members"}
SILENT = {"id", "kind", "series", "lang", "tags", "meeting", "item", "carries-out", "status-words"}
LEFT_OUT = {"summary", "number", "time-zone"}
"""What an official document does not carry: its summary is for lists, and the number of the meeting is in its title."""


def official(*records: Any, language: str) -> dict[str, str]:
    series = [{"id": "works-safety", "title": "Works"}]
    return pages(*records, language=language, site={"theme": "gongwen", "series": series})


def full(language: str, **more: Any) -> str:
    return official(record(EARLIER), record({**FULL, **more}, language), language=language)["works-2026-03"]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_words_of_its_own(path: Path) -> None:
    markup = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text(), flags=re.DOTALL)
    assert re.findall(r"[^\W\d_]+", re.sub(r"<[^<>]*>|DOCTYPE", "", markup)) == []


def test_every_word_is_there_in_both_languages() -> None:
    assert [key for key, words in OWN.items() if set(words) != {"zh", "en"}] == []


def test_every_word_of_the_theme_is_used() -> None:
    used = "".join(path.read_text() for path in (*TEMPLATES, *THEME.glob("*.css")))
    # What it says in other words than the theme it goes on from is used there.
    assert [key for key in OWN.keys() - BRIEFING.keys() if not re.search(rf"\bw\.{key}\b", used)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_full_record_is_printed(language: str) -> None:
    page = full(language)
    words = " ".join([*Outline(page).words.split(), *re.findall(r'href="([^"]*)"', page)])
    unsaid = {"works", "assets/k3.png", ITEM["discussion"], "letter", "Third <full> | meeting"}
    texts = [
        text for way, text in walk(record(FULL))
        if not (CHOICES | SILENT | LEFT_OUT) & {str(part) for part in way} and text not in unsaid
    ]  # fmt: skip
    # A letter does not say who prints it; every other document does.
    assert [text for text in texts if text.split("/")[-1] not in words] == ["County print room"]
    issue = {name: value for name, value in FULL["issue"].items() if name != "form"}
    assert "County print room" in Outline(full(language, issue=issue)).words


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_may_read_it_is_printed_on_minutes_notices_and_speeches(language: str) -> None:
    word = Theme().words("briefing", language)["access_internal"]
    for values in (FULL, {**FULL, "status": "planned"}, SPEECH):
        given = {**values, "access": "internal", "issue": {}}
        page = official(record(EARLIER), record(given, language), language=language)[str(values["id"])]
        assert word in Outline(page).words


def test_a_notice_says_where_to_join_and_what_comes_next() -> None:
    page = full("en", status="planned")
    found = re.findall(r'href="([^"]*)"', page)
    assert {"https://example.org/join", "https://example.org/chat", "https://example.org/map"} <= set(found)
    assert "West room" in Outline(page).words


def test_red_words_are_counted_as_they_are_printed() -> None:
    page = full("en", issue={"joint": 'The "A" & B'})
    mark = re.search(r'<p class="gw-mark.*?</p>', page, re.DOTALL)
    assert mark
    assert 'The "A" & B' in Outline(mark[0]).words


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bare_record_prints_no_empty_element(language: str) -> None:
    printed = official(record(BARE, language), record(BARE_SPEECH, language), language=language)
    assert {name: Outline(page).empty for name, page in printed.items()} == {"bare": [], "few-words": []}


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_go_down_one_level_at_a_time(language: str) -> None:
    for page in official(record(EARLIER), record(FULL, language), record(SPEECH, language), language=language).values():
        levels = Outline(page).headings
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_what_the_theme_does_not_set_is_taken_from_the_one_it_goes_on_from() -> None:
    theme = Theme()
    assert theme.base("gongwen") == "briefing"
    assert theme.base("briefing") is None
    said = theme.render("gongwen/theme.yaml", "zh", {}, themes=("gongwen",))
    assert "extends: briefing" in said


@pytest.mark.parametrize(("language", "heading"), [("zh", "四、有关事项"), ("en", "Further information")])
def test_what_a_notice_says_besides_comes_behind_its_agenda(language: str, heading: str) -> None:
    values = {"status": "planned", "opening": "Please reply.", "agenda": [{"id": "one", "title": "Roads"}]}
    words = Outline(full(language, **values)).words
    assert words.index("Roads") < words.index(heading.lstrip("四")) < words.index("Please reply.")


def test_the_unit_and_the_people_of_an_open_action_stand_in_one_row() -> None:
    opened = {**EARLIER, "actions": [{"id": "a1", "task": "清淤", "lead": "Works", "owner": ["Lin", "Qian"]}]}
    pages = official(record(opened), record({**FULL, "status": "planned"}, "zh"), language="zh")
    assert "1.清淤（Works、Lin、Qian" in Outline(pages["works-2026-03"]).words
