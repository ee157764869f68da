"""publish: pages, printed documents and assets → the files of an edition and its manifest.

What could not be made keeps its last good file: a document whose record is unreadable or whose PDF failed. While a
record is unreadable, so do every page made of all records, and every page whose own record did not change.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.formats import registers
from reportgen.formats.manifest import MANIFEST, MANIFEST_FORMAT, Entry
from reportgen.formats.pages import markdown_page
from reportgen.model.build import Artifact, PlannedFile, PlannedPage, PlannedText
from reportgen.model.content import Asset
from reportgen.model.meeting import Briefing, Minutes
from reportgen.model.shape import walk
from reportgen.model.site import Site
from reportgen.model.values import ID


@dataclass(frozen=True, slots=True)
class Publication:
    """What to put into an edition's folder, and what to take away."""

    artifacts: tuple[Artifact, ...]
    manifest: Artifact
    kept: tuple[str, ...]
    """Files of an earlier build that stay because nothing good could replace them."""
    gone: tuple[str, ...]
    """Files of an earlier build that nothing asks for any more."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What the manifest says of the whole."""

    name: str
    as_of: str
    versions: Mapping[str, str]
    """Of the tools the bytes depend on, by name."""
    faces: Mapping[str, str] = field(default_factory=dict)
    """What plays each role of the official page: a family, or a file of the office; nothing where no page is one."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What could not be made this time."""

    unreadable: frozenset[str] = frozenset()
    """Ids of records that could not be read."""
    unprinted: frozenset[str] = frozenset()
    """Paths of PDFs that could not be made."""
    leaning: frozenset[str] = frozenset()
    """Ids of records that show parts of unreadable ones."""
    lacking: frozenset[str] = frozenset()
    """Ids of meetings whose list of open actions may lack some of unreadable ones; their pages say so."""
    down: frozenset[str] = frozenset()
    """Folders of what was taken down: no earlier file in them stays, whatever was asked for."""


def publish(
    edition: Edition,
    artifacts: Iterable[Artifact],
    *,
    earlier: Mapping[str, Entry],
    gaps: Gaps,
    outputs: Collection[str],
    standing: Collection[str] = (),
    unmade: Collection[str] = (),
    partial: bool = False,
    is_stale: bool = False,
) -> Publication:
    """Return what to publish.

    Args:
        edition: what the manifest says of the whole.
        artifacts: every file that could be made.
        earlier: the files of the build before, by path.
        gaps: what could not be made.
        outputs: kinds of files, such as html and pdf: those of a kind that was not asked for stay.
        standing: paths of files of the build before that would be the same again, and so were not made.
        unmade: paths of what was not made, as `goes_unmade` says.
        partial: whether only one record was asked for; then everything else stays.
        is_stale: whether nothing of the build before may stay.
    """
    made = {one.path: one for one in artifacts}
    down = () if partial else tuple(gaps.down)
    # What was taken down must go from the lists too: while another record cannot be read, and from kinds not asked for.
    is_urgent = _is_urgent(earlier, down)
    fresh = {path: one for path, one in made.items() if is_urgent or not _is_worse(one, earlier.get(path), gaps)}
    offered = {*made, *unmade}
    kept = {
        path: entry
        for path, entry in earlier.items()
        if path not in fresh
        and path not in standing
        and not is_stale
        and not path.startswith(down)
        and (partial or path in offered or not _was_asked_for(path, outputs) or _is_held(path, entry, gaps))
        and not (is_urgent and "record" not in entry and not _is_the_same_for_all(path))
    }
    made_anew = {path: _entry(one, is_incomplete=_lacks_something(one, gaps)) for path, one in fresh.items()}
    as_made = {path: {key: value for key, value in earlier[path].items() if key != "as-of"} for path in standing}
    files = made_anew | as_made | {path: _of_its_day(entry, edition.as_of) for path, entry in kept.items()}
    return Publication(
        tuple(fresh[path] for path in sorted(fresh)),
        Artifact(MANIFEST, _manifest(edition, files)),
        tuple(sorted(path for path, entry in kept.items() if path in offered or _is_held(path, entry, gaps))),
        tuple(sorted(path for path in earlier if path not in files)),
    )


def goes_unmade(page: PlannedPage, earlier: Mapping[str, Entry], gaps: Gaps, *, partial: bool) -> bool:
    """Whether a page need not be made, since the version of the build before would go before it.

    Args:
        page: what is planned.
        earlier: the files of the build before, by path.
        gaps: what cannot be made.
        partial: as in `publish`.
    """
    down = () if partial else tuple(gaps.down)
    return not _is_urgent(earlier, down) and _is_worse(page, earlier.get(page.path), gaps)


def _is_urgent(earlier: Mapping[str, Entry], down: tuple[str, ...]) -> bool:
    return bool(down) and any("source" in entry and path.startswith(down) for path, entry in earlier.items())


