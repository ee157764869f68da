"""PDFs of every kind of document, in both themes and languages, keep the rules; each rule notices a spoilt file."""

from __future__ import annotations

import functools
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pytest

from reportgen.environment import look_around
from reportgen.model.build import Printed, PrintJob
from reportgen.model.config import SiteConfig
from reportgen.model.content import Content
from reportgen.model.meeting import Briefing, Updates
from reportgen.model.party import People
from reportgen.pipeline.faces import Faces
from reportgen.stages.plan import plan
from reportgen.stages.print import print_page
from reportgen.stages.render import render
from reportgen.stages.resolve import resolve
from reportgen.theme import Theme
from tests.page.structure import ARCHIVE, TAGGED, Part, Reading, broken_rules
from tests.templates import briefing_pages as given

KINDS = {
    "minutes": "meetings/works-2026-03/works-2026-03.pdf", "agenda": "meetings/to-come/to-come.pdf",
    "decisions": "decisions/decisions.pdf", "speech": "speeches/talk/talk.pdf",
    "briefing": "briefings/quarter/quarter.pdf", "register": "register/register.pdf",
    "notice of a unit": "units/works/works.pdf", "notice of a person": "people/he/he.pdf",
}  # fmt: skip
"""Where the document of each kind is printed."""
THEMES = ("briefing", "gongwen")
SETTINGS = [
    *((theme, language, "ua-1") for theme in THEMES for language in ("zh", "en")),
    ("briefing", "zh", "a-3a"), ("gongwen", "en", "a-3a"),
]  # fmt: skip
"""Theme, language, standard: the languages differ in words, the standards in what is said of the whole file."""
BRIEFING = {"id": "quarter", "kind": "briefing", "title": "First quarter", "date": "2026-04-02", "access": "public",
            "select": {"from": "2026-01-01", "until": "2026-06-30"},
            "issue": {"number": "1", "year": "2026", "to": "All members", "printed-by": "Records"}}  # fmt: skip
TO_COME = {"id": "to-come", "title": "A meeting to come", "start": "2026-08-05 09:00", "status": "planned",
           "agenda": [{"title": "Bridges"}, {"title": "Drains"}]}  # fmt: skip
NEWS = {"id": "news", "kind": "updates", "date": "2026-03-01", "access": "public", "updates": [given.UPDATE]}


@functools.cache
def jobs(theme: str, language: str) -> dict[str, PrintJob]:
    """A document of every kind, by kind."""
    config = SiteConfig.model_validate(
        {**given.SITE, "theme": theme, "languages": [language], "house": {"duplex": "yes"}}
    )
    minutes = [{**given.EARLIER}, {**given.FULL, "lang": language}, {**given.BARE, **TO_COME}]
    content = Content(
        site=config,
        people=People.model_validate(given.PEOPLE),
        records=(
            *(given.record(one) for one in minutes), given.record(given.SPEECH, language), Updates.model_validate(NEWS),
            Briefing.model_validate({**BRIEFING, "lang": language}),
        ),
        assets={**given.ASSETS, given.PICTURE.name: given.PICTURE},
    )  # fmt: skip
    faces = Faces(look_around(), config, {})
    files = {**faces.assets(), given.PICTURE.uri: given.PICTURE.content}
    html = {
        page.path: faces.declared(render(page, Theme((), faces.advances())).html)
        for page in plan(resolve(content, given.DAY), edition="full", outputs={"pdf"}).pages
        if page.path in KINDS.values()
    }
    assert set(html) == set(KINDS.values())
    return {
        kind: PrintJob(html[path], {uri: file for uri, file in files.items() if uri in html[path]}, even_end=True)
        for kind, path in KINDS.items()
    }


@functools.cache
def pdf_of(kind: str, theme: str, language: str, variant: Any) -> bytes:
    job = jobs(theme, language)[kind]
    printed = print_page(PrintJob(job.html, job.assets, variant=variant, even_end=job.even_end))
    assert printed.pdf is not None, printed.problems
    return printed.pdf


