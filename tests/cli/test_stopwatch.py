"""`--timings`: seconds of each stage and the slowest documents, by a clock that only the command line reads."""

from __future__ import annotations

import re
from pathlib import Path

from reportgen.cli.stopwatch import SLOWEST, WORDS, Stopwatch
from tests.cli.conftest import ask
from tests.test_architecture import FLOW

ON = ("--as-of", "2026-01-31")


class Clock:
    """A clock that stands still until it is told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_stage_that_goes_on_later_adds_up_and_another_takes_nothing_from_it() -> None:
    clock = Clock()
    watch = Stopwatch(clock)
    for stage, seconds in (("load", 1.5), ("print", 2.0), ("render", 0.25), ("print", 4.0)):
        watch.stage(stage)
        clock.now += seconds
    assert list(watch.lines("en")) == [
        "seconds per stage",
        "    1.500  load",
        "    6.000  print",
        "    0.250  render",
        "    7.750  all",
    ]


def test_the_slowest_documents_are_named_slowest_first() -> None:
    clock = Clock()
    watch = Stopwatch(clock)
    watch.stage("print")
    for number in range(SLOWEST + 3):
        watch.begun(f"d{number:02}")
    for number in range(SLOWEST + 3):
        clock.now += 1
        watch.done(f"d{number:02}")
    lines = list(watch.lines("zh"))
    assert lines[:4] == ["各阶段用时（秒）", "   13.000  排印", "   13.000  合计", "最慢的文件（秒）"]
    assert lines[4:] == [f"{number + 1:9.3f}  d{number:02}" for number in reversed(range(3, SLOWEST + 3))]


def test_nothing_heard_is_nothing_told() -> None:
    assert list(Stopwatch(Clock()).lines("en")) == ["seconds per stage", "    0.000  all"]


def test_every_stage_has_a_chinese_name() -> None:
    assert set(WORDS["zh"]) - set(WORDS["en"]) == {"look", *FLOW}


def test_a_build_names_its_stages_in_their_order_also_when_quiet(notes: Path) -> None:
    assert notes.is_dir()
    result = ask(
        "build", "notes", *ON, "-q", "--only", "committee-2026-01", "--outputs", "pdf", "--timings", "--jobs", "1"
    )
    assert (result.exit_code, result.stdout) == (0, "")
    heading, *lines = result.stderr.splitlines()
    slowest = lines.index("slowest documents, in seconds")
    told = [re.fullmatch(r" *(\d+\.\d{3})  (\S+)", line) for line in lines[:slowest] + lines[slowest + 1 :]]
    assert heading == "seconds per stage"
    assert [one[2] for one in told if one] == [
        "look", "load", "check", "project", "resolve", "plan", "print", "render", "publish", "gate", "all",
        "meetings/committee-2026-01/committee-2026-01.pdf",
    ]  # fmt: skip
    seconds = [float(one[1]) for one in told if one]
    assert sum(seconds[:10]) - seconds[10] < 0.01
    # It is laid out while the build waits for it.
    assert 0 < seconds[11] <= seconds[6]


def test_a_build_that_makes_nothing_tells_what_it_did_until_then(notes: Path) -> None:
    (notes / "site.yaml").unlink()
    result = ask("build", "notes", *ON, "--timings")
    assert result.exit_code == 1
    assert "seconds" not in ask("build", "notes", *ON).stderr
    assert [line.split()[-1] for line in result.stderr.splitlines()[-3:]] == ["look", "load", "all"]
