"""Beside: sections that stand beside an agenda and tell of the meeting."""

from __future__ import annotations

import pytest

from reportgen.formats.ingest.draft import Draft
from reportgen.formats.ingest.minutes.beside import Kind, beside_agenda, put_beside
from reportgen.formats.ingest.minutes.items import Item
from reportgen.formats.ingest.minutes.sections import Section, sections_of
from reportgen.formats.ingest.minutes.telling import Teller
from reportgen.formats.ingest.rows import rows_of
from reportgen.formats.ingest.source import Source, source_of


def sections(text: str) -> list[Section]:
    return sections_of(rows_of(text.split("\n"), markdown=True)).sections


AGENDA = "## Agenda\n### Roads\nwords\n### Bridges\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{AGENDA}## Quorum\n5 of 7\n## In brief\na\n## Closing\nb\n## Papers\nc\n## Roads later\nd",
         {1: "quorum", 2: "summary", 3: "closing", 4: "other"}),
        (f"## Summary\na\n{AGENDA}", {0: "summary"}),
        ("## 议程\n### 道路\n内容\n## 法定人数\n应到7人\n## 内容提要\n甲\n## 结语\n乙\n## 签发\n丙\n## 抄送：\n丁",
         {1: "quorum", 2: "summary", 3: "closing", 4: "other", 5: "other"}),
        (f"{AGENDA}## 4. Declarations of interest\nnone\n## **QUORUM**\na", {1: "other", 2: "quorum"}),
        (f"{AGENDA}## Papers\n### The plan\na", {}),
        (f"{AGENDA}**Quorum**\na", {}),
        ("## Agenda\n1. Roads\n## Quorum\n5 of 7", {}),
        ("## Agenda\n**Roads**\nwords\n## Quorum\n5 of 7", {}),
        ("## Roads\nwords\n## Quorum\n5 of 7", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_sections_stand_beside_an_agenda_that_has_its_items_as_headings(text: str, found: dict[int, Kind]) -> None:
    assert beside_agenda(sections(text)) == found


def put(text: str, kind: Kind, meeting: Item, head: Item) -> tuple[Item, Item, set[int], set[int]]:
    source = source_of(text, "minutes.md", sha256="0" * 64, encoding="UTF-8")
    assert isinstance(source, Source)
    draft = Draft("minutes", {})
    (section,) = sections(text)
    put_beside(section, kind, Teller(source, draft, is_markdown=True), meeting, head)
    return meeting, head, draft.kept, draft.became


TEXT = "## Section\n\nfive of seven\nwere there\n\nand ***more***"


@pytest.mark.parametrize(
    ("kind", "meeting", "head", "became"),
    [
        ("summary", {"summary": "five of seven\nwere there\n\nand **more**"}, {}, {1, 6}),
        ("closing", {"closing": "five of seven\nwere there\n\nand **more**"}, {}, {1, 6}),
        ("quorum", {}, {"quorum": {"words": "five of seven were there and **more**"}}, {1, 2, 3, 4, 5, 6}),
    ],
)
def test_what_a_section_tells_goes_where_it_belongs(kind: Kind, meeting: Item, head: Item, became: set[int]) -> None:
    assert put(TEXT, kind, {}, {}) == (meeting, head, {3, 4}, became)


def test_what_has_no_field_waits_unplaced() -> None:
    assert put(TEXT, "other", {}, {}) == ({}, {}, set(), set())


def test_a_section_without_words_tells_nothing() -> None:
    assert put("## Quorum\n\n---", "quorum", {}, {}) == ({}, {}, set(), {1, 3})
    assert put("## Closing\n", "closing", {}, {}) == ({}, {}, set(), {1})


@pytest.mark.parametrize(
    ("kind", "meeting", "head"),
    [("closing", {"closing": "thanks"}, {}), ("quorum", {}, {"quorum": {"words": "seven"}})],
)
def test_what_was_told_before_stays_and_the_lines_wait_unplaced(kind: Kind, meeting: Item, head: Item) -> None:
    assert put("## Section\nthe end", kind, dict(meeting), dict(head)) == (meeting, head, set(), set())


def test_words_beyond_one_field_are_all_there_for_fitting_to_cut() -> None:
    line = "The road is open again and the bridge is too."
    meeting, _, kept, became = put("## Closing\n" + f"{line}\n\n" * 900, "closing", {}, {})
    assert str(meeting["closing"]).split("\n\n") == [line] * 900
    assert (len(kept), became) == (900, {1})
