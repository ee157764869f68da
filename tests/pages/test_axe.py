"""The pages of the sample in a browser: light and dark, 390 and 1280 px wide, from file://."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest

from tests.pages.conftest import Look

pytestmark = pytest.mark.pages

BROKEN = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Broken on purpose</title><main><h1>Culverts</h1>
<img src="none.png"><img src="https://pages.invalid/a.png" alt="far away"><p style="width: 2000px">wide</p>
<p id="late"></p><script>document.getElementById("late").textContent = "only with scripts"; missing()</script></main>"""


@pytest.mark.parametrize(
    "kind",
    [
        "index.html",
        *(f"{one}/*/index.html" for one in ("meetings", "series", "speeches", "briefings", "units", "people")),
        "actions/*/*/index.html",
        "series/*/since/index.html",
        "register/index.html",
        "register/2025/index.html",
        "decisions/index.html",
        "decisions/2025/index.html",
        "units/index.html",
    ],
)
def test_the_sample_has_a_page_of_each_kind(site: Path, kind: str) -> None:
    assert list(site.glob(f"*/{kind}"))


def test_axe_finds_no_violation(looks: list[Look]) -> None:
    assert [f"{look}: {violation}" for look in looks for violation in look.violations] == []


def test_no_page_scrolls_sideways(looks: list[Look]) -> None:
    assert [f"{look}: {look.overflow} px too wide" for look in looks if look.overflow > 0] == []


def test_the_console_holds_no_error(looks: list[Look]) -> None:
    assert [f"{look}: {error}" for look in looks for error in look.console] == []


def test_no_request_leaves_the_folder(looks: list[Look]) -> None:
    assert [f"{look}: {address}" for look in looks for address in look.outside] == []


def test_every_link_within_the_site_leads_somewhere(looks: list[Look]) -> None:
    ids: dict[Path, set[str]] = {}
    dead = []
    for look in looks:
        for link in look.links:
            address, anchor = urldefrag(link)
            target = Path(unquote(urlsplit(address).path))
            if target.suffix == ".html" and target.is_file() and target not in ids:
                ids[target] = set(re.findall(r'\bid="([^"]*)"', target.read_text("utf-8")))
            if address.startswith("file:") and not (
                target.is_file() and (not anchor or unquote(anchor) in ids.get(target, set()))
            ):
                dead.append(f"{look}: {link}")
    assert dead == []


def test_a_page_says_the_same_without_scripts(looks: list[Look]) -> None:
    assert [
        str(look) for look in looks if (look.scheme, look.width) == ("light", 390) and look.text != look.plain
    ] == []


def test_a_page_of_many_faults_is_seen_with_each(tmp_path: Path, look_at: Callable[..., list[Look]]) -> None:
    (tmp_path / "broken.html").write_text(BROKEN, encoding="utf-8")
    looks = look_at(tmp_path / "broken.html")
    assert [(look.scheme, look.width) for look in looks] == [
        ("light", 390), ("light", 1280), ("dark", 390), ("dark", 1280),
    ]  # fmt: skip
    for look in looks:
        assert any(violation.startswith("image-alt: ") for violation in look.violations)
        assert look.overflow > 0
        assert any("missing is not defined" in error for error in look.console)
        assert look.outside == ["https://pages.invalid/a.png"]
        assert "only with scripts" in look.text
        assert "only with scripts" not in look.plain
