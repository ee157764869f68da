"""From bytes to a text that is safe to parse: size, encoding, characters. The first guard of the door."""

from __future__ import annotations

import codecs
import re

from reportgen.formats.yaml.characters import FORBIDDEN, allowed, code_of, group_of
from reportgen.formats.yaml.findings import MOST_FINDINGS, in_order
from reportgen.model.diagnostic import Diagnostic, error
from reportgen.model.source import Span

MOST_BYTES = 1_048_576
"""Bytes of one YAML file: 1 MiB."""

FILE_TOO_BIG = error(
    "file-too-big",
    en="this file is larger than {limit} bytes",
    zh="本文件超过 {limit} 字节",
    hint_en="split the record, or attach long texts as documents",
    hint_zh="请拆分记录，或把长文作为附件",
)
WRONG_ENCODING = error(
    "wrong-encoding",
    en="this file is saved as {encoding}, not as UTF-8",
    zh="本文件的编码是 {encoding}，不是 UTF-8",
    hint_en="save it as UTF-8: in Notepad “Save as”, encoding “UTF-8”; or `iconv -f {encoding} -t UTF-8`",
    hint_zh="请存为 UTF-8：记事本“另存为”，编码选“UTF-8”；或运行 `iconv -f {encoding} -t UTF-8`",
)
NOT_UTF8 = error(
    "not-utf-8",
    en="the bytes {found} are not UTF-8",
    zh="字节 {found} 不是 UTF-8",
    hint_en="save the file as UTF-8; the characters here were written in another encoding",
    hint_zh="请把文件存为 UTF-8；此处的字符是用别的编码写的",
)
OLD_LINE_ENDS = error(
    "old-line-ends",
    en="the lines of this file end as on an old Mac, with a carriage return alone",
    zh="本文件用旧式 Mac 换行（单独的回车符）",
    hint_en="save it with line ends LF or CRLF: most editors show the choice in the status bar",
    hint_zh="请把换行符改为 LF 或 CRLF 再保存：多数编辑器在状态栏里可以选择",
)
FORBIDDEN_CHARACTER = error(
    "forbidden-character",
    en="{code} is not allowed: {group}",
    zh="不允许使用 {code}：{group_zh}",
    hint_en="delete it; it may be invisible, so retype the words around it",
    hint_zh="请删除；它可能看不见，可把前后的文字重新输入一遍",
)

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
"""The longer ones first: UTF-32 begins as UTF-16 does."""
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_SAMPLE = 2_000
"""Characters looked at to tell an encoding."""


def text_of(content: bytes, path: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Return the text of a file without its byte order mark, or None and what is wrong with the bytes."""
    if len(content) > MOST_BYTES:
        return None, (FILE_TOO_BIG.at(Span(path, 1, 1), limit=MOST_BYTES),)
    if encoding := wide_encoding(content):
        return None, (WRONG_ENCODING.at(Span(path, 1, 1), encoding=encoding),)
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode()
    except UnicodeDecodeError as failure:
        return None, _not_utf8(content, failure.start, path)
    if text.replace("\r\n", "").replace("\n", "").isprintable() or allowed(text):
        return text, ()
    return None, _forbidden(text, path)


def wide_encoding(content: bytes) -> str | None:
    """Return the name of a two or four byte encoding, by its mark or by where the zero bytes fall."""
    for mark, name in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return name
    zeros = content.count(0)
    if zeros < 2 or len(content) % 2:
        return None
    one_sided = 0 in (content[::2].count(0), content[1::2].count(0))
    return "UTF-16" if one_sided and zeros * 8 >= len(content) else None


def _not_utf8(content: bytes, start: int, path: str) -> tuple[Diagnostic, ...]:
    before = content[:start].decode()
    if is_chinese(content):
        return (WRONG_ENCODING.at(span_at(before, len(before), path), encoding="GB18030"),)
    return _forbidden(content.decode("utf-8", "surrogateescape"), path)


def is_chinese(content: bytes) -> bool:
    """Whether the bytes read as everyday Chinese in GB18030.

    Latin-1 often decodes as GB18030 too, but into rare characters that GB 2312 does not have.
    """
    try:
        foreign = [one for one in content.decode("gb18030") if not one.isascii()][:_SAMPLE]
    except UnicodeDecodeError:
        return False
    common = sum(1 for one in foreign if _HAN.match(one) and one.encode("gb2312", "ignore"))
    return common * 2 > len(foreign)


def _forbidden(text: str, path: str) -> tuple[Diagnostic, ...]:
    """Return a finding for each forbidden character, as many as are listed."""
    findings = []
    if "\r" in text and "\n" not in text:
        findings.append(OLD_LINE_ENDS.at(Span(path, 1, text.index("\r") + 1)))
        text = text.replace("\r", "\n")
    matches = FORBIDDEN.finditer(text)
    for match in matches:
        findings.append(_finding(match.group(), span_at(text, match.start(), path)))
        if len(findings) == MOST_FINDINGS:
            break
    return in_order(findings, uncounted=sum(1 for _ in matches))


def _finding(found: str, span: Span) -> Diagnostic:
    if "\udc80" <= found[0] <= "\udcff":
        return NOT_UTF8.at(span, found=" ".join(f"0x{ord(one) - 0xDC00:02X}" for one in found))
    group, group_zh = group_of(found)
    return FORBIDDEN_CHARACTER.at(span, code=code_of(found), group=group, group_zh=group_zh)


def span_at(text: str, index: int, path: str) -> Span:
    """Return line and column of a position in a text."""
    return Span(path, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
