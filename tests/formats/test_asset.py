"""Which files below assets/ are published, and as what."""

from __future__ import annotations

import re

import pytest

from reportgen.formats import asset
from reportgen.formats.asset import PUBLISHED, REFUSED_TYPE, TOO_LARGE, read_asset
from reportgen.model.content import Asset
from tests.small_site import png


@pytest.mark.parametrize("ending", sorted(ending for ending, kind in PUBLISHED.items() if kind != "image"))
def test_a_document_is_published_as_it_is(ending: str) -> None:
    for name in (f"assets/plan{ending}", f"assets/PLAN{ending.upper()}"):
        assert read_asset(name, b"words") == Asset(name, PUBLISHED[ending], b"words")


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.js", "a.xml", "a.svgz", "a.exe", "a", "a.pdf.html", "a.yaml"])
def test_what_a_browser_would_run_is_refused_with_the_types_to_use(name: str) -> None:
    assert read_asset(f"assets/{name}", b"<script>") == (REFUSED_TYPE, {"name": f"assets/{name}"})


def test_no_type_that_runs_is_among_the_published_ones() -> None:
    assert not any(re.search(r"html|script|xml$|svg", kind) for kind in PUBLISHED.values())


def test_a_picture_is_drawn_anew_with_its_size() -> None:
    found = read_asset("assets/drain.png", png() + b"CANARY")
    assert isinstance(found, Asset)
    assert (found.media_type, found.width, found.height, found.is_image) == ("image/png", 4, 3, True)
    assert b"CANARY" not in found.content


def test_a_drawing_and_a_false_picture_are_refused_by_name() -> None:
    for name, content in (("assets/a.svg", b"<svg/>"), ("assets/a.png", b"words")):
        refusal = read_asset(name, content)
        assert isinstance(refusal, tuple)
        kind, values = refusal
        assert name in kind.at(None, **values).message("en")


def test_a_file_is_as_large_as_the_limit_and_no_larger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asset, "LARGEST_ASSET", 1024 * 1024)
    assert isinstance(read_asset("assets/a.pdf", bytes(1024 * 1024)), Asset)
    assert read_asset("assets/a.pdf", bytes(1024 * 1024 + 1)) == (TOO_LARGE, {"name": "assets/a.pdf", "limit": 1})
