"""The look into a zip before anything opens it."""

from __future__ import annotations

import io
import zipfile

import pytest

from reportgen.formats.ingest.register import archive
from reportgen.formats.ingest.register.archive import refusal
from reportgen.model.diagnostic import Diagnostic


def packed(parts: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", how) as opened:
        for name, content in parts.items():
            opened.writestr(name, content)
    return stream.getvalue()


def said(found: Diagnostic | None) -> tuple[str, str]:
    assert found is not None
    assert found.span is not None
    assert found.span.path == "register.xlsx"
    return found.code, found.message("en")


def test_an_ordinary_archive_may_be_opened() -> None:
    assert (
        refusal(packed({"xl/workbook.xml": b"<workbook/>", "a.png": bytes(range(256)) * 40}), "register.xlsx") is None
    )


@pytest.mark.parametrize("content", [b"", b"PK", b"task,owner\n", b"\xd0\xcf\x11\xe0" + bytes(600), packed({})[:-1]])
def test_what_is_no_archive_is_refused(content: bytes) -> None:
    assert said(refusal(content, "register.xlsx")) == (
        "not-a-workbook",
        "this is not a workbook that can be read",
    )


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert said(refusal(packed({"a.xml": bytes(51_000_000)}), "register.xlsx")) == (
        "workbook-too-big",
        "this workbook holds more than 50,000,000 bytes when it is unpacked",
    )


def test_a_part_that_is_packed_too_tightly_is_refused_unless_it_is_small() -> None:
    assert refusal(packed({"a.xml": bytes(1_000_000)}), "register.xlsx") is None
    code, words = said(refusal(packed({"a.xml": bytes(1_100_000)}), "register.xlsx"))
    assert code == "packed-too-tightly"
    assert words.startswith("“a.xml” in this file is packed ")


def test_a_file_of_too_many_bytes_is_refused() -> None:
    assert said(refusal(bytes(20_000_001), "register.xlsx"))[1] == "this workbook holds more than 20,000,000 bytes"


def test_too_many_parts_are_refused() -> None:
    content = packed({f"{number}.xml": b"" for number in range(archive.MOST_PARTS + 1)})
    assert said(refusal(content, "register.xlsx"))[1] == "this workbook holds more than 2,000 parts"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_document_type_is_refused_in_any_encoding(encoding: str) -> None:
    part = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(encoding)
    assert said(refusal(packed({"a.xml": part}), "register.xlsx"))[0] == "not-a-workbook"


def test_too_many_elements_are_refused() -> None:
    content = packed({"a.xml": b"".join(b"<c/><d>%d</d>" % number for number in range(260_000))})
    assert said(refusal(content, "register.xlsx")) == (
        "workbook-too-big",
        "this workbook holds more than 500,000 cells and styles",
    )


def test_a_part_that_many_sheets_name_counts_for_each_of_them() -> None:
    def book(sheets: int) -> bytes:
        names = b"".join(b'<sheet sheetId="%d"/>' % number for number in range(sheets))
        rows = b"".join(b"<row>%d</row>" % number for number in range(40_000))
        return packed({"workbook.xml": b"<sheets>" + names + b"</sheets>", "sheet.xml": rows})

    assert refusal(book(70), "register.xlsx") is None
    assert said(refusal(book(80), "register.xlsx"))[1] == "this workbook holds more than 500,000 cells and styles"
    assert said(refusal(book(101), "register.xlsx"))[1] == "this workbook holds more than 100 sheets"


def test_a_password_is_a_refusal() -> None:
    content = bytearray(packed({"a.xml": b"<a/>"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    assert said(refusal(bytes(content), "register.xlsx"))[0] == "not-a-workbook"
