"""Composed paragraphs printed by WeasyPrint: lines end on the right edge of the type area, the words can be copied."""

from __future__ import annotations

import functools
import io
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import pdfplumber
import pypdfium2
import pytest
import weasyprint
from fontTools.ttLib import TTFont

from reportgen.stages.print.lines import MOST_WHITE, filled_lines, letter_spacing
from reportgen.text.compose import Bond, Measure
from tests.text.compose.measured import compose, lines_of, words_of

MM = 72 / 25.4
EM = 156 / 28
"""Millimetres."""
RIGHT = 184.0
"""Right edge of the type area, in millimetres from the left edge of the sheet."""
FAMILIES = {"kai": "AR PL UKai CN", "strong": "Noto Sans CJK SC"}
TEXT = (
    "会议指出，自2026年3月12日第三次全体会议以来，各镇各部门按照“一处一策”的要求，排查涵洞248处，完成整改211处，整改率"
    "85.1%，仍有37处未按期销号。会议强调，汛期将至，要压实责任，<strong>K3+200涵洞清淤须在4月30日前完成</strong>，由交通局"
    "牵头、水利局配合，<em>周明同志每24小时调度一次</em>，有关情况按照府办发〔2026〕5号文件的规定报送——不得迟报、漏报、瞒"
    '报……对整改不力的单位，由督查室<a href="https://example.org/">下达督办通知单（第3次）</a>，并在全县范围内通报。'
)
MIXED = (
    "项目组采用 Open Data Charter 的做法，每周发布一次 dashboard，由 Noah Bennett 与 周明 共同审核；接口文档见 "
    "https://records.example.org/api/v2/works-safety/minutes?year=2026&amp;series=works 一页，有关 API 的说明以 README "
    "为准——2024–2026年 Children’s Library 一项由"
    "各单位于 4 月 30 日前报送 PDF 与 CSV 两种格式，文件名不超过 64 个字符，编码为 UTF-8。"
)
ENGLISH = (
    "The committee noted the progress made since the last meeting and agreed that the report be published before the "
    "end of April; the Highways Department was asked to clear the culverts at K3+200 and to report within 24 hours. "
)
NOTED = "会议原则同意县交通运输局提出的整治方案<sup>1</sup>，要求各镇对照问题清单逐条逐项整改<sup>2</sup>，" * 3
SPACED = (
    "周明 李娜 何平、陈波 <strong>孙静</strong> 吴越 等同志 出席会议——并就 <em>K3+200</em> 一事 作了说明，限速 5 km/h；"
    * 3
)


@dataclass(frozen=True)
class Face:
    """A face as the system has it: the file it is in, and how wide its characters are."""

    path: str
    index: int

    @functools.cached_property
    def font(self) -> TTFont:
        return TTFont(self.path, fontNumber=self.index, lazy=True)

    @functools.cached_property
    def cmap(self) -> dict[int, str]:
        return self.font.getBestCmap()

    def advance(self, character: str) -> float:
        return self.font["hmtx"][self.cmap[ord(character)]][0] / self.font["head"].unitsPerEm


def found(family: str, style: str = "") -> Face:
    said = subprocess.run(
        ["fc-match", "-f", "%{file}|%{index}|%{family}", family + style], capture_output=True, text=True, check=True
    ).stdout
    path, index, names = said.split("|")
    # Set-up installs all of them.
    assert family in names, f"the face {family} is not installed: make fonts"
    return Face(path, int(index))


class SystemFaces:
    """Advances of the faces of the page; letters, digits and spaces are those of the Latin face."""

    def __init__(self, fang: str) -> None:
        self.fang = fang
        self.latin, self.bold = found("Liberation Serif"), found("Liberation Serif", ":bold")
        self.faces = {role: found(family) for role, family in {**FAMILIES, "fang": fang}.items()}

    def advance(self, text: str, role: str) -> float:
        if role == "latin" or text.isascii():
            return (self.bold if role == "strong" else self.latin).advance(text)
        return self.faces[role].advance(text)


@pytest.fixture(scope="module", params=["Noto Serif CJK SC", "FandolFang"])
def faces(request: pytest.FixtureRequest) -> SystemFaces:
    return SystemFaces(request.param)


def page(body: str, faces: SystemFaces) -> str:
    return f"""<!DOCTYPE html><html lang="zh-CN"><style>
      @font-face {{ font-family: "gongwen latin"; src: url("file://{faces.latin.path}"); unicode-range: U+21-7E; }}
      @font-face {{ font-family: "gongwen bold"; src: url("file://{faces.bold.path}"); unicode-range: U+21-7E; }}
      @page {{ size: A4; margin: 34.561mm 26mm 32.561mm 28mm; }}
      html {{ font-size: {EM}mm; line-height: 10.449mm; font-kerning: none; font-variant-ligatures: none; }}
      body {{ margin: 0; font-family: "gongwen latin", "{faces.fang}"; }}
      p {{ margin: 0; text-indent: 2em; }}
      .set {{ white-space: pre; text-align: left; text-align-last: justify; }} .set * {{ line-height: 1; }}
      .solid {{ letter-spacing: 0; }}
      strong {{ font-family: "gongwen bold", "{FAMILIES["strong"]}"; font-weight: normal; }}
      .latin {{ font-family: "Liberation Serif"; }}
      em {{ font-family: "gongwen latin", "{FAMILIES["kai"]}"; font-style: normal; }}
      sup {{ vertical-align: baseline; line-height: 1; }}
      .hanging p {{ padding-left: 5em; text-indent: -3em; }}
    </style>{body}"""


