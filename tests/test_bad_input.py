"""Every bad file through the program itself: refused by name at the right place, or printed soundly.

The program runs in a process with limits; a crash, a hang or a traceback fails in `run`, whatever a test asks.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.corpora import bad_markdown, bad_yaml
from tests.hostile_words import bones_of
from tests.watched_program import Run, Told, run

CORPORA = Path(__file__).parent / "corpora"
SITE = "title: 纪要\nlanguages: [zh, en]\n"
HEAD = "kind: minutes\ntitle: 河道清淤专题会\nstart: 2026-03-12\naccess: public\n"


def begin(folder: Path) -> Path:
    """Return the content folder of a site without records."""
    content = folder / "content"
    (content / "meetings").mkdir(parents=True)
    (content / "assets").mkdir()
    (content / "site.yaml").write_text(SITE)
    return content


def build(folder: Path, *outputs: str, wall: float = 120) -> Run:
    words = ("-o", folder / "out", "--outputs", ",".join(outputs), "--as-of", "2026-06-30")
    return run(folder, "build", folder / "content", *words, wall=wall)


def pages(folder: Path) -> dict[str, str]:
    """The page of every record that was printed, by its id."""
    found = (folder / "out/full").glob("*/*/index.html")
    return {path.parent.name: path.read_text() for path in found if path.parent.parent.name != "series"}


# The first finding of each file, `line:column code`: as it is, and inside a sound record; None: it is printed.
YAML = {
    "alias-bomb": ("1:5 anchor", "11:7 anchor"),
    "alias-undefined": ("1:4 alias", "11:6 alias"),
    "anchor-unused": ("1:4 anchor", "11:6 anchor"),
    "bidi-isolate-unclosed": ("1:9 forbidden-character", "11:11 forbidden-character"),
    "binary": ("1:4 tag", "11:6 tag"),
    "bom": ("1:1 missing-kind", None),
    "bool-key": ("1:1 key-not-text", "11:3 key-not-text"),
    "c1-escape": ("1:4 forbidden-character", "11:6 forbidden-character"),
    "comment-only": ("1:1 empty-file", None),
    "cr-only": ("1:5 old-line-ends", "1:14 old-line-ends"),
    "crlf": ("1:1 missing-kind", None),
    "date-as-datetime": ("1:1 missing-kind", "3:8 bad-moment"),
    "date-invalid": ("1:1 missing-kind", "3:8 no-such-date"),
    "date-invalid-month": ("1:1 missing-kind", "3:8 bad-date"),
    "date-key": ("1:1 key-not-text", "11:3 key-not-text"),
    "date-year0": ("1:1 missing-kind", "3:8 bad-date"),
    "dup-key": ("2:1 duplicate-key", "12:3 duplicate-key"),
    "dup-key-nfc-nfd": ("2:1 duplicate-key", "12:3 duplicate-key"),
    "dup-key-redact": ("2:34 duplicate-key", "12:36 duplicate-key"),
    "empty": ("1:1 empty-file", None),
    "esc-escape": ("1:4 forbidden-character", "11:6 forbidden-character"),
    "fullwidth-colon": ("1:3 full-width-colon", "2:3 full-width-colon"),
    "gb18030": ("1:1 wrong-encoding", "2:8 wrong-encoding"),
    "hex-int-big": ("1:1 missing-kind", "10:9 bad-number"),
    "homoglyph-key": ("1:1 lookalike-in-key", "11:3 lookalike-in-key"),
    "int-5000-digits": ("1:1 missing-kind", "10:9 bad-number"),
    "int-key": ("1:1 key-not-text", "11:3 key-not-text"),
    "latin1": ("1:7 not-utf-8", "11:9 not-utf-8"),
    "list-top": ("1:1 not-a-mapping", "11:3 not-a-mapping"),
    "lone-surrogate-escape": ("1:5 bad-escape", "11:7 bad-escape"),
    "lone-surrogate-raw": ("1:4 not-utf-8", "11:6 not-utf-8"),
    "long-key": ("1:1 key-too-long", "11:3 key-too-long"),
    "ls-key-injection": ("1:10 forbidden-character", "11:12 forbidden-character"),
    "merge-bomb": ("1:5 anchor", "11:7 anchor"),
    "merge-key": ("1:4 anchor", "11:6 anchor"),
    "merge-user": ("2:3 merge-key", "12:5 merge-key"),
    "multi-doc": ("2:1 second-document", "11:1 second-document"),
    "nel-key-injection": ("1:10 forbidden-character", "11:12 forbidden-character"),
    "nest-block-seq-20000": ("1:101 too-deep", "11:101 too-deep"),
    "nest-flow-60000": ("1:51 too-deep", "11:52 too-deep"),
    "noncharacter": ("1:4 forbidden-character", "11:6 forbidden-character"),
    "norway": ("1:1 missing-kind", None),
    "nul": ("1:6 forbidden-character", "11:8 forbidden-character"),
    "octal-id": ("1:1 missing-kind", None),
    "osc8-escape": ("1:4 forbidden-character", "11:6 forbidden-character"),
    "ps-key-injection": ("1:10 forbidden-character", "11:12 forbidden-character"),
    "python-tag": ("1:4 tag", "11:6 tag"),
    "tab-after-colon": ("1:1 missing-kind", None),
    "tab-indent": ("2:1 tab-indentation", "12:3 tab-indentation"),
    "tag-directive": ("1:1 directive", "1:1 directive"),
    "time-sexagesimal": ("1:1 missing-kind", None),
    "unclosed-200000": ("1:51 too-deep", "11:52 too-deep"),
    "unhashable-key": ("1:3 key-not-text", "11:5 key-not-text"),
    "zero-width-key": ("1:1 unseen-in-key", "11:3 unseen-in-key"),
}
COPYING = {"anchor", "alias", "merge-key", "more-findings"}
BESIDE = {"alias-bomb": COPYING, "merge-bomb": COPYING, "merge-key": COPYING, "tag-directive": {"directive", "tag"}}
"""Codes that may stand beside the first; with any other case, nothing may."""
SUSPECTS = [
    "alias-bomb",
    "hex-int-big",
    "int-5000-digits",
    "merge-bomb",
    "nest-block-seq-20000",
    "nest-flow-60000",
    "unclosed-200000",
]
"""Files that end other readers or keep them busy for ever."""


def place(told: Told) -> str:
    return f"{told.line}:{told.column} {told.code}"


@pytest.fixture(scope="module")
def yaml_site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """All cases in one site, as they are and inside, with what one run said of them."""
    folder = tmp_path_factory.mktemp("yaml")
    content = begin(folder)
    (content / "meetings/sound.yaml").write_text(bad_yaml.SOUND)
    for name in bad_yaml.names():
        (content / f"meetings/alone-{name}.yaml").write_bytes(bad_yaml.alone(name))
        (content / f"meetings/inside-{name}.yaml").write_bytes(bad_yaml.inside(name))
    return folder, build(folder, "html")


def test_every_yaml_file_has_a_verdict_and_none_is_softer_than_the_one_expected() -> None:
    expected = {
        one["file"].removesuffix(".yaml"): one["expect"]
        for one in json.loads((bad_yaml.FOLDER / "EXPECT.json").read_text())
    }
    assert sorted(YAML) == bad_yaml.names() == sorted(expected)
    # Nothing can be set inside a record of these two: an empty file and a comment are nothing.
    printed = {name for name, (_, inside) in YAML.items() if inside is None} - {"empty", "comment-only"}
    assert not {name for name in printed if expected[name].startswith("reject")}


@pytest.mark.parametrize("name", YAML)
def test_a_bad_yaml_file_is_refused_for_what_is_wrong_with_it(yaml_site: tuple[Path, Run], name: str) -> None:
    _, done = yaml_site
    for where, verdict in zip(("alone", "inside"), YAML[name], strict=True):
        told = done.of(f"{where}-{name}")
        assert [place(one) for one in told[:1]] == ([verdict] if verdict else [])
        assert {one.code for one in told[1:]} <= BESIDE.get(name, set())
        assert all(one.hint and one.severity == "error" and one.path == f"meetings/{where}-{name}.yaml" for one in told)


def test_what_is_not_refused_is_printed_and_nothing_else(yaml_site: tuple[Path, Run]) -> None:
    folder, done = yaml_site
    assert done.code == 1
    assert set(pages(folder)) == {"sound"} | {f"inside-{name}" for name, (_, inside) in YAML.items() if inside is None}
    assert done.connected() == []
    assert done.changed(outside=folder) == set()


def test_what_is_read_in_spite_of_its_form_prints_as_the_sound_record(yaml_site: tuple[Path, Run]) -> None:
    printed = pages(yaml_site[0])
    sound = article(printed, "sound")
    for name in ("bom", "crlf", "comment-only", "empty", "tab-after-colon"):
        assert article(printed, f"inside-{name}") == sound


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("norway", ["NO", "no", "y", "on"]),
        ("octal-id", ["010", "08", "001"]),
        ("time-sexagesimal", ["14:30", "9:05"]),
    ],
)
def test_a_value_is_printed_as_it_was_typed(yaml_site: tuple[Path, Run], name: str, values: list[str]) -> None:
    text = article(pages(yaml_site[0]), f"inside-{name}")
    after = text[text.index("汛前涵洞排查情况") :]
    at = 0
    for value in values:
        at = after.index(value, at) + len(value)


def article(printed: dict[str, str], record: str) -> str:
    """The words of a record's article, without those that name the record itself."""
    whole = bones_of(printed[record].partition("<article")[2].partition("</article>")[0], record)
    return whole.text


