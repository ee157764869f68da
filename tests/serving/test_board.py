"""What pages that are open are told of builds."""

from __future__ import annotations

import asyncio
import json
import threading

from reportgen.model.diagnostic import Diagnostic, ReportgenError, error, warning
from reportgen.model.source import Span
from reportgen.pipeline import BuildReport
from reportgen.serving.app import Shelf, make_app
from reportgen.serving.board import MOST_SHOWN, Board, State
from reportgen.serving.builder import Outcome

LATE = error("late", en="“{value}” is late", zh="“{value}”晚了", hint_en="write a day", hint_zh="请写日期")
VAGUE = warning("vague", en="vague", zh="含糊", hint_en="", hint_zh="")
AT = Span("meetings/road-1.yaml", 4, 7)


def board(language: str = "en") -> Board:
    return Board(language, lambda span: f"notes/{span.path}:{span.line}:{span.column}")


def outcome(*findings: Diagnostic, written: int = 0, failure: Exception | None = None) -> Outcome:
    report = None if failure else BuildReport(findings, written=written)
    return Outcome(report, failure, (), 0.1)


def test_a_finding_is_told_with_its_place_in_the_language_of_the_run_the_worst_first() -> None:
    told = board("zh")
    told.end(outcome(VAGUE.at(None), LATE.at(AT, value="<b>")))
    assert [json.loads(told.state.json())["findings"]] == [[
        {"place": "notes/meetings/road-1.yaml:4:7", "record": "road-1", "severity": "error", "code": "late",
         "message": "“<b>”晚了", "hint": "请写日期"},
        {"place": "", "record": "", "severity": "warning", "code": "vague", "message": "含糊", "hint": ""},
    ]]  # fmt: skip


def test_an_open_edition_tells_the_record_and_no_line() -> None:
    told = board()
    told.end(outcome(Diagnostic(LATE, None, (("value", "x"),), document="road-1 agenda[0].title")))
    (found,) = told.state.findings
    assert (found.place, found.record) == ("road-1 agenda[0].title", "")


def test_the_version_changes_when_files_did_and_only_then() -> None:
    told = board()
    first = told.state.version
    told.begin(("notes/site.yaml",))
    told.end(outcome(LATE.at(AT, value="x")))
    assert told.state.version == first
    told.end(outcome(written=2))
    second = told.state.version
    told.end(outcome())
    assert (told.state.version == second, second == first) == (True, False)


def test_no_two_runs_share_a_version() -> None:
    assert len({board().state.version for _ in range(20)}) == 20


def test_what_was_wrong_is_told_on_until_the_next_build_has_had_its_say() -> None:
    told = board()
    told.end(outcome(LATE.at(AT, value="x")))
    wrong = told.state.findings
    told.begin(())
    told.tell("road-1", 1, 3)
    assert (told.state.findings, told.state.is_building, told.state.done, told.state.whole) == (wrong, True, 1, 3)
    told.end(outcome())
    assert (told.state.findings, told.state.is_building) == ((), False)


def test_a_machine_that_cannot_build_is_told_in_its_own_words() -> None:
    told = board("zh")
    told.end(
        outcome(failure=ReportgenError({"en": "disk full", "zh": "磁盘已满"}, {"en": "make room", "zh": "请腾出空间"}))
    )
    (found,) = told.state.findings
    assert (found.severity, found.message, found.hint) == ("error", "磁盘已满", "请腾出空间")


def test_of_a_mistake_of_ours_nothing_is_quoted() -> None:
    told = board()
    told.end(outcome(failure=ValueError("closed words")))
    assert "this is a mistake in reportgen" in told.state.json()
    assert "closed words" not in told.state.json()


def test_no_more_is_shown_than_somebody_reads() -> None:
    told = board()
    told.end(outcome(*(VAGUE.at(Span("a.yaml", line)) for line in range(MOST_SHOWN + 3))))
    assert (len(told.state.findings), told.state.more) == (MOST_SHOWN, 3)


def test_who_follows_hears_the_state_of_now_and_each_later_one_from_another_thread_until_it_is_closed() -> None:
    told = board()
    heard: list[State] = []

    async def follow() -> None:
        async for state in told.follow():
            heard.append(state)
            if len(heard) == 1:
                threading.Thread(target=told.begin).start()
            elif len(heard) == 2:
                threading.Thread(target=told.end, args=(outcome(written=1),)).start()
            else:
                threading.Thread(target=told.close).start()

    asyncio.run(asyncio.wait_for(follow(), 10))
    assert [one.is_building for one in heard] == [False, True, False]
    assert heard[2] == told.state


def test_who_goes_away_is_forgotten_and_a_loop_that_ended_hurts_nobody() -> None:
    told = board()

    async def look() -> None:
        follow = told.follow()
        await anext(follow)

    asyncio.run(look())
    told.end(outcome(written=1))
    assert told._waiting == set()


def test_the_news_are_server_sent_events() -> None:
    told = board()
    app = make_app(Shelf(), told, "127.0.0.1")
    sent: list[dict[str, object]] = []

    async def listen() -> None:
        async def receive() -> dict[str, object]:
            await asyncio.Event().wait()
            return {}

        async def send(message: dict[str, object]) -> None:
            sent.append(message)
            if b"data:" in message.get("body", b""):
                told.close()

        scope = {"type": "http", "method": "GET", "path": "/_serve/news", "raw_path": b"/_serve/news", "root_path": "",
                 "scheme": "http", "query_string": b"", "headers": [(b"host", b"localhost")],
                 "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1"}  # fmt: skip
        await asyncio.wait_for(app(scope, receive, send), 10)

    asyncio.run(listen())
    headers = dict(sent[0]["headers"])
    assert headers[b"content-type"].startswith(b"text/event-stream")
    assert headers[b"cache-control"] == b"no-store"
    body = b"".join(one.get("body", b"") for one in sent).decode()
    assert body == f"retry: 500\n\ndata: {told.state.json()}\n\n"
