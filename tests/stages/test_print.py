from __future__ import annotations

import hashlib
import io
import json
import logging
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from PIL import Image

from reportgen.environment import look_around
from reportgen.model.build import Printed, PrintJob
from reportgen.model.diagnostic import Severity
from reportgen.stages.print import MOST_OF_A_KIND, print_page

STYLE = 'body { font-family: "Liberation Serif", "Noto Serif CJK SC" }'


def page(body: str, *, style: str = "", head: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>涵洞排查纪要</title>{head}'
        f"<style>{STYLE}{style}</style></head><body>{body}</body></html>"
    )


def printed(body: str, *, style: str = "", head: str = "", **assets: bytes) -> Printed:
    named = {f"asset:{name}": content for name, content in assets.items()}
    return print_page(PrintJob(page(body, style=style, head=head), named))


def codes(outcome: Printed) -> list[str]:
    return [problem.code for problem in outcome.problems]


def words(outcome: Printed) -> str:
    assert outcome.pdf is not None
    with pdfplumber.open(io.BytesIO(outcome.pdf)) as document:
        return "\n".join(sheet.extract_text() for sheet in document.pages)


def picture() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (20, 10), "navy").save(target, "PNG")
    return target.getvalue()


def font(role: str) -> bytes:
    file = next(one.file for one in look_around().fonts if one.role == role)
    assert file is not None
    return Path(file).read_bytes()


def test_a_page_becomes_a_pdf_with_its_words_in_both_languages() -> None:
    outcome = printed("<h1>会议纪要</h1><p>The culvert at K3+200 will be cleared.")
    assert codes(outcome) == []
    assert outcome.pages == 1
    assert words(outcome) == "会议纪要\nThe culvert at K3+200 will be cleared."


def test_pages_are_counted() -> None:
    assert printed("<p>一<p style='break-before: page'>二<p style='break-before: page'>三").pages == 3


def test_a_tagged_pdf_says_so_and_names_its_language_and_title() -> None:
    outcome = printed("<h1>会议纪要</h1>")
    with pikepdf.open(io.BytesIO(outcome.pdf or b"")) as document:
        assert document.Root.Lang == "zh-CN"
        assert bool(document.Root.MarkInfo.Marked)
        assert document.docinfo["/Title"] == "涵洞排查纪要"
        assert b"pdfuaid" in bytes(document.Root.Metadata.read_bytes())


def test_an_untagged_pdf_claims_nothing() -> None:
    outcome = print_page(PrintJob(page("<h1>会议纪要</h1>"), variant="plain"))
    with pikepdf.open(io.BytesIO(outcome.pdf or b"")) as document:
        assert "/StructTreeRoot" not in document.Root
        assert "/Metadata" not in document.Root


def test_a_pdf_carries_no_date_and_no_metadata_of_others() -> None:
    outcome = printed("<p>一", head='<meta name="x-secret" content="CANARY">')
    assert b"CANARY" not in (outcome.pdf or b"")
    with pikepdf.open(io.BytesIO(outcome.pdf or b"")) as document:
        assert set(document.docinfo.keys()) == {"/Title", "/Producer"}
        assert b"CANARY" not in b"".join(
            bytes(one.read_bytes()) for one in document.objects if isinstance(one, pikepdf.Stream)
        )


