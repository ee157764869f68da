"""What a change makes anew, and that nothing else would have become different."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportgen.disk.store import packed, unpacked
from reportgen.model.diagnostic import Severity
from reportgen.pipeline import BuildOrder, BuildReport, build, building
from reportgen.pipeline import circumstances as with_what
from reportgen.pipeline.before import _KEY
from reportgen.pipeline.unchanged import _key, cache_of
from reportgen.theme import bundled_folder
from tests.printers import without_paper
from tests.small_site import AS_OF, GARDEN, SITE, UPDATE, png, write, write_site

EVERYTHING = frozenset({"html", "pdf", "csv", "json", "md"})
PAGES_OF_FIRST = {"meetings/works-1/index.html", "meetings/works-1/works-1.md", "meetings/works-1/works-1.pdf"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what would have been printed."""
    return without_paper(monkeypatch)


def built(folder: Path, output: str = "build", as_of: dt.date = AS_OF, **more: object) -> BuildReport:
    return build(BuildOrder(folder / "content", folder / output, as_of, EVERYTHING, jobs=1, **more))  # type: ignore[arg-type]


def tree(folder: Path, output: str = "build") -> dict[str, bytes]:
    edition = folder / output / "full"
    return {path.relative_to(edition).as_posix(): path.read_bytes() for path in edition.rglob("*") if path.is_file()}


