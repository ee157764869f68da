"""Sources: the bytes of a file somebody else wrote as lines, or why they are no text."""

from __future__ import annotations

import codecs
import hashlib

import pytest

from reportgen.formats.ingest.source import MOST_LINES, Source, decode, read_source
from reportgen.formats.yaml.guards import MOST_BYTES
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.source import Span

ENGLISH = "Minutes of the works meeting\nThe culvert at Mill Lane was cleared.\n"
CHINESE = "柳湾镇道路养护例会纪要\n会议议定：五月底前完成清淤。\n"
NAME = "notes.txt"


def source(content: str | bytes, name: str = NAME) -> Source:
    made = read_source(content.encode() if isinstance(content, str) else content, name)
    assert isinstance(made, Source), made
    return made


def refused(content: str | bytes, name: str = NAME) -> Diagnostic:
    made = read_source(content.encode() if isinstance(content, str) else content, name)
    assert isinstance(made, Diagnostic), made
    return made


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["english", "chinese"])
@pytest.mark.parametrize(
    ("codec", "mark", "encoding"),
    [
        ("utf-8", b"", "UTF-8"),
        ("utf-8", codecs.BOM_UTF8, "UTF-8"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "UTF-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "UTF-16"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "UTF-32"),
        ("utf-32-be", codecs.BOM_UTF32_BE, "UTF-32"),
    ],
)
def test_every_unicode_encoding_with_its_mark_gives_the_same_lines(
    text: str, codec: str, mark: bytes, encoding: str
) -> None:
    content = mark + text.encode(codec)
    made = source(content)
    assert made.lines == tuple(text.split("\n"))
    assert (made.name, made.encoding, made.sha256) == (NAME, encoding, hashlib.sha256(content).hexdigest())
    assert [(one.code, one.values) for one in made.findings] == (
        [] if encoding == "UTF-8" else [("import-encoding", (("encoding", encoding),))]
    )


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_told_by_where_its_zeros_fall(codec: str) -> None:
    made = source(ENGLISH.encode(codec))
    assert made.lines == tuple(ENGLISH.split("\n"))
    assert [str(one.message("en")) for one in made.findings] == ["read as UTF-16"]


def test_everyday_chinese_in_gb18030_is_read_and_told() -> None:
    made = source(CHINESE.encode("gb18030"))
    assert (made.lines, made.encoding) == (tuple(CHINESE.split("\n")), "GB18030")
    assert [(one.code, one.span, one.message("zh")) for one in made.findings] == [
        ("import-encoding", Span(NAME, 0, 0), "按 GB18030 读取")
    ]


def test_windows_1252_and_bytes_of_no_encoding_are_refused_with_the_command_that_helps() -> None:
    for content in (
        "Café Größe naïve — the résumé was read".encode("cp1252"),
        b"\xff\xfeThe count of bytes is odd",
        b"\x80\x81 words \x82",
    ):
        found = refused(content, "vote.txt")
        assert (found.code, found.span) == ("import-encoding-unknown", Span("vote.txt", 0, 0)), content
        assert found.hint("en") == "save it as UTF-8: `iconv -f WINDOWS-1252 -t UTF-8 vote.txt`"


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        b"%PDF-1.7\n" + b"\x00\xff\xfe\x01" * 50,
        b"\x7fELF\x02\x01\x01\x00" + b"\x00" * 8 + b"\x03\x00\x3e\x00\x01" * 9,
        b"".join(bytes([number]) for number in (1, 2, 3, 4, 5, 6, 7, 8)) * 10,
        b"words \x00\x00\x00\x00\x00 of a record",
    ],
    ids=["picture", "pdf", "program", "controls", "zeros"],
)
def test_a_binary_file_under_the_name_of_a_text_is_refused(content: bytes) -> None:
    assert refused(content).code == "import-not-a-text"


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", "\ufeff\u3000\n".encode(), codecs.BOM_UTF16_LE + b"\n\x00"])
def test_a_file_without_words_is_refused(content: bytes) -> None:
    assert refused(content).code == "import-empty"


