"""JSON: what one or several runs have to say, in the shape of `reportgen schema messages`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from reportgen import __version__
from reportgen.formats.messages.place import where
from reportgen.formats.messages.shape import FindingRow, MessagesFile, RunRow, VerdictWord
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.outcome import Outcome
from reportgen.text.terminal import printable

VERDICTS: Mapping[int, VerdictWord] = {
    0: "fine", 1: "content", 2: "usage", 3: "environment", 4: "bug", 130: "interrupted",
}  # fmt: skip
"""By exit code."""


def run_of(outcome: Outcome) -> dict[str, Any]:
    """Return one run as it stands in the document."""
    severities = [one.severity.value for one in outcome.findings]
    built, trouble = outcome.built, outcome.trouble
    row = RunRow.model_validate(
        {
            "command": outcome.command,
            "edition": outcome.edition and printable(outcome.edition),
            "content": printable(outcome.folder),
            "as-of": outcome.as_of,
            "language": outcome.language,
            "exit-code": outcome.exit_code,
            "verdict": VERDICTS[outcome.exit_code],
            "counts": {name: severities.count(name) for name in ("error", "warning", "info")},
            "findings": [_finding(one, outcome) for one in outcome.findings],
            "built": built
            and {
                "folder": printable(built.folder),
                "pages": built.pages,
                "documents": built.documents,
                "written": built.written,
                "kept": [printable(one) for one in built.kept],
            },
            "trouble": trouble and {"message": printable(trouble.message), "hint": printable(trouble.hint) or None},
        }
    )
    return row.model_dump(mode="json", by_alias=True)


def _finding(one: Diagnostic, outcome: Outcome) -> FindingRow:
    place = where(one, outcome.folder)
    return FindingRow(
        code=one.code,
        severity=one.severity.value,
        file=place.file,
        line=place.line,
        column=place.column,
        document=place.document,
        field=place.field,
        message=printable(one.message(outcome.language)) or None,
        hint=printable(one.hint(outcome.language)) or None,
    )


def document_of(runs: Iterable[Mapping[str, Any]]) -> str:
    """Return the document of one or several runs.

    In ASCII, whatever the locale: a program that reads it need not know in which one it was written.
    """
    told = [*runs]
    worst = max(one["exit-code"] for one in told)
    whole = MessagesFile.model_validate(
        {
            "format": 1,
            "tool": {"name": "reportgen", "version": __version__},
            "exit-code": worst,
            "verdict": VERDICTS[worst],
            "runs": told,
        }
    )
    return json.dumps(whole.model_dump(mode="json", by_alias=True), indent=1) + "\n"
