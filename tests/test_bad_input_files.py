"""Bad files of other kinds through the program itself: pictures, drawings, links, pipes, sizes, names that collide."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from tests.small_site import write, write_site
from tests.test_bad_input import HEAD, begin, build, pages, place
from tests.watched_program import Run, run

CORPORA = Path(__file__).parent / "corpora"
PICTURES = {
    "bad-crc.png": "image-damaged",
    "bomb-10000x10000-gray1.png": "image-too-many-pixels",
    "bomb-13000x13000-gray8.png": "image-too-many-pixels",
    "bomb-20000x20000-gray1.png": "image-too-many-pixels",
    "empty.png": "image-unreadable",
    "gif-bomb.gif": "image-format",
    "html-named.png": "image-unreadable",
    "lie-2147483647.png": "image-too-many-pixels",
    "lie-65535x65535-one-row.png": "image-too-many-pixels",
    "many-frames.gif": "image-format",
    "no-idat.png": "image-damaged",
    "ok.bmp": "image-format",
    "ok.tiff": "image-format",
    "ok.webp": "image-format",
    "text-named.png": "image-unreadable",
    "truncated-header.png": "image-damaged",
    "truncated-idat.png": "image-damaged",
    "truncated.jpg": "image-damaged",
    "zero-0x0.png": "image-damaged",
}
SOUND_PICTURES = {"good-8x8", "exif-canary", "iccp-bomb", "text-canary", "trailing-canary", "trailing", "ztxt-bomb"}


def show(content: Path, record: str, name: str) -> None:
    (content / f"meetings/{record}.yaml").write_text(f'{HEAD}summary: "![看图](assets/{name})"\n')


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """Every picture and drawing, shown by a record of its own; a drawing under a picture's name and as a paper too."""
    folder = tmp_path_factory.mktemp("pictures")
    content = begin(folder)
    drawings, images = (CORPORA / "svg-bad").glob("*.svg"), (CORPORA / "images-bad").glob("*.[!m]*")
    for path in (*images, *drawings):
        shutil.copy(path, content / "assets" / path.name)
        show(content, path.name.lower().replace(".", "-"), path.name)
        if path.suffix == ".svg":
            shutil.copy(path, content / "assets" / f"{path.stem}.png")
            show(content, f"{path.stem}-as-png", f"{path.stem}.png")
            (content / f"meetings/{path.stem}-as-paper.yaml").write_text(f"{HEAD}papers: assets/{path.name}\n")
    return folder, build(folder, "html", "pdf")


@pytest.mark.parametrize("name", PICTURES)
def test_a_bad_picture_is_refused_where_it_is_named(pictures: tuple[Path, Run], name: str) -> None:
    told = pictures[1].of(name.lower().replace(".", "-"))
    assert [place(one) for one in told] == [f"5:10 {PICTURES[name]}"]
    assert f"“assets/{name}”" in told[0].message
    assert told[0].hint


@pytest.mark.parametrize("drawing", sorted(path.stem for path in (CORPORA / "svg-bad").glob("*.svg")))
def test_a_drawing_is_refused_under_any_name(pictures: tuple[Path, Run], drawing: str) -> None:
    for record, where in ((f"{drawing}-svg", "5:10"), (f"{drawing}-as-png", "5:10"), (f"{drawing}-as-paper", "5:9")):
        assert [place(one) for one in pictures[1].of(record)] == [f"{where} image-svg"]


def test_only_sound_pictures_are_published_and_nothing_travels_with_them(pictures: tuple[Path, Run]) -> None:
    folder, done = pictures
    edition = folder / "out/full"
    assert {path.stem for path in (edition / "assets").iterdir()} == SOUND_PICTURES
    assert {path.stem.rpartition("-")[0] for path in edition.rglob("*.pdf")} == SOUND_PICTURES
    assert [path for path in edition.rglob("*") if path.is_file() and b"CANARY" in path.read_bytes()] == []
    assert done.connected() == []
    assert done.changed(outside=folder) == set()


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """A sound site with everything in it, a photograph with a note on how it was held among the rest."""
    folder = tmp_path_factory.mktemp("good")
    content = write_site(folder / "content")
    notes = Image.Exif()
    notes[0x0112] = 6
    Image.new("RGB", (8, 6), (90, 120, 60)).save(content / "assets/photo.jpg", exif=notes)
    show(content, "with-photo", "photo.jpg")
    (content / "meetings/cancelled.yaml").write_text(f"{HEAD}status: cancelled\n")
    (content / "meetings/wrong.yaml").write_text(f"{HEAD}status: canceled\n")
    return folder, build(folder, "html", "pdf")


