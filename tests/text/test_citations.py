"""Documents cited between 《》."""

from __future__ import annotations

import pytest

from reportgen.text.citations import LONGEST_TITLE, cited_titles


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("按照《汛期公路巡查值守规则》，每日报送。", ("汛期公路巡查值守规则",)),
        ("《甲办法》和《乙办法》，仍以《甲办法》为准", ("甲办法", "乙办法")),
        ("《关于印发〈县道养护办法〉的通知》", ("关于印发〈县道养护办法〉的通知",)),
        ("《关于印发《县道养护办法》的通知》已下发", ("关于印发《县道养护办法》的通知",)),
        ("《未完，见《县道养护办法》", ("县道养护办法",)),
        ("县道养护办法》没有开头", ()),
        ("空的《》和《 》", ()),
        ("《 Notes  on\n roads 》", ("Notes on roads",)),
        ("no document at all", ()),
    ],
)
def test_what_stands_between_the_marks_is_a_title_once(words: str, titles: tuple[str, ...]) -> None:
    assert cited_titles(words) == titles


def test_a_title_that_runs_on_too_long_has_lost_its_closing_mark_and_what_it_holds_is_still_cited() -> None:
    assert cited_titles(f"《{'长' * LONGEST_TITLE}《县道养护办法》》") == ("县道养护办法",)
    assert cited_titles(f"《{'长' * LONGEST_TITLE}》") == ("长" * LONGEST_TITLE,)


def test_of_titles_inside_each_other_the_outermost_that_is_no_longer_than_a_title_is_cited() -> None:
    around = (LONGEST_TITLE - 2) // 2
    assert cited_titles("《" * 100_000 + "办法》" + "》" * 200) == ("《" * around + "办法" + "》" * around,)