@pytest.mark.parametrize(("theme", "language", "variant"), SETTINGS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_document_of_every_kind_keeps_every_rule(kind: str, theme: str, language: str, variant: str) -> None:
    assert broken_rules(pdf_of(kind, theme, language, variant), variant) == []


def sample(variant: str = "a-3a") -> bytes:
    return pdf_of("minutes", "briefing", "zh", variant)


def read(kind: str, language: str = "zh", theme: str = "briefing") -> Reading:
    return Reading(pikepdf.open(io.BytesIO(pdf_of(kind, theme, language, "ua-1"))), "ua-1")


def words(part: Part, file: Reading) -> str:
    """The language a part is in, by the nearest part around it that says so."""
    while part.parent and "/Lang" not in part.element:
        part = part.parent
    return str(part.element.get("/Lang", file.root.Lang))


def test_the_same_page_gives_the_same_bytes_for_the_archive_too() -> None:
    job = jobs("briefing", "zh")["minutes"]
    first, second = (print_page(PrintJob(job.html, job.assets, variant="a-3a")).pdf for _ in range(2))
    assert first == second
    assert b"CreationDate" not in (first or b"")


def test_a_plain_file_has_no_structure() -> None:
    assert broken_rules(pdf_of("speech", "briefing", "en", "plain"), "ua-1") == ["marked: there is no structure"]


def test_a_passage_in_the_other_language_says_so() -> None:
    file = read("briefing", "en")
    assert str(file.root.Lang).startswith("en")
    spoken = {words(part, file) for part in file.parts if part.contents}
    assert {one[:2] for one in spoken} == {"en", "zh"}


def test_every_link_is_told_by_its_words_and_none_by_an_anchor() -> None:
    file = read("briefing", "en")
    told = [str(annotation.Contents) for _, annotation in file.annotations()]
    assert "Third <full> meeting 2026-03-12" in told
    assert [one for one in told if re.fullmatch(r"[a-z0-9-]*_[a-z0-9_-]*", one)] == []


def test_heads_and_feet_of_pages_are_artifacts() -> None:
    with pikepdf.open(io.BytesIO(sample("ua-1"))) as pdf:
        kinds = [str(page.Contents.read_bytes().count(b"/Pagination")) for page in pdf.pages]
    assert "0" not in kinds


@pytest.mark.parametrize("theme", THEMES)
def test_a_header_cell_heads_its_row_or_its_column_as_the_page_says(theme: str) -> None:
    file = read("register", theme=theme)
    scopes = [
        (part.parent.parent.type, str(part.element.A.Scope))
        for part in file.of("TH")
        if part.parent and part.parent.parent
    ]
    assert set(scopes) == {("THead", "/Column"), ("TBody", "/Row")}


@pytest.mark.parametrize("theme", THEMES)
def test_a_picture_is_told_by_the_words_of_its_record(theme: str) -> None:
    file = read("minutes", theme=theme)
    assert {str(part.element.Alt) for part in file.of("Figure")} == {"A drawing"}


@pytest.mark.parametrize("theme", THEMES)
def test_a_file_says_what_it_is_who_issued_it_and_what_it_is_about(theme: str) -> None:
    file = read("minutes", "en", theme)
    told = {key: str(value) for key, value in file.pdf.docinfo.items() if key != "/Producer"}
    # Below the foot of an official document nothing is printed: its source is told here.
    subject, _, source = told.pop("/Subject").partition("; ")
    assert (subject, bool(re.fullmatch("Source works-2026-03, sha256 [0-9a-f]{16}", source))) == (
        "Works Safety",
        theme == "gongwen",
    )
    assert told == {"/Title": "Third <full> meeting", "/Author": "County Office", "/Keywords": "floods"}
    assert file.root.Lang == "en-GB"


@pytest.mark.parametrize(
    ("kind", "theme", "expected"),
    [
        ("agenda", "gongwen", [(0, "Notice of meeting: A meeting to come"), (1, "Agenda")]),
        ("register", "gongwen", [(0, "Register of actions")]),
        ("register", "briefing", [(0, "Register of actions")]),
        ("agenda", "briefing", [(0, "A meeting to come"), (1, "Agenda"), (0, "Sign-in sheet")]),
        (
            "minutes",
            "gongwen",
            [
                (0, "Third <full> meeting"),
                (1, "（甲） Culverts before the floods"),
                (2, "（乙） A point below"),
                (1, "Annexed map"),
                (1, "Actions opened at this meeting"),
                (1, "Earlier actions"),
            ],
        ),
    ],
)
def test_the_outline_has_the_levels_of_the_document(kind: str, theme: str, expected: list[tuple[int, str]]) -> None:
    with read(kind, "en", theme).pdf.open_outline() as outline:
        assert list(levels(outline.root)) == expected


def levels(entries: Any, depth: int = 0) -> Any:
    for entry in entries:
        yield depth, entry.title
        yield from levels(entry.children, depth + 1)


def read_page(body: str, **assets: bytes) -> tuple[Reading, Printed]:
    """A small page, and what was noticed."""
    html = (
        f'<!DOCTYPE html><html lang="en-GB"><title>A page</title><body style="font-family: serif">{body}</body></html>'
    )
    printed = print_page(PrintJob(html, {f"asset:{name}": content for name, content in assets.items()}))
    assert printed.pdf is not None, printed.problems
    assert broken_rules(printed.pdf, "ua-1") == []
    return Reading(pikepdf.open(io.BytesIO(printed.pdf)), "ua-1"), printed


def types(file: Reading) -> list[str]:
    return [part.type for part in file.parts if part.type not in {"Document", "Span"}]


def test_a_picture_that_only_adorns_is_an_artifact_and_nobody_asks_for_its_words() -> None:
    file, printed = read_page('<p>Words</p><p><img alt="" src="asset:a"></p>', a=given.PICTURE.content)
    assert "Figure" not in types(file)
    assert printed.problems == ()


def test_a_shape_for_the_eye_alone_is_an_artifact() -> None:
    file, _ = read_page('<p><span aria-hidden="true">●</span> open</p>')
    (sheet,) = file.sheets
    assert len(sheet.numbers) == len([one for one in file.parents[0] if one is not None]) == 1
    with pdfplumber.open(io.BytesIO(saved(file.pdf))) as pdf:
        assert {char["text"]: char["tag"] for char in pdf.pages[0].chars}["●"] == "Artifact"


@pytest.mark.parametrize("theme", THEMES)
def test_a_watermark_is_seen_on_every_page_and_read_on_none(theme: str) -> None:
    with pdfplumber.open(io.BytesIO(pdf_of("minutes", theme, "en", "ua-1"))) as pdf:
        large = [{(one["text"], one["tag"]) for one in page.chars if one["size"] > 90} for page in pdf.pages]
    drawn = {(letter, "Artifact") for letter in "Draft"}
    assert drawn in large
    assert all(one in (drawn, set()) for one in large)


def test_a_drawing_is_told_by_its_label() -> None:
    file, _ = read_page('<svg width="9" height="9" role="img" aria-label="Three of five done"></svg>')
    assert [str(part.element.Alt) for part in file.of("Figure")] == ["Three of five done"]


def test_a_term_is_the_label_of_what_is_said_of_it() -> None:
    file, _ = read_page("<dl><div><dt>Place</dt><dd>Great hall</dd></div><div><dt>Chair</dt><dd>He</dd></div></dl>")
    assert types(file) == ["L", *["LI", "Lbl", "NonStruct", "LBody", "NonStruct"] * 2]


def test_a_link_with_parts_inside_has_one_area_and_one_part() -> None:
    file, _ = read_page('<p><a href="https://example.org/">The <em>old</em> <span>bridge</span></a></p>')
    assert [str(one.Contents) for _, one in file.annotations()] == ["The old bridge"]
    assert types(file).count("Link") == 1


def test_a_table_says_what_it_is_about() -> None:
    file, _ = read_page('<table aria-label="Who does what"><tr><th scope="row">Roads</th><td>patch</td></tr></table>')
    (table,) = file.of("Table")
    assert str(table.element.A.Summary) == "Who does what"


# Files with one thing wrong: what breaks, and the rules that have to notice.


def parts_of(pdf: pikepdf.Pdf, type_: str) -> list[Any]:
    return [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == f"/{type_}"]


def stream(pdf: pikepdf.Pdf, change: Callable[[bytes], bytes], page: int = 0) -> None:
    sheet = pdf.pages[page]
    sheet.Contents = pdf.make_stream(change(bytes(sheet.Contents.read_bytes())))


def metadata(pdf: pikepdf.Pdf, before: bytes, after: bytes) -> None:
    data = bytes(pdf.Root.Metadata.read_bytes())
    assert before in data
    pdf.Root.Metadata = pdf.make_stream(data.replace(before, after))


def without(holder: Any, *keys: str) -> None:
    for key in keys:
        del holder[key]


def move_first_kid_up(pdf: pikepdf.Pdf) -> None:
    """Put a cell into a table without a row."""
    row = parts_of(pdf, "TR")[0]
    row.P.K.append(row.K[0])
    row.K[0].P = row.P


def fonts(pdf: pikepdf.Pdf, type_: str) -> list[Any]:
    return [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == type_]


def annotation(pdf: pikepdf.Pdf) -> Any:
    return next(page.Annots[0] for page in pdf.pages if "/Annots" in page)


def attach_a_file(pdf: pikepdf.Pdf) -> None:
    file = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Filespec, UF="a.txt"))
    pdf.Root.Names.EmbeddedFiles = pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a.txt"), file]))