@dataclass(frozen=True)
class Printed:
    words: str
    left: float
    """Millimetres from the left edge of the sheet, as the right edge is."""
    right: float


def print_to_pdf(body: str, faces: SystemFaces) -> bytes:
    with filled_lines():
        pdf: bytes = weasyprint.HTML(string=page(body, faces)).write_pdf()
    return pdf


def printed(body: str, faces: SystemFaces) -> list[Printed]:
    with pdfplumber.open(io.BytesIO(print_to_pdf(body, faces))) as document:
        return [line for sheet in document.pages for line in lines_on(sheet.chars)]


def lines_on(characters: list[dict[str, float | str]]) -> Iterator[Printed]:
    baselines = lambda one: round(float(one["matrix"][5]) / 3)  # noqa: E731
    for _, line in groupby(characters, key=baselines):
        seen = [one for one in line if str(one["text"]).strip()]
        words = "".join(str(one["text"]) for one in seen)
        yield Printed(words, min(float(one["x0"]) for one in seen) / MM, max(float(one["x1"]) for one in seen) / MM)


def without_white(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize(
    "text",
    [TEXT, TEXT * 8, MIXED, ENGLISH * 4, NOTED, SPACED],
    ids=["Chinese", "long", "mixed", "English", "notes", "spaced"],
)
def test_lines_end_on_the_edge_of_the_type_area(text: str, faces: SystemFaces) -> None:
    composed = compose(text, Measure(), faces, keep=dict.fromkeys(["周明", "Noah Bennett"], Bond.NAME))
    lines = printed(composed, faces)
    set_lines = lines_of(composed)
    assert [without_white(line.words) for line in lines] == [without_white(line.words) for line in set_lines]
    ragged = [line for line in lines[:-1] if abs(line.right - RIGHT) > 0.3]
    assert ragged == []
    assert lines[-1].right <= RIGHT + 0.3
    assert lines[0].left == pytest.approx(28 + 2 * EM, abs=0.1)


def test_a_hanging_paragraph_ends_on_the_edge_too(faces: SystemFaces) -> None:
    composed = compose(TEXT, Measure(first=2, rest=5), faces)
    lines = printed(f'<div class="hanging">{composed}</div>', faces)
    assert [round(line.left, 1) for line in lines] == [round(28 + 2 * EM, 1)] + [round(28 + 5 * EM, 1)] * (
        len(lines) - 1
    )
    assert [line for line in lines[:-1] if abs(line.right - RIGHT) > 0.3] == []


def test_the_words_can_be_copied_whole(faces: SystemFaces) -> None:
    composed = compose(TEXT, Measure(), faces)
    pdf = print_to_pdf(composed, faces)
    copied = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert without_white(copied) == without_white(words_of(composed))
    assert "K3+200" in copied
    assert "85.1%" in copied


@pytest.mark.parametrize("white", [-MOST_WHITE, MOST_WHITE])
def test_latin_words_with_the_most_white_are_copied_whole(white: float, faces: SystemFaces) -> None:
    words = "发布dashboard，Noah Bennett审核K3+200的85.1%；"
    pdf = print_to_pdf(f'<p><span style="letter-spacing: {letter_spacing(white):.5f}em">{words}</span></p>', faces)
    copied = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert copied.split("\n")[0] == words
    assert pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range() == words


@pytest.mark.parametrize("white", [-0.042, -0.015, 0.001, 0.0015, 0.02, 0.042])
def test_white_is_drawn_as_wide_as_it_is_reckoned(white: float, faces: SystemFaces) -> None:
    words = "排查涵洞248处，完成整改211处，整改率85.1%"
    natural, spaced = (
        printed(f'<p><span style="letter-spacing: {one:.5f}em">{words}</span></p>', faces)[0]
        for one in (0, letter_spacing(white))
    )
    assert spaced.right - natural.right == pytest.approx((len(words) - 1) * white * EM, abs=0.15)


def test_a_last_line_has_the_white_of_the_line_above(faces: SystemFaces) -> None:
    above, last = "字" * 25 + "，", "字" * 10
    lines = printed(f'<p class="set">{above}\n{"字" * 27}\n{last}</p>', faces)
    # The line above is let out by one character after 26.
    assert lines[-1].right == pytest.approx(28 + (10 + 9 / 26) * EM, abs=0.15)


@pytest.mark.parametrize(("count", "right"), [(27, 27.0), (28, 28.0), (29, 28.0)])
def test_a_last_line_near_the_edge_ends_where_its_words_end_and_a_longer_one_is_pushed_in(
    count: int, right: float, faces: SystemFaces
) -> None:
    lines = printed(f'<p class="set">{"字" * 26}\n{"字" * count}</p>', faces)
    assert lines[-1].right == pytest.approx(28 + right * EM, abs=0.15)


def test_a_line_far_from_the_edge_ends_where_its_words_end(faces: SystemFaces) -> None:
    lines = printed(f'<p class="set">{"字" * 20}\n{"字" * 28}</p>', faces)
    assert lines[0].right == pytest.approx(28 + 22 * EM, abs=0.1)


def test_forced_line_ends_stand_on_paper(faces: SystemFaces) -> None:
    composed = compose(f"主持人：周明<br>记录人：李娜<br><br>{TEXT}", Measure(), faces)
    assert [without_white(line.words) for line in printed(composed, faces)] == [
        without_white(line.words) for line in lines_of(composed) if line.words
    ]
