"""What is kept and read again is what was read, and bytes that say anything else are as good as none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.formats.asset import read_asset
from reportgen.formats.kept import KeptRecord, image_again, image_kept, places_again, record_again, record_kept
from reportgen.formats.record import read_record
from reportgen.model.content import Asset
from reportgen.model.meeting import FOLDERS, RECORDS
from reportgen.model.shape import Shape
from reportgen.model.source import FilePlaces
from tests.closed_sites import SCRIPTS
from tests.full_record import full_record
from tests.small_site import FIRST, png

CHECKOUT = Path(__file__).parents[2]
SITES = (CHECKOUT / "content", *sorted((CHECKOUT / "tests/sites").glob("*/content")))
FILES = {
    f"{site.relative_to(CHECKOUT)}: {path.relative_to(site)}": (path.relative_to(site).as_posix(), path)
    for site in SITES
    for path in sorted(site.rglob("*.yaml"))
    if path.relative_to(site).parts[0] in FOLDERS.values()
}
LINES = SCRIPTS.flatmap(lambda letters: st.text(letters, min_size=1, max_size=30)).map(lambda text: f"甲{text}".strip())


def described(value: object) -> object:
    """A value with the type of every part, since a name, Markdown and a plain text may be equal."""
    if isinstance(value, Shape):
        return type(value), {name: described(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, dict):
        return type(value), [(described(key), described(one)) for key, one in value.items()]
    if isinstance(value, tuple | list):
        return type(value), [described(one) for one in value]
    return type(value), value


def placed(places: FilePlaces) -> object:
    return places.path, dict(places.values), dict(places.keys), set(places.blocks), places.text


def require_the_same_again(content: bytes, name: str) -> KeptRecord:
    read = read_record(content, name)
    assert read.record is not None, read.problems
    kept = record_kept(read)
    assert kept is not None
    again = record_again(kept, name)
    assert again is not None
    assert described(again.record) == described(read.record)
    assert (again.record, again.problems, again.assets) == (read.record, read.problems, read.assets)
    assert placed(places_again(again.trail, content, name)) == placed(read.places)
    return again


@pytest.mark.parametrize("file", FILES)
def test_every_record_of_the_sample_and_of_real_minutes_comes_back_as_it_was(file: str) -> None:
    name, path = FILES[file]
    require_the_same_again(path.read_bytes(), name)


@pytest.mark.parametrize("kind", RECORDS)
@given(words=LINES, prose=st.lists(LINES, min_size=1, max_size=3).map("\n\n".join), key=LINES)
@settings(max_examples=15, deadline=None)
def test_a_record_with_every_field_comes_back_as_it_was(kind: str, words: str, prose: str, key: str) -> None:
    text = full_record(kind, words, prose=prose, key=key, change=lambda _: None)
    require_the_same_again(text.encode(), f"{FOLDERS[kind]}/below/full.yaml")


def test_warnings_and_files_come_back_with_their_places() -> None:
    text = f"{FIRST}closing: |\n  a <b>word</b>\n  and [the plan](assets/plan.pdf)\nx-own: {{b: [1, {{c: d}}]}}\n"
    again = require_the_same_again(text.encode(), "meetings/works-1.yaml")
    assert [(one.code, one.span and one.span.line) for one in again.problems] == [("raw-html", 30), ("raw-html", 30)]
    assert [(one.name, one.span.line) for one in again.assets] == [("assets/drain.png", 18), ("assets/plan.pdf", 31)]
    assert again.record.x == {"x-own": {"b": ["1", {"c": "d"}]}}


@pytest.mark.parametrize("text", ["kind: minutes\n", "kind: [\n", "", "kind: minutes\ntitle: t\nstart: 2026-01-32\n"])
def test_a_record_that_is_wrong_is_not_kept(text: str) -> None:
    assert record_kept(read_record(text.encode(), "meetings/m1.yaml")) is None


KEPT = record_kept(read_record(FIRST.encode(), "meetings/works-1.yaml")) or b""


@pytest.mark.parametrize(
    ("kept", "name"),
    [
        (KEPT, "meetings/works-2.yaml"),
        (KEPT, "speeches/works-1.yaml"),
        (KEPT, "meetings/works-1.yml"),
        (b"", "meetings/works-1.yaml"),
        (b"\xff\n\n", "meetings/works-1.yaml"),
        (b"null\nnull\nnull", "meetings/works-1.yaml"),
        (KEPT.replace(b'"minutes"', b'"letter"', 1), "meetings/works-1.yaml"),
        (KEPT.replace(b'"minutes"', b'"speech"', 1), "meetings/works-1.yaml"),
        (KEPT.replace(b'"id":"a1"', b'"id":"../a1"'), "meetings/works-1.yaml"),
        (
            KEPT.replace(b'"kind":"minutes","series"', b'"secret":"x","kind":"minutes","series"'),
            "meetings/works-1.yaml",
        ),
        (KEPT.replace(b"\n", b"\n\n"), "meetings/works-1.yaml"),
    ],
)
def test_bytes_that_are_not_those_of_the_record_are_none(kept: bytes, name: str) -> None:
    assert record_again(KEPT, "meetings/works-1.yaml") is not None
    assert record_again(kept, name) is None


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_kept_record_with_any_bytes_changed_is_a_record_or_none(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(KEPT)))
    end = data.draw(st.integers(start, min(len(KEPT), start + 20)))
    again = record_again(KEPT[:start] + data.draw(st.binary(max_size=20)) + KEPT[end:], "meetings/works-1.yaml")
    assert again is None or again.record.id == "works-1"


@pytest.mark.parametrize(
    "trail",
    [
        b"",
        b"{}",
        b"null",
        json.dumps({"steps": [[0, 0, None, [0, 0]], [7, "kind", None, [1, 1]]], "blocks": []}).encode(),
    ],
)
def test_places_that_were_not_kept_are_asked_of_the_file(trail: bytes) -> None:
    name = "meetings/works-1.yaml"
    assert placed(places_again(trail, FIRST.encode(), name)) == placed(read_record(FIRST.encode(), name).places)


def test_a_picture_comes_back_as_it_was_under_any_name() -> None:
    asset = read_asset("assets/drain.png", png())
    assert isinstance(asset, Asset)
    assert image_again(image_kept(asset), "assets/drain.png") == asset
    assert image_again(image_kept(asset), "assets/b.png") == Asset("assets/b.png", "image/png", asset.content, 4, 3)


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"x",
        b"{}\n",
        b'{"media_type":"text/html","width":1,"height":1}\n<script>',
        b'{"media_type":"image/png","width":0,"height":1}\n',
    ],
)
def test_bytes_that_are_not_those_of_a_picture_are_none(kept: bytes) -> None:
    assert image_again(kept, "assets/drain.png") is None