MUTATIONS: dict[str, tuple[str, Callable[[pikepdf.Pdf], object]]] = {
    "no language": ("language", lambda pdf: without(pdf.Root, "/Lang")),
    "a part in a language that is none": (
        "language", lambda pdf: setattr(parts_of(pdf, "H1")[0], "Lang", pikepdf.String("Chinese"))),
    "not marked": ("marked", lambda pdf: setattr(pdf.Root.MarkInfo, "Marked", False)),
    "suspects": ("marked", lambda pdf: setattr(pdf.Root.MarkInfo, "Suspects", True)),
    "no title": ("title", lambda pdf: without(pdf.docinfo, "/Title")),
    "another title in XMP": ("title", lambda pdf: metadata(pdf, b"Third", b"Fourth")),
    "the name of the file shown": ("title", lambda pdf: without(pdf.Root, "/ViewerPreferences")),
    "another standard claimed": ("claim", lambda pdf: metadata(pdf, b'part="3"', b'part="2"')),
    "another level claimed": ("claim", lambda pdf: metadata(pdf, b'conformance="A"', b'conformance="B"')),
    "a script at the opening": (
        "closed", lambda pdf: setattr(pdf.Root, "OpenAction", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1"))),
    "a script in the names": (
        "closed", lambda pdf: setattr(pdf.Root.Names, "JavaScript", pikepdf.Dictionary(Names=pikepdf.Array()))),
    "a program behind a link": (
        "closed", lambda pdf: setattr(annotation(pdf), "A", pikepdf.Dictionary(S=pikepdf.Name.Launch))),
    "no order of tabs": ("tab-order", lambda pdf: without(pdf.pages[0].obj, "/Tabs")),
    "ink outside all marks": ("content", lambda pdf: stream(pdf, lambda data: data + b"\n0 0 5 5 re f")),
    "content in an artifact": (
        "content", lambda pdf: stream(pdf, lambda data: b"/Artifact BMC\n" + data + b"\nEMC")),
    "a number twice": ("content", lambda pdf: stream(pdf, lambda data: data + b"\n/P <</MCID 1>> BDC EMC")),
    "content without a parent": (
        "parents", lambda pdf: stream(pdf, lambda data: data + b"\n/P <</MCID 9999>> BDC EMC")),
    "content that is gone": (
        "parents", lambda pdf: stream(pdf, lambda data: re.sub(rb"/MCID 1\b", b"/Gone 1", data))),
    "a parent that is another": ("parents", lambda pdf: setattr(
        parts_of(pdf, "H1")[0], "P", parts_of(pdf, "Table")[0])),
    "no tree of parents": ("parents", lambda pdf: without(pdf.Root.StructTreeRoot, "/ParentTree")),
    "a part of no type": ("types", lambda pdf: setattr(parts_of(pdf, "H1")[0], "S", pikepdf.Name.Headline)),
    "a cell outside a row": ("types", move_first_kid_up),
    "an item without a list": ("types", lambda pdf: setattr(parts_of(pdf, "L")[0], "S", pikepdf.Name.Div)),
    "words straight in a row": ("types", lambda pdf: parts_of(pdf, "TR")[0].K.append(0)),
    "no first heading": ("headings", lambda pdf: [setattr(one, "S", pikepdf.Name.P) for one in parts_of(pdf, "H1")]),
    "a level left out": ("headings", lambda pdf: [setattr(one, "S", pikepdf.Name.H4) for one in parts_of(pdf, "H2")]),
    "a header cell that heads nothing": (
        "tables", lambda pdf: [without(one, "/A") for one in parts_of(pdf, "TH") + parts_of(pdf, "TD")]),
    "a header that is not there": ("tables", lambda pdf: setattr(
        parts_of(pdf, "TD")[0].A, "Headers", pikepdf.Array([pikepdf.String("nowhere")]))),
    "a row too short": ("tables", lambda pdf: parts_of(pdf, "TR")[1].K.__delitem__(0)),
    "a figure without words": ("figures", lambda pdf: without(parts_of(pdf, "Figure")[0], "/Alt")),
    "a figure without a box": ("figures", lambda pdf: without(parts_of(pdf, "Figure")[0], "/A")),
    "a link without words": ("links", lambda pdf: without(annotation(pdf), "/Contents")),
    "a link that leads nowhere": ("links", lambda pdf: without(
        annotation(pdf), *({"/A", "/Dest"} & set(annotation(pdf).keys())))),
    "a link in no part": ("links", lambda pdf: [setattr(one, "S", pikepdf.Name.Span) for one in parts_of(pdf, "Link")]),
    "a link that does not lead back": ("links", lambda pdf: without(annotation(pdf), "/StructParent")),
    "a font that is not embedded": ("fonts", lambda pdf: [
        without(one, *({"/FontFile2", "/FontFile3"} & set(one.keys()))) for one in fonts(pdf, "/FontDescriptor")]),
    "a font without Unicode": ("fonts", lambda pdf: [
        without(one, "/ToUnicode") for one in fonts(pdf, "/Font") if "/ToUnicode" in one]),
    "no outline": ("outline", lambda pdf: without(pdf.Root, "/Outlines")),
    "an entry without words": ("outline", lambda pdf: setattr(pdf.Root.Outlines.First, "Title", pikepdf.String(" "))),
    "an entry that leads nowhere": ("outline", lambda pdf: without(pdf.Root.Outlines.First, "/Dest")),
    "no index of names": ("ids", lambda pdf: without(pdf.Root.StructTreeRoot, "/IDTree")),
    "a name twice": ("ids", lambda pdf: [
        setattr(one, "ID", pikepdf.String("same")) for one in parts_of(pdf, "TH")[:2]]),
    "no output intent": ("intent", lambda pdf: without(pdf.Root, "/OutputIntents")),
    "a printing ink": ("intent", lambda pdf: stream(pdf, lambda data: b"0 0 0 1 k\n" + data)),
    "no identifier": ("archive", lambda pdf: without(pdf.trailer, "/ID")),
    "a smoothed picture": ("archive", lambda pdf: [
        setattr(one, "Interpolate", True) for one in pdf.objects
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]),
    "a link that does not print": ("archive", lambda pdf: setattr(annotation(pdf), "F", 2)),
    "a file without a reason": ("archive", attach_a_file),
}  # fmt: skip


def saved(pdf: pikepdf.Pdf, **how: Any) -> bytes:
    target = io.BytesIO()
    pdf.save(target, **how)
    return target.getvalue()


@pytest.mark.parametrize("wrong", MUTATIONS)
def test_a_file_with_one_thing_wrong_breaks_the_rule_for_it(wrong: str) -> None:
    rule, spoil = MUTATIONS[wrong]
    with pikepdf.open(io.BytesIO(sample())) as pdf:
        spoil(pdf)
        # The identifier is written anew with every file, so that a missing one is looked at as it is.
        if wrong == "no identifier":
            found = [f"archive: {one}" for one in ARCHIVE["archive"](Reading(pdf, "a-3a"))]
        else:
            found = broken_rules(saved(pdf), "a-3a")
    assert rule in {one.split(":")[0] for one in found}


def test_an_encrypted_file_is_not_open_to_every_reader() -> None:
    with pikepdf.open(io.BytesIO(sample())) as pdf:
        locked = saved(pdf, encryption=pikepdf.Encryption(owner="office", user=""))
    assert "closed: encrypted" in broken_rules(locked, "a-3a")


def test_every_rule_is_broken_by_some_file() -> None:
    assert {rule for rule, _ in MUTATIONS.values()} == {*TAGGED, *ARCHIVE}


def test_saved_again_unspoilt_the_sample_keeps_the_rules() -> None:
    with pikepdf.open(io.BytesIO(sample())) as pdf:
        assert broken_rules(saved(pdf), "a-3a") == []


@pytest.mark.skipif(not shutil.which("verapdf"), reason="veraPDF is not installed; our own rules were held instead")
@pytest.mark.parametrize(("variant", "flavour"), [("ua-1", "ua1"), ("a-3a", "3a")])
@pytest.mark.parametrize("theme", THEMES)
def test_verapdf_finds_nothing(theme: str, variant: str, flavour: str, tmp_path: Path) -> None:
    for number, kind in enumerate(KINDS):
        (tmp_path / f"{number}.pdf").write_bytes(pdf_of(kind, theme, "zh", variant))
    command = ["verapdf", "--format", "text", "--flavour", flavour, *sorted(tmp_path.iterdir())]
    verdicts = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    assert [one.split()[0] for one in verdicts] == ["PASS"] * len(KINDS)