def test_the_same_findings_are_said_in_chinese(yaml_site: tuple[Path, Run]) -> None:
    folder, english = yaml_site
    chinese = run(folder, "check", folder / "content", language="zh", code={1})
    assert [(one.path, one.where) for one in chinese.told] == [(one.path, one.where) for one in english.told]
    han = range(0x4E00, 0x9FFF)
    for one in chinese.told:
        assert any(ord(letter) in han for letter in one.message)
        assert any(ord(letter) in han for letter in one.hint)


@pytest.mark.parametrize("name", SUSPECTS)
def test_what_ends_other_readers_is_refused_on_its_own_too(tmp_path: Path, name: str) -> None:
    content = begin(tmp_path)
    (content / "meetings/alone.yaml").write_bytes(bad_yaml.alone(name))
    (content / "meetings/inside.yaml").write_bytes(bad_yaml.inside(name))
    done = run(tmp_path, "check", content, wall=20, code={1})
    assert (place(done.of("alone")[0]), place(done.of("inside")[0])) == YAML[name]


@pytest.fixture(scope="module")
def markdown_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every Markdown text in the discussion of a record of its own, beside one that is harmless."""
    folder = tmp_path_factory.mktemp("markdown")
    content = begin(folder)
    for identity, text, _ in [("harmless", "text", ""), *bad_markdown.cases()]:
        words = json.dumps(text, ensure_ascii=False)
        record = f"{HEAD}agenda:\n  - title: 议题\n    discussion: {words}\n"
        (content / f"meetings/{identity}.yaml").write_text(record)
    return folder


# What Markdown may become, with the attributes it may have; the span is ours, around a mask.
MARKUP: dict[str, set[str]] = {
    **{tag: set() for tag in ("p", "br", "hr", "em", "strong", "del", "code", "pre", "blockquote", "ul", "li")},
    **{tag: set() for tag in ("h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td")},
    "ol": {"start"},
    "a": {"href", "rel"},
}


def test_markdown_that_hurts_parsers_is_refused_by_name_or_printed_soundly(markdown_site: Path) -> None:
    done = build(markdown_site, "html")
    printed = pages(markdown_site)
    harmless = bones_of(printed["harmless"], "harmless")
    for identity, _, verdict in bad_markdown.cases():
        told = done.of(identity)
        errors = [one for one in told if one.severity == "error"]
        # The text begins in line 7; a file that is too big is not read at all.
        assert {(one.line, one.column) for one in told} <= {(1, 1) if verdict == "file-too-big" else (7, 17)}
        assert {one.code for one in told} - {one.code for one in errors} <= {"raw-html"}
        assert all(one.hint for one in told)
        assert (errors[0].code if errors else "printed", identity in printed) == (verdict, verdict == "printed")
        if identity in printed:
            assert foreign(bones_of(printed[identity], identity).tags, harmless.tags) == []
    assert done.connected() == []


Tags = tuple[tuple[str, tuple[tuple[str, str | None], ...]], ...]


def foreign(tags: Tags, harmless: Tags) -> list[object]:
    """The tags of a page that neither the harmless page holds nor Markdown may become."""
    ours = ("span", (("class", "mask"),))
    return [
        (tag, attributes)
        for tag, attributes in set(tags) - set(harmless) - {ours}
        if not tag.startswith("/") and (tag not in MARKUP or {name for name, _ in attributes} - MARKUP[tag])
    ]


@pytest.mark.long
def test_what_markdown_is_printed_becomes_a_document(markdown_site: Path) -> None:
    done = build(markdown_site, "pdf", wall=600)
    verdicts = {identity: verdict for identity, _, verdict in bad_markdown.cases()}
    documents = {path.stem for path in (markdown_site / "out/full").rglob("*.pdf")}
    assert documents == {"harmless"} | {identity for identity, verdict in verdicts.items() if verdict == "printed"}
    assert not {one.code for one in done.told if one.code.startswith("print")}


NAMES = json.loads((CORPORA / "names-bad/names.json").read_text())
FLAT = [name for group in NAMES.values() for entry in group for name in (entry if isinstance(entry, list) else [entry])]
WORN = {
    "asset": "papers: {}\n",
    "below": "papers: {}\n",
    "id": "agenda:\n  - id: {}\n    title: 议题\n",
    "series": "series: {}\n",
    "zone": "time-zone: {}\n",
    "reference": "updates: [{{action: {}}}]\n",
    "image": "summary: {}\n",
}
"""Where a record may hold a name."""
REFUSALS = {
    "asset": {"bad-asset"},
    "below": {"bad-asset", "no-such-asset"},
    "id": {"bad-id", "reserved-id"},
    "series": {"bad-id", "reserved-id", "unknown-series"},
    "zone": {"bad-zone"},
    "reference": {"bad-reference", "unknown-action"},
    "image": {"image-not-an-asset", "no-such-asset"},
}


@pytest.fixture(scope="module")
def names_site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """Every bad name as the name of a file, and in every field that holds a name."""
    folder = tmp_path_factory.mktemp("names")
    content = begin(folder)
    for number, name in enumerate(FLAT):
        typed = {"below": f"assets/{name}", "image": f"![图](assets/{name})"}
        for field, record in WORN.items():
            words = record.format(json.dumps(typed.get(field, name)))
            (content / f"meetings/n{number}-{field}.yaml").write_text(HEAD + words)
        if "/" not in name and "\0" not in name and 0 < len(name.encode()) < 250:
            (content / f"meetings/{name}.yaml").write_text(HEAD)
    return folder, build(folder, "html")


@pytest.mark.parametrize("field", WORN)
def test_a_bad_name_in_a_record_is_refused(names_site: tuple[Path, Run], field: str) -> None:
    folder, done = names_site
    for number, name in enumerate(FLAT):
        record = f"n{number}-{field}"
        codes = {one.code for one in done.of(record)}
        if codes:
            assert codes <= REFUSALS[field] | {"forbidden-character"}, (name, codes)
            assert record not in pages(folder)
        elif field == "id":
            assert name.isascii()
            assert name.isalnum()
            assert name == name.lower()
        else:
            # White space and angle brackets make it no picture: the words are printed as typed.
            assert field == "image"
            assert set(name) & set(" \n<>")
            assert "<img" not in pages(folder)[record].partition("<article")[2]


def test_a_name_that_climbs_or_is_reserved_is_never_an_asset(names_site: tuple[Path, Run]) -> None:
    _, done = names_site
    climbing = {*NAMES["traversal"], *NAMES["windows-reserved"], *NAMES["bidi"]} - {"a/b"}
    for number, name in enumerate(FLAT):
        if name in climbing and not name.startswith("会"):
            assert {one.code for one in done.of(f"n{number}-below")} <= {"bad-asset", "forbidden-character"}


def test_a_file_with_a_bad_name_is_said_and_makes_no_page(names_site: tuple[Path, Run]) -> None:
    folder, done = names_site
    there = {path.name.removesuffix(".yaml") for path in (folder / "content/meetings").glob("[!n.]*.yaml")}
    sound = {"fi", "1", "ab", "admin", "paypal"}
    refused = [one for one in done.told if one.code in {"bad-file-name", "reserved-file-name"}]
    # What cannot be seen in a name is shown as an escape, so they are counted.
    assert len([one for one in refused if not one.record.startswith("n")]) == len(there - sound) > 60
    made = {path.parent.name for path in (folder / "out/full").rglob("index.html")}
    assert all(name.isascii() and name == name.lower() for name in made)
    assert not {"con", "nul", "nul.html", "aux"} & made
    assert done.changed(outside=folder) == set()
