"""What comes out of a file: everything packed in it, never more than can be searched, and never an exception."""

from __future__ import annotations

import base64
import gzip
import io
import random
import struct
import time
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from reportgen.formats.unpacking import DEEPEST, Glyphs, Raw, Refused, Words, unpack

IMAGES = sorted((Path(__file__).parents[1] / "corpora/images-bad").iterdir())
WORDS = "暂缓拆除旧涵洞"


def text_in(content: bytes) -> str:
    return "\n".join(view.text for view in unpack(content) if isinstance(view, Words))


def bytes_in(content: bytes) -> bytes:
    return b"\n".join(view.content for view in unpack(content) if isinstance(view, Raw))


def refusals(content: bytes) -> list[str]:
    return [view.reason for view in unpack(content) if isinstance(view, Refused)]


def zipped(
    name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"", extra: bytes = b""
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        member = zipfile.ZipInfo(name)
        member.compress_type, member.extra, member.comment = method, extra, comment
        archive.writestr(member, content)
        archive.comment = comment
    return out.getvalue()


def nested(depth: int) -> bytes:
    content = WORDS.encode()
    for _ in range(depth):
        content = zipped("a", content)
    return content


def pdf_of(*objects: bytes) -> bytes:
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def page(shown: bytes, font: bytes, *more: bytes) -> bytes:
    """A PDF that shows codes in the font F1, which is object 4; more objects are 5, 6, …"""
    return pdf_of(
        b"<< /Type /Catalog >>",
        b"<< /Type /Page /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
        stream(zlib.compress(b"BT /F1 9 Tf " + shown + b" ET"), b"/Filter /FlateDecode"),
        font,
        *more,
    )


def table(entries: bytes, space: bytes = b"<0000> <FFFF>") -> bytes:
    return stream(b"begincmap 1 begincodespacerange " + space + b" endcodespacerange " + entries + b" endcmap")


COMPOSITE = b"<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 5 0 R >>"


def test_plain_bytes_are_one_view_and_text_is_two() -> None:
    assert list(unpack(b"\x00\xff")) == [Raw(b"\x00\xff")]
    assert list(unpack(WORDS.encode())) == [Raw(WORDS.encode()), Words(WORDS)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_is_read_in_the_encodings_offices_use(encoding: str) -> None:
    assert WORDS in text_in(WORDS.encode(encoding))


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_gives_members_names_extra_fields_and_comments(method: int) -> None:
    extra = struct.pack("<2H", 0x9901, 6) + "附注".encode()
    told = text_in(zipped("附件.txt", WORDS.encode(), method, "备注".encode(), extra))
    assert [words for words in ("附件.txt", WORDS, "备注", "附注") if words not in told] == []


def test_a_member_the_table_of_a_zip_does_not_name_is_found_all_the_same() -> None:
    whole = zipped("a.txt", WORDS.encode())
    empty = zipped("b.txt", b"")
    assert WORDS in text_in(whole[: whole.index(b"PK\x01\x02")] + empty)


def test_a_zip_written_without_sizes_is_read_to_the_end_of_each_member() -> None:
    class Pipe(io.RawIOBase):
        written = b""

        def writable(self) -> bool:
            return True

        def write(self, content: bytes) -> int:  # type: ignore[override]
            self.written += bytes(content)
            return len(content)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", "甲" * 50)
        archive.writestr("b", WORDS)
    assert ("甲" * 50 in text_in(pipe.written), WORDS in text_in(pipe.written)) == (True, True)


def test_gzip_is_opened_and_what_stands_behind_it_too() -> None:
    assert WORDS in text_in(gzip.compress(b"x") + gzip.compress(WORDS.encode()))


@pytest.mark.parametrize("depth", range(1, DEEPEST + 1))
def test_files_within_files_are_opened_to_the_depth_that_is_told(depth: int) -> None:
    assert WORDS in text_in(nested(depth))
    assert refusals(nested(depth)) == []


def test_files_within_too_many_files_are_refused() -> None:
    assert refusals(nested(DEEPEST + 1)) == ["is packed too deep to be searched"]


ZEROS = zlib.compress(bytes(300_000_000))
CHUNK = b"a\0\0" + ZEROS
BOMBS = {
    "zip": zipped("a", bytes(300_000_000)),
    "many members": zipped("a", bytes(60_000_000)) * 6,
    "gzip": gzip.compress(bytes(300_000_000), 1),
    "pdf": pdf_of(stream(ZEROS, b"/Filter /FlateDecode")),
    "png": b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(CHUNK)) + b"zTXt" + CHUNK + bytes(4),
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_in_a_few_seconds(bomb: bytes) -> None:
    begun = time.process_time()
    assert refusals(bomb) == ["unpacks to more than can be searched"]
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    "content",
    [
        b"Rar!\x1a\x07\x01\x00",
        b"\xfd7zXZ\x00",
        zipped("a", b"x" * 99, zipfile.ZIP_LZMA),
        pdf_of(stream(b"x", b"/Filter /LZWDecode")),
        pdf_of(stream(zlib.compress(b"x"), b"/Filter /FlateDecode /DecodeParms << /Predictor 12 >>")),
        page(b"<0001> Tj", b"<< /Type /Font /Subtype /Type0 /Encoding /Identity-H >>"),
    ],
    ids=["rar", "xz", "lzma", "lzw", "predictor", "font without a table"],
)
def test_what_nobody_here_can_read_is_refused(content: bytes) -> None:
    assert len(refusals(content)) == 1


def test_an_encrypted_pdf_and_an_encrypted_zip_are_refused() -> None:
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    locked = bytearray(zipped("a", b"x"))
    locked[6] |= 1
    assert refusals(out.getvalue()) == refusals(bytes(locked)) == ["is encrypted"]


@pytest.mark.parametrize(
    ("entries", "packed"),
    [
        (b"/Filter /FlateDecode", zlib.compress(WORDS.encode())),
        (b"/Filter [/ASCIIHexDecode]", WORDS.encode().hex().encode() + b">"),
        (b"/Filter [/ASCII85Decode /FlateDecode]", base64.a85encode(zlib.compress(WORDS.encode())) + b"~>"),
        (b"/Filter [/A85 /AHx]", base64.a85encode(WORDS.encode().hex().encode() + b">") + b"~>"),
        (b"", WORDS.encode()),
    ],
)
def test_every_stream_of_a_pdf_is_unpacked(entries: bytes, packed: bytes) -> None:
    assert WORDS in text_in(pdf_of(stream(packed, entries)))


def test_a_stream_that_is_damaged_gives_what_came_before_the_damage() -> None:
    words = "".join(random.Random(7).choices("涵洞淤塞排查清理", k=4000))
    packed = bytearray(zlib.compress(words.encode()))
    packed[-200:] = bytes(200)
    assert words[:1000].encode() in bytes_in(pdf_of(stream(bytes(packed), b"/Filter /FlateDecode")))


def test_a_stream_that_lies_about_its_length_is_read_to_its_end() -> None:
    whole = stream(zlib.compress(WORDS.encode()), b"/Filter /FlateDecode")
    assert WORDS in text_in(pdf_of(whole.replace(b"/Length ", b"/Length 1")))


@pytest.mark.parametrize(
    "string",
    [
        b"(\xfe\xff"
        + WORDS.encode("utf-16-be").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        + b")",
        b"<FEFF " + WORDS.encode("utf-16-be").hex().upper().encode() + b">",
        b"(\xef\xbb\xbf" + WORDS.encode() + b")",
        b"(" + "".join(f"\\{byte:03o}" for byte in b"\xfe\xff" + WORDS.encode("utf-16-be")).encode() + b")",
        b"(a (b (" + WORDS.encode() + b") c) d)",
        b"/" + "".join(f"#{byte:02X}" for byte in WORDS.encode()).encode(),
    ],
    ids=["UTF-16", "hexadecimal", "UTF-8", "octal", "brackets", "name"],
)
def test_strings_and_names_of_a_pdf_are_read(string: bytes) -> None:
    assert WORDS in text_in(pdf_of(b"<< /Title " + string + b" >>"))


def test_remarks_and_objects_behind_the_end_of_a_pdf_are_read() -> None:
    assert WORDS in text_in(pdf_of(b"<< >>") + b"%" + WORDS.encode() + b"\n%%EOF")
    assert WORDS in text_in(pdf_of(b"<< >>") + b"9 0 obj (" + WORDS.encode() + b") endobj")


def test_the_text_of_a_page_is_read_through_the_table_of_its_font() -> None:
    singles = b"1 beginbfchar <0007> <66827F13> endbfchar"
    ranges = b"2 beginbfrange <0010> <0011> <62C6> <0020> <0021> [<9664> <65E7>] endbfrange"
    pdf = page(b"[<0007> -20 <0010>] TJ 0 -9 Td [<00200021>] TJ", COMPOSITE, table(singles + ranges))
    assert "暂缓拆\n除旧" in text_in(pdf)
    assert [view.characters for view in unpack(pdf) if isinstance(view, Glyphs)] == [frozenset("暂缓拆拇除旧")]


def test_letters_of_one_line_stand_together_whatever_gaps_a_page_leaves() -> None:
    entries = b"2 beginbfchar <0001> <6682> <0002> <7F13> endbfchar"
    shown = b"[<0001>19<>20.4<0002>-7.5<0001>] TJ [<0002>] TJ"
    assert "暂缓暂缓" in text_in(page(shown, COMPOSITE, table(entries)))


def test_a_font_of_single_bytes_and_fonts_of_common_encodings_are_read() -> None:
    single = b"<< /Type /Font /Subtype /TrueType /ToUnicode 5 0 R >>"
    assert "暂缓" in text_in(
        page(b"(ab) Tj", single, table(b"1 beginbfrange <61> <62> [<6682> <7F13>] endbfrange", b"<00> <FF>"))
    )
    assert "withheld" in text_in(page(b"(with\\150eld) Tj", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"))
    for encoding, codes in (("UniGB-UTF16-H", "utf-16-be"), ("GBK-EUC-H", "gb18030")):
        font = f"<< /Type /Font /Subtype /Type0 /Encoding /{encoding} >>".encode()
        assert WORDS in text_in(page(b"<" + WORDS.encode(codes).hex().encode() + b"> Tj", font))


def test_two_fonts_of_one_name_are_both_tried() -> None:
    one, other = table(b"1 beginbfchar <0001> <6682> endbfchar"), table(b"1 beginbfchar <0001> <7F13> endbfchar")
    second = b"<< /Type /Font /Subtype /Type0 /ToUnicode 6 0 R >>"
    pdf = page(b"<00010001> Tj", COMPOSITE, one, other, second, b"<< /Font << /F1 7 0 R >> >>")
    assert ("暂暂" in text_in(pdf), "缓缓" in text_in(pdf)) == (True, True)


def test_a_table_of_characters_without_bounds_is_refused() -> None:
    ranges = b"1 beginbfrange " + b"<00000000> <FFFFFFFF> <0041> " * 50 + b"endbfrange"
    assert refusals(page(b"<0001> Tj", COMPOSITE, table(ranges))) == ["has tables of characters without bounds"]


def test_the_pixels_of_a_picture_and_the_outlines_of_letters_are_left_out() -> None:
    out = io.BytesIO()
    Image.new("RGB", (2000, 2000)).save(out, "PNG")
    assert len(bytes_in(out.getvalue())) < 2 * len(out.getvalue())
    pixels = stream(zlib.compress(bytes(300_000_000)), b"/Subtype /Image /Filter /FlateDecode")
    assert refusals(pdf_of(pixels)) == []


def test_a_file_in_an_address_is_opened() -> None:
    address = base64.b64encode(gzip.compress(WORDS.encode())).decode()
    assert WORDS in text_in(f'<img src="data:image/png;base64,{address}">'.encode())


@pytest.mark.parametrize("file", [file for file in IMAGES if "canary" in file.name], ids=lambda file: file.name)
def test_what_pictures_hide_is_found(file: Path) -> None:
    content = file.read_bytes()
    assert "canary" in text_in(content).lower()


def samples() -> dict[str, bytes]:
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.attachments["a.zip"] = pikepdf.AttachedFileSpec(pdf, nested(2))
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    entries = b"2 beginbfchar <0001> <6682> endbfchar beginbfrange <01> <05> [<0041>] endbfrange"
    pictures = {file.name: file.read_bytes() for file in IMAGES if file.stat().st_size < 20_000}
    return {
        "pikepdf": out.getvalue(),
        "page": page(b"[<0001> -7 (a\\)b)] TJ", COMPOSITE, table(entries)),
        "zip": nested(3),
        "gzip": gzip.compress(nested(1)),
        **pictures,
    }


SAMPLES = samples()


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_damaged_files_are_searched_or_refused_and_never_raise(name: str, drawn: st.DataObject) -> None:
    content = bytearray(SAMPLES[name])
    for _ in range(drawn.draw(st.integers(1, 8))):
        if content:
            place = drawn.draw(st.integers(0, len(content) - 1))
            content[place : place + drawn.draw(st.integers(0, 4))] = drawn.draw(st.binary(max_size=4))
    views = list(unpack(bytes(content)))
    assert views[0] == Raw(bytes(content))


@pytest.mark.parametrize(
    "unit",
    [
        b"(",
        b"<",
        b"<<",
        b"((a)",
        b"\\(",
        b"/a ",
        b"1 0 obj",
        b"stream\n",
        b"%",
        b"/F 1 0 R ",
        b"BT (",
        b"<a",
        b"/Filter [",
        b"/Font <<",
        b"beginbfchar ",
        b"beginbfrange <00><01>[ ",
        b"\xff\xd8\xff",
    ],
)
def test_bytes_made_to_be_slow_are_not(unit: bytes) -> None:
    begun = time.process_time()
    many = unit * (400_000 // len(unit))
    list(unpack(b"%PDF-1.7\n" + many + b" TJ Tf"))
    list(unpack(pdf_of(stream(many + b" /F1 9 Tf x TJ"), many)))
    list(unpack(pdf_of(COMPOSITE.replace(b"5 0 R", b"2 0 R"), stream(b"begincmap " + many))))
    for head in (b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"\x1f\x8b"):
        list(unpack(head + many))
    assert time.process_time() - begun < 5
