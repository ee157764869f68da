"""Rules on one record by itself."""

from __future__ import annotations

import pytest

from reportgen.model.diagnostic import Severity
from reportgen.rules.look import Look
from reportgen.rules.records import only_held_meetings_have_results
from tests.small_site import AS_OF, gathered, minutes

RESULTS = [
    "decisions: [{id: d1, text: 先清后修}]\n",
    "agenda: [{title: 排水, actions: [{id: a1, task: 清沟}]}]\n",
    "updates: [{action: works-1/a1, state: closed}]\n",
]


@pytest.mark.parametrize("text", RESULTS)
@pytest.mark.parametrize("status", ["planned", "cancelled"])
def test_a_meeting_that_was_not_held_has_no_results(status: str, text: str) -> None:
    (finding,) = only_held_meetings_have_results(Look.at(gathered(minutes(f"status: {status}\n{text}")), AS_OF))
    assert (finding.code, finding.severity) == ("results-without-meeting", Severity.ERROR)
    assert finding.message("en").startswith(f"this meeting is {status}, yet")
    assert finding.message("zh").startswith(f"会议状态为 {status}，")


@pytest.mark.parametrize("text", RESULTS)
def test_a_meeting_that_was_held_may_have_any(text: str) -> None:
    assert list(only_held_meetings_have_results(Look.at(gathered(minutes(text)), AS_OF))) == []


@pytest.mark.parametrize("status", ["planned", "cancelled"])
def test_an_agenda_is_no_result(status: str) -> None:
    record = minutes(f"status: {status}\nagenda: [{{title: 排水, discussion: 听取汇报}}]\n")
    assert list(only_held_meetings_have_results(Look.at(gathered(record), AS_OF))) == []
