"""The register as JSON: whole, by its published schema, and the same when it is read again."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reportgen.formats.registers.json import read_register, register_json
from reportgen.formats.schema import json_schema
from reportgen.model.meeting import Record
from tests.formats.registers.exported import HOSTILE, export_of, hostile_content, words_in
from tests.histories import DAYS, day, histories
from tests.small_site import content_of, gathered, minutes, write_site

SCHEMA = Draft202012Validator(json_schema("register"))


def seen(content: bytes) -> list[str]:
    """What the published schema finds wrong."""
    return [one.message for one in SCHEMA.iter_errors(json.loads(content))]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=histories(), number=DAYS | st.just(400))
def test_any_register_is_the_same_when_it_is_read_again(history: list[Record], number: int) -> None:
    export = export_of(gathered(*history), as_of=day(number))
    content = register_json(export, words_in("en"))
    read = read_register(content)
    assert read == tuple(one.entry for one in export.lines)
    assert [(one.title, one.item) for one in read] == [(one.entry.title, one.entry.item) for one in export.lines]
    assert [one.known_on(day(number)) for one in read] == [one.status for one in export.lines]
    assert seen(content) == []


@pytest.mark.parametrize("word", HOSTILE)
def test_no_word_is_lost_or_changed_on_the_way(word: str) -> None:
    export = export_of(hostile_content(word))
    content = register_json(export, words_in("zh"))
    assert read_register(content) == tuple(one.entry for one in export.lines)
    assert content.decode("utf-8")


def test_an_action_stands_with_its_opening_its_events_and_how_it_stands(tmp_path) -> None:
    content = register_json(export_of(content_of(write_site(tmp_path)), language="en"), words_in("en"))
    whole = json.loads(content)
    first = whole["actions"][0]
    assert (whole["format"], whole["as-of"], whole["incomplete"]) == (1, "2026-06-30", None)
    assert first["opening"] == {
        "id": "a1",
        "task": "清理一号沟",
        "lead": "工程办",
        "owner": ["沈青禾"],
        "due": "2026-02-10",
        "due-words": "开工前",
    }
    assert [(one["date"], one["record"], one["update"].get("state")) for one in first["events"]] == [
        ("2026-02-12", "works-2", "in-progress"),
        ("2026-03-18", "march", "closed"),
    ]
    assert first["status"] | {"note": None, "no-evidence": None} == {
        "state": "closed", "due": "2026-03-10", "due-words": None, "lead": "工程办", "support": [], "owner": ["沈青禾"],
        "supervisor": None, "changed": "2026-03-18", "note": None, "ended": "2026-03-18", "verified-by": "顾怀远",
        "evidence": [], "links": [], "no-evidence": None, "merged-into": None, "reached": [],
        "slips": 1, "slipped-days": 28, "reopened": 0,
    }  # fmt: skip
    assert first["lead"] == {"name": "工程办", "id": "works-office", "kind": "unit", "unit": None, "role": None}
    assert first["address"] == "https://minutes.example.org/actions/works-1/a1/"
    assert [(one["reference"], one["standing"], one["superseded-by"]) for one in whole["decisions"]] == [
        ("works-1/d1", "superseded", ["works-2/d1"]),
        ("works-2/d1", "in-force", []),
        ("garden-1/d1", "in-force", []),
    ]
    assert seen(content) == []


def test_free_keys_come_back(tmp_path) -> None:
    export = export_of(gathered(minutes("actions: [{id: a1, task: 清沟, x-budget: {sum: 300}}]")))
    (entry,) = read_register(register_json(export, words_in("zh")))
    assert entry.action.x == {"x-budget": {"sum": "300"}}


def test_what_happens_after_its_day_is_not_in_it(tmp_path) -> None:
    content = register_json(export_of(content_of(write_site(tmp_path)), as_of=dt.date(2026, 2, 12)), words_in("zh"))
    whole = json.loads(content)
    assert [len(one["events"]) for one in whole["actions"]] == [1, 0]
    assert "已清理" not in content.decode()


def test_an_incomplete_register_counts_what_is_missing() -> None:
    export = export_of(gathered(minutes("actions: [{id: a1, task: 清沟}]")), language="en", unreadable=2)
    content = register_json(export, words_in("en"))
    assert json.loads(content)["incomplete"] == {"unreadable": 2, "note": "Incomplete: 2 files unreadable"}
    assert seen(content) == []
    assert len(read_register(content)) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"format": 2, "actions": []}',
        b'{"format": 1, "actions": [{"reference": "works-1/a1"}]}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_what_is_no_register_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_register(content)


@pytest.mark.parametrize("key", ["reference", "status", "events", "opening"])
def test_neither_the_reader_nor_the_schema_takes_an_action_without(key: str) -> None:
    export = export_of(gathered(minutes("actions: [{id: a1, task: 清沟}]")))
    whole = json.loads(register_json(export, words_in("zh")))
    del whole["actions"][0][key]
    content = json.dumps(whole).encode()
    assert seen(content) == [f"'{key}' is a required property"]
    with pytest.raises(ValueError, match=key):
        read_register(content)