def test_bad_pictures_make_it_open_nothing_that_a_good_build_does_not(
    good: tuple[Path, Run], pictures: tuple[Path, Run]
) -> None:
    assert pictures[1].opened(outside=pictures[0]) <= good[1].opened(outside=good[0])


def test_the_watch_hears_the_program_and_its_printers(good: tuple[Path, Run]) -> None:
    folder, done = good
    opened = done.opened(outside=folder)
    assert any(path.endswith("weasyprint/css/html5_ua.css") for path in opened)
    assert any(path.endswith("minutes.html.j2") for path in opened)
    assert any("reportgen.workers" in told for told in done.started())
    assert {path for event, path in done.events if event == "os.rename"}


@pytest.fixture(scope="module")
def traps(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """Links out of the content, pipes, and files that are too big or of no type a reader should get."""
    folder = tmp_path_factory.mktemp("traps")
    content = begin(folder)
    records = {
        "ok": "",
        "names-link": "papers: assets/link.pdf\n",
        "names-linked-folder": "papers: assets/etc/hostname.txt\n",
        "names-pipe": 'summary: "![图](assets/pipe.png)"\n',
        "names-page": "papers: assets/index.html\n",
        "names-big": "papers: assets/big.pdf\n",
        "names-big-picture": 'summary: "![图](assets/big.png)"\n',
        "names-capital": "papers: assets/Plan.pdf\n",
        "names-small": "papers: assets/plan.pdf\n",
        "zone": "time-zone: ../../../etc/hostname\n",
        "zone-outside": "time-zone: /etc/hostname\n",
        "big": "x-words: " + "y" * (2 << 20) + "\n",
    }
    write(content, {f"meetings/{name}.yaml": HEAD + words for name, words in records.items()})
    write(content, {"assets/index.html": "<script>alert(1)</script>", "assets/Plan.pdf": "1", "assets/plan.pdf": "2"})
    for name in ("assets/big.pdf", "assets/big.png"):
        with (content / name).open("wb") as file:
            file.truncate(60 << 20)
    for name in ("meetings/link.yaml", "assets/link.pdf"):
        (content / name).symlink_to("/etc/hostname")
    (content / "assets/etc").symlink_to("/etc")
    for name in ("meetings/pipe.yaml", "assets/pipe.png"):
        os.mkfifo(content / name)
    return folder, build(folder, "html", "pdf")


def test_links_pipes_and_giants_are_refused_by_name(traps: tuple[Path, Run]) -> None:
    told = {(one.path, place(one)) for one in traps[1].told}
    assert told == {
        ("assets/etc", "0:0 not-a-file"),
        ("assets/link.pdf", "0:0 not-a-file"),
        ("assets/pipe.png", "0:0 not-a-file"),
        ("meetings/link.yaml", "0:0 not-a-file"),
        ("meetings/pipe.yaml", "0:0 not-a-file"),
        ("meetings/big.yaml", "1:1 file-too-big"),
        ("meetings/names-link.yaml", "5:9 no-such-asset"),
        ("meetings/names-linked-folder.yaml", "5:9 no-such-asset"),
        ("meetings/names-pipe.yaml", "5:10 no-such-asset"),
        ("meetings/names-page.yaml", "5:9 asset-type"),
        ("meetings/names-big.yaml", "5:9 asset-too-large"),
        ("meetings/names-big-picture.yaml", "5:10 asset-too-large"),
        ("meetings/names-small.yaml", "5:9 same-asset-name"),
        ("meetings/zone.yaml", "5:12 bad-zone"),
        ("meetings/zone-outside.yaml", "5:12 bad-zone"),
    }
    assert all(one.hint for one in traps[1].told)


def test_the_rest_of_a_site_full_of_traps_is_built(traps: tuple[Path, Run], good: tuple[Path, Run]) -> None:
    folder, done = traps
    edition = folder / "out/full"
    assert set(pages(folder)) == {"ok", "names-capital"}
    assert [path.name for path in (edition / "assets").iterdir()] == ["Plan.pdf"]
    assert done.opened(outside=folder) <= good[1].opened(outside=good[0])
    assert done.connected() == []
    assert done.changed(outside=folder) == set()
    lowered = Counter(str(path.relative_to(edition)).casefold() for path in edition.rglob("*"))
    assert max(lowered.values()) == 1


def test_a_link_to_a_folder_of_records_leaves_the_last_good_build_as_it_is(tmp_path: Path) -> None:
    content = begin(tmp_path)
    write(content, {"meetings/2025/a.yaml": HEAD, "meetings/b.yaml": HEAD})
    assert build(tmp_path, "html").code == 0
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    (content / "meetings/2025").rename(tmp_path / "elsewhere")
    (content / "meetings/2025").symlink_to(tmp_path / "elsewhere")
    done = build(tmp_path, "html")
    assert [(one.path, one.code) for one in done.told] == [("meetings/2025", "not-a-file")]
    assert done.code == 1
    assert {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()} == before


def test_a_link_in_the_output_is_never_followed_out_of_it(tmp_path: Path) -> None:
    write(begin(tmp_path), {"meetings/a.yaml": HEAD})
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out/full").mkdir(parents=True)
    (tmp_path / "out/full/meetings").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "victim").write_text("kept")
    (tmp_path / "out/full/index.html").symlink_to(tmp_path / "victim")
    run(tmp_path, "build", tmp_path / "content", "-o", tmp_path / "out", "--outputs", "html", code={0, 1, 3})
    assert (tmp_path / "victim").read_text() == "kept"