def test_a_file_is_refused_at_one_byte_more_than_the_limit_and_at_one_line_more() -> None:
    assert source(b"a" * MOST_BYTES).lines == ("a" * MOST_BYTES,)
    found = refused(b"a" * (MOST_BYTES + 1))
    assert (found.code, found.message("zh")) == ("import-too-big", "本文件超过 1048576 字节")
    assert len(source("a\n" * (MOST_LINES - 1) + "a").lines) == MOST_LINES
    found = refused("a\n" * MOST_LINES + "a")
    assert (found.code, found.message("en")) == (
        "import-too-many-lines",
        f"this file has {MOST_LINES + 1} lines, {MOST_LINES} are allowed",
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one\r\ntwo\rthree\nfour", ("one", "two", "three", "four")),
        ("one\r\rtwo", ("one", "", "two")),
        ("one\u2028two\u2029three", ("one", "two", "three")),
        ("one\u2028\ntwo", ("one", "two")),
        ("one\u2029  \r\ntwo", ("one  ", "two")),
        ("one\n\u2028two", ("one", "two")),
        ("one\x0btwo\x0cthree\x85four", ("one", "two", "three", "four")),
        ("one", ("one",)),
        ("one\n", ("one", "")),
    ],
    ids=repr,
)
def test_every_line_end_ends_a_line(text: str, lines: tuple[str, ...]) -> None:
    made = source(text)
    assert (made.lines, made.findings) == (lines, ())


@pytest.mark.parametrize(
    ("line", "shown", "code", "column"),
    [
        ("a\u202eb", "a‹U+202E›b", "U+202E", 2),
        ("会议\u200e纪要", "会议‹U+200E›纪要", "U+200E", 3),
        ("\u2066left\u2069", "‹U+2066›left‹U+2069›", "U+2066", 1),
        ("to\ufeffday", "to‹U+FEFF›day", "U+FEFF", 3),
        ("pay\U000e0041", "pay‹U+E0041›", "U+E0041", 4),
        ("a long line of words with one\x00zero", "a long line of words with one‹U+0000›zero", "U+0000", 30),
        ("end of file here, thirty letters\x1a", "end of file here, thirty letters‹U+001A›", "U+001A", 33),
        ("x\ufffey", "x‹U+FFFE›y", "U+FFFE", 2),
    ],
)
def test_a_character_no_record_may_hold_is_shown_by_its_code(line: str, shown: str, code: str, column: int) -> None:
    made = source(f"Works meeting\n{line}\nThe end of it\n")
    assert made.lines == ("Works meeting", shown, "The end of it", "")
    assert [(one.code, one.span, one.values) for one in made.findings] == [
        ("import-character", Span(NAME, 2, column), (("code", code),))
    ]


def test_only_the_first_five_lines_with_such_characters_are_told_and_all_are_shown() -> None:
    made = source("\n".join(["ab\u202ecd\u202eef"] * 9))
    assert made.lines == ("ab‹U+202E›cd‹U+202E›ef",) * 9
    assert [one.span and one.span.line for one in made.findings] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "text", ["नेपा\u200dल और\u200cभी", "soft\u00adhyphen", "zero\u200bwidth", "half\u3000wide\u00a0gap"]
)
def test_what_joins_or_parts_letters_is_kept(text: str) -> None:
    made = source(text)
    assert (made.lines, made.findings) == ((text,), ())


def test_marks_of_a_language_are_kept_and_composed_and_a_pile_of_them_is_refused() -> None:
    assert source("re\u0301sume\u0301 Vie\u0323\u0302t").lines == ("résumé Việt",)
    assert source("a" + "\u0316" * 30).lines == ("a" + "\u0316" * 30,)
    for text in ("a" + "\u0316" * 31, "会" + "\u0301" * 5_000 + "议", "a" + "\u0301\u0316" * 40):
        assert refused(text).code == "import-marks-too-high"


def test_a_place_in_a_source_names_its_file_line_and_column() -> None:
    made = source("one\ntwo", "year/2026/march.txt")
    assert (made.line(2), made.span(2, 3), made.span(1)) == (
        "two",
        Span("year/2026/march.txt", 2, 3),
        Span("year/2026/march.txt", 1, 1),
    )


def test_decoding_takes_the_mark_off_and_names_the_encoding() -> None:
    assert decode(codecs.BOM_UTF8 + "会".encode(), NAME) == ("会", "UTF-8")
    assert decode(codecs.BOM_UTF16_BE + "会".encode("utf-16-be"), NAME) == ("会", "UTF-16")
    assert decode("会议已经开完".encode("gb18030"), NAME) == ("会议已经开完", "GB18030")
