"""A file of a record: its kind, its folder, what must be closed, and where each finding stands."""

from __future__ import annotations

import pytest

from reportgen.formats.record import assets_named, closing_marks, read_record
from reportgen.formats.yaml import read_document
from reportgen.model.meeting import Briefing, Minutes, Speech, Updates
from tests.small_site import place_of, told

HEAD = "kind: minutes\ntitle: t\nstart: 2026-01-15\n"


def problems_of(text: str, name: str = "meetings/m1.yaml") -> list[str]:
    """What is wrong with a file, without its name; nothing wrong means that there is a record."""
    read = read_record(text.encode(), name)
    assert (read.record is None) == bool(read.problems)
    return [one.removeprefix(f"{name}:") for one in told(read.problems)]


@pytest.mark.parametrize(
    ("name", "text", "shape"),
    [
        ("meetings/2026/m1.yaml", HEAD, Minutes),
        ("speeches/m1.yaml", "kind: speech\ntitle: t\nspeaker: s\ndate: 2026-01-15\n", Speech),
        ("updates/m1.yaml", "kind: updates\ndate: 2026-01-15\n", Updates),
        ("briefings/m1.yaml", "kind: briefing\ntitle: t\ndate: 2026-01-15\nselect: {}\n", Briefing),
    ],
)
def test_a_record_is_what_its_kind_says_and_is_called_like_its_file(name: str, text: str, shape: type) -> None:
    read = read_record(text.encode(), name)
    assert isinstance(read.record, shape)
    assert read.record.id == "m1"
    assert read.places.path == name


def test_a_record_without_a_kind_is_told_the_kind_of_its_folder() -> None:
    read = read_record(b"title: t\n", "speeches/m1.yaml")
    assert told(read.problems) == ["speeches/m1.yaml:1:1 missing-kind"]
    assert read.problems[0].hint("en") == "add `kind: speech`"


def test_a_kind_that_nobody_knows_is_refused_with_the_one_that_was_meant() -> None:
    read = read_record(b"title: t\nkind: minute\n", "meetings/m1.yaml")
    assert told(read.problems) == ["meetings/m1.yaml:2:7 unknown-kind"]
    assert read.problems[0].hint("zh") == "可以写：minutes、speech、updates、briefing (minutes?)"
    assert problems_of("kind: [minutes]\n") == ["1:7 unknown-kind"]


def test_a_record_in_the_wrong_folder_is_refused() -> None:
    read = read_record(HEAD.encode(), "speeches/m1.yaml")
    assert told(read.problems) == ["speeches/m1.yaml:1:7 wrong-folder"]
    assert read.problems[0].hint("en") == "move the file to meetings/, or change its `kind:`"


@pytest.mark.parametrize(
    "text",
    [
        "access: internal\n",
        "agenda:\n  - title: t\n    items:\n      - {title: u, access: internal}\n",
        "actions: [{id: a1, task: t, access: internal}]\n",
        "decisions: [{id: d1, text: t, access: internal}]\n",
        "left-over: [{id: q1, text: t, access: internal}]\n",
        "attendance: {present: [{who: 顾怀远, access: internal}]}\n",
        "annexes: [{title: t, access: internal}]\n",
        "updates: [{action: works-1/a1, access: internal}]\n",
    ],
)
def test_a_level_may_stand_on_the_record_and_on_every_part_of_it(text: str) -> None:
    assert problems_of(HEAD + text) == []


def test_a_level_that_is_no_word_of_its_kind_is_refused() -> None:
    assert problems_of(HEAD + "agenda: [{title: t, access: [internal]}]\n") == ["4:29 not-text"]


