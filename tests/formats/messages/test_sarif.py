"""Findings as SARIF: by the published schema whatever is told, and with what GitHub asks for beyond it.

The schema beside this file is that of OASIS in its final version, as `@microsoft/sarif-multitool-linux` 5.7.0 (npm, MIT
licence) carries it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reportgen import __version__
from reportgen.formats.messages.sarif import document_of, run_of
from reportgen.model.diagnostic import Severity
from reportgen.model.outcome import Outcome, Trouble
from reportgen.model.source import Span
from reportgen.text.terminal import printable
from tests.formats.messages.outcomes import IN_OPEN_EDITION, LATE, MISTAKE, NO_DATE, OUTCOMES, outcome

SCHEMA = Draft202012Validator(json.loads(Path(__file__).with_name("sarif-2.1.0.json").read_text("utf-8")))


def test_a_run_is_told_whole() -> None:
    assert json.loads(document_of([run_of(outcome(MISTAKE))])) == {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "reportgen",
                        "version": __version__,
                        "language": "en-GB",
                        "rules": [
                            {
                                "id": "no-such-date",
                                "shortDescription": {"text": "there is no … in the calendar"},
                                "fullDescription": {"text": "there is no … in the calendar"},
                                "help": {"text": "check the day: that month has … days"},
                                "defaultConfiguration": {"level": "error"},
                            }
                        ],
                    }
                },
                "automationDetails": {"id": "reportgen/"},
                "invocations": [{"executionSuccessful": True, "exitCode": 1}],
                "language": "en-GB",
                "columnKind": "unicodeCodePoints",
                "results": [
                    {
                        "ruleId": "no-such-date",
                        "ruleIndex": 0,
                        "level": "error",
                        "message": {
                            "text": "there is no 2026-02-31 in the calendar\ncheck the day: that month has 28 days"
                        },
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {
                                        "uri": "notes/meetings/extra.yaml",
                                        "uriBaseId": "%SRCROOT%",
                                    },
                                    "region": {"startLine": 3, "startColumn": 8},
                                }
                            }
                        ],
                    }
                ],
            }
        ],
    }


def test_the_schema_refuses_what_is_no_sarif() -> None:
    Draft202012Validator.check_schema(SCHEMA.schema)
    whole = json.loads(document_of([run_of(outcome(MISTAKE))]))
    for key in ("version", "runs"):
        assert not SCHEMA.is_valid({name: part for name, part in whole.items() if name != key})
    assert not SCHEMA.is_valid(whole | {"runs": [{"results": []}]})


def test_an_open_edition_tells_code_record_and_field() -> None:
    run = run_of(outcome(IN_OPEN_EDITION, edition="public"))
    assert run["automationDetails"] == {"id": "reportgen/public/"}
    assert [rule["fullDescription"]["text"] for rule in run["tool"]["driver"]["rules"]] == ["late"]
    (result,) = run["results"]
    assert result["message"] == {"text": "works-1 agenda[0].title"}
    # The line is the same for whatever is found: GitHub refuses a document with a result that has none.
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "notes/site.yaml", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 1},
            },
            "logicalLocations": [{"fullyQualifiedName": "works-1 agenda[0].title"}],
        }
    ]


def test_a_folder_that_lies_elsewhere_has_an_address_of_its_own() -> None:
    run = run_of(outcome(MISTAKE, folder="/srv/notes", base="file:///srv/notes/"))
    assert run["originalUriBaseIds"] == {"CONTENT": {"uri": "file:///srv/notes/"}}
    (location,) = run["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"] == {"uri": "meetings/extra.yaml", "uriBaseId": "CONTENT"}


def test_a_file_name_is_percent_encoded_byte_by_byte() -> None:
    for name in ("会 议.yaml", "a#b?c%20.yaml", "\udce9.yaml", "::error::x"):
        run = run_of(outcome(LATE.at(Span(f"meetings/{name}", 1, 1), value="x")))
        uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert uri.isascii()
        assert unquote_to_bytes(uri) == f"notes/meetings/{name}".encode(errors="surrogateescape")


def test_what_came_to_no_end_is_told_as_such() -> None:
    run = run_of(outcome(exit_code=3, trouble=Trouble("disk full", "make room")))
    assert run["invocations"] == [
        {
            "executionSuccessful": False,
            "exitCode": 3,
            "toolExecutionNotifications": [{"level": "error", "message": {"text": "disk full\nmake room"}}],
        }
    ]
    assert run["results"] == []


def test_a_level_is_that_of_site_yaml_and_the_rule_keeps_its_own() -> None:
    loud = [NO_DATE.at(None, value="x", days="28"), LATE.at(None, value="x")]
    quiet = [type(one)(one.kind, None, one.values, Severity.INFO) for one in loud]
    run = run_of(outcome(*loud, *quiet))
    assert [one["level"] for one in run["results"]] == ["error", "warning", "note", "note"]
    rules = run["tool"]["driver"]["rules"]
    assert [(rule["id"], rule["defaultConfiguration"]["level"]) for rule in rules] == [
        ("late", "warning"),
        ("no-such-date", "error"),
    ]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(OUTCOMES, min_size=1, max_size=2))
def test_any_document_keeps_to_the_published_schema_and_is_harmless(outcomes: list[Outcome]) -> None:
    written = document_of([run_of(one) for one in outcomes])
    assert written.isascii()
    told = json.loads(written)
    assert [one.message for one in SCHEMA.iter_errors(told)] == []
    for run in told["runs"]:
        assert_github_can_read(run)


def assert_github_can_read(run: dict[str, Any]) -> None:
    """Hold a run against what GitHub asks for: a text and a help for each rule, a file and a line for each result."""
    rules = run["tool"]["driver"]["rules"]
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        assert all(line == printable(line) for line in result["message"]["text"].split("\n"))
        (location,) = result["locations"]
        place = location["physicalLocation"]
        address = urlsplit(place["artifactLocation"]["uri"])
        assert address.path
        assert (address.scheme, address.netloc, address.query, address.fragment) == ("", "", "", "")
        assert place["region"]["startLine"] >= 1
