from __future__ import annotations

import collections
import contextlib
import io
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen import workers
from reportgen.environment import look_around
from reportgen.model.build import Piece, Printed, PrintJob
from reportgen.model.diagnostic import ReportgenError
from reportgen.stages.print import print_page
from reportgen.workers import Printers, messages
from reportgen.workers import printer as printer_room
from reportgen.workers.server import how_it_ended
from reportgen.workers.serving import print_message


def page(body: str) -> str:
    style = 'body { font-family: "Liberation Serif", "Noto Serif CJK SC" }'
    return f'<!DOCTYPE html><html lang="zh-CN"><title>纪要</title><style>{style}</style><body>{body}</body></html>'


def job(body: str, *, seconds: int = 60, megabytes: int = 1024, **assets: bytes) -> PrintJob:
    named = {f"asset:{name}": content for name, content in assets.items()}
    return PrintJob(page(body), named, seconds=seconds, megabytes=megabytes)


SOUND = job("<h1>会议纪要</h1><p>clear the culvert")
FLEX = '<div style="display: flex">' * 12 + "x" + "</div>" * 12
COLUMNS = "<table><tr><td colspan=1000000>x</table>"
LONG = "<p>" + "长文 words " * 400_000


def verdict(printed: Printed) -> str:
    assert (printed.pdf is None) == bool(printed.problems)
    return printed.problems[0].code if printed.problems else "printed"


def verdicts(count: int, jobs: list[tuple[str, PrintJob]]) -> dict[str, str]:
    with Printers(count) as printers:
        seen = [(name, verdict(printed)) for name, printed in printers.print_all(jobs)]
    assert len(seen) == len(jobs)
    return dict(seen)


def children(process: int | None = None) -> set[int]:
    """Return the processes that a process started and that are still there."""
    found: set[int] = set()
    for task in Path(f"/proc/{process or os.getpid()}/task").iterdir():
        with contextlib.suppress(OSError):
            found.update(map(int, (task / "children").read_text().split()))
    return found


def server_and_printers() -> tuple[int, set[int]]:
    """Return the fork server that this process started, and its printers that are alive."""
    [server] = children()
    return server, {one for one in children(server) if is_running(one)}


