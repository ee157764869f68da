"""Where a character that no font has was typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.source import Span
from reportgen.pipeline import BuildOrder, build
from reportgen.pipeline.glyphs import typed_at
from tests.small_site import AS_OF, FIRST, PEOPLE, SECOND, SITE, content_of, write_site

RARE = "\ue123"


def place_in(text: str, path: str, words: str = RARE, after: str = "") -> Span:
    """Where words stand in a text, after others."""
    start = text.index(words, text.index(after))
    line = text.count("\n", 0, start)
    return Span(path, line + 1, start - text.rfind("\n", 0, start))


@pytest.mark.parametrize(
    ("old", "new", "after"),
    [
        ("会议听取了排水情况。", f"会议听取了{RARE}情况。", ""),
        ("title: 排水\n", f"title: 排{RARE}水\n", ""),
        ("owner: 沈青禾", f"owner: 沈{RARE}禾", ""),
        ("series: works\n", f"# {RARE}\nseries: works\nplace: 二楼{RARE}\n", "二楼"),
    ],
)
def test_it_is_found_by_line_and_column(tmp_path: Path, old: str, new: str, after: str) -> None:
    assert old in FIRST
    file = "meetings/works/works-1.yaml"
    text = FIRST.replace(old, new, 1)
    content = content_of(write_site(tmp_path, {file: text}))
    assert typed_at(RARE, content, "works-1") == place_in(text, file, after=after)


def test_of_one_that_is_typed_as_an_escape_the_value_is_found(tmp_path: Path) -> None:
    file = "meetings/works/works-1.yaml"
    text = FIRST.replace("title: 其他", 'title: "其他\\uE123"')
    content = content_of(write_site(tmp_path, {file: text}))
    assert typed_at(RARE, content, "works-1") == place_in(text, file, '"其他')


def test_the_first_place_counts_and_the_record_itself_before_all_others(tmp_path: Path) -> None:
    first, second = FIRST.replace("排水", f"排{RARE}"), SECOND.replace("先修后清", f"先修{RARE}")
    files = {"meetings/works/works-1.yaml": first, "meetings/works/works-2.yaml": second}
    content = content_of(write_site(tmp_path, files))
    assert typed_at(RARE, content, "works-1") == place_in(first, "meetings/works/works-1.yaml")
    assert typed_at(RARE, content, "works-2") == place_in(second, "meetings/works/works-2.yaml")
    assert typed_at(RARE, content, None) == place_in(first, "meetings/works/works-1.yaml")
    assert typed_at("龘", content, "works-1") is None


def test_a_name_that_is_kept_for_all_records_is_found_where_it_is_kept(tmp_path: Path) -> None:
    content = content_of(write_site(tmp_path, {"people.yaml": PEOPLE.replace("name: 工程办,", f"name: 工{RARE}办,")}))
    assert typed_at(RARE, content, "works-2") == Span("people.yaml", 12, 31)
    content = content_of(write_site(tmp_path, {"people.yaml": PEOPLE, "site.yaml": SITE.replace("综合", f"综{RARE}")}))
    assert typed_at(RARE, content, "works-2") == Span("site.yaml", 3, 21)


def test_a_build_names_the_line_and_keeps_the_page_from_being_printed(tmp_path: Path) -> None:
    text = FIRST.replace("会议听取了排水情况。", f"会议听取了{RARE}情况。")
    content = write_site(tmp_path / "content", {"meetings/works/works-1.yaml": text})
    report = build(BuildOrder(content, tmp_path / "build", AS_OF, frozenset({"pdf"}), "works-1"))
    (found,) = report.findings
    assert (found.code, found.span) == ("missing-glyph", Span("meetings/works/works-1.yaml", 16, 12))
    assert "（U+E123）" in found.message("zh")
    assert report.documents == 0