MANY = {
    "keys": ("", "key-{}: a\n", "unknown-key"),
    "dates": ("actions:\n", "  - {{id: a{}, task: 清淤, due: 2026-04-31}}\n", "no-such-date"),
    "links": ("agenda:\n", '  - title: 议题{}\n    discussion: "[a](javascript:x)"\n', "link-refused"),
    "papers": ("papers:\n", "  - assets/a{}.pdf\n", "no-such-asset"),
    "actions": ("updates:\n", "  - {{action: nowhere/a{}}}\n", "unknown-action"),
    "people": ("attendance:\n  present:\n", "    - person-{}\n", "unknown-person"),
    "closed": ("agenda:\n", '  - title: "{{{{-- {}"\n', "closing-mark-unpaired"),
    "markup": ("agenda:\n", '  - title: 议题{}\n    discussion: "<b>"\n', "raw-html"),
}


def test_of_five_hundred_mistakes_in_a_file_twenty_are_listed_and_the_rest_is_counted(tmp_path: Path) -> None:
    content = begin(tmp_path)
    for name, (head, each, _) in MANY.items():
        record = HEAD + head + "".join(each.format(number) for number in range(500))
        (content / f"meetings/{name}.yaml").write_text(record)
    # One error behind many warnings is what the reader must see.
    mixed = HEAD + MANY["markup"][0] + MANY["markup"][1].format(1) * 500 + "series: nowhere\n"
    (content / "meetings/mixed.yaml").write_text(mixed)
    done = run(tmp_path, "check", content, code={1})
    for name, (_, _, code) in MANY.items():
        assert Counter(one.code for one in done.of(name)) == {code: 20, "more-findings": 1}
        assert {one.severity for one in done.of(name)} == {"warning" if name == "markup" else "error"}
        assert "480 more" in next(one.message for one in done.of(name) if one.code == "more-findings")
    assert [one.code for one in done.of("mixed") if one.severity == "error"] == ["unknown-series"]


def test_a_record_with_more_mistakes_than_are_listed_is_not_printed(tmp_path: Path) -> None:
    content = begin(tmp_path)
    head, each, _ = MANY["actions"]
    (content / "meetings/bad.yaml").write_text(HEAD + head + "".join(each.format(number) for number in range(500)))
    (content / "meetings/good.yaml").write_text(HEAD)
    assert build(tmp_path, "html").code == 1
    assert set(pages(tmp_path)) == {"good"}


@pytest.mark.long
def test_two_thousand_small_records_are_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = begin(tmp_path)
    write(content, {f"meetings/m{number}.yaml": HEAD for number in range(2_000)})
    done = build(tmp_path, "html", wall=600)
    assert (done.code, done.told) == (0, ())
    assert len(pages(tmp_path)) == 2_000
    ElementTree.parse(tmp_path / "out/full/feed.xml")
    with capsys.disabled():
        print(f"\n2,000 small records: {done.seconds:.1f} s for the web pages")
