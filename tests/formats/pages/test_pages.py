"""The page of a record as Markdown: whole, safe, and with nothing on it that its web page does not show."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from reportgen.model.meeting import Minutes, Record
from reportgen.model.shape import walk
from reportgen.model.site import Site
from reportgen.stages.load import load
from reportgen.stages.plan import plan
from reportgen.stages.render import render
from reportgen.stages.resolve import resolve
from reportgen.theme import Theme
from tests.formats.pages.written import CONTENT, EXPECTED, pages_of, read
from tests.hostile_words import KINDS, WORDS, can_be_key, harmless, write_full_site
from tests.small_site import gathered, minutes, site_of
from tests.templates.briefing_pages import DAY, EARLIER, FULL, SPEECH, record
from tests.text.test_escapes import LINES

PAGES = pages_of(site_of(CONTENT))


@pytest.mark.parametrize("expected", sorted(EXPECTED.glob("*.md")), ids=lambda path: path.stem)
def test_a_page_is_written_as_expected(expected: Path) -> None:
    assert PAGES[expected.stem] == expected.read_text("utf-8")


def test_every_meeting_and_speech_has_a_page() -> None:
    assert set(PAGES) == {one.stem for one in EXPECTED.glob("*.md")}


def test_a_page_is_lines_without_tabs_or_carriage_returns_and_ends_in_one_line_end() -> None:
    for page in PAGES.values():
        assert not set("\r\t") & set(page)
        assert page.endswith("\n")
        assert not page.endswith("\n\n")
        assert "\n\n\n" not in page


def full_pages(folder: Path, words: str, key: str) -> dict[str, str]:
    kinds = [name for name in KINDS if KINDS[name][0] in {"minutes", "speech"}]
    content, problems = load(write_full_site(folder, words, key=key, kinds=kinds))
    assert content
    assert {one.code for one in problems} <= {"raw-html"}
    return pages_of(resolve(content, DAY))


@pytest.mark.parametrize("name", sorted(WORDS))
def test_no_words_change_what_a_page_is_built_of(tmp_path: Path, name: str) -> None:
    words = WORDS[name]
    key = words if can_be_key(words) else "key"
    hostile = full_pages(tmp_path / "a", words, key)
    plain = full_pages(tmp_path / "b", harmless(words), harmless(key) if key == words else key)
    assert set(hostile) == {"earlier", "full-planned", "full-held", "full-english", "full-cancelled", "full-speech"}
    for one, page in hostile.items():
        told, bare = read(page), read(plain[one])
        assert told.marks == bare.marks, one
        assert told.words == bare.words.replace(harmless(words), words), one
        assert not any(kind.startswith("html") for kind, _, _ in told.marks)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=LINES)
def test_any_line_of_words_stands_on_a_page_as_typed(words: str) -> None:
    def page(said: str) -> str:
        one = Minutes.model_validate(_of_words(said))
        return pages_of(resolve(gathered(one), DAY))["m1"]

    told, bare = read(page(words)), read(page("Ж"))
    assert told.marks == bare.marks
    # A label stands apart from its title unless it ends in a full-width mark.
    assert told.words.replace(" ", "") == bare.words.replace("Ж", words).replace(" ", "")


def _of_words(words: str) -> dict[str, object]:
    """A meeting with the same words in every line that a page prints in another place."""
    return {
        "kind": "minutes", "id": "m1", "title": words, "start": "2026-03-12", "place": words, "chair": words,
        "attendance": {"present": [{"who": words, "unit": words, "role": words, "note": words}], "absent": [words]},
        "interests": [{"who": words, "nature": words}], "quorum": {"words": words}, "next-meeting": {"words": words},
        "agenda": [{"title": words, "label": words, "presenter": words, "decisions": [
            {"id": "d1", "text": "定", "label": words, "moved": words, "vote": words, "dissent": {"who": words}}],
            "actions": [{"id": "a1", "task": "办", "owner": [words, words], "due-words": words,
                         "milestones": [{"text": words}], "links": [{"url": "https://e.example", "title": words}]}]}],
        "links": {"url": "https://e.example", "title": words}, "approval": [{"who": words, "role": words}],
        "issue": {"to": words, "printed-by": words},
    }  # fmt: skip


def shown(site: Site, identity: str) -> tuple[str, str]:
    """The words of a record's web page, of its article alone, and those of its Markdown."""
    planned = plan(site, edition="full", outputs={"html"}).pages
    page = next(render(one, Theme()).html for one in planned if one.record == identity)
    article = re.sub(r"<[^>]*>", "", page[page.index("<article") : page.index("</article>")])
    return " ".join(html.unescape(article).split()), read(pages_of(site)[identity]).words


def typed(one: Record) -> Iterator[str]:
    """Every text of a record but its ids and references."""
    yield from (" ".join(text.split()) for _, text in walk(one) if not re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+)?", text))


@pytest.mark.parametrize("status", ["held", "planned", "cancelled"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_says_what_the_article_on_the_web_says_of_the_record(status: str, language: str) -> None:
    unseen = {"source": {"file": "unseen source.txt", "words": "unseen words"}}
    unseen |= {"unplaced": [{"line": "1", "text": "unseen line"}]}
    one = record({**FULL, **unseen, "status": status}, language)
    web, text = shown(resolve(gathered(record(EARLIER), one, site=_site()), DAY), "works-2026-03")
    said = set(typed(one))
    assert {words for words in said if words in text} == {words for words in said if words in web}
    assert "unseen" not in text


def _site() -> str:
    return (
        "title: Minutes\norganisation: County Office\ntime-zone: Asia/Shanghai\n"
        "series: [{id: works-safety, title: Works Safety, time-zone: UTC}]\n"
    )


def test_a_speech_says_what_its_article_says() -> None:
    one = record(SPEECH)
    web, text = shown(resolve(gathered(record(EARLIER), record(FULL), one, site=_site()), DAY), "talk")
    said = set(typed(one))
    assert {words for words in said if words in text} == {words for words in said if words in web}


def test_what_came_after_a_meeting_does_not_change_its_page() -> None:
    first = minutes("actions: [{id: a1, task: 清沟, due: 2026-02-01}]", "m1")
    later = minutes("lang: zh\nstart: 2026-02-12\nupdates: [{action: m1/a1, state: closed, due: 2026-03-01}]", "m2")
    before, after = (pages_of(resolve(gathered(*some), DAY)) for some in ((first,), (first, later)))
    assert before["m1"] == after["m1"]
    assert "状态：已销号" in after["m2"]