def test_the_same_page_gives_the_same_bytes_in_another_process_zone_locale_and_order(tmp_path: Path) -> None:
    job = PrintJob(page('<h1>会议纪要</h1><img alt="图" src="asset:a">'), {"asset:a": picture()})
    printed("<p>another page first")
    first, second = print_page(job), print_page(job)
    assert first.pdf is not None
    assert first.pdf == second.pdf
    program = (
        "import hashlib, json, sys; from reportgen.model.build import PrintJob;"
        "from reportgen.stages.print import print_page; told = json.load(sys.stdin);"
        "job = PrintJob(told['html'], {'asset:a': bytes.fromhex(told['picture'])});"
        "print(hashlib.sha256(print_page(job).pdf).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps({"html": job.html, "picture": picture().hex()}),
        env={**os.environ, "TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "42"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hashlib.sha256(first.pdf).hexdigest()


def test_a_picture_is_printed_from_its_asset() -> None:
    outcome = printed('<img alt="涵洞" src="asset:plan">', plan=picture())
    assert codes(outcome) == []
    with pdfplumber.open(io.BytesIO(outcome.pdf or b"")) as document:
        assert [(one["srcsize"]) for one in document.pages[0].images] == [(20, 10)]


FONT = "@font-face {{{{ font-family: Own; src: {} }}}} p {{{{ font-family: Own }}}}"
WAYS_OUT = [
    ('<img alt="" src="{}">', ""),
    ('<object data="{}"></object>', ""),
    ('<embed src="{}">', ""),
    ('<link rel="stylesheet" href="{}">', ""),
    ('<link rel="attachment" href="{}">', ""),
    ('<a rel="attachment" href="{}">x</a>', ""),
    ('<svg width="9" height="9"><image href="{}" width="9" height="9"/></svg>', ""),
    ('<style>@import "{}";</style>', ""),
    ("<p>x", 'p {{ background: url("{}") }}'),
    ("<p>x", 'p::before {{ content: url("{}") }}'),
    ("<ul><li>x</ul>", 'li {{ list-style-image: url("{}") }}'),
    ("<p>x", '@page {{ background: url("{}") }}'),
    ("<p>x", 'p {{ border-image: url("{}") 3 }}'),
    ("<p>x", FONT.format('url("{}")')),
]
ADDRESSES = [
    "file:///etc/hostname",
    "FILE:///etc/hostname",
    "http://127.0.0.1:9/x",
    "ftp://127.0.0.1:9/x",
    "data:image/png;base64,AAAA",
    "//127.0.0.1:9/x",
    "/etc/hostname",
    "../plan.png",
    "asset:unknown",
    "附件.png",
]


@pytest.mark.parametrize(("body", "style"), WAYS_OUT)
def test_every_way_out_of_a_page_is_refused_and_named(body: str, style: str) -> None:
    address = "file:///etc/hostname"
    outcome = printed(body.format(address), style=style.format(address))
    assert codes(outcome) == ["print-refused-address"]
    assert outcome.pdf is None
    for language in ("zh", "en"):
        assert f"“{address}”" in outcome.problems[0].message(language)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_kind_of_address_is_refused_and_named(address: str) -> None:
    outcome = printed(f'<img alt="" src="{address}">')
    assert codes(outcome) == ["print-refused-address"]
    assert outcome.pdf is None
    assert address.rpartition("/")[2] in outcome.problems[0].message("en")


def test_an_address_brings_no_control_character_into_the_words() -> None:
    outcome = printed('<img alt="" src="%1b[2J附件%0a.png">')
    assert outcome.problems[0].message("en").isprintable()
    assert "%1b[2J" in outcome.problems[0].message("en")


def test_a_base_address_leads_nowhere() -> None:
    outcome = printed('<img alt="" src="hostname">', head='<base href="file:///etc/">')
    assert codes(outcome) == ["print-refused-address"]
    assert "file:///etc/hostname" in outcome.problems[0].message("en")


def test_an_installed_font_cannot_be_read_by_its_file() -> None:
    outcome = printed("<p>x", style=FONT.format('local("Liberation Sans")').format())
    assert "print-refused-address" in codes(outcome)
    assert outcome.pdf is None


def test_an_asset_is_never_attached_since_an_attachment_carries_the_date_of_today() -> None:
    outcome = printed('<link rel="attachment" href="asset:plan">', plan=picture())
    assert codes(outcome) == ["print-refused-address"]


def test_a_page_that_asks_for_very_much_is_told_so_in_few_words() -> None:
    outcome = printed("".join(f'<img alt="" src="file:///{number}">' for number in range(50)))
    assert codes(outcome) == ["print-refused-address"] * MOST_OF_A_KIND


@pytest.fixture
def listener() -> Iterator[tuple[int, list[object]]]:
    """A server on this machine, and whoever came to it."""
    came: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        stop = threading.Event()

        def accept() -> None:
            while not stop.is_set():
                try:
                    came.append(server.accept())
                except TimeoutError:
                    continue

        thread = threading.Thread(target=accept)
        thread.start()
        yield server.getsockname()[1], came
        stop.set()
        thread.join()


def test_nobody_connects_to_a_server_that_a_page_names(listener: tuple[int, list[object]]) -> None:
    port, came = listener
    address = f"http://127.0.0.1:{port}/x"
    outcome = printed(
        "".join(body.format(address) for body, _ in WAYS_OUT) + f'<iframe src="{address}"></iframe>',
        style="".join(style.format(address) for _, style in WAYS_OUT),
        head=f'<link rel="icon" href="{address}"><link rel="stylesheet" href="{address}">',
    )
    assert outcome.pdf is None
    # One more, from here, shows that the server would have seen them.
    with socket.create_connection(("127.0.0.1", port)):
        pass
    threading.Event().wait(0.3)
    assert len(came) == 1


def test_hostile_pages_open_no_file_and_no_connection_that_a_good_page_does_not() -> None:
    done = subprocess.run(
        [sys.executable, Path(__file__).parent / "watched_print.py"],
        input=json.dumps(
            {
                "good": page(
                    '<h1>会议纪要</h1><img alt="图" src="asset:a"><p>Words<ul><li>x</ul><svg></svg>',
                    style=FONT.format('url("asset:b")').format(),
                ),
                "assets": {"a": picture().hex(), "b": font("sans-latin").hex()},
                "hostile": [
                    page(body.format(address), style=style.format(address))
                    for body, style in WAYS_OUT
                    for address in ADDRESSES
                ],
            }
        ),
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    seen = json.loads(done.stdout)
    assert seen["good"] > 0
    assert seen["hostile"] == len(WAYS_OUT) * len(ADDRESSES)
    assert seen["opened only by hostile pages"] == []
    assert seen["forbidden"] == []


def test_a_missing_character_is_an_error_with_its_code_page_and_words() -> None:
    outcome = printed("<p>一<p style='break-before: page'>请王\ue123芳于四月底前完成清淤并报送照片")
    assert codes(outcome) == ["missing-glyph"]
    problem = outcome.problems[0]
    assert problem.severity is Severity.ERROR
    assert problem.message("zh") == "已安装的字体都没有“\ue123”（U+E123）：第 2 页“请王\ue123芳于四月底前完成清淤并报”"
    assert "“\ue123” (U+E123) is in none of the installed fonts: page 2" in problem.message("en")
    assert outcome.pdf is not None


def test_each_missing_character_is_named_once() -> None:
    outcome = printed("<p>\ue123\ue124\ue123<p>\ue123")
    assert [dict(one.values)["code"] for one in outcome.problems] == ["U+E123", "U+E124"]


def test_a_character_that_is_not_drawn_is_not_missing() -> None:
    assert codes(printed("<p>一<p hidden>\ue123")) == []


def test_a_font_that_is_not_installed_is_named_with_what_took_its_place() -> None:
    outcome = printed("<p>会议纪要", style='p { font-family: "仿宋_GB2312" }')
    assert codes(outcome) == ["substituted-font"]
    assert outcome.problems[0].severity is Severity.WARNING
    assert outcome.problems[0].message("en") == (
        "none of the fonts “仿宋_GB2312” is installed; Noto Sans CJK SC is used"
    )
    with pikepdf.open(io.BytesIO(outcome.pdf or b"")) as document:
        names = [str(one.BaseFont) for one in document.pages[0].Resources.Font.values()]
    assert len(names) == 1
    assert names[0].endswith("+Noto-Sans-CJK-SC")


def test_a_generic_family_does_not_excuse_a_missing_one() -> None:
    assert codes(printed("<p>Words", style='p { font-family: "No Such Face", serif }')) == ["substituted-font"]
    assert codes(printed("<p>会议 1", style='p { font-family: "No Such Face", serif }')) == ["substituted-font"]


@pytest.mark.parametrize(
    "families",
    ['"仿宋_GB2312", "Noto Serif CJK SC"', '"noto serif cjk sc"', "serif", "sans-serif", '"AR PL UKai CN", serif'],
)
def test_a_list_with_an_installed_family_or_generic_ones_only_is_as_asked(families: str) -> None:
    assert codes(printed("<p>Words", style=f"p {{ font-family: {families} }}")) == []


def test_a_family_of_the_page_itself_is_installed() -> None:
    own = '@font-face { font-family: "Own"; src: url("asset:own") } p { font-family: "Own" }'
    assert codes(printed("<p>Words", style=own, own=font("sans-latin"))) == []


def test_a_family_that_sets_no_word_is_not_missed() -> None:
    assert codes(printed("<p>一<hr>", style='hr { font-family: "No Such Face" }')) == []


def test_a_character_from_a_font_nobody_named_is_told() -> None:
    outcome = printed("<p>马♞走日")
    assert codes(outcome) == ["borrowed-font"]
    assert outcome.problems[0].severity is Severity.INFO
    assert outcome.problems[0].message("en").startswith("“♞” is not in the fonts of the page and is taken from ")


def face(source: str, **descriptors: str) -> str:
    more = "; ".join(f"font-{name}: {value}" for name, value in descriptors.items())
    return f'@font-face {{ font-family: "Own"; src: url("asset:{source}"); {more} }}'


@pytest.mark.parametrize(
    "style",
    [
        face("a") + face("b"),
        face("a", weight="400") + face("b", weight="normal"),
        face("a", weight="bold") + face("b", weight="700"),
        face("a") + face("b").replace("Own", "OWN"),
        face("a") + f"@media print {{ {face('b')} }}",
        face("a") + face("b").replace("font-family", "unicode-range: U+30-39; font-family"),
    ],
)
def test_two_files_for_one_face_are_refused_because_they_print_wrong_characters(style: str) -> None:
    assets = {"a": font("latin"), "b": font("sans-latin")}
    outcome = printed("<p>24", style=style + 'p { font-family: "Own" }', **assets)
    assert "duplicate-font-face" in codes(outcome)
    assert outcome.pdf is None
    assert "“Own”" in outcome.problems[0].message("zh").replace("OWN", "Own")


@pytest.mark.parametrize(
    "style",
    [face("a") + face("a"), face("a") + face("b", weight="700"), face("a") + face("b", style="italic")],
)
def test_one_file_for_each_face_is_sound(style: str) -> None:
    assets = {"a": font("latin"), "b": font("sans-latin")}
    outcome = printed("<p>24", style=style + 'p { font-family: "Own" }', **assets)
    assert codes(outcome) == []
    assert outcome.pdf is not None


def test_what_the_printer_mutters_about_a_template_is_told_once() -> None:
    outcome = printed("<p>一<p>二", style="p { colour: red } h1 { colour: red }")
    assert codes(outcome) == ["print-warning", "print-warning"]
    assert outcome.problems[0].severity is Severity.INFO
    assert "unknown property" in outcome.problems[0].message("en")
    assert outcome.pdf is not None


def test_a_picture_without_words_for_the_blind_is_told() -> None:
    outcome = printed('<img src="asset:a">', a=picture())
    assert codes(outcome) == ["print-warning"]


def test_listening_ends_with_the_page() -> None:
    before = list(logging.getLogger("weasyprint").handlers)
    printed("<p>一")
    assert logging.getLogger("weasyprint").handlers == before
    assert codes(printed("<p>一", style="p { colour: red }")) == ["print-warning"]


def test_a_page_that_cannot_be_laid_out_is_a_finding_and_the_next_one_prints() -> None:
    outcome = printed("<ul><li>" * 300)
    assert codes(outcome) == ["print-failed"]
    assert "RecursionError" in outcome.problems[0].message("en")
    assert outcome.pdf is None
    assert printed("<p>一").pdf is not None


@pytest.mark.parametrize("body", ["", "\x00", "<p>\ud800", "<p>" + "\u202e" * 50, "</html>" * 50])
def test_any_text_is_printed_or_refused(body: str) -> None:
    outcome = printed(body)
    assert (outcome.pdf is None) == any(one.severity is Severity.ERROR for one in outcome.problems)


def run(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    return done.stdout.strip()


def test_weasyprint_is_not_loaded_before_a_page_is_printed() -> None:
    assert run("import sys, reportgen.stages.print; print('weasyprint' in sys.modules)") == "False"


def test_loading_starts_no_program_and_leaves_the_search_for_libraries_as_it_was() -> None:
    program = """
import ctypes.util, sys
search, started = ctypes.util.find_library, []
sys.addaudithook(lambda event, values: started.append(event) if event.startswith(("subprocess", "os.exec")) else None)
from reportgen.stages.print import warm_up
warm_up()
print(started, ctypes.util.find_library is search)
"""
    assert run(program) == "[] True"


def test_without_pango_the_words_name_the_package_and_the_command() -> None:
    program = """
import sys
from dataclasses import replace
from reportgen.stages.print import engine as stage
from reportgen.model.diagnostic import ReportgenError

class Broken:
    def find_spec(self, name, path=None, target=None):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")

sys.meta_path.insert(0, Broken())
here = stage.look_around()
stage.look_around = lambda: replace(here, pango=None)
try:
    stage.weasyprint()
except ReportgenError as broken:
    print(broken.hint["en"])
"""
    assert "sudo apt-get install -y libpango-1.0-0" in run(program)


def test_what_the_printer_says_is_heard_in_a_program_that_silenced_its_log() -> None:
    logger = logging.getLogger("weasyprint")
    logger.disabled = True
    try:
        assert codes(printed("<p>一", style="p { colour: red }")) == ["print-warning"]
        assert logger.disabled
    finally:
        logger.disabled = False


def test_words_that_run_out_of_the_text_area_are_told_with_their_page() -> None:
    style = "<style>@page { size: 100mm 80mm; margin: 10mm } p { white-space: nowrap }</style>"
    fits, long = "short words", "a line of words that is wider than the paper it stands on, and nothing may part it"
    printed = print_page(
        PrintJob(f'<html lang="en"><title>T</title>{style}<p>{fits}</p><p style="break-before: page">{long}</p>')
    )
    (found,) = [one for one in printed.problems if one.code == "past-the-edge"]
    assert found.severity is Severity.WARNING
    assert found.message("en") == f"“{long[:24]}” runs out of the text area on page 2"
    assert found.message("zh") == f"第 2 页的“{long[:24]}”超出版心右边"
    assert printed.pdf is not None


def test_white_at_the_end_of_a_line_and_what_stands_in_the_margins_are_not_past_the_edge() -> None:
    style = (
        "<style>@page { size: 100mm 80mm; margin: 10mm; @top-right-corner { content: 'outside'; white-space: nowrap } }"
        "p { white-space: pre }</style>"
    )
    printed = print_page(PrintJob(f'<html lang="en"><title>T</title>{style}<p>short{" " * 200}</p>'))
    assert [one.code for one in printed.problems] == []
