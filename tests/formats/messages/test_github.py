"""Findings as GitHub's commands: read as its runner reads them, they say what was meant and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportgen.formats.messages.github import annotation, trouble_annotation
from reportgen.formats.messages.place import where
from reportgen.model.diagnostic import Diagnostic, Severity
from reportgen.model.outcome import Trouble
from reportgen.text.terminal import printable
from tests.formats.messages.outcomes import FINDINGS, HOSTILE, IN_DOCUMENT, IN_OPEN_EDITION, MISTAKE, outcome


def read(line: str) -> tuple[str, dict[str, str], str]:
    """Command, properties and text of a line, as the runner of GitHub Actions takes it apart."""
    assert line.startswith("::")
    head, _, text = line[2:].partition("::")
    command, _, rest = head.partition(" ")
    properties = dict(one.split("=", 1) for one in rest.split(",") if one)
    return command, {key: plain(value, "0D 0A 3A 2C 25") for key, value in properties.items()}, plain(text, "0D 0A 25")


def plain(text: str, codes: str) -> str:
    for code in codes.split():
        text = text.replace(f"%{code}", chr(int(code, 16)))
    return text


def test_a_mistake_stands_beside_its_line_with_its_hint() -> None:
    assert annotation(MISTAKE, outcome()) == (
        "::error file=notes/meetings/extra.yaml,line=3,col=8,title=no-such-date"
        "::there is no 2026-02-31 in the calendar%0Acheck the day: that month has 28 days"
    )


def test_what_has_no_file_says_where_it_was_found() -> None:
    assert annotation(IN_DOCUMENT, outcome()) == "::warning title=late::register/register.pdf: late, 100%25: x"
    assert annotation(IN_OPEN_EDITION, outcome()) == "::warning title=late::works-1 agenda[0].title"


def test_what_is_only_mentioned_is_a_notice() -> None:
    mentioned = Diagnostic(MISTAKE.kind, MISTAKE.span, MISTAKE.values, Severity.INFO)
    assert read(annotation(mentioned, outcome()))[0] == "notice"


def test_a_broken_machine_is_an_error_without_a_file() -> None:
    assert trouble_annotation(Trouble("disk full, 0% left", "make room")) == (
        "::error title=reportgen::disk full, 0%25 left%0Amake room"
    )


@given(FINDINGS, st.sampled_from(["notes", *filter(None, HOSTILE)]), st.sampled_from(["zh", "en"]))
def test_any_finding_is_read_as_it_was_meant(found: Diagnostic, folder: str, language: str) -> None:
    run = outcome(folder=folder, language=language)
    line = annotation(found, run)
    assert line[2:] == printable(line[2:])
    command, properties, text = read(line)
    place = where(found, folder)
    meant = {"file": place.file, "line": place.line, "col": place.column, "title": found.code}
    assert command == {"error": "error", "warning": "warning", "info": "notice"}[found.severity.value]
    assert properties == {key: str(value) for key, value in meant.items() if value}
    message, hint = (printable(words) for words in (found.message(run.language), found.hint(run.language)))
    assert text == "\n".join(part for part in (": ".join(filter(None, [place.named, message])), hint) if part)
