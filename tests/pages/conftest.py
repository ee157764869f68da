"""The pages of content/, built once, and the tools that look at them: `make test-pages` fetches what is missing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[1]
NODE_MODULES = HERE / "node_modules"


@dataclass(frozen=True, slots=True)
class Look:
    """What a browser saw of one page in one colour scheme at one width."""

    page: Path
    scheme: str
    width: int
    violations: list[str]
    """What axe-core found."""
    overflow: int
    """Pixels the page runs past the edge of the window."""
    console: list[str]
    """Errors the browser's console holds."""
    outside: list[str]
    """Addresses asked for beyond the page's own files."""
    links: list[str]
    """Every link in full: file:///…/index.html#d1."""
    ids: list[str]
    """What a link into the page can name."""
    text: str
    plain: str
    """The text with JavaScript switched off."""

    def __str__(self) -> str:
        return f"{self.page.parent.name}/{self.page.name} ({self.scheme}, {self.width} px)"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", metavar="FOLDER", help="keep a picture of every page there")


def command(name: str, package: str) -> str:
    """Return the path of a program; without it the test fails and says what to install."""
    found = shutil.which(name)
    if found is None:
        pytest.fail(f"{name} is missing: run `make test-pages`, or `apt-get install {package}`", pytrace=False)
    return found


def fetched(*parts: str) -> Path:
    """Return the path of a file npm fetched; without it the test fails and says what to run."""
    found = NODE_MODULES.joinpath(*parts)
    if not found.exists():
        pytest.fail(f"{'/'.join(parts)} is missing: run `make test-pages`, or `npm ci` in tests/pages", pytrace=False)
    return found


def run(*words: str | Path, given: str | None = None, fine: tuple[int, ...] = (0,)) -> str:
    """Return what a program says on standard output; fail with all it said when it ends otherwise than hoped."""
    done = subprocess.run(words, input=given, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in fine:
        pytest.fail(f"{words[0]} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}", pytrace=False)
    return done.stdout


@pytest.fixture(scope="session")
def look_at(request: pytest.FixtureRequest) -> Callable[..., list[Look]]:
    """Give a function that looks at pages: light and dark, on a phone and on a desk."""
    node, chromium = command("node", "nodejs"), command("chromium", "chromium")
    fetched("playwright-core", "package.json")
    fetched("axe-core", "axe.min.js")
    pictures = request.config.getoption("--pictures", default=None)

    def look(*pages: Path, pictures: str | None = None) -> list[Look]:
        wanted = {"chromium": chromium, "pages": [str(page) for page in pages], "pictures": pictures}
        return [
            Look(**{**seen, "page": Path(seen["page"])})
            for seen in json.loads(run(node, HERE / "axe.mjs", given=json.dumps(wanted)))
        ]

    return lambda *pages: look(*pages, pictures=pictures)


@pytest.fixture(scope="session")
def vnu() -> Callable[[Path], list[dict[str, str]]]:
    """Give a function that returns what the HTML validator says of all pages below a folder."""
    java, jar = command("java", "default-jre-headless"), fetched("vnu-jar", "build", "dist", "vnu.jar")

    def validate(folder: Path) -> list[dict[str, str]]:
        said = run(java, "-jar", jar, "--stdout", "--format", "json", "--skip-non-html", folder, fine=(0, 1))
        messages: list[dict[str, str]] = json.loads(said)["messages"]
        return messages

    return validate


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample of content/, built by the installed command."""
    build = tmp_path_factory.mktemp("pages")
    reportgen = Path(sys.executable).with_name("reportgen")
    run(reportgen, "build", CHECKOUT / "content", "-o", build, "--as-of", "2026-06-30")
    return build


@pytest.fixture(scope="session")
def pages(site: Path) -> list[Path]:
    """Every page of the sample, but of the many that are made alike only the longest and the shortest."""
    found = sorted(site.rglob("*.html"))
    assert found, "the build made no page"
    alike = [sorted(site.glob(f"*/{kind}/index.html"), key=lambda page: page.stat().st_size) for kind in ALIKE]
    assert all(alike)
    passed_over = {page for pages in alike for page in pages[1:-1]}
    return [page for page in found if page not in passed_over]


ALIKE = ("actions/*/*", "units/*", "people/*")
"""Kinds of pages of which there is one for each action, unit and person."""


@pytest.fixture(scope="session")
def looks(pages: list[Path], look_at: Callable[..., list[Look]]) -> list[Look]:
    return look_at(*pages)