def wait_until(what: object, seconds: float = 30) -> bool:
    """Return whether something came to pass within a time that is far longer than it takes."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


@pytest.fixture(autouse=True)
def nothing_outlives_a_test(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    before, folder = children(), tmp_path_factory.mktemp("temporary")
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert children() <= before
    assert list(folder.glob("reportgen-*")) == []


def test_every_job_is_printed_once_under_its_name_with_the_bytes_of_a_direct_print() -> None:
    jobs = [(f"m{number}", job(f"<p>第 {number} 次会议")) for number in range(7)]
    with Printers(2) as printers:
        seen = list(printers.print_all(jobs))
    assert sorted(name for name, _ in seen) == [name for name, _ in jobs]
    expected = {name: print_page(one) for name, one in jobs}
    assert all(printed == expected[name] and printed.pdf == expected[name].pdf for name, printed in seen)


def test_a_printer_that_another_thread_takes_first_is_replaced_by_a_new_one() -> None:
    class TakenMeanwhile(collections.deque[object]):
        def __bool__(self) -> bool:
            return True

    with Printers(1) as printers:
        printers._idle = TakenMeanwhile()  # type: ignore[assignment]
        assert [verdict(printed) for _, printed in printers.print_all([("a", SOUND)])] == ["printed"]


def test_findings_assets_and_page_counts_come_through_the_pipe() -> None:
    file = next(one.file for one in look_around().fonts if one.role == "sans-latin")
    content = Path(file or "").read_bytes()
    own = '<style>@font-face { font-family: Own; src: url("asset:own") } p { font-family: Own }</style>'
    body = own + "<p>words<p style='break-before: page; colour: red'>\ue123 and “quoted”"
    with Printers(1) as printers:
        [(_, printed)] = printers.print_all([("a", job(body, own=content))])
    direct = print_page(job(body, own=content))
    assert printed == direct
    assert printed.pages == 2
    assert {"missing-glyph", "print-warning"} <= {one.code for one in printed.problems}
    assert [one.message("zh") for one in printed.problems] == [one.message("zh") for one in direct.problems]


def test_an_untagged_job_stays_untagged() -> None:
    with Printers(1) as printers:
        [(_, printed)] = printers.print_all([("a", PrintJob(page("<p>x"), variant="plain"))])
    assert b"StructTreeRoot" not in (printed.pdf or b"")
    assert printed.pdf == print_page(PrintJob(page("<p>x"), variant="plain")).pdf


def test_a_job_comes_out_of_the_pipe_as_it_went_in() -> None:
    sent = PrintJob("<p>一", {"asset:a": b"x"}, variant="a-3a", even_end=True, seconds=7, megabytes=99, binds=2)
    piece = replace(sent, piece=Piece(is_first=False, first=3, pages={"一": 4}))
    for job in (sent, piece):
        assert messages.job_of(messages.parts_of_job(job)) == job


def test_a_page_that_never_ends_is_given_up_by_name_and_the_others_print() -> None:
    jobs = [
        ("before", SOUND),
        ("flex", job(FLEX, seconds=3, megabytes=600)),
        ("columns", job(COLUMNS, seconds=3, megabytes=600)),
        ("after", SOUND),
        ("last", SOUND),
    ]
    expected = dict.fromkeys(("before", "after", "last"), "printed")
    assert verdicts(1, jobs) == {**expected, "flex": "print-too-long", "columns": "print-too-long"}


def test_the_words_of_a_page_given_up_say_the_limit_in_both_languages() -> None:
    with Printers(1) as printers:
        [(_, printed)] = printers.print_all([("flex", job(FLEX, seconds=1))])
    assert "more than 1 seconds" in printed.problems[0].message("en")
    assert "超过 1 秒" in printed.problems[0].message("zh")


def test_a_hanging_page_does_not_hold_up_the_other_printer() -> None:
    order = []
    with Printers(2) as printers:
        jobs = [("flex", job(FLEX, seconds=8)), *((f"m{number}", SOUND) for number in range(4))]
        for name, _ in printers.print_all(jobs):
            order.append(name)
    assert order[-1] == "flex"
    assert sorted(order[:-1]) == ["m0", "m1", "m2", "m3"]


@pytest.mark.parametrize("megabytes", [40, 60, 75, 120])
def test_a_page_that_needs_too_much_memory_is_named_and_the_others_print(megabytes: int) -> None:
    jobs = [("before", SOUND), ("long", job(LONG, megabytes=megabytes)), ("after", SOUND)]
    assert verdicts(1, jobs) == {"before": "printed", "long": "print-out-of-memory", "after": "printed"}


def test_a_printer_that_has_printed_many_pages_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer_room, "MOST_PAGES", 2)
    alive = []
    with Printers(1) as printers:
        for name in "abcd":
            [(_, printed)] = printers.print_all([(name, SOUND)])
            assert (verdict(printed), printed.pages) == ("printed", 1)
            alive.append(server_and_printers()[1])
    first, none, second, none_again = alive
    assert len(first) == len(second) == 1
    assert first != second
    assert none == none_again == set()


def test_printers_that_are_closed_leave_no_process_and_no_thread() -> None:
    before = threading.active_count()
    with Printers(2) as printers:
        printers.get_ready()
        list(printers.print_all([("a", SOUND)]))
        assert children()
        printers.close()
        assert not children()
        assert threading.active_count() == before
        printers.close()


def test_a_printer_that_is_killed_from_outside_is_told_with_its_signal_and_replaced() -> None:
    with Printers(1) as printers:
        results = printers.print_all([("first", SOUND), ("hit", job(FLEX)), ("after", SOUND)])
        assert next(results)[0] == "first"
        _, [victim] = server_and_printers()
        timer = threading.Timer(0.5, os.kill, (victim, signal.SIGSEGV))
        timer.start()
        rest = dict(results)
        timer.join()
    assert "SIGSEGV" in rest["hit"].problems[0].message("en")
    assert {name: verdict(printed) for name, printed in rest.items()} == {"hit": "print-died", "after": "printed"}


def test_the_end_of_a_printer_is_told_to_a_program_that_ignores_its_children() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        with Printers(1) as printers:
            list(printers.print_all([("a", SOUND)]))
            assert printers._idle[0]._status() == -signal.SIGKILL
    finally:
        signal.signal(signal.SIGCHLD, before)


@pytest.mark.parametrize("status", [-35, -signal.SIGSEGV])
def test_a_signal_is_told_by_its_name_or_else_its_number(status: int) -> None:
    assert how_it_ended(status, io.BytesIO()) == {-35: "signal 35", -signal.SIGSEGV: "SIGSEGV"}[status]


def test_a_printer_killed_while_it_waits_costs_no_page() -> None:
    with Printers(1) as printers:
        list(printers.print_all([("a", SOUND)]))
        server, [victim] = server_and_printers()
        os.kill(victim, signal.SIGKILL)
        # Its process counts as ended a moment before the last of its threads lets go of the pipes.
        assert wait_until(printers._idle[0].is_gone)
        assert [verdict(printed) for _, printed in printers.print_all([("b", SOUND)])] == ["printed"]
        assert server_and_printers()[0] == server
        assert children(server).isdisjoint({victim})


def test_printers_killed_at_random_are_replaced_and_cost_only_the_pages_they_were_at() -> None:
    chance, killed = random.Random(7), 0
    bodies = {str(number): f"<p>第 {number} 次 words" for number in range(60)}
    with Printers(2) as printers:
        seen = {}
        for name, printed in printers.print_all((name, job(body)) for name, body in bodies.items()):
            seen[name] = printed
            forked = sorted(server_and_printers()[1])
            if forked and killed < 20:
                os.kill(chance.choice(forked), signal.SIGKILL)
                killed += 1
        assert len(server_and_printers()[1]) <= 2
    assert killed == 20
    lost = {name for name, printed in seen.items() if verdict(printed) == "print-died"}
    assert len(lost) <= killed
    assert all("SIGKILL" in seen[name].problems[0].message("en") for name in lost)
    assert set(seen) == set(bodies)
    kept = [name for name in bodies if name not in lost]
    assert len(kept) >= 40
    for name in kept[::8]:
        assert seen[name] == print_page(job(bodies[name]))


def test_a_server_that_is_killed_is_started_anew_and_its_printers_go_on() -> None:
    with Printers(2) as printers:
        results = printers.print_all([("a", SOUND), ("hangs", job(FLEX, seconds=4)), *((n, SOUND) for n in "bcdef")])
        assert next(results)[0] == "a"
        server, first = server_and_printers()
        os.kill(server, signal.SIGKILL)
        assert wait_until(lambda: not is_running(server))
        assert {name: verdict(printed) for name, printed in results} == {
            **dict.fromkeys("bcdef", "printed"),
            "hangs": "print-too-long",
        }
        assert [verdict(one) for _, one in printers.print_all([(n, SOUND) for n in "xyz"])] == ["printed"] * 3
        again, second = server_and_printers()
        assert again != server
        assert len(second) == 1
        assert second.isdisjoint(first)


def test_one_job_and_two_at_a_time_give_the_same_bytes() -> None:
    jobs = [(str(number), job(f"<h1>第 {number} 次</h1><p>considered the representations</p>")) for number in range(6)]
    with Printers(1) as one, Printers(2) as two:
        assert dict(one.print_all(jobs)) == dict(two.print_all(jobs))


def test_the_answer_to_a_message_is_a_plain_function_any_executor_can_call() -> None:
    with ThreadPoolExecutor(1) as executor:
        answer = executor.submit(print_message, messages.parts_of_job(SOUND)).result()
    assert messages.printed_of(answer) == print_page(SOUND)


@pytest.mark.parametrize(
    "answer", [[], [b"{}", b""], [b"not json", b""], [b'{"problems": [["no-such-code", []]]}', b""]]
)
def test_an_answer_that_makes_no_sense_is_a_death(answer: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    with Printers(1) as printers:
        assert [name for name, _ in printers.print_all([("warm", SOUND)])] == ["warm"]
        monkeypatch.setattr(printer_room, "receive", lambda stream: answer)
        [(name, printed)] = printers.print_all([("a", SOUND)])
        monkeypatch.undo()
        assert (name, verdict(printed)) == ("a", "print-died")
        assert [verdict(one) for _, one in printers.print_all([("b", SOUND)])] == ["printed"]


@pytest.mark.parametrize("header", [(2**63,), (1, 2**63), (1, 2**50), (2, 2**32, 2**32)])
def test_a_message_of_impossible_length_makes_no_sense(header: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"^a message (of|that is) too"):
        messages.receive(io.BytesIO(b"".join(number.to_bytes(8) for number in header)))


def test_an_answer_there_is_no_room_for_is_a_death(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_stream: object) -> list[bytes]:
        raise MemoryError

    monkeypatch.setattr(printer_room, "receive", refuse)
    assert verdicts(1, [("a", SOUND)]) == {"a": "print-died"}


def test_printers_start_only_when_there_is_work_and_at_most_as_many_as_jobs() -> None:
    before = children()
    with Printers(4) as printers:
        assert list(printers.print_all([])) == []
        assert children() == before
        assert len(list(printers.print_all([("a", SOUND)]))) == 1
        assert len(children() - before) == 1
        assert len(server_and_printers()[1]) == 1


def test_a_warm_printer_is_used_again() -> None:
    with Printers(1) as printers:
        list(printers.print_all([("a", SOUND)]))
        first = server_and_printers()
        list(printers.print_all([("b", SOUND), ("c", SOUND)]))
        assert server_and_printers() == first


def test_jobs_are_drawn_in_the_callers_thread_and_only_a_few_ahead() -> None:
    drawn: list[int] = []

    def jobs() -> Iterator[tuple[str, PrintJob]]:
        for number in range(6):
            assert threading.current_thread() is threading.main_thread()
            drawn.append(number)
            yield str(number), SOUND

    with Printers(1) as printers:
        for done, _ in enumerate(printers.print_all(jobs()), 1):
            assert len(drawn) <= done + 1


def test_leaving_early_ends_the_printers_at_once() -> None:
    before = children()
    with Printers(2) as printers:
        for _name, _printed in printers.print_all([("a", SOUND), ("hangs", job(FLEX)), ("b", job(FLEX))]):
            break
    assert children() == before


def test_another_thread_can_end_the_printers_in_the_midst_of_a_page() -> None:
    with Printers(1) as printers:
        results = printers.print_all([("a", SOUND), ("hangs", job(FLEX))])
        assert next(results)[0] == "a"
        killer = threading.Thread(target=printers.kill)
        killer.start()
        killer.join()
        [(name, printed)] = results
        assert (name, verdict(printed)) == ("hangs", "print-died")
        with pytest.raises(RuntimeError, match="closed"):
            list(printers.print_all([("after", SOUND)]))


def test_a_failure_while_drawing_jobs_is_raised_and_leaves_no_printer() -> None:
    def jobs() -> Iterator[tuple[str, PrintJob]]:
        yield "a", SOUND
        yield "hangs", job(FLEX)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), Printers(2) as printers:
        list(printers.print_all(jobs()))


def test_ctrl_c_does_not_reach_a_printer() -> None:
    with Printers(1) as printers:
        results = printers.print_all([("a", SOUND), ("b", SOUND), ("c", SOUND)])
        next(results)
        server, forked = server_and_printers()
        for process in (server, *forked):
            os.kill(process, signal.SIGINT)
        assert [verdict(printed) for _, printed in results] == ["printed", "printed"]


def test_printers_leave_when_the_program_is_killed_even_in_the_middle_of_a_page() -> None:
    program = """
