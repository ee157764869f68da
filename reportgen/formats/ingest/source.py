"""From the bytes of a file somebody else wrote to lines: encoding, line ends, characters no record may hold."""

from __future__ import annotations

import codecs
import hashlib
import re
import unicodedata
from dataclasses import dataclass

from reportgen.formats.yaml.characters import FORBIDDEN, code_of, heaps_marks
from reportgen.formats.yaml.guards import MOST_BYTES, is_chinese, wide_encoding
from reportgen.model.diagnostic import Diagnostic, error, info, warning
from reportgen.model.source import Span

IMPORT_TOO_BIG = error(
    "import-too-big",
    en="this file has more than {limit} bytes",
    zh="本文件超过 {limit} 字节",
    hint_en="split it; one meeting rarely needs a tenth of that",
    hint_zh="请拆分后再导入；一次会议的记录很少超过这个数的十分之一",
)
TOO_MANY_LINES = error(
    "import-too-many-lines",
    en="this file has {count} lines, {limit} are allowed",
    zh="本文件有 {count} 行，上限为 {limit}",
    hint_en="split it, such as by year or by meeting",
    hint_zh="请按年度或会议拆分后再导入",
)
NOTHING_TO_IMPORT = error(
    "import-empty",
    en="there are no words in this file",
    zh="本文件没有文字",
    hint_en="check that it is the right one",
    hint_zh="请确认文件是否正确",
)
NOT_A_TEXT = error(
    "import-not-a-text",
    en="this is not a text file",
    zh="这不是文本文件",
    hint_en="save the document as plain text, Markdown or HTML first",
    hint_zh="请先把文档另存为纯文本、Markdown 或网页",
)
UNKNOWN_ENCODING = error(
    "import-encoding-unknown",
    en="this file is neither UTF-8 nor UTF-16 nor GB18030",
    zh="本文件的编码不是 UTF-8、UTF-16，也不是 GB18030",
    hint_en="save it as UTF-8: `iconv -f WINDOWS-1252 -t UTF-8 {name}`",
    hint_zh="请存为 UTF-8，例如 `iconv -f BIG5 -t UTF-8 {name}`",
)
MARKS_TOO_HIGH = error(
    "import-marks-too-high",
    en="letters of this file carry more marks than any language writes",
    zh="本文件中有文字叠加了过多的附加符号",
    hint_en="delete them; they hide what is written",
    hint_zh="请删除；它们会遮住文字",
)
ENCODING_TOLD = info(
    "import-encoding",
    en="read as {encoding}",
    zh="按 {encoding} 读取",
    hint_en="if the words look wrong, save the file as UTF-8 and import it again",
    hint_zh="如果文字不对，请把文件存为 UTF-8 后重新导入",
)
CHARACTER_SHOWN = warning(
    "import-character",
    en="{code} stands in the text and cannot be printed; its code is written in its place",
    zh="文中有不能印出的字符 {code}，已改写为它的编码",
    hint_en="look whether the words around it are sound, then delete the code",
    hint_zh="请核对前后文字，然后删去编码",
)

MOST_LINES = 20_000
"""Lines of one file: a megabyte of words has fewer, and each line costs a tenth of a millisecond."""
MOST_SHOWN = 5
"""Findings of one kind for one file; the rest would be noise."""
_UTF8 = "UTF-8"
_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_BREAK_AT_EDGE = re.compile("[\u2028\u2029]+(?=[ \t]*(?:[\r\n]|$))|(?<=[\n ])[\u2028\u2029]+")
"""A word processor's line break where a line ends or begins anyway."""
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_BINARY = 20
"""One control character in so many is no text any more."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text somebody else wrote, line by line."""

    name: str
    """The path as it was given, for findings."""
    sha256: str
    """Of its bytes, in hexadecimal."""
    encoding: str
    """UTF-8, UTF-16 or GB18030."""
    lines: tuple[str, ...]
    """Without line ends; line 1 is the first."""
    findings: tuple[Diagnostic, ...] = ()

    def span(self, line: int, column: int = 1) -> Span:
        """Return a place in it."""
        return Span(self.name, line, column)

    def line(self, number: int) -> str:
        """Return a line by its number, from 1."""
        return self.lines[number - 1]


def read_source(content: bytes, name: str) -> Source | Diagnostic:
    """Return the lines of a file, or why it cannot be read as a text.

    Args:
        content: the file, as read; at most one byte more than `MOST_BYTES`.
        name: its path, for findings.

    """
    decoded = decode(content, name)
    if isinstance(decoded, Diagnostic):
        return decoded
    text, encoding = decoded
    return source_of(text, name, sha256=hashlib.sha256(content).hexdigest(), encoding=encoding)


def source_of(text: str, name: str, *, sha256: str, encoding: str) -> Source | Diagnostic:
    """Return decoded text as lines, with the code in place of every character that no record may hold."""
    whole = Span(name, 0, 0)
    if not text.strip("\ufeff \t\r\n\u3000"):
        return NOTHING_TO_IMPORT.at(whole)
    if len(_BINARY.findall(text)) * _MOST_BINARY > len(text):
        return NOT_A_TEXT.at(whole)
    if heaps_marks(text):
        return MARKS_TOO_HIGH.at(whole)
    plain = _BREAK_AT_EDGE.sub("", unicodedata.normalize("NFC", text.removeprefix("\ufeff")))
    lines = _BREAK.split(plain)
    if len(lines) > MOST_LINES:
        return TOO_MANY_LINES.at(whole, count=len(lines), limit=MOST_LINES)
    findings: list[Diagnostic] = []
    if encoding != _UTF8:
        findings.append(ENCODING_TOLD.at(whole, encoding=encoding))
    shown = tuple(_shown(line, Span(name, number, 1), findings) for number, line in enumerate(lines, start=1))
    return Source(name, sha256, encoding, shown, tuple(findings))


def _shown(line: str, span: Span, findings: list[Diagnostic]) -> str:
    """Return a line with ‹U+202E› where a character stands that the door refuses."""
    if line.isprintable():
        return line
    found = list(FORBIDDEN.finditer(line))
    if not found:
        return line
    told = sum(1 for one in findings if one.kind is CHARACTER_SHOWN)
    if told < MOST_SHOWN:
        findings.append(CHARACTER_SHOWN.at(Span(span.path, span.line, found[0].start() + 1), code=code_of(found[0][0])))
    return FORBIDDEN.sub(lambda one: "".join(f"‹{code_of(each)}›" for each in one[0]), line)


def decode(content: bytes, name: str) -> tuple[str, str] | Diagnostic:
    """Return a file as text with the name of its encoding, or why it is no text."""
    whole = Span(name, 0, 0)
    if len(content) > MOST_BYTES:
        return IMPORT_TOO_BIG.at(whole, limit=MOST_BYTES)
    encoding = wide_encoding(content) or _UTF8
    if encoding == _UTF8:
        try:
            return content.decode("utf-8-sig"), _UTF8
        except UnicodeDecodeError:
            encoding = "GB18030"
        if content.count(0):
            return NOT_A_TEXT.at(whole)
        if not is_chinese(content):
            return UNKNOWN_ENCODING.at(whole, name=name)
    try:
        return _wide(content, encoding), encoding
    except UnicodeDecodeError:
        return UNKNOWN_ENCODING.at(whole, name=name)


def _wide(content: bytes, encoding: str) -> str:
    """Return the text of UTF-16, UTF-32 or GB18030 bytes; without a mark, zero bytes say which half leads."""
    if encoding == "UTF-16" and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16-be" if content[::2].count(0) > content[1::2].count(0) else "utf-16-le")
    return content.decode(encoding.lower())
