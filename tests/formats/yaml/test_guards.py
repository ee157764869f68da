"""The first guard: size, encoding, characters."""

from __future__ import annotations

import codecs

import pytest

from reportgen.formats.yaml import read_document
from reportgen.formats.yaml.guards import MOST_BYTES, text_of


def test_a_file_of_exactly_one_mebibyte_is_read_and_one_byte_more_is_refused(found):
    exact = b"a: b # ".ljust(1_048_576, b".")
    assert MOST_BYTES == 1_048_576
    assert found(exact) == []
    assert found(exact + b".") == [(1, 1, "file-too-big")]
    problem = read_document(exact + b".", "m.yaml").problems[0]
    assert problem.message("en") == "this file is larger than 1048576 bytes"
    assert problem.message("zh") == "本文件超过 1048576 字节"


@pytest.mark.parametrize(
    ("encoding", "mark", "name"),
    [
        ("utf-16-le", codecs.BOM_UTF16_LE, "UTF-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "UTF-16"),
        ("utf-16-le", b"", "UTF-16"),
        ("utf-16-be", b"", "UTF-16"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "UTF-32"),
        ("utf-32-be", codecs.BOM_UTF32_BE, "UTF-32"),
    ],
)
def test_a_file_of_wide_characters_is_named_with_the_way_to_save_it(sound, encoding, mark, name):
    document = read_document(mark + sound.encode(encoding), "m.yaml")
    assert document.value is None
    (problem,) = document.problems
    assert (problem.span.line, problem.span.column) == (1, 1)
    assert problem.message("en") == f"this file is saved as {name}, not as UTF-8"
    assert problem.message("zh") == f"本文件的编码是 {name}，不是 UTF-8"
    assert f"iconv -f {name} -t UTF-8" in problem.hint("en")
    assert f"iconv -f {name} -t UTF-8" in problem.hint("zh")


def test_a_file_in_gb18030_is_named_at_its_first_chinese_character():
    content = "kind: minutes\r\nplace: 会议室\r\n".encode("gb18030")
    (problem,) = read_document(content, "m.yaml").problems
    assert (problem.span.line, problem.span.column) == (2, 8)
    assert problem.message("en") == "this file is saved as GB18030, not as UTF-8"
    assert "记事本" in problem.hint("zh")


def test_a_rare_name_does_not_hide_that_a_file_is_in_gb18030(found):
    assert found("signer: 由周喆签发\n".encode("gb18030")) == [(1, 9, "wrong-encoding")]


def test_a_file_is_called_chinese_only_where_more_than_half_of_its_letters_are_common(found):
    assert {code for _, _, code in found("signer: 周喆\n".encode("gb18030"))} == {"not-utf-8"}
    assert found("signer: 周喆\nplace: 馆\n".encode("gb18030")) == [(1, 9, "wrong-encoding")]


def test_latin_1_is_not_taken_for_chinese(found):
    assert found("étude: préféré à l'été\n".encode("latin-1"))[0] == (1, 1, "not-utf-8")
    assert {code for _, _, code in found("a: été\nb: là\n".encode("latin-1"))} == {"not-utf-8"}


def test_bytes_that_are_not_utf_8_are_shown_run_by_run(found):
    content = b"a: \xe9t\xe9\nb: \xed\xa0\x80\n"
    assert found(content) == [(1, 4, "not-utf-8"), (1, 6, "not-utf-8"), (2, 4, "not-utf-8")]
    assert read_document(content, "m").problems[2].message("en") == "the bytes 0xED 0xA0 0x80 are not UTF-8"


def test_a_byte_order_mark_is_no_character_of_the_first_key(found):
    document = read_document(codecs.BOM_UTF8 + b"title: x\nchair: \x1b\n", "m")
    assert document.problems[0].span.column == 8
    assert read_document(codecs.BOM_UTF8 + b"title: x\n", "m").value == {"title": "x"}
    assert found(codecs.BOM_UTF8 * 2 + b"title: x\n") == [(1, 1, "forbidden-character")]
    assert found(codecs.BOM_UTF8) == [(1, 1, "empty-file")]


@pytest.mark.parametrize(
    ("character", "code", "group", "group_zh"),
    [
        ("\x00", "U+0000", "a control character", "控制字符"),
        ("\x08", "U+0008", "a control character", "控制字符"),
        ("\x0b", "U+000B", "a control character", "控制字符"),
        ("\x0c", "U+000C", "a control character", "控制字符"),
        ("\x0e", "U+000E", "a control character", "控制字符"),
        ("\x1b", "U+001B", "a control character", "控制字符"),
        ("\x1f", "U+001F", "a control character", "控制字符"),
        ("\x7f", "U+007F", "a control character", "控制字符"),
        ("\x80", "U+0080", "a control character", "控制字符"),
        ("\x9f", "U+009F", "a control character", "控制字符"),
        ("\x85", "U+0085", "a hidden line break", "隐藏的换行符"),
        ("\u2028", "U+2028", "a hidden line break", "隐藏的换行符"),
        ("\u2029", "U+2029", "a hidden line break", "隐藏的换行符"),
        ("\r", "U+000D", "a carriage return without a line feed", "单独的回车符"),
        ("\u061c", "U+061C", "a control of the writing direction", "文字方向控制符"),
        ("\u200e", "U+200E", "a control of the writing direction", "文字方向控制符"),
        ("\u202e", "U+202E", "a control of the writing direction", "文字方向控制符"),
        ("\u2066", "U+2066", "a control of the writing direction", "文字方向控制符"),
        ("\u2069", "U+2069", "a control of the writing direction", "文字方向控制符"),
        ("\u206a", "U+206A", "an invisible format control", "不可见的格式控制符"),
        ("\ufff9", "U+FFF9", "an invisible format control", "不可见的格式控制符"),
        ("\ufeff", "U+FEFF", "a byte order mark inside the text", "文中的字节顺序标记"),
        ("\U000e0001", "U+E0001", "an invisible tag character", "不可见的标签字符"),
        ("\U000e007f", "U+E007F", "an invisible tag character", "不可见的标签字符"),
        ("\ufdd0", "U+FDD0", "a code point that is no character", "非字符码位"),
        ("\uffff", "U+FFFF", "a code point that is no character", "非字符码位"),
        ("\U0010fffe", "U+10FFFE", "a code point that is no character", "非字符码位"),
    ],
)
def test_a_forbidden_character_is_named_by_its_code_and_sort(character, code, group, group_zh):
    document = read_document(f"kind: minutes\ntitle: 会{character}议\n".encode(), "m.yaml")
    assert document.value is None
    (problem,) = document.problems
    assert (problem.code, problem.span.line, problem.span.column) == ("forbidden-character", 2, 9)
    assert problem.message("en") == f"{code} is not allowed: {group}"
    assert problem.message("zh") == f"不允许使用 {code}：{group_zh}"


@pytest.mark.parametrize(
    "character",
    "¤\t~\xa0\xad\u061b\u061d\u200b\u200d\u2010\u2027\u202f\u2065\u2070"
    "\u3000\ufdcf\ufdf0\ufff8\ufffc\ufffd\U0001f600\U00020bb7\U000e0100\U000e0080\ue000",
)
def test_a_character_beside_the_forbidden_ones_is_read(character):
    text = f"title: a{character}b ¤ \u3000c\n"
    assert read_document(text.encode(), "m").value == {"title": f"a{character}b ¤ \u3000c"}


def test_columns_count_characters_whatever_their_width(found):
    assert found("a: 会议𠮷😀é\x07\r\nb: 议\x07\r\n") == [
        (1, 9, "forbidden-character"),
        (2, 5, "forbidden-character"),
    ]


def test_a_file_with_carriage_returns_alone_has_its_own_words(found):
    assert found("a: 1\rb: \x07\r") == [(1, 5, "old-line-ends"), (2, 4, "forbidden-character")]
    problem = read_document(b"a: 1\rb: 2\r", "m").problems[0]
    assert "old Mac" in problem.message("en")
    assert "Mac" in problem.message("zh")
    assert "CRLF" in problem.hint("en")
    assert "CRLF" in problem.hint("zh")


def test_a_carriage_return_between_two_line_ends_is_found(found):
    assert found("a: 1\r\r\nb: 2\n") == [(1, 5, "forbidden-character")]
    assert found("a: 1\r\n\r\nb: 2\n") == []


def test_twenty_characters_are_listed_and_the_rest_is_counted(found):
    assert len(found("a: " + "\x07" * 20)) == 20
    problems = read_document(("a: " + "\x07" * 25).encode(), "m").problems
    assert [one.code for one in problems[:20]] == ["forbidden-character"] * 20
    assert problems[20].code == "more-findings"
    assert problems[20].message("en") == "there are at least 5 more findings in this file"
    assert len(problems) == 21
    assert problems[20].span == problems[19].span


def test_a_zero_byte_in_a_text_is_a_character_not_an_encoding(found):
    assert found(b'a: "x\0y\0 and more text of some length"\n')[0] == (1, 6, "forbidden-character")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a\0\n\0", "wrong-encoding"),
        (b"a\0", "forbidden-character"),
        (b"a\0b\0c", "forbidden-character"),
        (b"a\0b\0c: d d d d d", "wrong-encoding"),
        (b"a\0b\0c: d d d d d d d", "forbidden-character"),
        (b"a\0\0b" * 8, "forbidden-character"),
        (b"a\0b\0c: d d d d d d", "forbidden-character"),
    ],
)
def test_zero_bytes_mean_utf_16_only_where_they_are_many_and_on_one_side(found, content, code):
    assert found(content)[0][2] == code


def test_bytes_that_are_rare_characters_in_gb18030_are_not_called_chinese(found):
    assert found("a: étape créer\n".encode("latin-1")) == [(1, 4, "not-utf-8"), (1, 12, "not-utf-8")]


def test_a_first_line_without_words_is_a_line(found):
    assert found("\n\x07: a\n") == [(2, 1, "forbidden-character")]


def test_the_lowest_byte_outside_ascii_is_named(found):
    assert found(b"a: \x80\n") == [(1, 4, "not-utf-8")]
    assert read_document(b"a: \x80\n", "m").problems[0].message("en") == "the bytes 0x80 are not UTF-8"


def test_a_sound_text_comes_through_as_it_was(sound):
    assert text_of(sound.encode(), "m") == (sound, ())