MARKED = "由{-- 某人 --}负责"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"decisions: [{{id: d1, text: t, vote: {{members: {{'{MARKED}': for}}}}}}]\n", "4:48 closing-mark"),
        ("attachments: ['assets/{--plan--}.pdf']\n", "4:15 closing-mark"),
        ("place: 'half --}'\n", "4:8 closing-mark-unpaired"),
        ("closing: |\n  甲\n  乙 {-- 丙\n", "6:1 closing-mark-unpaired"),
        ("place: '{-- 甲 {—乙—} --}'\n", "4:8 closing-mark-nested"),
        ("x-note: {deep: [[{deeper: '{--'}]]}\n", "4:27 closing-mark-unpaired"),
    ],
)
def test_a_closing_mark_that_could_not_close_is_refused(text: str, found: str) -> None:
    assert problems_of(HEAD + text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        f"place: '{MARKED}'\n",
        f"closing: |\n  {MARKED}\n",
        f"agenda:\n  - '{MARKED}'\n",
        f"chair: '{MARKED}'\n",
        f"agenda:\n  - title: t\n    items: [{{title: u, actions: [{{id: a1, task: '{MARKED}'}}]}}]\n",
        "place: '{--restricted/personal: 甲 --}'\n",
        "place: '{—甲—}'\n",
        "closing: |\n  甲 {--乙\n\n  丙--} 丁\n",
        "closing: |\n  `{--乙--}` 和 ![图 {--甲--}](assets/a.png)\n",
    ],
)
def test_a_closed_passage_may_stand_wherever_there_are_words(text: str) -> None:
    assert problems_of(HEAD + text) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (f"people: [{{id: a, name: '{MARKED}'}}]\n", ["1:24"]),
        (f"title: {{zh: '{MARKED}', en: Minutes}}\nhouse: {{footer: 'half --}}'}}\n", ["1:13", "2:17"]),
        (f"rules: {{'{MARKED}': ignore}}\n", ["1:9"]),
        ("title: 纪要汇编\n", []),
    ],
)
def test_closing_marks_are_found_in_configuration_too(text: str, places: list[str]) -> None:
    document = read_document(text.encode(), "site.yaml")
    found = told(closing_marks(document.value, document.places))
    assert found == [f"site.yaml:{place} closing-mark" for place in places]


def test_what_asks_to_be_closed_is_told_without_its_words() -> None:
    read = read_record(f"{HEAD}place: '{{-- 某人'\nchair: '{MARKED}{{--'\n".encode(), "meetings/m1.yaml")
    words = " ".join(one.message(language) + one.hint(language) for one in read.problems for language in ("zh", "en"))
    assert len(read.problems) == 2
    assert "某人" not in words


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("closing: |\n  one\n  two\n\n  ![a](elsewhere/x.png)\n", "8:1 image-not-an-asset"),
        ("closing: |\n  ![a](elsewhere/x.png)\n  two\n", "5:1 image-not-an-asset"),
        ("closing: see ![a](elsewhere/x.png)\n", "4:10 image-not-an-asset"),
        ("agenda:\n  - title: t\n    discussion: |\n      one\n\n      [a](file:///x)\n", "9:1 link-refused"),
    ],
)
def test_a_finding_in_a_text_names_the_line_of_the_file(text: str, finding: str) -> None:
    assert problems_of(HEAD + text) == [finding]


def test_a_warning_does_not_cost_the_record() -> None:
    read = read_record(f"{HEAD}closing: a <b>word</b>\n".encode(), "meetings/m1.yaml")
    assert {one.code for one in read.problems} == {"raw-html"}
    assert read.record is not None


def test_the_assets_of_a_record_are_those_it_names_anywhere() -> None:
    text = (
        "papers: assets/a.pdf\n"
        "updates:\n  - {action: m0/a1, evidence: [assets/b.png]}\n"
        "closing: |\n  words\n\n  ![图](assets/c.png)\n\n  [更多](assets/d.pdf)\n"
        "attachments: [{file: assets/e.docx}]\n"
        "x-scan: assets/never.pdf\n"
    )
    read = read_record((HEAD + text).encode(), "meetings/m1.yaml")
    assert read.record is not None
    found = [(one.name, place_of_span(one.span), one.as_image) for one in assets_named(read.record, read.places)]
    assert sorted(found) == [
        ("assets/a.pdf", "4:9", False),
        ("assets/b.png", "6:32", False),
        ("assets/c.png", "10:1", True),
        ("assets/d.pdf", "12:1", False),
        ("assets/e.docx", "13:22", False),
    ]


def place_of_span(span: object) -> str:
    return f"{span.line}:{span.column}"  # type: ignore[attr-defined]


def test_every_finding_has_a_place_in_the_file() -> None:
    read = read_record(b"kind: minutes\ntitel: t\nstart: 2026-04-31\nagenda: x\n", "meetings/m1.yaml")
    assert [place_of(one) for one in read.problems] == [
        "meetings/m1.yaml:2:1",
        "meetings/m1.yaml:3:8",
        "meetings/m1.yaml:4:9",
    ]
