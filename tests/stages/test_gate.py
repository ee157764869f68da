"""The gate: every way a closed passage gets out is seen where it was planted, and sound editions are let pass."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import pytest

from reportgen.model.build import Artifact
from reportgen.model.receipt import Hit, Receipt
from reportgen.pipeline import BuildOrder, build
from reportgen.stages.gate import BLOCK, gate
from tests.small_site import AS_OF, write_site
from tests.stages.gate_channels import DIGITS, HAN, LATIN, PLANTS, SEEN_BY_OTHERS, Plant

CHANNELS = (
    "HTML comment", "hidden element", "data-/title/aria/alt", "id, anchor, class", "title, meta, Open Graph, JSON-LD",
    "CSS content", "search index, its stop words and counts", "source maps", "Atom", "sitemap", "ICS", "CSV/XLSX",
    "JSON/YAML exports", "register totals", "contents, indexes, cross references, footnotes, glossary",
    "file names, slugs, redirects", "404 page", "page count, file size, section numbers, gaps in ids", "mask width",
    "PDF text layer", "clipped or off-page text", "ToUnicode, glyph subset", "font subset tag", "bookmarks",
    "named destinations", "link URIs", "structure tree Alt/ActualText", "Info, XMP", "attachments",
    "annotations, forms", "incremental updates", "thumbnails", "image EXIF/IPTC/XMP/COM/trailing/ICC",
    "copied attachment files", "what-changed pages", "git or CI artefacts", "caches, staging",
    "logs, warnings, tracebacks, progress titles", "manifest names and hashes", "times and order", "mail subjects",
    "signatures over another edition", "QR codes", "the same passage in another meeting",
    "the same passage in an action", "the same passage in a person's post", "the same passage in an alias",
)  # fmt: skip
PLANTED = [(plant, token) for plant in PLANTS for token in plant.tokens]
OTHER = ("WillowHarbour55", "彧羴厵骉驫飝", "918273645012")


def name_of(case: object) -> str:
    return f"{case.channel}-{case.where}" if isinstance(case, Plant) else str(case)


def found(content: bytes | str, *closed: str, open_texts: tuple[str, ...] = (), path: str = "index.html") -> Receipt:
    content = content.encode() if isinstance(content, str) else content
    return gate([Artifact(path, content)], closed, open_texts)


def forms(content: bytes | str, closed: str) -> set[str]:
    return {hit.form for hit in found(content, closed).leaks}


def test_each_of_the_47_channels_is_planted_or_left_to_non_interference_and_none_is_both() -> None:
    planted = {plant.channel for plant in PLANTS}
    assert len(CHANNELS) == len(set(CHANNELS)) == 47
    assert planted | set(SEEN_BY_OTHERS) == set(CHANNELS)
    assert planted & set(SEEN_BY_OTHERS) == set()


@pytest.mark.parametrize(("plant", "token"), PLANTED, ids=name_of)
def test_a_passage_is_found_where_it_was_planted_and_no_other_is(plant: Plant, token: str) -> None:
    artifact = plant.make(token)
    leaks = gate([artifact], [token, *OTHER], []).leaks
    assert leaks
    assert {hit.path for hit in leaks} == {artifact.path}
    assert "".join(hit.words for hit in leaks if hit.form == "glyph repertoire") in "".join(sorted(token))
    assert {hit.words for hit in leaks if hit.form != "glyph repertoire"} <= {token}


@pytest.mark.parametrize("token", [LATIN, HAN, DIGITS])
def test_characters_of_a_passage_in_no_order_are_told_by_the_glyphs_of_a_font_alone(token: str) -> None:
    scattered = next(plant for plant in PLANTS if plant.channel == "ToUnicode, glyph subset").make(token)
    leaks = gate([scattered], [token], []).leaks
    assert {hit.form for hit in leaks} == ({"glyph repertoire"} if token == HAN else set())
    assert gate([scattered], [token], ["".join(sorted(token))]).leaks == ()


def test_a_file_handed_in_may_hold_characters_of_others() -> None:
    scattered = next(plant for plant in PLANTS if plant.channel == "ToUnicode, glyph subset").make(HAN)
    assert gate([Artifact("assets/survey.pdf", scattered.content)], [HAN], []).leaks == ()


def test_words_at_the_edge_of_two_blocks_are_judged_by_what_stands_around_them() -> None:
    for shift in range(-6, 7):
        before = "、" * ((BLOCK + shift) // 3) + "x" * ((BLOCK + shift) % 3)
        assert found(f"{before} plan ", "plan").leaks
        assert found(f"{before} airplanes ", "plan").leaks == ()
        assert found(before + HAN, HAN).leaks


ENCODED = {
    "utf-16": lambda text: text.encode("utf-16-be"),
    "gb18030": lambda text: b"\0" + text.encode("gb18030"),
    "hex": lambda text: text.encode().hex().upper().encode(),
    "base64": lambda text: base64.b64encode(b"!!" + text.encode() + b"?"),
    "percent": lambda text: quote(text).encode(),
    "entities": lambda text: "".join(f"&#{ord(one)};" for one in text).encode(),
    "escapes": lambda text: json.dumps(text).upper().replace("\\U", "\\u").encode(),
    "reversed": lambda text: text[::-1].encode(),
}


@pytest.mark.parametrize("form", ENCODED)
def test_the_receipt_says_in_which_form_a_passage_stands(form: str) -> None:
    assert form in forms(b"x " + ENCODED[form](HAN) + b" x", HAN)


@pytest.mark.parametrize("before", [b"", b"!", b"!!"])
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_base64_is_read_at_each_offset_in_both_alphabets_and_over_lines(encode: object, before: bytes) -> None:
    letters = encode(before + HAN.encode() + b"~~~~")  # type: ignore[operator]
    assert "base64" in forms(letters, HAN)
    assert "base64" in forms(letters[:7] + b"\r\n" + letters[7:], HAN)


@pytest.mark.parametrize(
    "written",
    [
        "%25E9%25BE%2598%25E9%259D%2590%25E7%2588%25A8%25E9%25BA%25A4%25E9%25B1%25BB%25E7%2581%25AA",
        "=E9=BE=98=E9=9D=90=E7=88=A8=E9=\r\n=BA=A4=E9=B1=BB=E7=81=AA",
        "e9 be 98 e9 9d 90 e7 88 a8 e9 ba a4 e9 b1 bb e7 81 aa",
        "&amp;#x9f98;靐爨麤鱻灪",
        "\\u{9f98}\\x{e9}靐爨".replace("\\x{e9}", "") + "麤鱻灪",
        "龘 靐　爨\n麤\u200b鱻灪",
        "<td>龘靐</td><td>爨麤</td><td>鱻灪</td>",
        "龘，靐、爨；麤-鱻·灪",
    ],
)
def test_escapes_in_escapes_and_signs_between_letters_hide_nothing(written: str) -> None:
    assert {hit.words for hit in found(written, HAN).leaks} == {HAN}


def test_capital_wide_and_broken_letters_are_the_same_letters() -> None:
    assert found("ＫＥＳＴＲＥＬ quar-\nry 94", LATIN).leaks == (Hit("index.html", LATIN, "as read"),)


def test_one_sentence_of_a_passage_is_enough_and_its_marks_of_markdown_do_not_matter() -> None:
    closed = "会议决定：\n\n- **暂缓**拆除旧涵洞。\n- 另行选址"
    assert {hit.words for hit in found("纪要：暂缓拆除旧涵洞", closed).leaks} == {"暂缓拆除旧涵洞"}
    assert found("暂缓修建新涵洞", closed).leaks == ()


def test_half_a_long_sentence_is_a_leak() -> None:
    closed = "请县公路养护中心会同县水利局于汛期到来以前逐一查明沿线涵洞淤塞的原因并报县政府办公室备案"
    assert {hit.words for hit in found(closed[:30], closed).leaks} == {closed}


def test_the_address_a_passage_links_to_is_sought_too() -> None:
    assert found('<a href="assets/k7-survey.pdf">x</a>', "见[附件](assets/k7-survey.pdf)").leaks


def test_words_that_stand_in_open_text_are_noted_and_forbid_nothing() -> None:
    receipt = found("<p>暂缓拆除旧涵洞</p>", "暂缓拆除旧涵洞。", open_texts=("会上有人提出，暂缓拆除旧涵洞",))
    assert receipt.is_clean
    assert {hit.words for hit in receipt.open_hits} == {"暂缓拆除旧涵洞"}


def test_two_open_texts_with_half_a_passage_each_do_not_open_it() -> None:
    assert not found("暂缓拆除旧涵洞", "暂缓拆除旧涵洞", open_texts=("暂缓拆除", "旧涵洞")).is_clean


def test_a_passage_of_three_letters_is_listed_as_one_that_cannot_be_sought() -> None:
    receipt = found("王芳 3月 abc", "王芳。3月！abc？")
    assert receipt.too_short == ("3月", "abc", "王芳")
    assert (receipt.passages, receipt.leaks) == (0, ())


def test_a_short_word_is_found_as_a_whole_word_and_not_within_another() -> None:
    assert found("<p>the (plan) of</p>", "plan").leaks == (Hit("index.html", "plan", "as read"),)
    assert found("<p>planning 2plan4 airplan</p>", "plan").leaks == ()
    assert found("<p>第3500元</p>", "3500").leaks == (Hit("index.html", "3500", "as read"),)
    assert found('{"sha256": "1f3500ab"}', "3500").leaks == ()


def test_what_cannot_be_searched_forbids_to_publish() -> None:
    receipt = found(b"7z\xbc\xaf\x27\x1c" + bytes(20), "暂缓拆除旧涵洞", path="assets/papers.7z")
    assert receipt.leaks == (Hit("assets/papers.7z", "", "is packed in a way that cannot be read"),)


def test_half_characters_in_the_table_of_a_font_stop_nothing() -> None:
    table = b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <61> <63> <D7FF> endbfrange"
    pdf = (
        b"%%PDF-1.7\n1 0 obj << /Type /Font /Subtype /Type1 /ToUnicode 2 0 R >> endobj\n"
        b"2 0 obj << /Length %d >> stream\n%s\nendstream endobj\n3 0 obj << /Font << /F1 1 0 R >> >> endobj\n"
        b"4 0 obj << >> stream\nBT /F1 9 Tf (abc) Tj /F2 9 Tf (plan) Tj ET\nendstream endobj\n" % (len(table), table)
    )
    assert found(pdf, "plan", path="a.pdf").leaks == (Hit("a.pdf", "plan", "as read"),)


def test_words_repeated_a_million_times_are_one_finding() -> None:
    assert found("暂缓拆除" * 1_000_000, "暂缓拆除").leaks == (
        Hit("index.html", "暂缓拆除", "as read"),
        Hit("index.html", "暂缓拆除", "as typed"),
    )


@pytest.mark.parametrize(
    "unit", ["<!--", "<p ", "<", "&#x", "%41", "\\u9f98", "\\x41", "&amp;", "\u0301", ";base64,AA"]
)
def test_text_made_to_be_slow_to_read_is_not(unit: str) -> None:
    # Quadratic reading would take hours.
    assert found(unit * (400_000 // len(unit)) + HAN, HAN).leaks


def test_the_receipt_is_the_same_bytes_in_whatever_order_things_come() -> None:
    files = [plant.make(HAN) for plant in PLANTS[:4]] + [Artifact("b.html", "另行选址".encode())]
    one = gate(files, [HAN, "另行选址", "王芳"], ["另行选址"]).to_json("")
    assert gate(files[::-1], ["王芳", "另行选址", HAN], ["另行选址"]).to_json("") == one
    told = json.loads(one)
    assert sorted(told) == list(told) == ["files", "key", "leaks", "open_hits", "passages", "searched", "too_short"]
    assert one.endswith(b"}\n")
    assert HAN.encode() in one


def edition(folder: Path) -> list[Artifact]:
    """A small edition as the program builds it: pages and files of everything, and one printed document."""
    content = write_site(folder / "content")
    files: list[Artifact] = []
    for outputs, only in (({"html", "csv", "json", "ics", "xlsx", "md"}, None), ({"pdf"}, "works-1")):
        output = folder / f"build-{only}"
        report = build(BuildOrder(content, output, AS_OF, frozenset(outputs), only, jobs=1))
        assert report.folder is not None
        files += files_of(report.folder)
    return files


def files_of(folder: Path) -> list[Artifact]:
    return [
        Artifact(str(file.relative_to(folder)), file.read_bytes())
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    ]


def test_a_real_edition_gives_no_alarm_for_words_it_lacks_and_each_file_that_has_them_for_others(
    tmp_path: Path,
) -> None:
    files = edition(tmp_path)
    lacking = (
        *OTHER,
        LATIN,
        HAN,
        "暂缓拆除旧涵洞，另行选址。",
        "The survey was withheld until spring.",
        "4417",
        "ab12",
    )
    receipt = gate(files, lacking, ["暂缓拆除旧涵洞另行选址"])
    assert (receipt.leaks, receipt.open_hits, receipt.files) == ((), (), len(files))
    assert receipt.searched > sum(len(file.content) for file in files)
    leaks = gate(files, ["清理一号沟", "That the plan be adopted", "编制台账"], []).leaks
    assert kinds_of(leaks, "That the plan be adopted") == {".html", ".json", ".md", ".xlsx"}
    assert kinds_of(leaks, "清理一号沟") == {".csv", ".html", ".ics", ".json", ".md", ".pdf", ".xlsx"}
    assert kinds_of(leaks, "编制台账") == {".csv", ".html", ".ics", ".json", ".md", ".pdf", ".xlsx"}


def kinds_of(leaks: Iterable[Hit], words: str) -> set[str]:
    return {Path(hit.path).suffix for hit in leaks if hit.words == words}
