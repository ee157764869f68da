"""The briefing theme: its words, what its pages show and what they leave out."""

from __future__ import annotations

import io
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pdfplumber
import pytest
import yaml

from reportgen.formats.registers import columns
from reportgen.model.action import ActionState, Ballot, Decision, Vote
from reportgen.model.build import PrintJob
from reportgen.model.config import SiteConfig
from reportgen.model.content import Content
from reportgen.model.ledger import Standing
from reportgen.model.meeting import AgendaItem, Interest, Minutes, PreviousMinutes, Speech
from reportgen.model.shape import Shape, walk
from reportgen.model.volume import LeftOut
from reportgen.stages.plan import plan
from reportgen.stages.print import print_page
from reportgen.stages.render import render
from reportgen.stages.resolve import resolve
from reportgen.theme import Theme
from tests.templates.briefing_pages import (
    ASSETS,
    BARE,
    BARE_SPEECH,
    DAY,
    EARLIER,
    FULL,
    ITEM,
    PICTURE,
    PIXEL,
    SITE,
    SPEECH,
    Outline,
    full,
    pages,
    record,
)

THEME = Path(__file__).parents[2] / "templates" / "briefing"
TEMPLATES = sorted(THEME.rglob("*.j2"))
PAGES = sorted((THEME.parents[1] / "reportgen/formats/pages").glob("*.py"))
"""Where the pages in Markdown are written; that every word they ask for exists, their own tests see."""
WORDS = yaml.safe_load((THEME / "theme.yaml").read_text())["words"]
LANGUAGES = ("zh", "en")


def values_of(shape: type[Shape], field: str) -> set[str]:
    """The words a Literal field of the record may hold."""

    def flat(annotation: Any) -> Iterator[str]:
        for part in get_args(annotation):
            if isinstance(part, str):
                yield part
            else:
                yield from flat(part)

    return set(flat(shape.model_fields[field].annotation))


GROUPS = {
    "access": {"internal", "restricted"},
    "ballot": set(get_args(Ballot)),
    "count": {*get_args(Ballot), "not_voting"},
    "interest": values_of(Interest, "action"),
    "method": values_of(Vote, "method"),
    "minutes": values_of(PreviousMinutes, "outcome"),
    "outcome": values_of(Decision, "outcome"),
    "purpose": values_of(AgendaItem, "purpose"),
    "standing": set(get_args(Standing)),
    "state": set(get_args(ActionState)),
    "unheld": set(get_args(get_type_hints(LeftOut)["why"])),
}
"""Words chosen by a value of the record."""


def used_words() -> set[str]:
    text = "\n".join(path.read_text() for path in (*TEMPLATES, THEME / "print.css", THEME / "volume.css"))
    named = set(re.findall(r"\bw\.([a-z_]+)", text)) - {"get"}
    groups = set(re.findall(r"""(?:word\("|w\["|w\.get\(")([a-z]+?)_?"[ ,]""", text))
    assert groups == set(GROUPS)
    headings = {
        f"register_col_{one.key}".replace("-", "_")
        for one in (*columns.ACTIONS, *columns.DECISIONS)
        if one.readers != "programs"
    }
    of_files = {
        "register_sheet_actions",
        "register_sheet_decisions",
        "incomplete_one",
        "incomplete_many",
    }
    of_pages = set(re.findall(r'"([a-z_]+)"', "\n".join(path.read_text() for path in PAGES))) & set(WORDS)
    return (
        named
        | headings
        | of_pages
        | of_files
        | {f"{group}_{value}".replace("-", "_") for group in groups for value in GROUPS[group]}
    )


# The words


def test_every_word_stands_in_both_languages() -> None:
    assert {key: sorted(words) for key, words in WORDS.items() if sorted(words) != ["en", "zh"]} == {}


def test_every_word_that_is_used_exists_and_every_word_that_exists_is_used() -> None:
    assert used_words() == set(WORDS)


def test_no_word_hides_behind_a_method_of_its_mapping() -> None:
    assert set(WORDS) & set(dir(dict)) == set()


def test_both_languages_fill_the_same_blanks() -> None:
    blanks = {key: [{field for _, field, _, _ in string.Formatter().parse(words[lang]) if field} for lang in LANGUAGES]
              for key, words in WORDS.items()}  # fmt: skip
    assert [key for key, (zh, en) in blanks.items() if zh != en] == []


def test_a_state_of_the_minutes_has_its_words() -> None:
    unapproved = values_of(Minutes, "minutes") - {"approved"}
    assert {f"{state}{end}" for state in unapproved for end in ("", "_words")} <= set(WORDS)
    assert values_of(Speech, "minutes") == values_of(Minutes, "minutes")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_words_of_its_own(path: Path) -> None:
    markup = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text(), flags=re.DOTALL)
    assert re.findall(r'(?:aria-label|alt|title)="[^"]*\w[^"]*"', markup) == []
    assert re.findall(r"[^\W\d_]+", re.sub(r"<[^<>]*>", "", markup)) == []


# The pages


