from __future__ import annotations

import io
import random
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from reportgen.formats import image
from reportgen.formats.image import CleanImage, Refusal, read_image

CORPORA = Path(__file__).parent.parent / "corpora"

VERDICTS = {
    "bad-crc.png": "image-damaged",
    "bomb-10000x10000-gray1.png": "image-too-many-pixels",
    "bomb-13000x13000-gray8.png": "image-too-many-pixels",
    "bomb-20000x20000-gray1.png": "image-too-many-pixels",
    "empty.png": "image-unreadable",
    "exif-canary.jpg": "clean",
    "gif-bomb.gif": "image-format",
    "good-8x8.png": "clean",
    "html-named.png": "image-unreadable",
    "iccp-bomb.png": "clean",
    "lie-2147483647.png": "image-too-many-pixels",
    "lie-65535x65535-one-row.png": "image-too-many-pixels",
    "many-frames.gif": "image-format",
    "no-idat.png": "image-damaged",
    "ok.bmp": "image-format",
    "ok.tiff": "image-format",
    "ok.webp": "image-format",
    "text-canary.png": "clean",
    "text-named.png": "image-unreadable",
    "trailing-canary.png": "clean",
    "trailing.jpg": "clean",
    "truncated-header.png": "image-damaged",
    "truncated-idat.png": "image-damaged",
    "truncated.jpg": "image-damaged",
    "zero-0x0.png": "image-damaged",
    "ztxt-bomb.png": "clean",
}


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def refused(outcome: CleanImage | Refusal) -> str:
    assert not isinstance(outcome, CleanImage)
    kind, values = outcome
    for language in ("zh", "en"):
        assert str(values["name"]) in kind.at(None, **values).message(language)
        assert kind.at(None, **values).hint(language)
    return kind.code


def clean(outcome: CleanImage | Refusal) -> CleanImage:
    assert isinstance(outcome, CleanImage)
    return outcome


def corpus(folder: str) -> list[Path]:
    return sorted(path for path in (CORPORA / folder).iterdir() if path.suffix != ".md")


def test_the_verdicts_name_every_bad_picture() -> None:
    assert set(VERDICTS) == {path.name for path in corpus("images-bad")}


@pytest.mark.parametrize("path", corpus("images-bad"), ids=lambda path: path.name)
def test_a_bad_picture_is_refused_by_name_or_comes_out_without_its_secret(path: Path) -> None:
    outcome = read_image(path.read_bytes(), path.name)
    if VERDICTS[path.name] != "clean":
        assert refused(outcome) == VERDICTS[path.name]
        return
    assert b"CANARY" not in clean(outcome).content
    again = Image.open(io.BytesIO(clean(outcome).content))
    again.load()
    assert again.size == (clean(outcome).width, clean(outcome).height)


@pytest.mark.parametrize("path", corpus("svg-bad"), ids=lambda path: path.name)
def test_a_drawing_is_refused_with_the_hint_to_save_it_as_png(path: Path) -> None:
    outcome = read_image(path.read_bytes(), path.name)
    assert refused(outcome) == "image-svg"
    assert "PNG" in outcome[0].hint["en"]  # type: ignore[index]
    assert refused(read_image(path.read_bytes(), "plan.png")) == "image-svg"


def test_a_drawing_in_another_encoding_is_refused_by_its_name() -> None:
    assert refused(read_image("<svg/>".encode("utf-16"), "assets/plan.SVG")) == "image-svg"


