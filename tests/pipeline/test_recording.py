"""Recording an event: written where it belongs, or refused with nothing changed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from reportgen.model.diagnostic import ReportgenError
from reportgen.pipeline import News, record_event, write_event
from reportgen.pipeline.recording import Recorded, Verb
from tests.small_site import AS_OF, SITE, UPDATE, content_of, write_site

DAY = dt.date(2026, 3, 25)
PROOF = {"no-evidence": "照片存档", "verified-by": "顾怀远"}


def record(
    folder: Path, verb: Verb, action: str, as_of: dt.date = AS_OF, **more: Any
) -> tuple[Recorded | None, list[str]]:
    words = {key.replace("_", "-"): value for key, value in more.items() if key not in {"date", "meeting"}}
    news = News(verb, action, words, more.get("date"), more.get("meeting"))
    recorded, findings = record_event(folder, news, as_of)
    return recorded, [one.code for one in findings]


def refusal(folder: Path, verb: Verb, action: str, as_of: dt.date = AS_OF, **more: Any) -> list[str]:
    """The codes with which an event is refused; nothing on disk may change."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    recorded, codes = record(folder, verb, action, as_of, **more)
    assert recorded is None
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    return codes


def test_an_event_goes_into_a_new_file_of_its_series_and_day(tmp_path: Path) -> None:
    folder = write_site(tmp_path)
    recorded, codes = record(folder, "close", "works-1/a2", date=DAY, state="closed", **PROOF)
    assert recorded
    assert codes == []
    write_event(folder, recorded)
    assert (folder / "updates/works-2026-03-25.yaml").read_text("utf-8") == (
        "kind: updates\nseries: works\ndate: 2026-03-25\naccess: public\nupdates:\n"
        "  - action: works-1/a2\n    state: closed\n    no-evidence: 照片存档\n    verified-by: 顾怀远\n"
    )
    assert (recorded.before.state, recorded.after.state) == ("open", "closed")
    assert recorded.span
    assert recorded.span.line == 6
    assert [one.id for one in content_of(folder).updates()] == ["march", "works-2026-03-25"]


def test_the_file_of_a_series_and_day_is_extended_whatever_its_name(tmp_path: Path) -> None:
    own = UPDATE.replace("date: 2026-03-20\n", "date: 2026-03-20\nseries: works\n")
    folder = write_site(tmp_path, {"updates/march.yaml": own})
    recorded, _ = record(folder, "update", "works-1/a2", date=dt.date(2026, 3, 20), note="已编目录")
    assert recorded
    assert (recorded.path, recorded.read) == ("updates/march.yaml", own.encode())
    assert recorded.content.decode() == own + "  - {action: works-1/a2, note: 已编目录}\n"


def test_a_meeting_that_has_the_name_of_the_file_keeps_it(tmp_path: Path) -> None:
    meeting = "kind: minutes\nseries: works\ntitle: 工程例会\nstart: 2026-03-25\naccess: public\n"
    folder = write_site(tmp_path, {"meetings/works-2026-03-25.yaml": meeting})
    recorded, _ = record(folder, "update", "works-1/a2", date=DAY, note="已编目录")
    assert recorded
    assert recorded.path == "updates/works-2026-03-25-updates.yaml"


def test_what_a_meeting_recorded_goes_into_its_minutes_with_a_date_only_where_it_is_another_day(tmp_path: Path) -> None:
    folder = write_site(tmp_path)
    recorded, _ = record(folder, "update", "works-1/a2", meeting="works-2", note="已编目录")
    assert recorded
    assert recorded.content == recorded.read + "  - {action: works-1/a2, note: 已编目录}\n".encode()
    earlier, _ = record(folder, "update", "works-1/a2", meeting="works-2", note="好", date=dt.date(2026, 2, 1))
    assert earlier
    assert earlier.content.endswith("  - {action: works-1/a2, date: 2026-02-01, note: 好}\n".encode())