def _of_its_day(entry: Entry, as_of: str) -> Entry:
    """Return the entry of a file that stays; it keeps its day only where that is not the day of the whole."""
    return {key: value for key, value in entry.items() if key != "as-of" or value != as_of}


def leaning_on(unreadable: Collection[str], records: Iterable[Minutes | Briefing]) -> frozenset[str]:
    """Return the meetings and briefings whose pages lack something because another record could not be read.

    Their words about a part of that record have nothing to stand beside; a notice of a meeting to come lists every
    open action of its series; a briefing compiles whatever its selection finds among all records.
    """
    gone = set(unreadable)
    return frozenset(record.id for record in records if gone and (_looks_at_all(record) or gone & {*_named(record)}))


def lacking_of(unreadable: Collection[str], records: Iterable[Minutes | Briefing]) -> frozenset[str]:
    """Return the meetings that list open actions of their series, of which an unreadable record may hold some."""
    return frozenset(one.id for one in records if unreadable and isinstance(one, Minutes) and one.series)


def _looks_at_all(record: Minutes | Briefing) -> bool:
    return isinstance(record, Briefing) or record.status == "planned"


def _named(record: Minutes | Briefing) -> Iterator[str]:
    """Yield the ids of the records that a meeting refers to."""
    for _, text in walk(record):
        whole, slash, part = text.partition("/")
        if not slash or (ID.fullmatch(whole) and ID.fullmatch(part)):
            yield whole


def _is_worse(artifact: Artifact | PlannedPage, before: Entry | None, gaps: Gaps) -> bool:
    """Whether the last good version of a file goes before the new one.

    While a record cannot be read, what is new about a page whose own record did not change is only what the
    unreadable one took away.
    """
    # A version that lacked something itself is not worth keeping.
    if not gaps.unreadable or before is None or before.get("incomplete") or _is_the_same_for_all(artifact.path):
        return False
    unchanged = artifact.source_hash == before.get("source")
    return artifact.record is None or unchanged or artifact.record in gaps.leaning


def _was_asked_for(path: str, outputs: Collection[str]) -> bool:
    """Whether a file is of a kind that this build makes, so that it goes when nothing asks for it any more."""
    kind = path.rpartition(".")[2]
    if path.startswith("assets/"):
        return "html" in outputs or "md" in outputs
    return (kind if kind in FORMS else "html") in outputs


FORMS = {"pdf", "md", "csv", "json", "xlsx", "ics"}
"""Kinds of files that are not part of the web pages, by their ending."""


def _is_held(path: str, before: Entry, gaps: Gaps) -> bool:
    """Whether a file that was not made stays because it could not be printed, or its record, or any, not be read."""
    if path in gaps.unprinted:
        return True
    return before["record"] in gaps.unreadable if "record" in before else bool(gaps.unreadable)


def _lacks_something(artifact: Artifact, gaps: Gaps) -> bool:
    if not gaps.unreadable or _is_the_same_for_all(artifact.path):
        return False
    return artifact.record is None or artifact.record in gaps.leaning | gaps.lacking


def _is_the_same_for_all(path: str) -> bool:
    """Whether a file is the same however many records could be read."""
    return path.startswith("assets/") or path in {"site.css", "register.js"}


def _manifest(edition: Edition, files: Mapping[str, Entry]) -> bytes:
    manifest = {
        "format": MANIFEST_FORMAT,
        "edition": edition.name,
        "as-of": edition.as_of,
        "generator": dict(edition.versions),
        **({"faces": dict(edition.faces)} if edition.faces else {}),
        "files": dict(files),
    }
    return json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def copies(assets: Mapping[str, Asset], wanted: Iterable[tuple[str, str]]) -> Iterable[Artifact]:
    """Yield the assets to publish, by path."""
    for path, name in wanted:
        yield Artifact(path, assets[name].content)


def exports(files: Iterable[PlannedFile], words: Callable[[str], Mapping[str, str]]) -> Iterator[Artifact]:
    """Yield the register as files for other programs; `words` gives the printed words of a language."""
    for file in files:
        yield Artifact(file.path, registers.write(file.form, file.export, words(file.export.language)))


def texts(
    planned: Iterable[PlannedText], site: Site, words: Callable[[str, str], Mapping[str, str]]
) -> Iterator[Artifact]:
    """Yield the pages of records as Markdown; `words` gives the printed words of a theme in a language."""
    for one in planned:
        page = markdown_page(one.view, site, one.links, words(one.theme, one.view.language))
        yield Artifact(one.path, page.encode(), one.view.id, one.view.source_hash)


def _entry(artifact: Artifact, *, is_incomplete: bool) -> Entry:
    entry: Entry = {"sha256": artifact.digest, "bytes": len(artifact.content)}
    if artifact.record:
        entry["record"] = artifact.record
    if artifact.source_hash:
        entry["source"] = artifact.source_hash
    if is_incomplete:
        entry["incomplete"] = True
    return entry