import sys
from reportgen.model.build import PrintJob
from reportgen.workers import Printers, messages
from reportgen.workers import printer as printer_room
from reportgen.workers.serving import print_message
with Printers(2) as printers:
    jobs = [("a", PrintJob("<p>x")), ("b", PrintJob("<p>x")), *((n, PrintJob(sys.argv[1])) for n in "cd")]
    for name, _ in printers.print_all(jobs):
        print(name, flush=True)
"""
    parent = subprocess.Popen([sys.executable, "-c", program, page(FLEX)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    assert {parent.stdout.readline().strip() for _ in "ab"} == {"a", "b"}
    [server] = children(parent.pid)
    printers = children(server)
    assert len(printers) == 2
    parent.kill()
    parent.wait()
    parent.stdout.close()

    def all_gone() -> bool:
        return not any(is_running(process) for process in (server, *printers))

    assert wait_until(all_gone)


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False


def test_modules_in_the_folder_of_the_build_are_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("weasyprint", "json", "yaml", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'loaded')!r}, 'w').close()", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert verdicts(1, [("a", SOUND)]) == {"a": "printed"}
    assert not (tmp_path / "loaded").exists()


def test_a_printer_that_cannot_start_is_a_broken_world_with_its_last_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", ["nowhere"])
    with pytest.raises(ReportgenError) as raised, Printers(1) as printers:
        list(printers.print_all([("a", SOUND)]))
    assert "exit 1" in raised.value.message["en"]
    assert "doctor" in raised.value.hint["zh"]


def test_a_machine_without_pango_is_told_before_a_printer_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(environment: object) -> None:
        raise ReportgenError({"en": "no Pango", "zh": "缺少 Pango"})

    monkeypatch.setattr(workers, "require_printer", refuse)
    before = children()
    with pytest.raises(ReportgenError, match="no Pango"), Printers(2) as printers:
        list(printers.print_all([("a", SOUND), ("b", SOUND)]))
    assert children() == before


def test_every_finding_a_printer_can_send_is_known_to_the_parent() -> None:
    from reportgen.stages import print as print_stage

    assert {kind.code for kind in print_stage.KINDS} <= set(workers.KINDS)
    assert len(workers.KINDS) == len(print_stage.KINDS) + 2


@pytest.mark.parametrize("way", [["-m", "reportgen_starts_here"], ["-c", "import reportgen_starts_here"]])
def test_printers_start_however_the_program_was_started(way: list[str], tmp_path: Path) -> None:
    (tmp_path / "reportgen_starts_here.py").write_text(
        "from reportgen.model.build import PrintJob\n"
        "from reportgen.workers import Printers\n"
        "with Printers(1) as printers:\n"
        "    for name, printed in printers.print_all([('a', PrintJob('<title>x</title><p>x'))]):\n"
        "        print(name, printed.pages)\n",
        "utf-8",
    )
    done = subprocess.run([sys.executable, *way], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=120)
    assert (done.stdout, done.stderr) == ("a 1\n", "")
