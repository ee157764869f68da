"""A volume bound from pieces is the volume printed whole; of what did not change nothing is printed again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reportgen.model.build import Printed, PrintJob
from reportgen.pipeline import volumes
from reportgen.stages.print import print_page
from reportgen.stages.print.cutting import CUT, cut
from tests.page.bound import PLAIN, ROADS, Press, all_of, volume
from tests.page.measure import opened
from tests.page.structure import broken_rules
from tests.templates import briefing_pages as given


@pytest.fixture(autouse=True)
def _small_volumes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Volumes are printed in pieces however few they are."""
    monkeypatch.setattr(volumes, "LEAST_PIECES", 2)


@pytest.fixture(scope="module")
def first() -> tuple[Press, PrintJob, Printed]:
    """A small volume that was printed once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(volumes, "LEAST_PIECES", 2)
        press, job = Press(), volume("zh", PLAIN, ROADS)
        return press, job, press.volume(job)


@pytest.mark.parametrize(("language", "variant"), [("zh", "ua-1"), pytest.param("en", "a-3a", marks=pytest.mark.long)])
def test_a_bound_volume_is_the_volume_printed_whole(language: str, variant: Any) -> None:
    """Among its minutes is one with every field, such as a marking, a picture and annexes."""
    job = volume(language, given.EARLIER, given.FULL, PLAIN, ROADS, variant=variant)
    press = Press()
    bound, expected = press.volume(job), print_page(job)
    assert press.rounds[-1] == ["bound"]
    assert (bound.pages, bound.problems) == (expected.pages, expected.problems)
    seen, wanted = all_of(bound.pdf or b"", variant), all_of(expected.pdf or b"", variant)
    assert [name for name in wanted if seen[name] != wanted[name]] == []
    assert broken_rules(bound.pdf or b"", variant) == []


def test_nothing_that_did_not_change_is_printed_again(first: tuple[Press, PrintJob, Printed]) -> None:
    press, job, printed = first
    assert press.volume(job) == printed
    assert press.rounds == [["bound"]]


def test_one_meeting_changed_prints_one_chapter(first: tuple[Press, PrintJob, Printed]) -> None:
    press, job, _ = first
    changed = replace(job, html=job.html.replace("结果记录在案", "结果已经备案", 1))
    bound = press.volume(changed)
    chapter = next(place for place, html in enumerate(cut(changed.html)) if "结果已经备案" in html)
    assert press.rounds == [[str(chapter)], ["bound"]]
    assert bound == Press().volume(changed)
    assert text(bound) == text(print_page(changed))


@pytest.mark.long
def test_a_chapter_that_grows_moves_the_numbers_behind_it(first: tuple[Press, PrintJob, Printed]) -> None:
    press, job, printed = first
    grown = replace(job, html=job.html.replace("巡查已经结束", "巡查" + "已经结束" * 600, 1))
    bound = press.volume(grown)
    # What names no page, such as the chapters behind it, is not printed again.
    assert sum(len(one) for one in press.rounds) < len(cut(grown.html))
    assert bound.pages > printed.pages
    assert text(bound) == text(print_page(grown))


@pytest.mark.long
def test_what_runs_past_the_edge_is_told_with_the_page_of_the_volume(first: tuple[Press, PrintJob, Printed]) -> None:
    press, job, _ = first
    long = replace(job, html=job.html.replace("巡查已经结束", f'<b style="white-space: nowrap">{"m" * 200}</b>', 1))
    bound, expected = press.volume(long), print_page(long)
    assert press.rounds[-1] == ["bound"]
    assert bound.problems == expected.problems
    assert [one.code for one in bound.problems] == ["past-the-edge"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("before", "after"),
    [
        # No font has it: what stands for it has a number of its own in every piece.
        ("巡查已经结束", "巡查\U00013430已经结束"),
        # It would be painted over the pieces.
        ("</style>", "@page { background: #eee }</style>"),
    ],
)
def test_a_volume_that_cannot_be_bound_is_printed_whole(
    before: str, after: str, first: tuple[Press, PrintJob, Printed]
) -> None:
    press, job, _ = first
    odd = replace(job, html=job.html.replace(before, after, 1))
    assert press.volume(odd) == print_page(odd)
    assert press.rounds[-1] == ["whole"]


def test_a_volume_whose_pages_depend_on_those_before_is_not_cut(first: tuple[Press, PrintJob, Printed]) -> None:
    _, job, _ = first
    assert cut(job.html) != ()
    assert cut(job.html.replace("</style>", "@page :left { margin-left: 40mm }</style>", 1)) == ()


def test_a_printer_that_answers_nonsense_does_not_stop_the_volume() -> None:
    job, answers = volume("en", PLAIN), {"whole": Printed(b"whole", 3)}
    nonsense = Printed((4).to_bytes(8) + b"[1]x")
    assert (
        volumes.print_volume(job, lambda jobs: ((name, answers.get(name, nonsense)) for name, _ in jobs), {})
        == (answers["whole"])
    )


def test_a_volume_of_few_pieces_is_printed_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    press, job = Press(), volume("en", PLAIN)
    monkeypatch.setattr(volumes, "LEAST_PIECES", len(cut(job.html)) + 1)
    press.volume(job)
    assert press.rounds == [["whole"]]


def test_what_people_write_cuts_no_volume() -> None:
    sly = {**given.BARE, "id": "sly", "start": "2026-05-06", "summary": f"Some words {CUT} and more"}
    assert len(cut(volume("en", PLAIN, sly).html)) == len(cut(volume("en", PLAIN, {**sly, "summary": "Words"}).html))


def text(printed: Printed) -> Any:
    return all_of(printed.pdf or b"", "plain")["text"]


def test_the_numbers_of_its_contents_stand_below_each_other(first: tuple[Press, PrintJob, Printed]) -> None:
    with opened(first[2].pdf or b"") as pdf:
        page = next(one for one in pdf.pages if "......" in one.extract_text())
        lines = [one for one in page.extract_text_lines() if "....." in one["text"]]
    assert len(lines) > 6
    ends = [line["chars"][-1]["x1"] for line in lines]
    assert max(ends) - min(ends) < 1


def test_an_official_volume_says_which_of_its_minutes_are_not_approved() -> None:
    found = [volume("zh", {**PLAIN, "minutes": state}, ROADS, theme="gongwen").html for state in ("draft", "approved")]
    assert ["未经审定" in html for html in found] == [True, False]