def written(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {path for path in {*before, *after} if before.get(path) != after.get(path)}


def made_anew(report: BuildReport) -> set[str]:
    return {path for path, _ in report.reasons}


def template(name: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    def apply(folder: Path) -> None:
        source = (bundled_folder() / name).read_text()
        assert change(source) != source
        write(folder / "templates", {name: change(source)})

    return apply


def record(name: str, words: str, other: str) -> Callable[[Path], None]:
    def apply(folder: Path) -> None:
        path = folder / "content" / name
        before = path.read_text()
        assert words in before, words
        path.write_text(before.replace(words, other))

    return apply


def nothing(_folder: Path) -> None: ...


def touched(folder: Path) -> None:
    for path in (folder / "content").rglob("*.yaml"):
        os.utime(path, ns=(10**18, 10**18))


def new_picture(folder: Path) -> None:
    write(folder / "content", {"assets/drain.png": png(9, 9)})


WEB = "every web page"
PRINTED = "every PDF"
CHANGES = {
    "nothing": (nothing, set(), set()),
    "the time of files": (touched, set(), set()),
    "a comment in a record": (record("meetings/works/works-1.yaml", "kind:", "# 备注\nkind:"), set(), set()),
    "a word of a discussion": (
        record("meetings/works/works-1.yaml", "听取了排水", "听取了疏浚"),
        {*PAGES_OF_FIRST, "manifest.json"},
        {"meetings/works-1/works-1.pdf"},
    ),
    "a task": (
        record("meetings/works/works-1.yaml", "清理一号沟", "清理二号沟"),
        {
            *PAGES_OF_FIRST, "actions/works-1/a1/index.html", "people/shen/index.html", "units/works-office/index.html",
            "register/index.html", "register/actions.csv", "register/actions-excel.csv", "register/register.json",
            "meetings/works-2/index.html", "meetings/works-2/works-2.md", "meetings/works-2/works-2.pdf",
            "series/works/since/index.html", "register/register.pdf", "manifest.json",
        },
        {"meetings/works-1/works-1.pdf", "meetings/works-2/works-2.pdf", "register/register.pdf"},
    ),
    "an alias of a person": (
        record("people.yaml", "name: Imogen Hale,", "name: Imogen Hale, aliases: [Hale],"),
        set(),
        set(),
    ),
    "a picture": (
        new_picture,
        {"assets/drain.png", "meetings/works-1/works-1.pdf", "manifest.json"},
        {"meetings/works-1/works-1.pdf"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_change_writes_and_prints(tmp_path: Path, asked: list[str], change: str) -> None:
    apply, files, printed = CHANGES[change]
    write_site(tmp_path / "content")
    built(tmp_path)
    before = tree(tmp_path)
    asked.clear()
    apply(tmp_path)
    report = built(tmp_path)
    assert written(before, tree(tmp_path)) == files
    assert set(asked) == printed
    assert report.written == len(files - {"manifest.json"})


def test_a_template_makes_the_pages_anew_that_reach_it(tmp_path: Path, asked: list[str]) -> None:
    write_site(tmp_path / "content")
    built(tmp_path)
    whole = tree(tmp_path)
    template("briefing/article/speech.html.j2", lambda source: source + "<!-- -->")(tmp_path)
    assert made_anew(built(tmp_path)) == {"speeches/drains/index.html", "speeches/drains/drains.pdf"}
    template("site/action.html.j2", lambda source: source.replace("</article>", "</article><!-- -->"))(tmp_path)
    assert made_anew(built(tmp_path)) == {path for path in whole if path.startswith("actions/")}


def test_a_style_sheet_of_the_printed_page_makes_every_pdf_anew_and_nothing_else(
    tmp_path: Path, asked: list[str]
) -> None:
    write_site(tmp_path / "content")
    built(tmp_path)
    template("briefing/print.css", lambda source: source + "\n/* */\n")(tmp_path)
    pdfs = {path for path in tree(tmp_path) if path.endswith(".pdf") and not path.startswith("assets/")}
    assert made_anew(built(tmp_path)) == pdfs


def test_printed_words_make_the_pages_of_their_theme_anew(tmp_path: Path, asked: list[str]) -> None:
    write_site(tmp_path / "content")
    built(tmp_path)
    before = tree(tmp_path)
    write(tmp_path / "templates", {"briefing/theme.yaml": "words: {chair: {zh: 主持人, en: Chair}}\n"})
    report = built(tmp_path)
    assert written(before, tree(tmp_path)) >= {"meetings/works-1/index.html", "meetings/works-1/works-1.pdf"}
    assert all("words" in reasons for path, reasons in report.reasons if path.endswith((".pdf", ".md")))


def test_the_day_makes_anew_what_tells_of_the_day(tmp_path: Path, asked: list[str]) -> None:
    write_site(tmp_path / "content")
    built(tmp_path)
    before = tree(tmp_path)
    report = built(tmp_path, as_of=AS_OF + dt.timedelta(days=1))
    of_records = {path for path in before if path.startswith(("meetings/", "speeches/"))}
    assert not written(before, tree(tmp_path)) & of_records
    assert not made_anew(report) & {path for path in of_records if not path.endswith(".md")}


def test_site_yaml_the_libraries_and_the_program_make_everything_anew(
    tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(tmp_path / "content")
    built(tmp_path)
    outputs = {path for path in tree(tmp_path) if not path.startswith("assets/")} - {"manifest.json"}
    write(tmp_path / "content", {"site.yaml": SITE.replace("Collected minutes", "All minutes")})
    assert {reasons for _, reasons in built(tmp_path).reasons} == {("site.yaml",)}
    # The short cut sees neither: it looks at files, and none has changed.
    monkeypatch.setattr(building, "unchanged", lambda _order: None)
    assert built(tmp_path).reasons == ()
    monkeypatch.setattr(with_what, "_MADE_WITH", ())
    assert dict(built(tmp_path).reasons) == dict.fromkeys(outputs, ("libraries",))
    monkeypatch.setattr(building, "program_digest", lambda: "another")
    assert dict(built(tmp_path).reasons) == dict.fromkeys(outputs, ("program",))


def test_a_file_that_was_changed_or_taken_away_in_the_output_is_made_again(tmp_path: Path, asked: list[str]) -> None:
    write_site(tmp_path / "content")
    built(tmp_path)
    before = tree(tmp_path)
    (tmp_path / "build/full/index.html").write_text("something else")
    (tmp_path / "build/full/meetings/works-1/works-1.pdf").unlink()
    asked.clear()
    report = built(tmp_path)
    assert dict(report.reasons) == {"index.html": ("file",), "meetings/works-1/works-1.pdf": ("file",)}
    assert tree(tmp_path) == before
    # The cache had it.
    assert asked == []


@pytest.mark.parametrize("half", [0, 1])
def test_half_a_cache_gives_the_same_files(tmp_path: Path, asked: list[str], half: int) -> None:
    write_site(tmp_path / "content")
    built(tmp_path)
    before = tree(tmp_path)
    entries = sorted(path for path in (tmp_path / "build/.cache").rglob("*") if path.is_file())
    assert len(entries) > 8
    for path in entries[half::2]:
        path.unlink()
    shutil.rmtree(tmp_path / "build/full")
    built(tmp_path)
    assert tree(tmp_path) == before


def test_an_edition_that_is_gone_is_made_from_the_cache_without_printing(tmp_path: Path, asked: list[str]) -> None:
    write_site(tmp_path / "content")
    built(tmp_path)
    before = tree(tmp_path)
    shutil.rmtree(tmp_path / "build/full")
    asked.clear()
    built(tmp_path)
    assert (tree(tmp_path), asked) == (before, [])


def test_a_hundred_damaged_caches_give_the_same_files(tmp_path: Path, asked: list[str]) -> None:
    write_site(tmp_path / "content")
    built(tmp_path)
    before = tree(tmp_path)
    entries = sorted(path for path in (tmp_path / "build/.cache").rglob("*") if path.is_file())
    sound = {path: path.read_bytes() for path in entries}
    damages: list[Callable[[bytes, random.Random], bytes]] = [
        lambda content, _: b"",
        lambda content, chance: content[: chance.randrange(len(content))],
        lambda content, chance: bytes(reversed(content)),
        lambda content, chance: content + b"\0",
        lambda content, chance: chance.randbytes(len(content)),
    ]
    for number in range(12):
        chance = random.Random(number)
        for path, content in sound.items():
            path.write_bytes(chance.choice(damages)(content, chance) if chance.random() < 0.6 else content)
        if number % 2:
            shutil.rmtree(tmp_path / "build/full")
        built(tmp_path)
        assert tree(tmp_path) == before, number


def spoiled(spoil: Callable[[dict[str, Any]], object]) -> Callable[[bytes], bytes]:
    def apply(entry: bytes) -> bytes:
        told = json.loads(unpacked(entry))
        spoil(told)
        return packed(json.dumps(told).encode())

    return apply


def of_a_pdf(printed: object) -> Callable[[bytes], bytes]:
    def spoil(told: dict[str, Any]) -> None:
        told["outputs"]["meetings/works-1/works-1.pdf"][2] = printed

    return spoiled(spoil)


HOSTILE: dict[str, Callable[[bytes], bytes]] = {
    "depth": lambda _: packed(b"[" * 200_000),
    "a list": lambda _: packed(b"[]"),
    "a list of circumstances": spoiled(lambda told: told.update(circumstances=[1])),
    "nothing told of a PDF": of_a_pdf(None),
    "no pages": of_a_pdf({"official": False, "problems": []}),
    "words for pages": of_a_pdf({"official": False, "pages": "two", "problems": []}),
    "an unknown problem": of_a_pdf({"official": False, "pages": 1, "problems": [["no-such-problem", []]]}),
    "a problem without its values": of_a_pdf({"official": False, "pages": 1, "problems": [["print-failed", []]]}),
    "no pairs": of_a_pdf({"official": False, "pages": 1, "problems": [["print-failed", "?"]]}),
}
"""What may be made of an entry that has the digest it should have."""


@pytest.mark.parametrize("hostile", HOSTILE)
def test_an_entry_of_the_cache_that_somebody_wrote_ends_no_build(
    tmp_path: Path, asked: list[str], hostile: str
) -> None:
    write_site(tmp_path / "content")
    built(tmp_path)
    before = tree(tmp_path)
    cache, order = (
        cache_of(tmp_path / "build", "full"),
        BuildOrder(tmp_path / "content", tmp_path / "build", AS_OF, EVERYTHING),
    )
    for key in (_KEY, _key(order)):
        cache.put(_key(order), b"")
        entry = cache.get(_KEY)
        assert entry
        cache.put(key, HOSTILE[hostile](entry))
        assert made_anew(built(tmp_path)) >= ({"index.html"} if key == _KEY else set())
        assert tree(tmp_path) == before


EDITS: tuple[Callable[[Path, random.Random], None], ...]


def _swap(name: str, pairs: tuple[tuple[str, str], ...]) -> Callable[[Path, random.Random], None]:
    def edit(folder: Path, chance: random.Random) -> None:
        path = folder / "content" / name
        if path.exists():
            words, other = chance.choice(pairs)
            path.write_text(path.read_text().replace(words, other))

    return edit


def _toggle(name: str, content: str) -> Callable[[Path, random.Random], None]:
    def edit(folder: Path, _chance: random.Random) -> None:
        path = folder / "content" / name
        if path.exists():
            path.unlink()
        else:
            write(folder / "content", {name: content})

    return edit


def _override(name: str) -> Callable[[Path, random.Random], None]:
    def edit(folder: Path, chance: random.Random) -> None:
        path = folder / "templates" / name
        if path.exists():
            path.unlink()
        else:
            source = (bundled_folder() / name).read_text()
            write(folder / "templates", {name: source + f"\n{chance.random()}\n"})

    return edit


LATER = """\
kind: minutes
series: works
title: 工程例会第四次会议
start: 2026-03-19 09:00
access: public
minutes: approved
chair: 顾怀远
previous-minutes: {meeting: works-2, outcome: approved}
agenda:
  - title: 回头看
    decisions: [{id: d1, text: 照旧, rescinds: works-2/d1}]
updates:
  - {action: works-1/a1, state: closed, note: 完成, verified-by: 顾怀远, no-evidence: 现场看过}
"""
EDITS = (
    _swap("meetings/works/works-1.yaml", (("排水", "疏浚"), ("清理", "清淤"), ("2026-02-10", "2026-05-10"))),
    _swap("meetings/works/works-1.yaml", (("第一次", "首次"), ("public", "internal"))),
    _swap(
        "meetings/works/works-2.yaml",
        (("过半", "大半"), ("先修后清", "同时进行"), ("第二次", "二次"), ("第一项", "其一")),
    ),
    _swap("meetings/garden-1.yaml", (("Hedges", "Fences"), ("adopted", "rejected"), ("March", "Spring"))),
    _swap("people.yaml", (("工程办", "工程局"), ("陆一鸣", "陆鸣"), ("科长", "处长"), ("Convenor", "Chair"))),
    _swap("site.yaml", (("工程例会", "施工例会"), ("Garden Board", "Garden Committee"), ("quorum: 2", "quorum: 3"))),
    _toggle("meetings/works/works-4.yaml", LATER),
    _toggle("updates/works-news.yaml", UPDATE),
    _toggle("meetings/garden-1.yaml", GARDEN),
    _override("site/since.html.j2"),
    _override("briefing/article/decisions.html.j2"),
    lambda folder, chance: write(folder / "content", {"assets/drain.png": png(chance.randint(2, 9), 3)}),
)


def said(report: BuildReport) -> list[object]:
    """What a report says of every finding, whether it was found now or is told again."""
    return [(one.code, one.severity, one.message("zh"), one.hint("en"), one.span) for one in report.findings]


def edited_at_random(folder: Path, rounds: int, seed: int) -> int:
    """Build a site again and again after random edits, and hold each build to a fresh one of the same content.

    Returns:
        How many builds were held to one.
    """
    compared = 0
    chance = random.Random(seed)
    write_site(folder / "content")
    built(folder)
    for number in range(rounds):
        for _ in range(chance.randint(1, 2)):
            chance.choice(EDITS)(folder, chance)
        day = AS_OF + dt.timedelta(days=chance.choice((0, 0, 0, 30)))
        ours = built(folder, as_of=day)
        shutil.rmtree(folder / "fresh", ignore_errors=True)
        fresh = built(folder, "fresh", as_of=day)
        assert said(ours) == said(fresh), (seed, number)
        if any(one.severity is Severity.ERROR for one in fresh.findings):
            # What cannot be made keeps its last good file, which a fresh build has not.
            continue
        compared += 1
        assert tree(folder) == tree(folder, "fresh"), (seed, number)
        assert (ours.pages, ours.documents) == (fresh.pages, fresh.documents)
    return compared


def test_what_is_built_after_edits_is_what_is_built_afresh(tmp_path: Path, asked: list[str]) -> None:
    assert edited_at_random(tmp_path, 6, seed=1) >= 3


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 30))
def test_what_is_built_after_many_edits_is_what_is_built_afresh(tmp_path: Path, asked: list[str], seed: int) -> None:
    assert edited_at_random(tmp_path, 12, seed) >= 3


def test_while_a_record_cannot_be_read_only_what_was_written_otherwise_is_made(
    tmp_path: Path, asked: list[str]
) -> None:
    write_site(tmp_path / "content")
    built(tmp_path)
    before = tree(tmp_path)
    asked.clear()
    write(tmp_path / "content", {"meetings/garden-1.yaml": GARDEN.replace("2026-03-05", "soon")})
    record("meetings/works/works-1.yaml", "听取了排水", "听取了疏浚")(tmp_path)
    built(tmp_path)
    assert written(before, tree(tmp_path)) == {*PAGES_OF_FIRST, "manifest.json"}
    assert asked == ["meetings/works-1/works-1.pdf"]
    write(tmp_path / "content", {"meetings/garden-1.yaml": GARDEN})
    built(tmp_path)
    built(tmp_path, "fresh")
    assert tree(tmp_path) == tree(tmp_path, "fresh")


def test_a_template_that_is_a_link_is_seen_to_change(tmp_path: Path, asked: list[str]) -> None:
    write_site(tmp_path / "content")
    source = (bundled_folder() / "briefing/article/speech.html.j2").read_text()
    write(tmp_path / "elsewhere", {"speech.html.j2": source})
    link = tmp_path / "templates/briefing/article/speech.html.j2"
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / "elsewhere/speech.html.j2")
    built(tmp_path)
    write(tmp_path / "elsewhere", {"speech.html.j2": source + "<!-- -->"})
    assert made_anew(built(tmp_path)) == {"speeches/drains/index.html", "speeches/drains/drains.pdf"}


def test_a_manifest_that_was_tampered_with_is_made_anew(tmp_path: Path, asked: list[str]) -> None:
    write_site(tmp_path / "content")
    built(tmp_path)
    before = tree(tmp_path)
    manifest = tmp_path / "build/full/manifest.json"
    manifest.write_bytes(before["manifest.json"].replace(b'"sha256": "', b'"sha256": "0'))
    built(tmp_path)
    assert tree(tmp_path) == before


def test_as_many_files_stand_however_it_was_found_out(tmp_path: Path, asked: list[str]) -> None:
    write_site(tmp_path / "content")
    made = built(tmp_path)
    record("meetings/works/works-1.yaml", "kind:", "# 备注\nkind:")(tmp_path)
    looked_through = built(tmp_path)
    seen_at_once = built(tmp_path)
    assert len(made.reasons) == looked_through.standing == seen_at_once.standing
    assert (looked_through.reasons, seen_at_once.reasons) == ((), ())


def test_other_settings_of_fonts_are_looked_at_again(tmp_path: Path, asked: list[str]) -> None:
    write_site(tmp_path / "content")
    built(tmp_path)
    report = built(tmp_path, font_settings=("HOME=/home/clerk",))
    assert {reasons for _, reasons in report.reasons} == {("fonts",)}
    assert {path.rpartition(".")[2] for path, _ in report.reasons} == {"pdf"}


def test_what_is_read_is_kept_where_no_edition_can_be(tmp_path: Path, asked: list[str]) -> None:
    write_site(tmp_path / "content", {"site.yaml": SITE + "editions: [all, {id: content, sees: public}]\n"})
    assert built(tmp_path).folder == tmp_path / "build/all"
    assert built(tmp_path).reasons == ()
    assert {path.name for path in (tmp_path / "build/.cache").iterdir()} == {"_content", "all"}
