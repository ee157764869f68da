"""GitHub: findings as workflow commands, which its pages show beside the line."""

from __future__ import annotations

from reportgen.formats.messages.place import where
from reportgen.model.diagnostic import Diagnostic, Severity
from reportgen.model.outcome import Outcome, Trouble
from reportgen.text.terminal import printable

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_IN_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = _IN_TEXT | str.maketrans({":": "%3A", ",": "%2C"})


def annotation(found: Diagnostic, outcome: Outcome) -> str:
    """Return the command for a finding, without the end of its line; its hint stands below its message.

    Source: GitHub Actions, “Workflow commands”; the escapes are those of its own toolkit.
    """
    place = where(found, outcome.folder)
    properties = {"file": place.file, "line": place.line, "col": place.column, "title": found.code}
    message = ": ".join(part for part in (place.named, printable(found.message(outcome.language))) if part)
    # A command without a text is dropped.
    return _command(_COMMANDS[found.severity], properties, [message or found.code, found.hint(outcome.language)])


def trouble_annotation(trouble: Trouble) -> str:
    """Return the command for a run that came to no end."""
    return _command("error", {"title": "reportgen"}, [trouble.message, trouble.hint])


def _command(name: str, properties: dict[str, str | int | None], lines: list[str]) -> str:
    told = ",".join(f"{key}={str(value).translate(_IN_PROPERTY)}" for key, value in properties.items() if value)
    text = "\n".join(printable(line) for line in lines if line).translate(_IN_TEXT)
    return f"::{name} {told}::{text}"
