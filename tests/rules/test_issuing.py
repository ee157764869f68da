"""What an issued document carries: no state secrets, and a title that says what the record says."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.diagnostic import Severity
from reportgen.rules.issuing import broken_titles_keep_their_words, secrets_are_kept_elsewhere
from reportgen.rules.look import Look
from tests.small_site import AS_OF, content_of, told, write_site

MEETING = "kind: minutes\ntitle: 排水例会\nstart: 2026-01-12\nissue: {{{}}}\n"
BRIEFING = "kind: briefing\ntitle: 一季度简报\ndate: 2026-04-01\nselect: {{from: 2026-01-01}}\nissue: {{title: {}}}\n"


def look(folder: Path, name: str, text: str) -> Look:
    return Look.at(content_of(write_site(folder, {name: text})), AS_OF)


@pytest.mark.parametrize("value", ["秘密", "机密★5年", "绝密"])
def test_a_mark_of_state_secrets_is_warned_of_at_its_place(tmp_path: Path, value: str) -> None:
    text = MEETING.format(f"number: 3, classification: {value}")
    (finding,) = secrets_are_kept_elsewhere(look(tmp_path, "meetings/ditches.yaml", text))
    assert told([finding]) == ["meetings/ditches.yaml:4:36 state-secret"]
    assert finding.severity is Severity.WARNING
    assert finding.message("en") == f"“{value}” marks a state secret, which does not belong on an ordinary machine"


def test_other_markings_are_the_office_s_own(tmp_path: Path) -> None:
    text = MEETING.format("classification: 内部")
    assert list(secrets_are_kept_elsewhere(look(tmp_path, "meetings/ditches.yaml", text))) == []


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("meetings/ditches.yaml", MEETING.format("title: 排水|会议"), "排水 | 会议"),
        ("briefings/quarter.yaml", BRIEFING.format("二季度|简报"), "二季度 | 简报"),
    ],
)
def test_a_title_in_lines_with_other_words_is_an_error(tmp_path: Path, name: str, text: str, value: str) -> None:
    (finding,) = broken_titles_keep_their_words(look(tmp_path, name, text))
    assert finding.kind.code == "title-lines-differ"
    assert finding.severity is Severity.ERROR
    assert finding.message("en") == f"`issue: title:` has other words than the title: “{value}”"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("meetings/ditches.yaml", MEETING.format("title: 排水|例会")),
        ("briefings/quarter.yaml", BRIEFING.format("一季度 | 简报")),
    ],
)
def test_a_title_in_lines_may_end_them_anywhere(tmp_path: Path, name: str, text: str) -> None:
    assert list(broken_titles_keep_their_words(look(tmp_path, name, text))) == []