@pytest.mark.parametrize(
    ("codes", "verb", "action", "more"),
    [
        (["unknown-action"], "update", "works-1/a7", {"note": "好"}),
        (["unknown-meeting"], "update", "works-1/a2", {"note": "好", "meeting": "works-9"}),
        (["unknown-meeting"], "update", "works-1/a2", {"note": "好", "meeting": "drains"}),
        (["event-to-come"], "update", "works-1/a2", {"note": "好", "date": dt.date(2026, 7, 1)}),
        (["update-before-opening"], "update", "works-1/a2", {"note": "好", "date": dt.date(2026, 1, 2)}),
        (["update-after-record"], "update", "works-1/a2", {"note": "好", "date": DAY, "meeting": "works-2"}),
        (["ended-already"], "close", "works-1/a1", {"state": "closed"}),
        (["not-ended"], "reopen", "works-1/a2", {"state": "open"}),
        (["no-such-asset"], "update", "works-1/a2", {"evidence": ("assets/plam.pdf",)}),
        (["bad-asset"], "update", "works-1/a2", {"evidence": ("plan.pdf",)}),
        (["unknown-action"], "update", "works-1/a2", {"merged-into": "works-1/a9"}),
        (["bad-reference"], "update", "works-1/a2", {"merged-into": "a1"}),
        (["unknown-person"], "update", "works-1/a2", {"owner": ("chen",)}),
        (["empty-text"], "update", "works-1/a2", {"note": " "}),
        (["closing-mark-unpaired"], "update", "works-1/a2", {"note": "{-- 内部"}),
        (["forbidden-character"], "update", "works-1/a2", {"note": "a\x1bb"}),
        (["not-utf-8"], "update", "works-1/a2", {"note": "a\udcffb"}),
    ],
)  # fmt: skip
def test_what_would_be_wrong_is_refused_and_nothing_is_written(
    tmp_path: Path, codes: list[str], verb: Verb, action: str, more: dict[str, Any]
) -> None:
    assert refusal(write_site(tmp_path), verb, action, **more) == codes


def test_what_may_be_meant_is_said(tmp_path: Path) -> None:
    _, findings = record_event(write_site(tmp_path), News("update", "works-1/b2", {"note": "好"}), AS_OF)
    assert "(works-1/a2?)" in findings[0].hint("en")


def test_a_doubtful_event_is_written_with_what_is_doubtful_about_it(tmp_path: Path) -> None:
    recorded, codes = record(write_site(tmp_path), "close", "works-1/a2", state="closed")
    assert recorded
    assert codes == ["closed-without-verifier", "closed-without-evidence"]


def test_where_closing_is_strict_a_closing_without_proof_is_refused(tmp_path: Path) -> None:
    folder = write_site(tmp_path, {"site.yaml": SITE + "register: {closing: strict}\n"})
    assert refusal(folder, "close", "works-1/a2", state="closed") == [
        "closed-without-verifier",
        "closed-without-evidence",
    ]
    assert record(folder, "close", "works-1/a2", state="closed", **PROOF)[1] == []


def test_a_file_with_an_error_is_refused_with_that_error(tmp_path: Path) -> None:
    broken = "kind: updates\nseries: works\ndate: 2026-03-25\nupdates: {}\n"
    folder = write_site(tmp_path, {"updates/works-2026-03-25.yaml": broken})
    assert refusal(folder, "update", "works-1/a2", date=DAY, note="好") == ["list-expected"]
    lost = "kind: updates\nseries: works\ndate: 2026-03-25\nupdates:\n  - {action: works-1/a9}\n"
    folder = write_site(tmp_path / "b", {"updates/works-2026-03-25.yaml": lost})
    assert refusal(folder, "update", "works-1/a2", date=DAY, note="好") == ["unknown-action"]


def test_an_action_whose_record_cannot_be_read_is_told_by_what_is_wrong_there(tmp_path: Path) -> None:
    folder = write_site(tmp_path, {"meetings/works/works-1.yaml": "kind: minutes\n"})
    assert set(refusal(folder, "update", "works-1/a2", note="好")) == {"missing-key", "record-unreadable"}


