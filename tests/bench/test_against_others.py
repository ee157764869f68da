"""How long a build takes beside what a user would pick instead, side by side in one run.

The sizes are those of the tables in the README; `REPORTGEN_BENCH` divides them, for a look on a busy machine.
"""

from __future__ import annotations

import datetime as dt
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from reportgen.pipeline.editions import hold
from reportgen.stages.plan import plan
from reportgen.stages.render import render
from reportgen.stages.resolve import resolve
from reportgen.theme import Theme
from tests.bench.others import PRINTERS, SITES, script_per_page
from tests.bench.sample import BODIES, LATIN, meeting, write_sample

pytestmark = pytest.mark.bench
DIVISOR = int(os.environ.get("REPORTGEN_BENCH", "1"))
DOCUMENTS = 200 // DIVISOR
PAGES = 2_000 // DIVISOR
MEETINGS = 1_000 // DIVISOR
DAY = dt.date(2026, 1, 31)
ON = ("--as-of", str(DAY))


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def reportgen(folder: Path, *more: str, output: str = "build") -> str:
    command = [sys.executable, "-P", "-m", "reportgen", "build", "content", "-o", output, *ON, *more]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stderr


def pages_in(folder: Path) -> int:
    """Pages of all PDFs below a folder."""
    return sum(len(pdfium.PdfDocument(path)) for path in folder.rglob("*.pdf"))


def show_documents(title: str, seconds: dict[str, tuple[float, int, int]], base: str) -> None:
    """Show seconds beside the documents and pages that came of them: only reportgen prints registers too."""
    print(f"\n{title}")
    each = {name: (taken / documents, taken / pages) for name, (taken, documents, pages) in seconds.items()}
    for name, (document, page) in sorted(each.items(), key=lambda pair: pair[1]):
        taken, documents, pages = seconds[name]
        print(
            f"  {name:<26} {taken:7.2f} s {documents:4} documents {pages:5} pages "
            f"{document * 1000:7.1f} ms a document ×{document / each[base][0]:.2f} "
            f"{page * 1000:7.1f} ms a page ×{page / each[base][1]:.2f}"
        )


def show(title: str, seconds: dict[str, float], base: str, per: int) -> None:
    print(f"\n{title}")
    for name, taken in sorted(seconds.items(), key=lambda pair: pair[1]):
        print(f"  {name:<34} {taken:8.2f} s  {taken / per * 1000:8.1f} ms each  ×{taken / seconds[base]:.2f}")


def records(count: int, items: int, languages: tuple[str, ...]) -> dict[str, tuple[dict[str, Any], str]]:
    """Meetings for other tools, by name, with the language of each."""
    every = {
        f"m{number:05}": (meeting(number, count, items), BODIES[number % len(BODIES)][1]) for number in range(count)
    }
    return {name: one for name, one in every.items() if one[1] in languages}


def own_pages(content: Path) -> dict[str, str]:
    """The pages that are printed of meetings, by their ids, as HTML."""
    held, _ = hold(content, None, DAY)
    assert held is not None
    pages = plan(resolve(held.content, DAY), edition="full", outputs={"pdf"}).pages
    return {page.record: render(page, Theme()).html for page in pages if page.record and page.for_print}


@pytest.mark.parametrize(("language", "items"), [("en", 3), ("zh", 2)])
def test_three_page_documents(tmp_path: Path, language: str, items: int) -> None:
    write_sample(tmp_path / "content", 2 * DOCUMENTS, items=items, languages=(language,))
    made = records(2 * DOCUMENTS, items, (language,))
    seconds = {}
    for jobs in ("1", "2"):
        output = f"build-{jobs}"
        taken = timed(
            lambda jobs=jobs, output=output: reportgen(tmp_path, "--outputs=pdf", f"--jobs={jobs}", output=output)
        )
        seconds[f"reportgen --jobs {jobs}"] = taken, DOCUMENTS, pages_in(tmp_path / output / "full")
    three = pages_in(tmp_path / "build-2/full/meetings") / DOCUMENTS
    assert len(list((tmp_path / "build-2/full/meetings").glob("*/*.pdf"))) == len(made) == DOCUMENTS

    def measure(name: str, tool: Callable[[dict[str, Any], Path], None], things: dict[str, Any]) -> None:
        # Slower by so much that a tenth of the documents tells.
        share = dict(list(things.items())[:: 1 if "typst" in name else 10])
        folder = tmp_path / name.replace(" ", "-")
        folder.mkdir()
        seconds[name] = timed(lambda: tool(share, folder)), len(share), pages_in(folder)

    for name, tool in PRINTERS.items():
        measure(name, tool, made)
    pages = own_pages(tmp_path / "content")
    measure("weasyprint, the same page", partial(script_per_page, at_a_time=1), pages)
    measure("the same, two at a time", partial(script_per_page, at_a_time=2), pages)
    show_documents(f"{DOCUMENTS} documents of {three:.1f} pages, {language}", seconds, "reportgen --jobs 2")


def test_web_pages(tmp_path: Path) -> None:
    write_sample(tmp_path / "content", PAGES)
    made = records(PAGES, 5, ("zh", "en"))
    seconds = {"reportgen": timed(lambda: reportgen(tmp_path, "--outputs", "html"))}
    pages = len(list((tmp_path / "build/full").rglob("*.html")))
    for name, tool in SITES.items():
        folder = tmp_path / name.split()[0]
        folder.mkdir()
        seconds[name] = timed(lambda tool=tool, folder=folder: tool(made, folder))
    show(
        f"{PAGES} meetings, web pages only ({pages} pages of reportgen, {PAGES} of the others)",
        seconds,
        "MkDocs",
        PAGES,
    )


def test_what_changed(tmp_path: Path) -> None:
    write_sample(tmp_path / "content", MEETINGS)
    seconds = {"cold": timed(lambda: reportgen(tmp_path, "--jobs", "2"))}
    reportgen(tmp_path)
    seconds["nothing changed"] = statistics.median(timed(lambda: reportgen(tmp_path)) for _ in range(5))
    path = tmp_path / f"content/meetings/m{MEETINGS // 2:05}.yaml"
    changes = []
    for number in range(3):
        words = path.read_text()
        at = words.index(LATIN[1] if LATIN[1] in words else "会", words.index("discussion"))
        path.write_text(f"{words[:at]}{number}{words[at:]}")
        changes.append(timed(lambda: reportgen(tmp_path)))
    seconds["one word changed"] = statistics.median(changes)
    show(f"{MEETINGS} meetings, web pages and PDFs", seconds, "cold", 1)
    assert seconds["nothing changed"] < seconds["one word changed"] < seconds["cold"]


def test_nothing_changed_in_many_meetings(tmp_path: Path) -> None:
    count = 10 * MEETINGS
    write_sample(tmp_path / "content", count)
    seconds = {"cold": timed(lambda: reportgen(tmp_path, "--outputs", "html"))}
    reportgen(tmp_path, "--outputs", "html")
    seconds["nothing changed"] = statistics.median(
        timed(lambda: reportgen(tmp_path, "--outputs", "html")) for _ in range(5)
    )
    show(f"{count} meetings, web pages", seconds, "cold", 1)
    assert seconds["nothing changed"] < seconds["cold"]
