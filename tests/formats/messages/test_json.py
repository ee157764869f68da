"""Findings as our own JSON: whole, and by its published schema whatever is told."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reportgen import __version__
from reportgen.cli.verdict import Verdict
from reportgen.formats.messages.json import VERDICTS, document_of, run_of
from reportgen.formats.schema import json_schema
from reportgen.model.outcome import Built, Outcome, Trouble
from reportgen.text.terminal import printable
from tests.formats.messages.outcomes import AS_OF, IN_DOCUMENT, IN_OPEN_EDITION, MISTAKE, OUTCOMES, outcome

SCHEMA = Draft202012Validator(json_schema("messages"))
NOWHERE = {"file": None, "line": None, "column": None, "document": None, "field": None}


def texts(value: Any) -> list[str]:
    """Every text in a document."""
    if isinstance(value, dict):
        return [text for one in value.values() for text in texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in texts(one)]
    return [value] if isinstance(value, str) else []


def test_a_run_is_told_whole() -> None:
    built = Built("build/full", 5, 2, 7, ("index.html",))
    one = outcome(MISTAKE, IN_DOCUMENT, IN_OPEN_EDITION, edition="full", command="build", built=built)
    assert json.loads(document_of([run_of(one)])) == {
        "format": 1,
        "tool": {"name": "reportgen", "version": __version__},
        "exit-code": 1,
        "verdict": "content",
        "runs": [
            {
                "command": "build",
                "edition": "full",
                "content": "notes",
                "as-of": str(AS_OF),
                "language": "en",
                "exit-code": 1,
                "verdict": "content",
                "counts": {"error": 1, "warning": 2, "info": 0},
                "findings": [
                    {
                        "code": "no-such-date",
                        "severity": "error",
                        **NOWHERE,
                        "file": "notes/meetings/extra.yaml",
                        "line": 3,
                        "column": 8,
                        "message": "there is no 2026-02-31 in the calendar",
                        "hint": "check the day: that month has 28 days",
                    },
                    {
                        "code": "late",
                        "severity": "warning",
                        **NOWHERE,
                        "document": "register/register.pdf",
                        "message": "late, 100%: x",
                        "hint": None,
                    },
                    {
                        "code": "late",
                        "severity": "warning",
                        **NOWHERE,
                        "document": "works-1",
                        "field": "agenda[0].title",
                        "message": None,
                        "hint": None,
                    },
                ],
                "built": {"folder": "build/full", "pages": 5, "documents": 2, "written": 7, "kept": ["index.html"]},
                "trouble": None,
            }
        ],
    }


def test_the_language_of_the_run_is_that_of_its_messages() -> None:
    (found,) = run_of(outcome(MISTAKE, language="zh"))["findings"]
    assert (found["message"], found["hint"]) == ("日历上没有 2026-02-31 这一天", "请核对日期：这个月只有 28 天")


def test_the_whole_is_as_bad_as_its_worst_run() -> None:
    broken = outcome(exit_code=3, trouble=Trouble("disk full", ""))
    told = json.loads(document_of([run_of(outcome(exit_code=0)), run_of(broken)]))
    assert [told["exit-code"], told["verdict"]] == [3, "environment"]
    assert [run["verdict"] for run in told["runs"]] == ["fine", "environment"]
    assert told["runs"][1]["trouble"] == {"message": "disk full", "hint": None}


def test_every_exit_code_has_a_word() -> None:
    assert set(VERDICTS) == set(Verdict)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(OUTCOMES, min_size=1, max_size=2))
def test_any_document_keeps_to_its_schema_is_ascii_and_harmless(outcomes: list[Outcome]) -> None:
    written = document_of([run_of(one) for one in outcomes])
    told = json.loads(written)
    assert [one.message for one in SCHEMA.iter_errors(told)] == []
    assert written.isascii()
    assert all(text == printable(text) for text in texts(told))
