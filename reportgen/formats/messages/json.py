"""JSON: what one or several runs have to say, in the shape of `reportgen schema messages`.

A test holds it to that shape, which takes longer to load than a build in which nothing changed takes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from reportgen import __version__
from reportgen.formats.messages.place import where
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.outcome import Built, Outcome
from reportgen.text.terminal import printable

VERDICTS: Mapping[int, str] = {
    0: "fine", 1: "content", 2: "usage", 3: "environment", 4: "bug", 130: "interrupted",
    143: "terminated",
}  # fmt: skip
"""By exit code."""


def run_of(outcome: Outcome) -> dict[str, Any]:
    """Return one run as it stands in the document."""
    severities = [one.severity.value for one in outcome.findings]
    built, trouble = outcome.built, outcome.trouble
    return {
        "command": outcome.command,
        "edition": outcome.edition and printable(outcome.edition),
        "content": printable(outcome.folder),
        "as-of": outcome.as_of.isoformat(),
        "language": outcome.language,
        "exit-code": int(outcome.exit_code),
        "verdict": VERDICTS[outcome.exit_code],
        "counts": {name: severities.count(name) for name in ("error", "warning", "info")},
        "findings": [_finding(one, outcome) for one in outcome.findings],
        "built": built and _built(built),
        "trouble": trouble and {"message": printable(trouble.message), "hint": printable(trouble.hint) or None},
    }


def _finding(one: Diagnostic, outcome: Outcome) -> dict[str, Any]:
    place = where(one, outcome.folder)
    return {
        "code": one.code,
        "severity": one.severity.value,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "document": place.document,
        "field": place.field,
        "message": printable(one.message(outcome.language)) or None,
        "hint": printable(one.hint(outcome.language)) or None,
    }


def _built(built: Built) -> dict[str, Any]:
    return {
        "folder": printable(built.folder),
        "pages": built.pages,
        "documents": built.documents,
        "written": built.written,
        "kept": [printable(one) for one in built.kept],
    }


def document_of(runs: Iterable[Mapping[str, Any]]) -> str:
    """Return the document of one or several runs.

    In ASCII, whatever the locale: a program that reads it need not know in which one it was written.
    """
    told = [*runs]
    worst = max(one["exit-code"] for one in told)
    whole = {
        "format": 1,
        "tool": {"name": "reportgen", "version": __version__},
        "exit-code": worst,
        "verdict": VERDICTS[worst],
        "runs": told,
    }
    return json.dumps(whole, indent=1) + "\n"
