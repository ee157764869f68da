"""What every page of a build is made with, whatever it shows: when one of these changes, every page may."""

from __future__ import annotations

import functools
import importlib.metadata
import platform
from collections.abc import Collection, Iterable
from hashlib import sha256
from pathlib import Path

from reportgen.disk.marks import content_digest, folder_time, mark_of, marks_below
from reportgen.environment import Environment
from reportgen.formats import registers
from reportgen.model.digest import Digests
from reportgen.model.site import Site
from reportgen.pipeline.faces import Faces
from reportgen.pipeline.inputs import PROGRAM

FONT_CONFIGURATION = ("/etc/fonts", "~/.config/fontconfig", "~/.fonts.conf")
FONT_FOLDERS = ("~/.fonts", "~/.local/share/fonts", "/usr/share/fonts", "/usr/local/share/fonts")
_MADE_WITH = (
    "pyyaml",
    "jinja2",
    "markdown",
    "nh3",
    "babel",
    "pillow",
    "pyphen",
    "fonttools",
    "pydantic",
    "tzdata",
    "markupsafe",
)
_PRINTED_WITH = ("weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "pyphen", "fonttools", "cffi")


def versions(outputs: Collection[str]) -> dict[str, str]:
    """Return the versions of the tools that a manifest names, by name."""
    names = ["reportgen", "jinja2", "markdown", "nh3", "babel", "pillow", *(["weasyprint"] if "pdf" in outputs else [])]
    names += [library for kind, library in registers.LIBRARIES.items() if kind in outputs]
    return {name: importlib.metadata.version(name) for name in names}


def made_with() -> dict[str, str]:
    """Return the versions of all that has a say in what a page becomes, by name."""
    return {"python": platform.python_version(), **_versions((*_MADE_WITH, *registers.LIBRARIES.values()))}


def circumstances(site: Site, program: str, digests: Digests) -> dict[str, str]:
    """Return the digests of what every page is made with.

    Args:
        site: whose configuration and people they are.
        program: the digest of the program itself.
        digests: where digests come from.
    """
    shared = {"site.yaml": site.config, "people.yaml": site.people, "libraries": made_with()}
    return {"program": program, **{name: digests.of(value) for name, value in shared.items()}}


def printed_with(environment: Environment, faces: Faces, settings: tuple[str, ...], digests: Digests) -> dict[str, str]:
    """Return the digests of what every printed page is made with besides; `settings` are the order's, of fonts."""
    fonts = {one.file: mark_of(one.file, follow=True)[:2] for one in environment.listed}
    rules = {folder: _contents(Path(folder).expanduser()) for folder in FONT_CONFIGURATION}
    told = {
        "printer": {"pango": environment.pango, **_versions(_PRINTED_WITH)},
        "fonts": (sorted(fonts.items()), rules, settings),
        "faces": (dict(faces.cuts), dict(faces.fonts), dict(faces.assets())),
    }
    return {name: digests.of(value) for name, value in told.items()}


def font_folders(environment: Environment) -> dict[str, int]:
    """Return when each file and folder changed that fonts come from, or are set up in."""
    files = {one.file for one in environment.listed}
    roots = [Path(one).expanduser() for one in (*FONT_FOLDERS, *FONT_CONFIGURATION)]
    # A new family comes in a folder of its own, anywhere below.
    below = {str(folder) for root in roots for folder in (root, *root.rglob("*/"))}
    return {one: folder_time(one) for one in sorted({*files, *(str(Path(file).parent) for file in files), *below})}


def _contents(place: Path) -> dict[str, str]:
    """Return the digest of every file below a folder, or of the one file it is, through links too."""
    if place.is_file():
        return {"": content_digest(place)}
    return {name: content_digest(place / name) for name in marks_below(place, follow=True)}


@functools.cache
def program_digest() -> str:
    """Return what tells this program from all others: the digest of its modules, by content."""
    return digest_of(*(f"{name} {content_digest(PROGRAM / name)}" for name in marks_below(PROGRAM, follow=True)))


def digest_of(*words: str) -> str:
    """Return one digest of several words, in hexadecimal."""
    return sha256("\0".join(words).encode()).hexdigest()


def _versions(names: Iterable[str]) -> dict[str, str]:
    found = {}
    for name in names:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = ""
    return found
