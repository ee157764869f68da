"""Hostile words in every text field of every kind of record: printed as typed, obeyed by nobody.

Each site is built twice, with hostile words and with as many harmless letters; with the words taken out, both must
be the same, tag by tag and attribute by attribute.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest

from tests.hostile_words import KINDS, WORDS, bones_of, can_be_key, harmless, write_full_site
from tests.small_site import png
from tests.test_bad_input import HEAD, begin, pages
from tests.watched_program import Run, run

TOGETHER = " ".join(words for name, words in WORDS.items() if name not in {"long", "unbroken"})
PRINTED = '<script>x</script></style>*/ }{{7*7}}{% raw %} &lt;i&gt; " onclick=x url(file:///etc/hostname) {x} ]]>'
"""A little of everything, as every page of a document is set anew for it."""
WITHOUT_PAGE = {"updates", "briefing"}


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., tuple[Path, Run]]:
    """Build a site that is full of the same words, and return its folder with what came of it."""

    def make(words: str, key: str, *outputs: str, **limits: int) -> tuple[Path, Run]:
        folder = tmp_path_factory.mktemp("words")
        # An English document holds the same fields as a Chinese one, and takes as long.
        kinds = [name for name in KINDS if name != "english" or "pdf" not in outputs]
        write_full_site(folder / "content", words, key=key, kinds=kinds, print_seconds=limits.get("seconds", 120))
        order = ("-o", folder / "out", "--outputs", ",".join(outputs), "--as-of", "2026-06-30")
        return folder, run(folder, "build", folder / "content", *order, wall=limits.get("wall", 120))

    return make


Pair = tuple[tuple[Path, Run, str], tuple[Path, Run, str]]


def pair_of(build: Callable[..., tuple[Path, Run]], words: str, *outputs: str) -> Pair:
    """The site with harmless words, then the one with hostile words."""
    mild = harmless(words)
    keys = (mild, words) if can_be_key(words) else ("某", "某")
    return (*build(mild, keys[0], *outputs), mild), (*build(words, keys[1], *outputs), words)


@pytest.fixture(scope="module")
def together(build: Callable[..., tuple[Path, Run]]) -> Pair:
    """All hostile words at once, as web pages."""
    return pair_of(build, TOGETHER, "html")


@pytest.fixture(scope="module")
def printed(build: Callable[..., tuple[Path, Run]]) -> Pair:
    """Some hostile words, as web pages and documents."""
    return pair_of(build, PRINTED, "html", "pdf")


def assert_same_bones(pair: Pair) -> None:
    (mild_folder, mild_run, mild), (folder, done, words) = pair
    assert files(folder) == files(mild_folder)
    for path in sorted(files(folder)):
        if path.endswith(".html"):
            found = bones_of((folder / "out/full" / path).read_text(), words)
            expected = bones_of((mild_folder / "out/full" / path).read_text(), mild)
            if path.startswith("briefings/"):
                # What its summary has room for and the order of its index depend on the words, what it is made of not.
                assert set(map(kind_of, found.tags)) == set(map(kind_of, expected.tags)), path
                continue
            assert list(map(without_language, found.tags)) == list(map(without_language, expected.tags)), path
            assert found.text == expected.text, path
    assert told(done) == told(mild_run)
    assert mild_run.code == done.code == 0


def told(done: Run) -> Counter[tuple[str, str]]:
    """What was found, but for words too wide for their place: how wide they are depends on the font that has them."""
    return Counter((one.path, one.code) for one in done.told if one.code != "past-the-edge")


Tag = tuple[str, tuple[tuple[str, str | None], ...]]


def without_language(tag: Tag) -> Tag:
    """A tag as it is in any language: of a name in letters a Chinese page says that it is English."""
    return tag[0], tuple(one for one in tag[1] if one[0] != "lang")


def kind_of(tag: Tag) -> tuple[str, frozenset[str]]:
    """What a tag is and which attributes it has."""
    return tag[0], frozenset(name for name, _ in without_language(tag)[1])


def files(folder: Path) -> set[str]:
    edition = folder / "out/full"
    return {path.relative_to(edition).as_posix() for path in edition.rglob("*") if path.is_file()}


def test_every_kind_of_record_is_there_with_the_words_in_it(together: Pair) -> None:
    folder, _, words = together[1]
    for name in set(KINDS) - WITHOUT_PAGE:
        (page,) = (folder / "out/full").glob(f"*/full-{name}/index.html")
        assert bones_of(page.read_text(), words).text.count("¤") > {"held": 100, "english": 100}.get(name, 10)


def test_no_words_become_a_tag_or_an_attribute_or_are_evaluated(together: Pair) -> None:
    assert_same_bones(together)


@pytest.mark.long
@pytest.mark.parametrize("name", WORDS)
def test_no_words_of_one_sort_become_a_tag_or_are_evaluated(build: Callable[..., tuple[Path, Run]], name: str) -> None:
    assert_same_bones(pair_of(build, WORDS[name], "html"))


def test_the_description_of_a_picture_stays_an_attribute(tmp_path: Path) -> None:
    content = begin(tmp_path)
    (content / "assets/plan.png").write_bytes(png())
    described = {name: "汛前涵洞排查情况说明图" + WORDS[name].translate(BRACKETS) for name in TAGS}
    for name, words in described.items():
        for record, typed in ((f"hostile-{name}", words), (f"harmless-{name}", harmless(words))):
            prose = json.dumps(
                f"见 ![{typed}](assets/plan.png) 一图\n\n![{typed}](assets/plan.png)", ensure_ascii=False
            )
            (content / f"meetings/{record}.yaml").write_text(f"{HEAD}agenda: [{{title: 议题, discussion: {prose}}}]\n")
    run(tmp_path, "build", content, "-o", tmp_path / "out", "--outputs", "html", code={0})
    found = pages(tmp_path)
    for name, words in described.items():
        hostile, mild = found[f"hostile-{name}"], found[f"harmless-{name}"].replace("harmless-", "hostile-")
        tags = bones_of(hostile, words).tags
        assert tags == bones_of(mild, harmless(words)).tags
        assert sum(tag == "img" and ("alt", "¤") in attributes for tag, attributes in tags) == 2


BRACKETS = str.maketrans("", "", "[]")
TAGS = ("script", "closing", "heading", "quotes", "entities", "xml")


@pytest.mark.parametrize("name", ["feed.xml", "sitemap.xml"])
def test_what_programs_read_stays_well_formed(together: Pair, name: str) -> None:
    trees = []
    for folder, _, words in together:
        root = ElementTree.parse(folder / "out/full" / name).getroot()
        nodes = list(root.iter())
        trees.append([(node.tag, node.attrib, plain(node.text, words)) for node in nodes])
    assert trees[0] == trees[1]
    assert len(trees[0]) > 10


def plain(text: str | None, words: str) -> str:
    return re.sub(r"\s+", " ", text or "").replace(words, "¤")


def test_a_style_sheet_holds_nothing_of_what_was_typed(together: Pair) -> None:
    sheets = {(folder / "out/full/site.css").read_text() for folder, _, _ in together}
    assert len(sheets) == 1


def test_hostile_words_in_a_log_are_no_commands(tmp_path: Path) -> None:
    words = f"{WORDS['log']} {WORDS['unseen']}"
    write_full_site(tmp_path / "content", words, key="某")
    done = run(tmp_path, "check", tmp_path / "content")
    said = done.out + done.err
    assert any("error file=a" in one.message for one in done.told if one.code == "unknown-name")
    assert not [
        line for line in said.splitlines() if line.lstrip().startswith("::") or re.search(r"##\[|##vso\[", line)
    ]
    assert not set(said) & set("\u200b\u00ad\u2060\u3164\x1b")


def test_hostile_words_print_and_the_documents_hold_nothing_that_runs(printed: Pair) -> None:
    assert_same_bones(printed)
    (mild_folder, _, _), (folder, _, _) = printed
    documents = sorted(path for path in files(folder) if path.endswith(".pdf") and not path.startswith("assets/"))
    assert len(documents) == 9
    for path in documents:
        assert powers(folder / "out/full" / path) == powers(mild_folder / "out/full" / path)


def powers(path: Path) -> tuple[set[str], set[str], set[str]]:
    """What a document could do: the keys of its root, of its names, and the addresses it links to."""
    with pikepdf.open(path) as document:
        names = set(document.Root.get("/Names", {}).keys())
        notes = [note for page in document.pages for note in page.get("/Annots", [])]
        links = {str(note.A.get("/URI", note.A.S)) for note in notes if "/A" in note}
        return set(document.Root.keys()), names, links


def test_hostile_words_open_and_reach_nothing(printed: Pair) -> None:
    (mild_folder, mild_run, _), (folder, done, _) = printed
    assert done.opened(outside=folder) <= mild_run.opened(outside=mild_folder)
    assert done.changed(outside=folder) == set()
    assert done.connected() == mild_run.connected() == []
    assert "/etc/hostname" not in {path for _, path in done.events}


@pytest.mark.long
@pytest.mark.parametrize("name", ["emoji", "unseen", "right-to-left", "long", "unbroken"])
def test_words_that_are_hard_to_set_print_or_are_given_up_by_name(
    build: Callable[..., tuple[Path, Run]], name: str
) -> None:
    folder, done = build(WORDS[name], "某", "html", "pdf", wall=600, seconds=60)
    given_up = {
        one.record.removesuffix(".pdf") for one in done.told if one.code in {"print-too-long", "print-out-of-memory"}
    }
    documents = {Path(path).stem for path in files(folder) if path.endswith(".pdf")} - {"plan"}
    made_of_all = {"register", "decisions", "volume", "office", "p1"}
    assert documents | given_up == made_of_all | {"earlier"} | {
        f"full-{one}" for one in set(KINDS) - WITHOUT_PAGE - {"cancelled", "english"}
    }
    assert not documents & given_up
    assert {one.code for one in done.told if one.severity == "error"} <= {
        "print-too-long",
        "print-out-of-memory",
        "missing-glyph",
    }
