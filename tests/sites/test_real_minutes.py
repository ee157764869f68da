"""Real minutes, transcribed: the record holds what the source says, all of it, and nothing of its own."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from reportgen.formats.yaml import read_document, validate
from reportgen.model.config import SiteConfig
from reportgen.model.diagnostic import DiagnosticKind, Severity
from reportgen.model.meeting import Minutes
from reportgen.model.party import People
from reportgen.model.shape import Shape, walk
from reportgen.model.values import Name
from reportgen.rules import chains, closing, due, duty
from reportgen.stages.check import check
from reportgen.stages.load import load

HERE = Path(__file__).parent / "real-minutes"
EXPECTED: dict[str, dict[str, Any]] = json.loads((HERE / "expected.json").read_text("utf-8"))["meetings"]
MEETINGS = pytest.mark.parametrize("meeting", EXPECTED)
CHOSEN = {"id", "kind", "access", "lang", "series", "status", "minutes", "state", "method", "outcome", "purpose"}
"""Keys whose words are chosen from a list or made up as an id, not taken from the source."""
DATES = {"start", "end", "due"}
WORD = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
"""A Han character, or a run of letters and digits of any other script."""

S = TypeVar("S", bound=Shape)


def read(path: Path, shape: type[S], **given: object) -> S:
    document = read_document(path.read_bytes(), path.name)
    value, problems = validate(document, shape, **given)
    said = [str(one.span) + one.message("en") for one in (*document.problems, *problems)]
    assert said == []
    assert value is not None
    return value


def record_of(meeting: str) -> Minutes:
    return read(HERE / "content/meetings" / f"{meeting}.yaml", Minutes, id=meeting)


def source_of(meeting: str) -> str:
    return (HERE / "sources" / f"{meeting}.md").read_text("utf-8")


def kept_words(meeting: str) -> list[str]:
    """Return the words of a source without what expected.json declares as left out."""
    text = source_of(meeting)
    for part in EXPECTED[meeting]["left_out"]:
        text = re.sub(part["pattern"], " ", text)
    return words(text)


def words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def texts(record: Minutes) -> Iterator[tuple[str, str]]:
    """Yield the typed texts of a record with their keys, without ids and words chosen from a list."""
    for way, text in walk(record):
        keys = [part for part in way if isinstance(part, str)]
        if "members" in keys and text in {"for", "against", "abstain", "absent", "recused"}:
            continue
        if keys[-1] not in CHOSEN:
            yield keys[-1], str(text)


def values(record: Minutes) -> str:
    """Everything of a record as text: what was typed, dates, and counts of votes."""
    typed = [text for _, text in texts(record)]
    moments = [str(moment) for moment in (record.start, record.end) if moment]
    dues = [str(action.due) for action in record.all_actions() if action.due]
    votes = [decision.vote.counts for decision in record.all_decisions() if decision.vote and decision.vote.counts]
    counts = [str(count) for vote in votes for count in vote.model_dump(exclude_defaults=True).values()]
    return "\n".join([*typed, *moments, *dues, *counts])


def test_five_meetings_are_transcribed_and_two_of_them_are_chinese() -> None:
    assert {path.stem for path in (HERE / "content/meetings").iterdir()} == set(EXPECTED)
    assert {path.stem for path in (HERE / "sources").iterdir()} == set(EXPECTED)
    assert Counter(record_of(meeting).lang for meeting in EXPECTED) == {"en": 3, "zh": 2}


@MEETINGS
def test_the_source_is_the_file_that_was_published(meeting: str) -> None:
    assert hashlib.sha256(source_of(meeting).encode()).hexdigest() == EXPECTED[meeting]["sha256"]


@MEETINGS
def test_the_record_holds_as_many_of_everything_as_the_source(meeting: str) -> None:
    record = record_of(meeting)
    counted = {
        "agenda_items": len(list(record.items())),
        "decisions": len(list(record.all_decisions())),
        "actions": len(list(record.all_actions())),
        "left_over": len(list(record.all_left_over())),
        "present": len(record.attendance.present),
        "apologies": len(record.attendance.apologies),
        "absent": len(record.attendance.absent),
    }
    assert counted == {key: EXPECTED[meeting][key] for key in counted}


@MEETINGS
def test_what_is_declared_as_left_out_stands_in_the_source(meeting: str) -> None:
    source = source_of(meeting)
    unused = [part for part in EXPECTED[meeting]["left_out"] if not re.search(part["pattern"], source)]
    assert unused == []


@MEETINGS
def test_no_word_of_the_source_is_lost_but_what_is_declared_as_left_out(meeting: str) -> None:
    missing = Counter(kept_words(meeting)) - Counter(words(values(record_of(meeting))))
    assert missing == Counter()


@MEETINGS
def test_every_line_of_the_record_stands_in_the_source_word_for_word(meeting: str) -> None:
    source = " ".join(["", *kept_words(meeting), ""])
    lines = [line for key, text in texts(record_of(meeting)) if key not in DATES for line in text.splitlines()]
    invented = [line for line in lines if " ".join(["", *words(line), ""]) not in source and words(line)]
    assert invented == []


@MEETINGS
def test_everybody_named_in_the_record_is_named_in_the_source(meeting: str) -> None:
    record = record_of(meeting)
    attendance = record.attendance
    people = [
        *(one.who for group in (attendance.present, attendance.apologies, attendance.absent) for one in group),
        *(who for action in record.all_actions() for who in action.owner),
        *(who for item in record.items() for who in item.presenter),
        *(who for who in (record.chair, record.recorder) if who),
    ]
    source = source_of(meeting)
    assert [who for who in people if who not in source] == []


@MEETINGS
def test_the_source_of_a_record_is_attributed(meeting: str) -> None:
    attribution = (HERE / "ATTRIBUTION.md").read_text("utf-8")
    assert EXPECTED[meeting]["sha256"] in attribution
    licences = re.findall(r"\(licences/([^)]+)\)", attribution)
    assert set(licences) == {path.name for path in (HERE / "licences").iterdir()}


def test_site_and_people_are_sound_and_name_every_series_in_use() -> None:
    site = read(HERE / "content/site.yaml", SiteConfig)
    people = read(HERE / "content/people.yaml", People)
    assert {record_of(meeting).series for meeting in EXPECTED} == {series.id for series in site.series}
    named = {text for meeting in EXPECTED for _, text in walk(record_of(meeting)) if isinstance(text, Name)}
    assert {person.name for person in people.people} <= named


def test_what_real_minutes_leave_open_is_told_and_nothing_of_it_is_an_error() -> None:
    content, problems = load(HERE / "content")
    assert content is not None
    assert problems == ()
    findings = check(content, dt.date(2026, 6, 30))
    rooms = (chains, closing, due, duty)
    responsibility = {one.code for room in rooms for one in vars(room).values() if isinstance(one, DiagnosticKind)}
    assert Counter(one.code for one in findings if one.code in responsibility) == {
        "action-without-due": 19,
        "action-without-owner": 3,
        "decision-without-action": 13,
        "due-before-opening": 1,
    }
    assert [one.code for one in findings if one.severity is Severity.ERROR] == []