def test_what_was_wrong_in_other_files_before_does_not_stand_in_the_way(tmp_path: Path) -> None:
    folder = write_site(tmp_path, {"updates/other.yaml": "kind: updates\n"})
    recorded, codes = record(folder, "update", "works-1/a2", note="已编目录")
    assert recorded
    assert codes == []


def test_a_file_that_changed_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    folder = write_site(tmp_path)
    recorded, _ = record(folder, "update", "works-1/a2", meeting="works-2", note="已编目录")
    assert recorded
    path = folder / recorded.path
    path.write_bytes(path.read_bytes() + "# 刚加的一行\n".encode())
    changed = path.read_bytes()
    with pytest.raises(ReportgenError, match="has changed since it was read"):
        write_event(folder, recorded)
    assert path.read_bytes() == changed
    assert sorted(one.name for one in path.parent.iterdir()) == ["works-1.yaml", "works-2.yaml", "works-3.yaml"]


def test_a_file_that_somebody_made_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    folder = write_site(tmp_path)
    first, _ = record(folder, "update", "works-1/a2", date=DAY, note="甲")
    second, _ = record(folder, "update", "works-1/a2", date=DAY, note="乙")
    assert first
    assert second
    write_event(folder, first)
    with pytest.raises(ReportgenError):
        write_event(folder, second)
    assert (folder / first.path).read_bytes() == first.content


def test_an_event_that_cannot_be_added_alone_is_refused(tmp_path: Path) -> None:
    # Without a line end the last free text would gain one.
    own = "kind: updates\nseries: works\ndate: 2026-03-25\nx-log: |\n  甲"
    folder = write_site(tmp_path, {"updates/march-25.yaml": own})
    assert refusal(folder, "update", "works-1/a2", date=DAY, note="好") == ["cannot-add-event"]


def test_words_are_written_in_nfc_with_the_line_ends_of_the_file(tmp_path: Path) -> None:
    own = "kind: updates\r\nseries: works\r\ndate: 2026-03-25\r\n"
    folder = write_site(tmp_path, {"updates/march-25.yaml": own})
    recorded, _ = record(folder, "update", "works-1/a2", date=DAY, note="Cafe\u0301 一\r\n二 ")
    assert recorded
    assert recorded.content.decode() == own + (
        "updates:\r\n  - action: works-1/a2\r\n    note: |\r\n      Caf\u00e9 一\r\n      二\r\n"
    )


@pytest.mark.parametrize(
    ("name", "series", "code"),
    [
        ("works-2026-03-25", "wroks", "unknown-series"),
        ("end-of-march", "wroks", "unknown-series"),
        ("end-of-march", "works\nextra: 1", "unknown-key"),
    ],
)
def test_no_second_file_is_made_beside_one_with_an_error_that_may_be_the_one_of_that_day(
    tmp_path: Path, name: str, series: str, code: str
) -> None:
    wrong = f"kind: updates\nseries: {series}\ndate: 2026-03-25\n"
    folder = write_site(tmp_path, {f"updates/{name}.yaml": wrong})
    assert refusal(folder, "close", "works-1/a2", date=DAY, state="closed", **PROOF) == [code]
    assert record(folder, "close", "works-1/a2", date=dt.date(2026, 3, 26), state="closed", **PROOF)[0]


def test_a_file_of_another_series_with_an_error_does_not_stand_in_the_way(tmp_path: Path) -> None:
    wrong = "kind: updates\nseries: board\ndate: 2026-03-25\nextra: 1\n"
    folder = write_site(tmp_path, {"updates/board.yaml": wrong})
    assert record(folder, "close", "works-1/a2", date=DAY, state="closed", **PROOF)[0]


def test_an_update_that_would_end_again_what_has_ended_is_refused_as_closing_it_is(tmp_path: Path) -> None:
    for state in ("closed", "cancelled"):
        assert refusal(write_site(tmp_path / state), "update", "works-1/a1", state=state) == ["ended-already"]
