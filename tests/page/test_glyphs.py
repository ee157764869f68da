"""The guard against wrong glyphs: figures, brackets and quotes on paper look as their font draws them.

The text of a PDF reads right even where other glyphs are drawn, so only pixels can tell.
"""

from __future__ import annotations

import functools
import html
import re
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

from reportgen.environment import look_around
from reportgen.model.build import PrintJob
from reportgen.model.meeting import Speech
from reportgen.stages.print import print_page
from tests.page.measure import opened
from tests.page.official import font_files, printed

FIGURES = "0123456789"
MARKS = {"zh": "〔〕（）《》“”", "en": "()[]“”’&"}
ROLES = {
    # Language, family and weight in the style sheet, and whose figures and whose marks they are.
    "fang": ("zh", "fang", 400, "latin", "fang"),
    "kai": ("zh", "kai", 400, "latin", "kai"),
    "hei": ("zh", "hei", 400, "latin", "hei"),
    "strong": ("zh", "strong", 400, "latin-bold", "hei"),
    "song": ("zh", "song", 400, "song", "song"),
    "mark": ("zh", "red", 700, "mark", "mark"),
    "text in English": ("en", "fang", 400, "latin", "latin"),
    "bold in English": ("en", "hei", 400, "latin-bold", "latin-bold"),
    "italic in English": ("en", "kai", 400, "latin-italic", "latin-italic"),
}
DPI = 300
GRAIN = 32
"""Pixels on a side that glyphs are compared by."""
ALIKE = 0.13
"""Mean difference of grey, of 1, up to which two drawings show one glyph: hinting and edges differ, strokes do not."""


@functools.cache
def style() -> str:
    speech = Speech.model_validate(
        {"id": "talk", "kind": "speech", "title": "讲话", "speaker": "周立", "date": "2026-05-22", "access": "public",
         "series": "roads", "opening": "好。"}
    )  # fmt: skip
    found = re.search(r"<style>.*?</style>", printed(speech)["talk"].html, re.DOTALL)
    assert found
    return found[0]


@functools.cache
def on_paper(role: str) -> dict[str, Image.Image]:
    """The ink of each character as it is printed in a role."""
    language, family, weight, *_ = ROLES[role]
    characters = FIGURES + MARKS[language]
    spaced = "".join(f"<span>{html.escape(one)}</span> " for one in characters)
    page = (
        f'<html lang="{language}"><head>{style()}</head><body>'
        f'<p style="font-family: var(--{family}); font-weight: {weight}">{spaced}</p></body></html>'
    )
    done = print_page(PrintJob(page, font_files()))
    assert done.problems == ()
    with opened(done.pdf or b"") as pdf:
        chars = [one for one in pdf.pages[0].chars if one["text"] in characters][: len(characters)]
        places = [(one["text"], one["x0"], one["top"], one["x1"], one["bottom"]) for one in chars]
    sheet = pypdfium2.PdfDocument(done.pdf)[0].render(scale=DPI / 72, grayscale=True).to_pil()
    return {
        text: ink(sheet.crop(tuple(round(edge * DPI / 72) for edge in (left - 1, top - 3, right + 1, bottom + 3))))  # type: ignore[arg-type]
        for text, left, top, right, bottom in places
    }


@functools.cache
def by_font(role: str, character: str) -> Image.Image:
    """The ink of a character drawn directly with the font of its role."""
    face = look_around().faces[ROLES[role][3 if character in FIGURES else 4]]
    font = ImageFont.truetype(Path(str(face.file)), 66, index=face.index)
    drawn = Image.new("L", (160, 160), 255)
    ImageDraw.Draw(drawn).text((40, 40), character, font=font, fill=0)
    return ink(drawn)


def ink(picture: Image.Image) -> Image.Image:
    """A picture cut to its ink, in a square of one size."""
    box = picture.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert box, "nothing is drawn"
    return picture.crop(box).resize((GRAIN, GRAIN), Image.Resampling.BOX)


def difference(one: Image.Image, other: Image.Image) -> float:
    return ImageStat.Stat(ImageChops.difference(one, other)).mean[0] / 255


@pytest.mark.parametrize("role", ROLES)
def test_figures_brackets_and_quotes_are_drawn_as_their_font_has_them(role: str) -> None:
    found = on_paper(role)
    assert set(found) == set(FIGURES + MARKS[ROLES[role][0]])
    wrong = {
        character: round(apart, 3)
        for character, drawn in found.items()
        if (apart := difference(drawn, by_font(role, character))) > ALIKE
    }
    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_another_figure_would_be_seen(role: str) -> None:
    found = on_paper(role)
    pairs = [(one, other) for one in FIGURES for other in FIGURES if one != other]
    assert [pair for pair in pairs if difference(found[pair[0]], by_font(role, pair[1])) <= ALIKE] == []
