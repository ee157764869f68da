"""Faces cut to the characters of a site: the same page, in half the bytes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pypdfium2
import pytest
from PIL import ImageChops

from reportgen.environment import look_around
from reportgen.formats.cutting import cut
from reportgen.formats.face import open_face
from reportgen.pipeline import BuildOrder, BuildReport, build
from reportgen.pipeline.cutting import FOLDER, Cut, cut_faces, kept_cuts
from reportgen.pipeline.faces import Faces
from reportgen.stages.load import load
from tests.fonts import small_font
from tests.machine import LATIN, machine
from tests.small_site import AS_OF, FIRST, SITE, write_site

OFFICIAL = SITE + "theme: gongwen\n"
PDF = "full/meetings/works-1/works-1.pdf"


@pytest.fixture(scope="module")
def cuts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Cut, ...]]:
    """A folder with a site, and the faces that were cut for it."""
    folder = tmp_path_factory.mktemp("cut")
    content = write_site(folder / "content", {"site.yaml": OFFICIAL})
    return folder, cut_faces(content, folder / "build", AS_OF)[0]


@pytest.fixture
def site(cuts: tuple[Path, tuple[Cut, ...]], tmp_path: Path) -> Path:
    """A copy of that folder, to be changed."""
    shutil.copytree(cuts[0], tmp_path / "own")
    return tmp_path / "own"


def made(folder: Path, output: str = "build") -> BuildReport:
    order = BuildOrder(folder / "content", folder / output, AS_OF, frozenset({"pdf"}), "works-1")
    report = build(order)
    assert report.documents == 1, report.findings
    return report


def told(folder: Path, output: str = "build") -> dict[str, str]:
    manifest = json.loads((folder / output / "full/manifest.json").read_bytes())
    return dict(manifest["faces"])


def faces(folder: Path) -> Faces:
    content, _ = load(folder / "content")
    assert content is not None
    return Faces(look_around(), content.site, content.fonts)


def test_every_chinese_role_is_cut_to_a_fraction(cuts: tuple[Path, tuple[Cut, ...]]) -> None:
    folder, told_of = cuts
    assert [one.role for one in told_of] == ["fang", "kai", "hei", "song", "mark"]
    assert all(one.after < one.before / 10 for one in told_of)
    assert set(kept_cuts(folder / "build", faces(folder))) == {"fang", "kai", "hei", "song", "mark"}


def test_a_page_of_cut_faces_is_drawn_alike_and_is_smaller(site: Path) -> None:
    whole, small = made(site, "whole"), made(site)
    assert [one.code for one in small.findings] == [one.code for one in whole.findings]
    before, after = (pypdfium2.PdfDocument(site / name / PDF) for name in ("whole", "build"))
    assert len(before) == len(after)
    for one, other in zip(before, after, strict=True):
        assert ImageChops.difference(one.render().to_pil(), other.render().to_pil()).getbbox() is None
        assert one.get_textpage().get_text_range() == other.get_textpage().get_text_range()
    assert (site / "build" / PDF).stat().st_size < 0.7 * (site / "whole" / PDF).stat().st_size
    family = look_around().faces["fang"].family
    assert told(site)["fang"] == f"{family} (cut)"
    assert told(site, "whole")["fang"] == family


def test_a_character_that_came_later_is_drawn_from_the_whole_font(site: Path) -> None:
    assert not open_face((site / "build" / FOLDER / "fang.otf").read_bytes()).has("蘑")
    record = site / "content/meetings/works/works-1.yaml"
    record.write_text(FIRST.replace("会议听取了排水情况。", "会议听取了蘑菇情况。"), encoding="utf-8")
    assert [one.code for one in made(site).findings] == [one.code for one in made(site, "whole").findings]
    text = pypdfium2.PdfDocument(site / "build" / PDF)[0].get_textpage().get_text_range()
    assert "蘑菇" in text


@pytest.mark.parametrize("content", [b"", b"not a font", None])
def test_a_file_that_was_damaged_is_not_printed_with(site: Path, content: bytes | None) -> None:
    file = site / "build" / FOLDER / "fang.otf"
    file.write_bytes(content if content is not None else file.read_bytes()[:-1])
    assert set(kept_cuts(site / "build", faces(site))) == {"kai", "hei", "song", "mark"}


@pytest.mark.parametrize("listing", [b"", b"[]", b"{", b'{"fang": 1}'])
def test_a_list_that_was_damaged_counts_for_nothing(site: Path, listing: bytes) -> None:
    (site / "build" / FOLDER / "faces.json").write_bytes(listing)
    assert kept_cuts(site / "build", faces(site)) == {}


def test_a_face_that_was_cut_from_another_font_is_not_printed_with(site: Path) -> None:
    (site / "content/assets/own.ttf").write_bytes(small_font({"字": 1000}))
    (site / "content/site.yaml").write_text(OFFICIAL + "house: {faces: {fang: assets/own.ttf}}\n", encoding="utf-8")
    assert set(kept_cuts(site / "build", faces(site))) == {"kai", "hei", "song", "mark"}


def test_nothing_is_cut_where_nothing_is_official(tmp_path: Path) -> None:
    content = write_site(tmp_path / "content")
    assert cut_faces(content, tmp_path / "build", AS_OF) == ((), ())
    assert not (tmp_path / "build").exists()
    assert kept_cuts(tmp_path / "build", Faces(machine(LATIN), faces(tmp_path).site, {})) == {}


def test_a_cut_face_keeps_its_widths_and_is_the_same_bytes_again() -> None:
    font = small_font({"字": 900, "A": 700, "沟": 800})
    once = cut((font, 0), frozenset("字"))
    assert open_face(once).characters() == {"字", "A"}
    assert (open_face(once).advance("字"), open_face(once).advance("A")) == (0.9, 0.7)
    assert cut((font, 0), frozenset("字")) == once
