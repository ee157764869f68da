"""`reportgen editions`, and editions on the command line.

Each is made in a process of its own, which forgets all it knew with its end.
"""

from __future__ import annotations

import datetime as dt
import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.messages import Talk, language_of, verdict
from reportgen.cli.options import as_of_option, content_option, lang_option
from reportgen.cli.report import Report
from reportgen.cli.show import show
from reportgen.cli.stopping import Terminated
from reportgen.cli.translation import ARGUMENTS
from reportgen.cli.verdict import Verdict

if TYPE_CHECKING:
    from reportgen.model.config import Edition
    from reportgen.pipeline import Comparison
    from reportgen.stages.project.cutting import Fate

WORDS = {
    "zh": {
        "edition": "版本",
        "sees": "可见范围",
        "closed": "未公开部分",
        "masked": "遮盖",
        "omitted": "删去",
        "agenda": "议程",
        "decisions": "议定事项",
        "discussion": "讨论",
        "attendance": "出席",
        "names": "姓名",
        "roles": "单位职务",
        "votes": "各人表决",
        "actions": "责任事项",
        "register": "台账",
        "attachments": "附件",
        "evidence": "佐证",
        "yes": "有",
        "no": "—",
        "record": "记录",
        "day": "日期",
        "title": "标题",
        "whole": "完整",
        "cut-masked": "遮盖 {n} 处",
        "cut-omitted": "删去 {n} 处",
        "none": "不含",
        "draft": "草稿，不含",
    },
    "en": {
        "edition": "EDITION",
        "sees": "sees up to",
        "closed": "what is closed",
        "masked": "masked",
        "omitted": "omitted",
        "agenda": "agenda",
        "decisions": "decisions",
        "discussion": "discussion",
        "attendance": "attendance",
        "names": "names",
        "roles": "roles",
        "votes": "votes by member",
        "actions": "actions",
        "register": "register",
        "attachments": "attachments",
        "evidence": "evidence",
        "yes": "yes",
        "no": "—",
        "record": "RECORD",
        "day": "DAY",
        "title": "TITLE",
        "whole": "whole",
        "cut-masked": "{n} masked",
        "cut-omitted": "{n} left out",
        "none": "not held",
        "draft": "draft, not held",
    },
}
PARTS = ("agenda", "decisions", "discussion", "attendance", "votes", "actions", "register", "attachments", "evidence")


@click.command()
@content_option
@as_of_option
@lang_option
@click.pass_context
def editions(ctx: click.Context, content: Path, as_of: dt.date) -> None:
    """Show what each edition holds: field by field, and of every meeting."""
    from reportgen.cli.actions.table import table, terminal_width
    from reportgen.pipeline import compare_editions

    talk = Talk(language_of(content), content)
    compared, findings = compare_editions(content, as_of)
    talk.findings(findings)
    if compared:
        words, names = WORDS[talk.language], [one.id for one in compared.editions]
        for line in table([words["edition"], *names], [*_parts(compared, words)], terminal_width()):
            show(line)
        show("")
        heading = [words["record"], words["day"], *names, words["title"]]
        for line in table(heading, [*_records(compared, words)], terminal_width()):
            show(line)
    ctx.exit(verdict(findings, strict=False))


def _parts(compared: Comparison, words: dict[str, str]) -> Iterator[list[str]]:
    """Yield what the editions hold of every record they hold: a row for each field, a cell for each edition."""
    top = compared.levels[-1]
    yield [words["sees"], *(one.sees or top for one in compared.editions)]
    yield [words["closed"], *(words["no" if one.sees in {None, top} else one.closed] for one in compared.editions)]
    for part in PARTS:
        yield [words[part], *(words[_held(part, one)] for one in compared.editions)]


def _held(part: str, edition: Edition) -> str:
    """Return the key of the word for what an edition holds of a field."""
    if part in edition.without or (part == "register" and "actions" in edition.without):
        return "no"
    return edition.attendance if part == "attendance" else "yes"


def _records(compared: Comparison, words: dict[str, str]) -> Iterator[list[str]]:
    for one in compared.records:
        pairs = zip(one.fates, compared.editions, strict=True)
        yield [one.id, str(one.day), *(_fate(fate, edition, words) for fate, edition in pairs), one.title]


def _fate(fate: Fate, edition: Edition, words: dict[str, str]) -> str:
    if isinstance(fate, int):
        return words[f"cut-{edition.closed}"].format(n=fate) if fate else words["whole"]
    return words["draft" if fate == "draft" else "none"]


def editions_asked_for(content: Path, named: Sequence[str]) -> tuple[str | None, ...]:
    """Return the editions to make: those that are named, else all of site.yaml; None: the one with everything."""
    from reportgen.pipeline import declared_editions

    return tuple(dict.fromkeys(named)) or declared_editions(content) or (None,)


def in_own_processes(editions: Sequence[str | None], report: Report) -> Verdict:
    """Run this command once for each edition, one after the other, and return the worst verdict.

    Where one document tells of them all, each stands in it as its own process told it: this one reads no content.
    """
    arguments = [*_without_editions(click.get_current_context().meta[ARGUMENTS])]
    if sys.stdout is not None:
        sys.stdout.flush()
    ends = [_run(one, [*arguments, f"--edition={one}"], report) for one in editions]
    report.together([told for _, told in ends])
    return max(verdict for verdict, _ in ends)


def _run(edition: str | None, arguments: Sequence[str], report: Report) -> tuple[Verdict, dict[str, Any]]:
    """Return the verdict of one edition and its run in the document; {}: there is none, its process told it all."""
    command = [sys.executable, "-P", "-m", "reportgen", *arguments]
    done = _to_its_end(command, stdout=subprocess.PIPE if report.is_document else None)
    verdict = _verdict_of(done.returncode)
    told = _run_in(done.stdout) if report.is_document else {}
    if told is None or done.returncode < 0:
        how = f"signal {-done.returncode}" if done.returncode < 0 else f"exit {done.returncode}"
        # What said nothing is not fine, whatever it ended with.
        verdict = max(verdict, Verdict.ENVIRONMENT)
        told = report.without_answer(edition, verdict, how)
    return verdict, told


def _to_its_end(command: Sequence[str], *, stdout: int | None) -> subprocess.CompletedProcess[bytes]:
    """Run a program, which is stopped when this one is, and return how it ended and what it answered."""
    with subprocess.Popen(command, stdout=stdout) as child:  # noqa: S603 - no shell, our own words
        try:
            answer, _ = child.communicate()
        except KeyboardInterrupt as stopped:
            # Ctrl-C reaches both.
            if isinstance(stopped, Terminated):
                child.terminate()
            child.wait()
            raise
    return subprocess.CompletedProcess(command, child.returncode, answer)


def _run_in(answer: bytes) -> dict[str, Any] | None:
    """Return the one run of a document; None: it is no document."""
    try:
        (run,) = json.loads(answer)["runs"]
    except (ValueError, LookupError, TypeError):
        return None
    return dict(run)


def _verdict_of(status: int) -> Verdict:
    """Return what the end of a process says; one that was killed could not do it on this machine."""
    if status == -signal.SIGINT:
        return Verdict.INTERRUPTED
    return Verdict(status) if status in set(Verdict) else Verdict.ENVIRONMENT


def _without_editions(arguments: Sequence[str]) -> Iterator[str]:
    words = iter(arguments)
    for word in words:
        if word == "--edition":
            next(words, None)
        elif not word.startswith("--edition="):
            yield word
