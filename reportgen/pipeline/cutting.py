"""Faces cut to the characters of a site, kept beside the editions: PDFs are smaller and quicker made.

Whoever wants them asks for them (`reportgen fonts subset`), and the manifest says where they were used: without them
the same page has other bytes. A character that came later is taken from the whole font, which looks the same.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen import disk
from reportgen.environment import CHINESE, look_around
from reportgen.formats.face import FontFile, NotAFontError
from reportgen.model.build import Artifact
from reportgen.model.content import Content
from reportgen.model.diagnostic import Diagnostic
from reportgen.pipeline.faces import Faces, is_official
from reportgen.pipeline.reading import inspect, spoiled, without
from reportgen.stages.plan import plan
from reportgen.stages.project import project
from reportgen.stages.render import render
from reportgen.stages.resolve import resolve
from reportgen.theme import Theme, templates_beside

FOLDER = ".faces"
"""Beside the editions, in the folder that is built into."""
LIST = "faces.json"
"""What each file was cut from."""
CUT_FACES = f"{FOLDER}/{LIST}"
"""Where that stands, from the folder that is built into."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A face that was cut."""

    role: str
    family: str
    before: int
    """Bytes of its file; a collection holds other faces too."""
    after: int


def cut_faces(folder: Path, output: Path, as_of: dt.date) -> tuple[tuple[Cut, ...], tuple[Diagnostic, ...]]:
    """Cut the faces of official documents to what a site prints, for the builds to come; return what was found too.

    Nothing is cut where the content cannot be read or no page is an official document.

    Raises:
        ReportgenError: the folder cannot be written, or a build is writing to it.
    """
    content, findings = inspect(folder, as_of)
    if content is None:
        return (), findings
    edition = project(without(content, spoiled(findings)), content.site.whole).content
    faces = Faces(look_around(), edition.site, edition.fonts)
    characters = _printed(edition, Theme(templates_beside(folder)), as_of)
    if not characters:
        return (), findings
    files = {role: file for role in CHINESE if (file := faces.file(role))}
    made = {role: one for role, file in files.items() if (one := _cut(file, characters))}
    told = {role: {"from": _mark(files[role]), "sha256": _sha256(one)} for role, one in made.items()}
    artifacts = [Artifact(f"{role}.otf", one) for role, one in made.items()]
    with disk.writing_to(output):
        listing = Artifact(LIST, json.dumps(told, indent=1, sort_keys=True).encode() + b"\n")
        disk.publish(output / FOLDER, artifacts, listing, ())
    return tuple(
        Cut(role, faces.face(role).family or "", len(_bytes(files[role])), len(one)) for role, one in made.items()
    ), findings


def kept_cuts(output: Path, faces: Faces) -> dict[str, bytes]:
    """Return the faces that were cut for a folder, by role: those of the very fonts that play the roles today."""
    told = _told(output)
    cuts: dict[str, bytes] = {}
    for role in CHINESE:
        mine, file = told.get(role), faces.file(role)
        content = disk.read_if_there(output / FOLDER / f"{role}.otf") if isinstance(mine, dict) and file else None
        if content and file and mine == {"from": _mark(file), "sha256": _sha256(content)}:
            cuts[role] = content
    return cuts


def _told(output: Path) -> Mapping[str, object]:
    try:
        told = json.loads(disk.read_if_there(output / FOLDER / LIST) or b"{}")
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _printed(edition: Content, theme: Theme, as_of: dt.date) -> frozenset[str]:
    """Return the characters of all official documents of a site."""
    made = plan(resolve(edition, as_of), edition=edition.site.whole.id, outputs=frozenset({"pdf"}))
    pages = (render(page, theme).html for page in made.pages if page.for_print)
    return frozenset(character for html in pages if is_official(html) for character in html if character.isprintable())


def _cut(file: FontFile, characters: frozenset[str]) -> bytes | None:
    """Return a face that was cut; None: fontTools cannot read it, so it stays whole."""
    # fontTools' cutter takes a while to load.
    from reportgen.formats.cutting import cut

    try:
        return cut(file, characters)
    except NotAFontError:
        return None


def _mark(file: FontFile) -> str:
    """Return what tells a face from others: the content of its file, and its number in it."""
    return f"{_sha256(_bytes(file))}#{file[1]}"


def _bytes(file: FontFile) -> bytes:
    return file[0] if isinstance(file[0], bytes) else file[0].read_bytes()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
