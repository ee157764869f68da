"""SARIF 2.1.0: findings for code scanners, one run for each edition.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0, 2020; clauses are named where they
decide something. What GitHub asks for beyond it is said beside the line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from reportgen import __version__
from reportgen.formats.messages.place import where
from reportgen.model.diagnostic import Diagnostic, DiagnosticKind, Severity
from reportgen.model.outcome import Outcome, Trouble
from reportgen.text.terminal import printable

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note", Severity.IGNORE: "none"}
TAGS = {"zh": "zh-CN", "en": "en-GB"}
STARTED_IN = "%SRCROOT%"
"""The name scanners give to the checkout they look at."""
ELSEWHERE = "CONTENT"


def run_of(outcome: Outcome) -> dict[str, Any]:
    """Return one run as it stands in the document."""
    kinds = {one.code: one.kind for one in outcome.findings}
    rules = sorted(kinds)
    driver = {
        "name": "reportgen",
        "version": __version__,
        "language": TAGS[outcome.language],
        "rules": [_rule(kinds[code], outcome.language) for code in rules],
    }
    return {
        "tool": {"driver": driver},
        # A service takes runs of one name for one and the same analysis; the slash ends the name (§3.17.3).
        "automationDetails": {"id": f"reportgen/{printable(outcome.edition)}/" if outcome.edition else "reportgen/"},
        "invocations": [_invocation(outcome)],
        "language": TAGS[outcome.language],
        "columnKind": "unicodeCodePoints",
        # Where %SRCROOT% is, only the reader knows (§3.14.14).
        **({"originalUriBaseIds": {ELSEWHERE: {"uri": outcome.base}}} if outcome.base else {}),
        "results": [_result(one, rules.index(one.code), outcome) for one in outcome.findings],
    }


def document_of(runs: Iterable[Mapping[str, Any]]) -> str:
    """Return the document of one or several runs, in ASCII, whatever the locale."""
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [*runs]}, indent=1) + "\n"


def _rule(kind: DiagnosticKind, language: str) -> dict[str, Any]:
    """Return what is said of a code wherever it is found; of an open edition nothing but the code itself."""
    says, hint = (_without_values(words.get(language) or words["en"]) for words in (kind.message, kind.hint))
    told = {"text": says or kind.code}
    return {
        "id": kind.code,
        "shortDescription": told,
        "fullDescription": told,
        # GitHub wants it, also where there is nothing to add.
        "help": {"text": hint or told["text"]},
        "defaultConfiguration": {"level": LEVELS[kind.severity]},
    }


def _without_values(words: str) -> str:
    return re.sub(r"\{[^}]*\}", "…", words)


def _invocation(outcome: Outcome) -> dict[str, Any]:
    invocation = {"executionSuccessful": outcome.trouble is None, "exitCode": outcome.exit_code}
    return invocation | ({"toolExecutionNotifications": [_notification(outcome.trouble)]} if outcome.trouble else {})


def _notification(trouble: Trouble) -> dict[str, Any]:
    lines = (trouble.message, trouble.hint)
    return {"level": "error", "message": {"text": "\n".join(printable(one) for one in lines if one)}}


def _result(found: Diagnostic, position: int, outcome: Outcome) -> dict[str, Any]:
    place = where(found, outcome.folder)
    message = ": ".join(part for part in (place.named, printable(found.message(outcome.language))) if part)
    hint = printable(found.hint(outcome.language))
    location: dict[str, Any] = {"physicalLocation": _physical(found, outcome)}
    if place.named:
        location["logicalLocations"] = [{"fullyQualifiedName": place.named}]
    return {
        "ruleId": found.code,
        "ruleIndex": position,
        "level": LEVELS[found.severity],
        "message": {"text": "\n".join(part for part in (message or found.code, hint) if part)},
        "locations": [location],
    }


def _physical(found: Diagnostic, outcome: Outcome) -> dict[str, Any]:
    """Return the place in a file; of what has none the first line of site.yaml, which speaks for the whole.

    GitHub refuses a whole document for one result without a file and a line.
    """
    span = found.span
    region = {"startLine": span.line if span and span.line else 1}
    if span and span.column:
        region["startColumn"] = span.column
    path = span.path if span else "site.yaml"
    file = path if outcome.base else str(PurePosixPath(outcome.folder) / path)
    # Bytes, because a file name need not be text.
    address = quote(file.encode(errors="surrogateescape"))
    base = ELSEWHERE if outcome.base else STARTED_IN
    return {"artifactLocation": {"uri": address, "uriBaseId": base}, "region": region}
