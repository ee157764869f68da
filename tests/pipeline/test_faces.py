"""Who plays the roles of the printed page, and how a build tells it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from PIL import ImageChops

from reportgen.environment import Environment, Probes, look_around
from reportgen.model.config import SiteConfig
from reportgen.model.diagnostic import Severity
from reportgen.pipeline import BuildOrder, BuildReport, build, building
from reportgen.pipeline.faces import LATIN, Faces, cast, substituted
from tests.fonts import small_font
from tests.machine import FANG, KAI, NOTO, machine
from tests.machine import LATIN as LATIN_FONTS
from tests.small_site import AS_OF, SITE, record_of, write_site

OFFICIAL = SITE + "theme: gongwen\n"
HOUSE = "house: {{faces: {{{}}}}}\n"


def faces(environment: Environment, house: str = "", **fonts: bytes) -> Faces:
    config = record_of(SiteConfig, SITE + (HOUSE.format(house) if house else ""))
    assert isinstance(config, SiteConfig)
    return Faces(environment, config, {f"assets/{name}.ttf": content for name, content in fonts.items()})


def test_roles_are_cast_with_the_files_and_families_of_the_office_in_its_order() -> None:
    here = machine(NOTO + LATIN_FONTS + KAI + FANG)
    own = faces(
        here, "fang: [No Such, assets/own.ttf, AR PL UKai CN], kai: assets/own.ttf", own=small_font({"字": 900})
    )
    assert [one.family for one in own.candidates("fang")] == [
        "assets/own.ttf",
        "AR PL UKai CN",
        "FandolFang",
        "Noto Serif CJK SC",
    ]
    assert cast(own) == {
        "fang": "assets/own.ttf",
        "kai": "assets/own.ttf",
        "hei": "Noto Sans CJK SC",
        "song": "Noto Serif CJK SC",
        "mark": "Noto Serif CJK SC",
        "latin": "Liberation Serif",
    }
    assert list(substituted(own)) == []


def test_text_is_measured_by_the_files_of_the_office() -> None:
    own = faces(
        machine(None),
        "fang: assets/own.ttf, latin: assets/latin.ttf",
        own=small_font({"字": 900}),
        latin=small_font({"a": 300}),
    )
    assert own.advances().advance("字a", "fang") == pytest.approx(1.2)


def test_the_latin_face_of_the_office_is_the_one_that_digits_are_limited_to() -> None:
    content = small_font({"a": 300})
    assert faces(machine(None), "latin: assets/own.ttf", own=content).assets()["asset:latin"] == content
    assert faces(machine(None)).assets() == {}
    # A page must not ask for what is not there.
    page = '<style>@font-face { font-family: "gongwen latin"; src: url("asset:latin"); } p { margin: 0; }</style>'
    assert faces(machine(None)).declared(page) == "<style> p { margin: 0; }</style>"


BOLD = "Liberation Serif\t200\t0\t100\t0\t/fonts/LiberationSerif-Bold.ttf\n"


@pytest.mark.parametrize(
    ("house", "bold", "italic"),
    [
        ("", "/fonts/LiberationSerif-Bold.ttf", "/fonts/LiberationSerif-Italic.ttf"),
        ("latin: Garamond", "/fonts/garamond-bold.ttf", "/fonts/garamond.ttf"),
        ("latin: assets/own.ttf", "/fonts/LiberationSerif-Bold.ttf", "/fonts/LiberationSerif-Italic.ttf"),
        ("latin: assets/own.ttf, latin-bold: assets/bold.ttf", "assets/bold.ttf", "/fonts/LiberationSerif-Italic.ttf"),
    ],
)
def test_bold_and_italic_are_of_the_family_of_the_latin_face(house: str, bold: str, italic: str) -> None:
    garamond = "Garamond\t80\t0\t100\t0\t/fonts/garamond.ttf\nGaramond\t200\t0\t100\t0\t/fonts/garamond-bold.ttf\n"
    here = faces(machine(LATIN_FONTS + BOLD + garamond), house)
    assert [here.face(role).file for role in LATIN[1:]] == [bold, italic]


def test_where_nothing_is_bold_the_latin_face_has_to_do() -> None:
    content = small_font({"a": 300})
    here = faces(machine(None), "latin: assets/own.ttf", own=content)
    assert {role: here.assets()[f"asset:{role}"] for role in LATIN} == dict.fromkeys(LATIN, content)


def test_a_page_declares_only_the_files_it_names_each_under_its_own_name() -> None:
    own = faces(machine(None), "fang: [assets/a.ttf, assets/b.ttf], kai: assets/a.ttf", a=b"a", b=b"b")
    page = '<head><style>p { font-family: "house fang", "house fang 2" }</style></head>'
    rules = own.declared(page).partition("</style>")[0]
    assert rules.count("@font-face") == 2
    assert 'font-family: "house fang"; src: url("asset:house-fang")' in rules
    assert 'font-family: "house fang 2"; src: url("asset:house-fang-2")' in rules
    assert own.assets() == {"asset:house-fang": b"a", "asset:house-fang-2": b"b", "asset:house-kai": b"a"}
    assert own.declared("<style>p {}</style>") == "<style>p {}</style>"


def test_another_kind_of_face_is_told_by_role_with_the_command_that_fetches_the_right_one() -> None:
    (fang, kai) = substituted(faces(machine(NOTO + LATIN_FONTS)))
    assert fang.message("zh") == "未安装仿宋字体（fang），公文改用 Noto Serif CJK SC 排印"
    assert "楷体 (kai)" in kai.message("en")
    assert "-exec cp -t ~/.local/share/fonts {} +" in fang.hint("en")
    assert "apt-get download texlive-lang-chinese" in fang.hint("zh")


def made(folder: Path, site: str, files: dict[str, str | bytes] | None = None, *, outputs: str = "pdf") -> BuildReport:
    content = write_site(folder / "content", {"site.yaml": site, **(files or {})})
    return build(BuildOrder(content, folder / "build", AS_OF, frozenset({outputs}), "works-1"))


def manifest(folder: Path) -> dict[str, object]:
    told = json.loads((folder / "build/full/manifest.json").read_bytes())
    assert isinstance(told, dict)
    return told


def without_fang() -> Environment:
    """This machine, had it no 仿宋."""
    listing = Probes().list_fonts() or ""
    others = [one for one in listing.splitlines() if "fang" not in one.casefold()]
    return look_around(Probes(list_fonts=lambda: "\n".join(others)))


def test_an_official_build_warns_once_and_its_manifest_names_the_faces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "look_around", without_fang)
    report = made(tmp_path, OFFICIAL)
    assert [(one.code, one.severity, one.span) for one in report.findings if one.code == "substituted-role"] == [
        ("substituted-role", Severity.WARNING, None)
    ]
    assert manifest(tmp_path)["faces"] == {
        "fang": "Noto Serif CJK SC",
        **{role: look_around().faces[role].family for role in ("kai", "hei", "song", "mark", "latin")},
    }
    told = made(tmp_path, OFFICIAL + "rules: {substituted-role: ignore}\n")
    assert not [one for one in told.findings if one.code == "substituted-role"]


@pytest.mark.parametrize(("site", "outputs"), [(SITE, "pdf"), (OFFICIAL, "html")])
def test_a_build_without_official_pages_says_nothing_of_their_faces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: str, outputs: str
) -> None:
    monkeypatch.setattr(building, "look_around", without_fang)
    report = made(tmp_path, site, outputs=outputs)
    assert [one.code for one in report.findings] == []
    assert "faces" not in manifest(tmp_path)


def drawn(folder: Path) -> tuple[list[set[str]], list[object]]:
    """The fonts and the picture of each page."""
    content = (folder / "build/full/meetings/works-1/works-1.pdf").read_bytes()
    with pdfplumber.open(io.BytesIO(content)) as document:
        fonts = [{one["fontname"].partition("+")[2] for one in page.chars} for page in document.pages]
    pages = [page.render(scale=1).to_pil() for page in pypdfium2.PdfDocument(content)]
    return fonts, pages


def test_a_font_file_is_drawn_as_the_same_font_would_be_if_it_were_installed(tmp_path: Path) -> None:
    kai = look_around().faces["kai"]
    assert kai.file is not None
    assert kai.index == 0
    name = f"assets/fonts/OurFang{Path(kai.file).suffix}"
    by_family = made(tmp_path / "family", OFFICIAL + HOUSE.format(f"fang: {kai.family}"))
    by_file = made(tmp_path / "file", OFFICIAL + HOUSE.format(f"fang: {name}"), {name: Path(kai.file).read_bytes()})
    assert [one.code for one in by_file.findings] == [one.code for one in by_family.findings]
    assert by_file.documents == 1
    (fonts, pages), (wished_fonts, wished) = drawn(tmp_path / "file"), drawn(tmp_path / "family")
    # The PDF calls a font as the style sheet does.
    assert "house-fang" in fonts[0]
    assert len(fonts[0]) == len(wished_fonts[0])
    assert len(pages) == len(wished)
    for page, wish in zip(pages, wished, strict=True):
        assert ImageChops.difference(page, wish).getbbox() is None
    assert manifest(tmp_path / "file")["faces"]["fang"] == name
    # A font is printed with; giving it away is another matter.
    assert not [path for path in (tmp_path / "file/build").rglob("*") if path.suffix in {".ttc", ".ttf", ".otf"}]


def test_a_web_page_names_no_file(tmp_path: Path) -> None:
    made(
        tmp_path,
        OFFICIAL + HOUSE.format("serif: assets/own.ttf"),
        {"assets/own.ttf": small_font({"A": 500})},
        outputs="html",
    )
    style = (tmp_path / "build/full/site.css").read_text("utf-8")
    assert "own.ttf" not in style
    assert "own.ttf" not in "".join(path.read_text("utf-8") for path in (tmp_path / "build").rglob("*.html"))
