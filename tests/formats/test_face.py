"""Font files: characters and widths, held against what the printer sets."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont

from reportgen.environment import look_around
from reportgen.formats.face import FontFile, NotAFontError, RoleAdvances, open_face
from tests.fonts import small_font

HERE = look_around()


def of(role: str) -> list[FontFile]:
    """The font files that may play a role on this machine."""
    return [(Path(one.file), one.index) for one in HERE.candidates(role) if one.file]


def test_a_face_tells_its_characters_and_their_widths_in_ems() -> None:
    face = open_face(small_font({"A": 512, "一": 2048}, units=2048))
    assert (face.has("A"), face.has("B")) == (True, False)
    assert (face.advance("A"), face.advance("一"), face.advance("B")) == (0.25, 1.0, None)
    assert face.characters() == {"A", "一"}


def test_a_face_of_a_collection_goes_by_its_number() -> None:
    collection = TTCollection()
    collection.fonts = [TTFont(io.BytesIO(small_font({"A": width}))) for width in (500, 750)]
    target = io.BytesIO()
    collection.save(target)
    assert [open_face(target.getvalue(), index).advance("A") for index in (0, 1)] == [0.5, 0.75]
    with pytest.raises(NotAFontError):
        open_face(target.getvalue(), 2)


def test_what_is_no_font_or_is_cut_short_is_refused() -> None:
    whole = small_font({"A": 500})
    for content in (b"", b"GIF89a", b"\x00\x01\x00\x00", whole[:12], whole[: len(whole) // 2]):
        with pytest.raises(NotAFontError):
            open_face(content)


def test_a_file_that_is_not_there_is_the_machines_fault(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_face(tmp_path / "gone.ttf")


def test_a_file_is_read_once_until_it_is_another(tmp_path: Path) -> None:
    file = tmp_path / "own.ttf"
    file.write_bytes(small_font({"A": 500}))
    face = open_face(file)
    assert open_face(file) is face
    file.write_bytes(small_font({"A": 500, "B": 750}))
    assert (face.advance("B"), open_face(file).advance("B")) == (None, 0.75)


def test_ascii_is_latin_and_all_else_is_of_the_role_or_of_the_next_face_that_has_it_or_latin() -> None:
    first, next_, latin = (
        small_font({"字": 900, "A": 10}),
        small_font({"字": 10, "镕": 800}),
        small_font({"A": 700, "é": 444}),
    )
    widths = RoleAdvances({"fang": [(first, 0), (next_, 0)], "latin": [(latin, 0)]})
    assert widths.advance("字镕A", "fang") == pytest.approx(0.9 + 0.8 + 0.7)
    assert widths.advance("é", "fang") == pytest.approx(0.444)
    assert widths.advance("A", "latin") == pytest.approx(0.7)


def test_strong_words_are_of_the_heading_face_with_bold_figures_in_latin_wholly_bold() -> None:
    hei, latin, bold = small_font({"字": 900, "A": 10}), small_font({"A": 700, "é": 444}), small_font({"A": 800})
    widths = RoleAdvances({"hei": [(hei, 0)], "latin": [(latin, 0)], "latin-bold": [(bold, 0)]})
    assert widths.advance("字A", "strong") == pytest.approx(0.9 + 0.8)
    assert widths.advance("字A", "hei") == pytest.approx(0.9 + 0.7)
    assert widths.advance("Aé", "latin-bold") == pytest.approx(0.8 + 0.444)


def test_strong_words_are_as_wide_as_headings_where_nothing_is_bold() -> None:
    widths = RoleAdvances({"hei": [(small_font({"字": 900}), 0)], "latin": [(small_font({"A": 700}), 0)]})
    assert widths.advance("字A", "strong") == widths.advance("字A", "hei") == pytest.approx(1.6)


def test_what_no_face_holds_counts_as_its_kind() -> None:
    widths = RoleAdvances({"fang": [], "latin": []})
    assert [widths.advance(one, "fang") for one in ("字", "，", "“", "a", "ñ")] == [1.0, 1.0, 1.0, 0.5, 0.5]
    assert [widths.advance(one, "latin") for one in ("字", "“")] == [1.0, 0.5]
    assert widths.advance("字a", "no such role") == 1.5


def test_pictographs_are_of_their_own_face_and_what_chooses_their_form_has_no_width() -> None:
    widths = RoleAdvances({"fang": [], "latin": [], "symbols": [(small_font({"✅": 873}), 0)]})
    assert widths.advance("✅", "fang") == widths.advance("✅\ufe0f", "latin") == pytest.approx(0.873)


def test_a_face_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "old.pfb").write_bytes(b"%!PS-AdobeFont-1.0")
    files: list[FontFile] = [(tmp_path / "old.pfb", 0), (tmp_path / "gone.ttf", 0), (small_font({"字": 900}), 0)]
    assert RoleAdvances({"fang": files, "latin": []}).advance("字", "fang") == 0.9


def test_a_space_is_of_the_face_before_it_but_of_the_latin_one_before_figures() -> None:
    han, latin = small_font({"字": 1000, " ": 330}), small_font({"a": 500, "5": 500, " ": 250})
    widths = RoleAdvances({"fang": [(han, 0)], "latin": [(latin, 0)]})
    assert widths.advance("a 字", "fang") == pytest.approx(0.5 + 0.25 + 1)
    assert widths.advance("字 a", "fang") == pytest.approx(1 + 0.33 + 0.5)
    assert widths.advance("字 5", "fang") == pytest.approx(1 + 0.25 + 0.5)
    assert widths.advance("字 字", "fang") == pytest.approx(1 + 0.33 + 1)
    assert widths.advance(" 字", "fang") == pytest.approx(0.25 + 1)


STYLE = (
    '@font-face {{ font-family: "own latin"; src: url("{latin}"); unicode-range: U+21-7E }}'
    '@page {{ size: 4000px 2000px; margin: 0 }} body {{ margin: 0; font: 100px "own latin", "{family}" }}'
)
WORDS = (
    "会议议定事项",
    "“一岗双责”和《办法》、〔2026〕5号，",
    "一——二……三·四",
    "完成K3+200涵洞清淤，24小时",
    "涵洞 K3 清淤 50% 完成",
    "第 5 章 a 5 节 完成",
    "㈠①℃‰×÷±",
)


@pytest.mark.parametrize("role", ["fang", "kai", "hei", "song"])
def test_widths_are_what_the_printer_sets(role: str) -> None:
    import weasyprint
    from weasyprint.formatting_structure.boxes import TextBox

    latin = HERE.faces["latin"].file
    assert latin is not None
    style = STYLE.format(latin=Path(latin).as_uri(), family=HERE.faces[role].family)
    lines = "".join(f"<div><span>{words}</span></div>" for words in WORDS)
    page = f'<html lang="zh-CN"><meta charset="utf-8"><style>{style}</style>{lines}</html>'
    boxes = weasyprint.HTML(string=page).render().pages[0]._page_box.descendants()
    set_widths = [box.width / 100 for box in boxes if isinstance(box, TextBox)]
    widths = RoleAdvances({role: of(role), "latin": of("latin")})
    assert [widths.advance(words, role) for words in WORDS] == pytest.approx(set_widths, abs=0.02)