def test_the_whole_corpus_is_judged_within_small_memory_and_time() -> None:
    program = f"""
import resource
from pathlib import Path
resource.setrlimit(resource.RLIMIT_DATA, (400 * 2**20, 400 * 2**20))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
from reportgen.formats.image import read_image
count = 0
for folder in ("images-bad", "svg-bad"):
    for path in sorted(Path({str(CORPORA)!r}, folder).iterdir()):
        read_image(path.read_bytes(), path.name)
        count += 1
print(count)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) == len(corpus("images-bad")) + len(corpus("svg-bad")) + 2


@pytest.mark.parametrize(
    ("kind", "name", "right"),
    [("JPEG", "assets/culvert.png", "culvert.jpg"), ("PNG", "assets/culvert.jpeg", "culvert.png")],
)
def test_a_picture_under_the_wrong_ending_is_refused_with_the_right_name(kind: str, name: str, right: str) -> None:
    outcome = read_image(encoded(Image.new("RGB", (4, 4)), kind), name)
    assert refused(outcome) == "image-misnamed"
    assert outcome[1]["right"] == right  # type: ignore[index]


@pytest.mark.parametrize("name", ["a.jpg", "a.jpeg", "a.JPG", "a.JPEG"])
def test_either_jpeg_ending_is_right(name: str) -> None:
    assert clean(read_image(encoded(Image.new("RGB", (4, 4)), "JPEG"), name)).media_type == "image/jpeg"


def test_the_same_picture_gives_the_same_bytes() -> None:
    source = encoded(Image.effect_noise((60, 40), 50), "PNG")
    assert read_image(source, "a.png") == read_image(source, "a.png")
    once = clean(read_image(source, "a.png")).content
    assert clean(read_image(once, "a.png")).content == once


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photograph_taken_on_its_side_stands_upright(turn: int) -> None:
    picture = Image.new("RGB", (64, 32), "white")
    picture.paste("black", (0, 0, 16, 16))
    exif = Image.Exif()
    exif[0x0112] = turn
    exif[0x010E] = "SECRET-PLACE"
    outcome = clean(read_image(encoded(picture, "JPEG", quality=95, exif=exif), "a.jpg"))
    assert (outcome.width, outcome.height) == ((32, 64) if turn >= 5 else (64, 32))
    assert b"Exif" not in outcome.content
    assert b"SECRET" not in outcome.content
    upright = Image.open(io.BytesIO(outcome.content)).convert("L")
    corners = [(2, 2), (outcome.width - 3, 2), (outcome.width - 3, outcome.height - 3), (2, outcome.height - 3)]
    where_it_is_black = [upright.getpixel(corner) < 100 for corner in corners].index(True)  # type: ignore[operator]
    assert where_it_is_black == {1: 0, 2: 1, 3: 2, 4: 3, 5: 0, 6: 1, 7: 2, 8: 3}[turn]


def test_comment_profile_resolution_and_text_are_gone() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    note = PngImagePlugin.PngInfo()
    note.add_text("Author", "SECRET")
    note.add_itxt("XML:com.adobe.xmp", "SECRET")
    picture = Image.new("RGB", (8, 8), "red")
    jpeg = encoded(picture, "JPEG", comment=b"SECRET", icc_profile=profile, dpi=(300, 300), xmp=b"SECRET")
    png = encoded(picture, "PNG", pnginfo=note, icc_profile=profile, dpi=(300, 300))
    for source, name in ((jpeg, "a.jpg"), (png, "a.png")):
        again = Image.open(io.BytesIO(clean(read_image(source, name)).content))
        again.load()
        assert set(again.info) <= {"jfif", "jfif_version", "jfif_density", "jfif_unit"}
        assert again.info.get("jfif_unit", 0) == 0


def test_the_second_frame_of_an_animated_png_is_gone() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    source = encoded(frames[0], "PNG", save_all=True, append_images=frames[1:])
    assert b"fdAT" in source
    result = clean(read_image(source, "a.png")).content
    assert b"fdAT" not in result
    assert b"acTL" not in result


def test_a_picture_after_the_end_of_the_first_is_gone() -> None:
    first = encoded(Image.new("RGB", (8, 8), "red"), "JPEG")
    second = encoded(Image.new("RGB", (16, 16), "blue"), "JPEG")
    assert read_image(first + second, "a.jpg") == read_image(first, "a.jpg")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_keeps_what_it_shows(mode: str) -> None:
    if mode == "I;16":
        picture = Image.new("I;16", (2, 1))
        picture.putpixel((0, 0), 0x8000)
        picture.putpixel((1, 0), 0xFFFF)
        shown = [(128, 128, 128, 255), (255, 255, 255, 255)]
    else:
        base = Image.new("RGBA", (2, 1), (255, 255, 255, 255))
        base.putpixel((0, 0), (0, 0, 0, 255))
        picture = base.convert("RGBA" if mode == "PA" else mode)
        shown = [(0, 0, 0, 255), (255, 255, 255, 255)]
    result = Image.open(io.BytesIO(clean(read_image(encoded(picture, "PNG"), "a.png")).content))
    assert result.mode in {"L", "RGB", "RGBA"}
    assert [result.convert("RGBA").getpixel((x, 0)) for x in (0, 1)] == shown


def test_transparency_survives() -> None:
    picture = Image.new("RGBA", (1, 1), (255, 0, 0, 128))
    result = Image.open(io.BytesIO(clean(read_image(encoded(picture, "PNG"), "a.png")).content))
    assert result.getpixel((0, 0)) == (255, 0, 0, 128)
    palette = Image.new("P", (1, 1), 0)
    result = Image.open(io.BytesIO(clean(read_image(encoded(palette, "PNG", transparency=0), "a.png")).content))
    assert result.getpixel((0, 0))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_every_kind_of_jpeg_is_read(mode: str) -> None:
    result = clean(read_image(encoded(Image.new(mode, (8, 8)), "JPEG", progressive=True), "a.jpg"))
    assert Image.open(io.BytesIO(result.content)).mode == ("L" if mode == "L" else "RGB")


def test_the_limit_of_pixels_stands_before_the_picture_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "MOST_PIXELS", 12)
    assert clean(read_image(encoded(Image.new("L", (4, 3)), "PNG"), "a.png")).width == 4
    assert refused(read_image(encoded(Image.new("L", (13, 1)), "PNG"), "a.png")) == "image-too-many-pixels"
    assert refused(read_image(encoded(Image.new("L", (13, 1)), "JPEG"), "a.jpg")) == "image-too-many-pixels"


def test_a_file_one_byte_too_large_is_refused_unread() -> None:
    assert refused(read_image(bytes(image.LARGEST_FILE + 1), "a.png")) == "image-too-large"
    assert refused(read_image(bytes(image.LARGEST_FILE), "a.png")) == "image-unreadable"


def test_a_jpeg_of_more_passes_than_any_program_writes_is_refused() -> None:
    source = encoded(Image.new("L", (8, 8)), "JPEG", progressive=True)
    begin = source.rindex(b"\xff\xda")
    scan = source[begin:-2]
    passes = source.count(b"\xff\xda")
    most = source[:-2] + scan * (image.MOST_SCANS - passes)
    assert clean(read_image(most + b"\xff\xd9", "a.jpg")).width == 8
    assert refused(read_image(most + scan + b"\xff\xd9", "a.jpg")) == "image-damaged"


def test_a_long_run_of_marks_takes_no_longer_than_its_length() -> None:
    source = encoded(Image.new("L", (8, 8)), "JPEG")
    assert refused(read_image(source[:-2] + b"\xff" * 3_000_000, "a.jpg")) == "image-damaged"


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_with_any_byte_changed_or_cut_is_clean_or_refused(kind: str) -> None:
    chance = random.Random(7)
    name = {"PNG": "a.png", "JPEG": "a.jpg"}[kind]
    exif = Image.Exif()
    exif[0x0112] = 6
    source = encoded(Image.effect_noise((24, 16), 80), kind, exif=exif)
    seen = set()
    for _ in range(400):
        bad = bytearray(source[: chance.randrange(len(source))] if chance.random() < 0.3 else source)
        for _ in range(chance.randrange(4)):
            at = chance.randrange(len(bad) + 1)
            bad[at : at + 1] = bytes([chance.randrange(256)])
        outcome = read_image(bytes(bad), name)
        seen.add("clean" if isinstance(outcome, CleanImage) else refused(outcome))
    assert seen <= {"clean", "image-damaged", "image-unreadable", "image-too-many-pixels", "image-misnamed"}
    assert "image-damaged" in seen


def test_pillow_is_not_loaded_before_a_picture_is_read() -> None:
    program = "import sys, reportgen.formats.image; print('PIL' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_other_formats_are_named_in_the_words() -> None:
    picture = Image.new("RGB", (4, 4))
    for kind, said in (("GIF", "GIF"), ("BMP", "BMP"), ("TIFF", "TIFF"), ("WEBP", "WebP"), ("PDF", "PDF")):
        outcome = read_image(encoded(picture, kind), "a.png")
        assert refused(outcome) == "image-format"
        assert outcome[1]["format"] == said  # type: ignore[index]
    assert read_image(b"\0\0\0\x18ftypheic" + bytes(30), "a.heic")[1]["format"] == "HEIC"  # type: ignore[index]
    assert read_image(b"\0\0\0\x18ftypavif" + bytes(30), "a.avif")[1]["format"] == "AVIF"  # type: ignore[index]