def test_the_full_record_of_this_test_leaves_out_no_field() -> None:
    assert list(unset(record(FULL), "")) == []


def unset(shape: Shape, way: str) -> Iterator[str]:
    """The fields of a record that nobody filled in; an item below another is like the one above it."""
    # What a record was imported from is in no edition, so on no page.
    for name in set(type(shape).model_fields) - {"x", "format", "status", "source", "unplaced"}:
        value = getattr(shape, name)
        # The level of a part decides what an edition holds; the record alone is printed with one.
        if way and name == "access":
            continue
        if way.endswith(".items") and name in {"decisions", "actions", "left_over", "items"}:
            continue
        if value in (None, ()) or name not in shape.model_fields_set:
            yield f"{way}.{name}"
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Shape):
                yield from unset(part, f"{way}.{name}")


CHOICES = {"action", "ballot", "state", "status", "minutes", "outcome", "method", "purpose", "members"}
"""Fields whose values are printed as words of the theme, or as the names of people."""
SILENT = {"id", "kind", "series", "lang", "access", "tags", "meeting", "item", "carries-out", "status-words"}
"""Fields that are not printed as they are: ids, and what stands on other pages."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_full_record_is_printed(language: str) -> None:
    page = full(language)
    words = " ".join([*Outline(page).words.split(), *re.findall(r'href="([^"]*)"', page)])
    # The title in its lines is for the official page, its form too.
    unsaid = {"works", "assets/k3.png", ITEM["discussion"], "letter", "Third <full> | meeting"}
    texts = [text for way, text in walk(record(FULL)) if not (CHOICES | SILENT) & {str(part) for part in way}]
    assert [text for text in texts if text not in unsaid and text.split("/")[-1] not in words] == []
    chosen = ("state_reported", "outcome_deferred", "method_roll_call", "ballot_recused", "interest_left")
    assert all(WORDS[key][language] in words for key in chosen)
    assert all(f"Voter {name}" in words for name in ("An", "Bo", "Ce", "Du", "Ee"))


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ({"moved": "Mover Shi", "seconded": "Seconder Fu", "vote": {"counts": {"for": 5}}, "outcome": "carried"},
         "Motion moved by Mover Shi; seconded by Seconder Fu; Vote 5 for; carried"),
        ({"moved": "Mover Shi", "outcome": "withdrawn"}, "Motion moved by Mover Shi; withdrawn"),
        ({"moved": "Mover Shi"}, "Motion moved by Mover Shi"),
        ({"vote": {"method": "unanimous"}}, "Vote unanimous"),
        ({"outcome": "noted"}, "Outcome noted"),
    ],
)  # fmt: skip
def test_who_moved_stands_before_how_the_vote_went(decision: dict[str, object], expected: str) -> None:
    made = {**BARE, "lang": "en", "decisions": [{"id": "d1", "text": "Pave the yard", **decision}]}
    (page,) = pages(record(made, "en"), language="en").values()
    (line,) = re.findall(r'<p class="note vote">(.*?)</p>', page, re.DOTALL)
    assert " ".join(re.sub(r"<[^<>]*>", "", line).split()) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_stands_without_what_it_labels(language: str) -> None:
    made = pages(
        record(EARLIER, language), record(FULL, language), record(BARE, language), record(SPEECH, language),
        record(BARE_SPEECH, language), language=language,
    )  # fmt: skip
    assert {name: Outline(page).empty for name, page in made.items() if Outline(page).empty} == {}
    assert [name for name, page in made.items() if re.search(r"\b(None|TBD|Undefined)\b", Outline(page).words)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bare_record_prints_its_title_its_day_and_what_was_not_decided(language: str) -> None:
    page = pages(record(BARE, language), language=language)["bare"]
    words = [WORDS[key][language] for key in ("when", "no_decisions", "no_actions")]
    assert all(word in Outline(page).words for word in ["Bare meeting", *words])
    assert re.findall(r'id="(part_\w+)"', page) == ["part_brief"]
    assert page.count("<dt>") == 1
    assert 'class="watermark"' not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_action_nobody_answers_for_says_so(language: str) -> None:
    page = pages(record(EARLIER, language), language=language)["works-2026-02"]
    assert page.count(WORDS["no_one"][language]) == 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_never_skip_a_level_and_ids_are_unique_and_found(language: str) -> None:
    made = pages(
        record(EARLIER, language), record(FULL, language), record(BARE, language), record(SPEECH, language),
        language=language,
    )  # fmt: skip
    for page in made.values():
        seen = Outline(page)
        assert seen.headings[0] == 1
        assert all(below <= above + 1 for above, below in zip(seen.headings, seen.headings[1:], strict=False))
        assert len(seen.ids) == len(set(seen.ids))
        assert set(seen.inside) <= set(seen.ids)


def test_a_printed_page_asks_for_its_own_pictures_only() -> None:
    page = full("en")
    assert set(Outline(page).asked) == {PICTURE.uri}
    assert re.findall(r"<link|<script|<iframe|url\(|@import|@font-face|href=\"asset:", page) == []


def test_links_in_print_are_absolute_or_there_are_none() -> None:
    outside = r'href="(?!#)([^"]*)"'
    assert all(re.match(r"https://", found) for found in re.findall(outside, full("en")))
    without = pages(record(EARLIER), record(FULL), site={"base-url": "https://gone.example"})
    assert "https://gone.example/meetings/works-2026-02/index.html" in without["works-2026-03"]
    plain = {key: value for key, value in SITE.items() if key != "base-url"}
    content = Content(SiteConfig.model_validate(plain), records=(record(EARLIER), record(FULL)), assets=dict(ASSETS))
    planned = plan(resolve(content, DAY), edition="full", outputs={"pdf"})
    last = next(one for one in planned.pages if one.record == FULL["id"])
    assert {found.split("/")[2] for found in re.findall(outside, render(last, Theme()).html)} == {"example.org"}


@pytest.mark.parametrize(("state", "word"), [("draft", "draft"), ("review", "review"), ("approved", None)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_only_what_is_not_approved_carries_a_watermark(language: str, state: str, word: str | None) -> None:
    marks = re.findall(r'<p class="watermark" aria-hidden="true">(.*)</p>', full(language, minutes=state))
    assert marks == ([WORDS[word][language]] if word else [])


def test_the_most_open_level_is_not_marked_and_every_other_is() -> None:
    assert WORDS["access_restricted"]["en"] in Outline(full("en")).words
    assert 'class="marking"' not in pages(record(BARE))["bare"]
    own = pages(record({**BARE, "access": "board-only"}), site={"access-levels": ["public", "board-only"]})["bare"]
    assert '<b class="access">board-only</b>' in own


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_planned_meeting_prints_its_agenda_the_open_actions_and_a_sheet_to_sign(language: str) -> None:
    planned = record({**FULL, "status": "planned"}, language)
    page = pages(record(EARLIER, language), planned, language=language)["works-2026-03"]
    words = Outline(page).words
    due = [WORDS[key][language] for key in ("sign_in", "signature", "carried", "due_before")]
    assert all(word in words for word in ["14:35", "Presenter Su", "Plan of the culverts", "An old promise", *due])
    # Whether it will be done in time, nobody knows when the agenda goes out.
    assert WORDS["overdue"][language] not in words
    assert 'class="watermark"' not in page
    rows = re.findall(r'<td class="figures">(\d+)</td>', page)
    assert rows == [str(number) for number in range(1, 9)]


def test_a_speech_keeps_its_labels_and_its_tiers() -> None:
    page = pages(record(SPEECH), language="zh")["talk"]
    order = [
        page.index(label) for label in ("一、</span>守住路", "（一）</span>看得见", "一要</b>查得细。", "一是</b>")
    ]
    assert order == sorted(order)
    assert '由<span class="mask">***</span>负责，<span class="mask">***</span><span class="nowrap">配合。</span>' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_others_are_escaped(language: str) -> None:
    page = full(language)
    assert "Works &amp; Roads" in page
    assert "&amp;amp;" not in page
    assert "Third &lt;full&gt; meeting" in page


# The paper


def printed_words(pdf: bytes) -> list[str]:
    """The words of each page without the spaces."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [re.sub(r"\s+", "", page.extract_text()) for page in document.pages]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printed_minutes_number_their_pages_and_the_printer_has_nothing_to_say(language: str) -> None:
    printed = print_page(PrintJob(html=full(language), assets={PICTURE.uri: PIXEL}))
    assert [problem.message("en") for problem in printed.problems] == []
    assert printed.pdf is not None
    texts = printed_words(printed.pdf)
    before, between, after = (
        re.sub(r"\s", "", WORDS[f"page_{one}"][language]) for one in ("before", "between", "after")
    )
    assert len(texts) > 1
    assert all(f"{before}{page}{between}{len(texts)}{after}" in text for page, text in enumerate(texts, 1))
    running = [re.search(r"Third<full>meeting.2026-03-12", text) is not None for text in texts]
    assert running == [False] + [True] * (len(texts) - 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_says_what_was_decided_and_who_does_what_by_when(language: str) -> None:
    printed = print_page(PrintJob(html=full(language), assets={PICTURE.uri: PIXEL}))
    assert printed.pdf is not None
    first = printed_words(printed.pdf)[0]
    told = ["Threewaysoftreatment", "Aloosedecision", "CleartheculvertatK3+200", "Works&Roads", "2026-04-30"]
    assert [words for words in told if words not in first] == []


def test_chinese_quotes_are_chinese_and_digits_have_serifs() -> None:
    summary = "确认“重点”工作……共24处·三类"
    printed = print_page(PrintJob(html=pages(record({**BARE, "summary": summary}, "zh"), language="zh")["bare"]))
    assert printed.pdf is not None
    with pdfplumber.open(io.BytesIO(printed.pdf)) as document:
        drawn = {one["text"]: one["fontname"].split("+")[-1] for one in document.pages[0].chars if one["size"] > 9.6}
    assert {drawn[text] for text in "“”…·24重"} == {"Noto-Serif-CJK-SC"}
