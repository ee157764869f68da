"""Real minutes as they were published: each becomes records, no letter is lost, and people and actions are found."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reportgen.formats.ingest.draft import Draft
from reportgen.formats.ingest.reading import Asked, read_foreign
from reportgen.formats.ingest.report import Report
from reportgen.formats.ingest.writing import record_text
from reportgen.formats.record import read_record
from reportgen.model.diagnostic import Severity
from reportgen.model.meeting import Minutes, Updates

HERE = Path(__file__).parent / "real-sources"
SOURCES = sorted((HERE / "sources").iterdir())
FIGURES: dict[str, dict[str, Any]] = json.loads((HERE / "expected.json").read_text("utf-8"))
SEVERAL = {"openeuler-2020-year.txt": 2, "openeuler-2022-actions.md": 6}
"""Files that hold more than one record: a year of minutes; a register, with the updates of its actions."""


def naming(kind: str, day: dt.date, *, alone: bool) -> str:
    return f"{kind}-{day}"


def read(path: Path) -> Report:
    return read_foreign(path.read_bytes(), f"2020/{path.name}", Asked(), naming)


def records(path: Path) -> Iterator[Minutes | Updates]:
    for draft in read(path).drafts:
        found = read_record(
            record_text(draft).encode(), f"{'updates' if draft.kind == 'updates' else 'meetings'}/x.yaml"
        )
        assert isinstance(found.record, Minutes | Updates)
        yield found.record


def letters(text: str) -> Counter[str]:
    return Counter("".join(unicodedata.normalize("NFC", text).split()))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_it_becomes_sound_records_and_no_letter_is_lost(path: Path) -> None:
    report = read(path)
    assert report.refused is None
    assert len(report.drafts) == SEVERAL.get(path.name, 1)
    written = [record_text(draft) for draft in report.drafts]
    for draft, text in zip(report.drafts, written, strict=True):
        assert errors(draft, text) == []
    assert letters(path.read_text("utf-8-sig")) - letters("".join(written)) == Counter()
    again = record_text(next(iter(read(path).drafts)))
    assert again == written[0]


def errors(draft: Draft, text: str) -> list[str]:
    folder = "updates" if draft.kind == "updates" else "meetings"
    problems = read_record(text.encode(), f"{folder}/x.yaml").problems
    return [one.code for one in problems if one.severity is Severity.ERROR]


@pytest.mark.parametrize("name", [name for name, found in FIGURES.items() if "form" in found])
def test_headings_lists_tables_and_boxes_are_counted_as_they_are(name: str) -> None:
    counts = read(HERE / "sources" / name).drafts[0].counts
    told = FIGURES[name]["form"]
    names = {"task_open": "tasks_open", "task_done": "tasks_done"}
    assert {key: counts[names.get(key, key)] for key in told} == told


def folded(words: str) -> str:
    return re.sub(r"[~*_`@\\\s]+", "", words).lower()


def people(record: Minutes, *lists: str) -> set[str]:
    return {folded(one.who) for where in lists for one in getattr(record.attendance, where)}


def named(told: list[str]) -> set[str]:
    """The names in entries such as `Mark Boorer (_TSC_) - Industrial Light & Magic`, as this source writes them."""
    return {folded(re.split(r"\s*[（(]| - ", one)[0]) for one in told}


@pytest.mark.parametrize("name", [name for name, found in FIGURES.items() if found.get("present")])
def test_everybody_who_is_listed_is_in_the_record_and_nobody_else(name: str) -> None:
    told = FIGURES[name]
    [record] = [one for one in records(HERE / "sources" / name) if isinstance(one, Minutes)]
    present = named([*told["present"], *told.get("others", [])])
    assert people(record, "present", "in_attendance") == present
    excused = named([*told.get("apologies", []), *told.get("leave", [])])
    assert people(record, "apologies") == excused
    assert people(record, "absent") == named(told.get("absent", [])) - excused


@pytest.mark.parametrize("name", [name for name, found in FIGURES.items() if found.get("actions")])
def test_every_action_that_is_marked_is_an_action_of_the_record(name: str) -> None:
    [record] = [one for one in records(HERE / "sources" / name) if isinstance(one, Minutes)]
    tasks = [folded(one.task) for one in record.all_actions()]
    missed = [
        one
        for one in FIGURES[name]["actions"]
        if not any(folded(one.split("<a")[0]) in task or task in folded(one) for task in tasks)
    ]
    assert missed == []


@pytest.mark.parametrize(
    "name", [name for name, found in FIGURES.items() if found.get("host") or found.get("next_host")]
)
def test_chair_recorder_and_the_next_chair_are_who_the_text_names(name: str) -> None:
    told = FIGURES[name]
    record = next(one for one in records(HERE / "sources" / name) if isinstance(one, Minutes))
    following = record.next_meeting.chair if record.next_meeting else None
    for key, found in (("host", record.chair), ("secretary", record.recorder), ("next_host", following)):
        if key in told:
            assert folded(found or "") == folded(told[key])


def test_the_register_keeps_its_histories() -> None:
    found = list(records(HERE / "sources/openeuler-2022-actions.md"))
    assert [len(one.actions) for one in found if isinstance(one, Minutes)] == [3, 2, 1, 2, 1]
    [updates] = [one for one in found if isinstance(one, Updates)]
    assert [(str(one.date), one.state) for one in updates.updates] == [
        ("2022-07-20", "closed"), ("2022-10-21", "closed"), ("2022-10-26", "closed"), ("None", "closed"),
    ]  # fmt: skip


def test_the_attribution_names_every_source_by_its_hash() -> None:
    rows = re.findall(
        r"^\| (\S+) \| .* \| ([0-9a-f]{64}) \|$", (HERE / "ATTRIBUTION.md").read_text("utf-8"), re.MULTILINE
    )
    assert dict(rows) == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in SOURCES}
